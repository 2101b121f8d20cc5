"""Parties of an order: address groups scored for role and parts, the ship-to assembled, the buyer named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from extraction.candidates import hull
from extraction.candidates_slots import TextTable
from extraction.candidates_view import DocumentView
from extraction.gazetteer import LEGAL_FORMS, fold, name_key
from extraction.header_choice import Scored
from extraction.lexicon import merged
from extraction.parties_buyer import Buyer, buyer_features, buyers
from extraction.parties_features import (
    ROLE_CLASSES,
    GroupFacts,
    facts,
    group_features,
    item_features,
    worth_scoring,
)
from extraction.parties_groups import Item, groups
from extraction.parties_parts import PART_CLASSES, parse_place, read_country, strip_preposition
from extraction.scoring import Scorer
from extraction.scoring_text import Floats
from models.page import Box, Word

SHIP_TO_FIELDS: tuple[str, ...] = (
    "ship_to_name", "ship_to_street", "ship_to_postcode", "ship_to_city", "ship_to_country",
)  # fmt: skip
_BUYER, _BILL_TO, _SHIP_TO = (ROLE_CLASSES.index(name) for name in ("buyer", "bill_to", "ship_to"))
_NAME, _STREET, _PLACE, _COUNTRY = (PART_CLASSES.index(name) for name in ("name", "street", "place", "country"))
LEAST_PART = 0.4
LEAST_ROLE = 0.02
OURS = 0.01
MOST_LEADING = 3


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
    kept = [one for one in found if worth_scoring(one)]
    for one in kept:
        for text in (
            *one.group.headings,
            *(item.text for item in one.group.items),
            *(i.label for i in one.group.items),
        ):
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
    parts = np.split(together, np.cumsum([len(one) for one in tables])[:-1]) if tables else []
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
            buyer.name, float(p[1]) * (OURS if buyer.us and not buyer.known else 1.0), buyer.page,
            buyer.box or Box(0, 0, 0, 0), buyer.text, support=sum(buyer.evidence.values()),
            source="text_layer" if fold(buyer.name) in fold(buyer.text) else "master_data",
        )
        for buyer, p in zip(possible, odds, strict=True)
    ]  # fmt: skip


def _times(one: Scored, factor: float, group: int) -> Scored:
    return replace(one, probability=one.probability * factor, group=group)


def assemble(document: DocumentView, one: GroupFacts, parts: Floats) -> dict[str, Scored]:
    """The fields of the address that a group states, each with the probability that its items are what they seem."""
    kinds = parts.argmax(axis=1)
    items = one.group.items
    result: dict[str, Scored] = {}
    names = _run([i for i in range(len(items)) if kinds[i] == _NAME], items)
    streets = [i for i in range(len(items)) if kinds[i] == _STREET]
    if names:
        result["ship_to_name"] = _scored(
            document, one, names, _name_text(document, one, names), parts[names, _NAME].min()
        )
    if streets:
        text = _joined(document, one, _run(streets, items), ", ").strip(" ,;")
        result["ship_to_street"] = _scored(document, one, _run(streets, items), text, parts[streets[:1], _STREET].min())
    for index in (i for i in range(len(items)) if kinds[i] in (_PLACE, _COUNTRY)):
        _add_place(document, one, index, float(parts[index, kinds[index]]), int(kinds[index]), result)
    return result


def _add_place(
    document: DocumentView, one: GroupFacts, index: int, odds: float, kind: int, result: dict[str, Scored]
) -> None:
    text = one.group.items[index].text.strip(" ,;.|()-–")
    if kind == _COUNTRY or (read_country(text) and len(text) > 3):
        country = read_country(text)
        if country and "ship_to_country" not in result:
            result["ship_to_country"] = _scored(document, one, [index], country, odds)
        return
    place = parse_place(text)
    for name, value in (
        ("ship_to_postcode", place.postcode),
        ("ship_to_city", place.city),
        ("ship_to_country", place.country or place.prefix),
    ):
        if value and name not in result:
            result[name] = _scored(document, one, [index], value, odds)


def _run(indices: Sequence[int], items: Sequence[Item]) -> list[int]:
    """The first indices that follow each other."""
    run: list[int] = []
    for index in indices:
        if run and index != run[-1] + 1:
            break
        run.append(index)
    return run[:3]


def _joined(document: DocumentView, one: GroupFacts, indices: Sequence[int], between: str) -> str:
    """The items' text as printed where they share a segment, joined by `between` where they do not."""
    text = ""
    place = 0
    while place < len(indices):
        first = one.group.items[indices[place]]
        end = place
        while end + 1 < len(indices) and one.group.items[indices[end + 1]].segment == first.segment:
            end += 1
        words = (
            document.pages[first.page].segments[first.segment].words[first.first : one.group.items[indices[end]].last]
        )
        part = " ".join(word.text for word in words).strip(" ,;-–")
        goes_on = text.endswith(("&", "+", "und", "et", "and")) or fold(part.split()[0] if part else "") in LEGAL_FORMS
        text = part if not text else f"{text} {part}" if goes_on else f"{text}{between}{part}"
        place = end + 1
    return text


def _name_text(document: DocumentView, one: GroupFacts, indices: Sequence[int]) -> str:
    """The name as printed; in the spelling of the master data where that has these words at this address."""
    text = strip_preposition(_joined(document, one, indices, ", ").strip(" ,;:|-–"))
    for address in one.known:
        if name_key(address.name) == name_key(text):
            return address.name
    # "unser Werk Huber GmbH": words that lead up to a customer's name are no part of it
    words = text.split()
    for start in range(1, min(len(words), MOST_LEADING + 1)):
        codes, count = document.gazetteer.customers_named_at_start(" ".join(words[start:]))
        if codes and count > 1 and not document.gazetteer.customers_named_at_start(text)[0]:
            return " ".join(words[start:])
    return text


def _scored(document: DocumentView, one: GroupFacts, indices: Sequence[int], value: str, odds: float) -> Scored:
    words = [word for index in indices for word in words_of_item(document, one.group.items[index])]
    box = hull([word.box for word in words])
    text = " ".join(word.text for word in words)
    confidence = min(word.confidence for word in words)
    return Scored(value, float(odds), one.group.page, box, text, confidence, float(bool(one.known)), cell=words[0].cell)


def words_of_item(document: DocumentView, item: Item) -> tuple[Word, ...]:
    return document.pages[item.page].segments[item.segment].words[item.first : item.last]


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
