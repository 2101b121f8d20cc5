"""The language of a page is told by its labels and small words; American dates by American places."""

from __future__ import annotations

import pytest

from extraction.candidates_language import american, language_of_texts
from models.page import Box, Page, Word


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Bon de commande n° 12 du 9 mars, conditions de paiement : 30 jours", "fr"),
        ("Bestellung Nr. 12 vom 9. März, bitte liefern Sie an unser Lager", "de"),
        ("Purchase Order No. 12, please deliver to our warehouse", "en"),
        ("Pedido nº 12, condiciones de pago: 30 días, entrega en la obra", "es"),
        ("Ordine n. 12, consegna entro il 9 marzo, pagamento 30 gg", "it"),
        ("Bestelling nr. 12, leveringsadres en betalingsvoorwaarden volgens het contract", "nl"),
    ],
)
def test_the_language_of_a_short_text(text: str, language: str) -> None:
    assert language_of_texts([text]) == language


def test_nothing_to_go_by_is_no_language() -> None:
    assert language_of_texts(["4711 12.50"]) == ""


def test_american_places_put_the_month_first() -> None:
    def page(text: str) -> Page:
        return Page(1, 600, 800, tuple(Word(t, Box(40 * i, 0, 40 * i + 35, 10)) for i, t in enumerate(text.split())))

    assert american([page("Charlotte, NC 28273")])
    assert not american([page("Cardiff CF24 5PJ")])
