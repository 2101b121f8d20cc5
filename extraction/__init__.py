"""Bytes to orders as printed: `extract` turns a file's reading into intent and orders. Readers are in `readers`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from extraction.candidates_language import american, language_of
from extraction.candidates_view import DocumentView, page_view, view
from extraction.doubts import doubts, with_siblings
from extraction.fax_header import without_fax_headers
from extraction.forms_order import as_shown, of_form
from extraction.forms_reading import Follower
from extraction.forms_shown import form_of
from extraction.gazetteer import Gazetteer
from extraction.header import HeaderReading, habits_of, number_in_subject, read_header, with_default
from extraction.intent import ORDER_INTENTS, by_its_prices, judge_intent
from extraction.known_places import with_known_place
from extraction.lines import extract_lines
from extraction.lines_together import seen_together
from extraction.lone_currency import with_lone_currency
from extraction.lone_email import with_lone_email
from extraction.number_apart import with_number_apart
from extraction.one_place import one_place_each
from extraction.prose_day import with_said_day
from extraction.prose_lines import with_prose
from extraction.scoring import ExtractionModels
from extraction.segment import pages_of, segments_of
from extraction.segment_rows import orders_by_rows
from extraction.settle import settle, without_the_orders_date
from extraction.sheet_blocks import SEVERAL_PLACES
from extraction.sheet_choice import order_sheets
from extraction.sheet_fields import in_words
from extraction.sheet_joined import one_order_each
from extraction.sheet_left_out import rows_without_item
from extraction.sheet_place import with_place_of_cells
from extraction.sheet_turned import of_the_order, put_back, turned
from extraction.totals import with_implied_totals
from models.issue import Issue
from models.knowledge import Anchor, Form
from models.page import Page
from models.reading import Envelope, ExtractedOrder, Extraction, Field, Kind, PartReading, Reading

__all__ = [
    "Extraction",
    "ExtractionModels",
    "Follower",
    "Gazetteer",
    "as_shown",
    "extract",
    "form_shown",
    "forms_like",
    "habits_shown",
]

MAIL_DATE_CONFIDENCE = 0.9
SENDER_CONFIDENCE = 0.95
LEAST_SUBJECT_CERTAINTY = 0.4
SURE_PAPER = 0.8


def extract(
    reading: Reading,
    gazetteer: Gazetteer,
    models: ExtractionModels,
    habits: Sequence[Anchor] = (),
    *,
    is_order: bool = False,
) -> Extraction:
    """The intent of a file and the orders in it; messages' orders pass through as they are.

    `habits` are what was learnt of how this customer's documents are printed. `is_order`: an agent says that the file
    is an order, whatever it looks like.
    """
    reading = without_fax_headers(reading)
    messages = tuple(order for part in reading.parts for order in part.orders)
    if messages:
        return Extraction(Field(messages[0].document_type.value, 0.999, "message"), messages)
    envelope = reading.envelope
    attached = [part for part in reading.parts if part.role != "body" and part.pages]
    bodies = [part for part in reading.parts if part.role == "body" and part.pages]
    orders = [order for part in attached for order in _orders(part, envelope, gazetteer, models, habits)]
    orders = _with_substance([order for order in orders if _is_order(order)], gazetteer)
    if not orders:
        orders = [order for part in bodies for order in _orders(part, envelope, gazetteer, models, habits)]
    pages = [page for part in (bodies or attached) for page in part.pages]
    most_lines = max((len(order.lines) for order in orders), default=0)
    intent = judge_intent(pages, envelope, most_lines, len(attached), models.header.intent)
    if intent.value == "other" and bodies and attached and orders:
        intent = _by_its_paper(intent, [page for part in attached for page in part.pages], most_lines, models)
    intent = by_its_prices(intent, orders) if bodies and not attached else intent
    if intent.value not in ORDER_INTENTS:
        if not is_order:
            return Extraction(intent, ())
        intent = Field("order", 1.0, "agent")
    kept = tuple(_with_type(order, intent) for order in orders if _is_order(order) or intent.confidence > 0.5)
    return Extraction(intent, with_siblings(kept))


def _by_its_paper(intent: Field[str], pages: Sequence[Page], most_lines: int, models: ExtractionModels) -> Field[str]:
    """Of a mail that says nothing of its own ("see attached"), what the paper in it wants, where that is an order."""
    paper = judge_intent(pages, None, most_lines, 0, models.header.intent)
    return paper if paper.value in ORDER_INTENTS and paper.confidence >= SURE_PAPER else intent


def habits_shown(
    reading: Reading,
    machine: ExtractedOrder,
    confirmed: ExtractedOrder,
    gazetteer: Gazetteer,
    models: ExtractionModels,
    known: Sequence[Anchor],
) -> tuple[Anchor, ...]:
    """What a confirmed order shows of how its sender's documents are printed; `known` was shown before."""
    document = _document_of(reading, machine, gazetteer)
    return habits_of(document, models.header, machine, confirmed, known) if document is not None else ()


