"""Training rows from cases: features of candidates with whether they are right. It draws nothing and trains nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from learning.train_matching_cases import Case
from matching.buyer import buyer_view
from matching.customers import block, customer_decision_row, customer_features
from matching.factors import factor_features, options
from matching.index import MasterIndex
from matching.items import decision_row, rank
from matching.line_view import view
from matching.money import in_our_money
from matching.ranking import MatchingModels, Matrix
from matching.shiptos import place_stated, ship_to_decision_row, ship_to_features, ship_tos
from models.match import MatchResult

_HARD, _EASY = 12, 4  # negatives kept per line: the best-scored ones, and some of the rest
RIGHT, NONE, OTHER = 0, 1, 2


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Features and labels: 1 right and 0 wrong for pairs, RIGHT / NONE / OTHER for decisions."""

    x: Matrix
    y: npt.NDArray[np.int64]


def rows_of(x: Sequence[Matrix], y: Sequence[int], width: int) -> Rows:
    return Rows(np.vstack(x) if x else np.zeros((0, width), np.float32), np.asarray(y, dtype=np.int64))


def item_rows(cases: Sequence[Case], index: MasterIndex, models: MatchingModels) -> Rows:
    """Candidate items of every line, negatives thinned to those that are hard."""
    x: list[Matrix] = []
    y: list[int] = []
    for case in cases:
        views = [view(line, index.items) for line in case.order.lines]
        ranked = rank(views, case.customer, _day(case), index, case.knowledge, models)
        for found, sku in zip(ranked, case.skus, strict=True):
            truth = index.items.rows.get(sku or "")
            rest = range(_HARD, len(found.rows), max(1, (len(found.rows) - _HARD) // _EASY))
            kept = [i for i, row in enumerate(found.rows) if i < _HARD or i in rest or row == truth]
            x.append(found.features[kept])
            y += [int(found.rows[i] == truth) for i in kept]
    return rows_of(x, y, len(models.item_pair.names))


def customer_rows(cases: Sequence[Case], index: MasterIndex) -> Rows:
    """Candidate customers of every order."""
    x: list[Matrix] = []
    y: list[int] = []
    width = 0
    for case in cases:
        seen = buyer_view(case.order, index)
        codes = block(seen, index, case.senders)
        if codes:
            x.append(customer_features(codes, seen, index, case.senders))
            y += [int(code == case.customer) for code in codes]
            width = x[-1].shape[1]
    return rows_of(x, y, width)


def ship_to_rows(cases: Sequence[Case], index: MasterIndex) -> Rows:
    """The addresses of every order's true customer."""
    x: list[Matrix] = []
    y: list[int] = []
    width = 0
    for case in cases:
        addresses = ship_tos(case.customer, index)
        if addresses and place_stated(case.order):
            x.append(ship_to_features(addresses, case.order, case.customer, index, case.knowledge))
            y += [int(a.code == case.ship_to) for a in addresses]
            width = x[-1].shape[1]
    return rows_of(x, y, width)


def factor_rows(cases: Sequence[Case], index: MasterIndex) -> Rows:
    """The readings of every line's unit, for its true item."""
    x: list[Matrix] = []
    y: list[int] = []
    width = 0
    for case in cases:
        views = [view(line, index.items) for line in case.order.lines]
        truths = [MatchResult(sku, 1.0) for sku in case.skus]
        views = in_our_money(views, truths, case.order, case.customer, _day(case), index)
        for seen, sku, stock in zip(views, case.skus, case.stock, strict=True):
            item = index.items.get(sku or "")
            if item is None or stock is None or not seen.quantity:
                continue
            readings = options(item, seen)
            x.append(factor_features(readings, item, seen, case.customer, index, case.knowledge, _day(case)))
            y += [int(r.stock * seen.quantity == stock) for r in readings]
            width = x[-1].shape[1]
    return rows_of(x, y, width)


def decision_rows(cases: Sequence[Case], index: MasterIndex, models: MatchingModels) -> dict[str, Rows]:
    """What each decision sees under the given pair models, and what it should say."""
    found: dict[str, tuple[list[Matrix], list[int]]] = {"item": ([], []), "customer": ([], []), "ship_to": ([], [])}
    for case in cases:
        _item_decisions(case, index, models, *found["item"])
        _customer_decision(case, index, models, *found["customer"])
        _ship_to_decision(case, index, models, *found["ship_to"])
    return {name: rows_of([row[None, :] for row in x], y, 0) for name, (x, y) in found.items()}


def _item_decisions(case: Case, index: MasterIndex, models: MatchingModels, x: list[Matrix], y: list[int]) -> None:
    views = [view(line, index.items) for line in case.order.lines]
    for seen, found, sku in zip(
        views, rank(views, case.customer, _day(case), index, case.knowledge, models), case.skus, strict=True
    ):
        if found.rows:
            x.append(decision_row(found, seen))
            y.append(_outcome(index.items.items[found.rows[0]].sku, sku))


def _customer_decision(case: Case, index: MasterIndex, models: MatchingModels, x: list[Matrix], y: list[int]) -> None:
    seen = buyer_view(case.order, index)
    codes = block(seen, index, case.senders)
    if codes:
        table = customer_features(codes, seen, index, case.senders)
        scores = models.customer_pair.predict(table)[:, 1]
        order = np.lexsort((np.arange(len(codes)), -scores))
        x.append(customer_decision_row(scores[order], table[order]))
        y.append(_outcome(codes[int(order[0])], case.customer))


def _ship_to_decision(case: Case, index: MasterIndex, models: MatchingModels, x: list[Matrix], y: list[int]) -> None:
    addresses = ship_tos(case.customer, index)
    if addresses and place_stated(case.order):
        table = ship_to_features(addresses, case.order, case.customer, index, case.knowledge)
        scores = models.ship_to_pair.predict(table)[:, 1]
        order = np.lexsort((np.arange(len(addresses)), -scores))
        x.append(ship_to_decision_row(scores[order], table[order]))
        y.append(_outcome(addresses[int(order[0])].code, case.ship_to))


def _outcome(best: str, truth: str | None) -> int:
    return NONE if truth is None else RIGHT if best == truth else OTHER


def _day(case: Case) -> date | None:
    return case.order.order_date.value if case.order.order_date else None
