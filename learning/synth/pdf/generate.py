"""Seeded PDF documents with truth and word-level marks: what extraction trains on. `generate` is the door."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from random import Random
from typing import Any

from learning.synth.content import OrderContent, order_truth
from learning.synth.orders import draw_order
from learning.synth.pdf.compose import compose
from learning.synth.pdf.families import FAMILIES, Family
from learning.synth.pdf.writer import DrawnPage, Habit, Mark, marks_of, pdf_bytes
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
) -> Iterator[SynthDocument]:
    """`count` documents; document i depends on (seed, i) alone. `families`/`exclude` restrict the layouts."""
    pool = [f for f in FAMILIES if (not families or f.id in families) and f.id not in exclude]
    weights = [f.weight for f in pool]
    for index in range(count):
        rng = Random(f"{seed}/{index}")
        family = rng.choices(pool, weights)[0]
        home = shared_world(seed * 1000 + index // documents_per_world % worlds)
        yield document(rng, home, family, f"synth_{seed}_{index:05d}.pdf")


def document(rng: Random, home: World, family: Family, name: str, order: OrderContent | None = None) -> SynthDocument:
    """One document of a family."""
    content = order or _order_for(rng, home, family)
    pages, content = _laid_out(rng, family, content)
    marks = marks_of(pages)
    habit = Habit(rng.random() < 0.4, rng.random() < 0.12, producer=rng.choice(PRODUCERS))
    truth = {
        "file": name, "kind": "pdf", "layout": family.id, "language": content.language, "degradation": "none",
        "orders": [truth_of(content, marks, 0)],
    }  # fmt: skip
    data = pdf_bytes(pages, habit, rng)
    return SynthDocument(name, data, truth, marks, family.id, content.language, home.master, content.document_type)


def _order_for(rng: Random, home: World, family: Family) -> OrderContent:
    """An order whose buyer lives where the family is at home."""
    if not family.countries:
        return draw_order(rng, home)
    wanted = rng.choice(family.countries)
    fitting = [c for c in home.master.customers if home.bill_to[c.code].country == wanted]
    if fitting and rng.random() < 0.8:
        return draw_order(rng, home, rng.choice(fitting))
    return draw_order(rng, home, strangers=1.0, country=wanted)


def _laid_out(rng: Random, family: Family, content: OrderContent) -> tuple[list[DrawnPage], OrderContent]:
    state = rng.getstate()
    pages, sheet = compose(rng, family, content)
    formats = sheet.style.formats
    moved = _on_mondays(content, formats.line_week) if formats.week else content
    if moved != content:
        # A printed week is its Monday: lay the same document out again with those dates.
        rng.setstate(state)
        pages, sheet = compose(rng, family, moved)
    return pages, sheet.order


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
