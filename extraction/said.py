"""Lines of running text set right: bare names, whole numbers, units, prices. Lines of tables stay as they are."""

from __future__ import annotations

from collections.abc import Sequence

from extraction.gazetteer import Gazetteer
from extraction.layout import text_lines
from extraction.said_items import barely
from extraction.said_line_numbers import with_said_numbers
from extraction.said_numbers import with_price_of_its_kind, with_whole_numbers
from extraction.said_shapes import with_quantities_of_one_shape
from extraction.values import NumberStyle
from models.page import Page
from models.reading import ExtractedLine, OnPage


def as_said(
    lines: Sequence[ExtractedLine], pages: Sequence[Page], style: NumberStyle, gazetteer: Gazetteer
) -> list[ExtractedLine]:
    """The lines, those of a mail's or a text file's running text with what the words around them tell."""
    if any(page.source != "grid" for page in pages):
        return list(lines)
    rows = [row.text for page in pages for row in text_lines(page)]
    made = [_one(line, rows, pages, style, gazetteer) if _is_running(line) else line for line in lines]
    if not all(map(_is_running, lines)):
        return made
    shaped = with_quantities_of_one_shape(made, pages, style)
    return with_said_numbers(with_price_of_its_kind(shaped), pages)


def _one(
    line: ExtractedLine, rows: Sequence[str], pages: Sequence[Page], style: NumberStyle, gazetteer: Gazetteer
) -> ExtractedLine:
    return with_whole_numbers(barely(line, rows, style, gazetteer), pages)


def _is_running(line: ExtractedLine) -> bool:
    """Whether nothing of the line stood in a cell."""
    fields = (line.description, line.quantity, line.supplier_item_code, line.buyer_item_code)
    places = [field.evidence for field in fields if field is not None]
    return bool(places) and all(isinstance(place, OnPage) and not place.cell for place in places)
