"""Trained files: saved and loaded safely (skops, no bare pickle), and refused when their feature code changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import sklearn
import skops.io

from models.errors import StaleModel

ROOT = Path(__file__).resolve().parent.parent
TRAINED = ROOT / "learning" / "trained"
# The only type beyond skops' own list that our files hold: a tree of histogram gradient boosting (plain arrays).
TRUSTED = ["sklearn.ensemble._hist_gradient_boosting.predictor.TreePredictor"]


@cache
def code_hash(modules: tuple[str, ...]) -> str:
    """SHA-256 over the sources (paths relative to the project's root) that compute a model's features."""
    digest = hashlib.sha256()
    for path in sorted(modules):
        digest.update(path.encode() + b"\0" + (ROOT / path).read_bytes() + b"\0")
    return digest.hexdigest()


def save(
    name: str,
    payload: Mapping[str, Any],
    feature_modules: Iterable[str],
    figures: Mapping[str, Any] | None = None,
    folder: Path = TRAINED,
) -> Path:
    """Write `<name>.skops` (a dict of estimators, arrays, strings, numbers) and `<name>.json` (hash and figures)."""
    folder.mkdir(parents=True, exist_ok=True)
    modules = tuple(sorted(feature_modules))
    blob = skops.io.dumps(dict(payload), compression=8, compresslevel=9)
    (folder / f"{name}.skops").write_bytes(blob)
    card = {
        "feature_modules": modules,
        "feature_hash": code_hash(modules),
        "file_sha256": hashlib.sha256(blob).hexdigest(),
        "sklearn": sklearn.__version__,
        "figures": dict(figures or {}),
    }
    (folder / f"{name}.json").write_text(json.dumps(card, indent=1, sort_keys=True, default=str) + "\n", "utf-8")
    return folder / f"{name}.skops"


def card(name: str, folder: Path = TRAINED) -> dict[str, Any]:
    """What is noted of a trained file: its feature code, its hash, its figures."""
    noted: dict[str, Any] = json.loads((folder / f"{name}.json").read_text("utf-8"))
    return noted


def load(name: str, folder: Path = TRAINED, *, stale: bool = False) -> dict[str, Any]:
    """The payload; raises `StaleModel` when missing, damaged, or trained with other feature code.

    `stale`: other feature code is no matter, since the caller trains anew what depends on it.
    """
    card_path, blob_path = folder / f"{name}.json", folder / f"{name}.skops"
    if not card_path.is_file() or not blob_path.is_file():
        raise StaleModel(f"trained file {name} is missing: run make train", name=name)
    card = json.loads(card_path.read_text("utf-8"))
    blob = blob_path.read_bytes()
    if hashlib.sha256(blob).hexdigest() != card["file_sha256"]:
        raise StaleModel(f"trained file {name} is damaged: run make train", name=name)
    if not stale and code_hash(tuple(card["feature_modules"])) != card["feature_hash"]:
        raise StaleModel(f"the feature code of {name} changed: run make train", name=name)
    payload = skops.io.loads(blob, trusted=TRUSTED)
    assert isinstance(payload, dict)
    return payload
