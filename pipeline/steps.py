"""What the service and the batch do alike with one matched order: check it, and let through only what can be booked."""

from __future__ import annotations

from datetime import date

from models.errors import NotBookable
from models.issue import Issue, Severity
from models.match import MatchedOrder
from models.reading import Envelope, ExtractedOrder, Reading
from pipeline.following import Judgement, unread_parts
from pipeline.machine import Circumstances, Trade


def judge(trade: Trade, matched: MatchedOrder, reading: Reading, circumstances: Circumstances) -> Judgement:
    """What the rules find in an order, and that a part of its mail could not be read: then an agent must look."""
    judged = trade.check(matched, circumstances)
    unread = unread_parts(reading)
    touchless = judged.touchless and not unread
    reasons = (*judged.reasons, *dict.fromkeys(issue.code for issue in unread))
    return Judgement((*judged.issues, *unread), touchless, () if touchless else reasons)


def sure_to_book(trade: Trade, matched: MatchedOrder, judged: Judgement, today: date) -> Judgement:
    """An order that booking would refuse goes to an agent, who can mend it, rather than failing later."""
    if not judged.touchless:
        return judged
    try:
        trade.book(matched, "-", today)
    except NotBookable as refused:
        missing = Issue(refused.code, Severity.BLOCKING, refused.params.get("where", ""))
        return Judgement((*judged.issues, missing), touchless=False, reasons=(refused.code,))
    return judged


def day_of(order: ExtractedOrder, envelope: Envelope | None) -> date:
    """The day on which an order came, so that what is said of it does not depend on the day one asks."""
    if envelope is not None and envelope.sent_at is not None:
        return envelope.sent_at.date()
    return order.order_date.value if order.order_date is not None else date.min
