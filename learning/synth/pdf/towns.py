"""How countries write the line of the town: where the postcode stands, and the state beside it."""

from __future__ import annotations

from learning.synth.vocab import vocab

# States that stand after the town where they are no part of the postcode, by how the postcode begins.
_REGIONS: dict[str, dict[str, str]] = {
    country: {
        parts[0][:2]: parts[2] for parts in (c.split("|") for c in vocab("places")[country]["cities"]) if len(parts) > 2
    }
    for country in ("IN", "MX", "CA", "AU")
}
FULL_REGIONS = {"ON": "Ontario", "QC": "Québec", "BC": "British Columbia", "AB": "Alberta", "MB": "Manitoba"}


def region_of(country: str, postcode: str) -> str:
    """The state that a postcode lies in, where addresses of the country name it beside the town; else ""."""
    return _REGIONS.get(country, {}).get(postcode[:2], "")


CITY_FORMS: dict[str, tuple[str, ...]] = {
    "US": ("comma_after", "comma_after", "city_first", "comma_after"),
    "CA": ("region_between", "region_comma", "region_comma", "region_lines", "comma_after"),
    "AU": ("region_between", "city_first"),
    "GB": ("lines", "city_first", "comma_after", "lines"),
    "IE": ("lines", "city_first", "comma_after"),
    "IN": ("dash", "city_first", "dash", "comma_after", "region_between", "pin", "city_first"),
    "MX": (
        "cp",
        "code_first",
        "comma_after",
        "cp",
        "no_code",
        "cp_comma",
        "cp_comma",
        "region_between",
        "region_lines",
    ),
    "CO": ("city_first", "code_first", "no_code", "no_code"),
    "PE": ("no_code", "no_code", "city_first", "no_code"),
    "CL": ("no_code",),
    "AR": ("code_first", "code_first", "no_code", "brackets", "no_code"),
    "": ("code_first",) * 22 + ("city_first", "labelled"),
}
