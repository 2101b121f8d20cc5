"""The one door: kept before it says so, never twice, never lost."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from intake.accept import Accepted, accept, mail_key, read_head
from models.errors import Unreachable, UnreadableDocument
from models.tables import Origin
from store import report
from store.blobs import Blobs
from store.db import Database

MAIL = b"""Received: by relay-%d
From: "Ann, Buyer" <Ann@Alpha.example>
To: orders@carnet.example
Subject: =?utf-8?q?Commande_caf=C3=A9?=
Date: Mon, 9 Mar 2026 10:00:00 +0100
Message-ID: <one@alpha.example>

Five of A1, please.
"""


def test_a_file_is_kept_and_a_worker_rung_for(hall: Any) -> None:
    accepted = accept(hall.door, b"order", "po.pdf", Origin.UPLOAD)
    assert hall.rung == [accepted.document_id]
    (entry,) = hall.entries()
    assert (entry.id, entry.name, entry.origin, entry.status) == (accepted.document_id, "po.pdf", "upload", "received")
    assert hall.blobs.get(hashlib.sha256(b"order").hexdigest()) == b"order"


def test_a_mail_is_listed_with_its_sender_and_subject(hall: Any) -> None:
    accept(hall.door, MAIL % 1, "mail.eml", Origin.MAIL, recipient="orders@carnet.example")
    (entry,) = hall.entries()
    assert (entry.sender, entry.subject) == ("ann@alpha.example", "Commande café")


def test_the_same_mail_by_two_routes_comes_in_once(hall: Any) -> None:
    first = accept(hall.door, MAIL % 1, "mail.eml", Origin.MAIL)
    again = accept(hall.door, MAIL % 2, "mail.eml", Origin.MAIL)
    assert again == Accepted(first.document_id, duplicate=True)
    assert hall.rung == [first.document_id]
    with hall.database.read() as session:
        notes = report.arrivals(session, first.document_id)
    assert [note.duplicate for note in notes] == [False, True]


def test_two_mails_of_a_program_that_numbers_them_all_alike_both_come_in(hall: Any) -> None:
    accept(hall.door, MAIL % 1, "mail.eml", Origin.MAIL)
    other = (MAIL % 1).replace(b"10:00:00", b"11:30:00").replace(b"Five", b"Six")
    assert not accept(hall.door, other, "mail.eml", Origin.MAIL).duplicate


def test_mails_without_a_message_id_are_told_apart_by_their_bytes() -> None:
    assert mail_key(read_head(b"From: a@b.example\n\nhello")) is None


@pytest.mark.parametrize(
    "head",
    [
        b"From: \xff\xfe\x00 <a@\n",
        b"From: =?utf-99?q?x?= <a@b.example>\nSubject: =?utf-8?b?////?=\n",
        b'From: "unclosed <a@b\nDate: yesterday\nMessage-ID: \n',
        b"\x00\x01\x02",
        b"From: a@[1.2.3\nMessage-ID: <<>>\n",
        b"Subject:" + b" x" * 5000 + b"\n",
    ],
)
def test_a_mail_with_a_malformed_head_is_kept_all_the_same(small_hall: Any, head: bytes) -> None:
    accepted = accept(small_hall.door, head + b"\n\norder", "mail.eml", Origin.MAIL)
    assert not accepted.duplicate
    assert len(small_hall.entries()) == 1


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\po.pdf", "po.pdf"),
        ("a\x00b\nc.pdf", "abc.pdf"),
        ("é" * 300 + ".pdf", "é" * 196 + ".pdf"),
        ("\udcff.pdf", ".pdf"),
    ],
)
def test_names_are_kept_plain(hall: Any, name: str, kept: str) -> None:
    accept(hall.door, b"order", name, Origin.UPLOAD)
    assert hall.entries()[0].name == kept


def test_even_an_empty_file_is_kept_for_an_agent_to_see(small_hall: Any) -> None:
    accept(small_hall.door, b"", "empty.pdf", Origin.UPLOAD)
    assert len(small_hall.entries()) == 1


def test_a_file_that_is_too_large_is_refused_and_leaves_nothing(small_hall: Any) -> None:
    with pytest.raises(UnreadableDocument, match="too large"):
        accept(small_hall.door, b"x" * 100_001, "big.pdf", Origin.UPLOAD)
    assert (small_hall.entries(), small_hall.originals(), small_hall.rung) == ((), [], [])


def test_a_full_disk_is_said_and_worth_another_try(small_hall: Any, tmp_path: Path) -> None:
    class Full(Blobs):
        def _path(self, digest: str) -> Path:
            return Path("/proc/nowhere") / digest

    full = replace(small_hall.door, blobs=Full(tmp_path / "full"))
    with pytest.raises(Unreachable) as told:
        accept(full, b"order", "po.pdf", Origin.UPLOAD)
    assert told.value.retryable
    assert small_hall.entries() == ()


def test_a_database_that_is_away_is_said_and_the_file_comes_in_at_the_next_try(small_hall: Any) -> None:
    away = replace(small_hall.door, database=Database("postgresql+pg8000://nobody@127.0.0.1:1/nothing"))
    with pytest.raises(Unreachable):
        accept(away, b"order", "po.pdf", Origin.UPLOAD)
    assert small_hall.rung == []
    assert not accept(small_hall.door, b"order", "po.pdf", Origin.UPLOAD).duplicate


def test_of_many_copies_at_the_same_moment_one_becomes_a_document(hall: Any) -> None:
    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(lambda n: accept(hall.door, b"order", f"{n}.pdf", Origin.API), range(16)))
    assert sum(not outcome.duplicate for outcome in outcomes) == 1
    assert len({outcome.document_id for outcome in outcomes}) == 1
    with hall.database.read() as session:
        assert len(report.arrivals(session, outcomes[0].document_id)) == 16
