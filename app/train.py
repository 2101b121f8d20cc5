"""`carnet train`: every trained file from nothing, one process a model, with the figures printed as they come."""

from __future__ import annotations

import subprocess
import sys
import time

from rich.console import Console

# In this order: the last learns from how the first two read.
TRAINERS = ("learning.train_header", "learning.train_lines", "learning.train_matching")


def train_all(quick: bool, console: Console) -> int:
    """0 when all are trained, else the exit status of the one that was not."""
    started = time.monotonic()
    for trainer in TRAINERS:
        console.rule(trainer)
        # A process each, so that one model's memory is gone before the next begins.
        done = subprocess.run([sys.executable, "-m", trainer, *(("--quick",) if quick else ())], check=False)
        if done.returncode:
            console.print(f"{trainer} ended with status {done.returncode}")
            return done.returncode
    console.print(f"trained in {(time.monotonic() - started) / 60:.1f} minutes")
    return 0
