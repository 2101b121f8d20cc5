"""Names and codes of items that only all lines together settle: broken cells, wrapped words, edges."""

from dataclasses import replace
from decimal import Decimal

from extraction.bare_names import with_bare_names
from extraction.broken_cells import with_whole_cells
from extraction.known_codes import with_known_codes
from extraction.missing_names import with_missing_parts
from extraction.name_edges import with_names_from_their_edge
from extraction.wrapped_figures import with_wrapped_figures
from models.reading import ExtractedLine, Field, OnPage
from tests.extraction.item_tables import Table


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


def test_a_price_or_a_line_s_own_figure_below_a_name_is_none_of_its_words() -> None:
    table = Table(("1", "A-1", "screw", "500", "3.50"), ("", "", "7.5"), ("2", "A-2", "bolt", "20", "2.10"))
    line = table.line(description=(0, 2), quantity=(0, 3), unit_price=(0, 4), discount_percent=(1, 2))
    (whole,) = with_wrapped_figures([line], table.document)
    assert whole.description
    assert whole.description.value == "screw"


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
