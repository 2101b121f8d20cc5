"""The header of one order: candidates scored, one value a field chosen jointly, each with certainty and place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np

from extraction import candidates as places
from extraction.candidates import Candidate, Value
from extraction.candidates_features import features, table_signs
from extraction.candidates_language import language_of
from extraction.candidates_slots import TextTable
from extraction.candidates_spans import SPAN_FIELDS, span_features, spans
from extraction.candidates_view import DocumentView, view
from extraction.gazetteer import Gazetteer, fold, name_key
from extraction.habits import noticed, with_habits
from extraction.header_choice import (
    Choice,
    DocumentFacts,
    Rival,
    Scored,
    choice,
    choose_dates,
    choose_sums,
    judged,
    rivals,
)
from extraction.header_vetoes import after_choice, before_choice
from extraction.lexicon import LANGUAGES
from extraction.parties import SHIP_TO_FIELDS, Parties, read_parties
from extraction.scoring import SCORER_CLASSES, HeaderModels, Scorer
from extraction.values_codes import compact, has_digit, read_phone
from models.knowledge import Anchor
from models.page import Box, Page, Word
from models.reading import ExtractedOrder, Field, OnPage

TYPED: Mapping[str, Any] = {
    "date": places.dates,
    "amount": places.amounts,
    "code": places.codes,
    "vat": places.vat_ids,
    "email": places.emails,
    "currency": places.currencies,
    "city": places.cities,
}
MENTIONED = -2  # the "group" of towns named in running text
SUBJECT_TRUST = 0.9
LEAST_PROBABILITY = 0.004
AS_LIKELY = 0.02  # two runs of text of one place are then equally likely, and the longer one is meant
DEFAULT_THRESHOLD = 0.45


@dataclass(frozen=True, slots=True)
class HeaderReading:
    """The stated fields by name, clues for matching, and the choices behind them (for training and for review)."""

    fields: Mapping[str, Field[Any]]
    clues: tuple[tuple[str, str], ...]
    choices: tuple[Choice, ...]


def read_header(document: DocumentView, models: HeaderModels, habits: Sequence[Anchor] = ()) -> HeaderReading:
    """Score, choose, judge; `habits` are what was learnt of this customer's documents."""
    table = TextTable(models.text)
    scored, parties = score_all(document, table, models.scorers, 0.0 if habits else LEAST_PROBABILITY)
    if habits:
        scored = with_habits(document, scored, habits, LEAST_PROBABILITY)
    chosen = choose(document, before_choice(document, scored), parties)
    rows = np.array([one.features for one in chosen], dtype=np.float32)
    verdicts = judged(chosen, models.judge.probabilities(rows)[:, 1]) if chosen else []
    fields = after_choice(document, verdicts, _stated(document, verdicts, models.thresholds))
    return HeaderReading(fields, clues(document, parties), tuple(verdicts))


def habits_of(
    document: DocumentView,
    models: HeaderModels,
    machine: ExtractedOrder,
    confirmed: ExtractedOrder,
    known: Sequence[Anchor],
) -> tuple[Anchor, ...]:
    """What a confirmed order of this document shows of how its sender prints (see `habits`)."""
    scored, _ = score_all(document, TextTable(models.text), models.scorers, 0.0)
    return noticed(document, scored, machine, confirmed, known)


def score_all(
    document: DocumentView, table: TextTable, scorers: Mapping[str, Scorer], floor: float = LEAST_PROBABILITY
) -> tuple[dict[str, list[Scored]], Parties]:
    """Every place of every field with its probability, above `floor`."""
    scored: dict[str, list[Scored]] = {}
    signs = table_signs(document, table)
    for kind, find in TYPED.items():
        found: list[Candidate] = find(document)
        odds = scorers[kind].probabilities(features(document, kind, found, table, signs))
        for index, name in enumerate(SCORER_CLASSES[kind][1:], start=1):
            scored[name] = [
                as_scored(document, one, float(p[index]))
                for one, p in zip(found, odds, strict=True)
                if p[index] > floor
            ]
    runs = spans(document, table)
    odds = scorers["span"].probabilities(span_features(document, runs, table, signs))
    for index, name in enumerate(SPAN_FIELDS, start=1):
        scored[name] = [
            as_scored(document, one, float(p[index])) for one, p in zip(runs, odds, strict=True) if p[index] > floor
        ]
    parties = read_parties(document, table, scorers)
    mentioned = [replace(one, group=MENTIONED) for one in scored["ship_to_city"]]
    scored.update({name: list(found) for name, found in parties.scored.items()})
    scored["ship_to_city"] += mentioned
    return scored, parties


