"""From tagged words to the lines of an order: numbers settled by their sums, texts joined, codes given their owner."""

from datetime import date
from decimal import Decimal

import numpy as np

from extraction.gazetteer import Gazetteer
from extraction.lines_assemble import assemble
from extraction.lines_holes import whole_name
from extraction.lines_models import ROW_CLASSES, TAG, TAGS
from extraction.lines_numbering import Assembly
from extraction.lines_scene import Scene, scene_of
from extraction.lines_types import AtomContext
from extraction.lines_words import Scored
from extraction.rows import items_of
from extraction.values import NumberStyle
from models.master import Company, Item, MasterData
from models.page import Box, Page, Word
from models.reading import ExtractedLine

KNOWN = Gazetteer.build(
    MasterData(
        Company("Us Ltd"),
        items=(Item("K587407", (("en", "Coffee"), ("de", "Schraube verzinkt 8.8"), ("fr", "Agrafes 23/10 1000"))),),
    )
)
Rows = list[tuple[float, list[tuple[float, str, str]]]]


def scene(rows: Rows, source: str = "text_layer") -> tuple[Scene, np.ndarray]:
    """A page of words, each given with its place and the tag that the tagger is sure of."""
    words, tags = [], {}
    for y, cells in rows:
        for x, text, tag in cells:
            at = x
            for part in text.split():
                words.append(Word(part, Box(at, y, at + 5.0 * len(part), y + 10), size_pt=10))
                tags[(round(at, 2), y)] = tag
                at += 5.0 * len(part) + 2.6
    page = Page(1, 600, 800, tuple(words), (), source)  # type: ignore[arg-type]
    made = scene_of([page], AtomContext(NumberStyle(",", "."), KNOWN, "de", "dmy", date(2026, 3, 1)))
    sure = np.full((len(made.atoms), len(TAGS)), 0.02, np.float32)
    for i, atom in enumerate(made.atoms):
        sure[i, TAG[tags[(round(atom.words[0].box.x0, 2), atom.box.top)]]] = 0.7
    return made, sure


def read(rows: Rows, classes: list[str], source: str = "text_layer") -> tuple[Assembly, ...]:
    made, sure = scene(rows, source)
    row_classes = np.full((len(made.rows), len(ROW_CLASSES)), 0.05, np.float32)
    for i, name in enumerate(classes):
        row_classes[i, ROW_CLASSES.index(name)] = 0.85
    return assemble(made, sure, items_of(made, row_classes, sure), KNOWN)


def test_a_line_is_read_with_its_place_on_the_page() -> None:
    (one,) = read(
        [(100, [(40, "10", "line_no"), (80, "K587407", "supplier_item_code"), (150, "Kaffee gemahlen", "description"),
                (300, "20", "quantity"), (320, "Stk", "unit"), (400, "19,23", "unit_price"),
                (480, "384,60", "amount")])],
        ["anchor"],
    )  # fmt: skip
    line = one.line
    assert one.agrees is True
    assert line.line_no is not None
    assert line.line_no.value == "10"
    assert line.supplier_item_code is not None
    assert line.supplier_item_code.value == "K587407"
    assert line.description is not None
    assert line.description.value == "Kaffee gemahlen"
    assert line.quantity is not None
    assert line.quantity.value == Decimal(20)
    assert line.quantity.evidence is not None
    assert line.unit is not None
    assert line.unit.value == "Stk"
    assert line.amount is not None
    assert line.amount.value == Decimal("384.60")
    assert line.price_basis is None


def test_a_description_over_two_rows_is_joined_by_one_blank() -> None:
    (one,) = read(
        [(100, [(40, "Kaffee", "description"), (300, "2", "quantity")]), (112, [(40, "500 g", "description")])],
        ["anchor", "above"],
    )
    assert one.line.description is not None
    assert one.line.description.value == "Kaffee 500 g"


def test_a_code_that_nobody_claims_is_ours_only_when_it_is_of_our_catalogue() -> None:
    ours, theirs = read(
        [(100, [(40, "K587407", "buyer_item_code"), (300, "2", "quantity")]),
         (130, [(40, "4711-X", "supplier_item_code"), (300, "2", "quantity")])],
        ["anchor", "anchor"],
    )  # fmt: skip
    assert ours.line.supplier_item_code is not None
    assert ours.line.buyer_item_code is None
    assert theirs.line.buyer_item_code is not None
    assert theirs.line.supplier_item_code is None


def test_a_decimal_point_lost_in_a_scan_is_put_right_by_the_sum() -> None:
    (one,) = read(
        [(100, [(40, "Tee", "description"), (300, "2", "quantity"), (400, "2073", "unit_price"),
                (480, "41,46", "amount")])],
        ["anchor"],
    )  # fmt: skip
    assert one.line.unit_price is not None
    assert one.line.unit_price.value == Decimal("20.73")


def test_a_price_typed_into_a_cell_without_decimals_has_none() -> None:
    rows: Rows = [(100, [(40, "Tee", "description"), (300, "2", "quantity"), (400, "2073", "unit_price"),
                         (480, "41,46", "amount")])]  # fmt: skip
    (one,) = read(rows, ["anchor"], source="grid")
    assert one.line.unit_price is not None
    assert one.line.unit_price.value == Decimal(2073)


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


def test_two_items_in_one_sentence_are_two_lines() -> None:
    first, second = read(
        [(100, [(40, "12", "quantity"), (55, "Kaffee", "description"), (90, "und", "other"), (112, "5", "quantity"),
                (122, "Tee", "description")])],
        ["anchor"],
    )  # fmt: skip
    assert [first.line.quantity.value, second.line.quantity.value] == [12, 5]  # type: ignore[union-attr]
    assert [first.line.description.value, second.line.description.value] == ["Kaffee", "Tee"]  # type: ignore[union-attr]


