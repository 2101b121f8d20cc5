from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import date
from io import StringIO

import pytest
from lxml import etree

from orderbook import book
from orderbook.exports import EXPORTS, OrderContext, export_form


@pytest.fixture
def context(order, facts):
    booked = book(order, number="A-26-0001", today=date(2026, 3, 9), facts=facts)
    return OrderContext(booked, facts.customer, facts.company)


@pytest.mark.parametrize("form", EXPORTS, ids=lambda form: form.name)
def test_every_form_carries_the_order(form, context):
    data = form.render((context,)).decode("utf-8-sig" if form.name != "edifact" else "latin-1")
    for value in ("PO-4711", "A-26-0001", "NX-100", "NX-200", "C001"):
        assert value in data
    assert form.render((context,)) == form.render((context,))


@pytest.mark.parametrize("form", [form for form in EXPORTS if form.many], ids=lambda form: form.name)
def test_forms_for_many_orders_take_none_and_several(form, context):
    assert form.render(())
    assert form.render((context, context)).count(b"PO-4711") >= 2


def test_names_are_unique_and_an_unknown_one_is_nothing():
    assert len({form.name for form in EXPORTS}) == len(EXPORTS)
    assert export_form("../../etc/passwd") is None


def test_csv_plants_no_formula(context):
    nasty = replace(context.order.lines[0], description='=HYPERLINK("http://x")')
    data = (
        export_form("csv").render((replace(context, order=replace(context.order, lines=(nasty,))),)).decode("utf-8-sig")
    )
    (row,) = csv.DictReader(StringIO(data))
    assert row["description"].startswith("'=")
    assert row["amount"] == "108.00"


def test_a_cancellation_without_lines_has_its_row_in_the_csv(context):
    data = export_form("csv").render((replace(context, order=replace(context.order, lines=())),)).decode("utf-8-sig")
    (row,) = csv.DictReader(StringIO(data))
    assert (row["po_number"], row["sku"]) == ("PO-4711", "")


def test_json_keeps_decimals_exact(context):
    (order,) = json.loads(export_form("json").render((context,)))
    assert order["total_net"] == "220.10"
    assert order["lines"][0]["promised_date"] == "2026-03-20"


def test_ubl_is_in_stock_units_and_clean_xml(context):
    nasty = replace(context.order.lines[0], description="a\x00<b>&")
    xml = export_form("ubl").render((replace(context, order=replace(context.order, lines=(nasty,))),))
    root = etree.fromstring(xml)
    assert root.findtext(".//{*}Item/{*}Name") == "a<b>&"
    quantity = root.find(".//{*}LineItem/{*}Quantity")
    assert (quantity.text, quantity.get("unitCode")) == ("12", "C62")


def test_edifact_releases_separators_and_counts_its_segments(context):
    nasty = replace(context.order, po_number="P'O+1:2?\r\nUNZ")
    text = export_form("edifact").render((replace(context, order=nasty),)).decode("latin-1")
    assert "BGM+220+P?'O?+1?:2?? UNZ+9'" in text
    segments = [part for part in text.split("\r\n") if part]
    unt = next(part for part in segments if part.startswith("UNT"))
    first = next(i for i, part in enumerate(segments) if part.startswith("UNH"))
    assert int(unt.split("+")[1]) == segments.index(unt) - first + 1
