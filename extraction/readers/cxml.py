"""cXML OrderRequest (new, update, delete) straight to an order. Other cXML requests give none; nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extraction.limits import Limits
from extraction.readers.message import LineRecord, OrderRecord, as_date, as_number, is_gtin
from extraction.readers.reader import Reader
from extraction.readers.safe_xml import Node, first, parse, root_of, text, texts
from models.errors import UnreadableDocument
from models.reading import DocumentType, ExtractedOrder, Kind, Part, PartReading

_TYPES = {"update": DocumentType.ORDER_CHANGE, "delete": DocumentType.CANCELLATION}
_BUYER_ROLES = ("buyer", "purchasingagent", "customerservice", "enduser", "requester")
_VAT_NAME = re.compile(r"vat|tax.?(id|number|reg)|tva|ustid|btw", re.I)
_PAYMENT_NAME = re.compile(r"payment.?terms?", re.I)
_DELIVERY_NAME = re.compile(r"incoterm|delivery.?terms?|terms.?of.?delivery", re.I)
_GTIN_NAME = re.compile(r"ean|gtin|upc", re.I)
_HEAD = "/cXML/Request/OrderRequest/OrderRequestHeader"


def accepts(data: bytes) -> bool:
    """Whether the bytes are a cXML message."""
    return root_of(data)[0] == "cXML"


def read(part: Part, limits: Limits) -> PartReading:
    """The orders in the message. Raises `forbidden_xml`, `too_deep`, `damaged`, `too_large`."""
    root = parse(part.data)
    if sum(1 for _ in root.iter("ItemOut")) > limits.max_cells:
        raise UnreadableDocument("too_large")
    name = part.name if part.role == "attachment" else ""
    orders = tuple(_order(root, request, name) for request in root.iter("OrderRequest"))
    return PartReading(part.name, Kind.CXML, part.role, (), orders)


def _order(root: Node, request: Node, part: str) -> ExtractedOrder:
    head = first(request, "OrderRequestHeader")
    if head is None:
        raise UnreadableDocument("damaged")
    kind = str(head.get("type") or "new")
    record = OrderRecord(Kind.CXML, _TYPES.get(kind, DocumentType.ORDER), f"{_HEAD}/@type", kind)
    header = record.header
    for name, attribute in (("po_number", "orderID"), ("revision", "orderVersion")):
        header.text(name, head.get(attribute), f"{_HEAD}/@{attribute}")
    for name, attribute in (("order_date", "orderDate"), ("requested_date", "requestedDeliveryDate")):
        raw = str(head.get(attribute) or "")
        header.date(name, as_date(raw), raw, f"{_HEAD}/@{attribute}")
    _money(head, request, record)
    _buyer(root, head, record)
    _ship_to(first(head, "ShipTo/Address"), record)
    _terms(head, record)
    record.notes(texts(head, "Comments"), f"{_HEAD}/Comments")
    for number, item in enumerate(request.iter("ItemOut"), start=1):
        record.lines.append(_line(item, f"/cXML/Request/OrderRequest/ItemOut[{number}]"))
    return record.order(part)


def _money(head: Node, request: Node, record: OrderRecord) -> None:
    money = first(head, "Total/Money")
    record.header.number("total_net", text(money), f"{_HEAD}/Total/Money")
    record.header.number("total_tax", text(head, "Tax/Money"), f"{_HEAD}/Tax/Money")
    for node in ([money] if money is not None else []) + list(request.iter("Money")):
        record.header.text("currency", str(node.get("currency") or "").upper(), f"{_HEAD}/Total/Money/@currency")


def _extrinsics(node: Node) -> Iterator[tuple[str, str]]:
    for one in node.findall("Extrinsic"):
        yield str(one.get("name") or ""), text(one)


def _buyer(root: Node, head: Node, record: OrderRecord) -> None:
    name = text(head, "BillTo/Address/Name") or text(root, "Header/From/Credential/Correspondent/Contact/Name")
    record.header.text("buyer_name", name, f"{_HEAD}/BillTo/Address/Name")
    contacts = {str(c.get("role") or "").lower(): c for c in head.findall("Contact")}
    for role in (*_BUYER_ROLES, ""):
        if role in contacts:
            record.header.text("buyer_email", text(contacts[role], "Email").lower(), f"{_HEAD}/Contact/Email")
            record.clue("phone", _phone(contacts[role]))
    mail = text(head, "BillTo/Address/Email")
    record.header.text("buyer_email", mail.lower(), f"{_HEAD}/BillTo/Address/Email")
    for key, value in _extrinsics(head):
        if _VAT_NAME.search(key) and not re.search("supplier|vendor|seller", key, re.I):
            record.header.text("buyer_vat_id", value, f"{_HEAD}/Extrinsic[@name={key!r}]")
        elif re.search(r"customer.?(no|number|id|code)|account.?(no|number)", key, re.I):
            record.clue("customer_number", value)
    for identity in head.findall("IdReference"):
        domain = str(identity.get("domain") or "")
        if _VAT_NAME.search(domain) and not re.search("supplier|vendor|seller", domain, re.I):
            record.header.text("buyer_vat_id", identity.get("identifier"), f"{_HEAD}/IdReference")


def _phone(contact: Node) -> str:
    number = first(contact, "Phone/TelephoneNumber")
    parts = (text(number, "CountryCode"), text(number, "AreaOrCityCode"), text(number, "Number"))
    return " ".join(p for p in parts if p)


def _ship_to(address: Node | None, record: OrderRecord) -> None:
    path = f"{_HEAD}/ShipTo/Address"
    header = record.header
    place = first(address, "PostalAddress")
    header.text("ship_to_name", text(address, "Name"), f"{path}/Name")
    header.text("ship_to_street", ", ".join(t for t in texts(place, "Street") if t), f"{path}/PostalAddress/Street")
    header.text("ship_to_city", text(place, "City"), f"{path}/PostalAddress/City")
    header.text("ship_to_postcode", text(place, "PostalCode"), f"{path}/PostalAddress/PostalCode")
    country = first(place, "Country")
    code = str(country.get("isoCountryCode") or "") if country is not None else ""
    header.text("ship_to_country", code or text(country), f"{path}/PostalAddress/Country")
    if address is not None:
        record.clue("ship_to_code", address.get("addressID"))


def _terms(head: Node, record: OrderRecord) -> None:
    terms = first(head, "TermsOfDelivery")
    code = first(terms, "TransportTerms")
    value = str(code.get("value") or "") if code is not None else ""
    said = text(code) or ("" if value.lower() == "other" else value)
    place = text(terms, "Comments")
    record.header.text("delivery_terms", " ".join(t for t in (said, place) if t), f"{_HEAD}/TermsOfDelivery")
    for key, value in _extrinsics(head):
        if _PAYMENT_NAME.search(key):
            record.header.text("payment_terms", value, f"{_HEAD}/Extrinsic[@name={key!r}]")
        elif _DELIVERY_NAME.search(key):
            record.header.text("delivery_terms", value, f"{_HEAD}/Extrinsic[@name={key!r}]")
    payment = first(head, "PaymentTerm")
    if payment is not None:
        record.header.text("payment_terms", text(payment, "Description", "Extrinsic"), f"{_HEAD}/PaymentTerm")


def _line(item: Node, path: str) -> LineRecord:
    line = LineRecord()
    line.text("line_no", item.get("lineNumber"), f"{path}/@lineNumber")
    line.number("quantity", item.get("quantity"), f"{path}/@quantity")
    raw = str(item.get("requestedDeliveryDate") or "")
    line.date("requested_date", as_date(raw), raw, f"{path}/@requestedDeliveryDate")
    line.text("supplier_item_code", text(item, "ItemID/SupplierPartID"), f"{path}/ItemID/SupplierPartID")
    line.text("buyer_item_code", text(item, "ItemID/BuyerPartID"), f"{path}/ItemID/BuyerPartID")
    detail = first(item, "ItemDetail", "BlanketItemDetail")
    line.text("unit", text(detail, "UnitOfMeasure"), f"{path}/ItemDetail/UnitOfMeasure")
    line.number("unit_price", text(detail, "UnitPrice/Money"), f"{path}/ItemDetail/UnitPrice/Money")
    basis = first(detail, "PriceBasisQuantity")
    if basis is not None:
        line.number("price_basis", basis.get("quantity"), f"{path}/ItemDetail/PriceBasisQuantity/@quantity")
    line.text("description", text(detail, "Description"), f"{path}/ItemDetail/Description")
    _discount(item, detail, line, path)
    _gtin(item, detail, line, path)
    for schedule in item.findall("ScheduleLine"):
        line.schedule(as_date(schedule.get("requestedDeliveryDate")), as_number(schedule.get("quantity")))
    return line


def _discount(item: Node, detail: Node | None, line: LineRecord, path: str) -> None:
    for node in (*item.iter("DeductionPercent"), *(detail.iter("DeductionPercent") if detail is not None else ())):
        line.number("discount_percent", node.get("percent"), f"{path}//DeductionPercent/@percent")


def _gtin(item: Node, detail: Node | None, line: LineRecord, path: str) -> None:
    for node in item.findall("ItemID/IdReference"):
        if _GTIN_NAME.search(str(node.get("domain") or "")) and is_gtin(node.get("identifier")):
            line.text("gtin", node.get("identifier"), f"{path}/ItemID/IdReference")
    for key, value in _extrinsics(detail) if detail is not None else ():
        if _GTIN_NAME.search(key) and is_gtin(value):
            line.text("gtin", value, f"{path}/ItemDetail/Extrinsic[@name={key!r}]")


READER = Reader("cxml", accepts, read)
