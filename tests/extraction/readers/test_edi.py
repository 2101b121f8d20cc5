"""EDIFACT and X12 orders read segment by segment."""

from datetime import date
from decimal import Decimal

import pytest

from extraction.limits import Limits
from extraction.readers import read
from extraction.readers.edifact_dates import dtm_date
from models.errors import UnreadableDocument
from models.reading import AtPath, ExtractedOrder, Kind, Part, Schedule

HEAD = "UNB+UNOC:3+5400443069995:14+5401177000384:14+260324:0843+1'"
BODY = (
    "UNH+1+ORDERS:D:96A:UN:EAN008'BGM+220+26/3398+9'DTM+137:20260324:102'DTM+2:20260413:102'"
    "NAD+BY+5400443069995::9++Ferramenta Bortolan S.r.l.+Strada 122+Firenze FI++50127+IT'RFF+VA:IT89969463335'"
    "CTA+OC+:Luca'COM+Luca@Bortolan.example:EM'NAD+SU+5401177000384::9++US SUPPLIER NV'RFF+VA:BE0602026144'"
    "NAD+DP+5400430957533::9++Magazzino?+Nord+Via 3+Roma++00155+IT'CUX+2:EUR:9'PAT+1+6:::RiBa 60 gg'TOD+3++DAP:::Roma'"
    "LIN+10++7610775572577:SRV'PIA+1+11.906.052:SA::91'PIA+1+B/186-7:IN'IMD+F++:::Dado M8:zincato'"
    "QTY+21:10:BX'MOA+203:31.50'PRI+AAA:3.15'UNS+S'MOA+79:31.50'CNT+2:1'UNT+20+1'"
)


def orders(text: str, encoding: str = "latin-1") -> tuple[ExtractedOrder, ...]:
    reading = read(Part("x.edi", text.encode(encoding)), Limits())
    assert reading.kind in (Kind.EDIFACT, Kind.X12)
    return reading.orders


def edifact(body: str = BODY) -> ExtractedOrder:
    (order,) = orders(f"UNA:+.? '{HEAD}{body}UNZ+1+1'")
    return order


def said(order: object, *names: str) -> tuple[object, ...]:
    return tuple(field.value if (field := getattr(order, name)) is not None else None for name in names)


def test_header_fields_of_an_order() -> None:
    order = edifact()
    assert said(order, "po_number", "order_date", "requested_date", "currency", "total_net") == (
        "26/3398", date(2026, 3, 24), date(2026, 4, 13), "EUR", Decimal("31.50"),
    )  # fmt: skip
    assert said(order, "buyer_name", "buyer_vat_id", "buyer_email") == (
        "Ferramenta Bortolan S.r.l.", "IT89969463335", "luca@bortolan.example",
    )  # fmt: skip
    assert said(order, "payment_terms", "delivery_terms") == ("RiBa 60 gg", "DAP Roma")


def test_the_vendors_own_numbers_are_not_the_buyers() -> None:
    order = edifact()
    assert ("gln", "5401177000384") not in order.clues
    assert order.buyer_vat_id is not None
    assert order.buyer_vat_id.value.startswith("IT")


def test_the_delivery_place_with_released_characters() -> None:
    order = edifact()
    names = ("ship_to_name", "ship_to_street", "ship_to_postcode", "ship_to_city", "ship_to_country")
    assert said(order, *names) == ("Magazzino+Nord", "Via 3", "00155", "Roma", "IT")
    assert order.clues == (("gln", "5400443069995"), ("ship_to_gln", "5400430957533"))


def test_a_line_with_all_its_codes() -> None:
    (line,) = edifact().lines
    assert said(line, "line_no", "gtin", "supplier_item_code", "buyer_item_code", "description") == (
        "10", "7610775572577", "11.906.052", "B/186-7", "Dado M8 zincato",
    )  # fmt: skip
    assert said(line, "quantity", "unit", "unit_price", "amount", "price_basis") == (
        Decimal(10), "BX", Decimal("3.15"), Decimal("31.50"), None,
    )  # fmt: skip


def test_evidence_is_the_segments_path() -> None:
    (line,) = edifact().lines
    assert line.quantity is not None
    assert line.quantity.evidence == AtPath("ORDERS[1]/LIN[1]/QTY+21", "10")
    assert line.quantity.source == "message"


def test_an_interchange_without_service_string_and_with_line_ends() -> None:
    (order,) = orders(f"{HEAD}{BODY}UNZ+1+1'".replace("'", "'\r\n"))
    assert said(order, "po_number") == ("26/3398",)


def test_other_service_characters_and_a_decimal_comma() -> None:
    text = f"{HEAD}{BODY}UNZ+1+1'".replace("?+", "*").replace(".15", ",15").replace("31.50", "31,50")
    text = text.replace("+", "|").replace(":", "^").replace("'", "~")
    (order,) = orders("UNA^|,? ~" + text)
    assert said(order.lines[0], "unit_price", "amount") == (Decimal("3.15"), Decimal("31.50"))


def test_several_messages_are_several_orders() -> None:
    found = orders(f"{HEAD}{BODY}{BODY.replace('26/3398', '26/3399')}UNZ+2+1'")
    assert [said(order, "po_number") for order in found] == [("26/3398",), ("26/3399",)]


@pytest.mark.parametrize(("function", "kind"), [("9", "order"), ("1", "cancellation"), ("5", "order_change")])
def test_the_function_says_what_the_message_wants(function: str, kind: str) -> None:
    assert edifact(BODY.replace("26/3398+9'", f"26/3398+{function}'")).document_type.value == kind


