"""What speaks for and against each candidate item of a line, as numbers: pair by pair, and against its rivals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import log1p

import numpy as np
import numpy.typing as npt
from rapidfuzz.fuzz import token_set_ratio, token_sort_ratio

from matching.alignment import word_likeness, word_weights
from matching.attributes import Attributes, agree, attributes
from matching.concepts import meaning
from matching.factors import UNKNOWN_FIT, options, price_fit, reference_price
from matching.index import ItemIndex, MasterIndex
from matching.line_view import LineView
from matching.ranking import Matrix
from matching.similarity import fold, words
from models.master import Item

PAIR_FEATURES = (
    "sku", "gtin", "mpn", "code_elsewhere", "code_unknown",
    "xref", "xref_group", "xref_others", "xref_elsewhere", "alias_code", "alias_text", "alias_latest",
    "alias_elsewhere", "alias_near", "alias_near_rel",
    "cosine", "cosine_rel", "rank", "cover_line", "cover_line_rel", "cover_item", "cover_item_rel", "ratio",
    "ratio_rel", "set_ratio",
    "noun", "meant_shared", "meant_conflicts", "meant_missing", "meant_rel",
    "numbers_share", "numbers_shared", "numbers_line_only", "numbers_item_only", "numbers_conflicts", "numbers_rel",
    "dims",
    "brand", "agreed", "agreed_fit", "agreed_rel", "list_fit", "list_rel", "multiple",
    "bought", "bought_rel", "recent", "popular", "discontinued", "has_text", "text_words", "has_code",
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class ItemView:
    """A catalogue item's texts taken apart, computed when first a candidate."""

    texts: tuple[str, ...]
    words: tuple[tuple[str, ...], ...]
    concepts: tuple[frozenset[str], ...]
    numbers: tuple[Attributes, ...]
    brand: tuple[str, ...]
    packs: tuple[float, ...]
    meant: frozenset[str]
    by_kind: dict[str, set[str]]


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """What is known beside the catalogue: who orders, when, and what was learnt of them."""

    customer: str | None
    on: date | None
    references: dict[int, int]  # row → 3 own cross reference, 2 a confirmed code, 1 of the group
    others: dict[int, int]  # row → how many other customers use this code for it
    learnt_code: dict[int, int]
    learnt_text: dict[int, int]
    learnt_last: int  # the row confirmed last under this code or text, -1 for none
    learnt_near: Mapping[int, float] = field(default_factory=dict)  # row → likeness of a wording it was confirmed under
    confirmed: Mapping[str, int] = field(default_factory=dict)  # SKU → how often this customer's agents confirmed it


_MAX_VIEWS = 100_000


def item_view(index: ItemIndex, row: int) -> ItemView:
    """The parsed item; kept, because near-duplicates are candidates of many lines."""
    found = index.views.get(row)
    if found is None:
        if len(index.views) > _MAX_VIEWS:
            index.views.clear()
        found = _parse(index.items[row])
        index.views[row] = found
    return found


def _parse(item: Item) -> ItemView:
    texts = tuple(fold(text) for _, text in item.descriptions) or ("",)
    split = tuple(words(t) for t in texts)
    concepts = tuple(frozenset(meaning(w)[0]) for w in split)
    return ItemView(
        texts,
        split,
        concepts,
        tuple(dict.fromkeys(attributes(t) for _, t in item.descriptions)) or (attributes(""),),
        words(item.brand),
        tuple(float(amount) for _, amount in item.packs),
        frozenset().union(*concepts),
        _by_kind(frozenset().union(*concepts)),
    )


def pair_features(
    view: LineView, rows: Sequence[int], cosines: Sequence[float], index: MasterIndex, evidence: Evidence
) -> Matrix:
    """One row per candidate, in the order of PAIR_FEATURES."""
    items = [index.items.items[r] for r in rows]
    views = [item_view(index.items, r) for r in rows]
    table = np.zeros((len(rows), len(PAIR_FEATURES)), dtype=np.float32)
    if not len(rows):
        return table
    column = {name: table[:, i] for i, name in enumerate(PAIR_FEATURES)}
    _codes(column, view, rows, index, evidence)
    _text(column, view, views, cosines, index.items)
    _meaning(column, view, views)
    _numbers(column, view, views)
    _trade(column, view, items, index, evidence)
    _relative(column)
    return table


Floats = npt.NDArray[np.float32]
_MEANT = np.float32(0.9)
Columns = dict[str, npt.NDArray[np.float32]]


