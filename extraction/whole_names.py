"""A buyer's name that the end of a line cut ("Municipalidad Provincial de") is the whole one printed elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extraction.gazetteer import fold
from extraction.header_choice import Scored
from extraction.localities import particles

LEAST_PARTICLE = 2  # letters; one letter is an initial or part of a legal form


def with_whole_names(found: Sequence[Scored]) -> list[Scored]:
    """The places of names, those of a cut one taken for places of the whole."""
    wholes = {id(one): whole for one in found if (whole := _whole(one, found)) is not None}
    sure: dict[int, float] = {}
    for one in found:
        whole = wholes.get(id(one))
        if whole is not None:
            sure[id(whole)] = max(sure.get(id(whole), whole.probability), one.probability)
    kept = [one for one in found if id(one) not in wholes]
    return [replace(one, probability=sure.get(id(one), one.probability)) for one in kept]


def _whole(one: Scored, found: Sequence[Scored]) -> Scored | None:
    """The likeliest name that goes on where this one stops at a small word; None for a name that is whole."""
    words = str(one.value).split()
    last = words[-1] if words else ""
    if not (last.isalpha() and len(last) >= LEAST_PARTICLE and fold(last) in particles()):
        return None
    opening = f"{fold(str(one.value))} "
    longer = [other for other in found if fold(str(other.value)).startswith(opening)]
    return max(longer, key=lambda other: other.probability, default=None)
