"""Where tags are doubtful, sums, signs and places settle what a line says."""

from datetime import date
from decimal import Decimal

import numpy as np

from extraction.lines_assemble import assemble
from extraction.lines_holes import whole_name
from extraction.lines_models import ROW_CLASSES, TAG
from extraction.lines_words import Scored
from extraction.rows import items_of
from models.reading import ExtractedLine
from tests.extraction.tagged_rows import KNOWN, Rows, read, scene


def test_a_decimal_point_lost_in_a_scan_is_put_right_by_the_sum() -> None:
    (one,) = read(
        [(100, [(40, "Tee", "description"), (300, "2", "quantity"), (400, "2073", "unit_price"),
                (480, "41,46", "amount")])],
        ["anchor"],
    )  # fmt: skip
    assert one.line.unit_price is not None
    assert one.line.unit_price.value == Decimal("20.73")


def test_a_price_per_hundred_is_printed_as_its_basis_and_a_basis_of_one_is_not() -> None:
    hundred, one = read(
        [(100, [(40, "Tee", "description"), (300, "500", "quantity"), (400, "12,50", "unit_price"),
                (440, "100", "price_basis")]),
         (130, [(40, "Tee", "description"), (300, "500", "quantity"), (400, "12,50", "unit_price"),
                (440, "1", "price_basis")])],
        ["anchor", "anchor"],
    )  # fmt: skip
    assert hundred.line.price_basis is not None
    assert hundred.line.price_basis.value == Decimal(100)
    assert one.line.price_basis is None


def test_a_number_that_is_hardly_a_quantity_beside_words_that_are_hardly_a_description_is_no_line() -> None:
    made, sure = scene([(100, [(40, "instead of", "description"), (120, "50", "quantity")])])
    sure[:] = np.where(sure > 0.5, 0.5, sure)
    row_classes = np.array([[0.05, 0.85, 0.05, 0.05]], np.float32)
    assert assemble(made, sure, items_of(made, row_classes, sure), KNOWN) == ()


def doubted(cells: list[tuple[float, str, dict[str, float]]], proven: bool | None = True) -> ExtractedLine:
    """The line of a row whose words the tagger is unsure of; `proven`: whether its sum comes out."""
    made, sure = scene([(100, [(x, text, max(told, key=lambda t: told[t])) for x, text, told in cells])])
    for i, (_, _, told) in enumerate(cells):
        sure[i] = 0.001
        for tag, p in told.items():
            sure[i, TAG[tag]] = p
    rows = np.full((1, len(ROW_CLASSES)), 0.05, np.float32)
    rows[0, ROW_CLASSES.index("anchor")] = 0.85
    (one,) = assemble(made, sure, items_of(made, rows, sure), KNOWN)
    assert one.agrees is proven
    return one.line


def test_a_small_number_is_the_discount_where_only_that_makes_the_amount_come_out() -> None:
    line = doubted(
        [(40, "K587407", {"supplier_item_code": 0.9}), (150, "100", {"quantity": 0.9}),
         (250, "7,10", {"unit_price": 0.9}),
         (300, "10", {"price_basis": 0.8}), (400, "639,00", {"amount": 0.9})]
    )  # fmt: skip
    assert line.price_basis is None
    assert line.discount_percent is not None
    assert line.discount_percent.value == 10


def test_a_price_taken_for_the_quantity_is_put_right_by_the_amount() -> None:
    line = doubted(
        [(40, "3", {"description": 0.7, "quantity": 0.2}), (60, "K587407", {"supplier_item_code": 0.9}),
         (150, "74,87", {"quantity": 0.6, "unit_price": 0.3}), (300, "224,61", {"amount": 0.8})]
    )  # fmt: skip
    assert line.quantity is not None
    assert line.quantity.value == 3
    assert line.unit_price is not None
    assert line.unit_price.value == Decimal("74.87")


def test_a_unit_before_a_dash_is_no_word_of_the_name() -> None:
    (one,) = read(
        [(100, [(40, "3", "quantity"), (48, "RL – Kaffee gemahlen", "description"), (400, "74,87", "unit_price")])],
        ["anchor"],
    )  # fmt: skip
    assert one.line.unit is not None
    assert one.line.unit.value == "RL"
    assert one.line.description is not None
    assert one.line.description.value == "Kaffee gemahlen"


def test_words_that_lead_to_a_code_after_a_comma_are_no_part_of_the_name() -> None:
    (one,) = read(
        [(100, [(40, "12", "quantity"), (56, "Stück", "unit"),
                (90, "Kaffee gemahlen, Ihre Artikelnummer", "description"),
                (258, "K587407", "supplier_item_code")])],
        ["anchor"],
    )  # fmt: skip
    assert one.line.description is not None
    assert one.line.description.value == "Kaffee gemahlen"


def test_days_of_payment_among_priced_lines_are_no_line() -> None:
    made = read(
        [(100, [(40, "1", "line_no"), (150, "Kaffee", "description"), (300, "20", "quantity"),
                (400, "19,23", "unit_price")]),
         (160, [(40, "2", "line_no"), (150, "Zahlung Tage netto", "description"), (300, "45", "quantity")])],
        ["anchor", "anchor"],
    )  # fmt: skip
    assert [a.line.line_no.value for a in made if a.line.line_no] == ["1"]


def test_one_number_is_not_price_and_amount_at_once() -> None:
    line = doubted(
        [(40, "K587407", {"supplier_item_code": 0.9}), (150, "100", {"quantity": 0.9}),
         (400, "71,40", {"amount": 0.5, "unit_price": 0.45})],
        proven=None,
    )  # fmt: skip
    assert line.quantity is not None
    assert line.quantity.value == 100
    assert line.amount is not None
    assert line.unit_price is None


def test_a_word_missed_at_the_end_of_a_names_row_is_part_of_the_name() -> None:
    (one,) = read(
        [(100, [(40, "Schraube", "description"), (84, "verzinkt", "other"), (300, "2", "quantity")]),
         (112, [(40, "8.8", "description")])],
        ["anchor", "above"],
    )  # fmt: skip
    assert one.line.description is not None
    assert one.line.description.value == "Schraube verzinkt 8.8"


def test_the_end_of_a_text_far_below_an_item_is_no_part_of_its_name() -> None:
    rows: Rows = [(100, [(40, "Coffee", "description")]), (112, [(40, "Mark it on the", "none")]),
                  (140, [(40, "label.", "description")])]  # fmt: skip
    made, sure = scene(rows)
    words = [Scored(atom, tags, at) for at, (atom, tags) in enumerate(zip(made.atoms, sure, strict=True))]
    first, last = words[0], words[-1]
    assert whole_name([first, last], words, KNOWN) == [first, last]
    assert whole_name([first, last._replace(tags=last.tags * 0.6)], words, KNOWN) == [first]


def test_a_figure_of_a_name_that_looks_like_a_day_is_no_second_delivery() -> None:
    (one,) = read(
        [(100, [(80, "Beschreibung", "none"), (240, "Termin", "none"), (330, "Menge", "none"), (400, "Preis", "none"),
                (480, "Betrag", "none")]),
         (120, [(80, "Agrafes", "description"), (117.6, "23/10", "requested_date"), (145.2, "1000", "description"),
                (240, "18.03.2026", "requested_date"), (330, "3", "quantity"), (400, "2,19", "unit_price"),
                (480, "6,57", "amount")])],
        ["none", "anchor"],
    )  # fmt: skip
    assert not one.line.schedules
    assert one.line.requested_date
    assert one.line.requested_date.value == date(2026, 3, 18)
    assert one.line.description
    assert one.line.description.value == "Agrafes 23/10 1000"
