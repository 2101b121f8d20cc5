"""UBL, cXML, cross industry orders and Order-X: the parts that a round trip does not show."""

import io
from decimal import Decimal
from random import Random

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from extraction.limits import Limits
from extraction.readers import read
from extraction.readers.print_check import differences
from learning.synth.formats.messages import KINDS, message_document
from learning.synth.world import TINY, world
from models.page import Box, Page, Word
from models.reading import ExtractedOrder, Kind, Part, stated

UBL = (
    '<?xml version="1.0" encoding="UTF-8"?><Order xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2" '
    'xmlns:b="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2" '
    'xmlns:a="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2">'
    "<b:ID>26/9</b:ID><b:IssueDate>2026-03-02</b:IssueDate>%s<a:OrderLine><a:LineItem><b:ID>1</b:ID>"
    '<b:Quantity unitCode="C62">5</b:Quantity>%s<a:Item><b:Name>Nut</b:Name>%s</a:Item>'
    "</a:LineItem></a:OrderLine></Order>"
)
CXML = (
    '<cXML><Request><OrderRequest><OrderRequestHeader orderID="A1" orderDate="2026-03-19" type="%s">%s'
    '</OrderRequestHeader><ItemOut quantity="5" lineNumber="1"><ItemID><SupplierPartID>4711</SupplierPartID></ItemID>'
    "</ItemOut></OrderRequest></Request></cXML>"
)


def order_of(text: str) -> ExtractedOrder:
    (order,) = read(Part("x.xml", text.encode()), Limits()).orders
    return order


def values(record: object) -> dict[str, object]:
    return {name: field.value for name, field in stated(record)}  # type: ignore[arg-type]


def test_a_discount_as_percent_and_as_factor() -> None:
    allowance = (
        "<a:AllowanceCharge><b:ChargeIndicator>false</b:ChargeIndicator><b:MultiplierFactorNumeric>%s"
        "</b:MultiplierFactorNumeric><b:Amount>5</b:Amount><b:BaseAmount>100</b:BaseAmount></a:AllowanceCharge>"
    )
    for factor in ("5", "0.05"):
        line = order_of(UBL % ("", allowance % factor, "")).lines[0]
        assert line.discount_percent is not None
        assert line.discount_percent.value == 5


def test_a_line_cancelled_in_a_change_is_wanted_no_more() -> None:
    change = UBL.replace("Order xmlns", "OrderChange xmlns").replace("</Order>", "</OrderChange>")
    order = order_of(
        change.replace("<b:Quantity", "<b:LineStatusCode>Cancelled</b:LineStatusCode><b:Quantity") % ("", "", "")
    )
    assert values(order.lines[0])["quantity"] == 0


def test_a_lone_payable_amount_is_the_net_total() -> None:
    sums = "<a:AnticipatedMonetaryTotal><b:PayableAmount>99.50</b:PayableAmount></a:AnticipatedMonetaryTotal>"
    found = values(order_of(UBL % (sums, "", "")))
    assert found["total_net"] == Decimal("99.50")
    assert "total_gross" not in found


def test_an_order_inside_a_business_envelope_is_found() -> None:
    inner = (UBL % ("", "", ITEM_CODE)).partition("?>")[2]
    assert order_of(f"<StandardBusinessDocument>{inner}</StandardBusinessDocument>").po_number is not None


@pytest.mark.parametrize(("kind", "wanted"), [("new", "order"), ("update", "order_change"), ("delete", "cancellation")])
def test_the_type_of_a_cxml_request(kind: str, wanted: str) -> None:
    assert order_of(CXML % (kind, "")).document_type.value == wanted


def test_the_doctype_of_cxml_is_harmless_and_not_fetched() -> None:
    doctype = '<?xml version="1.0"?><!DOCTYPE cXML SYSTEM "http://xml.cxml.example/cXML.dtd">'
    assert values(order_of(doctype + CXML % ("new", "")))["po_number"] == "A1"


def test_the_suppliers_tax_number_is_not_the_buyers() -> None:
    extrinsics = '<Extrinsic name="supplierVatID">BE1</Extrinsic><Extrinsic name="buyerVatID">IT2</Extrinsic>'
    assert values(order_of(CXML % ("new", extrinsics)))["buyer_vat_id"] == "IT2"


