"""Rows below an item's name that say by their label what they are: "Hersteller: Nordwerk" is no part of the name."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from extraction.columns import row_words
from extraction.lines_words import Scored

LONGEST_LABEL = 4
OF_THE_NAME = frozenset({"color", "colour", "model"})  # what such a row says, the item's name may well say


def without_labelled_rows(words: Sequence[Scored]) -> list[Scored]:
    """The words of a description without the rows, after its first, that begin with a label and its colon."""
    rows = [list(group) for _, group in groupby(words, key=lambda s: s.atom.line)]
    return [one for at, row in enumerate(rows) if at == 0 or not _is_labelled(row) for one in row]


def _is_labelled(row: Sequence[Scored]) -> bool:
    at = next((n for n, one in enumerate(row[: LONGEST_LABEL + 1]) if one.atom.text.endswith(":")), None)
    if at is None or at + 1 == len(row):
        return False
    label = " ".join(one.atom.typed.key for one in row[: at + 1]).strip()
    kinds = row_words().get(label, {})
    return label not in OF_THE_NAME and any("label" in named for named in kinds.values())
