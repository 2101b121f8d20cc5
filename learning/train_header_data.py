"""Synthetic documents as production sees them, every word with its role: what the header's models learn from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from extraction.gazetteer import Gazetteer
from extraction.scoring_text import LABEL_CLASSES
from extraction.segment_rows import orders_by_rows
from models.page import Box, Page, Word

INSIDE = 0.5  # share of a word's width that a mark covers
LINE_SHARE = 0.4  # share of its height

# What the generator calls a label or a number that is not the order's → the class of its wording.
_NOISE_CLASS: Mapping[str, str] = {
    "print_date": "other_date", "quote_date": "other_date", "phone": "phone", "fax": "phone", "buyer_phone": "phone",
    "contact": "contact", "vendor_contact": "contact", "account": "customer_no", "supplier": "vendor_no",
    "ship_via": "carrier", "iban": "bank", "bank": "bank", "bic": "bank", "page": "page", "vendor": "vat_id",
    "freight": "other_amount", "discount": "other_amount", "weight": "other_amount", "quantity": "other_amount",
    "window": "other_ref", "freight_terms": "carrier",
    "pay_mode": "payment_terms", "email": "email", "website": "email", "valid_until": "other_date",
}  # fmt: skip
_LABEL_CLASS: Mapping[str, str] = {
    "buyer_email": "email", "email": "email", "buyer_vat_id": "vat_id", "vat_id": "vat_id", "buyer_name": "buyer",
    "account": "customer_no", "vendor_contact": "contact", "phone": "phone", "fax": "phone", "supplier": "vendor_no",
    "line_note": "column", "ship_to_name": "l_name", "ship_to_street": "l_street", "ship_to_postcode": "l_postcode",
    "ship_to_city": "l_city", "ship_to_country": "l_country", "name": "l_name", "street": "l_street",
    "postcode": "l_postcode", "city": "l_city", "country": "l_country", "terms": "payment_terms",
}  # fmt: skip
_VALUE_CLASS: Mapping[str, str] = {
    "payment_terms": "c_payment", "delivery_terms": "c_delivery", "notes": "c_notes", "buyer_name": "c_company",
    "ship_to_name": "c_company", "ship_to_street": "c_street", "ship_to_postcode": "c_city", "ship_to_city": "c_city",
    "ship_to_country": "c_country",
}  # fmt: skip
_PART_CLASS: Mapping[str, str] = {
    "name": "c_company", "street": "c_street", "postcode": "c_city", "city": "c_city", "country": "c_country",
    "contact": "c_person",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Example:
    """One order (or none) of one synthetic document, with the roles of its words."""

    name: str
    family: str
    kind: str
    pages: tuple[Page, ...]
    roles: Mapping[tuple[int, Box], tuple[str, ...]]
    truth: Mapping[str, Any]
    gazetteer: Gazetteer = field(repr=False)
    anchor: date | None = None
    language: str = ""

    def role(self, page: int, word: Word) -> tuple[str, ...]:
        return self.roles.get((page, word.box), ())


def text_class(role: str) -> str:
    """The text class of a word's role; "c_other" for what is neither label nor telling content."""
    parts = role.split(".")
    if parts[0] == "label":
        name = _LABEL_CLASS.get(parts[1], parts[1])
        return name if name in LABEL_CLASSES else "other_ref"
    if parts[0] == "noise" and parts[-1] == "label":
        return _NOISE_CLASS.get(parts[1], "other_ref")
    if parts[0] == "noise":
        return "c_person" if parts[1] in ("contact", "vendor_contact") else "c_other"
    if parts[0] == "header":
        return _VALUE_CLASS.get(parts[1], "c_other")
    if parts[0] == "party":
        return _PART_CLASS.get(parts[-1], "c_other")
    if parts[0] in ("line_header", "columns"):
        return "column"
    if parts[0] in ("lines", "line"):
        return "c_item"
    return "title" if parts[0] == "title" else "c_other"