def said(value: object) -> str:
    return format(value, "f") if isinstance(value, Decimal) else str(value)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_message_that_the_generator_writes_is_read_back_exactly(kind: str) -> None:
    home = world(3, TINY)
    for seed in range(12):
        document = message_document(Random(f"{kind}/{seed}"), home, kind=kind)
        orders = read(Part(document.name, document.data), Limits()).orders
        assert len(orders) == len(document.truth["orders"])
        for order, truth in zip(orders, document.truth["orders"], strict=True):
            assert order.document_type.value == truth["document_type"]
            _same(values(order), truth, kind)
            for line, line_truth in zip(order.lines, truth["lines"], strict=True):
                _same(values(line), line_truth, kind)
                assert len(line.schedules) == len(line_truth.get("schedules", ()))


def _same(found: dict[str, object], truth: dict[str, object], kind: str) -> None:
    other = {"customer_code", "ship_to_code", "sku", "sku_quantity", "lines", "document_type", "pages", "schedules"}
    for name in (set(found) | set(truth)) - other:
        left, right = found.get(name), truth.get(name)
        if isinstance(left, Decimal) and right is not None:
            assert left == Decimal(str(right)), (kind, name)
        else:
            assert (said(left) if left is not None else None) == right, (kind, name)


def printed(*lines: str) -> Page:
    words = []
    for row, line in enumerate(lines):
        for column, text in enumerate(line.split()):
            words.append(Word(text, Box(50 + 60 * column, 50 + 20 * row, 90 + 60 * column, 60 + 20 * row)))
    return Page(1, 600, 800, tuple(words))


ORDER = CXML.replace("<ItemID>", "<ItemDetail><UnitPrice><Money>20.00</Money></UnitPrice></ItemDetail><ItemID>")
FILLER = "some words of the letterhead and of the terms at the foot"


def test_a_print_that_says_the_same_gives_no_remark() -> None:
    order = order_of(ORDER % ("new", '<Total><Money currency="EUR">1000.00</Money></Total>'))
    page = printed(FILLER, "Order A1", "4711 5 20,00", "Total 1 000,00")
    assert list(differences(order, [page])) == []


def test_another_quantity_number_or_sum_in_print_is_remarked() -> None:
    order = order_of(ORDER % ("new", '<Total><Money currency="EUR">1000.00</Money></Total>'))
    page = printed(FILLER, "Order B2", "4711 6 20,00", "Total 1.200,00")
    assert [issue.where for issue in differences(order, [page])] == ["po_number", "total_net", "lines.0.quantity"]


def test_a_print_without_text_contradicts_nothing() -> None:
    assert list(differences(order_of(ORDER % ("new", "")), [printed("scan")])) == []


ITEM_CODE = "<a:SellersItemIdentification><b:ID>QX-7</b:ID></a:SellersItemIdentification>"


def pdf_with(name: str, attached: str) -> bytes:
    page = io.BytesIO()
    canvas = Canvas(page, pagesize=(595, 842), invariant=1)
    for row, line in enumerate(("Order 26/9", FILLER, "QX-7 nut 12 pieces")):
        canvas.drawString(50, 700 - 20 * row, line)
    canvas.save()
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(page.getvalue())) as document:
        document.attachments[name] = pikepdf.AttachedFileSpec(document, attached.encode(), filename=name)
        document.save(out)
    return out.getvalue()


def test_a_ubl_order_attached_to_a_pdf_wins_and_what_the_print_says_otherwise_is_remarked() -> None:
    reading = read(Part("po.pdf", pdf_with("order.xml", UBL % ("", "", ITEM_CODE))), Limits())
    (order,) = reading.orders
    assert values(order)["po_number"] == "26/9"
    assert values(order.lines[0])["quantity"] == Decimal(5)
    assert [remark.where for remark in order.remarks] == ["lines.0.quantity"]
    assert (reading.kind, order.kind, order.pages) == (Kind.ORDER_X, Kind.ORDER_X, (1,))


def test_an_attached_xml_that_is_no_order_leaves_the_print() -> None:
    reading = read(Part("po.pdf", pdf_with("data.xml", "<Sheet><A/></Sheet>")), Limits())
    assert (reading.kind, reading.orders) == (Kind.PDF, ())
