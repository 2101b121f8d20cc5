"""From tagged atoms of one item to an `ExtractedLine`: which numbers, joined texts, evidence, confidence."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from extraction.columns import NOTHING, ROLES
from extraction.layout import box_of
from extraction.lines_asides import asides_of, unit_behind, units_follow
from extraction.lines_atoms import joined_text
from extraction.lines_headed import as_headed, of_its_column
from extraction.lines_holes import whole_name
from extraction.lines_labelled import without_labelled_rows
from extraction.lines_numbering import Assembly, numbered
from extraction.lines_numbers import COUNTED, numbers_of
from extraction.lines_scene import Scene, over_and_aligned
from extraction.lines_types import Known
from extraction.lines_words import Scored, described
from extraction.rows import Item
from extraction.values import read_unit
from models.reading import ExtractedLine, Field, OnPage, Schedule, Source

Floats = npt.NDArray[np.float32]

CODES: tuple[str, ...] = ("supplier_item_code", "buyer_item_code", "gtin")
TEXT_FROM = 0.4
QUANTITY_FROM = 0.6
NAMING = ("description", "supplier_item_code", "buyer_item_code")
VAGUE = 0.65  # below both of these, nothing is said to be ordered
VAGUE_QUANTITY = 0.65
CODE_FROM = 0.4
MOST_UNPRICED = 1
CERTAIN = 0.95  # how surely a row is an item's for a line without code or price among priced ones
CODE_EDGES = "()[],;:|# "
EDGES = " \t,;:|/-–—•·*"
OWNER_NAMED = 0.5  # how surely a heading or label must name the owner of a code
OWNED = (ROLES.index("buyer_item_code"), ROLES.index("supplier_item_code"))
REQUESTED = ROLES.index("requested_date")


def assemble(scene: Scene, tags: Floats, items: Sequence[Item], known: Known) -> tuple[Assembly, ...]:
    """One line per item, in order; an item without a readable quantity is none."""
    tags = as_headed(scene, tags)
    starts = np.cumsum([0, *(len(r.atoms) for r in scene.rows)])
    every = [
        [
            Scored(atom, tags[starts[i] + k], int(starts[i]) + k)
            for i in item.rows
            for k, atom in enumerate(scene.rows[i].atoms)
        ]
        for item in items
    ]
    usual = units_follow(every)
    made = []
    for item, scored in zip(items, every, strict=True):
        for part in _items_in(scored, item.anchor):
            line = _line(scene, item, part, known, usual)
            if line is not None and _named(line.line):
                made.append(line)
    return numbered(_priced(made), known)


def _priced(made: Sequence[Assembly]) -> list[Assembly]:
    """The lines; where all others have a price, one without is none if nothing but words speaks for it.

    "Within 45 days" among an order's numbered terms reads as a line of 45 days.
    """
    priced = [a for a in made if a.line.unit_price or a.line.amount]
    if len(priced) < max(1, len(made) - MOST_UNPRICED):
        return list(made)
    return [a for a in made if a in priced or _coded(a.line) or a.item.certainty >= CERTAIN]


def _coded(line: ExtractedLine) -> bool:
    return any((line.supplier_item_code, line.buyer_item_code, line.gtin))


def _named(line: ExtractedLine) -> bool:
    """Whether the line says what is ordered: a row of bare numbers is a table of taxes or sums.

    Words beside a number that are hardly a description, and a number that is hardly a quantity ("instead of 50 pcs"),
    are no item either.
    """
    if _coded(line):
        return True
    if line.description is None or line.quantity is None:
        return False
    told = line.unit_price or line.amount or line.line_no
    return bool(told) or line.description.confidence >= VAGUE or line.quantity.confidence >= VAGUE_QUANTITY


def _items_in(scored: Sequence[Scored], anchor: int) -> list[Sequence[Scored]]:
    """The items of a sentence, "12 x A and 5 x B", over one row or several: usually one. Cells are never parted."""
    if any(s.atom.segment for s in scored):
        here = [k for k, s in enumerate(scored) if s.atom.line == anchor]
        if len({scored[k].atom.segment for k in here}) > 1:
            return [scored]
    else:
        here = list(range(len(scored)))
    starts = [k for k in here if _is_quantity(scored[k])]
    if len(starts) < 2:
        return [scored]
    named = [k for k in here if scored[k].best in NAMING]
    if not all(any(a < k < b for k in named) for a, b in pairwise(starts)):
        return [scored]
    leads = starts[0] < named[0]
    cuts = starts[1:] if leads else [next(k for k in named if k > a) for a in starts[:-1]]
    bounds = [0, *cuts, len(scored)]
    return [scored[a:b] for a, b in pairwise(bounds)]


def _is_quantity(one: Scored) -> bool:
    return one.p("quantity") >= QUANTITY_FROM


def _line(scene: Scene, item: Item, scored: Sequence[Scored], known: Known, usual: bool) -> Assembly | None:
    anchors = {item.anchor} if any(s.atom.segment for s in scored) else {s.atom.line for s in scored}
    numbers = numbers_of(scored, anchors, scene.pages[scene.rows[item.anchor].page].source == "grid")
    if "quantity" not in numbers.chosen:
        return None
    fields: dict[str, Field[Any]] = {}
    for name, (one, value) in numbers.chosen.items():
        if (name == "price_basis" and value == 1) or (name == "discount_percent" and value == 0):
            continue
        fields[name] = _field(scene, [one], value, one.p(name))
    one = numbers.chosen["quantity"][0]
    for name, field in _texts(scene, scored, known, unit_behind(one, scored, usual)).items():
        fields[name] = field
    counted = COUNTED.match(one.atom.text) if one.atom.typed.value is None else None
    if counted and "unit" not in fields:
        fields["unit"] = _field(scene, [one], counted[2], one.p("quantity"))
    schedules = _dates(scene, scored, fields)
    return Assembly(ExtractedLine(**fields, schedules=schedules), numbers.agrees, item)


def _field(scene: Scene, parts: Sequence[Scored], value: Any, confidence: float) -> Field[Any]:
    page = scene.pages[parts[0].atom.page]
    box = box_of(w for s in parts if s.atom.page == parts[0].atom.page for w in s.atom.words)
    word = parts[0].atom.words[0]
    source: Source = "ocr" if page.source == "ocr" else "text_layer"
    text = joined_text([s.atom for s in parts])
    confidence = min(max(confidence, 0.0), 1.0)
    return Field(value, confidence, source, OnPage(page.number, box, text, page.sheet, word.cell))


# ---------------------------------------------------------------- texts
def _runs(scored: Sequence[Scored], tag: str, least: float) -> list[list[Scored]]:
    """Neighbouring atoms of one segment that all carry the tag."""
    runs: list[list[Scored]] = []
    for one in scored:
        if one.best != tag and one.p(tag) < max(least, 0.5):
            continue
        last = runs[-1][-1].atom if runs else None
        if last and (last.line, last.segment, last.place + 1) == (one.atom.line, one.atom.segment, one.atom.place):
            runs[-1].append(one)
        else:
            runs.append([one])
    return [r for r in runs if max(s.p(tag) for s in r) >= least]


def _mean(run: Sequence[Scored], tag: str) -> float:
    return sum(s.p(tag) for s in run) / len(run)


def _best_run(scored: Sequence[Scored], tag: str) -> list[Scored] | None:
    runs = _runs(scored, tag, CODE_FROM)
    return max(runs, key=lambda r: _mean(r, tag)) if runs else None


def _texts(scene: Scene, scored: Sequence[Scored], known: Known, unit: Scored | None) -> dict[str, Field[Any]]:
    """The item's texts; `unit` is the one that stands behind the quantity, whatever it was taken for."""
    made: dict[str, Field[Any]] = {}
    codes = {tag: _best_run(scored, tag) for tag in CODES}
    apart = {at for run in codes.values() if run for at in asides_of(run, scored, scene.language, known)}
    apart |= {unit.at} if unit else set()
    own = without_labelled_rows(of_its_column(scene, described(scored, known)))
    named = whole_name(own, scored, known)
    words = [s for s in named if s.at not in apart]
    text = joined_text([s.atom for s in words]).strip(EDGES)
    if text:
        made["description"] = _field(scene, words, text, _mean(words, "description"))
    for tag in ("line_no", "unit"):
        run = [unit] if unit and tag == "unit" else _best_run(scored, tag)
        if run and tag == "unit":
            run = _whole_unit(run, scored)
        if run:
            stripped = joined_text([s.atom for s in run]).strip("()[],;:|/" if tag == "unit" else "()[],;:|.")
            stripped += ")" * (stripped.count("(") - stripped.count(")"))  # "Stück(e)" keeps its own bracket
            if stripped:
                made[tag] = _field(scene, run, stripped, _mean(run, tag))
    for tag, run in codes.items():
        if run is None:
            continue
        code = joined_text([s.atom for s in run]).strip(CODE_EDGES).rstrip(".").strip(CODE_EDGES)
        if not code:
            continue
        owner = _owner(scene, run, code, tag, known)
        if owner not in made or made[owner].confidence < _mean(run, tag):
            made[owner] = _field(scene, run, code, _mean(run, tag))
    return made


