"""UBL 2.1 Order: what Odoo, Dynamics and most middleware take as a purchase order of our customer."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from lxml import etree

from models.order import Order, OrderLine
from orderbook.exports.form import ExportForm, OrderContext
from orderbook.exports.units import unit_code

ORDER_NS = "urn:oasis:names:specification:ubl:schema:xsd:Order-2"
CAC = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
CBC = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
NAMESPACES: Any = {None: ORDER_NS, "cac": CAC, "cbc": CBC}


def render(orders: tuple[OrderContext, ...]) -> bytes:
    """One message holds one order."""
    (context,) = orders
    order = context.order
    root = etree.Element(f"{{{ORDER_NS}}}Order", nsmap=NAMESPACES)
    _text(root, "UBLVersionID", "2.1")
    _text(root, "ID", order.po_number)
    _text(root, "SalesOrderID", order.number)
    _text(root, "IssueDate", order.order_date.isoformat())
    _text(root, "Note", order.notes)
    _text(root, "DocumentCurrencyCode", order.currency)
    buyer = _child(_child(root, "BuyerCustomerParty"), "Party")
    _party(buyer, context.customer.code, context.customer.name, context.customer.vat_id)
    seller = _child(_child(root, "SellerSupplierParty"), "Party")
    _party(seller, "", context.company.name, context.company.vat_id)
    _delivery(root, order)
    if order.delivery_terms:
        _text(_child(root, "DeliveryTerms"), "SpecialTerms", order.delivery_terms)
    if order.payment_terms:
        _text(_child(root, "PaymentTerms"), "Note", order.payment_terms)
    total = _child(root, "AnticipatedMonetaryTotal")
    _amount(total, "LineExtensionAmount", order.total_net, order.currency)
    _amount(total, "PayableAmount", order.total_net, order.currency)
    for line in order.lines:
        _line(root, line, order.currency)
    xml: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return xml


def _party(parent: etree._Element, code: str, name: str, vat_id: str) -> None:
    if code:
        _text(_child(parent, "PartyIdentification"), "ID", code)
    _text(_child(parent, "PartyName"), "Name", name)
    if vat_id:
        scheme = _child(parent, "PartyTaxScheme")
        _text(scheme, "CompanyID", vat_id)
        _text(_child(scheme, "TaxScheme"), "ID", "VAT")


def _delivery(root: etree._Element, order: Order) -> None:
    delivery = _child(root, "Delivery")
    if order.ship_to_address:
        place = _child(delivery, "DeliveryLocation")
        _text(place, "ID", order.ship_to_code or "")
        address = _child(place, "Address")
        for text in order.ship_to_address:
            _text(_child(address, "AddressLine"), "Line", text)
    if order.requested_date is not None:
        _text(_child(delivery, "RequestedDeliveryPeriod"), "EndDate", order.requested_date.isoformat())
    _text(_child(delivery, "PromisedDeliveryPeriod"), "EndDate", order.promised_date.isoformat())


def _line(root: etree._Element, line: OrderLine, currency: str) -> None:
    item_line = _child(_child(root, "OrderLine"), "LineItem")
    _text(item_line, "ID", line.customer_line_no or str(line.position))
    quantity = _text(item_line, "Quantity", str(line.stock_quantity))
    quantity.set("unitCode", unit_code(line.stock_unit))
    _amount(item_line, "LineExtensionAmount", line.amount, currency)
    if line.requested_date is not None:
        period = _child(_child(item_line, "Delivery"), "RequestedDeliveryPeriod")
        _text(period, "EndDate", line.requested_date.isoformat())
    price = _child(item_line, "Price")
    # The quantity is in stock units, so the price is per as many of them as the net amount was made of.
    _amount(price, "PriceAmount", line.amount, currency)
    base = _text(price, "BaseQuantity", str(line.stock_quantity))
    base.set("unitCode", unit_code(line.stock_unit))
    item = _child(item_line, "Item")
    _text(item, "Name", line.description)
    if line.buyer_item_code:
        _text(_child(item, "BuyersItemIdentification"), "ID", line.buyer_item_code)
    _text(_child(item, "SellersItemIdentification"), "ID", line.sku)


def _child(parent: etree._Element, name: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{CAC}}}{name}")


def _text(parent: etree._Element, name: str, text: str) -> etree._Element:
    element = etree.SubElement(parent, f"{{{CBC}}}{name}")
    # Control characters that a document may hold are not allowed in XML at all.
    element.text = "".join(c for c in text if c >= " " or c in "\t\n")
    return element


def _amount(parent: etree._Element, name: str, value: Decimal, currency: str) -> None:
    _text(parent, name, str(value)).set("currencyID", currency)


FORM = ExportForm("ubl", "application/xml", "xml", False, render)
