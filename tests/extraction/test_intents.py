"""Mails as customers write them, read by the trained model: what each wants, whether it lists items or not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extraction.intent import by_its_prices, judge_intent
from extraction.intent_features import INTENTS, Told, intent_probabilities, newest
from extraction.scoring import HeaderModels
from learning import artifacts
from models.page import Box, Page, Word
from models.reading import Envelope, ExtractedLine, ExtractedOrder, Field, Kind

MAILS = [
    ("order", "Nachschub", 1,
     "Moin,\nkönnt ihr uns noch 12 Karton A-4410 schicken? Bestellnr. 77120, Termin 03.09.\nGruß, Peter"),
    ("order", "RE: offerta Q-881", 2,
     "Grazie per l'offerta. Procediamo con:\n10 pz K-200 tubo DN50\n4 pz K-210 curva\nordine 551/26"),
    ("order", "Pedido 8821", 1,
     "Buenos días,\nle paso el pedido 8821:\n4 ud 55-201 guante\nPrecio 3,20 EUR\nEntrega 02/06/2026"),
    ("order", "Re-order", 2,
     "Hello,\nOur order PO 13781:\nK503901  nitrile glove size 9  12 pcs\nK502028  cable FG16  380 m\nRegards, Ann"),
    ("order", "Bestelbon 93809", 1,
     "Beste,\nIn bijlage onze bestelling 93809.\n11 stuks K996010 vlakke pakking DN50\nMvg, Jan"),
    ("order", "Commande", 0,
     "Bonjour,\nVeuillez trouver ci-joint notre commande 26/29945.\nCordialement"),
    ("order", "Ordine 551/26", 1,
     "Buongiorno,\nCome sempre 300 K256153 al solito indirizzo. Confermiamo l'ordine come da Vs. preventivo."),
    ("order_change", "PO 5512", 1,
     "We made a mistake in order 5512: line 2 should read 40 pcs. The other lines stay the same."),
    ("order_change", "Bestellung 77120", 1,
     "zu 77120 hat sich etwas geändert:\nArtikel A-4410: bitte jetzt 30 Stück\nRest bleibt wie bestellt."),
    ("order_change", "PO 5512", 1,
     "On PO 5512 please increase K-200 to 80 pcs and move delivery to 5 June. All else as ordered."),
    ("order_change", "Commande 3301", 1,
     "Sur notre commande 3301, merci de modifier les quantités :\nK-200 : 40 au lieu de 20"),
    ("cancellation", "Order 5512", 0,
     "We no longer need the goods of order 5512, please cancel it."),
    ("status_request", "Levering 5512?", 1,
     "Onze order 5512 had maandag moeten komen, wij missen nog:\n* 4 doos handschoenen\nWanneer komt dit?"),
    ("status_request", "BC 3301", 0,
     "Bonjour,\nOù en est notre commande 3301 du 02/03/2026 ?"),
    ("quote_request", "Anfrage 12", 2,
     "bitte bieten Sie uns an:\n- 40 Stück Kugelhahn DN25\n- 10 Stück Muffe\nAngebot bis 03.09.2026"),
    ("quote_request", "prices", 1,
     "Could you let us have your best price for 400 pcs of K-200?"),
    ("complaint", "Lieferung 881", 1,
     "in der Lieferung zu 77120 waren beschädigt:\n3 Stück A-4410\nBitte um Ersatz oder Gutschrift."),
]  # fmt: skip


@pytest.fixture(scope="module")
def models() -> HeaderModels:
    return HeaderModels.from_payload(artifacts.load("header"))


@pytest.mark.parametrize(("wanted", "subject", "lines", "text"), MAILS)
def test_what_a_customer_wants(models: HeaderModels, wanted: str, subject: str, lines: int, text: str) -> None:
    told = Told(subject, tuple(text.splitlines()[:6]), text, True, lines, 0)
    odds = intent_probabilities(told, models.intent)
    assert INTENTS[int(odds.argmax())] == wanted


def test_an_older_mail_below_is_not_what_is_wanted_today() -> None:
    text = "Please send 5 of them.\nOn Monday J. Brown <j@x.example> wrote:\n> Here is our quotation"
    assert newest(text) == "Please send 5 of them."
    assert newest("> only a quotation") == "> only a quotation"


def test_who_says_that_he_orders_orders_whatever_he_says_of_payment(models: HeaderModels) -> None:
    rows = ("Hallo,", "Wir bestellen wie folgt:", "150 Liter K712449 7500,00", "Zahlbar 30 Tage nach Rechnungsdatum.")
    words = [
        Word(text, Box(50 + 60 * at, 50 + 12 * down, 105 + 60 * at, 60 + 12 * down))
        for down, row in enumerate(rows)
        for at, text in enumerate(row.split())
    ]
    page = Page(1, 800, 842, tuple(words), source="grid")
    mail = Envelope(subject="Rechnung 30 Tage, Rechnungsdatum", sender="a@b.example")
    assert judge_intent([page], mail, 1, 0, models.intent).value == "order"
    assert judge_intent([page], mail, 0, 0, models.intent).value != "order"


def priced(number: str | None, price: str | None) -> ExtractedOrder:
    said = None if price is None else Field(Decimal(price), 0.9, "text_layer")
    line = ExtractedLine(quantity=Field(Decimal(4), 0.9, "text_layer"), unit_price=said)
    told = None if number is None else Field(number, 0.9, "text_layer")
    return ExtractedOrder(Field("order", 0.9, "text_layer"), Kind.EMAIL, po_number=told, lines=(line,))


@pytest.mark.parametrize(
    ("order", "wants"),
    [
        (priced("OC-771", "97.61"), "order"),
        (priced("OC-771", None), "quote_request"),
        (priced(None, "97.61"), "quote_request"),
    ],
    ids=["its own number and prices", "no prices", "no number"],
)
def test_who_names_number_and_prices_orders_though_the_mail_speaks_of_a_quotation(
    order: ExtractedOrder, wants: str
) -> None:
    assert by_its_prices(Field("quote_request", 0.8, "text_layer"), [order]).value == wants


def test_who_complains_of_a_priced_line_does_not_order_it_again() -> None:
    assert by_its_prices(Field("complaint", 0.8, "text_layer"), [priced("OC-771", "97.61")]).value == "complaint"
