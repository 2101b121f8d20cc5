"""The smallest pieces of a page that can have a role in an order line, with their types. It gives no role to any."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from itertools import groupby, pairwise
from typing import NamedTuple, Protocol

from extraction.layout import TextLine, em, text_lines
from extraction.values import DateOrder, NumberStyle, find_dates, read_currency, read_gtin, read_number, read_unit
from models.page import Box, Page, Word

GROUP_GAP_CHARS = 1.15  # blanks inside "1 190,28" are no wider than a digit
STRIKE_LOW, STRIKE_HIGH = 0.25, 0.75  # where a rule through a word strikes it out (share of its height)
MOST_BASIS = 10_000
SEPARATORS = frozenset(["|", "¦", "||", "│", "!"])  # drawn column borders of text dumps
NUMBER_MARKS = "()[]{};:*|"

_GLUED_UNIT = re.compile(r"^([-+]?\d[\d.,'’]*)([^\W\d_]{1,10}[.²³]?)$")
_GLUED_TIMES = re.compile(r"^([xX×@àÀ])(\d[\d.,]*)$")
_GLUED_PER = re.compile(r"^([€$£]?\d[\d.,']*(?:€|[A-Z]{3})?)(/)(\d{1,5}|[^\W\d_]{1,12}\.?\d{0,4}(?:\(\w{1,2}\))?|)$")
_GLUED_LABEL = re.compile(r"^([^\W\d_][^\d:]{1,24}[:=#])([^/:\s].*)$")
_GROUP_HEAD = re.compile(r"^[-(]?[€$£]?\d{1,3}$")
_GROUP_TAIL = re.compile(r"^\d{3}(?:[.,]\d{1,4})?[€)]?$")
_BROKEN = re.compile(r"[^\W\d_]-$|\w[^\W_]-$")
_POINT_GROUPS = re.compile(r"^[-(]?[€$£]?\d{1,3}(?:\.\d{3})+,\d{1,4}[€)]?$")
_COMMA_GROUPS = re.compile(r"^[-(]?[€$£]?\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d{1,4})?[€)]?$")
_POINT_TAIL = re.compile(r"^\d{3}\.\d{1,4}[€)]?$")
_DATE_HINT = re.compile(
    r"\d[./-]\d|\b(?:kw|week|wk|sem|semaine|semana|settimana|woche|w)\b|\b(?:jan|fe|f[ée]v|m[aäà]r|a[pvb]r|m[aá][iyj]|ju[ni]|giu|lug|ao?[uûg]|se[pt]|o[ck]t|ott|nov|d[eéi][czs]|ene)",
    re.IGNORECASE,
)


class Known(Protocol):
    """What atoms ask the master data: the part of the gazetteer that lines need."""

    def is_sku(self, text: str) -> bool: ...

    def is_gtin(self, text: str) -> bool: ...

    def buyer_code(self, text: str) -> Collection[str]: ...

    def is_item_word(self, text: str) -> bool: ...


class Typed(NamedTuple):
    """What a piece of text is by itself."""

    value: Decimal | None
    number: float  # the value as a float, 0.0 where none
    decimals: int  # -1 where it is no number
    unit: bool
    money: bool  # a currency sign or code in or as the text
    percent: bool
    gtin: bool
    sku: bool
    buyer_code: bool
    digits: int
    letters: int
    key: str  # normalised for the lexicon


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


@dataclass(frozen=True, slots=True)
class AtomContext:
    """What typing needs to know of the document; `seen` remembers the types of repeated texts."""

    style: NumberStyle
    known: Known
    language: str = ""
    order: DateOrder | None = None
    anchor: date | None = None
    blank_groups: int = 0
    seen: dict[str, Typed] = field(default_factory=dict)


def normal(text: str) -> str:
    """Lower case without accents and punctuation, as the lexicons are compared."""
    if text.isascii():
        plain = text.lower()
    else:
        plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[a-z0-9]+|[%#&]", plain))


def rows_of(pages: Sequence[Page], context: AtomContext) -> tuple[Row, ...]:
    """All lines of all pages as rows of typed atoms, in reading order."""
    rows: list[Row] = []
    context = replace(context, blank_groups=blank_groups(pages, context.style))
    for number, page in enumerate(pages):
        flat = [r.box for r in page.rules if r.horizontal]
        for line in text_lines(page):
            rows.append(_row(line, number, len(rows), flat, context))
    return tuple(rows)


def _row(line: TextLine, page: int, index: int, flat: Sequence[Box], context: AtomContext) -> Row:
    parts: list[tuple[Atom, ...]] = []
    strikes = [r for r in flat if line.box.top < r.y_mid < line.box.bottom]
    for number, run in enumerate(_runs(line)):
        pieces = _pieces(run, context)
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


class _Piece(NamedTuple):
    text: str
    box: Box
    words: tuple[Word, ...]
    glued: bool


def _pieces(words: Sequence[Word], context: AtomContext) -> list[_Piece]:
    made: list[_Piece] = []
    for word in words:
        last = made[-1] if made else None
        if last is not None and _continues_number(last, word, context):
            made[-1] = _Piece(f"{last.text} {word.text}", last.box.union(word.box), (*last.words, word), last.glued)
            continue
        made.extend(_split(word, context))
    return made


def blank_groups(pages: Sequence[Page], style: NumberStyle) -> int:
    """How far "1 190,28" and "12 000" may be one number here: 0 not at all, 1 with decimals only, 2 always.

    Nothing on the pages may group thousands by a point or a comma; in English the habit must show somewhere.
    """
    pattern = _POINT_GROUPS if style.decimal != "." else _COMMA_GROUPS
    if any(pattern.match(word.text) for page in pages for word in page.words):
        return 0
    if style.decimal != "." or style.group == " ":
        return 2
    shown = any(
        _GROUP_HEAD.match(a.text) and _POINT_TAIL.match(b.text) and _near(a, b)
        for page in pages
        for line in text_lines(page)
        for a, b in pairwise(line.words)
    )
    return 2 if shown else 1


def _near(left: Word, right: Word) -> bool:
    return right.box.x0 - left.box.x1 <= GROUP_GAP_CHARS * right.box.width / max(len(right.text), 1)


def _continues_number(last: _Piece, word: Word, context: AtomContext) -> bool:
    if not context.blank_groups or not _GROUP_TAIL.match(word.text):
        return False
    decimal = context.style.decimal or ","
    if ("." in word.text and decimal == ",") or ("," in word.text and decimal == "."):
        return False
    if context.blank_groups == 1 and "." not in word.text:
        return False
    heads = last.text.split(" ")
    if not _GROUP_HEAD.match(heads[0]) or not all(re.fullmatch(r"\d{3}", h) for h in heads[1:]) or last.glued:
        return False
    return _near(last.words[-1], word)


def _split(word: Word, context: AtomContext) -> list[_Piece]:
    text = word.text
    if len(text) < 2 or text.isalpha() or text.isdigit():
        return [_Piece(text, word.box, (word,), False)]
    parts = _parts(text, context)
    if len(parts) == 1:
        return [_Piece(text, word.box, (word,), False)]
    made, start = [], 0
    share = word.box.width / len(text)
    for part in parts:
        x0, x1 = word.box.x0 + share * start, word.box.x0 + share * (start + len(part))
        made.append(_Piece(part, Box(x0, word.box.top, x1, word.box.bottom), (word,), start > 0))
        start += len(part)
    return made


def _parts(text: str, context: AtomContext) -> list[str]:
    found = _GLUED_UNIT.match(text)
    if found and read_unit(found[2]) and read_number(found[1], context.style) is not None:
        return [found[1], found[2]]
    if found and found[2] in ("x", "X") and found[1].isdigit():
        return [found[1], found[2]]
    found = _GLUED_TIMES.match(text)
    if found:
        return [found[1], found[2]]
    found = _GLUED_PER.match(text)
    if found and ("." in found[1] or "," in found[1]) and not (found[3].isdigit() and int(found[3]) > MOST_BASIS):
        return [part for part in found.groups() if part]
    found = _GLUED_LABEL.match(text)
    if found and not text.lower().startswith(("http", "mailto", "tel")):
        return [found[1], *_parts(found[2], context)]
    return [text]


def typed(text: str, context: AtomContext) -> Typed:
    """The types of a piece of text; remembered, since tables repeat themselves."""
    known = context.seen.get(text)
    if known is None:
        known = context.seen[text] = _typed(text, context)
    return known


def _typed(text: str, context: AtomContext) -> Typed:
    core = text.strip(NUMBER_MARKS)
    digits = sum(c.isdigit() for c in core)
    letters = sum(c.isalpha() for c in core)
    bare = core.rstrip("%").rstrip() if core.endswith("%") else core
    value = read_number(bare, context.style) if digits and letters <= 4 else None
    decimals = -1
    if value is not None:
        exponent = value.as_tuple().exponent
        decimals = -exponent if isinstance(exponent, int) else -1
    coded = digits >= 2 and len(core) >= 4 and decimals <= 0
    return Typed(
        value,
        float(value) if value is not None else 0.0,
        decimals,
        bool(letters) and digits <= 2 and len(core) <= 14 and read_unit(core) is not None,
        read_currency(core) is not None if not digits or letters or any(c in core for c in "€$£₹¥") else False,
        core.endswith("%"),
        digits >= 8 and letters == 0 and (read_gtin(core) is not None or context.known.is_gtin(core)),
        (coded or (len(core) >= 4 and core.isupper())) and context.known.is_sku(core),
        len(core) >= 3 and digits >= 1 and bool(context.known.buyer_code(core)),
        digits,
        letters,
        normal(core),
    )


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
        broken = before is not None and before.line != atom.line and _BROKEN.search(out) is not None
        out += atom.text if atom.glued or broken or not out else f" {atom.text}"
        before = atom
    return out
