"""Which pages of a file make an order: several orders in one file, terms and cover pages left out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from extraction import candidates as places
from extraction.candidates_features import features, table_signs
from extraction.candidates_slots import TextTable
from extraction.candidates_view import DocumentView
from extraction.scoring import HeaderModels
from extraction.scoring_text import Floats
from extraction.segment_features import PAGE_CLASSES, page_features
from extraction.values_codes import compact

_NONE, _BEGINS, _GOES_ON = range(len(PAGE_CLASSES))


def segments_of(document: DocumentView, models: HeaderModels) -> list[list[int]]:
    """Page indices of each order, in order. A file of one page is one order (whether it is one, the intent says)."""
    if len(document.pages) <= 1:
        return [list(range(len(document.pages)))] if document.pages else []
    table = TextTable(models.text)
    odds = models.scorers["page"].probabilities(page_features(document, order_numbers(document, table, models), table))
    return split(odds)


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


def pages_of(indices: Sequence[int], document: DocumentView) -> tuple[int, ...]:
    """The numbers of pages as printed in the file."""
    return tuple(document.pages[index].page.number for index in indices)
