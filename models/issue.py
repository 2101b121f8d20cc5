"""A rule's finding as data; its sentence is made at the screen, in the user's language."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    BLOCKING = "blocking"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Issue:
    """`where` is a field path: "" (the order), "po_number", "lines.2.unit_price" (lines count from 0).

    `params` are named strings for the sentence (already normalised values, never prose).
    """

    code: str
    severity: Severity
    where: str = ""
    params: tuple[tuple[str, str], ...] = ()
