"""How people write an item in a mail: as a list, as sentences that go on, and as what becomes of it now."""

from __future__ import annotations

from random import Random

from learning.synth.item_forms import item_forms, said

VALUES = {"q": "12", "u": "pcs", "d": "Hex bolt M8", "c": "K-100"}


def written(forms: list[tuple[str, ...]]) -> list[str]:
    return ["".join(text for text, _ in said(row, VALUES)) for rows in forms for row in rows]


def drawn(changed: bool = False) -> list[list[str]]:
    return [written(item_forms(Random(f"{i}"), "en", 3, priced=0.0, changed=changed)) for i in range(300)]


def test_sentences_begin_in_their_own_way_and_end_alike() -> None:
    told = next(rows for rows in drawn() if any(row.startswith("And finally 12 pcs") for row in rows))
    assert len(told) == 3
    assert len({row.split("Hex")[0] for row in told}) > 1
    assert len({row.split("M8")[1] for row in told}) == 1


def test_a_change_says_how_many_now() -> None:
    assert any("(Hex bolt M8): please now deliver 12 pcs." in row for rows in drawn(changed=True) for row in rows)


def test_a_sign_before_the_number_stands_with_its_unit_too() -> None:
    assert any("Hex bolt M8 x 12 pcs" in row for rows in drawn() for row in rows)


def test_small_forms_have_a_heading() -> None:
    assert any(row == "Item {n}".replace("{n}", "1") for rows in drawn_numbered() for row in rows)


def drawn_numbered() -> list[list[str]]:
    values = VALUES | {"n": "1"}
    return [
        ["".join(text for text, _ in said(row, values)) for rows in item_forms(Random(f"{i}"), "en", 2) for row in rows]
        for i in range(400)
    ]
