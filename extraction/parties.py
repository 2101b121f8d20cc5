"""Parties of an order: address groups scored for role and parts, the ship-to assembled, the buyer named."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from extraction.candidates_slots import TextTable
from extraction.candidates_view import DocumentView
from extraction.gazetteer import fold
from extraction.header_choice import Scored
from extraction.lexicon import merged
from extraction.parties_assembly import assemble, parts_of_party
from extraction.parties_buyer import Buyer, buyer_features, buyers
from extraction.parties_features import (
    ROLE_CLASSES,
    GroupFacts,
    facts,
    group_features,
    is_announced,
    item_features,
    worth_scoring,
)
from extraction.parties_groups import groups
from extraction.parties_items import whole_texts
from extraction.parties_parts import PART_CLASSES
from extraction.scoring import Scorer
from extraction.scoring_text import Floats
from models.page import Box

SHIP_TO_FIELDS: tuple[str, ...] = (
    "ship_to_name", "ship_to_street", "ship_to_postcode", "ship_to_city", "ship_to_country",
)  # fmt: skip
_BUYER, _BILL_TO, _SHIP_TO = (ROLE_CLASSES.index(name) for name in ("buyer", "bill_to", "ship_to"))
LEAST_ROLE = 0.02
OURS = 0.01
_SIGNED_FOR = re.compile(
    r"^(?:for(?: and on behalf of)?|pour|für|por|per|voor|im auftrag(?: der)?)\s+(?:m/s\.?\s+)?(?=[A-ZÀ-Ý]\S*\s)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Parties:
    """What the pages say of the parties: scored values per ship-to field and for the buyer's name."""

    groups: tuple[GroupFacts, ...]
    roles: Floats
    parts: tuple[Floats, ...]
    buyers: tuple[Buyer, ...]
    scored: Mapping[str, tuple[Scored, ...]]


def group_facts(document: DocumentView, table: TextTable) -> list[GroupFacts]:
    """The groups that may be parties, looked up in the gazetteer."""
    rows = [[table.add(piece.text) for piece in view.pieces] for view in document.pages]
    probabilities = table.probabilities()
    labelness = [probabilities[own] for own in rows]
    found = [facts(document, group) for group in groups(document, labelness)]
    for one in found:
        for text in one.group.headings:
            table.add(text)
    probabilities = table.probabilities()
    kept = [one for one in found if worth_scoring(one) or is_announced(one, table, probabilities)]
    for one in kept:
        for text in (*whole_texts(one.group.items), *(item.text for item in one.group.items)):
            table.add(text)
        for text in (item.label for item in one.group.items):
            table.add(text)
    return kept


def read_parties(document: DocumentView, table: TextTable, scorers: Mapping[str, Scorer]) -> Parties:
    """Score groups, their items, and the possible buyers; one prediction call each."""
    found = group_facts(document, table)
    probabilities = table.probabilities()
    roles = scorers["role"].probabilities(group_features(document, found, table, probabilities))
    for row, one in enumerate(found):
        if one.us and not one.known:  # our own block is never a delivery place and never the buyer
            roles[row, [_BUYER, _BILL_TO, _SHIP_TO]] *= OURS
    tables = [item_features(document, one, table, probabilities) for one in found]
    together = (
        scorers["part"].probabilities(np.vstack(tables)) if tables else np.zeros((0, len(PART_CLASSES)), np.float32)
    )
    apart = np.split(together, np.cumsum([len(one) for one in tables])[:-1]) if tables else []
    parts = [parts_of_party(part, role) for part, role in zip(apart, roles, strict=True)]
    possible = buyers(document, found, roles, parts, table)
    odds = scorers["buyer"].probabilities(buyer_features(document, possible))
    scored: dict[str, tuple[Scored, ...]] = {"buyer_name": tuple(_buyer_scored(possible, odds))}
    assembled = [assemble(document, one, part) for one, part in zip(found, parts, strict=True)]
    for name in SHIP_TO_FIELDS:
        scored[name] = tuple(
            _times(made[name], float(role[_SHIP_TO]), number)
            for number, (made, role) in enumerate(zip(assembled, roles, strict=True))
            if name in made and role[_SHIP_TO] > LEAST_ROLE
        )
    _same_as_elsewhere(document, found, roles, assembled, scored)
    return Parties(tuple(found), roles, tuple(parts), tuple(possible), scored)


def _buyer_scored(possible: Sequence[Buyer], odds: Floats) -> list[Scored]:
    return [
        Scored(
            buyer.name if buyer.known else _unsigned(buyer.name),
            float(p[1]) * (OURS if buyer.us and not buyer.known else 1.0), buyer.page,
            buyer.box or Box(0, 0, 0, 0), buyer.text, support=sum(buyer.evidence.values()),
            source="text_layer" if fold(buyer.name) in fold(buyer.text) else "master_data",
        )
        for buyer, p in zip(possible, odds, strict=True)
    ]  # fmt: skip


def _unsigned(name: str) -> str:
    """A name as it stands over a signature ("For Shree Tools Ltd.") without the words that lead up to it."""
    return _SIGNED_FOR.sub("", name)


def _times(one: Scored, factor: float, group: int) -> Scored:
    return replace(one, probability=one.probability * factor, group=group)


def _same_as_elsewhere(
    document: DocumentView,
    found: Sequence[GroupFacts],
    roles: Floats,
    assembled: Sequence[Mapping[str, Scored]],
    scored: dict[str, tuple[Scored, ...]],
) -> None:
    """ "Ship to: same as bill to" states the address of the bill-to or, without one, of the buyer."""
    if any(one.probability > 0.3 for one in scored["ship_to_postcode"] + scored["ship_to_street"]):
        return
    if not says_same(document):
        return
    weights = [
        float(role[_BILL_TO] + 0.5 * role[_BUYER]) if one.address else 0.0
        for one, role in zip(found, roles, strict=True)
    ]
    if not weights or max(weights) < 0.3:
        return
    best = int(np.argmax(weights))
    for name in SHIP_TO_FIELDS:
        if name in assembled[best]:
            scored[name] = (*scored[name], _times(assembled[best][name], 0.8, best))


def says_same(document: DocumentView) -> bool:
    """Whether some piece, after a ship-to label, says that the address is given elsewhere."""
    phrases = {fold(phrase) for phrase in merged("words").get("same_address", ())}
    return any(fold(piece.text) in phrases for view in document.pages for piece in view.pieces)
