"""Raw scores of a line's fields to calibrated confidences, by a logistic per field fitted on families held out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import exp, log
from typing import Any

import numpy as np
import numpy.typing as npt

from extraction.lines_numbering import Assembly
from models.reading import ExtractedLine, stated

Floats = npt.NDArray[np.float32]

CLOSEST = 0.002  # scores nearer to 0 or 1 than this say no more
SIGNALS = 6  # with the constant


def logit(p: float) -> float:
    p = min(max(p, CLOSEST), 1 - CLOSEST)
    return log(p / (1 - p))


def signals(score: float, assembly: Assembly, agreeing: float) -> tuple[float, ...]:
    """What speaks for a field: its score, the row's, the line's own sum, the sums of the other lines."""
    return (
        1.0,
        logit(score),
        logit(assembly.item.certainty),
        1.0 if assembly.agrees is True else 0.0,
        1.0 if assembly.agrees is False else 0.0,
        agreeing,
    )


def agreeing_share(made: Sequence[Assembly]) -> float:
    """The share of lines whose sum comes out, among those where it can be asked; 0.5 where it cannot."""
    asked = [a.agrees for a in made if a.agrees is not None]
    return sum(asked) / len(asked) if asked else 0.5


def calibrated(made: Sequence[Assembly], calibration: Mapping[str, Floats]) -> tuple[ExtractedLine, ...]:
    """The lines with every field's confidence calibrated; unchanged where no calibration was trained."""
    share = agreeing_share(made)
    lines = []
    for assembly in made:
        changed: dict[str, Any] = {}
        for name, field in stated(assembly.line):
            weights = calibration.get(name)
            if weights is None:
                continue
            score = sum(w * s for w, s in zip(weights, signals(field.confidence, assembly, share), strict=True))
            changed[name] = replace(field, confidence=1 / (1 + exp(-min(max(float(score), -20.0), 20.0))))
        lines.append(replace(assembly.line, **changed))
    return tuple(lines)
