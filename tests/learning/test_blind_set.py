"""The blind checking set: its truth says what its pages print, and its unknown buyers are known to nobody."""

from __future__ import annotations

import re
from decimal import Decimal
from random import Random

import pytest
from jinja2 import Environment, FileSystemLoader
from openpyxl import load_workbook

from benchmarks.strangers.blind.content import draw
from benchmarks.strangers.blind.mails import letters
from benchmarks.strangers.blind.pages import TEMPLATES, options_of, rendered, style_of
from benchmarks.strangers.blind.sheets import workbooks
from benchmarks.strangers.blind.wording import in_words
from learning.synth.world import SMALL, world

MASTER = world(3, SMALL).master
ENVIRONMENT = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)
LAYOUTS = sorted(path.name for path in TEMPLATES.glob("*.html"))


def page_of(name: str):
    options = options_of(TEMPLATES / name)
    content = draw(MASTER, Random(name), style_of(options), options)
    html = rendered(ENVIRONMENT, name, content)
    text = re.sub(r"<style.*?</style>|<[^>]+>", " ", html, flags=re.S)
    for entity, character in (("&amp;", "&"), ("&#34;", '"'), ("&#39;", "'"), ("&nbsp;", " ")):
        text = text.replace(entity, character)
    return content, " ".join(text.split()).casefold()


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_page_prints_what_its_truth_states(name: str) -> None:
    content, text = page_of(name)
    truth = content.truth([1])
    assert truth["po_number"].casefold() in text
    assert truth["buyer_name"].casefold() in text
    for line in truth["lines"]:
        assert " ".join(line["description"].split()).casefold() in text
        for code in ("supplier_item_code", "buyer_item_code", "unit"):
            assert line.get(code, "").casefold() in text


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_lines_of_a_page_add_up_to_its_total(name: str) -> None:
    truth = page_of(name)[0].truth([1])
    if "total_net" in truth and all("amount" in line for line in truth["lines"]):
        assert sum(Decimal(line["amount"]) for line in truth["lines"]) == Decimal(truth["total_net"])
    assert "total_gross" not in truth or Decimal(truth["total_gross"]) >= Decimal(truth.get("total_net", 0))


def test_a_buyer_whom_nobody_knows_has_no_customer_and_orders_nothing_of_ours() -> None:
    truth = page_of("county_us.html")[0].truth([1])
    assert truth["customer_code"] is None
    assert truth["ship_to_code"] is None
    assert {line["sku"] for line in truth["lines"]} == {None}


def test_a_call_off_states_one_line_with_its_dates() -> None:
    for line in page_of("abruf_de.html")[0].truth([1])["lines"]:
        assert sum(int(call["quantity"]) for call in line["schedules"]) == int(line["quantity"])


def test_the_same_seed_writes_the_same_sheets_and_mails() -> None:
    assert [p.truth for p in workbooks(MASTER, 5)] == [p.truth for p in workbooks(MASTER, 5)]
    assert [p.data for p in letters(MASTER, 5)] == [p.data for p in letters(MASTER, 5)]


def test_a_sheet_holds_the_articles_of_its_truth(tmp_path) -> None:
    for sheet in workbooks(MASTER, 5):
        sheet.write(tmp_path)
        book = load_workbook(tmp_path / sheet.name)
        cells = {str(cell.value) for grid in book for row in grid.iter_rows() for cell in row}
        assert {line["description"] for line in sheet.truth["orders"][0]["lines"]} <= cells, sheet.name


def test_an_enquiry_is_no_order() -> None:
    enquiry = next(mail for mail in letters(MASTER, 5) if mail.name == "devis_fr_0.eml")
    assert enquiry.truth["intent"] == "quote_request"
    assert enquiry.truth["orders"] == []


def test_a_cancellation_states_its_order_and_no_lines() -> None:
    (order,) = next(m for m in letters(MASTER, 5) if m.name == "annullo_it_0.eml").truth["orders"]
    assert order["document_type"] == "cancellation"
    assert order["lines"] == []


@pytest.mark.parametrize(
    ("amount", "manner", "words"),
    [
        ("197127.86", "indian", "One Lakh Ninety Seven Thousand One Hundred Twenty Seven and Eighty Six paise Only"),
        ("2309.50", "spanish", "DOS MIL TRESCIENTOS NUEVE CON 50/100"),
        ("31.00", "spanish", "TREINTA Y UN CON 00/100"),
        ("1250.05", "western", "One Thousand Two Hundred Fifty and 05/100"),
    ],
)
def test_amounts_are_written_in_words(amount: str, manner: str, words: str) -> None:
    assert in_words(Decimal(amount), manner) == words
