"""The date of a forwarded or quoted mail as a mail program writes it, in six languages. Not for dates of orders."""

from __future__ import annotations

import re
from datetime import UTC, datetime

# By the first letters of a month's name in en, fr, de, es, it, nl; longer ones first.
_MONTHS: tuple[tuple[str, int], ...] = (
    ("juin", 6), ("juil", 7), ("janv", 1), ("jan", 1), ("jän", 1), ("ene", 1), ("gen", 1),
    ("feb", 2), ("fév", 2), ("fev", 2), ("mar", 3), ("mär", 3), ("mrz", 3), ("maa", 3), ("mrt", 3),
    ("apr", 4), ("avr", 4), ("abr", 4), ("may", 5), ("mai", 5), ("mei", 5), ("mag", 5), ("jun", 6), ("giu", 6),
    ("jul", 7), ("lug", 7), ("aug", 8), ("aoû", 8), ("aou", 8), ("ago", 8), ("sep", 9), ("set", 9),
    ("oct", 10), ("okt", 10), ("ott", 10), ("nov", 11), ("dec", 12), ("déc", 12), ("dez", 12), ("dic", 12),
)  # fmt: skip
_DAY_MONTH = re.compile(
    r"\b(\d{1,2})(?:\.|er|st|nd|rd|th|º)?\s+(?:de\s+)?([^\W\d]{3,10})\.?,?\s+(?:de\s+|del\s+)?(\d{4})", re.I
)
_MONTH_DAY = re.compile(r"\b([^\W\d]{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})", re.I)
_NUMERIC = re.compile(r"\b(\d{1,2})[./-](\d{1,2})[./-](\d{4})\b")
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_TIME = re.compile(r"\b(\d{1,2})[:h.](\d{2})(?::\d{2})?\s*([ap]\.?m\.?)?", re.I)


def spoken_date(text: str) -> datetime | None:
    """The moment (taken as UTC: mail programs leave the zone out), or None."""
    for pattern, order in ((_DAY_MONTH, "dmy"), (_MONTH_DAY, "mdy"), (_ISO, "ymd"), (_NUMERIC, "dmy")):
        for match in pattern.finditer(text):
            day = _day(dict(zip(order, match.groups(), strict=True)))
            if day is not None:
                return _with_time(day, text[match.end() :])
    return None


def _day(parts: dict[str, str]) -> datetime | None:
    month = int(parts["m"]) if parts["m"].isdigit() else _month(parts["m"])
    day, year = int(parts["d"]), int(parts["y"])
    if month is not None and month > 12 >= day:
        day, month = month, day
    try:
        return datetime(year, month or 0, day, tzinfo=UTC)
    except ValueError:
        return None


def _month(name: str) -> int | None:
    return next((number for start, number in _MONTHS if name.lower().startswith(start)), None)


def _with_time(day: datetime, rest: str) -> datetime:
    match = _TIME.search(rest)
    if not match:
        return day
    hour, minute = int(match.group(1)), int(match.group(2))
    half = (match.group(3) or "").lower().replace(".", "")
    hour = hour % 12 + (12 if half == "pm" else 0) if half else hour
    return day.replace(hour=hour, minute=minute) if hour < 24 and minute < 60 else day
