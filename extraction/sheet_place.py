"""A delivery place that a sheet says in one cell behind its label, or part by part, each beside a label of its own.

"Receiving: Lowell School, 1480 Juniper, Haskell, TX 79521" divides at its commas. A place read whole stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from extraction.gazetteer import fold
from extraction.layout import box_of, joined
from extraction.lexicon import lexicon
from extraction.parties_parts import parse_place, read_country
from extraction.scoring_text import label_phrases
from extraction.sheet_cells import Cells, cells_of
from models.page import Page, Word
from models.reading import Field, OnPage

CONFIDENCE = 0.85
WHOLE = ("ship_to_name", "ship_to_street", "ship_to_postcode", "ship_to_city")
PARTS = {"l_street": "ship_to_street", "l_postcode": "ship_to_postcode", "l_city": "ship_to_city"}
LEAST_PARTS = 3
_STATE = re.compile(r"[A-Z]{2}\.? \d{5}(?:-\d{4})?")
_NUMBER = re.compile(r"(?i)(?:n[.º°]*\s*)?\d+\s?[a-z]?")
_Fields = dict[str, Field[Any]]


@dataclass(frozen=True, slots=True)
class _Said:
    """The words of a sheet that say a delivery place."""

    cells: Cells
    words: tuple[Word, ...]


def with_place_of_cells(fields: Mapping[str, Field[Any]], pages: Sequence[Page]) -> _Fields:
    """The header fields, with the one delivery place that a sheet says behind a label where it was not read whole."""
    sheets = [cells_of(page) for page in pages if page.source == "grid"]
    if all(name in fields for name in WHOLE) or not any(cells.words for cells in sheets):
        return dict(fields)
    apart = not any(name in fields for name in WHOLE[1:])
    said = [place for cells in sheets for one in _said(cells) if (place := _divided(one))]
    said += [place for cells in sheets if apart and (place := _part_by_part(cells))]
    values = {tuple(place[name].value for name in WHOLE) for place in said}
    return {**fields, **said[0]} if len(values) == 1 else dict(fields)


def _said(cells: Cells) -> Iterator[_Said]:
    """Texts behind a label of delivery: in its cell, in the next one, or in the one below."""
    for (column, row), words in cells.words.items():
        for at, word in enumerate(words[:4]):
            label = joined(words[: at + 1])
            if not is_place_label(label) or (not word.text.endswith(":") and at + 1 < len(words)):
                continue
            if at + 1 < len(words):
                yield _Said(cells, words[at + 1 :])
                continue
            right = [c for c in cells.columns[cells.columns.index(column) + 1 :] if (c, row) in cells.words]
            for place in [(right[0], row)] if right else []:
                yield _Said(cells, cells.words[place])
            if (column, row + 1) in cells.words:
                yield _Said(cells, cells.words[column, row + 1])


def is_place_label(text: str) -> bool:
    """Whether a text is the label of a delivery place."""
    folded = fold(text)
    return "ship_to" in label_phrases().get(folded, ()) or folded in _labels()


@cache
def _labels() -> frozenset[str]:
    return frozenset(lexicon("said")["places"])


def _divided(said: _Said) -> _Fields | None:
    """Name, street and place of a text that is divided by commas, or by its cell's lines."""
    parts = [part for part in _parts(said.words) if part]
    if parts and read_country(parts[-1]) and len(parts) > LEAST_PARTS:
        parts.pop()
    place = [parts.pop()] if parts else []
    if place and parts and _STATE.fullmatch(place[0]):
        place.insert(0, parts.pop())
    street = [parts.pop()] if parts else []
    if street and parts and _NUMBER.fullmatch(street[0]):
        street.insert(0, parts.pop())
    read = parse_place(", ".join(place))
    values = dict(zip(WHOLE, (", ".join(parts), ", ".join(street), read.postcode, read.city), strict=True))
    if not all(values.values()) or not any(ch.isdigit() for ch in values["ship_to_street"]):
        return None
    if values["ship_to_name"][0].isdigit() or any(ch.isdigit() for ch in values["ship_to_city"]):
        return None
    return {name: _field(said, value) for name, value in values.items()}


def _parts(words: Sequence[Word]) -> list[str]:
    lines: dict[float, list[Word]] = {}
    for word in words:
        lines.setdefault(word.box.top, []).append(word)
    return [part.strip() for line in lines.values() for part in re.split(r",\s", joined(line).rstrip(",."))]


def _field(said: _Said, value: str) -> Field[Any]:
    """The value where its words stand, or with its whole cell."""
    count = len(value.split())
    runs = (said.words[at : at + count] for at in range(len(said.words)))
    words = next((run for run in runs if joined(run).strip(" ,.") == value), said.words)
    page = said.cells.page
    return Field(
        value, CONFIDENCE, "text_layer", OnPage(page.number, box_of(words), joined(words), page.sheet, words[0].cell)
    )


def _part_by_part(cells: Cells) -> _Fields | None:
    """A name beside a label of delivery, street, postcode and town beside labels of their own right below it."""
    for column, row in cells.words:
        if not is_place_label(cells.text(column, row)):
            continue
        after = cells.columns.index(column) + 1
        if after >= len(cells.columns) or (cells.columns[after], row) not in cells.words:
            continue
        right = cells.columns[after]
        found = {"ship_to_name": cells.field(right, row, cells.text(right, row), CONFIDENCE)}
        for below in range(row + 1, row + 5):
            names = [PARTS[name] for name in label_phrases().get(fold(cells.text(column, below)), ()) if name in PARTS]
            if len(names) != 1 or not (text := cells.text(right, below)):
                break
            found.setdefault(names[0], cells.field(right, below, text, CONFIDENCE))
        if set(found) == set(WHOLE):
            return found
    return None
