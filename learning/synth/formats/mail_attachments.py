"""What hangs on an order mail: the order as PDF, sheet or word file, and beside it terms, other papers, logos."""

from __future__ import annotations

import io
from random import Random
from typing import Any

from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from learning.synth.content import OrderContent
from learning.synth.draw import chance, pattern, weighted
from learning.synth.formats.docx_orders import docx_document
from learning.synth.formats.sheets import sheet_document
from learning.synth.formats.style import say
from learning.synth.pdf.families import FAMILIES
from learning.synth.pdf.generate import document, other_document
from learning.synth.world import World

KINDS = {"pdf": 6.0, "sheet": 2.5, "docx": 1.0}
TERMS = {
    "en": "General conditions of purchase", "fr": "Conditions générales d'achat", "de": "Einkaufsbedingungen",
    "es": "Condiciones generales de compra", "it": "Condizioni generali di acquisto",
    "nl": "Algemene inkoopvoorwaarden",
}  # fmt: skip
Files = list[tuple[str, bytes]]


def attach_order(rng: Random, world: World, order: OrderContent) -> tuple[Files, dict[str, Any], str]:
    """The files (order and decoys, in a drawn order), the order's truth, and the kind of its file."""
    kind = weighted(rng, KINDS)
    stem = rng.choice((order.po_number.replace("/", "-"), "order", "PO", pattern(rng, "doc########"), "scan"))
    if kind == "pdf":
        paper = document(rng, world, rng.choice(FAMILIES), f"{stem}.pdf", order)
        name, data, truth = paper.name, paper.data, paper.truth
    else:
        drawn = (
            docx_document(rng, world, stem, order)
            if kind == "docx"
            else sheet_document(rng, world, stem, "letter", order)
        )
        name, data, truth = drawn.name, drawn.data, drawn.truth
    files: Files = [(name, data)]
    if chance(rng, 0.3):
        files.insert(rng.randint(0, 1), (f"{TERMS[order.language]}.pdf", terms_pdf(rng, order.language)))
    if chance(rng, 0.1):
        other = other_document(rng, world, rng.choice(FAMILIES), pattern(rng, "doc####.pdf"))
        files.append((other.name, other.data))
    if chance(rng, 0.25):
        files.append(("image001.png", logo(rng)))
    stated = {key: value for key, value in truth["orders"][0].items() if key != "pages"}
    return files, stated, kind


def terms_pdf(rng: Random, language: str) -> bytes:
    """A page of small print under a heading."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    canvas.setFont("Helvetica-Bold", 13)
    canvas.drawString(50, 790, TERMS[language])
    canvas.setFont("Helvetica", 7)
    top = 770.0
    for number in range(1, rng.randint(12, 30)):
        sentence = say(rng, "mail", "fine_print", language).replace("{n}", str(rng.randint(10, 90)))
        for start in range(0, min(len(sentence), 260), 130):
            mark = f"{number}. " if start == 0 else ""
            canvas.drawString(50, top, mark + sentence[start : start + 130])
            top -= 10
    canvas.save()
    return stream.getvalue()


def logo(rng: Random) -> bytes:
    """A small picture, as stands below signatures."""
    stream = io.BytesIO()
    colour = tuple(rng.randint(0, 255) for _ in range(3))
    Image.new("RGB", (rng.randint(60, 260), rng.randint(30, 90)), colour).save(stream, "PNG")
    return stream.getvalue()
