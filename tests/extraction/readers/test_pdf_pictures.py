"""PDF pages whose truth is in their pictures: scans under bad text layers, broken fonts, names in a logo."""

import io
import re
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import reportlab
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from extraction.limits import Limits
from extraction.readers import read
from models.reading import Kind, Part, PartReading

pytestmark = pytest.mark.ocr

LINES = (
    "Purchase order 4500088123",
    "Please deliver until 12 March 2026",
    "QX-7704 Hinge of brass 12 pieces 3.50",
    "QX-7705 Hinge of steel 25 pieces 7.00",
    "Total of the order 217.00",
)
SIZE = (595, 842)


def lettered(font: str = "Helvetica", *, lines: tuple[str, ...] = LINES) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=SIZE, invariant=1)
    canvas.setFont(font, 13)
    for row, line in enumerate(lines):
        canvas.drawString(60, 700 - 40 * row, line)
    canvas.save()
    return out.getvalue()


def scanned(layer: str = "", turn: int = 0) -> bytes:
    """A page that is a picture, with the invisible words that a scanner's own OCR wrote over it."""
    document = pypdfium2.PdfDocument(lettered())
    picture = document[0].render(scale=150 / 72).to_pil().rotate(turn, expand=True)
    document.close()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=SIZE if turn % 180 == 0 else SIZE[::-1], invariant=1)
    canvas.drawImage(ImageReader(picture), 0, 0, *(SIZE if turn % 180 == 0 else SIZE[::-1]))
    text = canvas.beginText(60, 700)
    text.setTextRenderMode(3)
    for _ in range(12):
        text.textLine(layer)
    canvas.drawText(text)
    canvas.save()
    return out.getvalue()


def words(data: bytes) -> tuple[set[str], PartReading]:
    reading = read(Part("po.pdf", data), Limits())
    return {word.text for page in reading.pages for word in page.words}, reading


def share(seen: set[str]) -> float:
    wanted = {word for line in LINES for word in line.split()}
    return len(wanted & seen) / len(wanted)


@pytest.mark.parametrize("layer", ["", "Pvrcha5e 0rder 45OOO88l23 QX-77O4 H1nqe l2 p1eces"])
def test_a_scan_is_read_anew_whatever_words_lie_invisibly_over_it(layer: str) -> None:
    seen, reading = words(scanned(layer))
    assert reading.kind is Kind.SCAN
    assert share(seen) > 0.9
    assert "45OOO88l23" not in seen


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_scan_lying_in_any_way_is_read_upright(turn: int) -> None:
    seen, reading = words(scanned(turn=turn))
    assert share(seen) > 0.9
    (page,) = reading.pages
    place = {word.text: word.box for word in page.words}
    assert place["Purchase"].bottom < place["Total"].top
    assert page.height > page.width


def test_letters_whose_meaning_is_wrong_in_the_file_are_read_as_they_look() -> None:
    pdfmetrics.registerFont(TTFont("Plain", Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"))
    data = lettered("Plain", lines=LINES * 3)
    broken = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        maps = [thing for thing in document.objects if isinstance(thing, pikepdf.Dictionary) and "/ToUnicode" in thing]
        for font in maps:
            # Numbers of glyphs taken for letters: "Purchase" becomes "3XUFKDVH".
            right = font.ToUnicode.read_bytes().decode()
            shifted = re.sub(
                r"<00([0-9A-F]{2})>$",
                lambda c: f"<00{max(33, int(c.group(1), 16) - 29):02X}>",
                right,
                flags=re.MULTILINE,
            )
            assert shifted != right
            font.ToUnicode = document.make_stream(shifted.encode())
        document.save(broken)
    seen, reading = words(broken.getvalue())
    assert reading.pages[0].source == "ocr"
    assert share(seen) > 0.9


def logo(text: str) -> Image.Image:
    picture = Image.new("RGB", (700, 130), "white")
    ImageDraw.Draw(picture).text((15, 25), text, fill=(20, 40, 120), font_size=64)
    return picture


FILLER = (
    "please confirm by return and name our number on every paper that goes with the goods to our yard in the harbour"
)


def test_the_buyers_name_that_stands_in_a_logo_alone_is_read() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=SIZE, invariant=1)
    canvas.drawImage(ImageReader(logo("QUILLAN MARITIME")), 50, 760, 260, 48)
    for row, line in enumerate((*LINES, FILLER[:60], FILLER[60:])):
        canvas.drawString(60, 700 - 20 * row, line)
    canvas.save()
    seen, reading = words(out.getvalue())
    assert {"QUILLAN", "MARITIME", *LINES[0].split()} <= seen
    (name,) = (word for word in reading.pages[0].words if word.text == "QUILLAN")
    assert name.box.top < 90
    assert name.confidence < 1


def test_a_table_that_somebody_pasted_in_as_a_picture_is_read() -> None:
    table = Image.new("RGB", (1400, 500), "white")
    for row in range(6):
        text = f"QX-77{row:02d}   Hinge of brass   {row + 11}   {row}.50"
        ImageDraw.Draw(table).text((40, 30 + 75 * row), text, fill="black", font_size=40)
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=SIZE, invariant=1)
    for row, line in enumerate((*LINES[:2], FILLER[:60], FILLER[60:], FILLER[:60])):
        canvas.drawString(60, 780 - 20 * row, line)
    canvas.drawImage(ImageReader(table), 50, 350, 500, 180)
    canvas.save()
    seen, reading = words(out.getvalue())
    assert {"QX-7700", "QX-7705", "16", "5.50", *LINES[0].split()} <= seen
    assert reading.kind is Kind.PDF
