"""What a confirmed order teaches at once: names of items, units, places, senders. Pure; it stores nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any, Literal, TypeVar

from extraction.habits import learnt_places
from matching.buyer import buyer_view
from matching.codes import CodeIndex
from matching.index import MasterIndex
from matching.line_view import description_key
from matching.partners import FREE_MAIL, domain_of
from matching.shiptos import place_alias
from matching.similarity import code_key, fold, name_clue
from models.knowledge import Alias, Anchor, Knowledge, SenderClue, ShipToAlias
from models.match import MatchedLine, MatchedOrder
from models.reading import Envelope, ExtractedOrder

Change = Literal["new", "confirmed", "weakened", "forgotten"]
Lesson = TypeVar("Lesson", Alias, ShipToAlias, SenderClue)
Taught = Alias | ShipToAlias | SenderClue | Anchor
UNLABELLED = "-"  # what a place without a label is called, and what is none of our items
_MIN_WORDS = 1
_MIN_CODE = 3
_FIRM = 4  # confirmations after which one contradiction does not forget a lesson, but halves it


@dataclass(frozen=True, slots=True)
class Note:
    """One thing learnt, as data for a sentence ("from now on A/651-6 means 13.874.021") and for undoing it."""

    change: Change
    before: Taught | None
    after: Taught | None


@dataclass(frozen=True, slots=True)
class Remembered:
    """Knowledge of the customer and clues to senders after a confirmed order, and what changed."""

    knowledge: Knowledge
    clues: tuple[SenderClue, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Confirmed:
    """An order as the machine had it, as an agent approved it, and when (UTC)."""

    machine: MatchedOrder
    confirmed: MatchedOrder
    envelope: Envelope | None
    at: datetime


def remember(
    machine: MatchedOrder,
    confirmed: MatchedOrder,
    envelope: Envelope | None,
    at: datetime,
    knowledge: Knowledge,
    clues: Sequence[SenderClue],
    index: MasterIndex,
    habits: Sequence[Anchor] = (),
) -> Remembered:
    """Learn from an order that an agent approved: `machine` as it was matched, `confirmed` as it was approved.

    `habits` are what its document shows of how the customer prints.
    Only the confirmed customer's knowledge changes: nothing crosses to another customer.
    """
    customer = confirmed.customer.best
    if customer is None or knowledge.customer_code not in ("", customer):
        return Remembered(knowledge, tuple(clues), ())
    notes: list[Note] = []
    aliases = list(knowledge.aliases)
    for line in confirmed.lines:
        for alias in _aliases(line, at, index.items.codes):
            _learn(aliases, alias, _same_name, _same_item, notes)
    places = list(knowledge.ship_tos)
    for place in _places(confirmed):
        _learn(places, place, lambda a, b: a.text == b.text, lambda a, b: a.ship_to_code == b.ship_to_code, notes)
    senders = list(clues)
    for clue in _clues(machine.order, customer, envelope, index):
        _learn(senders, clue, lambda a, b: (a.kind, a.text) == (b.kind, b.text), _same_customer, notes)
    anchors = learnt_places(knowledge.anchors, habits)
    notes += _noted(knowledge.anchors, anchors)
    known = replace(
        knowledge,
        customer_code=customer,
        aliases=tuple(aliases),
        ship_tos=tuple(places),
        anchors=anchors,
        confirmed_orders=knowledge.confirmed_orders + 1,
    )
    return Remembered(known, tuple(senders), tuple(notes))


def _noted(before: Sequence[Anchor], after: Sequence[Anchor]) -> list[Note]:
    """What changed; lessons keep their place and new ones come last."""
    changed = [
        Note("weakened" if abs(new.count) < abs(old.count) else "confirmed", old, new)
        for old, new in zip(before, after, strict=False)
        if old != new
    ]
    return [*changed, *(Note("new", None, new) for new in after[len(before) :])]


def undo(remembered: Remembered) -> tuple[Knowledge, tuple[SenderClue, ...]]:
    """The knowledge and clues as they were before `remember`: every note taken back, the last first."""
    aliases = list(remembered.knowledge.aliases)
    places = list(remembered.knowledge.ship_tos)
    clues, anchors = list(remembered.clues), list(remembered.knowledge.anchors)
    for note in reversed(remembered.notes):
        sample = note.after or note.before
        held: list[Any] = next(
            of for kind, of in ((Alias, aliases), (ShipToAlias, places), (Anchor, anchors), (SenderClue, clues))
            if isinstance(sample, kind)
        )  # fmt: skip
        _take_back(held, note)
    orders = max(0, remembered.knowledge.confirmed_orders - 1)
    known = replace(
        remembered.knowledge,
        aliases=tuple(aliases),
        ship_tos=tuple(places),
        anchors=tuple(anchors),
        confirmed_orders=orders,
    )
    return known, tuple(clues)


def forget(knowledge: Knowledge, text: str, target: str) -> Knowledge:
    """Without the lesson that `text` (a code, description, place or label as remembered) means `target`."""
    return replace(
        knowledge,
        aliases=tuple(a for a in knowledge.aliases if (a.text, a.sku or UNLABELLED) != (text, target)),
        ship_tos=tuple(s for s in knowledge.ship_tos if (s.text, s.ship_to_code) != (text, target)),
        anchors=tuple(a for a in knowledge.anchors if (a.label or UNLABELLED, a.field) != (text, target)),
    )


def _take_back(held: list[Any], note: Note) -> None:
    if note.after is not None and note.after in held:
        at = held.index(note.after)
        held[at : at + 1] = [note.before] if note.before is not None else []
    elif note.before is not None:
        held.append(note.before)


def _learn(
    held: list[Lesson],
    lesson: Lesson,
    same_name: Callable[[Lesson, Lesson], bool],
    same_target: Callable[[Lesson, Lesson], bool],
    notes: list[Note],
) -> None:
    """Add or strengthen a lesson; what contradicts it is weakened, or forgotten while it was not yet firm."""
    for other in [o for o in held if same_name(o, lesson) and not same_target(o, lesson)]:
        at = held.index(other)
        if other.count >= _FIRM:
            held[at] = replace(other, count=other.count // 2)
            notes.append(Note("weakened", other, held[at]))
        else:
            del held[at]
            notes.append(Note("forgotten", other, None))
    for at, other in enumerate(held):
        if same_name(other, lesson) and same_target(other, lesson):
            held[at] = replace(lesson, count=other.count + 1)
            notes.append(Note("confirmed", other, held[at]))
            return
    held.append(lesson)
    notes.append(Note("new", None, lesson))


def _same_name(a: Alias, b: Alias) -> bool:
    return (a.kind, a.text) == (b.kind, b.text)


def _same_item(a: Alias, b: Alias) -> bool:
    return a.sku == b.sku


def _same_customer(a: SenderClue, b: SenderClue) -> bool:
    return a.customer_code == b.customer_code


def _aliases(line: MatchedLine, at: datetime, codes: CodeIndex) -> Iterable[Alias]:
    """The names that a confirmed line used for its item: the customer's codes and the description."""
    sku = line.item.best or ""  # what is none of ours is worth knowing too: it is not proposed again
    unit = line.line.unit.value if line.line.unit and sku else ""
    factor = _factor(line) if sku else None
    texts: dict[tuple[str, str], None] = {}
    for field in (line.line.buyer_item_code, line.line.supplier_item_code):
        if field is None or len(code_key(field.value)) < _MIN_CODE:
            continue
        if not any(hit.kind == "sku" for hit in codes.find(field.value, slips=False)):
            texts["code", code_key(field.value)] = None
    if line.line.description is not None:
        key = description_key(line.line.description.value)
        if len(key.split()) >= _MIN_WORDS and any(c.isalpha() for c in key):
            texts["description", key] = None
    for kind, text in texts:
        yield Alias(kind, text, sku, 1, at, unit, factor)


