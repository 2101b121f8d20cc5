"""The date formats of EDIFACT's DTM segment (code list 2379). Nothing else."""

from __future__ import annotations

from datetime import date

from extraction.readers.message import monday

# Periods and how many digits each of their two moments has.
_PERIODS = {"718": 8, "719": 12, "713": 10}


def dtm_date(value: str, form: str) -> date | None:
    """The day that a DTM states; a week is its Monday, a period its last day."""
    digits = "".join(c for c in value if c.isdigit())
    if form in _PERIODS and len(digits) >= 2 * _PERIODS[form]:
        digits = digits[len(digits) // 2 :]
    try:
        return _read(digits, form)
    except ValueError:
        return None


def _read(digits: str, form: str) -> date | None:
    if form in {"616", "615"} and len(digits) in {4, 6}:
        year = int(digits[:-2])
        return monday(year if year > 99 else 2000 + year, int(digits[-2:]))
    if form in {"101", "201", "202", "713"} and len(digits) >= 6:
        return date(2000 + int(digits[:2]), int(digits[2:4]), int(digits[4:6]))
    if form == "2" and len(digits) == 6:
        return date(2000 + int(digits[4:]), int(digits[2:4]), int(digits[:2]))
    if form == "3" and len(digits) == 6:
        return date(2000 + int(digits[4:]), int(digits[:2]), int(digits[2:4]))
    if form == "610" and len(digits) == 6:
        return date(int(digits[:4]), int(digits[4:]), 1)
    if len(digits) >= 8:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    return None
