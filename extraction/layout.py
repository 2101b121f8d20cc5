"""Pure geometry: words to text lines, segments and blocks. It knows nothing of tables, labels or languages."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from models.page import Box, Page, Word

SAME_LINE_OVERLAP = 0.5  # share of the smaller word's height that two words of one line have in common
SAME_BASELINE = 0.45  # their bottoms differ by at most this share of the smaller height, ...
SAME_MIDDLE = 0.3  # ... or their middles do (boxes hugging the ink of a dash or an exponent)
NEIGHBOUR_GAP_EM = 0.6  # an exponent touches what it stands on
SEGMENT_GAP_EM = 1.0  # a wider gap than this between two words is no blank
BLOCK_GAP_LINES = 0.85  # blank between two lines of a block, in line heights
BLOCK_ALIGN_EM = 0.6  # how far left edges of a block may differ
BLOCK_SIZE_RATIO = 1.35  # lines of a block have about one size
BUCKET_PT = 6.0
LEAST_EM_PT = 4.0
CACHED_PAGES = 16
CELL_BOTTOM_SHARE = 0.45

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of words on one line without a wide gap, a ruling line or a cell border in between."""

    words: tuple[Word, ...]
    box: Box
    text: str


@dataclass(frozen=True, slots=True)
class TextLine:
    """All words that share a base line, left to right, and the segments they fall into."""

    words: tuple[Word, ...]
    box: Box
    text: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Segments stacked closely with a common left edge, top to bottom; `text` has one line per segment."""

    segments: tuple[Segment, ...]
    box: Box
    text: str


def em(word: Word) -> float:
    """The word's size in points: the font's where known, else guessed from the box."""
    return max(word.size_pt or word.box.height * 0.95, LEAST_EM_PT)


def box_of(words: Iterable[Word | Segment | TextLine]) -> Box:
    boxes = [w.box for w in words]
    return Box(
        min(b.x0 for b in boxes), min(b.top for b in boxes), max(b.x1 for b in boxes), max(b.bottom for b in boxes)
    )


def joined(words: Iterable[Word]) -> str:
    return " ".join(w.text for w in words)


# ---------------------------------------------------------------- a small memory, since two rooms ask for the same page
_memory: dict[str, OrderedDict[int, tuple[Page, object]]] = {}


def _remembered(kind: str, page: Page, make: Callable[[Page], T]) -> T:
    held = _memory.setdefault(kind, OrderedDict())
    hit = held.get(id(page))
    if hit is not None and hit[0] is page:
        return hit[1]  # type: ignore[return-value]
    made = make(page)
    held[id(page)] = (page, made)
    while len(held) > CACHED_PAGES:
        held.popitem(last=False)
    return made


def text_lines(page: Page) -> tuple[TextLine, ...]:
    """The page's lines from top to bottom; words of one line may lie far apart."""
    return _remembered("lines", page, _text_lines)


def segments(page: Page) -> tuple[Segment, ...]:
    """The segments of all lines, top to bottom, left to right."""
    return tuple(s for line in text_lines(page) for s in line.segments)


def blocks(page: Page) -> tuple[Block, ...]:
    """Left-aligned stacks of segments, in the order of their first lines."""
    return _remembered("blocks", page, _blocks)


# ---------------------------------------------------------------- lines
class _OpenLine:
    __slots__ = ("bottom", "cell", "em", "height", "mid", "top", "words", "x1")

    def __init__(self, word: Word) -> None:
        self.words: list[Word] = []
        self.add(word)

    def add(self, word: Word) -> None:
        self.words.append(word)
        top, bottom = _extent(word)
        self.top, self.bottom, self.x1 = top, bottom, word.box.x1
        self.mid, self.height, self.em = (top + bottom) / 2, bottom - top, em(word)


def _extent(word: Word) -> tuple[float, float]:
    """Top and bottom as if the word had letters: a dash's or comma's own box is too low to compare."""
    box = word.box
    least = 0.5 * em(word)
    if box.height >= least:
        return box.top, box.bottom
    spare = (least - box.height) / 2
    return box.top - spare, box.bottom + spare


