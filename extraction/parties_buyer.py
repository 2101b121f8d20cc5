"""Who may be the buyer: every company named or hinted at on the pages, with the evidence for each. Scored elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from extraction.candidates import hull
from extraction.candidates_slots import TextTable, classes_known, surroundings
from extraction.candidates_view import DocumentView, PageView, Piece
from extraction.gazetteer import LEGAL_FORMS, name_core, name_key
from extraction.layout import em
from extraction.parties_features import ROLE_CLASSES, GroupFacts
from extraction.scoring_text import CLASS_INDEX, Floats
from extraction.values_codes import EMAIL, has_digit
from models.page import Box

NEAR_CLASSES = classes_known(
    ("buyer", "bill_to", "ship_to", "vendor", "carrier", "contact", "title", "c_company", "c_person", "c_item", "bank",
     "other_ref", "po_number")
)  # fmt: skip
_COMPANY, _PERSON, _ITEM, _OTHER = (CLASS_INDEX[name] for name in ("c_company", "c_person", "c_item", "c_other"))
LEAST_COMPANY = 0.25
MOST_NAMES = 60
TOPMOST = 8  # segments of the first page that may be a letterhead whatever they say
HEAD_SHARE, MOST_HEAD_WORDS, MOST_HEAD_LETTERS = 0.33, 9, 70
LARGE_PRINT, LINE_GAP = 1.15, 1.2
EVIDENCE: tuple[str, ...] = ("name", "vat", "domain", "phone", "address")


@dataclass(slots=True)
class Buyer:
    """One possible buyer: its name as it would be stated, where it stands, and what speaks for it."""

    name: str
    text: str
    key: str
    page: int = -1
    box: Box | None = None
    known: bool = False
    us: bool = False
    roles: Floats = field(default_factory=lambda: np.zeros(len(ROLE_CLASSES), dtype=np.float32))
    near: Floats = field(default_factory=lambda: np.zeros(len(NEAR_CLASSES) * 4, dtype=np.float32))
    own: Floats = field(default_factory=lambda: np.zeros(4, dtype=np.float32))
    evidence: dict[str, float] = field(default_factory=dict)
    count: int = 0
    top: float = 9.0
    bottom: float = 0.0
    left: float = 9.0
    size: float = 0.0
    order: int = 999
    first_part: float = 0.0  # it is the first name of its group
    lines: int = 1


@dataclass(frozen=True, slots=True)
class NameSeen:
    """A company name found in a group or elsewhere, before names are merged."""

    text: str
    page: int
    segment: int
    first: int
    last: int
    group: int = -1
    part: int = 0
    second: int = -1  # the segment of a name's second line


def names_in_groups(found: Sequence[GroupFacts], parts: Sequence[Floats]) -> list[NameSeen]:
    """The items that are most likely names, in each group."""
    result = []
    for number, (one, table) in enumerate(zip(found, parts, strict=True)):
        seen = 0
        for index, item in enumerate(one.group.items):
            if table[index, 1] > 0.35:
                result.append(NameSeen(item.text, item.page, item.segment, item.first, item.last, number, seen))
                seen += 1
    return result


def names_elsewhere(document: DocumentView, table: TextTable, taken: set[tuple[int, int]]) -> Iterator[NameSeen]:
    """Pieces outside groups that look like a company or are a customer's name."""
    rows = [[table.add(piece.text) for piece in view.pieces] for view in document.pages]
    probabilities = table.probabilities()
    for page, view in enumerate(document.pages):
        for index, piece in enumerate(view.pieces):
            if (page, piece.segment) in taken:
                continue
            known = document.gazetteer.customers_by_name(piece.text) or (
                len(piece.words) > 1 and document.gazetteer.customers_named_at_start(piece.text)[0]
            )
            start = piece.first if known else _name_within(document, piece)
            if start >= 0 and not known:
                text = " ".join(word.text for word in piece.words[start - piece.first :])
                yield NameSeen(text, page, piece.segment, start, piece.last)
            elif known or probabilities[rows[page][index], _COMPANY] > LEAST_COMPANY:
                yield NameSeen(piece.text, page, piece.segment, piece.first, piece.last)


