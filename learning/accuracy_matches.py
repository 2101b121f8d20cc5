"""Scoring of what was matched to the master data: items, stock quantities, customers, ship-to addresses. Pure."""

from __future__ import annotations

from collections.abc import Callable

from learning.accuracy_answer import Json, SaidLine, SaidOrder
from learning.accuracy_tally import Accuracy
from learning.accuracy_values import code, same, same_code

Log = Callable[[str, object, object], None]


def score_item(tally: Accuracy, line: Json, found: SaidLine | None, log: Log) -> tuple[bool, bool | None]:
    """Whether the item is right, and the quantity in stock units; None where one side does not state it."""
    sku = found.item.code if found is not None else None
    good = True
    if "sku" in line:
        good = found is not None and same_code(line["sku"], sku)
        if line["sku"] is None:
            tally.rates["unknown_item_left_open"].add(good)
        else:
            tally.rates["item_top1"].add(good)
            five = found.item.first(5, code) if found is not None else []
            tally.rates["item_recall5"].add(code(line["sku"]) in five)
        if found is not None and not good:
            log("line.sku", line["sku"], sku)
        if found is not None and sku is not None:
            tally.believe(found.item.confidence, good)
    want = line.get("sku_quantity")
    if want is None:
        return good, None
    stock = found.stock if found is not None else None
    right = stock is not None and same("quantity", want, stock)
    tally.rates["stock_quantity"].add(right)
    if stock is not None and not right:
        log("line.stock_quantity", want, stock)
    return good, right if stock is not None else None


def score_parties(tally: Accuracy, order: Json, said: SaidOrder | None, log: Log) -> bool:
    """Whether customer and ship-to are those of the master data; `said` is None for an order that was not found."""
    customer = said.customer if said is not None else None
    ship_to = said.ship_to if said is not None else None
    customer_ok = ship_ok = True
    if "customer_code" in order:
        want = order["customer_code"]
        customer_ok = customer is not None and same_code(want, customer.code)
        if want is None:
            tally.rates["unknown_customer_left_open"].add(customer_ok)
        else:
            tally.rates["customer_top1"].add(customer_ok)
            five = customer.first(5, code) if customer is not None else []
            tally.rates["customer_recall5"].add(code(want) in five)
        if customer is not None and customer.code is not None:
            tally.believe(customer.confidence, customer_ok)
        if not customer_ok:
            log("customer_code", want, customer.code if customer is not None else None)
    if "ship_to_code" in order:
        want = order["ship_to_code"]
        ship_ok = ship_to is not None and same_code(want, ship_to.code)
        tally.rates["ship_to"].add(ship_ok)
        if ship_to is not None and ship_to.code is not None:
            tally.believe(ship_to.confidence, ship_ok)
        if not ship_ok:
            log("ship_to_code", want, ship_to.code if ship_to is not None else None)
    return customer_ok and ship_ok
