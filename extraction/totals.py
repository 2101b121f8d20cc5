"""The totals that the order lines and each other imply: net = Σ amounts, net + tax = gross, all three printed.

A label is the weakest sign of a total ("Total" is the net here and the gross there); sums hardly come out by chance.
Only printed values are ever stated; a tax printed in parts (CGST and SGST, two rates) is stated as their sum.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import fields as parts_of
from decimal import Decimal
from itertools import combinations
from typing import Any

from extraction.candidates_view import words_at
from extraction.gazetteer import name_key
from extraction.layout import TextLine, text_lines
from extraction.lines import LinesReading
from extraction.values import NumberStyle, find_numbers
from models.page import Box, Page
from models.reading import AtPath, Field, OnPage, Source

CENT = Decimal("0.02")
HIGHEST_TAX = Decimal("0.35")  # of the net; the highest standard rate of value added tax is 27 %
MOST_PARTS = 3  # of a tax printed in parts
SUMMED_CONFIDENCE = 0.97  # the amounts of all lines bear it out
IMPLIED_CONFIDENCE = 0.94  # the two other totals do
ABOVE_PT = 26.0  # how far over a value its heading may stand
TAX_WORDS = frozenset(
    {"vat", "tax", "taxes", "gst", "cgst", "sgst", "igst", "utgst", "hst", "pst", "qst", "tva", "taxe", "mwst", "ust"}
    | {"mehrwertsteuer", "umsatzsteuer", "steuer", "iva", "igv", "itbis", "impuesto", "impuestos", "imposta", "btw"}
)

TOTAL_WORDS = frozenset({"total", "totale", "totaal", "gesamt", "gesamtbetrag", "gesamtsumme", "endbetrag", "ttc"})
NET_WORDS = frozenset(  # what stands before "total", or for it, where taxes and charges come on top
    {"subtotal", "sub", "sous", "zwischensumme", "subtotale", "subtotaal", "untaxed", "net", "netto", "neto", "ht"}
    | {"nettobetrag", "nettosumme", "imponibile", "base"}
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number printed outside the order lines.

    `taxed` where its line, or the heading over it, names a tax; `named`: the words of its line, folded.
    """

    value: Decimal
    place: OnPage
    source: Source
    taxed: bool
    named: frozenset[str]


def with_implied_totals(
    fields: Mapping[str, Field[Any]], lines: LinesReading, pages: Sequence[Page], style: NumberStyle
) -> dict[str, Field[Any]]:
    """The fields, with the totals that sums imply where one was missed or taken for another."""
    amounts = tuple(_amounts(pages, lines, style))
    result = dict(fields)
    if lines.amount_sum is not None and lines.amount_sum > 0:
        result = _from_lines(result, lines.amount_sum, amounts)
    result = _from_each_other(result, amounts)
    return _printed_twice(_along_the_line(result, amounts), amounts)


# ---------------------------------------------------------------- from the lines
def _from_lines(fields: dict[str, Field[Any]], total: Decimal, amounts: Sequence[Amount]) -> dict[str, Field[Any]]:
    printed = _last(amounts, total)
    if printed is None:
        return fields
    net, gross = _value(fields, "total_net"), _value(fields, "total_gross")
    found = _taxed_total(total, amounts)
    if found is not None and net in (None, total, found[1].value) and gross in (None, found[1].value):
        tax, whole = found
        stated = {"total_net": printed, "total_gross": whole}
        made = {
            name: _field(one, SUMMED_CONFIDENCE) for name, one in stated.items() if _value(fields, name) != one.value
        }
        return {**fields, **made, "total_tax": _tax_field(tax, SUMMED_CONFIDENCE)}
    if net is None and gross is None:
        return {**fields, "total_net": _field(printed, SUMMED_CONFIDENCE)}
    return fields


def _taxed_total(net: Decimal, amounts: Sequence[Amount]) -> tuple[tuple[Amount, ...], Amount] | None:
    """The tax (in its parts) and the gross total that stand printed and make a sum with the net, the largest such."""
    for whole in sorted((a for a in amounts if net < a.value <= net * (1 + HIGHEST_TAX)), key=lambda a: -a.value):
        tax = _parts(whole.value - net, amounts)
        if tax:
            return tax, whole
    return None


