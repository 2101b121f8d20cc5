"""UBL 2.1 Order, OrderChange and OrderCancellation, Peppol BIS Ordering among them, straight to orders."""

from __future__ import annotations

from decimal import Decimal

from extraction.limits import Limits
from extraction.readers.message import LineRecord, OrderRecord, as_date, as_number, is_gtin
from extraction.readers.reader import Reader
from extraction.readers.safe_xml import Node, first, parse, root_of, text, texts
from models.errors import UnreadableDocument
from models.reading import DocumentType, ExtractedOrder, Kind, Part, PartReading

_TYPES = {
    "Order": DocumentType.ORDER,
    "OrderChange": DocumentType.ORDER_CHANGE,
    "OrderCancellation": DocumentType.CANCELLATION,
}
_ENVELOPES = {"StandardBusinessDocument"}
_NAMESPACE = "oasis:names:specification:ubl"
_GLN_SCHEMES = {"0088", "GLN", "EAN"}
_GTIN_SCHEMES = {"0160", "GTIN", "EAN", "GTIN13", "SRV"}
_STRUCK = {"cancelled", "revoked", "2"}
# Order type codes (UNCL 1001) that change or cancel what was ordered.
_CHANGE_CODES = {"230"}


def accepts(data: bytes) -> bool:
    """Whether the bytes are a UBL order document, in an envelope or bare."""
    name, head = root_of(data)
    return (name in _TYPES or name in _ENVELOPES) and _NAMESPACE in head


def read(part: Part, limits: Limits) -> PartReading:
    """The orders of the document. Raises `forbidden_xml`, `too_deep`, `damaged`, `too_large`."""
    root = parse(part.data)
    documents = [root] if root.tag in _TYPES else list(root.iter(*_TYPES))
    if sum(1 for _ in root.iter("LineItem")) > limits.max_cells:
        raise UnreadableDocument("too_large")
    name = part.name if part.role == "attachment" else ""
    return PartReading(part.name, Kind.UBL, part.role, (), tuple(_order(document, name) for document in documents))


def _order(root: Node, part: str) -> ExtractedOrder:
    kind = str(root.tag)
    code = text(root, "OrderTypeCode")
    document_type = DocumentType.ORDER_CHANGE if code in _CHANGE_CODES else _TYPES[kind]
    record = OrderRecord(Kind.UBL, document_type, f"/{kind}", f"{kind} {code}".strip())
    _identity(root, record, kind)
    _buyer(root, record, kind)
    _delivery(root, record, kind)
    _terms(root, record, kind)
    _sums(root, record, kind)
    for number, line in enumerate(root.findall("OrderLine"), start=1):
        item = first(line, "LineItem")
        if item is not None:
            record.lines.append(_line(line, item, f"/{kind}/OrderLine[{number}]"))
    return record.order(part)


def _identity(root: Node, record: OrderRecord, kind: str) -> None:
    header = record.header
    changed = kind != "Order"
    reference = text(root, "OrderReference/ID") if changed else ""
    header.text("po_number", reference or text(root, "ID"), f"/{kind}/{'OrderReference/' if reference else ''}ID")
    if changed:
        header.text("revision", text(root, "SequenceNumberID"), f"/{kind}/SequenceNumberID")
    day = (text(root, "OrderReference/IssueDate") if changed else "") or text(root, "IssueDate")
    header.date("order_date", as_date(day), day, f"/{kind}/IssueDate")
    money = text(root, "DocumentCurrencyCode", "RequestedInvoiceCurrencyCode", "PricingCurrencyCode")
    amount = next((n.get("currencyID") for n in root.iter() if n.get("currencyID")), "")
    header.text("currency", (money or str(amount or "")).upper(), f"/{kind}/DocumentCurrencyCode")
    record.notes([*texts(root, "Note"), *texts(root, "CancellationNote")], f"/{kind}/Note")


