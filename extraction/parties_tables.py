"""Addresses in rows, in columns and in captioned boxes, each cell a part: groups of their items."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from extraction.candidates_view import PageView
from extraction.gazetteer import fold
from extraction.lexicon import merged
from extraction.parties_chunks import LABEL_SURE
from extraction.parties_items import Group, Item
from extraction.scoring_text import CLASS_INDEX, Floats, label_phrases

LEAST_COLUMNS = 3  # of an address in columns
MOST_BEFORE_LABEL, LEAST_CELLS, MOST_CELLS = 2, 3, 6  # of an address in the cells of a row
MOST_ITEMS = 14
LEAST_CAPTIONS, CAPTION_GAP_EM, ROW_GAP_EM = 3, 1.2, 2.5
# "6. SHIP TO: a. NAME OF CONSIGNEE (print)": the number of a box, a party, the letter of a caption, the caption.
_CAPTION = re.compile(
    r"(?:\(?\d{1,2}[a-zA-Z]?[.):]+\s*)?(?:(?P<role>[^:]{2,60}):\s*)?(?:\(?(?P<letter>[a-hA-H])[.)]\s*)?(?P<part>[^:()]{2,30}?)"
    r"\s*:?\s*(?:\([^()]*\))?"
)
_PARTS = frozenset(("l_name", "l_street", "l_postcode", "l_city", "l_country"))
ADDRESS_HEADINGS = tuple(
    CLASS_INDEX[name] for name in ("ship_to", "l_name", "l_street", "l_postcode", "l_city", "l_country")
)
# Labels of cells that name a party.
PARTY_LABELS = tuple(CLASS_INDEX[name] for name in ("buyer", "bill_to", "ship_to", "vendor", "carrier"))


def of_rows(page: int, view: PageView, labelness: Floats) -> list[Group]:
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
    return len(pieces) == 1 and float(labelness[pieces[0], list(PARTY_LABELS)].sum()) > LABEL_SURE


def of_columns(page: int, view: PageView, labelness: Floats) -> list[Group]:
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


@dataclass(slots=True)
class _Form:
    """Captioned values of one party so far: each value's segment and caption's text."""

    x0: float
    x1: float  # where the next box begins
    bottom: float
    role: str
    above: str
    letter: str
    pairs: list[tuple[int, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Caption:
    """What stands over a value: a party or "", the letter of the box or "", the part; `known` names an address's."""

    role: str
    letter: str
    part: str
    known: bool


def of_captions(page: int, view: PageView) -> list[Group]:
    """Addresses in the boxes of a form over several rows, each value under the small caption that names its part."""
    forms: list[_Form] = []
    for index, segment in enumerate(view.segments):
        head = _caption_of(view, index)
        found = _caption(view.segments[head].text) if head >= 0 else None
        if found is None:
            continue
        form = next((one for one in reversed(forms) if _continues(view, one, head, found)), None)
        if form is None:
            if not (found.known or found.letter.lower() == "a"):
                continue
            form = _begun(view, head, found)
            forms.append(form)
        form.pairs.append((index, found.part))
        form.letter, form.bottom = found.letter, segment.box.bottom
    return [_form_group(page, view, one) for one in forms if _is_form(view, one)]


def _begun(view: PageView, head: int, found: _Caption) -> _Form:
    """A form at its first caption; a name under a caption of another kind ("Consignee") stands before a street's."""
    box, above = view.segments[head].box, view.above[head]
    text = view.segments[above].text if above >= 0 else ""
    line = view.line_of[head]
    right = [view.segments[i].box.x0 for i, own in enumerate(view.line_of) if own == line]
    limit = min((x0 for x0 in right if x0 > box.x1), default=view.page.width)
    form = _Form(box.x0, limit, 0.0, found.role, text, found.letter)
    over = _caption_of(view, above) if above >= 0 else -1
    named = "l_street" in label_phrases().get(fold(found.part), ())
    near = above >= 0 and box.top - view.segments[above].box.bottom <= ROW_GAP_EM * view.body_pt
    if named and near and over >= 0 and abs(view.segments[over].box.x0 - box.x0) <= view.body_pt and not found.role:
        form.pairs.append((above, view.segments[over].text))
        form.above = view.segments[over].text
    return form


def _caption_of(view: PageView, segment: int) -> int:
    """The segment on the line above a value that begins where the value does or next to the left of it; -1 for none."""
    above = view.above[segment]
    if above < 0:
        return -1
    x0, line = view.segments[segment].box.x0, view.line_of[above]
    reach = x0 + 0.8 * view.body_pt
    beside = [i for i, own in enumerate(view.line_of) if own == line and view.segments[i].box.x0 <= reach]
    head = max(beside, key=lambda i: view.segments[i].box.x0, default=-1)
    near = (
        head >= 0 and view.segments[segment].box.top - view.segments[head].box.bottom <= CAPTION_GAP_EM * view.body_pt
    )
    return head if near else -1


def _caption(text: str) -> _Caption | None:
    """What a short text without figures says as the caption of a box; None where it can be none."""
    found = _CAPTION.fullmatch(text.strip())
    if found is None or any(ch.isdigit() for ch in found["part"]):
        return None
    part = found["part"].strip()
    folded = fold(part)
    named = not _PARTS.isdisjoint(label_phrases().get(folded, ()))
    known = named or folded in _region_labels() or folded in _form_names()
    letter = found["letter"] or ""
    return _Caption(found["role"] or "", letter, part, known) if known or letter else None


@cache
def _region_labels() -> frozenset[str]:
    return frozenset(fold(word) for word in merged("words")["region_label"])


@cache
def _form_names() -> frozenset[str]:
    """Captions of a name that say whose ("name of consignee", "nom du destinataire")."""
    names = [key for key, classes in label_phrases().items() if "l_name" in classes]
    whose = [
        key for key, classes in label_phrases().items() if {"ship_to", "buyer", "vendor", "bill_to"} & set(classes)
    ]
    links = ("of", "of the", "de", "du", "des", "del", "della", "van", "der", "des", "")
    return frozenset(" ".join(f"{name} {link} {one}".split()) for name in names for link in links for one in whose)


def _continues(view: PageView, form: _Form, head: int, found: _Caption) -> bool:
    """Whether a caption belongs to a form begun above: near, not left of it, another part, no other party's box."""
    box = view.segments[head].box
    near = box.top - form.bottom <= ROW_GAP_EM * view.body_pt
    within = form.x0 - 0.8 * view.body_pt <= box.x0 < form.x1 - 0.8 * view.body_pt
    other = all(fold(found.part) != fold(known) for _, known in form.pairs)
    lettered = bool(found.letter) and bool(form.letter) and ord(found.letter) - ord(form.letter) in (1, 2)
    return not found.role and near and within and other and (lettered or (found.known and not found.letter))


def _is_form(view: PageView, form: _Form) -> bool:
    """Several parts over several rows, more than one of them an address's; one row of them are columns."""
    rows = {view.line_of[value] for value, _ in form.pairs}
    known = sum(1 for _, part in form.pairs if (caption := _caption(part)) is not None and caption.known)
    return len(form.pairs) >= LEAST_CAPTIONS and len(rows) > 1 and known > 1


def _form_group(page: int, view: PageView, form: _Form) -> Group:
    values: Sequence[tuple[int, str]] = form.pairs[:MOST_ITEMS]
    items = tuple(
        Item(view.segments[value].text, page, value, 0, len(view.segments[value].words), part) for value, part in values
    )
    heading = f"{form.role}:" if form.role else form.above
    return Group(page, items, (heading, "", form.above, ""), view.block_of[values[0][0]], True)
