"""Seeded PDF documents with truth and word-level marks: what extraction trains on. `generate` is the door."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from random import Random
from types import MappingProxyType
from typing import Any

from learning.synth.content import OrderContent, order_truth
from learning.synth.draw import chance
from learning.synth.orders import draw_order
from learning.synth.pdf.compose import compose
from learning.synth.pdf.families import FAMILIES, Family
from learning.synth.pdf.packets import conditions_pages, cover_page, disown, draw_other
from learning.synth.pdf.sheet import Sheet
from learning.synth.pdf.writer import DrawnPage, Habit, Mark, marks_of, pdf_bytes
from learning.synth.vocab import vocab
from learning.synth.world import MEDIUM, SMALL, World, world
from models.master import MasterData

PRODUCERS = ("", "", "wkhtmltopdf", "Chromium", "FPDF 1.86", "iText", "Crystal Reports", "JasperReports", "Word")


@dataclass(frozen=True, slots=True)
class SynthDocument:
    """A generated file: its bytes, its truth (in the form of a truth file), its marks, and the world it lives in."""

    name: str
    data: bytes
    truth: dict[str, Any]
    marks: tuple[Mark, ...]
    family: str
    language: str
    master: MasterData
    intent: str = "order"


@lru_cache(maxsize=12)
def shared_world(seed: int) -> World:
    """The worlds that generated documents live in; every seventh one is larger."""
    return world(seed, MEDIUM if seed % 7 == 6 else SMALL)


def generate(
    seed: int,
    count: int,
    families: Collection[str] = (),
    exclude: Collection[str] = (),
    worlds: int = 40,
    documents_per_world: int = 25,
    several: float = 0.03,
    others: float = 0.05,
) -> Iterator[SynthDocument]:
    """`count` documents; document i depends on (seed, i) alone. `families`/`exclude` restrict the layouts.

    `several` is the share of files with more than one order, `others` that of documents that are no orders.
    """
    pool = [f for f in FAMILIES if (not families or f.id in families) and f.id not in exclude]
    weights = [f.weight for f in pool]
    for index in range(count):
        rng = Random(f"{seed}/{index}")
        family = rng.choices(pool, weights)[0]
        home = shared_world(seed * 1000 + index // documents_per_world % worlds)
        name = f"synth_{seed}_{index:05d}.pdf"
        roll = rng.random()
        if roll < others:
            yield other_document(rng, home, family, name)
        elif roll < others + several:
            yield several_orders(rng, home, family, name)
        else:
            yield document(rng, home, family, name)


def document(
    rng: Random, home: World, family: Family, name: str, order: OrderContent | None = None, plain: bool = False
) -> SynthDocument:
    """One order in a family's layout; `plain` leaves cover sheets and terms pages away."""
    content = order or _order_for(rng, home, family)
    pages, sheet = _laid_out(rng, family, content)
    if not plain and chance(rng, 0.03):
        pages += conditions_pages(rng, sheet, 0)
    if not plain and chance(rng, 0.015):
        pages.insert(0, cover_page(rng, sheet))
    return _written(rng, home, family, name, pages, [sheet.order], content.document_type)


def several_orders(rng: Random, home: World, family: Family, name: str) -> SynthDocument:
    """One file of two to four orders of one customer, all in one look."""
    first = _order_for(rng, home, family)
    customer = next((c for c in home.master.customers if c.code == first.customer_code), None)
    look, pages, contents = rng.random(), [], []
    presets: dict[str, str] = {}
    for number in range(rng.choice((2, 2, 3, 4))):
        content = (
            first if number == 0 else draw_order(rng, home, customer, lines=rng.randint(1, 12), country=first.country)
        )
        if customer is None:
            content = replace(content, buyer=first.buyer, language=first.language, country=first.country)
        drawn, sheet = _laid_out(Random(f"{look}"), family, content, presets)
        presets = dict(sheet.wordings)
        for page in drawn:
            page.order = number
        pages += drawn
        contents.append(sheet.order)
    return _written(rng, home, family, name, pages, contents, contents[0].document_type)


def other_document(rng: Random, home: World, family: Family, name: str) -> SynthDocument:
    """An invoice, a request for quotation, a delivery note ... in a family's layout: no order in it."""
    content = replace(_order_for(rng, home, family), document_type="order", revision=None)
    intent, presets = draw_other(rng, content.language)
    if intent == "quote_request" and chance(rng, 0.4):
        content = replace(content, notes=rng.choice(vocab("others")[intent]["notes"][content.language]))
    pages, _ = compose(rng, family, content, presets)
    disown(pages)
    return _written(rng, home, family, name, pages, [], intent, content.language)


def _written(
    rng: Random,
    home: World,
    family: Family,
    name: str,
    pages: list[DrawnPage],
    orders: list[OrderContent],
    intent: str,
    language: str = "",
) -> SynthDocument:
    marks = marks_of(pages)
    tongue = language or orders[0].language
    habit = Habit(rng.random() < 0.4, rng.random() < 0.12, producer=rng.choice(PRODUCERS))
    truth = {
        "file": name, "kind": "pdf", "layout": family.id, "language": tongue, "degradation": "none",
        "orders": [truth_of(order, marks, number) for number, order in enumerate(orders)],
    }  # fmt: skip
    data = pdf_bytes(pages, habit, rng)
    return SynthDocument(name, data, truth, marks, family.id, tongue, home.master, intent)


def _order_for(rng: Random, home: World, family: Family) -> OrderContent:
    """An order whose buyer lives where the family is at home."""
    if not family.countries:
        return draw_order(rng, home)
    wanted = rng.choice(family.countries)
    fitting = [c for c in home.master.customers if home.bill_to[c.code].country == wanted]
    if fitting and rng.random() < 0.8:
        return draw_order(rng, home, rng.choice(fitting))
    return draw_order(rng, home, strangers=1.0, country=wanted)


def _laid_out(
    rng: Random, family: Family, content: OrderContent, presets: Mapping[str, str] = MappingProxyType({})
) -> tuple[list[DrawnPage], Sheet]:
    state = rng.getstate()
    pages, sheet = compose(rng, family, content, presets)
    formats = sheet.style.formats
    moved = _on_mondays(content, formats.line_week) if formats.week else content
    if moved != content:
        # A printed week is its Monday: lay the same document out again with those dates.
        rng.setstate(state)
        pages, sheet = compose(rng, family, moved, presets)
    return pages, sheet


def _on_mondays(order: OrderContent, lines_too: bool) -> OrderContent:
    def monday(day: date | None) -> date | None:
        return day - timedelta(days=day.weekday()) if day else None

    moved = replace(order, requested_date=monday(order.requested_date))
    if not lines_too:
        return moved
    lines = tuple(
        replace(
            line,
            requested_date=monday(line.requested_date),
            schedules=tuple((d - timedelta(days=d.weekday()), q) for d, q in line.schedules),
        )
        for line in order.lines
    )
    return replace(moved, lines=lines)


def truth_of(order: OrderContent, marks: Collection[Mark], number: int) -> dict[str, Any]:
    """The truth of what was drawn: only fields that carry marks are stated."""
    printed: set[str] = set()
    lines: dict[int, set[str]] = {}
    pages: set[int] = set()
    for mark in marks:
        if mark.order != number:
            continue
        pages.add(mark.page)
        kind, _, rest = mark.role.partition(".")
        if kind == "header":
            printed.add(rest)
        elif kind == "line":
            index, _, key = rest.partition(".")
            lines.setdefault(int(index), set()).add(key)
    return order_truth(order, printed, lines, tuple(sorted(pages)))
