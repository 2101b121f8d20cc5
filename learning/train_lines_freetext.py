"""Trains the spaCy pipeline for orders written as sentences, on the generator's mails with labelled words."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example
from thinc.api import fix_random_seed

from extraction.freetext import BREAK, ENTITIES, ENTITY_OF, blank_pipeline, document, is_prose, paragraphs
from extraction.lines_models import TAGS
from learning.train_lines_data import Sample

DROPOUT = 0.2
BATCH = 24


def train_freetext(samples: Sequence[Sample], epochs: int, seed: int) -> bytes:
    """The trained pipeline's bytes; empty when no sample is running text."""
    fix_random_seed(seed)
    nlp = blank_pipeline()
    ner: Any = nlp.get_pipe("ner")
    for label in ENTITIES:
        ner.add_label(label)
    examples = [e for s in samples if is_prose(s.scene) for e in _examples(s, nlp)]
    if not examples:
        return b""
    optimizer = nlp.initialize(lambda: examples[:200])
    rng = random.Random(seed)
    for _ in range(epochs):
        rng.shuffle(examples)
        for start in range(0, len(examples), BATCH):
            nlp.update(examples[start : start + BATCH], sgd=optimizer, drop=DROPOUT)
    trained: bytes = nlp.to_bytes(exclude=["vocab", "tokenizer"])
    return trained


def _examples(sample: Sample, nlp: Language) -> list[Example]:
    made = []
    for run in paragraphs(sample.scene):
        doc, places = document(nlp, [a for _, a in run])
        marked, _ = document(nlp, [a for _, a in run])
        labels = [""] * len(marked)
        owner = [-1] * len(marked)
        for (at, _), place in zip(run, places, strict=True):
            labels[place] = ENTITY_OF.get(TAGS[int(sample.tags[at])], "")
            owner[place] = int(sample.items[at])
        for i in range(1, len(labels) - 1):  # an entity goes on over a line's end
            same = labels[i - 1] == labels[i + 1] and owner[i - 1] == owner[i + 1]
            if marked[i].text == BREAK and same and labels[i - 1] == "ITEM":
                labels[i], owner[i] = labels[i - 1], owner[i - 1]
        marked.set_ents(_spans(marked, labels, owner))
        made.append(Example(doc, marked))
    return made


def _spans(doc: Doc, labels: Sequence[str], owner: Sequence[int]) -> list[Span]:
    spans = []
    start = 0
    for at in range(1, len(labels) + 1):
        if at == len(labels) or (labels[at], owner[at]) != (labels[start], owner[start]):
            if labels[start]:
                spans.append(Span(doc, start, at, label=labels[start]))
            start = at
    return spans
