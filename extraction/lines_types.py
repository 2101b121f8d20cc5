"""What a piece of text is by itself: number, unit, money, date, known code. It knows no place on a page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple, Protocol

from extraction.values import DateOrder, NumberStyle, read_currency, read_gtin, read_number, read_unit

NUMBER_MARKS = "()[]{};:*|"


class Known(Protocol):
    """What atoms ask the master data: the part of the gazetteer that lines need."""

    def is_sku(self, text: str) -> bool: ...

    def is_gtin(self, text: str) -> bool: ...

    def buyer_code(self, text: str) -> Collection[str]: ...

    def is_item_word(self, text: str) -> bool: ...


class Typed(NamedTuple):
    """What a piece of text is by itself."""

    value: Decimal | None
    number: float  # the value as a float, 0.0 where none
    decimals: int  # -1 where it is no number
    unit: bool
    money: bool  # a currency sign or code in or as the text
    percent: bool
    gtin: bool
    sku: bool
    buyer_code: bool
    digits: int
    letters: int
    key: str  # normalised for the lexicon


@dataclass(frozen=True, slots=True)
class AtomContext:
    """What typing needs to know of the document; `seen` remembers the types of repeated texts."""

    style: NumberStyle
    known: Known
    language: str = ""
    order: DateOrder | None = None
    anchor: date | None = None
    blank_groups: int = 0
    seen: dict[str, Typed] = field(default_factory=dict)


def normal(text: str) -> str:
    """Lower case without accents and punctuation, as the lexicons are compared."""
    if text.isascii():
        plain = text.lower()
    else:
        plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[a-z0-9]+|[%#&]", plain))


def typed(text: str, context: AtomContext) -> Typed:
    """The types of a piece of text; remembered, since tables repeat themselves."""
    known = context.seen.get(text)
    if known is None:
        known = context.seen[text] = _typed(text, context)
    return known


def _typed(text: str, context: AtomContext) -> Typed:
    core = _bare(text)
    digits = sum(c.isdigit() for c in core)
    letters = sum(c.isalpha() for c in core)
    bare = core.rstrip("%").rstrip() if core.endswith("%") else core
    value = read_number(bare, context.style) if digits and letters <= 4 else None
    decimals = -1
    if value is not None:
        exponent = value.as_tuple().exponent
        decimals = -exponent if isinstance(exponent, int) else -1
    coded = digits >= 2 and len(core) >= 4 and decimals <= 0
    return Typed(
        value,
        float(value) if value is not None else 0.0,
        decimals,
        bool(letters) and digits <= 2 and len(core) <= 14 and read_unit(core) is not None,
        read_currency(core) is not None if not digits or letters or any(c in core for c in "€$£₹¥") else False,
        core.endswith("%"),
        digits >= 8 and letters == 0 and (read_gtin(core) is not None or context.known.is_gtin(core)),
        (coded or (len(core) >= 4 and core.isupper())) and context.known.is_sku(core),
        len(core) >= 3 and digits >= 1 and bool(context.known.buyer_code(core)),
        digits,
        letters,
        normal(core),
    )


def _bare(text: str) -> str:
    """The text without the brackets around it and the comma or full stop of the sentence after it."""
    core = text.strip(NUMBER_MARKS).rstrip(",")
    if core.endswith(".") and any(c.isdigit() for c in core[-3:]):
        core = core[:-1]
    return core.strip(NUMBER_MARKS)
