"""A line of a possible address cut at its labels, commas and strokes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from extraction.candidates_view import PageView, Piece, words_at
from extraction.gazetteer import fold
from extraction.lexicon import merged
from extraction.parties_items import has_postcode, is_house_number
from extraction.scoring_text import CLASS_INDEX, LABEL_CLASSES, Floats, label_key, label_phrases
from models.page import Word

LABEL_SURE = 0.5
LISTED_COMMAS = 2
LEAST_LEADING = 3  # words of a sentence before a place
STREET, COMPANY = (CLASS_INDEX["c_street"], CLASS_INDEX["l_street"]), CLASS_INDEX["c_company"]
# Labels of a line inside an address; they name a part and open no new group.
PART_LABELS = tuple(
    CLASS_INDEX[name]
    for name in ("l_name", "l_street", "l_postcode", "l_city", "l_country", "phone", "email", "contact", "vat_id")
)
# Labels that stand before a value without a colon even as one word.
SINGLE_LABELS = tuple(
    CLASS_INDEX[name] for name in ("ship_to", "vendor", "bill_to", "phone", "email", "vat_id", "bank")
)
_LABEL_COLUMNS = tuple(CLASS_INDEX[name] for name in LABEL_CLASSES)
ENUMERATOR = re.compile(r"\(?[\da-z]{1,2}[.)]+")


@dataclass(slots=True)
class Chunk:
    """Pieces of a segment taken together again: a name may hold words that are labels elsewhere."""

    text: str
    kind: str
    first: int
    last: int
    street: float  # how much more it looks like a street than like a company


def chunks_of(view: PageView, segment: int, labelness: Floats, runs_on: bool = False) -> list[Chunk]:
    """A segment cut at commas, colons and strokes, and after a label that opens it or one of its parts.

    `runs_on`: the line before ends inside a street, whose number may come first here ("…, Av. Bolívar | 1140, Lima").
    """
    words = view.segments[segment].words
    dated = {words_at(words, found.start, found.end) for found in view.dates[segment]}
    result: list[Chunk] = []
    for index in view.pieces_of[segment]:
        piece = view.pieces[index]
        last = result[-1] if result else None
        if (piece.first, piece.last) in dated:
            result.append(Chunk(piece.text, "date", piece.first, piece.last, 0.0))
            continue
        kind = label_kind(piece, labelness[index])
        opens = last is None or last.kind != "" or _breaks(words, last.last, piece.first) or ends(last.text)
        opens = opens or (kind == "role" and piece.is_phrase and len(piece.words) > 1)  # "please deliver to ..."
        if not opens or (kind and not _opens_as_label(view, piece, labelness[index])):
            kind = ""
        wrapped = runs_on and len(result) == 1 and is_house_number(result[0].text)
        joins = not opens or (not wrapped and _one_street(last, piece.text)) if last is not None else False
        if last is not None and kind == "" and last.kind == "" and joins:
            last.last = piece.last
            last.text = " ".join(word.text for word in words[last.first : last.last])
        else:
            street = float(labelness[index, list(STREET)].sum() - labelness[index, COMPANY])
            result.append(Chunk(piece.text, kind, piece.first, piece.last, street))
    return [cut for chunk in result for cut in _led_in(words, _settled(view, segment, chunk))]


def _led_in(words: Sequence[Word], chunk: Chunk) -> list[Chunk]:
    """A chunk cut after the words of a sentence that lead to a place ("The goods shall be sent to | X Ltd")."""
    if chunk.kind:
        return [chunk]
    own = [fold(word.text) for word in words[chunk.first : chunk.last]]
    for at in range(len(own) - 1, LEAST_LEADING - 1, -1):
        if (
            _begins_place(words[chunk.first + at : chunk.last])
            and own[at - 1] in _toward()
            and any(word.startswith(_delivery_stems()) for word in own[: at - 1])
        ):
            middle = chunk.first + at
            texts = [
                " ".join(word.text for word in words[a:b]) for a, b in ((chunk.first, middle), (middle, chunk.last))
            ]
            lead = Chunk(texts[0], "lead", chunk.first, middle, 0.0)
            return [lead, Chunk(texts[1], "", middle, chunk.last, chunk.street)]
    return [chunk]


def _begins_place(words: Sequence[Word]) -> bool:
    """Whether words begin a name or a street: in capitals, or a house's number before one in capitals."""
    first = words[0].text
    return first[:1].isupper() or (is_house_number(first) and len(words) > 1 and words[1].text[:1].isupper())


@cache
def _toward() -> frozenset[str]:
    return frozenset(fold(word) for word in merged("words")["toward"])


@cache
def _delivery_stems() -> tuple[str, ...]:
    return tuple(fold(stem) for stem in merged("words")["delivery_stems"])


def _settled(view: PageView, segment: int, chunk: Chunk) -> Chunk:
    """A chunk whose kind shows only as a whole: words that lead into an address, a postcode's label at a line's end."""
    if chunk.kind:
        return chunk
    words = chunk.text.split()
    if len(words) > 1 and words[-1].endswith(":") and fold(words[-1]) in _leading():
        return replace(chunk, kind="lead")
    at_end = chunk.first > 0 and chunk.last == len(view.segments[segment].words)
    if at_end and "l_postcode" in label_phrases().get(label_key(chunk.text), ()):
        return replace(chunk, kind="part")
    return chunk


@cache
def _leading() -> frozenset[str]:
    """Words that say where to ("to", "an", "à"), before a colon."""
    return frozenset(merged("words")["to"])


def _one_street(last: Chunk, text: str) -> bool:
    """ "Calle Mayor," and "106,", or "180 bis," and "rue Gutenberg,", are one part."""
    if is_house_number(text):
        return last.street > 0 and not any(ch.isdigit() for ch in last.text)
    return is_house_number(last.text)


def _breaks(words: Sequence[Word], end: int, start: int) -> bool:
    """Whether a part ends before `end`: at a comma, a colon, or a stroke."""
    return words[end - 1].text.endswith((",", ";", ":")) or start > end


def ends(text: str) -> bool:
    """Whether an address in a sentence ends here ("… 33605 Bielefeld. Please mark every carton")."""
    return text.endswith((".", "!", "?")) and has_postcode(text)


def _opens_as_label(view: PageView, piece: Piece, probabilities: Floats) -> bool:
    """With a colon, alone on its segment, of several words, or one word that hardly names a place."""
    alone = piece.first == 0 and piece.last == len(view.segments[piece.segment].words)
    if alone or piece.text.endswith(":") or len(piece.words) > 1:
        return True
    if not piece.is_phrase:
        return False
    if float(probabilities[list(SINGLE_LABELS)].sum()) > LABEL_SURE:
        return True
    # "Deliver X Ltd, Street 1, 12345 City": before a list of parts one word is enough
    names = label_phrases().get(label_key(piece.text), ())
    listed = view.segments[piece.segment].text.count(",") >= LISTED_COMMAS
    return piece.first == 0 and listed and any(name in names for name in ("ship_to", "bill_to", "vendor", "buyer"))


def label_kind(piece: Piece, probabilities: Floats) -> str:
    """ "role", "part" or "" for a piece that is no label."""
    total = float(probabilities[list(_LABEL_COLUMNS)].sum())
    labelled = piece.text.endswith(":") or piece.is_phrase
    if total < (0.3 if labelled else 0.8):
        return ""
    return "part" if float(probabilities[list(PART_LABELS)].sum()) > 0.5 * total else "role"
