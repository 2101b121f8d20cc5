"""Rings for documents that wait for the machine and that nobody rang for, or whose worker died."""

from __future__ import annotations

from datetime import datetime

from pipeline.machine import Machine
from store import documents


def resume(machine: Machine) -> tuple[int, ...]:
    """At the start of the only worker there is: take up at once what its predecessor held when it was killed."""
    with machine.database.write() as session:
        documents.release_leases(session)
        waiting = documents.waiting_for_the_machine(session, machine.clock(), quiet_s=0)
    for document_id in waiting:
        machine.ring(document_id)
    return waiting


def sweep(machine: Machine) -> tuple[int, ...]:
    """Ring for each document that has waited longer than a bell takes; their ids."""
    now: datetime = machine.clock()
    with machine.database.read() as session:
        waiting = documents.waiting_for_the_machine(session, now, machine.patience.quiet_s)
    for document_id in waiting:
        machine.ring(document_id)
    return waiting
