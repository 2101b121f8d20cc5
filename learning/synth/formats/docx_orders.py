"""Orders as word files and as fixed-width text dumps, seeded: written, read back by our reader, every word labelled."""

from __future__ import annotations

import io
from random import Random

import docx

from extraction.limits import Limits
from extraction.readers.docx import READER as DOCX
from extraction.readers.text import TEXT
from learning.synth.content import OrderContent, Party, order_truth
from learning.synth.draw import chance
from learning.synth.formats.document import FormatDocument
from learning.synth.formats.mail_body import Body, Grid
from learning.synth.formats.mail_items import order_grid
from learning.synth.formats.mail_markup import plain_text
from learning.synth.formats.marks import Piece, Text, flow_marks, plain
from learning.synth.formats.sheet_files import old_encodable
from learning.synth.formats.sheet_header import Pen, Printed, address_lines, labelled_fields, noise_value
from learning.synth.formats.style import draw_style, say
from learning.synth.orders import draw_order
from learning.synth.world import World
from models.reading import Part


def docx_document(rng: Random, world: World, name: str = "order", order: OrderContent | None = None) -> FormatDocument:
    """A word file with one order."""
    return _document(rng, world, f"{name}.docx", order)


def text_document(rng: Random, world: World, name: str = "order", order: OrderContent | None = None) -> FormatDocument:
    """A dump in a fixed-width font, as old systems print into a file."""
    return _document(rng, world, f"{name}.txt", order)


def _document(rng: Random, world: World, name: str, order: OrderContent | None) -> FormatDocument:
    content = order or draw_order(rng, world, lines=rng.randint(1, 25))
    pen = Pen(rng, content, draw_style(rng, content.language, content.country), 0, True, Printed())
    body = _body(pen, wide=name.endswith("docx"))
    text = plain_text(rng, body, "aligned")
    plain_bytes = text.encode("cp1252" if old_encodable(text) else "utf-8")
    data = _docx_bytes(rng, body) if name.endswith("docx") else plain_bytes
    reader = DOCX if name.endswith("docx") else TEXT
    pages = reader.read(Part(name, data), Limits()).pages
    truth = {
        "file": name,
        "kind": "docx",
        "layout": name.rpartition(".")[2],
        "language": content.language,
        "degradation": "none",
        "intent": content.document_type,
        "orders": [order_truth(content, pen.printed.header, pen.printed.lines)],
    }
    family = f"text_{name.rpartition('.')[2]}"
    return FormatDocument(name, data, truth, flow_marks(pages[0], *body.written()), family, world.master, pages)


def _body(pen: Pen, wide: bool) -> Body:
    rng, order = pen.rng, pen.order
    body = Body()
    _letterhead(pen, body, order.buyer, "buyer")
    if chance(rng, 0.7):
        _letterhead(pen, body, order.vendor, "")
    body.say(Piece(say(rng, "label", "title", order.language)))
    _labels(pen, body, as_table=wide and chance(rng, 0.5))
    if chance(rng, 0.7):
        body.say(pen.label("ship_to"), Piece(":"))
        body.blocks.extend(tuple(line) for line in address_lines(pen, order.ship_to, "ship_to"))
        body.blank()
    grid, plan = order_grid(pen, wide=chance(rng, 0.7))
    body.blocks.append(grid)
    body.blank()
    if "amount" in plan.fields and chance(rng, 0.7):
        body.say(pen.label("total_net"), Piece(": "), pen.piece("total_net"))
    if order.notes and chance(rng, 0.5):
        body.say(pen.label("notes"), Piece(": "), pen.piece("notes"))
    return body


def _letterhead(pen: Pen, body: Body, party: Party, prefix: str) -> None:
    body.blocks.extend(tuple(line) for line in address_lines(pen, party, prefix))
    body.blank()


def _labels(pen: Pen, body: Body, as_table: bool) -> None:
    rows: list[tuple[Text, ...]] = []
    for key in labelled_fields(pen):
        noise = key in {"account", "contact", "phone", "vendor"}
        value = Piece(noise_value(pen, key)) if noise else pen.piece(key)
        rows.append(((pen.label(key),), (value,)))
    if as_table and rows:
        body.blocks.append(Grid(tuple(rows)))
    else:
        body.blocks.extend((*label, Piece(": "), *value) for label, value in rows)
    body.blank()


def _docx_bytes(rng: Random, body: Body) -> bytes:
    document = docx.Document()
    for block in body.blocks:
        if not isinstance(block, Grid):
            document.add_paragraph(plain(block))
            continue
        table = document.add_table(rows=len(block.rows), cols=len(block.rows[0]))
        for row, cells in zip(table.rows, block.rows, strict=True):
            for target, cell in zip(row.cells, cells, strict=True):
                target.text = plain(cell)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
