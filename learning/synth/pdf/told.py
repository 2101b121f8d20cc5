"""What a form says in sentences: terms amid those on invoices and risk, and what an order is for."""

from __future__ import annotations

import re

from learning.synth.draw import chance
from learning.synth.pdf.fields import Entry, fields
from learning.synth.pdf.ops import Frag, Line, Piece, paragraph, stack
from learning.synth.pdf.sheet import Sheet
from learning.synth.vocab import vocab

SLOTS = {"{m}": "payment_terms", "{l}": "delivery_terms"}


def order_ends(sheet: Sheet) -> bool:
    """Whether the instructions end as sentences do, so that another may follow."""
    return sheet.order.notes.endswith((".", "!"))


def occasion(sheet: Sheet) -> str:
    """What the order is for."""
    rng, language = sheet.rng, sheet.order.language
    form = str(rng.choice(vocab("phrases")["occasion"][language]))
    text = form.format(n=rng.randint(2, 9000), w=rng.choice(vocab("people")["trade"][language]))
    return text.upper() if chance(rng, 0.2) else text


def told_terms(sheet: Sheet, found: list[Entry], before: list[str], after: list[str], width: float) -> Frag:
    """Terms in a sentence amid those of the form; the other fields above it."""
    rng = sheet.rng
    held = {e.key: e.value for e in found}
    forms = [
        form
        for form in vocab("phrases")["terms_clause"][sheet.order.language]
        if all(SLOTS[slot] in held for slot in re.findall(r"\{[ml]\}", form))
    ]
    if not forms:
        return fields(sheet, found, width, "inline")
    form = rng.choice(forms)
    told: list[Piece] = []
    for part in re.split(r"(\{[ml]\})", form):
        if part in SLOTS:
            told += held[SLOTS[part]]
        elif part.strip():
            told.append(Piece(part.strip(), "other", glue=part.startswith((".", ",", ";", ":"))))
    line: Line = [
        *(Piece(words, "noise.closing") for words in before), *told, *(Piece(words, "noise.closing") for words in after)
    ]  # fmt: skip
    said = {SLOTS[slot] for slot in re.findall(r"\{[ml]\}", form)}
    rest = [e for e in found if e.key not in said]
    ink = sheet.style.ink(rng.choice((0.8, 0.9, 1.0)))
    return stack([fields(sheet, rest, width, "inline"), paragraph([line], ink, width)], gap=4, width=width)
