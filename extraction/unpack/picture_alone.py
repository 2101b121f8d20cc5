"""Office files that only wrap pictures: a scan put into a Word file or a workbook is the scan."""

from __future__ import annotations

import io
import re

from PIL import Image

from extraction.limits import Limits
from extraction.readers import docx, odt, spreadsheet
from extraction.readers.zipped import ZIP_MAGIC, entry_names, open_zip, read_entry
from models.errors import UnreadableDocument
from models.reading import Part

_MEDIA = ("word/media/", "xl/media/", "Pictures/")
_READERS = (spreadsheet.READER, docx.READER, odt.READER)
FEW_WORDS = 12  # "Our order" and a page number beside the picture
MIN_PIXELS = 250_000  # fewer are logos and icons


def wrapped_pictures(data: bytes, limits: Limits, max_bytes: int) -> list[tuple[str, bytes]]:
    """(name, bytes) of the page-sized pictures of an office file with hardly a word; none for any other file."""
    if not data.startswith(ZIP_MAGIC):
        return []
    names = sorted((name for name in entry_names(data) if name.startswith(_MEDIA)), key=_natural)
    if not names or _has_words(data, limits):
        return []
    files: list[tuple[str, bytes]] = []
    with open_zip(data, limits) as archive:
        for name in names[: limits.max_parts]:
            content = read_entry(archive, archive.getinfo(name), max_bytes)
            max_bytes -= len(content)
            if _is_large(content):
                files.append((name.rpartition("/")[2], content))
    return files


def _natural(name: str) -> tuple[int, str]:
    """image2 before image10."""
    number = re.search(r"(\d+)\D*$", name)
    return (int(number.group(1)[-9:]) if number else 0), name


def _has_words(data: bytes, limits: Limits) -> bool:
    """Whether the file says something itself, or is none of those that can wrap a picture."""
    reader = next((reader for reader in _READERS if reader.accepts(data)), None)
    if reader is None:
        return True
    try:
        pages = reader.read(Part("", data), limits).pages
    except UnreadableDocument as refused:
        return refused.reason != "no_text"
    return sum(len(page.words) for page in pages) >= FEW_WORDS


def _is_large(content: bytes) -> bool:
    try:
        with Image.open(io.BytesIO(content)) as picture:
            return picture.width * picture.height >= MIN_PIXELS
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False
