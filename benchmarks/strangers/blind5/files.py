"""Writes the fifth set's forms as the kinds of file that customers send: xlsx, xls, ods and csv."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from openpyxl import Workbook

from benchmarks.strangers.blind.content import draw
from benchmarks.strangers.blind.pages import Printout, style_of
from benchmarks.strangers.blind.sheets import Sheet
from models.master import MasterData


@dataclass(frozen=True, slots=True)
class Form:
    """A form, what its orders are drawn from, and the kind of file it is sent as."""

    write: Sheet
    options: dict[str, Any]
    suffix: str = "xlsx"


def forms_written(master: MasterData, seed: int, copies: int, forms: tuple[Form, ...]) -> Iterator[Printout]:
    """Every form `copies` times with its truth, each with an order of its own."""
    for form in forms:
        layout = form.write.__name__
        for number in range(copies):
            rng = random.Random(f"{seed}:{layout}:{number}")
            content = draw(master, rng, style_of(form.options), form.options)
            book = Workbook()
            form.write(content, book, master)
            name = f"{layout}_{number}.{form.suffix}"
            truth: dict[str, Any] = {
                "file": name,
                "kind": "spreadsheet",
                "layout": layout,
                "language": content.style.language,
            }
            truth |= {"degradation": "none", "orders": content.orders(None)}
            yield Printout(name, SAVED[form.suffix](book), truth)


def _xlsx(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _csv(book: Workbook) -> bytes:
    """The first sheet; continental where its title says so: semicolons and the code page of Windows."""
    grid: Any = book.active
    continental = grid.title == "continental"
    out = io.StringIO()
    csv.writer(out, delimiter=";" if continental else ",").writerows(grid.iter_rows(values_only=True))
    return out.getvalue().encode("cp1252" if continental else "utf-8")


def _xls(book: Workbook) -> bytes:
    old = xlwt.Workbook(encoding="utf-8")
    day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for grid in book.worksheets:
        sheet = old.add_sheet(grid.title)
        for row in grid.iter_rows():
            for cell in row:
                if cell.value is not None:
                    style = [day] if isinstance(cell.value, (date, datetime)) else []
                    sheet.write(cell.row - 1, cell.column - 1, cell.value, *style)
    out = io.BytesIO()
    old.save(out)
    return out.getvalue()


def _ods(book: Workbook) -> bytes:
    document = OpenDocumentSpreadsheet()
    for grid in book.worksheets:
        sheet = Table(name=grid.title)
        for row in grid.iter_rows(values_only=True):
            line = TableRow()
            for value in row:
                line.addElement(_ods_cell(value))
            sheet.addElement(line)
        document.spreadsheet.addElement(sheet)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _ods_cell(value: Any) -> TableCell:
    if value is None:
        return TableCell()
    if isinstance(value, (date, datetime)):
        cell, shown = TableCell(valuetype="date", datevalue=f"{value:%Y-%m-%d}"), f"{value:%d-%m-%Y}"
    elif isinstance(value, (int, float)):
        cell, shown = TableCell(valuetype="float", value=value), f"{value}".replace(".", ",")
    else:
        cell, shown = TableCell(valuetype="string"), str(value)
    for text in shown.split("\n"):
        cell.addElement(P(text=text))
    return cell


SAVED: dict[str, Callable[[Workbook], bytes]] = {"xlsx": _xlsx, "csv": _csv, "xls": _xls, "ods": _ods}
