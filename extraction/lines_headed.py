"""What a column's heading says no cell below it can be: an amount is no unit price, a tax code no description.

The taggers weigh headings among much else; where they go against a plain one, and no sum bears them out, it is right.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

import numpy as np
import numpy.typing as npt

from extraction.columns import ROLES, Vector
from extraction.lines_models import TAG
from extraction.lines_scene import Scene, over_and_aligned
from extraction.lines_words import Scored

Floats = npt.NDArray[np.float32]

PRICE, AMOUNT, OTHER, NAME = (ROLES.index(r) for r in ("unit_price", "amount", "other", "description"))
BORNE_OUT = 0.5  # how surely a number's sums make it a price, whatever stands over it
NAMED = 0.7
HARDLY = 0.3
SAME_EDGE_PT = 1.5
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
        over, far, _, _ = over_and_aligned(atom, scene.places[atom.line].header)
        if over is None or far > 0 or not _names_amount(over.text, over.roles):
            continue
        if made is tags:
            made = tags.copy()
        gross = _GROSS.search(over.text) is not None and over.roles[AMOUNT] < NAMED
        made[at, TAG["unit_price"]] = 0.0
        made[at, TAG["other" if gross else "amount"]] += price
    return made


def _names_amount(text: str, roles: Vector) -> bool:
    if roles[PRICE] >= HARDLY or _EACH.search(text):
        return False
    return roles[AMOUNT] >= NAMED or _AMOUNT.search(text) is not None


def of_its_column(scene: Scene, words: Sequence[Scored]) -> list[Scored]:
    """The words of a description without those that begin exactly where a column of something else begins.

    A narrow gap makes "BTW te vorderen" below "Belastingen" go on the name before it.
    """
    kept: list[Scored] = []
    for _, group in groupby(words, key=lambda s: (s.atom.line, s.atom.segment)):
        run = list(group)
        cut = next((k for k, one in enumerate(run) if _begins_another(scene, one, words)), len(run))
        kept.extend(run[:cut])
    return kept if kept else list(words)


def _begins_another(scene: Scene, one: Scored, words: Sequence[Scored]) -> bool:
    header = scene.places[one.atom.line].header
    left = min(s.atom.box.x0 for s in words)
    if header is None or one.atom.box.x0 <= left + SAME_EDGE_PT:
        return False
    return any(
        heading.roles[OTHER] >= NAMED
        and heading.roles[NAME] < HARDLY
        and abs(heading.x0 - one.atom.box.x0) <= SAME_EDGE_PT
        for heading in header.headings
    )