def headlines(document: DocumentView, taken: set[tuple[int, int]]) -> Iterator[NameSeen]:
    """What may be a letterhead on the first page: its topmost lines, and names in large print that fill two lines."""
    if not document.pages:
        return
    view = document.pages[0]
    for index, segment in enumerate(view.segments):
        if index < TOPMOST and (0, index) not in taken and _is_headline(view, index):
            yield NameSeen(segment.text, 0, index, 0, len(segment.words))
        below = view.below[index]
        if (
            below >= 0
            and _is_headline(view, index)
            and _is_headline(view, below)
            and _goes_on_below(view, index, below)
        ):
            text = f"{segment.text} {view.segments[below].text}"
            yield NameSeen(text, 0, index, 0, len(segment.words), second=below)


def _is_headline(view: PageView, index: int) -> bool:
    """A line of letters alone in the upper third, no label."""
    segment = view.segments[index]
    upper = segment.box.top < HEAD_SHARE * view.page.height or view.page.source == "grid"
    short = len(segment.words) <= MOST_HEAD_WORDS and 3 < len(segment.text) <= MOST_HEAD_LETTERS
    labelled = any(view.pieces[piece].is_phrase for piece in view.pieces_of[index]) and len(segment.words) < 3
    return upper and short and not labelled and not has_digit(segment.text) and segment.text[-1] not in ":@"


def _goes_on_below(view: PageView, upper: int, lower: int) -> bool:
    """Whether two lines are one name in large print: the same size, close to each other, aligned in some way."""
    a, b = view.segments[upper], view.segments[lower]
    size, other = em(a.words[0]), em(b.words[0])
    large = size > LARGE_PRINT * view.body_pt and abs(size - other) < 0.08 * size
    aligned = min(abs(a.box.x0 - b.box.x0), abs(a.box.x_mid - b.box.x_mid), abs(a.box.x1 - b.box.x1)) < size
    return large and aligned and b.box.top - a.box.bottom < LINE_GAP * size


def _name_within(document: DocumentView, piece: Piece) -> int:
    """The word at which a customer's name begins in a title or sentence ("Order 4711 of Smith Ltd"); -1 for none."""
    for at in range(1, len(piece.words) - 1):
        if piece.words[at].text[:1].isupper() and not piece.words[at - 1].text[:1].isupper():
            codes, count = document.gazetteer.customers_named_at_start(" ".join(word.text for word in piece.words[at:]))
            if codes and count > 1:
                return piece.first + at
    return -1


def buyers(
    document: DocumentView,
    found: Sequence[GroupFacts],
    roles: Floats,
    parts: Sequence[Floats],
    table: TextTable,
) -> list[Buyer]:
    """All possible buyers, one per name."""
    seen = names_in_groups(found, parts)
    taken = {(one.page, one.segment) for one in seen}
    seen.extend(names_elsewhere(document, table, taken))
    heads = list(headlines(document, {(one.page, one.segment) for one in seen}))
    seen = [*heads, *seen]
    result: dict[str, Buyer] = {}
    around = [surroundings(document.pages[one.page], table, one.segment, one.first).rows for one in seen]
    own = [table.add(one.text) for one in seen]
    probabilities = table.probabilities()
    for one, rows, row in zip(seen[:MOST_NAMES], around, own, strict=False):
        buyer = _merge(document, result, one)
        if buyer is None:
            continue
        near = probabilities[[rows[0], rows[2], rows[3], rows[5]]][:, list(NEAR_CLASSES)].ravel()
        buyer.near = np.maximum(buyer.near, near)
        buyer.own = np.maximum(buyer.own, probabilities[row, [_COMPANY, _PERSON, _ITEM, _OTHER]])
        if one.group >= 0:
            buyer.roles = np.maximum(buyer.roles, roles[one.group])
            buyer.first_part = max(buyer.first_part, float(one.part == 0))
    _add_evidence(document, result, found, roles)
    return list(result.values())


