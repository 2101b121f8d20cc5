"""Starts the nightly refit in a process of its own, so that the service goes on reading meanwhile."""

from __future__ import annotations

import os
import subprocess
import sys

from config import Settings


def retrain_beside(settings: Settings) -> None:
    """Run `app.retrain` on this installation and wait for it; raises `CalledProcessError` when it failed."""
    told = {"CARNET_DATA_DIR": str(settings.data_dir.resolve()), "CARNET_DATABASE_URL": settings.database()}
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
    subprocess.run([sys.executable, "-m", "app.retrain"], check=True, env={**os.environ, **told, **threads})
