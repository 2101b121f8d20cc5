"""Training of the intent model on generated mails and files: subject, first lines and structure as read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

import numpy as np
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression

from extraction.intent_features import (
    INTENT_BUCKETS,
    INTENTS,
    Told,
    intent_buckets,
    intent_probabilities,
    text_of,
    titles,
)
from extraction.intent_names import document_names
from extraction.limits import Limits
from extraction.readers import read
from extraction.scoring_text import Floats
from extraction.unpack import unpack
from learning.synth.draw import chance, weighted
from learning.synth.formats.mails import INTENTS as NO_ORDER
from learning.synth.formats.mails import mail_document
from learning.synth.orders import draw_order
from learning.synth.pdf.families import FAMILIES
from learning.synth.pdf.generate import document, other_document, shared_world
from learning.train_header_examples import SEED, WORLDS, pdf_examples, sheet_examples
from learning.train_header_intent_mails import FOLDS, written
from models.page import Page
from models.reading import Part

STRENGTH = 100.0
HELD_OUT_EVERY = 5
HELD_FOLD = 1
WRITTEN = 6
"""Mails put together from sentences, for one drawn as a whole."""
REVISED = 0.3
"""Of the orders on paper: they name a revision, as a first issue does too. It makes no order a change."""
PAPERS = {"order": 5.0, "other": 2.5, "order_change": 1.2, "cancellation": 0.9}


@dataclass(frozen=True, slots=True)
class IntentFigures:
    """Accuracy on what training never saw: documents by their order, and mails by the very phrases they are made of."""

    documents: float
    phrases: float
    confusions: tuple[tuple[str, str, int], ...]
    """Of the mails in phrases held out: what they want, what was read, how often; the commonest first."""


def fit_intent(count: int) -> tuple[Floats, IntentFigures]:
    """The weights, and how they do on every fifth document and on a fifth of all phrases held out."""
    told = list(_told(count))
    every = [*told, *written(count * WRITTEN, lambda place: True, "all")]
    held = [one for index, one in enumerate(told) if index % HELD_OUT_EVERY == 0]
    seen = [one for index, one in enumerate(told) if index % HELD_OUT_EVERY]
    seen += written(count * WRITTEN, lambda place: place % FOLDS != HELD_FOLD, "seen")
    unseen = list(written(count, lambda place: place % FOLDS == HELD_FOLD, "held"))
    tried = _fitted(seen)
    confusions = Counter(
        (wanted, read) for (_, wanted), read in zip(unseen, _judged(unseen, tried), strict=True) if wanted != read
    )
    figures = IntentFigures(
        _share_right(held, tried),
        _share_right(unseen, tried),
        tuple((wanted, read, number) for (wanted, read), number in confusions.most_common(12)),
    )
    return _fitted(every), figures


def _fitted(told: Sequence[tuple[Told, str]]) -> Floats:
    rows = [intent_buckets(one) for one, _ in told]
    lengths = np.array([len(row) for row in rows])
    data = np.repeat(1.0 / np.sqrt(lengths), lengths)
    matrix = sp.csr_matrix(
        (data, np.concatenate(rows), np.concatenate(([0], np.cumsum(lengths)))), shape=(len(rows), INTENT_BUCKETS)
    )
    labels = np.array([INTENTS.index(intent) for _, intent in told])
    model = LogisticRegression(C=STRENGTH, max_iter=80, tol=1e-3).fit(matrix, labels)
    weights = np.zeros((INTENT_BUCKETS + 1, len(INTENTS)), dtype=np.float32)
    weights[-1] = -12.0
    for row, index in enumerate(model.classes_):
        weights[:-1, index] = model.coef_[row]
        weights[-1, index] = model.intercept_[row]
    return weights.astype(np.float16).astype(np.float32)


def _judged(told: Sequence[tuple[Told, str]], weights: Floats) -> list[str]:
    return [INTENTS[int(intent_probabilities(one, weights).argmax())] for one, _ in told]


def _share_right(told: Sequence[tuple[Told, str]], weights: Floats) -> float:
    judged = _judged(told, weights)
    return sum(read == wanted for read, (_, wanted) in zip(judged, told, strict=True)) / max(len(told), 1)


def _told(count: int) -> Iterator[tuple[Told, str]]:
    for index in range(count):
        world = shared_world(SEED * 1000 + index % WORLDS)
        kind = "" if index % 2 else NO_ORDER[index // 2 % len(NO_ORDER)]
        mail = mail_document(Random(f"intent/{index}"), world, f"intent_{index:05d}", kind)
        unpacked = unpack(mail.data, mail.name, Limits())
        attachments = sum(part.role == "attachment" for part in unpacked.parts)
        lines = max((len(order["lines"]) for order in mail.truth["orders"]), default=0)
        if not mail.truth["orders"]:  # an enquiry reads like lines, too
            lines = index // 16 % 3
        subject = unpacked.envelope.subject if unpacked.envelope else ""
        yield (
            Told(subject, titles(mail.pages), text_of(mail.pages), True, lines, attachments),
            mail.truth["intent"],
        )
    yield from _papers(count)
    for example in [*pdf_examples(count // 3, SEED + 2), *sheet_examples(count // 6, SEED + 2)]:
        lines = len(example.truth.get("lines", ()))
        intent = str(example.truth.get("document_type", "other"))
        yield _paper(example.pages, lines), intent


def _papers(count: int) -> Iterator[tuple[Told, str]]:
    """PDFs that are orders, changes, cancellations, and none though they look like one (invoices, offers, slips).

    The lines of a document that is no order are read like an order's: only its words tell what it is.
    """
    for index in range(count):
        rng = Random(f"intent/paper/{index}")
        world = shared_world(SEED * 1000 + index % WORLDS)
        family, kind = rng.choice(FAMILIES), weighted(rng, PAPERS)
        name = f"paper_{index:05d}.pdf"
        if kind == "other":
            paper = other_document(rng, world, family, name)
        else:
            order = draw_order(rng, world, document_type=kind)
            if kind == "order" and chance(rng, REVISED):
                order = replace(order, revision=rng.choice(("0", "00", "1", "2", "3", "A")))
            paper = document(rng, world, family, name, order)
        pages = read(Part(paper.name, paper.data), Limits()).pages
        lines = max((len(order["lines"]) for order in paper.truth["orders"]), default=rng.randint(0, 6))
        yield _paper(pages, lines), paper.intent


def _paper(pages: Sequence[Page], lines: int) -> Told:
    return Told("", titles(pages), text_of(pages), False, lines, 0, document_names(pages))
