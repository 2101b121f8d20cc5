"""Every place of a document that could hold a header value, typed and normalised. Which one does, scoring says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from extraction.candidates_view import DocumentView, PageView, word_starts, words_at
from extraction.gazetteer import fold
from extraction.lexicon import merged
from extraction.values import (
    find_dates,
    find_numbers,
    read_currency,
    read_email,
    read_vat_id,
)
from extraction.values_codes import EMAIL, VAT_SHAPES, has_digit
from models.page import Box, Word

Value = date | Decimal | str
_CODE_EDGE = " .,:;#*()[]{}\"'«»|!?=<>“”„"
_CODE = re.compile(r"[A-Za-z0-9][\w./\\–—+&-]*", re.ASCII)
_GLUED = re.compile(r"^[^\W\d_.]{1,20}\.?[:#°º=](?=\S*\d)|^[#№]")
_SHORT_CODE = re.compile(r"[A-Za-z]?\d{1,3}[A-Za-z]?|[A-Z]")
# Argentina, Colombia, the United States, Italy, Australia, Chile, Brazil, Venezuela, the Dominican Republic: numbers
# without a country's letters.
_NATIONAL_TAX_ID = re.compile(
    r"\d{2}-\d{8}-\d|\d{3}\.?\d{3}\.?\d{3}-\d|\d{2}-\d{7}|\d{11}|\d{2}( ?\d{3}){3}"
    r"|\d{1,2}\.\d{3}\.\d{3}-[\dkK]|\d{8}-[\dkK]|\d{2}\.\d{3}\.\d{3}/\d{4}-\d{2}|[JGV]-?\d{8}-\d|\d-\d{2}-\d{5}-\d"
)
LONGEST_JOINED_WORDS = 4
# A word that may be part of a number written with blanks: with digits, a stroke, or a few capitals.
_JOINABLE = re.compile(r"[\w./#-]*\d[\w./-]*[,;:]?|[-/–]|[A-Z.]{1,5}")
_COMPACT_DATE = re.compile(r"20\d{6}")
LONGEST_CITY_WORDS = 4
LEAST_SENTENCE_WORDS = 4
LONGEST_CODE = 30
LONGEST_VAT_WORDS = 5
LEAST_TAX_DIGITS = 7
LENGTH_OF_YEAR = 4
_DIGITS = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value and its place: words `first`..`last` (exclusive) of a segment of a page (indices into the view)."""

    value: Value
    page: int
    segment: int
    first: int
    last: int
    text: str
    kind: str = ""  # of a date: full, no_year, week, relative; of a code: word, joined, glued, short
    alternatives: tuple[Value, ...] = ()
    more: tuple[int, ...] = ()  # of a run of text: the segments below it that it goes on with
    rest: int = 0  # how many words of the last of them it takes (0: all)


def words_of(document: DocumentView, candidate: Candidate) -> tuple[Word, ...]:
    segments = document.pages[candidate.page].segments
    words = segments[candidate.segment].words[candidate.first : candidate.last]
    below = [segments[index].words for index in candidate.more]
    if below and candidate.rest:
        below[-1] = below[-1][: candidate.rest]
    return words + tuple(word for line in below for word in line)


def box_of(document: DocumentView, candidate: Candidate) -> Box:
    return hull([word.box for word in words_of(document, candidate)])


def hull(boxes: Sequence[Box]) -> Box:
    """The smallest box around all of them."""
    if len(boxes) == 1:
        return boxes[0]
    first = boxes[0]
    x0, top, x1, bottom = first.x0, first.top, first.x1, first.bottom
    for box in boxes:  # one pass: this is asked for every run of words of a page
        if box.x0 < x0:
            x0 = box.x0
        if box.top < top:
            top = box.top
        if box.x1 > x1:
            x1 = box.x1
        if box.bottom > bottom:
            bottom = box.bottom
    return Box(x0, top, x1, bottom)


def _segments(document: DocumentView) -> Iterator[tuple[int, PageView, int]]:
    for page, view in enumerate(document.pages):
        for segment in range(len(view.segments)):
            yield page, view, segment


