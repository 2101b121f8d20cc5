"""Terms beside their own label run to the end of their cell or sentence, and begin where the label ends.

"Payment: Within 20 days of bill in duplicate" is one value, though its last words are known of no terms.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extraction.candidates_flow import ends_sentence
from extraction.candidates_view import DocumentView, PageView
from extraction.gazetteer import fold
from extraction.header_choice import Scored
from extraction.label_names import names_of
from extraction.lexicon import lexicon
from models.page import Box, Word
from models.reading import Field, OnPage

MOST_BEHIND, MOST_BEFORE = 10, 2  # words that terms may have more
_STOPS = (".", ";", ",", "!", "?", ")", ":")


def whole_terms(document: DocumentView, name: str, one: Scored, field: Field[str]) -> Field[str]:
    """Terms with the words of their cell that belong to them; as they are where no label stands right before."""
    view = document.pages[one.page]
    segments = [at for at, segment in enumerate(view.segments) if _within(segment.words, one.box)]
    if not segments or not isinstance(field.evidence, OnPage):
        return field
    first, last = segments[0], segments[-1]
    words = view.segments[first].words
    lead = words[: words.index(_within(words, one.box)[0])]
    before = _behind_label(view, name, first, lead)
    if before is None:
        return field
    text = str(field.value)
    more = _behind(view, last, one.box) if one.text.rstrip(" .").endswith(text) else ()
    added = before if one.text.startswith(text) else ()
    if not more and not added:
        return field
    box = field.evidence.box
    for word in (*added, *more):
        box = box.union(word.box)
    whole = " ".join((*(word.text for word in added), text, *(word.text for word in more)))
    return replace(field, value=whole, evidence=replace(field.evidence, box=box, text=whole))


def _within(words: Sequence[Word], box: Box) -> list[Word]:
    return [word for word in words if box.x0 <= word.box.x_mid <= box.x1 and box.top <= word.box.y_mid <= box.bottom]


def _behind_label(view: PageView, name: str, segment: int, lead: Sequence[Word]) -> tuple[Word, ...] | None:
    """The words between a label of the field and the terms; None where no label names them."""
    colon = max((at for at, word in enumerate(lead) if word.text.endswith(":")), default=-1)
    between = tuple(lead[colon + 1 :])
    if len(between) > MOST_BEFORE:
        return None
    if colon >= 0:
        named = name in names_of(" ".join(word.text for word in lead[: colon + 1]))
    else:
        near = [at for at in (view.left[segment], view.above[segment]) if at >= 0]
        named = any(name in names_of(view.segments[at].text) for at in near)
    if not named and between and name in names_of(" ".join(word.text for word in between)):
        return ()  # "Terms Net 30": the label stands without its colon
    if not named:
        return None
    return () if any(_is_label(word.text) for word in between) else between


def _is_label(word: str) -> bool:
    return bool(names_of(word)) or fold(word) in lexicon("terms")["said"]["payment"] or word in "-–—|/"


def _behind(view: PageView, segment: int, box: Box) -> tuple[Word, ...]:
    """What goes on behind terms in small letters, up to the end of their sentence or cell."""
    words = view.segments[segment].words
    last = words.index(_within(words, box)[-1])
    more = words[last + 1 :]
    below = view.stack_below[segment][:1]
    if below and (more or not words[last].text.endswith(_STOPS)) and view.segments[below[0]].text[:1].islower():
        more += view.segments[below[0]].words
    if not more or not more[0].text[:1].islower() or words[last].text.endswith(_STOPS):
        return ()
    end = next((at + 1 for at in range(len(more)) if ends_sentence(more, at)), len(more))
    more = more[:end]
    if len(more) > MOST_BEHIND or any(word.text.endswith(":") for word in more):
        return ()
    return more
