"""Places of delivery that a label or a sentence makes sure of and that parse as an address, where none was likely.

"Ship To:" over a name, a number with a street, and a town with its code says by itself what it is, however the
scorer divides it; so does "…an die folgende Stelle zu liefern: Name, Street 4, 73481 Town."
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from extraction.candidates import hull
from extraction.candidates_view import DocumentView, PageView
from extraction.gazetteer import fold
from extraction.header_choice import Scored
from extraction.label_names import names_of
from extraction.lexicon import lexicon
from extraction.parties_assembly import bare_name
from extraction.parties_items import has_postcode
from extraction.parties_parts import PlaceParts, parse_place
from models.page import Word

LIKELY = 0.3  # from when on a scored street or postcode is left alone
OFFERED = 0.7
GROUP = 10_000  # the first number of a group that no scored one has
FIRST_PAGES, MOST_LINES, MOST_PARTS, LONGEST_LABEL = 2, 5, 6, 6
LONGEST_NAME = 8  # words
_EDGE = " ,;:.|–-"
_SENTENCE = re.compile(r"[a-zà-ÿß)\d]{2,}[.!?]$")
_FIELDS = ("ship_to_name", "ship_to_street", "ship_to_postcode", "ship_to_city")


@dataclass(frozen=True, slots=True)
class _Address:
    name: tuple[Word, ...]
    street: tuple[Word, ...]
    place: tuple[Word, ...]
    parts: PlaceParts


def with_said_places(document: DocumentView, scored: Mapping[str, Sequence[Scored]]) -> dict[str, list[Scored]]:
    """The scored parts of delivery places, and those of a place that is said where no street or code is likely."""
    result = {name: list(scored.get(name, ())) for name in _FIELDS}
    sure = (one for name in ("ship_to_street", "ship_to_postcode") for one in result[name])
    if any(one.probability >= LIKELY for one in sure):
        return result
    found = next(_said(document), None)
    if found is None:
        return result
    page, address = found
    for name, words, value in (
        ("ship_to_name", address.name, bare_name(_text(address.name))),
        ("ship_to_street", address.street, _text(address.street)),
        ("ship_to_postcode", address.place, address.parts.postcode),
        ("ship_to_city", address.place, address.parts.city),
    ):
        if value:
            box, text = hull([word.box for word in words]), " ".join(word.text for word in words)
            confidence = min(word.confidence for word in words)
            made = Scored(value, OFFERED, page, box, text, confidence, cell=words[0].cell, group=GROUP)
            result[name] = [*result[name], made]
    return result


def _said(document: DocumentView) -> Iterator[tuple[int, _Address]]:
    for number, shown in enumerate(document.pages[:FIRST_PAGES]):
        for lines, running in _announced(shown):
            address = _parsed(lines, running)
            if address is not None and not document.gazetteer.is_ourselves(_text(address.name)):
                yield number, address


def _announced(shown: PageView) -> Iterator[tuple[list[tuple[Word, ...]], bool]]:
    """The lines that follow each label of a place of delivery, and whether they are a sentence's."""
    for index, segment in enumerate(shown.segments):
        below = [shown.segments[at].words for at in shown.stack_below[index][:MOST_LINES]]
        end = _label_end(segment.words)
        if 0 < end < len(segment.words):
            yield [segment.words[end:], *below], end > LONGEST_LABEL or not _is_label(_text(segment.words[:end]))
        elif end or _label_over_two_lines(shown, index):
            right = index + 1 if index + 1 < len(shown.segments) and shown.left[index + 1] == index else -1
            if right >= 0:
                under = [shown.segments[at].words for at in shown.stack_below[right][:MOST_LINES]]
                yield [shown.segments[right].words, *under], False
            if end and below:
                yield below, False


