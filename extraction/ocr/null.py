"""The engine that sees nothing: for installs that read text only, and for tests."""

from __future__ import annotations

from collections.abc import Sequence

from extraction.ocr.detect import TextRun
from extraction.ocr.engine import SeenWord
from extraction.ocr.picture import Grey


class NullEngine:
    name = "null"

    def read(self, picture: Grey, languages: Sequence[str], runs: Sequence[TextRun] = ()) -> list[SeenWord]:
        return []
