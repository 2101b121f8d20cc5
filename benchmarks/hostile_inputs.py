"""What each hostile input gets: one table of real runs in the sandbox, with the seconds each took.

    python -m benchmarks.hostile_inputs

Exit 1 when the next file could not be read after one of them.
"""

from __future__ import annotations

import io
import struct
import sys
import time
import zipfile
import zlib
from collections.abc import Callable
from email.message import EmailMessage

import pikepdf
from reportlab.pdfgen.canvas import Canvas

from extraction.limits import Limits
from models.errors import UnreadableDocument
from pipeline.sandbox import Sandbox

MB = 1_000_000


def order_pdf() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    canvas.drawString(50, 700, "Purchase order 4711")
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def zipped(*files: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return out.getvalue()


def mail(*attachments: tuple[str, bytes]) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@buyer.example", "orders@us.example", "Order"
    message.set_content("Please find our order attached.")
    for name, data in attachments:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return bytes(message)


def zip_bomb() -> bytes:
    return zipped(("order.csv", b"0" * (300 * MB)))


def wicked_names() -> bytes:
    return zipped(("../../etc/po.pdf", order_pdf()), ("/po.pdf", order_pdf()))


def nested_zips() -> bytes:
    data = zipped(("order.csv", b"0" * (20 * MB)))
    for level in range(500):
        data = zipped((f"{level}.zip", data))
    return data


def ten_thousand_parts() -> bytes:
    part = b"--b\r\nContent-Type: text/plain; name=x.txt\r\n\r\norder\r\n"
    head = b'From: a@b.example\r\nTo: c@d.example\r\nSubject: x\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n'
    return head + part * 10_000 + b"--b--\r\n"


def five_hundred_levels() -> bytes:
    head = b"From: a@b.example\r\nTo: c@d.example\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
    return b"".join(head + b"Content-Type: message/rfc822\r\n\r\n" for _ in range(500)) + head + b"\r\nOrder 4711\r\n"


def picture_bomb() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * (50 * MB), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def pdf_with_password() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(order_pdf())) as document:
        document.save(out, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    return out.getvalue()


def xml(doctype: bytes, value: bytes) -> bytes:
    return (
        b'<?xml version="1.0"?>' + doctype + b'<Order xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2" '
        b'xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"><cbc:ID>'
        + value
        + b"</cbc:ID></Order>"
    )


def xxe() -> bytes:
    return xml(b'<!DOCTYPE Order [<!ENTITY x SYSTEM "file:///etc/passwd">]>', b"&x;")


def billion_laughs() -> bytes:
    entities = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
    return xml(b'<!DOCTYPE Order [<!ENTITY l0 "ha">' + entities + b"]>", b"&l9;")


def xlsx_with_xxe() -> bytes:
    sheet = xml(b'<!DOCTYPE Order [<!ENTITY x SYSTEM "file:///etc/passwd">]>', b"&x;")
    return zipped(("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", sheet), ("xl/worksheets/sheet1.xml", sheet))


def forms_that_draw_themselves() -> bytes:
    document = pikepdf.open(io.BytesIO(order_pdf()))
    form = pikepdf.Stream(document, b"/F Do /F Do", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
    form.BBox = [0, 0, 9, 9]
    thing = document.make_indirect(form)
    thing.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=thing))
    page = document.pages[0]
    page.Resources.XObject = pikepdf.Dictionary(F=thing)
    page.contents_add(b"/F Do")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


INPUTS: tuple[tuple[str, str, Callable[[], bytes]], ...] = (
    ("an order, to compare", "po.pdf", order_pdf),
    ("empty file", "po.pdf", lambda: b""),
    ("PDF cut off in the middle", "po.pdf", lambda: order_pdf()[:600]),
    ("PDF with a password", "po.pdf", pdf_with_password),
    ("PDF forms that draw themselves", "po.pdf", forms_that_draw_themselves),
    ("PDF behind 900 bytes of HTML (polyglot)", "po.html", lambda: b"<html>" + b" " * 900 + order_pdf()),
    ("zip behind a PDF (polyglot)", "po.pdf", lambda: order_pdf() + zipped(("a.csv", b"a;b\n"))),
    ("random bytes", "po.bin", lambda: bytes(range(256)) * 4000),
    ("zip bomb, 300 MB of zeros", "po.zip", zip_bomb),
    ("zips nested 500 deep", "po.zip", nested_zips),
    ("zip with ../ and absolute names", "po.zip", wicked_names),
    ("picture bomb, 50,000 x 50,000", "po.png", picture_bomb),
    ("XML with an outside entity (XXE)", "po.xml", xxe),
    ("XML of a billion laughs", "po.xml", billion_laughs),
    ("workbook with an outside entity", "po.xlsx", xlsx_with_xxe),
    ("mail of 10,000 parts", "mail.eml", ten_thousand_parts),
    ("mails nested 500 deep", "mail.eml", five_hundred_levels),
    ("mail whose attachment is a bomb", "mail.eml", lambda: mail(("po.zip", zip_bomb()))),
    ("mail whose attachment is called ../../x", "mail.eml", lambda: mail(("../../x.pdf", order_pdf()))),
    ("a broken attachment beside an order", "mail.eml", lambda: mail(("a.pdf", b"%PDF-1.4"), ("po.pdf", order_pdf()))),
)  # fmt: skip


def outcome(sandbox: Sandbox, data: bytes, name: str) -> str:
    try:
        reading = sandbox.read(data, name)
    except UnreadableDocument as refused:
        return f"refused: {refused.reason}"
    parts = [f"{part.name}: {part.refusal or sum(len(page.words) for page in part.pages)}" for part in reading.parts]
    return "read, words of its parts: " + ", ".join(parts)


def main() -> int:
    failed = 0
    with Sandbox(Limits(max_memory_bytes=1_000 * MB, seconds=60.0), size=1) as sandbox:
        sandbox.warm()
        for title, name, make in INPUTS:
            data = make()
            began = time.monotonic()
            got = outcome(sandbox, data, name)
            seconds = time.monotonic() - began
            alive = "Purchase" in str(sandbox.read(order_pdf(), "po.pdf").parts[0].pages[0].words)
            # A reader that a file kills is replaced: the refusal still says why.
            failed += not alive
            print(f"{title:42} {len(data) / 1000:9.1f} kB {seconds:6.1f} s  {got}", flush=True)
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
