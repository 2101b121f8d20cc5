"""Why a customer or an address is proposed: named comparisons with levels, from the features of its score."""

from __future__ import annotations

from collections.abc import Sequence

from matching.ranking import Matrix
from models.match import Comparison

# feature → (comparison, level), told when the feature is set
_TOLD = {
    "vat": ("vat_id", "equal"), "vat_slip": ("vat_id", "one_slip"), "vat_differs": ("vat_id", "differs"),
    "number": ("customer_number", "equal"),
    "gln": ("gln", "equal"), "phone": ("phone", "equal"), "domain_own": ("mail_domain", "equal"),
    "domain_shared": ("mail_domain", "shared"),
    "domain_differs": ("mail_domain", "differs"), "name_equal": ("name", "equal"), "form_differs": ("legal_form",
    "differs"),
    "place_equal": ("address", "equal"), "learnt": ("learnt", "equal"), "codes": ("buyer_codes", "known"),
    "bought": ("items", "bought_before"),
    "country_differs": ("country", "differs"), "alias": ("learnt", "equal"), "only": ("only_address", "yes"),
    "used": ("used_before", "yes"),
}  # fmt: skip
_RATIOS = {"name_ratio": "name", "street": "street", "city": "city", "name": "name"}
_ALIKE, _EQUAL = 0.8, 0.97


def reasons(features: Matrix, names: Sequence[str]) -> tuple[Comparison, ...]:
    """The comparisons worth telling, in the order of the features."""
    value = {name: float(v) for name, v in zip(names, features, strict=True)}
    found = [Comparison(*_TOLD[name]) for name, v in value.items() if name in _TOLD and v > 0]
    for name, told in _RATIOS.items():
        v = value.get(name)
        if v is not None and v >= 0 and not value.get("name_missing") and Comparison(told, "equal") not in found:
            found.append(Comparison(told, "equal" if v >= _EQUAL else "alike" if v >= _ALIKE else "differs"))
    if value.get("postcode", -1.0) >= 0:
        found.append(
            Comparison(
                "postcode", "equal" if value["postcode"] == 1 else "one_slip" if value["postcode"] > 0 else "differs"
            )
        )
    if value.get("house", -1.0) >= 0:
        found.append(
            Comparison(
                "house_number", "equal" if value["house"] == 1 else "partly" if value["house"] > 0 else "differs"
            )
        )
    return tuple(found)
