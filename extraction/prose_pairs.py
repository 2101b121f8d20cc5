"""Items that a mail lists in two rows each: "1) K181168 Pizza box brown", and below it "n. 200 a € 0,0311".

The number before the bracket counts the items; how many are wanted is said in the row below, before the price.
"""

from __future__ import annotations

import re

from extraction.gazetteer import Gazetteer
from extraction.prose_flow import Flow
from extraction.prose_grammar import Money, SaidItem, is_money
from extraction.prose_starts import Span
from extraction.prose_words import count_pattern, money_pattern, unit_codes

LEAST_ITEMS = 2
LEAST_DIGITS = 5  # of a code that nobody knows
_ROW = re.compile(r"[^\n\v]+")
_ITEM = re.compile(
    r"\s*\(?(?P<number>\d{1,3})[.):]\s+(?:(?P<code>(?=\S*\d{2})[\w./-]{4,25})\s+(?:[–-]\s+)?)?(?P<name>\S.*\S)\s*"
)


def paired_items(flow: Flow, gazetteer: Gazetteer) -> list[SaidItem]:
    """The items of such a list; none where its numbers do not count from one on, or a row has no quantity below."""
    rows = list(_ROW.finditer(flow.text))
    found: list[SaidItem] = []
    for at, row in enumerate(rows):
        head = _ITEM.fullmatch(row[0])
        if head is None or int(head["number"]) != len(found) + 1:
            continue
        item = _item(flow, head, row.start(), rows[at + 1], gazetteer) if at + 1 < len(rows) else None
        if item is None:
            return []
        found.append(item)
    return found if len(found) >= LEAST_ITEMS else []


def _item(flow: Flow, head: re.Match[str], at: int, below: re.Match[str], gazetteer: Gazetteer) -> SaidItem | None:
    counted = count_pattern().match(below[0])
    if counted is None:
        return None
    money = money_pattern().fullmatch(below[0].rstrip(" .;,"), counted.end())
    if money is None or not is_money(money):
        return None
    begin = below.start()
    item = SaidItem(at, below.end(), _span(counted, "q", begin), led=True, number=_span(head, "number", at))
    unit = next((name for name in ("u", "nu") if counted[name]), None)
    if unit:
        item.unit = _span(counted, unit, begin)
        item.unit_code = unit_codes().get(counted[unit].casefold().rstrip("."), "PCE")
    item.name = _span(head, "name", at)
    code = head["code"]
    if code and (_is_known(code, gazetteer) or sum(c.isdigit() for c in code) >= LEAST_DIGITS):
        item.codes = [("", _span(head, "code", at))]
    elif code:
        item.name = Span(at + head.start("code"), at + head.end("name"))
    price = Money(_span(money, "n", begin), "price", _span(money, "basis", begin) if money["basis"] else None, True)
    item.moneys = [price]
    return item


def _is_known(code: str, gazetteer: Gazetteer) -> bool:
    return gazetteer.is_sku(code) or gazetteer.is_gtin(code) or bool(gazetteer.buyer_code(code))


def _span(match: re.Match[str], group: str, offset: int) -> Span:
    return Span(match.start(group) + offset, match.end(group) + offset)
