"""From tagged words to the lines of an order: numbers settled by their sums, texts joined, codes given their owner."""

from datetime import date
from decimal import Decimal

from tests.extraction.tagged_rows import Rows, read


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


def test_a_price_typed_into_a_cell_without_decimals_has_none() -> None:
    rows: Rows = [(100, [(40, "Tee", "description"), (300, "2", "quantity"), (400, "2073", "unit_price"),
                         (480, "41,46", "amount")])]  # fmt: skip
    (one,) = read(rows, ["anchor"], source="grid")
    assert one.line.unit_price is not None
    assert one.line.unit_price.value == Decimal(2073)


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
