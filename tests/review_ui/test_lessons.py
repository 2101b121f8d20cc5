"""What was learnt is told in a sentence, in each user's language."""

from __future__ import annotations

import pytest

from learning.memory import Taught
from matching.shiptos import UNSAID
from models.knowledge import Anchor, ShipToAlias
from review_ui.forms import Forms
from review_ui.texts import texts
from review_ui.views.lessons import lesson_view

PLACES: tuple[tuple[Taught, str], ...] = (
    (Anchor("po_number", "document", 0.1, 0.1, 2), "Their documents print “PO number” after “document”."),
    (Anchor("po_number", "", 0.1, 0.1, 1), "Their documents print “PO number” always in the same place."),
    (Anchor("po_number", "request", 0.1, 0.1, -1), "What follows “request” in their documents is not “PO number”."),
    (ShipToAlias(UNSAID, "73000-03", 1), "An order of theirs that names no place of delivery goes to 73000-03."),
)


@pytest.mark.parametrize(("lesson", "sentence"), PLACES)
def test_a_place_that_was_learnt_is_told_in_words(lesson: Taught, sentence: str) -> None:
    assert lesson_view(lesson, texts("en"), Forms("en")).sentence == sentence


@pytest.mark.parametrize("language", ["de", "es", "fr", "it", "nl"])
def test_every_language_names_field_and_label(language: str) -> None:
    told = lesson_view(Anchor("po_number", "document", 0.1, 0.1, 2), texts(language), Forms(language)).sentence
    assert "document" in told
    assert texts(language)("field.po_number") in told
