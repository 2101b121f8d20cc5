"""Writes the set of business systems' own reports: `python -m benchmarks.strangers.erps MASTER OUT [COPIES]`.

Its pages keep to the arrangement and the words of the purchase order reports that such systems come with, in the
languages that the other sets show least. Unlike the blind sets its errors are read: it is for development.
"""

from __future__ import annotations

import sys

from benchmarks.strangers.erps.world import HERE, WORLD
from benchmarks.strangers.sets import BlindSet, write

ERPS = BlindSet(53, HERE, (), {}, WORLD)

if __name__ == "__main__":
    sys.exit(write(ERPS, sys.argv[1:], __doc__))