def _whole_unit(run: list[Scored], scored: Sequence[Scored]) -> list[Scored]:
    """The unit with the word after it where only both together name one ("lump sum", "pièce unitaire")."""
    last = run[-1].atom
    if last.text.endswith((",", ";", ":", "))")):
        return run
    for one in scored:
        after = one.atom
        if (after.line, after.segment, after.place) != (last.line, last.segment, last.place + 1):
            continue
        if after.typed.digits == 0 and len(run) == 1 and read_unit(f"{last.text} {after.text}") is not None:
            return [*run, one]
    return run


def _owner(scene: Scene, run: Sequence[Scored], code: str, tag: str, known: Known) -> str:
    """Whose code it is: where no heading and no label names an owner, ours exactly when it is of our catalogue."""
    if tag == "gtin":
        return tag
    over, far, _, _ = over_and_aligned(run[0].atom, scene.places[run[0].atom.line].header)
    heading = over.roles if over is not None and far <= 0 else NOTHING
    label = scene.labels[run[0].at][0]
    if any(max(heading[r], label[r]) >= OWNER_NAMED for r in OWNED):
        return tag
    return "supplier_item_code" if known.is_sku(code) else "buyer_item_code"


def _dates(scene: Scene, scored: Sequence[Scored], fields: dict[str, Field[Any]]) -> tuple[Schedule, ...]:
    """The line's date as a field; several dates, each on a row with a quantity, as schedules."""
    groups: list[list[Scored]] = []
    for one in scored:
        if not one.atom.dates or one.p("requested_date") < TEXT_FROM:
            continue
        if groups and not one.atom.date_start:
            groups[-1].append(one)
        else:
            groups.append([one])
    if not groups:
        return ()
    rows = {g[0].atom.line for g in groups}
    if len({g[0].atom.dates[0] for g in groups}) > 1 and len(rows) > 1:
        return _schedules(groups, scored)
    best = max(groups, key=lambda g: (_is_headed_a_date(scene, g[0]), _mean(g, "requested_date")))
    readings = best[0].atom.dates
    sure = _mean(best, "requested_date") * (1.0 if len(readings) == 1 else 0.6)
    made = _field(scene, best, readings[0], sure)
    fields["requested_date"] = Field(made.value, made.confidence, made.source, made.evidence, readings[1:])
    return ()


def _is_headed_a_date(scene: Scene, one: Scored) -> bool:
    """Whether it stands below a heading of dates; of two in one row, "23/10" in a staple's name is none."""
    over, far, _, _ = over_and_aligned(one.atom, scene.places[one.atom.line].header)
    return over is not None and far <= 0 and over.roles[REQUESTED] >= OWNER_NAMED


def _schedules(groups: Sequence[Sequence[Scored]], scored: Sequence[Scored]) -> tuple[Schedule, ...]:
    """Every date with the quantity in its row; none where they do not pair up."""
    made = []
    for group in groups:
        shares = [
            s.atom.typed.value
            for s in scored
            if s.atom.line == group[0].atom.line and s.best in ("schedule_quantity", "quantity")
        ]
        if len(shares) != 1 or shares[0] is None:
            return ()
        made.append(Schedule(group[0].atom.dates[0], shares[0]))
    return tuple(made)
