"""Header rows of order tables, in the customer's words."""

import pytest

from extraction.columns import ROLES, Heading, headers_of, heading_roles
from extraction.gazetteer import Gazetteer
from extraction.lines_atoms import rows_of
from extraction.lines_types import AtomContext
from extraction.values import NumberStyle
from models.master import Company, MasterData
from models.page import Box, Page, Word

KNOWN = Gazetteer.build(MasterData(Company("Us Ltd")))


def page(*lines: tuple[float, list[tuple[float, str]]]) -> Page:
    words = []
    for y, runs in lines:
        for x, text in runs:
            at = x
            for part in text.split():
                words.append(Word(part, Box(at, y, at + 5.0 * len(part), y + 10), size_pt=10))
                at += 5.0 * len(part) + 2.5
    return Page(1, 600, 800, tuple(words))


def headings(*lines: tuple[float, list[tuple[float, str]]], language: str = "") -> tuple[Heading, ...]:
    rows = rows_of([page(*lines)], AtomContext(NumberStyle(","), KNOWN, language))
    (header,) = headers_of(rows, language)
    return header.headings


def best(heading: Heading) -> str:
    return ROLES[max(range(len(ROLES)), key=lambda r: heading.roles[r])]


@pytest.mark.parametrize(
    ("texts", "roles"),
    [
        (["Pos", "Bezeichnung", "Menge", "ME", "Einzelpreis", "Gesamt"],
         ["line_no", "description", "quantity", "unit", "unit_price", "amount"]),
        (["Réf. fourn.", "Désignation", "Qté", "P.U. HT", "Montant HT"],
         ["supplier_item_code", "description", "quantity", "unit_price", "amount"]),
        (["Our item", "Your item", "Description", "Qty", "Price", "Total"],
         ["buyer_item_code", "supplier_item_code", "description", "quantity", "unit_price", "amount"]),
        (["Cod. fornitore", "Descrizione", "Q.tà", "U.M.", "Prezzo unit.", "Sconto %", "Importo"],
         ["supplier_item_code", "description", "quantity", "unit", "unit_price", "discount_percent", "amount"]),
    ],
)  # fmt: skip
def test_a_header_is_understood_in_the_customers_language(texts: list[str], roles: list[str]) -> None:
    found = headings((100, [(40 + 80 * i, t) for i, t in enumerate(texts)]))
    assert [best(h) for h in found] == roles


def test_two_headings_with_only_a_blank_between_them_are_two_columns() -> None:
    found = headings((100, [(40, "Artikelomschrijving"), (250, "Besteld EH"), (330, "Prijs"), (420, "Bedrag")]))
    assert [h.text for h in found] == ["artikelomschrijving", "besteld", "eh", "prijs", "bedrag"]


def test_a_heading_on_two_rows_is_one_column() -> None:
    found = headings(
        (100, [(300, "Unit"), (400, "Line")]),
        (112, [(40, "Description"), (220, "Quantity"), (300, "Price"), (400, "Total")]),
    )
    assert [best(h) for h in found] == ["description", "quantity", "unit_price", "amount"]


def test_the_labels_of_a_form_are_no_table_header() -> None:
    rows = rows_of(
        [page((100, [(40, "Date: 12.03.2026"), (300, "Price: 12,50")]))], AtomContext(NumberStyle(","), KNOWN)
    )
    assert headers_of(rows, "") == ()


def test_a_misprinted_heading_is_still_understood() -> None:
    assert max(heading_roles("descriptlon", "en")) > 0.6
    assert ROLES[heading_roles("descriptlon", "en").index(max(heading_roles("descriptlon", "en")))] == "description"
