"""How right predictions are against truth files: by field, line, match and decision. Pure; prints nothing.

Both sides are the JSON of `carnet process` and its truth form (see docs/formats.md). Rules: a wrong value counts as a
false positive and a false negative; codes compare by letters and digits, dates and numbers by value, texts without
case and spacing; "lenient" texts also at an edit ratio of 0.9 when their digits agree. An answer that is no JSON object
counts as one that found nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from learning.accuracy_answer import Json, SaidLine, SaidOrder, said_order, said_orders
from learning.accuracy_matches import Log, score_item, score_parties
from learning.accuracy_pairs import IDENTIFIERS, LINE_FLOOR, line_likeness, pair, pair_lines, pair_orders
from learning.accuracy_tally import Accuracy, Count, Decided, figures
from learning.accuracy_values import same, similar
from models.reading import DocumentType

__all__ = [
    "LINE_FLOOR",
    "Accuracy",
    "Count",
    "Json",
    "add_file",
    "figures",
    "line_likeness",
    "pair",
    "same",
    "score_files",
    "similar",
]

EXACT_COLUMNS = ("quantity", "unit", "unit_price", "price_basis", "discount_percent")
# Stating one of these without its being printed spoils an order as much as getting it wrong.
INVENTED = {"requested_date", "order_date", "total_net", "total_tax", "total_gross"}
NOT_PLAIN = {DocumentType.ORDER_CHANGE.value, DocumentType.CANCELLATION.value}


def score_files(pairs: Iterable[tuple[Json, object]]) -> Accuracy:
    """The tally over (truth, answer) pairs; a missing answer (None) counts as an empty one."""
    tally = Accuracy()
    for truth, answer in pairs:
        add_file(tally, truth, answer)
    return tally


def add_file(tally: Accuracy, truth: Json, answer: object) -> None:
    """Count one file."""
    said: Json = answer if isinstance(answer, dict) else {}
    tally.files += 1
    tally.unanswered += answer is None
    tally.unreadable += answer is not None and not isinstance(answer, dict)
    truths, documents = list(truth.get("orders") or []), said_orders(said)
    if "intent" in truth and "intent" in said:
        tally.rates["intent"].add(truth["intent"] == said["intent"])
    if truth.get("duplicate_of"):
        tally.rates["duplicate_flagged"].add(bool(said.get("duplicate_of")))
    if not truths:
        tally.rates["file_without_order_clean"].add(answer is not None and not documents)
    tally.orders += len(truths)
    pairs = pair_orders(truths, documents)
    tally.found.printed += len(truths)
    tally.found.predicted += len(documents)
    tally.found.right += len(pairs)
    tally.found.lenient += len(pairs)
    for i, order in enumerate(truths):
        _score_order(tally, truth, order, documents[pairs[i]] if i in pairs else None)
    for j, document in enumerate(documents):
        if j not in pairs.values():
            _score_extra(tally, truth, document)


def _score_extra(tally: Accuracy, truth: Json, document: SaidOrder) -> None:
    for name, count in tally.header.items():
        count.add(name, None, document.cells[name].value)
    for line in document.lines:
        _score_extra_line(tally, line)
    tally.line_exact.predicted += len(document.lines)
    tally.touchless += document.touchless
    tally.touchless_wrong += document.touchless
    if document.sureness is not None:
        tally.decided.append(Decided(document.sureness, wrong=True, real=False))
    number = str(document.cells["po_number"].value or "(order)")
    tally.wrong.append((truth["file"], "", "document", "(none)", number))


def _score_extra_line(tally: Accuracy, line: SaidLine) -> None:
    for name, count in tally.columns.items():
        count.add(name, None, line.cells[name].value)


def _score_order(tally: Accuracy, file: Json, order: Json, document: SaidOrder | None) -> None:
    lost = document is None
    said = document if document is not None else said_order({"document_type": "(none)"})
    number = str(order.get("po_number", ""))

    def log(what: str, t: object, p: object) -> None:
        if not lost:
            tally.wrong.append((file["file"], number, what, str(t), str(p)))

    if lost:
        tally.wrong.append((file["file"], number, "document", "(order)", "(missing)"))
    type_ok = said.type == (order.get("document_type") or DocumentType.ORDER)
    tally.rates["document_type"].add(type_ok)
    if not type_ok:
        log("document_type", order.get("document_type"), said.type)
    header = _score_header(tally, order, said, log)
    lines = _score_lines(tally, list(order.get("lines") or []), said.lines, log)
    parties_ok = score_parties(tally, order, None if lost else said, log)
    perfect = header.lenient and lines.exact and type_ok and not lost
    tally.rates["perfect_header_strict"].add(header.strict and not lost)
    tally.rates["perfect_header"].add(header.lenient and not lost)
    tally.rates["perfect_lines"].add(lines.exact and not lost)
    tally.rates["perfect_order"].add(perfect)
    tally.rates["perfect_order_matched"].add(perfect and parties_ok and lines.matched)
    wrong = not (type_ok and header.keys and parties_ok and lines.keys) or lost
    if lost:
        return
    if said.touchless:
        tally.touchless += 1
        tally.touchless_wrong += wrong
        tally.touchless_not_plain += bool(file.get("duplicate_of") or order.get("document_type") in NOT_PLAIN)
    if said.sureness is not None:
        tally.decided.append(Decided(said.sureness, wrong, real=True))


@dataclass(frozen=True, slots=True)
class _Header:
    """Strictly perfect, leniently so (nothing printed is wrong, no date or total made up), and its keys right."""

    strict: bool
    lenient: bool
    keys: bool


def _score_header(tally: Accuracy, order: Json, said: SaidOrder, log: Log) -> _Header:
    all_strict = all_lenient = keys = True
    for name, count in tally.header.items():
        t, p = order.get(name), said.cells[name].value
        strict, lenient = count.add(name, t, p)
        if not strict:
            log(name, t, p)
        all_strict = all_strict and strict
        all_lenient = all_lenient and (lenient or (t is None and name not in INVENTED))
        keys = keys and (lenient or name not in {"po_number", "requested_date"})
        if p is not None:
            tally.believe(said.cells[name].confidence, lenient)
    return _Header(all_strict, all_lenient, keys)


@dataclass(frozen=True, slots=True)
class _Lines:
    """All lines exactly right; items and stock quantities right and stated; nothing that a booking hangs on wrong."""

    exact: bool
    matched: bool
    keys: bool


def _score_lines(tally: Accuracy, truths: list[Json], said: tuple[SaidLine, ...], log: Log) -> _Lines:
    pairs = pair_lines(truths, said)
    complete = len(truths) == len(said) == len(pairs)
    exact = matched = keys = complete
    tally.line_exact.printed += len(truths)
    tally.line_exact.predicted += len(said)
    for i, line in enumerate(truths):
        found = said[pairs[i]] if i in pairs else None
        if found is None:
            log("line", line.get("line_no") or line.get("description"), "(missing)")
        line_exact, line_keys = _score_line(tally, line, found, log)
        item_ok, stock_ok = score_item(tally, line, found, log)
        exact = exact and line_exact
        keys = keys and line_keys and item_ok and stock_ok is not False
        matched = matched and item_ok and (stock_ok or line.get("sku_quantity") is None)
    for j, extra in enumerate(said):
        if j not in pairs.values():
            named = extra.cells["description"].value or extra.cells["supplier_item_code"].value
            log("line", "(none)", named or "(line)")
            _score_extra_line(tally, extra)
    return _Lines(exact, matched, keys)


def _score_line(tally: Accuracy, line: Json, found: SaidLine | None, log: Log) -> tuple[bool, bool]:
    """Whether the line is exactly right, and whether its quantity and price are."""
    ok = {}
    for name, count in tally.columns.items():
        t, p = line.get(name), found.cells[name].value if found is not None else None
        strict, ok[name] = count.add(name, t, p)
        if found is not None and not strict:
            log(f"line.{name}", t, p)
        if found is not None and p is not None:
            tally.believe(found.cells[name].confidence, ok[name])
    known = any(line.get(k) is not None and ok[k] for k in IDENTIFIERS)
    exact = found is not None and known and all(ok[k] for k in EXACT_COLUMNS)
    tally.line_exact.right += exact
    tally.line_exact.lenient += exact
    return exact, ok["quantity"] and ok["unit_price"] and ok["price_basis"]
