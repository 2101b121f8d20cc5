"""The matching models that an installation refitted for itself: every version kept, one in use, any brought back.

<home>/models/0001/matching.skops, matching.json      one folder a version, never changed
<home>/models/current                                 the number in use; absent: the model that Carnet ships
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from learning import artifacts
from learning.brain import Brain, load_brain
from matching.ranking import MatchingModels
from models.errors import StaleModel

log = logging.getLogger(__name__)

SHIPPED = ""  # the version that Carnet came with
_FOLDER, _CURRENT, _NAME = "models", "current", "matching"


@dataclass(frozen=True, slots=True)
class Version:
    """A refitted model: its number ("0003"), the figures of the day it was made, whether it is the one in use."""

    number: str
    figures: Mapping[str, Any]
    in_use: bool


def versions(home: Path) -> tuple[Version, ...]:
    """All versions of a home, the oldest first."""
    used = current(home)
    found = []
    for card in sorted((home / _FOLDER).glob(f"*/{_NAME}.json")):
        figures = json.loads(card.read_text("utf-8"))["figures"]
        found.append(Version(card.parent.name, figures, card.parent.name == used))
    return tuple(found)


def current(home: Path) -> str:
    """The number of the version in use; SHIPPED where none is."""
    path = home / _FOLDER / _CURRENT
    return path.read_text("utf-8").strip() if path.is_file() else SHIPPED


def add(home: Path, models: MatchingModels, modules: tuple[str, ...], figures: Mapping[str, Any]) -> str:
    """Keep the models as the next version and take it into use; its number."""
    last = max((int(v.number) for v in versions(home)), default=0)
    number = f"{last + 1:04d}"
    artifacts.save(_NAME, replace(models, version=number).payload(), modules, figures, home / _FOLDER / number)
    use(home, number)
    return number


def use(home: Path, number: str) -> None:
    """Take a version into use from now on (SHIPPED: Carnet's own); raises `StaleModel` when it cannot be loaded."""
    if number != SHIPPED:
        artifacts.load(_NAME, home / _FOLDER / number)
    path = home / _FOLDER / _CURRENT
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{_CURRENT}.{os.getpid()}")
    beside.write_text(number + "\n", "utf-8")
    beside.replace(path)


def brain_of(home: Path) -> Brain:
    """The trained side with this home's matching. A version made for older code is passed over for the shipped one."""
    number = current(home)
    shipped = load_brain()
    if number == SHIPPED:
        return shipped
    try:
        return replace(shipped, matching=MatchingModels.from_payload(artifacts.load(_NAME, home / _FOLDER / number)))
    except StaleModel as error:
        log.warning("version %s of the matching is not used: %s", number, error)
        return shipped
