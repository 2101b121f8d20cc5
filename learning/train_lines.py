"""Trains the models of line reading on synthetic orders, with whole layout families held out, and prints figures."""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, cast

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from extraction.limits import Limits
from extraction.lines_assemble import assemble
from extraction.lines_confidence import SIGNALS, agreeing_share, calibrated, signals
from extraction.lines_features import atom_features
from extraction.lines_models import ROW_CLASSES, TAG, TAGS, LineModels, Network
from extraction.lines_numbering import Assembly
from extraction.lines_stack import stacked_features
from extraction.rows import items_of, row_features
from learning import artifacts
from learning.accuracy import Accuracy, score_files, similar
from learning.train_lines_data import Sample, formatted, rendered, sketched
from learning.train_lines_freetext import train_freetext
from learning.train_lines_network import Recipe, train_network
from models.reading import ExtractedLine, stated

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

FEATURE_MODULES = (
    "extraction/arithmetic.py", "extraction/columns.py", "extraction/layout.py", "extraction/lines_atoms.py",
    "extraction/lines_features.py", "extraction/lines_models.py", "extraction/lines_pieces.py",
    "extraction/lines_repeats.py", "extraction/lines_scene.py", "extraction/lines_slabs.py",
    "extraction/lines_stack.py", "extraction/lines_types.py", "extraction/lines_vertical.py", "extraction/rows.py",
    "extraction/freetext.py",
)  # fmt: skip
FOLDS = 3
SEED = 20_260
NONE_KEPT = 0.2  # share of the atoms far from any item that are trained on; they are many and easy
FAR_ROWS = 4
TABLELESS = (
    "erp_two_row_report",
    "form_two_row",
    "letter_cards",
    "letter_paragraphs",
    "form_lists",
    "letter_lists",
    "items_key_value",
    "items_paragraphs",
    "letter_prose",
    "lines_inline",
    "lines_inline_box",
    "erp_two_row_items",
)
FREETEXT_EPOCHS = 15
LEAST_ROWS = 50


class Prepared(NamedTuple):
    """A sample with its features, and its place in the stacked arrays."""

    sample: Sample
    features: Floats
    fold: int


def folds_of(samples: Sequence[Sample], folds: int) -> list[int]:
    """A fold for every sample: a whole family always in one, the folds about equally large."""
    size: dict[str, int] = defaultdict(int)
    for sample in samples:
        size[sample.family] += len(sample.scene.atoms)
    load = [0] * folds
    of: dict[str, int] = {}
    for family in sorted(size, key=lambda f: (-size[f], f)):
        of[family] = min(range(folds), key=lambda k: load[k])
        load[of[family]] += size[family]
    return [of[s.family] for s in samples]


def _kept(prepared: Prepared, seed: int) -> npt.NDArray[np.bool_]:
    """Which atoms to train on: all in or near items, a share of the rest."""
    sample = prepared.sample
    line = np.array([a.line for a in sample.scene.atoms])
    busy = np.zeros(len(sample.scene.rows) + 2 * FAR_ROWS + 1, bool)
    for row in set(line[sample.tags != TAG["none"]].tolist()):
        busy[row : row + 2 * FAR_ROWS + 1] = True
    near = busy[FAR_ROWS + line]
    rng = np.random.default_rng(seed)
    kept: npt.NDArray[np.bool_] = near | (rng.random(len(line)) < NONE_KEPT)
    return kept


def _fit(
    prepared: Sequence[Prepared],
    make: Callable[[Prepared], Floats],
    labels: Callable[[Prepared], Ints],
    keep: Callable[[Prepared], npt.NDArray[np.bool_]],
    classes: int,
    recipe: Recipe,
) -> tuple[tuple[Network, ...], list[Floats]]:
    """One network per fold, trained on the others; and every sample's predictions by the network that never saw it."""
    networks = []
    masks = [keep(p) for p in prepared]
    inputs = [make(p) for p in prepared]
    count = max(p.fold for p in prepared) + 1
    for fold in range(count):
        chosen = [i for i, p in enumerate(prepared) if p.fold != fold]
        features = np.vstack([inputs[i][masks[i]] for i in chosen])
        target = np.concatenate([labels(prepared[i])[masks[i]] for i in chosen])
        weight = np.ones(len(target), np.float32)
        networks.append(train_network(features, target, weight, classes, recipe))
    return tuple(networks), [networks[p.fold].predict(x) for p, x in zip(prepared, inputs, strict=True)]


