"""UN/CEFACT Cross Industry Order (the XML of Order-X) straight to an order. The PDF around it is read elsewhere."""

from __future__ import annotations

from datetime import date

from extraction.limits import Limits
from extraction.readers.edifact_dates import dtm_date
from extraction.readers.message import LineRecord, OrderRecord, as_date, as_number, is_gtin
from extraction.readers.reader import Reader
from extraction.readers.safe_xml import Node, first, parse, root_of, text, texts
from models.errors import UnreadableDocument
from models.reading import DocumentType, ExtractedOrder, Kind, Part, PartReading

_ROOT = "SCRDMCCBDACIOMessageStructure"
_CANCELLED, _CHANGED, _CHANGE_CODES = {"1", "3"}, {"2", "4", "5"}, {"230"}
_DELETED = "2"  # what is to be done with the line (1229)
_TRADE = "SupplyChainTradeTransaction"
_GLN_SCHEMES = {"0088", ""}


def accepts(data: bytes) -> bool:
    """Whether the bytes are a cross industry order."""
    return root_of(data)[0] == _ROOT


def read(part: Part, limits: Limits) -> PartReading:
    """The order. Raises `forbidden_xml`, `too_deep`, `damaged`, `too_large`."""
    name = part.name if part.role == "attachment" else ""
    return PartReading(part.name, Kind.ORDER_X, part.role, (), (read_order(part.data, name, limits),))


def read_order(data: bytes, part: str, limits: Limits) -> ExtractedOrder:
    """The order of an Order-X file's XML."""
    root = parse(data)
    if root.tag != _ROOT:
        raise UnreadableDocument("damaged")
    document = first(root, "ExchangedDocument")
    trade = first(root, _TRADE)
    code, purpose = text(document, "TypeCode"), text(document, "PurposeCode")
    record = OrderRecord(Kind.ORDER_X, _type(code, purpose), "/ExchangedDocument/TypeCode", f"{code} {purpose}".strip())
    _identity(document, trade, record)
    agreement = first(trade, "ApplicableHeaderTradeAgreement")
    _buyer(agreement, record)
    delivery = first(trade, "ApplicableHeaderTradeDelivery")
    _ship_to(first(delivery, "ShipToTradeParty"), record)
    day, raw = _delivery_date(delivery)
    record.header.date("requested_date", day, raw, "/ApplicableHeaderTradeDelivery/RequestedDeliverySupplyChainEvent")
    _terms(agreement, first(trade, "ApplicableHeaderTradeSettlement"), record)
    items = trade.findall("IncludedSupplyChainTradeLineItem") if trade is not None else []
    if len(items) > limits.max_cells:
        raise UnreadableDocument("too_large")
    record.lines.extend(_line(item, f"/IncludedSupplyChainTradeLineItem[{n}]") for n, item in enumerate(items, start=1))
    return record.order(part)


def _type(code: str, purpose: str) -> DocumentType:
    if purpose in _CANCELLED:
        return DocumentType.CANCELLATION
    changed = code in _CHANGE_CODES or purpose in _CHANGED
    return DocumentType.ORDER_CHANGE if changed else DocumentType.ORDER


def _identity(document: Node | None, trade: Node | None, record: OrderRecord) -> None:
    header = record.header
    changed = record.document_type is not DocumentType.ORDER
    reference = "ApplicableHeaderTradeAgreement/BuyerOrderReferencedDocument/IssuerAssignedID"
    ordered = text(trade, reference) if changed else ""
    header.text("po_number", ordered or text(document, "ID"), "/ExchangedDocument/ID")
    day, raw = _moment(first(document, "IssueDateTime"))
    header.date("order_date", day, raw, "/ExchangedDocument/IssueDateTime")
    record.notes(texts(document, "IncludedNote/Content"), "/ExchangedDocument/IncludedNote/Content")


def _moment(node: Node | None) -> tuple[date | None, str]:
    """A day from a DateTimeString with its format code, or an ISO DateTime."""
    inner = first(node, "DateTimeString")
    if inner is not None:
        raw = (inner.text or "").strip()
        return dtm_date(raw, str(inner.get("format") or "102")), raw
    raw = text(node)
    return as_date(raw), raw


