"""What no score can make right: our own block as delivery place, a page number as revision, a bare town as terms.

Applied to scored places before the choice, and to stated fields after it; each rule names the mistake it prevents.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from extraction.candidates_view import DocumentView
from extraction.gazetteer import LEGAL_FORMS, fold
from extraction.header_choice import Choice, Scored
from extraction.header_others import anothers_day, begins_one_of, whole_places
from extraction.header_terms import (
    bared,
    before_next_label,
    before_place,
    meant,
    one_sentence,
    without_label,
    without_place,
)
from extraction.lexicon import lexicon, merged
from extraction.said_buyers import with_said_buyers
from extraction.said_notes import with_said_notes
from extraction.said_places import with_said_places
from extraction.said_terms import with_said_terms
from extraction.terms_whole import whole_terms
from extraction.values_codes import read_postcode, read_vat_id
from extraction.whole_names import with_whole_names
from models.page import Box
from models.reading import Field, OnPage

_PAGE = re.compile(
    r"\b(?:page|seite|p[aá]g(?:ina)?|pagina|blatt|feuille|blad|folio|sheet|bladzijde|blz)\b", re.IGNORECASE
)
_COUNTED = re.compile(r"\b\d+\s?(?:/|of|von|de|sur|di|van|su)\s?\d+\b", re.IGNORECASE)
_DAY_MONTH = re.compile(r"(?:0?[1-9]|[12]\d|3[01])[/.](?:0?[1-9]|1[0-2])")
_DAY = re.compile(r"(?:0?[1-9]|[12]\d|3[01])([/.])(?:0?[1-9]|[12]\d|3[01])\1(?:20)?\d\d")
_BEFORE_DAYS = frozenset({"le", "on", "by", "am", "zum", "bis", "el", "il", "op", "tegen", "entro", "before", "del"})
_VALIDITY = re.compile(r"(?:gültig|valid|valable|validez|válid[oa]|valid[oa]|validità|geldig)\b", re.IGNORECASE)
_ASKS_DATE = re.compile(r"\((?:date|datum|fecha|data)\)", re.IGNORECASE)
_DUE = frozenset({"zahlbar", "payable", "betaalbaar", "pagabile", "pagadero", "payables"})
_PLACE = ("ship_to_street", "ship_to_postcode")
_EDGE = " :;,|–—-"
_ENDS = _EDGE + ".·•/"
_BOX = re.compile(r"(?:P\.? ?O\.? )?BOX\b", re.IGNORECASE)  # a post office box is no order
_SUM = re.compile(r"\d[.,]\d{2}\s?(?:EUR|USD|GBP|CHF|€|\$|£)|(?:EUR|USD|GBP|CHF|€|\$|£)\s?\d")
LIKELY = 0.5
MOST_BETWEEN = 4  # heights between a revision and the number of its page
LEAST_NUMBER = 3  # digits of an order number that stands without the word before it
LONGEST_ABBREVIATION = 2  # letters before a full stop that is part of the word
UNNAMED = 0.5  # how much a number loses that is not called the order's while another is


def before_choice(document: DocumentView, scored: Mapping[str, Sequence[Scored]]) -> dict[str, list[Scored]]:
    """The scored places without those that cannot be."""
    result = {name: list(found) for name, found in scored.items()}
    result |= with_said_places(document, scored)
    # "Page 1 of 1": the number of a page is no revision
    revisions = (one for one in result.get("revision", []) if not _counts_pages(document, one))
    result["revision"] = [one for one in revisions if not _second_of_two(document, one)]
    # until when an order stands is not when its goods are wanted
    result["requested_date"] = [
        one for one in result.get("requested_date", []) if not _says(label_of(document, one), "valid_until")
    ]
    # the sum of one line is no total
    for name in ("total_net", "total_gross"):
        result[name] = [one for one in result.get(name, []) if not _says(label_of(document, one), "line_sum")]
    # a town alone says where to, a sum how much: neither is a term
    for name in ("delivery_terms", "payment_terms"):
        offered = with_said_terms(document, name, result.get(name, []))
        result[name] = meant(name, [one for one in offered if not _no_term(document, str(one.value))])
    # a street alone is no term either, though terms name towns
    streets = [one for one in result.get("ship_to_street", []) if one.probability > LIKELY]
    days = [one for one in result["requested_date"] if one.probability > LIKELY]
    result["notes"] = with_said_notes(document, result.get("notes", []), (*streets, *days))
    result["delivery_terms"] = [
        one for one in result["delivery_terms"] if not any(_inside(one, street) for street in streets)
    ]
    result["ship_to_name"] = [one for one in result.get("ship_to_name", []) if not _greets(one.text)]
    # a department writes for the company above it, a purchasing system prints its own name over the order
    names = [
        one
        for one in with_whole_names(result.get("buyer_name", []))
        if fold(str(one.value)) not in _departments() and not _names_a_system(str(one.value))
    ]
    result["buyer_name"] = with_said_buyers(document, names, {id(one): label_of(document, one) for one in names})
    result["order_date"] = [one for one in result.get("order_date", []) if not anothers_day(document, one)]
    result["po_number"] = _order_numbers(document, result.get("po_number", []))
    return result


def _inside(one: Scored, other: Scored) -> bool:
    """Whether a place begins within another's words."""
    a, b = one.box, other.box
    return one.page == other.page and b.top <= a.y_mid <= b.bottom and b.x0 - 1 <= a.x0 < b.x1