def test_a_change_message_names_the_order_it_changes() -> None:
    change = BODY.replace("ORDERS", "ORDCHG").replace("BGM+220+26/3398+9'", "BGM+230+CH77+4'RFF+ON:26/3398'")
    order = edifact(change)
    assert (order.document_type.value, *said(order, "po_number")) == ("order_change", "26/3398")


def test_a_line_taken_out_of_the_order_is_wanted_no_more_whatever_quantity_the_message_repeats() -> None:
    change = BODY.replace("ORDERS", "ORDCHG").replace("LIN+10+", "LIN+10+2", 1)
    order = edifact(change)
    assert said(order.lines[0], "quantity") == (Decimal(0),)
    (order,) = orders(
        ISA
        + X12.replace("ST*850", "ST*860")
        .replace("BEG*00*SA*700311**20260323", "BCH*04*SA*700311***20260323")
        .replace("PO1*10*12*EA*318.40*HP", "POC*10*DI*12*12*EA*318.40*PE")
    )
    assert said(order.lines[0], "quantity") == (Decimal(0),)


def test_a_line_with_two_delivery_dates_is_one_line_with_schedules() -> None:
    split = "SCC+1'QTY+113:4'DTM+2:20260401:102'SCC+1'QTY+113:6'DTM+2:20260408:102'"
    (line,) = edifact(BODY.replace("MOA+203", f"{split}MOA+203")).lines
    assert line.schedules == (Schedule(date(2026, 4, 1), Decimal(4)), Schedule(date(2026, 4, 8), Decimal(6)))
    assert said(line, "quantity", "requested_date") == (Decimal(10), None)


def test_a_discount_goes_with_the_gross_price_and_a_basis_is_stated() -> None:
    (line,) = edifact(BODY.replace("PRI+AAA:3.15'", "PRI+AAA:2.99'PRI+AAB:315:::100'ALC+A'PCD+3:5'")).lines
    assert said(line, "unit_price", "price_basis", "discount_percent") == (Decimal(315), Decimal(100), Decimal(5))


def test_an_invoice_message_is_no_order() -> None:
    assert orders(f"{HEAD}{BODY.replace('ORDERS', 'INVOIC')}UNZ+1+1'") == ()


@pytest.mark.parametrize(
    ("value", "form", "day"),
    [
        ("20260309", "102", date(2026, 3, 9)),
        ("202603091530", "203", date(2026, 3, 9)),
        ("260309", "101", date(2026, 3, 9)),
        ("202611", "616", date(2026, 3, 9)),
        ("20260301-20260309", "718", date(2026, 3, 9)),
        ("2026030120260309", "718", date(2026, 3, 9)),
        ("20261341", "102", None),
        ("", "102", None),
    ],
)
def test_date_formats(value: str, form: str, day: date | None) -> None:
    assert dtm_date(value, form) == day


ISA = "ISA*00*          *00*          *ZZ*5401177000216  *ZZ*5401177000384  *260323*0915*U*00401*1*0*P*>~"
X12 = (
    "GS*PO*1*2*20260323*0915*1*X*004010~ST*850*0001~BEG*00*SA*700311**20260323~CUR*BY*USD~"
    "PER*OC*Wanda*EM*Wanda@Hollins.example~ITD*14*3*****30*****Net 60~DTM*002*20260406~N9*L1**X~MSG*Ring first.~"
    "N1*BY*Hollins Inc.*UL*5401177000216~N1*ST*Hollins Dock*UL*5401177000452~N3*482 Mill Rd*Bldg 4~"
    "N4*Dayton*OH*45402*US~"
    "N1*VN*US SUPPLIER*UL*5401177000384~PO1*10*12*EA*318.40*HP*VP*30.396.015*BP*A-1*EN*5015589343894~"
    "PID*F****Residual device~CTT*1~AMT*TT*3905.20~SE*20*0001~GE*1*1~IEA*1*1~"
)


def test_an_x12_order() -> None:
    (order,) = orders(ISA + X12)
    assert said(order, "po_number", "currency", "payment_terms", "notes", "total_net") == (
        "700311", "USD", "Net 60", "Ring first.", Decimal("3905.20"),
    )  # fmt: skip
    assert said(order, "ship_to_name", "ship_to_street", "ship_to_postcode") == (
        "Hollins Dock", "482 Mill Rd, Bldg 4", "45402",
    )  # fmt: skip
    assert said(order.lines[0], "quantity", "unit", "price_basis", "buyer_item_code", "gtin") == (
        Decimal(12), "EA", Decimal(100), "A-1", "5015589343894",
    )  # fmt: skip


def test_x12_separators_are_read_from_their_places() -> None:
    (order,) = orders((ISA + X12).replace("*", "|").replace("~", "\n"))
    assert said(order, "po_number") == ("700311",)


def test_an_x12_change_and_cancellation() -> None:
    change = X12.replace("ST*850", "ST*860").replace("BEG*00*SA*700311**20260323", "BCH*04*SA*700311***20260323")
    change = change.replace("PO1*10*12*EA*318.40*HP", "POC*10*QI*12*3*EA*318.40*PE")
    (order,) = orders(ISA + change)
    assert (order.document_type.value, *said(order.lines[0], "quantity")) == ("order_change", Decimal(12))
    (order,) = orders(ISA + X12.replace("BEG*00", "BEG*01"))
    assert order.document_type.value == "cancellation"


@pytest.mark.parametrize("text", [ISA + X12[:300], "ISA*00*  "])
def test_a_cut_off_x12_interchange_is_damaged(text: str) -> None:
    with pytest.raises(UnreadableDocument) as refusal:
        orders(text)
    assert refusal.value.reason == "damaged"


def test_a_message_pasted_into_a_mail_is_a_message() -> None:
    reading = read(Part("body", f"{HEAD}{BODY}UNZ+1+1'".encode(), "text/plain", "body"), Limits())
    assert len(reading.orders) == 1
