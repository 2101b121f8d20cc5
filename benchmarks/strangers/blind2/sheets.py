"""The second blind set's spreadsheets: forms and exports as customers make them, none like those of the first."""

from __future__ import annotations

from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment

from benchmarks.strangers.blind.content import Blind
from benchmarks.strangers.blind.sheet_cells import BOLD, GREY, THIN, first, table, value
from benchmarks.strangers.blind.sheets import Sheet
from benchmarks.strangers.blind2.world import WORLD
from models.master import MasterData


def records_en(o: Blind, book: Workbook, master: MasterData) -> None:
    """An interface file: the first column says whether a row is of the head, an address or a line."""
    g, h = first(book), o.header
    g.title = "PO_OUT"
    g.append(["REC", "F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8"])
    g.append(["HDR", "PO Number", h.po_number, "PO Date", value(h, "order_date"), "Currency", h.currency])
    g.append(["HDR", "Buyer", h.buyer_name, "Terms", h.payment_terms, "Vendor", o.vendor.name])
    g.append(["ADR", "Ship To", h.ship_to_name, h.ship_to_street, h.ship_to_city, h.ship_to_postcode])
    g.append(["COL", "Line", "Vendor Part", "Part", "Description", "Qty", "UM", "Price", "Due"])
    names = ["line_no", "supplier_item_code", "buyer_item_code", "description", "quantity", "unit", "unit_price"]
    for line in o.lines:
        g.append(["LIN", *(value(line, name) for name in [*names, "requested_date"])])
    g.append(["TRL", "Lines", len(o.lines), "Total", value(h, "total_net")])


def spread_de(o: Blind, book: Workbook, master: MasterData) -> None:
    """A form whose table starts in the third column, texts in merged cells, prices for a hundred."""
    g, h = first(book), o.header
    g.title = "Tabelle1"
    g["C2"], g["C3"] = h.buyer_name, f"{o.buying.party.street}, {o.buying.party.postcode} {o.buying.party.city}"
    g["C5"], g["G5"] = "Bestellung", h.po_number
    g["C6"], g["G6"] = "Datum", value(h, "order_date")
    g["C7"], g["G7"] = "gewünschte Lieferung", value(h, "requested_date")
    g["C8"], g["G8"] = "abzuladen bei", f"{h.ship_to_name}, {h.ship_to_street}, {h.ship_to_postcode} {h.ship_to_city}"
    for row in range(5, 9):
        g.merge_cells(start_row=row, end_row=row, start_column=3, end_column=6)
        g.merge_cells(start_row=row, end_row=row, start_column=7, end_column=12)
    heads = {3: "lfd. Nr.", 4: "Ware", 7: "Ihre Nummer", 8: "Anzahl", 9: "Einh.", 10: "€ je 100", 11: "€ gesamt"}
    for column, text in heads.items():
        g.cell(11, column, text).fill = GREY
    g.merge_cells("D11:F11")
    names = {3: "line_no", 4: "description", 7: "supplier_item_code", 8: "quantity", 9: "unit", 10: "unit_price"}
    for r, line in enumerate(o.lines, start=12):
        for column, name in (names | {11: "amount"}).items():
            g.cell(r, column, value(line, name)).border = THIN
        g.merge_cells(start_row=r, end_row=r, start_column=4, end_column=6)
        _ = line.price_basis
    _ = h.currency
    g.cell(13 + len(o.lines), 10, "netto"), g.cell(13 + len(o.lines), 11, value(h, "total_net"))
    g.cell(15 + len(o.lines), 3, h.notes)


def two_rows_it(o: Blind, book: Workbook, master: MasterData) -> None:
    """Each article in two rows: codes and figures above, its text below."""
    g, h = first(book), o.header
    g.title = "ordine"
    g["A1"] = f"Ordine {h.po_number} del {h.order_date}"
    g["A1"].font = BOLD
    g["A2"], g["D2"] = "Committente:", h.buyer_name
    g["A3"], g["D3"] = "Partita IVA:", h.buyer_vat_id
    g["A4"], g["D4"] = "Consegnare a:", h.ship_to_name
    g["D5"], g["D6"] = h.ship_to_street, f"{h.ship_to_postcode} {h.ship_to_city}"
    g["A7"], g["D7"] = "Pagamento:", h.payment_terms
    for n, text in enumerate(["Riga", "Ns. articolo", "Vs. articolo", "Quantità", "UM", "Prezzo", "Valore"], start=1):
        g.cell(9, n, text).font = BOLD
    r = 10
    names = ["line_no", "buyer_item_code", "supplier_item_code", "quantity", "unit", "unit_price", "amount"]
    for line in o.lines:
        for n, name in enumerate(names, start=1):
            g.cell(r, n, value(line, name))
        g.cell(r + 1, 2, line.description)
        r += 2
    g.cell(r + 1, 6, f"Totale {h.currency}"), g.cell(r + 1, 7, value(h, "total_net"))


