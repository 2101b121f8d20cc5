"""One page of a PDF's text layer: its words, rules and pictures, upright. Decides nothing about OCR."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium

from extraction.readers.pdf_annotations import has_shown_annotations, unshown_values
from extraction.readers.pdf_geometry import Frame
from extraction.readers.pdf_glyphs import Style, Styles, read_glyphs
from extraction.readers.pdf_rules import Drawing, read_drawing
from extraction.readers.pdf_runs import Run
from extraction.readers.pdf_words import group_words, upright_turn
from models.errors import UnreadableDocument
from models.page import Box, Page, Word

EDGE_PT = 2.0  # how far a word's middle may stand off the visible page


@dataclass(frozen=True, slots=True)
class LayerPage:
    """The page as its text layer tells it. `hidden` are words painted invisibly, as OCR programs do.

    `pictures` are images, `curves` drawn shapes such as letters turned into outlines (most logos). `turn` is the
    clockwise turn in degrees, in addition to the page's own, that made it upright. `glyphs` and `unmapped` count
    characters, and those without a meaning.
    """

    page: Page
    hidden: tuple[Word, ...]
    pictures: tuple[Box, ...]
    curves: tuple[Box, ...]
    turn: int
    glyphs: int
    unmapped: int


def read_layer(document: Any, index: int) -> LayerPage:
    """The text layer of page `index` (from 0) of an open pypdfium2 document; raises `damaged` if it does not load."""
    try:
        page = document[index]
    except pypdfium2.PdfiumError as error:
        raise UnreadableDocument("damaged", page=str(index + 1)) from error
    try:
        values = unshown_values(page)
        if has_shown_annotations(page) and pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY) == 1:
            # The annotations are content now, but pdfium shows it only on a page loaded anew.
            page.close()
            page = document[index]
        return _read(page, index + 1, values)
    except pypdfium2.PdfiumError as error:
        raise UnreadableDocument("damaged", page=str(index + 1)) from error
    finally:
        page.close()


def _read(page: Any, number: int, values: list[tuple[str, tuple[float, float, float, float]]]) -> LayerPage:
    frame = page_frame(page)
    text_page = page.get_textpage()
    try:
        glyphs = read_glyphs(text_page)
        turned = frame.turned(upright_turn(glyphs, frame))
        drawing = read_drawing(page, turned)
        runs = group_words(glyphs, turned, drawing.rules)
        shown, hidden = _told_apart(runs, glyphs.handles, drawing, turned)
    finally:
        text_page.close()
    shown.extend(_value_words(values, turned))
    return LayerPage(
        page=Page(number, turned.width, turned.height, tuple(shown), drawing.rules),
        hidden=tuple(hidden),
        pictures=drawing.pictures,
        curves=drawing.curves,
        turn=(turned.turn - frame.turn) % 360,
        glyphs=len(glyphs.codes),
        unmapped=glyphs.unmapped,
    )


def page_frame(page: Any) -> Frame:
    """The visible rectangle of a page and its turn."""
    box = pdfium.FS_RECTF()
    if pdfium.FPDF_GetPageBoundingBox(page.raw, ctypes.byref(box)) and box.right > box.left and box.top > box.bottom:
        left, bottom, right, top = box.left, box.bottom, box.right, box.top
    else:
        left, bottom, right, top = page.get_mediabox()
    return Frame(left, bottom, right, top, pdfium.FPDFPage_GetRotation(page.raw) % 4 * 90)


def _told_apart(
    runs: list[Run], handles: tuple[int, ...], drawing: Drawing, frame: Frame
) -> tuple[list[Word], list[Word]]:
    styles, known = Styles(), dict[int, Style]()
    shown: list[Word] = []
    hidden: list[Word] = []
    right, low = frame.width + EDGE_PT, frame.height + EDGE_PT
    for run in runs:
        box = run.box
        if not (-EDGE_PT <= (box.x0 + box.x1) / 2 <= right and -EDGE_PT <= (box.top + box.bottom) / 2 <= low):
            continue
        style = known.get(run.owner)
        if style is None:
            style = known[run.owner] = styles.of(handles[run.owner])
        word = Word(run.text, box, 1.0, round(run.size_pt, 2), style.bold or run.struck)
        if style.invisible:
            hidden.append(word)
        elif not style.white or _on_something(box, drawing):
            shown.append(word)
    return shown, hidden


def _on_something(box: Box, drawing: Drawing) -> bool:
    # White letters show on a dark heading or a picture only; elsewhere nobody has ever seen them.
    x, y = box.x_mid, box.y_mid
    return any(f.x0 <= x <= f.x1 and f.top <= y <= f.bottom for f in (*drawing.fills, *drawing.pictures))


def _value_words(values: list[tuple[str, tuple[float, float, float, float]]], frame: Frame) -> list[Word]:
    """The words of form values that have no picture of their own, spread over the field's box."""
    words: list[Word] = []
    for text, corners in values:
        box = Box(*frame.upright_boxes(np.array([corners], np.float32))[0].tolist())
        lines = text.splitlines() or [""]
        height = min(box.height / len(lines), 14.0)
        for row, line in enumerate(lines):
            top = box.top + row * height if len(lines) > 1 else box.y_mid - height / 2
            advance = min(0.5 * height, box.width / max(1, len(line)))
            start = 0
            for token in line.split():
                start = line.index(token, start)
                x0 = box.x0 + start * advance
                place = Box(x0, top, x0 + len(token) * advance, top + height)
                words.append(Word(token, place, 1.0, round(0.8 * height, 2)))
                start += len(token)
    return words
