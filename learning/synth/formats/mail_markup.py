"""A mail's text as plain text and as HTML, in the habits of mail programs: tables, quotes, forwards, flowed lines."""

from __future__ import annotations

import html
import textwrap
from collections.abc import Sequence
from random import Random

from learning.synth.draw import chance
from learning.synth.formats.mail_body import Body, Grid
from learning.synth.formats.marks import Text, plain

PROGRAMS = ("outlook", "gmail", "thunderbird", "apple", "webmail")


def plain_text(rng: Random, body: Body, table_form: str) -> str:
    """The plain form; `table_form` is "tabs", "aligned", "pipes" or "stacked"."""
    lines: list[str] = []
    width = rng.choice((0, 0, 0, 68, 72, 76, 998))
    for block in body.blocks:
        lines.extend(_plain_grid(block, table_form) if isinstance(block, Grid) else _broken(plain(block), width))
    if body.signature:
        lines.extend(["", *(["-- "] if chance(rng, 0.2) else []), *(plain(t) for t in body.signature)])
    if body.fine:
        lines.extend(["", body.fine])
    if body.quoted:
        lines.extend(["", *body.quoted])
    return "\n".join(lines) + "\n"


def _broken(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` signs, as programs that write no HTML send it (0: unbroken)."""
    if not width or len(text) <= width:
        return [text]
    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False, drop_whitespace=True) or [text]


def _plain_grid(grid: Grid, form: str) -> list[str]:
    rows = [[plain(cell) for cell in row] for row in grid.rows]
    if form == "tabs":
        return ["\t".join(row) for row in rows]
    if form == "pipes":
        return ["| " + " | ".join(row) + " |" for row in rows]
    widths = [max(len(row[c]) for row in rows) + 3 for c in range(len(rows[0]))]
    return ["".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def html_text(rng: Random, body: Body, program: str) -> str:
    """The HTML form as `program` writes it."""
    parts = [_html_block(rng, block, program) for block in body.blocks]
    parts.append(_paragraphs([(), *body.signature], program))
    if body.fine:
        parts.append(f'<p style="font-size:7.5pt;color:gray">{html.escape(body.fine)}</p>')
    if chance(rng, 0.2):
        parts.append('<img src="https://t.mailtrack.example/o/c8.gif" width="1" height="1" style="display:none">')
    if body.quoted:
        parts.append(_quoted(body.quoted, program))
    return _frame("\n".join(parts), program)


def _frame(inner: str, program: str) -> str:
    if program == "outlook":
        return (
            '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>'
            "<style><!-- p.MsoNormal {margin:0cm;} --></style>"
            f'</head><body lang="EN"><div class="WordSection1">{inner}</div></body></html>'
        )
    if program == "gmail":
        return f'<div dir="ltr">{inner}</div>'
    return f"<!DOCTYPE html>\n<html><head><meta charset=utf-8></head><body>{inner}</body></html>"


def _html_block(rng: Random, block: Text | Grid, program: str) -> str:
    return _html_grid(rng, block) if isinstance(block, Grid) else _paragraphs([block], program)


def _paragraphs(lines: Sequence[Text], program: str) -> str:
    texts = [html.escape(plain(line)) for line in lines]
    if program == "outlook":
        return "".join(f'<p class="MsoNormal">{t or "<o:p>&nbsp;</o:p>"}<o:p></o:p></p>\n' for t in texts)
    if program in {"gmail", "webmail"}:
        return "".join(f"<div>{t or '<br>'}</div>" for t in texts)
    return "".join(f"{t}<br>\n" for t in texts)


def _html_grid(rng: Random, grid: Grid) -> str:
    style = rng.choice(('border="1" cellpadding="2"', 'style="border-collapse:collapse"', 'class="MsoNormalTable"', ""))
    heading = rng.choice(("th", "td"))
    rows = []
    for index, row in enumerate(grid.rows):
        tag = heading if index == 0 else "td"
        cells = "".join(f"<{tag}>{html.escape(plain(cell)) or '&nbsp;'}</{tag}>" for cell in row)
        rows.append(f"<tr>{cells}</tr>")
    return f"<table {style}>{''.join(rows)}</table>"


def _quoted(lines: Sequence[str], program: str) -> str:
    first, rest = lines[0], [line.removeprefix("> ").removeprefix(">") for line in lines[1:]]
    inner = "<br>\n".join(html.escape(line) for line in rest)
    if program == "gmail":
        return (
            f'<br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">{html.escape(first)}<br></div>'
            f'<blockquote class="gmail_quote">{inner}</blockquote></div>'
        )
    if program in {"thunderbird", "apple"}:
        return f'<div class="moz-cite-prefix">{html.escape(first)}</div><blockquote type="cite">{inner}</blockquote>'
    return f"<div><br>{html.escape(first)}<br>{inner}</div>"
