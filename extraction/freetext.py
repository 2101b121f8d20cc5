"""Orders written as sentences: a small spaCy pipeline of our own names quantities, units, items, codes, prices, dates.

A second witness beside the tagging of tables: its spans are turned into the same tags. It builds no lines itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from extraction.lines_atoms import Atom
from extraction.lines_models import TAG, TAGS
from extraction.lines_scene import Scene

Floats = npt.NDArray[np.float32]

# The entity labels and the tag that each stands for.
ENTITIES: dict[str, str] = {
    "QTY": "quantity", "UNIT": "unit", "ITEM": "description", "CODE": "supplier_item_code",
    "OWN_CODE": "buyer_item_code", "GTIN": "gtin", "PRICE": "unit_price", "BASIS": "price_basis", "AMOUNT": "amount",
    "DISCOUNT": "discount_percent", "DATE": "requested_date", "POS": "line_no",
}  # fmt: skip
ENTITY_OF: dict[str, str] = {tag: entity for entity, tag in ENTITIES.items()}
SURE = 0.9  # what an entity's tag is worth; the pipeline gives no probabilities
WEIGHT = 0.4  # of this witness against the tagger where the page is prose
PARAGRAPH_GAP_LINES = 0.9
LONGEST_PARAGRAPH = 400  # atoms
BREAK = "\n"
TOK2VEC: dict[str, Any] = {
    "@architectures": "spacy.HashEmbedCNN.v2", "pretrained_vectors": None, "width": 64, "depth": 3,
    "embed_size": 1200, "window_size": 1, "maxout_pieces": 2, "subword_features": True,
}  # fmt: skip


def blank_pipeline() -> Language:
    """The untrained pipeline: no language of its own, words cut by us, one entity recogniser."""
    nlp = spacy.blank("xx")
    nlp.add_pipe(
        "ner",
        config={
            "model": {
                "@architectures": "spacy.TransitionBasedParser.v2",
                "state_type": "ner",
                "extra_state_tokens": False,
                "hidden_width": 48,
                "maxout_pieces": 2,
                "use_upper": True,
                "tok2vec": TOK2VEC,
            }
        },
    )
    return nlp


@lru_cache(maxsize=2)
def pipeline(trained: bytes) -> Language:
    """The trained pipeline from its bytes; kept, since building it takes a tenth of a second."""
    nlp = blank_pipeline()
    ner: Any = nlp.get_pipe("ner")
    for label in ENTITIES:
        ner.add_label(label)
    nlp.initialize()
    nlp.from_bytes(trained)
    return nlp


def paragraphs(scene: Scene) -> Iterator[list[tuple[int, Atom]]]:
    """Runs of rows of running text (no cells) without a wide gap: their atoms with their place in the scene."""
    at, current = 0, list[tuple[int, Atom]]()
    for row, place in zip(scene.rows, scene.places, strict=True):
        wide = place.gap_above > PARAGRAPH_GAP_LINES or place.gap_above < 0
        celled = any(a.words[0].cell for a in row.atoms)
        if current and (wide or celled or len(current) > LONGEST_PARAGRAPH):
            yield current
            current = []
        if not celled:
            current = [*current, *((at + i, atom) for i, atom in enumerate(row.atoms))]
        at += len(row.atoms)
    if current:
        yield current


def document(nlp: Language, atoms: Sequence[Atom]) -> tuple[Doc, list[int]]:
    """The atoms as a spaCy document, a line break as a word of its own; and each atom's place among its words."""
    words: list[str] = []
    places: list[int] = []
    for before, atom in zip([None, *atoms], atoms, strict=False):
        if before is not None and before.line != atom.line:
            words.append(BREAK)
        places.append(len(words))
        words.append(atom.text)
    return Doc(nlp.vocab, words=words), places


def is_prose(scene: Scene) -> bool:
    """Whether the document is running text: a page of our own grid (a mail, a text file) mostly without cells."""
    words = [w for p in scene.pages for w in p.words]
    return all(p.source == "grid" for p in scene.pages) and sum(bool(w.cell) for w in words) < len(words) / 2


def with_sentences(scene: Scene, tags: Floats, trained: bytes) -> Floats:
    """The tagger's probabilities mixed with what the pipeline says, atom by atom, in running text."""
    if not trained or not is_prose(scene):
        return tags
    nlp = pipeline(trained)
    mixed = tags.copy()
    made = [(run, *document(nlp, [a for _, a in run])) for run in paragraphs(scene)]
    for (run, _, places), doc in zip(made, nlp.pipe([d for _, d, _ in made]), strict=True):
        for (at, _), place in zip(run, places, strict=True):
            entity = doc[place].ent_type_
            mixed[at] = (1 - WEIGHT) * tags[at] + WEIGHT * _as_tags(ENTITIES.get(entity, ""), tags[at])
    return mixed


def _as_tags(tag: str, tagger: Floats) -> Floats:
    """The entity's tag as probabilities; outside entities, the tagger's own among the tags that are no entities."""
    if tag:
        made = np.full(len(TAGS), (1 - SURE) / (len(TAGS) - 1), np.float32)
        made[TAG[tag]] = SURE
        return made
    rest = tagger.copy()
    for other in ENTITY_OF:
        rest[TAG[other]] = 0.0
    total = float(rest.sum())
    none = np.zeros(len(TAGS), np.float32)
    none[TAG["none"]] = 1.0
    return rest / total if total > 1e-6 else none
