"""Writes the fifth blind set: `python -m benchmarks.strangers.blind5 MASTER OUT [COPIES]`.

OUT gets the folders sheet and mail (it has no pages), each file with its truth, as the first set does. They are what a
usual customer sends: exports, order forms, lists and hurried mails. Whoever builds the product reads neither them nor
the errors made on them.
"""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.strangers.blind.mails import letters
from benchmarks.strangers.blind5.files import forms_written
from benchmarks.strangers.blind5.lists import FORMS
from benchmarks.strangers.blind5.world import HERE, WORLD
from intake.master_csv import load_master

SEED = 71


def main(arguments: list[str]) -> int:
    """Write both kinds (COPIES of each form and body, 2 unless said); their numbers go to standard output."""
    if len(arguments) < 2:
        print(__doc__)
        return 2
    master = load_master(Path(arguments[0]))
    copies = int(arguments[2]) if len(arguments) > 2 else 2
    sheets = forms_written(master, SEED, copies, FORMS)
    mails = letters(master, SEED, copies, HERE / "mails", WORLD)
    for kind, files in (("sheet", sheets), ("mail", mails)):
        found = list(files)
        for file in found:
            file.write(Path(arguments[1]) / kind)
        print(kind, len(found))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
