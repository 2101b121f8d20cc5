"""The second blind set's drawn PDFs: which drawing, and what its order is asked for."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any

from benchmarks.strangers.blind.content import Blind, draw
from benchmarks.strangers.blind.pages import Printout, printout, style_of
from benchmarks.strangers.blind2.engines import adempiere_fr, dolibarr_it, metasfresh_de, metasfresh_fr, openbravo_es
from benchmarks.strangers.blind2.paper import Paper
from benchmarks.strangers.blind2.printers import box_plant_us, host_de
from benchmarks.strangers.blind2.world import WORLD
from models.master import MasterData

Drawing = Callable[[Blind, Paper], None]
CH = {"dates": "%d.%m.%Y", "numbers": "ch", "countries": ["CH"], "tax": 0.081, "own": True, "lines": [16, 27]}
DRAWINGS: tuple[tuple[Drawing, dict[str, Any]], ...] = (
    (metasfresh_de, CH | {"language": "de", "speaks": ["de"], "units": "ch", "po": ["{0:06d}"], "step": 10}),
    (metasfresh_fr, CH | {"language": "fr", "speaks": ["fr"], "units": "ch_fr", "po": ["8{0:05d}"], "packs": True}),
    (
        dolibarr_it,
        {"language": "it", "numbers": "fr", "dates": "%d/%m/%Y", "units": "it", "countries": ["IT"], "tax": 0.22}
        | {"po": ["CF26{1}-{0:04d}"], "lines": [3, 14], "discount": True, "discount_decimals": 0},
    ),
    (
        openbravo_es,
        {"language": "es", "numbers": "es", "dates": "%d-%m-%Y", "units": "es_u", "countries": ["ES"], "tax": 0.21}
        | {"po": ["100{0:04d}"], "lines": [3, 22], "step": 10, "packs": True},
    ),
    (
        adempiere_fr,
        {"language": "fr", "numbers": "fr", "dates": "%d/%m/%Y", "units": "fr_uc", "countries": ["FR"], "tax": 0.2}
        | {"po": ["80{0:04d}", "CA{0:05d}"], "lines": [3, 12], "step": 10, "qd": 2},
    ),
    (
        box_plant_us,
        {"language": "en", "numbers": "en", "dates": "%m/%d/%y", "units": "us", "countries": ["US"], "own": True}
        | {"po": ["{0:05d}"], "lines": [3, 12], "delivery": ["Destination", "Origin"]},
    ),
    (
        host_de,
        {"language": "de", "numbers": "de", "dates": "%d.%m.%y", "units": "de_code", "countries": ["DE"], "own": True}
        | {"po": ["{0:05d}.{1}", "E {0:05d}"], "lines": [3, 16], "numbered": "{:03d}", "delivery": ["frei Werk"]},
    ),
)


def drawn(master: MasterData, copies: int, seed: int, only: str = "") -> Iterator[Printout]:
    """Every drawing `copies` times, each with an order of its own; the same seed draws the same bytes."""
    for draw_order, options in DRAWINGS:
        layout = draw_order.__name__
        if only not in layout:
            continue
        for number in range(copies):
            wants = options | {"world": WORLD}
            content = draw(master, random.Random(f"{seed}:{layout}:{number}"), style_of(wants), wants)
            paper = Paper()
            draw_order(content, paper)
            yield printout(f"{layout}_{number}.pdf", layout, content, paper.finished())
