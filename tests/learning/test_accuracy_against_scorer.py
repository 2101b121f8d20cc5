"""`carnet evaluate` and the independent scorer say the same numbers, whatever an answer looks like."""

from __future__ import annotations

import copy
import json
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.evaluate import evaluate
from models.reading import HEADER_FIELDS, LINE_FIELDS

SHARED = Path(__file__).parents[3] / "shared"
SCORER = SHARED / "score.py"
SEEDS = range(4)

pytestmark = pytest.mark.skipif(not SCORER.is_file(), reason="the independent scorer is not beside this checkout")

Json = dict[str, Any]
Spoil = Callable[[random.Random, Json], None]


def a_truth(rng: random.Random, name: str) -> Json:
    """A file of 0 to 3 orders with some fields stated and others not."""
    return {
        "file": name,
        "kind": rng.choice(["pdf", "scan", "email"]),
        "layout": rng.choice(["a", "b", "c"]),
        "language": rng.choice(["en", "fr"]),
        "intent": rng.choice(["order", "invoice"]),
        **({"duplicate_of": "other.pdf"} if rng.random() < 0.1 else {}),
        "orders": [an_order(rng, number) for number in range(rng.choice([0, 1, 1, 1, 2, 3]))],
    }


def a_value(rng: random.Random, name: str) -> str:
    if name.startswith("total") or name in {"quantity", "unit_price", "amount"}:
        return f"{rng.randint(1, 400) / 4:.2f}"
    if name.endswith("date"):
        return f"2026-03-{rng.randint(10, 28)}"
    if name == "price_basis":
        return rng.choice(["1", "100"])
    if name == "discount_percent":
        return rng.choice(["0", "5"])
    words = rng.sample(["hex", "bolt", "M8x40", "Müller", "12 rue", "des Lilas", "A-100", "4500", "Stück"], 3)
    return " ".join(words)


def an_order(rng: random.Random, number: int) -> Json:
    order: Json = {
        "document_type": rng.choice(["order", "order", "order_change", "cancellation"]),
        "pages": [number + 1],
        **{name: a_value(rng, name) for name in HEADER_FIELDS if rng.random() < 0.7},
        "customer_code": rng.choice(["C1", "C-2", None]),
        "ship_to_code": rng.choice(["C1-01", None]),
    }
    order["lines"] = [
        {
            **{name: a_value(rng, name) for name in LINE_FIELDS if rng.random() < 0.7},
            "sku": rng.choice(["S1", "S-2", "S3", None]),
            **({"sku_quantity": a_value(rng, "quantity")} if rng.random() < 0.8 else {}),
        }
        for _ in range(rng.randint(0, 5))
    ]
    return order


def right_answer(rng: random.Random, truth: Json) -> Json:
    """What a program says that reads everything right."""

    def sure() -> float:
        return rng.choice([0.2, 0.5, 0.9, 0.97, 1.0])

    def cells(record: Json, names: tuple[str, ...]) -> Json:
        return {name: {"value": record[name], "confidence": sure()} for name in names if name in record}

    def line(record: Json) -> Json:
        others = [{"sku": "S3"}, {"sku": "s1"}]
        item = {"sku": record["sku"], "confidence": sure(), "candidates": others}
        stock = {"value": record.get("sku_quantity"), "confidence": sure()}
        return cells(record, LINE_FIELDS) | {"item": item, "stock_quantity": stock}

    documents = [
        {
            "document_type": order["document_type"],
            "pages": order.get("pages"),
            "fields": cells(order, HEADER_FIELDS),
            "lines": [line(x) for x in order["lines"]],
            "customer": {"code": order["customer_code"], "confidence": sure(), "candidates": [{"code": "C1"}]},
            "ship_to": {"code": order["ship_to_code"], "confidence": sure()},
            "decision": rng.choice(["touchless", "review"]),
            "confidence": rng.choice([0.99, 0.7, 0.3, None]),
        }
        for order in truth["orders"]
    ]
    return {"file": truth["file"], "intent": truth["intent"], "documents": documents}


