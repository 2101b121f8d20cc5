"""`carnet train --home` and `carnet versions`: what agents approved is found, too little changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.console import Console

from app.retrain import NoSuchVersion, retrain, use_version
from app.teach import open_home, taught_lessons
from intake.accept import accept
from learning import versions
from models.codec import to_json
from models.lifecycle import Status
from models.tables import Origin
from pipeline import review
from pipeline.advance import run
from pipeline.review import Change
from store import documents, lessons
from tests.pipeline.fakes import Workshop, workshop


@pytest.fixture
def shop(tmp_path: Path) -> Workshop:
    return workshop(open_home(tmp_path), tmp_path)


def approved(shop: Workshop, text: str, quantity: str) -> int:
    number = accept(shop.machine.door, text.encode(), "po.pdf", Origin.UPLOAD).document_id
    assert run(shop.machine, number) is Status.IN_REVIEW
    with shop.database.read() as session:
        version = documents.get(session, number).version
    done = review.correct(shop.machine, number, version, "ann", [Change("lines.0.quantity", quantity)])
    review.approve(shop.machine, number, done.document.version, "ann")
    return number


def test_what_an_agent_approved_stands_beside_what_the_machine_had(shop: Workshop) -> None:
    approved(shop, "UNSURE PO-1 ALPHA A1x5", "7")
    accept(shop.machine.door, b"ORDER PO-2 ALPHA A1x5", "touchless.pdf", Origin.UPLOAD)
    with shop.database.read() as session:
        (lesson,) = lessons.confirmed(session)
    told = [order.lines[0].line.quantity for order in (lesson.machine, lesson.confirmed)]
    assert [str(q.value) for q in told if q is not None] == ["5", "7"]


def test_too_few_orders_leave_the_models_as_they_are(shop: Workshop, tmp_path: Path) -> None:
    approved(shop, "UNSURE PO-1 ALPHA A1x5", "7")
    said: list[str] = []
    done = retrain(shop.database, tmp_path, said.append)
    assert (done.version, done.reason) == (versions.SHIPPED, "too_few")
    assert said[0].startswith("1 confirmed orders")


def test_what_was_taught_without_a_document_counts_too(shop: Workshop, tmp_path: Path) -> None:
    approved(shop, "UNSURE PO-1 ALPHA A1x5", "7")
    with shop.database.read() as session:
        (lesson,) = lessons.confirmed(session)
    (tmp_path / "lessons.jsonl").write_bytes(to_json(lesson) + b"\n")
    assert list(taught_lessons(tmp_path)) == [lesson]
    said: list[str] = []
    retrain(shop.database, tmp_path, said.append)
    assert said[0].startswith("2 confirmed orders")


def test_a_version_that_never_was_cannot_be_brought_back(tmp_path: Path) -> None:
    with pytest.raises(NoSuchVersion):
        use_version(tmp_path, "3", Console(quiet=True))
    assert use_version(tmp_path, "shipped", Console(quiet=True)) == 0
