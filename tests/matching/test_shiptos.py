"""Where an order goes: a known address of the customer, or a new one; never the nearest."""

from __future__ import annotations

from matching import hand_set_models
from matching.places import street_words
from matching.shiptos import match_ship_to, place_alias
from models.knowledge import Knowledge, ShipToAlias
from models.match import MatchResult
from models.reading import ExtractedOrder
from tests.matching.small_trade import index, order

MODELS = hand_set_models()


def where(one: ExtractedOrder, customer: str | None = "73000", known: Knowledge | None = None) -> MatchResult:
    return match_ship_to(one, customer, index(), known or Knowledge(), MODELS)


def lyon(street: str = "8 bis av. Foch", name: str = "ORVABRICK AGENCE DE LYON") -> ExtractedOrder:
    return order(ship_to_name=name, ship_to_street=street, ship_to_postcode="69003", ship_to_city="LYON CEDEX 03")


def test_a_street_is_known_however_it_is_shortened() -> None:
    assert where(lyon()).best == "73000-03"


def test_a_bill_to_address_is_no_place_of_delivery() -> None:
    one = order(ship_to_street="12 rue Ampère", ship_to_postcode="59000", ship_to_city="Lille")
    assert where(one).best == "73000-02"


def test_another_street_in_the_same_town_is_a_new_address() -> None:
    assert where(lyon("140 rue de Marseille", "Chantier Part-Dieu")).best is None


def test_an_address_of_another_customer_is_not_taken() -> None:
    one = order(ship_to_street="7 Dock Street", ship_to_postcode="T12", ship_to_city="Cork")
    assert where(one).best is None
    assert where(one, "73021").best == "73021-02"


def test_without_a_customer_there_is_no_address() -> None:
    assert where(lyon(), None).best is None


def test_an_address_that_an_agent_confirmed_is_known_again() -> None:
    one = lyon("Quai Perrache 12", "Orvabrick c/o Dupont")
    known = Knowledge("73000", ship_tos=(ShipToAlias(place_alias(one), "73000-03", 2),))
    assert where(one, known=known).candidates[0].target == "73000-03"
    assert where(one, known=known).candidates[0].score > where(one).candidates[0].score


def test_where_no_place_is_printed_it_goes_where_the_customer_sits() -> None:
    assert where(order(buyer_name="Orvabrick SARL")).best == "73000-02"
    assert where(order(buyer_name="Torwood Bros Ltd"), "73021").best == "73021-02"


def test_the_words_that_an_agent_confirmed_mean_that_address_and_surer_each_time() -> None:
    one = lyon("Tor 4", "Baustelle Nord")
    sure = []
    for count in (1, 4):
        found = where(one, known=Knowledge("73000", ship_tos=(ShipToAlias(place_alias(one), "73000-03", count),)))
        assert found.best == "73000-03"
        sure.append(found.confidence)
    assert 0.9 < sure[0] < sure[1] < 1


def test_an_order_that_names_no_place_goes_where_such_orders_were_confirmed_to_go() -> None:
    silent = order(buyer_name="Orvabrick SARL")
    known = Knowledge("73000", ship_tos=(ShipToAlias(place_alias(silent), "73000-03", 1),))
    assert where(silent, known=known).best == "73000-03"


def test_a_house_number_misread_as_a_letter_is_the_same_house() -> None:
    assert street_words("16I, rue Pasteur") == street_words("161, rue Pasteur")


def test_a_town_alone_means_the_only_address_there() -> None:
    assert where(order(ship_to_city="Lyon")).best == "73000-03"
    assert where(order(ship_to_city="Marseille")).best is None
