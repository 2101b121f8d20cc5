"""Labels of parties that a form spells downwards beside a block, letter under letter."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from extraction.candidates_view import PageView
from extraction.scoring_text import label_phrases

LETTERS_APART_EM, LETTERS_GAP = 0.7, 2.5


def spelt_labels(view: PageView) -> dict[int, str]:
    """Segment → the label that it is a letter of, where a form spells one downwards beside a block (S, H, I, P)."""
    letters = [
        index
        for index, segment in enumerate(view.segments)
        if len(segment.words) == 1 and len(segment.text) == 1 and segment.text.isupper()
    ]
    columns: dict[int, list[int]] = {}
    for index in letters:
        apart = LETTERS_APART_EM * view.body_pt
        near = [first for first in columns if abs(_middle(view, first) - _middle(view, index)) <= apart]
        last = view.segments[columns[near[-1]][-1]].box if near else None
        if last is not None and view.segments[index].box.top - last.bottom <= LETTERS_GAP * last.height:
            columns[near[-1]].append(index)
        else:
            columns[index] = [index]
    result: dict[int, str] = {}
    for run in columns.values():
        for cut in _words_of(tuple(view.segments[index].text for index in run)):
            result.update(dict.fromkeys(run[cut[0] : cut[1]], cut[2]))
    return result


def _middle(view: PageView, segment: int) -> float:
    return view.segments[segment].box.x_mid


def _words_of(letters: tuple[str, ...]) -> list[tuple[int, int, str]]:
    """Labels of parties among letters that follow each other downwards: their place and their words."""
    text, found, start = "".join(letters).lower(), [], 0
    while start < len(text):
        end = next((end for end in range(len(text), start + 3, -1) if text[start:end] in _joined_labels()), 0)
        if end:
            found.append((start, end, _joined_labels()[text[start:end]]))
        start = end or start + 1
    return found


@cache
def _joined_labels() -> Mapping[str, str]:
    """Labels of parties without their blanks."""
    wanted = {"ship_to", "bill_to", "vendor", "buyer"}
    return {key.replace(" ", ""): key.upper() for key, names in label_phrases().items() if wanted & set(names)}
