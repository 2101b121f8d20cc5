"""A generated file of any of these formats with its truth and its labelled words: what leaves this room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from learning.synth.formats.marks import Mark
from models.master import MasterData
from models.page import Page


@dataclass(frozen=True, slots=True)
class FormatDocument:
    """`pages` are what our reader gives for the marked part, so that a mark's box is that of a word on them."""

    name: str
    data: bytes
    truth: dict[str, Any]
    marks: tuple[Mark, ...]
    family: str
    master: MasterData
    pages: tuple[Page, ...] = ()
