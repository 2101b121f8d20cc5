"""Features of a page among its neighbours: does it begin an order, go on with one, or belong to none?"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from extraction.candidates_features import TableSigns
from extraction.candidates_slots import TextTable
from extraction.candidates_view import DocumentView, PageView
from extraction.gazetteer import fold
from extraction.scoring_text import CLASS_INDEX, Floats
from extraction.values_codes import compact

PAGE_CLASSES: tuple[str, ...] = ("none", "begins", "goes_on")
_LABELS = tuple(
    CLASS_INDEX[name]
    for name in ("title", "po_number", "order_date", "ship_to", "vendor", "total_net", "total_gross",
    "payment_terms", "column",
                 "page", "c_other", "c_notes", "c_item", "c_company")
)  # fmt: skip
_PAGE_NUMBER = re.compile(
    r"(?:page|seite|p[aá]gina|pagina|blatt|sheet|p[aá]g|feuille|blad|folio|pg)\W{0,3}(\d{1,3})(?:\s?(?:/|of|von|de|sur|di|van|su)\s?(\d{1,3}))?"
    r"|^(\d{1,3})\s?/\s?(\d{1,3})$",
    re.I | re.M,
)


def page_features(document: DocumentView, best_codes: Sequence[dict[str, float]], table: TextTable) -> Floats:
    """One row a page; `best_codes` holds, per page, possible order numbers (compact) and their probabilities."""
    rows = [[table.add(segment.text) for segment in view.segments] for view in document.pages]
    probabilities = table.probabilities()
    features = []
    for index, view in enumerate(document.pages):
        own = probabilities[rows[index]] if rows[index] else np.zeros((1, probabilities.shape[1]), dtype=np.float32)
        signs = TableSigns(view, own)
        codes, before = best_codes[index], best_codes[index - 1] if index else {}
        top = max(codes, key=lambda code: codes[code], default="")
        last = max(before, key=lambda code: before[code], default="")
        earlier = {code for other in best_codes[:index] for code, odds in other.items() if odds > 0.4}
        number, of = _page_number(view)
        previous = document.pages[index - 1] if index else None
        features.append([
            *own[:, list(_LABELS)].max(axis=0).tolist(), *own[:, list(_LABELS)].mean(axis=0).tolist(),
            index, len(document.pages), codes.get(top, 0.0), before.get(last, 0.0), float(bool(top) and top == last),
            float(top in earlier), before.get(top, 0.0), codes.get(last, 0.0), float(_prints(view, last)),
            number, of, float(number == 1), float(number > 1), float(of > 0 and number == of),
            len(view.page.words), len(view.segments), float((signs.numeric >= 2).sum()),
            float((signs.segments >= 4).sum()),
            float(len(view.dates) and sum(bool(d) for d in view.dates)), _likeness(view, previous),
            float(document.gazetteer.is_ourselves("\n".join(s.text for s in view.segments[:40]))),
            float(np.mean([len(s.words) for s in view.segments])) if view.segments else 0.0,
            float(view.page.source == "grid"),
        ])  # fmt: skip
    return np.array(features, dtype=np.float32)


def _prints(view: PageView, code: str) -> bool:
    return bool(code) and any(code in compact(segment.text) for segment in view.segments)


def _page_number(view: PageView) -> tuple[int, int]:
    for segment in view.segments:
        found = _PAGE_NUMBER.search(segment.text)
        if found:
            return int(found[1] or found[3] or 0), int(found[2] or found[4] or 0)
    return 0, 0


def _likeness(view: PageView, previous: PageView | None) -> float:
    """Share of the first lines that the page before has too (letterheads repeat)."""
    if previous is None:
        return -1.0
    own = {fold(segment.text) for segment in view.segments[:12]}
    other = {fold(segment.text) for segment in previous.segments[:12]}
    return len(own & other) / max(len(own), 1)
