"""What a person sees on all lines of a table together: broken cells, deliveries, units, numbers and bases by column."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from extraction.bare_names import with_bare_names
from extraction.broken_dates import with_broken_dates
from extraction.date_column import with_dates_of_the_column
from extraction.deliveries import with_deliveries
from extraction.even_quantities import with_even_quantities
from extraction.headed_basis import with_headed_basis
from extraction.number_column import with_counted_numbers
from extraction.ocr_names import with_readable_names
from extraction.unit_column import with_units_of_the_column
from models.reading import ExtractedLine, Field, OnPage, Source
from tests.extraction.item_tables import Table


def test_a_date_that_its_cell_breaks_behind_its_label_is_the_date_of_the_line() -> None:
    table = Table(
        ("1", "A-1", "screw", "500", "3.50"), ("", "", "Delivery date 18-"), ("", "", "05-2026"),
        ("2", "A-2", "bolt", "20", "2.10"), ("", "", "Drawing 18-"), ("", "", "05-2026"),
    )  # fmt: skip
    dated = table.line(description=(0, 2), quantity=(0, 3))
    drawn = table.line(description=(3, 2), quantity=(3, 3))
    first, second = with_broken_dates([dated, drawn], table.document)
    assert first.requested_date
    assert first.requested_date.value == date(2026, 5, 18)
    assert second.requested_date is None
    assert with_broken_dates([], table.document) == []


def test_a_date_over_two_rows_of_its_column_is_the_date_of_the_line() -> None:
    table = Table(("A-1", "Bolt", "10-07-", "200"), ("", "M16", "2026"))
    (line,) = with_broken_dates([table.line(supplier_item_code=(0, 0), quantity=(0, 3))], table.document)
    assert line.requested_date
    assert line.requested_date.value.isoformat() == "2026-07-10"


def test_a_price_headed_per_hundred_has_that_basis_and_the_quantity_stays_as_printed() -> None:
    table = Table(("Item", "Qty", "Name", "Price per 100", "", "Total"), ("A-1", "2500", "Fork", "2.03", "", "50.75"))
    read = table.line(supplier_item_code=(1, 0), quantity=(1, 1), unit_price=(1, 3), amount=(1, 5))
    assert read.quantity
    wrong = ExtractedLine(quantity=Field(Decimal("25.00"), 0.9, "text_layer", read.quantity.evidence))
    (line,) = with_headed_basis([wrong], [table.page])
    assert line.quantity
    assert line.unit_price
    assert line.price_basis
    assert line.amount
    assert (line.quantity.value, line.unit_price.value) == (Decimal(2500), Decimal("2.03"))
    assert (line.price_basis.value, line.amount.value) == (Decimal(100), Decimal("50.75"))


def test_a_basis_in_the_heading_that_no_sum_bears_out_changes_nothing() -> None:
    table = Table(("Item", "Qty", "Name", "Price per 100", "", "Total"), ("A-1", "25", "Fork", "2.03", "", "50.75"))
    read = table.line(supplier_item_code=(1, 0), quantity=(1, 1), unit_price=(1, 3), amount=(1, 5))
    assert with_headed_basis([read], [table.page]) == [read]


def test_dated_shares_below_a_line_are_its_deliveries_and_no_lines() -> None:
    table = Table(
        ("10", "A-1", "Rivet", "4", "1.00", "4.00"),
        ("", "", "delivery 1", "1", "Jul 27, 2026"),
        ("", "", "delivery 2", "3", "Aug 10, 2026"),
    )
    lines = [
        table.line(supplier_item_code=(0, 1), quantity=(0, 3), unit_price=(0, 4), amount=(0, 5)),
        table.line(description=(2, 2), quantity=(2, 3)),
    ]
    (line,) = with_deliveries(lines, table.document)
    assert [(s.requested_date.isoformat(), int(s.quantity)) for s in line.schedules] == [
        ("2026-07-27", 1),
        ("2026-08-10", 3),
    ]


def test_dated_rows_that_do_not_add_up_stay_lines() -> None:
    table = Table(("10", "A-1", "Rivet", "4", "1.00", "4.00"), ("", "", "Bolt", "3", "Jul 27, 2026"))
    lines = [
        table.line(supplier_item_code=(0, 1), quantity=(0, 3), unit_price=(0, 4), amount=(0, 5)),
        table.line(description=(1, 2), quantity=(1, 3)),
    ]
    assert with_deliveries(lines, table.document) == lines


def test_a_word_in_the_column_of_the_units_is_a_unit_whatever_it_says() -> None:
    table = Table(("1", "A", "Oil", "2", "Nos"), ("2", "B", "Belt", "3", "Nos"), ("3", "C", "Barrel oil", "4", "Brl"))
    lines = [table.line(quantity=(r, 3), unit=(r, 4)) for r in (0, 1)] + [table.line(quantity=(2, 3))]
    assert [line.unit and line.unit.value for line in with_units_of_the_column(lines, [table.page])] == [
        "Nos",
        "Nos",
        "Brl",
    ]


def test_a_unit_right_below_its_quantity_is_that_lines_unit() -> None:
    table = Table(("1", "A", "Oil", "2.00"), ("", "", "", "pcs"), ("2", "B", "Belt", "3.00"), ("", "", "", "pcs"))
    lines = [table.line(quantity=(0, 3)), table.line(quantity=(2, 3))]
    assert [line.unit and line.unit.value for line in with_units_of_the_column(lines, [table.page])] == ["pcs", "pcs"]


def test_what_stands_leftmost_and_counts_is_the_number_of_the_line() -> None:
    table = Table(("1", "A", "Oil", "2"), ("2", "B", "Belt", "30"), ("3", "C", "Hose", "4"))
    lines = [table.line(quantity=(r, 3)) for r in range(3)]
    assert [line.line_no and line.line_no.value for line in with_counted_numbers(lines, [table.page])] == [
        "1",
        "2",
        "3",
    ]


def test_five_thousand_beside_whole_quantities_is_not_five() -> None:
    table = Table(("1", "A", "Nail", "85"), ("2", "B", "Screw", "240"), ("3", "C", "Washer", "5.000"))
    lines = with_even_quantities([table.line(quantity=(r, 3)) for r in range(3)])
    assert [line.quantity and int(line.quantity.value) for line in lines] == [85, 240, 5000]


def test_a_column_that_prints_decimals_keeps_them() -> None:
    table = Table(
        ("1", "A", "Nail", "85"), ("2", "B", "Screw", "240"), ("3", "C", "Oil", "5.000"), ("4", "D", "Tar", "1.5")
    )
    lines = with_even_quantities([table.line(quantity=(r, 3)) for r in range(4)])
    assert [line.quantity and line.quantity.value for line in lines][2] == 5


def test_a_line_whose_sum_comes_out_is_left_as_it_is_whatever_its_headings_say() -> None:
    heads = ("Item", "Qty", "Case /10", "Pack", "Unit cost", "Total")
    table = Table(heads, ("A-1", "5", "1", "0.50", "110.51", "552.55"))
    read = table.line(supplier_item_code=(1, 0), quantity=(1, 1), unit_price=(1, 4), amount=(1, 5))
    assert with_headed_basis([read], [table.page]) == [read]


def test_litres_and_diameters_of_a_scan_are_told_by_what_stands_around_them() -> None:
    read = {
        "Solvent, acetone, 2.5 I": "Solvent, acetone, 2.5 l",
        "Solvent, methanol, 2.5 1": "Solvent, methanol, 2.5 l",
        "Waste bag 110 I 70 µ": "Waste bag 110 l 70 µ",
        "Disc velcro P60 0125": "Disc velcro P60 Ø125",
        "Elbow 1 1/4 type I": "Elbow 1 1/4 type I",
        "Gasket set TPE 50, 1": "Gasket set TPE 50, 1",
    }
    cases: tuple[tuple[Source, dict[str, str]], ...] = (("ocr", read), ("text_layer", {text: text for text in read}))
    for source, names in cases:
        lines = with_readable_names([ExtractedLine(description=Field(text, 0.9, source)) for text in names])
        assert [line.description and line.description.value for line in lines] == list(names.values())


def test_a_short_date_in_the_column_of_the_dates_is_the_date_of_its_line() -> None:
    rows = [("1", "A-1", "Grease", "2", "29-Jun-26"), ("2", "A-2", "Bolt", "3", "13-Jul-26")]
    table = Table(*rows, ("3", "A-3", "Bearing", "4", "6-Jul-26"))
    day = Field(date(2026, 6, 29), 0.9, "text_layer")
    lines = [
        replace(
            table.line(quantity=(r, 3)), requested_date=replace(day, evidence=OnPage(1, table.words[r, 4][0].box, ""))
        )
        for r in (0, 1)
    ]
    last = with_dates_of_the_column([*lines, table.line(quantity=(2, 3))], table.document)[-1]
    assert last.requested_date
    assert last.requested_date.value == date(2026, 7, 6)


def test_two_thousand_with_a_blank_in_it_is_not_two() -> None:
    table = Table(("1", "A", "Disc P60", "2 000"), ("2", "B", "Screw", "24"))
    read = table.line(description=(0, 2), quantity=(1, 3))
    assert read.description
    two, rest = table.words[0, 3]
    box = table.words[0, 2][0].box.union(rest.box)
    line = ExtractedLine(
        description=Field("Disc P60 000", 0.9, "text_layer", OnPage(1, box, "Disc P60 000")),
        quantity=Field(Decimal(2), 0.9, "text_layer", OnPage(1, two.box, "2")),
    )
    (mended,) = with_even_quantities([line])
    assert mended.quantity
    assert mended.description
    assert (mended.quantity.value, mended.description.value) == (Decimal(2000), "Disc P60")


def test_what_a_quantity_was_before_is_no_part_of_its_unit() -> None:
    line = ExtractedLine(unit=Field("pcs (was", 0.9, "text_layer"))
    assert [one.unit and one.unit.value for one in with_bare_names([line])] == ["pcs"]
