"""Outlook .msg files opened: text, sender, attachments, mails inside mails."""

import importlib.util
from pathlib import Path

from extraction.limits import Limits
from extraction.unpack import Unpacked, unpack

_SPEC = importlib.util.spec_from_file_location("ole", Path(__file__).with_name("ole.py"))
assert _SPEC is not None
assert _SPEC.loader is not None
ole = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(ole)

HEADERS = (
    "From: Ann Buyer <ann@buyer.example>\r\nTo: orders@us.example\r\nSubject: Bestellung 5\r\n"
    "Date: Mon, 02 Mar 2026 08:21:08 +0100\r\n\r\n"
)


def attachment(name: str, data: bytes) -> dict[str, bytes]:
    return ole.properties(8, {0x3701: data, 0x3707: name, 0x370E: "application/pdf", 0x3705: 1})


def opened(tree: object) -> Unpacked:
    return unpack(ole.compound(tree), "mail.msg", Limits())


def message(header_bytes: int = 32, **more: object) -> dict[str, object]:
    values = {0x001A: "IPM.Note", 0x0037: "Bestellung 5", 0x007D: HEADERS, 0x1000: "Bitte liefern Sie 5 Stück 4711."}
    return {"__nameid_version1.0": {"x": b"\0" * 16}, **ole.properties(header_bytes, values), **more}


def test_text_envelope_and_attachment_of_an_outlook_mail() -> None:
    found = opened(message(**{"__attach_version1.0_#00000000": attachment("po.pdf", b"%PDF-1.4 x")}))
    assert [(p.name, p.role) for p in found.parts] == [("body", "body"), ("po.pdf", "attachment")]
    assert found.parts[0].data.decode() == "Bitte liefern Sie 5 Stück 4711."
    assert found.parts[1].data == b"%PDF-1.4 x"
    assert found.envelope is not None
    assert (found.envelope.sender, found.envelope.subject) == ("ann@buyer.example", "Bestellung 5")
    assert found.envelope.sent_at is not None


def test_a_mail_attached_to_an_outlook_mail_is_opened() -> None:
    inner = message(24, **{"__attach_version1.0_#00000000": attachment("inner.pdf", b"%PDF-1.4 y")})
    holder = {**ole.properties(8, {0x3707: "FW", 0x3705: 5}), "__substg1.0_3701000D": inner}
    found = opened(message(**{"__attach_version1.0_#00000000": holder}))
    assert [p.name for p in found.parts] == ["body", "body (2)", "inner.pdf"]


def test_an_old_spreadsheet_is_no_outlook_mail() -> None:
    data = ole.compound({"Workbook": b"\x09\x08" * 300})
    found = unpack(data, "po.xls", Limits())
    assert found.envelope is None
    assert [p.role for p in found.parts] == ["file"]