def _buyer(root: Node, record: OrderRecord, kind: str) -> None:
    customer = first(root, "BuyerCustomerParty")
    party = first(customer, "Party")
    path = f"/{kind}/BuyerCustomerParty"
    name = text(party, "PartyName/Name", "PartyLegalEntity/RegistrationName")
    record.header.text("buyer_name", name, f"{path}/Party/PartyName/Name")
    vat = text(party, "PartyTaxScheme/CompanyID") or text(
        root, "AccountingCustomerParty/Party/PartyTaxScheme/CompanyID"
    )
    record.header.text("buyer_vat_id", vat, f"{path}/Party/PartyTaxScheme/CompanyID")
    mail = text(party, "Contact/ElectronicMail") or text(
        customer, "BuyerContact/ElectronicMail", "DeliveryContact/ElectronicMail"
    )
    record.header.text("buyer_email", mail.lower(), f"{path}/Party/Contact/ElectronicMail")
    record.clue("phone", text(party, "Contact/Telephone") or text(customer, "BuyerContact/Telephone"))
    record.clue("customer_number", text(customer, "SupplierAssignedAccountID"))
    record.clue("buyer_registration", text(party, "PartyLegalEntity/CompanyID"))
    for node in (first(party, "EndpointID"), first(party, "PartyIdentification/ID")):
        if node is not None:
            record.clue("gln" if _is_gln(node) else "buyer_code", node.text)


def _is_gln(node: Node) -> bool:
    scheme = str(node.get("schemeID") or "")
    value = (node.text or "").strip()
    return (scheme in _GLN_SCHEMES or not scheme) and len(value) == 13 and value.isdigit()


def _delivery(root: Node, record: OrderRecord, kind: str) -> None:
    delivery = first(root, "Delivery")
    path = f"/{kind}/Delivery"
    header = record.header
    place = first(delivery, "DeliveryLocation/Address", "DeliveryAddress", "DeliveryParty/PostalAddress")
    name = text(delivery, "DeliveryParty/PartyName/Name", "DeliveryLocation/Name", "DeliveryLocation/Description")
    header.text("ship_to_name", name, f"{path}/DeliveryParty/PartyName/Name")
    header.text("ship_to_street", _street(place), f"{path}/DeliveryLocation/Address/StreetName")
    header.text("ship_to_city", text(place, "CityName"), f"{path}/DeliveryLocation/Address/CityName")
    header.text("ship_to_postcode", text(place, "PostalZone"), f"{path}/DeliveryLocation/Address/PostalZone")
    country = text(place, "Country/IdentificationCode", "Country/Name")
    header.text("ship_to_country", country, f"{path}/DeliveryLocation/Address/Country")
    for node in (first(delivery, "DeliveryLocation/ID"), first(delivery, "DeliveryParty/PartyIdentification/ID")):
        if node is not None:
            record.clue("ship_to_gln" if _is_gln(node) else "ship_to_code", node.text)
    day = _period(delivery) or _period(first(root, "RequestedDelivery"))
    header.date("requested_date", as_date(day), day, f"{path}/RequestedDeliveryPeriod")


def _street(place: Node | None) -> str:
    number = text(place, "BuildingNumber")
    street = text(place, "StreetName")
    whole = " ".join(t for t in (street, number if number not in street.split() else "") if t)
    extra = text(place, "AdditionalStreetName")
    lines = ", ".join(texts(place, "AddressLine/Line")) if not whole else ""
    return ", ".join(t for t in (whole, extra, lines) if t)


def _period(delivery: Node | None) -> str:
    """The last day of the requested period, or the only one."""
    return text(
        delivery, "RequestedDeliveryPeriod/EndDate", "RequestedDeliveryPeriod/StartDate", "RequestedDeliveryDate",
        "LatestDeliveryDate", "PromisedDeliveryPeriod/EndDate",
    )  # fmt: skip


def _terms(root: Node, record: OrderRecord, kind: str) -> None:
    payment = " ".join(texts(root, "PaymentTerms/Note"))
    record.header.text("payment_terms", payment, f"/{kind}/PaymentTerms/Note")
    terms = (
        first(root, "DeliveryTerms")
        if first(root, "DeliveryTerms") is not None
        else first(root, "Delivery/DeliveryTerms")
    )
    code, special = text(terms, "ID"), text(terms, "SpecialTerms")
    place = text(terms, "DeliveryLocation/Name", "DeliveryLocation/ID", "DeliveryLocation/Description")
    if special and code.lower() in special.lower():
        code = ""
    said = " ".join(t for t in (code, special or place) if t)
    record.header.text("delivery_terms", said, f"/{kind}/DeliveryTerms")