def _parts(tax: Decimal, amounts: Sequence[Amount]) -> tuple[Amount, ...]:
    """The printed number, or the two or three on lines of their own, that come to a tax; () where none do."""
    candidates = [a for a in amounts if a.taxed and 0 < a.value <= tax]
    for one in candidates:
        if one.value == tax:
            return (one,)
    distinct = [a for a in candidates if a.value != 0][-12:]
    for count in range(2, MOST_PARTS + 1):
        for parts in combinations(distinct, count):
            apart = len({(p.place.page, round(p.place.box.y_mid)) for p in parts}) == count
            if apart and abs(sum(p.value for p in parts) - tax) <= CENT:
                return parts
    return ()


# ---------------------------------------------------------------- from each other
def _from_each_other(fields: dict[str, Field[Any]], amounts: Sequence[Amount]) -> dict[str, Field[Any]]:
    net, tax, gross = (_value(fields, name) for name in ("total_net", "total_tax", "total_gross"))
    if net is not None and tax is not None and gross is None:
        whole = _last(amounts, net + tax, besides=fields["total_net"])
        return {**fields, "total_gross": _field(whole, IMPLIED_CONFIDENCE)} if whole else fields
    if net is not None and gross is not None and tax is None and net < gross <= net * (1 + HIGHEST_TAX):
        parts = _parts(gross - net, amounts)
        return {**fields, "total_tax": _tax_field(parts, IMPLIED_CONFIDENCE)} if parts else fields
    if net is not None and net > 0 and tax is None and gross is None:
        found = _taxed_total(net, amounts)
        if found is None:
            return fields
        taxes = _tax_field(found[0], IMPLIED_CONFIDENCE)
        return {**fields, "total_tax": taxes, "total_gross": _field(found[1], IMPLIED_CONFIDENCE)}
    if tax is not None and gross is not None and net is None:
        printed = _last(amounts, gross - tax, besides=fields["total_gross"])
        return {**fields, "total_net": _field(printed, IMPLIED_CONFIDENCE)} if printed else fields
    return fields


def _along_the_line(fields: dict[str, Field[Any]], amounts: Sequence[Amount]) -> dict[str, Field[Any]]:
    """A last row of the table that sums up its columns: net, the taxes, and at its end what they come to."""
    net = _value(fields, "total_net")
    if net is None or net <= 0 or "total_tax" in fields or "total_gross" in fields:
        return fields
    for one in (a for a in reversed(amounts) if a.value == net):
        behind = [a for a in amounts if _same_line(a, one) and a.place.box.x0 > one.place.box.x1]
        for end in range(len(behind) - 1, 0, -1):
            taxes, whole = behind[:end], behind[end]
            tax = sum((t.value for t in taxes), Decimal(0))
            if 0 < tax <= net * HIGHEST_TAX and abs(net + tax - whole.value) <= CENT:
                stated = tuple(t for t in taxes if t.value)
                return {
                    **fields,
                    "total_tax": _tax_field(stated, IMPLIED_CONFIDENCE),
                    "total_gross": _field(whole, IMPLIED_CONFIDENCE),
                }
    return fields


def _same_line(one: Amount, other: Amount) -> bool:
    return (
        one.place.page == other.place.page
        and abs(one.place.box.y_mid - other.place.box.y_mid) < one.place.box.height / 2
    )


def _printed_twice(fields: dict[str, Field[Any]], amounts: Sequence[Amount]) -> dict[str, Field[Any]]:
    """Without a tax, subtotal and total are the same amount: printed as both, it is stated as both."""
    net = _value(fields, "total_net")
    if net is None or "total_tax" in fields or "total_gross" in fields:
        return fields
    same = [a for a in amounts if a.value == net]
    partial = next((i for i, a in enumerate(same) if a.named & NET_WORDS), None)
    whole = same[-1] if partial is not None and partial < len(same) - 1 else None
    if whole is None or not whole.named & TOTAL_WORDS or whole.named & NET_WORDS:
        return fields
    return {**fields, "total_gross": _field(whole, IMPLIED_CONFIDENCE)}


