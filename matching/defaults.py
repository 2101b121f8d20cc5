"""Hand-set weights: matching before anything is trained, and the measure that a trained model must beat."""

from __future__ import annotations

import numpy as np

from matching.confidence import ORDER_FEATURES
from matching.customers import CUSTOMER_DECISION, CUSTOMER_FEATURES
from matching.factors import FACTOR_FEATURES
from matching.item_features import PAIR_FEATURES
from matching.items import DECISION_FEATURES
from matching.ranking import MatchingModels, Scorer, hand_set
from matching.shiptos import SHIP_TO_DECISION, SHIP_TO_FEATURES

_ITEM = {
    "sku": 2.2, "gtin": 2.4, "mpn": 1.6, "code_elsewhere": -1.2, "xref": 1.8, "xref_group": 1.0, "xref_others": 0.4,
    "xref_elsewhere": -1.5,
    "alias_code": 3.0, "alias_text": 3.5, "alias_latest": 1.0, "alias_elsewhere": -1.0, "alias_near": 2.0,
    "cosine": 2.0,
    "cosine_rel": 3.0,
    "cover_line": 3.0, "cover_line_rel": 4.0,
    "cover_item": 2.0, "cover_item_rel": 3.0, "ratio": 1.0, "ratio_rel": 2.0, "noun": 0.8, "meant_conflicts": -1.5,
    "meant_rel": 1.0,
    "numbers_share": 1.5, "numbers_conflicts": -1.0, "numbers_rel": 1.0, "dims": 1.0, "brand": 0.5, "agreed": 0.5,
    "agreed_fit": -0.8,
    "agreed_rel": -0.6, "list_rel": -0.4, "bought": 0.6, "bought_rel": 0.4, "popular": 0.05, "discontinued": -0.3,
}  # fmt: skip
_CUSTOMER = {
    "vat": 9.0, "vat_slip": 5.0, "vat_differs": -4.0, "number": 5.0, "gln": 5.0, "phone": 3.5, "domain_own": 4.0,
    "domain_shared": 1.5,
    "domain_differs": -1.0, "domain_like_name": 1.0, "name_equal": 3.0, "name_ratio": 4.0, "name_line_only": -3.0,
    "name_master_only": -2.0,
    "form_equal": 0.5, "form_differs": -1.0, "place_equal": 3.5, "place_near": 0.5, "learnt": 4.0,
    "learnt_domain": 1.0, "address_clue": 1.5, "codes": 3.0,
    "codes_elsewhere": -0.5,
    "bought": 1.0, "orders": 0.1, "currency_differs": -0.5, "language_differs": -0.3, "name_rel": 3.0,
    "name_missing": 2.0,
}  # fmt: skip
_SHIP_TO = {
    "alias": 6.0, "number": 5.0, "gln": 5.0, "clue": 1.0, "name": 1.5, "street": 5.0, "house": 3.0, "postcode": 3.0,
    "city": 1.5,
    "street_rel": 2.0,
    "postcode_rel": 1.0, "name_rel": 2.0, "city_rel": 1.0, "used_rel": 0.5, "branch": 0.5, "only": 0.5,
    "place_differs": -1.0,
}  # fmt: skip
_FACTOR = {
    "unit_first": 3.5, "unit_later": 1.5, "unit_other": -2.0, "countable": 1.5, "is_stock": 0.7, "price_rel": -4.0,
    "list_rel": -1.5,
    "multiple_rel": 0.8, "habit_unit": 1.0, "quantity_fit": -0.2, "learnt": 5.0, "learnt_other": -3.0,
    "unit_missing": 0.5,
}  # fmt: skip


def _decision(names: tuple[str, ...], p1: float, p2: float, none: float) -> Scorer:
    """Three outcomes from the best score and the second: the best is right, none is, another is."""
    weights = np.zeros((3, len(names)))
    first, second = names.index("p1"), names.index("p2")
    weights[0, first], weights[0, second] = p1, -p2
    weights[2, second] = p2
    return Scorer(names, weights, np.array([0.0, none, -1.5]))


def hand_set_models() -> MatchingModels:
    """Weights set by thought; confidences are rough, so nothing should skip review on them."""
    return MatchingModels(
        item_pair=hand_set(PAIR_FEATURES, _ITEM, -7.5),
        item_decision=_decision(DECISION_FEATURES, 6.0, 2.0, 2.0),
        customer_pair=hand_set(CUSTOMER_FEATURES, _CUSTOMER, -6.5),
        customer_decision=_decision(CUSTOMER_DECISION, 7.0, 2.5, 3.0),
        ship_to_pair=hand_set(SHIP_TO_FEATURES, _SHIP_TO, -9.5),
        ship_to_decision=_decision(SHIP_TO_DECISION, 7.0, 1.5, 3.0),
        factor=hand_set(FACTOR_FEATURES, _FACTOR, -2.5),
        order=hand_set(ORDER_FEATURES, {"log_product": 1.0}, 0.0),
    )
