"""Archives and office files that unpack to far more than their size: refused, quickly and without unpacking them."""

import io
import time
import zipfile

import pytest

from extraction.limits import Limits
from extraction.readers import read
from extraction.unpack import unpack
from models.errors import UnreadableDocument
from models.reading import Part

MEGABYTE = b"\0" * 1_000_000


def zipped(entries: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return stream.getvalue()


def big(megabytes: int, name: str = "zeros.txt") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(name, "w") as entry:
        for _ in range(megabytes):
            entry.write(MEGABYTE)
    return stream.getvalue()


def refused(data: bytes, limits: Limits = Limits()) -> str:  # noqa: B008 - frozen
    before = time.monotonic()
    with pytest.raises(UnreadableDocument) as refusal:
        unpack(data, "x.zip", limits)
    assert time.monotonic() - before < 5
    return refusal.value.reason


def test_an_archive_of_zeros_is_refused() -> None:
    assert refused(big(60)) == "bomb"


def test_a_bomb_inside_an_archive_inside_an_archive_is_refused() -> None:
    assert refused(zipped({"inner.zip": zipped({"more.zip": big(60)})})) == "bomb"


def test_an_archive_whose_header_lies_about_its_size_is_stopped() -> None:
    data = bytearray(big(60))
    central = data.index(b"PK\x01\x02")
    data[central + 24 : central + 28] = (1000).to_bytes(4, "little")
    assert refused(bytes(data)) in {"bomb", "damaged"}


def test_many_harmless_files_that_are_a_bomb_together_are_refused() -> None:
    one = big(5)
    limits = Limits(max_unpacked_bytes=20_000_000)
    assert refused(zipped({f"{i}.zip": one for i in range(15)}), limits) == "bomb"


def test_a_workbook_that_is_a_bomb_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as entry:
            for _ in range(60):
                entry.write(MEGABYTE)
    with pytest.raises(UnreadableDocument) as refusal:
        read(Part("x.xlsx", stream.getvalue()), Limits())
    assert refusal.value.reason == "bomb"


def test_a_cell_at_the_far_corner_does_not_allocate_the_whole_sheet() -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.worksheets[0]["A1"] = "x"
    book.worksheets[0]["XFD1048576"] = "y"
    stream = io.BytesIO()
    book.save(stream)
    with pytest.raises(UnreadableDocument) as refusal:
        read(Part("x.xlsx", stream.getvalue()), Limits())
    assert refusal.value.reason == "bomb"


def test_an_open_document_cell_repeated_a_billion_times_is_refused() -> None:
    space = "urn:oasis:names:tc:opendocument:xmlns:"
    cell = '<t:table-cell t:number-columns-repeated="16384" o:value-type="string"><x:p>y</x:p></t:table-cell>'
    content = (
        f'<o:document-content xmlns:o="{space}office:1.0" xmlns:t="{space}table:1.0" xmlns:x="{space}text:1.0">'
        f'<t:table t:name="a"><t:table-row t:number-rows-repeated="1048576">{cell}</t:table-row></t:table>'
        "</o:document-content>"
    )
    data = zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": content.encode()})
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    assert len(data) > 0
    with pytest.raises(UnreadableDocument) as refusal:
        read(Part("x.ods", stored.getvalue()), Limits())
    assert refusal.value.reason == "too_large"


def test_an_ordinary_archive_of_well_compressing_files_is_opened() -> None:
    found = unpack(zipped({"a.csv": b"code;qty\n" * 50_000}), "a.zip", Limits())
    assert len(found.parts) == 1
