"""Word files, rich text, text dumps and character sets."""

import io

import docx
import pytest

from extraction.limits import Limits
from extraction.readers import read
from extraction.readers.charset import decode_text
from models.errors import UnreadableDocument
from models.page import Page
from models.reading import Part


def pages(data: bytes) -> tuple[Page, ...]:
    return read(Part("file", data), Limits()).pages


def lines_of(page: Page) -> list[str]:
    rows: dict[float, list[str]] = {}
    for word in sorted(page.words, key=lambda w: (w.box.top, w.box.x0)):
        rows.setdefault(word.box.top, []).append(word.text)
    return [" ".join(words) for words in rows.values()]


def saved(document: object) -> bytes:
    stream = io.BytesIO()
    document.save(stream)  # type: ignore[attr-defined]
    return stream.getvalue()


def test_paragraphs_and_tables_of_a_word_file_in_order() -> None:
    document = docx.Document()
    document.add_paragraph("Bestellung 4711")
    table = document.add_table(rows=2, cols=2)
    for row, texts in zip(table.rows, (("Artikel", "Menge"), ("Schraube M8", "5")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.add_paragraph("Gruß")
    (page,) = pages(saved(document))
    assert lines_of(page)[:4] == ["Bestellung 4711", "Artikel Menge", "Schraube M8 5", "Gruß"]
    assert {w.cell for w in page.words if w.text == "5"} == {"t1r2c2"}


def odt_order() -> bytes:
    from odf.opendocument import OpenDocumentText
    from odf.style import Footer, Header, MasterPage, PageLayout
    from odf.table import Table, TableCell, TableRow
    from odf.text import P, S, Tab

    document = OpenDocumentText()
    layout = PageLayout(name="l")
    document.automaticstyles.addElement(layout)
    master = MasterPage(name="Standard", pagelayoutname=layout)
    document.masterstyles.addElement(master)
    for kind, text in ((Header, "Muster GmbH"), (Footer, "USt-IdNr. DE123456789")):
        place = kind()
        place.addElement(P(text=text))
        master.addElement(place)
    document.text.addElement(P(text="Bestellung 4711"))
    table = Table()
    for texts in (("Artikel", "Menge"), ("Schraube M8", "5")):
        row = TableRow()
        for text in texts:
            cell = TableCell()
            cell.addElement(P(text=text))
            row.addElement(cell)
        table.addElement(row)
    document.text.addElement(table)
    paragraph = P(text="Termin:")
    for thing in (Tab(), S(c=2)):
        paragraph.addElement(thing)
    paragraph.addText("20.03.2026")
    document.text.addElement(paragraph)
    return saved(document)


def test_an_opendocument_text_is_read_like_a_word_file() -> None:
    (page,) = pages(odt_order())
    assert lines_of(page) == [
        "Muster GmbH",
        "Bestellung 4711",
        "Artikel Menge",
        "Schraube M8 5",
        "Termin: 20.03.2026",
        "USt-IdNr. DE123456789",
    ]
    assert {w.cell for w in page.words if w.text == "5"} == {"t1r2c2"}


def test_an_opendocument_text_cut_off_is_damaged() -> None:
    with pytest.raises(UnreadableDocument) as refusal:
        pages(odt_order()[:900])
    assert refusal.value.reason == "damaged"


def test_the_letterhead_is_read_and_struck_text_is_not() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Buyer Ltd."
    paragraph = document.add_paragraph("5 pcs ")
    paragraph.add_run("old").font.strike = True
    paragraph.add_run("new")
    assert lines_of(pages(saved(document))[0]) == ["Buyer Ltd.", "5 pcs new"]


def test_a_rich_text_file_is_read_with_its_table() -> None:
    head = rb"{\rtf1\ansi\ansicpg1252 Bestellung f\'fcr 4711\par"
    rtf = head + rb"\trowd\intbl Code\cell Menge\cell\row \trowd\intbl 47\cell 5\cell\row}"
    (page,) = pages(rtf)
    assert lines_of(page) == ["Bestellung für 4711", "Code Menge", "47 5"]


def test_a_form_feed_begins_a_page_and_columns_keep_their_places() -> None:
    first, second = pages(b"PURCHASE ORDER 4711\nItem      Qty\nBolt        5\n\fTERMS AND CONDITIONS\nof purchase\n")
    places = {word.text: word.box.x0 for word in first.words}
    assert places["Qty"] - places["Item"] == 10 * 6
    assert (first.number, second.number) == (1, 2)


def test_what_a_printer_is_told_in_a_spool_file_is_no_text() -> None:
    spool = b"\x1bE\x1b&l0o1X\x1b(s10H\x1b&k2GPURCHASE ORDER 4711\r\nBolt\x1b[1m        5\x1b[0m pieces\r\n\f\x1bE"
    (page,) = pages(spool)
    assert lines_of(page) == ["PURCHASE ORDER 4711", "Bolt 5 pieces"]


@pytest.mark.parametrize(
    "text",
    [
        "Größe M8, für weiße Stücke, ÜBERGRÖSSE",
        "Pièces à l'unité, dépôt, forêt, reçu, ÉLECTRIQUE, NOËL",
        "opción, Núñez, CARTÓN MARRÓN, bidón",
        "quantità, città, perché no",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "cp850", "utf-16", "latin-1"])
def test_the_character_set_is_found_without_being_told(text: str, encoding: str) -> None:
    assert decode_text(text.encode(encoding)) == text


def test_a_declared_set_that_cannot_be_right_is_not_believed() -> None:
    assert decode_text("Stück".encode(), "iso-8859-1") == "Stück"
    assert decode_text("Stück".encode("cp1252"), "utf-8") == "Stück"
    assert decode_text("Łódź".encode("iso-8859-2"), "iso-8859-2") == "Łódź"


def test_text_encoded_twice_is_mended() -> None:
    twice = "Stück für 5 €".encode().decode("cp1252").encode()
    assert decode_text(twice) == "Stück für 5 €"
