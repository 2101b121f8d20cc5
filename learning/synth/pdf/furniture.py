"""What stands around an order: page headers and footers, closing words, signature boxes, terms pages, letterheads."""

from __future__ import annotations

import re

from learning.synth.draw import chance, some, weighted
from learning.synth.instructions import form_sentence
from learning.synth.pdf.fields import Entry, entries, entry, fields
from learning.synth.pdf.flow import Furniture, page_number
from learning.synth.pdf.ops import Align, Frag, Ink, Line, Piece, Shape, beside, boxed, padded, paragraph, space, stack
from learning.synth.pdf.ornaments import system_lines
from learning.synth.pdf.plan import Plan
from learning.synth.pdf.sheet import Sheet
from learning.synth.pdf.titles import title_text
from learning.synth.pdf.told import occasion, order_ends, told_terms
from learning.synth.vocab import vocab

BY_GRAMMAR = 0.5
BESIDE_FORM = 0.45
WITH_OCCASION, WITH_FORM = 0.1, 0.07
CONDITIONS = {
    "inline": 4.0, "columns": 3, "sentence": 1.5, "above": 0.6, "table": 0.6, "bare": 1.2, "numbered": 1.2, "told": 2,
}  # fmt: skip


def draw_furniture(sheet: Sheet, plan: Plan, footer: str = "") -> Furniture:
    """Header and footer of every page, as functions of the page's number."""
    rng = sheet.rng
    footer_kind = footer or weighted(rng, {"none": 4, "page": 4, "legal": 3, "legal_page": 2.5, "buyer": 0.8})
    header_kind = weighted(
        rng, {"none": 6, "page": 1.2, "running": 1.5, "running_first": 0.3, "browser": 0.7, "system": 1.0}
    )
    side: Align = rng.choice(("left", "center", "right"))
    ruled = chance(rng, 0.3)
    legal = _legal_lines(sheet, plan) if footer_kind.startswith("legal") else []

    def furniture(number: int) -> tuple[Frag, Frag]:
        return _header(sheet, header_kind, number, side), _footer(sheet, footer_kind, number, side, legal, ruled)

    return furniture


def _header(sheet: Sheet, kind: str, number: int, side: Align) -> Frag:
    if kind == "none" or (kind == "running" and number == 1):
        return space(0)
    room, ink = sheet.style.room, sheet.style.small_ink()
    if kind == "page":
        return paragraph([page_number(sheet, number)], ink, room, side)
    if kind == "system":
        return system_lines(sheet, side)
    if kind == "browser":
        stamp: Line = [*sheet.noise("print_date"), Piece(sheet.order.numbers["time"], "noise.time")]
        middle = paragraph([[Piece(title_text(sheet), "title"), Piece(sheet.order.po_number, "header.po_number")]], ink)
        return beside([paragraph([stamp], ink), middle], [0.0, (room - middle.width) / 2], room)
    number_text = Piece(sheet.order.po_number, "header.po_number")
    line: Line = [Piece(title_text(sheet), "title"), number_text, Piece(sheet.order.buyer.name, "header.buyer_name")]
    return paragraph([line, page_number(sheet, number)], ink, room, side)


def _footer(sheet: Sheet, kind: str, number: int, side: Align, legal: list[Line], ruled: bool) -> Frag:
    room, ink = sheet.style.room, sheet.style.small_ink()
    lines: list[Line] = list(legal)
    if kind == "buyer":
        lines = [sheet.address_sentence("buyer")]
    if kind in ("page", "legal_page"):
        lines.append(page_number(sheet, number))
    if not lines:
        return space(0)
    frag = padded(paragraph(lines, ink, room, side), 0, 3)
    if ruled:
        frag.shapes.append(Shape(0, 0, room, 0, 0.4))
    return frag


