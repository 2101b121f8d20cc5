"""Workbooks and delimited text: what the customer saw, cell by cell."""

import io
from datetime import date

import pytest
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from openpyxl import Workbook
from openpyxl.styles import Font

from extraction.limits import Limits
from extraction.readers import read
from models.errors import UnreadableDocument
from models.page import Page
from models.reading import Kind, Part


def pages_of(book: Workbook) -> tuple[Page, ...]:
    stream = io.BytesIO()
    book.save(stream)
    return pages(stream.getvalue())


def pages(data: bytes) -> tuple[Page, ...]:
    reading = read(Part("file", data), Limits())
    assert reading.kind is Kind.SPREADSHEET
    return reading.pages


def cells(page: Page) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for word in page.words:
        found.setdefault(word.cell, []).append(word.text)
    return {cell: " ".join(words) for cell, words in found.items()}


def sheet(**values: object) -> Workbook:
    book = Workbook()
    for cell, value in values.items():
        book.worksheets[0][cell] = value
    return book


def test_every_word_carries_its_cell() -> None:
    (page,) = pages_of(sheet(B2="Order no.", C2="PO-17"))
    assert cells(page) == {"B2": "Order no.", "C2": "PO-17"}
    assert page.source == "grid"


def test_numbers_are_canonical() -> None:
    (page,) = pages_of(sheet(A1=1500.0, A2=0.1386, A3=4003280227255, A4=0.1 + 0.2, A5=1234567.5, A6=-3))
    assert cells(page) == {
        "A1": "1500", "A2": "0.1386", "A3": "4003280227255", "A4": "0.3", "A5": "1234567.5", "A6": "-3",
    }  # fmt: skip


def test_three_decimals_cannot_be_taken_for_thousands() -> None:
    (page,) = pages_of(sheet(A1=1.125, B1="x"))
    assert cells(page)["A1"] == "1.1250"


def test_dates_are_iso_whatever_their_format() -> None:
    book = sheet(A1=date(2026, 3, 9), B1="x")
    book.worksheets[0]["A1"].number_format = "dd/mm/yy"
    assert cells(pages_of(book)[0])["A1"] == "2026-03-09"


def test_percent_and_zero_padded_formats_show_as_seen() -> None:
    book = sheet(A1=0.05, B1=47110, C1=0.125)
    for cell, form in (("A1", "0%"), ("B1", "0000000"), ("C1", "0.0%")):
        book.worksheets[0][cell].number_format = form
    assert cells(pages_of(book)[0]) == {"A1": "5%", "B1": "0047110", "C1": "12.5%"}


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ('#,##0.00 "CHF"', "1234.5 CHF"),
        ("#,##0.00 [$€-40C]", "1234.5 €"),
        ('_-"$"* #,##0.00_-', "$ 1234.5"),
        ('0 "pcs"', "1234.5 pcs"),
        ('"PO-"0', "PO-1234.5"),
        ("[Red]#,##0.00", "1234.5"),
        ("0.00E+00", "1234.5"),
    ],
)
def test_what_a_format_adds_to_a_number_is_read_as_seen(form: str, shown: str) -> None:
    book = sheet(A1=1234.5, B1="x")
    book.worksheets[0]["A1"].number_format = form
    assert cells(pages_of(book)[0])["A1"] == shown


def test_an_old_workbooks_format_adds_the_currency_too() -> None:
    book = xlwt.Workbook()
    one = book.add_sheet("Blatt1")
    one.write(0, 0, 49.75, xlwt.easyxf(num_format_str='#,##0.00 "CHF"'))
    one.write(0, 1, 15)
    stream = io.BytesIO()
    book.save(stream)
    assert cells(pages(stream.getvalue())[0]) == {"A1": "49.75 CHF", "B1": "15"}


def test_hidden_rows_columns_and_sheets_are_left_out() -> None:
    book = sheet(A1="seen", A2="hidden row", B1="hidden column", C1="also seen")
    book.worksheets[0].row_dimensions[2].hidden = True
    book.worksheets[0].column_dimensions["B"].hidden = True
    other = book.create_sheet("secret")
    other["A1"] = "hidden sheet"
    other.sheet_state = "hidden"
    (page,) = pages_of(book)
    assert cells(page) == {"A1": "seen", "C1": "also seen"}


def test_a_labels_value_shows_though_its_column_is_hidden_for_the_table_below() -> None:
    book = sheet(A1="Company", B1="Our PO", C1="4711", A3="Item", B3="Unit", C3="Budget", D3="When")
    book.worksheets[0].column_dimensions["C"].hidden = True
    (page,) = pages_of(book)
    assert cells(page) == {"A1": "Company", "B1": "Our PO", "C1": "4711", "A3": "Item", "B3": "Unit", "D3": "When"}


def test_a_hidden_last_column_stays_hidden() -> None:
    book = sheet(A1="Item", B1="Unit", C1="Budget", A2="A-1", B2="EA", C2="77")
    book.worksheets[0].column_dimensions["C"].hidden = True
    (page,) = pages_of(book)
    assert cells(page) == {"A1": "Item", "B1": "Unit", "A2": "A-1", "B2": "EA"}


def test_struck_out_cells_are_left_out() -> None:
    book = sheet(A1="old", B1="new")
    book.worksheets[0]["A1"].font = Font(strike=True)
    assert cells(pages_of(book)[0]) == {"B1": "new"}


def test_a_merged_cell_is_read_once_and_several_sheets_are_several_pages() -> None:
    book = sheet(A1="PURCHASE ORDER", A2="x")
    book.worksheets[0].merge_cells("A1:F1")
    book.create_sheet("Zwei")["A1"] = "second"
    first, second = pages_of(book)
    assert cells(first) == {"A1": "PURCHASE ORDER", "A2": "x"}
    assert (second.number, second.sheet) == (2, "Zwei")


