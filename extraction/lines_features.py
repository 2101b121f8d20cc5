"""Numbers that describe each atom to the role model, and each row to the row model. No decision is taken here."""

from __future__ import annotations

from collections.abc import Sequence
from math import log10

import numpy as np
import numpy.typing as npt

from extraction.columns import NOTHING, exact_roles
from extraction.lines_atoms import Atom, Row
from extraction.lines_repeats import repeats
from extraction.lines_scene import FAR, RowPlace, Scene, is_label_word, over_and_aligned
from extraction.lines_vertical import vertical

Floats = npt.NDArray[np.float32]
Flags = tuple[float, ...]

ALIGN_EM = 0.4
MARKS: dict[str, int] = {
    "x": 0, "×": 0, "*": 0, "fois": 0, "mal": 0,
    "à": 1, "a": 1, "@": 1, "zu": 1, "at": 1, "je": 1, "each": 1, "cad": 1, "cadauno": 1, "cada": 1, "al": 1,
    "per": 2, "par": 2, "pro": 2, "/": 2, "por": 2, "ogni": 2, "le": 2, "la": 2, "pour": 2,
    "=": 3, ":": 4, "-": 5, "–": 5, "|": 6, "•": 7, "·": 7, "#": 8, "(": 9, "of": 10, "de": 10, "von": 10, "van": 10,
    "di": 10, "d": 10,
}  # fmt: skip
MARK_COUNT = 11
NO_MARK: Flags = (0.0,) * MARK_COUNT
MARK_FLAGS: dict[str, Flags] = {key: tuple(float(i == at) for i in range(MARK_COUNT)) for key, at in MARKS.items()}
STEPS = (1.0, 10.0, 5.0, 100.0, 2.0, 20.0, 1000.0)


def flags(atom: Atom) -> Flags:
    """The types of an atom by itself, as neighbours see it."""
    t = atom.typed
    number = t.value is not None
    return (
        float(number),
        float(number and t.decimals == 0),
        float(number and t.decimals == 2),
        float(number and t.decimals > 2),
        float(t.unit),
        float(t.money),
        float(t.percent),
        float(bool(atom.dates)),
        float(t.sku or t.gtin),
        float(t.buyer_code),
        float(t.digits > 0 and not number),
        float(t.letters > 0 and t.digits == 0),
        float(atom.text.endswith(":")),
    )


NO_FLAGS = (0.0,) * 13


def _mark(key: str) -> Flags:
    return MARK_FLAGS.get(key, NO_MARK)


def _own(atom: Atom, size: float, own: Flags) -> list[float]:
    t = atom.typed
    text = atom.text
    word = atom.words[0]
    roles = exact_roles(t.key, "") if t.letters else NOTHING
    return [
        *own,
        float(t.gtin),
        float(t.sku),
        log10(1.0 + abs(t.number)) if t.value is not None else -0.5,
        float(t.number < 0),
        min(t.digits, 15) / 5,
        min(t.letters, 20) / 5,
        min(len(text), 25) / 10,
        float(text.isupper() and t.letters > 1),
        float(text[:1] == "0" and t.digits > 1),
        float(t.digits > 0 and t.letters > 0),
        sum(not c.isalnum() for c in text) / 3,
        float(text[-1:] in (",", ";")),
        float(text[:1] == "(" or text[-1:] == ")"),
        float(word.bold),
        min(atom.em / size, 3.0),
        word.confidence,
        float(atom.struck),
        float(atom.glued),
        float(any(roles)),
        float(t.letters > 0 and is_label_word(t.key)),
        float(t.number in (10.0, 100.0, 1000.0)),
        float(t.value is not None and 0 < t.number <= 100),
        *_mark(text.lower()),
    ]


def _near(row: Row, at: int, known: Sequence[Flags]) -> list[float]:
    """The two neighbours on each side, with the gaps; a segment's border counts as a gap."""
    made: list[float] = []
    atom = row.atoms[at]
    count = len(row.atoms)
    for step in (-1, 1):
        beside, beyond = at + step, at + 2 * step
        if 0 <= beside < count:
            other = row.atoms[beside]
            gap = (other.box.x0 - atom.box.x1) if step > 0 else (atom.box.x0 - other.box.x1)
            made.extend(known[beside])
            made.append(min(gap / atom.em, FAR) / 10)
            made.append(float(other.segment == atom.segment))
            made.extend(_mark(other.text.lower().rstrip(":") or ":"))
        else:
            made.extend(NO_FLAGS)
            made.append(FAR / 10)
            made.append(0.0)
            made.extend(NO_MARK)
        made.extend(known[beyond] if 0 <= beyond < count else NO_FLAGS)
    return made


def _row_traits(row: Row) -> tuple[float, float, float]:
    typed = [a.typed for a in row.atoms]
    return (
        float(any(t.sku or t.gtin for t in typed)),
        float(any(t.unit for t in typed)),
        float(sum(t.decimals >= 2 for t in typed)) / 3,
    )


def _in_row(
    row: Row,
    at: int,
    ranks: Sequence[int],
    place: RowPlace,
    traits: tuple[float, float, float],
    wide: float,
    page_y: float,
) -> list[float]:
    atom = row.atoms[at]
    segment = row.segments[atom.segment]
    return [
        min(atom.place, 9) / 5,
        min(len(segment) - 1 - atom.place, 9) / 5,
        min(atom.segment, 9) / 5,
        min(len(row.segments) - 1 - atom.segment, 9) / 5,
        ranks[at] / 4 if ranks[at] >= 0 else -0.5,
        (place.numbers - 1 - ranks[at]) / 4 if ranks[at] >= 0 else -0.5,
        min(place.numbers, 12) / 6,
        min(len(row.atoms), 30) / 15,
        *traits,
        atom.box.x0 / wide,
        atom.box.x1 / wide,
        page_y,
    ]


