"""Empty, cut off, disguised files: each gets its reason, none gets through as something else."""

import io
from random import Random

import pytest
from openpyxl import Workbook

from extraction.limits import Limits
from extraction.readers import read
from extraction.unpack import unpack
from learning.synth.formats.docx_orders import docx_document
from learning.synth.formats.messages import message_document
from learning.synth.formats.sheets import sheet_document
from learning.synth.world import TINY, world
from models.errors import REFUSALS, UnreadableDocument
from models.reading import Kind, Part


def workbook() -> bytes:
    stream = io.BytesIO()
    book = Workbook()
    book.worksheets[0]["A1"] = "Order 4711"
    book.save(stream)
    return stream.getvalue()


def outcome(data: bytes, name: str = "x") -> str:
    """Why the file was refused, or "read"."""
    try:
        for part in unpack(data, name, Limits()).parts:
            read(part, Limits())
    except UnreadableDocument as refusal:
        return refusal.reason
    return "read"


@pytest.mark.parametrize("name", ["po.xlsx", "po.pdf", "po.eml"])
def test_an_empty_file_is_refused_as_empty(name: str) -> None:
    assert outcome(b"", name) == "empty"


def test_an_empty_archive_is_refused_as_empty() -> None:
    import zipfile

    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("__MACOSX/._x", b"x")
    assert outcome(stream.getvalue(), "x.zip") == "empty"


def test_a_file_larger_than_allowed_is_refused() -> None:
    with pytest.raises(UnreadableDocument) as refusal:
        unpack(b"x" * 2000, "x", Limits(max_bytes=1000))
    assert refusal.value.reason == "too_large"


def test_a_workbook_cut_in_half_is_damaged_or_unknown_but_never_read() -> None:
    data = workbook()
    assert outcome(data[: len(data) // 2]) in {"damaged", "unknown_format"}


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.8, 0.95])
@pytest.mark.parametrize("seed", range(6))
def test_cut_off_files_of_every_kind_are_refused_or_read_but_never_break_the_reader(seed: int, share: float) -> None:
    home = world(3, TINY)
    makers = (sheet_document, docx_document, message_document)
    document = makers[seed % 3](Random(f"cut/{seed}"), home)
    cut = document.data[: int(len(document.data) * share)]
    assert outcome(cut, document.name) in {"read", "damaged", "unknown_format", "no_text", "empty"}


@pytest.mark.parametrize("seed", range(12))
def test_files_with_flipped_bytes_are_refused_or_read_but_never_break_the_reader(seed: int) -> None:
    home = world(3, TINY)
    makers = (sheet_document, docx_document, message_document)
    rng = Random(f"flip/{seed}")
    document = makers[seed % 3](rng, home)
    if document.name.endswith((".xls", ".pdf")):
        return  # their libraries can take the process with them: the sandbox's tests are about that
    data = bytearray(document.data)
    for _ in range(30):
        data[rng.randrange(len(data))] = rng.randrange(256)
    assert outcome(bytes(data), document.name) in {"read", *REFUSALS}


def test_random_bytes_are_of_no_known_format() -> None:
    assert outcome(b"\x00\x01\x02\x83" + Random(1).randbytes(500)) == "unknown_format"


def test_a_program_named_as_a_workbook_is_of_no_known_format() -> None:
    assert outcome(b"MZ\x90\x00\x03\x00\x00\x00" + b"\0" * 500, "po.xlsx") == "unknown_format"


def test_a_workbook_named_as_a_picture_is_a_workbook() -> None:
    assert read(Part("scan.jpg", workbook()), Limits()).kind is Kind.SPREADSHEET


def test_a_file_that_is_a_picture_and_an_archive_is_what_its_beginning_says() -> None:
    import zipfile

    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("evil.pdf", b"%PDF-1.4")
    polyglot = b"GIF89a" + b"\0" * 20 + stream.getvalue()
    found = unpack(polyglot, "x.gif", Limits())
    assert [part.name for part in found.parts] == ["x.gif"]


def test_a_workbook_protected_by_a_password_says_so() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1000 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 1000
    assert outcome(data) == "password"
