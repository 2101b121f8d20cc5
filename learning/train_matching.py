"""Trains the matching on synthetic worlds (pairs, decisions, calibrations), saves it, prints figures by segment."""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from learning import artifacts
from learning.calibration import calibrate
from learning.synth.world import MEDIUM, SMALL, Sizes, World, world
from learning.train_matching_cases import NOTHING_KNOWN, Case, cases
from learning.train_matching_figures import Judged, report
from learning.train_matching_rows import Rows, customer_rows, decision_rows, factor_rows, item_rows, ship_to_rows
from matching.customers import CUSTOMER_FEATURES
from matching.defaults import hand_set_models
from matching.factors import FACTOR_FEATURES
from matching.index import MasterIndex
from matching.item_features import PAIR_FEATURES
from matching.ranking import Calibration, MatchingModels, Matrix, Scorer
from matching.shiptos import SHIP_TO_FEATURES

FEATURE_MODULES = tuple(
    sorted(
        str(p.relative_to(artifacts.ROOT))
        for p in (artifacts.ROOT / "matching").iterdir()
        if p.suffix in (".py", ".toml")
    )
)
_HIDDEN_ITEMS = 0.04  # of the catalogue are taken out: their lines must be left open though near-duplicates remain
_HIDDEN_CUSTOMERS = 0.04
_HIDDEN_PLACES = 0.05
_NONE_WEIGHT = 0.4  # the generator draws more strangers than real orders hold


@dataclass(frozen=True, slots=True)
class Plan:
    """How many worlds of which size, and orders of each: pair models, decisions, calibration, figures."""

    sizes: tuple[Sizes, ...]
    worlds: tuple[int, int, int, int]
    orders: int


FAST = Plan((SMALL, MEDIUM), (3, 2, 2, 2), 60)
FULL = Plan((MEDIUM, SMALL, MEDIUM, SMALL), (12, 7, 6, 4), 110)


@dataclass(frozen=True, slots=True, eq=False)
class Stage:
    """A world to learn from: its index without the hidden items, and its orders."""

    world: World
    index: MasterIndex
    cases: tuple[Case, ...]


def stages(plan: Plan, part: int) -> Iterator[Stage]:
    """The worlds of one part of the plan; no seed is in two parts."""
    first = 1000 * (part + 1)
    for i in range(plan.worlds[part]):
        seed = first + i
        made = world(seed, plan.sizes[i % len(plan.sizes)])
        rng = Random(f"matching/{seed}")
        items = {item.sku for item in made.master.items if rng.random() < _HIDDEN_ITEMS}
        customers = {c.code for c in made.master.customers if rng.random() < _HIDDEN_CUSTOMERS}
        shipped = [a for a in made.master.addresses if a.kind == "ship_to"]
        places = {a.code for a in shipped if rng.random() < _HIDDEN_PLACES}
        known = replace(
            made.master,
            items=tuple(i for i in made.master.items if i.sku not in items),
            customers=tuple(c for c in made.master.customers if c.code not in customers),
            addresses=tuple(a for a in made.master.addresses if not (a.code in places or a.customer_code in customers)),
            cross_references=tuple(r for r in made.master.cross_references if r.customer_code not in customers),
        )
        drawn = tuple(_without(case, items, customers, places) for case in cases(rng, made, plan.orders))
        yield Stage(made, MasterIndex.build(known), drawn)


def _without(case: Case, items: set[str], customers: set[str], places: set[str]) -> Case:
    skus = tuple(None if sku in items else sku for sku in case.skus)
    stock = tuple(q if s else None for s, q in zip(skus, case.stock, strict=True))
    if case.customer not in customers:
        if case.ship_to not in places:
            return replace(case, skus=skus, stock=stock)
        clues = tuple(c for c in case.order.clues if c != ("address", case.ship_to))
        return replace(case, order=replace(case.order, clues=clues), ship_to=None, skus=skus, stock=stock)
    clues = tuple((k, t) for k, t in case.order.clues if k not in ("address", "customer_code", "customer_number"))
    senders = tuple(s for s in case.senders if s.customer_code != case.customer)
    order = replace(case.order, clues=clues)
    return Case(order, None, None, skus, stock, NOTHING_KNOWN, senders)


