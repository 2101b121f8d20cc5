"""What candidates of each type say of themselves and of their rivals: the part of their features that is their own."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal

import numpy as np

from extraction.candidates import Candidate, box_of, is_tax_id
from extraction.candidates_view import DocumentView
from extraction.gazetteer import PUBLIC_DOMAINS
from extraction.lexicon import merged
from extraction.values import read_currency, read_phone, read_postcode

NUMERIC = re.compile(r"^[\W\d]*\d[\W\d]*$")
_MOST_SUMMED = 40
CENTS = 2
_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:[.,'\u2019\u00a0\u202f ]\d{3})+(?![\d.,])")


_VAT_RATES = (3.8, 4, 5, 5.5, 6, 7, 8.1, 7.7, 9, 10, 12, 13, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 27, 28)
_SUM_TOLERANCE = Decimal("0.02")
_SITE_WORDS = frozenset(merged("words")["site"])
_TO_WORDS = frozenset(merged("words")["to"])


def _ranks(candidates: Sequence[Candidate]) -> list[tuple[float, float, float]]:
    """Order of reading, how many there are, and how often the same value stands in the document."""
    counts = Counter(c.value for c in candidates)
    return [(index, len(candidates), counts[c.value]) for index, c in enumerate(candidates)]


def _date_features(document: DocumentView, candidates: Sequence[Candidate]) -> list[list[float]]:
    values = [c.value for c in candidates if isinstance(c.value, date)]
    first, last = min(values), max(values)
    distinct = sorted(set(values))
    rows = []
    for candidate, (rank, count, same) in zip(candidates, _ranks(candidates), strict=True):
        value = candidate.value
        assert isinstance(value, date)
        rows.append([
            rank, count, same, len(distinct), distinct.index(value), (value - first).days, (last - value).days,
            ("full", "no_year", "week", "relative").index(candidate.kind), len(candidate.alternatives),
            float(value.weekday() >= 5), len(candidate.text),
            (value - document.anchor).days if document.anchor else -999,
        ])  # fmt: skip
    return rows


def _amount_features(document: DocumentView, candidates: Sequence[Candidate]) -> list[list[float]]:
    values = [abs(Decimal(str(c.value))) for c in candidates]
    money = sorted({v for v, c in zip(values, candidates, strict=True) if v and _decimals(c) >= 2}, reverse=True)
    top = money[:_MOST_SUMMED]
    held = set(money)
    highest = max(values, default=Decimal(1)) or Decimal(1)
    sums = _column_sums(document, candidates)
    rows = []
    for index, (candidate, (rank, count, same)) in enumerate(zip(candidates, _ranks(candidates), strict=True)):
        value = values[index]
        words = document.pages[candidate.page].segments[candidate.segment].words
        near = words[candidate.first - 1 : candidate.first] + words[candidate.last : candidate.last + 1]
        parts = [(a, value - a) for a in top if value / 2 <= a < value and value - a in held]
        taxed = [b for b in top if b < value and value + b in held]
        base = [a for a in top if a > value and a + value in held]
        rows.append([
            rank, count, same, math.log10(float(value) + 1), float(value / highest), _decimals(candidate),
            float(any(read_currency(word.text) for word in near) or candidate.text != words[candidate.first].text),
            sums[index],
            len(parts), float(any(_is_rate(tax, net) for net, tax in parts)),
            len(taxed), float(any(_is_rate(b, value) for b in taxed)),
            len(base), float(any(_is_rate(value, a) for a in base)),
            float(bool(money) and value == money[0]), sum(v > value for v in money), float(value == 0),
            float(any("%" in word.text for word in near)), float(NUMERIC.match(candidate.text) is not None),
        ])  # fmt: skip
    return rows


def _decimals(candidate: Candidate) -> int:
    """Decimals; whole amounts set in groups of thousands (pesos, forints) are as exact as cents elsewhere."""
    value = Decimal(str(candidate.value))
    if _GROUPED.search(candidate.text) and value == value.to_integral_value():
        return CENTS
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def _is_rate(tax: Decimal, net: Decimal) -> bool:
    """Whether tax is a usual share of net, as rounding leaves it."""
    share = float(tax / net) * 100 if net else -1.0
    return any(abs(share - rate) <= max(0.02, 60 / float(net)) for rate in _VAT_RATES)


def _column_sums(document: DocumentView, candidates: Sequence[Candidate]) -> list[float]:
    """How many of the right-aligned numbers above add up to the candidate (0: none do); pages are one long column."""
    places = [box_of(document, c) for c in candidates]
    offsets = np.cumsum([0.0, *(page.page.height for page in document.pages)])
    ends = np.array([box.x1 for box in places])
    heights = np.array([box.y_mid + offsets[c.page] for box, c in zip(places, candidates, strict=True)])
    values = [Decimal(str(c.value)) for c in candidates]
    exact = np.array([_decimals(c) for c in candidates]) >= 2
    result = []
    for index in range(len(candidates)):
        if not exact[index] or values[index] <= 0:
            result.append(0.0)
            continue
        above = np.flatnonzero((abs(ends - ends[index]) < 14) & (heights < heights[index] - 2) & exact)
        total, found = Decimal(0), 0
        for count, other in enumerate(above[np.argsort(-heights[above])], start=1):
            total += values[other]
            if abs(total - values[index]) <= _SUM_TOLERANCE:
                found = count
            if total > values[index] * 3:
                break
        result.append(float(found))
    return result


def _code_features(document: DocumentView, candidates: Sequence[Candidate]) -> list[list[float]]:
    gazetteer = document.gazetteer
    rows = []
    for candidate, (rank, count, same) in zip(candidates, _ranks(candidates), strict=True):
        text = str(candidate.value)
        digits = sum(ch.isdigit() for ch in text)
        rows.append([
            rank, count, same, len(text), digits, sum(ch.isalpha() for ch in text), float(text[:1].isalpha()),
            float("/" in text), float("-" in text), float("." in text), float("," in text), float(" " in text),
            ("word", "joined", "glued", "short").index(candidate.kind), float(text.isupper()),
            float(gazetteer.is_sku(text) or gazetteer.is_gtin(text)), float(len(gazetteer.buyer_code(text)) > 0),
            float(text in gazetteer.customer_codes), float(read_phone(text) is not None), len(read_postcode(text)),
            float(re.fullmatch(r"20[12]\d", text) is not None), float(re.search(r"(?:19|20)\d\d|2[0-9][/-]",
            text) is not None),
            float(text.startswith("0")), float(re.match(r"(?:PO|P\.O|BC|OC|PC|CDE|CF|ORD|B|BE|PUR)\W?\d", text,
            re.I) is not None),
            float(re.fullmatch(r"\d+[.,]\d{2}", text) is not None), float(is_tax_id(text)),
        ])  # fmt: skip
    return rows


def _around_us(
    document: DocumentView, candidate: Candidate, memo: dict[tuple[int, int, int], float]
) -> tuple[float, float]:
    """Whether the block, and the line, of the candidate shows traits of our own company."""
    view = document.pages[candidate.page]
    block, line = view.block_of[candidate.segment], view.line_of[candidate.segment]
    result = []
    for kind, number in ((0, block), (1, line)):
        key = (candidate.page, kind, number)
        if key not in memo:
            if kind == 0:
                text = view.blocks[block].text if block >= 0 else ""
            else:
                text = " ".join(s.text for s, own in zip(view.segments, view.line_of, strict=True) if own == line)
            memo[key] = float(document.gazetteer.is_ourselves(text))
        result.append(memo[key])
    return result[0], result[1]


def _vat_features(document: DocumentView, candidates: Sequence[Candidate]) -> list[list[float]]:
    rows = []
    memo: dict[tuple[int, int, int], float] = {}
    for candidate, (rank, count, same) in zip(candidates, _ranks(candidates), strict=True):
        text = str(candidate.value)
        rows.append([
            rank, count, same, float(bool(document.gazetteer.customers_by_vat(text))),
            float(document.gazetteer.is_ourselves(text)), *_around_us(document, candidate, memo), len(text),
            float(text[:2].isalpha()), float(len({c.value for c in candidates})),
        ])  # fmt: skip
    return rows


_ROLE_BOX = re.compile(
    r"^(?:info|contact|hello|office|mail)|(invoice|factur|rechnung|account|compta|buchhalt|fattur|ap\b|billing)"
    r"|(purchas|einkauf|achat|compras|acquist|inkoop|procure|buyer|order|bestell|commande|pedido|ordin)"
)


def _email_features(document: DocumentView, candidates: Sequence[Candidate]) -> list[list[float]]:
    domains = Counter(str(c.value).split("@")[-1] for c in candidates)
    rows = []
    memo: dict[tuple[int, int, int], float] = {}
    for candidate, (rank, count, same) in zip(candidates, _ranks(candidates), strict=True):
        local, domain = str(candidate.value).split("@", 1)
        role = _ROLE_BOX.search(local)
        rows.append([
            rank, count, same, domains[domain], len(domains),
            float(bool(document.gazetteer.customers_by_domain(domain))),
            float(document.gazetteer.is_ourselves(str(candidate.value))), *_around_us(document, candidate, memo),
            float(domain in PUBLIC_DOMAINS),
            float(role is not None and role.group(1) is None and role.group(2) is None),
            float(role is not None and bool(role.group(1))), float(role is not None and bool(role.group(2))),
            float("." in local), len(local),
        ])  # fmt: skip
    return rows


def _currency_features(document: DocumentView, candidates: Sequence[Candidate]) -> list[list[float]]:
    rows = []
    for candidate, (rank, count, same) in zip(candidates, _ranks(candidates), strict=True):
        words = document.pages[candidate.page].segments[candidate.segment].words
        near = words[candidate.first - 1 : candidate.first] + words[candidate.last : candidate.last + 1]
        text = candidate.text.strip()
        rows.append([
            rank, count, same, same / count, len({c.value for c in candidates}), float(text.upper() == candidate.value),
            float(any(ch in text for ch in "$€£₹¥")), float(any(ch.isdigit() for ch in text)),
            float(any(any(ch.isdigit() for ch in word.text) for word in near)), len(text),
            float(candidate.value == document.gazetteer.currency),
        ])  # fmt: skip
    return rows


def _city_features(document: DocumentView, candidates: Sequence[Candidate]) -> list[list[float]]:
    rows = []
    for candidate, (rank, count, same) in zip(candidates, _ranks(candidates), strict=True):
        segment = document.pages[candidate.page].segments[candidate.segment]
        before = [w.text.casefold().strip(" :,") for w in segment.words[max(0, candidate.first - 3) : candidate.first]]
        after = [w.text.casefold().strip(" :,.") for w in segment.words[candidate.last : candidate.last + 2]]
        rows.append([
            rank, count, same, len(candidate.text),
            float(any(ch.isdigit() for word in before[-1:] for ch in word)),
            float(any(ch.isdigit() for word in after[:1] for ch in word)),
            float(bool(before) and before[-1] in _TO_WORDS),
            float(any(word in _SITE_WORDS for word in before)), float(any(word in _SITE_WORDS for word in after)),
            float(document.gazetteer.is_ourselves(segment.text)),
            float("," in segment.text), float(segment.text.endswith(":")),
        ])  # fmt: skip
    return rows


OWN_FEATURES: Mapping[str, Callable[[DocumentView, Sequence[Candidate]], list[list[float]]]] = {
    "date": _date_features, "amount": _amount_features, "code": _code_features, "vat": _vat_features,
    "email": _email_features, "currency": _currency_features,
    "city": _city_features,
}  # fmt: skip
OWN_WIDTH: Mapping[str, int] = {
    "date": 12,
    "amount": 19,
    "code": 25,
    "vat": 10,
    "email": 15,
    "currency": 11,
    "city": 12,
}
