"""Who sent an order: by VAT id, domain, name, phone; groups apart; strangers said to be strangers."""

from __future__ import annotations

import pytest

from matching import hand_set_models, identify
from models.knowledge import SenderClue
from models.match import MatchResult
from models.reading import ExtractedOrder
from tests.matching.small_trade import index, order

MODELS = hand_set_models()


def who(one: ExtractedOrder, senders: tuple[SenderClue, ...] = ()) -> MatchResult:
    return identify(one, index(), MODELS, senders)


def test_a_vat_id_decides_between_companies_of_one_group() -> None:
    assert who(order(buyer_name="ORVABRICK", buyer_vat_id="FR 47 506926155")).best == "73007"
    assert who(order(buyer_name="ORVABRICK", buyer_vat_id="FR44640428489")).best == "73000"


def test_the_full_name_decides_where_the_group_shares_its_domain() -> None:
    result = who(order(buyer_name="Orvabrick Distribution SARL", buyer_email="jean@orvabrick.eu"))
    assert result.best == "73007"


def test_a_company_with_a_similar_name_is_not_taken_for_another() -> None:
    assert who(order(buyer_name="Torwood Bros", buyer_email="x@torwood-bros.ie")).best == "73021"
    assert who(order(buyer_name="Torwood Electrical", buyer_email="x@torwood-electrical.com")).best == "73014"


@pytest.mark.parametrize("name", ["ORVABRICK SARL", "Orvabrick S.A.R.L.", "Orvabrick Sarl - Agence de Lyon"])
def test_capitals_legal_form_and_branch_do_not_hide_a_name(name: str) -> None:
    assert who(order(buyer_name=name, ship_to_city="Lyon")).candidates[0].target == "73000"


def test_an_order_without_a_name_is_known_by_its_address_and_mail() -> None:
    one = order(
        buyer_email="office@torwood-bros.ie",
        ship_to_street="7 Dock Street",
        ship_to_postcode="T12",
        ship_to_city="Cork",
    )
    assert who(one).best == "73021"


@pytest.mark.parametrize("name", ["Zeppelin Werke GmbH", "Quandora Holding S.A."])
def test_a_stranger_is_said_to_be_unknown(name: str) -> None:
    assert who(order(buyer_name=name, buyer_vat_id="DE123456789", buyer_email="a@strangers.example")).best is None


def test_an_order_that_says_nothing_of_its_sender_is_nobodys() -> None:
    assert who(order()).best is None


def test_our_own_mail_address_is_no_trait_of_the_buyer() -> None:
    assert who(order(buyer_email="orders@delva.example")).best is None


def test_a_sender_confirmed_before_is_known_again() -> None:
    one = order(buyer_email="purchasing@gmail.com", buyer_name="Torwood")
    clue = SenderClue("sender", "purchasing@gmail.com", "73021", 3)
    assert who(one, (clue,)).candidates[0].target == "73021"


def test_the_reasons_name_what_agreed_and_what_did_not() -> None:
    result = who(order(buyer_name="Orvabrick SARL", buyer_vat_id="FR44640428489", buyer_email="a@elsewhere.example"))
    levels = {(r.name, r.level) for r in result.candidates[0].reasons}
    assert {("vat_id", "equal"), ("name", "equal"), ("mail_domain", "differs")} <= levels
