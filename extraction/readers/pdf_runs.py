"""Runs of glyphs put together: pieces of one word joined, words typed letter by letter, words struck twice. Pure."""

from __future__ import annotations

import itertools
from typing import NamedTuple

from extraction.readers.clean_text import clean
from models.page import Box

STRUCK_EM = 0.15  # the same text this near is one word struck twice (a poor man's bold)
BAND_PT = 8.0  # height of the bands of a page in which words struck twice are looked for
FEW_LETTERS = 4  # single letters in a row, from which on they are one word typed apart


class Run(NamedTuple):
    """A word on the upright page; `owner` is the text object of its first glyph, `struck` a double strike."""

    text: str
    box: Box
    size_pt: float
    owner: int
    struck: bool = False


def joined(runs: list[Run], after_blank: list[bool]) -> list[Run]:
    """Pieces of a word that the file draws at different times (accents, changes of font), and typed-out spacing."""
    order = sorted(range(len(runs)), key=lambda place: (round(runs[place].box.bottom), runs[place].box.x0))
    result: list[Run] = []
    previous = -2
    for place in order:
        run = runs[place]
        # Neighbours in the stream were already told apart with better knowledge (a blank may stand between).
        if result and abs(place - previous) != 1 and not after_blank[place] and _touch(result[-1], run):
            before = result[-1]
            result[-1] = before._replace(text=clean(before.text + run.text), box=before.box.union(run.box))
        else:
            result.append(run)
        previous = place
    return _typed_apart(result)


def _touch(left: Run, right: Run) -> bool:
    em = max(left.size_pt, right.size_pt)
    gap = right.box.x0 - left.box.x1
    return abs(left.box.bottom - right.box.bottom) < 0.1 * em and -0.1 * em < gap < 0.06 * em and len(left.text) > 0


def _typed_apart(runs: list[Run]) -> list[Run]:
    # "B O N  D E  C O M M A N D E": single letters with blanks between them, words by wider blanks.
    if sum(map(_letter, runs)) < FEW_LETTERS:
        return runs
    result: list[Run] = []
    start = 0
    while start < len(runs):
        end = start + 1
        while (
            end < len(runs) and _letter(runs[end - 1]) and _letter(runs[end]) and _neighbours(runs[end - 1], runs[end])
        ):
            end += 1
        if end - start >= FEW_LETTERS and _letter(runs[start]):
            result.extend(_letters_joined(runs[start:end]))
        else:
            result.extend(runs[start:end])
        start = end
    return result


def _letter(run: Run) -> bool:
    return len(run.text) == 1 and run.text.isalpha()


def _neighbours(left: Run, right: Run) -> bool:
    em = max(left.size_pt, right.size_pt)
    return abs(left.box.bottom - right.box.bottom) < 0.1 * em and 0 < right.box.x0 - left.box.x1 < 1.5 * em


def _letters_joined(letters: list[Run]) -> list[Run]:
    gaps = [right.box.x0 - left.box.x1 for left, right in itertools.pairwise(letters)]
    usual = sorted(gaps)[len(gaps) // 3]
    words = [letters[0]]
    for gap, letter in zip(gaps, letters[1:], strict=True):
        if gap > usual + 0.2 * letter.size_pt:
            words.append(letter)
        else:
            words[-1] = words[-1]._replace(text=words[-1].text + letter.text, box=words[-1].box.union(letter.box))
    return words


def without_double_strikes(runs: list[Run]) -> list[Run]:
    """A word drawn twice with a hair's offset (fake bold, a shadow) once, marked `struck`."""
    seen: dict[tuple[str, int], list[int]] = {}
    result: list[Run] = []
    for run in runs:
        bottom, near = run.box.bottom, STRUCK_EM * run.size_pt
        for band in range(int((bottom - near) // BAND_PT), int((bottom + near) // BAND_PT) + 1):
            others = seen.get((run.text, band))
            twin = _twin(result, others, run.box, near) if others else None
            if twin is not None:
                result[twin] = result[twin]._replace(struck=True)
                break
        else:
            seen.setdefault((run.text, int(bottom // BAND_PT)), []).append(len(result))
            result.append(run)
    return result


def _twin(runs: list[Run], places: list[int], box: Box, near: float) -> int | None:
    for place in places:
        other = runs[place].box
        if abs(other.x0 - box.x0) < near and abs(other.bottom - box.bottom) < near:
            return place
    return None