def form_shown(
    reading: Reading, machine: ExtractedOrder, confirmed: ExtractedOrder, gazetteer: Gazetteer, at: datetime
) -> Form | None:
    """The form that a confirmed order is printed on, and where it states what."""
    document = _document_of(reading, machine, gazetteer)
    return form_of(document, machine, confirmed, at) if document is not None else None


def forms_like(
    reading: Reading, order: ExtractedOrder, gazetteer: Gazetteer, forms: Sequence[Form], customer: str
) -> list[Follower]:
    """The confirmed forms that an order is printed on, the customer's own first."""
    document = _document_of(reading, order, gazetteer) if forms else None
    return of_form(document, forms, customer) if document is not None else []


def _document_of(reading: Reading, order: ExtractedOrder, gazetteer: Gazetteer) -> DocumentView | None:
    """The pages that an order was read from."""
    parts = [p for p in reading.parts if p.pages and (p.name == order.part or not order.part)]
    part = next((p for p in parts if p.kind is order.kind), None)
    if part is None:
        return None
    pages = [page for page in part.pages if not order.pages or page.number in order.pages]
    sent = reading.envelope.sent_at.date() if reading.envelope and reading.envelope.sent_at else None
    return _view(pages, language_of(part.pages), gazetteer, sent)


def _is_order(order: ExtractedOrder) -> bool:
    """Something was ordered, or a known order is meant (a cancellation has no lines)."""
    return bool(order.lines) or order.po_number is not None


def _with_substance(orders: Sequence[ExtractedOrder], gazetteer: Gazetteer) -> list[ExtractedOrder]:
    """Without parts that say nothing of an order of ours (terms and conditions beside one), where another part does."""
    sound = [order for order in orders if _knows_us(order, gazetteer) or _is_headed(order)]
    return sound or list(orders)


def _is_headed(order: ExtractedOrder) -> bool:
    """A number alone may be any number; with a date or a buyer it heads an order."""
    return order.po_number is not None and (order.order_date is not None or order.buyer_name is not None)


def _knows_us(order: ExtractedOrder, gazetteer: Gazetteer) -> bool:
    """Whether a customer's trait or a code of our catalogue was found."""
    codes = (
        field for line in order.lines for field in (line.supplier_item_code, line.gtin, line.buyer_item_code) if field
    )
    known = any(gazetteer.is_sku(f.value) or gazetteer.is_gtin(f.value) or gazetteer.buyer_code(f.value) for f in codes)
    named = order.buyer_name is not None and bool(gazetteer.customers_by_name(order.buyer_name.value))
    return known or named


def _with_type(order: ExtractedOrder, intent: Field[str]) -> ExtractedOrder:
    return replace(order, document_type=intent)


def _orders(
    part: PartReading,
    envelope: Envelope | None,
    gazetteer: Gazetteer,
    models: ExtractionModels,
    habits: Sequence[Anchor],
) -> list[ExtractedOrder]:
    """The orders among the pages of one part."""
    language = language_of(part.pages)
    chosen = order_sheets([in_words(page, language) for page in part.pages], language)
    part = replace(part, pages=chosen.pages)
    read = _orders_of(part, language, envelope, gazetteer, models, habits)
    return [replace(order, remarks=_once((*order.remarks, *chosen.issues))) for order in read]


def _once(issues: Sequence[Issue]) -> tuple[Issue, ...]:
    """The issues; that there are several places is said once."""
    places = [issue for issue in issues if issue.code == SEVERAL_PLACES]
    return tuple(issue for issue in issues if issue not in places[1:])


