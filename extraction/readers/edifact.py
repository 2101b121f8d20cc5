"""UN/EDIFACT ORDERS and ORDCHG (D.96A, D.01B and their neighbours) straight to orders. Other messages give none."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from extraction.limits import Limits
from extraction.readers.edifact_dates import dtm_date
from extraction.readers.edifact_lines import DETAIL, DetailState, start_line
from extraction.readers.edifact_syntax import Segment, Signs, joined, read_segments
from extraction.readers.message import OrderRecord
from extraction.readers.reader import Reader
from models.errors import UnreadableDocument
from models.reading import DocumentType, ExtractedOrder, Kind, Part, PartReading

_MESSAGES = {"ORDERS", "ORDCHG"}
_CANCELLED, _CHANGED = {"1", "3"}, {"2", "4", "5", "36"}
_CHANGE_CODES = {"230", "231"}
# Delivery dates of the header, the strongest first: requested, required, latest, earliest, shipment, planned.
_DELIVERY_DATES = ("2", "200", "63", "64", "358", "10", "38", "37", "17", "69", "76", "191")
_SHIP_TO = ("DP", "ST", "CN", "UC", "DA")
_BUYER = ("BY", "OB", "CO")
_PARTY_WIDTH, _FREE_TEXT_WIDTH = 35, 70
_NOTE_QUALIFIERS = {
    "AAI", "DEL", "PUR", "ZZZ", "SIN", "ORI", "DIN", "PAC", "TRA", "OSI", "AAA", "GEN", "LOI", "HAN", "CHG", "SUR",
}  # fmt: skip


def accepts(data: bytes) -> bool:
    """Whether the bytes are an EDIFACT interchange."""
    head = data[:64].lstrip(b"\xef\xbb\xbf \r\n\t")
    return (head[:3] == b"UNA" and len(head) > 9) or (head[:3] in (b"UNB", b"UNH") and not head[3:4].isalnum())


def read(part: Part, limits: Limits) -> PartReading:
    """The orders of every message of the interchange. Raises `damaged`, `too_many_pages`."""
    signs, segments = read_segments(part.data)
    if len(segments) > limits.max_cells:
        raise UnreadableDocument("too_large")
    orders = []
    for number, message in enumerate(_messages(segments), start=1):
        order = _order(message, signs, number, part.name if part.role == "attachment" else "")
        if order is not None:
            orders.append(order)
    if len(orders) > limits.max_pages * 10:
        raise UnreadableDocument("too_many_parts")
    return PartReading(part.name, Kind.EDIFACT, part.role, (), tuple(orders))


def _messages(segments: list[Segment]) -> Iterator[list[Segment]]:
    current: list[Segment] = []
    for segment in segments:
        if segment.tag == "UNH":
            if current:
                yield current
            current = [segment]
        elif current:
            current.append(segment)
            if segment.tag == "UNT":
                yield current
                current = []
    if current:
        yield current


class _Message:
    """One message being read: where in it we stand, and what is known so far."""

    def __init__(self, kind: str, number: int, signs: Signs) -> None:
        self.kind = kind
        self.signs = signs
        self.path = f"{kind}[{number}]"
        self.record = OrderRecord(Kind.EDIFACT, DocumentType.ORDER, f"{self.path}/BGM")
        self.party = ""
        self.reference = ""
        self.dates: dict[str, tuple[str, str]] = {}
        self.reference_dates: dict[str, tuple[str, str]] = {}
        self.references: dict[str, str] = {}
        self.amounts: dict[str, str] = {}
        self.notes: list[str] = []
        self.ship_tos: dict[str, Segment] = {}
        self.buyers: dict[str, Segment] = {}
        self.terms: list[str] = []
        self.function = ""
        self.detail: DetailState | None = None


def _order(segments: list[Segment], signs: Signs, number: int, part: str) -> ExtractedOrder | None:
    kind = segments[0].component(1)
    if kind not in _MESSAGES:
        return None
    message = _Message(kind, number, signs)
    summary = False
    for segment in segments[1:]:
        if segment.tag == "LIN":
            message.detail = start_line(message.record, segment, message.path, signs.decimal)
        elif segment.tag == "UNS":
            message.detail, summary = None, True
        elif message.detail is not None:
            DETAIL.get(segment.tag, _ignore)(message.detail, segment)
        else:
            handler = _HEADER.get(segment.tag)
            if handler is not None and not (summary and segment.tag in {"DTM", "RFF", "NAD"}):
                handler(message, segment)
    _finish(message)
    return message.record.order(part)


def _ignore(state: DetailState, segment: Segment) -> None:
    """Segments of a line that say nothing we keep."""


def _bgm(message: _Message, segment: Segment) -> None:
    code, function = segment.component(0), segment.component(2)
    message.function = function
    message.record.raw_type = f"BGM+{code}+{segment.component(1)}+{function}"
    if function in _CANCELLED:
        message.record.document_type = DocumentType.CANCELLATION
    elif message.kind == "ORDCHG" or function in _CHANGED or code in _CHANGE_CODES:
        message.record.document_type = DocumentType.ORDER_CHANGE
    message.references["BGM"] = segment.component(1)
    revision = segment.component(1, 2) or segment.component(1, 1)
    message.record.header.text("revision", revision, f"{message.path}/BGM")


def _dtm(message: _Message, segment: Segment) -> None:
    qualifier, value, form = (segment.component(0, i) for i in range(3))
    (message.reference_dates if qualifier == "171" else message.dates).setdefault(qualifier, (value, form))


def _rff(message: _Message, segment: Segment) -> None:
    qualifier, value = segment.component(0), segment.component(0, 1)
    message.reference = qualifier
    if message.party in _BUYER and qualifier in {"VA", "FC", "TL"}:
        message.record.header.text("buyer_vat_id", value, f"{message.path}/NAD+{message.party}/RFF+{qualifier}")
    elif message.party in _BUYER and qualifier in {"XA", "GN"}:
        message.record.clue("buyer_registration", value)
    elif message.party in _BUYER and qualifier in {"IT", "ADE", "API"}:
        message.record.clue("customer_number", value)
    elif not message.party:
        message.references.setdefault(qualifier, value)


def _nad(message: _Message, segment: Segment) -> None:
    role = segment.component(0)
    message.party = role
    if role in _SHIP_TO:
        message.ship_tos.setdefault(role, segment)
    elif role in _BUYER:
        message.buyers.setdefault(role, segment)


def _com(message: _Message, segment: Segment) -> None:
    for element in range(len(segment.elements)):
        address, kind = segment.component(element), segment.component(element, 1)
        if message.party in _BUYER and kind == "EM":
            message.record.header.text("buyer_email", address.lower(), f"{message.path}/NAD+{message.party}/COM+EM")
        elif message.party in _BUYER and kind == "TE":
            message.record.clue("phone", address)


def _cux(message: _Message, segment: Segment) -> None:
    message.record.header.text("currency", segment.component(0, 1).upper(), f"{message.path}/CUX")


def _pat(message: _Message, segment: Segment) -> None:
    text = joined(segment.components(1)[3:5], _PARTY_WIDTH)
    message.record.header.text("payment_terms", text, f"{message.path}/PAT")


def _tod(message: _Message, segment: Segment) -> None:
    code, text = segment.component(2), joined(segment.components(2)[3:5], _FREE_TEXT_WIDTH)
    message.terms = [code, text] if code.lower() not in text.lower() else [text]


def _loc(message: _Message, segment: Segment) -> None:
    qualifier, code, name = segment.component(0), segment.component(1), segment.component(1, 3)
    if qualifier == "1" and message.terms:
        message.terms.append(name or code)
    elif qualifier == "7":
        message.record.clue("ship_to_gln", code)


def _ftx(message: _Message, segment: Segment) -> None:
    qualifier, text = segment.component(0), joined(segment.components(3), _FREE_TEXT_WIDTH)
    if qualifier == "AAB":
        message.record.header.text("payment_terms", text, f"{message.path}/FTX+AAB")
    elif qualifier == "AAR":
        message.record.header.text("delivery_terms", text, f"{message.path}/FTX+AAR")
    elif qualifier in _NOTE_QUALIFIERS:
        message.notes.append(text)


def _moa(message: _Message, segment: Segment) -> None:
    message.amounts.setdefault(segment.component(0), segment.component(0, 1))
    message.record.header.text("currency", segment.component(0, 2), f"{message.path}/MOA")


_HEADER: dict[str, Callable[[_Message, Segment], None]] = {
    "BGM": _bgm, "DTM": _dtm, "RFF": _rff, "NAD": _nad, "COM": _com, "CUX": _cux, "PAT": _pat, "TOD": _tod, "LOC": _loc,
    "FTX": _ftx, "MOA": _moa,
}  # fmt: skip


def _finish(message: _Message) -> None:
    """What needs the whole message: which number, date, party and sum counts."""
    header, path = message.record.header, message.path
    own, ordered = message.references.get("BGM"), message.references.get("ON")
    changed = message.record.document_type is not DocumentType.ORDER
    # A change or cancellation has a number of its own; the order's stands in a reference.
    po_number, place = (ordered, "RFF+ON") if changed and ordered else (own, "BGM")
    header.text("po_number", po_number, f"{path}/{place}")
    _date(message, "order_date", ("171", "4", "137") if changed else ("137", "4"))
    _date(message, "requested_date", _DELIVERY_DATES)
    for role in _BUYER:
        if role in message.buyers:
            _buyer(message, message.buyers[role])
    for role in _SHIP_TO:
        if role in message.ship_tos:
            _ship_to(message, message.ship_tos[role])
            break
    header.text("delivery_terms", " ".join(t for t in message.terms if t), f"{path}/TOD")
    message.record.notes(message.notes, f"{path}/FTX")
    _sums(message)


def _date(message: _Message, name: str, qualifiers: tuple[str, ...]) -> None:
    for qualifier in qualifiers:
        source = message.reference_dates if qualifier == "171" else message.dates
        if qualifier in source:
            value, form = source[qualifier]
            message.record.header.date(name, dtm_date(value, form), value, f"{message.path}/DTM+{qualifier}")


def _sums(message: _Message) -> None:
    amounts, header = message.amounts, message.record.header
    mark = message.signs.decimal
    for name, qualifiers in (
        ("total_net", ("125", "79", "86", "402")),
        ("total_tax", ("124", "176", "150")),
        ("total_gross", ("39", "77", "9", "128")),
    ):
        for qualifier in qualifiers:
            if qualifier in amounts:
                header.number(name, amounts[qualifier], f"{message.path}/MOA+{qualifier}", mark)
    net, gross = header.value("total_net"), header.value("total_gross")
    if gross is not None and (net is None or gross == net) and header.value("total_tax") is None:
        # A lone total without tax is the net one.
        header.fields.setdefault("total_net", header.fields["total_gross"])
        del header.fields["total_gross"]


def _party_id(segment: Segment) -> tuple[str, str]:
    return segment.component(1), segment.component(1, 2)


def _buyer(message: _Message, segment: Segment) -> None:
    path = f"{message.path}/NAD+{segment.component(0)}"
    identity, agency = _party_id(segment)
    message.record.clue("customer_number" if agency == "91" else "gln" if _is_gln(identity) else "buyer_code", identity)
    message.record.header.text("buyer_name", _name(segment), path)


def _ship_to(message: _Message, segment: Segment) -> None:
    path = f"{message.path}/NAD+{segment.component(0)}"
    header = message.record.header
    identity, _ = _party_id(segment)
    message.record.clue("ship_to_gln" if _is_gln(identity) else "ship_to_code", identity)
    header.text("ship_to_name", _name(segment), path)
    unstructured = [c for c in segment.components(2)[1:] if c.strip()] if not segment.component(3) else []
    street = joined(segment.components(4), _PARTY_WIDTH) or (unstructured[0] if unstructured else "")
    header.text("ship_to_street", street, path)
    header.text("ship_to_city", segment.component(5), path)
    header.text("ship_to_postcode", segment.component(7), path)
    header.text("ship_to_country", segment.component(8).upper(), path)


def _name(segment: Segment) -> str:
    """The party's name; older messages put name and address into one element."""
    structured = joined(segment.components(3)[:5], _PARTY_WIDTH)
    return structured or segment.component(2)


def _is_gln(text: str) -> bool:
    return len(text) == 13 and text.isdigit()


READER = Reader("edifact", accepts, read)
