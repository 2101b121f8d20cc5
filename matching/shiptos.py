"""Which known delivery address an order means: one of the customer's, or none (then a new one is proposed)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from matching.customer_reasons import reasons
from matching.index import MasterIndex
from matching.places import branch_name, compare_places
from matching.ranking import MatchingModels, Matrix
from matching.similarity import code_key, text_ratio, words
from models.knowledge import Knowledge
from models.master import Address
from models.match import Candidate, Comparison, MatchResult
from models.reading import ExtractedOrder

SHIP_TO_FEATURES = (
    "alias", "number", "gln", "clue", "name", "branch", "street", "house", "postcode", "city", "country",
    "place_equal", "place_differs",
    "stated", "has_name", "has_street", "has_postcode", "has_city", "street_rel", "postcode_rel", "name_rel",
    "city_rel",
    "branch_rel", "only", "used", "used_rel", "same_place_rivals",
)  # fmt: skip
SHIP_TO_DECISION = ("p1", "p2", "margin", "candidates", *(f"best_{n}" for n in SHIP_TO_FEATURES))
_PARTS = ("name", "street", "postcode", "city", "country")
_SHOWN = 5
_NEARLY_ALL = 0.8
_PLACE_CLUES = frozenset({"ship_to_number", "ship_to_code", "ship_to_gln"})
_UNSTATED = 0.6
_SAME_TOWN = 0.95
_TAUGHT = 0.93  # how sure one confirmation of the same words makes
UNSAID = "-"  # what an order that names no place of delivery is remembered under
_MAX_ADDRESSES = 400  # of one customer that are compared in full


def printed_place(order: ExtractedOrder) -> tuple[str, str, str, str, str]:
    """Name, street, postcode, town and country as printed, "" for what is not."""
    found = [field.value if (field := getattr(order, f"ship_to_{part}")) else "" for part in _PARTS]
    return found[0], found[1], found[2], found[3], found[4]


def place_alias(order: ExtractedOrder) -> str:
    """What a printed delivery address is remembered under; UNSAID where none is."""
    if not place_stated(order):
        return UNSAID
    return " ".join(words(" ".join(printed_place(order)[:4])))


def match_ship_to(
    order: ExtractedOrder, customer: str | None, index: MasterIndex, knowledge: Knowledge, models: MatchingModels
) -> MatchResult:
    """The delivery address of an order of this customer; None: none of those known."""
    addresses = ship_tos(customer, index)
    if not addresses:
        return MatchResult(None, models.calibrated("ship_to_none", 0.9))
    if not place_stated(order):
        return _usual(addresses, customer, index, knowledge)
    rows = ship_to_features(addresses, order, customer, index, knowledge)
    scores = models.ship_to_pair.predict(rows)[:, 1]
    ranked = np.lexsort((np.arange(len(addresses)), -scores))
    candidates = tuple(
        Candidate(addresses[i].code, round(float(scores[i]), 4), reasons(rows[i], SHIP_TO_FEATURES))
        for i in ranked[:_SHOWN]
    )
    outcome = models.ship_to_decision.predict(ship_to_decision_row(scores[ranked], rows[ranked])[None, :])[0]
    sure = models.calibrated("ship_to", float(outcome[0]))
    taught = _taught(addresses, place_alias(order), knowledge)
    if taught is not None:
        same = taught.target == candidates[0].target and outcome[0] > outcome[1]
        first = next((c for c in candidates if c.target == taught.target), taught)
        others = tuple(c for c in candidates if c.target != taught.target)
        confidence = max(taught.score, sure) if same else taught.score
        return MatchResult(taught.target, confidence, (replace(first, score=taught.score), *others)[:_SHOWN])
    if outcome[1] > outcome[0] and not _only_one_there(rows, int(ranked[0])):
        return MatchResult(None, models.calibrated("ship_to_none", float(outcome[1])), candidates)
    return MatchResult(candidates[0].target, sure, candidates)


def _only_one_there(rows: Matrix, best: int) -> bool:
    """Whether the document names a town and no more of the place, and only the best of the addresses is there."""
    value = {name: rows[:, i] for i, name in enumerate(SHIP_TO_FEATURES)}
    if value["has_street"][best] or value["has_postcode"][best] or not value["has_city"][best]:
        return False
    there = value["city"] >= _SAME_TOWN
    return bool(there[best]) and int(there.sum()) == 1


def _taught(addresses: Sequence[Address], text: str, knowledge: Knowledge) -> Candidate | None:
    """The address that agents confirmed under these very words, and always this one; surer each time."""
    meant = [s for s in knowledge.ship_tos if s.text == text]
    if len(meant) != 1 or meant[0].ship_to_code not in {a.code for a in addresses}:
        return None
    sure = _TAUGHT + (1 - _TAUGHT) * (1 - 1 / meant[0].count) * _TAUGHT
    return Candidate(meant[0].ship_to_code, round(sure, 4), (Comparison("learnt", "equal"),))


def place_stated(order: ExtractedOrder) -> bool:
    """Whether the document says anything of a place of delivery."""
    return any(printed_place(order)[:4]) or any(k in _PLACE_CLUES for k, _ in order.clues)


def _used(customer: str | None, index: MasterIndex, knowledge: Knowledge) -> Mapping[str, int]:
    """How often an address was delivered to, in the history and in confirmed orders."""
    used = Counter(index.ship_to_use.get(customer or "", {}))
    for place in knowledge.ship_tos:
        used[place.ship_to_code] += place.count
    return used


def _usual(addresses: Sequence[Address], customer: str | None, index: MasterIndex, knowledge: Knowledge) -> MatchResult:
    """Where nothing is printed: what was confirmed of such orders, the only address, where nearly everything goes, or
    the one at the customer's seat."""
    used = _used(customer, index, knowledge)
    taught = _taught(addresses, UNSAID, knowledge)
    if taught is not None:
        return MatchResult(taught.target, taught.score, (taught,))
    total = sum(used.values())
    seats = {_spot(a) for a in index.partners.addresses.get(customer or "", ()) if a.kind == "bill_to"}
    for reason, found, confidence in (
        ("only_address", list(addresses) if len(addresses) == 1 else [], 0.97),
        ("used_before", [a for a in addresses if total and used.get(a.code, 0) >= _NEARLY_ALL * total], 0.93),
        ("seat", [a for a in addresses if _spot(a) in seats], 0.9),
    ):
        if len(found) == 1:
            candidate = Candidate(found[0].code, confidence, (Comparison(reason, "yes"),))
            return MatchResult(found[0].code, confidence, (candidate,))
    ranked = sorted(addresses, key=lambda a: (-used.get(a.code, 0), a.code))[:_SHOWN]
    share = [used.get(a.code, 0) / total if total else 1 / len(addresses) for a in ranked]
    return MatchResult(None, 0.5, tuple(Candidate(a.code, round(s, 4)) for a, s in zip(ranked, share, strict=True)))


