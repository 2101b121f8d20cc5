"""Numbers from text: the document's way of writing them, and the exact value of one of them. No OCR repair."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from models.page import Page

_SPACES = "\u00a0\u2007\u2009\u202f "
_QUOTES = "'\u2019\u2018\u02bc\u00b4`"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212"
# A number as written: groups with one kind of separator, perhaps decimals, perhaps "12,-" or "12.--" for 12.00.
_BODY = rf"\d+(?:[.,{_QUOTES}{_SPACES}]\d+)*(?:[.,][-{_DASHES}]{{1,2}})?|[.,]\d+"
_NUMBER = re.compile(
    rf"(?<![\w.,])(?P<lead>\(|[-+{_DASHES}]\s?)?(?P<body>{_BODY})(?P<trail>\)|-(?![\w-]))?(?![\w]|[.,]\d)", re.ASCII
)
# What may stand around the digits of an amount: currency signs and codes, "Rs.", the Indian "/-".
_AROUND = re.compile(
    r"^(?:(?:[A-Z]{3}|US|C|A|CA|AU|R|MX|HK|S)?\s?[$€£₹¥]|EUROS?|EUR|USD|GBP|CHF|INR|PLN|SEK|NOK|DKK|CAD|AUD|CZK|HUF"
    r"|Rs\.?|SFr\.?|Fr\.?|kr\.?|zł)\s*|\s*(?:[A-Z]{0,2}[$€£₹¥]|EUROS?|EUR|USD|GBP|CHF|INR|PLN|SEK|NOK|DKK|CAD|AUD|CZK"
    r"|HUF|SFr\.?|Fr\.?|kr\.?|zł|/-|/=)$",
    re.IGNORECASE,
)
_TWO_DECIMALS_WEIGHT = 1.0
_OTHER_DECIMALS_WEIGHT = 0.4
_BOTH_SEPARATORS_WEIGHT = 3.0
_GROUPS_ONLY_WEIGHT = 0.3  # "79.074.006" is as often an item code as a number
_DECISIVE_SHARE = 0.6
_LANGUAGE_DECIMAL = {"fr": ",", "de": ",", "es": ",", "it": ",", "nl": ",", "en": "."}


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """How this document writes numbers. `decimal` "" where nothing shows it; not `certain` where only language does."""

    decimal: str = ""
    group: str = ""
    lakh: bool = False
    certain: bool = False


UNKNOWN_STYLE = NumberStyle()


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """A number inside a text: its place and its value."""

    start: int
    end: int
    value: Decimal


@dataclass(slots=True)
class _Votes:
    decimal: dict[str, float]
    group: dict[str, float]
    lakh: int = 0


def _plain(body: str) -> str:
    """The body with one kind of blank and one kind of quote."""
    return re.sub(rf"[{_SPACES}]", " ", re.sub(rf"[{_QUOTES}]", "'", body))


def _parts(body: str) -> tuple[list[str], list[str]]:
    """Digit runs and the separators between them."""
    return re.split(r"[.,' ]", body), re.findall(r"[.,' ]", body)


def _thousands(runs: list[str]) -> bool:
    return 1 <= len(runs[0]) <= 3 and runs[0] != "0" and all(len(run) == 3 for run in runs[1:])


def _lakhs(runs: list[str]) -> bool:
    return len(runs) >= 3 and 1 <= len(runs[0]) <= 2 and len(runs[-1]) == 3 and all(len(run) == 2 for run in runs[1:-1])


def _vote(body: str, votes: _Votes) -> None:
    """What one number says about the document's separators; dates and codes say nothing."""
    runs, seps = _parts(_plain(body))
    if not seps or not runs[0]:
        return
    kinds = set(seps)
    last = seps[-1]
    if len(kinds) == 2 and seps.count(last) == 1 and last in ".,":
        if _thousands(runs[:-1]) or _lakhs(runs[:-1]):
            votes.decimal[last] = votes.decimal.get(last, 0) + _BOTH_SEPARATORS_WEIGHT
            votes.group[seps[0]] = votes.group.get(seps[0], 0) + 1
            votes.lakh += _lakhs(runs[:-1]) and not _thousands(runs[:-1])
    elif len(kinds) == 1 and len(seps) == 1 and last in ".,":
        if len(runs[1]) == 2:
            votes.decimal[last] = votes.decimal.get(last, 0) + _TWO_DECIMALS_WEIGHT
        elif len(runs[1]) != 3 or runs[0] == "0" or len(runs[0]) > 3:
            votes.decimal[last] = votes.decimal.get(last, 0) + _OTHER_DECIMALS_WEIGHT
    elif len(kinds) == 1 and len(seps) > 1 and last in ".,":
        if _thousands(runs):
            other = "," if last == "." else "."
            votes.decimal[other] = votes.decimal.get(other, 0) + _GROUPS_ONLY_WEIGHT
            votes.group[last] = votes.group.get(last, 0) + _GROUPS_ONLY_WEIGHT
        elif _lakhs(runs) and last == ",":
            votes.decimal["."] = votes.decimal.get(".", 0) + _TWO_DECIMALS_WEIGHT
            votes.group[","] = votes.group.get(",", 0) + 1
            votes.lakh += 1


