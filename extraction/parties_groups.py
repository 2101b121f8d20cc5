"""Groups of lines or of comma-separated pieces that may be an address, each with the heading that names its role."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from extraction.candidates_view import DocumentView, PageView, Piece, words_at
from extraction.scoring_text import CLASS_INDEX, LABEL_CLASSES, Floats, label_key, label_phrases
from extraction.values import read_postcode
from models.page import Word

LABEL_SURE = 0.5
LISTED_COMMAS = 2
LEAST_COLUMNS = 3  # of an address in columns
MOST_BEFORE_LABEL, LEAST_CELLS, MOST_CELLS = 2, 3, 6  # of an address in the cells of a row
STREET, COMPANY = (CLASS_INDEX["c_street"], CLASS_INDEX["l_street"]), CLASS_INDEX["c_company"]
MOST_ITEMS = 14
CENTRE_ALIGN_EM = 1.0
LETTERS_APART_EM, LETTERS_GAP = 0.7, 2.5  # of a label that is spelt downwards
# Labels of a line inside an address; they name a part and open no new group.
PART_LABELS = tuple(
    CLASS_INDEX[name]
    for name in ("l_name", "l_street", "l_postcode", "l_city", "l_country", "phone", "email", "contact", "vat_id")
)
ADDRESS_HEADINGS = tuple(
    CLASS_INDEX[name] for name in ("ship_to", "l_name", "l_street", "l_postcode", "l_city", "l_country")
)
ROLE_LABELS = tuple(
    CLASS_INDEX[name]
    for name in ("buyer", "bill_to", "ship_to", "vendor", "carrier", "requested_date", "notes", "contact")
)
# Labels of rows that end the party of the rows above them.
ROW_LABELS = tuple(CLASS_INDEX[name] for name in ("buyer", "bill_to", "ship_to", "vendor", "carrier", "notes"))
ROW_GAP_EM = 16.0  # how far a row's value may stand from its label
# Labels that stand before a value without a colon even as one word.
SINGLE_LABELS = tuple(
    CLASS_INDEX[name] for name in ("ship_to", "vendor", "bill_to", "phone", "email", "vat_id", "bank")
)
_LABEL_COLUMNS = tuple(CLASS_INDEX[name] for name in LABEL_CLASSES)
_ENUMERATOR = re.compile(r"\(?[\da-z]{1,2}[.)]+")
_HOUSE_NUMBER = re.compile(r"\d{1,4}(?:\s?(?:[a-zA-Z]|bis|ter))?(?:[/-]\d{1,4})?|s/n", re.IGNORECASE)
_POSTCODE_PIECES = re.compile(
    r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b|\b[A-Z]\d[\dW]\s?[A-Z0-9]{4}\b|\b\d{4}\s?[A-Z]{2}\b|\b[A-Z]\d[A-Z]\s?\d[A-Z]\d\b|\b[A-Z]{2},?\s\d{5}(?:-\d{4})?\b"
    r"|\b(?:[A-Z]{1,3}\s?-\s?)?\d{5}(?:-\d{4})?\b|\b(?:[A-Z]{1,2}\s?-\s?)\d{4}\b|\b\d{3}\s\d{3}\b|\b\d{6}\b|\b\d{2}-\d{3}\b"
    r"|\b\d{4}-\d{3}\b|\b\d{3}\s\d{2}\b|\b\d{4}\b"
)


@dataclass(frozen=True, slots=True)
class Item:
    """One line or piece of a group; `label` is the part label before it ("Tel.:", "Postcode"), "" for none."""

    text: str
    page: int
    segment: int
    first: int
    last: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Items that belong together. `headings`: own label, left of, above the first item, above that label's column."""

    page: int
    items: tuple[Item, ...]
    headings: tuple[str, str, str, str]
    block: int
    inline: bool  # the items stand on one line


