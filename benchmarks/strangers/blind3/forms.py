"""The third blind set's order forms: figures and words where people put them, none like the forms of the other sets."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill

from benchmarks.strangers.blind.content import Blind
from benchmarks.strangers.blind.sheet_cells import BOLD, GREY, THIN, first, table, value
from models.master import MasterData

YELLOW = PatternFill("solid", start_color="FFF2CC")


def top_right_de(o: Blind, book: Workbook, master: MasterData) -> None:
    """Supplier left, dates in a block on the right, labels above their values."""
    g, h = first(book), o.header
    g.title = "Bestellformular"
    g["A1"] = h.buyer_name
    g["A1"].font = Font(bold=True, size=16, color="7A0019")
    g["A2"], g["A4"], g["A5"] = o.buying.party.street, "An:", o.vendor.name
    cells = {"F": ("Auftrags-Nr.", h.po_number), "G": ("Datum", value(h, "order_date"))}
    cells |= {"H": ("Lieferung bis", value(h, "requested_date")), "I": ("Sachbearbeiter", o.extra["person"])}
    for column, (label, content) in cells.items():
        g[f"{column}4"], g[f"{column}5"] = label, content
        g[f"{column}4"].font = Font(size=8, color="808080")
    g["F7"], g["F8"] = "Warenannahme", f"{h.ship_to_name}\n{h.ship_to_street}\n{h.ship_to_postcode} {h.ship_to_city}"
    g["F8"].alignment = Alignment(wrap_text=True, vertical="top")
    columns = [("Nr", "line_no"), ("Stück", "quantity"), ("VPE", "unit"), ("Bestell-Nr.", "supplier_item_code")]
    columns += [("Artikelbezeichnung", "description"), ("Stückpreis", "unit_price"), ("Zeilensumme", "amount")]
    end = table(g, 11, 1, columns, o.lines)
    g.cell(end, 6, f"Summe {h.currency}").font = BOLD
    g.cell(end, 7, value(h, "total_net")).font = BOLD
    g.cell(end + 2, 1, f"Bemerkung: {h.notes}")


def requisition_us(o: Blind, book: Workbook, master: MasterData) -> None:
    """A boxed form with blank rows to spare under the lines, tax and freight below."""
    g, h = first(book), o.header
    g.title = "PO FORM"
    g.merge_cells("B2:H2")
    g["B2"] = f"{h.buyer_name} PURCHASE ORDER"
    g["B2"].alignment, g["B2"].fill = Alignment(horizontal="center"), GREY
    pairs = [("P.O. #", h.po_number), ("DATE", value(h, "order_date")), ("NEEDED", value(h, "requested_date"))]
    for r, (label, content) in enumerate([*pairs, ("TERMS", h.payment_terms)], start=4):
        g.cell(r, 7, label), g.cell(r, 8, content)
    place = ["SHIP TO:", h.ship_to_name, h.ship_to_street, f"{h.ship_to_city}, {h.ship_to_postcode}"]
    for r, text in enumerate(place, start=4):
        g.cell(r, 2, text)
    for n, heading in enumerate(("QTY", "U/M", "MFR/VENDOR #", "DESCRIPTION", "G/L", "@", "EXT."), start=2):
        g.cell(10, n, heading).border = THIN
    for r in range(11, 27):
        line = o.lines[r - 11] if r - 11 < len(o.lines) else None
        cells = [None] * 7
        if line:
            cells = [value(line, "quantity"), line.unit, line.supplier_item_code, line.description]
            cells += [line.x_account, value(line, "unit_price"), value(line, "amount")]
        for n, content in enumerate(cells, start=2):
            g.cell(r, n, content).border = THIN
    totals = [("SUBTOTAL", value(h, "total_net")), ("SALES TAX", value(h, "total_tax")), ("FREIGHT", 0)]
    for n, (label, content) in enumerate([*totals, ("TOTAL $", value(h, "total_gross"))], start=27):
        g.cell(n, 7, label), g.cell(n, 8, content)
    g["B28"], g["B30"] = h.notes, "APPROVED BY ________________"
    _ = h.currency


def articles_down_fr(o: Blind, book: Workbook, master: MasterData) -> None:
    """Turned round: each article a column, its properties the rows."""
    g, h = first(book), o.header
    g.title = "Réassort"
    g["A1"], g["B1"] = "Société", h.buyer_name
    g["A2"], g["B2"] = "Commande n°", h.po_number
    g["A3"], g["B3"] = "Passée le", value(h, "order_date")
    g["A4"], g["B4"] = "Livrer à", f"{h.ship_to_name}, {h.ship_to_street}, {h.ship_to_postcode} {h.ship_to_city}"
    rows = [("Réf. fournisseur", "supplier_item_code"), ("Désignation", "description"), ("Quantité", "quantity")]
    rows += [("Unité", "unit"), ("PU HT", "unit_price"), ("Souhaité le", "requested_date")]
    for r, (label, name) in enumerate(rows, start=6):
        g.cell(r, 1, label).font = BOLD
        for n, line in enumerate(o.lines, start=2):
            g.cell(r, n, value(line, name))


def notes_es(o: Blind, book: Workbook, master: MasterData) -> None:
    """Comment rows between the lines, units inside the heading, prices as text with their sign."""
    g, h = first(book), o.header
    g.title = "Hoja de pedido"
    head = [("Empresa compradora", h.buyer_name), ("NIF", h.buyer_vat_id), ("Referencia del pedido", h.po_number)]
    head += [("Día", value(h, "order_date")), ("Plazo", value(h, "requested_date"))]
    head += [("Pago", h.payment_terms), ("Destino", h.ship_to_name), ("Calle", h.ship_to_street)]
    head += [("CP", h.ship_to_postcode), ("Población", h.ship_to_city)]
    for r, (label, content) in enumerate(head, start=2):
        g.cell(r, 3, f"{label}:").alignment = Alignment(horizontal="right")
        g.cell(r, 4, content).fill = YELLOW
    heads = ["Ref. vuestra", "Producto", "Cantidad pedida", "Medida", "€/ud.", "Subtotal"]
    for n, heading in enumerate(heads, start=2):
        g.cell(14, n, heading).font = BOLD
    r = 15
    for number, line in enumerate(o.lines):
        cells = [line.supplier_item_code, line.description, value(line, "quantity"), line.unit]
        for n, content in enumerate([*cells, f"{line.unit_price} €", f"{line.amount} €"], start=2):
            g.cell(r, n, content)
        r += 1
        if number == 0:
            g.cell(r, 3, "(comprobar existencias antes de servir)").font = Font(italic=True)
            r += 1
    g.cell(r + 1, 6, "Suma sin IVA"), g.cell(r + 1, 7, f"{h.total_net} €")
    g.cell(r + 3, 2, h.notes)
    _ = h.currency


def half_rows_it(o: Blind, book: Workbook, master: MasterData) -> None:
    """Codes and text share a cell in two lines; the head of the order stands in the last rows."""
    g, h = first(book), o.header
    g.title = "Foglio1"
    for n, heading in enumerate(("Prodotto", "Confezione", "Pezzi", "Listino", "Sconto", "Da pagare"), start=1):
        g.cell(1, n, heading).fill = GREY
    for r, line in enumerate(o.lines, start=2):
        g.cell(r, 1, f"{line.supplier_item_code}\n{line.description}").alignment = Alignment(wrap_text=True)
        g.cell(r, 2, line.unit)
        for n, name in enumerate(("quantity", "unit_price", "discount_percent", "amount"), start=3):
            g.cell(r, n, value(line, name))
    r = len(o.lines) + 2
    g.cell(r, 5, "Totale merce €"), g.cell(r, 6, value(h, "total_net"))
    rows = [f"Ordine {h.po_number} del {h.order_date}", f"Ditta {h.buyer_name} - P.IVA {h.buyer_vat_id}"]
    rows += [f"Consegna presso {h.ship_to_name}, {h.ship_to_street}, {h.ship_to_postcode} {h.ship_to_city}"]
    for n, text in enumerate([*rows, f"entro il {h.requested_date}", h.notes], start=r + 2):
        g.cell(n, 1, text)
    _ = h.currency
