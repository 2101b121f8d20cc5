"""One read value as the review screen shows it: its text, how sure it is, where it stands. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from models.issue import Issue, Severity
from models.reading import AtPath, Field, OnPage
from review_ui.forms import Forms
from review_ui.texts import Texts
from rules import Tolerances

# "settled": in doubt, but nothing hangs on it, since what was matched by it is sure.
Level = Literal["confirmed", "sure", "likely", "unsure", "missing", "absent", "settled"]
Input = Literal["text", "number", "day", "long", "choice"]

# From here on a value is shown as sure; below `LIKELY`, where the rules begin to doubt too, it is marked more strongly.
SURE = 0.90
LIKELY = Tolerances().min_field

NUMBERS = frozenset(
    {
        "total_net", "total_tax", "total_gross", "quantity", "unit_price", "price_basis", "discount_percent", "amount",
        "stock_quantity",
    }
)  # fmt: skip
MONEY = frozenset({"total_net", "total_tax", "total_gross", "unit_price", "amount"})
DAYS = frozenset({"order_date", "requested_date"})


@dataclass(frozen=True, slots=True)
class Said:
    """An issue in words, with the field that it is about."""

    code: str
    severity: Severity
    where: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class FieldView:
    """`page` 0: no place on a page. `look` when the agent should look at it."""

    path: str
    label: str
    input: Input
    value: str
    level: Level
    badge: str
    title: str
    look: bool
    page: int = 0
    box: str = ""
    element: str = ""
    raw: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    said: tuple[Said, ...] = ()

    @property
    def worst(self) -> str:
        """The severest issue's class, "" for none."""
        found = {said.severity for said in self.said}
        return next((str(severity) for severity in Severity if severity in found), "")


def input_of(name: str) -> Input:
    if name == "notes":
        return "long"
    if name == "document_type":
        return "choice"
    return "number" if name in NUMBERS else "day" if name in DAYS else "text"


def shown(name: str, value: Any, forms: Forms) -> str:
    """A value as it stands in an input field of this user; prices and amounts keep two decimals, 25.000 pieces none."""
    if isinstance(value, Decimal):
        return forms.plain_number(tidy(value, 2 if name in MONEY else 0))
    return forms.day(value) if isinstance(value, date) else str(value)


def tidy(value: Decimal, least: int) -> Decimal:
    """Without zeros at its end beyond `least` decimals; the value is the same."""
    exponent = value.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    while decimals > least and value == value.quantize(Decimal(1).scaleb(1 - decimals)):
        decimals -= 1
        value = value.quantize(Decimal(1).scaleb(-decimals))
    return value


def level_of(field: Field[Any] | None, required: bool) -> Level:
    if field is None:
        return "missing" if required else "absent"
    return level_of_confidence(field.confidence, field.source == "agent")


def level_of_confidence(confidence: float, by_agent: bool) -> Level:
    if by_agent:
        return "confirmed"
    return "sure" if confidence >= SURE else "likely" if confidence >= LIKELY else "unsure"


def badge_of(level: Level, confidence: float, say: Texts, forms: Forms) -> str:
    """The mark beside the colour, so that nobody needs to see colours; nothing for what needs no look."""
    if level in ("likely", "unsure"):
        return forms.percent(confidence)
    return {"confirmed": "✓", "missing": say("review.missing")}.get(level, "")


def field_view(
    path: str, field: Field[Any] | None, said: tuple[Said, ...], say: Texts, forms: Forms, *, required: bool = False
) -> FieldView:
    """The field at `path`; `said` are the issues about it."""
    name = path.rpartition(".")[2]
    level = level_of(field, required)
    grave = any(entry.severity is not Severity.INFO for entry in said)
    confidence = field.confidence if field is not None else 0.0
    page, box, element, raw = place(field)
    return FieldView(
        path=path,
        label=say(f"field.{name}"),
        input=input_of(name),
        value="" if field is None else shown(name, field.value, forms),
        level=level,
        badge=badge_of(level, confidence, say, forms),
        title=_title(field, level, say, forms),
        look=level in ("likely", "unsure", "missing") or (grave and level != "confirmed"),
        page=page,
        box=box,
        element=element,
        raw=raw,
        said=said,
    )


def settled(view: FieldView) -> FieldView:
    """The field in doubt where the doubt does not matter: no look, no colour; what a rule found stays."""
    if view.level not in ("likely", "unsure") or view.worst in ("blocking", "warning"):
        return view
    return replace(view, level="settled", badge="", look=False)


def place(field: Field[Any] | None) -> tuple[int, str, str, str]:
    """Page and box, or element and raw text, of where the value stands; zero and empty for nowhere."""
    match field.evidence if field is not None else None:
        case OnPage(page, box, text, _, _):
            return page, ",".join(f"{v:.1f}" for v in (box.x0, box.top, box.x1, box.bottom)), "", text
        case AtPath(path, text):
            return 0, "", path, text
        case _:
            return 0, "", "", ""


def _title(field: Field[Any] | None, level: Level, say: Texts, forms: Forms) -> str:
    if field is None:
        return say("review.not_stated")
    if level == "confirmed":
        return say("review.source_agent")
    sure = say("review.machine_says", percent=forms.percent(field.confidence))
    return f"{sure} · {say(f'review.source_{field.source}')}"


def said(issue: Issue, say: Texts, forms: Forms) -> Said:
    """The issue's sentence in the user's language, numbers and dates in their style."""
    params = {name: _param(value, forms) for name, value in issue.params if value}
    # What a file is instead of an order is a code of its own.
    params["intent"] = say.known(f"intent.{dict(issue.params).get('intent', '')}", say("intent.other"))
    # A sentence that quotes what was written needs another one where nothing was.
    unstated = f"issue_unstated.{issue.code}" if any(not value for _, value in issue.params) else ""
    text = (
        say.known(unstated, "", **params)
        or say.known(f"issue.{issue.code}", "", **params)
        or say("issue.unknown", code=issue.code)
    )
    return Said(issue.code, issue.severity, issue.where, where_label(issue.where, say), text)


def where_label(where: str, say: Texts) -> str:
    """ "lines.2.quantity" → "Line 3 · Quantity"; "" → nothing."""
    parts = where.split(".")
    if parts[0] == "lines" and len(parts) > 1 and parts[1].isdecimal():
        line = say("review.line", n=int(parts[1]) + 1)
        name = parts[2] if len(parts) > 2 else ""
        return f"{line} · {say.known(f'field.{name}', name)}" if name else line
    return say.known(f"field.{where}", "") if where else ""


def _param(value: str, forms: Forms) -> str:
    """Params are normalised: a number or an ISO date in them is shown as the user writes it, other text as it is."""
    if len(value) == 10 and value[4] == value[7] == "-" and value.replace("-", "").isdecimal():
        return forms.day(date.fromisoformat(value))
    whole, _, decimals = value.lstrip("-").partition(".")
    if decimals.isdecimal() and whole.isdecimal():
        return forms.number(Decimal(value))
    return value
