"""Clean PDFs made into scans, faxes and phone photos, under a seed. Not the OCR noise on words (`ocr_noise`)."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from typing import Any, Literal, get_args

import cv2
import numpy as np
import numpy.typing as npt
import pypdfium2
from PIL import Image

from learning.synth import blemishes
from learning.synth.phone_photo import photograph

Kind = Literal[
    "clean300", "scan200", "skewed", "fax", "faint", "stamped", "rotated", "photo", "multipage_tiff", "image_pdf"
]
KINDS: tuple[Kind, ...] = get_args(Kind)
Raster = npt.NDArray[Any]  # uint8, height x width x 3, RGB

MAX_PAGES = 12
FAX_WIDTH_PX = 1728  # of every group-3 machine, at 204 dots per inch
FAX_HEIGHT_PX = {"standard": 1078, "fine": 2156}


def degrade(pdf_bytes: bytes, kind: Kind, rng: random.Random) -> tuple[str, bytes]:
    """The document as a customer's scanner, fax or phone would send it: (file-name suffix, bytes)."""
    noise = np.random.default_rng(rng.getrandbits(64))
    pages = [_MAKERS[kind](page, rng, noise) for page in _rendered(pdf_bytes, _DPI.get(kind, 200))]
    if kind == "multipage_tiff":
        return ".tif", _tiff(pages, 200)
    if kind == "image_pdf" or len(pages) > 1:
        return ".pdf", _image_pdf(pages, rng, bilevel=kind == "fax")
    if kind == "photo":
        return ".jpg", _phone_jpeg(pages[0], rng)
    if kind == "fax":
        return (".tif", _tiff(pages, 204)) if rng.random() < 0.5 else (".pdf", _image_pdf(pages, rng, bilevel=True))
    suffix = rng.choice((".jpg", ".png", ".tif", ".pdf"))
    dpi = _DPI.get(kind, 200)
    if suffix == ".jpg":
        return suffix, _jpeg(pages[0], rng.randint(55, 90), dpi if rng.random() < 0.5 else None)
    if suffix == ".png":
        return suffix, _png(pages[0], dpi)
    if suffix == ".tif":
        return suffix, _tiff(pages, dpi)
    return suffix, _image_pdf(pages, rng)


_DPI: dict[str, int] = {"clean300": 300, "photo": 260, "fax": 250}


def _rendered(pdf_bytes: bytes, dpi: int) -> list[Raster]:
    document = pypdfium2.PdfDocument(pdf_bytes)
    try:
        count = min(len(document), MAX_PAGES)
        pages = []
        for index in range(count):
            page = document[index]
            bitmap = page.render(scale=dpi / 72, may_draw_forms=True, rev_byteorder=True)
            pages.append(np.array(bitmap.to_pil().convert("RGB"), np.uint8))
            page.close()
        return pages
    finally:
        document.close()


def _clean(page: Raster, rng: random.Random, noise: np.random.Generator) -> Raster:
    if rng.random() < 0.4:  # many office scanners send pure black and white
        grey = cv2.cvtColor(page, cv2.COLOR_RGB2GRAY)
        return _rgb((grey > rng.randint(120, 190)).astype(np.uint8) * 255)
    return blemishes.sensor_noise(page, rng.uniform(1, 4), noise)


def _scan(page: Raster, rng: random.Random, noise: np.random.Generator) -> Raster:
    page = blemishes.ink(page, rng.uniform(-0.6, 0.6))
    page = _skew(page, rng.gauss(0, 0.5))
    page = blemishes.paper(page, rng)
    page = cv2.GaussianBlur(page, (0, 0), rng.uniform(0.3, 0.8))
    page = blemishes.dust(page, rng.randint(0, 60), rng)
    if rng.random() < 0.3:
        page = blemishes.punch_holes(page, rng)
    if rng.random() < 0.5:
        page = _rgb(cv2.cvtColor(page, cv2.COLOR_RGB2GRAY))
    return blemishes.sensor_noise(page, rng.uniform(2, 8), noise)


def _skewed(page: Raster, rng: random.Random, noise: np.random.Generator) -> Raster:
    return _scan(_skew(page, rng.choice((-1, 1)) * rng.uniform(1.0, 6.0)), rng, noise)


def _faint(page: Raster, rng: random.Random, noise: np.random.Generator) -> Raster:
    page = _skew(blemishes.ink(page, rng.uniform(-0.5, 0.2)), rng.gauss(0, 0.7))
    page = blemishes.toner(page, rng.uniform(0.25, 0.55), rng)
    page = blemishes.paper(page, rng)
    page = cv2.GaussianBlur(page, (0, 0), rng.uniform(0.3, 0.7))
    page = blemishes.dust(page, rng.randint(5, 60), rng)
    return blemishes.sensor_noise(page, rng.uniform(3, 7), noise)


def _stamped(page: Raster, rng: random.Random, noise: np.random.Generator) -> Raster:
    for mark in rng.sample((blemishes.stamp, blemishes.scribble, blemishes.coffee_ring, blemishes.handwriting), 3):
        page = mark(page, rng)
    return _scan(page, rng, noise)