def _legal_lines(sheet: Sheet, plan: Plan) -> list[Line]:
    """The buyer's small print: registers, bank, phones, VAT number."""
    numbers, buyer = sheet.order.numbers, sheet.order.buyer
    found = entries(sheet, plan.keys("footer"))
    if sheet.order.country == "FR" and chance(sheet.rng, 0.6):
        bits = [
            Piece(f"SIRET {numbers['siret']} - NAF 4669B - Capital {sheet.rng.randint(1, 90) * 10000} €", "noise.siret")
        ]
    else:
        bits = [Piece(numbers["registration"], "noise.registration")]
    name = Piece(buyer.name, "header.buyer_name")
    first: list[Piece] = [name, Piece("-", "other"), *bits] if chance(sheet.rng, 0.6) else list(bits)
    lines: list[Line] = [first]
    if chance(sheet.rng, 0.4):
        lines.append([Piece(f"IBAN {numbers['iban']} BIC {numbers['bic']}", "noise.iban")])
    if chance(sheet.rng, 0.4):
        lines.append(
            [
                Piece("Tel.", "noise.phone.label"),
                Piece(buyer.phone, "noise.phone"),
                Piece(buyer.website, "noise.website"),
            ]
        )
    if found:
        flat: list[Piece] = []
        for e in found:
            flat += [*e.label, *e.value]
        lines.append(flat)
    return lines


def form_sentences(sheet: Sheet, least: int, most: int) -> list[str]:
    """Sentences that stand on every order of a buyer, in capitals on some forms; never the order's own note."""
    rng, language = sheet.rng, sheet.order.language
    phrases = vocab("phrases")
    pool = [s for s in (*phrases["closing"][language], *phrases["standing"][language]) if s != sheet.order.notes]
    found = [
        form_sentence(rng, language) if chance(rng, BY_GRAMMAR) else sentence
        for sentence in some(rng, pool, least, most)
    ]
    return [s.upper() for s in found] if chance(rng, 0.12) else found


def closing(sheet: Sheet, width: float) -> Frag:
    """Sentences of the form that are no instructions for this order, a signature box now and then."""
    rng, language = sheet.rng, sheet.order.language
    ink = sheet.style.ink(rng.choice((0.8, 0.9, 1.0)))
    sentences = form_sentences(sheet, 0, 4)
    frags: list[Frag] = []
    if sentences and chance(rng, 0.25):
        heading = rng.choice(vocab("phrases")["terms_heading"][language]) + rng.choice(("", ":", sheet.style.colon))
        if chance(rng, 0.3):
            sentences[0] = f"{heading} {sentences[0]}"
        else:
            frags.append(paragraph([[Piece(heading, "noise.closing", bold=chance(rng, 0.5))]], ink, width))
    if sentences:
        if chance(rng, 0.5):
            frags.append(paragraph([[Piece(" ".join(sentences), "noise.closing")]], ink, width))
        else:
            frags.append(paragraph([[Piece(s, "noise.closing")] for s in sentences], ink, width))
    if chance(rng, 0.3):
        frags.append(signature(sheet, width))
    return stack(frags, gap=rng.choice((4, 8, 16)), width=width)