def _codes(column: Columns, view: LineView, rows: Sequence[int], index: MasterIndex, evidence: Evidence) -> None:
    level = {(h.row, h.kind): h.level for h in view.hits}
    best = max((h.level for h in view.hits), default=0)
    taught = evidence.learnt_code.keys() | evidence.learnt_text.keys()
    if evidence.learnt_near:
        column["alias_near"][:] = [evidence.learnt_near.get(row, 0.0) for row in rows]
        column["alias_near_rel"][:] = column["alias_near"] - column["alias_near"].max()
    column["code_elsewhere"][:] = best
    column["xref_elsewhere"][:] = float(any(v > 1 for v in evidence.references.values()))
    column["alias_elsewhere"][:] = float(bool(taught))
    special = {h.row for h in view.hits} | evidence.references.keys() | evidence.others.keys() | taught
    for i, row in enumerate(rows):
        if row not in special:  # most candidates share only words with the line
            continue
        own = [level.get((row, kind), 0) for kind in ("sku", "gtin", "mpn")]
        column["sku"][i], column["gtin"][i], column["mpn"][i] = own
        column["code_elsewhere"][i] = max(0, best - max(own))
        reference = evidence.references.get(row, 0)
        column["xref"][i] = reference if reference > 1 else 0
        column["xref_group"][i] = float(reference == 1)
        column["xref_others"][i] = log1p(evidence.others.get(row, 0))
        if reference > 1:
            column["xref_elsewhere"][i] = 0.0
        column["alias_code"][i] = log1p(evidence.learnt_code.get(row, 0))
        column["alias_text"][i] = log1p(evidence.learnt_text.get(row, 0))
        column["alias_latest"][i] = float(row == evidence.learnt_last)
        if row in taught:
            column["alias_elsewhere"][i] = 0.0
    column["code_unknown"][:] = float(view.code_unknown)
    column["has_code"][:] = float(bool(view.hits))


def _text(
    column: Columns, view: LineView, views: Sequence[ItemView], cosines: Sequence[float], items: ItemIndex
) -> None:
    column["cosine"][:] = cosines
    order = np.argsort(-np.asarray(cosines), kind="stable")
    column["rank"][order] = 1.0 / (1.0 + np.arange(len(order)))
    column["has_text"][:] = float(bool(view.words))
    column["text_words"][:] = len(view.words)
    if not view.words:
        return
    cover = _Cover.of(view, views, items)
    column["cover_line"][:], column["cover_item"][:] = cover.line(), cover.item()
    for i, v in enumerate(views):
        column["ratio"][i] = max(token_sort_ratio(view.text, t) for t in v.texts) / 100
        column["set_ratio"][i] = max(token_set_ratio(view.text, t) for t in v.texts) / 100


@dataclass(frozen=True, slots=True, eq=False)
class _Cover:
    """The words of a line against those of all candidates at once; index arrays are padded with a word like none."""

    view: LineView
    views: Sequence[ItemView]
    like: Floats  # line words × vocabulary, the last column (padding) zero
    line_weight: Floats
    item_weight: Floats
    at: dict[str, int]

    @classmethod
    def of(cls, view: LineView, views: Sequence[ItemView], items: ItemIndex) -> _Cover:
        vocabulary = list(dict.fromkeys(w for v in views for text in (*v.words, v.brand) for w in text))
        like = word_likeness(view.words, vocabulary, items.translations)
        padded = np.concatenate((like, np.zeros((len(view.words), 1), dtype=np.float32)), axis=1)
        return cls(
            view,
            views,
            padded,
            word_weights(view.words, items.texts, items.default_idf),
            np.append(word_weights(vocabulary, items.texts, items.default_idf), np.float32(0)),
            {w: i for i, w in enumerate(vocabulary)},
        )

    def line(self) -> Floats:
        """Share of the line's words, by weight, that each candidate has in some language."""
        every = self._padded([[w for text in (*v.words, v.brand) for w in text] for v in self.views])
        seen = self.like[:, every].max(axis=2)
        meant = frozenset(self.view.concepts)
        if meant and self.view.covered:
            # A phrase in another language covers all of its words, though none is like a word of the item.
            whole = [i for i, v in enumerate(self.views) if meant <= v.meant]
            words_meant = sorted(self.view.covered)
            seen[np.ix_(words_meant, whole)] = np.maximum(seen[np.ix_(words_meant, whole)], _MEANT)
        covered: Floats = self.line_weight @ seen / self.line_weight.sum()
        return covered

    def item(self) -> Floats:
        """Share of each candidate's words that the line has, in the language that fits best."""
        owners = [i for i, v in enumerate(self.views) for text in v.words if text]
        concepts = [c for v in self.views for text, c in zip(v.words, v.concepts, strict=True) if text]
        texts = self._padded([text for v in self.views for text in v.words if text])
        best = np.zeros(len(self.views), dtype=np.float32)
        if not owners:
            return best
        found = self.like.max(axis=0) * self.item_weight
        share = found[texts].sum(axis=1) / np.maximum(self.item_weight[texts].sum(axis=1), 1e-6)
        meant = frozenset(self.view.concepts)
        said = np.array([bool(c) and c <= meant for c in concepts])
        np.maximum.at(best, owners, np.where(said, (share + 1) / 2, share).astype(np.float32))
        return best

    def _padded(self, texts: Sequence[Sequence[str]]) -> npt.NDArray[np.int64]:
        width = max((len(t) for t in texts), default=0) or 1
        pad = len(self.at)
        rows = [[self.at[w] for w in t] + [pad] * (width - len(t)) for t in texts]
        return np.array(rows, dtype=np.int64).reshape(len(texts), width)


