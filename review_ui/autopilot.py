"""The autopilot's setting from a form. What it means is `rules`' to say."""

from __future__ import annotations

from decimal import Decimal

from starlette.datastructures import FormData

from review_ui.session import Visitor
from rules import CODES, Autopilot


def typed_autopilot(form: FormData, who: Visitor) -> tuple[Autopilot | None, str]:
    """The setting that was typed, or the sentence that says what is wrong."""

    def bad(name: str) -> tuple[None, str]:
        return None, who.say("settings.bad", field=who.say(f"settings.{name}"))

    mode = str(form.get("mode", ""))
    percent = who.forms.read_number(str(form.get("min_confidence", "")))
    if percent is None or not 50 <= percent <= 100:
        return bad("min_confidence")
    typed_amount = str(form.get("max_amount", "")).strip()
    amount = who.forms.read_number(typed_amount) if typed_amount else None
    if typed_amount and (amount is None or amount < 0):
        return bad("max_amount")
    policy = Autopilot(
        mode="never" if mode == "never" else "when_confident",
        min_confidence=float(percent / 100),
        tolerated=_codes(form, "tolerated"),
        always_ask=_codes(form, "always_ask"),
        max_amount=amount,
    )
    return policy, ""


def _codes(form: FormData, name: str) -> frozenset[str]:
    return frozenset(str(code) for code in form.getlist(name) if code in CODES)


def percent_of(policy: Autopilot) -> Decimal:
    """The confidence as people type it: 98.5."""
    return (Decimal(str(policy.min_confidence)) * 100).normalize()
