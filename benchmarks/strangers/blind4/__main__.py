"""Writes the fourth blind set: `python -m benchmarks.strangers.blind4 MASTER OUT [COPIES]`.

OUT gets the folders pdf and scan (it has no sheets and no mails), each file with its truth, as the first set does. Two
thirds of its pages are what a usual customer sends, one third keeps to the order and the words of real systems' own
templates. Whoever builds the product reads neither its layouts nor the errors made on them.
"""

from __future__ import annotations

import sys

from benchmarks.strangers.blind4.world import HERE, WORLD
from benchmarks.strangers.sets import BlindSet, write
from learning.synth.degrade import Kind

SCANNED: dict[str, Kind] = {
    "city_us_0": "scan200",
    "tally_voucher_in_0": "clean300",
    "lexware_de_1": "skewed",
    "netsuite_us_1": "fax",
    "word_fr_0": "photo",
    "teamsystem_it_1": "stamped",
}
FOURTH = BlindSet(59, HERE, (), SCANNED, WORLD)

if __name__ == "__main__":
    sys.exit(write(FOURTH, sys.argv[1:], __doc__))
