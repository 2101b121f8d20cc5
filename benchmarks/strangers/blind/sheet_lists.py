"""Lists as systems and people make them: exports, odd columns, sections, dates across, no heading at all."""

from __future__ import annotations

from datetime import date

from openpyxl import Workbook
from openpyxl.styles import Font

from benchmarks.strangers.blind.content import Blind
from benchmarks.strangers.blind.sheet_cells import BOLD, first, table, value
from models.master import MasterData


def odd_order_it(o: Blind, book: Workbook, master: MasterData) -> None:
    """Amount first, code last, numbers as text in the Italian way; the header in one column on the right."""
    g, h = first(book), o.header
    g["J1"], g["J2"], g["J3"], g["J4"] = h.buyer_name, f"P.IVA {h.buyer_vat_id}", "Ordine n.", h.po_number
    g["J5"], g["J6"], g["J7"] = f"del {h.order_date}", "Destinazione", h.ship_to_name
    g["J8"], g["J9"] = h.ship_to_street, f"{h.ship_to_postcode} {h.ship_to_city}"
    heads = ["Importo", "Prezzo unit.", "U.M.", "Q.tà", "Descrizione", "Cod. fornitore", "Consegna", "N."]
    names = [
        "amount",
        "unit_price",
        "unit",
        "quantity",
        "description",
        "supplier_item_code",
        "requested_date",
        "line_no",
    ]
    for n, heading in enumerate(heads, start=1):
        g.cell(1, n, heading).font = BOLD
    for r, line in enumerate(o.lines, start=2):
        for n, name in enumerate(names, start=1):
            g.cell(r, n, getattr(line, name))
    g.cell(len(o.lines) + 3, 1, h.total_net), g.cell(len(o.lines) + 3, 2, f"TOTALE {h.currency}")


def export_en(o: Blind, book: Workbook, master: MasterData) -> None:
    """A flat export: every row repeats the header; headings are the names of a database."""
    g, h = first(book), o.header
    g.title = "Export"
    heads = ["PO_NUM", "PO_DATE", "SUPPLIER_NAME", "BUYER_NAME", "SHIP_TO_NAME", "SHIP_TO_ADDR", "SHIP_TO_ZIP"]
    heads += ["SHIP_TO_CITY", "CURR", "LINE_NUM", "ITEM_NUM", "VENDOR_ITEM", "ITEM_DESC", "ORD_QTY", "UOM"]
    heads += ["UNIT_PRICE", "NEED_BY", "EXT_AMT"]
    g.append(heads)
    names = ["line_no", "buyer_item_code", "supplier_item_code", "description", "quantity", "unit"]
    for line in o.lines:
        head = [h.po_number, value(h, "order_date"), o.vendor.name.upper(), h.buyer_name, h.ship_to_name]
        head += [h.ship_to_street, h.ship_to_postcode, h.ship_to_city, h.currency]
        g.append(head + [value(line, n) for n in [*names, "unit_price", "requested_date", "amount"]])


def sections_nl(o: Blind, book: Workbook, master: MasterData) -> None:
    """Grouped by brand with subheadings and blank rows; dates and prices as text."""
    g, h = first(book), o.header
    g["A1"], g["C1"] = "BESTELBON", h.po_number
    g["A2"], g["C2"] = "Klant", h.buyer_name
    g["A3"], g["C3"] = "Datum", h.order_date
    g["A4"], g["C4"] = "Gewenste leverdatum", h.requested_date
    g["A5"], g["C5"] = "Afleveradres", f"{h.ship_to_name}, {h.ship_to_street}, {h.ship_to_postcode} {h.ship_to_city}"
    g["A6"], g["C6"] = "Opmerkingen", h.notes
    for n, heading in enumerate(("Aantal", "Eenheid", "Artikel", "Uw art.nr.", "Prijs", "Bedrag"), start=1):
        g.cell(8, n, heading).font = BOLD
    r, brand = 9, ""
    for line in sorted(o.lines, key=lambda x: str(x.x_brand)):
        if line.x_brand != brand:
            brand = line.x_brand
            g.cell(r + 1, 1, f"--- {brand} ---").font = Font(italic=True)
            r += 2
        cells = (value(line, "quantity"), line.unit, line.description, line.supplier_item_code)
        for n, content in enumerate((*cells, f"€ {line.unit_price}", f"€ {line.amount}"), start=1):
            g.cell(r, n, content)
        r += 1
    g.cell(r + 1, 5, "Totaal excl. btw"), g.cell(r + 1, 6, f"€ {h.total_net}")
    _ = h.currency