def _merge(document: DocumentView, result: dict[str, Buyer], one: NameSeen) -> Buyer | None:
    gazetteer, view = document.gazetteer, document.pages[one.page]
    words = view.segments[one.segment].words[one.first : one.last]
    text = one.text.strip(" ,;:|–—-*")
    name, known = gazetteer.canonical_name(text), True
    if name is None:
        codes, count = gazetteer.customers_named_at_start(text)
        opening = gazetteer.canonical_name(" ".join(text.split()[:count])) if count > 1 else None
        name, known = opening or text, bool(codes)
    key = name_key(name)
    if len(key) < 2 or "@" in text:
        return None
    buyer = result.get(key)
    if buyer is None:
        buyer = result[key] = Buyer(name, text, key, known=known, us=gazetteer.is_ourselves(text), order=len(result))
    if one.second >= 0:
        words = (*words, *view.segments[one.second].words)
        buyer.lines = 2
    box = hull([word.box for word in words])
    if buyer.box is None:
        buyer.page, buyer.box, buyer.text = one.page, box, text
    buyer.count += 1
    height = one.page + box.top / max(view.page.height, 1)
    buyer.top, buyer.bottom = min(buyer.top, height), max(buyer.bottom, height - one.page)
    buyer.left = min(buyer.left, box.x0 / max(view.page.width, 1))
    buyer.size = max(buyer.size, em(words[0]) / max(view.body_pt, 1))
    if known:
        buyer.evidence["name"] = 1.0
    return buyer


def _add_evidence(document: DocumentView, result: dict[str, Buyer], found: Sequence[GroupFacts], roles: Floats) -> None:
    """Customers hinted at by identifiers anywhere on the pages, and by known addresses, named on the page or not."""
    gazetteer = document.gazetteer
    for page, view in enumerate(document.pages):
        for index, segment in enumerate(view.segments):
            text = segment.text
            if not (has_digit(text) or "@" in text or "www" in text.lower()):
                continue
            hints: list[tuple[str, tuple[str, ...]]] = []
            for word in segment.words:
                if "@" in word.text or "www." in word.text.lower():
                    found_mails = EMAIL.findall(word.text) or [word.text]
                    hints.extend(("domain", gazetteer.customers_by_domain(mail)) for mail in found_mails)
            for piece in (view.pieces[i] for i in view.pieces_of[index]):
                if has_digit(piece.text):
                    hints.append(("vat", gazetteer.customers_by_vat(piece.text)))
                    hints.append(("phone", gazetteer.customers_by_phone(piece.text)))
            for kind, codes in hints:
                _hint(document, result, kind, codes, page, segment.box, text)
    for number, one in enumerate(found):
        for address in one.known:
            buyer = _hint(document, result, "address", (address.customer_code,), one.group.page, one.box, one.text)
            if buyer is not None:
                buyer.roles = np.maximum(buyer.roles, roles[number])


def _hint(
    document: DocumentView,
    result: dict[str, Buyer],
    kind: str,
    codes: Sequence[str],
    page: int,
    box: Box,
    text: str,
) -> Buyer | None:
    if not codes:
        return None
    buyer = None
    for code in codes[:4]:
        name = document.gazetteer.name_of.get(code)
        if not name:
            continue
        key = name_key(name)
        buyer = result.get(key)
        if buyer is None:
            buyer = result[key] = Buyer(name, text, key, page, box, known=True, order=len(result))
        buyer.evidence[kind] = max(buyer.evidence.get(kind, 0.0), 1.0 / len(codes))
    return buyer


def buyer_features(document: DocumentView, buyers_found: Sequence[Buyer]) -> Floats:
    """One row a buyer."""
    known = sum(buyer.known for buyer in buyers_found)
    rows = []
    for buyer in buyers_found:
        words = buyer.key.split()
        core = name_core(buyer.name)
        others = [other for other in buyers_found if other is not buyer]
        rows.append([
            *buyer.roles.tolist(), *buyer.near.tolist(), *buyer.own.tolist(),
            *[buyer.evidence.get(kind, 0.0) for kind in EVIDENCE], sum(buyer.evidence.values()),
            max((sum(other.evidence.values()) for other in others), default=0.0),
            float(buyer.known), float(buyer.us), known, len(buyers_found), buyer.count, buyer.top, buyer.bottom,
            buyer.left,
            buyer.size, buyer.order, buyer.first_part, len(words), len(buyer.name),
            float(any(w in LEGAL_FORMS for w in words)),
            float(buyer.name.isupper()), sum(ch.isdigit() for ch in buyer.name), float(buyer.box is None),
            max((float(other.roles[2]) for other in others), default=0.0),
            max((float(other.roles[3]) for other in others), default=0.0),
            max((float(other.size) for other in others), default=0.0),
            sum(1 for other in others if core and core in other.key), len(document.pages), buyer.lines,
            max((len(other.key) for other in others if other.lines > 1 and buyer.key in other.key), default=0),
            float(document.pages[0].page.source == "grid"),
        ])  # fmt: skip
    return np.array(rows, dtype=np.float32) if rows else np.zeros((0, 1), dtype=np.float32)
