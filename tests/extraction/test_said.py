"""Lines of a mail's running text: the words around a name are no part of it, and numbers are read whole."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from extraction.gazetteer import Gazetteer
from extraction.said import as_said
from extraction.values import NumberStyle
from models.master import Company, MasterData
from models.page import Box, Page, Word
from models.reading import ExtractedLine, Field, OnPage

STYLE = NumberStyle()
NOBODY = Gazetteer.build(MasterData(company=Company(name="Us")))


def page(*rows: str) -> Page:
    """A mail's text on its grid: a character is six points wide, a row twelve high."""
    words = []
    for down, row in enumerate(rows):
        at = 0
        for text in row.split(" "):
            if text:
                box = Box(50 + 6 * at, 50 + 12 * down, 50 + 6 * (at + len(text)), 60 + 12 * down)
                words.append(Word(text, box, 1.0, 10))
            at += len(text) + 1
    return Page(1, 2000, 842, tuple(words), source="grid")


def field(text: Page, row: int, said: str, value: Any = None) -> Field[Any]:
    top = 50 + 12 * row
    words = [w for w in text.words if top - 1 < w.box.top < top + 1]
    parts = said.split()
    for at in range(len(words)):
        if [w.text for w in words[at : at + len(parts)]] == parts:
            first, last = words[at].box, words[at + len(parts) - 1].box
            return Field(said if value is None else value, 0.9, "text_layer", OnPage(1, first.union(last), said))
    raise AssertionError(said)


def read(text: Page, *lines: ExtractedLine) -> list[ExtractedLine]:
    return as_said(lines, [text], STYLE, NOBODY)


def name_of(line: ExtractedLine) -> str:
    return line.description.value if line.description else ""


def test_a_sentence_says_how_many_and_what() -> None:
    text = page("And finally 1 carton of Work glove PU coated 8 white cut B, that is your number 104.026.009.")
    line = ExtractedLine(
        description=field(text, 0, "And finally 1 carton of Work glove PU coated 8 white cut B, that"),
        quantity=field(text, 0, "8", Decimal(8)),
    )
    (said,) = read(text, line)
    assert name_of(said) == "Work glove PU coated 8 white cut B"
    assert said.quantity
    assert said.quantity.value == 1
    assert said.unit
    assert said.unit.value == "carton"


def test_a_name_in_brackets_ends_with_them_and_the_unit_stands_behind_the_number() -> None:
    text = page("Artikel K-1 (Spiral notebook A5): bitte jetzt 200 Stück liefern.")
    line = ExtractedLine(
        description=field(text, 0, "(Spiral notebook A5): bitte jetzt 200 Stück liefern."),
        quantity=field(text, 0, "200", Decimal(200)),
    )
    (said,) = read(text, line)
    assert name_of(said) == "Spiral notebook A5"
    assert said.unit
    assert said.unit.value == "Stück"


def test_thousands_set_apart_by_a_blank_are_one_number() -> None:
    text = page("K448546   Petri dish 150 mm      6 000  Pce   19/05/26")
    line = ExtractedLine(description=field(text, 0, "Petri dish 150 mm"), quantity=field(text, 0, "000", Decimal(0)))
    (said,) = read(text, line)
    assert said.quantity
    assert said.quantity.value == 6000


def test_a_size_before_a_number_is_no_part_of_it() -> None:
    text = page("Tape 50 200 pcs")
    line = ExtractedLine(description=field(text, 0, "Tape 50"), quantity=field(text, 0, "200", Decimal(200)))
    (said,) = read(text, line)
    assert said.quantity
    assert said.quantity.value == 200


def test_the_sign_before_the_number_is_no_part_of_the_name() -> None:
    text = page("- 81.872.010 : Toluene technical 5 l x 4 Pce à 126,38 EUR")
    line = ExtractedLine(
        description=field(text, 0, "Toluene technical 5 l x 4"),
        quantity=field(text, 0, "4", Decimal(4)),
        unit=field(text, 0, "Pce"),
    )
    (said,) = read(text, line)
    assert name_of(said) == "Toluene technical 5 l"


def test_a_screw_keeps_its_length() -> None:
    text = page("Screw M6 x 10", "10 pcs")
    line = ExtractedLine(
        description=field(text, 0, "Screw M6 x 10"),
        quantity=field(text, 1, "10", Decimal(10)),
        unit=field(text, 1, "pcs"),
    )
    (said,) = read(text, line)
    assert name_of(said) == "Screw M6 x 10"


