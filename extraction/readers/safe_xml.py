"""XML of business messages parsed without entities, network or huge trees; namespaces dropped. No meaning yet."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from extraction.readers.charset import decode_text
from models.errors import UnreadableDocument

_DECLARATION = re.compile(r"^\s*<\?xml\b[^>]*\?>")
_ENCODING = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9._-]+)""")
_ENTITY = re.compile(r"<!\s*(?:ENTITY|NOTATION)|<!DOCTYPE[^>\[]*\[(?!\s*\])", re.I)
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*(?:\[\s*\])?\s*>", re.I)
_ROOT = re.compile(r"<(?:([\w.-]+):)?([A-Za-z_][\w.-]*)")
_HEAD_CHARS = 8192

Node = etree._Element


def looks_like_xml(data: bytes) -> bool:
    """Whether the bytes begin as XML does."""
    if not _may_be_xml(data):
        return False
    head = decode_text(data[:256]).lstrip("\ufeff \r\n\t")
    return head.startswith(("<?xml", "<!DOCTYPE", "<!--")) or bool(_ROOT.match(head))


def _may_be_xml(data: bytes) -> bool:
    """A cheap look at the first bytes: finding out a binary file's character set would cost milliseconds."""
    return data[:64].lstrip(b"\xef\xbb\xbf\xff\xfe\0 \r\n\t").startswith(b"<")


def root_of(data: bytes) -> tuple[str, str]:
    """(local name of the root, the text of the head) without parsing: enough to tell the standards apart."""
    if not _may_be_xml(data):
        return "", ""
    head = decode_text(data[:_HEAD_CHARS]).lstrip("\ufeff \r\n\t")
    if not head.startswith("<"):
        return "", ""
    bare = re.sub(r"<\?.*?\?>|<!--.*?-->", "", head, flags=re.S)
    bare = re.sub(r"<!DOCTYPE[^>\[]*(?:\[.*?\])?\s*>", "", bare, flags=re.S | re.I)
    match = _ROOT.search(bare)
    return (match.group(2), bare) if match else ("", "")


def parse(data: bytes) -> Node:
    """The root, local names only. Raises `forbidden_xml`, `too_deep`, `damaged`."""
    declared = _ENCODING.search(data[:200])
    text = decode_text(data, declared.group(1).decode("ascii") if declared else "").lstrip("\ufeff \r\n\t")
    if _ENTITY.search(text):
        raise UnreadableDocument("forbidden_xml")
    # The type declaration of cXML names a DTD on the network; nothing in the message needs it.
    text = _DOCTYPE.sub("", _DECLARATION.sub("", text, count=1), count=1)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        deep = "depth" in str(error).lower()
        raise UnreadableDocument("too_deep" if deep else "damaged") from error
    for node in root.iter():
        if isinstance(node.tag, str) and "}" in node.tag:
            node.tag = node.tag.rpartition("}")[2]
    return root


def first(node: Node | None, *paths: str) -> Node | None:
    """The first element at the first path that leads to one."""
    if node is None:
        return None
    for path in paths:
        found = node.find(path)
        if found is not None:
            return found
    return None


def text(node: Node | None, *paths: str) -> str:
    """The text at the first path that has one ("" else); the node's own without a path."""
    if node is None:
        return ""
    for found in (n for path in paths for n in node.findall(path)) if paths else iter((node,)):
        content = "".join(str(t) for t in found.itertext()).strip()
        if content:
            return content
    return ""


def texts(node: Node | None, path: str) -> Iterator[str]:
    """The texts of all elements at a path."""
    for found in node.findall(path) if node is not None else ():
        yield "".join(str(t) for t in found.itertext()).strip()