def _factor(line: MatchedLine) -> Decimal | None:
    quantity, stock = line.line.quantity, line.stock_quantity
    if quantity is None or stock is None or not quantity.value:
        return None
    return stock.value / quantity.value


def _places(confirmed: MatchedOrder) -> Iterable[ShipToAlias]:
    text = place_alias(confirmed.order)
    if confirmed.ship_to.best is not None and text:
        yield ShipToAlias(text, confirmed.ship_to.best, 1)


def _clues(order: ExtractedOrder, customer: str, envelope: Envelope | None, index: MasterIndex) -> Iterable[SenderClue]:
    """Traits of the sender. As the machine read them: what an agent typed is no trait of the document."""
    view = buyer_view(order, index)
    ours = {domain_of(m) for m in (*index.master.company.emails, index.master.company.website) if m}
    mails = list(view.senders)
    if envelope is not None:
        mails.append(fold(envelope.first_sender or envelope.sender))
    mails = [m for m in dict.fromkeys(mails) if "@" in m and domain_of(m) not in ours]
    for mail in mails:
        yield SenderClue("sender", mail, customer, 1)
    for domain in dict.fromkeys((*(domain_of(m) for m in mails), *view.domains)):
        if domain not in FREE_MAIL and domain not in ours:
            yield SenderClue("domain", domain, customer, 1)
    for vat in view.vats:
        yield SenderClue("vat_id", vat, customer, 1)
    for name in view.names:
        yield SenderClue("name", name_clue(name), customer, 1)
