"""The picture reader: scans, faxes and photos as PNG, JPEG, JPEG 2000, TIFF, WebP, HEIC, BMP or GIF to pages by OCR."""

from __future__ import annotations

import contextlib
import functools
import io
import struct
import zlib
from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageOps, ImageSequence

from extraction.limits import Limits
from extraction.ocr.reading import read_picture
from extraction.readers.reader import Reader
from models.errors import UnreadableDocument
from models.page import Page
from models.reading import Kind, Part, PartReading

FORMATS = ("PNG", "JPEG", "JPEG2000", "TIFF", "WEBP", "HEIF", "AVIF", "BMP", "GIF", "MPO")
_JPEG2000 = (b"\0\0\0\x0cjP  ", b"\xff\x4f\xff\x51")
_HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"avif")
_EXIF_MAKE, _EXIF_MODEL = 0x010F, 0x0110
# A picture's resolution counts as its size on paper only when that makes a sheet.
MIN_SHORT_SIDE_PT, MAX_SHORT_SIDE_PT = 280.0, 1200.0
PAGE_SHAPES = (1.414, 1.294, 1.647, 1.326)  # long side over short: A4, Letter, Legal, and a fax page
SHAPE_TOLERANCE = 0.03
SCREEN_DPI = 100  # programs write 72 or 96 when they know nothing
# What Pillow's decoders raise on broken files, all of it meaning the same.
_BROKEN = (
    OSError, ValueError, SyntaxError, EOFError, TypeError, KeyError, IndexError, ArithmeticError, AttributeError,
    struct.error, zlib.error, RuntimeError,
)  # fmt: skip


def accepts(data: bytes) -> bool:
    head = data[:16]
    return (
        head.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", *_JPEG2000))
        or head[:4] in (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
        or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")
        or (head[:2] == b"BM" and head[6:10] == b"\0\0\0\0")
        or (head[4:8] == b"ftyp" and head[8:12] in _HEIF_BRANDS)
    )


def read_image(part: Part, limits: Limits) -> PartReading:
    image = opened(part.data, limits)
    with _decoding():
        many = int(getattr(image, "n_frames", 1))
    if many > limits.max_pages and image.format == "TIFF":
        raise UnreadableDocument("too_many_pages", pages=str(many))
    with _decoding():
        camera = _has_camera(image)
    looks_scanned = image.format == "TIFF" or not maybe_photo(image)
    pages: list[Page] = []
    unwarped = False
    for number, (pixels, short_side_pt) in enumerate(frames(image, limits), start=1):
        reading = read_picture(pixels, number, short_side_pt, may_be_photo=not looks_scanned)
        pages.append(reading.page)
        unwarped = unwarped or reading.unwarped
    if not any(page.words for page in pages):
        raise UnreadableDocument("no_text")
    kind = Kind.PHOTO if camera or unwarped else Kind.SCAN
    return PartReading(part.name, kind, part.role, tuple(pages))


def opened(data: bytes, limits: Limits) -> Image.Image:
    """The picture file; raises `UnreadableDocument`."""
    if data[4:8] == b"ftyp":
        _know_heif()
    with _decoding():
        image = Image.open(io.BytesIO(data), formats=FORMATS)
    _check_size(image, limits)
    return image


@contextlib.contextmanager
def _decoding() -> Iterator[None]:
    """Pillow's many errors as our two refusals."""
    try:
        yield
    except Image.DecompressionBombError as error:
        raise UnreadableDocument("too_many_pixels") from error
    except _BROKEN as error:
        raise UnreadableDocument("damaged") from error


def _check_size(image: Image.Image, limits: Limits) -> None:
    width, height = image.size
    if width * height > limits.max_pixels:
        raise UnreadableDocument("too_many_pixels", pixels=f"{width}x{height}")


@functools.cache
def _know_heif() -> None:
    from pillow_heif import register_heif_opener

    register_heif_opener()


def _has_camera(image: Image.Image) -> bool:
    exif = image.getexif()
    return bool(exif.get(_EXIF_MAKE) or exif.get(_EXIF_MODEL)) or image.format == "HEIF"


def maybe_photo(image: Image.Image) -> bool:
    """Whether a sheet of paper should be looked for in the picture."""
    return image.mode not in ("1", "P") and image.format in ("JPEG", "MPO", "HEIF", "WEBP", "PNG", "AVIF")


def frames(image: Image.Image, limits: Limits) -> Iterator[tuple[npt.NDArray[Any], float]]:
    """Each page's pixels, upright as the camera says and with square dots, and its paper's short side (0: unknown)."""
    # An animation's frames are no pages.
    frames = ImageSequence.Iterator(image) if image.format == "TIFF" else iter((image,))
    while True:
        with _decoding():
            frame = next(frames, None)
        if frame is None:
            return
        _check_size(frame, limits)
        with _decoding():
            pixels = _pixels(frame)
        yield pixels, _short_side_pt(frame, pixels)


def _pixels(frame: Image.Image) -> npt.NDArray[Any]:
    turned = ImageOps.exif_transpose(frame)
    if turned.mode in ("RGBA", "LA", "PA") or (turned.mode == "P" and "transparency" in turned.info):
        paper = Image.new("RGBA", turned.size, "white")
        turned = Image.alpha_composite(paper, turned.convert("RGBA"))
    if turned.mode.startswith(("I", "F")):
        return _stretched(np.asarray(turned, np.float32))
    across, down = _resolution(frame)
    grey = turned.convert("L")
    if across and down and not 0.9 < across / down < 1.1:  # a fax in standard resolution has flat dots
        best = max(across, down)
        grey = grey.resize(
            (round(grey.width * best / across), round(grey.height * best / down)), Image.Resampling.BICUBIC
        )
    return np.asarray(grey, np.uint8)


def _stretched(deep: npt.NDArray[Any]) -> npt.NDArray[Any]:
    low, high = float(deep.min()), float(deep.max())
    return np.asarray((deep - low) * (255.0 / max(1e-6, high - low)), np.uint8)


def _resolution(frame: Image.Image) -> tuple[float, float]:
    try:
        across, down = (float(value) for value in frame.info.get("dpi", (0, 0)))
    except (TypeError, ValueError, ZeroDivisionError):
        return 0.0, 0.0
    usable = 30 <= across <= 2400 and 30 <= down <= 2400 and across / down < 4 and down / across < 4
    return (across, down) if usable else (0.0, 0.0)


def _short_side_pt(frame: Image.Image, pixels: npt.NDArray[Any]) -> float:
    dpi = max(_resolution(frame))
    if dpi < SCREEN_DPI:
        return 0.0
    short = 72.0 * min(pixels.shape[:2]) / dpi
    return short if MIN_SHORT_SIDE_PT <= short <= MAX_SHORT_SIDE_PT else 0.0


READER = Reader("image", accepts, read_image)
