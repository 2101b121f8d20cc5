"""Messages as the screen shows them."""

from __future__ import annotations

from models.reading import Kind
from review_ui.views.source import source_lines

ORDER = "<?xml version='1.0'?><Order><ID>7</ID><Note/><Line><Item><Name>Vis &amp; écrou</Name></Item></Line></Order>"


def test_an_xml_message_is_shown_element_by_element_in_its_own_character_set():
    for encoding in ("utf-8", "utf-16"):
        assert source_lines(ORDER.encode(encoding), Kind.UBL) == (
            "<?xml version='1.0'?>",
            "<Order>",
            "  <ID>7</ID>",
            "  <Note/>",
            "  <Line>",
            "    <Item>",
            "      <Name>Vis &amp; écrou</Name>",
            "    </Item>",
            "  </Line>",
            "</Order>",
        )


def test_an_edi_message_is_shown_segment_by_segment_and_a_printed_apostrophe_ends_none():
    message = b"UNH+1+ORDERS:D:96A:UN'IMD+F++:::Pi?'ece'UNT+3+1'"
    assert source_lines(message, Kind.EDIFACT) == ("UNH+1+ORDERS:D:96A:UN'", "IMD+F++:::Pi?'ece'", "UNT+3+1'")
    assert source_lines(b"ST*850*1~BEG*00*SA*L'EAU~", Kind.X12) == ("ST*850*1~", "BEG*00*SA*L'EAU~")


def test_a_broken_message_is_shown_all_the_same():
    shown = "".join(source_lines(b"</a><b><c>1 and more", Kind.UBL))
    assert shown.replace(" ", "") == "</a><b><c>1andmore"
