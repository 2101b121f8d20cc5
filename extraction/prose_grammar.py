"""The items that sentences order: quantity, unit, name, code, price and amount, each with its place in the text.

An item begins at a quantity that something says is ordered (a verb, a colon, a new sentence) or that counts ("5 boxes"
behind a comma, but not "15 mm"), and ends where its code, its price or its sentence ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extraction.gazetteer import Gazetteer, fold
from extraction.prose_behind import said_before
from extraction.prose_starts import BULLET, LOOK_BACK, Prose, Span, begins, is_led, is_short, opens_inside, unit_of
from extraction.prose_words import (
    code_pattern,
    date_lead,
    discount_pattern,
    money_pattern,
    of_pattern,
    start_pattern,
    words,
)
from extraction.values import FoundDate
from extraction.values_codes import gtin_is_valid

# What stands behind a quantity that no name follows.
_CLOSES = re.compile(r"[^\S\n]*(?:[.,;)](?!\w)|\n|$|(?:and|et|und|y|e|en|sowie)\b)")
_SENTENCE_ENDED = re.compile(r"\.\s+[A-ZÀ-Þ]")
LONGEST_NAME = 160  # characters
NEAR = 40  # characters between an item and the next of one enumeration
_SENTENCE = re.compile(r"(?P<word>\S*?)(?P<sign>[.!?;])[)\"”]?(?=\s+[\"“(¿¡]?[A-ZÀ-Þ0-9]|\s*\n|\s*$)")


@dataclass(slots=True)
class Money:
    """A figure of money beside an item; `kind` is "price", "amount" or "" where nothing says."""

    span: Span
    kind: str
    basis: Span | None = None
    signed: bool = False  # with a currency
    per: bool = False


@dataclass(slots=True)
class SaidItem:
    """An item with the places of its values in the text."""

    start: int
    end: int
    quantity: Span
    unit: Span | None = None
    unit_code: str = ""
    name: Span | None = None
    codes: list[tuple[str, Span]] = field(default_factory=list)  # "ours", "theirs", "gtin" or "whose"
    moneys: list[Money] = field(default_factory=list)
    discount: Span | None = None
    dates: list[Span] = field(default_factory=list)
    led: bool = False  # something says that it is ordered
    number: Span | None = None  # of the item, where a list counts


def said_items(text: str, gazetteer: Gazetteer, dates: Sequence[FoundDate]) -> list[SaidItem]:
    """The items in the order in which the text says them; `dates` are those that stand in it."""
    prose = Prose(text, gazetteer, [Span(found.start, found.end) for found in dates])
    found: list[SaidItem] = []
    at = 0
    while (item := _next_item(prose, at)) is not None:
        found.append(item)
        at = item.end
    return found


def _next_item(prose: Prose, at: int) -> SaidItem | None:
    for match in start_pattern().finditer(prose.text, at):
        closes = bool(match["u"] and _CLOSES.match(prose.text, match.end()))
        if closes and (item := _behind(prose, match, at)):
            return item
        if begins(prose, match, at) and (item := _item(prose, match)):
            return item
        if match["u"] and not closes and (item := _behind(prose, match, at)):
            return item
    return None


def _behind(prose: Prose, match: re.Match[str], since: int) -> SaidItem | None:
    """The item whose quantity is said behind its name and code."""
    found = said_before(prose, since, match.start())
    if found is None or any(date.start < match.end() and match.start() < date.end for date in prose.dates):
        return None
    measured = unit_of(match) in words("measures")
    if measured and not prose.text[: match.start()].rstrip(" \v").endswith(":"):
        return None  # "Linguine 1 kg durum"
    name, kind, code = found
    item = SaidItem(min(name.start, code.start), match.end(), Span(*match.span("q")), led=True)
    item.unit_code = unit_of(match)
    item.unit = Span(match.start("u"), match.start("u") + len(match["u"].rstrip(".")))
    item.name, item.codes = name, [(kind, code)]
    item.end = _tail(prose, item, match.end())
    return item if item.moneys else None  # without a price it may be a change's "from 16 to 20 pairs"


# ---------------------------------------------------------------- an item
def _item(prose: Prose, match: re.Match[str]) -> SaidItem | None:
    kind = "q" if match["q"] else "x" if match["x"] else "b"
    before = prose.text[: match.start()]
    item = SaidItem(match.start(), match.end(), Span(*match.span(kind)), led=is_led(before[-LOOK_BACK:]))
    if bullet := BULLET.search(before, max(0, len(before) - LOOK_BACK)):
        item.number = Span(*bullet.span("number")) if bullet["number"] else None
    for unit in ("u", "xu"):
        if match[unit]:
            item.unit, item.unit_code = Span(*match.span(unit)), unit_of(match)
    at = of_pattern().match(prose.text, match.end())
    begin = at.end() if at else match.end()
    begin = _leading_code(prose, item, begin)
    end, begin = _name(prose, item, begin)
    if item.name is None and not item.codes:
        return None
    item.end = _tail(prose, item, end)
    return item if item.end > item.start else None


def _leading_code(prose: Prose, item: SaidItem, begin: int) -> int:
    """Takes a code that stands before the name; where what follows begins."""
    found = code_pattern().match(prose.text, begin)
    if not found or not found["code"] or prose.text[begin : begin + 1] in ("\n", ","):
        return begin
    kind = _kind(found)
    if not kind and not prose.is_known(found["code"]):
        return begin
    if "\n" in found[0] or (kind == "whose" and not _is_codelike(found["code"])):
        return begin
    item.codes.append((kind, Span(*found.span("code"))))
    end = found.end() - (found[0][-1] in ")]" and "(" not in found[0] and "[" not in found[0])
    behind = re.compile(r"\s*[,:–-]?\s*").match(prose.text, end)
    return behind.end() if behind and "\n" not in behind[0] else end


def _kind(found: re.Match[str]) -> str:
    return next((kind for kind in ("ours", "theirs", "gtin", "whose") if found[kind]), "")


def _is_codelike(code: str) -> bool:
    return sum(c.isdigit() for c in code) >= 3 or (len(code) >= 4 and any(c.isdigit() for c in code))


def _name(prose: Prose, item: SaidItem, begin: int) -> tuple[int, int]:
    """Takes the name; where it ends, and where it began."""
    text = prose.text
    if text[begin : begin + 1] == "(" and (closed := _closing(text, begin)) is not None:
        item.name = _trimmed(prose, begin + 1, closed)
        return closed + 1, begin
    end = min((stop for stop in _stops(prose, begin)), default=len(text))
    end = min(end, begin + LONGEST_NAME)
    item.name = _trimmed(prose, begin, end)
    return end, begin


def _closing(text: str, begin: int) -> int | None:
    depth = 0
    for at in range(begin, min(len(text), begin + LONGEST_NAME)):
        depth += (text[at] == "(") - (text[at] == ")")
        if text[at] == "\n":
            return None
        if depth == 0:
            return at
    return None


def _stops(prose: Prose, begin: int) -> Iterator[int]:
    """Where a name that begins here may end: the paragraph, the sentence, a code, money, a date, the next item."""
    text = prose.text
    limit = text.find("\n", begin)
    limit = len(text) if limit < 0 else limit
    yield limit
    for found in _SENTENCE.finditer(text, begin, limit + 1):
        if found["sign"] in "!?;" or not is_short(found["word"]):
            yield found.start("sign")
            break
    yield from (m.start() for m in _moneys(prose, begin, limit))
    yield from (m.start() for m in _codes(prose, begin, limit))
    for date in prose.dates:
        if begin < date.start < limit:
            lead = date_lead().search(text, begin, date.start)
            yield lead.start() if lead else date.start
    for found in start_pattern().finditer(text, begin + 1, limit):
        if opens_inside(prose, found):
            yield found.start()
            break


def _moneys(prose: Prose, begin: int, limit: int) -> Iterator[re.Match[str]]:
    for found in money_pattern().finditer(prose.text, begin, limit):
        if is_money(found):
            yield found
            return


def is_money(found: re.Match[str]) -> bool:
    """A currency, or a word that leads to a price and a figure with a price's decimals."""
    if found["c1"] or found["c2"]:
        return True
    decimals = bool(re.search(r"[.,]\d{2,4}$", found["n"]))
    return decimals and bool(found["price"] or found["amount"]) and bool(found["per"] or "@" in found[0])


