"""The confidence in whole orders, from an inbox read, extracted, matched and checked as in the service.

    python -m learning.train_orders_documents [--documents 1500] [--readings FILE …] [--trained DIR]

Runs after extraction and matching are trained, and replaces the order confidence in the trained matching file. With
--readings the inbox is not drawn and read anew (see `train_orders_inbox`).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

from extraction.scoring import ExtractionModels
from learning import artifacts
from learning.brain import Brain
from learning.calibration import coverage
from learning.train_matching import FEATURE_MODULES
from learning.train_orders import Outcomes, held_out, train_orders
from learning.train_orders_inbox import NOISY, Read, inbox, kept
from learning.train_orders_outcomes import Outcome, outcomes
from matching.confidence import BORNE_OUT, SEGMENTS, segment_of
from matching.defaults import hand_set_models
from matching.ranking import MatchingModels

MAX_ERROR = 0.01  # of the orders that skip review


def brain_without_order(folder: Path) -> Brain:
    """The trained files, with the order confidence as set by hand: its features may be newer than the file."""
    matching = MatchingModels.from_payload(artifacts.load("matching", folder, stale=True))
    extraction = ExtractionModels.from_payloads(
        header=artifacts.load("header", folder), lines=artifacts.load("lines", folder)
    )
    calibrations = {k: v for k, v in matching.calibrations.items() if not k.startswith(("order", BORNE_OUT))}
    return Brain(extraction, replace(matching, order=hand_set_models().order, calibrations=calibrations))


def table(seen: Sequence[Outcome]) -> Outcomes:
    """The outcomes as arrays."""
    return Outcomes.of(
        [o.row for o in seen],
        [o.right for o in seen],
        [o.family for o in seen],
        [NOISY if o.kind == NOISY else segment_of(o.matched.order.kind) for o in seen],
    )


def figures_of(models: MatchingModels, seen: Sequence[Outcome]) -> dict[str, Any]:
    """By segment, on families held out: orders, share right, share let through at MAX_ERROR, and wrong among these."""
    outcome = table(seen)
    measured = np.array([models.calibrated("order", float(p)) for p in held_out(outcome)])
    figures: dict[str, Any] = {}
    for segment in SEGMENTS:
        own = np.array([s == segment for s in outcome.segment], dtype=bool)
        sure = [models.calibrated(f"{BORNE_OUT}/{segment}", float(c)) for c in measured[own]]
        share, wrong = coverage(sure, outcome.right[own].tolist(), 1 - MAX_ERROR)
        right = float(outcome.right[own].mean()) if own.any() else 0.0
        figures[segment] = {"orders": int(own.sum()), "right": right, "let through": share, "wrong": wrong}
    return figures


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=1500)
    parser.add_argument("--readings", type=Path, nargs="+", default=[])
    parser.add_argument("--trained", type=Path, default=artifacts.TRAINED)
    chosen = parser.parse_args(arguments)
    brain = brain_without_order(chosen.trained)
    files: Iterator[Read] = chain.from_iterable(map(kept, chosen.readings))
    seen = list(outcomes(files if chosen.readings else inbox(chosen.documents), brain))
    models = train_orders(brain.matching, table(seen))
    figures = figures_of(models, seen)
    for segment, f in figures.items():
        print(f"{segment:8} {f['orders']:5} orders, {f['right']:.3f} right; let through {f['let through']:.3f}, "
              f"wrong {f['wrong']:.4f}")  # fmt: skip
    card = artifacts.card("matching", chosen.trained)["figures"]
    artifacts.save("matching", models.payload(), FEATURE_MODULES, {**card, "orders": figures}, chosen.trained)


if __name__ == "__main__":
    main()
