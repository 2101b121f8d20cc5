"""Letters that OCR cannot tell apart, told in names by what stands around them: "2.5 I" is litres, "0125" is Ø125."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from models.reading import ExtractedLine

_LITRES = re.compile(r"(?<=\d )[I|](?=$|[\s,;)/])")
_LITRES_AS_ONE = re.compile(r"((?:^|[\s,;(])\d{1,3}[.,]\d{1,2} )1(?=$|[,;)])")
_DIAMETER = re.compile(r"(?<![\w.,/:+-])0(\d{2,3})(?=$|[\s,;)])")


def with_readable_names(lines: Sequence[ExtractedLine]) -> list[ExtractedLine]:
    """The lines, those of a scan with the litres and diameters of their names."""
    return [_read(line) for line in lines]


def _read(line: ExtractedLine) -> ExtractedLine:
    named = line.description
    if named is None or named.source != "ocr":
        return line
    text = _DIAMETER.sub(r"Ø\1", _LITRES_AS_ONE.sub(r"\1l", _LITRES.sub("l", named.value)))
    return line if text == named.value else replace(line, description=replace(named, value=text))