def _rotated(page: Raster, rng: random.Random, noise: np.random.Generator) -> Raster:
    return np.ascontiguousarray(np.rot90(_scan(page, rng, noise), rng.choice((1, 2, 3))))


def _fax(page: Raster, rng: random.Random, noise: np.random.Generator) -> Raster:
    grey = cv2.cvtColor(_skew(page, rng.gauss(0, 0.4)), cv2.COLOR_RGB2GRAY)
    grade = "standard" if rng.random() < 0.3 else "fine"
    lines = round(FAX_HEIGHT_PX[grade] * grey.shape[0] / grey.shape[1] / 1.414)
    small = cv2.resize(grey, (FAX_WIDTH_PX, lines), interpolation=cv2.INTER_AREA)
    small = blemishes.fax_header(small, rng, stretch=2.0 if grade == "standard" else 1.0)
    bits = small > np.clip(noise.normal(rng.randint(130, 185), 12, small.shape), 60, 235)
    bits ^= noise.random(small.shape) < rng.choice((0.0, 0.0005, 0.002))
    for _ in range(rng.choice((0, 0, 1, 2))):  # a line lost on the wire
        row = rng.randrange(lines)
        bits[row : row + rng.randint(1, 2)] = True
    whole = bits.astype(np.uint8) * 255
    if grade == "standard":  # what a mail gateway does: square pixels by doubled lines
        whole = np.repeat(whole, 2, axis=0)
    return _rgb(whole)


def _photo(page: Raster, rng: random.Random, noise: np.random.Generator) -> Raster:
    return photograph(page, rng, noise)


_MAKERS: dict[str, Callable[[Raster, random.Random, np.random.Generator], Raster]] = {
    "clean300": _clean,
    "scan200": _scan,
    "skewed": _skewed,
    "fax": _fax,
    "faint": _faint,
    "stamped": _stamped,
    "rotated": _rotated,
    "photo": _photo,
    "multipage_tiff": _scan,
    "image_pdf": _scan,
}


def _skew(page: Raster, degrees: float) -> Raster:
    height, width = page.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return _u8(cv2.warpAffine(page, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=(250, 250, 250)))


def _rgb(grey: npt.NDArray[Any]) -> Raster:
    return _u8(np.repeat(grey[:, :, None], 3, axis=2))


def _u8(array: npt.NDArray[Any]) -> Raster:
    return np.ascontiguousarray(array, np.uint8)


def _jpeg(page: Raster, quality: int, dpi: int | None) -> bytes:
    out = io.BytesIO()
    Image.fromarray(page).save(out, "JPEG", quality=quality, **({"dpi": (dpi, dpi)} if dpi else {}))
    return out.getvalue()


def _phone_jpeg(page: Raster, rng: random.Random) -> bytes:
    """With what a phone writes beside the picture: its make, and often the turn instead of turned pixels."""
    image = Image.fromarray(page)
    exif = Image.Exif()
    if rng.random() < 0.6:
        exif[0x010F], exif[0x0110] = rng.choice(
            (("Apple", "iPhone 13"), ("samsung", "SM-A536B"), ("Google", "Pixel 7"))
        )
        if rng.random() < 0.4:
            exif[0x0112] = 6
            image = image.transpose(Image.Transpose.ROTATE_90)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=rng.randint(60, 90), exif=exif)
    return out.getvalue()


def _png(page: Raster, dpi: int) -> bytes:
    out = io.BytesIO()
    Image.fromarray(page).convert("L").save(out, "PNG", dpi=(dpi, dpi))
    return out.getvalue()


def _tiff(pages: list[Raster], dpi: int) -> bytes:
    images = [_bilevel(page) if _is_bilevel(page) else Image.fromarray(page).convert("L") for page in pages]
    compression = "group4" if all(image.mode == "1" for image in images) else "tiff_lzw"
    out = io.BytesIO()
    images[0].save(out, "TIFF", save_all=True, append_images=images[1:], compression=compression, dpi=(dpi, dpi))
    return out.getvalue()


def _is_bilevel(page: Raster) -> bool:
    return bool(np.all((page[::7] == 0) | (page[::7] == 255)))


def _bilevel(page: Raster) -> Image.Image:
    return Image.fromarray(page[:, :, 0] > 127)


def _image_pdf(pages: list[Raster], rng: random.Random, bilevel: bool = False) -> bytes:
    """One picture a page on A4, as scanners write it."""
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    quality = rng.randint(55, 90)
    for page in pages:
        height, width = page.shape[:2]
        size = (595.28, 595.28 * height / width) if width <= height else (841.89, 841.89 * height / width)
        canvas.setPageSize(size)
        data = io.BytesIO(_png(page, 200) if bilevel else _jpeg(page, quality, None))
        canvas.drawImage(ImageReader(data), 0, 0, *size)
        canvas.showPage()
    canvas.save()
    return out.getvalue()