def _label_end(words: Sequence[Word]) -> int:
    """Where the label at the start of a line, or the sentence that ends with a colon, ends; 0 for none."""
    for end in range(min(LONGEST_LABEL, len(words)), 0, -1):
        text = " ".join(word.text for word in words[:end])
        closed = text.endswith(":") or end == len(words)
        if closed and _is_label(text):
            return end
    folded = [fold(word.text) for word in words]
    for end, word in enumerate(words, start=1):
        if word.text.endswith(":") and len(word.text) > 1 and end > 1:
            told = folded[max(0, end - LONGEST_LABEL) : end]
            delivers = any(text.startswith(_stems("delivering")) for text in told)
            return end if delivers and not any(text.startswith(_stems("other")) for text in told) else 0
    return 0


def _is_label(text: str) -> bool:
    return names_of(text) == ("ship_to",)


def _label_over_two_lines(shown: PageView, index: int) -> bool:
    """Whether a label goes on in the line below ("DIRECCIÓN DE | DESPACHO")."""
    below = shown.below[index]
    return below >= 0 and _is_label(f"{shown.segments[index].text} {shown.segments[below].text}")


def _parsed(lines: Sequence[tuple[Word, ...]], sentence: bool) -> _Address | None:
    """The address that the lines hold: a name, a street with a number, and a town."""
    if not lines:
        return None
    running = sentence or any(word.text.endswith(",") for word in lines[0][:-1])
    parts = list(_parts(lines, running))[:MOST_PARTS]
    while parts and parts[0] and parts[0][0].text in (":", "-"):
        parts[0] = parts[0][1:]
    parts = [part for part in parts if part]
    streets = [at for at, part in enumerate(parts) if at and _has_number(part)]
    if not streets or (_has_number(parts[0]) and not parts[0][0].text[:1].isalpha()) or len(parts[0]) > LONGEST_NAME:
        return None
    first = streets[0]
    coded = [at for at in range(first + 1, len(parts)) if _codes(parts[at])]
    last = coded[0] if coded else len(parts) - 1
    place = parse_place(_text(parts[last]))
    towns = running and not coded and last > first and not _has_number(parts[last]) and place.city
    if not (coded and place.postcode and place.city) and not towns:
        return None
    name = tuple(word for part in parts[:first] for word in part)
    street = tuple(word for part in parts[first:last] for word in part)
    return _Address(name, street, parts[last], place) if name[0].text[:1].isupper() else None


def _codes(part: Sequence[Word]) -> bool:
    parsed = parse_place(_text(part))
    return has_postcode(_text(part)) and bool(parsed.postcode and parsed.city)


def _has_number(part: Sequence[Word]) -> bool:
    return any(ch.isdigit() for word in part for ch in word.text)


def _parts(lines: Sequence[tuple[Word, ...]], running: bool) -> Iterator[tuple[Word, ...]]:
    """Lines, or in running text what stands between commas, up to what is no address any more."""
    part: list[Word] = []
    for line in lines:
        for word in line:
            part.append(word)
            ends = running and _SENTENCE.search(word.text) is not None and not word.text[0].isdigit()
            ends = ends or (running and word.text.endswith(".") and has_postcode(_text(part)))
            if ends or (running and word.text.endswith((",", ";"))):
                if _foreign(part):
                    return
                yield tuple(part)
                part = []
            if ends:
                return
        if not running:
            if _foreign(part):
                return
            yield tuple(part)
            part = []
    if part and not _foreign(part):
        yield tuple(part)


def _foreign(part: Sequence[Word]) -> bool:
    """Whether words are no part of an address: a date, a mail address, a label, the rest of a sentence."""
    text = _text(part)
    folded = fold(text)
    return (
        "@" in text
        or any(word.text.endswith(":") and len(word.text) > 1 for word in part)
        or (text[:1].islower() and not folded.startswith(("rue", "via", "c ")))
        or folded.startswith(("tel", "phone", "fax", "attn", "att ", "zhd", "t a v", "c o "))
    )


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words).strip(_EDGE)


@cache
def _stems(name: str) -> tuple[str, ...]:
    return tuple(lexicon("places")[name])
