"""Rich text (RTF) to lines and tables: its table rows become tables, formatting and pictures are dropped."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extraction.readers.flow import Item, Line, Table
from extraction.readers.html_text import html_items

_TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?\d{1,10})?[ ]?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|[\r\n]+|([^\\{}\r\n]+)"
)
# Groups that hold no text of the document.
_SKIPPED = {
    "fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "themedata", "colorschememapping", "latentstyles",
    "datastore", "listtable", "listoverridetable", "rsidtbl", "generator", "xmlnstbl", "fldinst", "mmathPr", "pntext",
}  # fmt: skip
_CHARACTERS = {
    "tab": "\t", "line": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ", "nonbreakspace": " ",
}  # fmt: skip
_MAX_DEPTH = 500
_MAX_CHARS = 5_000_000


def is_rtf(data: bytes) -> bool:
    """Whether the bytes are rich text."""
    return data.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"{\\rtf")


@dataclass(slots=True)
class _State:
    skip: bool = False
    html: bool = False
    unicode_skip: int = 1


@dataclass(slots=True)
class _Writer:
    codec: str = "cp1252"
    text: list[str] = field(default_factory=list)
    pending: bytearray = field(default_factory=bytearray)
    cells: list[str] = field(default_factory=list)
    rows: list[tuple[str, ...]] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)

    def settle(self) -> None:
        if self.pending:
            self.text.append(self.pending.decode(self.codec, "replace"))
            self.pending.clear()

    def taken(self) -> str:
        self.settle()
        text = "".join(self.text)
        self.text.clear()
        return text

    def paragraph(self) -> None:
        text = self.taken()
        self.close_table()
        self.items.extend(Line(line) for line in text.split("\n"))

    def close_table(self) -> None:
        if self.rows:
            self.items.append(Table(tuple(self.rows)))
            self.rows = []

    def row(self) -> None:
        self.rows.append(tuple(self.cells))
        self.cells = []


def rtf_items(source: str) -> tuple[Item, ...]:
    """The text's lines and tables; HTML wrapped in RTF (as Outlook does) is unwrapped."""
    is_html = "\\fromhtml1" in source[:2000]
    writer, markup = _run(source[:_MAX_CHARS], is_html)
    if is_html:
        return html_items(markup)
    writer.paragraph()
    return tuple(writer.items)


def _run(source: str, is_html: bool) -> tuple[_Writer, str]:
    writer, states, to_skip = _Writer(), [_State()], 0
    starred = False
    for match in _TOKEN.finditer(source):
        word, number, hexa, symbol, brace, text = match.groups()
        state = states[-1]
        if brace == "{" and len(states) < _MAX_DEPTH:
            states.append(_State(state.skip, state.html, state.unicode_skip))
        elif brace == "}" and len(states) > 1:
            states.pop()
        elif symbol == "*":
            starred = True
            continue
        elif word:
            if starred and word not in {"htmltag", "shppict"}:
                state.skip = True
            to_skip = _word(writer, state, word, number, is_html) or to_skip
        elif state.skip:
            pass
        elif hexa:
            to_skip = _byte(writer, hexa, to_skip)
        elif symbol:
            writer.settle()
            writer.text.append({"~": " ", "_": "-", "-": ""}.get(symbol, symbol))
        elif text:
            writer.settle()
            writer.text.append(text[to_skip:])
            to_skip = 0
        starred = False
    return writer, writer.taken() if is_html else ""


def _byte(writer: _Writer, hexa: str, to_skip: int) -> int:
    if to_skip:
        return to_skip - 1
    writer.pending.append(int(hexa, 16))
    return 0


def _word(writer: _Writer, state: _State, word: str, number: str | None, is_html: bool) -> int:
    """One control word's effect; returns how many characters of fallback text to skip."""
    if word in _SKIPPED:
        state.skip = True
    elif word == "htmlrtf":
        # Between \htmlrtf and \htmlrtf0 stands what only an RTF reader should show.
        state.skip = is_html and number != "0"
    elif word == "ansicpg" and number:
        writer.codec = f"cp{number}" if number not in {"0", "65001"} else "utf-8"
    elif word == "uc":
        state.unicode_skip = int(number or 1)
    elif state.skip:
        pass
    elif word == "u" and number:
        writer.settle()
        writer.text.append(chr(int(number) % 65536))
        return state.unicode_skip
    elif word in {"par", "sect", "page"}:
        _paragraph(writer, is_html)
    elif not is_html and word in {"cell", "nestcell"}:
        writer.cells.append(writer.taken().strip())
    elif not is_html and word in {"row", "nestrow"}:
        writer.row()
    elif word in _CHARACTERS:
        writer.settle()
        writer.text.append(_CHARACTERS[word])
    return 0


def _paragraph(writer: _Writer, is_html: bool) -> None:
    writer.settle()
    if is_html or writer.cells:
        writer.text.append("\n")
    else:
        writer.paragraph()
