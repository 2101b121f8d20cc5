"""Queue, users, settings, events, knowledge: small queries on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from models.errors import StaleDocument, UnknownDocument
from models.issue import Issue, Severity
from models.knowledge import Alias, Anchor, Form, Knowledge, Run, SenderClue, ShipToAlias, Shown
from models.lifecycle import Mover, Status, move
from models.master import Company, Customer, MasterData
from models.tables import Origin, Role
from store import arrivals, documents, forms, knowledge, master_data, queue, report, results, settings, users
from store.arrivals import Arrival
from store.blobs import Blobs
from store.db import Database
from store.documents import Document, Summary
from store.queue import QueueFilter

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)


@pytest.fixture
def filled(database: Database) -> Database:
    """Three documents, the second one in review."""
    with database.write() as session:
        customers = (Customer("C1", "Alpha SA"), Customer("C2", "Beta 100% GmbH"))
        master_data.save(session, MasterData(Company("Us"), customers))
        for number in range(3):
            at = NOON + timedelta(hours=number)
            arrival = Arrival(
                "0", Origin.UPLOAD, f"po-{number}.pdf", at, sender=f"a{number}@x.example", subject="Order"
            )
            document = arrivals.receive(session, arrival)
            results.set_summary(session, document, Summary(customer_code=f"C{number}", po_number=f"4711_{number}"))
    for status in (Status.READ, Status.EXTRACTED, Status.MATCHED, Status.IN_REVIEW):
        with database.write() as session:
            seen = documents.get(session, 2)
            documents.step(session, seen, move(seen.status, status, Mover.MACHINE, NOON + timedelta(hours=5)))
            results.put_issues(
                session,
                2,
                (
                    Issue("price_differs", Severity.WARNING, "lines.0.unit_price"),
                    Issue("price_differs", Severity.BLOCKING, "lines.1.unit_price", (("expected", "1.50"),)),
                    Issue("unknown_item", Severity.BLOCKING, "lines.2.item"),
                ),
            )
    return database


def ids(filled: Database, **wanted: object) -> list[int]:
    with filled.read() as session:
        found = queue.entries(session, QueueFilter(**wanted))  # type: ignore[arg-type]
        assert queue.count(session, QueueFilter(**wanted)) == len(found)  # type: ignore[arg-type]
        return [entry.id for entry in found]


def test_the_queue_is_filtered_by_all_that_an_agent_may_look_for(filled: Database) -> None:
    assert ids(filled) == [1, 2, 3]
    assert ids(filled, statuses=(Status.IN_REVIEW, Status.FAILED)) == [2]
    assert ids(filled, issue_code="unknown_item") == [2]
    assert ids(filled, customer_code="C2") == [3]
    assert ids(filled, text="po-1") == [2]
    assert ids(filled, text="A0@X order") == [1]
    assert ids(filled, text="100%") == [3]
    assert ids(filled, text="alpha 4711_1") == [2]
    assert ids(filled, text="'; DROP TABLE documents; --") == []
    assert ids(filled, received_from=NOON + timedelta(minutes=30), received_to=NOON + timedelta(hours=2)) == [2]


def test_the_queue_comes_a_page_at_a_time_in_either_order(filled: Database) -> None:
    with filled.read() as session:
        assert [e.id for e in queue.entries(session, QueueFilter(), limit=1, offset=1)] == [2]
        assert [e.id for e in queue.entries(session, QueueFilter(), limit=2, newest_first=True)] == [3, 2]


def test_statuses_and_issues_are_counted(filled: Database) -> None:
    with filled.read() as session:
        counted = queue.counts(session)
    assert counted.by_status == {Status.RECEIVED: 2, Status.IN_REVIEW: 1}
    assert counted.by_issue == {"price_differs": 1, "unknown_item": 1}


def test_issues_come_back_as_they_were_found(filled: Database) -> None:
    with filled.read() as session:
        issues = results.get_issues(session, 2)
    assert issues[1].params == (("expected", "1.50"),)
    assert len(issues) == 3


def test_a_step_from_a_version_that_is_gone_is_refused_and_leaves_no_move(filled: Database) -> None:
    with filled.read() as session:
        seen: Document = documents.get(session, 1)
        before = documents.moves(session, 1)
    step = move(Status.RECEIVED, Status.READ, Mover.MACHINE, NOON)
    with filled.write() as session:
        documents.touch(session, seen)
    with pytest.raises(StaleDocument), filled.write() as session:
        documents.step(session, seen, step)
    with filled.read() as session:
        assert documents.moves(session, 1) == before


def test_a_document_that_there_is_not_is_said(filled: Database) -> None:
    with pytest.raises(UnknownDocument), filled.read() as session:
        documents.get(session, 99)


def test_reports_get_the_moves_of_their_time_and_how_documents_came_out(filled: Database) -> None:
    with filled.read() as session:
        late = list(documents.moves_between(session, NOON + timedelta(hours=5), NOON + timedelta(hours=6)))
        assert [(number, step.new) for number, step in late][-1] == (2, Status.IN_REVIEW)
        assert len(late) == 4
        (outcome,) = report.outcomes(session, NOON + timedelta(hours=5), NOON + timedelta(hours=6))
    assert (outcome.document_id, outcome.issue_codes) == (2, ("price_differs", "unknown_item"))


def test_hostile_characters_are_left_out_rather_than_refused(filled: Database) -> None:
    with filled.write() as session:
        results.set_summary(session, 1, Summary(po_number="a\x00b\udcffc", customer_code="é"))
    with filled.read() as session:
        assert documents.get(session, 1).summary.po_number == "abc"


def test_users_are_found_by_log_in_in_any_letter_case(database: Database) -> None:
    with database.write() as session:
        number = users.add(session, "Ann", "Ann", "$argon2", Role.AGENT, NOON, language="fr")
    with database.read() as session:
        ann = users.by_login(session, "aNN")
        assert ann is not None
        assert (ann.id, ann.role, ann.language, ann.active) == (number, Role.AGENT, "fr", True)
        assert users.by_login(session, "bob") is None
    with database.write() as session:
        users.change(session, number, role=Role.ADMIN, active=False)
    with database.read() as session:
        (ann,) = users.every(session)
        assert (ann.role, ann.active) == (Role.ADMIN, False)
    with pytest.raises(IntegrityError), database.write() as session:
        users.add(session, "ANN", "Other", "", Role.AGENT, NOON)
    with pytest.raises(ValueError, match="login"), database.write() as session:
        users.change(session, number, login="eve")


def test_a_token_is_good_until_it_is_stopped(database: Database) -> None:
    with database.write() as session:
        users.add_token(session, "abc", "ERP", NOON)
    with database.write() as session:
        known = users.token(session, "abc")
        assert known is not None
        assert known.active
        users.stop_token(session, "abc")
    with database.read() as session:
        assert [token.active for token in users.tokens(session)] == [False]
        assert users.token(session, "nope") is None


def test_settings_are_json_and_can_be_taken_away(database: Database) -> None:
    with database.write() as session:
        settings.put(session, "autopilot.C1", {"mode": "never"})
        settings.put(session, "autopilot.C2", [1, None, "é"])
        settings.put(session, "autopilotx", 1)
    with database.write() as session:
        assert settings.get_all(session, "autopilot.") == {"C1": {"mode": "never"}, "C2": [1, None, "é"]}
        settings.put(session, "autopilot.C1", None)
    with database.read() as session:
        assert settings.get(session, "autopilot.C1", "default") == "default"


def test_events_come_back_newest_first(filled: Database) -> None:
    with filled.write() as session:
        settings.record(session, settings.Event(NOON, "import", {"rows": "5"}))
        settings.record(session, settings.Event(NOON, "note", {}, document_id=1, agent="ann"))
    with filled.read() as session:
        assert [event.code for event in settings.events(session)] == ["note", "import"]
        assert [event.agent for event in settings.events(session, document_id=1)] == ["ann"]


def test_knowledge_is_kept_whole_and_changed_by_its_difference(filled: Database) -> None:
    old = Alias("code", "x9", "A1", 3, NOON, "BOX", Decimal("100.5"))
    known = Knowledge(
        "C1",
        (old, Alias("text", "bolt", "B2", 1, NOON)),
        (ShipToAlias("paris", "C1-1", 2),),
        (Anchor("po", "Ref", 0.5, 0.25, 1),),
        4,
    )
    with filled.write() as session:
        knowledge.save(session, knowledge.lock(session, "C1"), known)
    with filled.read() as session:
        assert knowledge.of_customer(session, "C1") == known
        assert knowledge.of_customer(session, "C2") == Knowledge("C2")
    newer = Knowledge("C1", (Alias("code", "x9", "A1", 4, NOON, "BOX", Decimal("100.5")),), (), (), 5)
    with filled.write() as session:
        knowledge.save(session, knowledge.lock(session, "C1"), newer)
    with filled.read() as session:
        assert knowledge.of_customer(session, "C1") == newer


def test_clues_step_their_version_only_when_they_change(filled: Database) -> None:
    clue = SenderClue("sender", "a@x.example", "C1", 1)
    for _ in range(2):
        with filled.write() as session:
            knowledge.save_clues(session, knowledge.sender_clues(session), (clue,))
    with filled.read() as session:
        assert settings.number(session, knowledge.CLUES_VERSION) == 1
        assert knowledge.clues_of(session, [("sender", "a@x.example"), ("domain", "x")]) == (clue,)
        assert knowledge.clues_of(session, [("domain", "a@x.example")]) == ()


def test_an_original_is_kept_once_and_comes_back_whole(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)
    digest = blobs.put(b"order")
    assert blobs.put(b"order") == digest
    assert blobs.get(digest) == b"order"
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


@pytest.mark.parametrize("digest", ["0" * 64, "../../etc/passwd", "", "a" * 63 + "/"])
def test_an_original_that_is_not_there_is_said(tmp_path: Path, digest: str) -> None:
    with pytest.raises(UnknownDocument):
        Blobs(tmp_path).get(digest)


def test_a_form_is_kept_for_all_and_taken_back_with_its_document(filled: Database) -> None:
    runs = (Run("Document", 0, 0.1, 0.2, 0.05), Run("K-7001", 0, 0.3, 0.4, 0.05))
    form = Form("", runs, (1,), (Shown("po_number", 1, 0, 1, 1),), NOON)
    with filled.write() as session:
        before = settings.number(session, knowledge.CLUES_VERSION)
        forms.add(session, form)
        forms.add(session, form, document_id=1)
        assert settings.number(session, knowledge.CLUES_VERSION) > before, "processes see that there is more to know"
        assert forms.latest(session) == (form, form)
        forms.forget(session, 1)
        assert forms.latest(session) == (form,)
