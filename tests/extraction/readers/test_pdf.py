"""PDFs with a text layer: the words that a person sees, upright, split where the page splits them."""

import io
from collections.abc import Callable

import pdfplumber
import pikepdf
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from extraction.limits import Limits
from extraction.readers import read
from models.errors import UnreadableDocument
from models.page import Page
from models.reading import Kind, Part

Drawing = Callable[[Canvas], None]


def pdf(draw: Drawing, size: tuple[float, float] = (595.0, 842.0), **options: object) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1, **options)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def page_of(data: bytes) -> Page:
    reading = read(Part("po.pdf", data), Limits())
    assert reading.kind is Kind.PDF
    return reading.pages[0]


def texts(page: Page) -> list[str]:
    return [word.text for word in sorted(page.words, key=lambda w: (round(w.box.bottom), w.box.x0))]


def order_page(canvas: Canvas) -> None:
    canvas.setFont("Helvetica-Bold", 14)
    canvas.drawString(50, 780, "BON DE COMMANDE N° 4500012345")
    canvas.setFont("Helvetica", 9)
    for row, line in enumerate(
        ("Société Générale d'Équipement", "12 rue de l'Église", "69003 Lyon", "TVA FR12345678901")
    ):
        canvas.drawString(50, 750 - 12 * row, line)
    for row in range(20):
        y = 650 - 14 * row
        canvas.drawString(50, y, str(10 * (row + 1)))
        canvas.drawString(90, y, f"REF-{1000 + row}")
        canvas.drawString(160, y, f"Vis à tête hexagonale M{row + 3}×{20 + row} zinguée")
        canvas.drawRightString(420, y, f"{row * 25 + 5}")
        canvas.drawRightString(500, y, f"{row * 1.37 + 0.5:.2f}".replace(".", ","))
        canvas.line(50, y - 4, 500, y - 4)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_words_and_places_agree_with_pdfplumber_however_the_page_is_turned(turn: int) -> None:
    plain = pdf(order_page)
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(plain)) as document:
        document.pages[0].rotate(turn, relative=False)
        document.save(stream)
    page = page_of(stream.getvalue())
    # Where the page flag turns text on its side, ours is turned back so that it reads: as if there were no flag.
    with pdfplumber.open(io.BytesIO(plain)) as document:
        theirs = document.pages[0].extract_words(x_tolerance_ratio=0.15)
    assert sorted(word.text for word in page.words) == sorted(word["text"] for word in theirs)
    assert (page.width, page.height) == pytest.approx((595, 842), abs=0.1)
    ours = {word.text: word.box for word in page.words}
    for word in theirs:
        if sum(other["text"] == word["text"] for other in theirs) == 1:
            box = ours[word["text"]]
            assert box.x0 == pytest.approx(word["x0"], abs=1.5)
            assert box.x1 == pytest.approx(word["x1"], abs=1.5)
            assert box.y_mid == pytest.approx((word["top"] + word["bottom"]) / 2, abs=2.5)


def test_a_landscape_page_printed_sideways_and_flagged_so_is_landscape() -> None:
    def sideways(canvas: Canvas) -> None:
        canvas.translate(595, 0)
        canvas.rotate(90)
        canvas.drawString(40, 500, "Order 4711 of 2026-03-09")

    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(sideways))) as document:
        document.pages[0].rotate(90, relative=False)
        document.save(stream)
    page = page_of(stream.getvalue())
    assert texts(page) == ["Order", "4711", "of", "2026-03-09"]
    assert page.width > page.height
    assert page.words[0].box.x0 == pytest.approx(40, abs=1)


def test_a_crop_box_moves_the_origin() -> None:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(lambda canvas: canvas.drawString(150, 700, "Bestellung")))) as document:
        document.pages[0].cropbox = [100, 100, 500, 800]
        document.save(stream)
    page = page_of(stream.getvalue())
    assert (page.width, page.height) == (400, 700)
    assert page.words[0].box.x0 == pytest.approx(50, abs=0.5)
    assert page.words[0].box.bottom == pytest.approx(100 + 0.22 * 12, abs=1)


def test_words_without_blanks_between_them_are_split_at_gaps() -> None:
    def draw(canvas: Canvas) -> None:
        x = 50.0
        for word in ("Quantité", "commandée", "12,50"):
            canvas.drawString(x, 700, word)
            x += canvas.stringWidth(word) + 3

    assert texts(page_of(pdf(draw))) == ["Quantité", "commandée", "12,50"]


