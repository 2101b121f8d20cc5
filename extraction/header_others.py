"""Values that belong to something else on the order: the day of a quotation, a number without its kind of order."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from extraction.candidates_view import DocumentView
from extraction.gazetteer import fold
from extraction.header_choice import Scored
from extraction.layout import Segment
from extraction.lexicon import merged

LIKELY = 0.5
LONGEST_NUMBER = 3  # words of another document's number: "AN-27" is two
LONGEST_KIND = 3  # letters of a kind of order behind its number
_OF = frozenset({"of", "dated", "du", "de", "le", "vom", "del", "van", "dd", "datado", "data", "fecha", "in"})


def anothers_day(document: DocumentView, one: Scored) -> bool:
    """ "as per quotation 27767 of 3 April": the day of another document, whose name and number stand before it."""
    words = _before(document, one).split()
    if not words or words[-1] not in _OF:
        return False
    words = words[: -1 - (len(words) > 1 and words[-2] in _OF)]
    numbers = (range(len(words) - length, len(words)) for length in range(1, LONGEST_NUMBER + 1))
    return any(
        at[0] > 0 and _is_number(words[at[0] :]) and any(_names_other(words[: at[0]], size) for size in (1, 2, 3))
        for at in numbers
    )


def _is_number(words: Sequence[str]) -> bool:
    return any(ch.isdigit() for word in words for ch in word)


def _names_other(words: Sequence[str], size: int) -> bool:
    return len(words) >= size and " ".join(words[-size:]) in _others()


@cache
def _others() -> frozenset[str]:
    return frozenset(fold(name) for name in merged("labels")["other_ref"])


def whole_places(document: DocumentView, found: Sequence[Scored]) -> list[Scored]:
    """Values that are all that stands in their cell or place: "4512 OP" is then the number with its kind of order."""
    return [one for one in found if one.probability > LIKELY and _fills(document, one)]


def begins_one_of(one: Scored, wholes: Sequence[Scored]) -> bool:
    """Whether a value is one of the wholes without the letters behind it."""
    return any(_is_kind(str(other.value).partition(f"{one.value} ")) for other in wholes)


def _is_kind(parts: tuple[str, str, str]) -> bool:
    before, between, rest = parts
    return not before and bool(between) and rest.isalpha() and rest.isupper() and len(rest) <= LONGEST_KIND


def _fills(document: DocumentView, one: Scored) -> bool:
    segments = document.pages[one.page].segments
    return any(_holds(segment, one) and segment.text.strip() == one.text.strip() for segment in segments)


def _before(document: DocumentView, one: Scored) -> str:
    """What is printed before a value in its own segment, folded."""
    for segment in document.pages[one.page].segments:
        if _holds(segment, one):
            return fold(" ".join(word.text for word in segment.words if word.box.x1 <= one.box.x0 + 0.1))
    return ""


def _holds(segment: Segment, one: Scored) -> bool:
    box = segment.box
    return box.top <= one.box.y_mid <= box.bottom and box.x0 <= one.box.x_mid <= box.x1
