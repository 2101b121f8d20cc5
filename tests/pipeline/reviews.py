"""A document before an agent, for tests of what agents do."""

from __future__ import annotations

from intake.accept import accept
from models.lifecycle import Status
from models.match import MatchedOrder
from models.tables import Origin, Stage
from pipeline import review
from pipeline.advance import run
from pipeline.review import Change, Reviewed
from store import documents, results
from store.documents import Document
from tests.pipeline.fakes import Workshop

ANN = "ann"


def in_review(shop: Workshop, text: str = "UNSURE PO-1 ALPHA A1x5 B2x3") -> Document:
    number = accept(shop.machine.door, text.encode(), "po.pdf", Origin.UPLOAD).document_id
    assert run(shop.machine, number) is Status.IN_REVIEW
    return document(shop, number)


def document(shop: Workshop, number: int) -> Document:
    with shop.database.read() as session:
        return documents.get(session, number)


def current(shop: Workshop, number: int) -> MatchedOrder:
    with shop.database.read() as session:
        found = results.get_result(session, number, Stage.CURRENT, MatchedOrder)
        assert found is not None
        return found


def correct(shop: Workshop, seen: Document, path: str, value: str) -> Reviewed:
    return review.correct(shop.machine, seen.id, seen.version, ANN, [Change(path, value)])
