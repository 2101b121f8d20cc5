"""What no score can make right: our own block as delivery place, a page number as revision, a bare town as terms.

Applied to scored places before the choice, and to stated fields after it; each rule names the mistake it prevents.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from extraction.candidates_view import DocumentView
from extraction.gazetteer import fold
from extraction.header_choice import Choice, Scored
from models.page import Box
from models.reading import Field

_PAGE = re.compile(
    r"\b(?:page|seite|p[aá]g(?:ina)?|pagina|blatt|feuille|blad|folio|sheet|bladzijde|blz)\b", re.IGNORECASE
)
_COUNTED = re.compile(r"\b\d+\s?(?:/|of|von|de|sur|di|van|su)\s?\d+\b", re.IGNORECASE)
_EDGE = " :;,|–—-"
_VETOED = 0.02


def before_choice(document: DocumentView, scored: Mapping[str, Sequence[Scored]]) -> dict[str, list[Scored]]:
    """The scored places without those that cannot be."""
    result = {name: list(found) for name, found in scored.items()}
    # "Page 1 of 1": the number of a page is no revision
    result["revision"] = [one for one in result.get("revision", []) if not _counts_pages(document, one)]
    # a town alone says where to, not on which terms
    result["delivery_terms"] = [
        one for one in result.get("delivery_terms", []) if not _bare_place(document, str(one.value))
    ]
    result["payment_terms"] = [
        one for one in result.get("payment_terms", []) if not _bare_place(document, str(one.value))
    ]
    return result


def _line_text(document: DocumentView, one: Scored) -> str:
    view = document.pages[one.page]
    return " ".join(segment.text for segment in view.segments if _beside(segment.box, one.box))


def _beside(segment: Box, place: Box) -> bool:
    return segment.top <= place.y_mid <= segment.bottom and abs(segment.x_mid - place.x_mid) < 200


def _counts_pages(document: DocumentView, one: Scored) -> bool:
    text = _line_text(document, one)
    return _PAGE.search(text) is not None and (_COUNTED.search(text) is not None or len(text) < 14)


def _bare_place(document: DocumentView, text: str) -> bool:
    ours = {place for _, place in document.gazetteer.ourselves.places}
    return document.gazetteer.is_city(text.strip(_EDGE)) or fold(text) in ours


def after_choice(chosen: Sequence[Choice], fields: Mapping[str, Field[Any]]) -> dict[str, Field[Any]]:
    """The stated fields, one total not stated twice, a lone total as the net."""
    result = dict(fields)
    by_name = {one.field: one for one in chosen}
    net, gross = result.get("total_net"), result.get("total_gross")
    if gross is not None and "total_tax" not in result:
        if net is None and not by_name["total_gross"].best.probability > 0.8:
            result["total_net"] = gross
            del result["total_gross"]
        elif net is not None and net.evidence == gross.evidence:
            del result["total_gross"]
    for name in ("ship_to_city", "payment_terms", "delivery_terms"):
        if name in result:
            field = result[name]
            result[name] = Field(
                str(field.value).strip(_EDGE + "."), field.confidence, field.source, field.evidence, field.alternatives
            )
    return result