def test_touching_cells_are_split_at_the_ruling_line() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Courier", 10)
        canvas.drawString(50, 700, "ABC123")
        canvas.drawString(86, 700, "450")
        canvas.rect(40, 695, 46, 15)
        canvas.rect(86, 695, 46, 15)

    assert texts(page_of(pdf(draw))) == ["ABC123", "450"]


def test_letter_spaced_headings_are_words() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(50, 600, "B O N   D E   C O M M A N D E")
        text = canvas.beginText(50, 700)
        text.setCharSpace(5)
        text.textLine("PURCHASE ORDER")
        canvas.drawText(text)

    assert texts(page_of(pdf(draw))) == ["PURCHASE", "ORDER", "BON", "DE", "COMMANDE"]


def test_lone_digits_in_columns_are_never_joined() -> None:
    def draw(canvas: Canvas) -> None:
        for place in range(6):
            canvas.drawString(50 + 14 * place, 700, str(place))

    assert texts(page_of(pdf(draw))) == ["0", "1", "2", "3", "4", "5"]


def test_double_struck_text_is_there_once() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(50, 700, "Total 1234,50")
        canvas.drawString(50.4, 700, "Total 1234,50")

    assert texts(page_of(pdf(draw))) == ["Total", "1234,50"]


def test_size_and_weight_are_told() -> None:
    page = page_of(pdf(order_page))
    heading = next(word for word in page.words if word.text == "COMMANDE")
    plain = next(word for word in page.words if word.text == "Lyon")
    assert (heading.size_pt, heading.bold) == (14, True)
    assert (plain.size_pt, plain.bold) == (9, False)


def test_white_text_counts_only_on_something_dark() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColorRGB(0, 0, 0.4)
        canvas.rect(40, 690, 200, 20, stroke=0, fill=1)
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(50, 695, "Artikel")
        canvas.drawString(50, 500, "unseen")

    assert texts(page_of(pdf(draw))) == ["Artikel"]


def test_lines_and_boxes_are_rules_also_inside_forms() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(50, 760, "Order 1")
        canvas.line(50, 700, 300, 700)
        canvas.beginForm("table")
        canvas.rect(0, 0, 100, 40)
        canvas.endForm()
        canvas.translate(50, 500)
        canvas.doForm("table")

    rules = page_of(pdf(draw)).rules
    assert any(rule.horizontal and rule.box.width == pytest.approx(250, abs=0.5) for rule in rules)
    assert sum(not rule.horizontal and rule.box.height == pytest.approx(40, abs=0.5) for rule in rules) == 2
    assert any(rule.box.x0 == pytest.approx(150, abs=0.5) for rule in rules if not rule.horizontal)


def test_form_fields_are_words_where_they_stand() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(50, 700, "PO number:")
        canvas.acroForm.textfield(name="po", value="4500099", x=120, y=695, width=100, height=18, borderWidth=0)

    page = page_of(pdf(draw))
    value = next(word for word in page.words if word.text == "4500099")
    assert 118 < value.box.x0 < 150
    assert value.box.y_mid == pytest.approx(842 - 704, abs=8)


def test_a_field_that_only_viewers_draw_is_read_too() -> None:
    stream = io.BytesIO()
    with pikepdf.open(
        io.BytesIO(
            pdf(
                lambda canvas: (
                    canvas.drawString(50, 700, "PO number:"),
                    canvas.acroForm.textfield(name="po", value="4500099", x=120, y=695, width=100, height=18),
                )
            )
        )
    ) as document:
        for annotation in document.pages[0].Annots:
            del annotation["/AP"]
        document.save(stream)
    assert "4500099" in texts(page_of(stream.getvalue()))


def test_an_empty_user_password_is_no_obstacle() -> None:
    protected = StandardEncryption("", ownerPassword="secret", canPrint=1)
    assert texts(page_of(pdf(lambda canvas: canvas.drawString(50, 700, "Order 7"), encrypt=protected))) == [
        "Order",
        "7",
    ]


def test_a_password_is_a_refusal_that_names_it() -> None:
    protected = StandardEncryption("secret", ownerPassword="other")
    with pytest.raises(UnreadableDocument) as refusal:
        page_of(pdf(lambda canvas: canvas.drawString(50, 700, "Order 7"), encrypt=protected))
    assert refusal.value.reason == "password"


def test_text_off_the_page_is_not_there() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(50, 700, "seen")
        canvas.drawString(50 * mm, -40, "below")

    assert texts(page_of(pdf(draw))) == ["seen"]