@lru_cache(maxsize=20_000)
def has_postcode(text: str) -> bool:
    """Whether something in the text has the shape of a postcode of some country."""
    return any(read_postcode(re.sub(r"^[A-Z]{2},?\s(?=\d{5})", "", hit[0])) for hit in _POSTCODE_PIECES.finditer(text))


def groups(document: DocumentView, labelness: Sequence[Floats]) -> list[Group]:
    """All groups of all pages; `labelness` holds, per page, the class probabilities of each piece."""
    result: list[Group] = []
    for page, view in enumerate(document.pages):
        spelt = spelt_labels(view)
        for stack in stacks(view):
            result.extend(_of_stack(page, view, stack, labelness[page], spelt))
        result.extend(_of_columns(page, view, labelness[page]))
        if view.page.source == "grid":
            result.extend(_of_rows(page, view, labelness[page]))
    return result


def _of_rows(page: int, view: PageView, labelness: Floats) -> list[Group]:
    """Addresses in the cells of one row of a sheet, after the one that names the party ("Ship To | X Ltd | …")."""
    rows: dict[int, list[int]] = {}
    for index, line in enumerate(view.line_of):
        rows.setdefault(line, []).append(index)
    result: list[Group] = []
    for row in rows.values():
        opening = row[:MOST_BEFORE_LABEL]
        label = next((at for at, index in enumerate(opening) if _names_party(view, index, labelness)), -1)
        cells = row[label + 1 : label + 1 + MOST_CELLS]
        if label < 0 or len(cells) < LEAST_CELLS or any(_names_party(view, index, labelness) for index in cells):
            continue
        items = tuple(Item(view.segments[cell].text, page, cell, 0, len(view.segments[cell].words)) for cell in cells)
        heading = view.segments[row[label]].text
        result.append(Group(page, items, (heading, "", "", ""), view.block_of[cells[0]], True))
    return result


def _names_party(view: PageView, segment: int, labelness: Floats) -> bool:
    pieces = view.pieces_of[segment]
    return len(pieces) == 1 and float(labelness[pieces[0], list(ROW_LABELS[:-1])].sum()) > LABEL_SURE


def _of_columns(page: int, view: PageView, labelness: Floats) -> list[Group]:
    """Addresses in the columns of a table ("Ship to | Street | Postcode | City" over one row of values)."""
    result: list[Group] = []
    run: list[tuple[int, int]] = []  # value, heading

    def close() -> None:
        if len(run) >= LEAST_COLUMNS:
            items = tuple(
                Item(
                    view.segments[value].text, page, value, 0, len(view.segments[value].words), view.segments[head].text
                )
                for value, head in run[:MOST_ITEMS]
            )
            heading = view.segments[run[0][1]].text
            result.append(Group(page, items, (heading, "", "", ""), view.block_of[run[0][0]], True))
        run.clear()

    for index in range(len(view.segments)):
        head = view.above[index]
        follows = bool(run) and view.left[index] == run[-1][0] and head >= 0
        if run and not (follows and view.line_of[head] == view.line_of[run[-1][1]]):
            close()
        if head >= 0 and _in_row(view, head) and _names_address(view, head, labelness):
            run.append((index, head))
        else:
            close()
    close()
    return result


def _in_row(view: PageView, segment: int) -> bool:
    """Whether a segment shares its line with another."""
    line = view.line_of[segment]
    return view.left[segment] >= 0 or (segment + 1 < len(view.line_of) and view.line_of[segment + 1] == line)


def _names_address(view: PageView, segment: int, labelness: Floats) -> bool:
    """Whether a heading of one piece announces a delivery place, a company, or a part of an address."""
    pieces = view.pieces_of[segment]
    odds = labelness[pieces[0]] if pieces else None
    return odds is not None and len(pieces) <= 2 and float(odds[list(ADDRESS_HEADINGS)].sum()) > LABEL_SURE


