"""How the same company and the same street are written by different hands: legal forms, abbreviations, accents."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from random import Random

from learning.synth.content import Party
from learning.synth.draw import chance

LEGAL_FORMS: dict[str, tuple[str, ...]] = {
    "SAS": ("S.A.S.", "SAS", ""),
    "SARL": ("S.A.R.L.", "Sarl", ""),
    "SA": ("S.A.", ""),
    "GmbH": ("Gmbh", "GMBH", ""),
    "Ltd": ("Limited", "Ltd.", "LTD", ""),
    "Limited": ("Ltd", "Ltd.", ""),
    "PLC": ("plc", "Plc"),
    "Inc.": ("Inc", "INC", ""),
    "LLC": ("L.L.C.", "Llc", ""),
    "Corp.": ("Corporation", "Corp", ""),
    "Corporation": ("Corp.", ""),
    "B.V.": ("BV", ""),
    "N.V.": ("NV", ""),
    "BV": ("B.V.", ""),
    "NV": ("N.V.", ""),
    "S.r.l.": ("SRL", "S.R.L.", "srl"),
    "S.p.A.": ("SPA", "Spa"),
    "S.L.": ("SL", "S.L"),
    "S.A.": ("SA", "S.A"),
    "S.A. de C.V.": ("SA de CV", "S.A. DE C.V."),
    "Pvt. Ltd.": ("Private Limited", "Pvt Ltd"),
    "Private Limited": ("Pvt. Ltd.", "Pvt. Limited"),
    "AG": ("AG",),
    "GmbH & Co. KG": ("GmbH & Co.KG", "GmbH + Co. KG"),
}
STREETS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"\bavenue\b", ("av.", "ave", "Avenue")),
    (r"\brue\b", ("Rue", "r.")),
    (r"\bboulevard\b", ("bd", "Bd.", "boul.")),
    (r"straße\b", ("str.", "strasse", "Str.")),
    (r"Straße\b", ("Str.", "Strasse")),
    (r"\bstrasse\b", ("str.",)),
    (r"\bStreet\b", ("St", "St.", "STREET")),
    (r"\bRoad\b", ("Rd", "Rd.")),
    (r"\bRd\b", ("Road", "Rd.")),
    (r"\bDr\b", ("Drive", "Dr.")),
    (r"\bAve\b", ("Avenue", "Ave.")),
    (r"\bBlvd\b", ("Boulevard", "Blvd.")),
    (r"\bPkwy\b", ("Parkway",)),
    (r"\bSuite\b", ("Ste", "#")),
    (r"\bCalle\b", ("C/", "c.")),
    (r"\bPolígono Industrial\b", ("Pol. Ind.", "P.I.")),
    (r"\bAvda\.", ("Av.", "Avenida")),
    (r"\bVia\b", ("V.", "VIA")),
    (r"\bViale\b", ("V.le",)),
    (r"\bCorso\b", ("C.so",)),
    (r"laan\b", ("ln",)),
    (r"\bPlot No\.", ("Plot", "Plot #")),
    (r"\bUnit\b", ("Unit no.", "U")),
    (r", (?=[a-zA-Z])", (" ",)),
)


def other_name(rng: Random, name: str) -> str:
    """The company's name with its legal form written otherwise or left out."""
    for form, others in LEGAL_FORMS.items():
        if name.endswith(f" {form}"):
            return f"{name.removesuffix(form)}{rng.choice(others)}".strip(" ,")
    if "&" in name:
        return name.replace("&", rng.choice(("and", "+", "et")))
    return name


def other_street(rng: Random, street: str) -> str:
    """The street with one word abbreviated or spelt out; its numbers stay."""
    found = [(p, r) for p, r in STREETS if re.search(p, street)]
    if not found:
        return street
    form, replacements = rng.choice(found)
    return re.sub(form, rng.choice(replacements), street, count=1)


def without_accents(text: str) -> str:
    return "".join(ch for ch in unicodedata.normalize("NFKD", text) if not unicodedata.combining(ch))


def in_another_hand(rng: Random, party: Party) -> Party:
    """The party as a clerk types it, not as our master data has it."""
    name = other_name(rng, party.name) if chance(rng, 0.5) else party.name
    street = other_street(rng, party.street) if chance(rng, 0.7) else party.street
    city = party.city.upper() if chance(rng, 0.25) else party.city
    if chance(rng, 0.2):
        name, street, city = without_accents(name), without_accents(street), without_accents(city)
    return replace(party, name=name, street=street, city=city)