def _buyer(agreement: Node | None, record: OrderRecord) -> None:
    party = first(agreement, "BuyerTradeParty")
    path = "/ApplicableHeaderTradeAgreement/BuyerTradeParty"
    record.header.text("buyer_name", text(party, "Name"), f"{path}/Name")
    for registration in party.findall("SpecifiedTaxRegistration/ID") if party is not None else ():
        if registration.get("schemeID") in {"VA", None}:
            record.header.text("buyer_vat_id", registration.text, f"{path}/SpecifiedTaxRegistration/ID")
    mail = text(party, "DefinedTradeContact/EmailURIUniversalCommunication/URIID")
    if not mail:
        mail = next((u for u in texts(party, "URIUniversalCommunication/URIID") if "@" in u), "")
    record.header.text("buyer_email", mail.lower(), f"{path}/DefinedTradeContact/EmailURIUniversalCommunication/URIID")
    record.clue("phone", text(party, "DefinedTradeContact/TelephoneUniversalCommunication/CompleteNumber"))
    record.clue("buyer_registration", text(party, "SpecifiedLegalOrganization/ID"))
    record.clue("customer_number", text(party, "ID"))
    _global_id(party, record, "gln")


def _global_id(party: Node | None, record: OrderRecord, kind: str) -> None:
    for node in party.findall("GlobalID") if party is not None else ():
        if str(node.get("schemeID") or "") in _GLN_SCHEMES:
            record.clue(kind, node.text)


def _ship_to(party: Node | None, record: OrderRecord) -> None:
    path = "/ApplicableHeaderTradeDelivery/ShipToTradeParty"
    header = record.header
    place = first(party, "PostalTradeAddress")
    header.text("ship_to_name", text(party, "Name"), f"{path}/Name")
    lines = [text(place, name) for name in ("LineOne", "LineTwo", "LineThree")] or [text(place, "StreetName")]
    header.text("ship_to_street", ", ".join(t for t in lines if t), f"{path}/PostalTradeAddress/LineOne")
    header.text("ship_to_city", text(place, "CityName"), f"{path}/PostalTradeAddress/CityName")
    header.text("ship_to_postcode", text(place, "PostcodeCode"), f"{path}/PostalTradeAddress/PostcodeCode")
    header.text("ship_to_country", text(place, "CountryID"), f"{path}/PostalTradeAddress/CountryID")
    record.clue("ship_to_code", text(party, "ID"))
    _global_id(party, record, "ship_to_gln")


def _delivery_date(delivery: Node | None) -> tuple[date | None, str]:
    event = first(delivery, "RequestedDeliverySupplyChainEvent", "RequestedDespatchSupplyChainEvent")
    for path in (
        "OccurrenceDateTime",
        "OccurrenceSpecifiedPeriod/EndDateTime",
        "OccurrenceSpecifiedPeriod/StartDateTime",
    ):
        node = first(event, path)
        if node is not None:
            return _moment(node)
    return None, ""


def _terms(agreement: Node | None, settlement: Node | None, record: OrderRecord) -> None:
    terms = first(agreement, "ApplicableTradeDeliveryTerms")
    code, described = text(terms, "DeliveryTypeCode"), text(terms, "Description")
    place = text(terms, "RelevantTradeLocation/Name", "RelevantTradeLocation/ID")
    if described and code.lower() in described.lower():
        code = ""
    said = " ".join(t for t in (code, described or place) if t)
    record.header.text("delivery_terms", said, "/ApplicableHeaderTradeAgreement/ApplicableTradeDeliveryTerms")
    path = "/ApplicableHeaderTradeSettlement"
    record.header.text("currency", text(settlement, "OrderCurrencyCode").upper(), f"{path}/OrderCurrencyCode")
    payment = text(settlement, "SpecifiedTradePaymentTerms/Description")
    record.header.text("payment_terms", payment, f"{path}/SpecifiedTradePaymentTerms/Description")
    sums = first(settlement, "SpecifiedTradeSettlementHeaderMonetarySummation")
    for name, element in (
        ("total_net", "TaxBasisTotalAmount"),
        ("total_net", "LineTotalAmount"),
        ("total_tax", "TaxTotalAmount"),
        ("total_gross", "GrandTotalAmount"),
    ):
        record.header.number(name, text(sums, element), f"{path}/{element}")
    _lone_total(record)