def stacks(view: PageView) -> list[list[int]]:
    """Blocks as lists of segments; one-line blocks that continue a centred or right-aligned stack are joined to it."""
    members: list[list[int]] = [[] for _ in view.blocks]
    for index, block in enumerate(view.block_of):
        if block >= 0:
            members[block].append(index)
    owner = {index: stack for stack in members for index in stack}
    for stack in sorted(members, key=lambda s: s[0] if s else -1):
        if not stack:
            continue
        upper = view.above[stack[0]]
        if upper < 0 or owner[upper] is stack or owner[upper][-1] != upper:
            continue
        a, b = view.segments[upper].box, view.segments[stack[0]].box
        near = b.top - a.bottom <= 0.85 * max(a.height, b.height)
        size = view.body_pt
        aligned = min(abs(a.x_mid - b.x_mid), abs(a.x1 - b.x1)) <= CENTRE_ALIGN_EM * size
        # "Ship to: X Ltd" with the street under the name, not under the label
        hanging = any(abs(view.pieces[i].box.x0 - b.x0) <= 0.6 * size for i in view.pieces_of[upper][1:])
        if near and (aligned or hanging) and abs(a.x0 - b.x0) > 0.6 * size:
            target = owner[upper]
            target.extend(stack)
            for index in stack:
                owner[index] = target
            stack.clear()
    return [stack for stack in members if stack]


def _of_stack(
    page: int, view: PageView, stack: Sequence[int], labelness: Floats, spelt: Mapping[int, str]
) -> list[Group]:
    """Cut a stack at its role labels; part labels are hung on the item that follows."""
    result: list[Group] = []
    items: list[Item] = []
    heading = part = ""
    opening = _row_label(view, stack[0])
    rows = (
        opening >= 0 and label_kind(view.pieces[opening], labelness[opening]) != ""
    )  # a form of labelled rows has its first row labelled

    def close() -> None:
        if items:
            block = view.block_of[stack[0]]
            inline = len({item.segment for item in items}) == 1 and len(items) > 1
            headings = _headings(view, items[0], heading, spelt)
            result.append(Group(page, tuple(items[:MOST_ITEMS]), headings, block, inline))
        items.clear()

    for segment in stack:
        above = items[-1].segment if items else segment
        # a label beside the middle of a cell of several lines opens nothing: the line above has none then
        labelled = rows and above != segment and _row_label(view, above) >= 0
        if labelled and _opens_a_row(view, segment, labelness):
            close()
            heading, part = "", ""
        left = _left_part_label(view, segment, labelness)
        for chunk in _chunks(view, segment, labelness):
            if chunk.kind == "role":
                close()
                heading, part = chunk.text, ""
            elif chunk.kind == "part":
                part = chunk.text
            elif chunk.kind != "date":
                items.append(Item(chunk.text, page, segment, chunk.first, chunk.last, part or left))
                part = ""
    close()
    return result


@dataclass(slots=True)
class _Chunk:
    """Pieces of a segment taken together again: a name may hold words that are labels elsewhere."""

    text: str
    kind: str
    first: int
    last: int
    street: float  # how much more it looks like a street than like a company


def _chunks(view: PageView, segment: int, labelness: Floats) -> list[_Chunk]:
    """A segment cut at commas, colons and strokes, and after a label that opens it or one of its parts."""
    words = view.segments[segment].words
    dated = {words_at(words, found.start, found.end) for found in view.dates[segment]}
    result: list[_Chunk] = []
    for index in view.pieces_of[segment]:
        piece = view.pieces[index]
        last = result[-1] if result else None
        if (piece.first, piece.last) in dated:
            result.append(_Chunk(piece.text, "date", piece.first, piece.last, 0.0))
            continue
        kind = label_kind(piece, labelness[index])
        opens = last is None or last.kind != "" or _breaks(words, last.last, piece.first) or _ends(last.text)
        opens = opens or (kind == "role" and piece.is_phrase and len(piece.words) > 1)  # "please deliver to ..."
        if not opens or (kind and not _opens_as_label(view, piece, labelness[index])):
            kind = ""
        if last is not None and kind == "" and last.kind == "" and (not opens or _one_street(last, piece.text)):
            last.last = piece.last
            last.text = " ".join(word.text for word in words[last.first : last.last])
        else:
            street = float(labelness[index, list(STREET)].sum() - labelness[index, COMPANY])
            result.append(_Chunk(piece.text, kind, piece.first, piece.last, street))
    return result


