"""The command `carnet`: reads settings and arguments, has `app` build what they ask for, and nothing else."""

from __future__ import annotations

import os

# Before numpy loads: one thread a process, so that --jobs scales and forked children never meet a live thread pool.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "OMP_THREAD_LIMIT"):
    os.environ.setdefault(_name, "1")

import json
import sys
from pathlib import Path

import click
from rich.console import Console

from models.errors import CarnetError

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
NEW_FOLDER = click.Path(file_okay=False, path_type=Path)
NEW_FILE = click.Path(dir_okay=False, path_type=Path)


class Commands(click.Group):
    """A failure that we know ends in its sentence, not in a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except CarnetError as error:
            raise click.ClickException(f"{error} [{error.code}]") from error


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Carnet reads purchase orders, matches them, has the doubtful ones reviewed and books them."""


@main.command()
@click.option("--master", type=FOLDER, required=True, help="Folder with company.json and the CSV files.")
@click.option("--out", type=NEW_FOLDER, required=True, help="Where the answers go, one JSON a file.")
@click.option("--home", type=NEW_FOLDER, help="Run on what `carnet teach` learnt here.")
@click.option("--jobs", default=1, show_default=True, type=click.IntRange(min=1), help="Processes side by side.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
def process(master: Path, out: Path, home: Path | None, jobs: int, files: tuple[Path, ...]) -> None:
    """Read FILES and answer each with one JSON file; no server, no standing database."""
    from app.process import open_bench, process_files

    console = Console(stderr=True)
    sys.exit(process_files(open_bench(master, home, console), out, jobs, files, console))


@main.command()
@click.option("--truth", type=FOLDER, required=True, help="Folder with *.truth.json files.")
@click.option("--pred", type=FOLDER, required=True, help="Folder with the answers of `carnet process`.")
@click.option("--errors", type=NEW_FILE, help="Write every wrong value as CSV.")
@click.option("--json", "as_json", type=NEW_FILE, help="Write every figure as JSON.")
@click.option(
    "--by", "groups", multiple=True, metavar="KEY", help="Truth keys to group by, in place of the usual four."
)
@click.option("--only", multiple=True, metavar="KEY=VALUE[,VALUE]", help="Only truths whose KEY is one of these.")
def evaluate(
    truth: Path, pred: Path, errors: Path | None, as_json: Path | None, groups: tuple[str, ...], only: tuple[str, ...]
) -> None:
    """Compare answers with truth files: accuracy by field, line, match and decision."""
    from app.evaluate import GROUPS, show, write_errors
    from app.evaluate import evaluate as compare

    if any("=" not in each for each in only):
        raise click.UsageError("--only wants KEY=VALUE")
    wanted = {key: set(values.split(",")) for key, _, values in (each.partition("=") for each in only)}
    found = compare(truth, pred, groups or GROUPS, wanted)
    # Into a pipe or a log the tables are as wide as they need to be.
    show(found, Console() if sys.stdout.isatty() else Console(width=150))
    if errors is not None:
        write_errors(found.total, errors)
    if as_json is not None:
        as_json.write_text(json.dumps(found.as_json(), indent=1, ensure_ascii=False), "utf-8")


@main.command()
@click.option("--home", type=NEW_FOLDER, required=True, help="Where what is learnt is kept (made when missing).")
@click.option("--master", type=FOLDER, required=True, help="Folder with company.json and the CSV files.")
@click.option("--truth", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=True)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def teach(home: Path, master: Path, truth: Path, file: Path) -> None:
    """Learn from FILE as if an agent had corrected its reading to --truth and approved it."""
    from app.process import open_bench, teach_file

    console = Console(stderr=True)
    sys.exit(teach_file(open_bench(master, home, console), home, file, truth, console))


@main.command()
def run() -> None:
    """Serve: screens, mail doors, and the loop (or Celery's doorbell), as the CARNET_* settings say."""
    from app.serve import run as serve
    from config import Settings

    serve(Settings())


@main.command()
@click.option("--once", is_flag=True, help="Stop after the table; exit 1 when a document was lost.")
@click.option("--data", type=NEW_FOLDER, help="Where the demo keeps its data.  [default: data, with --once data/smoke]")
def demo(once: bool, data: Path | None) -> None:
    """A running Carnet with a demo company and its first morning of mail."""
    from app.demo import demo as show
    from app.mail_sink import free_port
    from config import Settings

    folder = data or Path("data/smoke" if once else "data")
    ports = {"port": free_port(), "inbound_smtp_port": free_port()} if once else {}
    # Into a pipe or a log the table is as wide as it needs to be.
    console = Console() if sys.stdout.isatty() else Console(width=150)
    sys.exit(show(Settings(data_dir=folder).model_copy(update=ports), console, once))


@main.command(name="import")
@click.option("--skip-bad", is_flag=True, help="Load the good rows and report the bad ones, instead of nothing.")
@click.argument("folder", type=FOLDER)
def import_(skip_bad: bool, folder: Path) -> None:
    """Load or update the master data from FOLDER (company.json and CSV files)."""
    from app.admin import import_master
    from config import Settings

    sys.exit(import_master(Settings(), folder, skip_bad, Console()))


@main.command()
@click.argument("login")
@click.option("--role", type=click.Choice(["agent", "manager", "admin"]), default="agent", show_default=True)
@click.option("--name", default="", help="The name shown on screens.  [default: the log-in]")
@click.option("--language", type=click.Choice(["fr", "en", "de", "es", "it", "nl"]), default="en", show_default=True)
@click.option("--zone", default="Europe/Paris", show_default=True, help="Time zone of the user's screens.")
@click.password_option(help="Asked for when not given.")
def user(login: str, role: str, name: str, language: str, zone: str, password: str) -> None:
    """Add the user LOGIN, or set their password, role and language anew."""
    from app.admin import put_user
    from config import Settings

    sys.exit(put_user(Settings(), login, role, name, language, zone, password, Console()))


@main.command()
@click.option("--quick", is_flag=True, help="A small training in minutes, to try a change; do not commit its files.")
@click.option("--home", type=FOLDER, help="Refit the matching on what was confirmed in this folder, for it alone.")
def train(quick: bool, home: Path | None) -> None:
    """Rebuild every trained file from nothing, or with --home refit on confirmed orders; figures are printed."""
    if home is not None:
        from app.retrain import retrain_home

        sys.exit(retrain_home(home, Console()))
    from app.train import train_all

    sys.exit(train_all(quick, Console()))


@main.command(name="versions")
@click.option("--home", type=FOLDER, required=True, help="A folder that `carnet train --home` refitted, or data.")
@click.option("--use", help='Take this version into use ("shipped": the model that Carnet came with).')
def versions_(home: Path, use: str | None) -> None:
    """List the versions of a refitted matching, or bring one back."""
    from app.retrain import show_versions, use_version

    sys.exit(use_version(home, use, Console()) if use else show_versions(home, Console()))


@main.command()
@click.argument("number")
@click.option("--form", default="json", show_default=True, help="One of the exports' names.")
def export(number: str, form: str) -> None:
    """Print order NUMBER in an export form."""
    from app.admin import export_order
    from config import Settings

    sys.exit(export_order(Settings(), number, form, Console()))


if __name__ == "__main__":
    main()
