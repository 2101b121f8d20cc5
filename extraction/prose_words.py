"""The patterns of orders in sentences, made of `lexicon/prose.toml` and the units and headings of all languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from extraction.gazetteer import fold
from extraction.lexicon import lexicon, merged

NUMBER = (
    r"(?:\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?|\d{1,3}(?:[.,'’]\d{3})+(?:[.,]\d{1,5})?"
    r"|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:,\d{1,5})?|\d+(?:[.,]\d{1,5})?)(?![\d])"
)
CURRENCY = (
    r"(?:(?:US|CA|C|A|MX|S|R)?\$|[€£₹¥]|Rs\.?|INR|EUR|USD|GBP|CHF|MXN|COP|PEN|CLP|ARS|CAD|AUD|PLN|CZK|SEK|DKK|NOK|SFr\.?"
    r"|S/\.?|euros?|euro|dollars?|pesos|soles|rupees|pounds|francs?|Franken|zł)"
)
CODE = r"(?=[\w./-]*\d)[A-Za-z0-9][\w./-]{1,24}[A-Za-z0-9]"
LONGEST_LEAD = 6  # words
CAPITAL_UNITS = ("UND", "UNI", "UN", "U", r"u(?=\.)")  # in small letters they are other words


def words(kind: str) -> tuple[str, ...]:
    return tuple(lexicon("prose")[kind])


def _either(phrases: Iterable[str]) -> str:
    """One of the phrases, blanks of any kind between their words, the longest first."""
    made = sorted({p.strip() for p in phrases if p.strip()}, key=lambda p: (-len(p), p))
    return "(?:" + "|".join(r"\s+".join(re.escape(w) for w in p.split()) for p in made) + ")"


def _bounded(phrases: Iterable[str]) -> str:
    return r"(?<!\w)" + _either(phrases) + r"(?!\w)"


@cache
def unit_codes() -> dict[str, str]:
    """Unit words as written in sentences, folded of case, and their code."""
    left_out = set(words("no_unit"))
    return {
        word.casefold().rstrip("."): code
        for code, names in merged("units").items()
        for word in names
        if word.casefold().rstrip(".") not in left_out and not word[0].isdigit()
    } | {"nos": "PCE"}


@cache
def _unit() -> str:
    capital = "(?-i:" + "|".join(CAPITAL_UNITS) + ")"
    return rf"(?:{_either(unit_codes())}|{capital})" + r"(?:\((?:s|es|n|en|i|e)\))?(?!\w)\.?"


@cache
def number_words() -> dict[str, int]:
    return {word: int(value) for value, group in lexicon("prose")["numbers"].items() for word in group}


@cache
def start_pattern() -> re.Pattern[str]:
    """A quantity with its unit, or a number "x" times something, or a bare number before a word."""
    counted = _either(number_words())
    unit = _unit()
    spelt = r"(?:\s*\([^()\d\n]{2,40}\))?"  # "150 (one hundred and fifty) pcs"
    bare = r"(?<!\d )[1-9](?:\d{0,3}|\d{0,2}[., \u202f]\d{3})(?=\s+[^\W\d_])"
    return re.compile(
        rf"(?<![\w.,/#°Ø$€£+'’-])(?:(?P<q>{NUMBER}|{counted}(?=\s)){spelt}\s*(?P<u>{unit})(?=[\s,:(]|$)"
        rf"|(?P<x>{NUMBER})\s*[x×]\s+(?:(?P<xu>{unit})\s+[–—-]\s+)?(?=\D)|(?P<b>{bare}))",
        re.IGNORECASE,
    )


@cache
def count_pattern() -> re.Pattern[str]:
    """How many at a row's begin, its unit before or behind: "n. 200", "Qty: 12", "200 pcs"."""
    counted = _either((*merged("columns")["quantity"], *words("whose")))
    return re.compile(
        rf"\W*(?:(?P<nu>(?<!\w)(?:n\.|nr\.?|no\.|nos\.?|n°|nº|pz\.))\s*|{counted}\s*[:.]?\s+)?"
        rf"(?P<q>{NUMBER})(?:\s*(?P<u>{_unit()}))?(?=\s|[,:–@])",
        re.IGNORECASE,
    )


