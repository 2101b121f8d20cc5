"""How a document writes numbers, money and dates; drawn once a document. Formatting only, no labels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

from learning.synth.draw import chance, weighted
from learning.synth.vocab import vocab

MONTHS: Mapping[str, Any] = vocab("words")["months"]
SHORT: Mapping[str, Any] = vocab("words")["short"]
DATE_FORMS: Mapping[str, Any] = vocab("words")["date_forms"]
WEEK_FORMS: Mapping[str, Any] = vocab("words")["week_forms"]
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "INR": "₹", "CHF": "CHF", "PLN": "zł", "CZK": "Kč", "PEN": "S/"}
# Separators (decimal, group) by how common they are; "lakh" groups the Indian way.
NUMBER_STYLES: dict[str, dict[tuple[str, str], float]] = {
    "en": {(".", ","): 10, (".", ""): 2.5, (".", " "): 0.2},
    "fr": {
        (",", " "): 7,
        (",", "\u00a0"): 3,
        (",", ""): 3,
        (",", "."): 1.2,
        (".", " "): 0.5,
        (".", ""): 0.5,
        (",", "\u202f"): 0.7,
    },
    "de": {(",", "."): 10, (",", ""): 2, (",", " "): 0.4},
    "es": {(",", "."): 10, (",", ""): 2, (".", ","): 0.7},
    "it": {(",", "."): 10, (",", ""): 2},
    "nl": {(",", "."): 10, (",", ""): 2},
    "CH": {(".", "'"): 6, (".", "’"): 3, (".", ""): 1, (",", "."): 0.5},
    "IN": {(".", "lakh"): 8, (".", ","): 2, (".", ""): 2},
    "MX": {(".", ","): 10},
    "PE": {(".", ","): 10, (".", ""): 1},
    "CO": {(",", "."): 5, (".", ","): 4},
}


@dataclass(frozen=True, slots=True)
class Formats:
    """A document's way to write values."""

    decimal: str
    group: str
    group_min: int
    price_places: int
    quantity_places: int
    date_form: str
    line_date_form: str
    language: str
    money_symbol: bool
    symbol_before: bool
    week: str = ""
    line_week: bool = False
    money_places: int = 2
    short_form: str = ""

    def number(self, value: Decimal, places: int) -> str:
        """A number with at least `places` decimals; more where the value needs them."""
        needed = max(places, -int(value.normalize().as_tuple().exponent))
        sign = "-" if value < 0 else ""
        whole, _, rest = f"{abs(value):.{needed}f}".partition(".")
        return sign + self._grouped(whole) + (self.decimal + rest if rest else "")

    def _grouped(self, whole: str) -> str:
        if not self.group or len(whole) < self.group_min:
            return whole
        parts: list[str] = []
        step, head = 3, whole
        while len(head) > step:
            parts.insert(0, head[-step:])
            head = head[:-step]
            step = 2 if self.group == "lakh" else 3
        return ("," if self.group == "lakh" else self.group).join([head, *parts])

    def money(self, value: Decimal) -> str:
        return self.number(value, self.money_places)

    def price(self, value: Decimal) -> str:
        return self.number(value, self.price_places)

    def quantity(self, value: Decimal) -> str:
        return self.number(value, self.quantity_places)

    def percent(self, value: Decimal, places: int = 0) -> str:
        return self.number(value, places)

    def line_date(self, day: date) -> str:
        """A date in a line: a week where the document writes weeks there."""
        return self.date(day, self.week if self.week and self.line_week else self.line_date_form)

    def date(self, day: date, form: str = "") -> str:
        """The date as the document writes dates."""
        text = (form or self.date_form).format(
            d=day.day,
            m=day.month,
            y=day.year,
            yy=day.year % 100,
            M=MONTHS[self.language][day.month - 1],
            s=SHORT[self.language][day.month - 1],
            S=SHORT[self.language][day.month - 1].upper(),
            W=WEEKDAYS[day.weekday()],
            o={1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}.get(day.day, "th"),
            w=day.isocalendar().week,
        )
        return (
            text.replace("1 ", "1er ", 1) if self.language == "fr" and text.startswith("1 ") and "{M}" in form else text
        )


def draw_formats(rng: Random, language: str, country: str, whole: bool = False) -> Formats:
    """The formats of one document of a language and country; `whole`: all its money is without cents."""
    numbers = NUMBER_STYLES.get(country, NUMBER_STYLES[language])
    decimal, group = weighted(rng, numbers)
    dates = DATE_FORMS["US"] if country == "US" or (country == "CA" and language == "en") else DATE_FORMS[language]
    form = weighted(rng, dates)
    compact = [f for f in dates if "{M}" not in f and "{W}" not in f]
    bare = whole and chance(rng, 0.7)
    return Formats(
        decimal=decimal,
        group=group,
        group_min=5 if language == "es" and chance(rng, 0.2) else 4,
        price_places=0 if bare else rng.choice((2, 2, 2, 2, 2, 3, 4, 4, 5)),
        quantity_places=weighted(rng, {0: 10, 2: 2.5, 3: 1.5, 1: 0.4}),
        date_form=form,
        line_date_form=form if form in compact else rng.choice(compact),
        language=language,
        money_symbol=chance(rng, 0.5),
        symbol_before=country in ("US", "GB", "IE", "IN", "MX", "CO", "AU", "CA", "AR", "PE", "CL") or chance(rng, 0.1),
        week=rng.choice(WEEK_FORMS[language]) if chance(rng, 0.05) else "",
        line_week=chance(rng, 0.5),
        money_places=0 if bare else 2,
        short_form=_SHORT_DATES.get(language, "{d:02}/{m:02}") if chance(rng, 0.025) and country != "US" else "",
    )


_SHORT_DATES = {"de": "{d:02}.{m:02}.", "nl": "{d}-{m}", "en": "{d} {s}"}
