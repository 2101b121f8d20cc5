"""Drafts written as xlsx, xls, ods or csv bytes. It draws file habits (formats, delimiters), no contents."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from random import Random
from typing import Literal

import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from openpyxl import Workbook
from openpyxl.styles import Font

from learning.synth.draw import chance
from learning.synth.formats.marks import plain
from learning.synth.formats.sheet_draft import Cell, Draft
from learning.synth.formats.style import Style

DATE_FORMATS = ("dd/mm/yyyy", "yyyy-mm-dd", "dd.mm.yy", "d mmm yyyy", "mm/dd/yyyy")
MONEY_FORMATS = ("General", "0.00", "#,##0.00", "#,##0.0000")


def xlsx_bytes(rng: Random, drafts: Sequence[Draft]) -> bytes:
    """An Excel workbook."""
    book = Workbook()
    book.remove(book.worksheets[0])
    formats = {"date": rng.choice(DATE_FORMATS), "money": rng.choice(MONEY_FORMATS), "": "General"}
    for draft in drafts:
        sheet = book.create_sheet(_unique(draft.name, book.sheetnames))
        draft.name = sheet.title
        sheet.sheet_state = "visible" if draft.visible else "hidden"
        for (row, column), cell in draft.cells.items():
            one = sheet.cell(row + 1, column + 1, _python(cell.value))
            one.number_format = formats.get(cell.number_format, cell.number_format)
            if cell.bold or cell.struck:
                one.font = Font(bold=cell.bold, strike=cell.struck)
            if isinstance(cell.value, str) and cell.value.startswith("="):
                one.data_type = "s"
        for first_row, first_column, last_row, last_column in draft.merged:
            sheet.merge_cells(None, first_row + 1, first_column + 1, last_row + 1, last_column + 1)
        for row in draft.hidden_rows:
            sheet.row_dimensions[row + 1].hidden = True
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _unique(name: str, taken: Sequence[str]) -> str:
    clean = "".join(c for c in name if c not in "[]:*?/\\'")[:28] or "Sheet"
    while clean.lower() in {t.lower() for t in taken}:
        clean += "2"
    return clean


def _python(value: str | Decimal | date) -> str | float | int | date:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def xls_bytes(rng: Random, drafts: Sequence[Draft]) -> bytes:
    """An old Excel workbook; struck rows and merges are left out of it."""
    book = xlwt.Workbook(encoding="utf-8")
    dated = xlwt.easyxf(num_format_str=rng.choice(("DD/MM/YYYY", "YYYY-MM-DD", "D-MMM-YY")))
    looks = {"": xlwt.easyxf(), "money": xlwt.easyxf(), "date": dated}
    names: list[str] = []
    for draft in drafts:
        draft.name = _unique(draft.name, names)
        names.append(draft.name)
        sheet = book.add_sheet(draft.name)
        sheet.visibility = 0 if draft.visible else 1
        for (row, column), cell in draft.cells.items():
            if cell.struck:
                continue
            if cell.number_format not in looks:
                looks[cell.number_format] = xlwt.easyxf(num_format_str=cell.number_format)
            sheet.write(row, column, _python(cell.value), looks[cell.number_format])
        for row in draft.hidden_rows:
            sheet.row(row).hidden = True
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def ods_bytes(drafts: Sequence[Draft]) -> bytes:
    """An OpenDocument workbook; hidden sheets are left out."""
    book = OpenDocumentSpreadsheet()
    for draft in drafts:
        if not draft.visible:
            continue
        table = Table(name=draft.name)
        width = max((c for _, c in draft.cells), default=-1) + 1
        for row in range(draft.bottom):
            line = TableRow(visibility="collapse") if row in draft.hidden_rows else TableRow()
            for column in range(width):
                line.addElement(_ods_cell(draft.cells.get((row, column))))
            table.addElement(line)
        book.spreadsheet.addElement(table)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _ods_cell(cell: Cell | None) -> TableCell:
    if cell is None or cell.struck:
        return TableCell()
    if isinstance(cell.value, date):
        one = TableCell(valuetype="date", datevalue=cell.value.isoformat())
        one.addElement(P(text=cell.value.strftime("%d/%m/%y")))
    elif isinstance(cell.value, Decimal):
        one = TableCell(valuetype="float", value=str(cell.value))
        one.addElement(P(text=plain(cell.text)))
    else:
        one = TableCell(valuetype="string")
        one.addElement(P(text=cell.value))
    return one


def csv_bytes(rng: Random, draft: Draft, style: Style) -> bytes:
    """Delimited text as programs of the language write it: delimiter, quotes, character set, line ends."""
    delimiter = rng.choice((";", ";", "\t", ",", "|") if style.decimal == "," else (",", ",", ";", "\t", "|"))
    stream = io.StringIO()
    quoting: Literal[0, 1] = rng.choice((csv.QUOTE_MINIMAL, csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
    writer = csv.writer(stream, delimiter=delimiter, quoting=quoting, lineterminator=rng.choice(("\r\n", "\n")))
    width = max((c for _, c in draft.cells), default=-1) + 1
    for row in range(draft.bottom):
        if row in draft.hidden_rows:
            continue
        cells = [draft.cells.get((row, column)) for column in range(width)]
        writer.writerow(["" if c is None or c.struck else _csv_text(c, style) for c in cells])
    text = stream.getvalue()
    if chance(rng, 0.45) and old_encodable(text):
        return text.encode("cp1252")
    return text.encode("utf-8-sig" if chance(rng, 0.6) else "utf-8")


def old_encodable(text: str) -> bool:
    """Whether Windows-1252 has every character."""
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


def _csv_text(cell: Cell, style: Style) -> str:
    if isinstance(cell.value, date):
        return style.date(cell.value)
    return plain(cell.text) if isinstance(cell.value, Decimal) else cell.value