def _lone_total(record: OrderRecord) -> None:
    """A grand total that only repeats the net one is not a total with tax."""
    header = record.header
    if header.value("total_tax") is None and header.value("total_gross") == header.value("total_net"):
        header.fields.pop("total_gross", None)


def _line(item: Node, path: str) -> LineRecord:
    line = LineRecord()
    line.text("line_no", text(item, "AssociatedDocumentLineDocument/LineID"), f"{path}/LineID")
    if text(item, "AssociatedDocumentLineDocument/LineStatusCode") == _DELETED:
        line.struck(f"{path}/LineStatusCode")
    product = first(item, "SpecifiedTradeProduct")
    for node in product.findall("GlobalID") if product is not None else ():
        if str(node.get("schemeID") or "0160") in {"0160", "GTIN"} or is_gtin(node.text):
            line.text("gtin", node.text, f"{path}/SpecifiedTradeProduct/GlobalID")
    line.text("supplier_item_code", text(product, "SellerAssignedID"), f"{path}/SpecifiedTradeProduct/SellerAssignedID")
    line.text("buyer_item_code", text(product, "BuyerAssignedID"), f"{path}/SpecifiedTradeProduct/BuyerAssignedID")
    name, longer = text(product, "Name"), text(product, "Description")
    full = longer if longer and (not name or longer.lower().startswith(name.lower())) else name
    line.text("description", full, f"{path}/SpecifiedTradeProduct/Name")
    delivery = first(item, "SpecifiedLineTradeDelivery")
    quantity = first(delivery, "RequestedQuantity", "AgreedQuantity")
    line.number("quantity", text(quantity), f"{path}/SpecifiedLineTradeDelivery/RequestedQuantity")
    unit = str(quantity.get("unitCode") or "") if quantity is not None else ""
    line.text("unit", unit, f"{path}/SpecifiedLineTradeDelivery/RequestedQuantity/@unitCode")
    _price(item, line, path)
    _dates(delivery, line, path)
    return line


def _price(item: Node, line: LineRecord, path: str) -> None:
    agreement = first(item, "SpecifiedLineTradeAgreement")
    settlement = first(item, "SpecifiedLineTradeSettlement")
    for allowance in settlement.findall("SpecifiedTradeAllowanceCharge") if settlement is not None else ():
        if text(allowance, "ChargeIndicator") == "false":
            percent = text(allowance, "CalculationPercent")
            line.number("discount_percent", percent, f"{path}/SpecifiedTradeAllowanceCharge/CalculationPercent")
    gross = first(agreement, "GrossPriceProductTradePrice")
    percent = text(gross, "AppliedTradeAllowanceCharge/CalculationPercent")
    line.number("discount_percent", percent, f"{path}/GrossPriceProductTradePrice/CalculationPercent")
    # A percentage is taken off the gross price; the net one has it off already.
    source = gross if percent and gross is not None else first(agreement, "NetPriceProductTradePrice")
    source = source if source is not None else gross
    line.number("unit_price", text(source, "ChargeAmount"), f"{path}/NetPriceProductTradePrice/ChargeAmount")
    line.number("price_basis", text(source, "BasisQuantity"), f"{path}/NetPriceProductTradePrice/BasisQuantity")
    total = text(settlement, "SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount")
    line.number("amount", total, f"{path}/SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount")


def _dates(delivery: Node | None, line: LineRecord, path: str) -> None:
    events = delivery.findall("RequestedDeliverySupplyChainEvent") if delivery is not None else []
    if len(events) > 1:
        for event in events:
            day, _ = _moment(first(event, "OccurrenceDateTime", "OccurrenceSpecifiedPeriod/EndDateTime"))
            line.schedule(day, as_number(text(event, "UnitQuantity")))
        return
    day, raw = _delivery_date(delivery)
    line.date("requested_date", day, raw, f"{path}/RequestedDeliverySupplyChainEvent")


READER = Reader("cio", accepts, read)