def _meaning(column: Columns, view: LineView, views: Sequence[ItemView]) -> None:
    """Concepts class by class: shared, contradicting, or named on one side only."""
    named = _by_kind(view.concepts)
    for i, v in enumerate(views):
        other = v.by_kind
        shared = conflicts = 0
        for kind, mine in named.items():
            theirs = other.get(kind)
            if theirs is None:
                continue
            agreed = bool(mine & theirs)
            if kind == "noun":
                column["noun"][i] = 1.0 if agreed else -1.0
            elif agreed:
                shared += 1
            else:
                conflicts += 1
        column["meant_shared"][i] = shared
        column["meant_conflicts"][i] = conflicts
        column["meant_missing"][i] = sum(kind not in other for kind in named) + sum(kind not in named for kind in other)
        column["brand"][i] = 0.0 if not view.brand else 1.0 if view.brand == v.brand else -1.0


def _by_kind(concepts: Iterable[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for concept in concepts:
        found.setdefault(concept.partition(":")[0], set()).add(concept)
    return found


def _numbers(column: Columns, view: LineView, views: Sequence[ItemView]) -> None:
    total = max(len(view.numbers.measures), 1)
    for i, v in enumerate(views):
        found = max((agree(view.numbers, n, v.packs) for n in v.numbers), key=lambda a: (a.shared, -a.conflicts))
        column["numbers_share"][i] = found.shared / total if view.numbers.measures else 1.0
        column["numbers_shared"][i] = found.shared
        column["numbers_line_only"][i] = found.only_line
        column["numbers_item_only"][i] = found.only_item
        column["numbers_conflicts"][i] = found.conflicts
        column["dims"][i] = found.dims


def _trade(column: Columns, view: LineView, items: Sequence[Item], index: MasterIndex, evidence: Evidence) -> None:
    habits = index.habits.get(evidence.customer or "", {})
    for i, item in enumerate(items):
        agreed, listed = reference_price(item, evidence.customer, index, evidence.on)
        readings = options(item, view)
        column["agreed"][i] = float(agreed > 0)
        column["agreed_fit"][i] = column["list_fit"][i] = UNKNOWN_FIT
        if view.prices:
            column["agreed_fit"][i] = min(price_fit(view.prices, r.stock, agreed) for r in readings)
            column["list_fit"][i] = min(price_fit(view.prices, r.stock, listed) for r in readings)
        if view.quantity is not None:
            multiple = item.multiple or 1
            column["multiple"][i] = float(any((view.quantity * r.stock) % multiple == 0 for r in readings))
        habit = habits.get(item.sku)
        column["bought"][i] = log1p((habit.count if habit else 0) + evidence.confirmed.get(item.sku, 0))
        if habit:
            column["recent"][i] = 1.0 / (1.0 + max((index.today - habit.last).days, 0) / 90.0)
        column["popular"][i] = log1p(index.items.popularity.get(item.sku, 0))
        column["discontinued"][i] = float(item.status != "active")


_RELATIVE_TO_BEST = (
    ("cosine_rel", "cosine"), ("cover_line_rel", "cover_line"), ("cover_item_rel", "cover_item"), ("ratio_rel",
    "ratio"),
    ("bought_rel", "bought"),
)  # fmt: skip


def _relative(column: Columns) -> None:
    """Each candidate against the best of its list: what decides between near-duplicates."""
    for name, of in _RELATIVE_TO_BEST:
        column[name][:] = column[of] - column[of].max()
    for name in ("meant", "numbers"):
        balance = column[f"{name}_shared"] - column[f"{name}_conflicts"]
        column[f"{name}_rel"][:] = balance - balance.max()
    column["agreed_rel"][:] = column["agreed_fit"] - column["agreed_fit"].min()
    column["list_rel"][:] = column["list_fit"] - column["list_fit"].min()
