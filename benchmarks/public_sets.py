"""Pairwise F1 on public entity-matching sets in DeepMatcher's form (tableA, tableB, train, valid, test as CSV).

    python -m benchmarks.public_sets FOLDER [FOLDER …]

The data is not in the repo. Boosted trees on pair features (words, numbers, codes, price), the context of the other
candidates of either side, and which words the two sides do not share; the threshold is chosen on `valid`.
"""

from __future__ import annotations

import argparse
import csv
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from rapidfuzz.fuzz import partial_ratio, ratio, token_set_ratio, token_sort_ratio
from scipy import sparse
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

from matching.attributes import agree, attributes
from matching.codes import codes_in
from matching.grams import GramIndex
from matching.similarity import code_key, fold, words

Row = dict[str, str]
Pair = tuple[str, str, int]
Floats = npt.NDArray[np.float32]


def table(path: Path) -> dict[str, Row]:
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        return {row["id"]: {k: v or "" for k, v in row.items() if k != "id"} for row in csv.DictReader(file)}


def pairs(path: Path) -> list[Pair]:
    with path.open(encoding="utf-8", newline="") as file:
        return [(r["ltable_id"], r["rtable_id"], int(r["label"])) for r in csv.DictReader(file)]


class Features:
    """Pair features over two tables; everything about one record is worked out once."""

    def __init__(self, left: dict[str, Row], right: dict[str, Row]) -> None:
        self.sides = (left, right)
        self.texts = [{i: fold(" ".join(r.values())) for i, r in side.items()} for side in self.sides]
        self.titles = [{i: fold(next(iter(r.values()))) for i, r in side.items()} for side in self.sides]
        self.words = [{i: frozenset(words(t)) for i, t in texts.items()} for texts in self.texts]
        self.numbers = [{i: attributes(t) for i, t in titles.items()} for titles in self.titles]
        self.codes = [{i: {code_key(c) for c in codes_in(t)} for i, t in texts.items()} for texts in self.texts]
        every = [t for texts in self.texts for t in texts.values()]
        self.index = GramIndex.build(every, [list(words(t)) for t in every])
        self.vocabulary = {
            w: i for i, w in enumerate(sorted({w for side in self.words for s in side.values() for w in s}))
        }

    def weight(self, found: frozenset[str]) -> float:
        return sum(self.index.token_weight(w, 8.0) for w in found)

    def pair(self, a: str, b: str) -> list[float]:
        one, other = self.texts[0][a], self.texts[1][b]
        title_a, title_b = self.titles[0][a], self.titles[1][b]
        mine, theirs = self.words[0][a], self.words[1][b]
        shared = self.weight(mine & theirs)
        numbers = agree(self.numbers[0][a], self.numbers[1][b])
        codes_a, codes_b = self.codes[0][a], self.codes[1][b]
        found = [
            ratio(title_a, title_b), token_sort_ratio(title_a, title_b), token_set_ratio(title_a, title_b),
            partial_ratio(title_a, title_b), token_set_ratio(one, other), shared,
            shared / (self.weight(mine) + 1e-6), shared / (self.weight(theirs) + 1e-6), numbers.shared,
            numbers.only_line,
            numbers.only_item, numbers.conflicts, len(codes_a & codes_b), len(codes_a - codes_b),
            len(codes_b - codes_a),
            _inside(codes_a, other) + _inside(codes_b, one),
        ]  # fmt: skip
        for name in sorted(self.sides[0][a].keys() & self.sides[1][b].keys()):
            found += _field(self.sides[0][a][name], self.sides[1][b][name])
        return found

    def differences(self, listed: Sequence[Pair]) -> sparse.csr_matrix:
        """Words shared, and words of one side only: a model learns which may differ ("black") and which may not."""
        rows, columns = [], []
        size = len(self.vocabulary)
        for row, (a, b, _) in enumerate(listed):
            mine, theirs = self.words[0][a], self.words[1][b]
            for offset, group in ((0, mine & theirs), (size, mine ^ theirs)):
                for word in group:
                    rows.append(row)
                    columns.append(offset + self.vocabulary[word])
        return sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(listed), 2 * size))