def dates(document: DocumentView) -> list[Candidate]:
    """Full dates, and with an anchor also weeks, days without a year and relative days."""
    result = []
    for page, view, index in _segments(document):
        segment = view.segments[index]
        found = view.dates[index]
        if document.anchor is not None and (len(segment.words) > 1 or has_digit(segment.text)):
            found = find_dates(segment.text, document.language, document.order, document.anchor)
        for one in found:
            first, last = words_at(segment.words, one.start, one.end)
            text = segment.text[one.start : one.end]
            result.append(Candidate(one.dates[0], page, index, first, last, text, one.kind, one.dates[1:]))
        result.extend(_boxed_date(document, page, index))
    return result


def _boxed_date(document: DocumentView, page: int, index: int) -> Iterator[Candidate]:
    """A date in three boxes of a form, headed day, month and year ("DÍA | MES | AÑO" over "01 | 06 | 2026")."""
    view = document.pages[page]
    boxes = (index, index + 1, index + 2)
    if boxes[-1] >= len(view.segments) or len({view.line_of[box] for box in boxes}) > 1:
        return
    heads = [view.segments[view.above[box]].text if view.above[box] >= 0 else "" for box in boxes]
    texts = [view.segments[box].text for box in boxes]
    if not all(re.fullmatch(r"\d{1,4}", text) for text in texts):
        return
    names = tuple(_box_names().get(fold(head), "") for head in heads)
    if set(names) != {"day", "month", "year"}:
        return
    part = dict(zip(names, texts, strict=True))
    year = part["year"] if len(part["year"]) == LENGTH_OF_YEAR else f"20{part['year']}"
    found = find_dates(f"{year}-{int(part['month']):02d}-{int(part['day']):02d}")
    if found:
        yield Candidate(found[0].dates[0], page, index, 0, 1, " ".join(texts), "full", (), boxes[1:])


@cache
def _box_names() -> Mapping[str, str]:
    """What heads the boxes of a date, folded → which part of it."""
    return {fold(word): part for part in ("day", "month", "year") for word in merged("words")[f"{part}_box"]}


def amounts(document: DocumentView) -> list[Candidate]:
    """Numbers that stand alone, end a segment or have decimals, outside dates."""
    result = []
    for page, view, index in _segments(document):
        segment = view.segments[index]
        if not has_digit(segment.text):
            continue
        taken = [(one.start, one.end) for one in view.dates[index]]
        for number in find_numbers(segment.text, document.style):
            if any(number.start < end and start < number.end for start, end in taken):
                continue
            text = segment.text[number.start : number.end]
            first, last = words_at(segment.words, number.start, number.end)
            ends = last == len(segment.words) or bool(read_currency(segment.words[last].text))
            if number.value.as_tuple().exponent == 0 and not ends and len(segment.words) > 3:
                continue
            result.append(Candidate(number.value, page, index, first, last, text))
    return result


def codes(document: DocumentView) -> list[Candidate]:
    """Words with a digit that may be an order number or a revision, alone or joined with their neighbours."""
    result: list[Candidate] = []
    for page, view, index in _segments(document):
        segment = view.segments[index]
        if not has_digit(segment.text) and len(segment.text) > 1:
            continue
        dated = {
            n
            for one in view.dates[index]
            for n in range(*words_at(segment.words, one.start, one.end))
            if not _COMPACT_DATE.fullmatch(segment.words[n].text.strip(_CODE_EDGE))
        }
        for number, word in enumerate(segment.words):
            if number not in dated:
                result.extend(_codes_of_word(page, index, number, word.text))
        result.extend(_joined_codes(page, index, segment.words, dated))
    return result


def _codes_of_word(page: int, index: int, number: int, text: str) -> Iterator[Candidate]:
    kind = "word"
    glued = _GLUED.match(text)
    if glued and not EMAIL.search(text) and "//" not in text:
        text, kind = text[glued.end() :], "glued"
    text = text.strip(_CODE_EDGE)
    if not text or not has_digit(text):
        if _SHORT_CODE.fullmatch(text):
            yield Candidate(text, page, index, number, number + 1, text, "short")
        return
    if len(text) <= 3 and _SHORT_CODE.fullmatch(text):
        kind = "short"
    if len(text) <= LONGEST_CODE and _CODE.fullmatch(text):
        yield Candidate(text, page, index, number, number + 1, text, kind)