def extras(sheet: Sheet, width: float) -> list[Frag]:
    """What some forms add at the end: an account distribution, boxes to tick, a legend, amounts in words."""
    rng, order, formats = sheet.rng, sheet.order, sheet.style.formats
    ink = sheet.style.small_ink()
    out: list[Frag] = []
    if order.country in ("US", "CA") and chance(rng, 0.15):
        share = order.total_net / 2
        rows: list[Line] = [[Piece("Account Distribution", "noise.account")]]
        for amount in (share.quantize(order.total_net), order.total_net - share.quantize(order.total_net)):
            rows.append(
                [
                    Piece(
                        f"{order.numbers['cost_centre']}-{rng.randint(100, 999)}-{rng.randint(5000, 5999)}",
                        "noise.account",
                    ),
                    Piece(formats.money(amount), "noise.account"),
                ]
            )
        out.append(paragraph(rows, ink))
    if chance(rng, 0.06):
        words = {
            "fr": ("Livraison partielle acceptée", "Certificat requis"),
            "de": ("Teillieferung", "Prüfzeugnis 3.1"),
        }.get(order.language, ("Confirming order - do not duplicate", "Tax exempt", "Blanket order"))
        line: list[Piece] = []
        for word in words:
            line.append(Piece(f"[{rng.choice(('x', ' ', ' '))}] {word}".replace("[ ]", "[_]"), "noise.option"))
        out.append(paragraph([line], ink, width))
    if chance(rng, 0.04):
        out.append(
            paragraph(
                [
                    [
                        Piece(
                            f"{order.numbers['quote']} / {order.numbers['time']} / {order.numbers['project']}",
                            "noise.stamp",
                        )
                    ]
                ],
                ink,
            )
        )
    return out


def watermark(sheet: Sheet) -> Frag | None:
    """A large pale word behind the page."""
    rng = sheet.rng
    if not chance(rng, 0.03):
        return None
    word = rng.choice(("COPY", "DRAFT", "ORIGINAL", "DUPLICATA", "KOPIE", "COPIA", "PAID", "CONFIRMED"))
    ink = Ink("Helvetica-Bold", "Helvetica-Bold", 72, 1.2, gray=0.88)
    return paragraph([[Piece(word, "noise.watermark")]], ink)


def signature(sheet: Sheet, width: float) -> Frag:
    """A box or a line to sign on, with a name now and then."""
    rng = sheet.rng
    ink = sheet.style.small_ink()
    words = some(rng, vocab("labels")["approved"][sheet.order.language], 1, 3)
    cell = min(width / len(words), rng.choice((120, 160, 200)))
    boxes = []
    for word in words:
        lines: list[Line] = [[Piece(word, "noise.approval")]]
        if chance(rng, 0.4):
            lines.append([Piece(sheet.order.contact.name, "noise.contact")])
        body = padded(paragraph(lines, ink, cell - 8), 4, 3, bottom=rng.choice((4, 14, 26)))
        if chance(rng, 0.5):
            boxed(body, 0.5)
        else:
            body.shapes.append(Shape(0, body.height, cell - 12, body.height, 0.5))
        boxes.append(body)
    places = [i * cell for i in range(len(boxes))]
    if chance(rng, 0.4):
        places = [width - cell * (len(boxes) - i) for i in range(len(boxes))]
    return beside(boxes, places, width)


def notes(sheet: Sheet, width: float, labelled: bool) -> Frag:
    """The instructions for this order."""
    rng, style = sheet.rng, sheet.style
    value = sheet.text(sheet.order.notes, "header.notes")
    word = sheet.word("note_label", vocab("phrases")["note_label"][sheet.order.language]) + style.colon
    label = Piece(word, "label.notes", bold=True if style.label_bold else None)
    if not labelled:
        lines: list[Line] = [value]
        if chance(rng, BESIDE_FORM):  # the instruction and what stands on every order, in one paragraph
            said = [Piece(words, "noise.closing") for words in form_sentences(sheet, 1, 3)]
            lines = [value, *([piece] for piece in said)]
            if chance(rng, 0.7):
                at = rng.randint(0, len(said))
                lines = [[*said[:at], *value, *said[at:]]]
        return paragraph(lines, style.ink(), width)
    if order_ends(sheet) and chance(rng, WITH_OCCASION):  # "Stock for building 4. Ring the bell at gate 2."
        value = [Piece(occasion(sheet), "noise.subject"), *value]
    elif order_ends(sheet) and chance(rng, WITH_FORM):
        value = [*value, *(Piece(words, "noise.closing") for words in form_sentences(sheet, 1, 1))]
    if chance(rng, 0.45):
        return paragraph([[label, *value]], style.ink(), width)
    frag = stack([paragraph([[label]], style.ink(), width - 8), paragraph([value], style.ink(), width - 8)])
    return boxed(padded(frag, 4, 3), style.rule, gray=style.rule_gray) if chance(rng, 0.35) else frag


