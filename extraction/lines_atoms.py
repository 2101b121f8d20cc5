"""The smallest pieces of a page that can have a role in an order line, with their types. It gives no role to any."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import NamedTuple

from extraction.layout import TextLine, em, text_lines
from extraction.lines_pieces import blank_groups, pieces_of
from extraction.lines_slabs import slabs
from extraction.lines_types import AtomContext, Typed, typed
from extraction.values import find_dates
from models.page import Box, Page, Word

STRIKE_LOW, STRIKE_HIGH = 0.25, 0.75  # where a rule through a word strikes it out (share of its height)
SEPARATORS = frozenset(["|", "¦", "||", "│", "!"])  # drawn column borders of text dumps

BROKEN_GAP_LINES = 0.8  # white space between a number's two parts, in line heights
BROKEN_EDGE_PT = 1.5
_HEAD = re.compile(r"^[-(]?[€$£]?[1-9]\d{0,2}$")
_TAIL = re.compile(r"^0\d\d(?:[.,]\d{1,4})?[€)]?$")  # no number by itself begins so
_BROKEN = re.compile(r"[^\W_]-$")
_DATE_HINT = re.compile(
    r"\d[./-]\d|\b(?:kw|week|wk|sem|semaine|semana|settimana|woche|w)\b|\b(?:jan|fe|f[ée]v|m[aäà]r|a[pvb]r|m[aá][iyj]|ju[ni]|giu|lug|ao?[uûg]|se[pt]|o[ck]t|ott|nov|d[eéi][czs]|ene)",
    re.IGNORECASE,
)


class Atom(NamedTuple):
    """A word, a part of a glued word ("12PCE"), or the words of one number ("1 190,28")."""

    text: str
    box: Box
    words: tuple[Word, ...]
    page: int  # index of the page in the order read
    line: int  # index of the row in the order read
    segment: int
    place: int  # within the segment
    glued: bool  # no blank before it
    em: float
    struck: bool
    typed: Typed
    dates: tuple[date, ...]  # the readings of the date that it is part of
    date_start: bool


class Row(NamedTuple):
    """One text line of one page with its atoms, left to right."""

    page: int
    at: int
    box: Box
    text: str
    atoms: tuple[Atom, ...]
    segments: tuple[tuple[Atom, ...], ...]


def rows_of(pages: Sequence[Page], context: AtomContext) -> tuple[Row, ...]:
    """All lines of all pages as rows of typed atoms, in reading order."""
    rows: list[Row] = []
    context = replace(context, blank_groups=blank_groups(pages, context.style))
    for number, page in enumerate(pages):
        flat = [r.box for r in page.rules if r.horizontal]
        for line in slabs(text_lines(page)):
            row = _row(line, number, len(rows), flat, context)
            if row.atoms:  # a line of nothing but "|" is no row
                rows.append(row)
    return tuple(_mended(rows, context)) if context.blank_groups == 2 else tuple(rows)


def _mended(rows: Sequence[Row], context: AtomContext) -> list[Row]:
    """The rows, a number broken at its blank in a narrow cell put together again: "1" and "000,00" below it."""
    made = list(rows)
    for at in range(len(made) - 1):
        upper, lower = made[at], made[at + 1]
        if upper.page != lower.page or lower.box.top - upper.box.bottom > BROKEN_GAP_LINES * upper.box.height:
            continue
        for tail in lower.atoms:
            heads = [a for a in upper.atoms if _TAIL.match(tail.text) and _HEAD.match(a.text) and _under(a, tail)]
            if len(heads) == 1 and len(made[at + 1].atoms) > 1:
                text = f"{heads[0].text} {tail.text}"
                whole = heads[0]._replace(text=text, words=(*heads[0].words, *tail.words), typed=typed(text, context))
                made[at] = _replaced(made[at], heads[0], whole)
                made[at + 1] = _replaced(made[at + 1], tail, None)
    return made


def _under(head: Atom, tail: Atom) -> bool:
    a, b = head.box, tail.box
    return min(abs(a.x0 - b.x0), abs(a.x1 - b.x1), abs(a.x_mid - b.x_mid)) <= BROKEN_EDGE_PT


def _replaced(row: Row, old: Atom, new: Atom | None) -> Row:
    """The row with one atom exchanged, or without it; places within the segment are counted anew."""
    segments = []
    for segment in row.segments:
        kept = [new if a is old else a for a in segment]
        segments.append(tuple(a._replace(place=n) for n, a in enumerate(a for a in kept if a is not None)))
    parts = tuple(tuple(a._replace(segment=n) for a in part) for n, part in enumerate(p for p in segments if p))
    return row._replace(atoms=tuple(a for part in parts for a in part), segments=parts)


def _row(line: TextLine, page: int, index: int, flat: Sequence[Box], context: AtomContext) -> Row:
    parts: list[tuple[Atom, ...]] = []
    strikes = [r for r in flat if line.box.top < r.y_mid < line.box.bottom]
    for number, run in enumerate(_runs(line)):
        pieces = pieces_of(run, context)
        dated = _dated([p.text for p in pieces], [p.glued for p in pieces], context)
        parts.append(
            tuple(
                Atom(
                    piece.text,
                    piece.box,
                    piece.words,
                    page,
                    index,
                    number,
                    place,
                    piece.glued,
                    em(piece.words[0]),
                    _struck(piece.box, strikes),
                    typed(piece.text, context),
                    dated[place][0],
                    dated[place][1],
                )
                for place, piece in enumerate(pieces)
            )
        )
    return Row(page, index, line.box, line.text, tuple(a for part in parts for a in part), tuple(parts))


def _runs(line: TextLine) -> list[tuple[Word, ...]]:
    """The segments' words, parted where a border is drawn with letters as well."""
    runs: list[tuple[Word, ...]] = []
    for segment in line.segments:
        if any(w.text in SEPARATORS for w in segment.words):
            for border, words in groupby(segment.words, key=lambda w: w.text in SEPARATORS):
                if not border:
                    runs.append(tuple(words))
        else:
            runs.append(segment.words)
    return runs


def _dated(texts: Sequence[str], glued: Sequence[bool], context: AtomContext) -> list[tuple[tuple[date, ...], bool]]:
    none: tuple[tuple[date, ...], bool] = ((), False)
    result = [none] * len(texts)
    whole = ""
    starts: list[int] = []
    for text, together in zip(texts, glued, strict=True):
        whole += "" if together or not whole else " "
        starts.append(len(whole))
        whole += text
    if not _DATE_HINT.search(whole) or not any(c.isdigit() for c in whole):
        return result
    for found in find_dates(whole, context.language, context.order, context.anchor):
        inside = [i for i, start in enumerate(starts) if start < found.end and start + len(texts[i]) > found.start]
        for i in inside:
            result[i] = (found.dates, i == inside[0])
    return result


def _struck(box: Box, strikes: Sequence[Box]) -> bool:
    low, high = box.top + STRIKE_LOW * box.height, box.top + STRIKE_HIGH * box.height
    return any(low < r.y_mid < high and r.x0 <= box.x0 + 1.5 and r.x1 >= box.x1 - 1.5 for r in strikes)


def joined_text(atoms: Sequence[Atom]) -> str:
    """The text of atoms in their order; no blank before a glued part, or after a word broken at its hyphen."""
    out = ""
    before: Atom | None = None
    for atom in atoms:
        below = before is not None and (before.line != atom.line or atom.box.top >= before.box.y_mid)
        broken = below and _BROKEN.search(out) is not None
        out += atom.text if atom.glued or broken or not out else f" {atom.text}"
        before = atom
    return out
