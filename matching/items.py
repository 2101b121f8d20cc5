"""The item that each line of an order means, or none of ours: candidates, ranking, decision. All lines at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import log

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.fuzz import token_sort_ratio

from matching.codes import EXACT, OCR
from matching.grams import best_rows
from matching.index import MasterIndex, retrieval_tokens
from matching.item_features import PAIR_FEATURES, Evidence, pair_features
from matching.item_reasons import reasons
from matching.line_view import LineView, description_key
from matching.ranking import MatchingModels, Matrix
from matching.similarity import ocr_key, one_slip
from models.knowledge import Alias, Knowledge
from models.match import Candidate, MatchResult

_BY_TEXT = 32  # candidates taken by likeness of text
_BY_HABIT = 8  # and of those that this customer buys
_SHOWN = 5
_MAX_SLIP_CODES = 500  # of a customer's own codes that are compared one by one
_NEAR = 80.0  # per cent of likeness from which a remembered wording may be meant
_MOST_NEAR = 4
GROUP = 1  # level of a cross reference of the group; above it OCR and EXACT
DECISION_FEATURES = (
    "p1", "p2", "margin", "rivals", "candidates", "language_known",
    "top_without_code", *(f"best_{n}" for n in PAIR_FEATURES),
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Ranked:
    """The candidates of one line, best first: rows of the catalogue, scores, features."""

    rows: tuple[int, ...]
    scores: npt.NDArray[np.float64]
    features: Matrix


def gather(
    view: LineView, customer: str | None, on: date | None, index: MasterIndex, learnt: Lessons
) -> tuple[list[int], list[float], Evidence]:
    """Who could be meant: by what was learnt, by codes, by text, and by what this customer buys."""
    evidence = _evidence(view, customer, on, index, learnt)
    cosines = index.items.texts.cosines(view.text, retrieval_tokens(view.text)) if view.words else None
    found: dict[int, None] = dict.fromkeys(h.row for h in view.hits)
    found.update(
        dict.fromkeys((*evidence.references, *evidence.learnt_code, *evidence.learnt_text, *evidence.learnt_near))
    )
    found.update(dict.fromkeys(list(evidence.others)[:_BY_HABIT]))
    if cosines is not None:
        found.update(dict.fromkeys(int(r) for r in best_rows(cosines, _BY_TEXT)))
        habits = (*index.habits.get(customer or "", {}), *learnt.confirmed)
        bought = {index.items.rows[s] for s in habits if s in index.items.rows}
        near = sorted((r for r in bought if cosines[r] > 0), key=lambda r: (-cosines[r], r))
        found.update(dict.fromkeys(near[:_BY_HABIT]))
    rows = list(found)
    return rows, [float(cosines[r]) if cosines is not None else 0.0 for r in rows], evidence


def _evidence(view: LineView, customer: str | None, on: date | None, index: MasterIndex, learnt: Lessons) -> Evidence:
    references: dict[int, int] = {}
    others: dict[int, int] = defaultdict(int)
    group = _group(customer, index)
    for key in view.buyer_keys:
        for user, sku, own in index.code_users.get(ocr_key(key), ()):
            row = index.items.rows.get(sku)
            if row is None:
                continue
            if user == customer:
                references[row] = max(references.get(row, 0), EXACT if own == key else OCR)
            elif user in group:
                references[row] = max(references.get(row, 0), GROUP)
            else:
                others[row] += 1
    if not references and customer:
        references = _slipped(view, index.own_codes.get(customer, ()), index)
    code, text, last = _learnt(view, index, learnt, references)
    near = {} if text else _nearly(view, index, learnt)
    return Evidence(customer, on, references, dict(others), code, text, last, near, learnt.confirmed)


def _slipped(view: LineView, own: Sequence[tuple[str, str]], index: MasterIndex) -> dict[int, int]:
    """The customer's own codes that differ from a printed one by one slip."""
    if len(own) > _MAX_SLIP_CODES:
        return {}
    keys = [ocr_key(k) for k in view.buyer_keys]
    near = {sku for code, sku in own if any(one_slip(code, k) for k in keys)}
    return {index.items.rows[sku]: OCR for sku in sorted(near) if sku in index.items.rows}


@dataclass(frozen=True, slots=True, eq=False)
class Lessons:
    """What was learnt of a customer, by what a line may print."""

    by_code: Mapping[str, Sequence[Alias]]
    by_text: Mapping[str, Sequence[Alias]]
    confirmed: Mapping[str, int]  # SKU → how often it was confirmed under any name

    @classmethod
    def of(cls, knowledge: Knowledge) -> Lessons:
        codes: dict[str, list[Alias]] = defaultdict(list)
        texts: dict[str, list[Alias]] = defaultdict(list)
        confirmed: dict[str, int] = {}
        for alias in knowledge.aliases:
            confirmed[alias.sku] = max(confirmed.get(alias.sku, 0), alias.count)
            if alias.kind == "code":
                codes[ocr_key(alias.text)].append(alias)
            elif alias.text:
                texts[alias.text].append(alias)
        return cls(codes, texts, confirmed)


