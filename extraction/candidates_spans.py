"""Runs of text that could be terms or notes: one or more pieces of a segment, or lines of a block. Scored elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import groupby
from operator import itemgetter

import numpy as np

from extraction.candidates import Candidate, box_of, words_of
from extraction.candidates_features import PLACE_WIDTH, TableSigns, place
from extraction.candidates_flow import flowing
from extraction.candidates_flow_features import FLOW_WIDTH, Flows
from extraction.candidates_slots import TextTable, classes_known, slot_features, surroundings
from extraction.candidates_view import DocumentView, PageView
from extraction.gazetteer import fold
from extraction.lexicon import merged
from extraction.scoring_text import CLASS_INDEX, Floats, label_phrases
from extraction.terms_grammar import roles

SPAN_FIELDS: tuple[str, ...] = ("payment_terms", "delivery_terms", "notes")
MOST_PIECES, MOST_LINES = 6, 6
LEAST_HINT = 0.06
SHAPE_WIDTH = 18
_CONTENT = tuple(CLASS_INDEX[name] for name in ("c_payment", "c_delivery", "c_notes"))
_LABEL = tuple(CLASS_INDEX[name] for name in SPAN_FIELDS)
CLASSES = classes_known(
    ("payment_terms", "delivery_terms", "notes", "requested_date", "ship_to", "carrier", "contact", "column",
    "other_ref",
     "c_payment", "c_delivery", "c_notes", "c_item", "c_other", "c_city", "total_net", "other_amount", "title")
)  # fmt: skip
OWN_CLASSES = tuple(range(len(CLASS_INDEX)))
_INCOTERM = re.compile(r"\b(?:EXW|FCA|FAS|FOB|CFR|CIF|CPT|CIP|DAP|DPU|DAT|DDP|DDU)\b")
_DIGIT = re.compile(r"\d")
_DAYS = re.compile(
    r"\b\d{1,3}\s*(?:days?|jours?|j\b|tage?n?|d[ií]as?|giorni|gg|dagen)|\bnet\W?\d|\bskonto|\d\s*%", re.I
)


def spans(document: DocumentView, table: TextTable) -> list[Candidate]:
    """Runs of pieces and of lines whose own text or whose label hints at terms or notes."""
    hints = _hints(document, table)
    result: list[Candidate] = []
    for page, view in enumerate(document.pages):
        for index in range(len(view.segments)):
            pieces = view.pieces_of[index]
            for at, piece in enumerate(pieces):
                if hints[page][piece] < LEAST_HINT:
                    continue
                for end in range(at, min(len(pieces), at + MOST_PIECES)):
                    result.append(_run(page, view, index, view.pieces[piece].first, view.pieces[pieces[end]].last))
                if len(pieces) > at + MOST_PIECES:
                    result.append(_run(page, view, index, view.pieces[piece].first, len(view.segments[index].words)))
                for more in _lines_below(view, index):
                    result.append(
                        _run(page, view, index, view.pieces[piece].first, len(view.segments[index].words), more)
                    )
            result.extend(flowing(page, view, index))
    return list(dict.fromkeys(result))


def _hints(document: DocumentView, table: TextTable) -> list[list[float]]:
    """For each piece how much its text, or the text before, left of, above or heading it, speaks of terms or notes."""
    around = [
        [surroundings(view, table, piece.segment, piece.first).rows for piece in view.pieces] for view in document.pages
    ]
    own = [[table.add(piece.text) for piece in view.pieces] for view in document.pages]
    whole = [[table.add(view.segments[piece.segment].text) for piece in view.pieces] for view in document.pages]
    probabilities = table.probabilities()
    content = probabilities[:, _CONTENT].sum(axis=1)
    label = probabilities[:, _LABEL].sum(axis=1)
    return [
        [
            max(content[text], content[segment], *(label[row] for row in rows))
            for text, segment, rows in zip(own[page], whole[page], around[page], strict=True)
        ]
        for page in range(len(document.pages))
    ]


def _run(page: int, view: PageView, segment: int, first: int, last: int, more: tuple[int, ...] = ()) -> Candidate:
    words = view.segments[segment].words[first:last] + tuple(w for index in more for w in view.segments[index].words)
    text = " ".join(word.text for word in words).strip(" ,;|–—-:")
    return Candidate(text, page, segment, first, last, text, more=more)


def _lines_below(view: PageView, segment: int) -> list[tuple[int, ...]]:
    """The lines of the block that may go on with a segment: one, two, ... up to the next label."""
    result: list[tuple[int, ...]] = []
    lines: list[int] = []
    last = segment
    for index in view.stack_below[segment][:MOST_LINES]:
        pieces = view.pieces_of[index]
        opens = bool(pieces) and view.pieces[pieces[0]].is_phrase and len(pieces) > 1
        if not pieces or view.pieces[pieces[0]].text.endswith(":") or (opens and not _goes_on(view, last)):
            break
        last = index
        lines.append(index)
        result.append(tuple(lines))
    return result


def _goes_on(view: PageView, segment: int) -> bool:
    """Whether a line ends amid something: "FOB Destination, | Freight Prepaid"."""
    last = view.segments[segment].words[-1].text
    return last.endswith((",", "-", "/", "&")) or "link" in roles("payment", last)


def span_features(
    document: DocumentView, candidates: Sequence[Candidate], table: TextTable, signs: Sequence[TableSigns]
) -> Floats:
    """Slots, the run's own text, the text after it, place, and its ends."""
    around = [surroundings(document.pages[c.page], table, c.segment, c.first) for c in candidates]
    own = [table.add(c.text) for c in candidates]
    after = [table.add(_after(document, c)) for c in candidates]
    probabilities = table.probabilities()
    slots = slot_features(around, probabilities, CLASSES)
    if not candidates:
        return np.zeros(
            (0, slots.shape[1] + len(OWN_CLASSES) + len(CLASSES) + PLACE_WIDTH + SHAPE_WIDTH + FLOW_WIDTH),
            dtype=np.float32,
        )
    flows = Flows(document)
    where = [place(document, c, signs[c.page]) + _shape(document, c) + flows.features(c) for c in candidates]
    return np.hstack((
        slots, probabilities[own][:, OWN_CLASSES], probabilities[after][:, CLASSES], np.array(where, dtype=np.float32)
    )).astype(np.float32)  # fmt: skip


