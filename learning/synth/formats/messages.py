"""Orders as messages of every standard that is read, seeded, with their truth. They have no words, so no marks."""

from __future__ import annotations

import io
from collections.abc import Callable
from random import Random

import pikepdf

from learning.synth.content import OrderContent
from learning.synth.draw import chance, weighted
from learning.synth.formats.document import FormatDocument
from learning.synth.formats.edi import edifact, x12
from learning.synth.formats.message_plan import ADDRESS, MessagePlan, plan_message
from learning.synth.formats.xml_orders import cio, cxml, ubl
from learning.synth.orders import draw_order
from learning.synth.pdf.families import FAMILIES
from learning.synth.pdf.generate import document
from learning.synth.world import World

KINDS = {"edifact": 3.0, "x12": 2.0, "ubl": 2.0, "peppol": 1.5, "cxml": 2.0, "order_x": 1.0, "cio": 0.5}
# What a standard has no (or no certain) place for.
_UNSAYABLE = {
    "edifact": frozenset[str](),
    "x12": frozenset({"total_tax", "total_gross"}),
    "ubl": frozenset[str](),
    "cxml": frozenset({"total_gross", "amount"}),
    "cio": frozenset[str](),
}


def message_document(
    rng: Random, world: World, name: str = "message", kind: str = "", order: OrderContent | None = None
) -> FormatDocument:
    """One file of a standard; `order` fixes its contents."""
    kind = kind or weighted(rng, KINDS)
    first = order or draw_order(rng, world)
    standard = {"peppol": "ubl", "order_x": "cio"}.get(kind, kind)
    unit_list = standard if standard in {"edifact", "x12"} else "xml"
    orders = [first]
    if kind in {"edifact", "x12"} and order is None and chance(rng, 0.15):
        orders.append(draw_order(rng, world, document_type=first.document_type))
    plans = [plan_message(rng, one, unit_list, _unsayable(standard, one)) for one in orders]
    data = _written(rng, world, kind, plans)
    suffix = {"edifact": "edi", "x12": "edi", "order_x": "pdf"}.get(kind, "xml")
    truth = {
        "file": f"{name}.{suffix}",
        "kind": {"peppol": "ubl", "cio": "order_x"}.get(kind, kind),
        "layout": kind,
        "language": first.language,
        "degradation": "none",
        "intent": first.document_type,
        "orders": [plan.truth() for plan in plans],
    }
    return FormatDocument(f"{name}.{suffix}", data, truth, (), f"message_{kind}", world.master)


def _unsayable(standard: str, order: OrderContent) -> frozenset[str]:
    found = _UNSAYABLE[standard]
    # A cancellation in UBL holds no lines and no delivery.
    if standard == "ubl" and order.document_type == "cancellation":
        found |= ADDRESS | {"requested_date"}
    return found


def _written(rng: Random, world: World, kind: str, plans: list[MessagePlan]) -> bytes:
    first = plans[0]
    writers: dict[str, Callable[[], bytes]] = {
        "edifact": lambda: edifact(rng, plans),
        "x12": lambda: x12(rng, plans),
        "ubl": lambda: ubl(rng, first, False),
        "peppol": lambda: ubl(rng, first, True),
        "cxml": lambda: cxml(rng, first),
        "cio": lambda: cio(rng, first),
        "order_x": lambda: _order_x(rng, world, first),
    }
    return writers[kind]()


def _order_x(rng: Random, world: World, plan: MessagePlan) -> bytes:
    """A printed order with the XML inside."""
    printed = document(rng, world, rng.choice(FAMILIES), "order.pdf", plan.order)
    with pikepdf.open(io.BytesIO(printed.data)) as pdf:
        spec = pikepdf.AttachedFileSpec(pdf, cio(rng, plan), filename="order-x.xml", mime_type="text/xml")
        pdf.attachments["order-x.xml"] = spec
        stream = io.BytesIO()
        pdf.save(stream)
    return stream.getvalue()
