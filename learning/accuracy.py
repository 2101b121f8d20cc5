"""How right predictions are against truth files: by field, line, match and decision. Pure; prints nothing.

Both sides are the JSON of `carnet process` and its truth form (see docs/formats.md). Rules: a wrong value counts as a
false positive and a false negative; codes compare by letters and digits, dates and numbers by value, texts without
case and spacing; "lenient" texts also at an edit ratio of 0.9 when their digits agree.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

import numpy as np
from rapidfuzz import fuzz
from scipy.optimize import linear_sum_assignment

from models.reading import HEADER_FIELDS, LINE_FIELDS, DocumentType

Json = Mapping[str, Any]

NUMBERS = {"total_net", "total_tax", "total_gross", "quantity", "unit_price", "price_basis"} | {
    "discount_percent",
    "amount",
}
DATES = {"order_date", "requested_date"}
FUZZY = {"buyer_name", "ship_to_name", "ship_to_street", "ship_to_city", "payment_terms", "delivery_terms"} | {
    "notes",
    "description",
}
EXACT_COLUMNS = ("quantity", "unit", "unit_price", "price_basis", "discount_percent")
IDENTIFIERS = ("gtin", "supplier_item_code", "buyer_item_code", "description")
# Stating one of these without its being printed spoils an order as much as getting it wrong.
INVENTED = {"requested_date", "order_date", "total_net", "total_tax", "total_gross"}
LENIENT_RATIO = 0.9
NUMBER_TOLERANCE = Decimal("1e-9")
LINE_FLOOR = 1.0
LINE_WEIGHTS = (
    ("gtin", 3.0),
    ("supplier_item_code", 3.0),
    ("buyer_item_code", 3.0),
    ("quantity", 1.5),
    ("unit_price", 1.5),
    ("amount", 1.0),
    ("line_no", 1.0),
)
_HYPHENS = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-") | {"’": "'", "‘": "'"})


def _text(value: object) -> str:
    return " ".join(unicodedata.normalize("NFKC", str(value)).translate(_HYPHENS).casefold().split())


def _code(value: object) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", str(value)).casefold() if c.isalnum()) or _text(value)


def _number(value: object) -> Decimal | None:
    try:
        number = Decimal(str(value).strip().replace("\u00a0", ""))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _date(value: object) -> dt.date | None:
    found = re.match(r"(\d{4}-\d\d-\d\d)(?:$|[T ])", str(value).strip())
    try:
        return dt.date.fromisoformat(found.group(1)) if found else None
    except ValueError:
        return None


def same(name: str, a: object, b: object) -> bool:
    """Whether two stated values of the field `name` are equal after normalisation."""
    if name in NUMBERS:
        x, y = _number(a), _number(b)
        if x is None or y is None:
            return _text(a) == _text(b)
        return abs(x - y) <= NUMBER_TOLERANCE * max(Decimal(1), abs(x))
    if name in DATES:
        return _date(a) is not None and _date(a) == _date(b)
    if name == "line_no":
        return (_code(a).lstrip("0") or "0") == (_code(b).lstrip("0") or "0")
    if name in FUZZY:
        return _text(a) == _text(b)
    if name in {"buyer_email"}:
        return _text(a) == _text(b)
    return _code(a) == _code(b)


def similar(name: str, a: object, b: object) -> bool:
    """`same`, or for texts nearly the same with the same digits (12 rue X is not 13 rue X)."""
    if same(name, a, b):
        return True
    if name not in FUZZY or re.findall(r"\d+", _text(a)) != re.findall(r"\d+", _text(b)):
        return False
    return fuzz.ratio(_text(a), _text(b)) / 100 >= LENIENT_RATIO


def _stated(name: str, value: object) -> object | None:
    if isinstance(value, Mapping):
        value = value.get("value", value.get("code", value.get("sku")))
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    neutral = {"price_basis": Decimal(1), "discount_percent": Decimal(0)}.get(name)
    return None if neutral is not None and _number(value) == neutral else value


@dataclass(slots=True)
class Count:
    """Strict and lenient true positives, with what was stated wrongly and what was missed."""

    right: int = 0
    lenient: int = 0
    predicted: int = 0
    printed: int = 0

    def add(self, name: str, truth: object, said: object) -> tuple[bool, bool]:
        t, p = _stated(name, truth), _stated(name, said)
        self.printed += t is not None
        self.predicted += p is not None
        if t is None or p is None:
            return (t is None and p is None,) * 2
        strict, lenient = same(name, t, p), similar(name, t, p)
        self.right += strict
        self.lenient += lenient
        return strict, lenient

    def f1(self, lenient: bool = False) -> float | None:
        total = self.predicted + self.printed
        return 2 * (self.lenient if lenient else self.right) / total if total else None


@dataclass(slots=True)
class Rate:
    right: int = 0
    of: int = 0

    def add(self, ok: bool) -> None:
        self.right += ok
        self.of += 1

    @property
    def value(self) -> float | None:
        return self.right / self.of if self.of else None


RATES = (
    "document_type",
    "perfect_header",
    "perfect_lines",
    "perfect_order",
    "customer_top1",
    "unknown_customer_left_open",
    "ship_to",
    "item_top1",
    "item_recall5",
    "unknown_item_left_open",
    "stock_quantity",
    "intent",
    "duplicate_flagged",
    "file_without_order_clean",
)


@dataclass(slots=True)
class Accuracy:
    """The tally over files; `wrong` lists (file, po number, what, truth, predicted)."""

    header: dict[str, Count] = field(default_factory=lambda: {k: Count() for k in HEADER_FIELDS})
    columns: dict[str, Count] = field(default_factory=lambda: {k: Count() for k in LINE_FIELDS})
    line_exact: Count = field(default_factory=Count)
    found: Count = field(default_factory=Count)
    rates: dict[str, Rate] = field(default_factory=lambda: {k: Rate() for k in RATES})
    files: int = 0
    orders: int = 0
    touchless: int = 0
    touchless_wrong: int = 0
    stated: list[tuple[float, bool]] = field(default_factory=list)
    wrong: list[tuple[str, str, str, str, str]] = field(default_factory=list)

    def micro(self, counts: Mapping[str, Count]) -> Count:
        total = Count()
        for c in counts.values():
            total.right += c.right
            total.lenient += c.lenient
            total.predicted += c.predicted
            total.printed += c.printed
        return total

    def calibration_error(self, bins: int = 10) -> float | None:
        """Expected calibration error: the mean gap between claimed and true rightness over equal-width bins."""
        if not self.stated:
            return None
        confidence = np.array([c for c, _ in self.stated])
        right = np.array([ok for _, ok in self.stated], dtype=float)
        bin_of = np.minimum((confidence * bins).astype(int), bins - 1)
        gaps = [abs(confidence[bin_of == b].sum() - right[bin_of == b].sum()) for b in range(bins)]
        return float(sum(gaps) / len(self.stated))


def score_files(pairs: Iterable[tuple[Json, Json | None]]) -> Accuracy:
    """The tally over (truth, prediction) pairs; a missing prediction counts as an empty one."""
    tally = Accuracy()
    for truth, said in pairs:
        _score_file(tally, truth, said)
    return tally


def pair(rows: int, columns: int, similarity: Callable[[int, int], float], floor: float) -> list[tuple[int, int]]:
    """The one-to-one pairs (row, column) of greatest total similarity; those below `floor` are left out."""
    if not rows or not columns:
        return []
    table = np.array([[similarity(i, j) for j in range(columns)] for i in range(rows)])
    picked = zip(*linear_sum_assignment(table, maximize=True), strict=True)
    return [(int(i), int(j)) for i, j in picked if table[i, j] >= floor]


def _documents(said: Json | None) -> list[Json]:
    kinds = set(DocumentType)
    return [d for d in (said or {}).get("documents") or [] if (d.get("document_type") or "order") in kinds]


def _score_file(tally: Accuracy, truth: Json, said: Json | None) -> None:
    tally.files += 1
    orders, documents = truth.get("orders") or [], _documents(said)
    if "intent" in truth and said is not None and "intent" in said:
        tally.rates["intent"].add(truth["intent"] == said["intent"])
    if truth.get("duplicate_of"):
        tally.rates["duplicate_flagged"].add(bool((said or {}).get("duplicate_of")))
    if not orders:
        tally.rates["file_without_order_clean"].add(said is not None and not documents)
    tally.orders += len(orders)
    pairs = dict(
        pair(
            len(orders),
            len(documents),
            lambda i, j: _likeness(orders[i], documents[j]) - 0.001 * abs(i - j),
            float("-inf"),
        )
    )
    tally.found.printed += len(orders)
    tally.found.predicted += len(documents)
    tally.found.right += len(pairs)
    for i, order in enumerate(orders):
        _score_order(tally, truth, order, documents[pairs[i]] if i in pairs else None)
    for j, document in enumerate(documents):
        if j not in pairs.values():
            _score_extra(tally, truth, document)


def _likeness(order: Json, document: Json) -> float:
    fields, score = document.get("fields") or {}, 0.0
    for name in HEADER_FIELDS:
        t, p = _stated("", order.get(name)), _stated("", fields.get(name))
        if t is not None and p is not None and similar(name, t, p):
            score += 5 if name == "po_number" else 0.3
    pages, read = set(order.get("pages") or []), set(document.get("pages") or [])
    if pages and read:
        score += 2 * len(pages & read) / len(pages | read)
    codes, seen = _codes(order.get("lines") or []), _codes(document.get("lines") or [])
    if codes and seen:
        score += 3 * len(codes & seen) / len(codes | seen)
    return score - 0.05 * abs(len(order.get("lines") or []) - len(document.get("lines") or []))


def _codes(lines: Sequence[Json]) -> set[str]:
    return {_code(v) for x in lines for k in IDENTIFIERS if (v := _stated("", x.get(k))) is not None}


def _score_extra(tally: Accuracy, truth: Json, document: Json) -> None:
    fields = document.get("fields") or {}
    for name, count in tally.header.items():
        count.add(name, None, fields.get(name))
    for line in document.get("lines") or []:
        tally.line_exact.predicted += 1
        for name, count in tally.columns.items():
            count.add(name, None, line.get(name))
    if document.get("decision") == "touchless":
        tally.touchless += 1
        tally.touchless_wrong += 1
    tally.wrong.append((truth["file"], "", "document", "(none)", str(_stated("", fields.get("po_number")) or "order")))


def _score_order(tally: Accuracy, truth: Json, order: Json, document: Json | None) -> None:
    said: Json = document or {}

    def log(what: str, t: object, p: object) -> None:
        if document is not None:
            tally.wrong.append((truth["file"], str(order.get("po_number", "")), what, str(t), str(p)))

    lost = document is None
    if lost:
        tally.wrong.append((truth["file"], str(order.get("po_number", "")), "document", "(order)", "(missing)"))
    type_ok = not lost and (said.get("document_type") or "order") == (order.get("document_type") or "order")
    tally.rates["document_type"].add(type_ok)
    header_ok, key_ok = _score_header(tally, order, said.get("fields") or {}, log)
    lines_ok, line_key_ok = _score_lines(tally, order.get("lines") or [], said.get("lines") or [], log)
    match_ok = _score_parties(tally, order, said, lost, log)
    tally.rates["perfect_header"].add(header_ok and not lost)
    tally.rates["perfect_lines"].add(lines_ok and not lost)
    tally.rates["perfect_order"].add(header_ok and lines_ok and type_ok)
    if not lost and said.get("decision") == "touchless":
        tally.touchless += 1
        tally.touchless_wrong += not (type_ok and key_ok and line_key_ok and match_ok)


Log = Callable[[str, object, object], None]


def _score_header(tally: Accuracy, order: Json, fields: Json, log: Log) -> tuple[bool, bool]:
    perfect = key_ok = True
    for name, count in tally.header.items():
        t, p = _stated(name, order.get(name)), _stated(name, fields.get(name))
        strict, lenient = count.add(name, t, p)
        if not strict:
            log(name, t, p)
        if not lenient and (t is not None or name in INVENTED):
            perfect = False
        if not lenient and name in {"po_number", "requested_date"}:
            key_ok = False
        _confidence(tally, fields.get(name), p, lenient)
    return perfect, key_ok


def _confidence(tally: Accuracy, cell: object, value: object, ok: bool) -> None:
    if value is not None and isinstance(cell, Mapping) and isinstance(cell.get("confidence"), int | float):
        tally.stated.append((min(max(float(cell["confidence"]), 0.0), 1.0), ok))


def line_likeness(t: Json, p: Json) -> float:
    """How much a line of the truth and a line of an answer look like the same one; `LINE_FLOOR` is the least."""
    score = 0.0
    for name, weight in LINE_WEIGHTS:
        a, b = _stated("", t.get(name)), _stated("", p.get(name))
        if a is not None and b is not None and same(name, a, b):
            score += weight
    a, b = _stated("", t.get("description")), _stated("", p.get("description"))
    if a is not None and b is not None:
        score += 3 * fuzz.ratio(_text(a), _text(b)) / 100
    sku, found = t.get("sku"), (p.get("item") or {}).get("sku")
    return score + (1 if sku and found and _code(sku) == _code(found) else 0)


def _score_lines(tally: Accuracy, truth: Sequence[Json], said: Sequence[Json], log: Log) -> tuple[bool, bool]:
    pairs = dict(
        pair(len(truth), len(said), lambda i, j: line_likeness(truth[i], said[j]) - 0.0001 * abs(i - j), LINE_FLOOR)
    )
    perfect = len(truth) == len(said) == len(pairs)
    keys_ok = perfect
    tally.line_exact.printed += len(truth)
    tally.line_exact.predicted += len(said)
    for i, line in enumerate(truth):
        found = said[pairs[i]] if i in pairs else None
        if found is None:
            log("line", line.get("line_no") or line.get("description"), "(missing)")
        ok = {}
        for name, count in tally.columns.items():
            t, p = _stated(name, line.get(name)), _stated(name, (found or {}).get(name))
            strict, ok[name] = count.add(name, t, p)
            if found is not None and not strict:
                log(f"line.{name}", t, p)
            _confidence(tally, (found or {}).get(name), p, ok[name])
        known = any(line.get(k) is not None and ok[k] for k in IDENTIFIERS)
        exact = found is not None and known and all(ok[k] for k in EXACT_COLUMNS)
        tally.line_exact.right += exact
        perfect = perfect and exact
        keys_ok = keys_ok and ok["quantity"] and ok["unit_price"] and ok["price_basis"]
        keys_ok = _score_item(tally, line, found, log) and keys_ok
    for j, line in enumerate(said):
        if j not in pairs.values():
            log("line", "(none)", _stated("", line.get("description")) or "(line)")
            for name, count in tally.columns.items():
                count.add(name, None, line.get(name))
    return perfect, keys_ok


def _score_item(tally: Accuracy, line: Json, found: Json | None, log: Log) -> bool:
    item = (found or {}).get("item") or {}
    sku, good = item.get("sku"), True
    if "sku" in line:
        want = line["sku"]
        good = found is not None and (
            _code(sku) == _code(want) if sku and want is not None else (sku or None) is None and want is None
        )
        if want is None:
            tally.rates["unknown_item_left_open"].add(good)
        else:
            tally.rates["item_top1"].add(good)
            five = dict.fromkeys(_code(c) for c in [sku, *(c.get("sku") for c in item.get("candidates") or [])] if c)
            tally.rates["item_recall5"].add(_code(want) in list(five)[:5])
        if found is not None and not good:
            log("line.sku", want, sku)
        if found is not None:
            _confidence(tally, item, sku, good)
    if line.get("sku_quantity") is None:
        return good
    stock = _stated("", (found or {}).get("stock_quantity"))
    stock_ok = stock is not None and same("quantity", line["sku_quantity"], stock)
    tally.rates["stock_quantity"].add(stock_ok)
    if stock is not None and not stock_ok:
        log("line.stock_quantity", line["sku_quantity"], stock)
    return good and (stock_ok or stock is None)


def _score_parties(tally: Accuracy, order: Json, said: Json, lost: bool, log: Log) -> bool:
    ok = True
    for key, name, rate in (("customer_code", "customer", "customer_top1"), ("ship_to_code", "ship_to", "ship_to")):
        if key not in order:
            continue
        want, code = order[key], (said.get(name) or {}).get("code") or None
        good = not lost and (_code(want) == _code(code) if want and code else (want or None) is (code or None))
        unknown = key == "customer_code" and want is None
        tally.rates["unknown_customer_left_open" if unknown else rate].add(good)
        _confidence(tally, said.get(name), code, good)
        if not good:
            log(key, want, code)
        ok = ok and good
    return ok
