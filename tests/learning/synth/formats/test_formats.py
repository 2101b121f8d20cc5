"""Generated sheets, mails and word files: the same seed gives the same file, and every stated value is labelled."""

from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from learning.synth.formats.document import FormatDocument
from learning.synth.formats.docx_orders import docx_document, text_document
from learning.synth.formats.mails import INTENTS, mail_document
from learning.synth.formats.messages import message_document
from learning.synth.formats.sheets import sheet_document, words_without_mark
from learning.synth.world import TINY, world

MAKERS: dict[str, Callable[..., FormatDocument]] = {
    "sheet": sheet_document,
    "mail": mail_document,
    "docx": docx_document,
    "text": text_document,
}
# Not printed by themselves: the master data's keys, and what a mail says without words.
UNSAID = {"document_type", "customer_code", "ship_to_code", "lines", "sku", "sku_quantity", "price_basis", "schedules"}
GLUED = {"quantity", "unit"}
BY_THE_MAIL = {"buyer_email", "order_date"}


def made(kind: str, seed: int) -> FormatDocument:
    return MAKERS[kind](Random(f"{kind}/{seed}"), world(3, TINY))


@pytest.mark.parametrize("kind", sorted(MAKERS))
def test_a_seed_gives_one_truth_and_one_set_of_labels(kind: str) -> None:
    first, again = made(kind, 1), made(kind, 1)
    assert (first.truth, first.marks) == (again.truth, again.marks)


@pytest.mark.parametrize("kind", sorted(MAKERS))
@pytest.mark.parametrize("seed", range(12))
def test_every_value_of_the_truth_is_labelled_on_a_word(kind: str, seed: int) -> None:
    document = made(kind, seed)
    if document.family.startswith("mail_attached") or not document.truth["orders"]:
        return
    order: dict[str, Any] = document.truth["orders"][0]
    labelled = {(mark.field, mark.line) for mark in document.marks if mark.order == 0}
    skipped = UNSAID | (BY_THE_MAIL if kind == "mail" else set())
    assert [name for name in order if name not in skipped and (name, -1) not in labelled] == []
    for index, line in enumerate(order["lines"]):
        # "(8l)" is one word: it is labelled with the quantity or with the unit
        glued = GLUED if any((name, index) in labelled for name in GLUED) else set()
        assert [name for name in line if name not in skipped | glued and (name, index) not in labelled] == []


@pytest.mark.parametrize("seed", range(10))
def test_every_word_of_a_sheet_is_known_to_its_generator(seed: int) -> None:
    assert words_without_mark(made("sheet", seed)) == []


@pytest.mark.parametrize("intent", INTENTS)
def test_mails_of_other_intents_hold_no_order(intent: str) -> None:
    document = mail_document(Random(intent), world(3, TINY), kind=intent)
    assert document.truth["intent"] == intent
    assert document.truth["orders"] == []
    assert document.pages[0].words


def test_messages_carry_their_truth() -> None:
    document = message_document(Random("m"), world(3, TINY), kind="edifact")
    assert document.truth["orders"][0]["po_number"].encode() in document.data.replace(b"?", b"")
