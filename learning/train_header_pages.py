"""Training of the page scorer: generated orders put behind each other in one file, terms and cover pages between."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random

import numpy as np

from extraction.candidates_slots import TextTable
from extraction.candidates_view import DocumentView
from extraction.scoring import HeaderModels, Scorer
from extraction.scoring_text import Floats, TextModel
from extraction.segment import order_numbers
from extraction.segment_features import PAGE_CLASSES, page_features
from learning.train_header_data import Example
from learning.train_header_examples import SEED, pdf_examples, sheet_examples
from learning.train_header_fit import fit_scorer
from learning.train_header_phrases import wordings
from learning.train_header_samples import Labels, document_of
from models.page import Box, Page, Word

_NONE, _BEGINS, _GOES_ON = range(len(PAGE_CLASSES))


def fit_pages(count: int, text: TextModel, scorers: Mapping[str, Scorer]) -> Scorer:
    """The page scorer on `count` made-up files."""
    pool = [*pdf_examples(count * 2, SEED + 1), *sheet_examples(count // 4, SEED + 1)]
    rng = Random(f"pages/{count}")
    models = HeaderModels(text, scorers, Scorer(None, (0,), 2), {}, np.zeros((1, 1), dtype=np.float32))
    rows: list[Floats] = []
    labels: list[int] = []
    for _ in range(count):
        document, classes = _file(rng, pool)
        table = TextTable(text)
        rows.append(page_features(document, order_numbers(document, table, models), table))
        labels.extend(classes)
    return fit_scorer("page", np.vstack(rows), np.array(labels, dtype=np.int64))


def _file(rng: Random, pool: Sequence[Example]) -> tuple[DocumentView, Labels]:
    """One to three orders of one buyer's look, sometimes with a cover before or terms after."""
    first = rng.choice(pool)
    alike = [one for one in pool if one.family == first.family and one.gazetteer is first.gazetteer]
    chosen = [first, *rng.choices(alike, k=rng.choice((0, 0, 1, 1, 2)))]
    pages: list[Page] = []
    classes: list[int] = []
    if rng.random() < 0.12:
        pages.append(_text_page(rng, rng.choice(wordings("pages")["covers"])))
        classes.append(_NONE)
    for example in chosen:
        pages.extend(example.pages)
        classes.extend([_BEGINS] + [_GOES_ON] * (len(example.pages) - 1))
        if rng.random() < 0.25:
            pages.append(_text_page(rng, rng.choice(wordings("pages")["terms"])))
            classes.append(_NONE)
    numbered = tuple(replace(page, number=index) for index, page in enumerate(pages, start=1))
    whole = replace(first, pages=numbered)
    return document_of(whole), np.array(classes, dtype=np.int64)


def _text_page(rng: Random, text: str) -> Page:
    """A page of running text."""
    size = rng.choice((7.0, 8.0, 9.0, 11.0))
    sentences = text.format(n=rng.randint(1, 4)).split("|") * rng.choice((1, 1, 3, 6))
    words: list[Word] = []
    top, x = 60.0, 50.0
    for sentence in sentences:
        for token in sentence.split():
            width = len(token) * size * 0.5
            if x + width > 545:
                x, top = 50.0, top + size * 1.25
            words.append(Word(token, Box(x, top, x + width, top + size), 1.0, size))
            x += width + size * 0.28
        x, top = 50.0, top + size * rng.choice((1.25, 2.0))
        if top > 800:
            break
    return Page(1, 595, 842, tuple(words))
