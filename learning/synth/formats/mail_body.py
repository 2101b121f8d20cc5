"""A mail's own text as lines and tables of pieces, without MIME and markup; the greeting and what closes it."""

from __future__ import annotations

from dataclasses import dataclass, field

from learning.synth.draw import chance, weighted
from learning.synth.formats.marks import Piece, Text
from learning.synth.formats.sheet_header import Pen
from learning.synth.formats.style import say


@dataclass(frozen=True, slots=True)
class Grid:
    """A table in a mail, its heading row first (when it has one)."""

    rows: tuple[tuple[Text, ...], ...]


@dataclass(slots=True)
class Body:
    """A mail's own text in reading order; `fine` is small print below it, `quoted` an older mail."""

    blocks: list[Text | Grid] = field(default_factory=list)
    signature: list[Text] = field(default_factory=list)
    fine: str = ""
    quoted: list[str] = field(default_factory=list)

    def say(self, *pieces: Piece) -> None:
        self.blocks.append(pieces)

    def written(self) -> tuple[list[Text], dict[str, Text]]:
        """Everything as lines, and the cells of its tables by the reader's references."""
        lines: list[Text] = []
        cells: dict[str, Text] = {}
        tables = 0
        for block in [*self.blocks, *self.signature]:
            if not isinstance(block, Grid):
                lines.append(block)
                continue
            tables += 1
            for r, row in enumerate(block.rows, start=1):
                cells |= {f"t{tables}r{r}c{c}": cell for c, cell in enumerate(row, start=1)}
                lines.append(tuple(p for cell in row for p in (*cell, Piece(" "))))
        return lines, cells

    def blank(self) -> None:
        self.blocks.append((Piece(""),))


def greet(pen: Pen, body: Body) -> None:
    if chance(pen.rng, 0.93):
        hello = say(pen.rng, "mail", "hello", pen.order.language)
        body.say(Piece(hello.replace("{v}", pen.order.vendor_contact.split(" ")[0])))
        body.blank()


def until_slot(text: str) -> tuple[str, str, str]:
    start = text.find("{")
    if start < 0:
        return text, "", ""
    return text[:start], text[start + 1], text[text.index("}") + 1 :]


def close(pen: Pen, body: Body) -> None:
    """Closing words, signature block and small print."""
    rng, order = pen.rng, pen.order
    contact, party = order.contact, order.buyer
    if chance(rng, 0.95):
        body.signature.append((Piece(say(rng, "mail", "bye", order.language)),))
        body.signature.append((Piece(""),))
    pen.printed.header.add("buyer_name")
    form = weighted(rng, {"rows": 8.0, "one_row": 1.5, "office": 1.0})
    if form == "one_row":  # "T. Bakker - Roussel SARL"
        joint = Piece(rng.choice((" - ", ", ", " | ", " / ")))
        body.signature.append((Piece(contact.name), joint, pen.piece("buyer_name")))
    elif form == "office":  # "Purchasing, Roussel SARL"
        joint = Piece(rng.choice((", ", " - ", " | ")))
        body.signature += [(Piece(contact.name),), (Piece(contact.department), joint, pen.piece("buyer_name"))]
    else:
        body.signature.append((Piece(contact.name),))
        if chance(rng, 0.6):
            body.signature.append((Piece(contact.department),))
        body.signature.append((pen.piece("buyer_name"),))
    if chance(rng, 0.7):
        body.signature.append((Piece(party.street),))
        body.signature.append((Piece(f"{party.postcode} {party.city}"),))
    if chance(rng, 0.7):
        body.signature.append((pen.label("phone"), Piece(f" {contact.phone}")))
    if party.vat_id and chance(rng, 0.15):
        body.signature.append((pen.label("buyer_vat_id"), Piece(" "), pen.piece("buyer_vat_id")))
    if chance(rng, 0.5):
        body.signature.append((Piece(party.website),))
    if chance(rng, 0.6):
        body.fine = say(rng, "mail", "fine_print", order.language).replace(
            "{n}", str(rng.choice((30, 45, 60, 150, 750)))
        )
