"""What a file wants (an order, a change, a cancellation, or something that is no order), with its certainty."""

from __future__ import annotations

from collections.abc import Sequence

from extraction.intent_features import INTENTS, Told, intent_probabilities, text_of, titles
from extraction.intent_names import document_names
from extraction.scoring_text import Floats
from models.page import Page
from models.reading import Envelope, Field

ORDER_INTENTS: tuple[str, ...] = ("order", "order_change", "cancellation")


def judge_intent(
    pages: Sequence[Page], envelope: Envelope | None, order_lines: int, attachments: int, weights: Floats
) -> Field[str]:
    """The likeliest intent; `order_lines` of the best order found in the file, `attachments` readable ones."""
    told = Told(
        subject=envelope.subject if envelope else "",
        titles=titles(pages),
        text=text_of(pages),
        mail=envelope is not None,
        order_lines=order_lines,
        attachments=attachments,
        names=() if envelope else document_names(pages),
    )
    odds = intent_probabilities(told, weights)
    best = int(odds.argmax())
    ranked = sorted(range(len(INTENTS)), key=lambda index: -odds[index])
    return Field(
        INTENTS[best],
        round(min(float(odds[best]), 0.999), 4),
        "text_layer",
        None,
        tuple(INTENTS[i] for i in ranked[1:3]),
    )
