"""Whether two stated values of a field are equal: numbers and dates by value, codes by letters and digits, texts
without case and spacing. Pure."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from decimal import Decimal, InvalidOperation

from rapidfuzz import fuzz

NUMBERS = {"total_net", "total_tax", "total_gross", "quantity", "unit_price", "price_basis"} | {
    "discount_percent",
    "amount",
}
DATES = {"order_date", "requested_date"}
FUZZY = {"buyer_name", "ship_to_name", "ship_to_street", "ship_to_city", "payment_terms", "delivery_terms"} | {
    "notes",
    "description",
}
LENIENT_RATIO = 0.9
NUMBER_TOLERANCE = Decimal("1e-9")
# A basis of 1 and a discount of 0 say nothing that an empty cell does not say.
NEUTRAL = {"price_basis": Decimal(1), "discount_percent": Decimal(0)}
_HYPHENS = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-") | {"’": "'", "‘": "'"})


def text(value: object) -> str:
    """Letters and spacing made even: NFKC, no case, single blanks, one kind of hyphen and apostrophe."""
    return " ".join(unicodedata.normalize("NFKC", str(value)).translate(_HYPHENS).casefold().split())


def code(value: object) -> str:
    """The letters and digits alone; the even text where there are none."""
    return "".join(c for c in unicodedata.normalize("NFKC", str(value)).casefold() if c.isalnum()) or text(value)


def _number(value: object) -> Decimal | None:
    if isinstance(value, bool):
        return None
    try:
        number = Decimal(str(value).strip().replace("\u00a0", ""))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _date(value: object) -> dt.date | None:
    found = re.match(r"(\d{4})-(\d\d)-(\d\d)(?:$|[T ])", str(value).strip())
    try:
        return dt.date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def same(name: str, a: object, b: object) -> bool:
    """Whether two stated values of the field `name` are equal after normalisation."""
    if name in NUMBERS:
        x, y = _number(a), _number(b)
        if x is None or y is None:
            return text(a) == text(b)
        return abs(x - y) <= NUMBER_TOLERANCE * max(Decimal(1), abs(x))
    if name in DATES:
        return _date(a) is not None and _date(a) == _date(b)
    if name == "line_no":
        return (code(a).lstrip("0") or "0") == (code(b).lstrip("0") or "0")
    if name in FUZZY or name == "buyer_email":
        return text(a) == text(b)
    return code(a) == code(b)


def similar(name: str, a: object, b: object) -> bool:
    """`same`, or for texts nearly the same with the same digits (12 rue X is not 13 rue X)."""
    if same(name, a, b):
        return True
    if name not in FUZZY or re.findall(r"\d+", text(a)) != re.findall(r"\d+", text(b)):
        return False
    return nearness(a, b) >= LENIENT_RATIO


def nearness(a: object, b: object) -> float:
    """The edit ratio of two texts, 0 to 1."""
    return fuzz.ratio(text(a), text(b)) / 100


def same_code(a: object, b: object) -> bool:
    """Two codes of the master data; both open is agreement too."""
    if a is None or b is None:
        return a is None and b is None
    return code(a) == code(b)


def stated(name: str, value: object) -> object | None:
    """The value, or None where it says no more than an empty cell."""
    if value is None:
        return None
    return None if name in NEUTRAL and _number(value) == NEUTRAL[name] else value
