"""What a fax machine prints along the edge of a page is none of the order."""

import pytest

from extraction.fax_header import tells_of_sending, without_fax_headers
from models.page import Box, Page, Word
from models.reading import Kind, PartReading, Reading


@pytest.mark.parametrize(
    "row",
    [
        "21/07/2026 19:02 FAX 907656038 P.002/002",
        "O1/02/2026 O7:42 FAX 925664962 P.OO1/003",
        "FROM: ACME CORP TO: 5551234567 12:22 P.1/3",
        "12/03/2026 10:22 Seite 01/02 Fax",
        "Fax: 12/03/2026 10:22 S.02",
        "Mar 12 2026 10:22AM ACME CORP 555-123-4567 page 1",
        "03-12-26 09:14 FROM-Acme Ltd +44 20 7946 0000 T-123 P.01/02 F-456",
        "De: Suministros Rueda 93 123 45 67 14/05/2026 17:03 Pág. 1 de 2",
        "12 MARS 2026 10h22 TELECOPIE N° 01 43 55 66 77 P 1/2",
        "Thu Mar 12 10:22:14 2026 FAX NO. 555 123 4567 to: 555 765 4321 Page 2 of 3",
    ],
)
def test_a_machines_line(row: str) -> None:
    assert tells_of_sending(row)


@pytest.mark.parametrize(
    "row",
    [
        "Purchase Order PO-12345 24/11/2026 10:22 Page 1/2",
        "Bestellung 4500123456 vom 12.03.2026 10:22 Seite 1",
        "Order date: 24/11/2026 10:22 page 1 Fax 020 7946 0000",
        "Muster GmbH · Tel. 0711 45678 · Fax 0711 45679 · Seite 1/2",
        "Liefertermin 12.03.2026 10:00 Uhr Tel 0711 12345678 an Tor 3",
        "24/11/2026 14:22 Page 1/3",
    ],
)
def test_a_row_of_the_document(row: str) -> None:
    assert not tells_of_sending(row)


def page(top: float) -> Page:
    sent = [Word(text, Box(40 + 90 * i, top, 120 + 90 * i, top + 8)) for i, text in enumerate(
        ("21/07/2026", "19:02", "FAX", "907656038", "P.002/002"))]  # fmt: skip
    return Page(1, 595, 842, (*sent, Word("Order", Box(40, 300, 80, 310))), source="ocr")


@pytest.mark.parametrize(("top", "left"), [(4, 1), (828, 1), (200, 6)])
def test_it_is_left_out_along_an_edge_alone(top: float, left: int) -> None:
    reading = Reading((PartReading("scan.tif", Kind.SCAN, "attachment", (page(top),)),))
    assert len(without_fax_headers(reading).parts[0].pages[0].words) == left
