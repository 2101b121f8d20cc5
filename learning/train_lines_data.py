"""Synthetic documents as production sees them, with the tag of every atom and the class of every row. No training."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from extraction.gazetteer import Gazetteer
from extraction.limits import Limits
from extraction.lines_atoms import Atom
from extraction.lines_models import TAG
from extraction.lines_scene import Scene, scene_of
from extraction.lines_types import AtomContext
from extraction.readers import read
from extraction.rows import ABOVE, ANCHOR, BELOW, NONE
from extraction.values import date_order, number_style
from learning.synth.formats.document import FormatDocument
from learning.synth.formats.mails import mail_document
from learning.synth.formats.sheets import sheet_document
from learning.synth.pdf.generate import generate
from learning.synth.world import world
from learning.train_lines_noise import noisy
from learning.train_lines_tables import sketches
from models.page import Box, Page
from models.reading import Part

Ints = npt.NDArray[np.int64]

INSIDE = 0.5  # share of an atom's width that a mark covers
LINE_HEIGHT_SHARE = 0.4
BAND_PT = 12.0
LIST_NUMBER = re.compile(r"^\(?\d{1,3}[.)]")
NOISY = 0.2  # share of page samples that are read as if by OCR
MAILS = 0.6  # share of mails among mails and spreadsheets
ANCHOR_DAY = date(2026, 3, 1)  # completes dates without a year; which year does not matter to tags
HEADINGS = frozenset(
    ["line_no", "buyer_item_code", "supplier_item_code", "gtin", "description", "quantity", "unit", "unit_price",
     "price_basis", "discount_percent", "amount"]
)  # fmt: skip


class MarkLike(Protocol):
    """A labelled place of a synthetic page."""

    @property
    def page(self) -> int: ...

    @property
    def box(self) -> Box: ...

    @property
    def label(self) -> str: ...


class Sample(NamedTuple):
    """One order of one synthetic document."""

    family: str
    kind: str
    scene: Scene
    tags: Ints
    items: Ints  # per atom: the truth line it belongs to, -1 for none
    rows: Ints
    truth: dict[str, Any]
    name: str
    known: Any


@dataclass(frozen=True, slots=True)
class _Label:
    box: Box
    tag: int
    item: int


def labels_of(scene: Scene, marks: Iterable[MarkLike], prefix: str) -> tuple[Ints, Ints]:
    """The tag and the truth line of every atom, by the marks that cover it."""
    bands: dict[tuple[int, int], list[_Label]] = {}
    for mark in marks:
        found = _label(mark.label, prefix)
        if found is not None:
            for band in range(int(mark.box.top // BAND_PT), int(mark.box.bottom // BAND_PT) + 1):
                bands.setdefault((mark.page, band), []).append(_Label(mark.box, *found))
    numbers = [p.number for p in scene.pages]
    tags = np.zeros(len(scene.atoms), np.int64)
    items = np.full(len(scene.atoms), -1, np.int64)
    for at, atom in enumerate(scene.atoms):
        near = bands.get((numbers[atom.page], int(atom.box.y_mid // BAND_PT)), ())
        covering = [m for m in near if _covers(m.box, atom.box)]
        if covering:
            best = _choose(atom, covering)
            tags[at], items[at] = best.tag, best.item
            if best.tag == TAG["unit"] and atom.text[:1].isdigit():  # "24MAT" is one piece: the quantity counts
                tags[at] = TAG["quantity"]
    return tags, items


def _label(label: str, prefix: str) -> tuple[int, int] | None:
    if prefix and label.startswith(prefix):
        label = label[len(prefix) :]
    parts = label.split(".")
    if parts[0] == "lines" and len(parts) >= 3 and parts[1].isdigit():
        name = "label" if parts[-1] == "label" else parts[2]
        return TAG.get(name, TAG["other"]), int(parts[1])
    if parts[0] == "columns":
        return TAG["heading"], -1
    return (TAG["none"], -1) if parts[0] == "row" else None


def _covers(mark: Box, atom: Box) -> bool:
    across = min(mark.x1, atom.x1) - max(mark.x0, atom.x0)
    down = min(mark.bottom, atom.bottom) - max(mark.top, atom.top)
    width, height = max(atom.width, 0.5), max(min(atom.height, mark.height), 0.5)
    return across >= INSIDE * width and down >= LINE_HEIGHT_SHARE * height


def _choose(atom: Atom, covering: Sequence[_Label]) -> _Label:
    """The mark that fits the atom best; where one glued word carries several marks, the one its type allows."""
    if len(covering) == 1:
        return covering[0]
    number = atom.typed.value is not None

    def fit(mark: _Label) -> tuple[float, float]:
        numeric = mark.tag in (
            TAG["quantity"], TAG["unit_price"], TAG["amount"], TAG["price_basis"], TAG["discount_percent"]
        )  # fmt: skip
        worded = mark.tag in (TAG["unit"], TAG["label"])
        right = (numeric and number) or (worded and not number)
        wrong = (numeric and not number) or (worded and number)
        return (float(right) - float(wrong), -abs(mark.box.width - atom.box.width))

    return max(covering, key=fit)


def row_classes(scene: Scene, tags: Ints, items: Ints) -> Ints:
    """What each row is to its item: the anchor is the first row with the item's quantity."""
    classes = np.full(len(scene.rows), NONE, np.int64)
    owner: dict[int, int] = {}
    anchor: dict[int, int] = {}
    for at, atom in enumerate(scene.atoms):
        item = int(items[at])
        if item < 0:
            continue
        owner.setdefault(atom.line, item)
        if tags[at] == TAG["quantity"] and item not in anchor:
            anchor[item] = atom.line
    for row, item in owner.items():
        if item not in anchor:
            continue
        first = anchor[item]
        classes[row] = ANCHOR if row == first else ABOVE if row > first else BELOW
    for item, row in anchor.items():
        if owner[row] == item:
            classes[row] = ANCHOR
    return classes


