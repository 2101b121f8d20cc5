"""The trained parameters of extraction, and how a scorer turns features into probabilities. No training here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from extraction.candidates_spans import SPAN_FIELDS
from extraction.lines_models import LineModels
from extraction.parties_features import ROLE_CLASSES
from extraction.parties_parts import PART_CLASSES
from extraction.scoring_forest import Forest
from extraction.scoring_text import Floats, TextModel
from extraction.segment_features import PAGE_CLASSES

# What each scorer tells apart; class 0 is always "nothing of ours".
SCORER_CLASSES: Mapping[str, tuple[str, ...]] = {
    "date": ("none", "order_date", "requested_date"),
    "amount": ("none", "total_net", "total_tax", "total_gross"),
    "code": ("none", "po_number", "revision"),
    "vat": ("none", "buyer_vat_id"),
    "email": ("none", "buyer_email"),
    "currency": ("none", "currency"),
    "city": ("none", "ship_to_city"),
    "span": ("none", *SPAN_FIELDS),
    "role": ROLE_CLASSES,
    "part": PART_CLASSES,
    "buyer": ("none", "buyer_name"),
    "page": PAGE_CLASSES,
    "judge": ("wrong", "right"),
}
# The parameters of this room's header side depend on the feature code in these files.
FEATURE_MODULES: tuple[str, ...] = (
    "extraction/candidates.py",
    "extraction/candidates_features.py",
    "extraction/candidates_flow.py",
    "extraction/candidates_flow_features.py",
    "extraction/candidates_own.py",
    "extraction/candidates_slots.py",
    "extraction/candidates_spans.py",
    "extraction/candidates_view.py",
    "extraction/header_choice.py",
    "extraction/intent_features.py",
    "extraction/intent_names.py",
    "extraction/layout.py",
    "extraction/parties_buyer.py",
    "extraction/parties_chunks.py",
    "extraction/parties_features.py",
    "extraction/parties_groups.py",
    "extraction/parties_items.py",
    "extraction/parties_parts.py",
    "extraction/parties_spelt.py",
    "extraction/parties_tables.py",
    "extraction/scoring.py",
    "extraction/scoring_forest.py",
    "extraction/scoring_text.py",
    "extraction/segment_features.py",
    "extraction/terms_grammar.py",
)


@dataclass(frozen=True, slots=True)
class Scorer:
    """A classifier; `classes` are the indices it was trained on, of `width` in all. `forest` None says "nothing"."""

    forest: Forest | None
    classes: tuple[int, ...]
    width: int

    def probabilities(self, features: Floats) -> Floats:
        """(n, width); a row of class 0 where there is no estimator."""
        result = np.zeros((len(features), self.width), dtype=np.float32)
        if self.forest is None or not len(features):
            result[:, :1] = 1.0
            return result
        result[:, list(self.classes)] = self.forest.predict_proba(features)
        return result


@dataclass(frozen=True, slots=True)
class HeaderModels:
    """Text judge, scorers by name, the judge of chosen values, and how sure a value must be to be stated, by field."""

    text: TextModel
    scorers: Mapping[str, Scorer]
    judge: Scorer
    thresholds: Mapping[str, float]
    intent: Floats

    @staticmethod
    def from_payload(payload: Mapping[str, Any]) -> HeaderModels:
        scorers = {
            name: Scorer(
                Forest.from_payload(payload, name), tuple(payload[f"{name}.classes"]), int(payload[f"{name}.width"])
            )
            for name in payload["scorers"]
        }
        judge = scorers.pop("judge")
        return HeaderModels(
            TextModel(np.asarray(payload["text"], dtype=np.float32)),
            scorers,
            judge,
            dict(payload["thresholds"]),
            np.asarray(payload["intent"], dtype=np.float32),
        )

    def payload(self) -> dict[str, Any]:
        """What `from_payload` takes: names, numbers, arrays."""
        held = {**self.scorers, "judge": self.judge}
        result: dict[str, Any] = {
            "text": self.text.weights.astype(np.float16),
            "scorers": list(held),
            "thresholds": dict(self.thresholds),
            "intent": self.intent.astype(np.float16),
        }
        for name, scorer in held.items():
            if scorer.forest is not None:
                result.update(scorer.forest.payload(name))
            result[f"{name}.classes"] = list(scorer.classes)
            result[f"{name}.width"] = scorer.width
        return result


@dataclass(frozen=True, slots=True)
class ExtractionModels:
    """Everything trained that `extract` needs."""

    header: HeaderModels
    lines: LineModels

    @staticmethod
    def from_payloads(header: Mapping[str, Any], lines: Mapping[str, Any]) -> ExtractionModels:
        return ExtractionModels(HeaderModels.from_payload(header), LineModels.from_payload(lines))
