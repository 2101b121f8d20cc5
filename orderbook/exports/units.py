"""Our stock units as UN/ECE Recommendation 20 codes, which EDI partners expect. Unknown ones pass as they are."""

from __future__ import annotations

RECOMMENDATION_20 = {
    "PCE": "C62", "PC": "C62", "PCS": "C62", "EA": "EA", "PR": "PR", "SET": "SET", "MTR": "MTR", "M": "MTR",
    "MTK": "MTK", "M2": "MTK", "MTQ": "MTQ", "M3": "MTQ", "KGM": "KGM", "KG": "KGM", "GRM": "GRM", "G": "GRM",
    "LTR": "LTR", "L": "LTR", "MLT": "MLT", "BX": "BX", "CT": "CT", "PK": "PK", "RO": "RO", "PF": "PF", "HUR": "HUR",
}  # fmt: skip


def unit_code(unit: str) -> str:
    """The Recommendation 20 code of one of our units."""
    return RECOMMENDATION_20.get(unit.upper(), unit)
