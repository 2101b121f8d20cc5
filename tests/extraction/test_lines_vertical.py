"""A value knows the label printed above it, and what stands below it."""

from extraction.columns import ROLES
from extraction.gazetteer import Gazetteer
from extraction.lines_features import NO_FLAGS, flags
from extraction.lines_scene import scene_of
from extraction.lines_types import AtomContext
from extraction.lines_vertical import vertical
from extraction.values import NumberStyle
from models.master import Company, MasterData
from models.page import Box, Page, Word

KNOWN = Gazetteer.build(MasterData(Company("Us Ltd")))


def seen(*cells: tuple[float, float, str]) -> dict[str, list[float]]:
    """What each word sees above and below itself."""
    words = [Word(text, Box(x, y, x + 5.0 * len(text), y + 10), size_pt=10) for x, y, text in cells]
    scene = scene_of([Page(1, 600, 800, tuple(words))], AtomContext(NumberStyle("."), KNOWN, "en"))
    made = vertical(scene, [flags(a) for a in scene.atoms])
    return {a.text: row for a, row in zip(scene.atoms, made, strict=True)}


def test_a_label_above_a_value_names_it() -> None:
    made = seen((50, 100, "Quantity"), (200, 100, "Price"), (50, 113, "40"), (200, 113, "12.50"))
    assert made["40"][ROLES.index("quantity")] == 1.0
    assert made["12.50"][ROLES.index("unit_price")] == 1.0
    assert made["40"][ROLES.index("unit_price")] == 0.0


def test_a_unit_below_a_quantity_is_seen_and_words_far_below_are_not() -> None:
    below = slice(len(ROLES) + len(NO_FLAGS), len(ROLES) + 2 * len(NO_FLAGS))
    assert any(seen((50, 100, "40"), (50, 113, "pcs"))["40"][below])
    assert not any(seen((50, 100, "40"), (50, 160, "pcs"))["40"][below])
