"""The autopilot's settings: one for everybody, and one for each customer that has its own. What they mean: `rules`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from models.codec import from_json, to_json
from rules import Autopilot
from store import settings

GENERAL = "autopilot"


def autopilot_of(session: Session, customer_code: str = "") -> Autopilot:
    """The customer's own setting, else everybody's, else the rules' default."""
    own = settings.get(session, _key(customer_code)) if customer_code else None
    stored = own or settings.get(session, GENERAL)
    return _from_stored(stored) if stored else Autopilot()


def own_autopilots(session: Session) -> Mapping[str, Autopilot]:
    """The customers that have a setting of their own, by code."""
    stored = settings.get_all(session, f"{GENERAL}.")
    return {code: _from_stored(value) for code, value in sorted(stored.items())}


def put_autopilot(session: Session, policy: Autopilot | None, customer_code: str = "") -> None:
    """Set everybody's or the customer's own; None takes the setting away."""
    value = json.loads(to_json(policy)) if policy is not None else None
    settings.put(session, _key(customer_code) if customer_code else GENERAL, value)


def _key(customer_code: str) -> str:
    return f"{GENERAL}.{customer_code}"


def _from_stored(value: Any) -> Autopilot:
    return from_json(Autopilot, json.dumps(value))
