"""Pages of PDFs whose page tree is broken, by pdfplumber, which finds pages that pdfium does not, slowly.

Which of the pages that a file announces there really are is its word too: a wrong count is common, a lost page is not.
"""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import pdfplumber

from extraction.limits import Limits
from extraction.readers.clean_text import clean
from models.errors import UnreadableDocument
from models.page import Box, Page, Rule, Word

MIN_RULE_PT = 5.0
# What a PDF parser in Python raises on files that are no good; all of it means the same.
_BROKEN = (
    OSError, ValueError, TypeError, KeyError, IndexError, AttributeError, ArithmeticError, AssertionError, EOFError,
    RuntimeError, struct.error, zlib.error,
)  # fmt: skip


def plumbed_pages(data: bytes, limits: Limits) -> tuple[Page, ...]:
    """All pages that pdfplumber finds, words and rules; raises `damaged`, `too_many_pages`."""
    from pdfminer.psexceptions import PSException
    from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            found = document.pages
            if len(found) > limits.max_pages:
                raise UnreadableDocument("too_many_pages", pages=str(len(found)))
            return tuple(_page(page, number) for number, page in enumerate(found, start=1))
    except (*_BROKEN, PSException, PdfminerException, MalformedPDFException) as error:
        raise UnreadableDocument("damaged") from error


def _page(page: Any, number: int) -> Page:
    words = tuple(
        Word(clean(found["text"]), _box(found), 1.0, round(float(found["size"]), 2), _bold(found["fontname"]))
        for found in page.extract_words(extra_attrs=["size", "fontname"])
    )
    rules = tuple(
        dict.fromkeys(
            Rule(_box(edge))
            for edge in page.edges
            if max(edge["x1"] - edge["x0"], edge["bottom"] - edge["top"]) >= MIN_RULE_PT
        )
    )
    result = Page(number, float(page.width), float(page.height), words, rules)
    page.close()  # its parsed objects are many times its size
    return result


def _box(thing: dict[str, Any]) -> Box:
    return Box(*(round(float(thing[side]), 1) for side in ("x0", "top", "x1", "bottom")))


def _bold(font: str) -> bool:
    return any(part in font.lower() for part in ("bold", "black", "heavy", "demi"))
