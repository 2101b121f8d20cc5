"""Names without what is printed with them: the line's own code, a drawing's revision, the opening of a bracket."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from extraction.columns import ROLES, exact_roles
from extraction.lexicon import merged
from extraction.lines_types import normal
from extraction.values import read_unit
from models.reading import ExtractedLine

NAME = ROLES.index("description")
BEHIND = tuple(ROLES.index(role) for role in ("item_code", "buyer_item_code", "supplier_item_code", "requested_date"))
SEVERAL = 2
LONGEST_LABEL = 5
_REVISION = re.compile(
    r"(?:rev(?:ision|isione|isión|isie|\.)?|index|indice|índice|ind\.|issue|iss\.|änd\.?-?index|wijz\.)"
    r"\s*[:#]?\s*(?:[A-Z]{1,2}|\d{1,2}|[A-Z]\d|N[CRS])\s+(?=\S+\s+\S)",
    re.IGNORECASE,
)
_BASIS = re.compile(r"\s+/\s?(?:10|100|1[.,]?000)\s*[A-Z]{2,3}$")  # of the price beside the name: "/100 REA"
_PRICED = re.compile(
    r"[,;]?\s+(?:zum (?:einzel|stück)?preis (?:von|je)|zu (?:einem|je) (?:preis von)?|at (?:a|the) (?:unit )?price of"
    r"|priced at|au prix (?:unitaire )?de|à (?:un|raison de) (?:prix de)?|a(?:l| un) precio (?:unitario )?de"
    r"|al prezzo (?:unitario )?di|(?:tegen|voor) (?:de|een) prijs van)(?:\s+\S+)?$",
    re.IGNORECASE,
)  # "salt, 25 kg, zum Preis von": the price follows, perhaps its unit was taken along
_ATTRIBUTE = re.compile(r"[,;|–-]?\s+[^\W\d_][^\W\d_.'’°º/-]{2,}\.?\s?:\s.*$", re.DOTALL)
_OPENED = re.compile(
    r"\s*\((?:v/|n/|vs\.?|ns\.?)?\s*(?:réf|ref|rif|art|cod|cód|code|your|our|votre|notre|ihre|unsere|vostro|nostro"
    r"|su|uw|ons|onze|nr|n°|nº|no|sku|item|artikel|article|mat)[\w .°º-]*[.:]?$",
    re.IGNORECASE,
)


def with_bare_names(lines: Sequence[ExtractedLine]) -> list[ExtractedLine]:
    """The lines; a bracket that opens for a code, and closes with it elsewhere, is no part of the name."""
    bared = [_bared(_counted(line)) for line in lines]
    ends = Counter(line.description.value.split()[-1] for line in bared if line.description)
    return [_unlabelled(line, ends) for line in bared]


def _counted(line: ExtractedLine) -> ExtractedLine:
    """Without what opens behind the unit for the quantity that was: "12 pcs (was 10)"."""
    head, opened, _ = line.unit.value.partition(" (") if line.unit else ("", "", "")
    if line.unit is None or not opened or not read_unit(head):
        return line
    return replace(line, unit=replace(line.unit, value=head))


def _unlabelled(line: ExtractedLine, ends: Mapping[str, int]) -> ExtractedLine:
    """Without the label before the name ("Bezeichnung: …"), and the one behind it that several names end with."""
    if line.description is None:
        return line
    text = line.description.value
    label, colon, rest = text.partition(":")
    if colon and rest.strip() and _names(label, (NAME,)):
        text = rest.strip()
    text = _without_attributes(text)
    *words, last = text.split()
    if words and ends[last] >= SEVERAL and last.isalpha() and _names(last, BEHIND):
        text = " ".join(words).rstrip(",;: ")
    return line if text == line.description.value else _described(line, text)


def _without_attributes(text: str) -> str:
    """The name without what is said of it behind a label: "Work glove Manufacturer: Guardia Origin: PL"."""
    found = _ATTRIBUTE.search(text)
    if found is None:
        return text
    name = text[: found.start()].split()
    for count in (3, 2, 1):  # "Country of origin:" begins before its last word
        words = [*name[-count:], found[0].partition(":")[0].strip(" ,;|–-")]
        if len(name) > count and normal(" ".join(words)) in _labels():
            name = name[:-count]
            break
    kept = " ".join(name).rstrip(" ,;|–-")
    return kept if len(name) > 1 or any(ch.isdigit() for ch in kept) else text


@cache
def _labels() -> frozenset[str]:
    phrases = (*merged("rows")["label"], *(word for words in merged("columns").values() for word in words))
    return frozenset(normal(phrase) for phrase in phrases)


def _names(label: str, roles: Sequence[int]) -> bool:
    """Whether a label, or its last words, head a column of one of these roles."""
    words = normal(label).split()
    if not 0 < len(words) <= LONGEST_LABEL:
        return False
    return any(exact_roles(" ".join(words[at:]), "")[role] for at in range(len(words)) for role in roles)


def _described(line: ExtractedLine, text: str) -> ExtractedLine:
    return line if line.description is None else replace(line, description=replace(line.description, value=text))


def _bared(line: ExtractedLine) -> ExtractedLine:
    if line.description is None:
        return line
    text = line.description.value
    bare = text[found.end() :] if (found := _REVISION.match(text)) else text
    if line.unit_price is not None:
        bare = _PRICED.sub("", _BASIS.sub("", bare))
    for code in (line.supplier_item_code, line.buyer_item_code):
        first, _, rest = bare.partition(" ")
        if code is not None and any(c.isdigit() for c in first) and first.strip("[]():") == code.value and rest:
            bare = rest.lstrip("-–: ")
    if line.supplier_item_code or line.buyer_item_code or line.gtin:
        bare = _OPENED.sub("", bare)
    return _described(line, bare) if bare and bare != text else line
