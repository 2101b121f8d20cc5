"""What a message of an order states, drawn once: which fields, in which codes. The renderers write it down."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from learning.synth.content import OrderContent, header_value, order_truth
from learning.synth.draw import chance, pattern
from learning.synth.formats.lines import line_value

UNITS = {
    "edifact": {"PCE": "PCE", "M": "MTR", "KG": "KGM", "LTR": "LTR", "BOX": "BX", "CTN": "CT", "ROL": "RO", "PAC": "PK",
                "SET": "SET", "BAG": "BG", "PAL": "PF", "REA": "RM", "PAA": "PR", "CAN": "CA", "HUR": "HUR",
                "BDL": "BE", "COIL": "CL", "DRUM": "DR"},
    "x12": {"PCE": "EA", "M": "MR", "KG": "KG", "LTR": "LT", "BOX": "BX", "CTN": "CT", "ROL": "RL", "PAC": "PK",
            "SET": "ST", "BAG": "BG", "PAL": "PL", "REA": "RM", "PAA": "PR", "CAN": "CN", "HUR": "HR",
            "BDL": "BD", "COIL": "CL", "DRUM": "DR"},
    "xml": {"PCE": "C62", "M": "MTR", "KG": "KGM", "LTR": "LTR", "BOX": "BX", "CTN": "CT", "ROL": "RO", "PAC": "PK",
            "SET": "SET", "BAG": "BG", "PAL": "PF", "REA": "RM", "PAA": "PR", "CAN": "CA", "HUR": "HUR",
            "BDL": "BE", "COIL": "CL", "DRUM": "DR"},
}  # fmt: skip
HEADER = (
    "po_number", "order_date", "requested_date", "currency", "buyer_name", "buyer_vat_id", "buyer_email",
    "ship_to_name", "ship_to_street", "ship_to_postcode", "ship_to_city", "ship_to_country", "payment_terms",
    "delivery_terms",    "total_net", "total_tax", "total_gross", "notes",
)  # fmt: skip
ALWAYS = {"po_number", "order_date", "buyer_name", "currency"}
ADDRESS = {"ship_to_name", "ship_to_street", "ship_to_postcode", "ship_to_city", "ship_to_country"}
LINE = ("line_no", "buyer_item_code", "supplier_item_code", "gtin", "description", "quantity", "unit", "unit_price",
        "price_basis", "discount_percent", "amount", "requested_date")  # fmt: skip


@dataclass(frozen=True, slots=True)
class MessagePlan:
    """An order in the codes of a standard, the header fields it states, and the fields of each line."""

    order: OrderContent
    header: frozenset[str]
    lines: tuple[frozenset[str], ...]
    buyer_gln: str
    ship_gln: str
    vendor_gln: str

    def says(self, name: str) -> bool:
        return name in self.header

    def text(self, name: str) -> str:
        """A header value as stated, "" where it is not."""
        return (header_value(self.order, name) or "") if name in self.header else ""

    def truth(self) -> dict[str, object]:
        """The truth of the whole."""
        return order_truth(self.order, self.header, {i: set(f) for i, f in enumerate(self.lines)})


def plan_message(
    rng: Random, order: OrderContent, standard: str, unsayable: frozenset[str] = frozenset()
) -> MessagePlan:
    """A choice of fields; `unsayable` are those that the standard has no place for."""
    codes = UNITS[standard]
    lines = tuple(
        replace(line, unit=codes.get(line.unit_code, "EA" if standard == "x12" else "C62"))
        for line in order.printed_lines
    )
    coded = replace(order, lines=lines, revision=None, charges=())
    header = {f for f in HEADER if f not in unsayable and header_value(coded, f) and (f in ALWAYS or chance(rng, 0.8))}
    if not header >= {"ship_to_name", "ship_to_street", "ship_to_city", "ship_to_postcode"}:
        header -= ADDRESS
    with_tax = coded.tax_rate > 0 and "total_net" in header and chance(rng, 0.5)
    if not with_tax:
        header -= {"total_tax", "total_gross"}
    elif "total_tax" not in unsayable:
        header |= {"total_tax"}
    prices = chance(rng, 0.85)
    codes_kind = rng.choice(("supplier", "both", "both", "buyer"))
    stated = tuple(_line_fields(rng, coded, index, prices, codes_kind, unsayable) for index in range(len(lines)))
    glns = [pattern(rng, "54004########") for _ in range(3)]
    return MessagePlan(coded, frozenset(header), stated, glns[0], glns[1], glns[2])


def _line_fields(
    rng: Random, order: OrderContent, index: int, prices: bool, codes: str, unsayable: frozenset[str]
) -> frozenset[str]:
    line = order.lines[index]
    fields = {f for f in LINE if line_value(line, f) is not None and f not in unsayable}
    if codes != "both":
        fields.discard("buyer_item_code" if codes == "supplier" else "supplier_item_code")
    if not prices:
        fields.discard("unit_price")
    if "unit_price" not in fields:
        fields -= {"price_basis", "discount_percent", "amount"}
    if line.price_basis == Decimal(1):
        fields.discard("price_basis")
    return frozenset(fields)
