"""Orders written as letters: items in sentences or bullets. Whole pages, no table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from learning.synth.content import LineContent
from learning.synth.draw import chance
from learning.synth.pdf.families import Family
from learning.synth.pdf.fields import BESIDE, entry
from learning.synth.pdf.flow import Flow, paginate
from learning.synth.pdf.furniture import closing, draw_furniture, form_sentences, intro, notes
from learning.synth.pdf.itemlists import listed_items, priced_pieces
from learning.synth.pdf.ops import Line, Piece, paragraph
from learning.synth.pdf.plan import draw_plan
from learning.synth.pdf.sheet import Sheet
from learning.synth.pdf.table_rows import line_indexes
from learning.synth.pdf.titles import title_text
from learning.synth.pdf.totals import draw_sums, totals
from learning.synth.pdf.writer import DrawnPage
from learning.synth.vocab import vocab

# {q} quantity, {u} unit, {d} description, {c} our code, {b} the buyer's code, {p} price, {a} amount, {t} date;
# [..] is left out when one of its values is missing.
ITEM_FORMS: Mapping[str, Any] = vocab("words")["item_forms"]
SALUTATION: Mapping[str, Any] = vocab("words")["salutation"]
SUBJECT: Mapping[str, Any] = vocab("words")["subject"]
DELIVER: Mapping[str, Any] = vocab("words")["deliver"]
DELIVER_TO: Mapping[str, Any] = vocab("words")["deliver_to"]
LEAST_LEADING = 3  # words that announce a place without a colon


def prose(sheet: Sheet, family: Family) -> list[DrawnPage]:
    """A letter."""
    rng, order, style = sheet.rng, sheet.order, sheet.style
    room, ink = style.room, style.ink()
    flow = Flow()
    plan = draw_plan(rng, order, {"title", "lead", "foot", "footer", "buyer"}, sheet.currency_field)
    sender = paragraph([*sheet.address_lines("buyer")], ink)
    flow.add(sender, 0, room - sender.width if chance(rng, 0.25) else 0)
    place = room * rng.choice((0, 0, 0.5, 0.55))
    flow.add(paragraph(sheet.address_lines("vendor"), ink), rng.choice((14, 24, 40)), place)
    joined = chance(rng, 0.15)  # "Order no. 12, Leeds, 3 May 2026" in one line
    if not joined:
        flow.add(paragraph([_place_and_date(sheet)], ink, room, rng.choice(("left", "right", "right"))), 16)
    subject: list[Piece] = [Piece(rng.choice(SUBJECT[order.language]) + ":", "other")] if chance(rng, 0.6) else []
    joint = rng.choice(("", "no.", "n°", "Nr.")) if order.language in ("en", "fr", "de") else ""
    subject += [
        Piece(title_text(sheet), "title"),
        *([Piece(joint, "label.po_number")] if joint else []),
        *sheet.value("po_number"),
    ]
    if joined:
        subject = [*subject[:-1], replace(subject[-1], text=subject[-1].text + ","), *_place_and_date(sheet)]
    elif chance(rng, 0.15):
        subject += [Piece("/", "other"), *sheet.noise("quote")]
    flow.add(paragraph([subject], style.ink(1.0, chance(rng, 0.6)), room), 16)
    flow.add(paragraph([[Piece(rng.choice(SALUTATION[order.language]), "noise.intro")]], ink), 12)
    wanted = order.requested_date is not None and chance(rng, 0.3)
    opening = (
        _spoken(sheet, rng.choice(vocab("phrases")["wanted_sentence"][order.language])) if wanted else intro(sheet)
    )
    flow.add(paragraph([opening], ink, room), 6)
    _items(sheet, flow, room)
    flow.add(totals(sheet, draw_sums(sheet, rng.choice(("none", "none", "net"))), None, room), 6)
    told = ("payment_terms", "delivery_terms", "notes") if chance(rng, 0.6) else ()
    if told:
        flow.add(paragraph(_told(sheet), ink, room), 8)
    else:
        _delivery(sheet, flow, room)
    for key in (k for block in ("lead", "foot", "buyer") for k in plan.keys(block)):
        found = entry(sheet, key)
        if found and key not in ("requested_date", "order_date", "po_number", *BESIDE, *told):
            flow.add(paragraph([[*found.label, *found.value]], ink, room), 2)
    if plan.notes_at and not told:
        flow.add(notes(sheet, room, plan.label_notes), 6)
    flow.add(closing(sheet, room), 12)
    flow.add(
        paragraph(
            [[Piece(order.contact.name, "noise.contact")], [Piece(order.contact.department, "noise.contact")]], ink
        ),
        18,
    )
    return paginate(sheet, flow, draw_furniture(sheet, plan))


def _place_and_date(sheet: Sheet) -> Line:
    """ "Lyon, le 3 mai 2026" in the manner of the language."""
    line: list[Piece] = []
    for part in re.split(r"(\{[cd]\})", sheet.rng.choice(vocab("phrases")["letter_date"][sheet.order.language])):
        if part == "{c}":
            line.append(Piece(sheet.order.buyer.city, "party.buyer.city"))
        elif part == "{d}":
            line += sheet.value("order_date")
        elif part.startswith(","):
            line[-1] = replace(line[-1], text=line[-1].text + ",")
            line += [Piece(part[1:].strip(), "other")] if part[1:].strip() else []
        elif part.strip():
            line.append(Piece(part.strip(), "label.order_date" if part.strip().endswith(":") else "other"))
    return line


def _items(sheet: Sheet, flow: Flow, room: float) -> None:
    rng = sheet.rng
    if chance(rng, 0.6):
        listed_items(sheet, flow, room)
        return
    form = rng.choice(ITEM_FORMS[sheet.order.language])
    if not chance(rng, 0.6):
        form = re.sub(r"\[[^\]]*\{[pa]\}[^\]]*\]", "", form)
    bullet = rng.choice(("", "- ", "• ", "* ", "– "))
    indent = rng.choice((0, 0, 14, 30))
    ink = sheet.style.ink()
    one = len(sheet.order.lines) <= 3 and chance(rng, 0.25)  # all items in one sentence
    joined: list[Piece] = []
    for line, index in zip(sheet.order.lines, line_indexes(sheet.order.lines), strict=True):
        if index is None:
            continue
        pieces = item_pieces(sheet, form, line, index)
        if one:
            joined += [*([Piece("+", "other")] if joined else []), *pieces]
            continue
        head = [Piece(bullet.strip(), "other")] if bullet else []
        flow.add(paragraph([[*head, *pieces]], ink, room - indent), 2, indent, kind="line")
    if joined:
        flow.add(paragraph([joined], ink, room), 4, kind="line")


def item_pieces(sheet: Sheet, form: str, line: LineContent, index: int) -> list[Piece]:
    """An item in words, its values as pieces of their own roles."""
    formats, prefix = sheet.style.formats, f"line.{index}"
    values: dict[str, list[Piece]] = {
        "q": [Piece(formats.quantity(line.quantity), f"{prefix}.quantity")],
        "u": [Piece(line.unit, f"{prefix}.unit")],
        "d": [Piece(line.description, f"{prefix}.description")],
        "c": [Piece(line.supplier_item_code or "", f"{prefix}.supplier_item_code")],
        "b": [Piece(line.buyer_item_code or "", f"{prefix}.buyer_item_code")],
        "p": sheet.money(line.unit_price, f"{prefix}.unit_price", "last") if line.price_basis == 1 else [],
        "a": sheet.money(line.amount, f"{prefix}.amount", "last"),
        "n": [Piece(line.line_no, f"{prefix}.line_no")],
    }
    if line.sku is None and line.buyer_item_code:
        values["c"] = []
    values = {k: [p for p in v if p.text] for k, v in values.items()}
    if values["p"]:
        values["p"] = priced_pieces(sheet, values["p"], line)

    def keep(match: re.Match[str]) -> str:
        keys = re.findall(r"\{(\w)\}", match.group(1))
        return match.group(1) if all(values[k] for k in keys) else ""

    out: list[Piece] = []
    for part in re.split(r"(\{\w\})", re.sub(r"\[([^\]]*)\]", keep, form)):
        glue = bool(out) and not part.startswith(" ")
        if re.fullmatch(r"\{\w\}", part):
            found = values[part[1]]
            out += [Piece(p.text, p.role, p.bold, _glued(out) if i == 0 else p.glue) for i, p in enumerate(found)]
        elif part.strip():
            out.append(Piece(part.rstrip() if not part.endswith(" ") else part, "other", glue=glue))
    return [Piece(p.text.strip(), p.role, p.bold, p.glue) for p in out]


def _glued(out: list[Piece]) -> bool:
    """No blank when the words before end without one, as after an opening bracket."""
    return bool(out) and out[-1].role == "other" and not out[-1].text.endswith(" ")


def _delivery(sheet: Sheet, flow: Flow, room: float) -> None:
    rng, order = sheet.rng, sheet.order
    if not order.requested_date or not chance(rng, 0.75):
        if not order.requested_date and chance(rng, 0.3):
            flow.add(paragraph([delivery_sentence(sheet)], sheet.style.ink(), room), 8)
        elif chance(rng, 0.6):
            label = sheet.label("ship_to", role="label.ship_to")
            flow.add(paragraph([[*label, *sheet.address_sentence("ship_to")]], sheet.style.ink(), room), 8)
        return
    if chance(rng, 0.35):
        lead = _spoken(sheet, rng.choice(vocab("words")["deliver_block"][order.language]))
        flow.add(paragraph([lead], sheet.style.ink(), room), 8)
        named = chance(rng, 0.85)
        flow.add(paragraph(sheet.address_lines("ship_to", name=named), sheet.style.ink()), 4, rng.choice((0, 0, 20)))
        return
    flow.add(paragraph([delivery_sentence(sheet)], sheet.style.ink(), room), 8)


def _told(sheet: Sheet) -> list[Line]:
    """Where to, instructions and terms as sentences that follow each other in one paragraph, or in two."""
    rng, order = sheet.rng, sheet.order
    terms = _spoken(sheet, rng.choice(vocab("phrases")["terms_sentence"][order.language]))
    place = delivery_sentence(sheet) if order.requested_date else []
    note = sheet.value("notes") if order.notes.endswith((".", "!")) or chance(rng, 0.3) else []
    sentences = [part for part in (place, note, terms) if part]
    if chance(rng, 0.4):  # what the buyer says in every letter, between them
        for words in form_sentences(sheet, 1, 2):
            sentences.insert(rng.randint(0, len(sentences)), [Piece(words, "noise.closing")])
    if chance(rng, 0.5):
        return [[piece for part in sentences for piece in part]]
    return [[piece for part in sentences[:-1] for piece in part], sentences[-1]]


def delivery_sentence(sheet: Sheet) -> list[Piece]:
    """When and where to deliver, in one sentence; where alone when the order wants no day."""
    forms = DELIVER if sheet.order.requested_date else DELIVER_TO
    return _spoken(sheet, sheet.word("delivery_sentence", forms[sheet.order.language]))


def _leads_to_place(form: str, part: str) -> bool:
    """Whether words of a form announce the delivery place that follows: several words, or a colon."""
    announces = form.partition(part)[2].startswith("{s}")
    return announces and (part.rstrip().endswith(":") or len(part.split()) >= LEAST_LEADING)


def _spoken(sheet: Sheet, form: str) -> list[Piece]:
    """A form with {t} the requested date and {s} the delivery place, its company left out now and then."""
    line: list[Piece] = []
    for part in re.split(r"(\{\w\})", form):
        if part == "{t}":
            line += sheet.value("requested_date")
        elif part in ("{m}", "{l}"):
            line += sheet.value("payment_terms" if part == "{m}" else "delivery_terms")
        elif part == "{s}":
            line += sheet.address_sentence("ship_to", name=chance(sheet.rng, 0.8))
        elif part.strip():
            opening = "label.payment_terms" if "{m}" in form else "label.requested_date"
            leads = _leads_to_place(form, part)
            role = "label.ship_to" if leads else opening if len(line) == 0 else "other"
            line.append(Piece(part.strip(), role, glue=part.startswith((".", ",", ";", ":"))))
    return line