@cache
def of_pattern() -> re.Pattern[str]:
    blank, joint = r"[^\S\n]", _either(words("of"))
    return re.compile(
        rf"{blank}*[:–—×x-]?{blank}*(?:{joint}(?:{blank}+|(?<=['’]))|d['’]|dell['’](?=\S))?", re.IGNORECASE
    )


@cache
def money_pattern() -> re.Pattern[str]:
    """An amount of money with the words that say of what: a price for one, or for all."""
    figure = rf"(?P<c1>{CURRENCY})?[^\S\n]?(?P<n>{NUMBER})(?:,?[-–]{{1,2}}|/-|/=)?(?:\s?(?P<c2>{CURRENCY})(?!\w))?"
    lead = (
        rf"(?:(?P<price>{_lead(words('price'))})|(?P<amount>{_lead(words('amount'))}))?"
        r"(?:\s+(?:only|netto|net|je|von je))?\s*"
    )
    behind = (
        rf"(?:\s*,?\s*\(?(?P<net>{_either(words('net'))})\)?(?!\w))?"
        rf"(?:\s*(?P<per>(?<!\w){_either(w for w in words('per') if w != '/')}(?!\w)|/)"
        rf"(?:\s*(?P<basis>\d[\d.,]*))?(?:\s*(?:{_unit()}|(?-i:Nos?|NOS?|Nr|St|MT)\b\.?))?)?(?:\s*\(?(?:{_either(words('net'))})\)?(?!\w))?"
    )
    return re.compile(rf"[\s,;:(–-]*{lead}(?<![\w.,/]){figure}{behind}\)?", re.IGNORECASE)


def _lead(phrases: Sequence[str]) -> str:
    signs = [p for p in phrases if not p[-1].isalnum() and len(p) == 1]
    plain = [p for p in phrases if p not in signs]
    return rf"(?<!\w)(?:{_either(plain)}(?!\w)|{_either(signs)})[:\s]?"


@cache
def code_pattern() -> re.Pattern[str]:
    """A code behind a label that says whose it is, or in brackets, or alone behind a sign."""
    columns = merged("columns")
    ours = _bounded([*words("ours"), *(w for w in columns["supplier_item_code"] if " " in w)])
    theirs = _bounded([*words("theirs"), *(w for w in columns["buyer_item_code"] if " " in w)])
    gtin = _bounded(columns["gtin"])
    anyone = _bounded(words("whose"))
    label = rf"(?:(?P<ours>{ours})|(?P<theirs>{theirs})|(?P<gtin>{gtin})|(?P<whose>{anyone}))"
    return re.compile(
        rf"[\s,;:(\[–-]*(?:(?:{_bounded(words('is'))}[\s,]+)?(?:the\s+|la\s+|le\s+|die\s+|der\s+|il\s+|el\s+|de\s+)?)"
        rf"(?:{label}(?:\s*(?:{_bounded(words('whose'))}|#|:))*\s*)?(?P<code>{CODE})[)\]]?",
        re.IGNORECASE,
    )


@cache
def discount_pattern() -> re.Pattern[str]:
    names = _either(words("discount"))
    return re.compile(
        rf"[\s,;(–-]*(?:{names}\s+)+(?P<d>\d{{1,2}}(?:[.,]\d{{1,2}})?)\s?%(?:\s+(?:\w+\s+)?(?:discount|rabatt|nachlass|remise"
        rf"|de\s+remise|descuento|de\s+descuento|di\s+sconto|sconto|korting))?\)?",
        re.IGNORECASE,
    )


@cache
def date_lead() -> re.Pattern[str]:
    return re.compile(rf"[\s,;:(–-]*(?:{_bounded(words('date'))}\s*)+$", re.IGNORECASE)


@cache
def deadline_pattern() -> re.Pattern[str]:
    """Words of a deadline right before a date."""
    return re.compile(rf"{_bounded(words('deadline'))}[\s,:]*$", re.IGNORECASE)


@cache
def leads() -> frozenset[str]:
    """Words that a quantity that is ordered follows, folded."""
    return frozenset(fold(w) for w in words("lead")) | frozenset(lexicon("said")["before"])
