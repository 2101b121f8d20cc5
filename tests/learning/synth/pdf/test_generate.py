"""Generated PDFs: repeatable, in every family, and with marks that say what the truth says."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from random import Random

import pytest

from learning.synth.pdf.families import FAMILIES
from learning.synth.pdf.generate import SynthDocument, document, generate, shared_world

WORDS = ("description", "supplier_item_code", "buyer_item_code", "gtin", "unit", "line_no")
MONEY = ("total_net", "total_tax", "total_gross", "quantity", "unit_price", "amount", "price_basis", "discount_percent")


def plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(ch for ch in folded if ch.isalnum())


def digits(text: str) -> str:
    return re.sub(r"\D", "", text).strip("0")


def texts_by_role(made: SynthDocument, order: int) -> dict[str, str]:
    found: dict[str, list[str]] = defaultdict(list)
    for mark in made.marks:
        if mark.order == order:
            found[mark.role].append(mark.text)
    return {role: " ".join(words) for role, words in found.items()}


def check_against_marks(made: SynthDocument) -> None:
    for number, order in enumerate(made.truth["orders"]):
        seen = texts_by_role(made, number)
        for key, value in order.items():
            if f"header.{key}" in seen and key not in ("currency", "requested_date", "order_date", "ship_to_country"):
                shown = seen[f"header.{key}"]
                if key in MONEY:
                    assert digits(value.rstrip("0")) in digits(shown) + "0", (made.name, key, value, shown)
                else:
                    assert plain(value) in plain(shown), (made.name, key, value, shown)
        for index, line in enumerate(order["lines"]):
            for key, value in line.items():
                shown = seen.get(f"line.{index}.{key}")
                if shown is not None and key in WORDS:
                    assert plain(value) in plain(shown), (made.name, key, value, shown)
                if shown is not None and key in MONEY:
                    assert digits(value.rstrip("0")) in digits(shown) + "0", (made.name, key, value, shown)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda f: f.id)
def test_every_family_draws_a_document_whose_marks_say_what_its_truth_says(family: object) -> None:
    for seed in range(2):
        made = document(Random(f"{family.id}/{seed}"), shared_world(1), family, "x.pdf")  # type: ignore[attr-defined]
        assert made.data.startswith(b"%PDF")
        assert "po_number" in made.truth["orders"][0]
        check_against_marks(made)


def test_the_same_seed_makes_the_same_bytes() -> None:
    first = [(d.data, d.truth) for d in generate(31, 6)]
    second = [(d.data, d.truth) for d in generate(31, 6)]
    assert first == second


def test_a_document_that_is_no_order_states_none_and_marks_no_field() -> None:
    for made in generate(5, 6, others=1.0):
        assert made.truth["orders"] == []
        assert not any(mark.role.startswith(("header.", "line.")) for mark in made.marks)


def test_a_file_of_several_orders_gives_each_its_own_pages() -> None:
    for made in generate(6, 4, others=0.0, several=1.0):
        pages = [set(order["pages"]) for order in made.truth["orders"]]
        assert len(pages) >= 2
        assert len(set.union(*pages)) == sum(len(p) for p in pages)


def test_families_have_stable_and_different_names_so_that_whole_ones_can_be_held_out() -> None:
    names = [family.id for family in FAMILIES]
    assert len(names) == len(set(names)) >= 40
    held = names[::5]
    assert not {made.family for made in generate(8, 12, exclude=held)} & set(held)
