"""Compositions that are no bands over a table: registered here by name."""

from __future__ import annotations

from collections.abc import Callable

from learning.synth.pdf.dump import dump
from learning.synth.pdf.families import Family
from learning.synth.pdf.flow import Flow
from learning.synth.pdf.itemblocks import cards, lists, paragraphs, text_below, two_row
from learning.synth.pdf.letters import prose
from learning.synth.pdf.sheet import Sheet
from learning.synth.pdf.sheetprint import sheet_print
from learning.synth.pdf.table import Table
from learning.synth.pdf.tally import tally
from learning.synth.pdf.writer import DrawnPage

# Bodies replace the table of a banded page; whole compositions make all pages themselves.
BODIES: dict[str, Callable[[Sheet, Family, Flow, float], Table | None]] = {
    "two_row": two_row,
    "text_below": text_below,
    "cards": cards,
    "paragraphs": paragraphs,
    "lists": lists,
}
WHOLE: dict[str, Callable[[Sheet, Family], list[DrawnPage]]] = {
    "dump": dump,
    "prose": prose,
    "sheet": sheet_print,
    "tally": tally,
}
