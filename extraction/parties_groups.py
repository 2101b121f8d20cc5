"""Groups of lines or of comma-separated pieces that may be an address, each with the heading that names its role."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extraction.candidates_view import DocumentView, PageView
from extraction.parties_chunks import ENUMERATOR, LABEL_SURE, STREET, chunks_of, label_kind
from extraction.parties_items import Group, Item, has_postcode
from extraction.parties_spelt import spelt_labels
from extraction.parties_tables import MOST_ITEMS, of_captions, of_columns, of_rows
from extraction.scoring_text import CLASS_INDEX, Floats
from extraction.values_codes import has_digit

CENTRE_ALIGN_EM = 1.0
# Labels of rows that end the party of the rows above them.
ROW_LABELS = tuple(CLASS_INDEX[name] for name in ("buyer", "bill_to", "ship_to", "vendor", "carrier", "notes"))
WHOLE_ADDRESS = 3  # pieces of an address on one line
LEAST_LAST_WORD = 3  # letters or digits of a sentence's last word; fewer are an abbreviation
ROW_GAP_EM = 16.0  # how far a row's value may stand from its label


def groups(document: DocumentView, labelness: Sequence[Floats]) -> list[Group]:
    """All groups of all pages; `labelness` holds, per page, the class probabilities of each piece."""
    result: list[Group] = []
    for page, view in enumerate(document.pages):
        spelt = spelt_labels(view)
        for stack in stacks(view):
            result.extend(_of_stack(page, view, stack, labelness[page], spelt))
        result.extend(of_columns(page, view, labelness[page]))
        result.extend(of_captions(page, view))
        if view.page.source == "grid":
            result.extend(of_rows(page, view, labelness[page]))
    return result


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
        hanging = _hangs(view, upper, b.x0)
        if near and (aligned or hanging) and abs(a.x0 - b.x0) > 0.6 * size:
            target = owner[upper]
            target.extend(stack)
            for index in stack:
                owner[index] = target
            stack.clear()
    return [stack for stack in members if stack]


def _hangs(view: PageView, upper: int, x0: float) -> bool:
    """Whether a line begins under the value beside a label ("Ship to: X Ltd"), or indented under the label."""
    pieces = [view.pieces[index] for index in view.pieces_of[upper]]
    tolerance = 0.6 * view.body_pt
    if any(abs(piece.box.x0 - x0) <= tolerance for piece in pieces[1:]):
        return True
    labelled = len(pieces) > 1 and pieces[0].is_phrase and pieces[0].text.endswith(":")
    return labelled and pieces[0].box.x0 + tolerance < x0 < pieces[1].box.x0


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
        whole = above != segment and _is_whole_address(view, segment, labelness)
        if whole or (labelled and _opens_a_row(view, segment, labelness)):
            close()
            heading, part = "", ""
        left = _left_part_label(view, segment, labelness)
        for chunk in chunks_of(view, segment, labelness, _runs_on(items, segment)):
            if chunk.kind == "role":
                close()
                heading, part = chunk.text, ""
            elif chunk.kind == "lead":  # "Deliver between 8:00 and 15:00 to:"
                heading, part = heading if heading and not items else chunk.text, ""
                close()
            elif chunk.kind == "part":
                part = chunk.text
            elif chunk.kind == "date":  # "The goods are wanted by | 3 May | at X Ltd, …"
                if items and items[-1].segment == segment and not any(has_postcode(item.text) for item in items):
                    lead = heading or items[-1].text
                    close()
                    heading = lead
            else:
                items.append(Item(chunk.text, page, segment, chunk.first, chunk.last, part or left))
                part = ""
                if _stops(items, chunk.last == len(view.segments[segment].words)):
                    close()
                    heading = ""
    close()
    return result


def _stops(items: Sequence[Item], at_end: bool) -> bool:
    """Whether an address ends with its last item: a sentence does, after a postcode or after a list of parts."""
    text = items[-1].text
    if not text.endswith((".", "!", "?")) or len(text.split()[-1].rstrip(".!?")) < LEAST_LAST_WORD:
        return False
    listed = sum(item.segment == items[-1].segment for item in items) >= WHOLE_ADDRESS
    return listed or (not at_end and has_postcode(text))


def _runs_on(items: Sequence[Item], segment: int) -> bool:
    """Whether a part of an address in running text may go on in this line with the number of its house."""
    if not items or items[-1].segment == segment:
        return False
    last = items[-1]
    open_end = not last.text.endswith((",", ";", ":", ".", "|", "-")) or last.text.endswith((" No.", " no.", " nº."))
    return last.first > 0 and open_end and not has_digit(last.text)


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


def _is_whole_address(view: PageView, segment: int, labelness: Floats) -> bool:
    """Whether a line is an address of its own beside a label ("Ship to:" | "X Ltd · Am Hafen 1 · 33605 Bielefeld")."""
    label, pieces = _row_label(view, segment), view.pieces_of[segment]
    if label < 0 or len(pieces) < WHOLE_ADDRESS:
        return False
    streets = [float(labelness[piece, list(STREET)].sum()) > LABEL_SURE for piece in pieces]
    placed = any(streets) or (view.pieces[label].text.endswith(":") and has_postcode(view.segments[segment].text))
    return placed and not streets[0] and label_kind(view.pieces[label], labelness[label]) != "part"


def _row_label(view: PageView, segment: int) -> int:
    """The piece that may label a segment's row from the cell left of it ("4. Place of delivery"); -1 for none."""
    left = view.left[segment]
    if left < 0 or not view.pieces_of[left]:
        return -1
    gap = view.segments[segment].box.x0 - view.segments[left].box.x1
    *before, last = view.pieces_of[left]
    plain = all(ENUMERATOR.fullmatch(view.pieces[index].text) for index in before)
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
    if len(pieces) == 2 and ENUMERATOR.fullmatch(first):  # "4. Place of delivery"
        return view.pieces[pieces[1]].text
    return first if first.endswith(":") and len(pieces) > 1 else view.segments[segment].text
