"""Features of typed candidates: what is printed around them, where they stand, how they compare with rivals."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from extraction.candidates import Candidate, hull, words_of
from extraction.candidates_own import NUMERIC, OWN_FEATURES, OWN_WIDTH
from extraction.candidates_slots import TextTable, classes_known, slot_features, surroundings
from extraction.candidates_view import DocumentView, PageView
from extraction.layout import em
from extraction.scoring_text import CLASS_INDEX, Floats

# The classes of surrounding texts that matter for each type of candidate.
CLASSES: dict[str, tuple[int, ...]] = {
    "date": classes_known(
        ("order_date", "requested_date", "other_date", "title", "po_number", "revision", "other_ref", "ship_to",
         "column",          "payment_terms", "notes", "page", "delivery_terms", "c_other", "c_city", "c_item")),
    "amount": classes_known(
        ("total_net", "total_tax", "total_gross", "other_amount", "column", "currency", "c_item", "c_other", "bank",
         "phone",          "l_postcode", "payment_terms", "vat_id")),
    "code": classes_known(
        ("po_number", "title", "revision", "order_date", "other_ref", "vendor_no", "customer_no", "vat_id", "phone",
         "bank",          "page", "column", "buyer", "vendor", "contact", "ship_to", "c_street", "c_city", "c_item",
         "c_other",
         "other_date",          "l_postcode", "total_net")),
    "vat": classes_known(
        ("vat_id", "buyer", "bill_to", "ship_to", "vendor", "other_ref", "c_company", "bank", "carrier")),
    "email": classes_known(
        ("email", "contact", "buyer", "bill_to", "ship_to", "vendor", "phone", "notes", "c_company", "c_person",
         "c_other",          "carrier")),
    "city": classes_known(
        ("ship_to", "requested_date", "buyer", "bill_to", "vendor", "c_city", "c_street", "c_company", "c_item",
        "c_other",
         "c_notes", "delivery_terms", "c_delivery")),
    "currency": classes_known(
        ("currency", "total_net", "total_gross", "total_tax", "other_amount", "column", "c_item", "bank", "c_other",
         "payment_terms")),
}  # fmt: skip
_COLUMN, _ITEM = CLASS_INDEX["column"], CLASS_INDEX["c_item"]
_TOTALS = tuple(CLASS_INDEX[name] for name in ("total_net", "total_tax", "total_gross"))


def features(
    document: DocumentView, kind: str, candidates: Sequence[Candidate], table: TextTable, signs: Sequence[TableSigns]
) -> Floats:
    """The feature matrix of the candidates of one kind."""
    around = [surroundings(document.pages[c.page], table, c.segment, c.first) for c in candidates]
    slots = slot_features(around, table.probabilities(), CLASSES[kind])
    if not candidates:
        return np.zeros((0, slots.shape[1] + _width(kind)), dtype=np.float32)
    where = [place(document, c, signs[c.page]) for c in candidates]
    own = OWN_FEATURES[kind](document, candidates)
    return np.hstack((slots, np.array(where, dtype=np.float32), np.array(own, dtype=np.float32)))


def table_signs(document: DocumentView, table: TextTable) -> list[TableSigns]:
    """How table-like the lines of each page are."""
    rows = [[table.add(segment.text) for segment in page.segments] for page in document.pages]
    probabilities = table.probabilities()
    return [TableSigns(page, probabilities[own]) for page, own in zip(document.pages, rows, strict=True)]


class TableSigns:
    """Per segment of a page: how table-like its line is, and how far below the column headings it stands."""

    def __init__(self, page: PageView, probabilities: Floats) -> None:
        lines = max(page.line_of, default=-1) + 1
        self.segments = np.zeros(lines)
        self.numeric = np.zeros(lines)
        columns = np.zeros(lines)
        totals = np.zeros(lines)
        for index, line in enumerate(page.line_of):
            self.segments[line] += 1
            self.numeric[line] += bool(NUMERIC.match(page.segments[index].text))
            columns[line] += probabilities[index, _COLUMN] > 0.4
            totals[line] = max(totals[line], probabilities[index, list(_TOTALS)].sum())
        self.since_heading = np.full(lines, -1.0)
        self.since_total = np.full(lines, -1.0)
        heading = total = -1
        for line in range(lines):
            if columns[line] >= 3 and self.numeric[line] <= 1:
                heading = line
            elif totals[line] > 0.6 and self.numeric[line] <= 2:
                total = line
            self.since_heading[line] = line - heading if heading >= 0 else -1
            self.since_total[line] = line - total if total >= 0 else -1
        self.lines = lines


def place(document: DocumentView, candidate: Candidate, signs: TableSigns) -> list[float]:
    view = document.pages[candidate.page]
    words = words_of(document, candidate)
    box = hull([word.box for word in words])
    line = view.line_of[candidate.segment]
    segment = view.segments[candidate.segment]
    block = view.block_of[candidate.segment]
    return [
        candidate.page,
        len(document.pages),
        box.y_mid / max(view.page.height, 1),
        box.x0 / max(view.page.width, 1),
        box.x1 / max(view.page.width, 1),
        line,
        signs.lines - line,
        em(words[0]) / max(view.body_pt, 1),
        float(words[0].bold),
        signs.segments[line],
        signs.numeric[line],
        signs.numeric[line - 1] if line else 0,
        signs.numeric[line + 1] if line + 1 < signs.lines else 0,
        signs.since_heading[line],
        signs.since_total[line],
        len(segment.words),
        candidate.first,
        len(segment.words) - candidate.last,
        len(view.blocks[block].segments) if block >= 0 else 0,
        float(view.page.source == "grid"),
        float(view.page.source == "ocr"),
        min(word.confidence for word in words),
    ]


PLACE_WIDTH = 22


def _width(kind: str) -> int:
    return PLACE_WIDTH + OWN_WIDTH[kind]
