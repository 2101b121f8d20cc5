"""Header rows of order tables and the words that name columns. It finds and names; it decides no cell's role."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz, process

from extraction.lexicon import section
from extraction.lines_atoms import Atom, Row
from extraction.lines_types import normal

ROLES: tuple[str, ...] = (
    "line_no", "buyer_item_code", "supplier_item_code", "item_code", "gtin", "description", "quantity", "unit",
    "unit_price", "price_basis", "discount_percent", "amount", "requested_date", "other",
)  # fmt: skip
ROW_KINDS: tuple[str, ...] = ("label", "freight", "total", "carried", "void", "comment")
OTHER_LANGUAGE = 0.75  # a word of another language than the document's counts less
FUZZY_FROM = 84.0  # rapidfuzz ratio below which two header words have nothing in common
FUZZY_WEIGHT = 0.8
INSIDE_WEIGHT = 0.6  # a known word inside a longer heading
PLAIN_WEIGHT = 0.95
MONEY_WORDS = frozenset(
    ["eur", "usd", "gbp", "chf", "inr", "cad", "mxn", "euro", "euros", "in", "en", "rs", "excl", "ex"]
)
PHRASE_WORDS = 5
HEADER_PHRASES = 2  # known phrases and different roles that make a header row
HEADER_WORDS = 40
NUMERIC_SHARE = 0.2
STACK_GAP_LINES = 1.3  # blank between two rows of one header, in line heights
WEAKER_HEADER = 0.7  # a later header row needs this share of the best one's score to take over

Vector = tuple[float, ...]
NOTHING: Vector = (0.0,) * len(ROLES)


class Heading(NamedTuple):
    """The name of one column: its words' extent, and how much it names each of ROLES (0-1)."""

    text: str
    x0: float
    x1: float
    roles: Vector


class Header(NamedTuple):
    """A header of one or more rows; `score` counts different roles named."""

    page: int
    first_row: int
    last_row: int
    headings: tuple[Heading, ...]
    score: float


@cache
def _words(name: str, keys: tuple[str, ...]) -> Mapping[str, Mapping[str, frozenset[str]]]:
    """Normalised phrase → language → the keys that it may mean."""
    found: dict[str, dict[str, set[str]]] = {}
    for language, by_key in section(name).items():
        for key in keys:
            for phrase in by_key.get(key, ()):
                found.setdefault(normal(phrase), {}).setdefault(language, set()).add(key)
    found.pop("", None)
    return {p: {lang: frozenset(ks) for lang, ks in by.items()} for p, by in found.items()}


def column_words() -> Mapping[str, Mapping[str, frozenset[str]]]:
    return _words("columns", ROLES)


def row_words() -> Mapping[str, Mapping[str, frozenset[str]]]:
    return _words("rows", ROW_KINDS)


@lru_cache(maxsize=20_000)
def exact_roles(phrase: str, language: str) -> Vector:
    """How much a normalised phrase names each role, by the lexicon alone."""
    by = column_words().get(phrase)
    if by is None:
        return NOTHING
    vector = [0.0] * len(ROLES)
    for lang, roles in by.items():
        weight = 1.0 if lang == language or not language else OTHER_LANGUAGE
        for role in roles:
            at = ROLES.index(role)
            vector[at] = max(vector[at], weight)
    return tuple(vector)


@cache
def _choices() -> tuple[str, ...]:
    return tuple(p for p in column_words() if len(p) >= 4)


@lru_cache(maxsize=20_000)
def heading_roles(phrase: str, language: str) -> Vector:
    """How much a heading names each role: exactly, with a misprint, or by known words inside it."""
    exact = exact_roles(phrase, language)
    if any(exact):
        return exact
    vector = [0.0] * len(ROLES)
    if len(phrase) >= 4:
        for choice, ratio, _ in process.extract(
            phrase, _choices(), scorer=fuzz.ratio, score_cutoff=FUZZY_FROM, limit=4
        ):
            _raise(vector, exact_roles(choice, language), FUZZY_WEIGHT * ratio / 100)
    words = phrase.split()
    for size in range(min(PHRASE_WORDS, len(words) - 1), 0, -1):
        for start in range(len(words) - size + 1):
            inner = exact_roles(" ".join(words[start : start + size]), language)
            first = 1.0 if start == 0 else 0.85
            _raise(vector, inner, INSIDE_WEIGHT * first * (0.5 + 0.5 * size / len(words)))
    return tuple(vector)


