"""What a mail or document wants, seen as hashed words: subject, first lines, structure. The model is linear."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise
from zlib import crc32

import numpy as np
import numpy.typing as npt

from extraction.intent_names import folded_words
from extraction.layout import TextLine, em, text_lines
from extraction.lexicon import lexicon
from extraction.scoring_text import Floats
from models.page import Page

INTENTS: tuple[str, ...] = (
    "order", "order_change", "cancellation", "status_request", "quote_request", "complaint", "invoice", "auto_reply",
    "newsletter", "spam", "other",
)  # fmt: skip
INTENT_BUCKETS = 1 << 14
MOST_WORDS = 120
SIGNATURE_GAP = 3.0  # in line heights
TITLE_LINES = 6
NAME_COPIES = 8  # so does what a paper calls itself
CUE_COPIES = 4  # a cue stands in so many buckets, for it tells more than any one word
OLDER = re.compile(r"^\s*(?:>|[-_]{5,})|\b(?:wrote|schrieb|a écrit|escribió|ha scritto|schreef)\b.{0,80}:\s*$", re.I)
LARGE = 1.25  # a line this much larger than the body is a title


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of a file or mail when its intent is judged."""

    subject: str
    titles: tuple[str, ...]
    text: str
    mail: bool
    order_lines: int
    attachments: int
    names: tuple[str, ...] = ()
    """Of a paper: what it calls itself (`intent_names.document_names`)."""


def titles(pages: Sequence[Page]) -> tuple[str, ...]:
    """The first lines and the large ones of the first page; a mail's signature has none."""
    if not pages:
        return ()
    lines = _lines(pages[0])
    sizes = sorted(em(word) for word in pages[0].words)
    body = sizes[len(sizes) // 2] if sizes else 10.0
    large = [line.text for line in lines if em(line.words[0]) > LARGE * body]
    return tuple(dict.fromkeys([line.text for line in lines[:TITLE_LINES]] + large[:TITLE_LINES]))


def text_of(pages: Sequence[Page]) -> str:
    """The lines of the first pages."""
    return "\n".join(line.text for page in pages[:3] for line in _lines(page))


def _lines(page: Page) -> list[TextLine]:
    """The lines of a page; of a mail those before the gap that sets its signature apart."""
    result: list[TextLine] = []
    for line in text_lines(page):
        gap = line.box.top - result[-1].box.bottom if result else 0.0
        if page.source == "grid" and gap > SIGNATURE_GAP * line.box.height:
            break
        result.append(line)
    return result


@cache
def _cues() -> dict[str, re.Pattern[str]]:
    """What tells a wish, by its kind: beginnings of words and phrases of any language."""
    return {
        kind: re.compile(r"\b(?:" + "|".join(re.escape(start) for start in starts) + ")")
        for kind, starts in lexicon("wishes").items()
    }


def _told_by(text: str) -> list[str]:
    folded = " ".join(folded_words(text)[:MOST_WORDS])
    return [kind for kind, cue in _cues().items() if cue.search(folded)]


def newest(text: str) -> str:
    """The lines above an older mail that is quoted or forwarded; all of them where nothing stands above."""
    lines = text.splitlines()
    cut = next((place for place, line in enumerate(lines) if OLDER.search(line)), len(lines))
    return "\n".join(lines[:cut]) or text


def _cue_tokens(told: Told) -> Iterable[str]:
    """What the subject, the titles and the newest text tell, and what they tell together."""
    said = _told_by(newest(told.text))
    for zone, kinds in (("s", _told_by(told.subject)), ("b", said)):
        for kind in kinds or ["nothing"]:
            yield from (f"{zone} cue {copy} {kind}" for copy in range(CUE_COPIES))
    if not told.mail:
        for kind in sorted({kind for title in told.titles for kind in _told_by(title)}):
            yield from (f"t cue {copy} {kind}" for copy in range(CUE_COPIES))
    yield from (f"cues {one} {other}" for one, other in combinations(said, 2))
    yield from (f"cue {kind} lines {bool(told.order_lines)}" for kind in said)
    # What is told alone: "our order 4711:" above items is one where nothing is changed, missed or broken.
    every = "+".join(sorted({*said, *_told_by(told.subject)})) or "nothing"
    yield from (f"wish {copy} {every} lines {bool(told.order_lines)}" for copy in range(CUE_COPIES))


def _tokens(told: Told) -> Iterable[str]:
    """Everything told; mails and papers share no token, for a paper's title says what a mail's sentences say."""
    what = "mail " if told.mail else "paper "
    return (what + token for token in _words_told(told))


def _words_told(told: Told) -> Iterable[str]:
    subject = folded_words(told.subject)
    yield from ("s " + word for word in subject)
    yield from (f"s {a} {b}" for a, b in pairwise(subject))
    yield from ("s^" + word[:5] for word in subject)
    for title in told.titles:
        words = folded_words(title)[:12]
        yield from ("t " + word for word in words)
        yield from (f"t {a} {b}" for a, b in pairwise(words))
        yield from ("t^" + word[:5] for word in words)
    yield from _cue_tokens(told)
    yield from (f"named {copy} {name}" for name in told.names for copy in range(NAME_COPIES))
    yield from ("s?" for _ in range("?" in told.subject))
    words = folded_words(newest(told.text))[:MOST_WORDS]
    yield from ("?" for _ in range("?" in told.text))
    yield from ("b " + word for word in words)
    yield from (f"b {a} {b}" for a, b in pairwise(words))
    yield from ("b^" + word[:5] for word in words)
    yield "any"
    yield f"lines {min(told.order_lines, 3)}"
    yield f"attachments {min(told.attachments, 2)}"
    yield f"length {min(len(words) // 20, 12)}"


def intent_buckets(told: Told) -> npt.NDArray[np.int32]:
    """The distinct buckets of everything told."""
    return np.unique(np.fromiter((crc32(token.encode()) % INTENT_BUCKETS for token in _tokens(told)), dtype=np.int32))


def intent_probabilities(told: Told, weights: Floats) -> Floats:
    """Probabilities over INTENTS; `weights` is (buckets + 1, classes), the last row the intercepts."""
    rows = intent_buckets(told)
    scores = weights[rows].sum(axis=0) / np.sqrt(max(len(rows), 1)) + weights[-1]
    exp = np.exp(scores - scores.max())
    return np.asarray(exp / exp.sum(), dtype=np.float32)