def train(plan: Plan, say: Any = print) -> tuple[MatchingModels, dict[str, Any]]:
    """All models, and the figures on worlds that no model has seen."""
    started = time.monotonic()
    models = hand_set_models()
    pairs: dict[str, list[Rows]] = {"item": [], "customer": [], "ship_to": [], "factor": []}
    for stage in stages(plan, 0):
        pairs["item"].append(item_rows(stage.cases, stage.index, models))
        pairs["customer"].append(customer_rows(stage.cases, stage.index))
        pairs["ship_to"].append(ship_to_rows(stage.cases, stage.index))
        pairs["factor"].append(factor_rows(stage.cases, stage.index))
    say(
        f"pairs drawn {time.monotonic() - started:.0f} s: "
        + ", ".join(f"{k} {sum(len(r.y) for r in v)}" for k, v in pairs.items())
    )
    models = replace(
        models,
        item_pair=trees(PAIR_FEATURES, pairs["item"], ITEM_SIGNS, leaves=31, rounds=180),
        customer_pair=linear(CUSTOMER_FEATURES, pairs["customer"]),
        ship_to_pair=trees(SHIP_TO_FEATURES, pairs["ship_to"], SHIP_TO_SIGNS, leaves=8, rounds=60),
        factor=trees(FACTOR_FEATURES, pairs["factor"], FACTOR_SIGNS, leaves=12, rounds=80),
        version="trained",
    )
    say(f"pair models {time.monotonic() - started:.0f} s")
    models = _decisions(plan, models)
    say(f"decisions {time.monotonic() - started:.0f} s")
    models = _calibrated(plan, models)
    say(f"calibration {time.monotonic() - started:.0f} s")
    figures = report(_for_figures(plan, models), models, say)
    say(f"all {time.monotonic() - started:.0f} s")
    return models, figures


def _for_figures(plan: Plan, models: MatchingModels) -> Iterator[Judged]:
    for stage in stages(plan, 3):
        yield Judged(stage.cases, stage.index)


def _decisions(plan: Plan, models: MatchingModels) -> MatchingModels:
    """Decision models learn from worlds that the pair models have not seen: there the scores are as they will be."""
    found: dict[str, list[Rows]] = {"item": [], "customer": [], "ship_to": []}
    for stage in stages(plan, 1):
        for name, rows in decision_rows(stage.cases, stage.index, models).items():
            found[name].append(rows)
    return replace(
        models,
        item_decision=trees(
            models.item_decision.names, found["item"], {}, leaves=12, rounds=90, none_weight=_NONE_WEIGHT, outcomes=3
        ),
        customer_decision=trees(models.customer_decision.names, found["customer"], {}, leaves=6, rounds=40, outcomes=3),
        ship_to_decision=trees(models.ship_to_decision.names, found["ship_to"], {}, leaves=8, rounds=50, outcomes=3),
    )


def _calibrated(plan: Plan, models: MatchingModels) -> MatchingModels:
    from learning.train_matching_figures import outcomes

    seen: dict[str, tuple[list[float], list[bool]]] = {}
    for stage in stages(plan, 2):
        for name, raw, right in outcomes(stage.cases, stage.index, models):
            raws, rights = seen.setdefault(name, ([], []))
            raws.append(raw)
            rights.append(right)
    knots: dict[str, Calibration] = {name: calibrate(*found) for name, found in sorted(seen.items())}
    return replace(models, calibrations=knots)