def _codes(prose: Prose, begin: int, limit: int) -> Iterator[re.Match[str]]:
    for found in code_pattern().finditer(prose.text, begin, limit):
        if _is_code(prose, found):
            yield found
            return


def _is_code(prose: Prose, found: re.Match[str]) -> bool:
    kind, code = _kind(found), found["code"]
    if kind in ("ours", "theirs"):
        return True
    if kind == "gtin":
        return gtin_is_valid(re.sub(r"\D", "", code))
    apart = found[0].lstrip()[:1] in "([,;–-" or found[0].startswith("\v")
    if prose.is_known(code) and (apart or kind):
        return True
    return kind == "whose" and _is_codelike(code) and apart


def _trimmed(prose: Prose, begin: int, end: int) -> Span | None:
    """The stretch without signs and loose words around it; None where no word is left."""
    loose = _loose()
    while True:
        raw = prose.text[begin:end]
        begin += len(raw) - len(raw.lstrip(" \v,;:–—-"))
        end -= len(raw) - len(raw.rstrip(" \v,;:–—-(["))
        text = prose.text[begin:end]
        last = text.split()[-1] if text.split() else ""
        if fold(last) in loose and last == last.lower() and len(text.split()) > 1:
            end -= len(last)
            continue
        break
    text = prose.text[begin:end]
    if text.endswith(".") and not is_short(text.split()[-1].rstrip(".")):
        end -= 1
    return Span(begin, end) if re.search(r"[^\W\d_]{3}", prose.text[begin:end]) else None


