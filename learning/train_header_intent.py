"""Training of the intent model on generated mails and files: subject, first lines and structure as read."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from random import Random

import numpy as np
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression

from extraction.intent_features import INTENT_BUCKETS, INTENTS, Told, intent_buckets, text_of, titles
from extraction.limits import Limits
from extraction.readers import read
from extraction.scoring_text import Floats
from extraction.unpack import unpack
from learning.synth.draw import weighted
from learning.synth.formats.mails import INTENTS as NO_ORDER
from learning.synth.formats.mails import mail_document
from learning.synth.orders import draw_order
from learning.synth.pdf.families import FAMILIES
from learning.synth.pdf.generate import document, other_document, shared_world
from learning.train_header_examples import SEED, WORLDS, pdf_examples, sheet_examples
from models.reading import Part

STRENGTH = 60.0
HELD_OUT_EVERY = 5
PAPERS = {"order": 5.0, "other": 2.5, "order_change": 1.2, "cancellation": 0.9}


def fit_intent(count: int) -> tuple[Floats, float]:
    """The weights, and the accuracy on every fifth document held out."""
    told = list(_told(count))
    rows = [intent_buckets(one) for one, _ in told]
    lengths = np.array([len(row) for row in rows])
    data = np.repeat(1.0 / np.sqrt(lengths), lengths)
    matrix = sp.csr_matrix(
        (data, np.concatenate(rows), np.concatenate(([0], np.cumsum(lengths)))), shape=(len(rows), INTENT_BUCKETS)
    )
    labels = np.array([INTENTS.index(intent) for _, intent in told])
    held = np.arange(len(labels)) % HELD_OUT_EVERY == 0
    tried = LogisticRegression(C=STRENGTH, max_iter=80, tol=1e-3).fit(matrix[~held], labels[~held])
    accuracy = float((tried.predict(matrix[held]) == labels[held]).mean())
    model = LogisticRegression(C=STRENGTH, max_iter=80, tol=1e-3).fit(matrix, labels)
    weights = np.zeros((INTENT_BUCKETS + 1, len(INTENTS)), dtype=np.float32)
    weights[-1] = -12.0
    for row, index in enumerate(model.classes_):
        weights[:-1, index] = model.coef_[row]
        weights[-1, index] = model.intercept_[row]
    return weights.astype(np.float16).astype(np.float32), accuracy


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
    yield from _written(count * 3)
    yield from _papers(count)
    for example in [*pdf_examples(count // 3, SEED + 2), *sheet_examples(count // 6, SEED + 2)]:
        lines = len(example.truth.get("lines", ()))
        intent = str(example.truth.get("document_type", "other"))
        yield Told("", titles(example.pages), text_of(example.pages), False, lines, 0), intent


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
            paper = document(rng, world, family, name, draw_order(rng, world, document_type=kind))
        pages = read(Part(paper.name, paper.data), Limits()).pages
        lines = max((len(order["lines"]) for order in paper.truth["orders"]), default=rng.randint(0, 6))
        yield Told("", titles(pages), text_of(pages), False, lines, 0), paper.intent


def _written(count: int) -> Iterator[tuple[Told, str]]:
    """Short plain mails put together from sentences: subject, greeting, one to three sentences, perhaps a signature."""
    with Path(__file__).with_name("train_header_intents.toml").open("rb") as file:
        table: dict[str, dict[str, list[str]]] = tomllib.load(file)
    phrases = table.pop("phrases")
    rng = Random("intent/written")
    for _ in range(count):
        intent = rng.choice(sorted(table))
        language = rng.choice(sorted(table[intent]))
        cut = table[intent][language].index("|")
        subjects, sentences = table[intent][language][:cut], table[intent][language][cut + 1 :]
        facts = {
            "p": rng.choice(("PO-{n}", "{n}", "BC26-{n}", "26/{n}")).format(n=rng.randint(1000, 99999)),
            "c": rng.choice(("K{n}", "{n}", "MAT-{n}")).format(n=rng.randint(1000, 999999)),
            "q": str(rng.randint(2, 900)), "d": f"{rng.randint(1, 28):02d}/{rng.randint(1, 12):02d}/2026",
            "t": rng.choice(phrases["items"]),
        }  # fmt: skip
        chosen = rng.sample(sentences, min(len(sentences), rng.choice((1, 1, 2, 2, 3))))
        body = [rng.choice(phrases["hello"]), *(one.format(**facts) for one in chosen)]
        prefix = rng.choice(("", "", "", "RE: ", "Fwd: ", "TR: ", "AW: "))
        subject = prefix + rng.choice(subjects).format(**facts)
        lines = rng.choice((0, 0, 1, 2))
        yield Told(subject, tuple(body[:6]), "\n".join(body), True, lines, 0), intent
