"""The fifth blind set's order forms, as small firms make them in a spreadsheet."""

from __future__ import annotations

from decimal import Decimal

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from benchmarks.strangers.blind.content import Blind
from benchmarks.strangers.blind.sheet_cells import BOLD, GREY, THIN, Grid, first, table, value
from models.master import MasterData


def pairs_down(g: Grid, top: int, left: int, pairs: list[tuple[str, object]]) -> None:
    """Labels in one column, their values in the next."""
    for r, (label, content) in enumerate(pairs, start=top):
        g.cell(r, left, label).font = BOLD
        g.cell(r, left + 1, content)


def with_freight(o: Blind, freight: str) -> tuple[float, float]:
    """Adds freight to the order's totals; the goods' value and the freight come back."""
    h, goods = o.header, Decimal(o.header.plain("total_net"))
    h._truth["total_net"] = str(goods + Decimal(freight))
    return float(goods), float(freight)


def merged_gb(o: Blind, book: Workbook, master: MasterData) -> None:
    """A small firm's form: a merged title, two merged address boxes, carriage below the goods."""
    g, h = first(book), o.header
    g.title = "Purchase Order"
    for area in ("A1:G1", "A3:C8", "D3:D8"):
        g.merge_cells(area)
    g["A1"] = f"{h.buyer_name} - PURCHASE ORDER"
    g["A1"].font, g["A1"].alignment = Font(bold=True, size=15), Alignment(horizontal="center")
    us, wrap = o.vendor, Alignment(wrap_text=True, vertical="top")
    g["A3"] = f"Supplier:\n{us.name}\n{us.street}\n{us.postcode} {us.city}"
    g["D3"] = f"Deliver to:\n{h.ship_to_name}\n{h.ship_to_street}\n{h.ship_to_city}\n{h.ship_to_postcode}"
    g["A3"].alignment = g["D3"].alignment = wrap
    rows = [("Order No.", h.po_number), ("Order date", value(h, "order_date"))]
    pairs_down(g, 3, 6, [*rows, ("Required by", value(h, "requested_date")), ("Raised by", o.extra["person"])])
    columns = [("Item", "line_no"), ("Qty", "quantity"), ("Unit", "unit"), ("Description", "description")]
    columns += [("Your code", "supplier_item_code"), ("Price £", "unit_price"), ("Total £", "amount")]
    end = table(g, 11, 1, columns, o.lines)
    goods, freight = with_freight(o, "18.50")
    pairs_down(g, end + 1, 6, [("Goods total", goods), ("Carriage", freight), ("Total ex VAT", value(h, "total_net"))])
    g.cell(end + 6, 1, h.notes)
    _ = h.currency


def catalogue_nl(o: Blind, book: Workbook, master: MasterData) -> None:
    """Our own list sent back with a number beside what they want; who orders stands at the top."""
    g, h = first(book), o.header
    g.title = "Bestellijst"
    pairs_down(g, 1, 1, [("Bestellijst", o.vendor.name), ("Klant", h.buyer_name), ("Uw bestelnr", h.po_number)])
    pairs_down(g, 1, 5, [("Datum", value(h, "order_date")), ("Leverdatum", value(h, "requested_date"))])
    g["A4"], g["B4"] = "Afleveradres", f"{h.ship_to_name}, {h.ship_to_street}, {h.ship_to_postcode} {h.ship_to_city}"
    for n, heading in enumerate(("Artikelnr", "Omschrijving", "Eenheid", "Prijs €", "Aantal"), start=1):
        g.cell(6, n, heading).fill = GREY
    ordered = {known["sku"] for known in o.matched}
    others = iter([i for i in master.items[3::29] if i.sku not in ordered and i.list_price])
    r = 7
    for line in o.lines:
        for item in (next(others), next(others), next(others)):
            row = [
                item.sku,
                dict(item.descriptions).get("nl") or item.descriptions[0][1],
                "st.",
                float(item.list_price or 1),
            ]
            for n, content in enumerate(row, start=1):
                g.cell(r, n, content)
            r += 1
        names = ("supplier_item_code", "description", "unit", "unit_price", "quantity")
        for n, name in enumerate(names, start=1):
            g.cell(r, n, value(line, name))
        r += 1
    g.cell(r + 1, 1, f"Opmerking: {h.notes}")
    _ = h.currency


