"""Degraded documents and simulated OCR errors: the same for the same seed, and as bad as asked."""

import io
import random

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from learning.synth.degrade import KINDS, degrade
from learning.synth.ocr_noise import noisy_page, ocr_noise
from models.page import Box, Page, Word


def small_pdf(pages: int = 1) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(298, 420), invariant=1)
    for _ in range(pages):
        canvas.drawString(30, 350, "Order 4711")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize("kind", KINDS)
def test_a_seed_always_makes_the_same_file(kind: str) -> None:
    one = degrade(small_pdf(), kind, random.Random(5))  # type: ignore[arg-type]
    other = degrade(small_pdf(), kind, random.Random(5))  # type: ignore[arg-type]
    assert one == other
    suffix, data = one
    heads = {".pdf": b"%PDF", ".png": b"\x89PNG", ".jpg": b"\xff\xd8"}
    assert data.startswith(heads[suffix]) if suffix in heads else data[:4] in (b"II*\0", b"MM\0*")


def test_a_tiff_has_all_pages() -> None:
    _, data = degrade(small_pdf(3), "multipage_tiff", random.Random(1))
    assert getattr(Image.open(io.BytesIO(data)), "n_frames", 1) == 3


def test_a_fax_is_black_and_white() -> None:
    for seed in range(8):
        suffix, data = degrade(small_pdf(), "fax", random.Random(seed))
        if suffix == ".tif":
            assert Image.open(io.BytesIO(data)).mode == "1"
            return
    pytest.fail("no fax came as a TIFF")


def words(count: int = 400) -> tuple[Word, ...]:
    texts = ("Quantité", "1.250,00", "K123095", "M8x40", "Lyon,")
    return tuple(
        Word(texts[i % 5], Box(50 + 60 * (i % 5), 20 + 12 * (i // 5), 105 + 60 * (i % 5), 30 + 12 * (i // 5)))
        for i in range(count)
    )


def test_rougher_grades_spoil_more_words() -> None:
    clean = words()
    spoilt = {}
    for grade in ("mild", "usual", "rough"):
        noisy = ocr_noise(clean, random.Random(3), grade)
        spoilt[grade] = len(clean) - sum(word.text in {w.text for w in clean} for word in noisy)
    assert 0 <= spoilt["mild"] < spoilt["usual"] < spoilt["rough"] < len(clean) / 3


def test_noise_keeps_boxes_whole_and_confidence_within_bounds() -> None:
    page = noisy_page(Page(1, 595, 2000, words()), random.Random(8), "rough")
    assert page.source == "ocr"
    for word in page.words:
        assert word.text
        assert 0 <= word.confidence <= 1
        assert word.box.x0 < word.box.x1
        assert word.box.top < word.box.bottom


def test_misread_words_are_less_sure_on_the_whole() -> None:
    texts = {word.text for word in words()}
    noisy = ocr_noise(words(2000), random.Random(2), "rough")
    right = [word.confidence for word in noisy if word.text in texts]
    wrong = [word.confidence for word in noisy if word.text not in texts]
    assert sum(wrong) / len(wrong) < sum(right) / len(right) - 0.1
