"""Order lines out of sentences, where an order is said in sentences; they stand for what the tagging of rows made.

The tagging reads rows; in a letter an item begins in the middle of one. Its lines stay where any of them stands in a
table, knows more of our codes, or where what the sentences say is no item (a label, an address, a change "200 to 400").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from extraction.candidates_view import DocumentView
from extraction.gazetteer import Gazetteer
from extraction.lines import LinesReading
from extraction.prose_flow import Flow, flow_of
from extraction.prose_grammar import Money, SaidItem, said_items
from extraction.prose_names import bare_name
from extraction.prose_pairs import paired_items
from extraction.prose_starts import Span
from extraction.prose_trust import is_better, is_doubtful, is_in, says_less, sound
from extraction.prose_words import number_words, words
from extraction.values import NumberStyle, find_dates, possible_numbers, read_number
from models.reading import ExtractedLine, Field, OnPage, stated

CERTAIN = 0.94
CENT = Decimal("0.02")
SHARE_ROUNDED = Decimal("0.005")  # of an amount whose price was rounded


def with_prose(lines: LinesReading, document: DocumentView) -> LinesReading:
    """The lines that the document's sentences say, where they say them; else the lines as they were."""
    pages = [view.page for view in document.pages]
    if any(word.cell for page in pages if page.sheet for word in page.words):
        return lines
    flow = flow_of(pages)
    dates = find_dates(flow.text.replace("\v", " "), document.language, document.order, document.anchor)
    paired = paired_items(flow, document.gazetteer)
    said = paired or said_items(flow.text, document.gazetteer, dates)
    items = paired or sound(said, flow, document.gazetteer)
    if not items:
        return lines
    made = _with_own_amounts([_line(item, flow, document) for item in items])
    if not paired and is_doubtful(said, items, flow, document.gazetteer):
        return replace(lines, lines=tuple(_amended(line, made, items, flow, document) for line in lines.lines))
    if not is_better(made, items, lines.lines, flow, document.gazetteer):
        return lines
    made = _with_dates(made, items, flow, document)
    taken = [_with_rest(line, item, lines.lines, flow) for line, item in zip(made, items, strict=True)]
    if says_less(taken, lines.lines):
        return lines
    return replace(lines, lines=tuple(taken), amount_sum=_sum(taken), regions=(), spoken=True)


def _amended(
    line: ExtractedLine,
    made: Sequence[ExtractedLine],
    items: Sequence[SaidItem],
    flow: Flow,
    document: DocumentView,
) -> ExtractedLine:
    """A list's line with the whole name and the price, where its words agree with it on quantity and code of ours."""
    for other, item in zip(made, items, strict=True):
        code = other.supplier_item_code
        if code is None or line.supplier_item_code is None or code.value != line.supplier_item_code.value:
            continue
        same = line.quantity and other.quantity and line.quantity.value == other.quantity.value
        if not same or not is_in(line, [item], flow) or not document.gazetteer.is_sku(code.value):
            continue
        closed = item.name is not None and item.quantity.end <= item.name.start and item.end > item.name.end + 2
        if closed and line.description and other.description and _begins(line.description.value, other):
            line = replace(line, description=other.description)
        if line.unit_price is None and line.amount is None:
            line = replace(line, unit_price=other.unit_price, price_basis=line.price_basis or other.price_basis)
        return line
    return line


def _begins(name: str, other: ExtractedLine) -> bool:
    """Whether the name is the beginning of the other line's."""
    return other.description is not None and other.description.value.startswith(name + " ")


def _line(item: SaidItem, flow: Flow, document: DocumentView) -> ExtractedLine:
    style = document.style
    quantity = _quantity(flow.text[item.quantity.start : item.quantity.end], item, style)
    values: dict[str, Any] = {"quantity": _field(flow, item.quantity, quantity)} if quantity is not None else {}
    if item.unit:
        values["unit"] = _field(flow, item.unit, _plain(flow, item.unit))
    for role, code in _codes(item, flow, document.gazetteer):
        values.setdefault(role, _field(flow, code, _plain(flow, code)))
    if item.name:
        name = _plain(flow, item.name)
        sku = values["supplier_item_code"].value if "supplier_item_code" in values else ""
        if item.end <= item.name.end + 2:  # nothing but the sentence's own words ended it
            name = bare_name(name, sku, document.gazetteer)
        values["description"] = _field(flow, item.name, name)
    values |= _money(item, flow, style, quantity)
    if item.discount:
        percent = read_number(_plain(flow, item.discount), style)
        values |= {"discount_percent": _field(flow, item.discount, percent)} if percent is not None else {}
    if item.number:
        values["line_no"] = _field(flow, item.number, _plain(flow, item.number))
    return ExtractedLine(**values)


def _plain(flow: Flow, span: Span) -> str:
    return " ".join(flow.text[span.start : span.end].split())


def _field(flow: Flow, span: Span, value: Any) -> Field[Any]:
    return Field(value, CERTAIN, flow.source(span.start), flow.place(span.start, span.end))


def _quantity(text: str, item: SaidItem, style: NumberStyle) -> Decimal | None:
    """How many; of what is counted, three digits behind a sign are thousands."""
    if text.casefold() in number_words():
        return Decimal(number_words()[text.casefold()])
    if item.unit_code not in words("measures") and re.fullmatch(r"[1-9]\d{0,2}(?:[.,'’ \u00a0\u202f]\d{3})+", text):
        return Decimal(re.sub(r"\D", "", text))
    return read_number(text, style) or next(iter(possible_numbers(text)), None)


