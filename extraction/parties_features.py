"""Features of address groups and of their items, for telling roles (buyer, ship-to, ourselves ...) and parts apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from extraction.candidates import hull
from extraction.candidates_slots import TextTable, classes_known
from extraction.candidates_view import DocumentView
from extraction.gazetteer import LEGAL_FORMS, fold
from extraction.layout import em
from extraction.parties_items import Group, Item, has_postcode, is_house_number, states_postcode, whole_texts, wraps
from extraction.parties_parts import PlaceParts, parse_place, read_country
from extraction.scoring_text import CLASS_INDEX, Floats
from extraction.values import read_phone, read_vat_id
from extraction.values_codes import EMAIL, has_digit
from models.master import Address
from models.page import Box

ROLE_CLASSES: tuple[str, ...] = ("none", "us", "buyer", "bill_to", "ship_to", "other")
HEADING_CLASSES = classes_known(
    ("buyer", "bill_to", "ship_to", "vendor", "carrier", "contact", "requested_date", "delivery_terms", "notes",
    "title",
     "po_number", "l_name", "l_street", "bank", "page", "column", "c_company", "c_other", "vat_id", "order_date")
)  # fmt: skip
ITEM_CLASSES = classes_known(
    ("c_company", "c_street", "c_city", "c_country", "c_person", "c_item", "c_other", "c_notes", "c_payment", "l_name",
     "l_street", "l_postcode", "l_city", "l_country", "phone", "email", "contact", "vat_id", "ship_to", "vendor",
     "title")
)  # fmt: skip


_SHIP_TO = CLASS_INDEX["ship_to"]
# A room, a dock, a lot: "Dock B", "Ste. 210", "nave 7".
_UNIT_AT_END = re.compile(r"[^\W\d]{2,}\.?\s(?:#\s?)?(?:\d{1,4}[A-Za-z]?|[A-Z])$")
LEAST_ANNOUNCED, ANNOUNCED = 2, 0.3  # lines of a place without a postcode; how surely its heading names it


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """What is known of a group before it is scored."""

    group: Group
    text: str
    box: Box
    us: bool
    address: bool  # some item has a postcode
    known: tuple[Address, ...]  # addresses of the master data with this postcode and street
    customers: tuple[str, ...]  # customers by name, VAT id, domain, phone


def facts(document: DocumentView, group: Group) -> GroupFacts:
    """Look the group up in the gazetteer."""
    gazetteer = document.gazetteer
    text = "\n".join(item.text for item in group.items)
    known: dict[str, Address] = {}
    customers: dict[str, None] = {}
    folded = f" {fold(text)} "
    for item in group.items:
        postcode = parse_place(item.text).postcode if has_postcode(item.text) else ""
        for address in gazetteer.addresses_at(postcode) or gazetteer.addresses_at(postcode[3:]):
            if f" {fold(address.street)} " in folded:
                known[address.code] = address
        codes = gazetteer.customers_by_name(item.text) or gazetteer.customers_named_at_start(item.text)[0]
        if not codes and has_digit(item.text):
            codes = gazetteer.customers_by_vat(item.text) or gazetteer.customers_by_phone(item.text)
        for mail in EMAIL.findall(item.text):
            codes = codes or gazetteer.customers_by_domain(mail)
        customers.update(dict.fromkeys(codes))
    view = document.pages[group.page]
    box = hull([w.box for item in group.items for w in view.segments[item.segment].words[item.first : item.last]])
    return GroupFacts(
        group, text, box, gazetteer.is_ourselves(text),
        any(states_postcode(group.items, index) for index in range(len(group.items))),
        tuple(known.values()), tuple(customers),
    )  # fmt: skip


def worth_scoring(one: GroupFacts) -> bool:
    """An address, a known customer or ourselves; anything else is no party (a bare name is the buyer model's)."""
    return one.address or one.us or bool(one.customers or one.known)


def is_announced(one: GroupFacts, table: TextTable, probabilities: Floats) -> bool:
    """Whether a heading says that a delivery place follows; many countries write addresses without a postcode."""
    if len(one.group.items) < LEAST_ANNOUNCED:
        return False
    return any(probabilities[table.add(text), _SHIP_TO] > ANNOUNCED for text in one.group.headings[:3] if text)


def group_features(
    document: DocumentView, found: Sequence[GroupFacts], table: TextTable, probabilities: Floats
) -> Floats:
    """One row a group."""
    rows = [_group_row(document, found, index, table, probabilities) for index in range(len(found))]
    return np.array(rows, dtype=np.float32) if rows else np.zeros((0, 1), dtype=np.float32)


def _group_row(
    document: DocumentView, found: Sequence[GroupFacts], index: int, table: TextTable, probabilities: Floats
) -> list[float]:
    one = found[index]
    view = document.pages[one.group.page]
    headings = [probabilities[table.add(text), list(HEADING_CLASSES)] for text in one.group.headings]
    items = np.array([probabilities[table.add(item.text)] for item in one.group.items])
    peers = [other for other in found if other.group.page == one.group.page]
    addresses = [other for other in peers if other.address]
    place = peers.index(one)
    kinds = {address.kind for address in one.known}
    same = sum(_same_place(one, other) for other in found) - 1
    first = one.group.items[0]
    word = view.segments[first.segment].words[first.first]
    return [
        *np.concatenate(headings).tolist(),
        *[float(bool(text)) for text in one.group.headings],
        *items[:, list(ITEM_CLASSES)].max(axis=0).tolist(),
        *items[0, list(ITEM_CLASSES)].tolist(),
        float(one.us), float(any(other.us for other in found)), float(one.address), float(bool(one.known)),
        float("ship_to" in kinds), float("bill_to" in kinds), float(bool(one.customers)), len(one.customers),
        float(any(other.customers for other in found if other is not one)),
        len(one.group.items), float(one.group.inline), one.group.page,
        one.box.x0 / view.page.width, one.box.x1 / view.page.width,
        one.box.top / max(view.page.height, 1), one.box.bottom / max(view.page.height, 1),
        place, len(peers), addresses.index(one) if one in addresses else -1, len(addresses), same,
        em(word) / max(view.body_pt, 1), float(word.bold),
        float("@" in one.text), float(any(read_phone(item.text) for item in one.group.items)),
        float(any(read_vat_id(item.text) for item in one.group.items)),
        float(any(label for label in (item.label for item in one.group.items))),
        sum(1 for other in addresses if other.box.top > one.box.bottom),
        sum(1 for other in addresses if abs(other.box.top - one.box.top) < 2 * view.body_pt) - 1,
        float(bool(re.search(r"\b(attn|att|z\.? ?hd|contact|t\.?a\.?v|c/o|fao)\b", one.text, re.I))),
        float(view.page.source == "grid"), len(document.pages), len(one.text),
    ]  # fmt: skip


def _same_place(one: GroupFacts, other: GroupFacts) -> bool:
    digits = set(re.findall(r"\d{2,}", one.text))
    return one is other or (bool(digits) and digits == set(re.findall(r"\d{2,}", other.text)))


def item_features(document: DocumentView, one: GroupFacts, table: TextTable, probabilities: Floats) -> Floats:
    """One row an item of the group."""
    items = one.group.items
    own = np.array([probabilities[table.add(text)] for text in whole_texts(items)])[:, list(ITEM_CLASSES)]
    label = np.array([probabilities[table.add(item.label)] for item in items])[:, list(ITEM_CLASSES)]
    before = np.vstack((np.zeros((1, own.shape[1]), dtype=np.float32), own[:-1]))
    after = np.vstack((own[1:], np.zeros((1, own.shape[1]), dtype=np.float32)))
    postcodes = [index for index in range(len(items)) if states_postcode(items, index)]
    shape = [_item_row(document, one, index, item, postcodes) for index, item in enumerate(items)]
    return np.hstack((own, label, before, after, np.array(shape, dtype=np.float32)))


def _item_row(document: DocumentView, one: GroupFacts, index: int, item: Item, postcodes: Sequence[int]) -> list[float]:
    gazetteer = document.gazetteer
    text = item.text.strip(" ,;")
    folded = fold(text)
    words = folded.split()
    before = [place for place in postcodes if place < index]
    after = [place for place in postcodes if place > index]
    place = parse_place(text) if index in postcodes or not is_house_number(text) else PlaceParts()
    return [
        index, len(one.group.items) - index, float(index in postcodes), len(postcodes),
        index - before[-1] if before else 99, after[0] - index if after else 99,
        len(text), len(words), float(has_digit(text)), float(text[:1].isdigit()),
        float(text[-1:].isdigit()),
        float(any(word in LEGAL_FORMS for word in words)), float("@" in text), float(read_phone(text) is not None),
        float(read_vat_id(text) is not None), float(read_country(text) is not None), float(text.isupper()),
        float(bool(gazetteer.customers_by_name(text) or gazetteer.customers_named_at_start(text)[0])),
        float(any(fold(address.street) == folded for address in one.known)),
        float(any(fold(address.name) == folded for address in one.known)),
        float(any(fold(address.name).startswith(folded) for address in one.known)) if folded else 0.0,
        float(bool(place.city) and gazetteer.is_city(place.city)), float(bool(place.postcode)), float(bool(place.city)),
        float(item.first == 0), float(one.group.inline), float(bool(item.label)), float(item.text.endswith(",")),
        float(item.segment == one.group.items[index - 1].segment) if index else 0.0,
        float(item.segment == one.group.items[index + 1].segment) if index + 1 < len(one.group.items) else 0.0,
        float(wraps(one.group.items, index)), float(index > 0 and wraps(one.group.items, index - 1)),
        float(bool(_UNIT_AT_END.search(text))), float(item.text.endswith((".", "!"))), float(text[:1].islower()),
    ]  # fmt: skip
