"""All trained parameters that a running Carnet needs, loaded once a process. Not their training."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extraction.scoring import ExtractionModels
from learning import artifacts
from matching.ranking import MatchingModels


@dataclass(frozen=True, slots=True)
class Brain:
    """The trained side of `extract` and `match`."""

    extraction: ExtractionModels
    matching: MatchingModels


@cache
def load_brain(folder: Path = artifacts.TRAINED) -> Brain:
    """Read the trained files; raises `StaleModel` when one is missing, damaged or older than its feature code."""
    return Brain(
        extraction=ExtractionModels.from_payloads(
            header=artifacts.load("header", folder), lines=artifacts.load("lines", folder)
        ),
        matching=MatchingModels.from_payload(artifacts.load("matching", folder)),
    )
