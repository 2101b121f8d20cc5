"""The diagram in ARCHITECTURE.md is the state machine of the code."""

from __future__ import annotations

from pathlib import Path

from models.lifecycle import MOVES

PAGE = Path(__file__).parents[2] / "ARCHITECTURE.md"
BEGIN, END = "<!-- MOVES -->", "<!-- /MOVES -->"


def diagram() -> str:
    lines = [f"    {old} --> {new} : {who}" for (old, new), who in MOVES.items()]
    return "\n".join(["```mermaid", "stateDiagram-v2", "    [*] --> received", *lines, "```"])


def test_the_diagram_shows_exactly_the_moves_that_the_code_allows() -> None:
    text = PAGE.read_text("utf-8")
    assert text[text.index(BEGIN) + len(BEGIN) : text.index(END)].strip() == diagram()
