"""The nightly refit: matching learnt anew with an installation's confirmed orders among the invented ones. Pure.

What single corrections teach is remembered at once (`memory`); this moves the models behind it: which comparison weighs
how much among these items, and how sure a score is here. The refit is judged on the latest orders, which it never saw,
by the side of the models in use. The confidence in whole orders stays: only doubtful orders are confirmed by agents, so
these would teach that all orders are doubtful.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from learning.calibration import calibrate
from learning.memory import Confirmed, remember
from learning.synth.world import SMALL
from learning.train_matching import ITEM_SIGNS, Plan, stages, trees
from learning.train_matching_cases import Case
from learning.train_matching_figures import outcomes, tally
from learning.train_matching_rows import Rows, decision_rows, item_rows
from matching.index import MasterIndex
from matching.item_features import PAIR_FEATURES
from matching.ranking import Calibration, MatchingModels
from models.knowledge import Knowledge, SenderClue

LEAST_ORDERS = 60  # fewer confirmed orders teach and prove nothing
LATER = 0.3  # of the orders, the latest, are kept for the verdict
LARGE = 50  # cases that a segment needs before it can speak against a refit
OWN_WEIGHT = 3  # a confirmed order counts as so many invented ones
OWN_CALIBRATION = 400  # outcomes from which on a calibration is this installation's own
INVENTED = Plan((SMALL,), (4, 3, 3, 0), 60)


@dataclass(frozen=True, slots=True)
class Refit:
    """The refitted models, whether they are to be used, why not (a code and its segment), and the figures of both."""

    models: MatchingModels
    better: bool
    reason: str
    figures: Mapping[str, Any]


def replayed(orders: Sequence[Confirmed], index: MasterIndex) -> list[Case]:
    """Each order with what was known before it came, so that no order is judged by what it taught itself."""
    known: dict[str, Knowledge] = {}
    clues: tuple[SenderClue, ...] = ()
    cases = []
    for one in sorted(orders, key=lambda o: o.at):
        customer, lines = one.confirmed.customer.best, one.confirmed.lines
        held = known.get(customer or "", Knowledge(customer or ""))
        skus = tuple(line.item.best for line in lines)
        stock = tuple(line.stock_quantity.value if line.stock_quantity else None for line in lines)
        cases.append(Case(one.confirmed.order, customer, one.confirmed.ship_to.best, skus, stock, held, clues))
        if customer is not None:
            learnt = remember(one.machine, one.confirmed, one.envelope, one.at, held, clues, index)
            known[customer], clues = learnt.knowledge, learnt.clues
    return cases


def refit(
    orders: Sequence[Confirmed], index: MasterIndex, models: MatchingModels, plan: Plan = INVENTED
) -> Refit | None:
    """Models fitted on the earlier orders and judged on the later; None when there are too few to tell."""
    cases = replayed(orders, index)
    if len(cases) < LEAST_ORDERS:
        return None
    cut = int(len(cases) * (1 - LATER))
    fitted = fit(cases[:cut], index, models, plan)
    return judge(cases[cut:], index, models, fitted)


def fit(own: Sequence[Case], index: MasterIndex, models: MatchingModels, plan: Plan) -> MatchingModels:
    """Item ranker, item decision and calibrations on invented orders and these, each on a third it alone sees."""
    pairs = [item_rows(s.cases, s.index, models) for s in stages(plan, 0)]
    pairs += [item_rows(own[0::3], index, models)] * OWN_WEIGHT
    found = replace(models, item_pair=trees(PAIR_FEATURES, pairs, ITEM_SIGNS, leaves=31, rounds=180))
    decisions: list[Rows] = [decision_rows(s.cases, s.index, found)["item"] for s in stages(plan, 1)]
    decisions += [decision_rows(own[1::3], index, found)["item"]] * OWN_WEIGHT
    kept = [rows for rows in decisions if len(rows.y)]
    names = models.item_decision.names
    found = replace(found, item_decision=trees(names, kept, {}, leaves=12, rounds=90, none_weight=0.4, outcomes=3))
    return replace(found, calibrations={**models.calibrations, **_calibrations(own[2::3], index, found, plan)})


def _calibrations(
    own: Sequence[Case], index: MasterIndex, models: MatchingModels, plan: Plan
) -> dict[str, Calibration]:
    raw = replace(models, calibrations={})
    ours = _outcomes([(own, index)], raw)
    theirs = _outcomes(((stage.cases, stage.index) for stage in stages(plan, 2)), raw)
    found = {}
    for name in sorted(ours | theirs):
        cases = ours.get(name, [])
        if len(cases) < OWN_CALIBRATION:
            cases = cases * OWN_WEIGHT + theirs.get(name, [])
        found[name] = calibrate([p for p, _ in cases], [right for _, right in cases])
    return found


def _outcomes(
    parts: Iterable[tuple[Sequence[Case], MasterIndex]], models: MatchingModels
) -> dict[str, list[tuple[float, bool]]]:
    seen: dict[str, list[tuple[float, bool]]] = {}
    for cases, index in parts:
        for name, p, right in outcomes(cases, index, models):
            seen.setdefault(name, []).append((p, right))
    return seen


def judge(later: Sequence[Case], index: MasterIndex, models: MatchingModels, fitted: MatchingModels) -> Refit:
    """Both on the later orders: better as a whole, and in no large segment worse."""
    before, after = tally(later, index, models), tally(later, index, fitted)
    figures = {name: _figures(before[name], after.get(name, [])) for name in sorted(before)}
    worse = [n for n, f in figures.items() if f["n"] >= LARGE and f["right_after"] < f["right_before"]]
    if worse:
        return Refit(fitted, False, f"worse: {worse[0]}", figures)
    whole = figures.get("item all")
    gained = whole is not None and (whole["right_after"], -whole["loss_after"]) > (
        whole["right_before"], -whole["loss_before"],
    )  # fmt: skip
    return Refit(fitted, gained, "" if gained else "no better", figures)


def _figures(before: Sequence[tuple[float, bool, bool]], after: Sequence[tuple[float, bool, bool]]) -> dict[str, Any]:
    return {
        "n": len(before),
        "right_before": sum(right for _, right, _ in before),
        "right_after": sum(right for _, right, _ in after),
        "loss_before": _loss(before),
        "loss_after": _loss(after),
    }


def _loss(rows: Sequence[tuple[float, bool, bool]]) -> float:
    """Brier's: the mean squared distance of what was claimed from what was."""
    return round(float(np.mean([(c - right) ** 2 for c, right, _ in rows])), 6) if rows else 0.0


__all__ = ["Refit", "fit", "judge", "refit", "replayed"]
