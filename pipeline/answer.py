"""The JSON that `carnet process` writes for a file: what was read, matched and found. Pure; no user text of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from models.issue import Issue
from models.match import Candidate, Comparison, MatchedLine, MatchedOrder, MatchResult
from models.reading import AtPath, ExtractedLine, ExtractedOrder, Field, OnPage, stated

Sentence = Callable[[Issue], str]


def plain(value: object) -> str:
    """A value as PREDICTION.md wants it: ISO dates, decimals with '.' and no exponent, text as it is."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else str(value)


def _field(field: Field[Any]) -> dict[str, Any]:
    cell: dict[str, Any] = {"value": plain(field.value), "confidence": round(field.confidence, 4)}
    match field.evidence:
        case OnPage(page, box, text, sheet, ref):
            cell |= {"text": text, "page": page}
            cell["box"] = [round(v, 1) for v in (box.x0, box.top, box.x1, box.bottom)]
            if sheet or ref:
                cell |= {"sheet": sheet, "cell": ref}
        case AtPath(path, text):
            cell |= {"text": text, "path": path}
        case None:
            pass
    if field.alternatives:
        cell["alternatives"] = [plain(v) for v in field.alternatives]
    return cell


def _fields(record: ExtractedOrder | ExtractedLine) -> dict[str, Any]:
    return {name: _field(field) for name, field in stated(record)}


def _reason(reason: Comparison) -> str:
    return f"{reason.name}: {reason.level}"


def _candidates(candidates: tuple[Candidate, ...], key: str) -> list[dict[str, Any]]:
    return [
        {key: c.target, "score": round(c.score, 4), "reasons": [_reason(r) for r in c.reasons]} for c in candidates[:10]
    ]


def _match(result: MatchResult, key: str) -> dict[str, Any]:
    return {
        key: result.best,
        "confidence": round(result.confidence, 4),
        "candidates": _candidates(result.candidates, key),
    }


def _line(matched: MatchedLine) -> dict[str, Any]:
    cell = _fields(matched.line)
    if matched.line.schedules:
        cell["schedules"] = [
            {"requested_date": plain(s.requested_date), "quantity": plain(s.quantity)} for s in matched.line.schedules
        ]
    cell["item"] = _match(matched.item, "sku")
    if matched.stock_quantity is not None:
        cell["stock_quantity"] = _field(matched.stock_quantity)
    return cell


def _issue(issue: Issue, say: Sentence) -> dict[str, Any]:
    cell: dict[str, Any] = {"code": issue.code, "severity": str(issue.severity), "message": say(issue)}
    if issue.where:
        cell["where"] = issue.where
    if issue.where.startswith("lines."):
        cell["line"] = int(issue.where.split(".")[1]) + 1
    return cell


def document(matched: MatchedOrder, issues: tuple[Issue, ...], touchless: bool, say: Sentence) -> dict[str, Any]:
    """One order of a file, as an entry of "documents"."""
    order = matched.order
    return {
        "kind": str(order.kind),
        "document_type": order.document_type.value,
        "language": order.language,
        "part": order.part,
        "pages": list(order.pages),
        "fields": _fields(order),
        "lines": [_line(line) for line in matched.lines],
        "customer": _match(matched.customer, "code"),
        "ship_to": _match(matched.ship_to, "code"),
        "issues": [_issue(issue, say) for issue in issues],
        "decision": "touchless" if touchless else "review",
        "confidence": round(matched.confidence, 4),
    }


def answer(name: str, intent: str, documents: list[dict[str, Any]], seconds: float) -> dict[str, Any]:
    """The whole answer to one file."""
    return {"file": name, "intent": intent, "documents": documents, "seconds": round(seconds, 3)}


def refusal(name: str, code: str, message: str, seconds: float) -> dict[str, Any]:
    """The answer to a file that could not be read or was refused."""
    error: Mapping[str, str] = {"code": code, "message": message}
    return {
        "file": name,
        "intent": "other",
        "rejected": True,
        "error": dict(error),
        "documents": [],
        "seconds": round(seconds, 3),
    }
