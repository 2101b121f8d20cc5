"""Compares an order given as data with the pages printed beside it: what is nowhere on them becomes a remark."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from models.issue import Issue, Severity
from models.page import Page, Word
from models.reading import ExtractedOrder

CODE = "differs_from_print"
_NUMBER = re.compile(r"\d[\d.,'’\u00a0\u202f ]*\d|\d")
_GROUP = re.compile(r"\d{3}(?:\D|$)")
# One word, two decimals, its groups parted by a sign: a number that can be read in one way only.
_MONEY = re.compile(r"[^\d]?\d{1,3}(?:[.,'’]\d{3})*[.,]\d{2}[^\d]?|\d+[.,]\d{2}")
_SUMS = ("total_net", "total_tax", "total_gross")
# Words whose middles are this close stand on one line.
_LINE_TOLERANCE_PT = 3.0
_MIN_WORDS = 10


def differences(order: ExtractedOrder, pages: Sequence[Page]) -> Iterator[Issue]:
    """A remark for each value of the data that the print contradicts; what it merely leaves out is no contradiction."""
    lines = [line for page in pages for line in _lines(page.words)]
    if sum(len(page.words) for page in pages) < _MIN_WORDS:
        return  # a picture without text cannot contradict
    everything = _bare(" ".join(lines))
    if order.po_number is not None and _bare(order.po_number.value) not in everything:
        yield _issue("po_number", order.po_number.value)
    numbers = {number for line in lines for number in _numbers(line)}
    yield from _sum_difference(order, lines, numbers)
    for index, line in enumerate(order.lines):
        codes = [f.value for f in (line.supplier_item_code, line.buyer_item_code, line.gtin) if f is not None]
        printed = any(_bare(code) in everything for code in codes)
        if printed and line.quantity is not None and line.quantity.value not in numbers:
            yield _issue(f"lines.{index}.quantity", f"{line.quantity.value:f}")


def _sum_difference(order: ExtractedOrder, lines: Sequence[str], numbers: set[Decimal]) -> Iterator[Issue]:
    """None of the order's sums is printed, but a sum of money larger than any of its lines is."""
    sums = {name: field.value for name in _SUMS if (field := getattr(order, name)) is not None}
    amounts = [f.value for line in order.lines for f in (line.amount, line.unit_price) if f is not None]
    if not sums or not amounts or numbers & set(sums.values()):
        return
    printed = [_money(word) for line in lines for word in line.split() if _MONEY.fullmatch(word)]
    if max(printed, default=Decimal(0)) > max(amounts):
        name = next(iter(sums))
        yield _issue(name, f"{sums[name]:f}")


def _money(word: str) -> Decimal:
    return Decimal("".join(c for c in word if c.isdigit())) / 100


def _issue(where: str, value: str) -> Issue:
    return Issue(CODE, Severity.WARNING, where, (("value", value),))


def _bare(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _lines(words: Sequence[Word]) -> Iterator[str]:
    row: list[Word] = []
    for word in sorted(words, key=lambda w: w.box.y_mid):
        if row and word.box.y_mid - row[-1].box.y_mid > _LINE_TOLERANCE_PT:
            yield _text(row)
            row = []
        row.append(word)
    if row:
        yield _text(row)


def _text(row: list[Word]) -> str:
    return " ".join(w.text for w in sorted(row, key=lambda w: w.box.x0))


def _numbers(text: str) -> set[Decimal]:
    """Every number that the text could show, in either decimal style, glued or parted at its blanks."""
    found: set[Decimal] = set()
    for match in _NUMBER.finditer(text):
        pieces = match.group().split()
        for start, piece in enumerate(pieces):
            found.update(_readings(piece))
            # Groups of three after a blank may belong to the number before: 20 000.
            for following in pieces[start + 1 :]:
                if not _GROUP.match(following):
                    break
                piece += following
                found.update(_readings(piece))
    return found


def _readings(piece: str) -> Iterator[Decimal]:
    bare = re.sub(r"[^\d.,]", "", piece)
    for decimal, group in ((".", ","), (",", ".")):
        text = bare.replace(group, "").replace(decimal, ".")
        if re.fullmatch(r"\d+(\.\d+)?", text):
            yield Decimal(text)
