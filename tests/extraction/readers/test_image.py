"""Pictures of orders: read by real OCR, upright, whatever way they came."""

import io
import random

import numpy as np
import pillow_heif
import pypdfium2
import pytest
from PIL import Image, ImageDraw
from reportlab.pdfgen.canvas import Canvas

from extraction.limits import Limits
from extraction.readers import read
from extraction.readers.image import accepts
from learning.synth.degrade import KINDS, degrade
from models.errors import UnreadableDocument
from models.reading import Kind, Part, PartReading

pytestmark = pytest.mark.ocr

LINES = (
    "Bon de commande 4500012345",
    "Date 09/03/2026",
    "Société Lumière 69003 Lyon",
    "K123095 Vis hexagonale M8x40 zinguée",
    "Quantité 250 pièces à 0,0406",
    "Total HT 1 190,28",
)


def order_pdf(pages: int = 1) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    for _ in range(pages):
        for row, line in enumerate(LINES):
            canvas.setFont("Helvetica", 12)
            canvas.drawString(60, 700 - 40 * row, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def found(reading: PartReading) -> float:
    """Share of the order's words that were read."""
    wanted = [word for line in LINES for word in line.split()]
    seen = [word.text for word in reading.pages[0].words]
    return sum(word in seen for word in wanted) / len(wanted)


@pytest.mark.parametrize("kind", ["rotated", "photo", "fax"])
def test_an_order_turned_photographed_or_faxed_is_read(kind: str) -> None:
    assert kind in KINDS
    name, data = degrade(order_pdf(), kind, random.Random(7))  # type: ignore[arg-type]
    reading = read(Part("scan" + name, data), Limits())
    assert found(reading) > 0.9
    page = reading.pages[0]
    assert page.source == "ocr"
    assert all(0 <= word.confidence <= 1 for word in page.words)
    assert all(-1 <= word.box.x0 < word.box.x1 <= page.width + 1 for word in page.words)
    heading = next(word for word in page.words if word.text == "commande")
    total = next(word for word in page.words if word.text.startswith("190"))
    assert heading.box.bottom < total.box.top


def test_every_page_of_a_tiff_is_a_page() -> None:
    _, data = degrade(order_pdf(2), "multipage_tiff", random.Random(1))
    reading = read(Part("fax.tif", data), Limits())
    assert [page.number for page in reading.pages] == [1, 2]
    assert reading.kind is Kind.SCAN


def test_a_table_of_a_scan_keeps_its_lines_as_rules_and_not_as_letters() -> None:
    image = Image.new("L", (1240, 1754), "white")
    draw = ImageDraw.Draw(image)
    for row in range(4):
        draw.line((100, 300 + 80 * row, 1100, 300 + 80 * row), 0, 3)
    for x in (100, 400, 1100):
        draw.line((x, 300, x, 540), 0, 3)
    for row in range(3):
        draw.text((130, 320 + 80 * row), f"{row + 1}0.5", fill=0, font_size=32)
        draw.text((430, 320 + 80 * row), f"K12907{row}", fill=0, font_size=32)
    out = io.BytesIO()
    image.save(out, "PNG", dpi=(150, 150))
    page = read(Part("scan.png", out.getvalue()), Limits()).pages[0]
    assert sorted(word.text for word in page.words) == ["10.5", "20.5", "30.5", "K129070", "K129071", "K129072"]
    assert sum(rule.horizontal for rule in page.rules) == 4
    assert sum(not rule.horizontal for rule in page.rules) == 3


def test_a_picture_with_nothing_on_it_has_no_text() -> None:
    out = io.BytesIO()
    Image.fromarray(np.full((800, 600), 255, np.uint8)).save(out, "PNG")
    with pytest.raises(UnreadableDocument) as refusal:
        read(Part("white.png", out.getvalue()), Limits())
    assert refusal.value.reason == "no_text"


@pytest.mark.parametrize("form", ["PNG", "JPEG", "JPEG2000", "TIFF", "GIF", "BMP", "WEBP"])
def test_a_picture_is_told_by_its_first_bytes(form: str) -> None:
    out = io.BytesIO()
    Image.new("L", (40, 40), "white").save(out, form)
    assert accepts(out.getvalue())


@pytest.mark.parametrize("form", ["HEIF", "WEBP", "JPEG2000"])
def test_an_order_photographed_by_a_phone_or_saved_by_a_browser_is_read(form: str) -> None:
    pillow_heif.register_heif_opener()
    document = pypdfium2.PdfDocument(order_pdf())
    picture = document[0].render(scale=150 / 72).to_pil().convert("RGB")
    document.close()
    out = io.BytesIO()
    picture.save(out, form)
    reading = read(Part("IMG_0312", out.getvalue()), Limits())
    assert found(reading) > 0.9
    assert reading.kind is (Kind.PHOTO if form == "HEIF" else Kind.SCAN)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_list_of_short_columns_is_not_taken_for_lines_of_text(turn: int) -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    canvas.drawString(50, 780, "PURCHASE ORDER QX-51877")
    for row in range(14):
        cells = {50: "30", 120: f"QX-44{row + 60} Bolt", 330: str(row + 60), 400: f"1.{row + 60}", 470: "9.00"}
        for x, cell in cells.items():
            canvas.drawString(x, 700 - 18 * row, cell)
    canvas.save()
    document = pypdfium2.PdfDocument(out.getvalue())
    picture = document[0].render(scale=150 / 72).to_pil().convert("1").rotate(turn, expand=True)
    document.close()
    scan = io.BytesIO()
    picture.save(scan, "TIFF", dpi=(150, 150))
    (page,) = read(Part("fax.tif", scan.getvalue()), Limits()).pages
    place = {word.text: word.box for word in page.words}
    assert {"QX-4460", "QX-4473", "PURCHASE"} <= set(place)
    assert place["PURCHASE"].bottom < place["QX-4460"].top < place["QX-4473"].top


def test_words_are_no_picture() -> None:
    assert not accepts(b"BM 4711 order of today, please deliver")
    assert not accepts(b"Order 4711")


def test_a_scan_inside_a_pdf_is_a_scan() -> None:
    _, data = degrade(order_pdf(), "image_pdf", random.Random(3))
    reading = read(Part("scan.pdf", data), Limits())
    assert reading.kind is Kind.SCAN
    assert found(reading) > 0.9
