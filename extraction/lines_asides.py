"""Words that a sentence puts among those of an item's name: "…, your catalogue number 22.953.089, at", "50 Meter"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extraction.columns import ROLES, heading_roles
from extraction.lines_features import MARKS
from extraction.lines_types import Known
from extraction.lines_words import Scored

NAMES = tuple(ROLES.index(r) for r in ("item_code", "supplier_item_code", "buyer_item_code", "gtin"))
NAMED = 0.6  # how surely words before a code must name it
LONGEST = 5
ENDS = (",", ";", "(")
DASHES = frozenset("–—-|/:·•")


def asides_of(code: Sequence[Scored], scored: Sequence[Scored], language: str, known: Known) -> frozenset[int]:
    """The words that only lead to a code, after a comma, and those that lead on from it; as places in the scene."""
    ats = [s.at for s in scored]
    start, end = ats.index(code[0].at), ats.index(code[-1].at)
    lead: list[Scored] = []
    at = start - 1
    while at >= 0 and len(lead) <= LONGEST and not scored[at].atom.text.endswith(ENDS):
        lead.insert(0, scored[at])
        at -= 1
    run = (code[0].atom.line, code[0].atom.segment)
    if at < 0 or not lead or len(lead) > LONGEST or any((s.atom.line, s.atom.segment) != run for s in lead):
        return frozenset()
    if any(s.atom.typed.digits for s in lead) or known.is_item_word(lead[0].atom.text):
        return frozenset()
    roles = heading_roles(" ".join(s.atom.typed.key for s in lead), language)
    if max(roles[r] for r in NAMES) < NAMED:
        return frozenset()
    after = scored[end + 1 : end + 2]
    return frozenset(s.at for s in [*lead, *(s for s in after if s.atom.text.lower() in MARKS)])


def unit_behind(quantity: Scored, scored: Sequence[Scored], usual: bool) -> Scored | None:
    """The unit right behind a quantity, where a dash follows ("3 RL – Bubble wrap") or the other lines write it so."""
    beside = [s for s in scored if (s.atom.line, s.atom.segment) == (quantity.atom.line, quantity.atom.segment)]
    found = {s.atom.place - quantity.atom.place: s for s in beside}
    one, after = found.get(1), found.get(2)
    if one is None or after is None or not one.atom.typed.unit or one.atom.typed.digits:
        return None
    return one if usual or after.atom.text in DASHES else None


def units_follow(items: Sequence[Sequence[Scored]]) -> bool:
    """Whether most items have their unit right behind the quantity, in one run of words with their names."""
    pairs = [
        b.best
        for scored in items
        for a, b in pairwise(scored)
        if a.best == "quantity" and (a.atom.line, a.atom.segment) == (b.atom.line, b.atom.segment)
    ]
    return 2 * sum(best == "unit" for best in pairs) > len(items)
