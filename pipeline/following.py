"""What comes next for a document, given what a stage made of it. Pure: decides, and leaves the doing to `advance`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.issue import Issue, Severity
from models.lifecycle import Move, Mover, Status
from models.match import MatchedOrder
from models.reading import ExtractedOrder, Extraction, Field, Reading
from rules.duplicate import fingerprint, key
from store.documents import Summary

NO_ORDER = "no_order_found"
PART_UNREADABLE = "part_unreadable"
IS_ORDER = "is_order"  # why an agent sent a document back to be read: the machine had taken it for something else


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the rules found, and whether the order may be booked without an agent; else every reason (code) why not."""

    issues: tuple[Issue, ...]
    touchless: bool
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Next:
    """A document's next status and why; `parts` are the orders that become documents of their own."""

    status: Status
    reason: str = ""
    parts: tuple[ExtractedOrder, ...] = ()
    issues: tuple[Issue, ...] = ()


def after_extraction(extraction: Extraction, reading: Reading, *, is_part: bool) -> Next:
    """One order goes on; several become documents of their own; none goes to an agent, so that nothing is lost."""
    unread = unread_parts(reading)
    if not extraction.orders:
        told = Issue(NO_ORDER, Severity.BLOCKING, params=(("intent", extraction.intent.value),))
        return Next(Status.IN_REVIEW, NO_ORDER, issues=(told, *unread))
    if len(extraction.orders) > 1 and not is_part:
        return Next(Status.SPLIT, parts=extraction.orders)
    return Next(Status.EXTRACTED)


def unread_parts(reading: Reading) -> tuple[Issue, ...]:
    """A warning for each part of a mail that could not be read: the order may be in there."""
    return tuple(
        Issue(PART_UNREADABLE, Severity.WARNING, params=(("name", part.name), ("reason", part.refusal)))
        for part in reading.parts
        if part.refusal
    )


def part_of(extraction: Extraction, known: ExtractedOrder | None, index: int) -> Extraction:
    """The one order of a file that a part of it stands for: on the pages it was split off with, else by its number."""
    orders = extraction.orders
    if known is not None:
        same = [order for order in orders if (order.part, order.pages) == (known.part, known.pages)]
        if len(same) == 1:
            return Extraction(extraction.intent, (same[0],))
    return Extraction(extraction.intent, orders[index : index + 1])


def was_called_order(moves: Sequence[Move]) -> bool:
    """Whether an agent ever said of the document that it is an order."""
    return any(move.mover is Mover.AGENT and move.reason == IS_ORDER for move in moves)


def to_be_seen(judged: Judgement) -> Judgement:
    """What an agent had to call an order, an agent looks at: the machine did not know it for one."""
    return Judgement(judged.issues, touchless=False, reasons=(*judged.reasons, IS_ORDER))


def after_checking(judged: Judgement) -> Next:
    """Into the book by itself, or to an agent."""
    return Next(
        Status.APPROVED if judged.touchless else Status.IN_REVIEW, ",".join(judged.reasons), issues=judged.issues
    )


def summary_of_extraction(extraction: Extraction, reading: Reading) -> Summary:
    """What lists show before matching: of the first order, or of the file when there is none."""
    kind = str(reading.parts[0].kind) if reading.parts else ""
    if not extraction.orders:
        return Summary(kind=kind, intent=extraction.intent.value)
    return _summary_of_order(extraction.orders[0], extraction.intent.value)


def summary_of_match(matched: MatchedOrder, intent: str) -> Summary:
    """What lists show from matching on."""
    shown = _summary_of_order(matched.order, intent)
    return Summary(
        kind=shown.kind,
        intent=intent,
        document_type=shown.document_type,
        language=shown.language,
        customer_code=matched.customer.best or "",
        po_number=shown.po_number,
        revision=shown.revision,
        total_net=shown.total_net,
        currency=shown.currency,
        line_count=len(matched.lines),
        confidence=matched.confidence,
        po_key=key(shown.po_number),
        fingerprint=fingerprint(matched),
    )


def _summary_of_order(order: ExtractedOrder, intent: str) -> Summary:
    return Summary(
        kind=str(order.kind),
        intent=intent,
        document_type=order.document_type.value,
        language=order.language,
        po_number=_text(order.po_number),
        revision=_text(order.revision),
        total_net=order.total_net.value if order.total_net else None,
        currency=_text(order.currency),
        line_count=len(order.lines),
    )


def _text(field: Field[str] | None) -> str:
    return field.value if field is not None else ""
