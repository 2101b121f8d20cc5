"""Order forms as customers fill them in: header above, table below; in merged cells, on two sheets, in a catalogue."""

from __future__ import annotations

from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from benchmarks.strangers.blind.content import Blind
from benchmarks.strangers.blind.sheet_cells import BOLD, first, table, value
from models.master import Item, MasterData


def form_en(o: Blind, book: Workbook, master: MasterData) -> None:
    """Label and value pairs in merged cells above, the table below, totals under it."""
    g, h = first(book), o.header
    g.title = "PO"
    g.merge_cells("A1:H1")
    g["A1"] = "PURCHASE ORDER"
    g["A1"].font, g["A1"].alignment = Font(bold=True, size=18), Alignment(horizontal="center")
    left = [
        ("Ordered by", h.buyer_name),
        ("VAT no.", h.buyer_vat_id),
        ("E-mail", h.buyer_email),
        ("Supplier", o.vendor.name),
    ]
    right = [
        ("PO number", h.po_number),
        ("PO date", value(h, "order_date")),
        ("Required on", value(h, "requested_date")),
        ("Currency", h.currency),
    ]
    for n, ((a, b), (c, d)) in enumerate(zip(left, right, strict=True), start=3):
        g.cell(n, 1, a), g.cell(n, 5, c)
        g.merge_cells(start_row=n, end_row=n, start_column=2, end_column=4)
        g.cell(n, 2, b), g.cell(n, 6, d)
    g["A8"] = "Deliver to"
    g["B8"] = f"{h.ship_to_name}\n{h.ship_to_street}\n{h.ship_to_city} {h.ship_to_postcode}"
    g.merge_cells("B8:D10")
    g["E8"], g["F8"] = "Instructions", h.notes
    columns = [
        ("#", "line_no"),
        ("Supplier part", "supplier_item_code"),
        ("Description", "description"),
        ("Qty", "quantity"),
        ("UoM", "unit"),
        ("Price", "unit_price"),
        ("Value", "amount"),
    ]
    end = table(g, 12, 1, columns, o.lines)
    g.cell(end + 1, 6, "Total"), g.cell(end + 1, 7, value(h, "total_net"))


def catalogue_fr(o: Blind, book: Workbook, master: MasterData) -> None:
    """The supplier's price list as an order form: many articles, few quantities."""
    g, h = first(book), o.header
    g.title = "Bon de commande"
    g["A1"], g["A2"] = f"Catalogue {o.vendor.name} 2026", "Merci de remplir la colonne G et de renvoyer ce fichier"
    g["A4"], g["B4"], g["D4"], g["E4"] = "Client :", h.buyer_name, "N° de commande :", h.po_number
    g["A5"], g["B5"] = "Adresse de livraison :", f"{h.ship_to_street}, {h.ship_to_postcode} {h.ship_to_city}"
    g["D5"], g["E5"] = "Date :", h.order_date
    heads = ["Réf.", "Désignation", "Marque", "Cond.", "PU HT", "Gencod", "Qté commandée", "Total"]
    for n, heading in enumerate(heads, start=1):
        g.cell(8, n, heading).font = BOLD
    ordered = {str(line.plain("supplier_item_code")): line for line in o.lines}
    others: list[Item] = [i for i in master.items[::37] if i.sku not in ordered and i.list_price][:30]
    rows: list[tuple[str, Any]] = list(ordered.items()) + [(i.sku, i) for i in others]
    for r, (_, row) in enumerate(sorted(rows, key=lambda x: x[0]), start=9):
        if isinstance(row, Item):
            text = dict(row.descriptions).get("fr") or row.descriptions[0][1]
            cells = [row.sku, text, row.brand, row.stock_unit, float(row.list_price or 0), row.gtin, None, None]
        else:
            cells = [row.supplier_item_code, row.description, row.x_brand, row.unit, value(row, "unit_price"), row.gtin]
            cells += [value(row, "quantity"), value(row, "amount")]
        for n, content in enumerate(cells, start=1):
            g.cell(r, n, content)
    g.cell(9 + len(rows) + 1, 7, "Total HT"), g.cell(9 + len(rows) + 1, 8, value(h, "total_net"))


def two_sheets_de(o: Blind, book: Workbook, master: MasterData) -> None:
    """Header data on the first sheet, positions on the second."""
    g, h = first(book), o.header
    g.title = "Kopfdaten"
    pairs = [
        ("Besteller", h.buyer_name),
        ("USt-IdNr.", h.buyer_vat_id),
        ("Bestellnummer", h.po_number),
        ("Bestelldatum", value(h, "order_date")),
        ("Wunschliefertermin", value(h, "requested_date")),
        ("Zahlungsbedingungen", h.payment_terms),
        ("Lieferbedingungen", h.delivery_terms),
        ("Währung", h.currency),
        ("Warenempfänger", h.ship_to_name),
        ("Straße", h.ship_to_street),
        ("PLZ", h.ship_to_postcode),
        ("Ort", h.ship_to_city),
        ("Bemerkung", h.notes),
        ("Lieferant", o.vendor.name),
    ]
    for r, (label, content) in enumerate(pairs, start=2):
        g.cell(r, 2, label).font = BOLD
        g.cell(r, 4, content)
    columns = [
        ("Pos", "line_no"),
        ("Unsere Artikelnr.", "buyer_item_code"),
        ("Ihre Artikelnr.", "supplier_item_code"),
        ("Bezeichnung", "description"),
        ("Menge", "quantity"),
        ("ME", "unit"),
        ("Einzelpreis", "unit_price"),
        ("Gesamt", "amount"),
    ]
    table(book.create_sheet("Positionen"), 1, 1, columns, o.lines)


def grouped_heads_es(o: Blind, book: Workbook, master: MasterData) -> None:
    """A two-row heading with merged groups, the company in a merged band."""
    g, h = first(book), o.header
    g.title = "Pedido"
    g.merge_cells("B2:I3")
    g["B2"] = f"{h.buyer_name} - PEDIDO Nº {h.po_number}"
    g["B5"], g["F5"] = f"CIF {h.buyer_vat_id}", f"Fecha: {h.order_date}"
    g["B6"] = f"Entregar en: {h.ship_to_name}, {h.ship_to_street}, {h.ship_to_postcode} {h.ship_to_city}"
    g["B7"], g["F7"] = f"Forma de pago: {h.payment_terms}", f"Fecha de entrega: {h.requested_date}"
    for span, text in (("B9:C9", "REFERENCIA"), ("D9:D10", "ARTÍCULO"), ("E9:F9", "CANTIDAD"), ("G9:I9", "PRECIO")):
        g.merge_cells(span)
        g[span.split(":")[0]] = text
    heads = {2: "Nuestra", 3: "Suya", 5: "Uds.", 6: "Medida", 7: "Unitario", 8: "Dto. %", 9: "Importe"}
    for column, text in heads.items():
        g.cell(10, column, text)
    names = ["buyer_item_code", "supplier_item_code", "description", "quantity", "unit"]
    names += ["unit_price", "discount_percent", "amount"]
    for r, line in enumerate(o.lines, start=11):
        for n, name in enumerate(names, start=2):
            g.cell(r, n, value(line, name))
    r = 12 + len(o.lines)
    totals = (("Base imponible", "total_net"), ("IVA 21%", "total_tax"), ("Total EUR", "total_gross"))
    for n, (label, name) in enumerate(totals):
        g.cell(r + n, 8, label), g.cell(r + n, 9, value(h, name))
    _ = h.currency