class Trained(NamedTuple):
    models: LineModels
    answers: list[tuple[ExtractedLine, ...]]


def calibration_of(
    samples: Sequence[Sample], made: Sequence[Sequence[Assembly]], folds: Sequence[int]
) -> tuple[dict[str, Floats], list[tuple[ExtractedLine, ...]]]:
    """The logistic of every field, and the answers with confidences calibrated on the other folds only."""
    told: dict[str, list[tuple[tuple[float, ...], bool, int]]] = defaultdict(list)
    for sample, answer, fold in zip(samples, made, folds, strict=True):
        share = agreeing_share(answer)
        for assembly in answer:
            truth = _true_line(sample, assembly)
            for name, field in stated(assembly.line):
                right = truth is not None and name in truth and similar(name, truth[name], field.value)
                told[name].append((signals(field.confidence, assembly, share), right, fold))
    every = {name: _logistic(rows) for name, rows in told.items()}
    by_fold = {
        fold: {name: _logistic([r for r in rows if r[2] != fold]) for name, rows in told.items()} for fold in set(folds)
    }
    return every, [calibrated(a, by_fold[f]) for a, f in zip(made, folds, strict=True)]


def _true_line(sample: Sample, assembly: Assembly) -> dict[str, Any] | None:
    """The truth line whose quantity stands in the assembled item's anchor row."""
    start = sum(len(r.atoms) for r in sample.scene.rows[: assembly.item.anchor])
    count = len(sample.scene.rows[assembly.item.anchor].atoms)
    found = [int(i) for i in sample.items[start : start + count] if i >= 0]
    lines: list[dict[str, Any]] = sample.truth["lines"]
    return lines[found[0]] if found and found[0] < len(lines) else None


def _logistic(rows: Sequence[tuple[tuple[float, ...], bool, int]]) -> Floats:
    features = np.array([r[0] for r in rows])
    right = np.array([r[1] for r in rows])
    if len(rows) < LEAST_ROWS or right.all() or not right.any():
        return np.array([0, 1, *[0] * (SIGNALS - 2)], np.float32)
    model = LogisticRegression(C=1.0, fit_intercept=False, max_iter=200).fit(features, right)
    return cast(Floats, model.coef_[0].astype(np.float32))


def train(samples: Sequence[Sample], recipe: Recipe, log: Callable[[str], None] = print) -> Trained:
    """The models, and each sample's lines as read by models that never saw its family."""
    prepared = [
        Prepared(s, atom_features(s.scene), fold) for s, fold in zip(samples, folds_of(samples, FOLDS), strict=True)
    ]
    place = {id(p): i for i, p in enumerate(prepared)}
    log(f"{len(samples)} orders, {sum(len(s.scene.atoms) for s in samples)} atoms")
    keep = {id(p): _kept(p, SEED + i) for i, p in enumerate(prepared)}
    first, seen = _fit(
        prepared, lambda p: p.features, lambda p: p.sample.tags, lambda p: keep[id(p)], len(TAGS), recipe
    )
    log(f"first tagging: {_right(prepared, seen):.4f} of item atoms right")
    second, tags = _fit(
        prepared,
        lambda p: stacked_features(p.sample.scene, p.features, seen[place[id(p)]]),
        lambda p: p.sample.tags,
        lambda p: keep[id(p)],
        len(TAGS),
        recipe,
    )
    log(f"second tagging: {_right(prepared, tags):.4f} of item atoms right")
    freetext = train_freetext(samples, FREETEXT_EPOCHS, SEED)
    log(f"free text: {len(freetext)} bytes")
    rows, classes = _fit(
        prepared,
        lambda p: row_features(p.sample.scene, tags[place[id(p)]]),
        lambda p: p.sample.rows,
        lambda p: np.ones(len(p.sample.rows), bool),
        len(ROW_CLASSES),
        recipe,
    )
    made = [
        assemble(p.sample.scene, t, items_of(p.sample.scene, c, t), p.sample.known)
        for p, t, c in zip(prepared, tags, classes, strict=True)
    ]
    calibration, answers = calibration_of(samples, made, [p.fold for p in prepared])
    return Trained(LineModels(first, second, rows, calibration, freetext), answers)


