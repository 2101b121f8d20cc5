"""Order spreadsheets, seeded: contents drawn, laid out, written, read back by our reader, every word labelled."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from extraction.limits import Limits
from extraction.readers import csv_text, spreadsheet
from learning.synth.content import OrderContent, order_truth
from learning.synth.draw import chance, weighted
from learning.synth.formats.document import FormatDocument
from learning.synth.formats.marks import cell_marks
from learning.synth.formats.sheet_draft import Draft
from learning.synth.formats.sheet_files import csv_bytes, ods_bytes, xls_bytes, xlsx_bytes
from learning.synth.formats.sheet_header import Pen, Printed
from learning.synth.formats.sheet_layouts import flat_sheet, form_sheet, order_sheet, other_sheet
from learning.synth.formats.sheet_records import record_sheet
from learning.synth.formats.style import SYMBOLS, Style, draw_style
from learning.synth.orders import draw_order
from learning.synth.world import World
from models.page import Page
from models.reading import Part

KINDS = {"letter": 6.0, "flat": 2.0, "flat_many": 0.7, "sheets": 0.8, "form": 1.3, "records": 0.8}
FILES = {"xlsx": 5.0, "xls": 1.5, "ods": 1.5, "csv": 2.0}
MAX_FORM_ITEMS = 400


def sheet_document(
    rng: Random, world: World, name: str = "order", kind: str = "", order: OrderContent | None = None
) -> FormatDocument:
    """One order file; `kind` fixes the layout's family, `order` its contents."""
    kind = kind or weighted(rng, KINDS)
    first = order or draw_order(rng, world)
    style = draw_style(rng, first.language, first.country)
    pens = [_pen(rng, first, style, 0)]
    if kind in {"flat_many", "sheets"}:
        pens.extend(_pen(rng, _another(rng, world, first), style, n) for n in range(1, rng.randint(2, 4)))
    drafts = _drafts(rng, world, kind, pens)
    file_kind = _file_kind(rng, kind, drafts, pens)
    data = _bytes(rng, file_kind, drafts, style)
    return _finished(f"{name}.{file_kind}", data, f"sheet_{kind}_{file_kind}", world, pens, drafts)


def _pen(rng: Random, order: OrderContent, style: Style, number: int) -> Pen:
    return Pen(rng, order, style, number, chance(rng, 0.25), Printed(), _money_format(rng, order.currency))


def _money_format(rng: Random, currency: str) -> str:
    """How amounts are formatted: mostly without the currency, which the format then may add on the screen."""
    if not chance(rng, 0.3):
        return "money"
    symbol = SYMBOLS.get(currency)
    forms = [f'#,##0.00 "{currency}"', f'"{currency}" #,##0.00', f"#,##0.00\\ [${currency}]"]
    if symbol:
        forms += [
            f'#,##0.00 "{symbol}"',
            f"#,##0.00 [${symbol}-40C]",
            f'_-* #,##0.00 "{symbol}"_-',
            f'"{symbol}" #,##0.00',
        ]
    return rng.choice(forms)


def _another(rng: Random, world: World, first: OrderContent) -> OrderContent:
    """A second order of the same buyer."""
    customer = next((c for c in world.master.customers if c.code == first.customer_code), None)
    other = draw_order(rng, world, customer, lines=rng.randint(1, 6), document_type="order", strangers=0)
    return replace(other, language=first.language, buyer=first.buyer, customer_code=first.customer_code)


def _drafts(rng: Random, world: World, kind: str, pens: list[Pen]) -> list[Draft]:
    style = pens[0].style
    if kind in {"flat", "flat_many"}:
        drafts = [flat_sheet(pens)]
    elif kind == "sheets":
        drafts = [order_sheet(pen) for pen in pens]
    elif kind == "records":
        drafts = [record_sheet(pens[0])]
    elif kind == "form":
        drafts = [_form(rng, world, pens)]
    else:
        drafts = [order_sheet(pens[0])]
    if chance(rng, 0.15):
        drafts.insert(rng.choice((0, len(drafts))), other_sheet(rng, style, chance(rng, 0.5)))
    return drafts


def _form(rng: Random, world: World, pens: list[Pen]) -> Draft:
    """A form shows our own items only, in their stock unit: lines that it cannot hold are dropped from the order."""
    pen = pens[0]
    seen: set[str] = set()
    lines = []
    for line in pen.order.printed_lines:
        if line.sku and line.sku not in seen:
            seen.add(line.sku)
            lines.append(
                replace(
                    line,
                    supplier_item_code=line.sku,
                    price_basis=line.price_basis * 0 + 1,
                    discount_percent=line.price_basis * 0,
                )
            )
    if not lines:
        return order_sheet(pen)
    pens[0] = replace(pen, order=replace(pen.order, lines=tuple(lines)))
    wanted = [world.items[s] for s in seen]
    others = [i for i in world.master.items if i.sku not in seen]
    shown = wanted + rng.sample(others, min(len(others), rng.randint(10, MAX_FORM_ITEMS)))
    return form_sheet(pens[0], shown, {k: dict(v) for k, v in world.texts.items()})


def _file_kind(rng: Random, kind: str, drafts: list[Draft], pens: list[Pen]) -> str:
    file_kind = weighted(rng, FILES)
    if file_kind == "csv" and (len(drafts) > 1 or kind == "letter" or len(pens[0].order.printed_lines) < 2):
        return "xlsx"
    return file_kind


def _bytes(rng: Random, file_kind: str, drafts: list[Draft], style: Style) -> bytes:
    if file_kind == "csv":
        return csv_bytes(rng, drafts[0], style)
    if file_kind == "xls":
        return xls_bytes(rng, drafts)
    return ods_bytes(drafts) if file_kind == "ods" else xlsx_bytes(rng, drafts)


def _finished(
    name: str, data: bytes, family: str, world: World, pens: list[Pen], drafts: list[Draft]
) -> FormatDocument:
    reader = csv_text if name.endswith(".csv") else spreadsheet
    pages = reader.read(Part(name, data), Limits()).pages
    marks = tuple(m for page, draft in _matched(pages, drafts) for m in cell_marks(page, draft.references))
    truth = {
        "file": name,
        "kind": "spreadsheet",
        "layout": family,
        "language": pens[0].order.language,
        "degradation": "none",
        "intent": pens[0].order.document_type,
        "orders": [order_truth(pen.order, pen.printed.header, pen.printed.lines) for pen in pens],
    }
    return FormatDocument(name, data, truth, marks, family, world.master, pages)


def _matched(pages: tuple[Page, ...], drafts: list[Draft]) -> list[tuple[Page, Draft]]:
    shown = [d for d in drafts if d.visible and d.cells]
    return list(zip(pages, shown, strict=True))


def words_without_mark(document: FormatDocument) -> list[str]:
    """Words that no label was found for: a check of the generator itself."""
    marked = {(m.page, m.box) for m in document.marks}
    return [w.text for p in document.pages for w in p.words if (p.number, w.box) not in marked]
