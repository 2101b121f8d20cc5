"""Orders as UN/EDIFACT (ORDERS, ORDCHG) and ANSI X12 (850, 860) interchanges, in the habits of their senders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from learning.synth.content import LineContent
from learning.synth.draw import chance, pattern
from learning.synth.formats.message_plan import MessagePlan


@dataclass(frozen=True, slots=True)
class EdifactHabit:
    """How one sender writes: version, service characters, line ends, character set."""

    version: str
    una: bool
    decimal: str
    line_end: str
    charset: str


def edifact(rng: Random, plans: Sequence[MessagePlan]) -> bytes:
    """One interchange with a message for each plan."""
    habit = EdifactHabit(
        rng.choice(("96A", "96A", "01B")), chance(rng, 0.75), ",.."[rng.randrange(3)], rng.choice(("", "\n", "\r\n")),
        rng.choice(("UNOC", "UNOC", "UNOY", "UNOB")),
    )  # fmt: skip
    decimal = habit.decimal if habit.una else "."
    first = plans[0]
    reference = pattern(rng, "#######")
    when = first.order.order_date.strftime("%y%m%d")
    segments = [f"UNB+{habit.charset}:3+{first.buyer_gln}:14+{first.vendor_gln}:14+{when}:0843+{reference}"]
    for number, plan in enumerate(plans, start=1):
        segments.extend(_edifact_message(rng, plan, habit, decimal, f"ME{number:06d}"))
    segments.append(f"UNZ+{len(plans)}+{reference}")
    text = habit.line_end.join(f"{s}'" for s in segments)
    if habit.una:
        text = f"UNA:+{decimal}? '{habit.line_end}{text}"
    try:
        return text.encode("utf-8" if habit.charset == "UNOY" else "iso-8859-1")
    except UnicodeEncodeError:
        return text.encode("utf-8")  # with the wrong set declared, as some senders do


def _e(text: str) -> str:
    """A text with the service characters released."""
    return "".join(f"?{c}" if c in "?+:'" else c for c in text)


def _cut(text: str, width: int, most: int) -> str:
    """A text as components of at most `width` characters, cut at blanks."""
    pieces: list[str] = []
    for word in text.split():
        if pieces and len(pieces[-1]) + 1 + len(word) <= width:
            pieces[-1] += f" {word}"
        else:
            pieces.append(word)
    return ":".join(_e(p) for p in (*pieces[: most - 1], " ".join(pieces[most - 1 :])) if p)


def _edifact_message(rng: Random, plan: MessagePlan, habit: EdifactHabit, decimal: str, reference: str) -> list[str]:
    order = plan.order
    change = order.document_type == "order_change"
    cancelled = order.document_type == "cancellation"
    kind = "ORDCHG" if change else "ORDERS"
    function = "1" if cancelled else "4" if change else "9"
    code = "230" if change else "220"
    number = pattern(rng, "CH####") if change else order.po_number
    agency = "EAN010" if habit.version == "01B" else "EAN008"
    out = [f"UNH+{reference}+{kind}:D:{habit.version}:UN:{agency}", f"BGM+{code}+{_e(number)}+{function}"]
    out.append(_dtm("137", order.order_date, rng))
    if plan.says("requested_date") and order.requested_date:
        out.append(_dtm(rng.choice(("2", "2", "64")), order.requested_date, rng))
    if plan.says("notes"):
        out.append(f"FTX+{rng.choice(('AAI', 'DEL', 'PUR'))}+++{_cut(order.notes, 512, 5)}")
    if change:
        out.append(f"RFF+ON:{_e(order.po_number)}")
    out.extend(_parties(plan))
    if plan.says("currency"):
        out.append(f"CUX+2:{order.currency}:9")
    if plan.says("payment_terms"):
        out.append(f"PAT+1+6:::{_cut(order.payment_terms, 35, 2)}")
    if plan.says("delivery_terms"):
        out.append(f"TOD+3++:::{_cut(order.delivery_terms, 70, 2)}")
    for index, line in enumerate(order.lines):
        out.extend(_edifact_line(rng, plan.lines[index], line, decimal, index, change))
    out.append("UNS+S")
    for name, qualifier in (("total_net", "79"), ("total_tax", "124"), ("total_gross", "39")):
        if plan.says(name):
            out.append(f"MOA+{qualifier}:{getattr(order, name):f}".replace(".", decimal))
    out.append(f"CNT+2:{len(order.lines)}")
    out.append(f"UNT+{len(out) + 1}+{reference}")
    return out


def _dtm(qualifier: str, day: date, rng: Random) -> str:
    if chance(rng, 0.15):
        return f"DTM+{qualifier}:{day:%Y%m%d}0915:203"
    return f"DTM+{qualifier}:{day:%Y%m%d}:102"


def _parties(plan: MessagePlan) -> list[str]:
    order = plan.order
    buyer, vendor, ship = order.buyer, order.vendor, order.ship_to
    out = [f"NAD+BY+{plan.buyer_gln}::9++{_cut(buyer.name, 35, 5)}+{_cut(buyer.street, 35, 3)}+{_e(buyer.city)}++"
           f"{_e(buyer.postcode)}+{buyer.country}"]  # fmt: skip
    if plan.says("buyer_vat_id"):
        out.append(f"RFF+VA:{_e(buyer.vat_id)}")
    if plan.says("buyer_email"):
        out += [f"CTA+OC+:{_e(order.contact.name)}", f"COM+{_e(order.contact.email)}:EM"]
    out.append(f"NAD+SU+{plan.vendor_gln}::9++{_cut(vendor.name, 35, 5)}")
    out.append(f"RFF+VA:{_e(vendor.vat_id or 'X1')}")
    if plan.says("ship_to_name"):
        country = f"+{ship.country}" if plan.says("ship_to_country") else ""
        out.append(f"NAD+DP+{plan.ship_gln}::9++{_cut(ship.name, 35, 5)}+{_cut(ship.street, 35, 3)}+{_e(ship.city)}++"
                   f"{_e(ship.postcode)}{country}")  # fmt: skip
    return out


def _edifact_line(
    rng: Random, fields: frozenset[str], line: LineContent, decimal: str, index: int, change: bool
) -> list[str]:
    number = line.line_no if "line_no" in fields else ""
    action = "3" if change else ""
    gtin = f"{line.gtin}:{rng.choice(('EN', 'SRV'))}" if "gtin" in fields and line.gtin else ""
    out = [f"LIN+{_e(number)}+{action}+{gtin}".rstrip("+")]
    if "supplier_item_code" in fields:
        out.append(f"PIA+1+{_e(line.supplier_item_code or '')}:SA")
    if "buyer_item_code" in fields:
        out.append(f"PIA+{rng.choice(('1', '5'))}+{_e(line.buyer_item_code or '')}:IN")
    if "description" in fields:
        out.append(f"IMD+F++:::{_cut(line.description, 35, 2)}")
    quantity = f"{line.quantity.normalize():f}"
    if "quantity" in fields:
        unit = f":{line.unit}" if "unit" in fields else ""
        out.append(f"QTY+21:{quantity}{unit}".replace(".", decimal))
    dated = "requested_date" in fields
    if dated and line.requested_date and len(line.schedules) < 2:
        out.append(_dtm("2", line.requested_date, rng))
    if "amount" in fields:
        out.append(f"MOA+203:{line.amount:f}".replace(".", decimal))
    if "unit_price" in fields:
        kind = "AAB" if "discount_percent" in fields else "AAA"
        basis = f":::{line.price_basis:f}" if "price_basis" in fields else ""
        out.append(f"PRI+{kind}:{line.unit_price:f}{basis}".replace(".", decimal))
    if "discount_percent" in fields:
        out += ["ALC+A", f"PCD+3:{line.discount_percent:f}".replace(".", decimal)]
    if dated and len(line.schedules) > 1:
        for day, share in line.schedules:
            out += ["SCC+1", f"QTY+113:{share:f}", _dtm("2", day, rng)]
    return out


def x12(rng: Random, plans: Sequence[MessagePlan]) -> bytes:
    """One interchange with a transaction set for each plan."""
    first = plans[0].order
    end = rng.choice(("~\n", "~", "~\r\n", "\n"))
    said = "".join(line.description for plan in plans for line in plan.order.lines)
    # Senders choose a separator that their texts do not hold.
    sep = next(sign for sign in rng.sample("*|^", 3) if sign not in said or sign == "^")
    sub = ">"
    day = first.order_date
    sender, receiver = plans[0].buyer_gln.ljust(15), plans[0].vendor_gln.ljust(15)
    control = pattern(rng, "#########")
    kind = "PC" if first.document_type == "order_change" else "PO"
    blank = " " * 10
    ends = ["ZZ", sender, "ZZ", receiver]
    head = ["ISA", "00", blank, "00", blank, *ends, f"{day:%y%m%d}", "0915", "U", "00401"]
    group = ["GS", kind, plans[0].buyer_gln, plans[0].vendor_gln, f"{day:%Y%m%d}", "0915", "1", "X", "004010"]
    out = [[*head, control, "0", "P", sub], group]
    for number, plan in enumerate(plans, start=1):
        out.extend(_x12_set(plan, f"{number:04d}"))
    out += [["GE", str(len(plans)), "1"], ["IEA", "1", control]]
    cleaned = [[e.replace(sep, " ").replace("~", "-") for e in segment] for segment in out]
    return "".join(sep.join(segment) + end for segment in cleaned).encode("utf-8")


def _x12_set(plan: MessagePlan, control: str) -> list[list[str]]:
    order = plan.order
    change = order.document_type == "order_change"
    day = f"{order.order_date:%Y%m%d}"
    purpose = "01" if order.document_type == "cancellation" else "04" if change else "00"
    out = [["ST", "860" if change else "850", control]]
    if change:
        out.append(["BCH", purpose, "SA", order.po_number, "", "", day])
    else:
        out.append(["BEG", purpose, "SA", order.po_number, "", day])
    if plan.says("currency"):
        out.append(["CUR", "BY", order.currency])
    out.append(["REF", "DP", "008"])
    if plan.says("buyer_vat_id"):
        out.append(["REF", "VX", order.buyer.vat_id])
    if plan.says("buyer_email"):
        out.append(["PER", "OC", order.contact.name, "EM", order.contact.email])
    if plan.says("delivery_terms"):
        out.append(["FOB", "CC", "ZZ", order.delivery_terms])
    if plan.says("payment_terms"):
        out.append(["ITD", "14", "3", *[""] * 4, "30", *[""] * 4, order.payment_terms])
    if plan.says("requested_date") and order.requested_date:
        out.append(["DTM", "002", f"{order.requested_date:%Y%m%d}"])
    if plan.says("notes"):
        out += [["N9", "L1", "", "SPECIAL INSTRUCTIONS"], ["MSG", order.notes]]
    out.extend(_x12_parties(plan))
    for index, line in enumerate(order.lines):
        out.extend(_x12_line(plan.lines[index], line, change))
    out.append(["CTT", str(len(order.lines))])
    if plan.says("total_net"):
        out.append(["AMT", "TT", f"{order.total_net:f}"])
    out.append(["SE", str(len(out) + 1), control])
    return out


def _x12_parties(plan: MessagePlan) -> list[list[str]]:
    order = plan.order
    out = [["N1", "BY", order.buyer.name, "UL", plan.buyer_gln], ["N3", order.buyer.street]]
    out.append(["N4", order.buyer.city, "", order.buyer.postcode, order.buyer.country])
    if plan.says("ship_to_name"):
        ship = order.ship_to
        out += [["N1", "ST", ship.name, "UL", plan.ship_gln], ["N3", ship.street]]
        country = [ship.country] if plan.says("ship_to_country") else []
        out.append(["N4", ship.city, "", ship.postcode, *country])
    out.append(["N1", "VN", order.vendor.name, "UL", plan.vendor_gln])
    return out


def _x12_line(fields: frozenset[str], line: LineContent, change: bool) -> list[list[str]]:
    quantity = f"{line.quantity.normalize():f}" if "quantity" in fields else ""
    price = f"{line.unit_price:f}" if "unit_price" in fields else ""
    basis = {"100": "HP", "1000": "TP"}.get(f"{line.price_basis:f}", "PE") if price else ""
    number = line.line_no if "line_no" in fields else ""
    unit = line.unit if "unit" in fields else ""
    head = ["POC", number, "CA", quantity, quantity, unit] if change else ["PO1", number, quantity, unit]
    segment = [*head, price, basis]
    for name, qualifier in (("supplier_item_code", "VP"), ("buyer_item_code", "BP"), ("gtin", "EN")):
        if name in fields:
            segment += [qualifier, getattr(line, name)]
    out = [segment]
    if "description" in fields:
        out.append(["PID", "F", "", "", "", line.description])
    if "discount_percent" in fields:
        out.append(["SAC", "A", "C310", "", "", "", "3", f"{line.discount_percent:f}"])
    if "requested_date" in fields and line.requested_date:
        if len(line.schedules) > 1:
            out += [["SCH", f"{share:f}", line.unit, "", "", "002", f"{day:%Y%m%d}"] for day, share in line.schedules]
        else:
            out.append(["DTM", "002", f"{line.requested_date:%Y%m%d}"])
    if "amount" in fields:
        out.append(["AMT", "1", f"{line.amount:f}"])
    return out