@cache
def _greetings() -> tuple[str, ...]:
    return tuple(fold(words) for words in merged("words")["greeting"])


def _names_a_system(name: str) -> bool:
    """ "Sistema Integrado de Gestión", "Module Achats": what prints the order; with a legal form it is a company."""
    folded = fold(name)
    opens = any(f"{folded} ".startswith(f"{words} ") for words in _system_names())
    return opens and not any(word in LEGAL_FORMS for word in folded.split())


@cache
def _system_names() -> frozenset[str]:
    return frozenset(fold(words) for words in merged("words")["system_names"])


@cache
def _departments() -> frozenset[str]:
    return frozenset(fold(words) for words in merged("words")["department"])


def _greets(text: str) -> bool:
    """ "Dear Sirs," opens a letter and is nobody's name."""
    opening = f"{fold(text)} "
    return text.rstrip().endswith((",", ":", "!")) and any(opening.startswith(f"{word} ") for word in _greetings())


def _order_numbers(document: DocumentView, found: Sequence[Scored]) -> list[Scored]:
    """Without tax ids; "Purchase order: 12" before "Reference: Q-34" where both look like the order's number."""
    whole = whole_places(document, found)
    found = [one for one in found if not begins_one_of(one, whole)]
    found = [one for one in found if not _BOX.match(str(one.value)) and (one in whole or not _runs_on(one, found))]
    found = [one for one in found if not _is_day(document, one)]
    kept = [one for one in found if read_vat_id(str(one.value)) is None or not _labelled_tax(document, one)]
    named = {id(one) for one in kept if one.probability > LIKELY and _said(document, one, "order")}
    if not named:
        return kept
    return [one if id(one) in named else replace(one, probability=one.probability * UNNAMED) for one in kept]


def _is_day(document: DocumentView, one: Scored) -> bool:
    """ "pour le 27/04": a day and a month after a word that leads to a date; with a year it is a date anywhere."""
    if _DAY.fullmatch("".join(str(one.value).split())):
        return True
    before = label_of(document, one).split()[-1:]
    return _DAY_MONTH.fullmatch(str(one.value)) is not None and bool(before) and before[0] in _BEFORE_DAYS