# +1: more of it never speaks against a candidate; -1: never for it. What holds in every world need not be learnt anew.
ITEM_SIGNS = {
    **dict.fromkeys(("sku", "gtin", "mpn", "xref", "xref_group", "xref_others", "alias_code", "alias_text"), 1),
    **dict.fromkeys(("alias_near", "alias_near_rel"), 1),
    **dict.fromkeys(("cosine_rel", "cover_line", "cover_line_rel", "cover_item", "cover_item_rel", "ratio_rel"), 1),
    **dict.fromkeys(("noun", "meant_rel", "numbers_share", "numbers_rel", "dims", "brand", "bought_rel"), 1),
    **dict.fromkeys(
        ("code_elsewhere", "xref_elsewhere", "alias_elsewhere", "meant_conflicts", "numbers_conflicts"), -1
    ),
    **dict.fromkeys(("agreed_fit", "agreed_rel", "list_rel"), -1),
}

FACTOR_SIGNS = {
    **dict.fromkeys(("price_exact", "list_exact", "multiple_rel", "habit_unit", "learnt", "unit_first"), 1),
    **dict.fromkeys(("price_rel", "price_exact_elsewhere", "list_rel", "list_exact_elsewhere", "learnt_other"), -1),
}
SHIP_TO_SIGNS = {
    **dict.fromkeys(
        ("alias", "number", "gln", "name", "street", "house", "postcode", "city", "country", "place_equal"), 1
    ),
    **dict.fromkeys(("street_rel", "postcode_rel", "name_rel", "city_rel", "branch_rel", "used_rel"), 1),
    "place_differs": -1,
}


def trees(
    names: Sequence[str],
    rows: Sequence[Rows],
    signs: dict[str, int],
    leaves: int,
    rounds: int,
    none_weight: float = 1.0,
    outcomes: int = 0,
) -> Scorer:
    """Boosted trees on rows of several worlds; small leaves are forbidden, they learn one world by heart."""
    x, y = np.vstack([r.x for r in rows]), np.concatenate([r.y for r in rows])
    weight = np.where(y == 1, none_weight, 1.0)
    if outcomes:  # every outcome has its column, also one that these few worlds never drew
        x = np.vstack((x, np.zeros((outcomes, x.shape[1]), x.dtype)))
        y, weight = np.append(y, np.arange(outcomes)), np.append(weight, np.full(outcomes, 1e-3))
    model = HistGradientBoostingClassifier(
        max_iter=rounds, learning_rate=0.1, max_leaf_nodes=leaves, min_samples_leaf=int(min(max(len(y) // 400, 5),
        40)), l2_regularization=1.0,
        monotonic_cst=[signs.get(n, 0) for n in names] if signs else None, early_stopping=False, random_state=0,
    )  # fmt: skip
    model.fit(x, y, sample_weight=weight)
    return Scorer(tuple(names), trees=model)


def linear(names: Sequence[str], rows: Sequence[Rows]) -> Scorer:
    """Logistic regression on standardised features, folded back into plain weights."""
    x, y = np.vstack([r.x for r in rows]), np.concatenate([r.y for r in rows])
    scaler = StandardScaler().fit(x)
    model = LogisticRegression(C=1.0, max_iter=400).fit(scaler.transform(x), y)
    scale: npt.NDArray[np.float64] = np.where(scaler.scale_ > 0, scaler.scale_, 1.0)
    weights = model.coef_ / scale
    return Scorer(tuple(names), weights, model.intercept_ - weights @ scaler.mean_)


def main(arguments: Sequence[str] | None = None) -> None:
    """`python -m learning.train_matching [--fast] [--out DIR]`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fast", action="store_true", help="few small worlds: to try the code, not to ship")
    parser.add_argument("--out", type=Path, default=artifacts.TRAINED)
    chosen = parser.parse_args(arguments)
    models, figures = train(FAST if chosen.fast else FULL)
    path = artifacts.save("matching", models.payload(), FEATURE_MODULES, figures, chosen.out)
    print(f"{path}: {path.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()


__all__ = ["FAST", "FULL", "Matrix", "Plan", "linear", "main", "stages", "train", "trees"]
