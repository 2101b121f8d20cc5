"""One address group to the fields of a delivery place: name, street, postcode, town, country, as printed."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from extraction.candidates import hull
from extraction.candidates_view import DocumentView
from extraction.gazetteer import fold, name_key
from extraction.header_choice import Scored
from extraction.localities import is_quarter, parsed, particles, place_text
from extraction.parties_features import ROLE_CLASSES, GroupFacts
from extraction.parties_items import Item, wraps
from extraction.parties_parts import PART_CLASSES, read_country, strip_preposition
from extraction.parties_recast import recast
from extraction.scoring_text import Floats, Ints
from models.page import Word

_NAME, _STREET, _PLACE, _COUNTRY, _OTHER = (
    PART_CLASSES.index(name) for name in ("name", "street", "place", "country", "other")
)
NO_PART, NO_PARTY = PART_CLASSES.index("none"), ROLE_CLASSES.index("none")
_EDGE = " ,;-–"
_GOES_ON = (",", "-")
CLAIMED = 0.5
MOST_LEADING = 3
LONG_WORD = 5  # letters; shorter ones stand in names too ("van der Berg")
_CODE_BEFORE = re.compile(r"^(?:\d[\d-]{1,8}|[A-Z]\d{2,4})\s[-/–]\s(?=[A-ZÀ-Ý])")
MOST_RUN, MOST_STREET = 5, 5
LEAST_DOUBT = 0.2


def parts_of_party(parts: Floats, role: Floats) -> Floats:
    """The odds of each item's part, in the light of how surely its group is a party at all.

    An item that is no part of an address is rare inside one, and nearly all there is outside.
    """
    weighed = parts.copy()
    weighed[:, NO_PART] *= max(float(role[NO_PARTY]), LEAST_DOUBT)
    total = weighed.sum(axis=1, keepdims=True)
    return np.asarray(weighed / np.maximum(total, 1e-9), dtype=np.float32)


def assemble(document: DocumentView, one: GroupFacts, parts: Floats) -> dict[str, Scored]:
    """The fields of the address that a group states, each with the probability that its items are what they seem."""
    items = one.group.items
    parts = recast(items, parts)
    kinds = parts.argmax(axis=1)
    result: dict[str, Scored] = {}
    names = _name_run(one, parts, kinds)
    streets = _street_run(one, parts, kinds)
    if names:
        result["ship_to_name"] = _scored(
            document, one, names, _name_text(document, one, names), parts[names, _NAME].min()
        )
    if streets:
        text = _joined(document, one, streets).strip(_EDGE)
        result["ship_to_street"] = _scored(document, one, streets, text, parts[streets, _STREET].max())
    found = [i for i in range(len(items)) if kinds[i] in (_PLACE, _COUNTRY)]
    for index in found:
        goes_on = _broken(items[index].text) or wraps(items, index)
        whole = [index, index + 1] if goes_on and index + 1 in found else [index]
        _add_place(document, one, whole, float(parts[index, kinds[index]]), int(kinds[index]), result)
    return result


def _name_run(one: GroupFacts, parts: Floats, kinds: Ints) -> list[int]:
    """The lines of the name; what stands before it on its first line is part of it unless it is something else."""
    items = one.group.items
    run = _run([i for i in range(len(items)) if kinds[i] == _NAME], items)
    if not run or one.group.inline:
        return run
    while run[0] and items[run[0] - 1].segment == items[run[0]].segment and _unclaimed(items, parts, run[0] - 1):
        run.insert(0, run[0] - 1)
    return run


def _unclaimed(items: Sequence[Item], parts: Floats, index: int) -> bool:
    return (
        not items[index].label
        and not items[index].text.endswith(":")
        and float(parts[index, [_STREET, _PLACE, _COUNTRY, _OTHER]].max()) < CLAIMED
    )


def _street_run(one: GroupFacts, parts: Floats, kinds: Ints) -> list[int]:
    """The line of the street: its surest item with what stands beside it on the line, and a broken line's rest."""
    items = one.group.items
    streets = [i for i in range(len(items)) if kinds[i] == _STREET]
    if not streets:
        return []
    if one.group.inline:
        return _run(streets, items, MOST_STREET)
    best = max(streets, key=lambda i: float(parts[i, _STREET]))
    line = [i for i in range(len(items)) if items[i].segment == items[best].segment]
    run = [i for i in line if i == best or _of_street(items[i].text, parts[i], int(kinds[i]))]
    run = [i for i in run if all(j in run for j in range(min(i, best), max(i, best)))]
    while run[0] - 1 in streets and _goes_on(items, run[0] - 1):
        run.insert(0, run[0] - 1)
    while run[0] - 1 in streets and is_quarter(items[run[0]].text):
        run.insert(0, run[0] - 1)
    while run[-1] + 1 in streets and (_goes_on(items, run[-1]) or is_quarter(items[run[-1] + 1].text)):
        run.append(run[-1] + 1)
    return run