def _runs_on(one: Scored, found: Sequence[Scored]) -> bool:
    """ "P40538 A" beside "P40538" as likely: the letter begins what follows ("A Coruña")."""
    text = str(one.value)
    return any(
        other.probability >= one.probability and text.startswith(f"{other.value} ") and text.split()[-1].isalpha()
        for other in found
    )


def _bare_number(document: DocumentView, one: Scored) -> str:
    """ "our PO 00241" says that 00241 is the number; after a label of its own, letters before it belong to it."""
    text = without_leads(str(one.value))
    word, _, rest = text.partition(" ")
    names_it = fold(word) in {fold(name) for name in merged("words")["order"]}
    bare = names_it and rest.isalnum() and sum(ch.isdigit() for ch in rest) >= LEAST_NUMBER
    return rest if bare and not _said(document, one, "order") else text


def without_leads(number: str) -> str:
    """ "N KT-5518" and "208846 du", which a day follows: the words around a number are none of it."""
    first, _, rest = number.partition(" ")
    if fold(first) in merged("words")["number_word"] and any(ch.isdigit() for ch in rest):
        number = rest
    begin, _, last = number.rpartition(" ")
    return begin if begin and fold(last) in merged("words")["day_word"] else number


def _labelled_tax(document: DocumentView, one: Scored) -> bool:
    value = str(one.value)
    return document.gazetteer.is_ourselves(value) or bool(document.gazetteer.customers_by_vat(value))


def _without_full_stop(text: str) -> str:
    """Without the stop that ends a sentence; an abbreviation ("60 gg f.m.", "30 Tg.") keeps its own."""
    bare = text.rstrip(".")
    last = bare.split()[-1] if bare.split() else ""
    short = "." in last or len(last) <= LONGEST_ABBREVIATION
    return text if short and not last.isdigit() else bare.rstrip(_EDGE)


def _said(document: DocumentView, one: Scored, words: str) -> bool:
    """Whether a word of the lexicon's list stands before the value on its line, or over it."""
    folded = f" {label_of(document, one)} "
    return any(f" {fold(word)} " in folded for word in merged("words")[words])


def _says(folded: str, words: str) -> bool:
    """Whether a folded label is, or begins with, one of the lexicon's list."""
    return any(f"{folded} ".startswith(f"{fold(word)} ") for word in lexicon("terms")["said"][words])


def _second_of_two(document: DocumentView, one: Scored) -> bool:
    """Whether a number stands right of another under "Revision | Page": it is the page's."""
    view = document.pages[one.page]
    for index, segment in enumerate(view.segments):
        left, over = view.left[index], view.above[index]
        if segment.box == one.box and left >= 0 and over >= 0 and _PAGE.search(view.segments[over].text):
            gap = segment.box.x0 - view.segments[left].box.x1
            return view.segments[left].text.isdigit() and gap < MOST_BETWEEN * segment.box.height
    return False


def label_of(document: DocumentView, one: Scored) -> str:
    """What is printed before a value: in its segment, else left of it, else above it."""
    view = document.pages[one.page]
    for index, segment in enumerate(view.segments):
        if segment.box.top <= one.box.y_mid <= segment.box.bottom and segment.box.x0 <= one.box.x_mid <= segment.box.x1:
            before = " ".join(word.text for word in segment.words if word.box.x1 <= one.box.x0 + 0.1)
            near = [before, *(view.segments[k].text for k in (view.left[index], view.above[index]) if k >= 0)]
            return next((folded for text in near if (folded := fold(text))), "")
    return ""


def _line_text(document: DocumentView, one: Scored) -> str:
    view = document.pages[one.page]
    return " ".join(segment.text for segment in view.segments if _beside(segment.box, one.box))


def _beside(segment: Box, place: Box) -> bool:
    return segment.top <= place.y_mid <= segment.bottom and abs(segment.x_mid - place.x_mid) < 200


def _counts_pages(document: DocumentView, one: Scored) -> bool:
    text = _line_text(document, one)
    return _PAGE.search(text) is not None and (_COUNTED.search(text) is not None or len(text) < 14)