def _after(document: DocumentView, candidate: Candidate) -> str:
    view = document.pages[candidate.page]
    if candidate.more and candidate.rest:
        return " ".join(word.text for word in view.segments[candidate.more[-1]].words[candidate.rest :][:8])
    if candidate.more:
        follows = view.stack_below[candidate.more[-1]][:1]
        return view.segments[follows[0]].text if follows else ""
    words = view.segments[candidate.segment].words[candidate.last : candidate.last + 8]
    if words:
        return " ".join(word.text for word in words)
    below = view.below[candidate.segment]
    return view.segments[below].text if below >= 0 else ""


def _trade_terms(folded: str) -> tuple[float, float]:
    """Whether a text holds, and whether it begins with, words of trade for who delivers and who pays the freight."""
    words, openers = tuple(folded.split(" ")), _trade_words()
    found = [at for at, word in enumerate(words) for run in openers.get(word, ()) if words[at : at + len(run)] == run]
    return float(bool(found)), float(0 in found)


@cache
def _trade_words() -> dict[str, tuple[tuple[str, ...], ...]]:
    """The runs of words that are terms of trade, by their first word."""
    runs = sorted(tuple(fold(words).split(" ")) for words in merged("words")["trade_terms"])
    return {first: tuple(same) for first, same in groupby(runs, key=itemgetter(0))}


def _shape(document: DocumentView, candidate: Candidate) -> list[float]:
    view = document.pages[candidate.page]
    segment = view.segments[candidate.segment]
    text = candidate.text
    words = words_of(document, candidate)
    first_word = fold(words[0].text)
    starts = {view.pieces[i].first for i in view.pieces_of[candidate.segment]}
    phrase = any(
        view.pieces[i].is_phrase and view.pieces[i].first == candidate.first for i in view.pieces_of[candidate.segment]
    )
    return [
        len(text),
        len(words),
        float(candidate.first in starts),
        float(phrase),
        float(first_word in label_phrases()),
        float(words[-1].text.endswith((".", "!"))),
        float(words[-1].text.endswith(",")),
        float(words[-1].text.endswith(":")),
        float(_INCOTERM.search(text) is not None),
        *_trade_terms(fold(text)),
        float(_DAYS.search(text) is not None),
        float(words[0].text[:1].isupper()),
        box_of(document, candidate).width / max(view.page.width, 1),
        len(_DIGIT.findall(text)) / max(len(text), 1),
        float(candidate.last == len(segment.words)),
        len(candidate.more),
        len(_lines_below(view, candidate.segment)) - len(candidate.more) if candidate.last == len(segment.words) else 9,
    ]