def _one_street(last: _Chunk, text: str) -> bool:
    """ "Calle Mayor," and "106,", or "180 bis," and "rue Gutenberg,", are one part."""
    if _HOUSE_NUMBER.fullmatch(text.strip(" ,;")):
        return last.street > 0 and not any(ch.isdigit() for ch in last.text)
    return _HOUSE_NUMBER.fullmatch(last.text.strip(" ,;")) is not None


def _breaks(words: Sequence[Word], end: int, start: int) -> bool:
    """Whether a part ends before `end`: at a comma, a colon, or a stroke."""
    return words[end - 1].text.endswith((",", ";", ":")) or start > end


def _ends(text: str) -> bool:
    """Whether an address in a sentence ends here ("… 33605 Bielefeld. Please mark every carton")."""
    return text.endswith((".", "!", "?")) and has_postcode(text)


def wraps(items: Sequence[Item], index: int) -> bool:
    """Whether a part of an address in running text goes on in the next line ("…, Alte Unnaer | Straße 41, …")."""
    if index + 1 >= len(items):
        return False
    one, other = items[index], items[index + 1]
    running = one.first > 0 and other.first == 0 and not other.label
    return running and one.segment != other.segment and not one.text.endswith((",", ";", ":", ".", "|", "-"))


def whole_texts(items: Sequence[Item]) -> list[str]:
    """The items' texts, those that a line's end cuts put together again."""
    result = [item.text for item in items]
    for index in range(len(items)):
        if wraps(items, index):
            result[index] = result[index + 1] = f"{items[index].text} {items[index + 1].text}"
    return result


def spelt_labels(view: PageView) -> dict[int, str]:
    """Segment → the label that it is a letter of, where a form spells one downwards beside a block (S, H, I, P)."""
    letters = [
        index
        for index, segment in enumerate(view.segments)
        if len(segment.words) == 1 and len(segment.text) == 1 and segment.text.isupper()
    ]
    columns: dict[int, list[int]] = {}
    for index in letters:
        apart = LETTERS_APART_EM * view.body_pt
        near = [first for first in columns if abs(_middle(view, first) - _middle(view, index)) <= apart]
        last = view.segments[columns[near[-1]][-1]].box if near else None
        if last is not None and view.segments[index].box.top - last.bottom <= LETTERS_GAP * last.height:
            columns[near[-1]].append(index)
        else:
            columns[index] = [index]
    result: dict[int, str] = {}
    for run in columns.values():
        for cut in _words_of(tuple(view.segments[index].text for index in run)):
            result.update(dict.fromkeys(run[cut[0] : cut[1]], cut[2]))
    return result


def _middle(view: PageView, segment: int) -> float:
    return view.segments[segment].box.x_mid


def _words_of(letters: tuple[str, ...]) -> list[tuple[int, int, str]]:
    """Labels of parties among letters that follow each other downwards: their place and their words."""
    text, found, start = "".join(letters).lower(), [], 0
    while start < len(text):
        end = next((end for end in range(len(text), start + 3, -1) if text[start:end] in _joined_labels()), 0)
        if end:
            found.append((start, end, _joined_labels()[text[start:end]]))
        start = end or start + 1
    return found


@cache
def _joined_labels() -> Mapping[str, str]:
    """Labels of parties without their blanks."""
    wanted = {"ship_to", "bill_to", "vendor", "buyer"}
    return {key.replace(" ", ""): key.upper() for key, names in label_phrases().items() if wanted & set(names)}