def test_a_table_that_begins_far_from_the_corner_keeps_its_references() -> None:
    (page,) = pages_of(sheet(D7="Code", E7="Qty", D8="4711", E8=5))
    assert cells(page) == {"D7": "Code", "E7": "Qty", "D8": "4711", "E8": "5"}


def test_neighbours_never_overlap_and_columns_line_up() -> None:
    (page,) = pages_of(sheet(A1="a very long description of an item", B1="5", A2="short", B2="1000", C2="pcs"))
    first = {word.cell: word.box.x0 for word in reversed(page.words)}
    assert first["B1"] == first["B2"]
    end = max(word.box.x1 for word in page.words if word.cell == "A1")
    assert end < first["B1"]


def test_a_long_title_does_not_push_the_columns_apart() -> None:
    (page,) = pages_of(sheet(A1="t" * 60 + " " + "u" * 60, A2="Code", B2="Qty"))
    first = {word.cell: word.box.x0 for word in page.words}
    assert first["B2"] < 200


def test_old_workbooks_are_read_with_hidden_rows_left_out() -> None:
    book = xlwt.Workbook()
    one = book.add_sheet("Hoja1")
    for row, text in enumerate(("Pedido", "oculto", "4711")):
        one.write(row, 0, text)
    one.row(1).hidden = True
    stream = io.BytesIO()
    book.save(stream)
    assert cells(pages(stream.getvalue())[0]) == {"A1": "Pedido", "A3": "4711"}


def test_open_document_sheets_are_read_with_repeats_and_hidden_rows() -> None:
    book = OpenDocumentSpreadsheet()
    table = Table(name="Ordine")
    for text, kind in (("Codice", ""), ("nascosto", "collapse"), ("4711", "")):
        row = TableRow(visibility=kind) if kind else TableRow()
        row.addElement(TableCell(numbercolumnsrepeated=2))
        cell = TableCell(valuetype="string")
        cell.addElement(P(text=text))
        row.addElement(cell)
        table.addElement(row)
    book.spreadsheet.addElement(table)
    stream = io.BytesIO()
    book.save(stream)
    assert cells(pages(stream.getvalue())[0]) == {"C1": "Codice", "C3": "4711"}


@pytest.mark.parametrize(
    ("delimiter", "encoding"), [(";", "cp1252"), (",", "utf-8"), ("\t", "utf-16"), ("|", "utf-8-sig")]
)
def test_delimiter_and_character_set_of_text_are_found(delimiter: str, encoding: str) -> None:
    rows = [["Pos", "Bezeichnung", "Menge"], ["10", "Größe 5 µm", "1,5"], ["20", 'Rohr 3/4"', "7"]]
    quoted = [[f'"{c}"' if delimiter in c else c for c in row] for row in rows]
    data = "\r\n".join(delimiter.join(row) for row in quoted).encode(encoding)
    (page,) = pages(data)
    assert cells(page)["B2"] == "Größe 5 µm"
    assert cells(page)["C2"] == "1,5"
    assert cells(page)["B3"].startswith("Rohr 3/4")


def test_a_text_that_looks_like_a_formula_is_text() -> None:
    (page,) = pages(b"Artikel;Bezeichnung;Menge\n4711;=1+1 Folie;75\n4712;@SUM(A1);5\n")
    assert cells(page)["B2"] == "=1+1 Folie"


def test_running_text_with_commas_is_no_table() -> None:
    reading = read(
        Part("x", b"Dear all, please send, as soon as you can,\nfive bolts, ten nuts, and the rest\n"), Limits()
    )
    assert reading.kind is not Kind.SPREADSHEET


def test_a_web_page_saved_as_a_workbook_is_read_as_a_table() -> None:
    data = b"<html><table><tr><td>Code</td><td>Qty</td></tr><tr><td>4711</td><td>5</td></tr></table></html>"
    assert {w.text for w in pages(data)[0].words} == {"Code", "Qty", "4711", "5"}


def test_an_xml_workbook_is_read() -> None:
    data = b"""<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
     xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="PO"><Table><Row ss:Index="3">
     <Cell><Data ss:Type="String">4711</Data></Cell><Cell ss:Index="4"><Data ss:Type="Number">5</Data></Cell></Row>
     </Table></Worksheet></Workbook>"""
    assert cells(pages(data)[0]) == {"A3": "4711", "D3": "5"}


def test_an_empty_workbook_says_so() -> None:
    with pytest.raises(UnreadableDocument) as refusal:
        pages_of(Workbook())
    assert refusal.value.reason == "no_text"


def test_more_cells_than_allowed_are_refused() -> None:
    book = Workbook()
    for _ in range(200):
        book.worksheets[0].append(["x"] * 10)
    stream = io.BytesIO()
    book.save(stream)
    with pytest.raises(UnreadableDocument) as refusal:
        read(Part("x", stream.getvalue()), Limits(max_cells=1000))
    assert refusal.value.reason == "too_large"


def test_a_date_merged_over_several_rows_is_the_date_of_each() -> None:
    book = sheet(A1="Delivery", B1="Item", A2=date(2026, 7, 6), B2="Nut", B3="Bolt", B4="Pin", A5="Sets", B5="Cap")
    book.worksheets[0].merge_cells("A2:A4")
    book.worksheets[0].merge_cells("A5:A6")
    shown = cells(pages_of(book)[0])
    assert [shown[f"A{row}"] for row in (2, 3, 4)] == ["2026-07-06"] * 3
    assert "A6" not in shown