def _inside(codes: set[str], text: str) -> float:
    bare = code_key(text)
    return float(sum(len(c) > 4 and c in bare for c in codes))


def _field(a: str, b: str) -> list[float]:
    try:
        one, other = float(a.replace("$", "").replace(",", "")), float(b.replace("$", "").replace(",", ""))
        return [abs(one - other) / max(abs(one), abs(other), 1e-9), 1.0]
    except ValueError:
        return [token_set_ratio(fold(a), fold(b)) / 100 if a and b else -1.0, float(bool(a and b))]


def with_context(listed: Sequence[Pair], rows: Floats) -> Floats:
    """Each pair against the other pairs of either record: a good pair with a better rival is no match."""
    context = np.zeros((len(listed), 12), dtype=np.float32)
    for side in (0, 1):
        groups: dict[str, list[int]] = defaultdict(list)
        for i, pair in enumerate(listed):
            groups[str(pair[side])].append(i)
        for members in groups.values():
            for k, column in enumerate((0, 2, 5)):
                values = rows[members, column]
                order = np.argsort(np.argsort(-values))
                context[members, side * 6 + k * 2] = values - values.max()
                context[members, side * 6 + k * 2 + 1] = order
    return np.hstack((rows, context))


def best_threshold(p: npt.NDArray[np.float64], y: npt.NDArray[np.int64]) -> float:
    return float(max((f1(p, y, t), t) for t in np.unique(np.floor(p * 1000) / 1000))[1])


def f1(p: npt.NDArray[np.float64], y: npt.NDArray[np.int64], limit: float) -> float:
    said = p >= limit
    right = int((said & (y == 1)).sum())
    return 2 * right / max(int(said.sum()) + int((y == 1).sum()), 1)


def evaluate(folder: Path) -> float:
    """F1 on the test pairs of one set."""
    features = Features(table(folder / "tableA.csv"), table(folder / "tableB.csv"))
    parts = {name: pairs(folder / f"{name}.csv") for name in ("train", "valid", "test")}
    every = [pair for listed in parts.values() for pair in listed]  # candidates are known; their labels are not used
    rows = with_context(every, np.array([features.pair(a, b) for a, b, _ in every], dtype=np.float32))
    y = np.array([label for _, _, label in every])
    split = np.repeat(np.arange(3), [len(parts[n]) for n in ("train", "valid", "test")])
    words_of = features.differences(every)
    fold_of = np.arange(len(every)) % 4
    learnt = np.zeros(len(every))
    for fold_number in range(4):  # out of fold, so that the trees see honest word scores
        fit = (split == 0) & (fold_of != fold_number)
        judge = ((split == 0) & (fold_of == fold_number)) | (split != 0)
        model = LogisticRegression(C=1.0, max_iter=500, class_weight="balanced").fit(words_of[fit], y[fit])
        scores = model.decision_function(words_of[judge])
        learnt[judge] += np.where(split[judge] == 0, scores, scores / 4)
    x = np.column_stack((rows, learnt))
    p = np.zeros(len(every))
    for seed in range(5):
        trees = HistGradientBoostingClassifier(max_iter=250, learning_rate=0.06, max_leaf_nodes=24, min_samples_leaf=8,
                                               l2_regularization=2.0, random_state=seed, max_features=0.6)  # fmt: skip
        p += trees.fit(x[split == 0], y[split == 0]).predict_proba(x)[:, 1] / 5
    limit = best_threshold(p[split == 1], y[split == 1])
    return f1(p[split == 2], y[split == 2], limit)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="*")
    folders = parser.parse_args().folders
    if not folders:
        print("no folder of a public set was given: nothing measured")
    for folder in folders:
        print(f"{folder.name:24} F1 {100 * evaluate(folder):.1f}")


if __name__ == "__main__":
    main()
