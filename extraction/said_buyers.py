"""Who buys, where the words around a name say so: not who is named as the vendor, but the public body over the order.

The scorer takes a company under "Vendor" for the buyer when it is not known to be us, and does not know that a
township, a municipality or a cooperative buys; their names say so themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from extraction.candidates import hull
from extraction.candidates_view import DocumentView, PageView
from extraction.gazetteer import LEGAL_FORMS, fold, name_key
from extraction.header_choice import Scored
from extraction.label_names import names_of
from extraction.lexicon import lexicon
from models.page import Word

VENDORS = 0.05  # what is left of the odds of a name that stands under "Vendor"
SURE = 0.5  # a name this likely is left alone
OFFERED = 0.75
HEAD = 0.3  # of the first page, where a letterhead stands
MOST_WORDS, LEAST_WORDS = 9, 2
OF_THE_NAME = 4  # words of the name that a letter's opening is looked for before
_EDGE = " ,;:.|–-"


def with_said_buyers(document: DocumentView, found: Sequence[Scored], labels: Mapping[int, str]) -> list[Scored]:
    """The places of names: those under a vendor's label hardly likely, a public body's in the letterhead offered.

    `labels` are the words before each place, by its `id`.
    """
    result = [
        replace(one, probability=one.probability * VENDORS) if _vendors(document, one, labels[id(one)]) else one
        for one in found
    ]
    parts = [one for one in result if is_department(str(one.value))]
    result = [one for one in result if one not in parts]
    if any(one.probability >= SURE for one in result):
        return result
    said = next(_bodies(document), None) or _house_of(document, parts)
    if said is not None:
        same = [one for one in result if name_key(str(one.value)) == name_key(str(said.value))]
        result = [one for one in result if one not in same]
        supports = max((one.support for one in same), default=0.0)
        result.append(replace(said, support=supports))
    return result


def _house_of(document: DocumentView, parts: Sequence[Scored]) -> Scored | None:
    """The name above or below a department that seemed to buy: the house that it is a part of."""
    for part in sorted(parts, key=lambda one: -one.probability):
        if part.probability < SURE or not 0 <= part.page < len(document.pages):
            continue
        shown = document.pages[part.page]
        for index, segment in enumerate(shown.segments):
            if not segment.box.top <= part.box.y_mid <= segment.box.bottom or segment.box.x0 > part.box.x_mid:
                continue
            for at in (shown.above[index], shown.below[index]):
                text = shown.segments[at].text.strip(_EDGE) if at >= 0 else ""
                if _is_name(text) and not is_department(text):
                    words = shown.segments[at].words
                    return Scored(text, OFFERED, part.page, shown.segments[at].box, text, cell=words[0].cell)
    return None


def _is_name(text: str) -> bool:
    words = text.split()
    sound = LEAST_WORDS <= len(words) <= MOST_WORDS and not any(ch.isdigit() or ch in "@:(" for ch in text)
    return sound and words[0][0].isupper() and words[-1][0].isupper() and not names_of(text)


def is_department(name: str) -> bool:
    """ "Direction des moyens généraux", "Supplies and Issues Section": a part of a house, no house."""
    words = fold(name).split()
    if not words or len(words) > MOST_WORDS or any(word in LEGAL_FORMS for word in words):
        return False
    duty = any(word in _phrases("duties") for word in words)
    return all(word in _phrases("departments") for word in words) or (
        duty and any(word in _phrases("parts") for word in words)
    )


def _vendors(document: DocumentView, one: Scored, label: str) -> bool:
    """Whether a name that is no customer's stands under a label that only a vendor has."""
    names = names_of(label)
    return (
        "vendor" in names
        and not {"buyer", "bill_to"} & set(names)
        and not document.gazetteer.customers_by_name(str(one.value))
    )


def _bodies(document: DocumentView) -> Iterator[Scored]:
    """The names of public bodies that head the first page or sign the first sentence of a letter, from the top."""
    if not document.pages:
        return
    shown = document.pages[0]
    for index, segment in enumerate(shown.segments):
        for words in _runs(segment.words):
            first = _first_of_name(words)
            named = words[first:]
            text = " ".join(word.text for word in named).strip(_EDGE)
            heads = first == 0 and words[0] is segment.words[0] and segment.box.top < HEAD * shown.page.height
            if ((heads and not _labelled(shown, index)) or first > 0) and is_body(text):
                yield Scored(text, OFFERED, 0, hull([word.box for word in named]), text, cell=named[0].cell)


def _runs(words: Sequence[Word]) -> Iterator[Sequence[Word]]:
    """The words up to each comma."""
    start = 0
    for at, word in enumerate(words):
        if word.text.endswith((",", ";")) or at + 1 == len(words):
            yield words[start : at + 1]
            start = at + 1


def _first_of_name(words: Sequence[Word]) -> int:
    """Where a name begins behind the opening of a letter ("Por la presente Cooperativa …"), else 0."""
    folded = [fold(word.text) for word in words]
    for count in range(1, min(OF_THE_NAME, len(words) - 1) + 1):
        if " ".join(folded[:count]) in _hereby():
            return count
    return 0


def _labelled(shown: PageView, index: int) -> bool:
    """Whether a label of another party stands left of a name or over it."""
    near = [shown.segments[at].text for at in (shown.left[index], shown.above[index]) if at >= 0]
    return any({"vendor", "ship_to"} & set(names_of(text)) for text in near)


def is_body(text: str) -> bool:
    """Whether a text is a public body's or a cooperative's whole name."""
    words, folded = text.split(), fold(text)
    if not LEAST_WORDS <= len(words) <= MOST_WORDS or any(ch.isdigit() for ch in text) or ":" in text:
        return False
    opens = any(folded.startswith(f"{phrase} ") for phrase in _phrases("opens"))
    ends = any(folded.endswith(f" {phrase}") for phrase in _phrases("ends"))
    return (opens or ends) and words[0][0].isupper() and words[-1][0].isupper()


@cache
def _phrases(name: str) -> tuple[str, ...]:
    return tuple(lexicon("public")[name])


@cache
def _hereby() -> frozenset[str]:
    return frozenset(lexicon("public")["hereby"])
