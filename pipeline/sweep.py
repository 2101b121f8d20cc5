"""Rings for documents that wait for the machine and that nobody rang for, or whose worker died."""

from __future__ import annotations

from datetime import datetime

from pipeline.machine import Machine
from store import documents


def sweep(machine: Machine) -> tuple[int, ...]:
    """Ring for each document that has waited longer than a bell takes; their ids."""
    now: datetime = machine.clock()
    with machine.database.read() as session:
        waiting = documents.waiting_for_the_machine(session, now, machine.patience.quiet_s)
    for document_id in waiting:
        machine.ring(document_id)
    return waiting
