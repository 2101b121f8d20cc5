"""Forms: a confirmed document as printed, and which runs of a later one are the same print.

Two documents of one form share their labels, headings and small print at the same places, whoever fills them in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate

from extraction.candidates_view import DocumentView, PageView
from extraction.gazetteer import fold
from models.knowledge import Form, Run
from models.reading import HEADER_FIELDS, OnPage

LOCATED = tuple(name for name in HEADER_FIELDS if name not in ("currency", "ship_to_country"))
CODES = ("po_number", "revision", "buyer_vat_id", "buyer_email", "ship_to_postcode")
DATES = ("order_date", "requested_date")
SUMS = ("total_net", "total_tax", "total_gross")
NEAR_X, NEAR_Y = 0.012, 0.006  # of the page: the same place, the same line
COLUMN = 0.02  # one column
TOUCH = 2.0  # points that a word may stand outside the place of its value
MOST_WORDS = 5  # of a code or number
EDGES = " .,;:()[]\"'„“”«»*"
_LEAST_FIXED = 6  # runs that must agree before two documents can be of one form


def runs_of(document: DocumentView) -> tuple[Run, ...]:
    """All runs of words, page by page."""
    found = []
    for number, shown in enumerate(document.pages):
        page = shown.page
        for segment in shown.segments:
            box = segment.box
            x0, x1 = box.x0 / max(page.width, 1.0), box.x1 / max(page.width, 1.0)
            y = box.y_mid / max(page.height, 1.0)
            found.append(Run(segment.text, number, round(x0, 4), round(x1, 4), round(y, 4)))
    return tuple(found)


def starts_of(document: DocumentView) -> list[int]:
    """The number of the first run of each page."""
    return list(accumulate((len(page.segments) for page in document.pages[:-1]), initial=0))


def stands_at(page: PageView, segment: int, first: int, where: OnPage) -> bool:
    """Whether a value whose place is known stands at a word of a run."""
    words = page.segments[segment].words
    box = words[min(first, len(words) - 1)].box
    return (
        page.page.number == where.page
        and where.box.x0 - TOUCH <= box.x_mid <= where.box.x1 + TOUCH
        and where.box.top - TOUCH <= box.y_mid <= where.box.bottom + TOUCH
    )


def letters(text: str) -> str:
    """A run without its figures, as it is compared."""
    return " ".join(word for raw in fold(text).split() if (word := "".join(c for c in raw if c.isalpha())))


def same_print(form: Form, runs: Sequence[Run]) -> dict[int, int]:
    """Runs of the form's own print by their place in a document of these runs."""
    loose = set(form.loose)
    mine: dict[tuple[int, str], list[int]] = defaultdict(list)
    theirs: dict[tuple[int, str], list[int]] = defaultdict(list)
    for at, run in enumerate(form.runs):
        if at not in loose and (key := letters(run.text)):
            mine[run.page, key].append(at)
    for at, run in enumerate(runs):
        if (key := letters(run.text)) and (run.page, key) in mine:
            theirs[run.page, key].append(at)
    pairs: dict[int, int] = {}
    for name, places in mine.items():
        free = theirs.get(name, [])
        for at in places:
            one = form.runs[at]
            able = [other for other in free if _aligned(one, runs[other])]
            if able:
                best = min(able, key=lambda other: abs(runs[other].y - one.y))
                pairs[at] = best
                free = [other for other in free if other != best]
    return pairs


def _aligned(one: Run, other: Run) -> bool:
    return abs(one.x0 - other.x0) < NEAR_X or abs(one.x1 - other.x1) < NEAR_X


def begun_alike(form: Form, runs: Sequence[Run], pairs: Mapping[int, int]) -> dict[int, int]:
    """Runs that begin with a label of the form and go on with a value of this order."""
    found: dict[int, int] = {}
    taken = set(pairs.values())
    for at, first in sorted(_labels(form).items()):
        before = form.runs[at].text.split()[:first]
        if at in pairs:
            continue
        mine = form.runs[at]
        able = [
            n for n, run in enumerate(runs) if n not in taken and run.page == mine.page and begins(run.text, before)
        ]
        able = [n for n in able if abs(runs[n].x0 - mine.x0) < COLUMN] or (able if len(able) == 1 else [])
        if able:
            found[at] = min(able, key=lambda n: abs(runs[n].y - mine.y))
            taken.add(found[at])
    return found


def begins(text: str, before: Sequence[str]) -> bool:
    """Whether a run begins with these words and goes on; figures may be other figures."""
    words = text.split()
    return len(words) > len(before) and all(_as_good_as(*pair) for pair in zip(words, before, strict=False))


def _as_good_as(one: str, other: str) -> bool:
    if bare(one) == bare(other):
        return True
    return letters(one) == letters(other) and any(c.isdigit() for c in one) and any(c.isdigit() for c in other)


def likeness(form: Form, pairs: Mapping[int, int]) -> float:
    """The share of the form's own print that a document shows; 0 where there is too little to tell."""
    own = {*own_print(form), *(at for at in _labels(form) if form.runs[at].page == 0)}
    return sum(at in pairs for at in own) / len(own) if len(own) >= _LEAST_FIXED else 0.0


def may_be_like(form: Form, said: Collection[str], least: float) -> bool:
    """Whether a first page that prints these texts (as `letters` gives them) can be as like a form: quick to tell."""
    own = own_print(form)
    labelled = sum(form.runs[at].page == 0 for at in _labels(form).keys() - own.keys())
    return labelled + sum(text in said for text in own.values()) >= least * (len(own) + labelled)


@lru_cache(maxsize=1000)
def own_print(form: Form) -> dict[int, str]:
    """The texts of the first page that are the form's own, by their runs."""
    loose = set(form.loose)
    found = {at: letters(run.text) for at, run in enumerate(form.runs) if run.page == 0 and at not in loose}
    return {at: text for at, text in found.items() if text}


def _labels(form: Form) -> dict[int, int]:
    """Runs that begin with a label and go on with a value, and how many words the label has."""
    firsts: dict[int, int] = {}
    for one in form.shown:
        firsts[one.start] = min(one.first, firsts.get(one.start, one.first))
    return {at: first for at, first in firsts.items() if letters(" ".join(form.runs[at].text.split()[:first]))}


def alike(one: object, other: object) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return "".join(one.casefold().split()) == "".join(other.casefold().split())
    return one == other


def bare(word: str) -> str:
    return fold(word).strip(EDGES)
