"""An order line as matching looks at it: words, numbers, codes, price per ordered unit. Computed once per line."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from matching.attributes import Attributes, attributes
from matching.codes import CodeHit, code_of, codes_in
from matching.concepts import meaning
from matching.index import ItemIndex
from matching.similarity import code_key, fold, words
from models.reading import ExtractedLine


@dataclass(frozen=True, slots=True, eq=False)
class LineView:
    """`text` is the folded description without our codes; `hits` the items whose codes the line prints."""

    line: ExtractedLine
    text: str
    words: tuple[str, ...]
    concepts: tuple[str, ...]
    covered: frozenset[int]  # the words that a concept covers
    numbers: Attributes
    hits: tuple[CodeHit, ...]
    buyer_keys: tuple[str, ...]
    brand: tuple[str, ...]
    quantity: Decimal | None
    unit: str
    prices: tuple[float, ...]
    code_unknown: bool  # a code under "our number" that is none of ours


def view(line: ExtractedLine, index: ItemIndex) -> LineView:
    """Prepare one line."""
    printed = " ".join(_text(line.description).split())
    hits = _hits(line, printed, index)
    text = _without_codes(printed, hits)
    found = words(text)
    concepts, covered = meaning(found)
    buyer = [_text(line.buyer_item_code), _text(line.supplier_item_code)]
    return LineView(
        line,
        fold(text),
        found,
        concepts,
        covered,
        attributes(text),
        hits,
        tuple(dict.fromkeys(code_key(b) for b in buyer if code_key(b))),
        _brand(found, index),
        line.quantity.value if line.quantity else None,
        _text(line.unit),
        _prices(line),
        bool(line.supplier_item_code or line.gtin) and not any(h.kind in ("sku", "gtin") for h in hits),
    )


def description_key(text: str) -> str:
    """What a remembered description is kept under: its words and numbers, whatever the signs between them."""
    return " ".join(words(text))


def _text(field: object) -> str:
    value = getattr(field, "value", None)
    return value if isinstance(value, str) else ""


def _hits(line: ExtractedLine, printed: str, index: ItemIndex) -> tuple[CodeHit, ...]:
    fields = [_text(line.supplier_item_code), _text(line.gtin), _text(line.buyer_item_code)]
    best: dict[tuple[int, str], CodeHit] = {}
    for value in fields:
        probes = [value, *(codes_in(value) if " " in value.strip() else [])]
        for probe in probes:
            _keep(best, index.codes.find(probe, slips=True))
    for probe in codes_in(printed):
        _keep(best, index.codes.find(probe, slips=False))
    return tuple(best.values())


def _keep(best: dict[tuple[int, str], CodeHit], hits: list[CodeHit]) -> None:
    for hit in hits:
        held = best.get((hit.row, hit.kind))
        if held is None or hit.level > held.level:
            best[hit.row, hit.kind] = hit


def _without_codes(printed: str, hits: tuple[CodeHit, ...]) -> str:
    text = printed
    for hit in hits:
        if len(code_key(hit.printed)) >= 5:
            text = text.replace(hit.printed, " ")
    return " ".join(text.split()) or printed


def _brand(found: tuple[str, ...], index: ItemIndex) -> tuple[str, ...]:
    for length in (3, 2, 1):
        for i in range(len(found) - length + 1):
            if found[i : i + length] in index.brands:
                return found[i : i + length]
    return ()


def _prices(line: ExtractedLine) -> tuple[float, ...]:
    """The price of one ordered unit, before and after discount; from the amount where none is printed."""
    if line.unit_price is not None:
        basis = line.price_basis.value if line.price_basis and line.price_basis.value else Decimal(1)
        price = float(line.unit_price.value / basis)
    elif line.amount is not None and line.quantity is not None and line.quantity.value:
        price = float(line.amount.value / line.quantity.value)
    else:
        return ()
    if price <= 0:
        return ()
    discount = float(line.discount_percent.value) if line.discount_percent else 0.0
    return (price, price * (1 - discount / 100)) if 0 < discount < 100 else (price,)


def own_code(view_: LineView, index: ItemIndex, row: int, kind: str) -> int:
    """How exactly the line prints this code of an item: 3 exact … 1 one slip, 0 not at all."""
    return max(
        (h.level for h in view_.hits if h.row == row and h.kind == kind and code_of(index.items[row], kind)), default=0
    )