def as_scored(document: DocumentView, one: Candidate, probability: float) -> Scored:
    words = places.words_of(document, one)
    return Scored(
        one.value, probability, one.page, places.box_of(document, one), one.text,
        min(word.confidence for word in words),
        cell=words[0].cell, alternatives=one.alternatives,
    )  # fmt: skip


def _key(name: str) -> Any:
    """How values of a field are told apart: codes by letters and digits, names by words."""
    if name in ("po_number", "revision", "buyer_vat_id", "ship_to_postcode"):
        return lambda value: compact(str(value))
    if name == "buyer_name":
        return lambda value: name_key(str(value))
    return lambda value: fold(value) if isinstance(value, str) else value


def choose(document: DocumentView, scored: Mapping[str, Sequence[Scored]], parties: Parties) -> list[Choice]:
    """One choice a field that has any candidate."""
    ranked = {name: rivals(found, _key(name)) for name, found in scored.items()}
    for name in SPAN_FIELDS:
        ranked[name] = _without_parts(ranked[name])
    facts = _document_facts(document, parties)
    picks: dict[str, Rival | None] = {name: found[0] if found else None for name, found in ranked.items()}
    fits: dict[str, float] = {}
    picks["order_date"], picks["requested_date"] = choose_dates(ranked["order_date"], ranked["requested_date"])
    sums = choose_sums(ranked["total_net"], ranked["total_tax"], ranked["total_gross"])
    picks["total_net"], picks["total_tax"], picks["total_gross"] = sums
    fit = _sum_fit(sums)
    fits.update(dict.fromkeys(("total_net", "total_tax", "total_gross"), fit))
    _ship_to_of_one_group(picks, ranked, scored)
    made = [choice(name, picks[name], ranked[name], facts, fits.get(name, 0.0)) for name in ranked]
    return [one for one in made if one is not None]


def _sum_fit(sums: Sequence[Rival | None]) -> float:
    if any(one is None for one in sums):
        return 0.0
    net, tax, gross = (Decimal(str(one.best.value)) for one in sums if one is not None)
    return 1.0 if abs(net + tax - gross) <= Decimal("0.02") else -0.5


def _without_parts(found: list[Rival]) -> list[Rival]:
    """Runs of text overlap: those that share words with a likelier one are not its rivals."""
    kept: list[Rival] = []
    for rival in found:
        over = [at for at, other in enumerate(kept) if _overlap(rival.best, other.best)]
        if not over:
            kept.append(rival)
        elif len(over) == 1 and _completes(rival, kept[over[0]]):
            kept[over[0]] = rival
    return kept


def _completes(longer: Rival, shorter: Rival) -> bool:
    """Whether a run is as likely as one of which it is the whole ("Porto franco" and "franco")."""
    whole, part = str(longer.best.value), str(shorter.best.value)
    labelled = ":" in whole.removesuffix(part)
    return whole.endswith(f" {part}") and not labelled and longer.joint > shorter.joint - AS_LIKELY


def _overlap(one: Scored, other: Scored) -> bool:
    a, b = one.box, other.box
    return (
        one.page == other.page
        and min(a.x1, b.x1) > max(a.x0, b.x0)
        and min(a.bottom, b.bottom) - max(a.top, b.top) > 0.3 * min(a.height, b.height)
    )


