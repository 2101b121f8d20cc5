"""Remarks under an item: the same words under all items of a document, in every language, with nothing left open."""

from random import Random

import pytest

from learning.synth.remarks import remark, remark_form
from learning.synth.vocab import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_slot_of_a_remark_is_filled(language: str) -> None:
    rng = Random(3)
    for _ in range(60):
        text = remark(rng, remark_form(rng, language), language)
        assert text
        assert "{" not in text
        assert "}" not in text


def test_the_items_of_a_document_share_the_words_of_their_remark() -> None:
    rng = Random(5)
    form = "DWG {@-#####} • JOB 841-97"
    first, second = remark(rng, form, "en"), remark(rng, form, "en")
    assert first != second
    assert first.startswith("DWG ")
    assert first.endswith("• JOB 841-97")
    assert second.startswith("DWG ")
    assert second.endswith("• JOB 841-97")


def test_a_remark_in_capitals_is_so_as_a_whole() -> None:
    text = remark(Random(2), "DELIVER TO: {w} / REQ {k}", "en")
    assert text == text.upper()
