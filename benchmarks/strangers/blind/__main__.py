"""Writes the blind set: `python -m benchmarks.strangers.blind MASTER OUT [COPIES]`.

OUT gets the folders pdf, sheet, mail and scan, each file with its truth. To score one:

    carnet process --master MASTER --out ANSWERS OUT/pdf/*.pdf
    carnet evaluate --truth OUT/pdf --pred ANSWERS

Blind: whoever builds the product reads neither these layouts nor the errors made on them; only headline figures count.
"""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.strangers.blind.mails import letters
from benchmarks.strangers.blind.pages import printouts
from benchmarks.strangers.blind.scans import scanned
from benchmarks.strangers.blind.sheets import workbooks
from intake.master_csv import load_master

SEED = 11


def main(arguments: list[str]) -> int:
    """Write all kinds (COPIES of each layout, form and body, 2 unless said); their numbers go to standard output."""
    if len(arguments) < 2:
        print(__doc__)
        return 2
    if not Path(arguments[0], "customers.csv").is_file():
        print("no master data there: nothing printed")
        return 0
    master, out = load_master(Path(arguments[0])), Path(arguments[1])
    copies = int(arguments[2]) if len(arguments) > 2 else 2
    pdfs = list(printouts(master, copies, SEED))
    kinds = {
        "pdf": pdfs,
        "sheet": workbooks(master, SEED, copies),
        "mail": letters(master, SEED, copies),
        "scan": scanned(pdfs, SEED),
    }
    for kind, files in kinds.items():
        found = list(files)
        for file in found:
            file.write(out / kind)
        print(kind, len(found))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
