"""Ten of the blind set's PDFs as scanners, faxes and phones would send them, one for each kind of degradation."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator

from benchmarks.strangers.blind.pages import Printout
from learning.synth.degrade import Kind, degrade

SCANNED: dict[str, Kind] = {
    "odoo_std_en_0": "clean300",
    "mairie_fr_0": "scan200",
    "brief_de_1": "skewed",
    "quickbooks_us_0": "fax",
    "infor_ln_nl_0": "faint",
    "tally_in_1": "stamped",
    "ordine_riga_it_1": "rotated",
    "dolibarr_fr_1": "photo",
    "frappe_classic_en_1": "multipage_tiff",
    "hoja_es_1": "image_pdf",
}


def scanned(pdfs: Iterable[Printout], seed: int, chosen: dict[str, Kind] = SCANNED) -> Iterator[Printout]:
    """The chosen ones among `pdfs`, degraded; their truth is that of the PDF."""
    for pdf in pdfs:
        stem = pdf.name.rsplit(".", 1)[0]
        kind = chosen.get(stem)
        if kind is None:
            continue
        suffix, data = degrade(pdf.data, kind, random.Random(f"{seed}:{stem}"))
        name = f"{stem}_{kind}{suffix}"
        changed = {"file": name, "kind": "photo" if kind == "photo" else "scan", "degradation": kind}
        yield Printout(name, data, pdf.truth | changed)
