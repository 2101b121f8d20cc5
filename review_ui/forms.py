"""Numbers, dates and times as one user writes and reads them: both ways, by Babel. No sentence, no HTML."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import NumberFormatError, format_currency, format_decimal, format_percent, parse_decimal

# British dates for English: the day first, as everywhere else that Carnet speaks.
LOCALE_OF = {"en": "en_GB", "fr": "fr_FR", "de": "de_DE", "es": "es_ES", "it": "it_IT", "nl": "nl_NL"}
DAY_PATTERN = {"en": "dd/MM/yyyy", "fr": "dd/MM/yyyy", "de": "dd.MM.yyyy", "es": "dd/MM/yyyy", "it": "dd/MM/yyyy",
               "nl": "dd-MM-yyyy"}  # fmt: skip
MAX_TYPED_CHARS = 40
CENTURY = 2000


@dataclass(frozen=True, slots=True)
class Forms:
    """One user's language and time zone."""

    language: str
    zone: str = "UTC"

    @property
    def locale(self) -> Locale:
        return _locale(self.language)

    def number(self, value: Decimal | float | int) -> str:
        return str(format_decimal(value, locale=self.locale, decimal_quantization=False))

    def plain_number(self, value: Decimal) -> str:
        """For an input field: no thousands separators, at least the decimals it had."""
        text = format_decimal(value, locale=self.locale, decimal_quantization=False, group_separator=False)
        decimals = -exponent if isinstance(exponent := value.as_tuple().exponent, int) and exponent < 0 else 0
        if decimals > 4:  # 1.250000 is a database's way to say 1.25
            return str(text)
        mark = format_decimal(Decimal("0.5"), locale=self.locale)[1]
        whole, _, rest = str(text).partition(mark)
        return f"{whole}{mark}{rest.ljust(decimals, '0')}" if decimals else str(text)

    def money(self, value: Decimal, currency: str) -> str:
        if not currency:
            return str(format_decimal(value, format="#,##0.00", locale=self.locale))
        return str(format_currency(value, currency, locale=self.locale))

    def price(self, value: Decimal) -> str:
        """A unit price: two decimals, more where it has more."""
        return str(format_decimal(value, format="#,##0.00####", locale=self.locale))

    def percent(self, share: float, digits: int = 0) -> str:
        return _percent(self.language, round(share, 4), digits)

    def day(self, value: date) -> str:
        return str(format_date(value, format=DAY_PATTERN[self.language], locale=self.locale))

    def short_day(self, value: date) -> str:
        return str(format_date(value, format="EEE d MMM", locale=self.locale))

    def moment(self, value: datetime) -> str:
        zone = ZoneInfo(self.zone)
        return str(format_datetime(value, format="d MMM yyyy HH:mm", tzinfo=zone, locale=self.locale))

    def short_moment(self, value: datetime, now: datetime) -> str:
        """The time alone for today, the day and time for others."""
        zone = ZoneInfo(self.zone)
        today = value.astimezone(zone).date() == now.astimezone(zone).date()
        return str(format_datetime(value, format="HH:mm" if today else "d MMM HH:mm", tzinfo=zone, locale=self.locale))

    def span(self, minutes: float) -> str:
        """A time span as people say it: seconds, minutes, hours and minutes, days and hours."""
        if minutes < 1:
            seconds = minutes * 60
            return f"{self.number(round(Decimal(seconds), 1 if seconds < 10 else 0).normalize())} s"
        if minutes < 60:
            return f"{round(minutes)} min"
        if minutes < 48 * 60:
            hours, rest = divmod(round(minutes), 60)
            return f"{hours} h {rest:02d}" if rest else f"{hours} h"
        days, rest = divmod(round(minutes), 24 * 60)
        day_letter = {"fr": "j", "de": "T", "it": "g"}.get(self.language, "d")
        return f"{days} {day_letter} {rest // 60} h" if rest >= 60 else f"{days} {day_letter}"

    def since(self, start: datetime, now: datetime) -> str:
        return self.span(max((now - start) / timedelta(minutes=1), 0))

    def read_number(self, typed: str) -> Decimal | None:
        """What the user typed, in their own style or with a point; None when it is no number (never a guess)."""
        text = typed.strip().replace(" ", "").replace("\u202f", "").replace("\xa0", "")
        if not text or len(text) > MAX_TYPED_CHARS or any(c.isalpha() for c in text):
            return None
        mark = str(format_decimal(Decimal("0.5"), locale=self.locale))[1]
        try:
            # "12.50" typed by a French agent is a number copied from somewhere, and unambiguous to them.
            if mark == "," and text.count(".") == 1 and "," not in text and len(text.split(".")[1]) != 3:
                value = Decimal(text)
            else:
                value = Decimal(parse_decimal(text, locale=self.locale, strict=True))
        except (NumberFormatError, InvalidOperation):
            return None
        return value if value.is_finite() else None

    def read_day(self, typed: str) -> date | None:
        """Day first (or ISO), separators free, the year of two or four digits; None when it is no date."""
        parts = typed.strip().replace(".", "/").replace("-", "/").replace(" ", "/").split("/")
        if len(parts) != 3 or not all(part.isdecimal() for part in parts):
            return None
        first, month, last = (int(part) for part in parts)
        day, year = (last, first) if len(parts[0]) == 4 else (first, last if len(parts[2]) == 4 else CENTURY + last)
        try:
            return date(year, month, day)
        except ValueError:
            return None


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(LOCALE_OF.get(language, "en_GB"))


# A screen shows a thousand of them, mostly the same.
@lru_cache(maxsize=4096)
def _percent(language: str, share: float, digits: int) -> str:
    pattern = "#,##0." + "0" * digits + " %" if digits else "#,##0 %"
    return str(format_percent(share, format=pattern, locale=_locale(language)))