def _orders_of(
    part: PartReading,
    language: str,
    envelope: Envelope | None,
    gazetteer: Gazetteer,
    models: ExtractionModels,
    habits: Sequence[Anchor],
) -> list[ExtractedOrder]:
    sent = envelope.sent_at.date() if envelope and envelope.sent_at else None
    cut = [own for page in part.pages for own in ([page] if turned(page, language) else orders_by_rows(page))]
    if len(cut) > len(part.pages):
        shared = {page.number for page in cut if sum(other.number == page.number for other in cut) > 1}
        pages_cut = [page for page in cut if page.number in shared]
        views = [_view([page], language, gazetteer, sent) for page in pages_cut]
        return [
            _order(part, (page.number,), own, envelope, models, habits)
            for page, own in zip(pages_cut, views, strict=True)
        ]
    whole = _view(part.pages, language, gazetteer, sent)
    result = []
    for indices in segments_of(whole, models.header):
        pages = [part.pages[index] for index in indices]
        document = whole if len(pages) == len(part.pages) else _view(pages, language, gazetteer, sent)
        result.append(_order(part, pages_of(indices, whole), document, envelope, models, habits))
    return one_order_each(result) if part.kind is Kind.SPREADSHEET else result


def _view(pages: Sequence[Page], language: str, gazetteer: Gazetteer, anchor: date | None) -> DocumentView:
    return view(pages, language, gazetteer, anchor, american(pages))


def _order(
    part: PartReading,
    numbers: tuple[int, ...],
    document: DocumentView,
    envelope: Envelope | None,
    models: ExtractionModels,
    habits: Sequence[Anchor],
) -> ExtractedOrder:
    header = read_header(document, models.header, habits)
    if part.kind is Kind.EMAIL or part.role == "body":
        header = _from_envelope(header, envelope, document.gazetteer, models)
    elif sender_of(envelope):
        header = with_default(header, "buyer_email", sender_of(envelope), SENDER_CONFIDENCE, "message")
    pages = [view.page for view in document.pages]
    ordered = header.fields.get("order_date")
    anchor = ordered.value if ordered else document.anchor
    again = {at: one for at, page in enumerate(pages) if (one := turned(page, document.language))}
    tables = _with_pages(document, {at: one.page for at, one in again.items()}, anchor)
    upright = [view.page for view in tables.pages]
    tagged = extract_lines(
        upright, document.gazetteer, document.style, document.language, models.lines, document.order, anchor
    )
    lines = with_prose(tagged, tables)
    together = lines.lines if lines.spoken else seen_together(lines.lines, tables)
    read = put_back(lines.lines, list(again.values()))
    stated = with_number_apart(of_the_order(header.fields, list(again.values())), lines.lines)
    totals = with_implied_totals(settle(one_place_each(stated), lines), lines, pages, document.style)
    known = with_known_place(with_said_day(totals, lines, pages, document), pages, document.gazetteer)
    settled = with_place_of_cells(known, pages)
    fields: dict[str, Any] = dict(with_lone_email(with_lone_currency(settled, pages, read), document))
    return ExtractedOrder(
        document_type=Field("order", 0.5, "text_layer"),
        kind=part.kind,
        language=document.language,
        part=part.name if part.role == "attachment" else "",
        pages=numbers if part.kind in (Kind.PDF, Kind.SCAN, Kind.PHOTO) else (),
        lines=without_the_orders_date(put_back(together, list(again.values())), stated),
        clues=(*header.clues, *doubts(document, header, fields, lines)),
        remarks=() if lines.spoken else rows_without_item(together, tables),
        **fields,
    )


def _with_pages(document: DocumentView, changed: Mapping[int, Page], anchor: date | None) -> DocumentView:
    """The document as its lines are read: dates without a year by the order's date, some pages laid out anew."""
    views = [
        page_view(changed[at], document.language, document.order) if at in changed else one
        for at, one in enumerate(document.pages)
    ]
    return replace(document, pages=tuple(views), anchor=anchor)


def _from_envelope(
    header: HeaderReading, envelope: Envelope | None, gazetteer: Gazetteer, models: ExtractionModels
) -> HeaderReading:
    """A mail's text takes its date, its (first) sender and, failing others, its number from the envelope."""
    if envelope is None:
        return header
    if "po_number" not in header.fields:
        number, certainty = number_in_subject(envelope.subject, gazetteer, models.header)
        if certainty >= LEAST_SUBJECT_CERTAINTY:
            header = with_default(header, "po_number", number, certainty, "message")
    if envelope.sent_at is not None:
        header = with_default(header, "order_date", envelope.sent_at.date(), MAIL_DATE_CONFIDENCE, "message")
    if sender_of(envelope):
        fields = {**header.fields, "buyer_email": Field(sender_of(envelope), SENDER_CONFIDENCE, "message")}
        header = replace(header, fields=fields)
    return header


def sender_of(envelope: Envelope | None) -> str:
    """Who wrote the mail; of a forwarded one, who wrote it first."""
    return (envelope.first_sender or envelope.sender).lower() if envelope else ""
