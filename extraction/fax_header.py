"""The line that a fax machine prints along a page's edge is none of the document: it says when the page was sent.

"21/07/2026 19:02 FAX 907656038 P.002/002", "FROM: ACME CORP TO: 5551234567 10:22 P.1/3": the counter of its pages looks
like an order's number, the day of its sending like the order's day. It stands in the outermost row, tells the hour, the
page or the day, and the machine (a number to call, or a word for it), names no order and holds no other number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from extraction.gazetteer import fold
from extraction.layout import TextLine, text_lines
from extraction.lexicon import merged
from models.page import Page
from models.reading import Reading

EDGE_SHARE = 0.06  # of the page's height, in which a machine prints its line
MOST_WORDS = 8  # names of who sends and who receives
MOST_DIGITS = 1  # of a name ("HQ2")
_N = "[0-9OoIl]"  # a digit, also as it is misread
_MONTH = (
    r"(?:jan|feb|f[ée]v|m[aä]r|apr|avr|abr|ma[iyg]|mei|jun|juin|giu|jul|juil|lug|ago|aug|ao[uû]|sep|set|o[ck]t|ott|nov"
    r"|de[cz]|d[ée]c|dic|ene|gen)[a-zäéû]{0,7}\.?"
)
_DATE = re.compile(
    rf"\b{_N}{{1,4}}[./-]{_N}{{1,2}}[./-]{_N}{{2,4}}\b|\b\d{{1,2}}[ .-]*{_MONTH}(?:[ ,.-]*\d{{4}}\b)?"
    rf"|\b(?:\d{{4}}[ -])?{_MONTH}[ -]*\d{{1,2}}(?:[ ,.-]*\d{{4}})?\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(rf"\b{_N}{{1,2}}[:;h]{_N}{{2}}(?:[:;]{_N}{{2}})?(?:\s?(?:[ap]\.?m|uhr|h)\b\.?)?", re.IGNORECASE)
_COUNTER = re.compile(
    rf"\b(?:p(?:age|ages|ag|[áa]g(?:ina)?|g)?|s(?:eite)?|blatt|bl|feuille|hoja|foglio|blz|blad)\s?[.:#]{{0,2}}\s?"
    rf"{_N}{{1,4}}(?:\s?(?:/|of|von|de|di|van|sur)\s?{_N}{{1,4}})?\b|(?<![\d/])\d{{2,3}}/\d{{2,3}}(?![\d/])",
    re.IGNORECASE,
)
_FAX = re.compile(r"\b(?:(?:tele|télé)?fax|facsimile|fernkopie|t[ée]l[ée]copi|[rt]x\b)[^\W\d]*", re.IGNORECASE)
_ENDS = re.compile(r"\b(?:from|to|von|an|de|à|a|da|para|van|aan)\s?:|\bFROM\b|\bTO\b", re.IGNORECASE)
_PHONE = re.compile(r"(?:\+|\b00|\()?\d[\d ()/.-]{5,18}\d\b")
_TALLY = re.compile(r"\b[A-Z]-\d{1,4}\b")  # "T-123 F-456": the machine's own count


def without_fax_headers(reading: Reading) -> Reading:
    """The reading, its pages without what fax machines printed along their edges."""
    return replace(reading, parts=tuple(replace(p, pages=tuple(map(_without, p.pages))) for p in reading.parts))


def _without(page: Page) -> Page:
    if page.source == "grid":
        return page
    sent = {id(word) for row in _outermost(page) if tells_of_sending(row.text) for word in row.words}
    return replace(page, words=tuple(word for word in page.words if id(word) not in sent)) if sent else page


def _outermost(page: Page) -> Sequence[TextLine]:
    """The rows along the upper and the lower edge."""
    rows = text_lines(page)
    band = EDGE_SHARE * page.height
    return [row for row in rows if row.box.bottom <= band or row.box.top >= page.height - band]


def tells_of_sending(text: str) -> bool:
    """Whether a row along the edge is a fax machine's: hour, page or day, the machine, and no number besides."""
    rest, clocks = _CLOCK.subn(" ", text)
    rest, days = _DATE.subn(" ", rest)
    rest, counters = _COUNTER.subn(" ", rest)
    rest, faxes = _FAX.subn(" ", rest)
    rest, ends = _ENDS.subn(" ", rest)
    rest, phones = _PHONE.subn(" ", _TALLY.sub(" ", rest))
    if not clocks or not (counters or (faxes and days)) or not (faxes or ends or phones):
        return False
    words = rest.split()
    numbered = any(sum(ch.isdigit() for ch in word) > MOST_DIGITS for word in words)
    return (
        len(words) <= MOST_WORDS and not numbered and not any(fold(word.strip(".:,#")) in _orders() for word in words)
    )


@cache
def _orders() -> frozenset[str]:
    """Words for an order: a row that names one is the document's."""
    named = merged("words")
    words = {fold(one) for phrase in named["order"] for one in phrase.split()}
    return frozenset(word for word in words if len(word) > 1) - {fold(one) for one in named["number_word"]}
