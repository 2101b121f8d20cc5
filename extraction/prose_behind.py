"""An item whose quantity is said behind its name: "Item K181168, Pizza box brown: 5 bx at …", "…, quantity 12 pkg".

Only with a code that is known or labelled as ours: without one nothing tells where a name before a number begins.
"""

from __future__ import annotations

import re
from functools import cache

from extraction.gazetteer import fold
from extraction.lexicon import merged
from extraction.prose_starts import Prose, Span, ends_sentence
from extraction.prose_words import code_pattern, leads, words

LEAST_WORDS = 2
KNOWN_WORDS = 0.5  # of a name


def said_before(prose: Prose, since: int, start: int) -> tuple[Span, str, Span] | None:
    """The name, the kind of the code and the code that stand between `since` and a quantity, in its sentence."""
    begin = _sentence(prose.text, since, start)
    found = [m for m in code_pattern().finditer(prose.text, begin, start) if m["ours"] or prose.is_known(m["code"])]
    if len(found) != 1:
        return None
    code = found[0]
    behind = _name(prose, code.end(), start)
    name = behind or _name(prose, begin, code.start())
    return (name, "ours" if code["ours"] else "", Span(*code.span("code"))) if name else None


def _sentence(text: str, since: int, start: int) -> int:
    """Where the sentence or the paragraph begins that a place stands in, behind the item before."""
    begin = max(since, text.rfind("\n", 0, start) + 1)
    ends = [m.end() for m in re.finditer(r"\S+(?=\s)", text[begin:start]) if ends_sentence(m[0])]
    return begin + (ends[-1] if ends else 0)


def _name(prose: Prose, begin: int, end: int) -> Span | None:
    """The stretch without the words that lead to it and on from it; None where no name is left."""
    said = [(m.start() + begin, m[0]) for m in re.finditer(r"\S+", prose.text[begin:end])]
    while said and _leads_on(prose, said[-1][1]):
        said.pop()
    while said and _leads_on(prose, said[0][1]):
        said.pop(0)
    if sum(bool(re.search(r"[^\W_]", word)) for _, word in said) < LEAST_WORDS:
        return None
    known = sum(prose.gazetteer.is_item_word(word) for _, word in said)
    if known < KNOWN_WORDS * len(said) or any(word.endswith(":") for _, word in said[:-1]):
        return None  # "of our order of 14 October please change", "Hex bolt M8: from 16 to"
    last, word = said[-1]
    return Span(said[0][0], last + len(word.rstrip(",;:–-")))


def _leads_on(prose: Prose, word: str) -> bool:
    """Whether a word at a name's edge is the sentence's: a verb, "quantity", a sign."""
    plain = fold(word)
    if not plain:
        return True
    if prose.gazetteer.is_item_word(word.strip(",;:")):
        return False
    return plain in _edges()


@cache
def _edges() -> frozenset[str]:
    counted = [*merged("columns")["quantity"], *words("lead"), *words("loose"), *words("whose"), *words("is")]
    single = {part for phrase in counted for part in fold(phrase).split()}
    return frozenset(single | {part for phrase in leads() for part in phrase.split()} | {"wordt", "wird", "us", "uns"})
