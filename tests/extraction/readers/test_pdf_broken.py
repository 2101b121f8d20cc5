"""PDFs that are not quite right: pages lost or promised in vain, lines drawn dot by dot, hyphens at line ends."""

import io
import re

import pytest
from reportlab.pdfgen.canvas import Canvas

from extraction.limits import Limits
from extraction.readers import read
from extraction.readers.pdf import open_pdf
from extraction.readers.pdf_page import read_layer
from extraction.readers.picture import page_picture
from models.errors import UnreadableDocument
from models.page import Page
from models.reading import Part


def order_pdf(pages: int = 2) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    for number in range(pages):
        canvas.setFont("Helvetica-Bold", 14)
        canvas.drawString(50, 780, f"Order 4711 page {number + 1}")
        canvas.setFont("Helvetica", 10)
        canvas.drawString(50, 700, "K123095 Vis hexagonale")
        canvas.line(50, 690, 300, 690)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def pages(data: bytes) -> tuple[Page, ...]:
    return read(Part("po.pdf", data), Limits()).pages


def headings(data: bytes) -> list[str]:
    return [" ".join(word.text for word in page.words if word.size_pt > 12) for page in pages(data)]


def test_pages_that_a_file_promises_and_does_not_have_are_no_pages() -> None:
    data = order_pdf().replace(b"/Count 2", b"/Count 5")
    assert headings(data) == ["Order 4711 page 1", "Order 4711 page 2"]


def test_a_page_that_is_missing_does_not_take_the_others_along() -> None:
    data = re.sub(rb"/Kids \[ \d+ 0 R", b"/Kids [ 99 0 R", order_pdf())
    assert headings(data) == ["Order 4711 page 2"]


def test_pages_whose_list_is_lost_are_found_all_the_same() -> None:
    data = order_pdf().replace(b"/Kids", b"/Kxds")
    assert headings(data) == ["Order 4711 page 1", "Order 4711 page 2"]
    sound, found = pages(order_pdf())[0], pages(data)[0]
    assert [word.text for word in found.words] == [word.text for word in sound.words]
    for mine, theirs in zip(found.words, sound.words, strict=True):
        assert mine.box.x0 == pytest.approx(theirs.box.x0, abs=1)
        assert mine.box.y_mid == pytest.approx(theirs.box.y_mid, abs=2)
        assert mine.bold == theirs.bold
    assert [rule.horizontal for rule in found.rules] == [True]


def test_a_file_with_no_page_that_loads_is_damaged() -> None:
    data = order_pdf().replace(b"/Type /Page\n", b"/Type /Pxge\n")
    with pytest.raises(UnreadableDocument) as refusal:
        pages(data)
    assert refusal.value.reason == "damaged"


def test_the_picture_of_a_page_that_does_not_load_is_refused_as_damaged() -> None:
    data = order_pdf().replace(b"/Count 2", b"/Count 5")
    with pytest.raises(UnreadableDocument) as refusal:
        page_picture(Part("po.pdf", data), 4, 600, Limits())
    assert refusal.value.reason == "damaged"
    with pytest.raises(UnreadableDocument) as layer:
        read_layer(open_pdf(data), 4)
    assert layer.value.reason == "damaged"


def dotted(canvas: Canvas) -> None:
    for row in range(3):
        for dot in range(200):
            canvas.rect(50 + 1.5 * dot, 600 - 20 * row, 0.75, 0.75, stroke=0, fill=1)
    for dot in range(30):
        canvas.rect(360, 560 + 1.5 * dot, 0.75, 0.75, stroke=0, fill=1)
    for bullet in range(5):
        canvas.rect(50, 500 - 30 * bullet, 2, 2, stroke=0, fill=1)
    canvas.drawString(60, 590, "Order 4711")


def test_lines_drawn_dot_by_dot_are_ruling_lines_and_bullets_are_none() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    dotted(canvas)
    canvas.showPage()
    canvas.save()
    rules = pages(out.getvalue())[0].rules
    level = [rule.box for rule in rules if rule.horizontal]
    assert [round(box.width) for box in level] == [299, 299, 299]
    assert sorted(round(842 - box.y_mid) for box in level) == [560, 580, 600]
    assert [round(rule.box.height) for rule in rules if not rule.horizontal] == [44]


def test_a_hyphen_at_a_lines_end_is_a_hyphen() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    canvas.drawString(50, 780, "Artikel ABC-")
    canvas.drawString(50, 766, "4711-20 Be-")
    canvas.drawString(50, 752, "festigung")
    canvas.showPage()
    canvas.save()
    # The line's end stays one: whether the parts belong together is for those who know the column to say.
    assert [word.text for word in pages(out.getvalue())[0].words] == ["Artikel", "ABC-", "4711-20", "Be-", "festigung"]
