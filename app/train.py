"""`carnet train`: every trained file from nothing, one process a model, with the figures printed as they come."""

from __future__ import annotations

import subprocess
import sys
import time

from rich.console import Console

# In this order: the last learns from how the others read and match.
# With each, the arguments of its quick mode.
TRAINERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("learning.train_header", ("--size", "small")),
    ("learning.train_lines", ("--size", "0.05")),
    ("learning.train_matching", ("--fast",)),
    ("learning.train_orders_documents", ("--documents", "150")),
)


def train_all(quick: bool, console: Console) -> int:
    """0 when all are trained, else the exit status of the one that was not."""
    started = time.monotonic()
    for trainer, quickly in TRAINERS:
        console.rule(trainer)
        # A process each, so that one model's memory is gone before the next begins.
        done = subprocess.run([sys.executable, "-m", trainer, *(quickly if quick else ())], check=False)
        if done.returncode:
            console.print(f"{trainer} ended with status {done.returncode}")
            return done.returncode
    console.print(f"trained in {(time.monotonic() - started) / 60:.1f} minutes")
    return 0
