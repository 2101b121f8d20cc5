"""What a column's heading says no cell below it can be: an amount is no unit price, a tax code no description.

The taggers weigh headings among much else; where they go against a plain one, and no sum bears them out, it is right.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

import numpy as np
import numpy.typing as npt

from extraction.columns import NOTHING, ROLES, Vector, heading_roles
from extraction.lines_atoms import Atom
from extraction.lines_models import TAG
from extraction.lines_scene import Scene, over_and_aligned
from extraction.lines_words import Scored

Floats = npt.NDArray[np.float32]

PRICE, AMOUNT, OTHER, NAME = (ROLES.index(r) for r in ("unit_price", "amount", "other", "description"))
BORNE_OUT = 0.5  # how surely a number's sums make it a price, whatever stands over it
NAMED = 0.7
HARDLY = 0.3
SAME_EDGE_PT = 1.5
ROWS_AROUND = 2
LEAST_GAP_EM = 0.6  # wider than a blank between two words
_AMOUNT = re.compile(r"betrag|amount|montant|importe|importo|bedrag|\btotal|totaal|\bsumme|gesamt|\bttc\b|\bvalore\b")
_EACH = re.compile(
    r"unit|einzel|stuck|\bst\b|einheit|\bpro\b|\bje\b|\bper\b|each|stuk|eenh|\bpu\b|preis|price|prix|precio|prezzo|prijs|rate|cost"
)
_GROSS = re.compile(r"brutto|gross|\bttc\b|ivato|lordo|bruto|\binc[l ]|incluido|compris|mit mwst|tvac")


def as_headed(scene: Scene, tags: Floats) -> Floats:
    """The probabilities of atoms' tags, those of prices that stand below an amount's heading taken for amounts."""
    made = tags
    for at, (atom, part) in enumerate(zip(scene.atoms, scene.parts, strict=True)):
        price = float(tags[at, TAG["unit_price"]])
        if price < HARDLY or part.price >= BORNE_OUT or atom.typed.value is None:
            continue
        text, roles = _heading(scene, atom)
        if not _names_amount(text, roles):
            continue
        if made is tags:
            made = tags.copy()
        gross = _GROSS.search(text) is not None and roles[AMOUNT] < NAMED
        made[at, TAG["unit_price"]] = 0.0
        made[at, TAG["other" if gross else "amount"]] += price
    return made


def _heading(scene: Scene, atom: Atom) -> tuple[str, Vector]:
    """The words over a number, and the roles they name: of the header, else of a row close above or below it.

    Items of two rows have headings of two rows, the second perhaps apart from the first and of few words.
    """
    header = scene.places[atom.line].header
    over, far, _, _ = over_and_aligned(atom, header)
    if over is not None and far <= 0:
        around = [h for h in header.headings if h.x0 < atom.box.x1 and h.x1 > atom.box.x0] if header else []
        if any(h.roles[PRICE] >= HARDLY for h in around):  # "VALOR" over "UNITARIO", read as two
            return "", NOTHING
        return over.text, over.roles
    if header is None:
        return "", NOTHING
    near = range(max(header.first_row - ROWS_AROUND, 0), min(header.last_row + ROWS_AROUND + 1, atom.line))
    found = [
        segment
        for at in near
        if scene.rows[at].page == header.page and not scene.places[at].numbers
        for segment in scene.rows[at].segments
        if segment[0].box.x0 < atom.box.x1 and segment[-1].box.x1 > atom.box.x0
    ]
    text = " ".join(a.typed.key for segment in found for a in segment)
    return text, heading_roles(text, scene.language) if text else NOTHING


def _names_amount(text: str, roles: Vector) -> bool:
    if roles[PRICE] >= HARDLY or _EACH.search(text):
        return False
    return roles[AMOUNT] >= NAMED or _AMOUNT.search(text) is not None


def of_its_column(scene: Scene, words: Sequence[Scored]) -> list[Scored]:
    """The words of a description without those, behind a gap, that begin exactly where another column begins.

    A narrow gap makes "BTW te vorderen" below "Belastingen" go on the name before it; and the second row of a tax's
    cell, "Vorsteuer" below "19%", stands in one line with the second row of the name.
    """
    kept: list[Scored] = []
    for _, group in groupby(words, key=lambda s: s.atom.line):
        row = list(group)
        cut = next((k for k in range(1, len(row)) if _begins_another(scene, row[k - 1], row[k])), len(row))
        kept.extend(one for one in row[:cut] if not _beyond_a_column(scene, one))
    return kept


def _beyond_a_column(scene: Scene, one: Scored) -> bool:
    """Whether a word stands below a heading that is no name's, with a whole column between it and the names."""
    header = scene.places[one.atom.line].header
    if header is None:
        return False
    over, far, _, _ = over_and_aligned(one.atom, header)
    if over is None or far > 0 or over.roles[OTHER] < NAMED or over.roles[NAME] >= HARDLY:
        return False
    names = [h for h in header.headings if h.roles[NAME] >= NAMED]
    return bool(names) and any(
        max(n.x1 for n in names) < h.x0 and h.x1 < one.atom.box.x0 and max(h.roles[PRICE], h.roles[AMOUNT]) >= NAMED
        for h in header.headings
    )


def _begins_another(scene: Scene, before: Scored, one: Scored) -> bool:
    header = scene.places[one.atom.line].header
    if header is None or one.atom.box.x0 - before.atom.box.x1 < LEAST_GAP_EM * one.atom.em:
        return False
    return any(
        heading.roles[OTHER] >= NAMED
        and heading.roles[NAME] < HARDLY
        and abs(heading.x0 - one.atom.box.x0) <= SAME_EDGE_PT
        for heading in header.headings
    )
