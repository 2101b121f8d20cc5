"""The command `carnet`: reads settings and arguments, has `app` build what they ask for, and nothing else."""

from __future__ import annotations

import os

# Before numpy loads: one thread a process, so that --jobs scales and forked children never meet a live thread pool.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "OMP_THREAD_LIMIT"):
    os.environ.setdefault(_name, "1")

import sys
from pathlib import Path

import click
from rich.console import Console

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
NEW_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
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
@click.option("--errors", type=click.Path(dir_okay=False, path_type=Path), help="Write every wrong value as CSV.")
def evaluate(truth: Path, pred: Path, errors: Path | None) -> None:
    """Compare answers with truth files: accuracy by field, line, match and decision."""
    from app.evaluate import evaluate_folders

    evaluate_folders(truth, pred, errors, Console())


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


if __name__ == "__main__":
    main()
