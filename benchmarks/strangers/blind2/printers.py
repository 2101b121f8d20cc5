"""Orders as line printers wrote them, now kept as PDF: columns of one typeface, rows told apart by dashes."""

from __future__ import annotations

from benchmarks.strangers.blind.content import Blind
from benchmarks.strangers.blind2.paper import Paper

FOOT = 700


def _sheet(paper: Paper, rows: list[str], head: list[str], left: float = 40) -> None:
    """Rows one below the other; each new page begins with `head`."""
    y = 50.0
    for row in rows:
        if y > FOOT:
            paper.turn()
            y = 50.0
            for again in head:
                paper.text(left, y, again.replace("#", str(paper.pages)))
                y += paper.points * 1.2
        paper.text(left, y, row)
        y += paper.points * 1.2


def box_plant_us(o: Blind, paper: Paper) -> None:
    """Ruled boxes over a typewriter's text: who, when and how above, two rows a line below."""
    h, us = o.header, o.vendor
    paper.font, paper.points = "Courier", 9
    paper.text(230, 40, "Purchase Order", 14, font="Helvetica", bold=True)
    paper.text(40, 60, h.buyer_name, 12, font="Helvetica", bold=True)
    paper.block(40, 74, [o.buying.party.street, f"{o.buying.party.city} {o.buying.party.postcode}", h.buyer_email])
    paper.text(400, 60, f"PO #: {h.po_number}", 12, font="Helvetica", bold=True)
    paper.text(400, 76, f"Date: {h.order_date}", font="Helvetica")
    paper.text(400, 88, f"Date Required: {h.requested_date}", font="Helvetica")
    paper.block(40, 130, ["Purchase Order To:", f"  {us.name}", f"  {us.street}", f"  {us.city} {us.postcode} BE"])
    place = [f"  {h.ship_to_name}", f"  {h.ship_to_street}", f"  {h.ship_to_city}, {h.ship_to_postcode}"]
    paper.block(320, 130, ["Ship To:", *place])
    paper.box(40, 190, 520, 36)
    paper.line(40, 206, 560, 206)
    cells = [(40, "Buyer", o.extra["person"]), (150, "Terms", h.payment_terms), (330, "FOB", h.delivery_terms)]
    for x, label, value in [*cells, (490, "Freight", "Prepaid")]:
        paper.text(x + 4, 201, label, 8, font="Helvetica")
        paper.text(x + 4, 220, value, 8)
        if x > 40:
            paper.line(x, 190, x, 226)
    rows = [f"{'Ln':<3}{'Item#/Description':<46}{'Qty':>9} {'UOM':<5}{'Cost':>11}{'Ext':>12}", "-" * 96]
    for line in o.lines:
        code = f"{line.buyer_item_code} Your#: {line.supplier_item_code}"
        rows.append(
            f"{line.line_no:<3}{code:<46}{line.quantity:>9} {line.unit:<5}{line.unit_price:>11}{line.amount:>12}"
        )
        rows += [f"   {part}" for part in paper.wrapped(line.description, 330)] + [""]
    rows += ["-" * 96, f"{'Total Order Value USD':>74}{h.total_net:>12}", "", "SPECIAL INSTRUCTIONS:", h.notes]
    _ = h.currency
    y = 250.0
    for row in rows:
        if y > 740:
            paper.turn()
            paper.text(40, 40, f"PO #: {h.po_number}  (continued)")
            y = 60.0
        paper.text(40, y, row)
        y += 11


def host_de(o: Blind, paper: Paper) -> None:
    """A mainframe's form: the address in the window, positions in two rows, the sheet number at the right."""
    h, us, b = o.header, o.vendor, o.buying.party
    paper.font, paper.points = "Courier", 10
    right = [f"Bestell-Nr. {h.po_number}", f"vom         {h.order_date}", "Blatt       1"]
    rows = [h.buyer_name, f"{b.street}, {b.postcode} {b.city}", "", ""]
    window = [us.name, us.street, f"{us.postcode} {us.city}"]
    rows += [f"{a:<50}{z}" for a, z in zip(window, right, strict=True)]
    rows += ["", "", "B E S T E L L U N G", "", f"Liefern an : {h.ship_to_name}"]
    rows += [f"             {h.ship_to_street}", f"             {h.ship_to_postcode} {h.ship_to_city}"]
    rows += [f"Zahlung    : {h.payment_terms}", f"Frachtweg  : {h.delivery_terms}"]
    rows += [f"Eintreffend: {h.requested_date}", ""]
    heading = [f"{'Pos':<5}{'Sachnummer':<14}{'Menge':>10} {'ME':<5}{'Preis/' + h.currency:>14}{'Wert':>16}"]
    heading += ["     Benennung / Ihre Nummer", "=" * 82]
    rows += heading
    for line in o.lines:
        front = f"{line.line_no:<5}{line.buyer_item_code:<14}{line.quantity:>10} {line.unit:<5}"
        rows.append(f"{front}{line.unit_price:>14}{line.amount:>16}")
        rows += [f"     {part}" for part in paper.wrapped(line.description, 420)]
        rows += [f"     Ihre Nr. {line.supplier_item_code}", ""]
    rows += ["=" * 82, f"{'Bestellwert ohne MwSt':<48}{h.total_net:>16} {h.currency}", "", h.notes]
    rows += ["", "Auftragsbestätigung erbeten. Unsere Einkaufsbedingungen sind Vertragsbestandteil."]
    _sheet(paper, rows, [f"{h.buyer_name:<50}Bestell-Nr. {h.po_number}", f"{'':<50}Blatt       #", "", *heading])
