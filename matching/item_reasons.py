"""Why an item is proposed: the features that a person understands, as named comparisons with levels."""

from __future__ import annotations

from matching.item_features import PAIR_FEATURES
from matching.ranking import Matrix
from models.match import Comparison

_CODE_LEVELS = {3: "equal", 2: "ocr", 1: "one_slip"}


def reasons(features: Matrix) -> tuple[Comparison, ...]:
    """The comparisons worth telling, strongest first."""
    value = {name: float(v) for name, v in zip(PAIR_FEATURES, features, strict=True)}
    found: list[Comparison] = []
    for kind in ("sku", "gtin", "mpn"):
        level = _CODE_LEVELS.get(int(value[kind]))
        if level:
            found.append(Comparison(kind, level))
    if value["code_elsewhere"]:
        found.append(Comparison("code", "another_item"))
    for name in ("xref", "alias_code", "alias_text"):
        if value[name]:
            found.append(
                Comparison(
                    {"xref": "cross_reference", "alias_code": "learnt_code", "alias_text": "learnt_text"}[name], "equal"
                )
            )
    if value["xref_group"]:
        found.append(Comparison("cross_reference", "group"))
    if value["xref_others"]:
        found.append(Comparison("cross_reference", "other_customers"))
    found += _described(value)
    if value["agreed"]:
        found.append(
            Comparison(
                "agreed_price",
                "equal" if value["agreed_fit"] < 0.02 else "near" if value["agreed_fit"] < 0.2 else "differs",
            )
        )
    if value["bought"]:
        found.append(Comparison("bought_before", "often" if value["bought"] > 1.7 else "yes"))
    if value["discontinued"]:
        found.append(Comparison("status", "discontinued"))
    return tuple(found)


def _described(value: dict[str, float]) -> list[Comparison]:
    if not value["has_text"]:
        return []
    found = [
        Comparison(
            "description", "equal" if value["ratio"] > 0.97 else "alike" if value["cover_line"] > 0.7 else "partly"
        )
    ]
    if value["dims"]:
        found.append(Comparison("dimensions", "equal" if value["dims"] > 0 else "differs"))
    if value["numbers_conflicts"]:
        found.append(Comparison("numbers", "differs"))
    elif value["numbers_shared"]:
        found.append(Comparison("numbers", "equal" if not value["numbers_line_only"] else "partly"))
    if value["noun"]:
        found.append(Comparison("kind", "equal" if value["noun"] > 0 else "differs"))
    if value["meant_conflicts"]:
        found.append(Comparison("attribute", "differs"))
    elif value["meant_shared"]:
        found.append(Comparison("attribute", "equal"))
    if value["brand"]:
        found.append(Comparison("brand", "equal" if value["brand"] > 0 else "differs"))
    return found
