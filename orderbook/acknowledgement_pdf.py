"""The acknowledgement's PDF: A4, our letterhead, a table that repeats its head on each page. Layout only."""

from __future__ import annotations

from functools import cache
from html import escape
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

if TYPE_CHECKING:
    from orderbook.acknowledgement import AcknowledgedLine, Sheet

# Names beyond Latin-1 (Łódź, Κρήτη) need a font that has them; without it the standard one shows what it can.
FONT_FILES = tuple(
    (f"{folder}/DejaVuSans.ttf", f"{folder}/DejaVuSans-Bold.ttf")
    for folder in ("/usr/share/fonts/truetype/dejavu", "/usr/share/fonts/dejavu", "/usr/share/fonts/TTF")
)
INK, GREY, PALE, AMBER = (colors.HexColor(c) for c in ("#1c2330", "#5b6475", "#eef1f6", "#b45309"))
MARGIN_PT = 18 * mm
COLUMNS_MM = (12, 30, 53, 24, 26, 24)


@cache
def _fonts() -> tuple[str, str]:
    for plain, bold in FONT_FILES:
        if Path(plain).exists() and Path(bold).exists():
            pdfmetrics.registerFont(TTFont("Sheet", plain))
            pdfmetrics.registerFont(TTFont("Sheet-Bold", bold))
            return "Sheet", "Sheet-Bold"
    return "Helvetica", "Helvetica-Bold"


def pdf(sheet: Sheet) -> bytes:
    """The same bytes for the same sheet: no clock in the file, so that a resent acknowledgement is the same one."""
    buffer = BytesIO()
    document = SimpleDocTemplate(
        buffer,
        pagesize=A4,
        leftMargin=MARGIN_PT,
        rightMargin=MARGIN_PT,
        topMargin=MARGIN_PT,
        bottomMargin=MARGIN_PT,
        title=sheet.title,
        author=sheet.signature,
        invariant=1,
    )
    foot = _footer(sheet)
    document.build([*_head(sheet), *_table(sheet), *_tail(sheet)], onFirstPage=foot, onLaterPages=foot)
    return buffer.getvalue()


def _style(size: float = 9, *, bold: bool = False, color: Any = INK, right: bool = False) -> ParagraphStyle:
    plain, strong = _fonts()
    return ParagraphStyle(
        "sheet",
        fontName=strong if bold else plain,
        fontSize=size,
        leading=size * 1.35,
        textColor=color,
        alignment=2 if right else 0,
    )


def _p(text: str, style: ParagraphStyle) -> Paragraph:
    # reportlab reads markup in paragraphs: what comes from a document is escaped, always.
    return Paragraph(escape(text, quote=False).replace("\n", "<br/>"), style)


def _head(sheet: Sheet) -> list[Any]:
    small, grey = _style(), _style(color=GREY)
    letterhead = [_p(sheet.company[0], _style(11, bold=True))] + [
        _p(part, _style(8, color=GREY)) for part in sheet.company[1:]
    ]
    ship_to = [_p(sheet.say("deliver_to"), grey), *(_p(part, small) for part in sheet.ship_to)]
    facts = Table(
        [[_p(label, grey), _p(value, _style(bold=True))] for label, value in sheet.facts],
        colWidths=(36 * mm, 60 * mm),
        style=TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("TOPPADDING", (0, 0), (-1, -1), 1),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ]
        ),
    )
    two = Table([[facts, ship_to if sheet.ship_to else ""]], colWidths=(102 * mm, 67 * mm))
    two.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)]))
    return [
        *letterhead,
        Spacer(0, 8 * mm),
        _p(sheet.title, _style(15, bold=True)),
        Spacer(0, 4 * mm),
        two,
        Spacer(0, 4 * mm),
        _p(sheet.intro, small),
        Spacer(0, 3 * mm),
        *_remarks(sheet),
    ]


def _remarks(sheet: Sheet) -> list[Any]:
    if not sheet.remarks:
        return [_p(sheet.say("no_differences"), _style()), Spacer(0, 4 * mm)] if sheet.lines else []
    said = [_p(sheet.say("differences_title"), _style(bold=True, color=AMBER))]
    said += [_p(f"• {remark}", _style()) for remark in sheet.remarks]
    box = Table([[said]], colWidths=(169 * mm,))
    box.setStyle(
        TableStyle(
            [("LINEBEFORE", (0, 0), (0, -1), 2.5, AMBER), ("BACKGROUND", (0, 0), (-1, -1), colors.HexColor("#fff7ed"))]
        )
    )
    return [box, Spacer(0, 4 * mm)]


def _table(sheet: Sheet) -> list[Any]:
    if not sheet.lines:
        return []
    say, head, right = sheet.say, _style(8, bold=True), _style(8, bold=True, right=True)
    left = [_p(say(key), head) for key in ("position", "our_code", "description")]
    rows: list[list[Any]] = [left + [_p(say(key), right) for key in ("quantity", "price", "amount")]]
    rows += [_row(sheet, line) for line in sheet.lines]
    rows.append([_p("", head)] * 3 + [_p(say("total"), right), "", _p(sheet.total, right)])
    table = Table(rows, colWidths=[w * mm for w in COLUMNS_MM], repeatRows=1)
    table.setStyle(
        TableStyle(
            [
                ("BACKGROUND", (0, 0), (-1, 0), PALE),
                ("LINEBELOW", (0, 1), (-1, -2), 0.4, colors.HexColor("#dfe3ea")),
                ("LINEABOVE", (0, -1), (-1, -1), 1, colors.HexColor("#c5ccd8")),
                ("SPAN", (3, -1), (4, -1)),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 4),
                ("RIGHTPADDING", (0, 0), (-1, -1), 4),
            ]
        )
    )
    return [table]


def _row(sheet: Sheet, line: AcknowledgedLine) -> list[Any]:
    plain, grey, right, grey_right = (
        _style(8),
        _style(7, color=GREY),
        _style(8, right=True),
        _style(7, color=GREY, right=True),
    )
    date = _p(
        f"{sheet.say('date')}{sheet.say('colon')} {line.date}",
        _style(7, bold=line.late, color=AMBER if line.late else GREY),
    )
    codes = [_p(line.our_code, plain)]
    if line.your_code:
        codes.append(_p(f"{sheet.say('your_code')} {line.your_code}", grey))
    quantity = [_p(line.quantity, right), *([_p(line.stock, grey_right)] if line.stock else [])]
    price = [_p(line.price, right), *([_p(f"− {line.discount}", grey_right)] if line.discount else [])]
    return [
        _p(line.position, plain),
        codes,
        [_p(line.description, plain), date],
        quantity,
        price,
        _p(line.amount, right),
    ]


def _tail(sheet: Sheet) -> list[Any]:
    notes = [_p(f"{sheet.say('notes')}{sheet.say('colon')} {sheet.notes}", _style())] if sheet.notes else []
    closing = [_p(sheet.say("closing"), _style()), Spacer(0, 3 * mm), _p(sheet.say("regards"), _style())]
    return [Spacer(0, 5 * mm), *notes, Spacer(0, 3 * mm), *closing, _p(sheet.signature, _style(bold=True))]


def _footer(sheet: Sheet) -> Any:
    plain, _ = _fonts()

    def draw(canvas: Any, document: Any) -> None:
        canvas.saveState()
        canvas.setFont(plain, 7)
        canvas.setFillColor(GREY)
        canvas.drawRightString(A4[0] - MARGIN_PT, 10 * mm, sheet.say("page", page=document.page))
        canvas.restoreState()

    return draw
