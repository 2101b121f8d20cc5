"""Tables of items on a page, laid out for tests of what shows on all lines together."""

from decimal import Decimal
from typing import Any

from extraction.candidates_view import DocumentView, view
from extraction.gazetteer import Gazetteer
from models.master import Company, Item, MasterData
from models.page import Box, Page, Word
from models.reading import ExtractedLine, Field, OnPage

CATALOGUE = (Item("80800.48", (("en", "circuit breaker"),)), Item("88167.72", (("en", "chipboard screw"),)))


KNOWN = Gazetteer.build(MasterData(Company("Us Ltd"), items=CATALOGUE))


LEFTS = (30.0, 80.0, 160.0, 320.0, 390.0, 450.0, 510.0)


class Table:
    """A printed table: rows of cells; `line` makes an order line of fields that were read from some of them."""

    def __init__(self, *rows: tuple[str, ...]) -> None:
        self.words: dict[tuple[int, int], list[Word]] = {}
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                left, top = LEFTS[c], 100.0 + 14 * r
                for part in text.split():
                    box = Box(left, top, left + 5 * len(part), top + 10)
                    self.words.setdefault((r, c), []).append(Word(part, box))
                    left = box.x1 + 3
        self.page = Page(1, 595, 842, tuple(word for cell in self.words.values() for word in cell))

    @property
    def document(self) -> DocumentView:
        return view([self.page], "en", KNOWN)

    def line(self, **cells: tuple[int, int]) -> ExtractedLine:
        made: dict[str, Any] = {}
        for name, place in cells.items():
            words = self.words[place]
            text = " ".join(word.text for word in words)
            box = words[0].box
            for word in words[1:]:
                box = box.union(word.box)
            value = Decimal(text) if name in ("quantity", "unit_price", "amount") else text
            made[name] = Field(value, 0.9, "text_layer", OnPage(1, box, text))
        return ExtractedLine(**made)