def test_labels_of_a_small_form_are_no_part_of_the_name_and_its_heading_is_its_number() -> None:
    text = page(
        "Artículo 1", "Referencia: K1", "Descripción: LED bulb G9", "Cantidad: 4 ud",
        "Artículo 2", "Referencia: K2", "Descripción: Switch 10A", "Cantidad: 9 ud",
    )  # fmt: skip
    first = ExtractedLine(
        description=Field(
            "Descripción: LED bulb G9 Cantidad", 0.9, "text_layer", field(text, 2, "LED bulb G9").evidence
        ),
        quantity=field(text, 3, "4", Decimal(4)),
    )
    second = ExtractedLine(
        line_no=field(text, 4, "2"),
        description=field(text, 6, "Switch 10A"),
        quantity=field(text, 7, "9", Decimal(9)),
    )
    one, two = read(text, first, second)
    assert name_of(one) == "LED bulb G9"
    assert [line.line_no and line.line_no.value for line in (one, two)] == ["1", "2"]


def test_a_change_names_the_line_it_is_about() -> None:
    text = page("portare la quantità della posizione 20 (88.742.073) a 50 confezioni.")
    line = ExtractedLine(
        supplier_item_code=field(text, 0, "(88.742.073)", "88.742.073"), quantity=field(text, 0, "50", Decimal(50))
    )
    (said,) = read(text, line)
    assert said.line_no
    assert said.line_no.value == "20"


def test_a_date_alone_is_no_name() -> None:
    text = page("order 26/6509 of 02/03/2026")
    (said,) = read(text, ExtractedLine(description=field(text, 0, "02/03/2026")))
    assert said.description is None


def test_a_lone_figure_is_a_price_where_all_others_are() -> None:
    text = page("5 rol Label à 15,80", "8 rol Film à 8,28", "3 st. Carton à 4,55")
    lines = [
        ExtractedLine(description=field(text, 0, "Label"), amount=field(text, 0, "15,80", Decimal("15.80"))),
        ExtractedLine(description=field(text, 1, "Film"), unit_price=field(text, 1, "8,28", Decimal("8.28"))),
        ExtractedLine(description=field(text, 2, "Carton"), unit_price=field(text, 2, "4,55", Decimal("4.55"))),
    ]
    assert read(text, *lines)[0].unit_price == lines[0].amount


def shaped(*rows: tuple[str, str, str, str]) -> list[tuple[str, str, str]]:
    """Rows of a text, each with the name, the quantity and the unit that were read of it; what they are in the end."""
    text = page("We order:", "", *(row[0] for row in rows))
    lines = [
        ExtractedLine(
            description=field(text, at, name), quantity=field(text, at, quantity, Decimal(quantity)),
            unit=field(text, at, unit),
        )
        for at, (_, name, quantity, unit) in enumerate(rows, start=2)
    ]  # fmt: skip
    return [
        (name_of(line), str(line.quantity.value) if line.quantity else "", line.unit.value if line.unit else "")
        for line in read(text, *lines)
    ]


def test_a_measure_in_a_name_is_no_quantity_where_the_other_lines_say_theirs_behind_the_name() -> None:
    assert shaped(
        ("Steel tube S235JR L=3000 20 pcs (no. 335292)", "Steel tube S235JR L=3000", "20", "pcs"),
        ("Cylinder stroke 150 120 pcs (no. R-32777)", "Cylinder stroke 150", "120", "pcs"),
        ("Tape 48 mm 50 m clear 12 rolls (no. K6105)", "Tape 48 mm", "50", "m"),
    )[2] == ("Tape 48 mm 50 m clear", "12", "rolls")


def test_lines_written_each_its_own_way_stay_as_read() -> None:
    rows = (
        ("Steel tube S235JR 20 pcs (no. 335292)", "Steel tube S235JR", "20", "pcs"),
        ("Tape 12 rolls of 50 m", "Tape", "12", "rolls"),
    )
    assert shaped(*rows) == [row[1:] for row in rows]


def test_a_label_before_the_price_is_no_part_of_the_name_before_it() -> None:
    text = page("144 pcs Software licence 12 months Unit price : 13.02")
    line = ExtractedLine(
        description=field(text, 0, "Software licence 12 months Unit price"),
        quantity=field(text, 0, "144", Decimal(144)),
    )
    assert name_of(read(text, line)[0]) == "Software licence 12 months"


def test_the_labels_of_prices_cut_out_behind_a_name_are_no_part_of_it() -> None:
    text = page("Item 3: 4 pcs Cartridge fuse 16A, unit price $5.41, amount $21.64", "12 m Cable total 5G")
    line = ExtractedLine(
        description=Field("Cartridge fuse 16A, unit price amount", 0.9, "text_layer", field(text, 0, "fuse").evidence),
        quantity=field(text, 0, "4", Decimal(4)),
    )
    cable = ExtractedLine(description=field(text, 1, "Cable total"), quantity=field(text, 1, "12", Decimal(12)))
    assert [name_of(one) for one in read(text, line, cable)] == ["Cartridge fuse 16A", "Cable total"]
