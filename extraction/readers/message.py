"""Fields of orders that come as messages: each with its element's path as evidence. It knows no message standard."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from models.issue import Issue
from models.reading import AtPath, DocumentType, ExtractedLine, ExtractedOrder, Field, Kind, Schedule

# A message states its values as data: what can still be wrong is a sender's misuse of an element.
CONFIDENCE = 0.995
_GTIN = re.compile(r"\d{8}|\d{12,14}")


def as_text(raw: str | None) -> str | None:
    """The text without surrounding blanks, runs of blanks made one; None when nothing is left."""
    text = " ".join((raw or "").split())
    return text or None


def as_number(raw: str | None, decimal_mark: str = ".") -> Decimal | None:
    """A message's number; None for anything that is none."""
    text = (raw or "").strip()
    if decimal_mark != "." and decimal_mark in text:
        text = text.replace(decimal_mark, ".")
    elif "," in text and "." not in text:
        text = text.replace(",", ".")
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def as_date(raw: str | None) -> date | None:
    """The day of an ISO date or moment (with or without hyphens)."""
    match = re.match(r"\s*(\d{4})-?(\d{2})-?(\d{2})", raw or "")
    if not match:
        return None
    try:
        return date(*map(int, match.groups()))
    except ValueError:
        return None


def monday(year: int, week: int) -> date | None:
    """The Monday of an ISO week."""
    try:
        return date.fromisocalendar(year, week, 1)
    except ValueError:
        return None


def is_gtin(raw: str | None) -> bool:
    """Whether a code has a GTIN's shape."""
    return bool(raw and _GTIN.fullmatch(raw.strip()))


class Record:
    """The fields of one order or line under construction: the first statement of a field counts."""

    def __init__(self) -> None:
        self.fields: dict[str, Field[Any]] = {}

    def text(self, name: str, raw: str | None, path: str) -> None:
        """A text field, if it states something."""
        self._keep(name, as_text(raw), raw, path)

    def number(self, name: str, raw: str | None, path: str, decimal_mark: str = ".") -> None:
        """A number field, if it is one."""
        self._keep(name, as_number(raw, decimal_mark), raw, path)

    def date(self, name: str, value: date | None, raw: str | None, path: str) -> None:
        """A date field."""
        self._keep(name, value, raw, path)

    def _keep(self, name: str, value: Any, raw: str | None, path: str) -> None:
        if value is not None and name not in self.fields:
            self.fields[name] = Field(value, CONFIDENCE, "message", AtPath(path, (raw or "").strip()))

    def value(self, name: str) -> Any:
        """What a field states, None where it states nothing."""
        found = self.fields.get(name)
        return found.value if found else None


class LineRecord(Record):
    """An order line under construction."""

    def __init__(self) -> None:
        super().__init__()
        self.schedules: list[Schedule] = []

    def struck(self, path: str) -> None:
        """The line is taken out of the order: none of it is wanted, whatever quantity the message repeats."""
        self.number("quantity", "0", path)

    def schedule(self, day: date | None, quantity: Decimal | None) -> None:
        """One delivery date of several, with its share."""
        if day is not None and quantity is not None:
            self.schedules.append(Schedule(day, quantity))

    def line(self) -> ExtractedLine:
        """The line: one schedule is the line's date, several stay schedules."""
        fields = dict(self.fields)
        schedules = tuple(self.schedules)
        if len({s.requested_date for s in schedules}) == 1:
            first = schedules[0].requested_date
            fields.setdefault(
                "requested_date", Field(first, CONFIDENCE, "message", AtPath("schedule", first.isoformat()))
            )
            schedules = ()
        elif schedules:
            fields.pop("requested_date", None)
            fields.setdefault("quantity", _total(schedules))
        # A basis of one is how most messages say that there is none.
        if fields.get("price_basis") is not None and fields["price_basis"].value == 1:
            del fields["price_basis"]
        if fields.get("discount_percent") is not None and fields["discount_percent"].value == 0:
            del fields["discount_percent"]
        return ExtractedLine(**fields, schedules=schedules)


def _total(schedules: tuple[Schedule, ...]) -> Field[Decimal]:
    total = sum((s.quantity for s in schedules), Decimal(0))
    return Field(total, CONFIDENCE, "message", AtPath("schedules", str(total)))


@dataclass(slots=True)
class OrderRecord:
    """A whole order under construction."""

    kind: Kind
    document_type: DocumentType
    path: str
    raw_type: str = ""
    header: Record = field(default_factory=Record)
    lines: list[LineRecord] = field(default_factory=list)
    clues: list[tuple[str, str]] = field(default_factory=list)
    remarks: list[Issue] = field(default_factory=list)

    def clue(self, kind: str, raw: str | None) -> None:
        """Something matching may use: GLN, customer number, phone."""
        text = as_text(raw)
        if text and (kind, text) not in self.clues:
            self.clues.append((kind, text))

    def notes(self, texts: Iterable[str], path: str) -> None:
        """Instructions for the order, joined."""
        seen = dict.fromkeys(t for t in map(as_text, texts) if t)
        self.header.text("notes", " ".join(seen), path)

    def order(self, part: str = "") -> ExtractedOrder:
        """The finished order."""
        kind = Field(self.document_type.value, CONFIDENCE, "message", AtPath(self.path, self.raw_type))
        fields: dict[str, Any] = dict(self.header.fields)
        return ExtractedOrder(
            document_type=kind,
            kind=self.kind,
            part=part,
            lines=tuple(line.line() for line in self.lines),
            clues=tuple(self.clues),
            remarks=tuple(self.remarks),
            **fields,
        )
