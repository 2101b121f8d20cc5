"""What was read: fields with confidence and evidence, orders as printed, and the reading of a whole file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Generic, Literal, TypeVar

from models.issue import Issue
from models.page import Box, Page

T = TypeVar("T")
Source = Literal["text_layer", "ocr", "message", "master_data", "agent"]


class Kind(StrEnum):
    """What a file or a part of a mail is, decided by its content."""

    PDF = "pdf"
    SCAN = "scan"
    PHOTO = "photo"
    SPREADSHEET = "spreadsheet"
    EMAIL = "email"
    EDIFACT = "edifact"
    X12 = "x12"
    UBL = "ubl"
    ORDER_X = "order_x"
    CXML = "cxml"
    DOCX = "docx"


# Data, not pages: nothing in them can be overlooked or misread.
MESSAGE_KINDS = frozenset({Kind.EDIFACT, Kind.X12, Kind.UBL, Kind.ORDER_X, Kind.CXML})


class DocumentType(StrEnum):
    """The three documents that enter the order book."""

    ORDER = "order"
    ORDER_CHANGE = "order_change"
    CANCELLATION = "cancellation"


class Intent(StrEnum):
    """What the sender wants with a file or mail; the first three are `DocumentType`s."""

    ORDER = "order"
    ORDER_CHANGE = "order_change"
    CANCELLATION = "cancellation"
    STATUS_REQUEST = "status_request"
    QUOTE_REQUEST = "quote_request"
    COMPLAINT = "complaint"
    INVOICE = "invoice"
    AUTO_REPLY = "auto_reply"
    NEWSLETTER = "newsletter"
    SPAM = "spam"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class OnPage:
    """Evidence: the place on a page (number from 1, box in points); `text` as printed; `cell`/`sheet` for grids."""

    page: int
    box: Box
    text: str
    sheet: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class AtPath:
    """Evidence: the element of a message (EDI segment, XML path) and its raw text."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Field(Generic[T]):
    """One read value. `confidence` is the calibrated probability (0-1) that `value` is what the document states."""

    value: T
    confidence: float
    source: Source
    evidence: OnPage | AtPath | None = None
    alternatives: tuple[T, ...] = ()


@dataclass(frozen=True, slots=True)
class Schedule:
    """One of several delivery dates of a line, with its share of the quantity."""

    requested_date: date
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class ExtractedLine:
    """An order line as printed; None where the document does not state the value."""

    line_no: Field[str] | None = None
    buyer_item_code: Field[str] | None = None
    supplier_item_code: Field[str] | None = None
    gtin: Field[str] | None = None
    description: Field[str] | None = None
    quantity: Field[Decimal] | None = None
    unit: Field[str] | None = None
    unit_price: Field[Decimal] | None = None
    price_basis: Field[Decimal] | None = None
    discount_percent: Field[Decimal] | None = None
    amount: Field[Decimal] | None = None
    requested_date: Field[date] | None = None
    schedules: tuple[Schedule, ...] = ()


@dataclass(frozen=True, slots=True)
class ExtractedOrder:
    """An order as printed. `part` names the mail attachment it stood in ("" for a plain file)."""

    document_type: Field[str]
    kind: Kind
    language: str = ""
    part: str = ""
    pages: tuple[int, ...] = ()
    po_number: Field[str] | None = None
    revision: Field[str] | None = None
    order_date: Field[date] | None = None
    requested_date: Field[date] | None = None
    currency: Field[str] | None = None
    buyer_name: Field[str] | None = None
    buyer_vat_id: Field[str] | None = None
    buyer_email: Field[str] | None = None
    ship_to_name: Field[str] | None = None
    ship_to_street: Field[str] | None = None
    ship_to_postcode: Field[str] | None = None
    ship_to_city: Field[str] | None = None
    ship_to_country: Field[str] | None = None
    payment_terms: Field[str] | None = None
    delivery_terms: Field[str] | None = None
    total_net: Field[Decimal] | None = None
    total_tax: Field[Decimal] | None = None
    total_gross: Field[Decimal] | None = None
    notes: Field[str] | None = None
    lines: tuple[ExtractedLine, ...] = ()
    # What matching may use beside the printed fields: a customer number, phone, GLN, sender ... found on the page.
    clues: tuple[tuple[str, str], ...] = ()
    remarks: tuple[Issue, ...] = ()


HEADER_FIELDS: tuple[str, ...] = tuple(
    f.name
    for f in fields(ExtractedOrder)
    if f.name not in {"document_type", "kind", "language", "part", "pages", "lines", "clues", "remarks"}
)
LINE_FIELDS: tuple[str, ...] = tuple(f.name for f in fields(ExtractedLine) if f.name != "schedules")


def printed_at(field: Field[Any] | None) -> OnPage | None:
    """Where on a page a value is printed; None without a value, or where it came from elsewhere."""
    return field.evidence if field is not None and isinstance(field.evidence, OnPage) else None


def stated(record: ExtractedOrder | ExtractedLine) -> Iterator[tuple[str, Field[Any]]]:
    """The fields that the document states, by name, in the order of the type."""
    names = HEADER_FIELDS if isinstance(record, ExtractedOrder) else LINE_FIELDS
    for name in names:
        field = getattr(record, name)
        if field is not None:
            yield name, field


@dataclass(frozen=True, slots=True)
class Envelope:
    """Where a mail came from. `sent_at` is UTC; for a forward, `first_sender` is who wrote the order."""

    message_id: str = ""
    sender: str = ""
    sender_name: str = ""
    first_sender: str = ""
    subject: str = ""
    sent_at: datetime | None = None
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """Bytes worth reading: a whole file, a mail's body or one attachment. `role` says which."""

    name: str
    data: bytes
    media_type: str = ""
    role: Literal["file", "body", "attachment"] = "file"


@dataclass(frozen=True, slots=True)
class PartReading:
    """What one part held: pages of words, or (for a message) orders straight away.

    `refusal` is the code of the `UnreadableDocument` when this part of a mail could not be read; the mail goes on.
    """

    name: str
    kind: Kind
    role: Literal["file", "body", "attachment"] = "file"
    pages: tuple[Page, ...] = ()
    orders: tuple[ExtractedOrder, ...] = ()
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole file as read: its envelope when it is a mail, and its parts in the order they stood."""

    parts: tuple[PartReading, ...]
    envelope: Envelope | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """What a file wants, and the orders in it (none, one or several)."""

    intent: Field[str]
    orders: tuple[ExtractedOrder, ...]
