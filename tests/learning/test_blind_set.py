"""The blind checking sets: their truth says what their pages print, and their unknown buyers are known to nobody."""

from __future__ import annotations

import io
import re
from decimal import Decimal
from itertools import chain
from pathlib import Path
from random import Random

import pdfplumber
import pytest
from jinja2 import Environment, FileSystemLoader
from openpyxl import load_workbook

from benchmarks.strangers.blind.content import draw
from benchmarks.strangers.blind.mails import letters
from benchmarks.strangers.blind.pages import TEMPLATES, options_of, rendered, style_of
from benchmarks.strangers.blind.sheets import workbooks
from benchmarks.strangers.blind.wording import in_words
from benchmarks.strangers.blind2.drawings import DRAWINGS, drawn
from benchmarks.strangers.blind2.sheets import FORMS
from benchmarks.strangers.blind2.world import HERE as SECOND
from benchmarks.strangers.blind2.world import WORLD
from benchmarks.strangers.blind3.exports import FORMS as THIRD_FORMS
from benchmarks.strangers.blind3.world import HERE as THIRD
from benchmarks.strangers.blind3.world import WORLD as THIRD_WORLD
from benchmarks.strangers.blind4.world import HERE as FOURTH
from benchmarks.strangers.blind4.world import WORLD as FOURTH_WORLD
from benchmarks.strangers.erps.world import HERE as ERPS
from benchmarks.strangers.erps.world import WORLD as ERPS_WORLD
from learning.synth.world import SMALL, world

MASTER = world(3, SMALL).master
WORLDS = {
    TEMPLATES: None,
    SECOND / "templates": WORLD,
    THIRD / "templates": THIRD_WORLD,
    FOURTH / "templates": FOURTH_WORLD,
    ERPS / "templates": ERPS_WORLD,
}
LAYOUTS = [path for folder in WORLDS for path in sorted(folder.glob("*.html"))]
NAMES = [f"{path.parent.parent.name}-{path.stem}" for path in LAYOUTS]


def page_of(path: Path):
    options = options_of(path, WORLDS[path.parent])
    content = draw(MASTER, Random(path.name), style_of(options), options)
    environment = Environment(loader=FileSystemLoader(path.parent), autoescape=True)
    html = rendered(environment, path.name, content)
    text = re.sub(r"<style.*?</style>|<[^>]+>", " ", html, flags=re.S)
    for entity, character in (("&amp;", "&"), ("&#34;", '"'), ("&#39;", "'"), ("&nbsp;", " ")):
        text = text.replace(entity, character)
    return content, " ".join(text.split()).casefold()


@pytest.mark.parametrize("path", LAYOUTS, ids=NAMES)
def test_a_page_prints_what_its_truth_states(path: Path) -> None:
    content, text = page_of(path)
    truth = content.truth([1])
    assert truth["po_number"].casefold() in text
    assert truth["buyer_name"].casefold() in text
    for line in truth["lines"]:
        assert " ".join(line["description"].split()).casefold() in text
        for code in ("supplier_item_code", "buyer_item_code", "unit"):
            assert line.get(code, "").casefold() in text


@pytest.mark.parametrize("path", LAYOUTS, ids=NAMES)
def test_the_lines_of_a_page_add_up_to_its_total(path: Path) -> None:
    truth = page_of(path)[0].truth([1])
    if "total_net" in truth and all("amount" in line for line in truth["lines"]):
        assert sum(Decimal(line["amount"]) for line in truth["lines"]) == Decimal(truth["total_net"])
    assert "total_gross" not in truth or Decimal(truth["total_gross"]) >= Decimal(truth.get("total_net", 0))


def test_a_buyer_whom_nobody_knows_has_no_customer_and_orders_nothing_of_ours() -> None:
    truth = page_of(TEMPLATES / "county_us.html")[0].truth([1])
    assert truth["customer_code"] is None
    assert truth["ship_to_code"] is None
    assert {line["sku"] for line in truth["lines"]} == {None}


def test_a_call_off_states_one_line_with_its_dates() -> None:
    for line in page_of(TEMPLATES / "abruf_de.html")[0].truth([1])["lines"]:
        assert sum(int(call["quantity"]) for call in line["schedules"]) == int(line["quantity"])


def test_the_same_seed_writes_the_same_sheets_and_mails() -> None:
    assert [p.truth for p in workbooks(MASTER, 5)] == [p.truth for p in workbooks(MASTER, 5)]
    assert [p.data for p in letters(MASTER, 5)] == [p.data for p in letters(MASTER, 5)]
    assert [p.data for p in drawn(MASTER, 1, 5)] == [p.data for p in drawn(MASTER, 1, 5)]


def test_a_sheet_holds_the_articles_of_its_truth(tmp_path) -> None:
    for sheet in chain(workbooks(MASTER, 5), workbooks(MASTER, 5, 1, FORMS), workbooks(MASTER, 5, 1, THIRD_FORMS)):
        sheet.write(tmp_path)
        book = load_workbook(tmp_path / sheet.name)
        values = {str(cell.value) for grid in book for row in grid.iter_rows() for cell in row}
        cells = {part for content in values for part in content.split("\n")}
        assert {line["description"] for line in sheet.truth["orders"][0]["lines"]} <= cells, sheet.name


@pytest.mark.parametrize("name", [drawing.__name__ for drawing, _ in DRAWINGS])
def test_a_drawn_page_holds_the_codes_of_its_truth(name: str) -> None:
    (sheet,) = drawn(MASTER, 1, 5, name)
    with pdfplumber.open(io.BytesIO(sheet.data)) as document:
        text = "".join(page.extract_text() for page in document.pages)
        assert sheet.truth["orders"][0]["pages"] == list(range(1, len(document.pages) + 1))
    assert sheet.truth["orders"][0]["po_number"] in text
    for line in sheet.truth["orders"][0]["lines"]:
        assert line["supplier_item_code"] in text


def test_a_question_about_prices_in_the_second_set_is_no_order() -> None:
    mails = {mail.name: mail for mail in letters(MASTER, 5, 1, SECOND / "mails", WORLD)}
    assert mails["prices_en_0.eml"].truth["orders"] == []
    assert mails["storno_de_0.eml"].truth["orders"][0]["document_type"] == "cancellation"
    assert mails["vite_fr_0.eml"].truth["orders"][0]["lines"]


def test_the_third_set_has_pages_that_change_cancel_or_order_nothing() -> None:
    kinds = {name: page_of(THIRD / "templates" / f"{name}.html")[0] for name in ("rfq_us", "aenderung_de")}
    assert kinds["rfq_us"].orders([1]) == []
    assert kinds["aenderung_de"].orders([1])[0]["document_type"] == "order_change"
    (cancelled,) = page_of(THIRD / "templates" / "annulation_fr.html")[0].orders([1])
    assert (cancelled["document_type"], cancelled["lines"]) == ("cancellation", [])


def test_a_building_site_is_no_address_of_the_master_data() -> None:
    truth = page_of(THIRD / "templates" / "contractor_us.html")[0].truth([1])
    assert truth["customer_code"] is not None
    assert truth["ship_to_code"] is None


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
