"""Files in wrappings that the rules forbid or nobody expects: what is inside is read all the same."""

import base64
import binascii
import gzip
import io
import tarfile
from email.message import EmailMessage

import docx
import openpyxl
import pikepdf
import pytest
from openpyxl.drawing.image import Image as SheetImage
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from extraction.limits import Limits
from extraction.unpack import Unpacked, unpack
from models.errors import UnreadableDocument

HEAD = b"From: Ann Buyer <ann@buyer.example>\r\nTo: orders@us.example\r\nSubject: Order 70311\r\nMIME-Version: 1.0\r\n"


def order_pdf() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    canvas.drawString(50, 700, "Purchase order 70311")
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def inner_mail() -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "first@buyer.example", "boss@buyer.example", "Order"
    message["Date"] = "Mon, 02 Mar 2026 09:21:08 +0100"
    message.set_content("Please find our order attached.")
    message.add_attachment(order_pdf(), maintype="application", subtype="pdf", filename="po.pdf")
    return bytes(message)


def forwarding(kind: bytes, coding: bytes, content: bytes) -> bytes:
    return (
        HEAD + b'Content-Type: multipart/mixed; boundary="o"\r\n\r\n--o\r\nContent-Type: text/plain\r\n\r\nfyi\r\n'
        b'--o\r\nContent-Type: ' + kind + b'; name="order.eml"\r\nContent-Transfer-Encoding: ' + coding + b"\r\n\r\n"
        + content + b"\r\n--o--\r\n"
    )  # fmt: skip


def contents(found: Unpacked) -> list[tuple[str, bytes]]:
    return [(part.name, part.data[:8]) for part in found.parts if part.role != "body"]


@pytest.mark.parametrize("kind", [b"message/rfc822", b"application/octet-stream"])
def test_a_mail_attached_in_base64_or_as_a_nameless_kind_of_file_is_opened_and_its_sender_is_the_first(
    kind: bytes,
) -> None:
    found = unpack(forwarding(kind, b"base64", base64.encodebytes(inner_mail())), "m.eml", Limits())
    assert contents(found) == [("po.pdf", order_pdf()[:8])]
    assert found.envelope is not None
    assert found.envelope.first_sender == "first@buyer.example"
    assert [part.data.strip() for part in found.parts if part.role == "body"] == [b"Please find our order attached."]


def test_a_mail_attached_in_quoted_printable_is_opened() -> None:
    found = unpack(
        forwarding(b"message/rfc822", b"quoted-printable", inner_mail().replace(b"=", b"=3D")), "m", Limits()
    )
    assert contents(found) == [("po.pdf", order_pdf()[:8])]


def uuencoded(data: bytes) -> bytes:
    lines = [binascii.b2a_uu(data[place : place + 45]) for place in range(0, len(data), 45)]
    return b"begin 644 po.pdf\n" + b"".join(lines) + b"`\nend\n"


def test_a_file_written_into_the_text_as_old_programs_do_is_an_attachment() -> None:
    text = b"Our order is attached.\n\n" + uuencoded(order_pdf()) + b"\nRegards\n"
    found = unpack(HEAD + b"Content-Type: text/plain\r\n\r\n" + text, "m.eml", Limits())
    assert [part.data for part in found.parts if part.role == "attachment"] == [order_pdf()]
    assert b"begin" not in found.parts[0].data
    assert b"Regards" in found.parts[0].data


def test_words_that_only_begin_like_such_a_file_are_text() -> None:
    text = b"begin 644 pieces on Monday\nthe rest at the\nend\n"
    found = unpack(HEAD + b"Content-Type: text/plain\r\n\r\n" + text, "m.eml", Limits())
    assert [part.role for part in found.parts] == ["body"]
    assert b"begin 644 pieces" in found.parts[0].data


def test_a_pdf_declared_as_text_without_a_name_is_a_pdf() -> None:
    body = (
        HEAD
        + b'Content-Type: multipart/mixed; boundary="o"\r\n\r\n--o\r\nContent-Type: text/plain\r\n\r\nOur order\r\n'
    )
    part = b"--o\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    found = unpack(body + part + base64.encodebytes(order_pdf()) + b"--o--\r\n", "m.eml", Limits())
    assert [(part.role, part.data[:5]) for part in found.parts] == [("body", b"Our o"), ("attachment", b"%PDF-")]


