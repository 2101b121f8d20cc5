"""Runs of text that begin or end amid a line."""

from __future__ import annotations

from extraction.candidates_flow import flowing
from extraction.candidates_view import view
from extraction.gazetteer import Gazetteer
from models.master import Company, MasterData
from models.page import Box, Page, Word

NOBODY = Gazetteer.build(MasterData(Company("Nobody Ltd")))


def test_a_sentence_that_begins_and_ends_amid_lines_is_a_place_for_instructions() -> None:
    lines = ["Ship to 12 Mill Lane, Leeds. Ring the bell at", "gate 4 on arrival. Invoices go to our head office."]
    words = [
        Word(text, Box(50.0 + 40 * at, 100.0 + 12 * row, 86.0 + 40 * at, 110.0 + 12 * row), 1.0, 10.0)
        for row, line in enumerate(lines)
        for at, text in enumerate(line.split())
    ]
    page = view([Page(1, 595.0, 842.0, tuple(words))], "en", NOBODY).pages[0]
    texts = [one.text for index in range(len(page.segments)) for one in flowing(0, page, index)]
    assert "Ring the bell at gate 4 on arrival." in texts
