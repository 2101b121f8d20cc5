"""What a file wants (an order, a change, a cancellation, or something that is no order), with its certainty."""

from __future__ import annotations

from collections.abc import Sequence

from extraction.gazetteer import fold
from extraction.intent_features import INTENTS, Told, intent_probabilities, newest, text_of, titles
from extraction.intent_names import document_names
from extraction.prose_words import words
from extraction.scoring_text import Floats
from models.page import Page
from models.reading import Envelope, ExtractedOrder, Field

ORDER_INTENTS: tuple[str, ...] = ("order", "order_change", "cancellation")
# What a mail is not if it says "we order" over order lines; who asks, complains or waits may say so of an order before.
SAYS_NOTHING = frozenset({"invoice", "auto_reply", "newsletter", "spam", "other"})
PERFORMED = 0.7  # the certainty of an order that a mail's words perform


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
    if told.mail and order_lines and INTENTS[best] in SAYS_NOTHING and _performs(newest(told.text)):
        return Field("order", PERFORMED, "text_layer", None, (INTENTS[best],))
    ranked = sorted(range(len(INTENTS)), key=lambda index: -odds[index])
    return Field(
        INTENTS[best],
        round(min(float(odds[best]), 0.999), 4),
        "text_layer",
        None,
        tuple(INTENTS[i] for i in ranked[1:3]),
    )


def by_its_prices(intent: Field[str], orders: Sequence[ExtractedOrder]) -> Field[str]:
    """Of a mail that seems to ask for a price: an order, where it has a number of its own and names all prices itself.

    Who orders on a quotation speaks of it ("as per your quotation"); who asks for one has no prices to name.
    """
    if intent.value != "quote_request" or not any(_priced(order) for order in orders):
        return intent
    return Field("order", PERFORMED, "text_layer", None, (intent.value,))


def _priced(order: ExtractedOrder) -> bool:
    lines = order.lines
    return order.po_number is not None and bool(lines) and all(one.quantity and one.unit_price for one in lines)


def _performs(text: str) -> bool:
    """Whether a text orders by saying so ("we hereby order")."""
    folded = f" {fold(text)} "
    return any(f" {phrase}" in folded for phrase in words("performs"))
