"""The smallest pieces of a line: glued words taken apart, numbers put together, struck-out words seen."""

from decimal import Decimal

from extraction.gazetteer import Gazetteer
from extraction.lines_atoms import Atom, joined_text, rows_of
from extraction.lines_types import AtomContext
from extraction.values import NumberStyle
from models.master import Company, Item, MasterData
from models.page import Box, Page, Rule, Word

KNOWN = Gazetteer.build(MasterData(Company("Us Ltd"), items=(Item("K587407", (("en", "Coffee"),)),)))


def atoms(text: str, decimal: str = ",", rules: tuple[Rule, ...] = ()) -> tuple[Atom, ...]:
    words, x = [], 50.0
    for part in text.split():
        words.append(Word(part, Box(x, 100, x + 5.0 * len(part), 110), size_pt=10))
        x += 5.0 * len(part) + 2.6
    (row,) = rows_of([Page(1, 900, 800, tuple(words), rules)], AtomContext(NumberStyle(decimal), KNOWN, "fr"))
    return row.atoms


def test_a_quantity_glued_to_its_unit_is_two_pieces() -> None:
    assert [a.text for a in atoms("12PCE 4x foo")] == ["12", "PCE", "4", "x", "foo"]


def test_a_quantity_glued_to_a_word_nobody_knows_is_two_pieces_and_a_code_is_one() -> None:
    assert [a.text for a in atoms("36Unidad(es) 24,00lattina 100ABC")] == [
        "36",
        "Unidad(es)",
        "24,00",
        "lattina",
        "100ABC",
    ]


def test_numbers_counted_with_leading_zeros_below_each_other_stay_apart() -> None:
    words = [Word(text, Box(50, y, 65, y + 10), size_pt=10) for y, text in ((100, "007"), (114, "008"))]
    words += [Word("pcs", Box(90, y, 105, y + 10), size_pt=10) for y in (100, 114)]
    made = rows_of([Page(1, 600, 800, tuple(words))], AtomContext(NumberStyle(","), KNOWN, "fr"))
    assert [row.atoms[0].text for row in made] == ["007", "008"]


def test_a_price_glued_to_its_basis_is_taken_apart_but_a_size_and_a_date_are_not() -> None:
    assert [a.text for a in atoms("12,50/100 1/2 09/06/2026")] == ["12,50", "/", "100", "1/2", "09/06/2026"]


def test_a_label_glued_to_its_value_is_taken_apart() -> None:
    assert [a.text for a in atoms("EAN:4006381333931 10:30")] == ["EAN:", "4006381333931", "10:30"]


def test_thousands_grouped_by_a_blank_are_one_number() -> None:
    (one,) = atoms("1 190,28")
    assert one.typed.value == Decimal("1190.28")


def test_thousands_are_not_grouped_by_a_blank_where_the_document_groups_by_a_point() -> None:
    assert [a.text for a in atoms("1 190,28 2.190,28")] == ["1", "190,28", "2.190,28"]


def test_a_number_before_a_comma_or_at_a_sentences_end_is_still_a_number() -> None:
    assert [a.typed.value for a in atoms("12,50, 3. 1 344,00,")] == [Decimal("12.50"), Decimal(3), Decimal("1344.00")]


def test_a_glued_word_before_a_comma_is_taken_apart_as_without() -> None:
    assert [a.text for a in atoms("12PCE, 11,87/100,")] == ["12", "PCE,", "11,87", "/", "100,"]


def test_a_number_broken_at_its_blank_in_a_narrow_cell_is_one_number() -> None:
    words = [
        Word(text, Box(x, y, x + 5.0 * len(text), y + 10), size_pt=10)
        for x, y, text in ((50, 100, "Solvent"), (325, 100, "1"), (50, 114, "acetone"), (300, 114, "000,00"))
    ]
    upper, lower = rows_of([Page(1, 600, 800, tuple(words))], AtomContext(NumberStyle(","), KNOWN, "fr"))
    assert [a.text for a in upper.atoms] == ["Solvent", "1 000,00"]
    assert upper.atoms[1].typed.value == Decimal(1000)
    assert [a.text for a in lower.atoms] == ["acetone"]


def test_a_code_of_the_catalogue_is_known_whatever_its_brackets() -> None:
    assert [a.typed.sku for a in atoms("[K587407] Coffee")] == [True, False]


def test_the_pieces_of_a_glued_word_are_joined_without_a_blank() -> None:
    assert joined_text(atoms("rouleau 12,50/100")) == "rouleau 12,50/100"


def test_a_rule_through_a_word_strikes_it_out_and_one_below_does_not() -> None:
    through, below = Rule(Box(40, 105, 400, 105.4)), Rule(Box(40, 111, 400, 111.4))
    assert all(a.struck for a in atoms("12 pcs", rules=(through,)))
    assert not any(a.struck for a in atoms("12 pcs", rules=(below,)))