def records(document: Json) -> list[Json]:
    """The header and the lines that are lines."""
    return [document["fields"], *(line for line in document["lines"] if isinstance(line, dict))]


def missing_order(rng: random.Random, answer: Json) -> None:
    del answer["documents"][rng.randrange(len(answer["documents"])) :]


def extra_order(rng: random.Random, answer: Json) -> None:
    extra = copy.deepcopy(rng.choice(answer["documents"]))
    extra["fields"]["po_number"] = {"value": "made up", "confidence": 0.4}
    answer["documents"].insert(rng.randrange(len(answer["documents"]) + 1), extra)


def other_sequence(rng: random.Random, answer: Json) -> None:
    rng.shuffle(answer["documents"])
    for document in answer["documents"]:
        rng.shuffle(document["lines"])


def wrong_values(rng: random.Random, answer: Json) -> None:
    for document in answer["documents"]:
        for record in records(document):
            for name in rng.sample(sorted(record), min(2, len(record))):
                record[name] = {"value": a_value(rng, name), "confidence": rng.random()}


def nearly_right_texts(rng: random.Random, answer: Json) -> None:
    for document in answer["documents"]:
        for record in records(document):
            for name, cell in record.items():
                if isinstance(cell, dict) and "value" in cell and name != "stock_quantity" and rng.random() < 0.4:
                    record[name] = str(cell["value"]).upper().replace("U", "V", 1) + rng.choice(["", ".", " "])


def empty_values(rng: random.Random, answer: Json) -> None:
    for document in answer["documents"]:
        for record in records(document):
            for name in rng.sample(sorted(record), min(3, len(record))):
                record[name] = rng.choice([None, "", {"value": None, "confidence": 0.9}, {"confidence": 0.3}])
        document["customer"] = rng.choice([None, "C1", {"code": "", "confidence": 0.5}])
        document["confidence"] = rng.choice([None, True, "high"])


def made_up_values(rng: random.Random, answer: Json) -> None:
    for document in answer["documents"]:
        for name in rng.sample(HEADER_FIELDS, 5):
            document["fields"].setdefault(name, {"value": a_value(rng, name), "confidence": 1.7})


def changed_lines(rng: random.Random, answer: Json) -> None:
    for document in answer["documents"]:
        lines = document["lines"]
        if lines and rng.random() < 0.6:
            del lines[rng.randrange(len(lines))]
        if lines:
            lines.insert(rng.randrange(len(lines)), copy.deepcopy(rng.choice(lines)))
        lines.append({"description": {"value": a_value(rng, "description")}, "item": "S1"})
        lines.append(rng.choice(["no line", None, {}]))


def other_types(rng: random.Random, answer: Json) -> None:
    for document in answer["documents"]:
        document["document_type"] = rng.choice(["order", "invoice", None, "order_change"])


def other_master_data(rng: random.Random, answer: Json) -> None:
    for document in answer["documents"]:
        document["customer"] = {"code": rng.choice(["c1", "C9", None]), "confidence": rng.random()}
        document["ship_to"] = {"code": rng.choice(["C1-02", None])}
        for line in records(document)[1:]:
            line["item"] = {"sku": rng.choice(["S9", "s2", None]), "candidates": [{"sku": "S1"}]}
            line["stock_quantity"] = rng.choice([None, {"value": "7"}, line.get("stock_quantity")])


SPOILS: tuple[Spoil, ...] = (
    missing_order, extra_order, other_sequence, wrong_values, nearly_right_texts, empty_values, made_up_values,
    changed_lines, other_types, other_master_data,
)  # fmt: skip
NO_ANSWERS = ("", "not JSON", "[]", "null", '{"documents": 5}', '{"documents": null, "duplicate_of": "x"}')


