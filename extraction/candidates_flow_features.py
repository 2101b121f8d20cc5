"""Features of runs of text by the grammar of terms and of sentences: do they begin and end where such begin and end?"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

from extraction.candidates import Candidate
from extraction.candidates_flow import Flow, ends_sentence, flow_of
from extraction.candidates_view import DocumentView, PageView
from extraction.terms_grammar import KINDS, Run, roles, runs

FLOW_WIDTH = 22


@dataclass(frozen=True, slots=True)
class _Known:
    """A flow with the runs of terms in it, and after which of its words sentences end."""

    flow: Flow
    runs: tuple[tuple[Run, ...], ...]  # one a kind
    made: tuple[tuple[int, ...], ...]  # one a kind: of the words before each, how many terms are made of
    closes: frozenset[int]


class Flows:
    """The flows of a document, each read once."""

    def __init__(self, document: DocumentView) -> None:
        self._document = document
        self._known: dict[tuple[int, int], _Known] = {}

    def features(self, candidate: Candidate) -> list[float]:
        """FLOW_WIDTH numbers."""
        known = self._flow(candidate.page, candidate.segment)
        first, last = candidate.first, _last(known.flow, candidate)
        words = known.flow.words
        view = self._document.pages[candidate.page]
        result: list[float] = []
        for found, made in zip(known.runs, known.made, strict=True):
            result += _in_runs(found, made, first, last)
        inside = [close for close in known.closes if first < close < last]
        return [
            *result,
            float(_begins_sentence(view, known, candidate)),
            float(last in known.closes),
            len(inside),
            float(first > 0 and not words[first - 1].text.endswith((".", ":", ",", ";"))),
            float(candidate.rest > 0),
            float(words[first - 1].text.endswith(":")) if first else 0.0,
        ]

    def _flow(self, page: int, segment: int) -> _Known:
        key = (page, segment)
        if key not in self._known:
            flow = flow_of(self._document.pages[page], segment)
            words = [word.text for word in flow.words]
            closes = frozenset(at + 1 for at in range(len(words)) if ends_sentence(flow.words, at))
            made = tuple(tuple(accumulate((bool(roles(kind, word)) for word in words), initial=0)) for kind in KINDS)
            found = tuple(tuple(runs(kind, words, flow.ends)) for kind in KINDS)
            self._known[key] = _Known(flow, found, made, closes)
        return self._known[key]


def _last(flow: Flow, candidate: Candidate) -> int:
    """The end of a candidate among its flow's words; of one that outruns the flow, the flow's."""
    lines = len(candidate.more)
    if not lines:
        return candidate.last
    if lines >= len(flow.ends):
        return flow.ends[-1]
    return flow.ends[lines - 1] + candidate.rest if candidate.rest else flow.ends[lines]


def _in_runs(found: tuple[Run, ...], made: tuple[int, ...], first: int, last: int) -> list[float]:
    """How a run of words lies to the nearest run of terms: the same, within, beyond it before and after."""
    run = next((one for one in found if one.first < last and first < one.last), None)
    share = (made[last] - made[first]) / max(last - first, 1)
    after = float(last + 1 < len(made) and made[last + 1] > made[last])
    if run is None:
        return [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, share, after]
    return [
        1.0 + run.sure,
        float(first in run.starts),
        float(first == run.first),
        float(last == run.last),
        max(run.first - first, 0),
        last - run.last,
        share,
        after,
    ]


def _begins_sentence(view: PageView, known: _Known, candidate: Candidate) -> bool:
    """After a full stop on its line, or at a line's start where the line above ends one or is another block's."""
    if candidate.first:
        return candidate.first in known.closes
    above = view.above[candidate.segment]
    if above < 0 or view.block_of[above] != view.block_of[candidate.segment]:
        return True
    return ends_sentence(view.segments[above].words, len(view.segments[above].words) - 1)