def foot_es(o: Blind, book: Workbook, master: MasterData) -> None:
    """The table first; who, when and where stand below it."""
    g, h = first(book), o.header
    g.title = "PEDIDO"
    columns = [("Cantidad", "quantity"), ("Formato", "unit"), ("Producto", "description")]
    columns += [("Su referencia", "supplier_item_code"), ("Precio", "unit_price"), ("Dto", "discount_percent")]
    end = table(g, 3, 2, [*columns, ("Neto", "amount")], o.lines)
    g["B1"] = f"PEDIDO A PROVEEDOR {o.vendor.name}"
    rows = [
        ("Suma", value(h, "total_net")), ("IVA 21 %", value(h, "total_tax")), ("A pagar €", value(h, "total_gross")),
        ("", ""), ("Nº pedido", h.po_number), ("Fecha", value(h, "order_date")), ("Empresa", h.buyer_name),
        ("CIF", h.buyer_vat_id), ("Entregar antes del", value(h, "requested_date")),
        ("Entregar en", f"{h.ship_to_name}, {h.ship_to_street}, {h.ship_to_postcode} {h.ship_to_city}"),
        ("Forma de pago", h.payment_terms), ("Notas", h.notes),
    ]  # fmt: skip
    for n, (label, content) in enumerate(rows, start=end + 1):
        g.cell(n, 7, label), g.cell(n, 8, content)
    _ = h.currency


def combined_fr(o: Blind, book: Workbook, master: MasterData) -> None:
    """Label and value share a cell, quantity and unit too."""
    g, h = first(book), o.header
    g.title = "Feuil1"
    party = o.buying.party
    for n, text in enumerate(
        [
            f"{h.buyer_name} - {party.street} - {party.postcode} {party.city}",
            f"Commande n° : {h.po_number}", f"Date : {h.order_date}", f"Contact : {o.extra['person']} {party.phone}",
            f"Livraison : {h.ship_to_name} - {h.ship_to_street} - {h.ship_to_postcode} {h.ship_to_city}",
            f"Délai : {h.requested_date}", f"Commentaire : {h.notes}",
        ],
        start=1,
    ):  # fmt: skip
        g.cell(n, 1, text)
    for n, heading in enumerate(("Votre référence", "Libellé", "À commander", "Tarif HT"), start=1):
        cell = g.cell(9, n, heading)
        cell.fill, cell.alignment = GREY, Alignment(horizontal="center")
    for r, line in enumerate(o.lines, start=10):
        g.cell(r, 1, line.supplier_item_code), g.cell(r, 2, line.description)
        g.cell(r, 3, f"{line.quantity} {line.unit}"), g.cell(r, 4, f"{line.unit_price} €")
    _ = h.currency


def apostrophes_ch(o: Blind, book: Workbook, master: MasterData) -> None:
    """Numbers as text in the Swiss way, heads in two languages, dates by line."""
    g, h = first(book), o.header
    g.title = "Commande-Bestellung"
    g["A1"], g["B1"] = "Besteller / Client", h.buyer_name
    g["A2"], g["B2"] = "Bestell-Nr. / N° commande", h.po_number
    g["A3"], g["B3"] = "Datum / Date", h.order_date
    g["A4"], g["B4"] = "Lieferort / Lieu de livraison", h.ship_to_name
    g["B5"], g["B6"] = h.ship_to_street, f"{h.ship_to_postcode} {h.ship_to_city}"
    heads = ["Pos. / Pos.", "Artikel / Article", "Ihre Nr. / Votre n°", "Menge / Quantité", "Einheit / Unité"]
    heads += ["Preis / Prix", "Total", "Termin / Délai"]
    for n, heading in enumerate(heads, start=1):
        g.cell(8, n, heading).font = BOLD
    names = ["line_no", "description", "supplier_item_code", "quantity", "unit", "unit_price", "amount"]
    for r, line in enumerate(o.lines, start=9):
        for n, name in enumerate([*names, "requested_date"], start=1):
            g.cell(r, n, getattr(line, name))
    r = 10 + len(o.lines)
    g.cell(r, 6, f"Total {h.currency} exkl. MWST"), g.cell(r, 7, h.total_net)