def _raise(vector: list[float], other: Vector, weight: float) -> None:
    for at, value in enumerate(other):
        if value * weight > vector[at]:
            vector[at] = value * weight


def row_kinds(words: Sequence[str], language: str) -> tuple[Vector, Vector]:
    """Which of ROW_KINDS the words of a line name: at its start, anywhere."""
    start, inside = [0.0] * len(ROW_KINDS), [0.0] * len(ROW_KINDS)
    lexicon = row_words()
    flat = [w for word in words[:24] for w in word.split()]
    for at in range(len(flat)):
        for size in range(1, PHRASE_WORDS):
            if at + size > len(flat):
                break
            by = lexicon.get(" ".join(flat[at : at + size]))
            if by is None:
                continue
            for lang, kinds in by.items():
                weight = 1.0 if lang == language or not language else OTHER_LANGUAGE
                for kind in kinds:
                    k = ROW_KINDS.index(kind)
                    inside[k] = max(inside[k], weight)
                    if at == 0:
                        start[k] = max(start[k], weight)
    return tuple(start), tuple(inside)


# ---------------------------------------------------------------- header rows
class _Phrase(NamedTuple):
    text: str
    x0: float
    x1: float
    known: bool


def headers_of(rows: Sequence[Row], language: str) -> tuple[Header, ...]:
    """The header rows of all pages, each group of stacked rows once, top to bottom."""
    phrases = [_phrases(row) for row in rows]
    strong = [_is_header(row, found) for row, found in zip(rows, phrases, strict=True)]
    result: list[Header] = []
    at = 0
    while at < len(rows):
        if not strong[at]:
            at += 1
            continue
        first = last = at
        if first > 0 and _stacks(rows[first - 1], rows[first], phrases[first - 1]):
            first -= 1
        while last + 1 < len(rows) and (
            _stacks(rows[last + 1], rows[last], phrases[last + 1])
            or (strong[last + 1] and _close(rows[last], rows[last + 1]))
        ):
            last += 1
        headings = _headings([phrases[i] for i in range(first, last + 1)], language)
        result.append(Header(rows[at].page, first, last, headings, _score(headings)))
        at = last + 1
    return tuple(result)


def header_for(rows: Sequence[Row], headers: Sequence[Header]) -> list[Header | None]:
    """The header that each row stands under: the last good one above it, also from an earlier page."""
    best = max((h.score for h in headers), default=0.0)
    good = [h for h in headers if h.score >= WEAKER_HEADER * best]
    result: list[Header | None] = []
    at = -1
    for row in rows:
        while at + 1 < len(good) and good[at + 1].last_row < row.at:
            at += 1
        result.append(good[at] if at >= 0 else None)
    return result


def _phrases(row: Row) -> tuple[_Phrase, ...]:
    made: list[_Phrase] = []
    if len(row.atoms) > HEADER_WORDS:
        return ()
    for segment in row.segments:
        made.extend(_split_phrases(segment))
    return tuple(made)


def _split_phrases(segment: Sequence[Atom]) -> list[_Phrase]:
    """A run of words cut into known column names with the fewest pieces; unknown words join their neighbour."""
    keys = [a.typed.key for a in segment]
    whole = " ".join(k for k in keys if k)
    lexicon = column_words()
    if whole in lexicon:
        return [_Phrase(whole, segment[0].box.x0, segment[-1].box.x1, True)]
    count = len(segment)
    if count > 12:
        return [_Phrase(whole, segment[0].box.x0, segment[-1].box.x1, False)]
    cost = [0.0] + [1e9] * count
    back = [(0, False)] * (count + 1)
    for end in range(1, count + 1):
        for start in range(max(0, end - PHRASE_WORDS), end):
            text = " ".join(k for k in keys[start:end] if k)
            known = text in lexicon
            if not known and end - start > 1:
                continue
            price = cost[start] + (1.0 if known else 1.2 if text else 0.0)
            if price < cost[end]:
                cost[end], back[end] = price, (start, known)
    cuts: list[tuple[int, int, bool]] = []
    end = count
    while end > 0:
        start, known = back[end]
        cuts.append((start, end, known))
        end = start
    merged: list[tuple[int, int, bool]] = []
    for start, end, known in reversed(cuts):
        if merged and (not known or not merged[-1][2]):
            merged[-1] = (merged[-1][0], end, merged[-1][2] or known)
        else:
            merged.append((start, end, known))
    return [
        _Phrase(" ".join(k for k in keys[s:e] if k), segment[s].box.x0, segment[e - 1].box.x1, known)
        for s, e, known in merged
    ]


