"""The fifth blind set's exports and reorder lists."""

from __future__ import annotations

from datetime import date
from typing import Any

from openpyxl import Workbook

from benchmarks.strangers.blind.content import Blind
from benchmarks.strangers.blind.sheet_cells import BOLD, first, table, value
from benchmarks.strangers.blind5 import forms
from benchmarks.strangers.blind5.files import Form
from benchmarks.strangers.blind5.forms import pairs_down, with_freight
from benchmarks.strangers.blind5.world import WORLD
from models.master import MasterData


def flat_us(o: Blind, book: Workbook, master: MasterData) -> None:
    """A system's export: what belongs to the order stands again in each row."""
    g, h = first(book), o.header
    heads = ["PO Number", "PO Date", "Buyer", "Ship To Name", "Ship To Address", "Ship To City", "Ship To Zip"]
    heads += ["Line", "Vendor Item", "Item", "Item Description", "Qty Ordered", "UOM", "Unit Cost", "Ext Cost"]
    g.append([*heads, "Currency", "Due Date"])
    for line in o.lines:
        head = [h.po_number, h.order_date, h.buyer_name, h.ship_to_name, h.ship_to_street, h.ship_to_city]
        row: list[Any] = [*head, h.ship_to_postcode, line.line_no, line.supplier_item_code, line.buyer_item_code]
        row += [line.description, line.plain("quantity"), line.unit, line.plain("unit_price"), line.plain("amount")]
        _ = line.quantity, line.unit_price, line.amount
        g.append([*row, h.currency, line.requested_date])


def artikel_de(o: Blind, book: Workbook, master: MasterData) -> None:
    """A German system's csv: two rows of the head, then the lines, figures as they are printed."""
    g, h = first(book), o.header
    g.title = "continental"
    g.append(["Bestellnummer", "Bestelldatum", "Liefertermin", "Kunde", "Lieferanschrift"])
    place = f"{h.ship_to_name}, {h.ship_to_street}, {h.ship_to_postcode} {h.ship_to_city}"
    g.append([h.po_number, h.order_date, h.requested_date, h.buyer_name, place])
    g.append([])
    g.append(["Pos", "Artikelnummer", "Bezeichnung", "Menge", "ME", "Preis EUR", "Wert EUR"])
    for line in o.lines:
        row = [line.line_no, line.supplier_item_code, line.description, line.quantity, line.unit, line.unit_price]
        g.append([*row, line.amount])
    g.append(["", "", "", "", "", "Summe", h.total_net])
    _ = h.currency


def reassort_fr(o: Blind, book: Workbook, master: MasterData) -> None:
    """A stock list with minimum and stock beside what is ordered; the order's data stand below."""
    g, h = first(book), o.header
    g.title = "Réappro"
    heads = ("Réf.", "Désignation", "Mini", "Stock", "A commander", "Unité", "Prix HT")
    for n, heading in enumerate(heads, start=1):
        g.cell(1, n, heading).font = BOLD
    for r, line in enumerate(o.lines, start=2):
        row = [line.supplier_item_code, line.description, 10 + r, r % 4, value(line, "quantity"), line.unit]
        for n, content in enumerate([*row, value(line, "unit_price")], start=1):
            g.cell(r, n, content)
    rows = [("Société", h.buyer_name), ("Commande n°", h.po_number), ("Date", value(h, "order_date"))]
    rows += [("Livraison le", value(h, "requested_date")), ("Lieu de livraison", h.ship_to_name)]
    rows += [("Adresse", h.ship_to_street), ("Ville", f"{h.ship_to_postcode} {h.ship_to_city}")]
    pairs_down(g, len(o.lines) + 4, 1, rows)