def tarred(**files: bytes) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in files.items():
            entry = tarfile.TarInfo(f"../{name}")
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
        link = tarfile.TarInfo("link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return out.getvalue()


def test_a_packed_tar_is_opened_its_links_are_not_followed() -> None:
    found = unpack(gzip.compress(tarred(po=order_pdf(), terms=b"terms of sale")), "orders.tar.gz", Limits())
    assert [part.name for part in found.parts] == ["orders.tar/po", "orders.tar/terms"]


def test_a_tar_larger_than_allowed_is_refused() -> None:
    with pytest.raises(UnreadableDocument) as refusal:
        unpack(tarred(zeros=b"0" * 50_000), "a.tar", Limits(max_unpacked_bytes=20_000))
    assert refusal.value.reason == "bomb"


PAGE = (
    b"<html><body><table><tr><td>Item</td><td>Quantity</td></tr><tr><td>QX-7</td><td>12</td></tr></table></body></html>"
)


@pytest.mark.parametrize(
    "head",
    [
        b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n",
        b"From: <Saved by Browser>\r\nSubject: Order\r\nMIME-Version: 1.0\r\n",
    ],
)
def test_a_page_or_workbook_saved_as_one_mime_file_is_its_table_and_no_mail(head: bytes) -> None:
    data = (
        head
        + b'Content-Type: multipart/related; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n'
        + PAGE
        + b"\r\n--x--\r\n"
    )
    found = unpack(data, "export.xls", Limits())
    assert found.envelope is None
    assert [(part.role, b"<td>QX-7</td>" in part.data) for part in found.parts] == [("file", True)]


def test_a_web_archive_without_a_page_stays_a_part_of_its_mail() -> None:
    head = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n'
    archive = head + b"--x\r\nContent-Type: text/css\r\n\r\np {}\r\n--x--\r\n"
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "ann@buyer.example", "orders@us.example", "Order 70311"
    message.set_content("Our order is attached, please deliver on Monday.")
    message.add_attachment(archive, maintype="application", subtype="octet-stream", filename="order.mht")
    assert "order.mht" in [part.name for part in unpack(bytes(message), "m.eml", Limits()).parts]


def test_a_portfolio_is_the_files_in_it_and_not_its_cover() -> None:
    with pikepdf.open(io.BytesIO(order_pdf())) as cover:
        cover.attachments["po.pdf"] = pikepdf.AttachedFileSpec(cover, order_pdf(), filename="../po.pdf")
        cover.Root.Collection = cover.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Collection))
        out = io.BytesIO()
        cover.save(out)
    assert [part.name for part in unpack(out.getvalue(), "all.pdf", Limits()).parts] == ["all.pdf/po.pdf"]
    with pytest.raises(UnreadableDocument) as refusal:
        unpack(out.getvalue(), "all.pdf", Limits(max_unpacked_bytes=100))
    assert refusal.value.reason == "bomb"


def scan(width: int, height: int) -> io.BytesIO:
    out = io.BytesIO()
    Image.new("L", (width, height), "white").save(out, "PNG")
    out.seek(0)
    return out


def word_file(picture: io.BytesIO, *paragraphs: str) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.add_picture(picture, width=docx.shared.Inches(5))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_word_file_or_workbook_that_only_wraps_a_scan_is_the_scan() -> None:
    assert [
        (p.name, p.data[:4]) for p in unpack(word_file(scan(800, 1000), "Our order"), "po.docx", Limits()).parts
    ] == [("po.docx/image1.png", b"\x89PNG")]
    book = openpyxl.Workbook()
    book.create_sheet("Order").add_image(SheetImage(scan(800, 1000)))
    out = io.BytesIO()
    book.save(out)
    assert [part.name for part in unpack(out.getvalue(), "po.xlsx", Limits()).parts] == ["po.xlsx/image1.png"]


def test_a_word_file_with_words_or_a_small_logo_stays_whole() -> None:
    text = "Please deliver twelve hinges of brass and five of steel to our yard until Friday at the latest"
    for data in (word_file(scan(800, 1000), text), word_file(scan(200, 100), "Our order")):
        assert [part.name for part in unpack(data, "po.docx", Limits()).parts] == ["po.docx"]


def test_a_pdf_with_something_attached_that_is_no_portfolio_stays_whole() -> None:
    with pikepdf.open(io.BytesIO(order_pdf())) as document:
        document.attachments["drawing.pdf"] = pikepdf.AttachedFileSpec(document, order_pdf(), filename="drawing.pdf")
        out = io.BytesIO()
        document.save(out)
    assert [part.name for part in unpack(out.getvalue(), "po.pdf", Limits()).parts] == ["po.pdf"]
