"""Prints the strangers with Chromium: `python -m benchmarks.strangers.printing MASTER OUT [per_template]`.

The layouts were written by hand, apart from the generator that trains Carnet: they measure, they never train.
"""

from __future__ import annotations

import json
import random
import re
import sys
from pathlib import Path
from typing import Any

import pypdfium2
from jinja2 import Environment, FileSystemLoader
from playwright.sync_api import sync_playwright

from benchmarks.strangers.content import Style, draw
from models.master import MasterData

HERE = Path(__file__).parent / "templates"
CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def front_matter(name: str) -> dict[str, Any]:
    """The options in a template's first comment."""
    found = re.match(r"\{#(\{.*?\})#\}", (HERE / name).read_text("utf-8"))
    assert found, name
    options: dict[str, Any] = json.loads(found.group(1))
    return options


def print_all(master: MasterData, out: Path, per_template: int, seed: int = 7) -> int:
    """Write `<template>_<n>.pdf` with `.truth.json` into `out`; returns how many."""
    out.mkdir(parents=True, exist_ok=True)
    environment = Environment(loader=FileSystemLoader(HERE), autoescape=True)
    count = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page()
        for path in sorted(HERE.glob("*.html")):
            options = front_matter(path.name)
            style = Style(
                options["language"],
                options["numbers"],
                options["dates"],
                quantity_decimals=options.get("qd", 0),
                grouping=options.get("grouping", "western"),
            )
            for number in range(per_template):
                rng = random.Random(f"{seed}:{path.stem}:{number}")
                content = draw(master, rng, style, options["units"], options)
                html = environment.get_template(path.name).render(
                    o=content.header,
                    lines=content.lines,
                    us=master.company,
                    c=content.customer,
                    b=content.bill_to,
                    n=content.noise,
                    mark=lambda _: "",
                )
                page.set_content(html)
                pdf = page.pdf(prefer_css_page_size=True, format="A4", print_background=True)
                name = f"{path.stem}_{number}.pdf"
                (out / name).write_bytes(pdf)
                pages = list(range(1, len(pypdfium2.PdfDocument(pdf)) + 1))
                truth = {
                    "file": name,
                    "kind": "pdf",
                    "layout": path.stem,
                    "language": style.language,
                    "degradation": "none",
                    "orders": [content.order_truth(pages)],
                }
                (out / f"{path.stem}_{number}.truth.json").write_text(
                    json.dumps(truth, ensure_ascii=False, indent=1), "utf-8"
                )
                count += 1
        browser.close()
    return count


if __name__ == "__main__":
    from intake.master_csv import load_master

    folder, destination = Path(sys.argv[1]), Path(sys.argv[2])
    print(print_all(load_master(folder), destination, int(sys.argv[3]) if len(sys.argv) > 3 else 2), "documents")
