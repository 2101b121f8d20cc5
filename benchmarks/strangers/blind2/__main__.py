"""Writes the second blind set: `python -m benchmarks.strangers.blind2 MASTER OUT [COPIES]`.

OUT gets the folders pdf, sheet, mail and scan, each file with its truth, as the first set does. It is kept for one
measurement at the end: whoever builds the product reads neither its layouts nor the errors made on them.
"""

from __future__ import annotations

import sys

from benchmarks.strangers.blind2.drawings import drawn
from benchmarks.strangers.blind2.sheets import FORMS
from benchmarks.strangers.blind2.world import HERE, WORLD
from benchmarks.strangers.sets import BlindSet, write
from learning.synth.degrade import Kind

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
SECOND = BlindSet(29, HERE, FORMS, SCANNED, WORLD, drawn)

if __name__ == "__main__":
    sys.exit(write(SECOND, sys.argv[1:], __doc__))
