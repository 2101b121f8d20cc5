"""What an administrator does from the shell: import master data, add users, export an order."""

from __future__ import annotations

import sys
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from app.assemble import now, open_database
from config import Settings
from intake.master_import import import_folder
from models.errors import BadMasterData, UnknownDocument
from models.tables import Role
from orderbook.delivery import order_context
from orderbook.exports import EXPORTS, export_form
from review_ui.passwords import MIN_PASSWORD_CHARS, hash_password
from store import users

MOST_BAD_ROWS = 50


def import_master(settings: Settings, folder: Path, skip_bad: bool, console: Console) -> int:
    """0 when all (or, skipping, the good rows) are in; 1 when nothing is, with every reason printed."""
    database = open_database(settings)
    bar = Progress(TextColumn("{task.description:<28}"), BarColumn(), TimeRemainingColumn(), console=console)
    tasks = {}

    def tell(step: str, file: str, done: int, total: int) -> None:
        if (step, file) not in tasks:
            tasks[step, file] = bar.add_task(f"{step} {file}", total=total)
        bar.update(tasks[step, file], completed=done)

    try:
        with bar:
            imported = import_folder(folder, database, skip_bad=skip_bad, progress=tell)
    except BadMasterData as error:
        console.print(str(error), markup=False)
        console.print("Nothing was imported. Mend these rows, or load the others with --skip-bad.")
        return 1
    finally:
        database.close()
    for row in imported.bad[:MOST_BAD_ROWS]:
        console.print(f"left out: {row}", markup=False)
    if len(imported.bad) > MOST_BAD_ROWS:
        console.print(f"… and {len(imported.bad) - MOST_BAD_ROWS} more bad rows")
    counts = ", ".join(f"{count} rows of {name}" for name, count in imported.rows.items())
    console.print(f"imported {counts}; the master data is at version {imported.version}")
    return 0


def put_user(
    settings: Settings, login: str, role: str, name: str, language: str, zone: str, password: str, console: Console
) -> int:
    """Add a user, or change the one of that log-in."""
    if len(password) < MIN_PASSWORD_CHARS:
        console.print(f"A password has at least {MIN_PASSWORD_CHARS} characters.")
        return 1
    database = open_database(settings)
    secret = hash_password(password)
    with database.write() as session:
        known = users.by_login(session, login)
        if known is None:
            users.add(session, login, name or login, secret, Role(role), now(), language=language, zone=zone)
        else:
            shown = {"name": name} if name else {}
            users.change(
                session, known.id, password_hash=secret, role=Role(role), language=language, zone=zone, **shown
            )
    database.close()
    console.print(f"{'added' if known is None else 'changed'} {role} {login}", markup=False)
    return 0


def export_order(settings: Settings, number: str, form: str, console: Console) -> int:
    """Write one order to standard output in a form of EXPORTS."""
    chosen = export_form(form)
    if chosen is None:
        console.print(f"There is no form {form!r}; there are {', '.join(f.name for f in EXPORTS)}.", markup=False)
        return 1
    database = open_database(settings)
    try:
        with database.read() as session:
            context = order_context(session, number)
    except UnknownDocument as error:
        console.print(str(error), markup=False)
        return 1
    finally:
        database.close()
    sys.stdout.buffer.write(chosen.render((context,)))
    return 0
