"""What a sketched table prints: columns in their order, lines under the description, where numbers stand."""

from __future__ import annotations

from random import Random

from learning.synth.content import OrderContent
from learning.synth.draw import chance, weighted
from learning.train_lines_sketch import OTHERS, Plan

DAY_WORDS = {
    "en": ("Needed:", "Promised:", "Due:", "Ship by", "Dock:"),
    "fr": ("Besoin :", "Promis :", "Le", "Pour le"),
    "de": ("Bedarf:", "Zugesagt:", "Termin:", "bis"),
    "es": ("Necesario:", "Para el", "Entrega:"),
    "it": ("Richiesto:", "Entro il", "Consegna:"),
    "nl": ("Gewenst:", "Toegezegd:", "Uiterlijk"),
}


def draw_plan(rng: Random, order: OrderContent, kind: str) -> Plan:
    columns: list[str] = []
    if chance(rng, 0.6):
        columns.append("line_no")
    codes = weighted(
        rng, {"code": 5, "supplier_item_code": 2.5, "buyer_item_code": 1.5, "both": 1.6, "none": 2.5, "gtin": 0.7}
    )
    columns += {"both": ["buyer_item_code", "supplier_item_code"], "none": []}.get(codes, [codes])
    columns.append("description")
    numbers = ["quantity"]
    unit = weighted(rng, {"own": 6, "quantity": 3, "price": 0.5, "none": 1})
    if unit == "own":
        numbers.append("unit")
    priced = not chance(rng, 0.1)
    basis = any(line.price_basis != 1 for line in order.lines)
    how = rng.choice(("column", "slash", "glued", "word"))
    if priced:
        numbers.append("unit_price")
        if basis and how == "column":
            numbers.append("price_basis")
        if any(line.discount_percent for line in order.lines):
            numbers.append("discount_percent")
        if chance(rng, 0.85):
            numbers.append("amount")
    if any(line.requested_date for line in order.lines) and chance(rng, 0.6):
        numbers.insert(rng.randint(0, len(numbers)), "requested_date")
    for other in OTHERS:
        often = order.country == "IN" and other in ("hsn", "tax_rate", "tax_amount")
        if chance(rng, 0.35 if often else 0.06):
            numbers.insert(rng.randint(0, len(numbers)), other)
    if chance(rng, 0.12):  # quantity before the item
        at = 1 if columns[0] == "line_no" else 0
        first = [n for n in numbers if n in ("quantity", "unit")]
        columns = columns[:at] + first + columns[at:] + [n for n in numbers if n not in first]
    elif chance(rng, 0.1) and "unit_price" in numbers:  # price before quantity
        numbers.remove("unit_price")
        columns += ["unit_price", *numbers]
    elif chance(rng, 0.1):  # any order at all
        rng.shuffle(numbers)
        columns += numbers
    else:
        columns += numbers
    extras = [k for k in ("supplier", "buyer", "gtin", "mpn", "date", "discount") if chance(rng, 0.13)]
    extras += ["comment"] if chance(rng, 0.5) else []
    extras += [k for k in ("place", "account", "release", "tax") if chance(rng, 0.04)]
    extras = [
        k
        for k in extras
        if {
            "supplier": "supplier_item_code",
            "buyer": "buyer_item_code",
            "date": "requested_date",
            "release": "requested_date",
            "discount": "discount_percent",
        }.get(k, k)
        not in columns
        and not (k in ("supplier", "buyer") and "code" in columns)
    ]
    inline = ""
    if codes == "none" and "supplier" not in extras and "buyer" not in extras and chance(rng, 0.55):
        inline = rng.choice(("[{v}]", "{v} -", "{v}", "{v} :", "({v})", "{v},", "/{v}", "-{v}", "[{v}]"))
    return Plan(
        columns,
        extras,
        chance(rng, 0.15),
        unit,
        how,
        rng.choice(("", "glued", "", "before")) if unit == "quantity" else "",
        weighted(rng, {"first": 7, "middle": 1, "centre": 3, "last": 1.2}),
        rng.choice(("08:00:00", "00:00:00", "00:00", "17:00", "12:00:00 PM")) if chance(rng, 0.1) else "",
        rng.choice(("{v}", "{v}", "{v}%", "{v} %", "-{v}%", "- {v} %", "(-{v} %)", "{v}.00", "({v}%)")),
        chance(rng, 0.4),
        rng.choice(DAY_WORDS[order.language]) if chance(rng, 0.15) else "",
        inline,
    )