def wide_nl(o: Blind, book: Workbook, master: MasterData) -> None:
    """An export with far more columns than an order needs, many of them empty."""
    g, h = first(book), o.header
    g.title = "Inkoopregels"
    heads = ["Bestelnr.", "Status", "Bestelregel", "Besteldatum", "Leverancier", "Debiteur", "Klantnaam", "Artikelcode"]
    heads += ["Zoekcode", "Leverancierscode", "EAN", "Artikelomschrijving", "Magazijn", "Bestelaantal", "Ontvangen"]
    heads += ["Eenheid", "Bruto prijs", "Korting %", "Regelbedrag", "Valuta", "Gevraagde leverdatum", "Aflevernaam"]
    heads += ["Afleveradres", "Aflever postcode", "Aflever plaats", "Project"]
    g.append(heads)
    for line in o.lines:
        row = [h.po_number, "Open", line.line_no, value(h, "order_date"), o.vendor.name, o.extra["account"]]
        row += [h.buyer_name, line.buyer_item_code, None, line.supplier_item_code, line.gtin or None, line.description]
        row += ["HFD", value(line, "quantity"), 0, line.unit, value(line, "unit_price")]
        row += [value(line, "discount_percent"), value(line, "amount"), h.currency, value(line, "requested_date")]
        g.append([*row, h.ship_to_name, h.ship_to_street, h.ship_to_postcode, h.ship_to_city, None])


def departments_us(o: Blind, book: Workbook, master: MasterData) -> None:
    """A requisition turned order: lines by department with a sum for each, one total at the end."""
    g, h = first(book), o.header
    g.title = "Requisition"
    g["A1"], g["F1"] = h.buyer_name, "PURCHASE ORDER"
    g["F2"], g["G2"] = "PO #", h.po_number
    g["F3"], g["G3"] = "Issued", value(h, "order_date")
    g["F4"], g["G4"] = "Wanted by", value(h, "requested_date")
    g["A3"], g["A4"] = "SHIP TO", h.ship_to_name
    g["A5"], g["A6"] = h.ship_to_street, f"{h.ship_to_city}, {h.ship_to_postcode}"
    heads = ["Catalog no.", "Item", "Qty", "U/I", "Unit cost", "Extended"]
    for n, heading in enumerate(heads, start=1):
        g.cell(8, n, heading).fill = GREY
    r, half = 9, (len(o.lines) + 1) // 2
    for title, lines in (("Facilities", o.lines[:half]), ("Operations", o.lines[half:])):
        g.cell(r, 1, f"Dept: {title}").font = BOLD
        for line in lines:
            r += 1
            names = ["supplier_item_code", "description", "quantity", "unit", "unit_price", "amount"]
            for n, name in enumerate(names, start=1):
                g.cell(r, n, value(line, name))
        g.cell(r + 1, 5, "Dept subtotal")
        g.cell(r + 1, 6, float(sum(float(line.plain("amount")) for line in lines)))
        r += 3
    g.cell(r, 5, f"PO total {h.currency}"), g.cell(r, 6, value(h, "total_net"))
    g.cell(r + 2, 1, f"Instructions: {h.notes}")


def _asking(language: str, units: str, countries: list[str], po: str, more: dict[str, Any]) -> dict[str, Any]:
    return {
        "language": language, "numbers": language, "dates": "%d/%m/%Y", "units": units, "countries": countries,
        "po": [po], "world": WORLD,
    } | more  # fmt: skip


FORMS: tuple[tuple[Sheet, dict[str, Any]], ...] = (
    (records_en, _asking("en", "us", ["US"], "H{0:06d}", {"dates": "%m/%d/%Y", "own": True, "lines": [3, 9]})),
    (spread_de, _asking("de", "de", ["DE"], "{0:04d}-26", {"dates": "%d.%m.%Y", "basis": 100, "lines": [2, 6]})),
    (two_rows_it, _asking("it", "it_nr", ["IT"], "{0}/B", {"own": True, "lines": [2, 7]})),
    (foot_es, _asking("es", "es_u", ["ES"], "P{0:05d}", {"tax": 0.21, "discount": True, "lines": [2, 6]})),
    (combined_fr, _asking("fr", "fr", ["FR", "BE"], "CDE-{0:04d}", {"speaks": ["fr"], "packs": True})),
    (
        apostrophes_ch,
        _asking("de", "ch", ["CH"], "{0:05d}", {"dates": "%d.%m.%Y", "numbers": "ch", "lines": [3, 8]}),
    ),
    (
        wide_nl,
        _asking("nl", "nl_st", ["NL", "BE"], "26{0:05d}", {"speaks": ["nl"], "own": True, "discount": True}),
    ),
    (
        departments_us,
        _asking("en", "un", ["US"], "R-{0:05d}", {"unknown": "buyer", "terms": "us", "currency": "USD"})
        | {"beside": [1, 2], "buyers": "City", "articles": "US_CITY", "lines": [3, 6]},
    ),
)
