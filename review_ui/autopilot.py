"""The autopilot's setting between its stored JSON and a form. What it means is `rules`' to say."""

from __future__ import annotations

from typing import Any

from starlette.datastructures import FormData

from review_ui.session import Visitor


def autopilot_of(value: Any) -> dict[str, Any]:
    """The stored value with defaults for what it lacks."""
    return dict(value or {})


def typed_autopilot(form: FormData, who: Visitor) -> tuple[dict[str, Any], str]:
    """The value to store, or the sentence that says what is wrong."""
    return {}, ""
