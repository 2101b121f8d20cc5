"""The families of layouts: read from `vocab/families.toml`, plus free combinations. A family's id is stable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from learning.synth.draw import chance
from learning.synth.pdf.bands import Band, Cell, band
from learning.synth.pdf.style import Bias
from learning.synth.vocab import vocab

FREE_FAMILIES = 46


@dataclass(frozen=True, slots=True)
class Family:
    """One structural kind of document. Empty settings mean: drawn freely."""

    id: str
    bands: tuple[Band, ...] = ()
    compose: str = "bands"
    weight: float = 1.0
    bias: Bias = field(default_factory=Bias)
    dress: tuple[str, ...] = ()
    info: tuple[str, ...] = ()
    strip: tuple[str, ...] = ()
    buyer: str = ""
    rules: str = ""
    header: str = ""
    footer: str = ""
    wants: Mapping[str, float] = field(default_factory=dict)
    totals: str = ""
    countries: tuple[str, ...] = ()
    show: frozenset[str] = frozenset()
    codes: str = ""


def _band(row: Sequence[str]) -> Band:
    """A band as the vocabulary writes it: its blocks, and options in a last string that starts with "@"."""
    options = row[-1][1:].split() if row[-1].startswith("@") else []
    numbers = {k: float(v) for k, v in (o.split("=") for o in options if "=" in o)}
    kinds = [kind for kind in row if not kind.startswith("@")]
    return band(
        *kinds,
        gap=numbers.get("gap", 8.0),
        gutter=numbers.get("gutter", 14.0),
        grid="grid" in options,
        bar="bar" in options,
    )


def _tuples(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}


def _family(row: Mapping[str, Any]) -> Family:
    plain = _tuples({k: v for k, v in row.items() if k not in ("bands", "bias", "show")})
    return Family(
        bands=tuple(_band(b) for b in row.get("bands", ())),
        bias=Bias(**_tuples(row.get("bias", {}))),
        show=frozenset(row.get("show", ())),
        **plain,
    )


FAMILIES: tuple[Family, ...] = (
    *(_family(row) for row in vocab("families")["family"]),
    *(Family(f"free_{n:02d}", weight=1.1) for n in range(FREE_FAMILIES)),
)
BY_ID: dict[str, Family] = {f.id: f for f in FAMILIES}
HEADS: tuple[tuple[str, ...], ...] = (
    ("buyer:1.2", "title_info:1"), ("logo:1.2", "title_info:1:right"), ("title_info:1", "buyer:1:right"),
    ("buyer:1:center",), ("logo",), ("title:1",), ("title:1:center",), ("info:1", "buyer:1"),
    ("buyer:1", "code_box:0.5:right"), ("logo:1", "buyer:1", "title:1"), ("buyer:1", "title:1", "info:1"),
    ("title:1:right",), ("buyer",), ("empty:1", "buyer:1"), ("title", "logo:1:right"),
)  # fmt: skip


def free_bands(rng: Random) -> tuple[Band, ...]:
    """A random page head: who stands where, in one to six bands."""
    parties = ["vendor", "ship_to"] + (["bill_to"] if chance(rng, 0.4) else [])
    rng.shuffle(parties)
    bands = [band(*rng.choice(HEADS), grid=chance(rng, 0.15), bar=chance(rng, 0.06))]
    used = {c.kind for c in bands[0].cells}
    middle: list[Band] = []
    if not used & {"title", "title_info"}:
        middle.append(band(rng.choice(("title", "title:1:center", "title:1:right"))))
    if not used & {"buyer", "logo"}:
        if chance(rng, 0.5):
            parties.insert(rng.randint(0, len(parties)), "buyer")
        else:
            middle.append(band("buyer"))
    if not used & {"info", "title_info"}:
        kind = rng.choice(("info", "strip", "info:1:right"))
        if chance(rng, 0.4):
            parties.insert(rng.randint(0, len(parties)), kind.split(":")[0])
        else:
            middle.append(band(kind))
    if chance(rng, 0.3):
        middle.append(band("strip"))
    middle += _party_bands(rng, parties)
    rng.shuffle(middle)
    bands += middle
    if chance(rng, 0.8):
        bands.append(band("lead"))
    return tuple(bands)


def _party_bands(rng: Random, parties: Sequence[str]) -> list[Band]:
    wide = 1 if chance(rng, 0.2) else rng.choice((2, 2, 3, 4))
    gap = rng.choice((4, 8, 12, 20, 30))
    rows = []
    for start in range(0, len(parties), wide):
        cells = tuple(Cell(p, rng.choice((1, 1, 1.3)), frame=chance(rng, 0.1)) for p in parties[start : start + wide])
        rows.append(Band(cells, gap, grid=chance(rng, 0.12)))
    return rows