def desktop_us(o: Blind, book: Workbook, master: MasterData) -> None:
    """A bookkeeping program's order saved as a sheet: freight is a row under the goods."""
    g, h = first(book), o.header
    g.title = "Sheet1"
    g["A1"], g["A2"] = h.buyer_name, o.buying.party.street
    g["A3"] = f"{o.buying.party.city}, {o.buying.party.postcode}"
    g["F1"] = "Purchase Order"
    g["E2"], g["F2"], g["E3"], g["F3"] = "Date", "P.O. No.", value(h, "order_date"), h.po_number
    g["E3"].number_format = "MM/DD/YYYY"
    g["A5"], g["D5"] = "Vendor", "Ship To"
    for r, text in enumerate([o.vendor.name, o.vendor.street, f"{o.vendor.postcode} {o.vendor.city}"], start=6):
        g.cell(r, 1, text)
    place = [h.ship_to_name, h.ship_to_street, f"{h.ship_to_city}, {h.ship_to_postcode}"]
    for r, text in enumerate(place, start=6):
        g.cell(r, 4, text)
    g["A10"], g["B10"], g["A11"], g["B11"] = "Terms", "Expected", h.payment_terms, value(h, "requested_date")
    g["B11"].number_format = "MM/DD/YYYY"
    columns = [("Item", "supplier_item_code"), ("Description", "description"), ("Qty", "quantity"), ("U/M", "unit")]
    end = table(g, 13, 1, [*columns, ("Rate", "unit_price"), ("Amount", "amount")], o.lines)
    _, freight = with_freight(o, "65.00")
    g.cell(end, 2, "Freight"), g.cell(end, 6, freight)
    g.cell(end + 2, 5, "Total"), g.cell(end + 2, 6, value(h, "total_net"))
    g.cell(end + 2, 6).number_format = '"$"#,##0.00'
    _ = h.currency


def naast_nl(o: Blind, book: Workbook, master: MasterData) -> None:
    """The lines at the left, the order's data beside them, contact and remark with them."""
    g, h = first(book), o.header
    g.title = "Bestelling"
    columns = [("Art.nr", "supplier_item_code"), ("Omschrijving", "description"), ("Aantal", "quantity")]
    table(g, 1, 1, [*columns, ("Eenheid", "unit"), ("Leverdatum", "requested_date")], o.lines)
    rows: list[tuple[str, object]] = [("Klant", h.buyer_name), ("Bestelnummer", h.po_number)]
    rows += [("Besteldatum", date.fromisoformat(h.plain("order_date"))), ("Contact", o.extra["person"])]
    rows += [("Afleveren", h.ship_to_name), ("", h.ship_to_street), ("", f"{h.ship_to_postcode} {h.ship_to_city}")]
    pairs_down(g, 1, 8, [*rows, ("Opmerking", h.notes)])
    _ = h.order_date


def _asks(language: str, units: str, countries: list[str], po: str, **more: Any) -> dict[str, Any]:
    options = {"language": language, "numbers": language, "dates": "%d/%m/%Y", "units": units, "po": [po]}
    return options | {"countries": countries, "world": WORLD, "lines": [3, 8]} | more


FORMS: tuple[Form, ...] = (
    Form(forms.merged_gb, _asks("en", "en", ["GB"], "{0:05d}")),
    Form(forms.catalogue_nl, _asks("nl", "nl", ["NL"], "{0:05d}", speaks=["nl"], lines=[3, 6])),
    Form(forms.bilingual_ch, _asks("de", "ch2", ["CH"], "CH-{0:05d}", speaks=["de"], tax=0.081)),
    Form(forms.listino_it, _asks("it", "it", ["IT"], "{0}/2026", discount=True)),
    Form(forms.quantities_es, _asks("es", "es", ["ES"], "P26-{0:04d}")),
    Form(
        forms.compra_mx,
        _asks("es", "mx", ["MX"], "OC{0:05d}", unknown="buyer", currency="MXN", terms="mx", tax=0.16, numbers="en"),
    ),
    Form(
        forms.stores_in,
        _asks("en", "in", ["IN"], "PO/{0:05d}", unknown="all", to_us=True, currency="INR", terms="in", tax=0.18)
        | {"articles": "IN_SHEET"},
    ),
    Form(flat_us, _asks("en", "us", ["US"], "{0:06d}", own=True, dates="%m/%d/%Y"), "csv"),
    Form(artikel_de, _asks("de", "de", ["DE"], "BE{0:06d}", speaks=["de"], step=10, dates="%d.%m.%Y"), "csv"),
    Form(reassort_fr, _asks("fr", "fr", ["FR"], "CDE-{0:05d}", speaks=["fr"]), "xls"),
    Form(
        desktop_us,
        _asks("en", "us_low", ["US"], "{0}", unknown="buyer", currency="USD", terms="us", price_decimals=2),
    ),
    Form(naast_nl, _asks("nl", "nl", ["NL", "BE"], "NB{0:05d}", speaks=["nl"], lines=[2, 7]), "ods"),
)
