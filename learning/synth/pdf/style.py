"""The look of one document: paper, fonts, sizes, labels' dress, currency habits; drawn once, the same on every page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from learning.synth.content import OrderContent
from learning.synth.draw import chance, weighted
from learning.synth.pdf.fonts import MONO, Typeface, typeface, typefaces
from learning.synth.pdf.formats import Formats, draw_formats
from learning.synth.pdf.ops import Ink

A4, LETTER = (595.3, 841.9), (612.0, 792.0)


@dataclass(frozen=True, slots=True)
class Style:
    """Everything about the look that blocks need to agree on."""

    face: Typeface
    title_face: Typeface
    size: float
    small: float
    table_size: float
    title_size: float
    leading: float
    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    colon: str
    label_case: str
    label_bold: bool
    label_gray: float
    second_language: str
    currency: str
    currency_in: str
    country_shown: bool
    country_form: str
    rule: float
    rule_gray: float
    bar: float | None
    formats: Formats
    shout: bool

    @property
    def room(self) -> float:
        return self.width - self.left - self.right

    def ink(self, factor: float = 1.0, strong: bool = False, gray: float = 0.0) -> Ink:
        return Ink(self.face.regular, self.face.bold, self.size * factor, self.leading, strong, gray)

    def table_ink(self, strong: bool = False) -> Ink:
        return Ink(self.face.regular, self.face.bold, self.table_size, max(1.1, self.leading - 0.05), strong)

    def small_ink(self) -> Ink:
        """For page furniture."""
        return Ink(self.face.regular, self.face.bold, self.small, 1.2, gray=self.label_gray)

    def title_ink(self, factor: float = 1.0, strong: bool = True) -> Ink:
        return Ink(self.title_face.regular, self.title_face.bold, self.title_size * factor, 1.25, strong)


@dataclass(frozen=True, slots=True)
class Bias:
    """What a family fixes about the look; empty means: anything."""

    faces: tuple[str, ...] = ()
    sizes: tuple[float, float] = (7.0, 10.5)
    landscape: float = 0.03
    bars: float = 0.4
    bilingual: float = 0.06
    rule: tuple[float, ...] = (0.3, 0.5, 0.5, 0.8, 1.0)
    shout: float = 0.02
    margins: tuple[float, float] = (24.0, 62.0)


def _needs_unicode(order: OrderContent) -> bool:
    """True when WinAnsi, the base fonts' encoding, lacks a character of the order."""
    parties = (order.buyer, order.ship_to, order.vendor, order.bill_to)
    texts = [f"{p.name}{p.street}{p.city}" for p in parties] + [order.contact.name, order.notes, order.vendor_contact]
    texts += [line.description for line in order.lines]
    try:
        "".join(texts).encode("cp1252")
    except UnicodeEncodeError:
        return True
    return order.currency in ("INR", "PLN", "CZK")


def _whole(order: OrderContent) -> bool:
    """True when no price and no sum of the order has cents."""
    values = [v for line in order.lines for v in (line.unit_price, line.amount)] + [c.amount for c in order.charges]
    return all(v == v.to_integral_value() for v in [*values, order.total_tax])


def draw_style(rng: Random, order: OrderContent, bias: Bias) -> Style:
    """The look of a document of a family."""
    names = [n for n in (bias.faces or tuple(n for n in typefaces() if n not in MONO)) if n in typefaces()]
    if not bias.faces:
        names += ["helvetica"] * 7 + ["times"] * 2  # cheap to write, and by far the most common
    if _needs_unicode(order):
        names = [n for n in names if n not in ("helvetica", "times", "courier")] or ["dejavu"]
    face = typeface(rng.choice(names))
    size = round(rng.uniform(*bias.sizes) * 2) / 2
    american = order.country in ("US", "CA", "MX", "CO")
    paper = LETTER if american != chance(rng, 0.05) else A4
    if chance(rng, bias.landscape):
        paper = (paper[1], paper[0])
    margin = rng.uniform(*bias.margins)
    formats = draw_formats(rng, order.language, order.country, _whole(order))
    if formats.group == "\u202f" and not face.unicode:
        formats = replace(formats, group="\u00a0")
    language = order.language
    second = (
        rng.choice([x for x in ("en", "en", "fr", "de", "es") if x != language]) if chance(rng, bias.bilingual) else ""
    )
    return Style(
        face=face,
        title_face=face
        if chance(rng, 0.85)
        else typeface(rng.choice(["helvetica", *names]) if not face.unicode else "dejavu"),
        size=size,
        small=max(5.5, size - rng.choice((1.5, 2, 2.5))),
        table_size=max(6.0, size + rng.choice((-1.5, -1, -1, -0.5, 0, 0))),
        title_size=size * rng.choice((1.0, 1.3, 1.6, 1.8, 2.2, 2.6)),
        leading=rng.choice((1.1, 1.15, 1.2, 1.25, 1.35, 1.5)),
        width=paper[0],
        height=paper[1],
        left=margin,
        right=margin + rng.choice((0, 0, -8, 10)),
        top=rng.uniform(22, 70),
        bottom=rng.uniform(30, 75),
        colon=weighted(rng, {":": 6, "": 4, " :": 4 if language == "fr" else 1, ".:": 0.3}),
        label_case=weighted(rng, {"": 10, "upper": 2, "lower": 0.2}),
        label_bold=chance(rng, 0.4),
        label_gray=rng.choice((0, 0, 0, 0, 0.35, 0.5)),
        second_language=second,
        currency=weighted(rng, {"code": 5, "symbol": 4, "none": 1.5, "word": 0.2}),
        currency_in=weighted(
            rng, {"totals": 4, "cells": 2, "field": 2, "total_label": 1.5, "heading": 1.5, "last": 3, "above": 0.9}
        ),
        country_shown=chance(rng, 0.3),
        country_form=rng.choice(("own", "own", "own", "upper", "english", "code")),
        rule=rng.choice(bias.rule),
        rule_gray=rng.choice((0, 0, 0, 0.4, 0.6, 0.75)),
        bar=rng.choice((0.95, 0.9, 0.85, 0.75, 0.2, 0.0, 0.35)) if chance(rng, bias.bars) else None,
        formats=formats,
        shout=chance(rng, bias.shout),
    )
