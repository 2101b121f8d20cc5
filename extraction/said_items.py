"""The bare name of an item that is said in running text, where words around it were taken for the name.

"And finally 1 carton of Work glove, that is your number 104" names a work glove and says how many; "(Hex nut M5): now
200 pcs" puts the name in brackets; "Hex nut M5 x 4 pcs" has a sign before the number. Only in text without cells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from extraction.gazetteer import Gazetteer, fold
from extraction.lexicon import lexicon, merged
from extraction.values import NumberStyle, read_date, read_number, read_unit
from models.reading import ExtractedLine, Field

CERTAIN = 0.92
LONGEST_LABEL = 4  # words
MISSED = 2  # words of a name in brackets that may have been left out
_SIGNS = " –—-,;:@=*"
_TIMES = re.compile(r"\s+[x×]$")
_SAID = re.compile(r"^(?P<number>\d[\d.,]*(?: \d{3})*)\s*(?P<unit>[^\W\d][\w.²³]*)\s+(?P<rest>\S.*)$")
_LABELLED = re.compile(r"^(?P<label>[^:()]{2,30}?)\s*:\s+(?P<rest>\S.*)$")


def barely(line: ExtractedLine, rows: Sequence[str], style: NumberStyle, gazetteer: Gazetteer) -> ExtractedLine:
    """The line with its bare description; `rows` are the text's, whose labels may have been taken in."""
    line = _with_code_apart(line, gazetteer)
    if line.description is None:
        return line
    if read_date(line.description.value):
        return replace(line, description=None)
    line = _begun(line, style)
    if line.description is None:
        return line
    text = _bracketed(_unlabelled(line.description.value), rows)
    text = _ended(_unpriced(_without_label(text, rows), rows), line)
    return line if not text else replace(line, description=replace(line.description, value=text))


def _with_code_apart(line: ExtractedLine, gazetteer: Gazetteer) -> ExtractedLine:
    """A code that took the bracket behind it along is itself again, and ours where our catalogue has it."""
    for name in ("buyer_item_code", "supplier_item_code"):
        field: Field[str] | None = getattr(line, name)
        if field is None or " (" not in field.value:
            continue
        code = replace(field, value=field.value.split(" (", 1)[0])
        if gazetteer.is_sku(code.value) and line.supplier_item_code in (None, field):
            return replace(line, buyer_item_code=None, supplier_item_code=code)
        return _named(line, name, code)
    return line


def _named(line: ExtractedLine, name: str, code: Field[str]) -> ExtractedLine:
    return replace(line, buyer_item_code=code) if name == "buyer_item_code" else replace(line, supplier_item_code=code)


def _begun(line: ExtractedLine, style: NumberStyle) -> ExtractedLine:
    """Without the words that lead to the name ("And finally of"), and with the number that they say."""
    described = line.description
    if described is None:
        return line
    rest = _after_lead(described.value)
    said = _SAID.match(rest)
    if said and (unit := read_unit(said["unit"])):
        number = read_number(said["number"], style)
        name = _after_between(said["rest"])
        if unit and number and len(name.split()) > 1 and (name != said["rest"] or rest != described.value):
            quantity = Field(number, CERTAIN, described.source, described.evidence)
            given = Field(said["unit"], CERTAIN, described.source, described.evidence)
            return replace(line, description=replace(described, value=name), quantity=quantity, unit=given)
    name = _after_between(rest)
    return line if len(name.split()) < 2 else replace(line, description=replace(described, value=name))


def _after_lead(text: str) -> str:
    """The text behind the longest beginning that is made of words said before an item alone."""
    words = text.split()
    for count in range(min(LONGEST_LABEL + 1, len(words) - 1), 0, -1):
        if fold(" ".join(words[:count])) in _phrases("before"):
            return " ".join(words[count:])
    return text


def _after_between(text: str) -> str:
    first, _, rest = text.partition(" ")
    return rest if rest and first.islower() and fold(first) in _phrases("between") else text


def _unlabelled(text: str) -> str:
    """Without the label that says that a description follows."""
    found = _LABELLED.match(text)
    return found["rest"] if found and fold(found["label"]) in _labels("description") else text


