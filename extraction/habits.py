"""Where a customer's documents print what: places that an agent confirmed or put right, used for the next ones.

A place is known by the words before it ("Our ref."), and where these are nowhere on the pages by where it stands. The
memory weighs on the scored places before one is chosen, so that whatever rules choices still holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from extraction.candidates_view import DocumentView
from extraction.header_choice import Scored
from extraction.header_vetoes import label_of
from models.knowledge import Anchor
from models.page import Box
from models.reading import ExtractedOrder, Field, OnPage

BY_LABEL, BY_PLACE = 0.8, 0.65  # how far a place confirmed once is trusted
ELSEWHERE = 0.4  # ... and one whose label is not on these pages: they may be laid out in another way
_FEW = 0.35  # confirmations that would halve what is left of doubt
_NEAR = 0.03  # of the page: one place
_LABEL_CHARS = 40
_SURE = 0.9  # a value read surer than this teaches no place, unless one is known


@dataclass(frozen=True, slots=True)
class Spot:
    """A place: the words before it, where it stands (across; pages and down)."""

    label: str
    x: float
    y: float


def spot_of(document: DocumentView, one: Scored) -> Spot:
    """The place of a candidate."""
    page = document.pages[one.page].page
    label = " ".join(w for w in label_of(document, one).split() if not any(c.isdigit() for c in w))
    x, y = one.box.x0 / max(page.width, 1.0), one.page + one.box.top / max(page.height, 1.0)
    return Spot(label.strip(" :.-#")[-_LABEL_CHARS:], round(x, 3), round(y, 3))


def is_same_spot(one: Anchor, other: Anchor) -> bool:
    """Whether two lessons speak of the same field in the same place; labels decide, where there are any."""
    if one.field != other.field or one.label != other.label:
        return False
    return bool(one.label) or (abs(one.x - other.x) < _NEAR and abs(one.y - other.y) < _NEAR)


def with_habits(
    document: DocumentView, scored: Mapping[str, Sequence[Scored]], habits: Sequence[Anchor], floor: float
) -> dict[str, list[Scored]]:
    """The places with what is known of this customer's documents; those below `floor` are left out."""
    result = {name: list(found) for name, found in scored.items()}
    for name in sorted({one.field for one in habits} & result.keys()):
        result[name] = _weighed(document, result[name], [one for one in habits if one.field == name])
    return {name: [one for one in found if one.probability > floor] for name, found in result.items()}


def _weighed(document: DocumentView, found: Sequence[Scored], habits: Sequence[Anchor]) -> list[Scored]:
    spots = [spot_of(document, one) for one in found]
    labels = {spot.label for spot in spots}
    weighed = list(found)
    for habit in habits:
        known_label = bool(habit.label) and habit.label in labels
        trust = _trust(habit, BY_LABEL if known_label else ELSEWHERE if habit.label else BY_PLACE)
        if known_label:
            same = [at for at, spot in enumerate(spots) if spot.label == habit.label]
            nearest = min(_distance(spots[at], habit) for at in same)
            same = [at for at in same if _distance(spots[at], habit) < nearest + _NEAR]
        else:
            same = [at for at, spot in enumerate(spots) if _distance(spot, habit) < _NEAR]
        if not same:
            continue
        for at, one in enumerate(weighed):
            p = one.probability
            raised = (at in same) == (habit.count > 0)
            if raised and habit.count < 0:
                continue  # that this place is none says nothing of the others
            if not raised and habit.count > 0 and trust == ELSEWHERE:
                continue
            weighed[at] = replace(one, probability=1 - (1 - p) * (1 - trust) if raised else p * (1 - trust))
    return weighed


def _trust(habit: Anchor, once: float) -> float:
    """More with each confirmation, but where the label is missing."""
    return once if once == ELSEWHERE else float(once ** (_FEW / (abs(habit.count) - 1 + _FEW)))


def _distance(spot: Spot, habit: Anchor) -> float:
    return max(abs(spot.x - habit.x), abs(spot.y - habit.y))


def noticed(
    document: DocumentView,
    scored: Mapping[str, Sequence[Scored]],
    machine: ExtractedOrder,
    confirmed: ExtractedOrder,
    known: Sequence[Anchor],
) -> tuple[Anchor, ...]:
    """What a confirmed order shows of its layout: where the values stand that were put right or doubted, and where not.

    A count below zero: an agent said that the place does not state the field.
    """
    found: list[Anchor] = []
    for name, places in scored.items():
        said, true = getattr(machine, name), getattr(confirmed, name)
        right = said is not None and true is not None and _alike(said.value, true.value)
        if right and said.confidence >= _SURE and not any(one.field == name for one in known):
            continue
        stated = [one for one in places if true is not None and _alike(one.value, true.value)]
        positive = None
        if stated:
            best = max(stated, key=lambda one: (one.probability, -one.page, -one.box.top))
            positive = _anchor(document, name, best, 1)
            found.append(positive)
        if said is not None and not right:
            wrong = next((one for one in places if _is_evidence(document, one, said)), None)
            negative = _anchor(document, name, wrong, -1) if wrong is not None else None
            if negative is not None and not (positive and is_same_spot(negative, positive)):
                found.append(negative)
    return tuple(found)


def _anchor(document: DocumentView, name: str, one: Scored, count: int) -> Anchor:
    spot = spot_of(document, one)
    return Anchor(name, spot.label, spot.x, spot.y, count)


def _alike(one: object, other: object) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return "".join(one.casefold().split()) == "".join(other.casefold().split())
    return one == other


def _is_evidence(document: DocumentView, one: Scored, said: Field[Any]) -> bool:
    where = said.evidence
    if not isinstance(where, OnPage) or document.pages[one.page].page.number != where.page:
        return False
    return _corner(one.box, where.box) and _alike(one.value, said.value)


def _corner(a: Box, b: Box) -> bool:
    return abs(a.x0 - b.x0) < 1 and abs(a.top - b.top) < 1


def learnt_places(known: Iterable[Anchor], found: Iterable[Anchor]) -> tuple[Anchor, ...]:
    """What is known of the layout after `found` was confirmed: the same again counts more, the contrary replaces it."""
    held = list(known)
    for one in found:
        at = next((i for i, other in enumerate(held) if is_same_spot(one, other)), None)
        if at is None:
            held.append(one)
        elif (held[at].count > 0) == (one.count > 0):
            held[at] = replace(held[at], count=held[at].count + one.count)
        else:
            half = int(held[at].count / 2)  # a firm lesson is not lost by one contradiction
            held[at] = replace(held[at], count=half) if half else replace(held[at], count=one.count)
    return tuple(held)
