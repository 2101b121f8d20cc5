"""Which part of a mail is the new text, what was forwarded, the signature, fine print or a quoted older mail. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extraction.readers.flow import Item, Line, Table
from extraction.readers.mail_words import (
    FINE_PRINT,
    FORWARD_MARK,
    HEADER_LINE,
    ORIGINAL_MARK,
    SIGN_OFF,
    SIGNATURE_LINE,
    STRONG_FINE_PRINT,
    WEAK_SIGN_OFF,
    WROTE,
    WROTE_START,
)

# A signature is short, and after it no table stands.
MAX_SIGNATURE_LINES = 22
MAX_SIGN_OFF_CHARS = 70
# Lines and tables that a mail needs to say something of its own (greetings and names are shorter).
MIN_SUBSTANCE_CHARS = 25


@dataclass(slots=True)
class Piece:
    """One mail of a chain: its own text, and the header it was introduced by (empty for the newest)."""

    header: dict[str, str] = field(default_factory=dict)
    forwarded: bool = False
    items: list[Item] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class MailText:
    """What is kept of a mail's text. `header` is the forwarded mail's own (from, sent, subject), empty otherwise."""

    body: tuple[Item, ...] = ()
    signature: tuple[Item, ...] = ()
    header: tuple[tuple[str, str], ...] = ()


def mail_text(items: Sequence[Item], is_forward: bool = False) -> MailText:
    """The text that carries the message. `is_forward` is what the subject says."""
    pieces = _chain(items)
    newest, older = pieces[0], pieces[1:]
    own, own_signature = _own_text(newest.items, drop_quoted=True)
    forward = is_forward or any(piece.forwarded for piece in older[:1])
    if not older or not (forward or not has_substance(own)):
        return MailText(tuple(own), tuple(own_signature))
    for piece in older:
        body, signature = _own_text(_unquoted(piece.items), drop_quoted=False)
        if has_substance(body) or piece is older[-1]:
            # The forwarder's signature names a colleague, not the buyer: only his words are kept.
            note = [*own, Line("")] if has_substance(own) else []
            return MailText((*note, *body), tuple(signature), tuple(piece.header.items()))
    return MailText(tuple(own), tuple(own_signature))


def _chain(items: Sequence[Item]) -> list[Piece]:
    items, answer = _answer_below(items)
    pieces = [Piece(items=answer)]
    forward_next = False
    index = 0
    while index < len(items):
        item = items[index]
        if isinstance(item, Line):
            if FORWARD_MARK.match(item.text):
                forward_next, index = True, index + 1
                continue
            header, used = _header_at(items, index)
            if used:
                pieces.append(Piece(header, forward_next))
                forward_next, index = False, index + used
                continue
        pieces[-1].items.append(item)
        index += 1
    return pieces


def _answer_below(items: Sequence[Item]) -> tuple[Sequence[Item], list[Item]]:
    """The items without the answer that some write below the mail they quote, and that answer."""
    depths = [(index, item.depth) for index, item in enumerate(items) if item.text.strip()]
    quoted = [index for index, depth in depths if depth > 0]
    if not quoted or not depths or depths[-1][1] > 0:
        return items, []
    above = [item for item in items[: quoted[0]] if item.text.strip()]
    # Only "so-and-so wrote:" stands above, and a blank line parts the quotation from the answer: a line without its
    # mark right below a quotation is the quotation wrapped.
    below = quoted[-1] + 1
    wrote = " ".join(item.text for item in above)
    if len(above) > 3 or not WROTE.match(wrote) or items[below].text.strip():
        return items, []
    return items[:below], list(items[below:])


def _header_at(items: Sequence[Item], index: int) -> tuple[dict[str, str], int]:
    """The header that introduces an older mail at this place, and how many items it takes (0 = none)."""
    first = items[index]
    assert isinstance(first, Line)
    for used in (1, 2, 3):
        run = [item.text for item in items[index : index + used] if isinstance(item, Line) and item.text.strip()]
        # Wrapped over several lines only where the first one opens such a sentence.
        if len(run) < used or (used > 1 and not WROTE_START.match(run[0])):
            break
        joined = " ".join(run)
        if len(joined) < 260 and WROTE.match(joined):
            return {"from": joined}, used
    if not HEADER_LINE.match(first.text) and not ORIGINAL_MARK.match(first.text):
        return {}, 0
    return _header_block(items, index)


def _header_block(items: Sequence[Item], index: int) -> tuple[dict[str, str], int]:
    header: dict[str, str] = {}
    position = index
    blanks = 0
    marked = False
    last = ""
    while position < len(items) and isinstance(item := items[position], Line):
        match = HEADER_LINE.match(item.text)
        if match and match.lastgroup:
            last = next(kind for kind in ("from", "sent", "to", "subject", "other") if match.group(kind))
            header.setdefault(last, match.group("value").strip(" *"))
            blanks = 0
        elif not item.text.strip():
            blanks += 1
            if blanks > 1:
                break
        elif ORIGINAL_MARK.match(item.text) and not header:
            marked = True
        elif not (last == "to" and ("@" in item.text or ";" in item.text)):
            break
        position += 1
    # Three different labels, and a sign that a mail program wrote them: an order typed as a memo has the labels too.
    sure = marked or "@" in header.get("from", "") or ":" in header.get("sent", "")
    if "from" in header and len(header) >= 3 and sure:
        return header, position - index
    return {}, 0


def _unquoted(items: Sequence[Item]) -> list[Item]:
    """The text of an older mail, its outermost quotation marks taken off."""
    depths = [item.depth for item in items if not isinstance(item, Line) or item.text.strip()]
    base = min(depths, default=0)
    if base == 0:
        return list(items)
    return [
        Line(item.text, max(0, item.depth - base), item.hint)
        if isinstance(item, Line)
        else Table(item.rows, max(0, item.depth - base), item.hint)
        for item in items
    ]


def _own_text(items: Sequence[Item], drop_quoted: bool) -> tuple[list[Item], list[Item]]:
    """Body and signature of one mail; quoted lines and fine print dropped."""
    kept = [item for item in items if item.depth == 0 and not (drop_quoted and item.hint == "quote")]
    kept = _without_fine_print(kept)
    cut = _signature_start(kept)
    return _trimmed(kept[:cut]), _trimmed(kept[cut:])


def _signature_start(items: Sequence[Item]) -> int:
    for index, item in enumerate(items):
        rest = items[index + 1 :]
        if not isinstance(item, Line) or not _ends_here(rest):
            continue
        if SIGNATURE_LINE.match(item.text) and item.text.strip():
            return index
        if item.hint == "signature" and item.text.strip():
            return index
        if len(item.text) <= MAX_SIGN_OFF_CHARS and SIGN_OFF.match(item.text):
            weak = WEAK_SIGN_OFF.match(item.text) and any(len(r.text) > MAX_SIGN_OFF_CHARS for r in rest)
            if index > 0 and not weak:
                return index
    return len(items)


def _ends_here(rest: Sequence[Item]) -> bool:
    lines = [item for item in rest if item.text.strip()]
    tables = any(isinstance(item, Table) and len(item.rows) >= 2 and len(item.rows[0]) >= 3 for item in rest)
    return len(lines) <= MAX_SIGNATURE_LINES and not tables


def _without_fine_print(items: Sequence[Item]) -> list[Item]:
    kept: list[Item] = []
    for paragraph in _paragraphs(items):
        text = " ".join(item.text for item in paragraph)
        faint = all(item.hint == "faint" for item in paragraph)
        hits = len({match.lower() for match in FINE_PRINT.findall(text)})
        fine = STRONG_FINE_PRINT.search(text) and len(text) > 60
        if fine or (faint and hits >= 1) or (hits >= 2 and len(text) > 80):
            continue
        kept.extend(paragraph)
    return kept


def _paragraphs(items: Sequence[Item]) -> list[list[Item]]:
    """Runs of lines without a blank between them; long lines, fine print and tables stand alone."""
    runs: list[list[Item]] = []
    fresh = True
    for item in items:
        alone = isinstance(item, Table) or not item.text.strip() or len(item.text) > 120
        previous_faint = bool(runs) and runs[-1][-1].hint == "faint"
        if alone or fresh or (item.hint == "faint") != previous_faint:
            runs.append([item])
        else:
            runs[-1].append(item)
        fresh = alone
    return runs


def _trimmed(items: Sequence[Item]) -> list[Item]:
    filled = [index for index, item in enumerate(items) if item.text.strip()]
    return list(items[filled[0] : filled[-1] + 1]) if filled else []


def has_substance(items: Sequence[Item]) -> bool:
    """Whether a mail's text says something of its own: a table, or more than a greeting and a name."""
    if any(isinstance(item, Table) for item in items):
        return True
    return sum(len(item.text.strip()) for item in items) >= MIN_SUBSTANCE_CHARS
