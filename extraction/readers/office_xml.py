"""The XML parts of office files, parsed without entities or network. Messages are parsed by `safe_xml`."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from extraction.limits import Limits
from extraction.readers.zipped import read_entry
from models.errors import UnreadableDocument


def parse_xml(data: bytes, *, huge: bool = False) -> etree._Element:
    """The root. `huge` lifts the parser's own limits, where ours hold. Raises `damaged`."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=huge)
    try:
        return etree.parse(io.BytesIO(data), parser).getroot()
    except etree.XMLSyntaxError as error:
        raise UnreadableDocument("damaged") from error


def xml_entry(archive: zipfile.ZipFile, name: str, limits: Limits, *, huge: bool = False) -> etree._Element:
    """The root of an archive's entry. Raises `damaged` (also where there is no such entry), `bomb`, `password`."""
    try:
        entry = archive.getinfo(name)
    except KeyError as error:
        raise UnreadableDocument("damaged") from error
    return parse_xml(read_entry(archive, entry, limits.max_unpacked_bytes), huge=huge)
