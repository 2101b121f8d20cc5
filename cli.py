"""The command `carnet`: run, demo, process, evaluate, teach, import, train, export, user. Reads settings, builds, hands down."""

from __future__ import annotations

import os

# Before numpy loads: one thread a process, so that --jobs scales and forked children never meet a live thread pool.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "OMP_THREAD_LIMIT"):
    os.environ.setdefault(_name, "1")

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Carnet reads purchase orders, matches them, has the doubtful ones reviewed and books them."""


@main.command()
@click.option("--master", "master_dir", type=click.Path(exists=True, file_okay=False, path_type=Path), required=True)
@click.option("--out", "out_dir", type=click.Path(file_okay=False, path_type=Path), required=True)
@click.option("--home", type=click.Path(file_okay=False, path_type=Path), help="Run on what was taught here.")
@click.option("--jobs", default=1, show_default=True, type=click.IntRange(min=1), help="Processes side by side.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
def process(master_dir: Path, out_dir: Path, home: Path | None, jobs: int, files: tuple[Path, ...]) -> None:
    """Read FILES and write one JSON answer each into --out; no server, no database."""
    from batch import process_files

    sys.exit(process_files(master_dir, out_dir, home, jobs, files))


@main.command()
@click.option("--truth", type=click.Path(exists=True, file_okay=False, path_type=Path), required=True)
@click.option("--pred", type=click.Path(exists=True, file_okay=False, path_type=Path), required=True)
@click.option("--errors", type=click.Path(dir_okay=False, path_type=Path), help="Write every wrong value as CSV.")
def evaluate(truth: Path, pred: Path, errors: Path | None) -> None:
    """Compare answers (--pred) with truth files (--truth) and print accuracy by field, line, match and decision."""
    from batch import evaluate_folders

    evaluate_folders(truth, pred, errors)