def bilingual_ch(o: Blind, book: Workbook, master: MasterData) -> None:
    """Every label in German and French."""
    g, h = first(book), o.header
    g.title = "Bestellung - Commande"
    g["A1"] = h.buyer_name
    g["A1"].font = Font(bold=True, size=14)
    g["A2"] = f"{o.buying.party.street}, {o.buying.party.postcode} {o.buying.party.city}"
    rows = [("Bestellung Nr. / Commande n°", h.po_number), ("Datum / Date", value(h, "order_date"))]
    rows += [("Liefertermin / Délai de livraison", value(h, "requested_date"))]
    rows += [("Zahlung / Paiement", h.payment_terms), ("Lieferadresse / Adresse de livraison", h.ship_to_name)]
    pairs_down(g, 4, 1, [*rows, ("", h.ship_to_street), ("", f"{h.ship_to_postcode} {h.ship_to_city}")])
    columns = [("Pos.", "line_no"), ("Art.-Nr. / N° art.", "supplier_item_code")]
    columns += [("Bezeichnung / Désignation", "description"), ("Menge / Quantité", "quantity")]
    columns += [("Einheit / Unité", "unit"), (f"Preis / Prix {h.currency}", "unit_price")]
    end = table(g, 13, 1, [*columns, ("Betrag / Montant", "amount")], o.lines)
    totals = [("Total exkl. MWST / hors TVA", "total_net"), ("MWST / TVA 8.1 %", "total_tax"), ("Total", "total_gross")]
    pairs_down(g, end, 6, [(label, value(h, name)) for label, name in totals])
    g.cell(end + 4, 1, h.notes)


def listino_it(o: Blind, book: Workbook, master: MasterData) -> None:
    """Three sheets: our price list, the order, and last year's order for comparison."""
    g, h = first(book), o.header
    g.title = "Listino"
    g.append(["Codice", "Descrizione", "Prezzo"])
    for item in master.items[7::97][:15]:
        g.append([item.sku, dict(item.descriptions).get("it") or item.descriptions[0][1], float(item.list_price or 1)])
    g = book.create_sheet("Ordine")
    g["A1"] = "ORDINE A FORNITORE"
    g["A1"].font = Font(bold=True, size=14)
    rows = [("Ordine n.", h.po_number), ("Data", value(h, "order_date")), ("Cliente", h.buyer_name)]
    rows += [("P. IVA", h.buyer_vat_id), ("Consegna entro", value(h, "requested_date"))]
    pairs_down(g, 3, 1, [*rows, ("Pagamento", h.payment_terms)])
    rows = [("Destinazione merce", h.ship_to_name), ("", h.ship_to_street)]
    pairs_down(g, 3, 4, [*rows, ("", f"{h.ship_to_postcode} {h.ship_to_city}")])
    columns = [("Codice", "supplier_item_code"), ("Descrizione articolo", "description"), ("UM", "unit")]
    columns += [("Quantità", "quantity"), ("Prezzo unit. €", "unit_price"), ("Sconto %", "discount_percent")]
    end = table(g, 11, 1, [*columns, ("Importo €", "amount")], o.lines)
    pairs_down(g, end + 1, 6, [("TOTALE", value(h, "total_net"))])
    _ = h.currency
    old = book.create_sheet("Ordine 2025")
    old.append(["Ordine n.", "881/2025", "del", "14/03/2025"])
    old.append(["Codice", "Descrizione articolo", "UM", "Quantità"])
    for item in master.items[11::331][:4]:
        old.append([item.sku, item.descriptions[0][1], "PZ", 30])


def quantities_es(o: Blind, book: Workbook, master: MasterData) -> None:
    """The unit stands in the quantity's cell, dates are text, the delivery stands below."""
    g, h = first(book), o.header
    g.title = "Hoja1"
    g["A1"], g["A2"] = h.buyer_name, f"CIF {h.buyer_vat_id}"
    g["D1"], g["D2"] = f"Pedido nº {h.po_number}", f"Fecha: {h.order_date}"
    for n, heading in enumerate(("Código", "Artículo", "Cantidad", "Precio", "Importe"), start=1):
        g.cell(4, n, heading).font = BOLD
    for r, line in enumerate(o.lines, start=5):
        row = [line.supplier_item_code, line.description, f"{line.quantity} {line.unit}"]
        for n, content in enumerate([*row, value(line, "unit_price"), value(line, "amount")], start=1):
            g.cell(r, n, content)
    r = 5 + len(o.lines)
    g.cell(r, 4, "Total euros").font = BOLD
    g.cell(r, 5, value(h, "total_net"))
    g.cell(r + 2, 1, "Fecha de entrega"), g.cell(r + 2, 2, h.requested_date)
    place = f"{h.ship_to_name}, {h.ship_to_street}, {h.ship_to_postcode} {h.ship_to_city}"
    g.cell(r + 3, 1, "Lugar de entrega"), g.cell(r + 3, 2, place)
    g.cell(r + 4, 1, "Observaciones"), g.cell(r + 4, 2, h.notes)
    _ = h.currency


