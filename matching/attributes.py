"""Numbers with their meaning in a description: dimensions, volts, packs, norms, sizes. Parsed alike on both sides."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from matching.similarity import fold

# Unit words → (dimension, factor to its base). A number with one of these is compared within its dimension only.
_UNITS: dict[str, tuple[str, float]] = {
    "mm": ("mm", 1), "cm": ("mm", 10), "m": ("mm", 1000), "mt": ("mm", 1000), "mtr": ("mm", 1000), "in": ("in", 1),
    '"': ("in", 1), "inch": ("in", 1), "zoll": ("in", 1), "um": ("um", 1), "u": ("um", 1), "mic": ("um", 1),
    "my": ("um", 1),
    "micron": ("um", 1), "microns": ("um", 1), "mm2": ("mm2", 1), "mmq": ("mm2", 1), "qmm": ("mm2", 1), "m2": ("m2", 1),
    "ml": ("ml", 1), "cl": ("ml", 10), "dl": ("ml", 100), "l": ("ml", 1000), "lt": ("ml", 1000), "ltr": ("ml", 1000),
    "litre": ("ml", 1000), "litres": ("ml", 1000), "liter": ("ml", 1000), "ul": ("ml", 0.001), "mg": ("g", 0.001),
    "g": ("g", 1),
    "gr": ("g", 1), "gsm": ("g", 1), "kg": ("g", 1000), "v": ("v", 1), "vac": ("v", 1), "vdc": ("vdc", 1),
    "vcc": ("vdc", 1),
    "kv": ("v", 1000), "a": ("a", 1), "amp": ("a", 1), "ma": ("a", 0.001), "ka": ("ka", 1), "w": ("w", 1), "kw": ("w",
    1000),
    "k": ("k", 1), "bar": ("bar", 1), "hz": ("hz", 1), "nm": ("nm", 1), "mah": ("mah", 1), "lm": ("lm", 1),
    "°": ("deg", 1),
    "deg": ("deg", 1), "p": ("p", 1), "pol": ("p", 1), "no": ("no", 1), "nc": ("nc", 1), "db": ("db", 1), "%": ("pct",
    1),
    "hp": ("w", 746), "btu": ("btu", 1), "wire": ("wire", 1), "x": ("by", 1),
}  # fmt: skip
# Only these may stand apart from their number ("500 ml"); a lone "p" or "x" after a blank is something else.
_APART = frozenset(
    [
        "mm",
        "cm",
        "m",
        "mt",
        "mtr",
        '"',
        "in",
        "inch",
        "zoll",
        "um",
        "u",
        "mic",
        "my",
        "micron",
        "microns",
        "mm2",
        "mmq",
        "qmm",
        "ml",
        "cl",
        "dl",
        "l",
        "lt",
        "ltr",
        "litre",
        "litres",
        "liter",
        "ul",
        "mg",
        "g",
        "gr",
        "gsm",
        "kg",
        "v",
        "vac",
        "vdc",
        "vcc",
        "kv",
        "a",
        "amp",
        "ma",
        "ka",
        "w",
        "kw",
        "k",
        "bar",
        "°",
        "deg",
        "hz",
        "lm",
        "%",
        "pol",
    ]
)
# Letters before a number that change its meaning ("M8", "PN40", "DIN 933"); others are kept as they are when joined.
_NORMS = frozenset(["din", "iso", "en", "uni", "nf", "bs", "ansi", "astm"])
_PREFIX_APART = frozenset(["din", "iso", "en", "uni", "nf", "m", "pn", "dn", "ip", "ral", "gr", "ph", "nr"])
# Numbers without a unit, thread sizes and plain dimensions may be the same thing written differently.
_LOOSE = frozenset(("", "mm", "m:", "by", "d:", "dn:", "in"))
_NUMBER = re.compile(
    r"(?:(?<![a-z])([a-z]{1,4})(\s?-?))?(?<![\d.,])(\d+/\d+|\d+(?:[.,]\d+)?)(?![\d/])"
    r'(?:(\s?)((?:mm|m|qmm)2|[a-z]+|"|°|%)(?![a-z0-9]))?'
)
_MIXED_FRACTION = re.compile(r"(?<![\d.,/])(\d+)[\s.-](\d+/\d+)")
_TIMES = re.compile(r"(?<=[\d\"])\s?(?:mm|cm)?\s?[x*]\s?(?=\d)")
_PACK_WORDS = (
    r"pack(?:ed|s|ung)?\s?(?:in|of|de|a|zu|mit)?|box of|bag of|boite de|lot de|paquet de|sachet de|cond\.? ?(?:par)?"
    r"|emballage de|par|envase de|caja de|bolsa de|paquete de|conf\.? ?(?:da|di)?|confezione da|scatola da|ve|vpe"
    r"|pak van|doos van|per|verp\.? ?(?:van|a)?|zak van|beutel zu|karton zu|pack a|pck\.? ?"
)
_PACK_PER = (
    r"(?:/|per |par |pro |st\.? ?/|stk\.? ?/|pcs? ?/|pces? ?/|uds? ?/|pz ?/)\s?"
    r"(?:box|boite|bte|pack|pak|ve|caja|conf|doos|bag|karton|paquet)"
)
_PACKED = re.compile(rf"\b(?:{_PACK_WORDS})\s?[:x=a]?\s?(\d+)\b|\b(\d+)\s?{_PACK_PER}\b")


@dataclass(frozen=True, slots=True)
class Measure:
    """A number in its dimension: ("mm", 40.0), ("m:", 8.0) for M8, ("din:", 933.0); ("", x) has none."""

    kind: str
    value: float
    raw: float


@dataclass(frozen=True, slots=True)
class Attributes:
    """The measures of a text in order, and the numbers that only say how many come in a pack."""

    measures: tuple[Measure, ...]
    packs: tuple[float, ...]
    dims: tuple[float, ...]


@lru_cache(maxsize=400_000)
def attributes(text: str) -> Attributes:
    """The attributes of one description."""
    plain = fold(text)
    packs = tuple(float(a or b) for a, b in _PACKED.findall(plain))
    plain = _PACKED.sub(" ", plain)
    plain = _MIXED_FRACTION.sub(lambda m: str(int(m.group(1)) + _fraction(m.group(2))), plain)
    plain = _TIMES.sub(" x ", plain)
    dims = _dimensions(plain)
    plain = plain.replace(" x ", "  ")
    found = tuple(_measure(*m) for m in _NUMBER.findall(plain))
    return Attributes(found, packs, dims)


def _dimensions(plain: str) -> tuple[float, ...]:
    """The first chain like 8x40 or 300x200x200, as written."""
    chain = re.search(
        r"(\d+(?:[.,]\d+)?(?:/\d+)?)(?:\s?mm|\s?cm)?\"? x (\d+(?:[.,]\d+)?)(?: ?(?:mm|cm)?\"? x (\d+(?:[.,]\d+)?))?",
        plain,
    )
    return tuple(_fraction(g) for g in chain.groups() if g) if chain else ()


def _fraction(text: str) -> float:
    text = text.replace(",", ".").replace(" ", "")
    if "/" in text:
        above, below = text.split("/", 1)
        return float(above) / float(below) if float(below) else float(above)
    return float(text)


def _measure(before: str, gap: str, number: str, blank: str, after: str) -> Measure:
    raw = _fraction(number)
    unit = _UNITS.get(after) if after and (not blank or after in _APART) else None
    if before and (not gap or before in _PREFIX_APART) and before not in ("x", "d"):
        kind = "norm:" if before in _NORMS else f"{before}:"
        if not (kind in ("a:", "e:", "u:") and gap):
            return Measure(kind, raw, raw)
    if unit:
        return Measure(unit[0], round(raw * unit[1], 6), raw)
    if "/" in number:
        return Measure("in", raw, raw)
    if after and not blank:
        return Measure(after, raw, raw)
    return Measure("", raw, raw)


@dataclass(frozen=True, slots=True)
class Agreement:
    """How the numbers of a line fit an item: shared, only in one of the two, and contradicting in one dimension."""

    shared: int
    only_line: int
    only_item: int
    conflicts: int
    dims: int  # 1 the chains agree, -1 they differ, 0 one side has none


def agree(line: Attributes, item: Attributes, packs: tuple[float, ...] = ()) -> Agreement:
    """Compare measure by measure: equal within a dimension first, then equal where one side names no dimension."""
    if not line.measures:
        return Agreement(0, 0, len(item.measures), 0, _dims(line.dims, item.dims))
    left_line = list(line.measures)
    left_item = list(item.measures)
    shared = 0
    for strict in (True, False):
        for m in tuple(left_line):
            hit = next((o for o in left_item if _same(m, o, strict)), None)
            if hit is not None:
                left_line.remove(m)
                left_item.remove(hit)
                shared += 1
    # How many come in a pack is said in many places and is no attribute of the item.
    left_line = [m for m in left_line if not (m.kind in ("", "by") and m.raw in packs)]
    kinds = Counter(m.kind for m in left_item)
    conflicts = 0
    for m in left_line:
        other = m.kind if kinds[m.kind] else next((k for k in kinds if _loose(k) and _loose(m.kind) and kinds[k]), None)
        if other is not None and kinds[other]:
            conflicts += 1
            kinds[other] -= 1
    return Agreement(shared, len(left_line), len(left_item), conflicts, _dims(line.dims, item.dims))


def _same(a: Measure, b: Measure, strict: bool) -> bool:
    if strict:
        return a.kind == b.kind and abs(a.value - b.value) <= 1e-6 * max(a.value, b.value)
    return (_loose(a.kind) or _loose(b.kind)) and (a.raw == b.raw or (a.value == b.value and a.kind != ""))


def _loose(kind: str) -> bool:
    return kind in _LOOSE


def _dims(a: tuple[float, ...], b: tuple[float, ...]) -> int:
    if not a or not b:
        return 0
    short = min(len(a), len(b))
    return 1 if a[:short] == b[:short] or sorted(a) == sorted(b) else -1