def _sums(root: Node, record: OrderRecord, kind: str) -> None:
    sums = first(root, "AnticipatedMonetaryTotal", "LegalMonetaryTotal")
    path = f"/{kind}/AnticipatedMonetaryTotal"
    tax = text(root, "TaxTotal/TaxAmount")
    net = text(sums, "TaxExclusiveAmount", "LineExtensionAmount")
    gross = text(sums, "TaxInclusiveAmount")
    payable = text(sums, "PayableAmount")
    if not gross and tax and net and payable and as_number(payable) != as_number(net):
        gross = payable
    record.header.number("total_net", net or (payable if not tax else ""), f"{path}/TaxExclusiveAmount")
    record.header.number("total_tax", tax, f"/{kind}/TaxTotal/TaxAmount")
    record.header.number("total_gross", gross, f"{path}/TaxInclusiveAmount")


def _line(outer: Node, item_line: Node, path: str) -> LineRecord:
    line = LineRecord()
    inner = f"{path}/LineItem"
    line.text("line_no", text(item_line, "ID"), f"{inner}/ID")
    if text(item_line, "LineStatusCode").lower() in _STRUCK:
        line.struck(f"{inner}/LineStatusCode")
    quantity = first(item_line, "Quantity")
    line.number("quantity", text(quantity), f"{inner}/Quantity")
    line.text(
        "unit", str(quantity.get("unitCode") or "") if quantity is not None else "", f"{inner}/Quantity/@unitCode"
    )
    line.number("amount", text(item_line, "LineExtensionAmount"), f"{inner}/LineExtensionAmount")
    _price(item_line, line, inner)
    item = first(item_line, "Item")
    line.text("buyer_item_code", text(item, "BuyersItemIdentification/ID"), f"{inner}/Item/BuyersItemIdentification/ID")
    line.text(
        "supplier_item_code", text(item, "SellersItemIdentification/ID"), f"{inner}/Item/SellersItemIdentification/ID"
    )
    _gtin(item, line, inner)
    line.text("description", _description(item), f"{inner}/Item/Name")
    _dates(item_line, line, inner)
    return line


def _price(item_line: Node, line: LineRecord, path: str) -> None:
    price = first(item_line, "Price")
    allowance = next((a for a in item_line.findall("AllowanceCharge") if text(a, "ChargeIndicator") == "false"), None)
    percent = as_number(text(allowance, "MultiplierFactorNumeric"))
    if percent is not None and Decimal(0) < percent < 1 and _is_factor(allowance, percent):
        percent *= 100
    line.number("discount_percent", str(percent) if percent is not None else "", f"{path}/AllowanceCharge")
    line.number("unit_price", text(price, "PriceAmount"), f"{path}/Price/PriceAmount")
    line.number("price_basis", text(price, "BaseQuantity"), f"{path}/Price/BaseQuantity")


def _is_factor(allowance: Node | None, percent: Decimal) -> bool:
    """UBL writes 0.05 where Peppol writes 5: the amounts tell which."""
    base, amount = as_number(text(allowance, "BaseAmount")), as_number(text(allowance, "Amount"))
    if not base or amount is None:
        return True
    return abs(amount - base * percent) <= abs(amount - base * percent / 100)


def _gtin(item: Node | None, line: LineRecord, path: str) -> None:
    node = first(item, "StandardItemIdentification/ID")
    if node is None:
        return
    scheme = str(node.get("schemeID") or "").upper()
    if scheme in _GTIN_SCHEMES or is_gtin(node.text):
        line.text("gtin", node.text, f"{path}/Item/StandardItemIdentification/ID")


def _description(item: Node | None) -> str:
    name = text(item, "Name")
    longer = " ".join(texts(item, "Description"))
    # The name is the item; a description counts where it is the name told in full.
    return longer if longer and (not name or longer.lower().startswith(name.lower())) else name


def _dates(item_line: Node, line: LineRecord, path: str) -> None:
    deliveries = [d for d in item_line.findall("Delivery") if _period(d)]
    if len(deliveries) > 1:
        for delivery in deliveries:
            line.schedule(as_date(_period(delivery)), as_number(text(delivery, "Quantity")))
    elif deliveries:
        day = _period(deliveries[0])
        line.date("requested_date", as_date(day), day, f"{path}/Delivery/RequestedDeliveryPeriod")


READER = Reader("ubl", accepts, read)
