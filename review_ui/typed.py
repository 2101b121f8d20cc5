"""What an agent typed, or took from the page, as the normalised text that the verbs want. Refused, never guessed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from extraction.values import date_order, number_style, read_date, read_number
from models.errors import BadValue
from models.reading import ExtractedOrder, Reading
from review_ui.session import Visitor
from review_ui.views.fields import input_of, where_label

EXAMPLE_DAY, EXAMPLE_NUMBER = date(2026, 12, 31), Decimal("1234.5")


def from_keyboard(path: str, typed: str, who: Visitor) -> str:
    """In the user's own style; raises `BadValue` with an example in that style."""
    typed = typed.strip()
    kind = input_of(path.rpartition(".")[2])
    if not typed or kind not in ("number", "day"):
        return typed
    found = _number(who.forms.read_number(typed)) if kind == "number" else _day(who.forms.read_day(typed))
    if found is None:
        raise _bad(path, typed, kind, who)
    return found


def from_page(path: str, text: str, reading: Reading, order: ExtractedOrder, who: Visitor) -> str:
    """In the document's style, which need not be the user's: "1.234,50" on a German order is no English number."""
    kind = input_of(path.rpartition(".")[2])
    if kind not in ("number", "day"):
        return text.strip()
    pages = [page for part in reading.parts for page in part.pages]
    if kind == "number":
        found = _number(read_number(text, number_style(pages, order.language)))
    else:
        anchor = order.order_date.value if order.order_date is not None else None
        days = read_date(text, order.language, date_order(pages, order.language), anchor)
        # Of two readings of one date the agent must choose: by typing it.
        found = _day(days[0]) if len(days) == 1 else None
    return found if found is not None else from_keyboard(path, text, who)


def _number(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def _bad(path: str, typed: str, kind: str, who: Visitor) -> BadValue:
    example = who.forms.day(EXAMPLE_DAY) if kind == "day" else who.forms.number(EXAMPLE_NUMBER)
    return BadValue(where=path, value=typed, reason=kind, field=where_label(path, who.say), example=example)
