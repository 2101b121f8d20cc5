"""PDFs made to break a reader: each is refused with its reason or read, none crashes or hangs."""

import io
import time
import zlib
from dataclasses import replace

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from extraction.limits import Limits
from extraction.readers import read
from models.errors import UnreadableDocument
from models.reading import Part
from pipeline.sandbox import Sandbox

PATIENCE_S = 15.0  # of computing


def order_pdf(pages: int = 1) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    for number in range(pages):
        canvas.drawString(50, 700, f"Purchase order 4711, page {number + 1}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def outcome(data: bytes, limits: Limits | None = None) -> str:
    """Why the file was refused, or the words of its first page."""
    started = time.process_time()
    try:
        reading = read(Part("po.pdf", data), limits or Limits())
    except UnreadableDocument as refusal:
        return refusal.reason
    finally:
        assert time.process_time() - started < PATIENCE_S
    return " ".join(word.text for word in reading.pages[0].words)


def objects(*bodies: bytes, trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A PDF of these objects, numbered from 1, with a right table of contents."""
    out = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(bodies, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, trailer, start)


def stream(data: bytes, extra: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), extra, data)


def test_a_mark_and_nothing_behind_it_is_damaged() -> None:
    assert outcome(b"%PDF-1.7\n") == "damaged"
    assert outcome(b"%PDF-1.7\n" + bytes(range(256)) * 50) == "damaged"


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.99])
def test_a_pdf_cut_off_is_damaged_or_mended_but_never_empty(share: float) -> None:
    data = order_pdf(3)
    result = outcome(data[: int(len(data) * share)])
    assert result in {"damaged", "no_text"} or result.startswith("Purchase order 4711")


def test_a_wrong_pointer_to_the_table_of_contents_is_mended() -> None:
    data = order_pdf()
    start = data.rindex(b"startxref")
    assert outcome(data[:start] + b"startxref\n7\n%%EOF\n").startswith("Purchase order 4711")


def test_too_many_pages_are_refused_before_any_is_read() -> None:
    assert outcome(order_pdf(12), Limits(max_pages=10)) == "too_many_pages"


def test_a_page_tree_that_claims_a_hundred_thousand_pages_is_refused() -> None:
    claimed = objects(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 100000 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    )
    assert outcome(claimed) in {"too_many_pages", "no_text", "damaged"}


def test_a_page_tree_that_contains_itself_ends() -> None:
    loop = objects(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [2 0 R 3 0 R 2 0 R] /Count 3 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    )
    assert outcome(loop) in {"damaged", "no_text", "too_many_pages"}


def test_a_table_of_contents_that_points_to_itself_ends() -> None:
    data = order_pdf()
    start = data.rindex(b"startxref")
    place = int(data[start:].split()[1])
    looped = data.replace(b"trailer\n<<", b"trailer\n<< /Prev %d" % place)
    result = outcome(looped)
    assert result in {"damaged", "no_text"} or result.startswith("Purchase order 4711")


def test_forms_that_draw_themselves_cost_a_reader_and_no_more() -> None:
    # pdfium draws them for ever, taking all memory there is: only the limits of a reader's process stop it.
    recursive = objects(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /XObject << /F 5 0 R >> /Font << /H 6 0 R >> >> >>",
        stream(b"BT /H 12 Tf 50 700 Td (Order 4711) Tj ET /F Do"),
        stream(
            b"/F Do /F Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F 5 0 R >> >>"
        ),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    with Sandbox(replace(Limits(), max_memory_bytes=600_000_000, seconds=30.0), size=1) as sandbox:
        with pytest.raises(UnreadableDocument) as refusal:
            sandbox.read(recursive, "po.pdf")
        assert refusal.value.reason in {"took_too_much_memory", "took_too_long", "reader_died"}
        assert sandbox.read(order_pdf(), "po.pdf").parts[0].pages[0].words


def test_arrays_nested_a_hundred_thousand_deep_are_no_stack_overflow() -> None:
    deep = objects(
        b"<< /Type /Catalog /Pages 2 0 R /X " + b"[" * 100_000 + b"]" * 100_000 + b" >>",
        b"<< /Type /Pages /Kids [] /Count 0 >>",
    )
    assert outcome(deep) == "damaged"


def test_a_page_the_size_of_a_field_is_read_as_fine_as_allowed() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(14_000, 14_000), invariant=1)
    canvas.circle(7000, 7000, 6000, fill=1)
    canvas.showPage()
    canvas.save()
    assert outcome(out.getvalue(), Limits(max_pixels=1_000_000)) in {"no_text", "too_many_pixels"}


def test_a_stream_that_unpacks_to_forty_megabytes_of_blanks_ends() -> None:
    packed = zlib.compressobj(9)
    data = b"".join(packed.compress(b" " * 1_000_000) for _ in range(40)) + packed.flush()
    bomb = objects(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
        stream(data, b"/Filter /FlateDecode"),
    )
    assert outcome(bomb) in {"no_text", "damaged", "bomb"}


def test_scripts_and_launch_actions_are_never_run() -> None:
    saved = io.BytesIO()
    with pikepdf.open(io.BytesIO(order_pdf())) as document:
        document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("while(true){}"))
        document.save(saved)
    assert outcome(saved.getvalue()).startswith("Purchase order 4711")


def test_a_pdf_behind_a_web_page_is_still_the_pdf() -> None:
    assert outcome(b"<html><!-- " + b"x" * 200 + b" -->\n" + order_pdf()).startswith("Purchase order 4711")
