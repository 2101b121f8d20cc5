"""Words that come again under every item are told from the names of the items, whatever codes they carry."""

from extraction.gazetteer import Gazetteer
from extraction.lines_repeats import repeats
from extraction.lines_scene import scene_of
from extraction.lines_types import AtomContext
from extraction.values import NumberStyle
from models.master import Company, MasterData
from models.page import Box, Page, Word

KNOWN = Gazetteer.build(MasterData(Company("Us Ltd")))


def seen(rows: list[str]) -> dict[str, list[float]]:
    """For every row, what is seen of its first word's coming again."""
    words = []
    for at, row in enumerate(rows):
        x = 40.0
        for part in row.split():
            words.append(Word(part, Box(x, 100 + 14 * at, x + 5 * len(part), 110 + 14 * at), size_pt=10))
            x += 5 * len(part) + 2.6
    scene = scene_of([Page(1, 600, 800, tuple(words))], AtomContext(NumberStyle(".", ","), KNOWN, "en"))
    made = repeats(scene)
    return {row.text: made[sum(len(r.atoms) for r in scene.rows[: row.at])] for row in scene.rows}


def test_a_remark_under_every_item_comes_again_and_a_name_does_not() -> None:
    rows = []
    for name, drawing, price in (("Grinding wheel", "B-39070", "6.42"), ("Hose assembly", "C-11", "38.95")):
        rows += [f"12 {price} 77.04", name, f"DWG {drawing} JOB 604-55"]
    found = seen(rows)
    remark, wheel = found["DWG B-39070 JOB 604-55"], found["Grinding wheel"]
    assert remark[2] > wheel[2] == 0.0
    assert remark[3] > wheel[3] == 0.0


def test_a_line_of_nothing_but_borders_is_no_row() -> None:
    assert "|" not in seen(["1 Bolt 2.00", "|", "2 Nut 3.00"])
