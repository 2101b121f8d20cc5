"""The blind set's spreadsheets: ten order forms and exports as customers make them, written with openpyxl."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from openpyxl import Workbook

from benchmarks.strangers.blind import sheet_forms, sheet_lists
from benchmarks.strangers.blind.content import Blind, draw
from benchmarks.strangers.blind.pages import Printout, style_of
from models.master import MasterData

Sheet = Callable[[Blind, Workbook, MasterData], None]
EN = {"language": "en", "numbers": "en", "dates": "%d/%m/%Y", "units": "us", "po": ["PO-{0:05d}", "{0:06d}"]}
FR = {"language": "fr", "numbers": "fr", "dates": "%d/%m/%Y", "units": "fr", "countries": ["FR"], "po": ["BC{0:05d}"]}
SHEETS: tuple[tuple[Sheet, dict[str, Any]], ...] = (
    (sheet_forms.form_en, EN | {"countries": ["GB", "IE"], "packs": True}),
    (sheet_forms.catalogue_fr, FR | {"lines": [2, 6]}),
    (
        sheet_forms.two_sheets_de,
        {"language": "de", "numbers": "de", "dates": "%d.%m.%Y", "units": "de_code", "countries": ["DE"]}
        | {"po": ["{0:05d}/{1}"], "own": True, "step": 10},
    ),
    (
        sheet_forms.grouped_heads_es,
        {"language": "es", "numbers": "es", "dates": "%d/%m/%Y", "units": "es", "countries": ["ES"]}
        | {"po": ["PC-{0:05d}"], "own": True, "discount": True, "tax": 0.21},
    ),
    (
        sheet_lists.odd_order_it,
        {"language": "it", "numbers": "it", "dates": "%d/%m/%Y", "units": "it", "countries": ["IT"], "po": ["{0}/A"]},
    ),
    (sheet_lists.export_en, EN | {"countries": ["US"], "own": True, "lines": [4, 12]}),
    (
        sheet_lists.sections_nl,
        {"language": "nl", "numbers": "nl", "dates": "%d-%m-%Y", "units": "nl", "countries": ["NL", "BE"]}
        | {"speaks": ["nl"], "po": ["{0:05d}"], "lines": [3, 9]},
    ),
    (sheet_lists.guide_first_en, EN | {"countries": ["US"]}),
    (sheet_lists.calls_en, EN | {"countries": ["GB", "IE"], "own": True, "lines": [2, 5]}),
    (sheet_lists.bare_fr, FR),
)


def workbooks(
    master: MasterData, seed: int, copies: int = 1, forms: Iterable[tuple[Sheet, dict[str, Any]]] = SHEETS
) -> Iterator[Printout]:
    """The workbooks with their truths, each form `copies` times with an order of its own."""
    for write, options in forms:
        layout = write.__name__
        for number in range(copies):
            content = draw(master, random.Random(f"{seed}:{layout}:{number}"), style_of(options), options)
            book = Workbook()
            write(content, book, master)
            out = io.BytesIO()
            book.save(out)
            yield _printout(f"{layout}_{number}", layout, content, out.getvalue())


def _printout(stem: str, layout: str, content: Blind, data: bytes) -> Printout:
    truth = {
        "file": f"{stem}.xlsx",
        "kind": "spreadsheet",
        "layout": layout,
        "language": content.style.language,
        "degradation": "none",
        "orders": content.orders(None),
    }
    return Printout(f"{stem}.xlsx", data, truth)
