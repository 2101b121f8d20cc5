"""What a short text says about itself: label of a field, or content of a kind; a linear model over hashed n-grams.

Unseen wordings generalise through character n-grams and lexicon hits. It knows nothing of place on the page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from zlib import crc32

import numpy as np
import numpy.typing as npt

from extraction.gazetteer import LEGAL_FORMS, fold
from extraction.lexicon import merged

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.intp]
BUCKETS = 1 << 14
_DIGIT = re.compile(r"\d")
_END_DIGITS = re.compile(r"(?: \d+)+$")
LONGEST_TEXT = 64  # of a longer text the start and the end are enough
LABEL_CLASSES: tuple[str, ...] = (
    "title", "po_number", "revision", "order_date", "requested_date", "currency", "payment_terms", "delivery_terms",
    "total_net", "total_tax", "total_gross", "notes", "buyer", "bill_to", "ship_to", "vendor", "vat_id", "email",
    "phone", "contact", "vendor_no", "customer_no", "other_ref", "other_date", "other_amount", "carrier", "bank",
    "page", "l_name", "l_street", "l_postcode", "l_city", "l_country", "column",
)  # fmt: skip
CONTENT_CLASSES: tuple[str, ...] = (
    "c_payment", "c_delivery", "c_notes", "c_company", "c_street", "c_city", "c_country", "c_person", "c_item",
    "c_other",
)  # fmt: skip
TEXT_CLASSES: tuple[str, ...] = LABEL_CLASSES + CONTENT_CLASSES
CLASS_INDEX: Mapping[str, int] = {name: index for index, name in enumerate(TEXT_CLASSES)}


@cache
def label_phrases() -> Mapping[str, tuple[str, ...]]:
    """Folded label phrase → the classes it may stand for, over all languages, column headings included."""
    result: dict[str, dict[str, None]] = {}
    for name, phrases in merged("labels").items():
        for phrase in phrases:
            result.setdefault(fold(phrase), {})[name] = None
    for phrases in merged("columns").values():
        for phrase in phrases:
            result.setdefault(fold(phrase), {})["column"] = None
    result.pop("", None)
    return {phrase: tuple(names) for phrase, names in result.items()}


def label_key(text: str) -> str:
    """The text as a label is looked up: folded, digits cut off its end."""
    return _END_DIGITS.sub("", fold(text))


def _bucket(token: str) -> int:
    return crc32(token.encode()) % BUCKETS


def _shape(text: str) -> list[str]:
    stripped = text.strip()
    letters = [ch for ch in stripped if ch.isalpha()]
    tokens = [f"n{min(len(stripped.split()), 9)}", f"l{min(len(stripped) // 4, 12)}"]
    tokens += ["colon"] if stripped.endswith(":") else []
    tokens += ["dot"] if stripped.endswith(".") else []
    tokens += ["digits"] if any(ch.isdigit() for ch in stripped) else []
    tokens += ["caps"] if letters and all(ch.isupper() for ch in letters) else []
    tokens += ["at"] if "@" in stripped else []
    tokens += ["legal"] if any(word in LEGAL_FORMS for word in fold(stripped).split()[-2:]) else []
    return tokens


def _grams(padded: str) -> npt.NDArray[np.int64]:
    """Buckets of all character 3- to 5-grams, by a polynomial over the characters' codes."""
    codes = np.frombuffer(padded.encode("utf-32-le"), dtype=np.uint32).astype(np.int64) + 1
    found = []
    value = codes
    for size in range(2, 6):
        value = (value[:-1] * 8191 + codes[size - 1 :]) % 2_147_483_647
        if size >= 3:
            found.append((value * 31 + size) % BUCKETS)
    return np.concatenate(found)


@lru_cache(maxsize=60_000)
def text_features(text: str, blind: bool = False) -> npt.NDArray[np.int64]:
    """The buckets of a text: words, word pairs, character 3- to 5-grams, lexicon hits, shape.

    `blind` leaves the lexicon out: training pretends with it that a wording is in no list.
    """
    folded = _DIGIT.sub("0", fold(text))
    if len(folded) > LONGEST_TEXT:
        folded = folded[: LONGEST_TEXT // 2] + " | " + folded[-LONGEST_TEXT // 2 :]
    words = folded.split()
    tokens = ["=" + folded, *("w" + word for word in words), *(f"p{a} {b}" for a, b in pairwise(words))]
    tokens += [f"first {words[0]}", f"last {words[-1]}"] if words else []
    if not blind:
        key = label_key(text)
        tokens += ["lex " + name for name in label_phrases().get(key, ())]
        tokens += ["head " + name for name in label_phrases().get(" ".join(key.split()[:2]), ()) if " " in key]
    tokens += ["shape " + token for token in _shape(text)]
    plain = [_bucket(token) for token in tokens]
    return np.unique(np.concatenate((np.array(plain, dtype=np.int64), _grams(f"  {folded}  "))))


@dataclass(frozen=True, slots=True)
class TextModel:
    """Weights (buckets + 1, classes), the last row the intercepts."""

    weights: Floats

    def probabilities(self, texts: Sequence[str], blind: bool = False) -> Floats:
        """One row a text over TEXT_CLASSES; an empty text is all zero."""
        result = np.zeros((len(texts), len(TEXT_CLASSES)), dtype=np.float32)
        filled = [index for index, text in enumerate(texts) if text.strip()]
        if not filled:
            return result
        rows = [text_features(texts[index], blind) for index in filled]
        lengths = np.array([len(row) for row in rows])
        starts = np.concatenate(([0], np.cumsum(lengths)[:-1]))
        sums = np.add.reduceat(self.weights[np.concatenate(rows)], starts, axis=0)
        scores = sums / np.sqrt(lengths)[:, None] + self.weights[-1]
        scores -= scores.max(axis=1, keepdims=True)
        exp = np.exp(scores)
        result[filled] = exp / exp.sum(axis=1, keepdims=True)
        return result