def _loose() -> frozenset[str]:
    return frozenset(fold(w) for w in words("loose"))


# ---------------------------------------------------------------- what follows the name
def _tail(prose: Prose, item: SaidItem, at: int) -> int:
    """Takes codes, moneys, discounts and dates that follow each other; where they end."""
    while not _SENTENCE_ENDED.match(prose.text, max(0, at - 1)):
        taken = _one_clause(prose, item, at)
        if taken is None:
            return at
        at = taken
    return at


def _one_clause(prose: Prose, item: SaidItem, at: int) -> int | None:
    text = prose.text
    if (found := discount_pattern().match(text, at)) and "\n" not in found[0]:
        item.discount = Span(*found.span("d"))
        return found.end()
    if (found := money_pattern().match(text, at)) and is_money(found) and "\n" not in found[0].rstrip():
        item.moneys.append(_money(found))
        return found.end()
    if (found := code_pattern().match(text, at)) and _is_code(prose, found) and "\n" not in found[0]:
        item.codes.append((_kind(found), Span(*found.span("code"))))
        return found.end()
    for date in prose.dates:
        if at <= date.start <= at + 40:
            lead = date_lead().match(text, at, date.start)
            if lead and lead.end() == date.start and "\n" not in lead[0]:
                item.dates.append(date)
                return date.end
    return None


def _money(found: re.Match[str]) -> Money:
    kind = "price" if found["price"] or found["per"] else "amount" if found["amount"] else ""
    if found["amount"] and not found["per"]:
        kind = "amount"
    basis = Span(*found.span("basis")) if found["basis"] else None
    return Money(Span(*found.span("n")), kind, basis, bool(found["c1"] or found["c2"]), bool(found["per"]))
