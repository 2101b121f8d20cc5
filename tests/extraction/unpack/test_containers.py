"""Archives, winmail.dat and Outlook files opened."""

import io
import struct
import zipfile

import openpyxl
import pytest

from extraction.limits import Limits
from extraction.unpack import unpack
from extraction.unpack.compressed_rtf import plain_rtf
from models.errors import UnreadableDocument


def zipped(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/").replace("_DOT_", "."), data)
    return stream.getvalue()


def test_the_files_of_an_archive_become_parts() -> None:
    found = unpack(zipped(orders__a_DOT_pdf=b"%PDF-1.4", b_DOT_csv=b"a;b"), "orders.zip", Limits())
    assert [(p.name, p.role) for p in found.parts] == [
        ("orders.zip/orders/a.pdf", "attachment"),
        ("orders.zip/b.csv", "attachment"),
    ]


def test_names_with_ways_up_are_made_harmless() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("../../etc/passwd", b"x" * 30)
        archive.writestr("/abs/po.pdf", b"%PDF-1.4")
        archive.writestr("..\\..\\win.ini", b"y" * 30)
    names = [part.name for part in unpack(stream.getvalue(), "a.zip", Limits()).parts]
    assert names == ["a.zip/etc/passwd", "a.zip/abs/po.pdf", "a.zip/win.ini"]


def test_a_workbook_is_a_zip_that_stays_whole() -> None:
    stream = io.BytesIO()
    openpyxl.Workbook().save(stream)
    found = unpack(stream.getvalue(), "po.xlsx", Limits())
    assert [(p.name, p.role) for p in found.parts] == [("po.xlsx", "file")]


def test_a_mail_in_an_archive_gives_envelope_and_body() -> None:
    mail = b"From: a@b.example\nTo: c@d.example\nSubject: Order 5\n\nplease send 5 pcs\n"
    found = unpack(zipped(order_DOT_eml=mail), "x.zip", Limits())
    assert found.envelope is not None
    assert found.envelope.subject == "Order 5"
    assert [p.role for p in found.parts] == ["body"]


def test_an_encrypted_archive_is_refused_with_its_reason() -> None:
    # zipfile cannot write encrypted entries: set the flag in the local and the central header.
    damaged = bytearray(zipped(po_DOT_pdf=b"%PDF-1.4"))
    damaged[6] |= 1
    damaged[damaged.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(UnreadableDocument) as refusal:
        unpack(bytes(damaged), "x.zip", Limits())
    assert refusal.value.reason == "password"


def tnef(name: bytes, data: bytes) -> bytes:
    def attribute(level: int, kind: int, value: bytes) -> bytes:
        return struct.pack("<BHHI", level, kind, 1, len(value)) + value + struct.pack("<H", sum(value) & 0xFFFF)

    head = struct.pack("<IH", 0x223E9F78, 1)
    return (
        head
        + attribute(1, 0x800C, b"Please find our order attached.\0")
        + attribute(2, 0x9002, b"\0" * 14)
        + attribute(2, 0x8010, name + b"\0")
        + attribute(2, 0x800F, data)
    )


def test_a_winmail_dat_is_opened() -> None:
    box = tnef(b"po.pdf", b"%PDF-1.4 order")
    data = (
        b"From: a@b.example\nTo: c@d.example\nSubject: Order\nMIME-Version: 1.0\n"
        b'Content-Type: multipart/mixed; boundary="x"\n\n--x\nContent-Type: application/ms-tnef; name="winmail.dat"\n'
        b"Content-Transfer-Encoding: base64\n\n" + __import__("base64").encodebytes(box) + b"\n--x--\n"
    )
    found = unpack(data, "m.eml", Limits())
    assert [(p.name, p.role) for p in found.parts] == [("body", "body"), ("po.pdf", "attachment")]
    assert found.parts[0].data.startswith(b"Please find our order")
    assert found.parts[1].data == b"%PDF-1.4 order"


def test_compressed_rich_text_of_the_specification_unpacks() -> None:
    packed = bytes.fromhex(
        "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
    )
    assert plain_rtf(packed, 10_000) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"


def test_uncompressed_rich_text_is_handed_through() -> None:
    rtf = b"{\\rtf1 hello}"
    packed = struct.pack("<IIII", len(rtf) + 12, len(rtf), 0x414C454D, 0) + rtf
    assert plain_rtf(packed, 10_000) == rtf
