"""Mail texts in free words with character marks: orders said in running sentences, and texts of every other intent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from learning.synth.content import LineContent, OrderContent, order_truth
from learning.synth.draw import chance
from learning.synth.item_forms import item_form, said
from learning.synth.orders import draw_order
from learning.synth.pdf.formats import Formats, draw_formats
from learning.synth.vocab import vocab
from learning.synth.world import World

OTHER_INTENTS = ("status_request", "quote_request", "complaint", "invoice", "auto_reply", "newsletter", "spam", "other")
ITEM_FORMS = (
    "{q} {u} {d}[ ({c})]",
    "{q} x {d}[ ({c})]",
    "{q} {d}[, {c},]",
    "{q} {u} [{c} ]{d}",
    "{q} {u} {c}|{q} {u} {d}",
)
_SLOT = re.compile(r"\{(\w)\}")


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` of the body are a value: "po_number", or "line.0.quantity" and the like."""

    start: int
    end: int
    role: str


@dataclass(frozen=True, slots=True)
class SynthText:
    """A mail's subject and text, what it wants, and the order it states (None: it states none)."""

    subject: str
    body: str
    spans: tuple[Span, ...]
    intent: str
    language: str
    sent_on: date
    truth: dict[str, Any] | None


@dataclass(slots=True)
class _Draft:
    """A text being written, with the places of its values."""

    text: str = ""
    spans: list[Span] = field(default_factory=list)

    def say(self, text: str, role: str = "") -> None:
        if role and text:
            self.spans.append(Span(len(self.text), len(self.text) + len(text), role))
        self.text += text


def generate_texts(seed: int, count: int, home: World, orders: float = 0.5) -> Iterator[SynthText]:
    """`count` texts, a share of them orders; text i depends on (seed, i) alone."""
    for index in range(count):
        rng = Random(f"text/{seed}/{index}")
        if rng.random() < orders:
            yield running_order(rng, home)
        else:
            yield other_text(rng, home, rng.choice(OTHER_INTENTS))


def running_order(rng: Random, home: World) -> SynthText:
    """An order said in one or two sentences, as people write to somebody they know."""
    order = draw_order(rng, home, document_type="order", lines=rng.choice((1, 1, 1, 2, 2, 3)))
    formats = draw_formats(rng, order.language, order.country)
    form = rng.choice(vocab("sentences")["running"][order.language])
    if order.requested_date is None:
        form = (
            re.sub(r"[^.?!{}]*\{t\}[^.?!{}]*(?=[.?!])", "", form) if "{i}" not in form.split("{t}")[0][-40:] else form
        )
    draft = _Draft()
    _greet(rng, draft, order)
    if chance(rng, 0.2):
        draft.say(_filled(rng, rng.choice(vocab("sentences")["opener"][order.language]), order, formats) + " ")
    for part in re.split(r"(\{\w\})", form):
        _say_slot(rng, draft, part, order, formats)
    draft.say("\n")
    if chance(rng, 0.4):
        draft.say(rng.choice(vocab("sentences")["closer"][order.language]) + "\n")
    _sign(rng, draft, order)
    header = {s.role for s in draft.spans if not s.role.startswith("line.")}
    lines: dict[int, set[str]] = {}
    for span in draft.spans:
        if span.role.startswith("line."):
            _, number, key = span.role.split(".")
            lines.setdefault(int(number), set()).add(key)
    truth = order_truth(order, header, lines)
    return SynthText(order.po_number, draft.text, tuple(draft.spans), "order", order.language, order.order_date, truth)


def running_pieces(rng: Random, order: OrderContent, formats: Formats) -> list[tuple[str, str]]:
    """The sentence alone, as texts with their roles ("" for words), for whoever composes mails."""
    form = rng.choice(vocab("sentences")["running"][order.language])
    draft = _Draft()
    pieces: list[tuple[str, str]] = []
    for part in re.split(r"(\{\w\})", form):
        _say_slot(rng, draft, part, order, formats)
    at = 0
    for span in draft.spans:
        pieces += [(draft.text[at : span.start], ""), (draft.text[span.start : span.end], span.role)]
        at = span.end
    return [*pieces, (draft.text[at:], "")]