def _learnt(
    view: LineView, index: MasterIndex, lessons: Lessons, references: dict[int, int]
) -> tuple[dict[int, int], dict[int, int], int]:
    """What was confirmed under this line's codes and wording; a code that OCR may have misread is a weak reference."""
    code: dict[int, int] = defaultdict(int)
    text: dict[int, int] = defaultdict(int)
    latest: tuple[datetime, int] | None = None
    printed = description_key(view.line.description.value) if view.line.description else ""
    by_code = [(a, a.text == key, code) for key in view.buyer_keys for a in lessons.by_code.get(ocr_key(key), ())]
    by_text = [(a, True, text) for key in {printed, " ".join(view.words)} for a in lessons.by_text.get(key, ())]
    for alias, exact, counts in (*by_code, *by_text):
        row = index.items.rows.get(alias.sku)
        if row is None:
            continue
        if not exact:
            references[row] = max(references.get(row, 0), OCR)
            continue
        counts[row] += alias.count
        if latest is None or alias.last_at >= latest[0]:
            latest = (alias.last_at, row)
    return dict(code), dict(text), latest[1] if latest else -1


def _nearly(view: LineView, index: MasterIndex, lessons: Lessons) -> dict[int, float]:
    """Items remembered under nearly this wording: a word more, one misread, another sequence."""
    if not lessons.by_text or not view.words:
        return {}
    found: dict[int, float] = {}
    alike = process.extract(
        " ".join(view.words), lessons.by_text.keys(), scorer=token_sort_ratio, score_cutoff=_NEAR, limit=_MOST_NEAR
    )
    for text, likeness, _ in alike:
        for alias in lessons.by_text[text]:
            row = index.items.rows.get(alias.sku)
            if row is not None:
                found[row] = max(found.get(row, 0.0), likeness / 100)
    return found


def _group(customer: str | None, index: MasterIndex) -> frozenset[str]:
    known = index.partners.customers.get(customer or "")
    return frozenset(index.partners.groups.get(known.parent_code or known.code, ())) if known else frozenset()


def match_items(
    views: Sequence[LineView],
    customer: str | None,
    on: date | None,
    index: MasterIndex,
    knowledge: Knowledge,
    models: MatchingModels,
) -> tuple[MatchResult, ...]:
    """The match of every line, in order; two predictions for the whole order."""
    ranked = rank(views, customer, on, index, knowledge, models)
    decisions = (
        np.vstack([decision_row(r, v) for r, v in zip(ranked, views, strict=True)]) if ranked else np.zeros((0, 1))
    )
    outcomes = models.item_decision.predict(decisions.astype(np.float32)) if ranked else np.zeros((0, 3))
    return tuple(_result(r, v, p, index, models) for r, v, p in zip(ranked, views, outcomes, strict=True))


def rank(
    views: Sequence[LineView],
    customer: str | None,
    on: date | None,
    index: MasterIndex,
    knowledge: Knowledge,
    models: MatchingModels,
) -> list[Ranked]:
    """Candidates of every line by the pair model, best first; equal scores by SKU row, so that runs agree."""
    learnt = Lessons.of(knowledge)
    gathered = [gather(v, customer, on, index, learnt) for v in views]
    tables = [
        pair_features(v, rows, cosines, index, evidence)
        for v, (rows, cosines, evidence) in zip(views, gathered, strict=True)
    ]
    if not tables:
        return []
    scores = models.item_pair.predict(np.vstack(tables))[:, 1]
    ranked = []
    start = 0
    for (rows, _, _), table in zip(gathered, tables, strict=True):
        own = scores[start : start + len(rows)]
        start += len(rows)
        order = np.lexsort((np.asarray(rows), -own))
        ranked.append(Ranked(tuple(rows[i] for i in order), own[order], table[order]))
    return ranked


def decision_row(ranked: Ranked, view: LineView) -> Matrix:
    """What the decision sees: the best candidate, and how far ahead of its rivals it is."""
    row = np.zeros(len(DECISION_FEATURES), dtype=np.float32)
    if not len(ranked.rows):
        return row
    p = ranked.scores
    second = float(p[1]) if len(p) > 1 else 0.0
    row[0], row[1] = p[0], second
    row[2] = _logit(float(p[0])) - _logit(second)
    row[3] = float((p > p[0] * 0.5).sum() - 1)
    row[4] = len(p)
    row[5] = len(view.concepts)
    row[6] = float(ranked.features[0, :3].max() == 0)
    row[7:] = ranked.features[0]
    return row


def _logit(p: float) -> float:
    p = min(max(p, 1e-6), 1 - 1e-6)
    return log(p / (1 - p))


def _result(
    ranked: Ranked, view: LineView, outcome: npt.NDArray[np.float64], index: MasterIndex, models: MatchingModels
) -> MatchResult:
    """`outcome` is the probability that the best is right, that the item is none of ours, that it is another."""
    candidates = tuple(
        Candidate(index.items.items[row].sku, round(float(score), 4), reasons(features))
        for row, score, features in zip(ranked.rows[:_SHOWN], ranked.scores, ranked.features, strict=False)
    )
    if not candidates:
        return MatchResult(None, models.calibrated("item_none", 0.9))
    if outcome[1] > outcome[0]:
        return MatchResult(None, models.calibrated("item_none", float(outcome[1])), candidates)
    return MatchResult(candidates[0].target, models.calibrated(segment(ranked, view), float(outcome[0])), candidates)


def segment(ranked: Ranked, view: LineView) -> str:
    """The kind of line that a calibration belongs to: what the answer rests on."""
    best = dict(zip(PAIR_FEATURES, ranked.features[0], strict=True))
    if max(best["sku"], best["gtin"]) > 0:
        return "item_code"
    if max(best["xref"], best["alias_code"], best["alias_text"]) > 0:
        return "item_memory"
    return "item_known_buyer" if best["bought"] > 0 else "item_text"
