"""Numbers in descriptions: the same thing written differently is equal, another size is not."""

from __future__ import annotations

import pytest

from matching.attributes import agree, attributes


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("bottle 500 ml", "bottle 0.5 l"),
        ("bottle 0,5 l", "bottle 500ml"),
        ("tape 48 mm x 100 m", "tape 48x100m"),
        ('valve 1/2"', "valve 1/2 inch"),
        ('valve 1 1/2"', 'valve 1½"'),
        ("bolt M8x40", "bolt M 8 x 40 mm"),
        ("bolt DIN933 M10X25", "bolt M10 x 25 DIN 933"),
        ("screw 4,5x50", "screw 4.5 X 50"),
        ("breaker 25A 10kA", "breaker 25 A 10 kA"),
        ("box 300x200x200", "box 300 x 200 x 200 mm"),
        ("film 20 µm", "film 20u"),
    ],
)
def test_one_size_in_two_writings_is_equal(a: str, b: str) -> None:
    found = agree(attributes(a), attributes(b))
    assert (found.conflicts, found.only_line, found.only_item) == (0, 0, 0)
    assert found.shared > 0


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("bolt M8x40", "bolt M8x45"),
        ("bolt M8x40 A2", "bolt M8x40 A4"),
        ("breaker C 16A", "breaker C 25A"),
        ("valve PN25", "valve PN40"),
        ("bottle 500 ml", "bottle 250 ml"),
        ('valve 1/2"', 'valve 3/4"'),
        ("contactor 24 V", "contactor 230 V"),
    ],
)
def test_another_size_contradicts(a: str, b: str) -> None:
    assert agree(attributes(a), attributes(b)).conflicts >= 1


@pytest.mark.parametrize("text", ["bolt M8x40 packed in 100", "vis M8x40 boîte de 100", "bolt M8x40 (100/box)"])
def test_how_many_come_in_a_pack_is_no_attribute(text: str) -> None:
    found = agree(attributes(text), attributes("bolt M8x40"))
    assert (found.conflicts, found.only_line) == (0, 0)


def test_a_number_that_only_one_side_states_is_no_contradiction() -> None:
    found = agree(attributes("circuit breaker 16A"), attributes("circuit breaker 16A 6kA 230 V"))
    assert (found.conflicts, found.only_line, found.only_item) == (0, 0, 2)


def test_swapped_dimensions_are_told_from_equal_ones() -> None:
    assert agree(attributes("plate 40x80x5"), attributes("plate 40x80x6")).dims == -1
    assert agree(attributes("plate 40x80x5"), attributes("plate 40x80x5")).dims == 1
