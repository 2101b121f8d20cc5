"""Addresses of the master data that stand on the pages, as printed: they settle how a delivery place divides.

Reading finds where the delivery place is; what is street, what is town in "X GmbH - Am Hafen, 12, 33605 Bielefeld" the
master data knows better. Only a place that was read in part, or missed altogether, is settled; another one stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from extraction.gazetteer import Gazetteer, fold
from extraction.known_places_text import PageText, Run
from extraction.values_codes import compact
from models.master import Address
from models.page import Box, Page
from models.reading import Field, OnPage

PLACE_FIELDS = ("ship_to_street", "ship_to_postcode", "ship_to_city")
REACH_LINES = 3.2  # how far street and town may stand from the postcode, in line heights
CITY_REACH_LINES = 1.6
NAME_REACH_LINES = 4.5
SETTLED_CONFIDENCE = 0.96
FOUND_CONFIDENCE = 0.85


@dataclass(frozen=True, slots=True)
class Printed:
    """A known address as a page prints it; the town or the name may be missing there."""

    address: Address
    street: Run
    postcode: Run
    city: Run | None
    name: Run | None


def known_places(pages: Sequence[Page], gazetteer: Gazetteer) -> list[Printed]:
    """Every address of the master data whose street and postcode stand together on a page."""
    return [printed for page in pages for printed in _on_page(page, gazetteer)]


def _on_page(page: Page, gazetteer: Gazetteer) -> Iterator[Printed]:
    """One address for each place that is printed: of several at one place the one whose name stands there too."""
    text = PageText.of(page)
    for start, length, addresses in text.postcodes(gazetteer):
        postcode = text.run(start, length)
        here: dict[str, Printed] = {}
        for address in addresses:
            street = text.near(address.street, postcode, REACH_LINES)
            if street is None:
                continue
            city = text.near(address.city, postcode, CITY_REACH_LINES)
            name = text.near(address.name, street, NAME_REACH_LINES)
            found = Printed(address, street, postcode, city, name)
            other = here.get(fold(address.street))
            if other is None or _words(name) > _words(other.name):
                here[fold(address.street)] = found
        yield from here.values()


def _words(run: Run | None) -> int:
    return len(run.words) if run is not None else 0


def with_known_place(
    fields: Mapping[str, Field[Any]], pages: Sequence[Page], gazetteer: Gazetteer
) -> dict[str, Field[Any]]:
    """The header fields with the delivery place divided as the master data knows it, where it stands on the pages."""
    result = dict(fields)
    read = {name: fields[name] for name in PLACE_FIELDS if name in fields}
    if _is_ours(read, gazetteer):
        for name in (*PLACE_FIELDS, "ship_to_name", "ship_to_country"):
            result.pop(name, None)
        read = {}
    found = known_places(pages, gazetteer)
    if not found:
        return result
    if read:
        agreeing = [(_agreement(printed, read), printed) for printed in found]
        score, best = max(agreeing, key=lambda pair: pair[0])
        if score == 0:
            return result
        if _place(best.address) not in _own_places(found, gazetteer):
            return _settled(result, best, SETTLED_CONFIDENCE)
        # What was read is the customer's letterhead, unless no other place of theirs is printed.
        other = _elsewhere([p for p in found if p.address.customer_code == best.address.customer_code], gazetteer)
        return _settled(result, other or best, FOUND_CONFIDENCE if other else SETTLED_CONFIDENCE)
    other = _elsewhere(found, gazetteer)
    return result if other is None else _settled(result, other, FOUND_CONFIDENCE)


def _is_ours(read: Mapping[str, Field[Any]], gazetteer: Gazetteer) -> bool:
    street, postcode = read.get("ship_to_street"), read.get("ship_to_postcode")
    if street is None and postcode is None:
        return False
    codes = {postcode for postcode, _ in gazetteer.ourselves.places}
    streets = {street for _, street in gazetteer.ourselves.places}
    same_street = street is not None and fold(street.value) in streets
    same_code = postcode is not None and compact(postcode.value) in codes
    known = postcode is not None and bool(gazetteer.addresses_at(postcode.value))
    return (same_street or (same_code and street is None)) and not (known and not same_street)


def _agreement(printed: Printed, read: Mapping[str, Field[Any]]) -> float:
    """How much of what was read stands where this address is printed."""
    runs = {"ship_to_street": printed.street, "ship_to_postcode": printed.postcode, "ship_to_city": printed.city}
    score = 0.0
    for name, field in read.items():
        run, evidence = runs[name], field.evidence
        if run is None or not isinstance(evidence, OnPage) or evidence.page != run.page.number:
            continue
        if _overlap(evidence.box, run.box):
            score += 1.0
    return score


def _overlap(one: Box, other: Box) -> bool:
    wide = min(one.x1, other.x1) - max(one.x0, other.x0)
    high = min(one.bottom, other.bottom) - max(one.top, other.top)
    return wide > 0 and high > 0


def _elsewhere(found: Sequence[Printed], gazetteer: Gazetteer) -> Printed | None:
    """The one delivery place printed beside its customer's own address; None when there is doubt.

    A customer's own address is often a delivery address too: printed alone it is a letterhead.
    """
    own = _own_places(found, gazetteer)
    places = {_place(p.address): p for p in found if p.address.kind == "ship_to" and _place(p.address) not in own}
    return next(iter(places.values())) if len(places) == 1 else None


def _place(address: Address) -> tuple[str, str]:
    return fold(address.street), compact(address.postcode)


def _own_places(found: Sequence[Printed], gazetteer: Gazetteer) -> set[tuple[str, str]]:
    """Where the customers whose addresses are printed have their seat."""
    there = (a for p in found for a in gazetteer.addresses_at(p.address.postcode))
    return {_place(a) for a in there if a.kind == "bill_to"}


def _settled(fields: dict[str, Field[Any]], printed: Printed, confidence: float) -> dict[str, Field[Any]]:
    """The fields as this address is printed; a name is replaced only by a longer one that holds it, or when missing."""
    result = dict(fields)
    runs = {"ship_to_street": printed.street, "ship_to_postcode": printed.postcode, "ship_to_city": printed.city}
    for name, run in runs.items():
        if run is not None:
            result[name] = _field(run, _text_of(name, run, printed.address), confidence, fields.get(name))
    if printed.name is not None:
        result["ship_to_name"] = _field(printed.name, printed.name.text, confidence, fields.get("ship_to_name"))
    return result


def _text_of(name: str, run: Run, address: Address) -> str:
    """As printed; of a town glued to marks ("Bremen:") only the town."""
    text = run.text
    if name == "ship_to_city" and re.fullmatch(r"\W*" + re.escape(address.city) + r"\W*", text):
        return address.city
    return text


def _field(run: Run, value: str, confidence: float, before: Field[Any] | None) -> Field[str]:
    source = "ocr" if run.page.source == "ocr" else "text_layer"
    evidence = OnPage(run.page.number, run.box, run.text, run.page.sheet, run.words[0].cell)
    field: Field[str] = Field(value, confidence, source, evidence)  # type: ignore[arg-type]
    if before is not None and before.value == value:
        return replace(before, confidence=max(before.confidence, confidence))
    return field
