"""Writes the second blind set: `python -m benchmarks.strangers.blind2 MASTER OUT [COPIES]`.

OUT gets the folders pdf, sheet, mail and scan, each file with its truth, as the first set does. It is kept for one
measurement at the end: whoever builds the product reads neither its layouts nor the errors made on them.
"""

from __future__ import annotations

import sys
from itertools import chain
from pathlib import Path

from benchmarks.strangers.blind.mails import letters
from benchmarks.strangers.blind.pages import printouts
from benchmarks.strangers.blind.scans import scanned
from benchmarks.strangers.blind.sheets import workbooks
from benchmarks.strangers.blind2.drawings import drawn
from benchmarks.strangers.blind2.sheets import FORMS
from benchmarks.strangers.blind2.world import HERE, WORLD
from intake.master_csv import load_master
from learning.synth.degrade import Kind

SEED = 29
SCANNED: dict[str, Kind] = {
    "odoo18_de_1": "scan200",
    "tryton_es_0": "clean300",
    "munis_us_0": "fax",
    "zucchetti_it_1": "skewed",
    "chantier_fr_0": "photo",
    "werf_be_1": "stamped",
    "council_uk_0": "faint",
    "dolibarr_it_0": "rotated",
    "openbravo_es_1": "multipage_tiff",
    "xtuple_us_0": "image_pdf",
}


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
    pdfs = list(chain(printouts(master, copies, SEED, "", HERE / "templates", WORLD), drawn(master, copies, SEED)))
    kinds = {
        "pdf": pdfs,
        "sheet": workbooks(master, SEED, copies, FORMS),
        "mail": letters(master, SEED, copies, HERE / "mails", WORLD),
        "scan": scanned(pdfs, SEED, SCANNED),
    }
    for kind, files in kinds.items():
        found = list(files)
        for file in found:
            file.write(out / kind)
        print(kind, len(found))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
