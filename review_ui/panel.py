"""One document as the review screen's panel shows it: what its stages made of it, and why an agent must look."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from models.issue import Issue
from models.lifecycle import Mover, Status, moves_from
from models.match import MatchedOrder
from models.reading import DocumentType, Extraction, Reading
from models.tables import Stage
from pipeline.autopilot import autopilot_of
from pipeline.changes import typed_in
from pipeline.following import summary_of_match
from pipeline.lessons import Taught, taught_by
from review_ui.session import Visitor
from review_ui.views.compare import Comparison, comparison
from review_ui.views.fields import said
from review_ui.views.lessons import note_views
from review_ui.views.review import Facts, ReviewView, review_view, wanted_codes
from rules import Autopilot
from store import catalogue, documents, queue, results
from store.documents import Document
from store.queue import QueueEntry

# Blocking points that insisting cannot overrule: booking itself needs what they miss.
UNBOOKABLE = frozenset(
    {
        "no_order_found", "no_lines", "unknown_customer", "po_number_missing", "unknown_item", "quantity_missing",
        "quantity_not_positive", "unit_unknown",
    }
)  # fmt: skip
# With these the agent must see the other order beside this one.
ABOUT_ANOTHER = frozenset(
    {"duplicate_order", "revision_of_known_order", "same_content", "order_change", "order_cancelled"}
)


@dataclass(frozen=True, slots=True)
class Other:
    """The order that this one repeats or changes."""

    entry: QueueEntry
    matched: MatchedOrder


@dataclass(frozen=True, slots=True)
class Loaded:
    """A document with what its stages made of it; None for what does not exist (yet)."""

    document: Document
    reading: Reading | None
    extraction: Extraction | None
    matched: MatchedOrder | None
    issues: tuple[Issue, ...]
    facts: Facts
    no_order: bool = False
    other: Other | None = None
    reasons: tuple[str, ...] = ()
    autopilot: Autopilot = field(default_factory=Autopilot)
    taught: Taught | None = None


def load(session: Session, document_id: int) -> Loaded:
    """Everything that the screen shows of one document; raises `UnknownDocument`."""
    document = documents.get(session, document_id)
    reading = results.reading(session, document)
    matched = results.get_result(session, document.id, Stage.CURRENT, MatchedOrder)
    no_order = matched is None and document.status is Status.IN_REVIEW
    if no_order:
        matched = typed_in(reading)
    issues = results.get_issues(session, document.id)
    in_review = document.status is Status.IN_REVIEW
    about_another = in_review and not ABOUT_ANOTHER.isdisjoint(issue.code for issue in issues)
    return Loaded(
        document=document,
        reading=reading,
        extraction=results.get_result(session, document.id, Stage.EXTRACTION, Extraction),
        matched=matched,
        issues=issues,
        facts=facts_of(session, matched) if matched is not None else Facts({}, {}, {}),
        no_order=no_order,
        other=_other(session, document, matched) if about_another and matched is not None else None,
        reasons=_reasons(session, document_id) if in_review else (),
        autopilot=autopilot_of(session, document.summary.customer_code) if in_review else Autopilot(),
        taught=taught_by(session, document_id) if document.status is Status.BOOKED else None,
    )


def _other(session: Session, document: Document, matched: MatchedOrder) -> Other | None:
    """The booked order, else the document in hand, with the same number, else with the same content."""
    own = summary_of_match(matched, "")
    like = queue.like(session, document, own)
    for entry in (*(e for e in like if own.po_key and e.summary.po_key == own.po_key), *like):
        before = results.get_result(session, entry.id, Stage.CURRENT, MatchedOrder)
        if before is not None:
            return Other(entry, before)
    return None


def _reasons(session: Session, document_id: int) -> tuple[str, ...]:
    """The codes with which the machine last sent the document to review."""
    moves = reversed(documents.moves(session, document_id))
    reason = next((move.reason for move in moves if move.new is Status.IN_REVIEW), "")
    return tuple(filter(None, reason.split(",")))


def facts_of(session: Session, matched: MatchedOrder) -> Facts:
    """The customers, addresses and items that the screen names."""
    customer_codes, skus = wanted_codes(matched)
    customers = {c.code: c for c in catalogue.customers(session, sorted(customer_codes))}
    best = matched.customer.best
    addresses = {a.code: a for a in catalogue.addresses(session, best)} if best else {}
    return Facts(customers, addresses, catalogue.items(session, sorted(skus)))


def panel_of(loaded: Loaded, who: Visitor) -> dict[str, Any]:
    """What `review/panel.html` needs."""
    document = loaded.document
    editable = document.status is Status.IN_REVIEW and loaded.matched is not None
    buttons = moves_from(document.status, Mover.AGENT)
    return {
        "document": document,
        "view": view_of(loaded, who),
        "editable": editable,
        "can_approve": editable and Status.APPROVED in buttons,
        "can_insist": not UNBOOKABLE.intersection(issue.code for issue in loaded.issues),
        "can_reject": Status.REJECTED in buttons,
        "can_read_again": document.status is Status.IN_REVIEW and Status.READ in buttons,
        "can_take": loaded.no_order and Status.READ in buttons and not _looks_like_order(loaded),
        "can_retry": document.status is Status.FAILED,
        "no_order": loaded.no_order,
        "intent": _intent(loaded),
        "is_empty": _looks_like_order(loaded),
        "issues": tuple(said(issue, who.say, who.forms) for issue in loaded.issues),
        "why": why(loaded, who),
        "compared": _compared(loaded, who),
        "about_another": loaded.other is not None or _changes_nothing_known(loaded),
        "taught": loaded.taught,
        "lessons": note_views(loaded.taught.notes, who.say, who.forms) if loaded.taught is not None else (),
    }


def _intent(loaded: Loaded) -> str:
    return loaded.extraction.intent.value if loaded.extraction is not None else "other"


def _looks_like_order(loaded: Loaded) -> bool:
    return _intent(loaded) in {str(kind) for kind in DocumentType}


def why(loaded: Loaded, who: Visitor) -> tuple[str, ...]:
    """Why no autopilot booked this, as far as no issue says it: in sentences."""
    told = {issue.code for issue in loaded.issues}
    policy, say, forms = loaded.autopilot, who.say, who.forms
    sure = loaded.matched.confidence if loaded.matched is not None else 0.0
    params = {
        "percent": forms.percent(sure, 1),
        "least": forms.percent(policy.min_confidence, 1),
        "amount": forms.number(policy.max_amount) if policy.max_amount is not None else "",
    }
    codes = [code for code in loaded.reasons if code not in told]
    return tuple(text for code in codes if (text := say.known(f"why.{code}", "", **params)))


def _compared(loaded: Loaded, who: Visitor) -> Comparison | None:
    other, matched = loaded.other, loaded.matched
    if other is None or matched is None:
        return None
    number = other.entry.order_number
    reference = who.say("compare.booked", number=number) if number else who.say("compare.document", id=other.entry.id)
    address = f"/orders/{number}" if number else f"/documents/{other.entry.id}"
    return comparison(matched, other.matched, reference, address, who.say, who.forms)


def _changes_nothing_known(loaded: Loaded) -> bool:
    """A change or cancellation of an order that we do not have."""
    return loaded.document.status is Status.IN_REVIEW and any(
        issue.code in ("order_change", "order_cancelled") for issue in loaded.issues
    )


def view_of(loaded: Loaded, who: Visitor) -> ReviewView | None:
    """The review view, None while there is no order to review."""
    if loaded.matched is None:
        return None
    return review_view(loaded.matched, loaded.issues, loaded.facts, who.say, who.forms)