# ---------------------------------------------------------------- what is printed
def _amounts(pages: Sequence[Page], lines: LinesReading, style: NumberStyle) -> Iterator[Amount]:
    taken = {region.page: _down_to(region.box, _last_row(lines, region.page)) for region in lines.regions}
    money = [field.evidence for line in lines.lines for field in (line.amount, line.unit_price) if field]
    for page in pages:
        over: list[TextLine] = []
        for line in text_lines(page):
            if any(ch.isdigit() for ch in line.text):
                yield from (
                    a
                    for a in _on_line(page, line, over, style)
                    if not _inside(a.place.box, taken.get(page.number)) and not _is_any(a.place, money)
                )
            over = [*over[-2:], line]


def _last_row(lines: LinesReading, page: int) -> float | None:
    """Where the last value of an order line ends on a page (y, points); None where none stands there."""
    places = [
        value.evidence
        for line in lines.lines
        for each in parts_of(line)
        if isinstance(value := getattr(line, each.name), Field) and isinstance(value.evidence, OnPage)
    ]
    return max((place.box.bottom for place in places if place.page == page), default=None)


def _down_to(region: Box, last_row: float | None) -> Box:
    """The place of the order lines without what stands below the last of them."""
    return region if last_row is None else replace(region, bottom=min(region.bottom, last_row))


def _on_line(page: Page, line: TextLine, over: Sequence[TextLine], style: NumberStyle) -> Iterator[Amount]:
    source: Source = "ocr" if page.source == "ocr" else "text_layer"
    words_of_line = _words(line.text)
    named = bool(TAX_WORDS & words_of_line)
    for segment in line.segments:
        for number in find_numbers(segment.text, style):
            first, last = words_at(segment.words, number.start, number.end)
            words = segment.words[first:last]
            box = words[0].box
            for word in words[1:]:
                box = box.union(word.box)
            place = OnPage(page.number, box, segment.text[number.start : number.end], page.sheet, words[0].cell)
            yield Amount(number.value, place, source, named or _headed(box, over), words_of_line)


def _headed(box: Box, over: Sequence[TextLine]) -> bool:
    """Whether the heading of the column that the place stands in names a tax."""
    for line in reversed(over):
        if box.top - line.box.bottom > ABOVE_PT:
            return False
        # a number stands at the right of its cell, the heading at the left
        headings = [segment for segment in line.segments if segment.box.x0 <= box.x1]
        if headings:
            return _names_tax(headings[-1].text)
    return False


def _names_tax(text: str) -> bool:
    return bool(TAX_WORDS & _words(text))


def _words(text: str) -> frozenset[str]:
    """The words, folded, also without a rate that is glued to them ("CGST9")."""
    words = name_key(text).split()
    return frozenset(words) | frozenset(word.rstrip("0123456789") for word in words)


def _inside(box: Box, region: Box | None) -> bool:
    return region is not None and region.x0 <= box.x_mid <= region.x1 and region.top <= box.y_mid <= region.bottom


def _is_any(place: OnPage, taken: Sequence[OnPage | AtPath | None]) -> bool:
    """Whether a number is the price or the amount of an order line said in a sentence, where no region holds it."""
    return any(isinstance(one, OnPage) and one.page == place.page and _inside(place.box, one.box) for one in taken)


def _last(amounts: Sequence[Amount], value: Decimal, besides: Field[Any] | None = None) -> Amount | None:
    """The last place that prints a value (totals stand below), other than where another total stands."""
    for one in reversed(amounts):
        if one.value == value and (besides is None or one.place.box != getattr(besides.evidence, "box", None)):
            return one
    return None


def _value(fields: Mapping[str, Field[Any]], name: str) -> Decimal | None:
    return Decimal(str(fields[name].value)) if name in fields else None


def _field(one: Amount, confidence: float) -> Field[Any]:
    return Field(one.value, confidence, one.source, one.place)


def _tax_field(parts: Sequence[Amount], confidence: float) -> Field[Any]:
    return Field(sum((p.value for p in parts), Decimal(0)), confidence, parts[0].source, parts[0].place)
