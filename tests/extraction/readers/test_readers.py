"""The contract of the table of readers: content decides, and each format meets its own reader."""

from random import Random

import pytest

from extraction.limits import Limits
from extraction.readers import MESSAGES, READERS, read
from extraction.readers.reader import Reader
from learning.synth.formats.docx_orders import docx_document, text_document
from learning.synth.formats.messages import message_document
from learning.synth.formats.sheets import sheet_document
from learning.synth.world import TINY, world
from models.errors import UnreadableDocument
from models.reading import Part

GARBAGE = (
    b"",
    b"\0",
    b"<",
    b"PK\x03\x04",
    b"%PDF",
    b"UNA",
    b"ISA",
    b"\xd0\xcf\x11\xe0",
    b"\xff\xfe",
    b"{\\rtf",
    b"<?xml",
)
HOME = world(3, TINY)


def first_to_accept(data: bytes) -> str:
    return next((reader.name for reader in READERS if reader.accepts(data)), "")


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
@pytest.mark.parametrize("data", GARBAGE)
def test_a_reader_looks_at_anything_without_raising(reader: Reader, data: bytes) -> None:
    assert reader.accepts(data) in (True, False)


def test_every_reader_has_a_name_of_its_own() -> None:
    assert len({reader.name for reader in READERS}) == len(READERS)
    assert set(MESSAGES) <= set(READERS)


@pytest.mark.parametrize("seed", range(8))
def test_a_generated_file_meets_its_own_reader_whatever_it_is_called(seed: int) -> None:
    rng = Random(f"meet/{seed}")
    sheet = sheet_document(rng, HOME)
    assert first_to_accept(sheet.data) == ("csv" if sheet.name.endswith(".csv") else "spreadsheet")
    assert first_to_accept(docx_document(rng, HOME).data) == "docx"
    assert first_to_accept(text_document(rng, HOME).data) == "text"
    for kind, name in (("edifact", "edifact"), ("x12", "x12"), ("peppol", "ubl"), ("cxml", "cxml"), ("cio", "cio")):
        assert first_to_accept(message_document(rng, HOME, kind=kind).data) == name


def test_a_grid_page_holds_its_words_within_its_size() -> None:
    for seed in range(6):
        document = sheet_document(Random(f"within/{seed}"), HOME)
        for page in read(Part(document.name, document.data), Limits()).pages:
            assert all(0 <= w.box.x0 <= w.box.x1 <= page.width for w in page.words)
            assert all(0 <= w.box.top <= w.box.bottom <= page.height for w in page.words)


def test_a_part_too_large_or_empty_is_refused_before_any_reader_sees_it() -> None:
    for data, reason in ((b"", "empty"), (b"x" * 101, "too_large")):
        with pytest.raises(UnreadableDocument) as refusal:
            read(Part("x", data), Limits(max_bytes=100))
        assert refusal.value.reason == reason