def compra_mx(o: Blind, book: Workbook, master: MasterData) -> None:
    """A Mexican purchase order whose figures are text with thousands separators."""
    g, h = first(book), o.header
    g.title = "OC"
    g["B1"], g["B2"] = h.buyer_name, f"RFC: {h.buyer_vat_id}"
    g["B3"] = f"{o.buying.party.street}, C.P. {o.buying.party.postcode}, {o.buying.party.city}"
    rows = [("ORDEN DE COMPRA", h.po_number), ("FECHA", value(h, "order_date"))]
    rows += [("ENTREGA", value(h, "requested_date")), ("MONEDA", h.currency), ("CONDICIONES", h.payment_terms)]
    pairs_down(g, 1, 6, rows)
    g["B6"], g["B7"] = "Proveedor:", o.vendor.name
    g["D6"], g["D7"], g["D8"] = "Entregar en:", h.ship_to_name, h.ship_to_street
    g["D9"] = f"C.P. {h.ship_to_postcode} {h.ship_to_city}"
    heads = ("PARTIDA", "CLAVE", "DESCRIPCIÓN", "CANT.", "UNIDAD", "P. UNITARIO", "IMPORTE")
    for n, heading in enumerate(heads, start=1):
        g.cell(11, n, heading).border = THIN
    for r, line in enumerate(o.lines, start=12):
        row = [line.line_no, line.supplier_item_code, line.description, line.quantity, line.unit, line.unit_price]
        for n, content in enumerate([*row, line.amount], start=1):
            g.cell(r, n, content).border = THIN
    totals = [("SUBTOTAL", h.total_net), ("IVA 16%", h.total_tax), ("TOTAL", h.total_gross)]
    pairs_down(g, 12 + len(o.lines), 6, list(totals))
    g.cell(16 + len(o.lines), 2, f"Observaciones: {h.notes}")


def stores_in(o: Blind, book: Workbook, master: MasterData) -> None:
    """An Indian works' order: item code, HSN and GST per line."""
    g, h = first(book), o.header
    g.title = "PO"
    g["A1"], g["A2"] = h.buyer_name, f"{o.buying.party.street}, {o.buying.party.city} - {o.buying.party.postcode}"
    g["A3"] = f"GSTIN: {h.buyer_vat_id}"
    g["A4"] = "PURCHASE ORDER"
    g["A4"].font = Font(bold=True, size=13)
    g["A5"], g["A6"], g["A7"] = "To,", o.vendor.name, o.vendor.city
    rows = [("PO No", h.po_number), ("PO Date", value(h, "order_date")), ("Delivery Date", value(h, "requested_date"))]
    pairs_down(g, 5, 7, [*rows, ("Payment Terms", h.payment_terms), ("Quotation Ref", o.extra["quote"])])
    heads = ("S.No", "Item Code", "Description", "HSN", "Qty", "UOM", "Rate (Rs.)", "GST %", "Amount (Rs.)")
    for n, heading in enumerate(heads, start=1):
        g.cell(11, n, heading).border = THIN
    for r, line in enumerate(o.lines, start=12):
        row = [value(line, "line_no"), line.buyer_item_code, line.description, line.x_hsn, value(line, "quantity")]
        for n, content in enumerate([*row, line.unit, value(line, "unit_price"), 18, value(line, "amount")], start=1):
            g.cell(r, n, content).border = THIN
    r = 12 + len(o.lines)
    totals = [("Basic Total", "total_net"), ("GST 18%", "total_tax"), ("Grand Total", "total_gross")]
    pairs_down(g, r, 8, [(label, value(h, name)) for label, name in totals])
    g.cell(r + 1, 1, "Delivery At:"), g.cell(r + 2, 1, h.ship_to_name), g.cell(r + 3, 1, h.ship_to_street)
    g.cell(r + 4, 1, f"{h.ship_to_city} - {h.ship_to_postcode}")
    _ = h.currency