def roles_by_overlap(
    pages: Iterable[Page], marks: Iterable[tuple[int, Box, str]]
) -> dict[tuple[int, Box], tuple[str, ...]]:
    """The roles of each word: of all marks that cover half of it."""
    by_page: dict[int, list[tuple[Box, str]]] = defaultdict(list)
    for page, box, role in marks:
        by_page[page].append((box, role))
    result: dict[tuple[int, Box], tuple[str, ...]] = {}
    for one in pages:
        buckets: dict[int, list[tuple[Box, str]]] = defaultdict(list)
        for box, role in by_page.get(one.number, ()):
            for bucket in range(int(box.top // 20), int(box.bottom // 20) + 1):
                buckets[bucket].append((box, role))
        for word in one.words:
            found = buckets.get(int(word.box.y_mid // 20), ())
            roles = tuple(dict.fromkeys(role for box, role in found if _covers(box, word.box)))
            if roles:
                result[one.number, word.box] = roles
    return result


def _covers(mark: Box, word: Box) -> bool:
    wide = min(mark.x1, word.x1) - max(mark.x0, word.x0)
    high = min(mark.bottom, word.bottom) - max(mark.top, word.top)
    narrower = max(min(mark.width, word.width), 0.1)
    return wide > INSIDE * narrower and high > LINE_SHARE * max(min(mark.height, word.height), 0.1)


def format_role(mark: Any) -> str:
    """A word's role in a sheet or mail, in the words of the PDF generator."""
    if mark.line >= 0:
        return f"lines.{mark.line}.{mark.field}" if mark.field else "line_header.label"
    if mark.field:
        return f"header.{mark.field}"
    if mark.label:
        name = str(mark.label)
        return f"line_header.{name}" if name in _COLUMNS else f"label.{name}"
    return "other"


_COLUMNS = frozenset(
    [
        "line_no",
        "buyer_item_code",
        "supplier_item_code",
        "gtin",
        "description",
        "quantity",
        "unit",
        "unit_price",
        "price_basis",
        "discount_percent",
        "amount",
        "code",
    ]
)


def of_format(document: Any, gazetteer: Gazetteer, sent: date | None) -> Iterator[Example]:
    """The examples of a generated sheet or mail: one an order."""
    truth = document.truth
    orders: Sequence[Mapping[str, Any]] = truth["orders"] or [{}]
    # All mails look alike; what is held out of them is a language.
    family = f"{document.family}_{truth['language']}" if truth["kind"] == "email" else document.family
    cut = [own for page in document.pages for own in orders_by_rows(page)]
    if len(orders) == 1:
        groups = [tuple(document.pages)] if len(cut) == len(document.pages) else []
    else:
        groups = [(page,) for page in cut] if len(cut) == len(orders) else []
    for index, pages in enumerate(groups):
        boxes = {(page.number, word.box) for page in pages for word in page.words}
        roles = {
            (mark.page, mark.box): (format_role(mark),) for mark in document.marks if (mark.page, mark.box) in boxes
        }
        stated = _printed(orders[index], roles) if truth["kind"] == "email" else orders[index]
        if pages:
            yield Example(
                document.name, family, truth["kind"], pages, roles, stated, gazetteer, sent,
                truth["language"],
            )  # fmt: skip


def _printed(order: Mapping[str, Any], roles: Mapping[tuple[int, Box], tuple[str, ...]]) -> dict[str, Any]:
    """What the mail's text states itself; date and sender may come from its envelope."""
    printed = {role for found in roles.values() for role in found}
    return {
        name: value
        for name, value in order.items()
        if name not in ("order_date", "buyer_email") or f"header.{name}" in printed
    }


def sent_on(data: bytes) -> date | None:
    """The date of a mail, as its envelope gives it."""
    from email import message_from_bytes
    from email.utils import parsedate_to_datetime

    header = message_from_bytes(data)["Date"]
    found: datetime | None = parsedate_to_datetime(str(header)) if header else None
    return found.date() if found else None