def number_style_of_texts(texts: Iterable[str], language: str = "") -> NumberStyle:
    """The style that the numbers among `texts` (words or lines) show together."""
    votes = _Votes({}, {})
    for text in texts:
        found = _NUMBER.fullmatch(_AROUND.sub("", _AROUND.sub("", text.strip(" :;*"))))
        if found:
            _vote(found["body"], votes)
    total = sum(votes.decimal.values())
    best = max(votes.decimal, key=lambda sep: votes.decimal[sep]) if total else ""
    group = max(votes.group, key=lambda sep: votes.group[sep]) if votes.group else ""
    if not total or votes.decimal[best] < _DECISIVE_SHARE * total:
        return NumberStyle(_LANGUAGE_DECIMAL.get(language, best), "", False, False)
    return NumberStyle(best, group if group != best else "", votes.lakh > 0, votes.decimal[best] >= 0.8)


def number_style(pages: Iterable[Page], language: str = "") -> NumberStyle:
    """The style of a document's numbers, decided by all of them together."""
    return number_style_of_texts((word.text for page in pages for word in page.words), language)


def _value(body: str, style: NumberStyle) -> Decimal | None:
    """The value of a number's digits and separators; None where the style leaves it open or it is no number."""
    body = re.sub(rf"[.,][-{_DASHES}]{{1,2}}$", "", _plain(body))
    runs, seps = _parts(body)
    if not seps:
        return Decimal(body)
    last = seps[-1]
    if len(set(seps)) == 1 and len(seps) == 1 and last in ".,":
        return _one_separator(runs, last, style)
    if len(set(seps)) == 1:
        whole = _thousands(runs) or (last == "," and _lakhs(runs))
        return Decimal("".join(runs)) if whole and not (last == " " and runs[0] == "0") else None
    decimals = len(set(seps)) == 2 and seps.count(last) == 1 and last in ".,"
    if decimals and (_thousands(runs[:-1]) or _lakhs(runs[:-1])):
        return Decimal("".join(runs[:-1]) + "." + runs[-1])
    return None


def _one_separator(runs: list[str], sep: str, style: NumberStyle) -> Decimal | None:
    decimal = Decimal((runs[0] or "0") + "." + runs[1])
    if len(runs[1]) != 3 or not _thousands(runs):
        return decimal  # cannot be a group, whatever the style
    if style.decimal == sep:
        return decimal
    if style.decimal:
        return Decimal("".join(runs))
    return None


def _strip(text: str) -> str:
    text = text.strip(_SPACES + ":;*|\t")
    for _ in range(2):
        text = _AROUND.sub("", text).strip(_SPACES)
    return text


def _signed(found: re.Match[str], value: Decimal) -> Decimal:
    lead, trail = (found["lead"] or "").strip(), found["trail"] or ""
    negative = (lead and lead in "-" + _DASHES) or trail == "-" or (lead == "(" and trail == ")")
    return -value if negative else value


def read_number(text: str, style: NumberStyle) -> Decimal | None:
    """The value of a text that is one number (a currency sign around it is allowed), else None."""
    found = _NUMBER.fullmatch(_strip(text))
    if not found:
        return None
    value = _value(found["body"], style)
    return None if value is None else _signed(found, value)


def possible_numbers(text: str) -> tuple[Decimal, ...]:
    """Every value that the text could have under some style; several where "1.234" leaves it open."""
    values = (read_number(text, NumberStyle(decimal)) for decimal in (".", ","))
    return tuple(dict.fromkeys(value for value in values if value is not None))


def find_numbers(text: str, style: NumberStyle) -> tuple[FoundNumber, ...]:
    """All numbers inside a text, those that the style leaves open left out."""
    result = []
    for found in _NUMBER.finditer(text):
        value = _value(found["body"], style)
        if value is not None:
            result.append(FoundNumber(found.start("body"), found.end("body"), _signed(found, value)))
        elif re.search(rf"[{_SPACES}]", found["body"]):
            # "3 12,50" is two numbers, not one with a blank between its groups.
            for piece in re.finditer(rf"[^{_SPACES}]+", found["body"]):
                value = _value(piece[0], style)
                if value is not None:
                    start = found.start("body") + piece.start()
                    result.append(FoundNumber(start, start + len(piece[0]), value))
    return tuple(result)
