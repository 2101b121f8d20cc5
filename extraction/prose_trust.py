"""Whether items read out of sentences are an order's: what proves each, and what the tagging of rows knows better."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from extraction.gazetteer import Gazetteer, fold
from extraction.lexicon import merged
from extraction.prose_flow import Flow
from extraction.prose_grammar import NEAR, SaidItem
from extraction.prose_starts import Span, counted_behind, is_counted_again
from extraction.prose_words import leads
from models.reading import ExtractedLine, OnPage, stated

KNOWN_WORDS = 0.6  # of a name that is an item's of ours


def _is_sound(item: SaidItem, flow: Flow, gazetteer: Gazetteer) -> bool:
    """Whether something beside its place says that an item is one: our code, a labelled one, a price, known words."""
    coded = any(kind == "ours" or _is_known(flow.text[s.start : s.end], gazetteer) for kind, s in item.codes)
    if item.name is None:
        return coded and item.unit is not None
    name = flow.text[item.name.start : item.name.end]
    if fold(name) in _labels():
        return False
    priced = any(money.signed for money in item.moneys)
    if item.unit is None:
        return coded or (priced and any(money.per for money in item.moneys))
    return coded or priced or bool(item.codes) or _known_share(name, gazetteer) >= KNOWN_WORDS


def sound(said: Sequence[SaidItem], flow: Flow, gazetteer: Gazetteer) -> list[SaidItem]:
    """The items that something proves, and those beside them in the same enumeration."""
    proven = [_is_sound(item, flow, gazetteer) for item in said]
    for order in (range(1, len(said)), range(len(said) - 2, -1, -1)):
        for at in order:
            beside = at - 1 if order.step > 0 else at + 1
            first, second = sorted((at, beside))
            near = said[second].start - said[first].end <= NEAR
            whole = said[at].name is not None and not _is_bare(said[at], flow)
            proven[at] = proven[at] or (proven[beside] and near and whole)
    return [item for item, is_proven in zip(said, proven, strict=True) if is_proven]


def _is_bare(item: SaidItem, flow: Flow) -> bool:
    """Whether nothing says that the item's number counts: no unit, no "x"."""
    return item.unit is None and not re.match(r"\s*[x×]", flow.text[item.quantity.end :])


def _is_known(code: str, gazetteer: Gazetteer) -> bool:
    return gazetteer.is_sku(code) or gazetteer.is_gtin(code) or bool(gazetteer.buyer_code(code))


def _known_share(name: str, gazetteer: Gazetteer) -> float:
    parts = [word for word in name.split() if any(c.isalnum() for c in word)]
    return sum(gazetteer.is_item_word(word) for word in parts) / len(parts) if len(parts) > 1 else 0.0


def is_doubtful(said: Sequence[SaidItem], items: Sequence[SaidItem], flow: Flow, gazetteer: Gazetteer) -> bool:
    """Whether the text is a form, a list without names or a change, which the tagging of rows knows better."""
    if any(item.name and fold(flow.text[item.name.start : item.name.end]) in _labels() for item in said):
        return True
    if any(item.name is None and flow.text[: item.start].rstrip(" ")[-1:] in ("", "\n", "\v") for item in items):
        return True
    names = [flow.text[item.name.start : item.name.end] for item in items if item.name]
    if any(is_counted_again(name) or fold(name) in leads() for name in names):
        return True
    spans = [Span(item.start, item.end) for item in items]
    if counted_behind(flow.text, spans) >= len(items) or sum(_is_coded_before(item, flow) for item in items) > 1:
        return True
    if 2 * sum(_is_in_sentence(item, flow) for item in items) < len(items):
        return True
    follows = [False, *(b.start - a.end <= NEAR for a, b in pairwise(items))]
    return not all(item.led or near for item, near in zip(items, follows, strict=True))


def _is_in_sentence(item: SaidItem, flow: Flow) -> bool:
    """Whether an item begins within a row or goes on in the next; those with rows of their own make a list."""
    before = item.number.start if item.number else item.start
    row = re.split(r"[\n\v]", flow.text[:before])[-1]
    return bool(re.search(r"[^\W\d_]{2}|\d{4}[:,]", row)) or "\v" in flow.text[item.start : item.end].rstrip()


def _is_coded_before(item: SaidItem, flow: Flow) -> bool:
    """Whether a code begins the row that the item stands in: "- 3247643-R: 100 pcs Hex bolt"."""
    row = re.split(r"[\n\v]", flow.text[: item.start])[-1]
    return bool(re.search(r"^\W*(?=\S*\d{3})[\w./-]{4,}\W*$", row))


def is_better(
    made: Sequence[ExtractedLine],
    items: Sequence[SaidItem],
    before: Sequence[ExtractedLine],
    flow: Flow,
    gazetteer: Gazetteer,
) -> bool:
    """Whether the sentences leave out nothing that the tagging found in them, and none of it stands in a table."""
    ours = {line.supplier_item_code.value for line in made if line.supplier_item_code}
    for line in before:
        places = [f.evidence for _, f in stated(line) if isinstance(f.evidence, OnPage)]
        if any(place.cell for place in places):
            return False
        code = line.supplier_item_code.value if line.supplier_item_code else ""
        if gazetteer.is_sku(code) and code not in ours:
            return False
        if not is_in(line, items, flow) and _is_ordered(line, gazetteer):
            return False
    return True


def is_in(line: ExtractedLine, items: Sequence[SaidItem], flow: Flow) -> bool:
    """Whether what a line counts stands in one of the items."""
    place = line.quantity.evidence if line.quantity else line.description.evidence if line.description else None
    if not isinstance(place, OnPage):
        return False
    at = flow.holds(place.page, place.box)
    return any(item.start <= at < item.end for item in items)


def _is_ordered(line: ExtractedLine, gazetteer: Gazetteer) -> bool:
    """Whether a line has more of an order line's than a number and words, which an address has as well."""
    if line.quantity is None or line.description is None:
        return False
    return bool(line.unit or line.unit_price) or _known_share(line.description.value, gazetteer) >= KNOWN_WORDS


def says_less(made: Sequence[ExtractedLine], before: Sequence[ExtractedLine]) -> bool:
    """Whether the tagging found more prices, or a name for every line where the sentences have none for some."""
    nameless = any(line.description is None for line in made)
    priced = sum(line.unit_price is not None for line in made)
    named = bool(before) and all(line.description is not None for line in before)
    return (nameless and named) or priced < sum(line.unit_price is not None for line in before)


@cache
def _labels() -> frozenset[str]:
    return frozenset(fold(word) for names in merged("columns").values() for word in names if len(word) > 2)
