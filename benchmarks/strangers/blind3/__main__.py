"""Writes the third blind set: `python -m benchmarks.strangers.blind3 MASTER OUT [COPIES]`.

OUT gets the folders pdf, sheet, mail and scan, each file with its truth, as the first set does. Many of its pages keep
to the order and the words of real systems' own reports and of authorities' own forms. Whoever builds the product reads
neither its layouts nor the errors made on them.
"""

from __future__ import annotations

import sys

from benchmarks.strangers.blind3.exports import FORMS
from benchmarks.strangers.blind3.world import HERE, WORLD
from benchmarks.strangers.sets import BlindSet, write
from learning.synth.degrade import Kind

SCANNED: dict[str, Kind] = {
    "carbon_us_0": "clean300",
    "bc_nl_1": "scan200",
    "township_us_0": "fax",
    "mittelstand_de_0": "skewed",
    "comune_it_1": "photo",
    "tweetalig_be_0": "stamped",
    "letter_us_1": "faint",
    "intercommunalite_fr_0": "rotated",
    "sumaysigue_es_1": "multipage_tiff",
    "peoplesoft_us_0": "image_pdf",
}
THIRD = BlindSet(47, HERE, FORMS, SCANNED, WORLD)

if __name__ == "__main__":
    sys.exit(write(THIRD, sys.argv[1:], __doc__))
