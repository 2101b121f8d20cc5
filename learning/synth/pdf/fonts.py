"""Fonts of the drawn documents: the PDF base fonts and Debian's TrueType families, and the widths of their words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

_ROOT = Path("/usr/share/fonts/truetype")


@dataclass(frozen=True, slots=True)
class Typeface:
    """Names of a family's regular, bold and italic cuts as the writer knows them."""

    regular: str
    bold: str
    italic: str
    mono: bool = False
    unicode: bool = False


BASE: dict[str, Typeface] = {
    "helvetica": Typeface("Helvetica", "Helvetica-Bold", "Helvetica-Oblique"),
    "times": Typeface("Times-Roman", "Times-Bold", "Times-Italic"),
    "courier": Typeface("Courier", "Courier-Bold", "Courier-Oblique", mono=True),
}
_FILES: dict[str, tuple[str, str, str]] = {
    "dejavu": ("dejavu/DejaVuSans", "dejavu/DejaVuSans-Bold", "dejavu/DejaVuSans-Oblique"),
    "dejavu-condensed": ("dejavu/DejaVuSansCondensed", "dejavu/DejaVuSansCondensed-Bold",
                         "dejavu/DejaVuSansCondensed-Oblique"),
    "dejavu-serif": ("dejavu/DejaVuSerif", "dejavu/DejaVuSerif-Bold", "dejavu/DejaVuSerif-Italic"),
    "dejavu-mono": ("dejavu/DejaVuSansMono", "dejavu/DejaVuSansMono-Bold", "dejavu/DejaVuSansMono-Oblique"),
    "liberation": ("liberation/LiberationSans-Regular", "liberation/LiberationSans-Bold",
                   "liberation/LiberationSans-Italic"),
    "liberation-narrow": ("liberation/LiberationSansNarrow-Regular", "liberation/LiberationSansNarrow-Bold",
                          "liberation/LiberationSansNarrow-Italic"),
    "liberation-serif": ("liberation/LiberationSerif-Regular", "liberation/LiberationSerif-Bold",
                         "liberation/LiberationSerif-Italic"),
    "liberation-mono": ("liberation/LiberationMono-Regular", "liberation/LiberationMono-Bold",
                        "liberation/LiberationMono-Italic"),
    "carlito": ("crosextra/Carlito-Regular", "crosextra/Carlito-Bold", "crosextra/Carlito-Italic"),
    "open-sans": ("open-sans/OpenSans-Regular", "open-sans/OpenSans-Bold", "open-sans/OpenSans-Italic"),
    "roboto": ("roboto/unhinted/RobotoTTF/Roboto-Regular", "roboto/unhinted/RobotoTTF/Roboto-Bold",
               "roboto/unhinted/RobotoTTF/Roboto-Italic"),
    "roboto-condensed": ("roboto/unhinted/RobotoCondensed-Regular", "roboto/unhinted/RobotoCondensed-Bold",
                         "roboto/unhinted/RobotoCondensed-Italic"),
    "free-sans": ("freefont/FreeSans", "freefont/FreeSansBold", "freefont/FreeSansOblique"),
    "free-serif": ("freefont/FreeSerif", "freefont/FreeSerifBold", "freefont/FreeSerifItalic"),
    "noto": ("noto/NotoSans-Regular", "noto/NotoSans-Bold", "noto/NotoSans-Italic"),
}  # fmt: skip
MONO = ("courier", "dejavu-mono", "liberation-mono")


@cache
def typefaces() -> tuple[str, ...]:
    """The families that this machine has; the base fonts are always there."""
    found = [name for name, files in _FILES.items() if all((_ROOT / f"{f}.ttf").is_file() for f in files)]
    return (*BASE, *found)


@cache
def typeface(name: str) -> Typeface:
    """The family of a name, registered with the writer; falls back to Helvetica where the machine lacks it."""
    if name in BASE:
        return BASE[name]
    if name not in typefaces():
        return BASE["courier" if "mono" in name else "helvetica"]
    cuts = []
    for cut, file in zip(("", "-b", "-i"), _FILES[name], strict=True):
        pdfmetrics.registerFont(TTFont(name + cut, str(_ROOT / f"{file}.ttf")))
        cuts.append(name + cut)
    return Typeface(cuts[0], cuts[1], cuts[2], "mono" in name, unicode=True)


@lru_cache(maxsize=60_000)
def _unit_width(text: str, font: str) -> float:
    return float(pdfmetrics.stringWidth(text, font, 1000)) / 1000


def width_of(text: str, font: str, size: float) -> float:
    """The width of a text in points."""
    return _unit_width(text, font) * size