def _right(prepared: Sequence[Prepared], tags: Sequence[Floats]) -> float:
    right = total = 0
    for p, t in zip(prepared, tags, strict=True):
        inside = p.sample.tags != TAG["none"]
        right += int((t.argmax(axis=1)[inside] == p.sample.tags[inside]).sum())
        total += int(inside.sum())
    return right / max(total, 1)


def said(lines: Iterable[ExtractedLine]) -> list[dict[str, Any]]:
    """Lines in the form that the accuracy tally compares."""
    return [
        {name: {"value": str(field.value), "confidence": field.confidence} for name, field in stated(line)}
        for line in lines
    ]


def tally(pairs: Iterable[tuple[Sample, Sequence[ExtractedLine]]]) -> Accuracy:
    """The figures of lines alone: header fields are left out on both sides."""
    files = []
    for sample, lines in pairs:
        order = {"document_type": "order", "lines": sample.truth["lines"]}
        truth = {"file": sample.name, "kind": sample.kind, "orders": [order]}
        answer = {"documents": [{"document_type": "order", "fields": {}, "lines": said(lines)}]}
        files.append((truth, answer))
    return score_files(files)


def report(
    samples: Sequence[Sample], answers: Sequence[Sequence[ExtractedLine]], log: Callable[[str], None]
) -> dict[str, Any]:
    """Prints and returns the figures, all of them on families that the models had not seen."""
    pairs = list(zip(samples, answers, strict=True))
    whole = tally(pairs)
    figures: dict[str, Any] = {"line_exact_f1": whole.line_exact.f1(), "ece": whole.calibration_error()}
    log(f"calibration error {whole.calibration_error():.4f}")
    log(f"lines exact, families held out: F1 {whole.line_exact.f1():.4f} of {whole.line_exact.printed} lines")
    for name, count in whole.columns.items():
        if count.printed:
            figures[name] = count.f1(lenient=True)
            log(f"  {name:<20} {count.printed:6d} printed {count.predicted:6d} said  F1 {count.f1(lenient=True):.4f}")
    families: dict[str, list[tuple[Sample, Sequence[ExtractedLine]]]] = defaultdict(list)
    for pair in pairs:
        families[pair[0].family].append(pair)
    worst = sorted((tally(p).line_exact.f1() or 0.0, f, len(p)) for f, p in families.items())
    for f1, family, orders in worst:
        log(f"  {family:<32} {orders:5d} orders  F1 {f1:.4f}")
    figures["families"] = {family: round(f1, 4) for f1, family, _ in worst}
    return figures


def samples_for(size: float, seed: int = SEED) -> list[Sample]:
    """The training set; `size` 1.0 is what is shipped. Families without a table are drawn again, being hard and few."""
    limits = Limits()
    made = list(sketched(seed, max(1, round(9 * size)), 150))
    made += rendered(seed, max(20, round(2300 * size)), limits)
    made += rendered(seed + 1, max(5, round(400 * size)), limits, TABLELESS)
    made += formatted(seed, max(1, round(12 * size)), 100)
    return made


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=float, default=1.0, help="share of the full training set (0.05: a quick look)")
    parser.add_argument("--epochs", type=int, default=5)
    options = parser.parse_args(arguments)
    samples = samples_for(options.size)
    with threadpool_limits(1):  # small matrices: threads would only wait for each other
        trained = train(samples, Recipe(epochs=options.epochs))
    figures = report(samples, trained.answers, print)
    artifacts.save("lines", trained.models.payload(), FEATURE_MODULES, figures)


if __name__ == "__main__":
    main()
