"""A small invented trade for the tests of matching: near-duplicates, a group of companies, packs, history."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from matching import MasterIndex
from models.master import Address, Company, CrossReference, Customer, Item, MasterData, PastLine, PriceAgreement
from models.reading import ExtractedLine, ExtractedOrder, Field, Kind

DAY = date(2026, 3, 2)


def stated(value: Any, confidence: float = 0.98) -> Field[Any]:
    return Field(value, confidence, "text_layer")


def item(sku: str, en: str, fr: str = "", **more: Any) -> Item:
    texts = (("en", en), ("fr", fr)) if fr else (("en", en),)
    return Item(sku, texts, **{"list_price": Decimal("0.12"), **more})


BOXED: dict[str, Any] = {"packs": (("BOX", Decimal(100)), ("CTN", Decimal(1000)))}
ITEMS = (
    item("11.853.001", "Hex bolt DIN 933 M8x40 zinc plated 8.8", "Vis à tête hexagonale DIN 933 M8x40 zingué 8.8",
         gtin="4006381333931", brand="Fixa", manufacturer_part_number="FX-0840-Z", **BOXED),
    item("11.947.002", "Hex bolt DIN 933 M8x45 zinc plated 8.8", "Vis à tête hexagonale DIN 933 M8x45 zingué 8.8",
    **BOXED),
    item("11.947.003", "Hex bolt DIN 933 M8x40 stainless A2", "Vis à tête hexagonale DIN 933 M8x40 inox A2", **BOXED),
    item("11.947.004", "Hex bolt DIN 933 M8x40 stainless A4", "Vis à tête hexagonale DIN 933 M8x40 inox A4", **BOXED),
    item("26.455.056", "Miniature circuit breaker 1P C 16A 6kA", "Disjoncteur modulaire 1P C 16A 6kA", brand="Ampera"),
    item("29.458.039", "Miniature circuit breaker 1P B 16A 6kA", "Disjoncteur modulaire 1P B 16A 6kA", brand="Ampera"),
    item("29.458.040", "Miniature circuit breaker 1P C 25A 6kA", "Disjoncteur modulaire 1P C 25A 6kA", brand="Ampera"),
    item("58.078.007", "Permanent marker 4 mm black", "Marqueur permanent 4 mm noir", list_price=Decimal("1.10")),
    item("56.097.007", "Permanent marker 4 mm red", "Marqueur permanent 4 mm rouge", list_price=Decimal("1.10")),
    item("K135826", "Napkin 33x33 1-ply orange", stock_unit="PAC", list_price=Decimal("6.30")),
    item("K776962", "Rigid cable H07V-U 2.5 mm² red", stock_unit="M", packs=(("COIL", Decimal(100)),)),
)  # fmt: skip
CUSTOMERS = (
    Customer("73000", "Orvabrick SARL", "SARL", "FR44640428489", "orvabrick.eu", "+33 3 60 54 25 90", "fr", "EUR"),
    Customer("73007", "Orvabrick Distribution SARL", "SARL", "FR47506926155", "orvabrick.eu", "", "fr", "EUR",
             parent_code="73000"),
    Customer("73014", "Torwood Electrical Ltd", "Ltd", "IE9260970S", "torwood-electrical.com", "+353 1 630 1747", "en"),
    Customer("73021", "Torwood Bros Ltd", "Ltd", "IE7974137E", "torwood-bros.ie", "+353 1 939 5779", "en"),
)  # fmt: skip
ADDRESSES = (
    Address("73000-01", "73000", "bill_to", "Orvabrick SARL", "12 rue Ampère", "59000", "Lille", "FR"),
    Address("73000-02", "73000", "ship_to", "Orvabrick SARL", "12 rue Ampère", "59000", "Lille", "FR"),
    Address("73000-03", "73000", "ship_to", "Orvabrick Agence de Lyon", "8 bis, avenue Foch", "69003", "Lyon", "FR"),
    Address("73007-02", "73007", "ship_to", "Orvabrick Distribution", "3 rue du Port", "76600", "Le Havre", "FR"),
    Address("73014-02", "73014", "ship_to", "Torwood Electrical Ltd", "Unit 4, Long Mile Road", "D12", "Dublin", "IE"),
    Address("73021-02", "73021", "ship_to", "Torwood Bros Ltd", "7 Dock Street", "T12", "Cork", "IE"),
)
OURS = Company(
    "Delva NV", vat_id="BE0602026144", website="www.delva.example", emails=("orders@delva.example",),
    phone="+32 3 540 1190"
)  # fmt: skip


@cache
def index() -> MasterIndex:
    """The trade, indexed."""
    history = tuple(
        PastLine(date(2025, m, 1), "73014", "73014-02", "29.458.040", Decimal(12), "PCE") for m in range(1, 10)
    )
    return MasterIndex.build(
        MasterData(
            OURS,
            CUSTOMERS,
            ADDRESSES,
            ITEMS,
            (
                CrossReference("73000", "A/651-6", "11.947.003"),
                CrossReference("73014", "A/651-6", "56.097.007"),
                CrossReference("73007", "M-77", "58.078.007"),
            ),
            (PriceAgreement("73000", "11.853.001", Decimal("0.10"), "PCE", date(2026, 1, 1), date(2026, 12, 31)),),
            history,
        )
    )


def line(description: str = "", quantity: object = 10, **more: Any) -> ExtractedLine:
    fields = {name: stated(value) for name, value in more.items() if value is not None}
    if description:
        fields["description"] = stated(description)
    return ExtractedLine(quantity=stated(Decimal(str(quantity))), **fields)


def order(*lines: ExtractedLine, clues: tuple[tuple[str, str], ...] = (), **fields: Any) -> ExtractedOrder:
    head = {name: stated(value) for name, value in fields.items() if name != "language"}
    return ExtractedOrder(
        stated("order"), Kind.PDF, language=fields.get("language", ""), lines=lines, clues=clues,
        order_date=stated(DAY), **head,
    )  # fmt: skip
