"""The nightly refit on what an installation's agents confirmed: learns beside the service, keeps every version."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from app.teach import open_home, taught_lessons
from config import Settings
from learning import versions
from learning.memory import Confirmed
from learning.refit import LARGE, LEAST_ORDERS, Refit, refit
from learning.train_matching import FEATURE_MODULES
from matching.index import MasterIndex
from models.errors import CarnetError
from store import lessons, master_data
from store.db import Database

Say = Callable[[str], object]


class NoSuchVersion(CarnetError):
    """No version of that number was ever kept."""

    code = "no_such_version"


@dataclass(frozen=True, slots=True)
class Retrained:
    """What a refit came to: the number that is in use now, and why a refit was not taken ("" when it was)."""

    version: str
    reason: str


def retrain_home(home: Path, console: Console) -> int:
    """Refit on a home's confirmed orders and say what came of it; always 0: to keep what is better is a success."""
    database = open_home(home)
    try:
        retrain(database, home, lambda text: console.print(text, markup=False))
    finally:
        database.close()
    return 0


def retrain(database: Database, home: Path, say: Say) -> Retrained:
    """Refit the matching on confirmed orders; the refit is taken into use where the latest orders speak for it."""
    orders, index = _confirmed(database, home)
    made: Refit | None = None
    if index is not None and len(orders) >= LEAST_ORDERS:
        made = refit(orders, index, versions.brain_of(home).matching)
    if made is None:
        say(f"{len(orders)} confirmed orders: fewer than the {LEAST_ORDERS} that a refit needs")
        return Retrained(versions.current(home), "too_few")
    for name, f in made.figures.items():
        change = f"{f['right_before']} -> {f['right_after']} right of {f['n']}"
        say(f"{name}: {change}, loss {f['loss_before']:.4f} -> {f['loss_after']:.4f}")
    return _promoted(made, home, len(orders), say)


def _promoted(made: Refit, home: Path, orders: int, say: Say) -> Retrained:
    if not made.better:
        say(f"not taken into use ({made.reason}); segments of {LARGE} cases and more can speak against it")
        return Retrained(versions.current(home), made.reason)
    number = versions.add(home, made.models, FEATURE_MODULES, {"orders": orders, "segments": dict(made.figures)})
    say(f"version {number} is in use from now on")
    return Retrained(number, "")


def _confirmed(database: Database, home: Path) -> tuple[list[Confirmed], MasterIndex | None]:
    with database.read() as session:
        if master_data.company(session) is None:
            return [], None
        orders = [*lessons.confirmed(session), *taught_lessons(home)]
        return orders, MasterIndex.build(master_data.load(session))


def show_versions(home: Path, console: Console) -> int:
    """List the versions of a home."""
    table = Table("version", "orders", "items right before", "after", "in use")
    used = versions.current(home)
    table.add_row("shipped", "", "", "", "yes" if used == versions.SHIPPED else "")
    for one in versions.versions(home):
        items = one.figures.get("segments", {}).get("item all", {})
        before, after = str(items.get("right_before", "")), str(items.get("right_after", ""))
        table.add_row(one.number, str(one.figures.get("orders", "")), before, after, "yes" if one.in_use else "")
    console.print(table)
    return 0


def use_version(home: Path, number: str, console: Console) -> int:
    """Bring a version back ("shipped": Carnet's own); raises `NoSuchVersion`, `StaleModel`."""
    wanted = versions.SHIPPED if number == "shipped" else number.zfill(4)
    if wanted != versions.SHIPPED and wanted not in {v.number for v in versions.versions(home)}:
        raise NoSuchVersion(f"there is no version {number}", number=number)
    versions.use(home, wanted)
    console.print(f"version {number} is in use from now on", markup=False)
    return 0


def main() -> None:
    """On the installation that CARNET_* variables name."""
    os.nice(10)
    settings = Settings()
    database = Database(settings.database())
    try:
        retrain(database, settings.data_dir, print)
    finally:
        database.close()


if __name__ == "__main__":
    main()


__all__ = ["Retrained", "retrain", "retrain_home", "show_versions", "use_version"]
