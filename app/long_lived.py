"""Tells the garbage collector what stays: a desk's master data and models are not looked through again and again."""

from __future__ import annotations

import gc


def settle() -> None:
    """To be called when a desk was built. Each full collection would else walk all items and trees: a fifth of the
    time that reading a page takes with 6,000 items (`benchmarks/pipeline_speed.py`). A desk that an earlier call
    settled and that has gone since is freed first.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