def _row_place(place: RowPlace) -> list[float]:
    header = place.header
    return [
        min(place.gap_above, 4.0) / 2,
        min(place.gap_below, 4.0) / 2,
        float(place.rule_above),
        float(place.rule_below),
        *place.kinds_start,
        *place.kinds_inside,
        float(place.is_header),
        float(header is not None),
        header.score / 5 if header else 0.0,
        len(header.headings) / 8 if header else 0.0,
    ]


def _headed(atom: Atom, row: Row, place: RowPlace, label: tuple[Sequence[float], int]) -> list[float]:
    over, over_far, aligned, aligned_far = over_and_aligned(atom, place.header)
    below = min(row.at - place.header.last_row, 60) / 20 if place.header else -1.0
    return [
        *(over.roles if over else NOTHING),
        *(aligned.roles if aligned else NOTHING),
        min(over_far, FAR) / 10,
        min(aligned_far, FAR) / 10,
        below,
        *label[0],
        label[1] / 3,
    ]


def _sequence(scene: Scene) -> list[float]:
    """1 where a row's first integer continues the regular steps of those above and below it at the same place."""
    leads: list[tuple[int, Atom]] = []
    offset = 0
    for row in scene.rows:
        for i, atom in enumerate(row.atoms[:3]):
            whole = atom.typed.decimals == 0 or (i == 0 and atom.typed.number % 1 == 0)  # "1.000", "2.000"
            if atom.typed.value is not None and whole and not atom.dates:
                leads.append((offset + i, atom))
                break
        offset += len(row.atoms)
    made = [0.0] * len(scene.atoms)
    steps: list[float] = [0.0] * (len(leads) + 1)
    for k in range(1, len(leads)):
        a, b = leads[k - 1][1], leads[k][1]
        aligned = min(abs(a.box.x0 - b.box.x0), abs(a.box.x1 - b.box.x1)) < ALIGN_EM * max(a.em, b.em)
        steps[k] = b.typed.number - a.typed.number if aligned else 0.0
    for k, (at, _) in enumerate(leads):
        before, after = steps[k], steps[k + 1]
        if before == after and before in STEPS:
            made[at] = 1.0
        elif before in STEPS or after in STEPS:
            made[at] = 0.6
    return made


def _columns(scene: Scene, known: Sequence[Flags]) -> Floats:
    """What stands in other rows at the same left edge, right edge and middle: counts and shares of types."""
    count = len(scene.atoms)
    own = np.array([(*flags(a), *p) for a, p in zip(scene.atoms, scene.parts, strict=True)], dtype=np.float64).reshape(
        count, len(NO_FLAGS) + 5
    )
    boxes = np.array([(a.box.x0, a.box.x1, (a.box.x0 + a.box.x1) / 2, a.em) for a in scene.atoms]).reshape(count, 4)
    weight = np.array([float(scene.places[a.line].numbers > 0) for a in scene.atoms])
    weighed = np.hstack((weight[:, None], own * weight[:, None]))
    lines = max(sum(p.numbers > 1 for p in scene.places), 1)
    made = []
    for edge in (0, 1, 2):
        order = np.argsort(boxes[:, edge], kind="stable")
        keys = boxes[order, edge]
        low = np.searchsorted(keys, boxes[:, edge] - ALIGN_EM * boxes[:, 3], "left")
        high = np.searchsorted(keys, boxes[:, edge] + ALIGN_EM * boxes[:, 3], "right")
        sums = np.vstack((np.zeros(weighed.shape[1]), np.cumsum(weighed[order], 0)))
        total = sums[high] - sums[low] - weighed
        made.append(np.minimum(total[:, :1] / lines, 2.0))
        made.append(np.minimum(np.log1p(total[:, :1]) / 3, 1.5))
        if edge < 2:
            made.append(total[:, 1:] / np.maximum(total[:, :1], 1.0))
    return np.hstack(made).astype(np.float32)


def atom_features(scene: Scene) -> Floats:
    """One row per atom of the scene."""
    sizes = sorted(a.em for a in scene.atoms)
    size = sizes[len(sizes) // 2] if sizes else 10.0
    steps = _sequence(scene)
    known = [flags(a) for a in scene.atoms]
    around_it = vertical(scene, known)
    again = repeats(scene)
    made: list[list[float]] = []
    at = 0
    for row, place in zip(scene.rows, scene.places, strict=True):
        page = scene.pages[row.page]
        wide, page_y = max(page.width, 1.0), row.box.y_mid / max(page.height, 1.0)
        around = _row_place(place)
        mine = known[at : at + len(row.atoms)]
        traits = _row_traits(row)
        rank, ranks = 0, []
        for atom in row.atoms:
            ranks.append(rank if atom.typed.value is not None else -1)
            rank += atom.typed.value is not None
        for i, atom in enumerate(row.atoms):
            made.append(
                [
                    *_own(atom, size, mine[i]),
                    *_near(row, i, mine),
                    *_in_row(row, i, ranks, place, traits, wide, page_y),
                    *around,
                    *_headed(atom, row, place, scene.labels[at]),
                    steps[at],
                    *scene.parts[at],
                    *around_it[at],
                    *again[at],
                ]
            )
            at += 1
    if not made:
        return np.zeros((0, 0), np.float32)
    return np.hstack((np.array(made, dtype=np.float32), _columns(scene, known)))
