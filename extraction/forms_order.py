"""An order read once more beside the confirmed forms that it is laid out like."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from extraction.candidates_view import DocumentView
from extraction.forms import alike, letters, likeness, may_be_like
from extraction.forms_reading import Follower, Told
from models.knowledge import Form
from models.reading import ExtractedOrder, Field, OnPage

LEAST_LIKE = 0.5  # of a form's own print, in a document of that form
SHOWN, SHOWN_FIRM = 0.9, 0.95  # how sure a value is that stands where one was shown before
SURE = 0.9  # a value read surer than this is not put right by another customer's form


def of_form(document: DocumentView, forms: Iterable[Form], customer: str) -> list[Follower]:
    """The forms that a document is laid out like, its customer's own first, then the latest."""
    found = []
    said = {letters(segment.text) for segment in document.pages[0].segments} if document.pages else set()
    for form in forms:
        if not may_be_like(form, said, LEAST_LIKE):
            continue
        follower = Follower.of(document, form)
        like = likeness(form, follower.pairs)
        if like >= LEAST_LIKE:
            found.append((form.customer_code == customer and bool(customer), like, form.at, follower))
    found.sort(key=lambda one: (one[0], one[2], one[1]), reverse=True)
    return [follower for *_, follower in found]


def as_shown(order: ExtractedOrder, followers: Sequence[Follower], customer: str) -> ExtractedOrder:
    """The order with what confirmed forms show of it."""
    fields: dict[str, Any] = {}
    for follower in followers:
        own = follower.form.customer_code == customer
        for name in dict.fromkeys(one.field for one in follower.form.shown):
            if name not in fields:
                _settle(order, name, follower, own, fields)
    changed = {name: value for name, value in fields.items() if value is not getattr(order, name)}
    clues = tuple(c for c in order.clues if not (c[0].startswith("doubt:") and changed.get(c[0][6:]) is not None))
    return replace(order, clues=clues, **changed) if changed else order


def _settle(order: ExtractedOrder, name: str, follower: Follower, own: bool, fields: dict[str, Any]) -> None:
    said: Field[Any] | None = getattr(order, name)
    places = [one for one in follower.form.shown if one.field == name]
    right = [one for one in places if one.holds]
    told = next((t for one in right if (t := follower.told(one)) is not None), None)
    if said is None:
        if told is not None and (told.firm or not right[0].said):
            fields[name] = _field(told)
        return
    if told is not None and alike(said.value, told.value):
        fields[name] = replace(said, confidence=max(said.confidence, SHOWN_FIRM if told.firm else SHOWN))
        return
    if not own and said.confidence >= SURE:
        return
    wrong = [one for one in places if not one.holds]
    taken = isinstance(said.evidence, OnPage) and any(follower.is_place(one, said.evidence) for one in wrong)
    corrected = bool(right) and not right[0].said
    if told is not None and (taken or corrected):
        fields[name] = _field(told, (said.value,))
    elif taken and not right:
        fields[name] = None


def _field(told: Told, others: tuple[Any, ...] = ()) -> Field[Any]:
    return Field(told.value, SHOWN_FIRM if told.firm else SHOWN, "text_layer", told.evidence, others)
