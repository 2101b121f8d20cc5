"""The house stands as its plan says: every room is in the import contract."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_package_at_the_top_stands_in_the_import_contract() -> None:
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    packages = {p.parent.name for p in ROOT.glob("*/__init__.py")} - {"benchmarks"}
    assert packages == set(contract["root_packages"])
    layers = {name.strip() for layer in contract["contracts"][0]["layers"] for name in layer.split("|")}
    assert packages == layers
