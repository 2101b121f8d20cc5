"""Where an item begins in running text: at a quantity that something says is ordered, or that counts.

"We need 15 m of …" is led by a verb; "…, 5 boxes of …" counts; "…, 15 mm, green" does neither.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extraction.gazetteer import Gazetteer, fold
from extraction.prose_words import CURRENCY, LONGEST_LEAD, leads, start_pattern, unit_codes, words

LOOK_BACK = 90  # characters
SHORTEST_VERB = 5  # letters
FROM_VERB = 4  # words from a verb to what it orders
LONGEST_OPENING = 2  # words before the quantity that begin a sentence
BULLET = re.compile(r"(?:^|[\n\v])\s*(?:[-*•·–—>»+▪o]|\(?(?P<number>\d{1,3})[.)]|[a-z]\))\s*$")
_COUNTED = re.compile(r"(?<!\w)(?:n\.|nr\.|no\.|n°|nº)\Z", re.IGNORECASE)  # "n. 12 confezioni"
_PAID = re.compile(rf"(?<!\w){CURRENCY}[^\S\n\v]*\Z", re.IGNORECASE)
_INITIALS = re.compile(r"\(?(?:\w\.)+\w?")  # "M.S."
_AND = frozenset({"and", "et", "und", "y", "e", "en"})


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Prose:
    """A text with what helps to read it."""

    text: str
    gazetteer: Gazetteer
    dates: Sequence[Span]  # the dates in the text

    def is_known(self, code: str) -> bool:
        return self.gazetteer.is_sku(code) or bool(self.gazetteer.buyer_code(code)) or self.gazetteer.is_gtin(code)


def is_counted_again(name: str) -> bool:
    """Whether a name holds a quantity: "200 pcs Hex bolt M8: 400 pcs" tells of a change, "X and 20 Y" of two items."""
    found = list(start_pattern().finditer(name))
    if found and found[-1]["u"] and unit_of(found[-1]) not in words("measures"):
        return True
    return any(match["b"] and fold(name[: match.start()]).rpartition(" ")[2] in _AND for match in found)


def counted_behind(text: str, items: Sequence[Span]) -> int:
    """How many rows end with a quantity behind their name ("Hex bolt M8 (K12): 250 pcs"), beside `items`."""
    found = (m for m in start_pattern().finditer(text) if m["u"] and unit_of(m) not in words("measures"))
    apart = (m for m in found if not any(item.start <= m.start() < item.end for item in items))
    return sum(bool(re.match(r"\s*(?:[.;]\s*)?(?:[\n\v]|$)", text[m.end() :])) for m in apart)


def unit_of(match: re.Match[str]) -> str:
    unit = re.sub(r"\(\w+\)$", "", match["u"] or match["xu"] or "").casefold().rstrip(".")
    return unit_codes().get(" ".join(unit.split()), "PCE" if unit else "")


def begins(prose: Prose, match: re.Match[str], since: int) -> bool:
    """Whether a quantity with no item open before it is ordered."""
    if any(date.start < match.end() and match.start() < date.end for date in prose.dates):
        return False
    before = prose.text[max(0, match.start() - LOOK_BACK) : match.start()]
    if _PAID.search(before):
        return False
    if is_led(before):
        return True
    counts = bool(match["x"]) or (bool(match["u"]) and unit_of(match) not in words("measures"))
    behind_item = since > 0 and not prose.text[since : match.start()].strip(" \v,;.&+–-")
    return bool(match["u"]) and (counts or behind_item)


def is_led(before: str) -> bool:
    """Whether what stands before a quantity says that it begins an item."""
    plain = _COUNTED.sub("", before.rstrip(" \v")).rstrip(" \v")
    if not plain or plain.endswith(("\n", ":", ";")) or BULLET.search(before) or ends_sentence(plain):
        return True
    sentence = re.split(r"[\n.:;!?]", plain)[-1].strip()
    last = fold(sentence).split()
    if len(last) <= LONGEST_OPENING and sentence[:1].isupper() and sentence.replace(" ", "").isalpha():
        return True  # "First 12 boxes …"
    if any(word in leads() and len(word) >= SHORTEST_VERB for word in last[-FROM_VERB:]):
        return True  # "we order from you 12 boxes"
    return any(" ".join(last[-count:]) in leads() for count in range(1, min(LONGEST_LEAD, len(last)) + 1))


def ends_sentence(text: str) -> bool:
    if not text.rstrip(')"”').endswith((".", "!", "?")):
        return False
    word = text.rstrip(')."”!?').split()
    return not word or not is_short(word[-1])


def is_short(word: str) -> bool:
    if _INITIALS.fullmatch(word + "."):
        return not word.isdigit()
    return word.casefold().strip("(").rstrip(".") in _shorts() and not word.isdigit()


def _shorts() -> frozenset[str]:
    return frozenset(words("short"))


def opens_inside(prose: Prose, match: re.Match[str]) -> bool:
    """Whether a quantity inside an item's text begins the next one: it counts, and a sign or a word parts the two."""
    unit = unit_of(match)
    counts = bool(match["x"]) or (bool(unit) and unit not in words("measures"))
    if not counts:
        return False
    before = prose.text[max(0, match.start() - 60) : match.start()]
    if _PAID.search(before):
        return False
    return before.rstrip(" \v").endswith((",", ";")) or "\v" in before[-2:] or is_led(before)
