"""Dates from text in six languages: numeric, written, weeks (their Monday), relative to an anchor. No label logic."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal

from extraction.lexicon import merged
from models.page import Page

DateOrder = Literal["dmy", "mdy", "ymd"]
DateKind = Literal["full", "no_year", "week", "relative"]
FIRST_YEAR, LAST_YEAR = 1990, 2079
# A date without a year lies at most this long before its anchor (an order of January may name one of December).
_BEFORE_ANCHOR = timedelta(days=75)
_PIVOT_CENTURY = 2000
CLEARLY_NEARER_DAYS = 45


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date inside a text: its place and its readings, best first; several where day and month may be exchanged."""

    start: int
    end: int
    dates: tuple[date, ...]
    kind: DateKind = "full"


@dataclass(frozen=True, slots=True)
class _Context:
    language: str
    order: DateOrder | None
    anchor: date | None


def _alternation(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda w: (-len(w), w)))


@cache
def _months() -> dict[str, int]:
    return {word: int(number) for number, words in merged("months").items() for word in words}


@cache
def _weekdays() -> dict[str, int]:
    # Two-letter abbreviations ("do", "so", "di") are ordinary words elsewhere.
    return {word: int(number) for number, words in merged("weekdays").items() for word in words if len(word) > 3}


@cache
def _relative(key: str) -> tuple[str, ...]:
    return merged("relative").get(key, ())


def make_date(year: int, month: int, day: int) -> date | None:
    """The date, two-digit years in this century; None where the calendar has no such day."""
    if year < 100:
        year += _PIVOT_CENTURY
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def monday_of(year: int, week: int) -> date | None:
    """The Monday of an ISO week."""
    try:
        return date.fromisocalendar(year + _PIVOT_CENTURY if year < 100 else year, week, 1)
    except ValueError:
        return None


def _near(anchor: date | None, make: Callable[[int], date | None]) -> date | None:
    """The year's choice for a date printed without one: the first that is not long before the anchor."""
    if anchor is None:
        return None
    for year in (anchor.year - 1, anchor.year, anchor.year + 1):
        made = make(year)
        if made is not None and made >= anchor - _BEFORE_ANCHOR:
            return made
    return None


def _unique(*dates: date | None) -> tuple[date, ...]:
    return tuple(dict.fromkeys(found for found in dates if found is not None))


def _ordered(first: int, second: int, year: int, sep: str, context: _Context) -> tuple[date, ...]:
    dmy, mdy = make_date(year, second, first), make_date(year, first, second)
    if context.order == "dmy":
        return _unique(dmy) or _unique(mdy)
    if context.order == "mdy":
        return _unique(mdy) or _unique(dmy)
    if sep == "." or context.language not in ("", "en"):
        return _unique(dmy) or _unique(mdy)
    return _unique(dmy, mdy)


def _numeric(found: re.Match[str], context: _Context) -> tuple[date, ...]:
    first, second, third = int(found["a"]), int(found["b"]), int(found["c"])
    if len(found["a"]) == 4:
        return _unique(make_date(first, second, third))
    if len(found["a"]) > 2 or len(found["c"]) == 3:
        return ()
    if context.order == "ymd" and len(found["c"]) <= 2:
        return _unique(make_date(first, second, third))
    return _ordered(first, second, third, found["s"], context) if len(found["c"]) in (2, 4) else ()


def _compact(found: re.Match[str], context: _Context) -> tuple[date, ...]:
    return _unique(make_date(int(found["y"]), int(found["m"]), int(found["d"])))


def _written(found: re.Match[str], context: _Context) -> tuple[date, ...]:
    month, day = _months()[found["m"]], int(found["d"])
    if found["y"]:
        return _unique(make_date(int(found["y"]), month, day))
    return _unique(_near(context.anchor, lambda year: make_date(year, month, day)))


def _no_year(found: re.Match[str], context: _Context) -> tuple[date, ...]:
    first, second = int(found["a"]), int(found["b"])
    dmy = _near(context.anchor, lambda year: make_date(year, second, first))
    mdy = _near(context.anchor, lambda year: make_date(year, first, second))
    if context.order == "mdy":
        return _unique(mdy)
    if context.order == "dmy" or found["s"] == "." or context.language not in ("", "en"):
        return _unique(dmy)
    return _unique(dmy, mdy)


