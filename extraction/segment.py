"""Which pages of a file make an order: several orders in one file, terms and cover pages left out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np

from extraction import candidates as places
from extraction.candidates_features import features, table_signs
from extraction.candidates_slots import TextTable
from extraction.candidates_view import DocumentView
from extraction.layout import text_lines
from extraction.scoring import HeaderModels
from extraction.scoring_text import Floats
from extraction.segment_features import PAGE_CLASSES, page_features
from extraction.values_codes import compact
from models.page import Page

_NONE, _BEGINS, _GOES_ON = range(len(PAGE_CLASSES))
SECOND = 2
TOP_LINES = 12
BOTTOM_LINES = 4
_COUNTED = re.compile(
    r"(?:\b(?:seite|blatt|page|pagina|página|pág|pag|sheet|hoja|folio|foglio|feuillet|blad|blz|bladzijde)\b)"
    r"\s*[.:]?\s*(?:n[°ºr]\.?\s*)?(\d{1,2})\b",
    re.IGNORECASE,
)


def segments_of(document: DocumentView, models: HeaderModels) -> list[list[int]]:
    """Page indices of each order, in order. A file of one page is one order (whether it is one, the intent says)."""
    if len(document.pages) <= 1:
        return [list(range(len(document.pages)))] if document.pages else []
    table = TextTable(models.text)
    numbers = order_numbers(document, table, models)
    odds = models.scorers["page"].probabilities(page_features(document, numbers, table))
    return rejoined(split(odds), numbers, [page_counted(view.page) for view in document.pages])


def order_numbers(document: DocumentView, table: TextTable, models: HeaderModels) -> list[dict[str, float]]:
    """For each page the possible order numbers and how likely each is."""
    found = places.codes(document)
    odds = models.scorers["code"].probabilities(features(document, "code", found, table, table_signs(document, table)))
    result: list[dict[str, float]] = [{} for _ in document.pages]
    for one, p in zip(found, odds, strict=True):
        if p[1] > 0.05:
            key = compact(str(one.value))
            result[one.page][key] = max(result[one.page].get(key, 0.0), float(p[1]))
    return result


def split(odds: Floats) -> list[list[int]]:
    """The likeliest reading of the pages: a page can go on with an order only after one has begun."""
    scores = np.log(np.maximum(odds, 1e-4))
    result: list[list[int]] = []
    for index in range(len(scores)):
        kind = int(scores[index].argmax())
        if kind == _GOES_ON and not result:
            kind = _BEGINS if scores[index, _BEGINS] > scores[index, _NONE] else _NONE
        if kind == _BEGINS:
            result.append([index])
        elif kind == _GOES_ON:
            result[-1].append(index)
    if not result:  # a file always has at most "no order" by its intent, never by its pages
        first = int(odds[:, _BEGINS].argmax())
        result = [[first, *(i for i in range(first + 1, len(odds)) if odds[i, _GOES_ON] > odds[i, _NONE])]]
    return result


def rejoined(
    orders: Sequence[Sequence[int]], numbers: Sequence[Mapping[str, float]], counted: Sequence[int]
) -> list[list[int]]:
    """The orders; a page counted as an order's second, or a later one, that repeats its number goes on with it.

    `counted` is the page's own number within its order, 0 where it prints none.
    """
    result: list[list[int]] = []
    for pages in orders:
        first = pages[0]
        if result and counted[first] == counted[result[-1][-1]] + 1 >= SECOND and counted[result[-1][0]] <= 1:
            before, own = numbers[result[-1][0]], numbers[first]
            if before and own and max(before, key=lambda k: before[k]) == max(own, key=lambda k: own[k]):
                result[-1].extend(pages)
                continue
        result.append(list(pages))
    return result


def page_counted(page: Page) -> int:
    """Which page of its order a page says it is ("Blatt 2", "Page 2 of 3"), 0 where it says nothing."""
    for line in (*text_lines(page)[:TOP_LINES], *text_lines(page)[-BOTTOM_LINES:]):
        found = _COUNTED.search(line.text)
        if found is not None:
            return int(found[1])
    return 0


def pages_of(indices: Sequence[int], document: DocumentView) -> tuple[int, ...]:
    """The numbers of pages as printed in the file."""
    return tuple(document.pages[index].page.number for index in indices)
