"""Order tables drawn straight as words on pages, without a file: many more table shapes than rendered files can give.

Not a stand-in for the rendered families (fonts, readers, whole documents): a supplement for the structure of items.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random

from learning.synth.content import LineContent, OrderContent
from learning.synth.draw import chance, pattern, weighted
from learning.synth.vocab import vocab
from learning.train_lines_canvas import NO_BLANK, Line, Piece


# ---------------------------------------------------------------- values in the document's own style
@dataclass(slots=True)
class Style:
    """How this document writes numbers, dates and units, and which fields it prints."""

    language: str
    decimal: str
    group: str
    quantity_places: int
    money: str
    money_where: str
    date_form: str
    fixed_price_places: int
    printed: set[str]

    def number(self, value: Decimal, places: int) -> str:
        text = f"{value:,.{places}f}"
        return text.replace(",", "\x01").replace(".", self.decimal).replace("\x01", self.group)

    def quantity(self, value: Decimal) -> str:
        exponent = value.normalize().as_tuple().exponent
        own = max(0, -exponent) if isinstance(exponent, int) else 0
        return self.number(value, max(own, self.quantity_places))

    def price(self, value: Decimal) -> str:
        exponent = value.as_tuple().exponent
        own = max(2, -exponent) if isinstance(exponent, int) else 2
        return self.number(value, max(own, self.fixed_price_places))

    def amount(self, value: Decimal) -> str:
        return self.number(value, 2)

    def day(self, value: date) -> str:
        return value.strftime(self.date_form)


def style_of(rng: Random, order: OrderContent) -> Style:
    language = order.language
    english = language == "en"
    decimal, group = (".", ",") if english else (",", rng.choice((".", ".", " ", "")))
    if language == "fr":
        group = rng.choice((" ", " ", "\u202f", ".", ""))
    if chance(rng, 0.06):
        decimal, group = rng.choice(((".", "'"), (".", ","), (",", "."), (".", ""), (".", " ")))
    money = {"EUR": "€", "USD": "$", "GBP": "£", "INR": "₹"}.get(order.currency, order.currency)
    forms = ("%d.%m.%Y", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%y", "%Y-%m-%d", "%d/%m/%y")
    if order.country == "US":
        forms = ("%m/%d/%Y", "%m/%d/%y", "%d-%b-%Y", "%b %d, %Y", "%Y-%m-%d", "%m-%d-%Y")
    return Style(
        language, decimal, group,
        weighted(rng, {0: 7, 2: 1.6, 3: 1, 1: 0.3}),
        rng.choice((money, order.currency)),
        weighted(rng, {"none": 7, "before": 1, "after": 1.2, "glued": 1.2}),
        rng.choice(forms),
        rng.choice((0, 0, 0, 0, 2, 3, 4, 5)),
        set(),
    )  # fmt: skip


OTHERS = ("hsn", "tax_rate", "mpn", "brand", "weight", "blank", "account", "tax_amount", "gross", "stock", "pack")


def _others(rng: Random, kind: str, line: LineContent, style: Style, order: OrderContent) -> str:
    rate = order.tax_rate
    if kind == "hsn":
        return line.hsn
    if kind == "tax_rate":
        name = {"fr": "TVA", "de": "MwSt", "es": "IVA", "it": "IVA", "nl": "BTW"}.get(style.language, "VAT")
        shown = (
            f"{rate}%",
            f"{rate} %",
            f"{rate}",
            style.number(rate, 2),
            f"{name} {rate}%",
            f"{rate}% G",
            f"{name}{rate}",
            f"Tax {style.number(rate, 2)}%",
        )
        return rng.choice(shown)
    if kind == "mpn":
        return line.manufacturer_part_number
    if kind == "brand":
        return line.brand
    if kind == "weight":
        return style.number(Decimal(line.weight or "1.5"), 2)
    if kind == "account":
        return pattern(rng, rng.choice(("######", "####", "@@-###", "6#####")))
    if kind == "tax_amount":
        return style.amount(line.amount * rate / 100)
    if kind == "gross":
        return style.amount(line.amount * (100 + rate) / 100)
    if kind == "stock":
        return style.quantity(Decimal(rng.choice((0, 0, 3, 12, 140))))
    if kind == "pack":
        return rng.choice(("1", "10", "50", "100", "1x10", "12", "25"))
    return ""


def _money(style: Style, text: str) -> str:
    if style.money_where == "none" or not text:
        return text
    if style.money_where == "before":
        return f"{style.money} {text}"
    if style.money_where == "after":
        return f"{text} {style.money}"
    return f"{style.money}{text}" if style.decimal == "." else f"{text}{style.money}"


# ---------------------------------------------------------------- headings
def heading_text(rng: Random, kind: str, language: str) -> str:
    """A column's name; now and then one that no word list holds, or in two languages."""
    words = vocab("columns")
    own = {
        "tax_amount": ("Tax amt", "TVA", "MwSt-Betrag", "Cuota", "VAT Amount", "GST Amt"),
        "gross": ("Gross", "TTC", "Brutto", "Total incl. VAT", "Total c/IVA"),
        "stock": ("Stock", "On hand", "Bestand", "Open", "Rest", "Delivered"),
        "pack": ("Pack", "VPE", "Cond.", "Pack size", "PCB", "Min. qty"),
    }
    if kind in own:
        return rng.choice(own[kind])
    text = str(rng.choice(words[kind][language]))
    if chance(rng, 0.07):
        other = str(rng.choice(words[kind]["en" if language != "en" else rng.choice(("fr", "de", "es"))]))
        text = f"{text}{rng.choice(('|', ' / ', '/', ' '))}{other}"
    if chance(rng, 0.06):
        text = text[: max(2, len(text) * 2 // 3)] + rng.choice((".", ""))
    if chance(rng, 0.04):
        letters = list(text)
        rng.shuffle(letters)
        text = "".join(letters).strip() or text
    return text.upper() if chance(rng, 0.15) else text


# ---------------------------------------------------------------- the contents of one item
@dataclass(slots=True)
class Plan:
    """What the table looks like, the same for all items of a document."""

    columns: list[str]
    extra_lines: list[str]  # kinds of lines below (or above) the description: supplier, buyer, gtin, date, mpn, price
    extras_above: bool
    unit_with: str  # "own", "quantity", "price", "none"
    basis_how: str
    align: str
    where: str  # numbers of an item beside the first, the middle or the last line of its text
    time: str = ""  # printed behind every date
    discount_form: str = "{v}"
    zeros: bool = False  # where there is no discount, that is said
    day_word: str = ""  # printed in front of every date in its column
    inline: str = ""  # how a code stands in front of (or after) the description, "" for not


def label_of(index: int, name: str) -> str:
    return f"lines.{index}.{name}"


def _quantity_pieces(rng: Random, plan: Plan, style: Style, line: LineContent, index: int) -> Line:
    made = [Piece(style.quantity(line.quantity), label_of(index, "quantity"))]
    if plan.unit_with == "quantity" and plan.align == "before":
        return [Piece(line.unit, label_of(index, "unit")), *made]
    if plan.unit_with == "quantity":
        glue = NO_BLANK if plan.align == "glued" else ""
        made.append(Piece(glue + line.unit, label_of(index, "unit")))
    return made


def _price_pieces(plan: Plan, style: Style, line: LineContent, index: int) -> Line:
    made = [Piece(_money(style, style.price(line.unit_price)), label_of(index, "unit_price"))]
    if line.price_basis != 1:
        basis = style.number(line.price_basis, 0)
        if plan.basis_how == "slash":
            made += [Piece("/", label_of(index, "other")), Piece(basis, label_of(index, "price_basis"))]
        elif plan.basis_how == "glued":
            made += [Piece(NO_BLANK + "/"), Piece(NO_BLANK + basis, label_of(index, "price_basis"))]
        elif plan.basis_how == "word":
            word = {"fr": "par", "de": "pro", "es": "por"}.get(style.language, "per")
            made += [Piece(word, label_of(index, "label")), Piece(basis, label_of(index, "price_basis"))]
    elif plan.unit_with == "price":
        made += [Piece("/", label_of(index, "other")), Piece(line.unit, label_of(index, "unit"))]
    return made


def cell_of(
    rng: Random, kind: str, plan: Plan, style: Style, line: LineContent, index: int, order: OrderContent
) -> Line:
    if kind == "quantity":
        return _quantity_pieces(rng, plan, style, line, index)
    if kind == "unit_price":
        return _price_pieces(plan, style, line, index)
    if kind == "amount":
        return [Piece(_money(style, style.amount(line.amount)), label_of(index, "amount"))]
    if kind == "discount_percent":
        if not line.discount_percent:
            empty = rng.choice(("", "", "0", "0%")) if plan.zeros else ""
            return [Piece(empty, label_of(index, "other"))] if empty else []
        text = format(line.discount_percent.normalize(), "f").replace(".", style.decimal)
        form = plan.discount_form.replace("{v}", text)
        return [Piece(form, label_of(index, "discount_percent"))]
    if kind == "price_basis":
        return [Piece(style.number(line.price_basis, 0), label_of(index, "price_basis"))]
    if kind == "requested_date":
        if line.requested_date is None:
            return []
        day = Piece(style.day(line.requested_date), label_of(index, "requested_date"))
        word = [Piece(plan.day_word, label_of(index, "label"))] if plan.day_word else []
        return [*word, day, *([Piece(plan.time, label_of(index, "other"))] if plan.time else [])]
    if kind == "code":
        name = "supplier_item_code" if line.sku is not None else "buyer_item_code"
        chosen = getattr(line, name)
        return [Piece(chosen, label_of(index, name))] if chosen else []
    if kind in OTHERS:
        text = _others(rng, kind, line, style, order)
        return [Piece(text, label_of(index, "other"))] if text else []
    value = getattr(line, kind)
    return [Piece(str(value), label_of(index, kind))] if value else []


def coded(plan: Plan, line: LineContent, index: int, text: Line) -> Line:
    """The description with the item's code in front of it or behind it, as "[123] Hex bolt"."""
    name = "supplier_item_code" if line.sku is not None else "buyer_item_code"
    code = getattr(line, name)
    if not plan.inline or not code:
        return text
    label = "" if line.struck else label_of(index, name)
    before, _, after = plan.inline.lstrip("/-").partition("{v}")
    made = [Piece(before + code + after.strip() if after in ("]", ")", ",") else code, label)]
    if after.strip() and after not in ("]", ")", ","):
        made.append(Piece(after.strip(), "" if line.struck else label_of(index, "other")))
    if plan.inline[0] == "/":
        return [*text, *made]
    if plan.inline[0] == "-" and not after:
        return [*text, Piece("-", "" if line.struck else label_of(index, "other")), *made]
    return [*made, *text]