def _week(found: re.Match[str], context: _Context) -> tuple[date, ...]:
    week = int(found["w"])
    year = next((found[name] for name in ("y", "y2") if name in found.groupdict() and found[name]), None)
    if year:
        return _unique(monday_of(int(year), week))
    return _unique(_near(context.anchor, lambda guess: monday_of(guess, week)))


def _weekday(found: re.Match[str], context: _Context) -> tuple[date, ...]:
    if context.anchor is None:
        return ()
    wanted = _weekdays()[found["wd"]]
    ahead = (wanted - context.anchor.weekday()) % 7 or 7
    return (context.anchor + timedelta(days=ahead),)


def _shifted(found: re.Match[str], context: _Context) -> tuple[date, ...]:
    """today, tomorrow, in n days or weeks, next week (its Monday)."""
    if context.anchor is None:
        return ()
    text = found[0].strip()
    for key, days in (("day_after_tomorrow", 2), ("tomorrow", 1), ("today", 0)):
        if text in _relative(key):
            return (context.anchor + timedelta(days=days),)
    if text in _relative("next_week"):
        return (context.anchor + timedelta(days=7 - context.anchor.weekday()),)
    number = int(re.sub(r"\D", "", text))
    weeks = any(re.fullmatch(_counted(form), text) for form in _relative("in_weeks"))
    return (context.anchor + timedelta(days=number * 7 if weeks else number),) if number <= 365 else ()


def _counted(form: str) -> str:
    return re.escape(form).replace(re.escape("{n}"), r"\d{1,3}")


_Reader = Callable[[re.Match[str], _Context], tuple[date, ...]]


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], DateKind, _Reader], ...]:
    month, weekday = _alternation(_months()), _alternation(_weekdays())
    of, week = r"(?:\s*de(?:l)?\s+|\s*[-/.,]\s*|\s+)", _alternation(_relative("week"))
    year = r"(?P<y>(?:19|20)\d\d|['’]?\d\d(?![\d.,:]))"
    shifted = [_alternation(word for key in ("day_after_tomorrow", "next_week") for word in _relative(key))]
    shifted += [_counted(form) for key in ("in_days", "in_weeks") for form in _relative(key)]
    shifted += [_alternation(word for key in ("tomorrow", "today") for word in _relative(key))]
    soon = _alternation((*_relative("next"), *_relative("this")))
    specs: list[tuple[str, DateKind, _Reader]] = [
        (r"(?P<y>20\d\d)\s?-?w(?P<w>\d\d?)(?:-1)?(?!\d)", "week", _week),
        (r"(?P<a>\d{1,4})(?P<s>\s?[./\-–]\s?)(?P<b>\d{1,2})(?P=s)(?P<c>\d{4}|\d{1,2})(?![\d%]|[.,/]\d)",
         "full", _numeric),
        (r"(?P<y>20[0-6]\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?![\d.,-])", "full", _compact),
        (rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|º|°|ª)?\.?{of}?(?:of\s+)?(?P<m>{month})\b\.?(?:{of}?{year})?",
         "full", _written),
        (rf"\b(?P<m>{month})\.?[\s-]*(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?:\s*,?\s*[\s,-]{year})?(?![.,:]\d)",
         "full", _written),
        (rf"(?<![\w.])(?!s\.?\s*no\b)(?:{week})\.?\s*(?:n[°o]\.?\s*|nr\.?\s*)?(?P<w>[0-5]?\d)\b(?:\s*[/.-]\s*(?P<y>20\d\d|\d\d)\b|\s+(?P<y2>20\d\d)\b)?(?!\s*%)",
         "week", _week),
        (r"(?P<a>\d{1,2})(?P<s>\.)(?P<b>\d{1,2})\.(?![\d/%])", "no_year", _no_year),
        (r"(?P<a>\d{1,2})(?P<s>/)(?P<b>\d{2})(?![\d.,/%\"])", "no_year", _no_year),
        (rf"(?<!\w)(?:{'|'.join(shifted)})(?!\w)", "relative", _shifted),
        (rf"\b(?:(?:{soon})\s+)?(?P<wd>{weekday})\b(?:\s+(?:{soon})\b)?", "relative", _weekday),
    ]  # fmt: skip
    return tuple((re.compile(_guarded(text)), kind, reader) for text, kind, reader in specs)


