"""The batch job as a user runs it: files in, one answer a file out, and better answers after teaching."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any

import pytest

from learning.synth.formats.messages import message_document
from learning.synth.formats.sheets import sheet_document
from learning.synth.master_csv import write_master
from learning.synth.pdf.generate import generate
from learning.synth.world import TINY, World, world

ROOT = Path(__file__).parents[2]


def carnet(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "cli.py"), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)


def answers(folder: Path) -> dict[str, dict[str, Any]]:
    found = {path.name: json.loads(path.read_text("utf-8")) for path in folder.glob("*.json")}
    for answer in found.values():
        answer.pop("seconds")
    return found


@pytest.fixture(scope="module")
def home() -> World:
    return world(11, TINY)


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory, home: World) -> Path:
    """Master data, five files with an order, and two that hold none."""
    folder = tmp_path_factory.mktemp("inbox")
    write_master(home.master, folder / "master")
    made = [sheet_document(Random(3), home, "sheet", "letter"), message_document(Random(4), home, "edi", "edifact")]
    made += [message_document(Random(5), home, "ubl", "ubl")]
    for document in (*made, *generate(8, 2, families=("erp_grid_form",))):
        (folder / document.name).write_bytes(document.data)
        (folder / f"{Path(document.name).stem}.truth.json").write_text(json.dumps(document.truth), "utf-8")
    (folder / "again.edi").write_bytes(made[1].data)
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 nothing follows")
    (folder / "empty.xlsx").write_bytes(b"")
    return folder


@pytest.fixture(scope="module")
def processed(inbox: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("answers")
    done = carnet("process", "--master", inbox / "master", "--out", out, *_files(inbox))
    assert done.returncode == 0, done.stderr
    return out


def _files(inbox: Path) -> list[Path]:
    return sorted(p for p in inbox.iterdir() if p.is_file() and p.suffix != ".json")


def test_every_file_has_an_answer_the_unreadable_ones_too(inbox: Path, processed: Path) -> None:
    found = answers(processed)
    assert set(found) == {f"{p.name}.json" for p in _files(inbox)}
    assert found["broken.pdf.json"]["error"]["code"] == "damaged"
    assert found["empty.xlsx.json"]["error"]["code"] == "empty"
    assert "ask for" in found["empty.xlsx.json"]["error"]["message"]
    assert not list(processed.glob(".*")), "nothing half written stays behind"


def test_an_order_message_comes_out_as_it_was_sent(inbox: Path, processed: Path) -> None:
    truth = json.loads((inbox / "edi.truth.json").read_text("utf-8"))["orders"][0]
    document = answers(processed)["edi.edi.json"]["documents"][0]
    assert document["fields"]["po_number"]["value"] == truth["po_number"]
    assert document["fields"]["po_number"]["path"]
    assert len(document["lines"]) == len(truth["lines"])


def test_a_repeated_order_says_so_and_is_not_booked_unseen(processed: Path) -> None:
    found = answers(processed)
    assert found["edi.edi.json"]["duplicate_of"] == "again.edi"
    assert {d["decision"] for d in found["edi.edi.json"]["documents"]} == {"review"}


def test_more_processes_and_another_order_of_files_give_the_same_answers(
    inbox: Path, processed: Path, tmp_path: Path
) -> None:
    done = carnet(
        "process", "--jobs", 2, "--master", inbox / "master", "--out", tmp_path, *reversed(_files(inbox))
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert answers(tmp_path) == answers(processed)


def test_accuracy_is_told_by_field_and_line(inbox: Path, processed: Path, tmp_path: Path) -> None:
    done = carnet("evaluate", "--truth", inbox, "--pred", processed, "--errors", tmp_path / "errors.csv")
    assert done.returncode == 0, done.stderr
    assert "po_number" in done.stdout
    assert "lines exactly right" in done.stdout
    assert (tmp_path / "errors.csv").read_text("utf-8").startswith("file,po_number,what,truth,predicted")


def test_what_an_agent_teaches_holds_for_the_next_reading(inbox: Path, tmp_path: Path, home: World) -> None:
    file, truth_file = inbox / "edi.edi", tmp_path / "truth.json"
    truth = json.loads((inbox / "edi.truth.json").read_text("utf-8"))
    line = truth["orders"][0]["lines"][0]
    other = next(i for i in home.master.items if i.sku != line.get("sku") and i.stock_unit == "PCE")
    line["sku"], line["sku_quantity"] = other.sku, line["quantity"]
    truth_file.write_text(json.dumps(truth), "utf-8")
    master = inbox / "master"
    taught = carnet("teach", "--home", tmp_path / "home", "--master", master, file, "--truth", truth_file)
    assert taught.returncode == 0, taught.stderr
    done = carnet("process", "--home", tmp_path / "home", "--master", master, "--out", tmp_path / "out", file)
    assert done.returncode == 0, done.stderr
    document = answers(tmp_path / "out")["edi.edi.json"]["documents"][0]
    skus = [c["sku"] for c in document["lines"][0]["item"]["candidates"]]
    assert other.sku in [document["lines"][0]["item"]["sku"], *skus]
