"""PDF portfolios: a cover nobody means to send, and the files inside, which viewers show instead."""

from __future__ import annotations

import io

import pikepdf

from extraction.limits import Limits
from extraction.unpack.headers import safe_name
from models.errors import UnreadableDocument

# Only such files can hold others; looking for the marks is cheaper than opening every PDF twice.
_MARKS = (b"/Collection", b"/ObjStm")
_HEADER_WITHIN = 1024


def portfolio_files(data: bytes, limits: Limits, max_bytes: int) -> list[tuple[str, bytes]]:
    """(name, bytes) of the files in a portfolio; none for any other file. Raises `bomb`, `too_many_parts`."""
    if b"%PDF-" not in data[:_HEADER_WITHIN] or not any(mark in data for mark in _MARKS):
        return []
    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            if "/Collection" not in document.Root:
                return []
            return _files(document, limits, max_bytes)
    except (pikepdf.PdfError, pikepdf.PasswordError, RuntimeError, ValueError, TypeError, KeyError, AttributeError):
        return []  # the PDF reader says what is wrong


def _files(document: pikepdf.Pdf, limits: Limits, max_bytes: int) -> list[tuple[str, bytes]]:
    if len(document.attachments) > limits.max_parts:
        raise UnreadableDocument("too_many_parts", parts=str(len(document.attachments)))
    files: list[tuple[str, bytes]] = []
    for key, attached in document.attachments.items():
        content = attached.get_file().read_bytes()
        max_bytes -= len(content)
        if max_bytes < 0:
            raise UnreadableDocument("bomb")
        if content:
            files.append((safe_name(attached.filename or key), content))
    return files