def _joined_codes(page: int, index: int, words: tuple[Word, ...], dated: set[int]) -> Iterator[Candidate]:
    """ "BC 2026 114", "PO-2026 / 113", "4084 - 26": two to four words of letters and digits that stand together."""
    for first in range(len(words)):
        for last in range(first + 2, min(len(words), first + LONGEST_JOINED_WORDS) + 1):
            if last - 1 in dated or first in dated or not _JOINABLE.fullmatch(words[last - 1].text):
                break
            parts = [word.text.strip(_CODE_EDGE) for word in words[first:last]]
            text = " ".join(part for part in parts if part)
            ends = parts[0][-1:].isalnum() and parts[-1][-1:].isalnum() and _JOINABLE.fullmatch(words[first].text)
            if ends and len(text) <= LONGEST_CODE and sum(ch.isdigit() for ch in text) >= 2:
                yield Candidate(text, page, index, first, last, text, "joined")
            if words[last - 1].text.endswith((",", ";", ":")):
                break


def vat_ids(document: DocumentView) -> list[Candidate]:
    """VAT ids in one to five words; the longest reading wins where they overlap."""
    result = []
    for page, view, index in _segments(document):
        words = view.segments[index].words
        if len(_DIGITS.findall(view.segments[index].text)) < LEAST_TAX_DIGITS:
            continue
        first = 0
        while first < len(words):
            step = 1
            if _begins_tax_id(words[first].text):
                for last in range(min(len(words), first + LONGEST_VAT_WORDS), first, -1):
                    tail = " ".join(word.text for word in words[first:last]).strip(_CODE_EDGE)
                    if last == first + 1 and ":" in tail:  # "VAT:DE123456789"
                        tail = tail.rsplit(":", 1)[-1].strip(_CODE_EDGE)
                    if ":" not in tail and is_tax_id(tail):
                        result.append(Candidate(tail, page, index, first, last, tail))
                        step = last - first
                        break
            first += step
    return result


def _begins_tax_id(word: str) -> bool:
    """An id begins with a digit or its country, not with "No" or "VAT"."""
    bare = word.strip(_CODE_EDGE)
    return has_digit(word) or (bare.upper() in VAT_SHAPES and bare.upper() == bare)


def is_tax_id(text: str) -> bool:
    """Whether a text has the shape of the tax number of some country."""
    digits = len(_DIGITS.findall(text))
    return digits >= LEAST_TAX_DIGITS and (
        read_vat_id(text) is not None or _NATIONAL_TAX_ID.fullmatch(text) is not None
    )


def emails(document: DocumentView) -> list[Candidate]:
    result = []
    for page, view, index in _segments(document):
        segment = view.segments[index]
        if "@" not in segment.text:
            continue
        starts = word_starts(segment.words)
        for number, word in enumerate(segment.words):
            for found in EMAIL.findall(word.text):
                address = read_email(found)
                if address:
                    result.append(Candidate(address, page, index, number, number + 1, found, str(starts[number])))
    return result


def cities(document: DocumentView) -> list[Candidate]:
    """Towns of known addresses named in running text ("to our Birmingham site"), not those of an address."""
    result = []
    for page, view, index in _segments(document):
        words = view.segments[index].words
        if len(words) < LEAST_SENTENCE_WORDS:
            continue
        for first, word in enumerate(words):
            if not word.text[:1].isupper():
                continue
            for last in range(min(len(words), first + LONGEST_CITY_WORDS), first, -1):
                text = " ".join(one.text for one in words[first:last]).strip(_CODE_EDGE)
                if document.gazetteer.is_city(text):
                    result.append(Candidate(text, page, index, first, last, text))
                    break
    return result


def currencies(document: DocumentView) -> list[Candidate]:
    """Codes, words and symbols; a symbol glued to an amount counts."""
    result = []
    for page, view, index in _segments(document):
        words = view.segments[index].words
        for number, word in enumerate(words):
            code = read_currency(word.text)
            if code is None and number + 1 < len(words) and word.text[:1].isalpha():
                code = read_currency(f"{word.text} {words[number + 1].text}")
            if code is not None:
                result.append(Candidate(code, page, index, number, number + 1, word.text))
    return result
