"""Words cut into the pieces that can have a role: "12PCE" is two, "1 190,28" is one. It gives no role to any."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extraction.layout import text_lines
from extraction.lines_types import AtomContext
from extraction.values import NumberStyle, read_number, read_unit
from models.page import Box, Page, Word

GROUP_GAP_CHARS = 1.15  # blanks inside "1 190,28" are no wider than a digit
MOST_BASIS = 10_000
ALIGNED_PT = 1.5
_GLUED_UNIT = re.compile(r"^([-+]?\d[\d.,'’]*)([^\W\d_]{1,12}(?:[.²³]|\([^\W\d_]{1,3}\))?)$")
_WORD = re.compile(r"[^\W\d_][^\W\d_A-Z]{3,}(?:\(\w+\))?")  # a word that no code ends with
_GLUED_TIMES = re.compile(r"^([xX×@àÀ])(\d[\d.,]*)$")
_GLUED_PER = re.compile(r"^([€$£]?\d[\d.,']*(?:€|[A-Z]{3})?)(/)(\d{1,5}|[^\W\d_]{1,12}\.?\d{0,4}(?:\(\w{1,2}\))?|)$")
_GLUED_LABEL = re.compile(r"^([^\W\d_][^\d:]{1,24}[:=#])([^/:\s].*)$")
_GROUP_HEAD = re.compile(r"^[-(]?[€$£]?\d{1,3}$")
_GROUP_TAIL = re.compile(r"^\d{3}(?:[.,]\d{1,4})?(?:[€)]|(?<=[.,]\d\d)[A-Z]{3})?[,;:]?$")
_POINT_GROUPS = re.compile(r"^[-(]?[€$£]?\d{1,3}(?:\.\d{3})+,\d{1,4}[€)]?$")
_COMMA_GROUPS = re.compile(r"^[-(]?[€$£]?\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d{1,4})?[€)]?$")
_POINT_TAIL = re.compile(r"^\d{3}\.\d{1,4}[€)]?$")


class Piece(NamedTuple):
    text: str
    box: Box
    words: tuple[Word, ...]
    glued: bool


def pieces_of(words: Sequence[Word], context: AtomContext) -> list[Piece]:
    made: list[Piece] = []
    for word in words:
        parts = _split(word, context)
        if made and _continues_number(made, parts[0], context):
            last, tail = made[-1], parts[0]
            text = f"{last.text} {tail.text}"
            made[-1] = Piece(text, last.box.union(tail.box), (*last.words, *tail.words), last.glued)
            parts = parts[1:]
        made.extend(parts)
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
    """Whether only the blank of a number lies between; in a narrow cell a number is broken at it: "1" over "000"."""
    if right.box.top > left.box.y_mid:
        edges = (left.box.x0 - right.box.x0, left.box.x1 - right.box.x1, left.box.x_mid - right.box.x_mid)
        return right.box.top - left.box.bottom < left.box.height and min(map(abs, edges)) <= ALIGNED_PT
    return right.box.x0 - left.box.x1 <= GROUP_GAP_CHARS * right.box.width / max(len(right.text), 1)


def _continues_number(made: Sequence[Piece], tail: Piece, context: AtomContext) -> bool:
    if not context.blank_groups or not _GROUP_TAIL.match(tail.text):
        return False
    decimal, body = context.style.decimal or ",", tail.text.rstrip(",;:")
    if ("." in body and decimal == ",") or ("," in body and decimal == "."):
        return False
    if context.blank_groups == 1 and "." not in body:
        return False
    last = made[-1]
    heads = last.text.split(" ")
    if not _GROUP_HEAD.match(heads[0]) or not all(re.fullmatch(r"\d{3}", h) for h in heads[1:]):
        return False
    labelled = len(made) > 1 and made[-2].text.endswith((":", "="))
    return (labelled or not last.glued) and _near(last.words[-1], tail.words[0])


def _split(word: Word, context: AtomContext) -> list[Piece]:
    text = word.text
    if len(text) < 2 or text.isalpha() or text.isdigit():
        return [Piece(text, word.box, (word,), False)]
    parts = _parts(text, context)
    if len(parts) == 1:
        return [Piece(text, word.box, (word,), False)]
    made, start = [], 0
    share = word.box.width / len(text)
    for part in parts:
        x0, x1 = word.box.x0 + share * start, word.box.x0 + share * (start + len(part))
        made.append(Piece(part, Box(x0, word.box.top, x1, word.box.bottom), (word,), start > 0))
        start += len(part)
    return made


def _parts(text: str, context: AtomContext) -> list[str]:
    """The parts of a glued word; a comma that ends it stays with the last of them."""
    core = text.rstrip(",;")
    parts = _core_parts(core, context) if core else [text]
    parts[-1] += text[len(core) :] if core else ""
    return parts


def _counted(number: str, word: str) -> bool:
    """Whether letters behind a number are its unit, known or not: a code has no decimals and ends with no word."""
    return read_unit(word) is not None or "," in number or "." in number or _WORD.fullmatch(word) is not None


def _core_parts(text: str, context: AtomContext) -> list[str]:
    found = _GLUED_UNIT.match(text)
    if found and _counted(found[1], found[2]) and read_number(found[1], context.style) is not None:
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
        return [found[1], *_core_parts(found[2], context)]
    return [text]
