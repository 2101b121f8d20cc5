"""How alike two short texts are: folding, tokens, code keys, OCR confusions. It knows no master data."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import ratio

# What NFKD does not take apart, and signs that catalogues and customers write differently.
_FOLD = str.maketrans(
    {
        "ß": "ss", "æ": "ae", "œ": "oe", "ø": " ", "Ø": " ", "⌀": " ", "µ": "u", "μ": "u", "×": "x", "″": '"',
        "”": '"', "“": '"',
        "„": '"', "’": "'", "‘": "'", "´": "'", "`": "'", "–": "-", "—": "-", "‐": "-", "‑": "-", "ł": "l", "đ": "d",
        "½": " 1/2", "¼": " 1/4", "¾": " 3/4", "²": "2", "³": "3",
    }
)  # fmt: skip
# OCR takes these for each other; one key stands for all writings of a code.
_OCR = str.maketrans({"o": "0", "q": "0", "i": "1", "l": "1", "s": "5", "b": "8", "z": "2"})
_NOT_CODE = re.compile(r"[^0-9a-z]+")
_WORD = re.compile(r"[a-z]+|\d+(?:[.,]\d+)*")
_MIN_SLIP_LENGTH = 6  # below this, one slip makes too many codes alike

LEGAL_FORMS = frozenset(
    [
        "sa",
        "sas",
        "sasu",
        "sarl",
        "eurl",
        "sci",
        "snc",
        "scop",
        "gie",
        "sca",
        "selarl",
        "gmbh",
        "mbh",
        "ag",
        "kg",
        "ohg",
        "gbr",
        "ug",
        "se",
        "ek",
        "ev",
        "kgaa",
        "co",
        "cokg",
        "spa",
        "srl",
        "srls",
        "sapa",
        "sas",
        "sl",
        "slu",
        "sau",
        "scoop",
        "coop",
        "bv",
        "nv",
        "vof",
        "cv",
        "bvba",
        "sprl",
        "srl",
        "asbl",
        "vzw",
        "commv",
        "ltd",
        "limited",
        "plc",
        "llp",
        "llc",
        "inc",
        "incorporated",
        "corp",
        "corporation",
        "company",
        "dac",
        "clg",
        "lp",
        "pllc",
        "gmbhco",
        "ab",
        "as",
        "aps",
        "oy",
        "sagl",
        "sarlau",
        "ets",
    ]
)
# Words of a branch or a place of delivery: they say which address, not which company.
BRANCH_WORDS = frozenset(
    [
        "agence",
        "depot",
        "depots",
        "magasin",
        "central",
        "reception",
        "marchandises",
        "plateforme",
        "logistique",
        "chantier",
        "entrepot",
        "usine",
        "site",
        "succursale",
        "etablissement",
        "atelier",
        "livraison",
        "lager",
        "zentrallager",
        "niederlassung",
        "wareneingang",
        "werk",
        "baustelle",
        "filiale",
        "standort",
        "halle",
        "magazzino",
        "cantiere",
        "stabilimento",
        "deposito",
        "sede",
        "almacen",
        "delegacion",
        "obra",
        "nave",
        "fabrica",
        "tienda",
        "warehouse",
        "depot",
        "branch",
        "plant",
        "goods",
        "in",
        "receiving",
        "dock",
        "dc",
        "distribution",
        "centre",
        "center",
        "magazijn",
        "vestiging",
        "werf",
        "filiaal",
        "bouwplaats",
        "hal",
        "bureau",
        "office",
    ]
)


class _Folding(dict[int, str]):
    """Character → folded character, worked out when first met: one pass of C over a text instead of five."""

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFKD", chr(code).translate(_FOLD))
        found = "".join(c for c in plain if not unicodedata.combining(c)).lower().translate(_FOLD)
        self[code] = found
        return found


_FOLDING = _Folding()


@lru_cache(maxsize=200_000)
def fold(text: str) -> str:
    """Lower case without accents, signs unified, blanks single: what all comparisons work on."""
    if text.isascii():
        return " ".join(text.lower().split())
    return " ".join(text.translate(_FOLDING).split())


@lru_cache(maxsize=200_000)
def words(text: str) -> tuple[str, ...]:
    """The folded words and numbers of a text, in order; punctuation is gone."""
    return tuple(_WORD.findall(fold(text)))


@lru_cache(maxsize=200_000)
def code_key(text: str) -> str:
    """A code without case, blanks and signs: "11.947-001 " and "11947001" are one."""
    return _NOT_CODE.sub("", fold(text))


def ocr_key(key: str) -> str:
    """A code key with the characters that OCR confuses made one."""
    return key.translate(_OCR)


def one_slip(a: str, b: str) -> bool:
    """Whether two code keys differ by one character typed wrong, missing, added or swapped."""
    if min(len(a), len(b)) < _MIN_SLIP_LENGTH:
        return False
    return bool(OSA.distance(a, b, score_cutoff=1) == 1)


@lru_cache(maxsize=100_000)
def name_words(name: str) -> tuple[str, ...]:
    """The words of a company's name without its legal form ("S.r.l.", "& Co. KG")."""
    joined = re.sub(r"\b((?:[a-z]\.){1,5}[a-z]?)(?=\W|$)", lambda m: m.group(1).replace(".", ""), fold(name))
    found = re.findall(r"[a-z0-9]+", joined)
    kept = tuple(w for w in found if w not in LEGAL_FORMS)
    return kept or tuple(found)


@lru_cache(maxsize=100_000)
def legal_form(name: str) -> str:
    """The legal form at the name's end or front, folded ("sarl"), "" where there is none."""
    joined = re.sub(r"\b((?:[a-z]\.){1,5}[a-z]?)(?=\W|$)", lambda m: m.group(1).replace(".", ""), fold(name))
    found = [w for w in re.findall(r"[a-z0-9]+", joined) if w in LEGAL_FORMS]
    return found[-1] if found else ""


def name_clue(name: str) -> str:
    """What a sender's name is remembered under: "Delgado Inc" is another company than "Delgado S.A."."""
    return " ".join((*name_words(name), legal_form(name))).strip()


def text_ratio(a: str, b: str) -> float:
    """Share of characters in common in order, 0-1, of two folded texts."""
    return float(ratio(a, b)) / 100.0


def digits(text: str) -> str:
    """The digits alone, for phones and house numbers."""
    return "".join(c for c in text if c.isdigit())
