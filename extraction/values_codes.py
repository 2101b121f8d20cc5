"""Identifiers from text: VAT ids, GTINs, mail addresses, phone numbers, postcodes by country. Shapes, not registers."""

from __future__ import annotations

import re
from functools import lru_cache

# Shape of the id after its country prefix, compact (no blanks, dots, hyphens).
VAT_SHAPES: dict[str, str] = {
    "AT": r"U\d{8}", "BE": r"[01]\d{9}", "BG": r"\d{9,10}", "CY": r"\d{8}[A-Z]", "CZ": r"\d{8,10}", "DE": r"\d{9}",
    "DK": r"\d{8}", "EE": r"\d{9}", "EL": r"\d{9}", "ES": r"[A-Z0-9]\d{7}[A-Z0-9]", "FI": r"\d{8}",
    "FR": r"[A-HJ-NP-Z0-9]{2}\d{9}", "GB": r"(?:\d{9}|\d{12}|(?:GD|HA)\d{3})", "HR": r"\d{11}", "HU": r"\d{8}",
    "IE": r"(?:\d{7}[A-Z]{1,2}|\d[A-Z+*]\d{5}[A-Z])", "IT": r"\d{11}", "LT": r"(?:\d{9}|\d{12})", "LU": r"\d{8}",
    "LV": r"\d{11}", "MT": r"\d{8}", "NL": r"\d{9}B\d{2}", "NO": r"\d{9}(?:MVA)?", "PL": r"\d{10}", "PT": r"\d{9}",
    "RO": r"\d{2,10}", "SE": r"\d{12}", "SI": r"\d{8}", "SK": r"\d{10}", "XI": r"(?:\d{9}|\d{12})",
    "CHE": r"\d{9}(?:MWST|TVA|IVA|VAT)?",
}  # fmt: skip
_VAT = {prefix: re.compile(prefix + shape) for prefix, shape in VAT_SHAPES.items()}
_GSTIN = re.compile(r"\d{2}[A-Z]{5}\d{4}[A-Z][A-Z0-9]Z[A-Z0-9]")
_SPANISH = re.compile(r"[A-HJNP-SUVW]\d{7}[A-J0-9]|\d{8}[A-Z]|[XYZ]\d{7}[A-Z]")
_MEXICAN = re.compile(r"[A-ZÑ&]{3,4}\d{6}[A-Z0-9]{3}")
_ANY_DIGIT = re.compile(r"\d")
_NO_CODE = re.compile(r"[^0-9A-Z]+")
EMAIL = re.compile(r"[A-Za-z0-9][\w.+&'-]*@[A-Za-z0-9](?:[\w-]*\.)+[A-Za-z]{2,}")
_PHONE = re.compile(r"(?:\+|00)?\(?\d[\d\s./()\u00a0-]{6,22}\d")
POSTCODES: dict[str, str] = {
    "FR": r"\d{5}", "DE": r"\d{5}", "ES": r"\d{5}", "IT": r"\d{5}", "US": r"\d{5}(?:-\d{4})?", "FI": r"\d{5}",
    "MX": r"\d{5}", "NL": r"\d{4}\s?[A-Z]{2}", "BE": r"\d{4}", "CH": r"\d{4}", "AT": r"\d{4}", "LU": r"\d{4}",
    "DK": r"\d{4}", "NO": r"\d{4}", "HU": r"\d{4}", "AU": r"\d{4}", "IN": r"\d{3}\s?\d{3}", "CZ": r"\d{3}\s?\d{2}",
    "SE": r"\d{3}\s?\d{2}", "PL": r"\d{2}-\d{3}", "PT": r"\d{4}-\d{3}", "CA": r"[A-Z]\d[A-Z]\s?\d[A-Z]\d",
    "GB": r"[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}", "IE": r"[A-Z]\d[\dW]\s?[A-Z0-9]{4}",
}  # fmt: skip
_POSTCODE = {country: re.compile(shape) for country, shape in POSTCODES.items()}


def has_digit(text: str) -> bool:
    """Whether a digit stands in the text."""
    return _ANY_DIGIT.search(text) is not None


def compact(text: str) -> str:
    """Upper case, letters and digits only."""
    if text.isascii():
        return _NO_CODE.sub("", text.upper())
    return "".join(ch for ch in text.upper() if ch.isalnum())


@lru_cache(maxsize=20_000)
def read_vat_id(text: str) -> str | None:
    """The compact id when the text is a VAT id (European, Swiss, Indian GSTIN, Spanish CIF, Mexican RFC), else None."""
    plain = compact(text)
    for prefix in (plain[:3], plain[:2]):
        shape = _VAT.get(prefix)
        if shape and shape.fullmatch(plain):
            return plain
    if _GSTIN.fullmatch(plain) or _SPANISH.fullmatch(plain) or _MEXICAN.fullmatch(plain):
        return plain
    return None


def gtin_is_valid(digits: str) -> bool:
    """GS1's check digit over 8, 12, 13 or 14 digits."""
    if len(digits) not in (8, 12, 13, 14) or not digits.isascii() or not digits.isdigit():
        return False
    total = sum(int(d) * (3 if i % 2 == 0 else 1) for i, d in enumerate(reversed(digits[:-1])))
    return (10 - total % 10) % 10 == int(digits[-1])


def read_gtin(text: str) -> str | None:
    """The digits when the text is a GTIN-8/12/13/14 with a right check digit, else None."""
    digits = re.sub(r"[\s\u00a0-]", "", text)
    return digits if gtin_is_valid(digits) else None


def read_email(text: str) -> str | None:
    """The mail address in a text that holds exactly one, in lower case."""
    found = EMAIL.findall(text)
    return found[0].lower() if len(found) == 1 else None


@lru_cache(maxsize=20_000)
def read_phone(text: str) -> str | None:
    """The digits of a text that is a phone number (at least 8 of them, "+" or "00" dropped), else None."""
    plain = text.strip(" :;,.")
    if not _PHONE.fullmatch(plain):
        return None
    digits = re.sub(r"\D", "", re.sub(r"^(\+?\d{1,3})\s*\(0\)", r"\1", plain))
    digits = digits.removeprefix("00")
    return digits if 8 <= len(digits) <= 15 else None


def read_postcode(text: str, country: str = "") -> tuple[str, ...]:
    """The countries whose postcode shape the text has (only `country` when given); "D-33605" names its own."""
    plain = " ".join(text.upper().split()).strip(" ,.;")
    prefixed = re.fullmatch(r"(A|B|CH|D|DK|E|F|I|L|NL|AT|BE|DE|ES|FR|IT|LU|PL|SE|FI|US)\s?-\s?(.+)", plain)
    if prefixed:
        named = {"A": "AT", "B": "BE", "D": "DE", "E": "ES", "F": "FR", "I": "IT", "L": "LU"}
        country = named.get(prefixed[1], prefixed[1])
        plain = prefixed[2]
    shapes = {country: _POSTCODE[country]} if country in _POSTCODE else _POSTCODE
    return tuple(name for name, shape in shapes.items() if shape.fullmatch(plain))
