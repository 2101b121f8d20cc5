"""Writes the blind set: `python -m benchmarks.strangers.blind MASTER OUT [COPIES]`.

OUT gets the folders pdf, sheet, mail and scan, each file with its truth. To score one:

    carnet process --master MASTER --out ANSWERS OUT/pdf/*.pdf
    carnet evaluate --truth OUT/pdf --pred ANSWERS

Blind: whoever builds the product reads neither these layouts nor the errors made on them; only headline figures count.
"""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.strangers.blind.scans import SCANNED
from benchmarks.strangers.blind.sheets import SHEETS
from benchmarks.strangers.sets import BlindSet, write

FIRST = BlindSet(11, Path(__file__).parent, SHEETS, SCANNED)

if __name__ == "__main__":
    sys.exit(write(FIRST, sys.argv[1:], __doc__))
