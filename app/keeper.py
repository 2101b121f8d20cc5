"""Keeps the desk of the moment: built anew beside the work when master data or models change, then put in its place."""

from __future__ import annotations

import logging
import threading
from dataclasses import replace
from pathlib import Path

from app import long_lived
from learning.brain import Brain
from learning.versions import SHIPPED, brain_of, current
from models.knowledge import Knowledge
from orderbook.promise import LeadTimes
from pipeline.desk import Desk
from store import forms, knowledge, master_data
from store import settings as stored
from store.db import Database

log = logging.getLogger(__name__)

# A small catalogue is arranged in less: then even the next document is matched on the new one.
WAIT_S = 2.0
Versions = tuple[int, int, str]  # of the master data, the clues to senders, the refitted matching


class DeskKeeper:
    """Gives the desk on the present master data and clues, and with the matching refitted in `home`, if one was.

    The first ask waits for the build, and raises what it raises. After a change of the master data a thread builds the
    next desk: the first who asks waits for it for at most `wait_s` seconds, and everybody goes on with the one before.
    """

    def __init__(
        self,
        database: Database,
        brain: Brain,
        lead_times: LeadTimes,
        wait_s: float = WAIT_S,
        home: Path | None = None,
    ) -> None:
        self._database, self._lead_times, self._wait_s = database, lead_times, wait_s
        self._shipped, self._home = brain, home
        self._lock = threading.Lock()
        self._desk: Desk | None = None
        self._versions: Versions = (-1, -1, "")
        self._building = False

    def __call__(self) -> Desk:
        with self._database.read() as session:
            versions = (master_data.version(session), stored.number(session, knowledge.CLUES_VERSION), self._refitted())
        desk = self._desk
        if desk is not None and versions == self._versions:
            return desk
        with self._lock:
            if self._desk is None:
                self._take(self._built(versions[0]), versions)
            elif versions[2] != self._versions[2]:
                self._take(replace(self._desk, brain=self._brain()), (self._versions[0], *versions[1:]))
            elif versions[1] != self._versions[1]:
                self._take(self._desk, (self._versions[0], *versions[1:]))
            started = self._start(versions) if versions[0] != self._versions[0] else None
        if started is not None:
            started.join(self._wait_s)
        assert self._desk is not None
        return self._desk

    def _start(self, versions: Versions) -> threading.Thread | None:
        """A build of the next desk; None when one is at work already."""
        if self._building:
            return None
        self._building = True
        thread = threading.Thread(target=self._renew, args=(versions,), name="carnet-desk", daemon=True)
        thread.start()
        return thread

    def _renew(self, versions: Versions) -> None:
        try:
            desk = self._built(versions[0])
            with self._lock:
                self._take(desk, versions)
        except Exception:
            # The desk before stays; the next who asks begins anew.
            log.exception("the desk for master data version %s was not built", versions[0])
        finally:
            self._building = False

    def _take(self, desk: Desk, versions: Versions) -> None:
        with self._database.read() as session:
            clues, shown = knowledge.sender_clues(session), forms.latest(session)
        self._desk, self._versions = replace(desk, clues=clues, forms=shown), versions

    def _built(self, version: int) -> Desk:
        with self._database.read() as session:
            master = master_data.load(session)
        log.info("master data version %s: %s items", version, len(master.items))
        desk = replace(Desk.build(master, self._brain(), self._knowledge_of), lead_times=self._lead_times)
        long_lived.settle()
        return desk

    def _refitted(self) -> str:
        return current(self._home) if self._home is not None else SHIPPED

    def _brain(self) -> Brain:
        return self._shipped if self._home is None else brain_of(self._home)

    def _knowledge_of(self, customer_code: str) -> Knowledge:
        with self._database.read() as session:
            return knowledge.of_customer(session, customer_code)
