"""The agent's verbs and the door, as the screens call them, on one machine. Adds nothing to what they do."""

from __future__ import annotations

from dataclasses import dataclass

from intake.accept import Accepted, accept
from models.reading import AtPath, OnPage
from models.tables import Origin
from pipeline import lessons, review
from pipeline.machine import Machine


@dataclass(frozen=True, slots=True)
class MachineVerbs:
    """`pipeline.review` with its machine given. `version` is that of the screen; an older one: `StaleDocument`."""

    machine: Machine

    def correct(
        self, document_id: int, version: int, agent: str, path: str, value: str, evidence: OnPage | AtPath | None
    ) -> None:
        change = review.Change(path, value, evidence)
        review.correct(self.machine, document_id, version, agent, (change,))

    def add_line(self, document_id: int, version: int, agent: str, after: int) -> None:
        review.add_line(self.machine, document_id, version, agent, after)

    def copy_line(self, document_id: int, version: int, agent: str, index: int) -> None:
        review.copy_line(self.machine, document_id, version, agent, index)

    def remove_line(self, document_id: int, version: int, agent: str, index: int) -> None:
        review.remove_line(self.machine, document_id, version, agent, index)

    def undo(self, document_id: int, version: int, agent: str) -> None:
        review.undo(self.machine, document_id, version, agent)

    def approve(self, document_id: int, version: int, agent: str, accepting: frozenset[str]) -> None:
        review.approve(self.machine, document_id, version, agent, accepting)

    def reject(self, document_id: int, version: int, agent: str, reason: str) -> None:
        review.reject(self.machine, document_id, version, agent, reason)

    def read_again(self, document_id: int, version: int, agent: str) -> None:
        review.read_again(self.machine, document_id, version, agent)

    def take_for_order(self, document_id: int, version: int, agent: str) -> None:
        review.take_for_order(self.machine, document_id, version, agent)

    def retry(self, document_id: int, version: int, agent: str) -> None:
        review.retry(self.machine, document_id, version, agent)

    def unlearn(self, document_id: int, agent: str) -> None:
        lessons.unlearn(self.machine, document_id, agent)

    def forget(self, customer_code: str, text: str, target: str, agent: str) -> None:
        lessons.forget_lesson(self.machine, customer_code, text, target, agent)

    def accept(self, data: bytes, name: str, origin: str, who: str) -> Accepted:
        """A file through the one door; `who` handed it in. `origin`: "upload" or "api"."""
        return accept(self.machine.door, data, name, Origin(origin), sender=who if "@" in who else "")
