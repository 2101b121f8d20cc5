"""The invented worlds: the same for the same seed, with codes that lead where they should."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from random import Random

from learning.synth.catalogue import catalogue
from learning.synth.content import HEADER_KEYS, LINE_KEYS, order_truth
from learning.synth.master_csv import CUSTOMER_COLUMNS, ITEM_COLUMNS, write_master
from learning.synth.orders import draw_order
from learning.synth.world import TINY, world


def test_the_same_seed_makes_the_same_world() -> None:
    assert world(7, TINY).master == world(7, TINY).master
    assert world(7, TINY).master != world(8, TINY).master


def test_every_code_in_the_master_data_leads_to_a_record() -> None:
    drawn = world(3, TINY)
    customers = {c.code for c in drawn.master.customers}
    assert len(customers) == TINY.customers
    assert len(drawn.items) == TINY.items
    assert {a.customer_code for a in drawn.master.addresses} == customers
    assert {r.sku for r in drawn.master.cross_references} <= set(drawn.items)
    assert {p.customer_code for p in drawn.master.price_agreements} <= customers
    assert {c.parent_code for c in drawn.master.customers if c.parent_code} <= customers


def test_a_gtin_ends_with_its_check_digit() -> None:
    gtins = [i.gtin for i in catalogue(Random(1), 80, "EUR", ("en", "fr")) if i.gtin]
    assert gtins
    for gtin in gtins:
        assert sum(int(ch) * (3 if n % 2 else 1) for n, ch in enumerate(gtin)) % 10 == 0


def test_the_master_data_are_written_in_the_columns_that_the_import_reads(tmp_path: Path) -> None:
    master = world(5, TINY).master
    write_master(master, tmp_path)
    rows = list(csv.DictReader((tmp_path / "items.csv").open(encoding="utf-8")))
    assert set(ITEM_COLUMNS) <= set(rows[0])
    assert [r["sku"] for r in rows] == [i.sku for i in master.items]
    assert next(csv.reader((tmp_path / "customers.csv").open(encoding="utf-8"))) == list(CUSTOMER_COLUMNS)
    assert json.loads((tmp_path / "company.json").read_text("utf-8"))["name"] == master.company.name


def test_an_orders_amounts_add_up_and_its_codes_are_of_its_world() -> None:
    drawn = world(11, TINY)
    for seed in range(60):
        order = draw_order(Random(seed), drawn)
        truth = order_truth(order, HEADER_KEYS, {i: set(LINE_KEYS) for i in range(99)})
        assert sum(line.amount for line in order.printed_lines) == order.goods
        assert order.total_net + order.total_tax == order.total_gross
        for line in truth["lines"]:
            assert line["sku"] is None or line["sku"] in drawn.items
        if order.customer_code and truth["ship_to_code"]:
            assert truth["ship_to_code"] in {a.code for a in drawn.ship_tos[order.customer_code]}
