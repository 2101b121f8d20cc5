"""What a spreadsheet's number format adds to a number on the screen: currency, unit, percent sign, leading zeros."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from extraction.readers.sheet_page import number_text

Format = Callable[[float], str]
_PERCENT_BUILT_IN = {9, 10}
_SYMBOLS = "€£$¥₹"
_PLACES = "0#?"
# Letters outside quotes belong to dates and times, to "General" and to scientific notation: nothing to add there.
_NO_NUMBER = re.compile(r"[A-Za-z@]")


def format_of(number: int, code: str) -> Format | None:
    """How a number is shown beyond its digits; None where the format adds nothing."""
    if number in _PERCENT_BUILT_IN:
        return _percent
    return _parsed(code.split(";")[0]) if code else None


@lru_cache(maxsize=512)
def _parsed(code: str) -> Format | None:
    if re.fullmatch("0{2,}", code):
        return lambda value: _padded(value, len(code))
    before, core, after = _split(code)
    if not core or _NO_NUMBER.search(core):
        return None
    if "%" in core:
        return _percent
    if not before and not after:
        return None
    # "PO-"0 makes a code; a currency stands apart.
    glue = "" if before.endswith(("-", "/", ".")) else " "
    return lambda value: f"{before}{glue}{number_text(value)} {after}".strip()


def _percent(value: float) -> str:
    return f"{number_text(round(value * 100, 10))}%"


def _padded(value: float, width: int) -> str:
    return f"{int(value):0{width}d}" if value >= 0 and value == int(value) else number_text(value)


def _split(code: str) -> tuple[str, str, str]:
    """(literal before, the number's own part, literal after) of a format code's first section."""
    before, core, after = "", "", ""
    for literal, text in _pieces(code):
        if not literal:
            core += text
        elif any(place in core for place in _PLACES):
            after += text
        else:
            before += text
    return " ".join(before.split()), core, " ".join(after.split())


def _pieces(code: str) -> list[tuple[bool, str]]:
    """(is a literal, text) in order; paddings and colours dropped."""
    pieces: list[tuple[bool, str]] = []
    pattern = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]|(\[[^\]]*\])|([_*].)|(.)', re.S)
    for match in pattern.finditer(code):
        quoted, escaped, currency, bracket, padding, char = match.groups()
        if quoted is not None or escaped is not None or currency is not None:
            pieces.append((True, quoted or escaped or currency or ""))
        elif bracket or padding or (char is not None and char in " ()-+"):
            pieces.append((True, " "))
        else:
            pieces.append((char in _SYMBOLS, char))
    return pieces