def guide_first_en(o: Blind, book: Workbook, master: MasterData) -> None:
    """A sheet of instructions first, a list of units last, the order between them, with a hidden cost column."""
    guide = first(book)
    guide.title = "How to use"
    for r, text in enumerate(("1. Fill in the yellow cells", "2. Save as XLSX", "3. Mail to the buyer"), start=1):
        guide.cell(r, 1, text)
    g, h = book.create_sheet("Order"), o.header
    g["A1"], g["B1"], g["D1"], g["E1"] = "Company", h.buyer_name, "Our PO", h.po_number
    g["A2"], g["B2"], g["D2"], g["E2"] = "Contact", h.buyer_email, "Date", value(h, "order_date")
    g["A3"], g["B3"], g["D3"], g["E3"] = "Ship to", h.ship_to_name, "Terms", h.payment_terms
    g["B4"], g["B5"] = h.ship_to_street, f"{h.ship_to_city}, {h.ship_to_postcode}"
    columns = [
        ("Item", "supplier_item_code"),
        ("What", "description"),
        ("How many", "quantity"),
        ("Unit", "unit"),
        ("Budget code", ""),
        ("Each", "unit_price"),
        ("When", "requested_date"),
    ]
    table(g, 7, 1, columns, o.lines)
    for r in range(8, 8 + len(o.lines)):
        g.cell(r, 5, f"CC-{4100 + r}")
    g.column_dimensions["E"].hidden = True
    units = book.create_sheet("Lists")
    for r, unit in enumerate(("EA", "BX", "CT", "PK", "RL"), start=1):
        units.cell(r, 1, unit)


def calls_en(o: Blind, book: Workbook, master: MasterData) -> None:
    """Delivery dates across the columns, a quantity in each."""
    g, h = first(book), o.header
    g["A1"] = f"{h.buyer_name}: schedule {h.po_number} of {h.order_date}"
    g["A2"] = f"Consignee: {h.ship_to_name}, {h.ship_to_street}, {h.ship_to_city} {h.ship_to_postcode}"
    days = sorted({d["requested_date"] for line in o.lines for d in line.plain("schedules")})
    heads = ["Our part", "Your part", "Description", "Unit", *(date.fromisoformat(d) for d in days), "Total", "Price"]
    for n, heading in enumerate(heads, start=1):
        g.cell(4, n, heading).font = BOLD
    for r, line in enumerate(o.lines, start=5):
        _ = line.schedules
        parts = {d["requested_date"]: int(d["quantity"]) for d in line.plain("schedules")}
        cells = [line.buyer_item_code, line.supplier_item_code, line.description, line.unit]
        cells += [parts.get(d) for d in days] + [value(line, "quantity"), value(line, "unit_price")]
        for n, content in enumerate(cells, start=1):
            g.cell(r, n, content)


def bare_fr(o: Blind, book: Workbook, master: MasterData) -> None:
    """No heading row at all: a line of text, then code, text, quantity."""
    g, h = first(book), o.header
    g["A1"] = f"Commande {h.po_number} de {h.buyer_name} du {h.order_date}, à livrer pour le {h.requested_date}"
    for r, line in enumerate(o.lines, start=3):
        g.cell(r, 1, line.supplier_item_code), g.cell(r, 2, line.description), g.cell(r, 3, value(line, "quantity"))
        g.cell(r, 4, line.unit)
