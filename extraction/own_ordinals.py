"""Numbers that only count a table's lines, or tell its books' accounts, where they were taken for names or codes.

"1. FIRST AID KITS" above "2. TRAFFIC CONES" are names behind their lines' numbers; codes 1, 2 and 3 are numbers too;
4-20-5510-300 below "Account No." tells where the buyer books the item, not what it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from extraction.gazetteer import fold
from extraction.layout import text_lines
from extraction.lexicon import lexicon
from models.page import Page
from models.reading import ExtractedLine, Field, OnPage

LEAST_LINES = 2
STEPS = (1, 10)
SHARE_KNOWN = 0.4  # of the lines whose numbers were read
GUESSED = 0.85
_COUNTED = re.compile(r"^(?P<number>\d{1,3})[.):]\s+(?P<name>(?=\D)\S.*)$", re.DOTALL)
_ACCOUNT = re.compile(r"^[A-Z]?\d+(?:[-.–][A-Z]?\d+){2,}$")
LONGEST_HEAD = 3  # words


def with_own_ordinals(lines: Sequence[ExtractedLine], pages: Sequence[Page]) -> list[ExtractedLine]:
    """The lines, numbers that count them apart from names and codes, and no account taken for a code."""
    return _filled(_from_codes(_from_names([_without_account(line, pages) for line in lines])))


def _from_names(lines: Sequence[ExtractedLine]) -> list[ExtractedLine]:
    found = [_COUNTED.match(line.description.value) if line.description else None for line in lines]
    counts = [match is not None and int(match["number"]) == at for at, match in enumerate(found, start=1)]
    if sum(counts) < LEAST_LINES or not all(right or match is None for right, match in zip(counts, found, strict=True)):
        return list(lines)
    return [_named(line, match) if match else line for line, match in zip(lines, found, strict=True)]


def _named(line: ExtractedLine, match: re.Match[str]) -> ExtractedLine:
    name = line.description
    assert name is not None
    number = line.line_no or Field(match["number"], name.confidence, name.source, name.evidence)
    return replace(line, line_no=number, description=replace(name, value=match["name"]))


def _from_codes(lines: Sequence[ExtractedLine]) -> list[ExtractedLine]:
    codes = [line.buyer_item_code for line in lines]
    if len(lines) < LEAST_LINES or any(line.line_no for line in lines):
        return list(lines)
    told = [code.value.rstrip(".)") if code else "" for code in codes]
    if not any(told == [str(step * at) for at in range(1, len(lines) + 1)] for step in STEPS):
        return list(lines)
    return [replace(line, line_no=line.buyer_item_code, buyer_item_code=None) for line in lines]


def _filled(lines: Sequence[ExtractedLine]) -> list[ExtractedLine]:
    """The lines with the numbers that a scan lost, where those of the others are the places they stand at."""
    told = [(at, line.line_no.value.rstrip(".)")) for at, line in enumerate(lines, start=1) if line.line_no]
    if not LEAST_LINES <= len(told) < len(lines) or len(told) < SHARE_KNOWN * len(lines):
        return list(lines)
    step = next((step for step in STEPS if all(number == str(at * step) for at, number in told)), None)
    if step is None:
        return list(lines)
    return [line if line.line_no else _counted(line, str(at * step)) for at, line in enumerate(lines, start=1)]


def _counted(line: ExtractedLine, number: str) -> ExtractedLine:
    beside = line.description or line.quantity
    return replace(line, line_no=Field(number, GUESSED, beside.source, beside.evidence)) if beside else line


def _without_account(line: ExtractedLine, pages: Sequence[Page]) -> ExtractedLine:
    code = line.buyer_item_code
    place = code.evidence if code else None
    if code is None or not isinstance(place, OnPage) or not _ACCOUNT.match(code.value):
        return line
    near = [page for page in pages if page.number <= place.page and page.sheet == place.sheet]
    return replace(line, buyer_item_code=None) if any(_is_headed(page, place) for page in near) else line


def _is_headed(page: Page, place: OnPage) -> bool:
    """Whether a name of accounts heads the code's column, or stands right before the code."""
    here = page.number == place.page  # a column goes on below its head on the page before
    for row in text_lines(page):
        if here and row.box.top > place.box.bottom:
            break
        beside = here and row.box.bottom > place.box.y_mid
        for start in range(len(row.words)):
            for end in range(start + 1, min(start + LONGEST_HEAD, len(row.words)) + 1):
                words = row.words[start:end]
                if fold(" ".join(word.text for word in words)).strip(" :#") not in _accounts():
                    continue
                before = beside and 0 <= place.box.x0 - words[-1].box.x1 <= 2 * place.box.height
                over = not beside and words[0].box.x0 < place.box.x1 and place.box.x0 < words[-1].box.x1
                if before or over:
                    return True
    return False


@cache
def _accounts() -> frozenset[str]:
    return frozenset(fold(word).strip(" :#") for word in lexicon("said")["account"])
