"""Orders as report engines lay them out: metasfresh (two languages), Dolibarr, Openbravo, ADempiere."""

from __future__ import annotations

from benchmarks.strangers.blind.content import Blind
from benchmarks.strangers.blind2.paper import Column, Paper, headings, table

GERMAN = {
    "no": "Einkaufsbestellung Nr.:", "date": "Datum:", "ref": "Externe Belegnummer:", "to": "Abladeort:",
    "due": "Anlieferung:", "person": "Ansprechpartner", "phone": "Tel:", "partner": "Geschäftspartner Nr.:",
    "your": "Ihre Daten:", "our": "Unsere Daten:", "pos": "Pos.", "code": "Nr.", "item": "Artikel", "qty": "Menge",
    "unit": "Einheit", "price": "Preis", "amount": "Betrag", "carry": "Übertrag", "sub": "Zwischensumme",
    "tax": "zzgl. MwSt. 8.1 %", "total": "ENDSUMME", "terms": "Zahlungsbedingungen:", "page": "Seite",
}  # fmt: skip
FRENCH = {
    "no": "Commande d'achat N°:", "date": "Date:", "ref": "Référence:", "to": "Lieu de livraison:",
    "due": "Livraison:", "person": "Contact", "phone": "Tél:", "partner": "N° du partenaire:",
    "your": "Vos données:", "our": "Nos données:", "pos": "Pos.", "code": "N°", "item": "Article", "qty": "Quantité",
    "unit": "Unité", "price": "Prix", "amount": "Montant", "carry": "Report", "sub": "Sous-total",
    "tax": "Montant TVA 8.1 %", "total": "Total", "terms": "Conditions de paiement:", "page": "Page",
}  # fmt: skip


def metasfresh_de(o: Blind, paper: Paper) -> None:
    _metasfresh(o, paper, GERMAN)


def metasfresh_fr(o: Blind, paper: Paper) -> None:
    _metasfresh(o, paper, FRENCH)


def _metasfresh(o: Blind, paper: Paper, w: dict[str, str]) -> None:
    """Their data left, our data right; the table carries its sum from page to page."""
    h, us, b = o.header, o.vendor, o.buying.party
    paper.points = 8.5
    right = [("qty", 330, 55), ("price", 430, 55), ("amount", 490, 65)]
    columns = [Column(40, 30, w["pos"]), Column(70, 70, w["code"]), Column(140, 190, w["item"])]
    columns += [Column(x, width, w[name], True) for name, x, width in right]
    columns.insert(4, Column(390, 40, w["unit"]))
    paper.text(555, 50, h.buyer_name, 13, bold=True, right=True)
    paper.text(555, 62, f"{b.street}, CH-{b.postcode} {b.city}", 7.5, right=True)
    paper.block(40, 110, [us.name, us.street, f"BE-{us.postcode} {us.city}"], 10)
    paper.text(40, 190, f"{w['no']} {h.po_number}", 13, bold=True)
    data = [(w["date"], h.order_date), (w["ref"], o.extra["quote"]), (w["due"], h.requested_date)]
    place = f"{h.ship_to_name}, {h.ship_to_street}, {h.ship_to_postcode} {h.ship_to_city}"
    for n, (label, value) in enumerate([*data, (w["to"], place)]):
        paper.text(40, 212 + 12 * n, label)
        paper.text(140, 212 + 12 * n, value)
    paper.block(330, 110, [w["your"], f"{w['partner']} {o.extra['account']}", f"{w['phone']} {us.phone}"])
    paper.block(330, 150, [w["our"], f"{w['person']}: {o.extra['person']}", f"E-Mail: {h.buyer_email}"])
    running = {"sum": ""}

    def again(page: int) -> float:
        if page > 1:
            paper.text(40, 40, f"{w['no']} {h.po_number}", 8)
            paper.text(555, 40, f"{w['page']} {page}", 8, right=True)
        top = 280 if page == 1 else 60
        paper.box(40, top, 515, 15, 0.88)
        headings(paper, columns, top + 11, 8)
        if page == 1:
            return top + 19
        paper.text(142, top + 26, w["carry"], bold=True)
        paper.text(553, top + 26, running["sum"], right=True, bold=True)
        return top + 34

    def rows():
        for line in o.lines:
            cells = [line.line_no, line.buyer_item_code, f"{line.description}\n({line.supplier_item_code})"]
            yield [*cells, line.quantity, line.unit, line.unit_price, line.amount]
            running["sum"] = line.x_running

    end = table(paper, columns, rows(), again(1), 770, again)
    if end > 690:
        paper.turn()
        end = again(paper.pages)
    paper.line(330, end + 4, 555, end + 4)
    totals = [(w["sub"], h.total_net), (w["tax"], h.total_tax), (f"{w['total']} {h.currency}", h.total_gross)]
    for n, (label, value) in enumerate(totals, start=1):
        paper.text(340, end + 5 + 13 * n, label, bold=n == 3)
        paper.text(553, end + 5 + 13 * n, value, right=True, bold=n == 3)
    paper.text(40, end + 70, f"{w['terms']} {h.payment_terms}")
    paper.text(40, 815, f"{b.name} | {b.phone} | {h.buyer_vat_id}", 7)