def conditions(sheet: Sheet, keys: tuple[str, ...], width: float) -> Frag:
    """Fields printed below the table."""
    found = entries(sheet, keys)
    if not found:
        return space(0)
    mode = weighted(sheet.rng, CONDITIONS)
    if mode == "told":
        return told_terms(sheet, found, form_sentences(sheet, 0, 2), form_sentences(sheet, 0, 2), width)
    if mode == "numbered":
        sign = sheet.rng.choice((".", ")", ".)"))
        if sheet.word("place_in_terms", ("", "", "", "p")):
            place = Entry("ship_to", sheet.label("ship_to", role="label.ship_to"), sheet.address_sentence("ship_to"))
            found.insert(sheet.rng.randint(0, len(found)), place)
        if chance(sheet.rng, 0.4):
            numbered = [Entry(e.key, [Piece(f"{i}{sign}", "other"), *e.label], e.value) for i, e in enumerate(found, 1)]
            return fields(sheet, numbered, width, "columns")
        rows: list[Line] = [[Piece(f"{i}{sign}", "other"), *e.label, *e.value] for i, e in enumerate(found, 1)]
        for word in form_sentences(sheet, 0, 3):
            rows.append([Piece(f"{len(rows) + 1}{sign}", "other"), Piece(word, "noise.closing")])
        return paragraph(rows, sheet.style.ink(), width)
    if mode == "bare" and set(keys) <= {"payment_terms", "delivery_terms"}:
        joined: list[Piece] = []
        for index, e in enumerate(found):
            joined += ([Piece("—", "other")] if index else []) + e.value
        return paragraph([joined], sheet.style.ink(), width)
    return fields(sheet, found, width, "inline" if mode == "bare" else mode)


def lead_lines(sheet: Sheet, plan: Plan, width: float) -> Frag:
    """Fields in running text above the table, and the phrase that opens the order."""
    rng = sheet.rng
    frags: list[Frag] = []
    found = [e for e in (entry(sheet, key) for key in plan.keys("lead")) if e]
    if found:
        frags.append(fields(sheet, found, width, rng.choice(("sentence", "inline", "sentence"))))
    if plan.notes_at == "lead":
        frags.append(notes(sheet, width, plan.label_notes))
    if chance(rng, 0.08):
        words = rng.choice(vocab("address_parts")["subject"][sheet.order.language])
        trade = rng.choice(vocab("people")["trade"][sheet.order.language])
        frags.insert(0, paragraph([[Piece(words.format(w=trade), "noise.subject")]], sheet.style.ink(), width))
    if chance(rng, 0.12):
        for words in form_sentences(sheet, 1, 2):
            frags.insert(0, paragraph([[Piece(words, "noise.closing")]], sheet.style.ink(), width))
    if chance(rng, 0.25):
        frags.append(paragraph([intro(sheet)], sheet.style.ink(), width))
    return stack(frags, gap=5, width=width)


def intro(sheet: Sheet) -> Line:
    """What leads in to the items, with the number and the date of the offer it answers now and then."""
    rng, phrases, language = sheet.rng, vocab("phrases"), sheet.order.language
    if chance(rng, 0.55):
        return [Piece(rng.choice(phrases["intro"][language]), "noise.intro")]
    values = {"{q}": sheet.noise("quote"), "{d}": sheet.noise("quote_date")}
    line: list[Piece] = []
    for part in re.split(r"(\{[qd]\})", rng.choice(phrases["quoted"][language])):
        if part in values:
            line += values[part]
        elif part.strip():
            line.append(Piece(part.strip(), "noise.intro", glue=part.startswith((",", ":", "."))))
    return line