def _ship_to_of_one_group(
    picks: dict[str, Rival | None], ranked: Mapping[str, Sequence[Rival]], scored: Mapping[str, Sequence[Scored]]
) -> None:
    """All ship-to fields come from the group that is likeliest as a whole."""
    totals: dict[int, float] = {}
    for name in SHIP_TO_FIELDS:
        for one in scored[name]:
            totals[one.group] = totals.get(one.group, 0.0) + one.probability
    if not totals:
        return
    best = max(totals, key=lambda group: totals[group])
    for name in SHIP_TO_FIELDS:
        own = next((one for one in scored[name] if one.group == best), None)
        same = [
            rival for rival in ranked[name] if own is not None and _key(name)(own.value) == _key(name)(rival.best.value)
        ]
        picks[name] = replace(same[0], best=own) if own is not None and same else None


def _document_facts(document: DocumentView, parties: Parties) -> DocumentFacts:
    language = LANGUAGES.index(document.language) if document.language in LANGUAGES else -1
    source = {"text_layer": 0, "ocr": 1, "grid": 2}[document.pages[0].page.source] if document.pages else 0
    return DocumentFacts(language, len(document.pages), source, float(any(b.known for b in parties.buyers)))


def _stated(document: DocumentView, chosen: Sequence[Choice], thresholds: Mapping[str, float]) -> dict[str, Field[Any]]:
    return {
        one.field: as_field(document, one)
        for one in chosen
        if one.certainty >= thresholds.get(one.field, DEFAULT_THRESHOLD)
    }


def as_field(document: DocumentView, one: Choice) -> Field[Any]:
    """The choice as a field with evidence."""
    page = document.pages[one.best.page].page if 0 <= one.best.page < len(document.pages) else None
    evidence = None
    if page is not None:
        evidence = OnPage(page.number, one.best.box, one.best.text, page.sheet, one.best.cell)
    source: Any = "ocr" if page is not None and page.source == "ocr" else "text_layer"
    if one.best.source == "master_data":
        source = "master_data"
    kind: type = date if isinstance(one.best.value, date) else type(one.best.value)
    alternatives = tuple(value for value in (*one.best.alternatives, *one.rivals) if isinstance(value, kind))
    return Field(one.best.value, round(one.certainty, 4), source, evidence, tuple(dict.fromkeys(alternatives)))


def clues(document: DocumentView, parties: Parties) -> tuple[tuple[str, str], ...]:
    """What matching may use beside the fields: phones, mail addresses and customer numbers that are not ours."""
    found: dict[tuple[str, str], None] = {}
    for one in places.emails(document):
        if not document.gazetteer.is_ourselves(str(one.value)):
            found["email", str(one.value)] = None
    for one in places.vat_ids(document):
        if not document.gazetteer.is_ourselves(str(one.value)):
            found["vat_id", str(one.value)] = None
    for shown in document.pages:
        for piece in shown.pieces:
            if has_digit(piece.text):
                digits = read_phone(piece.text)
                if digits and document.gazetteer.customers_by_phone(piece.text):
                    found["phone", digits] = None
                if piece.text.strip(" :.,") in document.gazetteer.customer_codes:
                    found["customer_code", piece.text.strip(" :.,")] = None
    for group in parties.groups:
        if not group.us:
            for address in group.known:
                found["address", address.code] = None
    return tuple(found)


def with_default(reading: HeaderReading, name: str, value: Value, confidence: float, source: Any) -> HeaderReading:
    """The reading with a field stated from outside the pages (a mail's date or sender) when the pages state none."""
    if name in reading.fields:
        return reading
    return replace(reading, fields={**reading.fields, name: Field(value, confidence, source)})


def number_in_subject(subject: str, gazetteer: Gazetteer, models: HeaderModels) -> tuple[str, float]:
    """The order's number in a mail's subject and how likely it is one; ("", 0) for none."""
    words, x = [], 50.0
    for token in subject.split():
        words.append(Word(token, Box(x, 50.0, x + 5.0 * len(token), 60.0), 1.0, 10.0))
        x += 5.0 * len(token) + 3.0
    page = Page(1, max(595.0, x + 50), 842.0, tuple(words), source="grid")
    document = view([page], language_of([page]), gazetteer)
    found = places.codes(document)
    if not found:
        return "", 0.0
    table = TextTable(models.text)
    odds = models.scorers["code"].probabilities(features(document, "code", found, table, table_signs(document, table)))
    best = int(odds[:, 1].argmax())
    return str(found[best].value), round(float(odds[best, 1]) * SUBJECT_TRUST, 4)