def dolibarr_it(o: Blind, paper: Paper) -> None:
    """Sender in a grey box, addressee in a frame, upright lines through the table."""
    h, us, b = o.header, o.vendor, o.buying.party
    paper.text(28, 50, h.buyer_name, 14, bold=True)
    paper.text(567, 40, "Ordine fornitore", 14, bold=True, right=True)
    rows = [f"Rif. : {h.po_number}", f"Data ordine : {h.order_date}", f"Data prevista di consegna : {h.requested_date}"]
    for n, row in enumerate(rows):
        paper.text(567, 58 + 13 * n, row, 10, right=True)
    paper.text(28, 118, "Mittente:", 8)
    paper.box(28, 122, 235, 108, 0.9)
    paper.block(34, 136, [b.name], 10, bold=True)
    sender = [b.street, f"{b.postcode} {b.city}", "", f"Tel.: {b.phone}", f"Email: {h.buyer_email}"]
    paper.block(34, 150, sender)
    paper.text(290, 118, "Destinatario:", 8)
    paper.box(290, 122, 277, 108)
    paper.block(296, 136, [us.name], 10, bold=True)
    paper.block(296, 150, [us.street, f"{us.postcode} {us.city}", "Belgio", f"Partita IVA: {us.tax}"])
    paper.text(28, 252, f"Note: {h.notes}")
    paper.text(567, 270, "Importi espressi in Euro", 8, right=True)
    _ = h.currency
    columns = [Column(28, 262, "Descrizione"), Column(290, 40, "IVA", True), Column(330, 62, "P.U.", True)]
    columns += [Column(392, 60, "Q.tà", True), Column(452, 40, "Sconto", True)]
    columns += [Column(492, 75, "Totale (netto)", True)]

    def again(page: int) -> float:
        top = 275 if page == 1 else 50
        if page > 1:
            paper.text(567, 36, f"Ordine fornitore {h.po_number} - {page}", 8, right=True)
        paper.box(28, top, 539, 770 - top)
        headings(paper, columns, top + 12, 8, bold=False)
        paper.line(28, top + 17, 567, top + 17)
        for column in columns[1:]:
            paper.line(column.left, top, column.left, 770)
        return top + 22

    def rows_of():
        for line in o.lines:
            text = f"{line.supplier_item_code} - {line.description}"
            price = [line.unit_price, f"{line.quantity} {line.unit}", f"{line.discount_percent}%"]
            yield [text, "22%", *price, line.amount]

    end = table(paper, columns, rows_of(), again(1), 690, again, gap=5)
    paper.box(330, 700, 237, 62, 1)
    totals = [("Totale (netto)", h.total_net), ("Totale IVA 22%", h.total_tax), ("Totale (lordo)", h.total_gross)]
    for n, (label, value) in enumerate(totals):
        paper.text(336, 716 + 17 * n, label, bold=n == 2)
        paper.text(562, 716 + 17 * n, value, right=True, bold=n == 2)
    paper.text(34, 740 if end < 735 else 755, f"Condizioni di pagamento: {h.payment_terms}", 8)
    paper.text(297, 800, f"Partita IVA: {h.buyer_vat_id}", 7)