def _no_term(document: DocumentView, text: str) -> bool:
    ours = {place for _, place in document.gazetteer.ourselves.places}
    if document.gazetteer.is_city(text.strip(_EDGE)) or fold(text) in ours:
        return True
    if _VALIDITY.match(text) or _ASKS_DATE.search(text):  # how long an offer stands; a box for a date
        return True
    return _SUM.search(text) is not None or bool(read_postcode(text.strip(_EDGE)))


def _with_participle(document: DocumentView, one: Scored, field: Field[str]) -> Field[str]:
    """ "Zahlung: zahlbar | innerhalb 14 Tagen": what says how payment falls due is no label but begins the terms."""
    if not isinstance(field.evidence, OnPage):
        return field
    for segment in document.pages[one.page].segments:
        if segment.box.top <= one.box.y_mid <= segment.box.bottom and segment.box.x0 <= one.box.x_mid <= segment.box.x1:
            before = [word for word in segment.words if word.box.x1 <= one.box.x0 + 0.1]
            if before and before[-1].text.casefold() in _DUE:
                place = field.evidence
                whole = replace(place, box=place.box.union(before[-1].box), text=f"{before[-1].text} {place.text}")
                return replace(field, value=f"{before[-1].text} {field.value}", evidence=whole)
    return field


def after_choice(
    document: DocumentView, chosen: Sequence[Choice], fields: Mapping[str, Field[Any]]
) -> dict[str, Field[Any]]:
    """The stated fields, one total not stated twice, a lone total as the net."""
    result = dict(fields)
    by_name = {one.field: one for one in chosen}
    net, gross = result.get("total_net"), result.get("total_gross")
    if gross is not None and "total_tax" not in result:
        if net is None and not _said(document, by_name["total_gross"].best, "with_tax"):
            result["total_net"] = gross
            del result["total_gross"]
        elif net is not None and net.evidence == gross.evidence:
            del result["total_gross"]
    lone = net is not None and gross is None and "total_tax" not in result
    if lone and "total_net" in by_name and _said(document, by_name["total_net"].best, "with_tax"):
        result["total_gross"] = result.pop("total_net")
    for name in ("payment_terms", "delivery_terms", "notes"):
        if name in result:
            text = without_label(name, str(result[name].value))
            ended = text if name == "notes" else bared(before_next_label(name, one_sentence(text)))
            result[name] = replace(result[name], value=ended)
            if name != "notes" and name in by_name:
                result[name] = whole_terms(document, name, by_name[name].best, result[name])
    if "delivery_terms" in result and "ship_to_name" in result:
        told = before_place(str(result["delivery_terms"].value), str(result["ship_to_name"].value))
        result["delivery_terms"] = replace(result["delivery_terms"], value=told)
    if "payment_terms" in result and "payment_terms" in by_name:
        result["payment_terms"] = _with_participle(document, by_name["payment_terms"].best, result["payment_terms"])
    if "notes" in result and {"ship_to_street", "ship_to_postcode"} & set(result):
        street, postcode = (str(result[name].value) if name in result else "" for name in _PLACE)
        told = without_place(str(result["notes"].value), street, postcode)
        result["notes"] = replace(result["notes"], value=told)
        if not told:
            del result["notes"]
    if "po_number" in result and "po_number" in by_name:
        number = _bare_number(document, by_name["po_number"].best)
        result["po_number"] = replace(result["po_number"], value=number)
    for name in ("ship_to_city", "payment_terms", "delivery_terms"):
        if name in result:
            field = result[name]
            result[name] = replace(field, value=_without_full_stop(str(field.value).strip(_EDGE)))
    for name in ("ship_to_postcode", "buyer_vat_id"):  # of letters and digits: what ends a sentence or parts a footer
        if name in result:
            result[name] = replace(result[name], value=str(result[name].value).strip(_ENDS))
    return result
