"""Orders as UBL 2.1, Peppol BIS, cXML and Cross Industry Order (the XML of Order-X)."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

from lxml import etree

from learning.synth.content import LineContent, Party
from learning.synth.draw import chance, pattern
from learning.synth.formats.message_plan import MessagePlan

_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
_CAC, _CBC = f"{_UBL}CommonAggregateComponents-2", f"{_UBL}CommonBasicComponents-2"
_CIO = "urn:un:unece:uncefact:data:"
_RAM, _UDT = f"{_CIO}standard:ReusableAggregateBusinessInformationEntity:128", f"{_CIO}standard:UnqualifiedDataType:128"
_RSM = f"{_CIO}SCRDMCCBDACIOMessageStructure:100"


class Writer:
    """A tree grown by paths: `put("cac:Party/cbc:Name", "x")` makes what is missing."""

    def __init__(self, root: etree._Element, spaces: Mapping[str, str]) -> None:
        self.root = root
        self.spaces = spaces

    def put(self, path: str, text: str = "", /, **attributes: str) -> Writer:
        """The node at the path; one with a text is always made anew, and an empty one is found again."""
        node = self.root
        steps = path.split("/")
        for name in steps[:-1]:
            found = node.find(self._tag(name))
            node = etree.SubElement(node, self._tag(name)) if found is None else found
        found = None if text else node.find(self._tag(steps[-1]))
        node = etree.SubElement(node, self._tag(steps[-1])) if found is None else found
        node.text = text or node.text
        for key, value in attributes.items():
            node.set(key, value)
        return Writer(node, self.spaces)

    def new(self, name: str, /, **attributes: str) -> Writer:
        """Another child of that name."""
        node = etree.SubElement(self.root, self._tag(name))
        for key, value in attributes.items():
            node.set(key, value)
        return Writer(node, self.spaces)

    def _tag(self, name: str) -> str:
        prefix, _, local = name.rpartition(":")
        return f"{{{self.spaces[prefix]}}}{local}" if prefix else local


def ubl(rng: Random, plan: MessagePlan, peppol: bool) -> bytes:
    """An Order, OrderChange or OrderCancellation."""
    order = plan.order
    kind = {"order_change": "OrderChange", "cancellation": "OrderCancellation"}.get(order.document_type, "Order")
    spaces = {"": f"{_UBL}{kind}-2", "cac": _CAC, "cbc": _CBC}
    names: Any = {None: spaces[""], "cac": _CAC, "cbc": _CBC}
    root = etree.Element(f"{{{spaces['']}}}{kind}", nsmap=names)
    out = Writer(root, spaces)
    if peppol:
        out.put("cbc:CustomizationID", "urn:fdc:peppol.eu:poacc:trns:order:3")
    out.put("cbc:ID", pattern(rng, "CH####") if kind != "Order" else order.po_number)
    out.put("cbc:IssueDate", order.order_date.isoformat())
    if kind == "Order":
        out.put("cbc:OrderTypeCode", "220")
    if plan.says("notes"):
        out.put("cbc:CancellationNote" if kind == "OrderCancellation" else "cbc:Note", order.notes)
    out.put("cbc:DocumentCurrencyCode", order.currency)
    if kind != "Order":
        out.put("cac:OrderReference/cbc:ID", order.po_number)
    _ubl_buyer(plan, out.put("cac:BuyerCustomerParty/cac:Party"))
    seller = out.put("cac:SellerSupplierParty/cac:Party")
    seller.put("cac:PartyName/cbc:Name", order.vendor.name)
    seller.put("cac:PartyTaxScheme/cbc:CompanyID", order.vendor.vat_id or "X")
    _ubl_delivery(rng, plan, out)
    if plan.says("delivery_terms"):
        out.put("cac:DeliveryTerms/cbc:SpecialTerms", order.delivery_terms)
    if plan.says("payment_terms"):
        out.put("cac:PaymentTerms/cbc:Note", order.payment_terms)
    _ubl_sums(plan, out)
    for index, line in enumerate(order.lines):
        item = out.new("cac:OrderLine").put("cac:LineItem")
        _ubl_line(plan.lines[index], line, item, order.currency)
    encoding = rng.choice(("UTF-8", "ISO-8859-1", "UTF-16"))
    data: Any = etree.tostring(root, xml_declaration=True, encoding=encoding, pretty_print=chance(rng, 0.7))
    return bytes(data)


def _ubl_buyer(plan: MessagePlan, party: Writer) -> None:
    buyer, contact = plan.order.buyer, plan.order.contact
    party.put("cbc:EndpointID", plan.buyer_gln, schemeID="0088")
    party.put("cac:PartyName/cbc:Name", buyer.name)
    _ubl_address(party.put("cac:PostalAddress"), buyer, True)
    if plan.says("buyer_vat_id"):
        party.put("cac:PartyTaxScheme/cbc:CompanyID", buyer.vat_id)
    if plan.says("buyer_email"):
        party.put("cac:Contact/cbc:ElectronicMail", contact.email)


def _ubl_address(node: Writer, party: Party, country: bool) -> None:
    node.put("cbc:StreetName", party.street)
    node.put("cbc:CityName", party.city)
    node.put("cbc:PostalZone", party.postcode)
    if country:
        node.put("cac:Country/cbc:IdentificationCode", party.country)


def _ubl_delivery(rng: Random, plan: MessagePlan, out: Writer) -> None:
    if plan.says("ship_to_name"):
        delivery = out.put("cac:Delivery")
        delivery.put("cac:DeliveryLocation/cbc:ID", plan.ship_gln, schemeID="0088")
        address = delivery.put("cac:DeliveryLocation/cac:Address")
        _ubl_address(address, plan.order.ship_to, plan.says("ship_to_country"))
        delivery.put("cac:DeliveryParty/cac:PartyName/cbc:Name", plan.order.ship_to.name)
    if plan.says("requested_date"):
        period = out.put("cac:Delivery/cac:RequestedDeliveryPeriod")
        if chance(rng, 0.5):
            period.put("cbc:StartDate", plan.text("requested_date"))
        period.put("cbc:EndDate", plan.text("requested_date"))


def _ubl_sums(plan: MessagePlan, out: Writer) -> None:
    order = plan.order
    money = {"currencyID": order.currency}
    if plan.says("total_tax"):
        out.put("cac:TaxTotal/cbc:TaxAmount", f"{order.total_tax:f}", **money)
    if plan.says("total_net"):
        sums = out.put("cac:AnticipatedMonetaryTotal")
        sums.put("cbc:LineExtensionAmount", f"{order.total_net:f}", **money)
        if plan.says("total_gross"):
            sums.put("cbc:TaxInclusiveAmount", f"{order.total_gross:f}", **money)
        payable = order.total_gross if plan.says("total_gross") else order.total_net
        sums.put("cbc:PayableAmount", f"{payable:f}", **money)


def _ubl_line(fields: frozenset[str], line: LineContent, out: Writer, currency: str) -> None:
    money = {"currencyID": currency}
    if "line_no" in fields:
        out.put("cbc:ID", line.line_no)
    if "quantity" in fields:
        unit = {"unitCode": line.unit} if "unit" in fields else {}
        out.put("cbc:Quantity", f"{line.quantity.normalize():f}", **unit)
    if "amount" in fields:
        out.put("cbc:LineExtensionAmount", f"{line.amount:f}", **money)
    if "requested_date" in fields and line.requested_date:
        days = line.schedules if len(line.schedules) > 1 else ((line.requested_date, line.quantity),)
        for day, share in days:
            delivery = out.new("cac:Delivery")
            delivery.put("cbc:Quantity", f"{share:f}")
            delivery.put("cac:RequestedDeliveryPeriod/cbc:EndDate", day.isoformat())
    if "discount_percent" in fields:
        allowance = out.put("cac:AllowanceCharge")
        allowance.put("cbc:ChargeIndicator", "false")
        allowance.put("cbc:MultiplierFactorNumeric", f"{line.discount_percent:f}")
    if "unit_price" in fields:
        out.put("cac:Price/cbc:PriceAmount", f"{line.unit_price:f}", **money)
    if "price_basis" in fields:
        out.put("cac:Price/cbc:BaseQuantity", f"{line.price_basis:f}")
    item = out.put("cac:Item")
    if "description" in fields:
        item.put("cbc:Name", line.description)
    for name, element in (("buyer_item_code", "Buyers"), ("supplier_item_code", "Sellers")):
        if name in fields:
            item.put(f"cac:{element}ItemIdentification/cbc:ID", str(getattr(line, name)))
    if "gtin" in fields:
        item.put("cac:StandardItemIdentification/cbc:ID", str(line.gtin), schemeID="0160")


def cxml(rng: Random, plan: MessagePlan) -> bytes:
    """An OrderRequest: new, update or delete."""
    order = plan.order
    kind = {"order_change": "update", "cancellation": "delete"}.get(order.document_type, "new")
    root = etree.Element("cXML", payloadID=pattern(rng, "########.####@buyer"), timestamp="2026-03-19T09:15:04+01:00")
    out = Writer(root, {})
    out.put("Header/From/Credential/Identity", "buyer.example", domain="x")
    head = out.put("Request/OrderRequest/OrderRequestHeader")
    moment = f"{order.order_date.isoformat()}T09:15:00+01:00"
    for key, value in (("orderID", order.po_number), ("orderDate", moment), ("type", kind)):
        head.root.set(key, value)
    if plan.says("requested_date"):
        head.root.set("requestedDeliveryDate", plan.text("requested_date"))
    total = f"{order.total_net:f}" if plan.says("total_net") else ""
    head.put("Total/Money", total, currency=order.currency)
    if plan.says("ship_to_name"):
        _cxml_address(head.put("ShipTo/Address"), order.ship_to, plan.says("ship_to_country"))
    _cxml_address(head.put("BillTo/Address"), order.buyer, True)
    if plan.says("total_tax"):
        head.put("Tax/Money", f"{order.total_tax:f}", currency=order.currency)
    if plan.says("buyer_email"):
        head.put("Contact/Name", order.contact.name)
        head.put("Contact/Email", order.contact.email)
        head.put("Contact", role="buyer")
    for name, extrinsic in (
        ("buyer_vat_id", "buyerVatID"),
        ("payment_terms", "paymentTerms"),
        ("delivery_terms", "incoterms"),
    ):
        if plan.says(name):
            head.put("Extrinsic", plan.text(name), name=extrinsic)
    if plan.says("notes"):
        head.put("Comments", order.notes)
    request = Writer(out.put("Request/OrderRequest").root, {})
    for index, line in enumerate(order.lines):
        _cxml_line(plan.lines[index], line, request.new("ItemOut"), order.currency)
    text = etree.tostring(root, encoding="unicode", pretty_print=True)
    doctype = '<!DOCTYPE cXML SYSTEM "http://xml.cxml.org/schemas/cXML/1.2.011/cXML.dtd">\n' if chance(rng, 0.8) else ""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{doctype}{text}'.encode()


def _cxml_address(node: Writer, party: Party, country: bool) -> None:
    node.put("Name", party.name)
    node.put("PostalAddress/Street", party.street)
    node.put("PostalAddress/City", party.city)
    node.put("PostalAddress/PostalCode", party.postcode)
    if country:
        node.put("PostalAddress/Country", "x", isoCountryCode=party.country)


def _cxml_line(fields: frozenset[str], line: LineContent, out: Writer, currency: str) -> None:
    out.root.set("quantity", f"{line.quantity.normalize():f}")
    if "line_no" in fields:
        out.root.set("lineNumber", line.line_no)
    if "requested_date" in fields and line.requested_date and len(line.schedules) < 2:
        out.root.set("requestedDeliveryDate", line.requested_date.isoformat())
    for name, element in (("supplier_item_code", "SupplierPartID"), ("buyer_item_code", "BuyerPartID")):
        if name in fields:
            out.put(f"ItemID/{element}", str(getattr(line, name)))
    detail = out.put("ItemDetail")
    if "unit_price" in fields:
        detail.put("UnitPrice/Money", f"{line.unit_price:f}", currency=currency)
    if "discount_percent" in fields:
        detail.put("UnitPrice/Modifications/DeductionPercent", percent=f"{line.discount_percent:f}")
    if "description" in fields:
        detail.put("Description", line.description)
    if "unit" in fields:
        detail.put("UnitOfMeasure", line.unit)
    if "price_basis" in fields:
        detail.put("PriceBasisQuantity", quantity=f"{line.price_basis:f}")
    if "gtin" in fields:
        detail.put("Extrinsic", str(line.gtin), name="EAN")
    if "requested_date" in fields and len(line.schedules) > 1:
        for day, share in line.schedules:
            out.new("ScheduleLine", quantity=f"{share:f}", requestedDeliveryDate=day.isoformat())


def cio(rng: Random, plan: MessagePlan) -> bytes:
    """The XML of an Order-X file."""
    order = plan.order
    spaces = {"rsm": _RSM, "ram": _RAM, "udt": _UDT}
    root = etree.Element(f"{{{_RSM}}}SCRDMCCBDACIOMessageStructure", nsmap=dict(spaces))
    out = Writer(root, spaces)
    document = out.put("rsm:ExchangedDocument")
    document.put("ram:ID", order.po_number)
    document.put("ram:TypeCode", "230" if order.document_type == "order_change" else "220")
    document.put("ram:IssueDateTime/udt:DateTimeString", f"{order.order_date:%Y%m%d}", format="102")
    document.put("ram:PurposeCode", {"order_change": "4", "cancellation": "1"}.get(order.document_type, "9"))
    if plan.says("notes"):
        document.put("ram:IncludedNote/ram:Content", order.notes)
    trade = out.put("rsm:SupplyChainTradeTransaction")
    for index, line in enumerate(order.lines):
        _cio_line(plan.lines[index], line, trade.new("ram:IncludedSupplyChainTradeLineItem"))
    _cio_header(plan, trade)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _cio_header(plan: MessagePlan, trade: Writer) -> None:
    order = plan.order
    agreement = trade.put("ram:ApplicableHeaderTradeAgreement")
    agreement.put("ram:SellerTradeParty/ram:Name", order.vendor.name)
    buyer = agreement.put("ram:BuyerTradeParty")
    buyer.put("ram:GlobalID", plan.buyer_gln, schemeID="0088")
    buyer.put("ram:Name", order.buyer.name)
    if plan.says("buyer_email"):
        buyer.put("ram:DefinedTradeContact/ram:EmailURIUniversalCommunication/ram:URIID", order.contact.email)
    if plan.says("buyer_vat_id"):
        buyer.put("ram:SpecifiedTaxRegistration/ram:ID", order.buyer.vat_id, schemeID="VA")
    if plan.says("delivery_terms"):
        agreement.put("ram:ApplicableTradeDeliveryTerms/ram:Description", order.delivery_terms)
    delivery = trade.put("ram:ApplicableHeaderTradeDelivery")
    if plan.says("ship_to_name"):
        place = delivery.put("ram:ShipToTradeParty")
        place.put("ram:Name", order.ship_to.name)
        address = place.put("ram:PostalTradeAddress")
        address.put("ram:PostcodeCode", order.ship_to.postcode)
        address.put("ram:LineOne", order.ship_to.street)
        address.put("ram:CityName", order.ship_to.city)
        if plan.says("ship_to_country"):
            address.put("ram:CountryID", order.ship_to.country)
    if plan.says("requested_date") and order.requested_date:
        event = delivery.put("ram:RequestedDeliverySupplyChainEvent")
        event.put("ram:OccurrenceDateTime/udt:DateTimeString", f"{order.requested_date:%Y%m%d}", format="102")
    settlement = trade.put("ram:ApplicableHeaderTradeSettlement")
    settlement.put("ram:OrderCurrencyCode", order.currency)
    if plan.says("payment_terms"):
        settlement.put("ram:SpecifiedTradePaymentTerms/ram:Description", order.payment_terms)
    sums = settlement.put("ram:SpecifiedTradeSettlementHeaderMonetarySummation")
    for name, element in (("total_net", "TaxBasis"), ("total_tax", "Tax"), ("total_gross", "Grand")):
        if plan.says(name):
            sums.put(f"ram:{element}TotalAmount", f"{getattr(order, name):f}")


def _cio_line(fields: frozenset[str], line: LineContent, out: Writer) -> None:
    if "line_no" in fields:
        out.put("ram:AssociatedDocumentLineDocument/ram:LineID", line.line_no)
    product = out.put("ram:SpecifiedTradeProduct")
    if "gtin" in fields:
        product.put("ram:GlobalID", str(line.gtin), schemeID="0160")
    for name, element in (("supplier_item_code", "Seller"), ("buyer_item_code", "Buyer")):
        if name in fields:
            product.put(f"ram:{element}AssignedID", str(getattr(line, name)))
    if "description" in fields:
        product.put("ram:Name", line.description)
    agreement = out.put("ram:SpecifiedLineTradeAgreement")
    if "unit_price" in fields:
        kind = "Gross" if "discount_percent" in fields else "Net"
        price = agreement.put(f"ram:{kind}PriceProductTradePrice")
        price.put("ram:ChargeAmount", f"{line.unit_price:f}")
        if "price_basis" in fields:
            price.put("ram:BasisQuantity", f"{line.price_basis:f}")
        if "discount_percent" in fields:
            price.put("ram:AppliedTradeAllowanceCharge/ram:CalculationPercent", f"{line.discount_percent:f}")
    delivery = out.put("ram:SpecifiedLineTradeDelivery")
    if "quantity" in fields:
        unit = {"unitCode": line.unit} if "unit" in fields else {}
        delivery.put("ram:RequestedQuantity", f"{line.quantity.normalize():f}", **unit)
    if "requested_date" in fields and line.requested_date:
        days = line.schedules if len(line.schedules) > 1 else ((line.requested_date, line.quantity),)
        for day, share in days:
            event = delivery.new("ram:RequestedDeliverySupplyChainEvent")
            event.put("ram:UnitQuantity", f"{share:f}")
            event.put("ram:OccurrenceDateTime/udt:DateTimeString", f"{day:%Y%m%d}", format="102")
    if "amount" in fields:
        total = "ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount"
        out.put(f"ram:SpecifiedLineTradeSettlement/{total}", f"{line.amount:f}")
