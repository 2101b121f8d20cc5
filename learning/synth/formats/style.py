"""How one document writes numbers and dates, and the words it uses, drawn once per document."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from learning.synth.draw import chance

_HERE = Path(__file__).parent
_DATE_FORMS = {
    "en": ("%d/%m/%Y", "%d %b %Y", "%d %B %Y", "%Y-%m-%d", "%B %d, %Y", "%d-%b-%Y", "%d/%m/%y", "%d.%m.%Y"),
    "US": ("%m/%d/%Y", "%m/%d/%y", "%B %d, %Y", "%b %d, %Y", "%m-%d-%Y", "%Y-%m-%d"),
    "fr": ("%d/%m/%Y", "%d %B %Y", "%d/%m/%y", "%d.%m.%Y", "%Y-%m-%d", "%d-%m-%Y"),
    "de": ("%d.%m.%Y", "%d. %B %Y", "%d.%m.%y", "%Y-%m-%d"),
    "es": ("%d/%m/%Y", "%d de %B de %Y", "%d-%m-%Y", "%d/%m/%y"),
    "it": ("%d/%m/%Y", "%d %B %Y", "%d.%m.%Y", "%d-%m-%Y"),
    "nl": ("%d-%m-%Y", "%d/%m/%Y", "%d %B %Y", "%d-%m-%y"),
}
_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
}
_POINT_COUNTRIES = ("US", "GB", "IE", "IN", "MX", "CA", "AU")
SYMBOLS = {"EUR": "€", "GBP": "£"}


@cache
def words(name: str) -> dict[str, Any]:
    """A word list of this folder."""
    with (_HERE / f"{name}.toml").open("rb") as stream:
        return tomllib.load(stream)


def say(rng: Random, group: str, key: str, language: str) -> str:
    """One wording of a label, column or sentence."""
    return str(rng.choice(words("words")[group][key][language]))


@dataclass(frozen=True, slots=True)
class Style:
    """Language, decimal sign, grouping and date form of one document."""

    language: str
    decimal: str
    group: str
    date_form: str

    def number(self, value: Decimal, places: int | None = None) -> str:
        """A number as this document prints it; `places` fixes the decimals."""
        text = f"{value:.{places}f}" if places is not None else f"{value.normalize():f}"
        whole, _, rest = text.partition(".")
        if self.group and len(whole) > 3:
            whole = f"{int(whole):,}".replace(",", self.group)
        return f"{whole}{self.decimal}{rest}" if rest else whole

    def date(self, day: date, form: str = "") -> str:
        """A date as this document prints it."""
        name = _MONTHS[self.language].split()[day.month - 1]
        chosen = (form or self.date_form).replace("%B", name).replace("%b", name[:3])
        text = day.strftime(chosen)
        return text[1:] if text.startswith("0") and name in text else text


def draw_style(rng: Random, language: str, country: str) -> Style:
    """A style as the language and the country write."""
    point = country in _POINT_COUNTRIES or (language == "en" and chance(rng, 0.85))
    if country == "CH":
        decimal, group = ".", rng.choice(("'", "’", ""))
    elif point:
        decimal, group = ".", rng.choice((",", ",", ""))
    else:
        decimal, group = (
            ",",
            rng.choice({"fr": (" ", " ", "", "\u202f", "."), "de": (".", ".", "")}.get(language, (".", "", "."))),
        )
    forms = _DATE_FORMS["US" if country == "US" else language]
    return Style(language, decimal, group, rng.choice((forms[0], rng.choice(forms))))
