"""Terms of payment and delivery that their own words and the words before them make sure of, wherever they stand.

The scorer knows places and wordings it has seen; "settlement 45 days from receipt of a correct invoice" in a footer
says by itself what it is. What is found here is offered beside the scored places, at odds that a likelier one beats.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from extraction.candidates import Candidate, box_of, words_of
from extraction.candidates_view import DocumentView, PageView
from extraction.header_choice import Scored
from extraction.label_names import names_of
from extraction.lexicon import lexicon
from extraction.terms_grammar import Run, key_of, roles, runs
from extraction.values_codes import compact
from models.page import Word

KIND_OF = {"payment_terms": "payment", "delivery_terms": "delivery"}
OFFERED = {"payment": 0.62, "delivery": 0.72}
LIKELY = 0.3  # from when on a scored run that is longer is left alone
CLOSE = 0.05  # how near a run over one more line may be to lose against terms that end
MORE = 0.005  # what whole terms are likelier than their beginning
FIRST_PAGES = 2  # further pages hold the conditions of purchase
MOST_LINES = 3  # below the first that terms go on over
LONGEST_LABEL, LONGEST_LEAD = 4, 8  # words
_EDGE = " ,;|–—-:"
_SENTENCE = (".", "!", "?")


@dataclass(frozen=True, slots=True)
class _Flow:
    """The words of a segment and of the lines below it, and where each line ends among them."""

    words: tuple[Word, ...]
    segments: tuple[int, ...]
    ends: tuple[int, ...]


def with_said_terms(document: DocumentView, name: str, found: Sequence[Scored]) -> list[Scored]:
    """The scored places of terms of payment or of delivery and those that are sure by their words."""
    result = list(found)
    for said in _said(document, KIND_OF[name]):
        near = [one for one in found if _touches(one, said)]
        longer = any(one.probability >= LIKELY and _outruns(str(one.value), str(said.value)) for one in near)
        if longer and not any(_runs_over(one, said) for one in near):
            continue
        parts = [
            one.probability
            for one in near
            if _part_of(one, said) or _ends_amid(str(one.value), str(said.value)) or _with_lead(name, one, said)
        ]
        likely = max([said.probability, *(p + MORE for p in parts if said.probability)])
        same = [one for one in result if compact(str(one.value)) == compact(str(said.value)) and _touches(one, said)]
        if not same:
            result += [replace(said, probability=likely)] if said.probability else []
            continue
        best = max(same, key=lambda one: one.probability)
        over = [one.probability for one in near if _runs_over(one, said) and one.probability < best.probability + CLOSE]
        result.remove(best)
        result.append(replace(best, probability=max([best.probability, likely, *(p + MORE for p in over)])))
    return result


def _touches(one: Scored, said: Scored) -> bool:
    """Whether a scored run begins on one of the lines of terms, beside or within them."""
    middle = one.box.top + min(one.box.height, said.box.height) / 4
    return one.page == said.page and said.box.top - 1 <= middle <= said.box.bottom and one.box.x0 < said.box.x1


def _with_lead(name: str, one: Scored, said: Scored) -> bool:
    """Whether a scored run is terms and before them what names them: "Pay 2% 10 days", "payment to be 60 days net"."""
    text, terms = str(one.value), str(said.value)
    if not text.endswith(f" {terms}"):
        return False
    return name == "payment_terms" and _pays(text.removesuffix(terms).split())  # "Lieferung frei Haus" is whole


def _part_of(one: Scored, said: Scored) -> bool:
    text = str(one.value)
    return text != said.value and f" {text} " in f" {said.value} " and " " in text


def _runs_over(one: Scored, said: Scored) -> bool:
    """Whether a scored run takes a further line where terms end with theirs."""
    return str(one.value).startswith(f"{said.value} ") and one.box.bottom > said.box.bottom + said.box.height / 2


def _same(one: Scored, other: Scored) -> bool:
    return one.page == other.page and abs(one.box.top - other.box.top) < other.box.height


def _outruns(text: str, said: str) -> bool:
    """Whether a scored run goes on where the words known of terms end."""
    return f"{said} " in f"{text} " and not text.endswith(said) and not said.endswith(_SENTENCE)


def _ends_amid(text: str, said: str) -> bool:
    """Whether a scored run ends amid terms: "erfolgt 30 Tage" before "30 Tage ohne Abzug"."""
    words, whole = text.split(), said.split()
    tails = (words[at:] for at in range(len(words)))
    return any(len(tail) < len(whole) and len(tail) > 1 and whole[: len(tail)] == tail for tail in tails)


def _said(document: DocumentView, kind: str) -> Iterator[Scored]:
    for number, view in enumerate(document.pages[:FIRST_PAGES]):
        for segment in range(len(view.segments)):
            flow = _flow_of(view, segment)
            texts = [word.text for word in flow.words]
            for run in runs(kind, texts, flow.ends):
                if run.sure and run.first < flow.ends[0] and _within_lines(flow, run):
                    first = (
                        _first_word(view, segment, texts, run)
                        if kind == "payment"
                        else _cell(view, segment, texts, run)
                    )
                    place = _scored(
                        document, number, flow, run.first if first is None else first, run.last, OFFERED[kind]
                    )
                    yield replace(place, probability=0.0) if first is None else place


def _flow_of(view: PageView, segment: int) -> _Flow:
    segments = (segment, *view.stack_below[segment][:MOST_LINES])
    words: list[Word] = []
    ends: list[int] = []
    for index in segments:
        words.extend(view.segments[index].words)
        ends.append(len(words))
    return _Flow(tuple(words), segments, tuple(ends))


def _within_lines(flow: _Flow, run: Run) -> bool:
    """Whether terms that go on below end there, or before the last line that was looked at."""
    return run.last <= flow.ends[0] or run.last < flow.ends[-1] or len(flow.ends) <= MOST_LINES


def _first_word(view: PageView, segment: int, texts: Sequence[str], run: Run) -> int | None:
    """Where terms begin that words before them name; None where nothing names them."""
    lead = _lead(view, segment, texts, run.first)
    if lead and _pays(lead[-LONGEST_LEAD:]):
        return run.first
    if not lead and _labelled(view, segment):
        return run.first
    # "Pay 2% 10 days": their first word is their label
    opens = run.first == 0 and len(run.starts) > 1 and run.starts[1] == 1
    if not lead and opens and _is_label(texts[0]):
        follows = texts[1][:1].isupper() or roles("payment", texts[1]) & {"number", "share", "code"}
        return 1 if follows else None
    return None


def _cell(view: PageView, segment: int, texts: Sequence[str], run: Run) -> int | None:
    """Where terms of delivery begin in a cell that a label names; a lone word ("FOB", "Origin") says too little."""
    if run.last - run.first == 1:
        return None
    label = " ".join(texts[: run.first])
    if label:
        return run.first if "delivery_terms" in names_of(label) else None
    near = [view.segments[at].text for at in (view.left[segment], view.above[segment]) if at >= 0]
    over = [
        view.pieces[piece].text for piece in (view.pieces_of[view.above[segment]] if view.above[segment] >= 0 else ())
    ]
    return run.first if any("delivery_terms" in names_of(text) for text in (*near, *over)) else None


def _lead(view: PageView, segment: int, texts: Sequence[str], first: int) -> list[str]:
    """The words before a place in its sentence, those of the line above where the sentence begins there."""
    lead = list(texts[:first])
    above = view.above[segment]
    if above >= 0 and view.block_of[above] == view.block_of[segment] and not any(w.endswith(_SENTENCE) for w in lead):
        line = [word.text for word in view.segments[above].words]
        lead = [*line, *lead] if len(line) > LONGEST_LABEL and not line[-1].endswith((*_SENTENCE, ":")) else lead
    cut = max(
        (at + 1 for at, word in enumerate(lead) if word.endswith(_SENTENCE) and len(word) > LONGEST_LABEL), default=0
    )
    return lead[cut:]


def _labelled(view: PageView, segment: int) -> bool:
    """Whether the text left of a segment, or the one over it, is a label of terms of payment."""
    near = [index for index in (view.left[segment], view.above[segment]) if index >= 0]
    return any(_is_label(view.segments[index].text) for index in near)


def _is_label(text: str) -> bool:
    words = text.split()
    return "payment_terms" in names_of(text) or (
        len(words) <= LONGEST_LABEL and _pays(words) and not roles("payment", words[-1]) & {"unit"}
    )


def _pays(words: Sequence[str]) -> bool:
    return any(key_of(word) in _saying() for word in words)


@cache
def _saying() -> frozenset[str]:
    return frozenset(lexicon("terms")["said"]["payment"])


def _scored(document: DocumentView, page: int, flow: _Flow, first: int, last: int, offered: float) -> Scored:
    """A run of words of a flow as a scored place; the words of its last line that follow it are not in its text."""
    text = " ".join(word.text for word in flow.words[first:last]).strip(_EDGE)
    lines = next(at for at, end in enumerate(flow.ends) if last <= end)
    place = Candidate(
        text, page, flow.segments[0], first, min(last, flow.ends[0]), text, more=flow.segments[1 : lines + 1]
    )
    words = words_of(document, place)
    return Scored(
        text, offered, page, box_of(document, place), text, min(word.confidence for word in words), cell=words[0].cell
    )
