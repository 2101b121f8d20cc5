"""Which fields a text is a printed label of, by the lexicon of six languages."""

from __future__ import annotations

from extraction.scoring_text import label_key, label_phrases


def names_of(label: str) -> tuple[str, ...]:
    """The fields that a label may stand for ("Deliver to:" → ship_to); none for any other text."""
    return label_phrases().get(label_key(label), ())
