"""Our codes (SKU, GTIN, manufacturer's number) found in what a customer printed, allowing OCR confusions and a slip."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from matching.lookup import Lookup
from matching.similarity import code_key, ocr_key, one_slip
from models.master import Item

EXACT, OCR, SLIP = 3, 2, 1
MIN_CODE = 4  # shorter codes are numbers of anything
_MIN_IN_TEXT = 5  # and inside a description they must be longer still, and hold a digit
_SPLIT = re.compile(r"[\s,;()\[\]]+")


@dataclass(frozen=True, slots=True)
class CodeHit:
    """A printed code that means item `row`: by which of our codes, and how exactly (EXACT, OCR, SLIP)."""

    row: int
    kind: str
    level: int
    printed: str


def code_of(item: Item, kind: str) -> str:
    """One of the item's codes as a key."""
    if kind == "sku":
        return code_key(item.sku)
    if kind == "gtin":
        return gtin_key(code_key(item.gtin))
    return code_key(item.manufacturer_part_number)


def gtin_key(key: str) -> str:
    """A GTIN without the leading zeros that its 8, 12, 13 and 14 digit writings differ in."""
    return key.lstrip("0") if key.isdigit() and len(key) >= 8 else key


@dataclass(frozen=True, slots=True, eq=False)
class CodeIndex:
    """All codes of the catalogue, by OCR-proof key and by the halves that one slip leaves whole."""

    items: tuple[Item, ...]
    whole: Lookup
    halves: Lookup

    @classmethod
    def build(cls, items: Sequence[Item]) -> CodeIndex:
        keys: list[str] = []
        rows: list[int] = []
        halves: list[str] = []
        half_rows: list[int] = []
        for row, item in enumerate(items):
            for kind in ("sku", "gtin", "mpn"):
                key = ocr_key(code_of(item, kind))
                if len(key) < MIN_CODE:
                    continue
                keys.append(key)
                rows.append(row)
                for half in _halves(key, len(key)):
                    halves.append(half)
                    half_rows.append(row)
        return cls(tuple(items), Lookup.build(keys, rows), Lookup.build(halves, half_rows))

    def find(self, printed: str, slips: bool) -> list[CodeHit]:
        """The items whose code this is: exactly, else as OCR may have read it, else (if allowed) with one slip."""
        key = code_key(printed)
        if len(key) < MIN_CODE:
            return []
        keys = {key, gtin_key(key)}
        hits = [h for k in sorted(keys) for row in self.whole.find(ocr_key(k)) for h in self._verify(row, k, printed)]
        exact = [h for h in hits if h.level == EXACT]
        if exact or hits or not slips:
            return exact or hits
        return [h for k in sorted(keys) for h in self._slipped(k, printed)]

    def _verify(self, row: int, key: str, printed: str) -> Iterable[CodeHit]:
        for kind in ("sku", "gtin", "mpn"):
            own = code_of(self.items[row], kind)
            if own == key:
                yield CodeHit(row, kind, EXACT, printed)
            elif ocr_key(own) == ocr_key(key):
                yield CodeHit(row, kind, OCR, printed)

    def _slipped(self, key: str, printed: str) -> list[CodeHit]:
        readable = ocr_key(key)
        rows: dict[int, None] = {}
        for length in (len(readable) - 1, len(readable), len(readable) + 1):
            for half in _halves(readable, length):
                rows.update(dict.fromkeys(self.halves.find(half, limit=400)))
        found = []
        for row in rows:
            for kind in ("sku", "gtin", "mpn"):
                if one_slip(ocr_key(code_of(self.items[row], kind)), readable):
                    found.append(CodeHit(row, kind, SLIP, printed))
        return found


def _halves(key: str, length: int) -> tuple[str, str]:
    """The front and the rear of a code of `length`; one slip leaves one of them as it was."""
    half = length // 2
    return f"<{length}:{key[:half]}", f">{length}:{key[len(key) - half :]}"


def codes_in(text: str) -> list[str]:
    """The runs of a description that may be a code: with a digit, long enough, not a plain dimension."""
    found = []
    for run in _SPLIT.split(text):
        bare = run.strip(".:-/'\"*#")
        if len(code_key(bare)) >= _MIN_IN_TEXT and any(c.isdigit() for c in bare):
            found.append(bare)
    return found
