"""Feature rows with their classes, from examples: what each scorer of the header is trained on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt

from extraction.candidates import Candidate, words_of
from extraction.candidates_features import features, table_signs
from extraction.candidates_language import american, language_of
from extraction.candidates_slots import TextJudge, TextTable
from extraction.candidates_spans import SPAN_FIELDS, span_features, spans
from extraction.candidates_view import DocumentView, view
from extraction.header import TYPED
from extraction.parties import group_facts
from extraction.parties_features import ROLE_CLASSES, GroupFacts, group_features, item_features
from extraction.parties_parts import PART_CLASSES
from extraction.scoring import SCORER_CLASSES
from extraction.scoring_text import Floats
from extraction.values_codes import compact
from learning.train_header_data import Example

Labels = npt.NDArray[np.int64]
SKIP = -1
MOST_NEGATIVES = 24
_ROLE_OF_PARTY = {"vendor": "us", "us": "us", "buyer": "buyer", "bill_to": "bill_to", "ship_to": "ship_to"}
_PART_OF = {"name": "name", "street": "street", "postcode": "place", "city": "place", "country": "country"}


@dataclass(frozen=True, slots=True)
class Rows:
    """Features and classes of one kind in one example."""

    features: Floats
    labels: Labels


def document_of(example: Example, unknown: Callable[[str], bool] | None = None) -> DocumentView:
    """The example as production views it."""
    language = language_of(example.pages)
    return view(example.pages, language, example.gazetteer, example.anchor, american(example.pages), unknown)


def rows_of(example: Example, document: DocumentView, judge: TextJudge) -> dict[str, Rows]:
    """The rows of every scorer that needs no other scorer."""
    table = TextTable(judge)
    result: dict[str, Rows] = {}
    signs = table_signs(document, table)
    for kind, find in TYPED.items():
        found: list[Candidate] = find(document)
        matrix = features(document, kind, found, table, signs)
        labels = np.array([_typed_label(example, document, kind, one) for one in found], dtype=np.int64)
        result[kind] = _kept(matrix, labels, example)
    runs = spans(document, table)
    matrix = span_features(document, runs, table, signs)
    labels = np.array([span_label(example, document, one) for one in runs], dtype=np.int64)
    result["span"] = _kept(matrix, labels, example)
    groups = group_facts(document, table)
    probabilities = table.probabilities()
    roles = np.array([role_label(example, document, one) for one in groups], dtype=np.int64)
    result["role"] = _kept(group_features(document, groups, table, probabilities), roles, example)
    parts = [item_features(document, one, table, probabilities) for one in groups]
    if parts:
        classes = [part_label(example, document, one, index) for one in groups for index in range(len(one.group.items))]
        result["part"] = _kept(np.vstack(parts), np.array(classes, dtype=np.int64), example)
    return result


def _kept(matrix: Floats, labels: Labels, example: Example) -> Rows:
    """Without the skipped rows and with at most MOST_NEGATIVES rows of class 0, spread over the document."""
    keep = labels != SKIP
    negatives = np.flatnonzero(labels == 0)
    if len(negatives) > MOST_NEGATIVES:
        rng = np.random.default_rng(len(example.name) * 7919 + len(labels))
        keep[rng.permutation(negatives)[MOST_NEGATIVES:]] = False
    return Rows(matrix[keep].astype(np.float32), labels[keep])


def _typed_label(example: Example, document: DocumentView, kind: str, one: Candidate) -> int:
    """The class of a candidate: by its words' roles and its value; SKIP where the value is right but unmarked."""
    page = document.pages[one.page].page.number
    roles = [example.role(page, word) for word in words_of(document, one)]
    for index, name in enumerate(SCORER_CLASSES[kind][1:], start=1):
        wanted = f"header.{name}"
        right = name in example.truth and same_value(name, one.value, example.truth[name])
        if right and all(wanted in role for role in roles):
            return index
        if right and not any(role and role[0].startswith(("header.", "line", "party.", "noise.")) for role in roles):
            return SKIP
    return 0


def same_value(name: str, value: Any, truth: str) -> bool:
    """Whether a candidate's value is the truth's."""
    if isinstance(value, date):
        return value.isoformat() == truth
    if isinstance(value, Decimal):
        return value == Decimal(truth)
    return compact(str(value)) == compact(truth)


def span_label(example: Example, document: DocumentView, one: Candidate) -> int:
    """A run is a field when its words are exactly the marked ones that stand together."""
    page = document.pages[one.page].page.number
    for index, name in enumerate(SPAN_FIELDS, start=1):
        if name in example.truth and compact(str(one.value)) == compact(str(example.truth[name])):
            roles = [example.role(page, word) for word in words_of(document, one)]
            marked = sum(f"header.{name}" in role for role in roles)
            return index if marked > 0.5 * len(roles) else SKIP
    return 0


def party_of(example: Example, document: DocumentView, one: GroupFacts, index: int) -> tuple[str, str]:
    """The party and the part that most words of an item belong to."""
    item = one.group.items[index]
    view_of = document.pages[item.page]
    votes: dict[tuple[str, str], int] = {}
    for word in view_of.segments[item.segment].words[item.first : item.last]:
        for role in example.role(view_of.page.number, word)[:1]:
            key = _party(role)
            if key != ("", ""):
                votes[key] = votes.get(key, 0) + 1
    return max(votes, key=lambda key: votes[key]) if votes else ("", "")


def _party(role: str) -> tuple[str, str]:
    parts = role.split(".")
    if parts[0] == "header" and parts[1].startswith("ship_to_"):
        return "ship_to", parts[1].removeprefix("ship_to_")
    if role == "header.buyer_name":
        return "buyer", "name"
    if parts[0] == "party" and len(parts) >= 3:
        return parts[1], parts[2]
    return "", ""


def role_label(example: Example, document: DocumentView, one: GroupFacts) -> int:
    """The party that most of the group's items belong to."""
    votes: dict[str, int] = {}
    for index in range(len(one.group.items)):
        party, part = party_of(example, document, one, index)
        if party:
            votes[party] = votes.get(party, 0) + (2 if part in ("street", "postcode", "city") else 1)
    if not votes:
        return ROLE_CLASSES.index("us") if one.us and one.address else 0
    party = max(votes, key=lambda name: votes[name])
    return ROLE_CLASSES.index(_ROLE_OF_PARTY.get(party, "other"))


def part_label(example: Example, document: DocumentView, one: GroupFacts, index: int) -> int:
    """The part that the item is; "other" for what stands in an address and is none of its parts."""
    party, part = party_of(example, document, one, index)
    if party:
        return PART_CLASSES.index(_PART_OF.get(part, "other"))
    return PART_CLASSES.index("none")


def stacked(rows: Sequence[Mapping[str, Rows]], kind: str, chosen: Sequence[int]) -> tuple[Floats, Labels]:
    """The rows of a kind in the chosen examples, one matrix."""
    found = [rows[index][kind] for index in chosen if kind in rows[index] and len(rows[index][kind].labels)]
    if not found:
        return np.zeros((0, 1), dtype=np.float32), np.zeros(0, dtype=np.int64)
    return np.vstack([one.features for one in found]), np.concatenate([one.labels for one in found])