def _fit(line: _OpenLine, word: Word, top: float, bottom: float) -> float:
    """How well `word` continues `line` (0 = not at all); compared with the nearest word, so a slope does not add up."""
    smaller = min(bottom - top, line.height)
    overlap = min(bottom, line.bottom) - max(top, line.top)
    if overlap < SAME_LINE_OVERLAP * smaller:
        return 0.0
    off_base = abs(bottom - line.bottom)
    off_mid = abs((top + bottom) / 2 - line.mid)
    larger = max(bottom - top, line.height)
    near = word.box.x0 - line.x1 < NEIGHBOUR_GAP_EM * max(line.em, em(word))
    if off_base > SAME_BASELINE * smaller and off_mid > SAME_MIDDLE * (larger if near else smaller):
        return 0.0
    if word.box.x0 < line.x1 - 0.5 * min(word.box.width, larger):  # printed over each other: two lines
        return 0.0
    return 1.0 + overlap / larger - min(off_base, off_mid) / larger


def _text_lines(page: Page) -> tuple[TextLine, ...]:
    open_lines: list[_OpenLine] = []
    buckets: dict[int, list[_OpenLine]] = {}
    for word in sorted(page.words, key=lambda w: (w.box.x0, w.box.top)):
        top, bottom = _extent(word)
        best, best_fit = None, 0.0
        first, last = int(top // BUCKET_PT), int(bottom // BUCKET_PT)
        for bucket in range(first - 1, last + 2):
            for line in buckets.get(bucket, ()):
                fit = _fit(line, word, top, bottom)
                if fit > best_fit:
                    best, best_fit = line, fit
        if best is None:
            best = _OpenLine(word)
            open_lines.append(best)
        else:
            held = buckets[int(best.mid // BUCKET_PT)]
            held.remove(best)
            best.add(word)
        buckets.setdefault(int(best.mid // BUCKET_PT), []).append(best)
    vertical = [r.box for r in page.rules if not r.horizontal]
    made = [_line(tuple(o.words), vertical) for o in open_lines]
    made.sort(key=lambda t: (t.box.y_mid, t.box.x0))
    return tuple(made)


def _line(words: tuple[Word, ...], vertical: Sequence[Box]) -> TextLine:
    box = box_of(words)
    here = [r for r in vertical if r.top < box.y_mid < r.bottom]
    runs: list[list[Word]] = []
    for word in words:
        if runs and _same_run(runs[-1][-1], word, here):
            runs[-1].append(word)
        else:
            runs.append([word])
    parts = tuple(Segment(tuple(r), box_of(r), joined(r)) for r in runs)
    return TextLine(words, box, joined(words), parts)


def _same_run(left: Word, right: Word, vertical: Sequence[Box]) -> bool:
    if left.cell or right.cell:
        return left.cell == right.cell
    gap = right.box.x0 - left.box.x1
    if gap > SEGMENT_GAP_EM * max(em(left), em(right)):
        return False
    return not any(left.box.x_mid < r.x_mid < right.box.x_mid and r.x_mid > left.box.x1 - 1.5 for r in vertical)


# ---------------------------------------------------------------- blocks
def _blocks(page: Page) -> tuple[Block, ...]:
    stacks: list[list[Segment]] = []
    live: list[list[Segment]] = []
    flat = [r.box for r in page.rules if r.horizontal]
    for segment in segments(page):
        live = [s for s in live if segment.box.top - s[-1].box.bottom <= 2.5 * s[-1].box.height]
        fitting = [s for s in live if _stacks(s[-1], segment, flat)]
        if fitting:
            max(fitting, key=lambda s: s[-1].box.bottom).append(segment)
        else:
            stack = [segment]
            stacks.append(stack)
            live.append(stack)
    return tuple(Block(tuple(s), box_of(s), "\n".join(x.text for x in s)) for s in stacks)


def _stacks(upper: Segment, lower: Segment, flat: Sequence[Box]) -> bool:
    a, b = upper.box, lower.box
    size_a, size_b = em(upper.words[0]), em(lower.words[0])
    if b.y_mid <= a.y_mid or max(size_a, size_b) > BLOCK_SIZE_RATIO * min(size_a, size_b):
        return False
    if b.top - a.bottom > BLOCK_GAP_LINES * max(a.height, b.height):
        return False
    if abs(a.x0 - b.x0) > BLOCK_ALIGN_EM * max(size_a, size_b):
        return False
    left, right = max(a.x0, b.x0), min(a.x1, b.x1)
    return not any(a.y_mid < r.y_mid < b.y_mid and r.x0 < right and r.x1 > left for r in flat)
