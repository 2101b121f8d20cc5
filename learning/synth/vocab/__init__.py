"""Word lists of the generator, loaded once. Data only: what is drawn from them is decided elsewhere."""

from __future__ import annotations

import json
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).resolve().parent
LANGUAGES = ("en", "fr", "de", "es", "it", "nl")


@cache
def vocab(name: str) -> dict[str, Any]:
    """The content of `vocab/<name>.toml` (or .json)."""
    path = _FOLDER / f"{name}.toml"
    if path.is_file():
        return tomllib.loads(path.read_text("utf-8"))
    loaded: dict[str, Any] = json.loads((_FOLDER / f"{name}.json").read_text("utf-8"))
    return loaded
