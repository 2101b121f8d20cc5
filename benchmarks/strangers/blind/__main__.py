"""Writes the blind set: `python -m benchmarks.strangers.blind MASTER OUT [PER_TEMPLATE] [pdf sheet mail scan]`.

OUT gets one folder a kind, each file with its truth. Score a folder with `carnet process --master MASTER --out ANSWERS
OUT/pdf/*.pdf` and `carnet evaluate --truth OUT/pdf --pred ANSWERS`. Blind: nobody who builds the product reads these
templates or the errors made on them; only the headline figures count.
"""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.strangers.blind.pages import printouts
from intake.master_csv import load_master

SEED = 11


def main(arguments: list[str]) -> int:
    """Write the kinds asked for (all when none is named); the number of files goes to standard output."""
    if len(arguments) < 2 or not Path(arguments[0], "customers.csv").is_file():
        print("no master data there: nothing printed")
        return 0
    master, out = load_master(Path(arguments[0])), Path(arguments[1])
    per_template = next((int(a) for a in arguments[2:] if a.isdigit()), 2)
    count = 0
    for printout in printouts(master, per_template, SEED):
        printout.write(out / "pdf")
        count += 1
    print(count, "files")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