def write_case(folder: Path, seed: int, truths: list[Json]) -> tuple[Path, Path]:
    """Truths and answers of every kind below `folder`; answers lie beside, below, or are missing."""
    rng = random.Random(seed)
    truth_dir, pred_dir = folder / "truth", folder / "pred"
    for index, truth in enumerate(truths):
        below = Path("deeper") if index % 3 == 0 else Path()
        (truth_dir / below).mkdir(parents=True, exist_ok=True)
        (pred_dir / below).mkdir(parents=True, exist_ok=True)
        (truth_dir / below / f"{index}.truth.json").write_text(json.dumps(truth), "utf-8")
        if index % 11 == 10:
            continue
        text = json.dumps(spoilt(rng, truth, index)) if index % 13 != 12 else NO_ANSWERS[index % len(NO_ANSWERS)]
        (pred_dir / (below if index % 2 else Path()) / f"{truth['file']}.json").write_text(text, "utf-8")
    for name, must in (("bad.zip", "reject"), ("odd.eml", "process"), ("gone.pdf", "process")):
        expect = {"file": name, "must": must, "touchless": False}
        (truth_dir / f"{name}.expect.json").write_text(json.dumps(expect), "utf-8")
    (pred_dir / "bad.zip.json").write_text('{"rejected": true, "documents": []}', "utf-8")
    (pred_dir / "odd.eml.json").write_text('{"documents": [{"decision": "touchless"}]}', "utf-8")
    return truth_dir, pred_dir


def spoilt(rng: random.Random, truth: Json, index: int) -> Json:
    """A right answer with none, one or two kinds of mistakes in it."""
    answer = right_answer(rng, truth)
    kind = index % (len(SPOILS) + 1)
    chosen = [SPOILS[kind], *rng.sample(SPOILS, rng.randint(0, 1))] if kind < len(SPOILS) else []
    for spoil in chosen:
        if answer["documents"]:
            spoil(rng, answer)
    return answer


def differences(ours: Any, theirs: Any, where: str = "") -> list[str]:
    """The places where two trees of figures differ by more than rounding."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return [
            d
            for key in sorted({*ours, *theirs})
            for d in differences(ours.get(key, "missing"), theirs.get(key, "missing"), f"{where}/{key}")
        ]
    if isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        pairs = zip(ours, theirs, strict=True)
        return [d for i, (a, b) in enumerate(pairs) for d in differences(a, b, f"{where}/{i}")]
    if isinstance(ours, float | int) and isinstance(theirs, float | int) and abs(ours - theirs) < 1e-9:
        return []
    return [] if ours == theirs else [f"{where}: {ours} here, {theirs} there"]


def compared(truth_dir: Path, pred_dir: Path, out: Path) -> list[str]:
    command = [sys.executable, str(SCORER), "--truth", str(truth_dir), "--pred", str(pred_dir), "--json", str(out)]
    subprocess.run(command, check=True, capture_output=True)
    return differences(evaluate(truth_dir, pred_dir).as_json(), json.loads(out.read_text("utf-8")))


@pytest.mark.parametrize("seed", SEEDS)
def test_every_figure_is_the_scorers_on_drawn_orders(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    truths = [a_truth(rng, f"{index}.pdf") for index in range(120)]
    assert compared(*write_case(tmp_path, seed, truths), tmp_path / "figures.json") == []


def test_every_figure_is_the_scorers_on_the_sample_documents(tmp_path: Path) -> None:
    found = sorted((SHARED / "sample").rglob("*.truth.json"))
    if not found:
        pytest.skip("there are no sample documents beside this checkout")
    truths = [json.loads(path.read_text("utf-8")) for path in found]
    whole = [t for t in truths if all("customer_code" in o and "ship_to_code" in o for o in t["orders"])]
    assert compared(*write_case(tmp_path, 1, [{"intent": "order"} | t for t in whole]), tmp_path / "figures.json") == []