def _codes(item: SaidItem, flow: Flow, gazetteer: Gazetteer) -> Iterable[tuple[str, Span]]:
    for kind, span in item.codes:
        code = _plain(flow, span)
        if gazetteer.is_sku(code) or (kind == "ours" and not gazetteer.buyer_code(code)):
            yield "supplier_item_code", span
        elif kind == "gtin" or gazetteer.is_gtin(code):
            yield "gtin", span
        else:
            yield "buyer_item_code", span


def _money(item: SaidItem, flow: Flow, style: NumberStyle, quantity: Decimal | None) -> dict[str, Any]:
    """The price and the amount; where words do not say which is which, the product does."""
    figures = [(m, read_number(_plain(flow, m.span), style)) for m in item.moneys]
    prices = [(m, v) for m, v in figures if m.kind == "price" and v is not None]
    amounts = [(m, v) for m, v in figures if m.kind == "amount" and v is not None]
    for money, value in figures:
        if money.kind or value is None:
            continue
        if prices and quantity and abs(prices[0][1] * quantity - value) <= CENT:
            amounts.append((money, value))
        elif not prices:
            prices.append((money, value))
        elif not amounts:
            amounts.append((money, value))
    made: dict[str, Any] = {}
    if prices:
        money, value = prices[0]
        made["unit_price"] = _field(flow, money.span, value)
        made |= _basis(money, flow)
    if amounts:
        made["amount"] = _field(flow, amounts[0][0].span, amounts[0][1])
    return made


def _with_own_amounts(lines: Sequence[ExtractedLine]) -> list[ExtractedLine]:
    """The lines; what the last one seems to come to is the total of all, where its price says otherwise."""
    priced = any(line.unit_price for line in lines)
    return [replace(line, amount=None) if priced and line.amount and not _comes_to(line) else line for line in lines]


def _comes_to(line: ExtractedLine) -> bool:
    return (
        line.amount is not None
        and (own := _worth(replace(line, amount=None))) is not None
        and (abs(own - line.amount.value) <= max(CENT, own * SHARE_ROUNDED))
    )


def _basis(money: Money, flow: Flow) -> dict[str, Any]:
    if money.basis is None:
        return {}
    digits = re.sub(r"\D", "", flow.text[money.basis.start : money.basis.end])
    return {"price_basis": _field(flow, money.basis, Decimal(digits))} if digits not in ("", "1") else {}


def _with_dates(
    made: Sequence[ExtractedLine], items: Sequence[SaidItem], flow: Flow, document: DocumentView
) -> list[ExtractedLine]:
    """The lines with their dates, where each has one and they differ: one date for all is the order's."""
    texts = [_plain(flow, item.dates[0]) if item.dates else "" for item in items]
    if not all(texts) or len(set(texts)) < 2:
        return list(made)
    lines = []
    for line, item, text in zip(made, items, texts, strict=True):
        found = find_dates(text, document.language, document.order, document.anchor)
        day = _field(flow, item.dates[0], found[0].dates[0]) if found else None
        lines.append(replace(line, requested_date=day))
    return lines


def _with_rest(line: ExtractedLine, item: SaidItem, before: Sequence[ExtractedLine], flow: Flow) -> ExtractedLine:
    """The line with what else the tagging read within the item's words."""
    has = {name for name, _ in stated(line)}
    for other in before:
        for name, field in stated(other):
            place = field.evidence
            if name in has or name in ("quantity", "unit", "description", "line_no") or not isinstance(place, OnPage):
                continue
            at = flow.holds(place.page, place.box)
            if name.endswith("item_code") and item.name and at == item.name.start:
                shorter = _without_code(line, str(field.value))
                wanted, line = shorter is not line, shorter
            else:
                wanted = item.start <= at < item.end and not _takes(item, at)
            if wanted:
                changed: dict[str, Any] = {name: field}
                line = replace(line, **changed)
                has.add(name)
    return line


def _without_code(line: ExtractedLine, code: str) -> ExtractedLine:
    """The line without the code at its name's beginning."""
    if line.description is None or not line.description.value.startswith(code + " "):
        return line
    rest = line.description.value.removeprefix(code).strip(" ,:–-")
    return replace(line, description=replace(line.description, value=rest))


def _takes(item: SaidItem, at: int) -> bool:
    """Whether the place is already a value of the item."""
    spans = [item.quantity, item.unit, item.name, *(s for _, s in item.codes), *(m.span for m in item.moneys)]
    return any(span is not None and span.start <= at < span.end for span in [*spans, *item.dates])


def _sum(lines: Sequence[ExtractedLine]) -> Decimal | None:
    """What all lines come to, where each says its amount or its price."""
    values = [_worth(line) for line in lines]
    return sum((v for v in values if v is not None), Decimal(0)) if None not in values else None


def _worth(line: ExtractedLine) -> Decimal | None:
    """The amount of a line, as said or as its price makes it."""
    if line.amount:
        return line.amount.value
    if line.quantity is None or line.unit_price is None:
        return None
    basis = line.price_basis.value if line.price_basis else Decimal(1)
    off = line.discount_percent.value if line.discount_percent else Decimal(0)
    return round(line.quantity.value * line.unit_price.value / basis * (1 - off / 100), 2)