def _numeric(row: Row) -> int:
    return sum(a.typed.value is not None or bool(a.dates) or a.typed.digits > 3 for a in row.atoms)


def _is_header(row: Row, phrases: Sequence[_Phrase]) -> bool:
    known = [p for p in phrases if p.known]
    if len(known) < HEADER_PHRASES or _numeric(row) > NUMERIC_SHARE * len(row.atoms):
        return False
    if sum(a.text.endswith(":") for a in row.atoms) >= max(1, len(phrases) // 2):
        return False  # a form's labels, each with its value beside it
    roles = {r for p in known for r, v in zip(ROLES, exact_roles(p.text, ""), strict=True) if v}
    return len(roles - {"other"}) >= HEADER_PHRASES and len(known) >= 0.4 * len(phrases)


def _close(upper: Row, lower: Row) -> bool:
    if upper.page != lower.page:
        return False
    gap = max(lower.box.top - upper.box.bottom, upper.box.top - lower.box.bottom)
    return gap <= STACK_GAP_LINES * min(upper.box.height, lower.box.height)


def _stacks(row: Row, header: Row, phrases: Sequence[_Phrase]) -> bool:
    """Whether `row` is a further row of `header`: close, without numbers, with a known word, all of it short."""
    if not _close(row, header) or not _close(header, row) or _numeric(row) or not phrases:
        return False
    if any(a.text.endswith(":") for a in row.atoms) or len(row.atoms) > 14:
        return False
    inside = row.box.x0 > header.box.x0 - 40 and row.box.x1 < header.box.x1 + 40
    return inside and sum(p.known for p in phrases) * 2 >= len(phrases)


def _headings(stack: Sequence[Sequence[_Phrase]], language: str) -> tuple[Heading, ...]:
    columns: list[list[_Phrase]] = []
    for phrases in stack:
        for phrase in phrases:
            over = [c for c in columns if _overlap(c, phrase) > 0.5 and c[-1] not in phrases]
            if len(over) == 1:
                over[0].append(phrase)
            else:
                columns.append([phrase])
    made = []
    for column in columns:
        whole = " ".join(p.text for p in column)
        vector = list(heading_roles(whole, language))
        if len(column) > 1 and whole not in column_words():
            for p in column:
                _raise(vector, heading_roles(p.text, language), 0.85)
        made.append(Heading(whole, min(p.x0 for p in column), max(p.x1 for p in column), tuple(vector)))
    return tuple(sorted(made, key=lambda h: h.x0))


def _overlap(column: Sequence[_Phrase], phrase: _Phrase) -> float:
    x0, x1 = min(p.x0 for p in column), max(p.x1 for p in column)
    return (min(x1, phrase.x1) - max(x0, phrase.x0)) / max(min(x1 - x0, phrase.x1 - phrase.x0), 1.0)


def _score(headings: Sequence[Heading]) -> float:
    """How many different roles the headings name, each heading for its best one; the weighty roles count more."""
    taken: dict[int, float] = {}
    for heading in headings:
        at = max(range(len(ROLES)), key=lambda r: heading.roles[r])
        taken[at] = max(taken.get(at, 0.0), heading.roles[at])
    weight = {"quantity": 1.5, "description": 1.5, "unit_price": 1.2, "other": 0.4, "requested_date": 0.6}
    return sum(value * weight.get(ROLES[at], 1.0) for at, value in taken.items())
