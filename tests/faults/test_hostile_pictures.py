"""Pictures made to break a reader: bombs, stumps and liars are refused with their reason, before any pixel is held."""

import io
import struct
import zlib

import pytest
from PIL import Image

from extraction.limits import Limits
from extraction.readers import read
from models.errors import UnreadableDocument
from models.reading import Part


def outcome(data: bytes, limits: Limits | None = None) -> str:
    try:
        read(Part("scan", data), limits or Limits())
    except UnreadableDocument as refusal:
        return refusal.reason
    return "read"


def png(width: int, height: int, data: bytes = b"") -> bytes:
    """A PNG that claims these sides, whatever its data."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")


def saved(form: str, side: int = 64, **options: object) -> bytes:
    out = io.BytesIO()
    Image.radial_gradient("L").resize((side, side)).save(out, form, **options)
    return out.getvalue()


@pytest.mark.parametrize("side", [10_000, 50_000, 2_000_000_000])
def test_a_header_that_claims_too_many_pixels_is_refused(side: int) -> None:
    assert outcome(png(side, side, b"\0" * 1000)) in {"too_many_pixels", "damaged"}
    assert outcome(png(50_000, 50_000)) == "too_many_pixels"


def test_a_small_tiff_that_claims_a_huge_picture_is_refused() -> None:
    entries = ((256, 4, 1, 60_000), (257, 4, 1, 60_000), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1), (273, 4, 1, 8))
    directory = struct.pack("<H", len(entries)) + b"".join(struct.pack("<HHII", *entry) for entry in entries)
    assert outcome(b"II*\0" + struct.pack("<I", 8) + directory + b"\0\0\0\0") == "too_many_pixels"


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF", "GIF", "BMP", "WEBP"])
@pytest.mark.parametrize("kept", [20, 60, 150])
def test_a_picture_cut_off_is_damaged(form: str, kept: int) -> None:
    assert outcome(saved(form)[:kept]) in {"damaged", "too_many_pixels", "unknown_format"}


def test_a_photo_cut_in_half_is_damaged() -> None:
    data = saved("JPEG", 900)
    assert outcome(data[: len(data) // 2]) == "damaged"


def test_a_heic_with_nothing_in_it_is_damaged() -> None:
    assert outcome(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 100) == "damaged"


def test_a_tiff_with_too_many_pages_is_refused() -> None:
    page = Image.new("1", (8, 8))
    out = io.BytesIO()
    page.save(out, "TIFF", save_all=True, append_images=[page] * 30)
    assert outcome(out.getvalue(), Limits(max_pages=20)) == "too_many_pages"


def test_a_tiff_whose_pages_run_in_a_circle_ends() -> None:
    data = bytearray(saved("TIFF"))
    first = struct.unpack_from("<I", data, 4)[0]
    count = struct.unpack_from("<H", data, first)[0]
    struct.pack_into("<I", data, first + 2 + 12 * count, first)
    assert outcome(bytes(data)) in {"damaged", "no_text", "too_many_pages", "read"}


def test_an_animation_is_one_picture() -> None:
    frame = Image.new("L", (40, 40), "white")
    out = io.BytesIO()
    frame.save(out, "GIF", save_all=True, append_images=[Image.new("L", (40, 40), shade) for shade in range(0, 250, 5)])
    assert outcome(out.getvalue(), Limits(max_pages=10)) == "no_text"
