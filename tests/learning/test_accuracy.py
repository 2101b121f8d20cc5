"""`carnet evaluate` counts as its users would count by hand."""

from __future__ import annotations

from typing import Any

import pytest

from learning.accuracy import same, score_files, similar


def truth(**changes: Any) -> dict[str, Any]:
    order = {
        "document_type": "order",
        "po_number": "4500-1",
        "order_date": "2026-03-01",
        "total_net": "10.00",
        "customer_code": "C1",
        "ship_to_code": None,
        "lines": [
            {
                "description": "Hex bolt M8x40",
                "quantity": "5",
                "unit": "PCE",
                "unit_price": "2.00",
                "sku": "S1",
                "sku_quantity": "5",
            }
        ],
    }
    return {"file": "a.pdf", "orders": [order | changes]}


def answer(**changes: Any) -> dict[str, Any]:
    document = {
        "document_type": "order",
        "fields": {
            "po_number": {"value": "4500-1", "confidence": 0.9},
            "order_date": {"value": "2026-03-01", "confidence": 0.9},
            "total_net": {"value": "10", "confidence": 0.9},
        },
        "lines": [
            {
                "description": {"value": "hex bolt  M8X40", "confidence": 0.9},
                "quantity": {"value": "5.000", "confidence": 0.9},
                "unit": {"value": "pce", "confidence": 0.9},
                "unit_price": {"value": "2", "confidence": 0.9},
                "item": {"sku": "S1", "confidence": 0.9, "candidates": []},
                "stock_quantity": {"value": "5"},
            }
        ],
        "customer": {"code": "C1", "confidence": 0.9},
        "ship_to": {"code": None, "confidence": 0.9},
        "decision": "touchless",
    }
    return {"documents": [document | changes]}


def test_a_right_answer_scores_full_marks_whatever_the_notation() -> None:
    tally = score_files([(truth(), answer())])
    assert tally.micro(tally.header).f1() == 1
    assert tally.line_exact.f1() == 1
    assert tally.rates["perfect_order"].value == 1
    assert (tally.touchless, tally.touchless_wrong) == (1, 0)
    assert tally.wrong == []


def test_a_wrong_number_is_both_invented_and_missed() -> None:
    tally = score_files([(truth(po_number="4500-2"), answer())])
    count = tally.header["po_number"]
    assert (count.right, count.predicted, count.printed) == (0, 1, 1)
    assert tally.touchless_wrong == 1


def test_a_missing_line_spoils_the_order_and_the_touchless_decision() -> None:
    tally = score_files([(truth(), answer(lines=[]))])
    assert tally.rates["perfect_lines"].value == 0
    assert tally.touchless_wrong == 1
    assert ("a.pdf", "4500-1", "line", "Hex bolt M8x40", "(missing)") in tally.wrong


def test_a_file_without_an_answer_misses_everything() -> None:
    tally = score_files([(truth(), None)])
    assert tally.found.f1() == 0
    assert tally.rates["customer_top1"].value == 0


def test_an_order_found_in_a_letter_that_holds_none_is_wrong() -> None:
    tally = score_files([({"file": "a", "orders": []}, answer())])
    assert tally.rates["file_without_order_clean"].value == 0
    assert tally.touchless_wrong == 1


@pytest.mark.parametrize(
    ("name", "a", "b", "equal", "near"),
    [
        ("total_net", "1234.50", "1234.5", True, True),
        ("ship_to_street", "12 rue des Lilas", "13 rue des Lilas", False, False),
        ("ship_to_street", "12 rue des Lilas", "12 rue des Lila", False, True),
        ("po_number", "PO-1 2", "po12", True, True),
        ("line_no", "010", "10", True, True),
        ("unit_price", "abc", "abc", True, True),
        ("order_date", "2026-03-01", "2026-03-01T00:00", True, True),
        ("order_date", "2026-03-01", "01.03.2026", False, False),
    ],
)
def test_values_compare_as_their_kind_demands(name: str, a: str, b: str, equal: bool, near: bool) -> None:
    assert same(name, a, b) is equal
    assert similar(name, a, b) is near
