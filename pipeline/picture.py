"""A page of an original as a PNG, in the frame of its `Page`. Opens hostile files: only for the sandbox's child."""

from __future__ import annotations

import io

from PIL import Image

from extraction.limits import Limits
from extraction.readers.picture import page_picture as picture_of
from intake.unpack import unpack
from models.errors import UnreadableDocument
from models.reading import Part

THE_PART_ITSELF = 0


def page_picture(data: bytes, name: str, part_name: str, role: str, page: int, width_px: int, limits: Limits) -> bytes:
    """PNG of one page of one part of the file, at most `width_px` wide; raises `UnreadableDocument`.

    Page 0 is the part itself: its bytes as they came, for a message that has no pages.
    """
    if page == THE_PART_ITSELF:
        return part_of(data, name, part_name, role, limits).data
    image = picture_of(part_of(data, name, part_name, role, limits), page, width_px, limits)
    if image.width > width_px:
        image = image.resize((width_px, max(1, round(image.height * width_px / image.width))), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=3)
    return out.getvalue()


def part_of(data: bytes, name: str, part_name: str, role: str, limits: Limits) -> Part:
    """The part of a file by role and name, as unpacking names it."""
    parts = unpack(data, name, limits).parts
    for part in parts:
        if part.name == part_name and part.role == role:
            return part
    if len(parts) == 1:
        return parts[0]
    raise UnreadableDocument("damaged")
