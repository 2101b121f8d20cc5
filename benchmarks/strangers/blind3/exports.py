"""The third blind set's lists and exports: what systems write out, and what people paste together."""

from __future__ import annotations

from typing import Any

from openpyxl import Workbook

from benchmarks.strangers.blind.content import Blind
from benchmarks.strangers.blind.sheet_cells import BOLD, first, table, value
from benchmarks.strangers.blind.sheets import Sheet
from benchmarks.strangers.blind3.forms import articles_down_fr, half_rows_it, notes_es, requisition_us, top_right_de
from benchmarks.strangers.blind3.world import WORLD
from models.master import MasterData


def erp_list_de(o: Blind, book: Workbook, master: MasterData) -> None:
    """A list of a screen: short names of fields, a title row and a row of the selection above."""
    g, h = first(book), o.header
    g.title = "SAPUI5 Export"
    g["A1"], g["A2"] = "Einkaufsbelegpositionen", f"Lieferant {o.extra['account']} {o.vendor.name}"
    heads = ["EBELN", "EBELP", "MATNR", "IDNLF", "TXZ01", "MENGE", "MEINS", "NETPR", "PEINH", "WAERS", "NETWR"]
    heads += ["EINDT", "BEDAT", "WERKS"]
    for n, heading in enumerate(heads, start=1):
        g.cell(4, n, heading).font = BOLD
    names = ["line_no", "buyer_item_code", "supplier_item_code", "description", "quantity", "unit", "unit_price"]
    for line in o.lines:
        row: list[Any] = [h.po_number, *(value(line, name) for name in names), int(line.price_basis), h.currency]
        g.append([*row, value(line, "amount"), value(line, "requested_date"), value(h, "order_date"), "1000"])
    g.cell(g.max_row + 2, 1, f"Besteller: {h.buyer_name}")


def two_orders_look_en(o: Blind, book: Workbook, master: MasterData) -> None:
    """The order on the first sheet, last year's purchases on the second."""
    g, h = first(book), o.header
    g.title = "This month"
    pairs = [("Customer", h.buyer_name), ("Our order", h.po_number), ("Dated", value(h, "order_date"))]
    pairs += [("Wanted", value(h, "requested_date")), ("To", h.ship_to_name), ("", h.ship_to_street)]
    for r, (label, content) in enumerate([*pairs, ("", f"{h.ship_to_city} {h.ship_to_postcode}")], start=1):
        g.cell(r, 1, label).font = BOLD
        g.cell(r, 2, content)
    columns = [("Your code", "supplier_item_code"), ("Product", "description"), ("Per", "unit")]
    columns += [("No. off", "quantity")]
    end = table(g, 10, 1, [*columns, ("Cost", "unit_price"), ("Line cost", "amount")], o.lines)
    g.cell(end + 1, 5, f"Net {h.currency}"), g.cell(end + 1, 6, value(h, "total_net"))
    old = book.create_sheet("Last year")
    old.append(["Code", "Product", "Bought"])
    for item in master.items[5::211][:9]:
        old.append([item.sku, item.descriptions[0][1], 40])


def mixed_nl(o: Blind, book: Workbook, master: MasterData) -> None:
    """Title rows, the table in the middle columns, amount before price, dates as text."""
    g, h = first(book), o.header
    g.title = "Inkoop"
    g["D1"] = f"Aanvulling magazijn {h.buyer_name}"
    g["D2"] = f"bestelnummer {h.po_number} / {h.order_date} / aanleveren {h.requested_date}"
    g["D3"] = f"afleveren: {h.ship_to_name}, {h.ship_to_street}, {h.ship_to_postcode} {h.ship_to_city}"
    columns = [("Ons nr.", "buyer_item_code"), ("Jullie nr.", "supplier_item_code"), ("Omschrijving", "description")]
    columns += [("Totaal", "amount"), ("Prijs per eenheid", "unit_price"), ("Eenheid", "unit")]
    columns += [("Te bestellen", "quantity")]
    for n, (heading, _) in enumerate(columns, start=4):
        g.cell(5, n, heading).font = BOLD
    for r, line in enumerate(o.lines, start=6):
        for n, (_, name) in enumerate(columns, start=4):
            g.cell(r, n, value(line, name))
    g.cell(7 + len(o.lines), 6, "Som"), g.cell(7 + len(o.lines), 7, value(h, "total_net"))


