"""What a person sees on all lines of a table together: broken cells, deliveries, units, numbers and bases by column."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from extraction.bare_names import with_bare_names
from extraction.broken_cells import with_whole_cells
from extraction.broken_dates import with_broken_dates
from extraction.candidates_view import DocumentView, view
from extraction.date_column import with_dates_of_the_column
from extraction.deliveries import with_deliveries
from extraction.even_quantities import with_even_quantities
from extraction.gazetteer import Gazetteer
from extraction.headed_basis import with_headed_basis
from extraction.known_codes import with_known_codes
from extraction.missing_names import with_missing_parts
from extraction.name_edges import with_names_from_their_edge
from extraction.number_column import with_counted_numbers
from extraction.ocr_names import with_readable_names
from extraction.unit_column import with_units_of_the_column
from extraction.wrapped_figures import with_wrapped_figures
from models.master import Company, Item, MasterData
from models.page import Box, Page, Word
from models.reading import ExtractedLine, Field, OnPage, Source

CATALOGUE = (Item("80800.48", (("en", "circuit breaker"),)), Item("88167.72", (("en", "chipboard screw"),)))
KNOWN = Gazetteer.build(MasterData(Company("Us Ltd"), items=CATALOGUE))
LEFTS = (30.0, 80.0, 160.0, 320.0, 390.0, 450.0, 510.0)


class Table:
    """A printed table: rows of cells; `line` makes an order line of fields that were read from some of them."""

    def __init__(self, *rows: tuple[str, ...]) -> None:
        self.words: dict[tuple[int, int], list[Word]] = {}
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                left, top = LEFTS[c], 100.0 + 14 * r
                for part in text.split():
                    box = Box(left, top, left + 5 * len(part), top + 10)
                    self.words.setdefault((r, c), []).append(Word(part, box))
                    left = box.x1 + 3
        self.page = Page(1, 595, 842, tuple(word for cell in self.words.values() for word in cell))

    @property
    def document(self) -> DocumentView:
        return view([self.page], "en", KNOWN)

    def line(self, **cells: tuple[int, int]) -> ExtractedLine:
        made: dict[str, Any] = {}
        for name, place in cells.items():
            words = self.words[place]
            text = " ".join(word.text for word in words)
            box = words[0].box
            for word in words[1:]:
                box = box.union(word.box)
            value = Decimal(text) if name in ("quantity", "unit_price", "amount") else text
            made[name] = Field(value, 0.9, "text_layer", OnPage(1, box, text))
        return ExtractedLine(**made)


def test_a_code_that_its_narrow_column_breaks_is_one_code_and_no_part_of_the_name() -> None:
    table = Table(("1", "MAT-", "Hose", "10"), ("", "1416", "braided"))
    line = table.line(buyer_item_code=(0, 1), description=(0, 2), quantity=(0, 3))
    torn = ExtractedLine(
        buyer_item_code=line.buyer_item_code,
        quantity=line.quantity,
        description=Field("Hose 1416 braided", 0.9, "text_layer"),
    )
    (whole,) = with_whole_cells([torn], table.document)
    assert whole.buyer_item_code
    assert whole.buyer_item_code.value == "MAT-1416"
    assert whole.description
    assert whole.description.value == "Hose braided"


def test_a_grade_that_wraps_below_a_name_belongs_to_it() -> None:
    table = Table(("1", "A-1", "screw galvanised", "500", "3.50"), ("", "", "8.8", "pcs"))
    line = table.line(description=(0, 2), quantity=(0, 3), unit_price=(0, 4))
    (whole,) = with_wrapped_figures([line], table.document)
    assert whole.description
    assert whole.description.value == "screw galvanised 8.8"


def test_a_grade_below_a_name_is_no_order_of_its_own() -> None:
    table = Table(("1", "A-1", "screw galvanised", "500", "3.50"), ("", "", "8.8", "pcs"), ("", "", "13.113.088"))
    line = table.line(description=(0, 2), quantity=(0, 3), unit_price=(0, 4))
    rest = table.line(description=(1, 2), quantity=(1, 2), supplier_item_code=(2, 2))
    (whole,) = with_wrapped_figures([line, rest], table.document)
    assert whole.description
    assert whole.description.value == "screw galvanised 8.8"
    assert whole.supplier_item_code
    assert whole.supplier_item_code.value == "13.113.088"


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


def test_a_price_or_a_line_s_own_figure_below_a_name_is_none_of_its_words() -> None:
    table = Table(("1", "A-1", "screw", "500", "3.50"), ("", "", "7.5"), ("2", "A-2", "bolt", "20", "2.10"))
    line = table.line(description=(0, 2), quantity=(0, 3), unit_price=(0, 4), discount_percent=(1, 2))
    (whole,) = with_wrapped_figures([line], table.document)
    assert whole.description
    assert whole.description.value == "screw"


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


def test_our_codes_that_look_like_prices_are_known_by_the_catalogue() -> None:
    table = Table(("1", "A", "Breaker", "2"), ("", "", "80800.48"), ("2", "B", "Screw", "3"), ("", "", "88167.72"))
    lines = [table.line(description=(0, 2), quantity=(0, 3)), table.line(description=(2, 2), quantity=(2, 3))]
    codes = [line.supplier_item_code for line in with_known_codes(lines, table.document)]
    assert [code and code.value for code in codes] == ["80800.48", "88167.72"]


def test_a_revision_before_a_name_and_a_bracket_that_only_opens_for_a_code_are_no_part_of_it() -> None:
    code = Field("K338615", 0.9, "text_layer")
    lines = [
        ExtractedLine(description=Field("Rev NC RIVET, SOLID", 0.9, "text_layer")),
        ExtractedLine(description=Field("Vis CHC M5x35 (réf.", 0.9, "text_layer"), supplier_item_code=code),
        ExtractedLine(description=Field("Index tabs 12 colours", 0.9, "text_layer")),
    ]
    assert [line.description and line.description.value for line in with_bare_names(lines)] == [
        "RIVET, SOLID",
        "Vis CHC M5x35",
        "Index tabs 12 colours",
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


def test_a_name_that_breaks_off_with_a_comma_goes_on_below_it() -> None:
    table = Table(("1", "A-1", "Seal Carbon, SiC,", "2"), ("", "", "Elastomer Viton"), ("2", "A-2", "Bolt", "3"))
    (line,) = with_whole_cells([table.line(description=(0, 2), quantity=(0, 3))], table.document)
    assert line.description
    assert line.description.value == "Seal Carbon, SiC, Elastomer Viton"


def test_the_label_before_a_name_and_the_one_that_names_end_with_are_no_part_of_them() -> None:
    names = ("Bezeichnung: THERMOSTATIC VALVE", "Hose 1SN Teil", "Lamp G9 Teil", "Lamp G9: warm", "Hose 2SN, Termin")
    lines = with_bare_names([ExtractedLine(description=Field(name, 0.9, "text_layer")) for name in names])
    assert [line.description and line.description.value for line in lines] == [
        "THERMOSTATIC VALVE",
        "Hose 1SN",
        "Lamp G9",
        "Lamp G9: warm",
        "Hose 2SN, Termin",
    ]


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


def test_the_row_with_the_rest_of_a_code_is_not_the_beginning_of_the_next_item() -> None:
    table = Table(
        ("M/497-", "", "Cap screw", "5"),
        ("3", "", "zinc plated", ""),
        ("E/134-4", "", "Work glove", "6"),
    )
    first = table.line(buyer_item_code=(0, 0), description=(0, 2), quantity=(0, 3))
    second = table.line(buyer_item_code=(2, 0), line_no=(1, 0), description=(1, 2), quantity=(2, 3))
    assert second.description
    both = replace(second, description=replace(second.description, value="zinc plated Work glove"))
    made = with_whole_cells([first, both], table.document)
    assert [line.buyer_item_code and line.buyer_item_code.value for line in made] == ["M/497-3", "E/134-4"]
    assert [line.description and line.description.value for line in made] == ["Cap screw zinc plated", "Work glove"]
    assert made[1].line_no is None


def test_a_name_begins_at_the_edge_where_all_names_begin() -> None:
    table = Table(
        ("A-1", "Hex nut M8"), ("A-2", "Cap screw M8"), ("A-3", "Work glove"), ("A-4", "STICKY NOTES 76X127 GREEN")
    )
    lines = [table.line(supplier_item_code=(row, 0), description=(row, 1)) for row in range(4)]
    cut = lines[3].description
    assert cut
    assert isinstance(cut.evidence, OnPage)
    last = table.words[3, 1][-1]
    green = replace(cut, value="GREEN", evidence=replace(cut.evidence, box=last.box, text="GREEN"))
    made = with_names_from_their_edge([*lines[:3], replace(lines[3], description=green)], [table.page])
    assert [line.description and line.description.value for line in made] == [
        "Hex nut M8",
        "Cap screw M8",
        "Work glove",
        "STICKY NOTES 76X127 GREEN",
    ]


def test_the_words_that_lead_to_a_price_are_no_part_of_the_name() -> None:
    price = Field(Decimal(3), 0.9, "text_layer")
    names = [
        "Road salt 25 kg zum Preis von Sack",
        "Marker at a unit price of",
        "Sel 25 kg au prix unitaire de",
        "Price tag",
    ]
    lines = [ExtractedLine(description=Field(name, 0.9, "text_layer"), unit_price=price) for name in names]
    assert [line.description and line.description.value for line in with_bare_names(lines)] == [
        "Road salt 25 kg",
        "Marker",
        "Sel 25 kg",
        "Price tag",
    ]


def test_what_a_quantity_was_before_is_no_part_of_its_unit() -> None:
    line = ExtractedLine(unit=Field("pcs (was", 0.9, "text_layer"))
    assert [one.unit and one.unit.value for one in with_bare_names([line])] == ["pcs"]


def test_what_is_said_of_an_item_behind_labels_is_no_part_of_its_name() -> None:
    names = [
        "Work glove cut D Produttore: Guardia",
        "Guantes talla 7 Comprador: B. Núñez Oferta B-48582",
        "Hex nut M8, Country of origin: PL",
        "Mixing ratio 1:2 resin",
        "Colour: red",
    ]
    lines = [ExtractedLine(description=Field(name, 0.9, "text_layer")) for name in names]
    assert [line.description and line.description.value for line in with_bare_names(lines)] == [
        "Work glove cut D",
        "Guantes talla 7",
        "Hex nut M8",
        "Mixing ratio 1:2 resin",
        "Colour: red",
    ]


def test_a_name_that_was_overlooked_stands_where_the_other_names_do() -> None:
    table = Table(
        ("1", "", "", "5", "2.00"), ("", "Rivet solid"), ("2", "", "", "6", "3.00"), ("", "Sealant tube"),
        ("3", "", "", "7", "4.00"), ("", "Hi-lite pin"),
    )  # fmt: skip
    first = table.line(line_no=(0, 0), quantity=(0, 3), unit_price=(0, 4))
    others = [
        table.line(line_no=(row, 0), quantity=(row, 3), unit_price=(row, 4), description=(row + 1, 1)) for row in (2, 4)
    ]
    made = with_missing_parts([first, *others], table.document)
    assert [line.description and line.description.value for line in made] == [
        "Rivet solid",
        "Sealant tube",
        "Hi-lite pin",
    ]


def test_a_row_of_its_own_says_an_items_number_and_name_and_a_label_its_amount() -> None:
    table = Table(("Article 1 : Fiole jaugée",), ("", "PLA-8119", "", "3", "15.52"), ("", "", "Montant : 46.56 EUR"))
    line = table.line(buyer_item_code=(1, 1), quantity=(1, 3), unit_price=(1, 4))
    [made] = with_missing_parts([line], table.document)
    assert made.line_no
    assert made.line_no.value == "1"
    assert made.description
    assert made.description.value == "Fiole jaugée"
    assert made.amount
    assert made.amount.value == Decimal("46.56")
