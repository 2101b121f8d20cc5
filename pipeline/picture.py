"""A page of an original as a picture, in the frame of its `Page`. Opens hostile files: only for the sandbox's child."""

from __future__ import annotations

import io
from typing import Any

import pypdfium2
from PIL import Image, ImageOps, ImageSequence

from extraction.limits import Limits
from intake.unpack import unpack
from models.errors import UnreadableDocument

PDF_MARK = b"%PDF-"
HEADER_WITHIN = 1024


def page_picture(data: bytes, name: str, part_name: str, role: str, page: int, width_px: int, limits: Limits) -> bytes:
    """PNG of one page of one part of the file; raises `UnreadableDocument`."""
    content = part_data(data, name, part_name, role, limits)
    image = _pdf_page(content, page, width_px) if PDF_MARK in content[:HEADER_WITHIN] else _frame(content, page, limits)
    if image.width > width_px:
        image = image.resize((width_px, max(1, round(image.height * width_px / image.width))), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=3)
    return out.getvalue()


def part_data(data: bytes, name: str, part_name: str, role: str, limits: Limits) -> bytes:
    """The bytes of a part, found by role and name as unpacking names it."""
    parts = unpack(data, name, limits).parts
    for part in parts:
        if part.name == part_name and part.role == role:
            return part.data
    if len(parts) == 1:
        return parts[0].data
    raise UnreadableDocument("damaged")


def _pdf_page(data: bytes, page: int, width_px: int) -> Image.Image:
    try:
        document = pypdfium2.PdfDocument(data)
        sheet: Any = document[page - 1]
        image: Image.Image = sheet.render(scale=width_px / max(sheet.get_width(), 1), may_draw_forms=True).to_pil()
    except (pypdfium2.PdfiumError, IndexError) as error:
        raise UnreadableDocument("damaged") from error
    return image.convert("RGB")


def _frame(data: bytes, page: int, limits: Limits) -> Image.Image:
    try:
        with Image.open(io.BytesIO(data)) as image:
            if image.width * image.height > limits.max_pixels:
                raise UnreadableDocument("too_many_pixels")
            for number, frame in enumerate(ImageSequence.Iterator(image), start=1):
                if number == page:
                    turned = ImageOps.exif_transpose(frame)
                    return turned.convert("RGB")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise UnreadableDocument("damaged") from error
    raise UnreadableDocument("damaged")
