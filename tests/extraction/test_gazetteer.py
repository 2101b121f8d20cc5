"""The gazetteer knows customers and items by sight, and never takes our own company for the buyer."""

from __future__ import annotations

import pytest

from extraction.gazetteer import Gazetteer
from models.master import Address, Company, CrossReference, Customer, Item, MasterData

US = Address("HQ", "", "head_office", "Maison Delorme SA", "12 rue des Forges", "69003", "Lyon", "FR")
COMPANY = Company(
    "Maison Delorme SA", "Delorme", "FR12345678901", emails=("orders@delorme.example",), phone="+33 4 78 00 00 01",
    addresses=(US,),
)  # fmt: skip
CUSTOMER = Customer("C1", "Bäckerei Huber GmbH", "GmbH", "DE123456789", "huber.example", "+49 89 1234567")
SITE = Address("C1-02", "C1", "ship_to", "Bäckerei Huber GmbH - Lager", "Am Hafen 1", "33605", "Bielefeld", "DE")
MASTER = MasterData(
    COMPANY,
    (CUSTOMER,),
    (SITE,),
    (Item("79.074.006", (("en", "Bolt"),), gtin="4006381333931"),),
    (CrossReference("C1", "MAT-6688", "79.074.006"),),
)


@pytest.fixture
def gazetteer() -> Gazetteer:
    return Gazetteer.build(MASTER)


def test_codes_are_known_whatever_their_punctuation(gazetteer: Gazetteer) -> None:
    assert gazetteer.is_sku("79074006")
    assert gazetteer.is_gtin("4006381333931")
    assert gazetteer.buyer_code("mat 6688") == ("C1",)
    assert not gazetteer.is_sku("79074005")


def test_a_customer_is_known_by_its_name_with_or_without_legal_form(gazetteer: Gazetteer) -> None:
    assert gazetteer.customers_by_name("BAECKEREI HUBER") == ()
    assert gazetteer.customers_by_name("BÄCKEREI HUBER") == ("C1",)
    assert gazetteer.canonical_name("bäckerei huber gmbh") == "Bäckerei Huber GmbH"
    assert gazetteer.customers_named_at_start("Bäckerei Huber GmbH, Lager 2") == (("C1",), 3)


def test_a_customer_is_known_by_vat_id_domain_and_phone(gazetteer: Gazetteer) -> None:
    assert gazetteer.customers_by_vat("DE 123 456 789") == ("C1",)
    assert gazetteer.customers_by_domain("anna@einkauf.huber.example") == ("C1",)
    assert gazetteer.customers_by_phone("089 / 123 45 67") == ("C1",)


def test_an_address_is_known_by_street_and_postcode(gazetteer: Gazetteer) -> None:
    assert gazetteer.address_of("Am Hafen 1", "33605") == (SITE,)
    assert gazetteer.address_of("Am Hafen 2", "33605") == ()


@pytest.mark.parametrize(
    "text",
    ["DELORME", "To: Maison Delorme SA", "TVA FR 12 345678901", "orders@delorme.example", "Tel. 04 78 00 00 01",
     "12, rue des Forges, 69003 Lyon"],
)  # fmt: skip
def test_our_own_traits_are_recognised(gazetteer: Gazetteer, text: str) -> None:
    assert gazetteer.is_ourselves(text)


def test_a_customer_is_not_ourselves(gazetteer: Gazetteer) -> None:
    assert not gazetteer.is_ourselves("Bäckerei Huber GmbH, Am Hafen 1, 33605 Bielefeld")