def _opens_as_label(view: PageView, piece: Piece, probabilities: Floats) -> bool:
    """With a colon, alone on its segment, of several words, or one word that hardly names a place."""
    alone = piece.first == 0 and piece.last == len(view.segments[piece.segment].words)
    if alone or piece.text.endswith(":") or len(piece.words) > 1:
        return True
    if not piece.is_phrase:
        return False
    if float(probabilities[list(SINGLE_LABELS)].sum()) > LABEL_SURE:
        return True
    # "Deliver X Ltd, Street 1, 12345 City": before a list of parts one word is enough
    names = label_phrases().get(label_key(piece.text), ())
    listed = view.segments[piece.segment].text.count(",") >= LISTED_COMMAS
    return piece.first == 0 and listed and any(name in names for name in ("ship_to", "bill_to", "vendor", "buyer"))


def label_kind(piece: Piece, probabilities: Floats) -> str:
    """ "role", "part" or "" for a piece that is no label."""
    total = float(probabilities[list(_LABEL_COLUMNS)].sum())
    labelled = piece.text.endswith(":") or piece.is_phrase
    if total < (0.3 if labelled else 0.8):
        return ""
    return "part" if float(probabilities[list(PART_LABELS)].sum()) > 0.5 * total else "role"


def _left_part_label(view: PageView, segment: int, labelness: Floats) -> str:
    """The label in the cell left of a value ("Street" | "Am Hafen 1")."""
    left = view.left[segment]
    if left < 0 or len(view.pieces_of[left]) != 1:
        return ""
    index = view.pieces_of[left][0]
    return view.pieces[index].text if label_kind(view.pieces[index], labelness[index]) == "part" else ""


def _opens_a_row(view: PageView, segment: int, labelness: Floats) -> bool:
    """Whether the cell left of a line names another party, or what is none ("Supplier | X Ltd", then "Deliver to | Y").

    In forms of labelled rows the values of all rows stand under each other and look like one block.
    """
    label = _row_label(view, segment)
    return label >= 0 and float(labelness[label, list(ROW_LABELS)].sum()) > LABEL_SURE


def _row_label(view: PageView, segment: int) -> int:
    """The piece that may label a segment's row from the cell left of it ("4. Place of delivery"); -1 for none."""
    left = view.left[segment]
    if left < 0 or not view.pieces_of[left]:
        return -1
    gap = view.segments[segment].box.x0 - view.segments[left].box.x1
    *before, last = view.pieces_of[left]
    plain = all(_ENUMERATOR.fullmatch(view.pieces[index].text) for index in before)
    worded = any(ch.isalpha() for ch in view.pieces[last].text)
    return last if plain and worded and gap <= ROW_GAP_EM * view.body_pt else -1


def _headings(view: PageView, first: Item, own: str, spelt: Mapping[int, str]) -> tuple[str, str, str, str]:
    left = view.left[first.segment] if first.first == 0 or own == "" else -1
    beside = spelt.get(left, "")
    if beside:
        return own, beside, "", ""
    above = view.above[first.segment]
    over_left = view.above[left] if left >= 0 else -1
    texts = [_label_or_all(view, index) if index >= 0 else "" for index in (left, above, over_left)]
    return own, texts[0], texts[1], texts[2]


def _label_or_all(view: PageView, segment: int) -> str:
    """The label that opens a segment ("Ship to:" of "Ship to: X Ltd"), else its whole text."""
    pieces = view.pieces_of[segment]
    first = view.pieces[pieces[0]].text if pieces else ""
    if len(pieces) == 2 and _ENUMERATOR.fullmatch(first):  # "4. Place of delivery"
        return view.pieces[pieces[1]].text
    return first if first.endswith(":") and len(pieces) > 1 else view.segments[segment].text
