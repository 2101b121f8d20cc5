"""What an agent confirmed to be none of our items is not proposed again to the same customer, under the same name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from matching.codes import EXACT
from matching.index import MasterIndex
from matching.line_view import LineView, description_key, view
from matching.matched import Chosen, match
from matching.ranking import MatchingModels
from models.knowledge import Knowledge
from models.match import MatchedOrder, MatchResult
from models.reading import ExtractedOrder

NOTHING: Mapping[int, MatchResult] = MappingProxyType({})
_DOUBT = 0.05  # of a lesson confirmed once; each confirmation takes its share of what is left


def match_as_learnt(
    order: ExtractedOrder,
    customer: MatchResult,
    index: MasterIndex,
    knowledge: Knowledge,
    models: MatchingModels,
    chosen: Chosen | None = None,
) -> MatchedOrder:
    """`match`, less the items that lines are known not to mean; what an agent chose in this order stays."""
    found = match(order, customer, index, knowledge, models, chosen)
    own = chosen or Chosen()
    left_open = {n: result for n, result in none_of_ours(found, index, knowledge).items() if n not in own.items}
    if not left_open:
        return found
    return match(order, customer, index, knowledge, models, Chosen(own.ship_to, {**left_open, **own.items}))


def none_of_ours(matched: MatchedOrder, index: MasterIndex, knowledge: Knowledge) -> Mapping[int, MatchResult]:
    """The lines, by number, that were matched though they are known to be none of ours: left open instead.

    A line that prints a code of ours is never one: the catalogue may have grown since.
    """
    told = {(a.kind, a.text): a.count for a in knowledge.aliases if not a.sku}
    if not told:
        return NOTHING
    ours = {(a.kind, a.text) for a in knowledge.aliases if a.sku}
    result = {}
    for number, line in enumerate(matched.lines):
        seen = view(line.line, index.items)
        names = _names(seen)
        counts = [told[name] for name in names if name in told]
        coded = any(hit.kind in ("sku", "gtin") and hit.level == EXACT for hit in seen.hits)
        if counts and not coded and not any(name in ours for name in names):
            sure = max(1 - _DOUBT / max(counts), 0.0 if line.item.best else line.item.confidence)
            result[number] = MatchResult(None, sure, line.item.candidates)
    return result


def _names(seen: LineView) -> list[tuple[str, str]]:
    """The names under which this line's item would be remembered."""
    text = description_key(seen.line.description.value) if seen.line.description else ""
    return [*(("code", key) for key in seen.buyer_keys), *([("description", text)] if text else [])]