def openbravo_es(o: Blind, paper: Paper) -> None:
    """A report of bands: document data in a strip, lines on alternate grey, totals in words of the ledger."""
    h, us, b = o.header, o.vendor, o.buying.party
    paper.points = 8
    paper.text(40, 55, h.buyer_name, 16, font="Times-Roman")
    paper.block(40, 70, [b.street, f"{b.postcode} - {b.city}", f"CIF/NIF: {h.buyer_vat_id}"])
    paper.text(555, 55, "Pedido de compra", 16, right=True, font="Times-Roman")
    paper.box(330, 70, 225, 46)
    paper.block(336, 82, ["Nº documento", "Fecha pedido", "Fecha prometida"])
    for n, value in enumerate([h.po_number, h.order_date, h.requested_date]):
        paper.text(440, 82 + 10 * n, value, bold=n == 0)
    paper.text(336, 112, f"Ref. pedido tercero: {o.extra['quote']}")
    paper.block(40, 140, ["Tercero", us.name, us.street, f"{us.postcode} - {us.city} (BÉLGICA)"])
    place = [h.ship_to_name, h.ship_to_street, f"{h.ship_to_postcode} - {h.ship_to_city}"]
    paper.block(330, 140, ["Dirección de almacén", *place])
    columns = [Column(40, 35, "Línea"), Column(75, 70, "Código"), Column(145, 185, "Producto")]
    columns += [Column(330, 55, "Cantidad", True), Column(387, 38, "Unidad"), Column(425, 60, "Precio neto", True)]
    columns += [Column(485, 70, "Importe línea", True)]

    def again(page: int) -> float:
        top = 205 if page == 1 else 50
        paper.box(40, top, 515, 14, 0.75)
        headings(paper, columns, top + 10)
        paper.text(555, 825, f"Página {page}", 7, right=True)
        return top + 18

    def rows():
        for line in o.lines:
            cells = [line.line_no, line.supplier_item_code, line.description, line.quantity, line.unit]
            yield [*cells, line.unit_price, line.amount]

    end = table(paper, columns, rows(), again(1), 740, again)
    totals = [("Total líneas", h.total_net), ("Entregas IVA 21%", h.total_tax), ("Total pedido", h.total_gross)]
    for n, (label, value) in enumerate(totals, start=1):
        paper.text(400, end + 12 * n, label)
        paper.text(553, end + 12 * n, f"{value} {h.currency}", right=True, bold=n == 3)
    paper.text(40, end + 12, f"Condiciones de pago: {h.payment_terms}")
    paper.text(40, end + 24, f"Descripción: {h.notes}")


def adempiere_fr(o: Blind, paper: Paper) -> None:
    """Label and value as a form's fields above, a ruled table below, its sum in the table's last row."""
    h, us, b = o.header, o.vendor, o.buying.party
    paper.points = 9
    paper.text(297, 45, "Commande Fournisseur", 15, bold=True)
    paper.block(40, 45, [h.buyer_name, b.street, f"{b.postcode} {b.city}"])
    fields = [
        ("N° Document", h.po_number), ("Date Commande", h.order_date), ("Date promise", h.requested_date),
        ("Représentant", o.extra["person"]), ("Conditions de paiement", h.payment_terms), ("Devise", h.currency),
    ]  # fmt: skip
    for n, (label, value) in enumerate(fields):
        paper.text(330, 70 + 13 * n, label)
        paper.text(440, 70 + 13 * n, value)
    paper.block(40, 110, [us.name, us.street, f"{us.postcode} {us.city}", "Belgique"])
    place = f"Adresse de livraison : {h.ship_to_name}, {h.ship_to_street}, {h.ship_to_postcode} {h.ship_to_city}"
    paper.block(40, 172, paper.wrapped(place, 510))
    columns = [Column(40, 35, "Ligne"), Column(75, 75, "Réf. tiers"), Column(150, 200, "Article")]
    columns += [Column(350, 55, "Qté", True), Column(405, 40, "UDM"), Column(445, 50, "Prix", True)]
    columns += [Column(495, 60, "Total ligne", True)]

    def again(page: int) -> float:
        top = 205 if page == 1 else 50
        paper.line(40, top, 555, top)
        headings(paper, columns, top + 12)
        paper.line(40, top + 17, 555, top + 17, 1.5)
        paper.text(40, 825, f"{page} - {o.extra['account']} {h.order_date}", 7)
        return top + 22

    def rows():
        for line in o.lines:
            cells = [line.line_no, line.supplier_item_code, line.description, line.quantity, line.unit]
            yield [*cells, line.unit_price, line.amount]
        yield ["Total", "", "", o.extra["pieces"], "", "", h.total_net]

    end = table(paper, columns, rows(), again(1), 760, again)
    paper.line(40, end, 555, end)
    paper.block(40, end + 18, [f"TVA 20% : {h.total_tax}", f"Total général : {h.total_gross}"])
    paper.text(40, end + 50, h.notes)