def _goes_on(items: Sequence[Item], index: int) -> bool:
    """Whether a street goes on after an item: over a comma or a hyphen, or in running text over the line's end."""
    return items[index].text.endswith(_GOES_ON) or wraps(items, index)


def _of_street(text: str, odds: Floats, kind: int) -> bool:
    """Whether an item beside a street belongs to it: no other part of the address claims it."""
    return not _broken(text) and (kind == _STREET or float(odds[[_NAME, _PLACE, _COUNTRY]].max()) < CLAIMED)


def _add_place(
    document: DocumentView, one: GroupFacts, indices: Sequence[int], odds: float, kind: int, result: dict[str, Scored]
) -> None:
    text = _joined(document, one, indices).strip(" ,;.|-–")
    text = text if text.count("(") == text.count(")") else text.strip("()")
    text = place_text(text)
    if kind == _COUNTRY or (read_country(text) and len(text) > 3):
        country = read_country(text) or read_country(town_of(text))
        if country and "ship_to_country" not in result:
            result["ship_to_country"] = _scored(document, one, indices, country, odds)
        return
    place = parsed(text)
    for name, value in (
        ("ship_to_postcode", place.postcode),
        ("ship_to_city", town_of(place.city)),
        ("ship_to_country", place.country or place.prefix),
    ):
        if value and name not in result:
            result[name] = _scored(document, one, indices, value, odds)


def town_of(text: str) -> str:
    """A town without the rest of the sentence that it stands in ("33605 Bielefeld auszuführen")."""
    words = text.split()
    for index, word in enumerate(words[1:], start=1):
        small = word[0].islower() and "'" not in word and "’" not in word and fold(word) not in particles()
        if small and not words[0][0].islower():
            return " ".join(words[:index]).rstrip(_EDGE)
    return text


def _run(indices: Sequence[int], items: Sequence[Item], most: int = MOST_RUN) -> list[int]:
    """The first indices that follow each other."""
    run: list[int] = []
    for index in indices:
        if run and index != run[-1] + 1:
            break
        run.append(index)
    return run[:most]


def _joined(document: DocumentView, one: GroupFacts, indices: Sequence[int]) -> str:
    """The items' text as printed; lines joined by a blank, a word broken at its hyphen by none."""
    text = ""
    place = 0
    while place < len(indices):
        first = one.group.items[indices[place]]
        end = place
        while end + 1 < len(indices) and one.group.items[indices[end + 1]].segment == first.segment:
            end += 1
        words = (
            document.pages[first.page].segments[first.segment].words[first.first : one.group.items[indices[end]].last]
        )
        part = " ".join(word.text for word in words)
        text = f"{text}{'' if _broken(text) else ' '}{part}".strip()
        place = end + 1
    return text


def _broken(text: str) -> bool:
    """Whether a line ends inside a hyphened name ("La Chaux-de-")."""
    return text.endswith("-") and text[-2:-1].isalpha()


def _name_text(document: DocumentView, one: GroupFacts, indices: Sequence[int]) -> str:
    """The name as printed; in the spelling of the master data where that has these words at this address."""
    text = bare_name(_joined(document, one, indices).strip(_EDGE + ":|/"))
    for address in one.known:
        if name_key(address.name) == name_key(text):
            return address.name
    # "unser Werk Huber GmbH": words that lead up to a customer's name are no part of it
    words = text.split()
    for start in range(1, min(len(words), MOST_LEADING + 1)):
        codes, count = document.gazetteer.customers_named_at_start(" ".join(words[start:]))
        if codes and count > 1 and not document.gazetteer.customers_named_at_start(text)[0]:
            return " ".join(words[start:])
    return text


def bare_name(text: str) -> str:
    """A name without its code ("12 - X Ltd") and without the words that lead to it ("al nostro deposito di X")."""
    text = strip_preposition(_CODE_BEFORE.sub("", text))
    words = text.split()
    first = next((at for at, word in enumerate(words) if not word[0].islower()), 0)
    told = first > 1 and any(len(word) >= LONG_WORD or word == "our" for word in words[:first])
    return " ".join(words[first:]) if told else text


def _scored(document: DocumentView, one: GroupFacts, indices: Sequence[int], value: str, odds: float) -> Scored:
    words = [word for index in indices for word in words_of_item(document, one.group.items[index])]
    box = hull([word.box for word in words])
    text = " ".join(word.text for word in words)
    confidence = min(word.confidence for word in words)
    return Scored(value, float(odds), one.group.page, box, text, confidence, float(bool(one.known)), cell=words[0].cell)


def words_of_item(document: DocumentView, item: Item) -> tuple[Word, ...]:
    return document.pages[item.page].segments[item.segment].words[item.first : item.last]
