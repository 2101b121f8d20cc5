"""Delivery places that a sheet says in one cell behind a label, or part by part beside labels."""

from __future__ import annotations

import pytest

from extraction.readers.sheet_page import Sheet, sheet_page
from extraction.sheet_place import WHOLE, with_place_of_cells
from models.page import Page
from models.reading import Field


def sheet(*rows: tuple[str, ...]) -> Page:
    made = Sheet("Order")
    for down, row in enumerate(rows):
        for across, text in enumerate(row):
            made.put(down, across, text)
    return sheet_page(made, 1)


def place(*rows: tuple[str, ...], **read: str) -> list[str]:
    fields = {name: Field(value, 0.5, "text_layer") for name, value in read.items()}
    made = with_place_of_cells(fields, [sheet(*rows)])
    return [made[name].value for name in WHOLE if name in made]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "Receiving: North School 10, 1480 Juniper, Haskell, TX 79521",
            ["North School 10", "1480 Juniper", "TX 79521", "Haskell"],
        ),
        ("Ship to: Bay 3, 14 Barnes Ave, Haskell TX 79521, USA", ["Bay 3", "14 Barnes Ave", "TX 79521", "Haskell"]),
        ("Anlieferung: Baustelle Süd, Am Anger 14, 85386 Eching", ["Baustelle Süd", "Am Anger 14", "85386", "Eching"]),
        (
            "Destino: Obra Norte, Calle Mayor, 42, 08025 Barcelona",
            ["Obra Norte", "Calle Mayor, 42", "08025", "Barcelona"],
        ),
    ],
)
def test_a_place_in_one_cell_behind_its_label_divides_at_its_commas(text: str, parts: list[str]) -> None:
    assert place(("Order no.", "77"), (text,), ship_to_name="Stock #") == parts
    label, _, rest = text.partition(": ")
    assert place((label + ":", rest)) == parts


def test_a_place_part_by_part_beside_labels_is_read() -> None:
    rows = (("Destino:", "Casa S.A."), ("Calle:", "Mayor, 4"), ("CP:", "08025"), ("Población:", "Barcelona"))
    assert place(*rows) == ["Casa S.A.", "Mayor, 4", "08025", "Barcelona"]


def test_a_place_read_whole_stays_and_no_place_is_made_of_other_texts_or_of_two() -> None:
    whole = dict(zip(WHOLE, ("A", "B 1", "08025", "C"), strict=True))
    said = ("Ship to: Bay 3, 14 Barnes Ave, Haskell, TX 79521",)
    assert place(said, **whole) == list(whole.values())
    assert place(said, ("Site: Bay 4, 15 Barnes Ave, Haskell, TX 79521",)) == []
    assert place(("Note: Bay 3, 14 Barnes Ave, Haskell, TX 79521",)) == []
    assert place(("Site: open from 8 to 12, bay 3, ring the bell",)) == []