def _spot(address: Address) -> tuple[str, str]:
    return code_key(address.street), code_key(address.postcode)


def ship_tos(customer: str | None, index: MasterIndex) -> list[Address]:
    """The delivery addresses of a customer; only these can be meant."""
    found = [a for a in index.partners.addresses.get(customer or "", ()) if a.kind == "ship_to"]
    return found[:_MAX_ADDRESSES]


def ship_to_decision_row(scores: npt.NDArray[np.float64], rows: Matrix) -> Matrix:
    """What the decision sees: the best address, and how far ahead it is."""
    second = float(scores[1]) if len(scores) > 1 else 0.0
    first = float(scores[0])
    return np.array([first, second, first - second, len(scores), *rows[0]], dtype=np.float32)


def ship_to_features(
    addresses: Sequence[Address], order: ExtractedOrder, customer: str | None, index: MasterIndex, knowledge: Knowledge
) -> Matrix:
    """One row per address, in the order of SHIP_TO_FEATURES."""
    place = printed_place(order)
    alias = place_alias(order)
    learnt = {s.ship_to_code: s.count for s in knowledge.ship_tos if s.text == alias and alias}
    used = _used(customer, index, knowledge)
    numbers = {code_key(t) for k, t in order.clues if k in ("ship_to_number", "ship_to_code")}
    glns = {code_key(t) for k, t in order.clues if k in ("ship_to_gln", "gln")} - {""}
    printed = {t for k, t in order.clues if k == "address"}
    total = max(sum(used.values()), 1)
    rows = np.zeros((len(addresses), len(SHIP_TO_FEATURES)), dtype=np.float32)
    column = {name: rows[:, i] for i, name in enumerate(SHIP_TO_FEATURES)}
    for i, address in enumerate(addresses):
        known = (address.name, address.street, address.postcode, address.city, address.country)
        like = compare_places(*place, known)
        street, house, postcode, city = (_known(x) for x in (like.street, like.number, like.postcode, like.city))
        column["alias"][i] = float(learnt.get(address.code, 0) > 0)
        column["number"][i] = float(code_key(address.code) in numbers)
        column["clue"][i] = float(address.code in printed)
        column["gln"][i] = float(bool(address.gln) and code_key(address.gln) in glns)
        column["name"][i], column["street"][i], column["house"][i] = _known(like.name), street, house
        column["postcode"][i], column["city"][i], column["country"][i] = postcode, city, _known(like.country)
        column["place_equal"][i] = float(street > 0.85 and house >= 0.7 and postcode >= 0.5)
        column["place_differs"][i] = float(street < 0.6 or house < 0.3) + float(postcode == 0) + float(city < 0.6)
        branch, other = branch_name(place[0])[1], branch_name(address.name)[1]
        column["branch"][i] = text_ratio(branch, other) if branch or other else 0.5
        column["used"][i] = used.get(address.code, 0) / total
    column["only"][:] = float(len(addresses) == 1)
    column["stated"][:] = sum(bool(p) for p in place)
    column["has_name"][:] = float(bool(place[0]))
    column["has_city"][:] = float(bool(place[3]))
    column["has_street"][:] = float(bool(place[1]))
    column["has_postcode"][:] = float(bool(place[2]))
    for name in ("street", "postcode", "name", "city", "branch", "used"):
        column[f"{name}_rel"][:] = column[name] - column[name].max()
    for i in range(len(addresses)):
        same = (
            (column["street"] >= column["street"][i])
            & (column["postcode"] >= column["postcode"][i])
            & (column["house"] >= column["house"][i])
        )
        column["same_place_rivals"][i] = float(same.sum() - 1)
    return rows


def _known(likeness: float) -> float:
    """What is not stated speaks neither for nor against: between alike and unlike."""
    return _UNSTATED if likeness < 0 else likeness