def _without_label(text: str, rows: Sequence[str]) -> str:
    """Without the label of what follows it ("Hex bolt Price: 4.20") or begins the next row ("Quantity: 4")."""
    words = text.split()
    for count in range(min(LONGEST_LABEL, len(words) - 1), 0, -1):
        label = " ".join(words[-count:])
        begins = any(re.match(re.escape(label) + r"\s*[:=]", row.strip()) for row in rows)
        follows = any(re.search(re.escape(text) + r"\s*[:=]", row) for row in rows)
        if (begins or follows) and fold(label) in _labels(""):
            return " ".join(words[:-count])
    return text


def _unpriced(text: str, rows: Sequence[str]) -> str:
    """Without the labels of the prices behind a name ("Hex bolt M8, P.U. $97.61, importe $390.44")."""
    words = text.split()
    for count in range(min(LONGEST_LABEL, len(words) - 1), 0, -1):
        label = " ".join(words[-count:]).strip(_SIGNS)
        priced = re.compile(rf"(?<!\w){re.escape(label)}\s*[:=]?\s*[^\w\s]?(?:[A-Z]{{3}}\s*)?\d[\d.,]*(?!\w)")
        if label and fold(label) in _labels("unit_price") | _labels("amount") and any(map(priced.search, rows)):
            return _unpriced(" ".join(words[:-count]), rows)
    return text


def _bracketed(text: str, rows: Sequence[str]) -> str:
    """The name that stands in brackets, or before a bracket that something opened before it."""
    depth = 1 if text.startswith("(") else 0
    for at in range(depth, len(text)):
        depth += (text[at] == "(") - (text[at] == ")")
        goes_on = at + 1 == len(text) or _goes_on(text[at + 1 :])
        if text.startswith("(") and depth == 0:
            return text[1:at] if goes_on else text
        if depth < 0:
            return _opened(text[:at], rows) if goes_on else text
    return text


def _opened(text: str, rows: Sequence[str]) -> str:
    """The text with the words between the bracket that opens and its begin, where these are few."""
    for row in rows:
        before = row.partition(text)[0] if text in row else ""
        missed = before.rpartition("(")[2].split() if "(" in before else []
        if missed and len(missed) <= MISSED and ")" not in missed:
            return " ".join([*missed, text])
    return text


def _goes_on(behind: str) -> bool:
    """Whether what follows a bracket is a sentence's: a sign, or a word of it."""
    return bool(re.match(r"\s*(?:[:.,;]|[a-zà-ÿ])", behind))


def _ended(text: str, line: ExtractedLine) -> str:
    """Without signs, "x", "x 4" (where 4 is how many) and words said behind a name ("that is your number")."""
    before = None
    while before != text:
        before = text
        text = _TIMES.sub("", text.rstrip(_SIGNS))
        text = _without_behind(text)
        number = re.search(r"\s+[x×]\s+(\d+)$", text)
        if number and line.quantity is not None and line.unit is not None and _is_apart(line, number[1]):
            text = text[: number.start()]
    return text


def _is_apart(line: ExtractedLine, number: str) -> bool:
    """Whether the number is the line's, and the word behind it where it was read is the line's unit."""
    assert line.quantity is not None
    places = [f.evidence for f in (line.quantity, line.unit) if f is not None]
    boxes = [place.box for place in places if place is not None and hasattr(place, "box")]
    near = len(boxes) == 2 and boxes[0].top < boxes[1].y_mid < boxes[0].bottom and boxes[0].x1 < boxes[1].x0
    return str(line.quantity.value.normalize()) == number and near and boxes[1].x0 - boxes[0].x1 < boxes[0].height


def _without_behind(text: str) -> str:
    words = text.split()
    for count in range(min(5, len(words) - 2), 0, -1):
        starts = words[-count - 1].endswith(",") or (count > 1 and words[-count].islower())
        if starts and fold(" ".join(words[-count:])) in _phrases("behind"):
            return " ".join(words[:-count])
    return text


@cache
def _phrases(kind: str) -> frozenset[str]:
    return frozenset(lexicon("said")[kind])


@cache
def _labels(role: str) -> frozenset[str]:
    """The folded names of a column; of any but the description's where no role is given."""
    columns = merged("columns")
    return frozenset(
        fold(word)
        for key, words in columns.items()
        for word in words
        if key == role or (not role and key != "description")
    )