def test_a_line_with_two_delivery_dates_states_no_single_one() -> None:
    (one,) = read(
        [(100, [(40, "Kaffee", "description"), (300, "20", "quantity")]),
         (112, [(40, "12.03.2026", "requested_date"), (110, "10", "schedule_quantity")]),
         (124, [(40, "19.03.2026", "requested_date"), (110, "10", "schedule_quantity")])],
        ["anchor", "above", "above"],
    )  # fmt: skip
    assert one.line.requested_date is None
    assert [(s.requested_date, s.quantity) for s in one.line.schedules] == [
        (date(2026, 3, 12), Decimal(10)),
        (date(2026, 3, 19), Decimal(10)),
    ]


def test_an_item_without_a_readable_quantity_is_no_line() -> None:
    assert read([(100, [(40, "Kaffee", "description"), (300, "offen", "quantity")])], ["anchor"]) == ()


def test_a_row_of_bare_numbers_is_no_line() -> None:
    assert read([(100, [(300, "20", "quantity"), (400, "19,23", "unit_price")])], ["anchor"]) == ()


def test_numbers_under_item_that_do_not_rise_are_codes_of_the_items() -> None:
    first, second = read(
        [(100, [(40, "66305", "line_no"), (100, "Tee", "description"), (300, "2", "quantity")]),
         (130, [(40, "40502", "line_no"), (100, "Kaffee", "description"), (300, "3", "quantity")])],
        ["anchor", "anchor"],
    )  # fmt: skip
    assert first.line.line_no is None
    assert first.line.buyer_item_code is not None
    assert first.line.buyer_item_code.value == "66305"
    assert second.line.buyer_item_code is not None


def test_a_word_broken_at_its_hyphen_is_joined_without_a_blank() -> None:
    (one,) = read(
        [(100, [(40, "Spitzen non-", "description"), (300, "2", "quantity")]), (112, [(40, "sterile", "description")])],
        ["anchor", "above"],
    )
    assert one.line.description is not None
    assert one.line.description.value == "Spitzen non-sterile"


def test_an_item_begins_where_its_number_stands_above_its_quantity() -> None:
    first, second = read(
        [(100, [(40, "10", "line_no"), (60, "Tee", "description")]), (112, [(300, "2", "quantity")]),
         (124, [(40, "Ihre Nr.", "label"), (100, "4711-X", "buyer_item_code")]),
         (136, [(40, "20", "line_no"), (60, "Kaffee", "description")]), (148, [(300, "3", "quantity")]),
         (160, [(40, "Ihre Nr.", "label"), (100, "4712-X", "buyer_item_code")])],
        ["below", "anchor", "below", "below", "anchor", "above"],
    )  # fmt: skip
    assert [x.line.line_no.value for x in (first, second)] == ["10", "20"]  # type: ignore[union-attr]
    assert second.line.description is not None
    assert second.line.description.value == "Kaffee"


def test_a_wrapped_row_of_words_of_our_catalogue_belongs_to_the_description_above_it() -> None:
    (one,) = read(
        [(100, [(40, "Schraube M8", "description"), (300, "2", "quantity")]), (112, [(40, "verzinkt 8.8", "other")])],
        ["anchor", "above"],
    )
    assert one.line.description is not None
    assert one.line.description.value == "Schraube M8 verzinkt 8.8"


def test_a_remark_below_the_description_stays_outside() -> None:
    (one,) = read(
        [
            (100, [(40, "Schraube M8", "description"), (300, "2", "quantity")]),
            (112, [(40, "Kostenstelle 8.8", "other")]),
        ],
        ["anchor", "above"],
    )
    assert one.line.description is not None
    assert one.line.description.value == "Schraube M8"


def test_a_sentence_that_goes_on_in_the_next_row_holds_all_its_items() -> None:
    first, second = read(
        [
            (100, [(40, "send", "none"), (70, "12", "quantity"), (90, "Filter", "description"), (130, "and", "other"),
                   (150, "5", "quantity")]),
            (112, [(40, "Schrauben", "description")]),
        ],
        ["anchor", "above"],
    )  # fmt: skip
    assert [str(a.line.quantity.value) for a in (first, second) if a.line.quantity] == ["12", "5"]
    assert [a.line.description.value for a in (first, second) if a.line.description] == ["Filter", "Schrauben"]


def test_a_quantity_glued_to_a_unit_in_no_list_gives_both() -> None:
    (one,) = read([(100, [(40, "Filter", "description"), (300, "24MAT", "quantity")])], ["anchor"])
    assert one.line.quantity is not None
    assert one.line.unit is not None
    assert (one.line.quantity.value, one.line.unit.value) == (Decimal(24), "MAT")


def test_a_dash_before_the_first_number_of_a_row_is_a_bullet() -> None:
    (one,) = read([(100, [(40, "-60", "quantity"), (60, "Filter", "description")])], ["anchor"])
    assert one.line.quantity is not None
    assert one.line.quantity.value == 60


def test_the_word_behind_a_closed_bracket_is_no_part_of_the_unit() -> None:
    (one,) = read(
        [(100, [(40, "(3", "quantity"), (53, "Pièce(s))", "unit"), (105, "à", "label"),
                (120, "Filter", "description")])],
        ["anchor"],
    )  # fmt: skip
    assert one.line.unit is not None
    assert one.line.unit.value.startswith("Pièce(s")
    assert "à" not in one.line.unit.value


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
