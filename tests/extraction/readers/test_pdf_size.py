"""A very long order is read page by page: what it takes in memory does not grow with its length."""

import io
import subprocess
import sys

from reportlab.pdfgen.canvas import Canvas

LIMIT_MB = 400
PAGES, LINES_A_PAGE = 40, 15
# A process of its own: this one has held all kinds of things before. Its peak is asked of its own address space, since
# the usage that `resource` tells counts what the parent held when it started the child.
READ = """
import re, sys
from extraction.limits import Limits
from extraction.readers import read
from models.reading import Part
reading = read(Part("po.pdf", sys.stdin.buffer.read()), Limits())
rows = sum(word.text.startswith("QX-") for page in reading.pages for word in page.words)
peak = re.search(r"VmHWM:\\s*(\\d+) kB", open("/proc/self/status").read())
print(len(reading.pages), rows, int(peak[1]) // 1024)
"""


def long_order() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    for page in range(PAGES):
        canvas.setFont("Helvetica", 9)
        for row in range(LINES_A_PAGE):
            y = 760 - 45 * row
            canvas.drawString(
                40, y, f"{10 * row}   QX-{page:02d}{row:03d}   Hinge of brass M{row}x40, box of 100, zinc plated"
            )
            canvas.drawRightString(550, y, f"{row * 12.5:.2f}")
            canvas.rect(38, y - 20, 515, 43)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_an_order_of_six_hundred_lines_on_forty_pages_stays_below_400_mb() -> None:
    done = subprocess.run([sys.executable, "-c", READ], input=long_order(), capture_output=True, check=True)
    pages, rows, megabytes = map(int, done.stdout.split())
    assert (pages, rows) == (PAGES, PAGES * LINES_A_PAGE)
    assert megabytes < LIMIT_MB
