"""Making an `Issue` of a finding: paths and parameters alike in all rules."""

from __future__ import annotations

from decimal import Decimal

from models.issue import Issue, Severity


def text(value: object) -> str:
    """A parameter as the screen formats it: Decimals plain, dates in ISO."""
    if isinstance(value, Decimal):
        plain = format(value, "f")
        return plain.rstrip("0").rstrip(".") if "." in plain else plain
    return str(value)


def finding(code: str, severity: Severity, where: str = "", /, **params: object) -> Issue:
    return Issue(code, severity, where, tuple((k, text(v)) for k, v in params.items()))


def at(index: int, field: str = "") -> str:
    """The path of a line, or of a field of it."""
    return f"lines.{index}.{field}" if field else f"lines.{index}"
