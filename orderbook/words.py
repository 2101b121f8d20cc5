"""The acknowledgement's words and number forms in the customer's language; loaded once from `texts/<language>.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal

TEXTS = Path(__file__).parent / "texts"
LANGUAGES = ("fr", "en", "de", "es", "it", "nl")
FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class Words:
    """Sentences by key, and how this language writes numbers, money and dates."""

    language: str
    texts: Mapping[str, str]

    def __call__(self, key: str, **params: object) -> str:
        text = self.texts[key]
        return text.format(**params) if params else text

    @property
    def locale(self) -> Locale:
        return Locale.parse(self.texts["locale"])

    def number(self, value: Decimal) -> str:
        return str(format_decimal(value, locale=self.locale, decimal_quantization=False))

    def money(self, value: Decimal, currency: str, *, digits: bool = True) -> str:
        """`digits` False keeps more than the currency's decimals (a unit price of 0.0123)."""
        return str(
            format_currency(value, currency, locale=self.locale, currency_digits=digits, decimal_quantization=digits)
        )

    def day(self, value: date) -> str:
        return str(format_date(value, format=self.texts["day"], locale=self.locale))

    def country(self, code: str) -> str:
        return str(self.locale.territories.get(code.upper(), code))


@cache
def words(language: str) -> Words:
    """The words of `language`, English where we do not speak it."""
    known = language if language in LANGUAGES else FALLBACK
    return Words(known, tomllib.loads((TEXTS / f"{known}.toml").read_text(encoding="utf-8")))
