"""The formats that Carnet reads, in the order in which they are asked; the first that accepts wins."""

from __future__ import annotations

from extraction.limits import Limits
from extraction.readers.cio import READER as CIO
from extraction.readers.csv_text import READER as CSV
from extraction.readers.cxml import READER as CXML
from extraction.readers.docx import READER as DOCX
from extraction.readers.edifact import READER as EDIFACT
from extraction.readers.image import READER as IMAGE
from extraction.readers.mail_body import read_body
from extraction.readers.odt import READER as ODT
from extraction.readers.order_x import READER as ORDER_X
from extraction.readers.other_xml import READER as OTHER_XML
from extraction.readers.pdf import READER as PDF
from extraction.readers.reader import Reader
from extraction.readers.spreadsheet import READER as SPREADSHEET
from extraction.readers.text import HTML, RTF, TEXT
from extraction.readers.ubl import READER as UBL
from extraction.readers.x12 import READER as X12
from models.errors import UnreadableDocument
from models.reading import Part, PartReading

# Readers that give orders straight away; they come first, as a PDF may carry one of their messages.
MESSAGES: tuple[Reader, ...] = (ORDER_X, EDIFACT, X12, UBL, CXML, CIO)

READERS: tuple[Reader, ...] = (*MESSAGES, PDF, IMAGE, SPREADSHEET, DOCX, ODT, RTF, HTML, OTHER_XML, CSV, TEXT)


def read(part: Part, limits: Limits) -> PartReading:
    """Pages of words, or orders, of one part. Raises `UnreadableDocument` (empty, too_large, unknown_format, ...)."""
    if not part.data:
        raise UnreadableDocument("empty")
    if len(part.data) > limits.max_bytes:
        raise UnreadableDocument("too_large")
    for reader in READERS:
        # A mail's text is a letter even where it looks like a delimited file; a message pasted into it is a message.
        if part.role == "body" and reader not in MESSAGES:
            continue
        if reader.accepts(part.data):
            return reader.read(part, limits)
    if part.role == "body":
        return read_body(part, limits)
    raise UnreadableDocument("unknown_format")
