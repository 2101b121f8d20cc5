"""How fast PDFs are read: ours against pdfium alone and pdfplumber on the same pages, as ratios in one run.

The ratio is to what pypdfium2 alone takes for words with places, cut at the blanks and nothing else.

    python -m benchmarks.read_speed [folder of PDFs]

Without a folder, generated pages. Processor time, not wall time, so that a busy machine does not matter.
"""

from __future__ import annotations

import ctypes
import io
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pypdfium2
import pypdfium2.raw as pdfium

from extraction.limits import Limits
from extraction.readers.pdf import read_pdf
from models.reading import Part

ROUNDS = 5


def generated() -> list[bytes]:
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    for page in range(5):
        canvas.setFont("Helvetica", 9)
        for row in range(40):
            y = 780 - 17 * row
            canvas.drawString(40, y, f"{row * 10}  REF-{page}{row:03d}  Hexagon bolt M{row}x40 zinc plated, box of 100")
            canvas.drawRightString(480, y, f"{row * 12.5:.2f}")
            canvas.drawRightString(550, y, f"{row * 125:.2f}")
            canvas.rect(38, y - 4, 515, 17)
        canvas.showPage()
    canvas.save()
    return [out.getvalue()]


def pdfium_text(data: bytes) -> None:
    """The page's text and nothing else."""
    document = pypdfium2.PdfDocument(data)
    for index in range(len(document)):
        document[index].get_textpage().get_text_range()
    document.close()


def pdfium_boxes(data: bytes) -> None:
    """The text, and the box of every character through its own binding."""
    document = pypdfium2.PdfDocument(data)
    box = pdfium.FS_RECTF()
    for index in range(len(document)):
        text_page = document[index].get_textpage()
        text_page.get_text_range()
        for place in range(text_page.count_chars()):
            pdfium.FPDFText_GetLooseCharBox(text_page.raw, place, ctypes.byref(box))
    document.close()


def pdfium_words(data: bytes) -> None:
    """The least that gives words with places: the text cut at its blanks, each word with the hull of its characters."""
    document = pypdfium2.PdfDocument(data)
    words: list[tuple[str, float, float, float, float]] = []
    box = pdfium.FS_RECTF()
    for index in range(len(document)):
        text_page = document[index].get_textpage()
        letters: list[str] = []
        hull = [1e9, 1e9, -1e9, -1e9]
        for place, letter in enumerate(text_page.get_text_range() + " "):
            if letter.isspace():
                if letters:
                    words.append(("".join(letters), hull[0], hull[1], hull[2], hull[3]))
                letters, hull = [], [1e9, 1e9, -1e9, -1e9]
                continue
            pdfium.FPDFText_GetLooseCharBox(text_page.raw, place, ctypes.byref(box))
            letters.append(letter)
            hull = [min(hull[0], box.left), min(hull[1], box.bottom), max(hull[2], box.right), max(hull[3], box.top)]
    document.close()


def ours(data: bytes) -> None:
    read_pdf(Part("x.pdf", data), Limits())


def plumber(data: bytes) -> None:
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            page.extract_words()


def cost(read: Callable[[bytes], None], files: list[bytes], rounds: int) -> float:
    """Processor milliseconds per page, the best of the rounds."""
    pages = sum(len(pypdfium2.PdfDocument(data)) for data in files)
    best = float("inf")
    for _ in range(rounds):
        started = time.process_time()
        for data in files:
            read(data)
        best = min(best, time.process_time() - started)
    return 1000 * best / pages


def main() -> None:
    files = [path.read_bytes() for path in sorted(Path(sys.argv[1]).glob("*.pdf"))] if sys.argv[1:] else generated()
    ours(files[0])
    base = cost(pdfium_words, files, ROUNDS)
    print(f"{'reader':34} {'ms a page':>9} {'ratio':>7}")
    for name, read, rounds in (
        ("pdfium, text only", pdfium_text, ROUNDS),
        ("pdfium, text and character boxes", pdfium_boxes, ROUNDS),
        ("pdfium, words", pdfium_words, ROUNDS),
        ("ours: words, rules, checks", ours, ROUNDS),
        ("pdfplumber, words", plumber, 1),
    ):
        spent = cost(read, files, rounds)
        print(f"{name:34} {spent:9.2f} {spent / base:7.2f}")


if __name__ == "__main__":
    main()
