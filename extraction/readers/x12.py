"""ANSI X12 850 (purchase order) and 860 (change) straight to orders. Other transaction sets give none."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from extraction.limits import Limits
from extraction.readers.charset import decode_text
from extraction.readers.message import LineRecord, OrderRecord, as_date, as_number
from extraction.readers.reader import Reader
from models.errors import UnreadableDocument
from models.reading import DocumentType, ExtractedOrder, Kind, Part, PartReading

_SETS = {"850", "860"}
_CANCELLED, _CHANGED = {"01", "03"}, {"02", "04", "05", "PR"}
_DELETED = {"DI"}  # what an 860 does with the item (670)
_CODES = {
    "VP": "supplier_item_code", "VN": "supplier_item_code", "VC": "supplier_item_code", "VA": "supplier_item_code",
    "BP": "buyer_item_code", "IN": "buyer_item_code", "PI": "buyer_item_code", "CB": "buyer_item_code",
    "SK": "buyer_item_code", "EN": "gtin", "UP": "gtin", "UK": "gtin", "UI": "gtin", "UA": "gtin", "EO": "gtin",
}  # fmt: skip
# What a price is for (code list 639), where it is not for one unit.
_BASES = {"HP": "100", "PH": "100", "HT": "100", "TP": "1000", "PM": "1000", "TH": "1000"}
# Requested, required, scheduled delivery; then the borders of a window; then shipment.
_DELIVERY_DATES = ("002", "106", "074", "067", "063", "064", "010", "038", "037")
_INCOTERMS_QUALIFIER = "01"
_SHIP_TO, _BUYER = ("ST",), ("BY", "OB", "BT")

Elements = list[str]


def accepts(data: bytes) -> bool:
    """Whether the bytes are an X12 interchange."""
    head = data[:8].lstrip(b"\xef\xbb\xbf \r\n\t")
    return head[:3] == b"ISA" and len(head) > 3 and not head[3:4].isalnum()


def read(part: Part, limits: Limits) -> PartReading:
    """The orders of every transaction set. Raises `damaged`, `too_large`."""
    segments = list(read_segments(part.data))
    if len(segments) > limits.max_cells:
        raise UnreadableDocument("too_large")
    orders: list[ExtractedOrder] = []
    current: list[Elements] = []
    for segment in segments:
        if segment[0] == "ST":
            current = []
        current.append(segment)
        if segment[0] == "SE" and current[0][0] == "ST" and _at(current[0], 1) in _SETS:
            orders.append(_order(current, len(orders) + 1, part.name if part.role == "attachment" else ""))
            current = []
    if current and current[0][0] == "ST" and _at(current[0], 1) in _SETS:
        raise UnreadableDocument("damaged")  # cut off before its end
    return PartReading(part.name, Kind.X12, part.role, (), tuple(orders))


def read_segments(data: bytes) -> Iterator[Elements]:
    """Segments as lists of elements; the separators stand at fixed places of the ISA segment."""
    text = decode_text(data.lstrip(b"\xef\xbb\xbf \r\n\t"))
    element = text[3]
    place = -1
    for _ in range(16):
        place = text.find(element, place + 1)
        if place < 0:
            raise UnreadableDocument("damaged")
    terminator = text[place + 2 : place + 3]
    if not terminator:
        raise UnreadableDocument("damaged")
    for raw in text.split(terminator):
        segment = raw.strip("\r\n ")
        if segment:
            yield segment.split(element)


def _at(segment: Elements, index: int) -> str:
    return segment[index].strip() if index < len(segment) else ""


class _Set:
    """One transaction set being read."""

    def __init__(self, code: str, number: int) -> None:
        self.code = code
        self.path = f"{code}[{number}]"
        self.record = OrderRecord(Kind.X12, DocumentType.ORDER, f"{self.path}/BEG")
        self.party = ""
        self.dates: dict[str, str] = {}
        self.notes: list[str] = []
        self.line: LineRecord | None = None
        self.line_path = ""
        self.descriptions: list[str] = []
        self.loops: dict[str, list[Elements]] = {}


def _order(segments: list[Elements], number: int, part: str) -> ExtractedOrder:
    one = _Set(_at(segments[0], 1), number)
    for segment in segments[1:]:
        tag = segment[0]
        if tag in {"PO1", "POC"}:
            _start_line(one, segment)
        elif tag in {"CTT", "SE"}:
            one.line = None
        elif one.line is not None:
            _LINE.get(tag, _ignore)(one, segment)
        else:
            _HEADER.get(tag, _ignore)(one, segment)
    _finish(one)
    return one.record.order(part)


def _ignore(one: _Set, segment: Elements) -> None:
    """Segments that say nothing we keep."""


def _beginning(one: _Set, segment: Elements) -> None:
    """BEG of an 850, BCH of an 860: purpose, number, date."""
    purpose = _at(segment, 1)
    one.record.raw_type = "*".join(segment)
    if purpose in _CANCELLED:
        one.record.document_type = DocumentType.CANCELLATION
    elif one.code == "860" or purpose in _CHANGED:
        one.record.document_type = DocumentType.ORDER_CHANGE
    path = f"{one.path}/{segment[0]}"
    one.record.header.text("po_number", _at(segment, 3), f"{path}03")
    day = _at(segment, 6 if segment[0] == "BCH" else 5)
    one.record.header.date("order_date", as_date(_century(day)), day, path)
    if segment[0] == "BCH":
        one.record.header.text("revision", _at(segment, 5), f"{path}05")


def _century(raw: str) -> str:
    return f"20{raw}" if len(raw) == 6 else raw


def _cur(one: _Set, segment: Elements) -> None:
    one.record.header.text("currency", _at(segment, 2).upper(), f"{one.path}/CUR02")


def _ref(one: _Set, segment: Elements) -> None:
    qualifier, value = _at(segment, 1), _at(segment, 2)
    if qualifier in {"VX", "TJ", "4A"} and one.party in {"", *_BUYER}:
        one.record.header.text("buyer_vat_id", value, f"{one.path}/REF*{qualifier}")
    elif qualifier in {"11", "IT", "23", "AB"}:
        one.record.clue("customer_number", value)


def _per(one: _Set, segment: Elements) -> None:
    if one.party not in {"", *_BUYER}:
        return
    for index in range(3, len(segment) - 1, 2):
        if _at(segment, index) == "EM":
            one.record.header.text("buyer_email", _at(segment, index + 1).lower(), f"{one.path}/PER*EM")
        elif _at(segment, index) == "TE":
            one.record.clue("phone", _at(segment, index + 1))


def _itd(one: _Set, segment: Elements) -> None:
    one.record.header.text("payment_terms", _at(segment, 12), f"{one.path}/ITD12")


def _fob(one: _Set, segment: Elements) -> None:
    code = _at(segment, 5) if _at(segment, 4) == _INCOTERMS_QUALIFIER or not _at(segment, 3) else ""
    place = _at(segment, 7) or (_at(segment, 3) if code else "")
    text = " ".join(t for t in (code, place) if t) or _at(segment, 3)
    one.record.header.text("delivery_terms", text, f"{one.path}/FOB")


def _dtm(one: _Set, segment: Elements) -> None:
    one.dates.setdefault(_at(segment, 1), _at(segment, 2))


def _text_of(index: int) -> Callable[[_Set, Elements], None]:
    def keep(one: _Set, segment: Elements) -> None:
        one.notes.append(_at(segment, index))

    return keep


def _n1(one: _Set, segment: Elements) -> None:
    one.party = _at(segment, 1)
    one.loops.setdefault(one.party, []).append(segment)


def _address(one: _Set, segment: Elements) -> None:
    if one.party:
        one.loops[one.party].append(segment)


def _amt(one: _Set, segment: Elements) -> None:
    if _at(segment, 1) in {"TT", "1", "GV"}:
        one.record.header.number("total_net", _at(segment, 2), f"{one.path}/AMT*{_at(segment, 1)}")
    elif _at(segment, 1) == "T":
        one.record.header.number("total_tax", _at(segment, 2), f"{one.path}/AMT*T")


_HEADER: dict[str, Callable[[_Set, Elements], None]] = {
    "BEG": _beginning, "BCH": _beginning, "CUR": _cur, "REF": _ref, "PER": _per, "ITD": _itd, "FOB": _fob, "DTM": _dtm,
    "MSG": _text_of(1), "NTE": _text_of(2), "MTX": _text_of(2), "N1": _n1, "N2": _address, "N3": _address,
    "N4": _address, "AMT": _amt,
}  # fmt: skip


def _start_line(one: _Set, segment: Elements) -> None:
    line = LineRecord()
    one.record.lines.append(line)
    one.line, one.descriptions = line, []
    one.line_path = path = f"{one.path}/{segment[0]}[{len(one.record.lines)}]"
    line.text("line_no", _at(segment, 1), f"{path}/01")
    if segment[0] == "POC" and _at(segment, 2) in _DELETED:
        line.struck(f"{path}/02")
    # POC holds a change code before the quantity, and the quantity still to come after it.
    at = {"PO1": (2, 3, 4, 5), "POC": (3, 5, 6, 7)}[segment[0]]
    line.number("quantity", _at(segment, at[0]), f"{path}/{at[0]:02d}")
    line.text("unit", _at(segment, at[1]).split(">")[0].split(":")[0], f"{path}/{at[1]:02d}")
    line.number("unit_price", _at(segment, at[2]), f"{path}/{at[2]:02d}")
    line.number("price_basis", _BASES.get(_at(segment, at[3])), f"{path}/{at[3]:02d}")
    for index in range(at[3] + 1, len(segment) - 1, 2):
        name = _CODES.get(_at(segment, index).upper())
        if name:
            line.text(name, _at(segment, index + 1), f"{path}/{index + 1:02d}")


def _pid(one: _Set, segment: Elements) -> None:
    assert one.line is not None
    text = _at(segment, 5)
    if _at(segment, 1) in {"F", "X", ""} and text and text not in one.descriptions:
        one.descriptions.append(text)
        one.line.fields.pop("description", None)
        one.line.text("description", " ".join(one.descriptions), f"{one.line_path}/PID05")


def _line_dtm(one: _Set, segment: Elements) -> None:
    assert one.line is not None
    if _at(segment, 1) in _DELIVERY_DATES:
        raw = _at(segment, 2)
        one.line.date("requested_date", as_date(_century(raw)), raw, f"{one.line_path}/DTM*{_at(segment, 1)}")


def _sch(one: _Set, segment: Elements) -> None:
    assert one.line is not None
    one.line.schedule(as_date(_century(_at(segment, 6))), as_number(_at(segment, 1)))


def _ctp(one: _Set, segment: Elements) -> None:
    assert one.line is not None
    one.line.number("unit_price", _at(segment, 3), f"{one.line_path}/CTP03")


def _sac(one: _Set, segment: Elements) -> None:
    assert one.line is not None
    if _at(segment, 1) == "A":
        one.line.number("discount_percent", _at(segment, 7), f"{one.line_path}/SAC07")


def _line_amt(one: _Set, segment: Elements) -> None:
    assert one.line is not None
    one.line.number("amount", _at(segment, 2), f"{one.line_path}/AMT*{_at(segment, 1)}")


_LINE: dict[str, Callable[[_Set, Elements], None]] = {
    "PID": _pid, "DTM": _line_dtm, "SCH": _sch, "CTP": _ctp, "SAC": _sac, "AMT": _line_amt,
}  # fmt: skip


def _finish(one: _Set) -> None:
    header = one.record.header
    for qualifier in _DELIVERY_DATES:
        if qualifier in one.dates:
            raw = one.dates[qualifier]
            header.date("requested_date", as_date(_century(raw)), raw, f"{one.path}/DTM*{qualifier}")
    buyer = next((one.loops[role] for role in _BUYER if role in one.loops), None)
    if buyer is not None:
        header.text("buyer_name", _at(buyer[0], 2), f"{one.path}/N1*{buyer[0][1]}")
        _identify(one, buyer[0], "gln", "customer_number", "buyer_code")
    place = next((one.loops[role] for role in _SHIP_TO if role in one.loops), None)
    if place is not None:
        _ship_to(one, place)
    one.record.notes(one.notes, f"{one.path}/MSG")


def _identify(one: _Set, segment: Elements, gln: str, assigned: str, own: str) -> None:
    kinds = {"UL": gln, "91": assigned, "92": own, "ZZ": own}
    kind = kinds.get(_at(segment, 3))
    if kind:
        one.record.clue(kind, _at(segment, 4))


def _ship_to(one: _Set, loop: list[Elements]) -> None:
    header, path = one.record.header, f"{one.path}/N1*ST"
    _identify(one, loop[0], "ship_to_gln", "ship_to_code", "ship_to_code")
    header.text("ship_to_name", _at(loop[0], 2), path)
    for segment in loop[1:]:
        if segment[0] == "N3":
            header.text("ship_to_street", ", ".join(t for t in (_at(segment, 1), _at(segment, 2)) if t), f"{path}/N3")
        elif segment[0] == "N4":
            header.text("ship_to_city", _at(segment, 1), f"{path}/N401")
            header.text("ship_to_postcode", _at(segment, 3), f"{path}/N403")
            header.text("ship_to_country", _at(segment, 4).upper(), f"{path}/N404")


READER = Reader("x12", accepts, read)