# ---------------------------------------------------------------- sources
class Placed(NamedTuple):
    """A mark in the form that all sources are brought to."""

    page: int
    box: Box
    label: str


def sketched(seed: int, worlds: int, count: int) -> Iterator[Sample]:
    """Samples of sketched tables from several worlds; some of them read as if by OCR."""
    rng = Random(seed)
    for number in range(worlds):
        trade = world(seed + number)
        known = Gazetteer.build(trade.master)
        for at, sketch in enumerate(sketches(seed + number, trade, count)):
            name, family = f"sketch-{number}-{at}", sketch.family
            pages = noisy(sketch.pages, rng) if rng.random() < NOISY else sketch.pages
            scene = _scene(pages, known, sketch.language)
            yield labelled(scene, sketch.marks, "", sketch.truth, family, "pdf", name, known)


def rendered(seed: int, count: int, limits: Limits, families: Collection[str] = ()) -> Iterator[Sample]:
    """Samples of generated PDFs, read by the reader that production uses."""
    rng = Random(seed)
    known: dict[int, Gazetteer] = {}
    for document in generate(seed, count, families):
        if id(document.master) not in known:
            known[id(document.master)] = Gazetteer.build(document.master)
        gazetteer = known[id(document.master)]
        pages = read(Part(document.name, document.data), limits).pages
        if rng.random() < NOISY:
            pages = noisy(pages, rng)
        for number, order in enumerate(document.truth["orders"]):
            mine = tuple(p for p in pages if p.number in order["pages"])
            marks = [Placed(m.page, m.box, _role(m.role)) for m in document.marks if m.order == number]
            scene = _scene(mine, gazetteer, document.language)
            yield labelled(scene, marks, "", order, document.family, "pdf", document.name, gazetteer)


def _role(role: str) -> str:
    head, _, rest = role.partition(".")
    return {"line": f"lines.{rest}", "line_header": f"columns.{rest}"}.get(head, role)


def formatted(seed: int, worlds: int, count: int) -> Iterator[Sample]:
    """Samples of spreadsheets and mail bodies."""
    for number in range(worlds):
        rng = Random(seed + number)
        trade = world(seed + number)
        known = Gazetteer.build(trade.master)
        for at in range(count):
            mail = rng.random() < MAILS
            document = (mail_document if mail else sheet_document)(rng, trade, f"format-{number}-{at}")
            orders: dict[frozenset[int], list[int]] = {}
            for k in range(max(len(document.truth["orders"]), 1)):
                where = frozenset(m.page for m in document.marks if m.order == k and m.line >= 0)
                orders.setdefault(where, []).append(k)
            for where, together in orders.items():
                mine = tuple(p for p in document.pages if p.number in where) or document.pages
                yield _formatted(document, mine, together, known, "email" if mail else "spreadsheet")


def _formatted(
    document: FormatDocument, pages: Sequence[Page], together: Sequence[int], known: Gazetteer, kind: str
) -> Sample:
    """One sample of a sheet or mail; orders that share a page are one sample with all their lines."""
    lines: list[dict[str, Any]] = []
    marks = []
    for k in together:
        mine = [m for m in document.marks if m.order == k]
        offset = len(lines)
        if any(m.line >= 0 for m in mine):  # else the order is in an attachment
            lines += [dict(line) for line in document.truth["orders"][k]["lines"]]
        for m in mine:
            label = _format_label(m.field, m.label, m.line, offset)
            if m.line >= 0 and not m.field and LIST_NUMBER.match(m.text):  # a printed list number is a line number
                label = f"lines.{m.line + offset}.line_no"
                lines[m.line + offset].setdefault("line_no", m.text.strip(".)"))
            marks.append(Placed(m.page, m.box, label))
    scene = _scene(pages, known, document.truth["language"])
    # The few families of mails and sheets are wide: each is split, so that every fold has seen some of it.
    family = f"{document.family}-{len(pages[0].words) % 3 if pages else 0}"
    return labelled(scene, marks, "", {"lines": lines}, family, kind, document.name, known)


def _format_label(field: str, label: str, line: int, offset: int) -> str:
    if line >= 0:
        return f"lines.{line + offset}.{field or 'label'}"
    return f"columns.{label}" if label in HEADINGS else "row.other"


def _scene(pages: Sequence[Page], known: Gazetteer, language: str) -> Scene:
    style, order = number_style(pages, language), date_order(pages, language)
    return scene_of(pages, AtomContext(style, known, language, order, ANCHOR_DAY))


def labelled(
    scene: Scene,
    marks: Iterable[MarkLike],
    prefix: str,
    truth: dict[str, Any],
    family: str,
    kind: str,
    name: str,
    known: Any,
) -> Sample:
    """A sample with the tags that its marks give; what stands unmarked in an item's row is "other"."""
    tags, items = labels_of(scene, marks, prefix)
    owner: dict[int, int] = {}
    for at, atom in enumerate(scene.atoms):
        if items[at] >= 0:
            owner.setdefault(atom.line, int(items[at]))
    for at, atom in enumerate(scene.atoms):
        if items[at] < 0 and tags[at] == TAG["none"] and atom.line in owner:
            tags[at], items[at] = TAG["other"], owner[atom.line]
    return Sample(family, kind, scene, tags, items, row_classes(scene, tags, items), truth, name, known)
