"""Confidence in whole orders from generated documents: read, extracted and matched as in the service, then judged.

    python -m learning.train_orders_documents [--documents 600] [--trained DIR]

Replaces the order confidence (trained on imagined reading errors by `train_matching`) in the trained matching file.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from extraction import extract
from extraction.gazetteer import Gazetteer
from extraction.limits import Limits
from extraction.readers import read
from learning import artifacts
from learning.brain import Brain, load_brain
from learning.calibration import coverage
from learning.synth.pdf.generate import generate
from learning.train_matching import FEATURE_MODULES
from learning.train_orders import Outcomes, train_orders
from matching import MasterIndex, identify, match
from matching.similarity import code_key
from models.knowledge import Knowledge
from models.master import MasterData
from models.match import MatchedLine, MatchedOrder
from models.reading import Part, Reading

Json = Mapping[str, Any]
_SEED = 77_000  # of the documents: extraction is trained on other seeds
_VALUES = ("quantity", "unit_price", "price_basis")


@dataclass(frozen=True, slots=True, eq=False)
class _Office:
    """What judging the documents of one world needs."""

    master: MasterData
    gazetteer: Gazetteer
    index: MasterIndex


def outcomes(documents: int, brain: Brain) -> Iterator[tuple[MatchedOrder, bool]]:
    """Matched orders of generated documents, with whether everything that matters is right."""
    office: _Office | None = None
    for document in generate(_SEED, documents):
        if office is None or office.master is not document.master:
            office = _Office(document.master, Gazetteer.build(document.master), MasterIndex.build(document.master))
        part = read(Part(document.name, document.data), Limits())
        found = extract(Reading((part,)), office.gazetteer, brain.extraction)
        orders = [
            match(o, identify(o, office.index, brain.matching), office.index, Knowledge(), brain.matching)
            for o in found.orders
        ]
        truths = list(document.truth["orders"])
        for order in orders:
            truth = next(
                (t for t in truths if _same_number(t, order)), truths[0] if len(truths) == len(orders) == 1 else None
            )
            yield order, truth is not None and is_right(truth, order)


def _same_number(truth: Json, order: MatchedOrder) -> bool:
    printed = order.order.po_number.value if order.order.po_number else ""
    return code_key(str(truth.get("po_number", ""))) == code_key(printed)


def is_right(truth: Json, order: MatchedOrder) -> bool:
    """Whether nothing in the order would be booked wrong."""
    header = order.order
    asked = header.requested_date.value.isoformat() if header.requested_date else None
    return (
        _same_number(truth, order)
        and truth["document_type"] == header.document_type.value
        and truth.get("requested_date") == asked
        and truth.get("customer_code") == order.customer.best
        and ("ship_to_code" not in truth or truth["ship_to_code"] == order.ship_to.best)
        and len(truth["lines"]) == len(order.lines)
        and all(_line_right(t, line) for t, line in zip(truth["lines"], order.lines, strict=True))
    )


def _line_right(truth: Json, line: MatchedLine) -> bool:
    if truth.get("sku") != line.item.best:
        return False
    if any(not _equal(truth.get(name), getattr(line.line, name)) for name in _VALUES):
        return False
    stock = truth.get("sku_quantity")
    return stock is None or line.stock_quantity is None or Decimal(stock) == line.stock_quantity.value


def _equal(stated: object, field: Any) -> bool:
    if stated is None or field is None:
        return stated is None and field is None
    try:
        return bool(Decimal(str(stated)) == field.value)
    except InvalidOperation:
        return False


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=600)
    parser.add_argument("--trained", type=Path, default=artifacts.TRAINED)
    chosen = parser.parse_args(arguments)
    brain = load_brain(chosen.trained)
    seen = list(outcomes(chosen.documents, brain))
    models = train_orders(brain.matching, Outcomes.of(seen))
    measured = [models.calibrated("order", float(p)) for p in models.order.predict(Outcomes.of(seen).x)[:, 1]]
    right = [r for _, r in seen]
    limit = models.thresholds["order"]
    share, error = coverage(measured, right, limit)
    whole = sum(right) / max(len(right), 1)
    print(f"{len(seen)} orders, {whole:.3f} wholly right; above {limit:.4f}: {share:.3f}, wrong {error:.4f}")
    figures = {"orders": len(seen), "right": sum(right), "threshold": limit, "share": share, "error": error}
    artifacts.save("matching", models.payload(), FEATURE_MODULES, figures, chosen.trained)


if __name__ == "__main__":
    main()
