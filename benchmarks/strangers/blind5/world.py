"""The words of the fifth blind set: its own buyers, articles, units and instructions, beside the first set's."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from benchmarks.strangers.blind.parties import WORLD as FIRST

HERE = Path(__file__).parent
OWN: dict[str, Any] = tomllib.loads((HERE / "world.toml").read_text("utf-8"))
WORLD: dict[str, Any] = OWN | {"units": FIRST["units"] | OWN["units"]}
