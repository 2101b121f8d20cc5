"""Instructions for the order that their own words make sure of, wherever they stand; sentences of the form are none.

The scorer knows places and wordings it has seen. A sentence below the table that asks for something at the dock, or
one beside a label of notes, says by itself what it is, and is offered beside the scored places. What stands beside a
label of notes is a note whatever it says; elsewhere what is printed on every order is worth little.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from extraction.candidates import box_of, words_of
from extraction.candidates_flow import Flow, ends_sentence, flow_of, run_in
from extraction.candidates_view import DocumentView, PageView
from extraction.gazetteer import fold
from extraction.header_choice import Scored
from extraction.instructions import wording
from extraction.label_names import names_of
from extraction.layout import em
from extraction.lexicon import merged
from extraction.values_codes import compact, has_digit

OFFERED, LABELLED, LONE = 0.8, 0.84, 0.6
LIKED = 0.15  # what the scorer's own opinion adds to that
COUNTED = ("PCE", "BOX", "CTN", "PAK", "BAG", "ROL", "SET", "PR", "DZN", "SHT", "BTL", "CAN", "TUB")
OF_FORM = 0.3  # what a sentence of the form keeps of its probability
FIRST_PAGES = 3  # further pages hold the conditions of purchase
SMALL_PRINT = 0.8  # of the size that most of a page is printed in
RUNS_ON = 0.7  # of the width of its paragraph, from when on a line runs on into the next
LONGEST_LABEL = 4  # words
LEAST_OPEN = 6  # words of an instruction that no full stop ends
CELLS_OF_ROW, NUMBERS_OF_ROW = 4, 2  # of a row of the table of items


@dataclass(frozen=True, slots=True)
class _Table:
    """Where on a page the rows of items begin and end; nothing between is said of the whole order."""

    top: float
    bottom: float

    def holds(self, y: float) -> bool:
        return self.top < y < self.bottom


def with_said_notes(document: DocumentView, found: Sequence[Scored], elsewhere: Sequence[Scored] = ()) -> list[Scored]:
    """The scored places of notes and those that are sure by their words, sentences of the form held back.

    `elsewhere` are likely places of other fields: a sentence that says when or where to deliver says no more.
    """
    result = [_judged(document, one) for one in found]
    for said in _said(document):
        if any(_holds(said, one) for one in elsewhere) or _orders_items(document, said):
            continue
        same = [one for one in result if compact(str(one.value)) == compact(str(said.value))]
        best = max(same, key=lambda one: one.probability, default=None)
        if best is None:
            result.append(said)
        else:  # what the scorer likes too comes before what only its words say
            likely = said.probability + LIKED * best.probability
            result[result.index(best)] = replace(best, probability=max(best.probability, likely))
    return result


def _holds(one: Scored, other: Scored) -> bool:
    a, b = one.box, other.box
    return one.page == other.page and a.top <= b.y_mid <= a.bottom and b.x0 < a.x1 and a.x0 < b.x1


def _orders_items(document: DocumentView, said: Scored) -> bool:
    """Whether a sentence names an article, or pieces of one in running text: it is a line of the order."""
    words = [word.strip(" ,;:.()") for word in str(said.value).split()]
    if any(has_digit(word) and (document.gazetteer.is_sku(word) or document.gazetteer.is_gtin(word)) for word in words):
        return True
    counted = any(a.isdigit() and fold(b) in _pieces() for a, b in pairwise(words))
    return counted and document.pages[said.page].page.source == "grid" and not said.cell


@cache
def _pieces() -> frozenset[str]:
    units = merged("units")
    return frozenset(fold(word) for code in COUNTED for word in units[code])


def _judged(document: DocumentView, one: Scored) -> Scored:
    told = wording(str(one.value))
    if not told.form or _labelled_place(document, one):
        return one
    return replace(one, probability=one.probability * OF_FORM)


def _labelled_place(document: DocumentView, one: Scored) -> bool:
    """Whether a label of notes stands before a place, left of it or over its paragraph."""
    view = document.pages[one.page]
    for index, segment in enumerate(view.segments):
        if segment.box.top <= one.box.top + segment.box.height / 2 <= segment.box.bottom and (
            segment.box.x0 - 1 <= one.box.x0 < segment.box.x1
        ):
            before = [word.text for word in segment.words if word.box.x1 <= one.box.x0 + 0.1]
            return _is_notes_label(" ".join(before)) if before else _labelled(view, index)
    return False


def _said(document: DocumentView) -> Iterator[Scored]:
    for number, view in enumerate(document.pages[:FIRST_PAGES]):
        table = _table_of(view)
        for segment, shown in enumerate(view.segments):
            if not table.holds(shown.box.y_mid) and em(shown.words[0]) >= SMALL_PRINT * view.body_pt:
                yield from _said_from(document, number, segment, table)


def _table_of(view: PageView) -> _Table:
    """From the first to the last line of at least four cells, two of them numbers."""
    rows = []
    for line in range(max(view.line_of, default=-1) + 1):
        cells = [view.segments[at] for at, own in enumerate(view.line_of) if own == line]
        numbers = sum(_is_number(cell.text) for cell in cells)
        if len(cells) >= CELLS_OF_ROW and numbers >= NUMBERS_OF_ROW:
            rows.append(cells[0].box)
    return _Table(rows[0].top, rows[-1].top) if rows else _Table(0.0, 0.0)


def _is_number(text: str) -> bool:
    return any(ch.isdigit() for ch in text) and not any(ch.isalpha() for ch in text)


def _said_from(document: DocumentView, number: int, segment: int, table: _Table) -> Iterator[Scored]:
    """The instructions that begin in a segment, each with those that follow it."""
    view = document.pages[number]
    flow = flow_of(view, segment)
    for first in _beginnings(view, segment, flow):
        last = _end(view, flow, first)
        probability = _probability(view, segment, flow, (first, last), table)
        if not probability:
            continue
        while last < len(flow.words) and wording(_text(flow, last, _end(view, flow, last))).instructs:
            last = _end(view, flow, last)
        place = run_in(number, flow, first, last)
        words = words_of(document, place)
        yield Scored(
            place.text, probability, number, box_of(document, place), place.text,
            min(word.confidence for word in words), cell=words[0].cell,
        )  # fmt: skip


def _text(flow: Flow, first: int, last: int) -> str:
    return " ".join(word.text for word in flow.words[first:last])


def _beginnings(view: PageView, segment: int, flow: Flow) -> list[int]:
    """Where sentences begin in a segment: at its start, behind a full stop or behind a label."""
    own = flow.ends[0]
    behind = [at + 1 for at in range(own - 1) if ends_sentence(flow.words, at)]
    label = next((at + 1 for at in range(min(own - 1, LONGEST_LABEL)) if flow.words[at].text.endswith(":")), 0)
    if label:
        return [label, *(at for at in behind if at > label)] if _is_notes_label(_text(flow, 0, label)) else []
    return [0, *behind] if _opens(view, segment) and not names_of(view.segments[segment].text) else behind


def _opens(view: PageView, segment: int) -> bool:
    """Whether a segment begins a sentence: nothing of its paragraph above it runs on into it."""
    above = view.above[segment]
    if above < 0 or view.block_of[above] != view.block_of[segment]:
        return True
    over = view.segments[above]
    ended = over.words[-1].text.endswith((".", "!", "?", ":")) or _is_notes_label(over.text)
    return ended or (_is_short(view, above) and view.segments[segment].text[:1].isupper())


def _is_short(view: PageView, segment: int) -> bool:
    """Whether a line ends well before others of its paragraph do."""
    return view.segments[segment].box.width < RUNS_ON * view.blocks[view.block_of[segment]].box.width


def _end(view: PageView, flow: Flow, first: int) -> int:
    """Behind the full stop that ends a sentence, or where its lines end before a label or another beginning."""
    stop = next((at + 1 for at in range(first, len(flow.words)) if ends_sentence(flow.words, at)), len(flow.words))
    ends = ends_sentence(flow.words, stop - 1)
    for line, segment in zip(flow.ends, flow.segments, strict=True):
        if first < line < stop and _begins_anew(flow, line, ends and not _is_short(view, segment)):
            return line
    return stop


def _begins_anew(flow: Flow, at: int, runs_on: bool) -> bool:
    """Whether a line of a paragraph is none of the sentence above it: it has a label, or that has ended."""
    labelled = any(word.text.endswith(":") for word in flow.words[at : at + LONGEST_LABEL])
    return labelled or (not runs_on and not flow.words[at].text[:1].islower())


def _probability(view: PageView, segment: int, flow: Flow, run: tuple[int, int], table: _Table) -> float:
    first, last = run
    told = wording(_text(flow, first, last))
    if not told.could_instruct:
        return 0.0
    lead = _text(flow, 0, first)
    if _is_notes_label(lead) if lead else _labelled(view, segment):
        return LABELLED
    if told.instructs and (_stops(flow, last) or last - first >= LEAST_OPEN):
        return OFFERED
    lone = first == 0 and last == len(flow.words) and view.segments[segment].box.top > table.bottom > 0
    return LONE if lone and not _joined(view, segment) and _stops(flow, last) else 0.0


def _joined(view: PageView, segment: int) -> bool:
    above = view.above[segment]
    return above >= 0 and view.block_of[above] == view.block_of[segment]


def _stops(flow: Flow, last: int) -> bool:
    return ends_sentence(flow.words, last - 1)


def _labelled(view: PageView, segment: int) -> bool:
    """Whether the text left of a segment, or the one over it, is a label of notes."""
    near = [index for index in (view.left[segment], view.above[segment]) if index >= 0]
    return any(_is_notes_label(view.segments[index].text) for index in near)


def _is_notes_label(text: str) -> bool:
    return "notes" in names_of(text)
