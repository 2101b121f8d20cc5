"""Hostile and broken files through the real sandbox and machine: each stands in the queue as failed, none is lost."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen import canvas

from extraction.limits import Limits
from intake.accept import accept
from models.lifecycle import Status
from models.reading import Reading
from models.tables import Origin
from pipeline.advance import advance, run
from pipeline.sandbox import Sandbox
from store import documents, results
from store.db import Database
from tests.pipeline.fakes import Workshop, workshop

LIMITS = Limits(max_unpacked_bytes=20_000_000, seconds=20.0, max_pages=20, max_pixels=5_000_000)


def pdf(pages: int = 1, password: str = "") -> bytes:
    out = io.BytesIO()
    lock = StandardEncryption(password, ownerPassword="owner") if password else None
    sheet = canvas.Canvas(out, encrypt=lock)
    for number in range(pages):
        sheet.drawString(72, 720, f"Purchase order 4711 page {number}")
        sheet.showPage()
    sheet.save()
    return out.getvalue()


def zipped(name: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return out.getvalue()


def picture(width: int, height: int) -> bytes:
    out = io.BytesIO()
    Image.new("1", (width, height), 1).save(out, "PNG")
    return out.getvalue()


XML = '<?xml version="1.0"?><!DOCTYPE Order [{entities}]><Order xmlns="{ns}"><ID>&e;</ID></Order>'
NS = "urn:oasis:names:specification:ubl:schema:xsd:Order-2"
XXE = XML.format(ns=NS, entities='<!ENTITY e SYSTEM "file:///etc/passwd">')
LAUGHS = XML.format(
    ns=NS,
    entities='<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdfgh", "bcdfghe", strict=True)),
)

HOSTILE: dict[str, tuple[bytes, set[str]]] = {
    "empty": (b"", {"empty"}),
    "noise": (bytes(range(256)) * 40, {"unknown_format", "damaged"}),
    "locked.pdf": (pdf(password="secret"), {"password"}),
    "cut.pdf": (pdf()[:300], {"damaged", "no_text", "unknown_format"}),
    "pages.pdf": (pdf(pages=25), {"too_many_pages"}),
    "bomb.zip": (zipped("zeros.csv", b"0" * 30_000_000), {"bomb"}),
    "nested.zip": (zipped("in.zip", zipped("zeros.csv", b"0" * 30_000_000)), {"bomb"}),
    "broken.zip": (zipped("a.csv", b"a;b\n1;2\n")[:-20], {"damaged", "unknown_format"}),
    "huge.png": (picture(4000, 4000), {"too_many_pixels"}),
    "xxe.xml": (XXE.encode(), {"forbidden_xml"}),
    "laughs.xml": (LAUGHS.encode(), {"forbidden_xml"}),
}


@dataclass
class Line:
    """A machine that reads with the real readers."""

    shop: Workshop
    sandbox: Sandbox


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(LIMITS, size=1) as made:
        yield made


@pytest.fixture
def line(sandbox: Sandbox, sqlite: Database, tmp_path: Path) -> Line:
    shop = workshop(sqlite, tmp_path)
    shop.read = sandbox.read_json
    return Line(shop, sandbox)


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_with_its_reason_and_kept(line: Line, name: str) -> None:
    data, reasons = HOSTILE[name]
    number = accept(line.shop.machine.door, data, name, Origin.UPLOAD).document_id
    assert run(line.shop.machine, number) is Status.FAILED
    with line.shop.database.read() as session:
        failed = documents.get(session, number)
        assert documents.moves(session, number)[-1].reason in reasons
    assert failed.failure is not None
    assert failed.failure.code == "unreadable"
    assert failed.failure.reason in reasons
    assert line.shop.blobs.get(failed.digest) == data


def test_a_bad_attachment_does_not_spoil_the_mail(line: Line) -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "ann@alpha.example", "Order"
    mail.set_content("Please find our order attached.")
    mail.add_attachment(HOSTILE["locked.pdf"][0], maintype="application", subtype="pdf", filename="../../locked.pdf")
    mail.add_attachment(pdf(), maintype="application", subtype="pdf", filename="order.pdf")
    number = accept(line.shop.machine.door, mail.as_bytes(), "mail.eml", Origin.MAIL).document_id
    assert advance(line.shop.machine, number) is Status.READ
    with line.shop.database.read() as session:
        reading: Reading | None = results.reading(session, documents.get(session, number))
    assert reading is not None
    refusals = {Path(part.name).name: part.refusal for part in reading.parts}
    assert refusals["locked.pdf"] == "password"
    assert refusals["order.pdf"] == ""
    assert run(line.shop.machine, number) is Status.IN_REVIEW
    with line.shop.database.read() as session:
        assert "part_unreadable" in [issue.code for issue in results.get_issues(session, number)]
