"""Order lines of whole pages, by the models that are shipped."""

from decimal import Decimal

import pytest

from extraction.gazetteer import Gazetteer
from extraction.lines import LinesReading, extract_lines
from extraction.lines_models import LineModels
from extraction.values import date_order, number_style
from learning import artifacts
from learning.accuracy import score_files
from learning.synth.world import World, world
from learning.train_lines import said
from learning.train_lines_tables import sketches
from models.page import Box, Page, Word


@pytest.fixture(scope="module")
def models() -> LineModels:
    return LineModels.from_payload(artifacts.load("lines"))


@pytest.fixture(scope="module")
def trade() -> World:
    return world(990)


def table(*rows: tuple[float, list[tuple[float, str]]]) -> Page:
    words = []
    for y, cells in rows:
        for x, text in cells:
            for part in text.split():
                words.append(Word(part, Box(x, y, x + 4.5 * len(part), y + 9), size_pt=9))
                x += 4.5 * len(part) + 2.4
    return Page(1, 595, 842, tuple(words))


ORDER = table(
    (60, [(40, "Bestellung Nr. 0360/26 vom 01.06.2026")]),
    (120, [(40, "Pos"), (70, "Artikelnr."), (150, "Bezeichnung"), (350, "Menge ME"), (420, "Preis"), (500, "Betrag")]),
    (140, [(40, "10"), (70, "K587407"), (150, "Kaffee gemahlen"), (350, "20 Stk"), (420, "19,23"), (500, "384,60")]),
    (151, [(150, "500 g fairtrade")]),
    (166, [(40, "20"), (70, "72885008"), (150, "Alufolie 440 mm"), (350, "1 PAK"), (420, "891,75"), (500, "891,75")]),
    (181, [(40, "30"), (70, "71843004"), (150, "Frischhaltefolie"), (350, "4 PAK"), (420, "10,50"), (500, "42,00")]),
    (210, [(420, "Summe netto"), (500, "1.318,35")]),
)


def read(page: Page, models: LineModels, trade: World, language: str = "de") -> LinesReading:
    style = number_style([page], language)
    return extract_lines([page], Gazetteer.build(trade.master), style, language, models, date_order([page], language))


def test_a_plain_table_is_read_whole(models: LineModels, trade: World) -> None:
    reading = read(ORDER, models, trade)
    assert [x.quantity.value for x in reading.lines if x.quantity] == [20, 1, 4]
    assert [x.unit.value for x in reading.lines if x.unit] == ["Stk", "PAK", "PAK"]
    assert [x.unit_price.value for x in reading.lines if x.unit_price] == [
        Decimal("19.23"), Decimal("891.75"), Decimal("10.50"),
    ]  # fmt: skip
    assert reading.lines[0].description is not None
    assert reading.lines[0].description.value == "Kaffee gemahlen 500 g fairtrade"


def test_the_sum_of_the_lines_is_found_among_the_totals(models: LineModels, trade: World) -> None:
    reading = read(ORDER, models, trade)
    assert reading.amount_sum == Decimal("1318.35")
    assert Decimal("1318.35") in [t.value for t in reading.totals]
    assert reading.consistent


def test_the_table_is_located_with_its_header_and_without_what_surrounds_it(models: LineModels, trade: World) -> None:
    (region,) = read(ORDER, models, trade).regions
    assert region.page == 1
    assert region.box.top == 120
    assert 181 < region.box.bottom < 210


def test_confidences_are_probabilities(models: LineModels, trade: World) -> None:
    for line in read(ORDER, models, trade).lines:
        for field in (line.quantity, line.unit, line.unit_price, line.description):
            assert field is not None
            assert 0.5 < field.confidence <= 1


def test_a_page_without_an_order_has_no_lines(models: LineModels, trade: World) -> None:
    question = (80, [(40, "wann kommt unsere Lieferung vom 12.03.2026 ?")])
    letter = table((60, [(40, "Sehr geehrte Damen und Herren,")]), question)
    assert read(letter, models, trade).lines == ()
    assert read(Page(1, 595, 842, ()), models, trade).lines == ()


def test_tables_of_a_world_never_trained_on_are_read(models: LineModels, trade: World) -> None:
    known = Gazetteer.build(trade.master)
    files = []
    tables = [s for s in sketches(990, trade, 60) if s.family.startswith(("sketch-columns", "sketch-tworow"))]
    for at, sketch in enumerate(tables):
        style, order = number_style(sketch.pages, sketch.language), date_order(sketch.pages, sketch.language)
        lines = extract_lines(sketch.pages, known, style, sketch.language, models, order).lines
        truth = {"file": str(at), "kind": "pdf", "orders": [sketch.truth]}
        files.append((truth, {"documents": [{"document_type": "order", "fields": {}, "lines": said(lines)}]}))
    assert (score_files(files).line_exact.f1() or 0) > 0.8  # as hard as drawn: remarks, sparse discounts, narrow cells