def _say_slot(rng: Random, draft: _Draft, part: str, order: OrderContent, formats: Formats) -> None:
    if part == "{i}":
        _items(rng, draft, order, formats)
    elif part == "{p}":
        draft.say(order.po_number, "po_number")
    elif part == "{s}":
        draft.say(order.ship_to.city, "ship_to_city")
    elif part == "{t}":
        if order.requested_date:
            draft.say(formats.date(order.requested_date), "requested_date")
        else:
            draft.say(rng.choice(vocab("phrases")["vague_date"][order.language]))
    else:
        draft.say(part)


def _items(rng: Random, draft: _Draft, order: OrderContent, formats: Formats) -> None:
    form = rng.choice(ITEM_FORMS)
    if chance(rng, 0.5):
        coded = all(line.sku or line.buyer_item_code for line in order.printed_lines)
        form = item_form(rng, order.language, prose=True, priced=0.0, coded=coded)[0]
    joint = vocab("sentences")["and"]["all"][order.language]
    lines = order.printed_lines
    for index, line in enumerate(lines):
        if index:
            draft.say(f" {joint} " if index == len(lines) - 1 else ", ")
        _item(draft, form, line, index, formats)


def _item(draft: _Draft, form: str, line: LineContent, index: int, formats: Formats) -> None:
    """An item in words: ours when the code is of our catalogue, else the buyer's."""
    key = "supplier_item_code" if line.sku else "buyer_item_code"
    values: Mapping[str, tuple[str, str]] = {
        "q": ("quantity", formats.number(line.quantity, 0)),
        "u": ("unit", line.unit),
        "d": ("description", line.description),
        "c": (key, getattr(line, key) or ""),
    }
    first, _, second = form.partition("|") if "{c}|" in form else (form, "", "")
    chosen = first if values["c"][1] or not second else second
    for text, slot in said(chosen, {key: text for key, (_, text) in values.items()}):
        draft.say(text, f"line.{index}.{values[slot][0]}" if slot else "")


def _greet(rng: Random, draft: _Draft, order: OrderContent) -> None:
    if chance(rng, 0.9):
        hello = rng.choice(vocab("sentences")["hello"][order.language]).replace(
            "{v}", order.vendor_contact.split(" ")[0]
        )
        draft.say(hello + "\n\n")


def _sign(rng: Random, draft: _Draft, order: OrderContent) -> None:
    draft.say(f"\n{order.contact.name}\n")
    if chance(rng, 0.8):
        draft.say(order.buyer.name, "buyer_name")
        draft.say("\n")
    if chance(rng, 0.5):
        draft.say(f"{order.contact.phone}\n")


def other_forms(intent: str, language: str) -> tuple[str, ...]:
    """The "subject|text" forms of an intent, for whoever composes mails."""
    return tuple(vocab("sentences")[intent][language])


def other_text(rng: Random, home: World, intent: str) -> SynthText:
    """A text that is no order: a question, a complaint, an invoice, an automatic answer, an advertisement."""
    order = draw_order(rng, home, document_type="order", lines=1)
    formats = draw_formats(rng, order.language, order.country)
    subject, _, text = rng.choice(other_forms(intent, order.language)).partition("|")
    draft = _Draft()
    personal = intent in ("status_request", "quote_request", "complaint", "other")
    if personal:
        _greet(rng, draft, order)
        if chance(rng, 0.35):
            draft.say(_filled(rng, rng.choice(vocab("sentences")["opener"][order.language]), order, formats) + " ")
    draft.say(_filled(rng, text, order, formats) + "\n")
    if personal and chance(rng, 0.5):
        draft.say(rng.choice(vocab("sentences")["closer"][order.language]) + "\n")
    _sign(rng, draft, order)
    return SynthText(
        _filled(rng, subject, order, formats), draft.text, (), intent, order.language, order.order_date, None
    )


def _filled(rng: Random, form: str, order: OrderContent, formats: Formats) -> str:
    line = order.lines[0]
    values = {
        "p": order.po_number,
        "c": line.supplier_item_code or line.buyer_item_code or "K1234",
        "t": line.description,
        "q": formats.number(max(line.quantity, Decimal(2)), 0),
        "d": formats.date(order.order_date - timedelta(days=rng.randint(-20, 20))),
        "n": str(rng.randint(2, 9)),
    }
    return _SLOT.sub(lambda m: values.get(m.group(1), ""), form)
