"""New master data comes into use without anybody waiting long for it."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import Any

import pytest

from app import keeper
from app.keeper import DeskKeeper
from learning.brain import Brain
from matching import hand_set_models
from models.knowledge import SenderClue
from models.master import Company, Customer, Item, MasterData
from orderbook.promise import LeadTimes
from pipeline.desk import Desk
from store import knowledge, master_data
from store.db import Database

OLD = MasterData(company=Company("We"), customers=(Customer("C1", "Alpha"),), items=(Item("A1", (("en", "Bolt"),)),))
NEW = replace(OLD, items=(*OLD.items, Item("B2", (("en", "Nut"),))))


def skus(desk: Desk) -> set[str]:
    return {item.sku for item in desk.index.master.items}


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Arranging the new master data takes until this is set; the old one's is done at once."""
    gate = threading.Event()
    build = Desk.build

    def slow(master: MasterData, *more: Any) -> Desk:
        if len(master.items) > 1:
            assert gate.wait(20)
        return build(master, *more)

    monkeypatch.setattr(keeper.Desk, "build", slow)
    return gate


def keeper_on(database: Database, wait_s: float) -> DeskKeeper:
    with database.write() as session:
        master_data.save(session, OLD)
    return DeskKeeper(database, Brain(extraction=None, matching=hand_set_models()), LeadTimes(1), wait_s)  # type: ignore[arg-type]


def test_a_small_catalogue_is_in_use_for_the_next_document(sqlite: Database) -> None:
    keep = keeper_on(sqlite, wait_s=20)
    assert skus(keep()) == {"A1"}
    with sqlite.write() as session:
        master_data.save(session, NEW)
    assert skus(keep()) == {"A1", "B2"}


def test_while_a_large_catalogue_is_arranged_work_goes_on_with_the_old_one(
    sqlite: Database, held: threading.Event
) -> None:
    keep = keeper_on(sqlite, wait_s=0.01)
    keep()
    with sqlite.write() as session:
        master_data.save(session, NEW)
    assert skus(keep()) == {"A1"}
    with sqlite.write() as session:
        knowledge.save_clues(session, (), (SenderClue("sender", "a@b.example", "C1", 1),))
    assert keep().clues, "what agents teach meanwhile counts at once"
    held.set()
    for thread in threading.enumerate():
        if thread.name == "carnet-desk":
            thread.join()
    assert skus(keep()) == {"A1", "B2"}