def packs_fr(o: Blind, book: Workbook, master: MasterData) -> None:
    """A list for a shop: brand, bar code, shelf count beside what is ordered."""
    g, h = first(book), o.header
    g.title = "Cde fournisseur"
    g["A1"], g["C1"], g["F1"] = "Magasin", h.buyer_name, f"Cde {h.po_number}"
    g["A2"], g["C2"], g["F2"] = "Pour le", value(h, "requested_date"), f"éditée le {h.order_date}"
    heads = ["Marque", "Code EAN", "Code fourn.", "Libellé produit", "Stock rayon", "Qté cdée"]
    heads += ["UV", "PA net", "Valeur"]
    for n, heading in enumerate(heads, start=1):
        g.cell(4, n, heading).font = BOLD
    for r, line in enumerate(o.lines, start=5):
        row = [line.x_brand, line.gtin or None, line.supplier_item_code, line.description, (r * 7) % 5]
        row += [value(line, "quantity"), line.unit, value(line, "unit_price"), value(line, "amount")]
        for n, content in enumerate(row, start=1):
            g.cell(r, n, content)
    g.cell(5 + len(o.lines), 8, "Total HT €"), g.cell(5 + len(o.lines), 9, value(h, "total_net"))
    _ = h.currency


def stranger_us(o: Blind, book: Workbook, master: MasterData) -> None:
    """An unknown district's order with items of others, on a sheet with a logo's rows left blank."""
    g, h = first(book), o.header
    g.title = "Order"
    g["B5"] = h.buyer_name
    g["B6"] = f"{o.buying.party.street}, {o.buying.party.city}, {o.buying.party.postcode}"
    g["E5"], g["F5"] = "Purchase order", h.po_number
    g["E6"], g["F6"] = "Order date", value(h, "order_date")
    g["E7"], g["F7"] = "Deliver no later than", value(h, "requested_date")
    g["B8"] = f"Receiving: {h.ship_to_name}, {h.ship_to_street}, {h.ship_to_city}, {h.ship_to_postcode}"
    columns = [("Seq", "line_no"), ("District stock #", "buyer_item_code"), ("Item and specification", "description")]
    columns += [("Issue unit", "unit"), ("Order qty", "quantity"), ("Unit $", "unit_price"), ("Total $", "amount")]
    end = table(g, 10, 2, columns, o.lines)
    g.cell(end, 7, "GRAND TOTAL"), g.cell(end, 8, value(h, "total_net"))
    g.cell(end + 2, 2, f"Payment {h.payment_terms}. {h.notes}")
    _ = h.currency


def _asking(language: str, units: str, countries: list[str], po: str, more: dict[str, Any]) -> dict[str, Any]:
    return {
        "language": language, "numbers": language, "dates": "%d/%m/%Y", "units": units, "countries": countries,
        "po": [po], "world": WORLD,
    } | more  # fmt: skip


FORMS: tuple[tuple[Sheet, dict[str, Any]], ...] = (
    (top_right_de, _asking("de", "de_abk", ["DE", "CH"], "{0:05d}", {"speaks": ["de"], "dates": "%d.%m.%Y"})),
    (
        requisition_us,
        _asking("en", "us_lc", ["US"], "{0:05d}-{1}", {"dates": "%m/%d/%Y", "tax": 0.06, "lines": [3, 9]}),
    ),
    (articles_down_fr, _asking("fr", "fr_min", ["FR", "BE"], "R{0:05d}", {"speaks": ["fr"], "lines": [2, 5]})),
    (notes_es, _asking("es", "es_uni", ["ES"], "{0}/26", {"lines": [2, 7]})),
    (half_rows_it, _asking("it", "it_min", ["IT"], "OA{0:05d}", {"discount": True, "lines": [2, 6]})),
    (
        erp_list_de,
        _asking("de", "de_code", ["DE"], "45{0:08d}", {"own": True, "basis": 100, "step": 10, "numbered": "{:05d}"})
        | {"dates": "%d.%m.%Y"},
    ),
    (two_orders_look_en, _asking("en", "en", ["GB", "IE"], "LK{0:05d}", {"lines": [2, 8], "packs": True})),
    (mixed_nl, _asking("nl", "nl_kort", ["NL", "BE"], "AV{0:04d}", {"speaks": ["nl"], "own": True})),
    (packs_fr, _asking("fr", "fr_long", ["FR"], "{0:06d}", {"packs": True, "lines": [4, 9]})),
    (
        stranger_us,
        _asking("en", "us", ["US"], "9{0:05d}", {"unknown": "all", "to_us": True, "terms": "us", "currency": "USD"})
        | {"buyers": "Llano", "articles": "US_ISD", "lines": [3, 6], "dates": "%m/%d/%Y"},
    ),
)