def _guarded(pattern: str) -> str:
    """A date does not begin inside a longer number or code."""
    return rf"(?<![\w.,/-]){pattern}" if pattern.startswith("(?P") else pattern


def find_dates(
    text: str, language: str = "", order: DateOrder | None = None, anchor: date | None = None
) -> tuple[FoundDate, ...]:
    """All dates inside a text, leftmost first, none overlapping; those that need an anchor only when there is one."""
    lowered = text.lower()
    if len(lowered) != len(text):  # a few capitals grow when lowered; offsets would no longer fit
        lowered = "".join(ch.lower() if len(ch.lower()) == 1 else ch for ch in text)
    context = _Context(language, order, anchor)
    taken: list[FoundDate] = []
    for pattern, kind, read in _patterns():
        for found in pattern.finditer(lowered):
            if any(found.start() < other.end and other.start < found.end() for other in taken):
                continue
            dates = read(found, context)
            if dates:
                named = "no_year" if read is _written and not found["y"] else kind
                taken.append(FoundDate(found.start(), found.end(), dates, named))
    return tuple(sorted(taken, key=lambda one: one.start))


_AROUND_A_DATE = re.compile(
    r"(?:[\s,.:;()]|\b(?:le|du|au|den|der|am|vom|zum|bis|el|il|de|d\.d|dd|on|by|the|of|día|\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?"
    r"|t00|00|h|uhr|z)\b|t\d\d:\d\d(?::\d\d)?)*"
)


def read_date(
    text: str, language: str = "", order: DateOrder | None = None, anchor: date | None = None
) -> tuple[date, ...]:
    """The readings of a text that is one date (a weekday, an article or a time beside it allowed), best first."""
    found = find_dates(text, language, order, anchor)
    if len(found) == 2 and found[0].kind == "relative":  # "Monday, 9 March 2026"
        found = found[1:]
        rest = text[found[0].end :]
    elif len(found) == 1:
        rest = text[: found[0].start] + " " + text[found[0].end :]
    else:
        return ()
    weekdays = _alternation(_weekdays()) + "|" + _alternation(w for ws in merged("weekdays").values() for w in ws)
    rest = re.sub(rf"\b(?:{weekdays})\b\.?", " ", rest.lower())
    return found[0].dates if _AROUND_A_DATE.fullmatch(rest) else ()


def date_order_of_texts(texts: Iterable[str], language: str = "") -> DateOrder | None:
    """Which of day and month the numeric dates of the document put first; None where nothing shows it."""
    votes = {"dmy": 0, "mdy": 0}
    for text in texts:
        for found in re.finditer(r"(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2(?:20)?\d\d(?![\d./-])", text):
            first, second = int(found[1]), int(found[3])
            if first > 12 >= second > 0:
                votes["dmy"] += 1
            elif second > 12 >= first > 0:
                votes["mdy"] += 1
            elif found[2] == ".":
                votes["dmy"] += 1
    if votes["dmy"] != votes["mdy"]:
        return "dmy" if votes["dmy"] > votes["mdy"] else "mdy"
    return "dmy" if language not in ("", "en") else None


def date_order_that_fits(texts: Iterable[str], anchor: date | None) -> DateOrder | None:
    """The order that puts the doubtful dates nearest to each other, to those beyond doubt and to the anchor."""
    doubtful: list[tuple[date, date]] = []
    fixed: list[date] = [anchor] if anchor else []
    for text in texts:
        if not any(ch.isdigit() for ch in text):
            continue
        for found in find_dates(text, "en", None):
            if len(found.dates) == 2:
                doubtful.append((found.dates[0], found.dates[1]))
            else:
                fixed.append(found.dates[0])
    if not doubtful or len(doubtful) + len(fixed) < 2:
        return None
    spread = [_spread([*fixed, *(pair[side] for pair in doubtful)]) for side in (0, 1)]
    if abs(spread[0] - spread[1]) < CLEARLY_NEARER_DAYS:
        return None
    return "dmy" if spread[0] < spread[1] else "mdy"


def _spread(dates: list[date]) -> int:
    return (max(dates) - min(dates)).days


def date_order(pages: Iterable[Page], language: str = "") -> DateOrder | None:
    """The order of day and month in a document, decided by all its dates together."""
    return date_order_of_texts((word.text for page in pages for word in page.words), language)
