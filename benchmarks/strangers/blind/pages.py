"""The blind set's PDFs: templates written by hand after real systems' and companies' orders, printed by Chromium."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
from babel.dates import format_date
from jinja2 import Environment, FileSystemLoader
from playwright.sync_api import sync_playwright

from benchmarks.strangers.blind.content import Blind, draw
from benchmarks.strangers.content import Style
from benchmarks.strangers.printing import CHROMIUM, FLAGS
from models.master import MasterData

TEMPLATES = Path(__file__).parent / "templates"
OPTIONS = re.compile(r"\{#(\{.*?\})#\}")
DOCTYPE = "<!doctype html><meta charset=utf-8>"
LONG = {
    "long_dot": ("d. MMMM y", "de"),
    "long_fr": ("d MMMM y", "fr"),
    "long_de": ("d 'de' MMMM 'de' y", "es"),
    "uk_long": ("d MMMM y", "en"),
    "oracle": ("dd-MMM-y", "en_US"),
}


class Dates(Style):
    """Style with the long dates of these templates, by name or as `pattern|locale`."""

    def day(self, value: date) -> str:
        if "|" in self.dates:
            return str(format_date(value, *self.dates.split("|")))
        if self.dates in LONG:
            text = format_date(value, *LONG[self.dates])
            return text.upper() if self.dates == "oracle" else text
        return super().day(value)


@dataclass(frozen=True, slots=True)
class Printout:
    """A file and the truth file that goes beside it."""

    name: str
    data: bytes
    truth: dict[str, Any]

    def write(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / self.name).write_bytes(self.data)
        stem = self.name.rsplit(".", 1)[0]
        text = json.dumps(self.truth, ensure_ascii=False, indent=1)
        (folder / f"{stem}.truth.json").write_text(text, "utf-8")


def style_of(options: dict[str, Any]) -> Dates:
    """How a template (or a sheet, or a mail) writes numbers and dates."""
    return Dates(
        options["language"],
        options["numbers"],
        options["dates"],
        options.get("decimals", 2),
        options.get("qd", 0),
        options.get("grouping", "western"),
    )


def printouts(
    master: MasterData,
    per_template: int,
    seed: int,
    only: str = "",
    folder: Path = TEMPLATES,
    world: dict[str, Any] | None = None,
) -> Iterator[Printout]:
    """Every template `per_template` times, each with an order of its own; the same seed gives the same orders."""
    environment = Environment(loader=FileSystemLoader(folder), autoescape=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page()
        for path in sorted(folder.glob("*.html")):
            if only not in path.stem:
                continue
            options = options_of(path, world)
            for number in range(per_template):
                content = draw(master, random.Random(f"{seed}:{path.stem}:{number}"), style_of(options), options)
                page.set_content(DOCTYPE + rendered(environment, path.name, content))
                pdf = page.pdf(prefer_css_page_size=True, format="A4", print_background=True)
                yield printout(f"{path.stem}_{number}.pdf", path.stem, content, pdf)
        browser.close()


def options_of(path: Path, world: dict[str, Any] | None = None) -> dict[str, Any]:
    """What the first comment of a template asks of its order, drawn from `world`."""
    found = OPTIONS.search(path.read_text("utf-8"))
    if found is None:
        raise ValueError(f"{path.name} does not start with its options")
    options: dict[str, Any] = json.loads(found.group(1))
    return options | ({"world": world} if world else {})


def rendered(environment: Environment, name: str, content: Blind) -> str:
    """The page; what it reads of header and lines is recorded as printed (so a template is rendered once)."""
    buyer = content.buying.party
    symbols = {"USD": "$", "GBP": "£", "EUR": "€"}
    return environment.get_template(name).render(
        o=content.header,
        lines=content.lines,
        us=content.vendor,
        b=buyer,
        s=content.buying.ship_to,
        n=content.extra | {"domain": buyer.email.rsplit("@", 1)[-1]},
        sym=symbols.get(content.buying.currency, ""),
        mark=lambda _: "",
    )


def printout(name: str, layout: str, content: Blind, pdf: bytes) -> Printout:
    pages = list(range(1, len(pypdfium2.PdfDocument(pdf)) + 1))
    truth = {
        "file": name,
        "kind": "pdf",
        "layout": layout,
        "language": content.style.language,
        "degradation": "none",
        "orders": content.orders(pages),
    }
    return Printout(name, pdf, truth)
