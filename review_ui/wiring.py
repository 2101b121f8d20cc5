"""The screens put on a machine: how an entry point gets from its parts to the application's `Desk`."""

from __future__ import annotations

from pipeline.machine import Machine
from review_ui.desk import Desk, Picture, UiSettings
from review_ui.verbs import MachineVerbs


def desk_on(machine: Machine, picture: Picture, settings: UiSettings) -> Desk:
    """`picture` is the sandbox's (`Sandbox.picture`): pages of hostile files are rendered in its children."""
    verbs = MachineVerbs(machine)
    return Desk(
        db=machine.database,
        blobs=machine.blobs,
        verbs=verbs,
        accept=verbs.accept,
        picture=picture,
        clock=machine.clock,
        settings=settings,
    )
