"""The columns of a line table: which, in which order, under which heading, and the cells of each line. No geometry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from random import Random

from learning.synth.content import LineContent, OrderContent
from learning.synth.draw import chance, weighted
from learning.synth.pdf.ops import Align, Piece
from learning.synth.pdf.sheet import Sheet
from learning.synth.vocab import vocab

NUMERIC = (
    "igst",
    "gross",
"quantity", "unit_price", "amount", "discount_percent", "price_basis", "tax_rate", "weight", "quantity_unit",
           "unit_quantity", "price_unit")  # fmt: skip
NO_PRICE = ("",) * 25 + ("some",)
CODE_FIELDS = ("buyer_item_code", "supplier_item_code", "gtin")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `keys` are the fields in its cells; `heading` rows of words."""

    key: str
    heading: tuple[str, ...]
    align: Align


@dataclass(frozen=True, slots=True)
class TablePlan:
    """What the table prints: columns, and which fields stand in the description's cell (`above`, `below`, `before`)."""

    columns: tuple[Column, ...]
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    second_row: tuple[str, ...] = ()
    inline: dict[str, str] = field(default_factory=dict)
    code_kind: str = "supplier_item_code"
    no_price: str = ""


def draw_table_plan(sheet: Sheet, wants: dict[str, float] | None = None, codes_at: str = "") -> TablePlan:
    """The columns of this document."""
    rng, order = sheet.rng, sheet.order
    keys = _draw_keys(rng, order, wants or {})
    codes = _place_codes(rng, order)
    if codes_at and chance(rng, 0.8):
        codes = {"code": codes_at}
    columns = [k for k in keys if k not in CODE_FIELDS and k != "code"]
    for key, place in codes.items():
        if place == "column":
            at = columns.index("description") if "description" in columns else 0
            columns.insert(at + (1 if chance(rng, 0.12) else 0), key)
    columns = _shuffled(rng, columns)
    plan = TablePlan(
        columns=tuple(Column(k, _heading(sheet, k), _align(rng, k)) for k in columns),
        above=tuple(k for k, p in codes.items() if p == "above"),
        below=(*(k for k, p in codes.items() if p == "below"), *_below(rng, order, columns)),
        before=tuple(k for k, p in codes.items() if p == "before"),
        code_kind="supplier_item_code" if chance(rng, 0.6) else "buyer_item_code",
    )
    return replace(plan, inline={k: _inline_form(sheet, k) for k in (*plan.above, *plan.below, *plan.before)})


def _draw_keys(rng: Random, order: OrderContent, wants: dict[str, float]) -> list[str]:
    """A subset of the usual columns in a usual order."""
    american, indian = order.country in ("US", "CA"), order.country == "IN"
    odds: dict[str, float] = {
        "line_no": 0.62, "description": 1.0, "quantity": 1.0, "unit": 0.72, "unit_price": 0.92, "price_basis": 0.0,
        "discount_percent": 0.9 if any(line.discount_percent for line in order.lines) else 0.03, "amount": 0.88,
        "requested_date": 0.7 if any(line.requested_date for line in order.lines) else 0.0,
        "hsn": 0.7 if indian else 0.02, "tax_rate": 0.3 if indian else 0.1, "mpn": 0.03, "brand": 0.03, "weight": 0.02,
        "blank": 0.03, "currency": 0.02, "igst": 0.18 if indian else 0.0, "gross": 0.12 if indian else 0.02, "account": 0.08 if american else 0.02,
    }  # fmt: skip
    if chance(rng, 0.05):
        odds["unit_price"] = odds["amount"] = 0.0  # an order without any price
    elif chance(rng, 0.08):
        odds["amount"] = 0.0
    odds.update({k: v for k, v in wants.items() if odds.get(k) != 0.0 or k not in ("unit_price", "amount")})
    keys = [k for k, p in odds.items() if chance(rng, p)]
    if any(line.price_basis != 1 for line in order.lines) and "unit_price" in keys and chance(rng, 0.5):
        keys.insert(keys.index("unit_price") + 1, "price_basis")
    if "unit" in keys and chance(rng, 0.22):  # one cell for quantity and unit
        keys[keys.index("quantity")] = "quantity_unit" if chance(rng, 0.9) else "unit_quantity"
        keys.remove("unit")
    if rng.random() < 0.1 and "description" in keys:
        keys.remove("requested_date") if "requested_date" in keys else None
    return keys


def _place_codes(rng: Random, order: OrderContent) -> dict[str, str]:
    """Where item codes stand: own columns, lines in the description's cell, or nowhere."""
    kind = weighted(rng, {"code": 5, "both": 2.5, "buyer": 1.6, "supplier": 2.2, "none": 0.9, "all": 0.4, "gtin": 0.4})
    keys = {"code": ["code"], "both": ["buyer_item_code", "supplier_item_code"], "buyer": ["buyer_item_code"],
            "supplier": ["supplier_item_code"], "none": [], "gtin": ["gtin"],
            "all": ["buyer_item_code", "supplier_item_code", "gtin"]}[kind]  # fmt: skip
    if kind in ("code", "supplier") and chance(rng, 0.07):
        keys.append("gtin")
    if chance(rng, 0.3):
        rng.shuffle(keys)
    places = {}
    for key in keys:
        odds = {"column": 7, "above": 1.2, "before": 1.2} if key == "code" else {
            "column": 6, "below": 2.6, "above": 0.5, "before": 0.2 if key != "gtin" else 0.0}  # fmt: skip
        places[key] = weighted(rng, odds)
    return places


def _below(rng: Random, order: OrderContent, columns: list[str]) -> tuple[str, ...]:
    out = []
    dated = any(line.requested_date for line in order.lines)
    if dated and "requested_date" not in columns and chance(rng, 0.6):
        out.append("requested_date")
    if chance(rng, 0.04):
        out.append("mpn")
    return tuple(out)


def _shuffled(rng: Random, columns: list[str]) -> list[str]:
    """Most tables go number, code, text, quantity, price, amount; a third differ."""
    roll = rng.random()
    if roll < 0.2 and "quantity" in columns:  # quantity first, as on many forms
        group = [k for k in columns if k in ("quantity", "unit", "quantity_unit")]
        rest = [k for k in columns if k not in group]
        at = 1 if rest and rest[0] == "line_no" and chance(rng, 0.6) else 0
        return rest[:at] + group + rest[at:]
    if roll < 0.26:  # unit before quantity
        if "unit" in columns and "quantity" in columns:
            i, j = columns.index("unit"), columns.index("quantity")
            columns[i], columns[j] = columns[j], columns[i]
        return columns
    if roll < 0.31:
        head = ["line_no"] if "line_no" in columns else []
        rest = [k for k in columns if k != "line_no"]
        rng.shuffle(rest)
        return head + rest
    if roll < 0.36 and "requested_date" in columns:
        columns.remove("requested_date")
        columns.insert(rng.randint(0, len(columns)), "requested_date")
    return columns


def _heading(sheet: Sheet, key: str) -> tuple[str, ...]:
    names = {"quantity_unit": "quantity", "unit_quantity": "quantity", "price_unit": "unit_price"}
    options = vocab("columns")[names.get(key, key)]
    text = str(sheet.rng.choice(options[sheet.order.language]))
    if sheet.style.second_language and chance(sheet.rng, 0.7):
        text += "|" + str(sheet.rng.choice(options[sheet.style.second_language])).replace("|", " ")
    if key in ("amount", "unit_price") and sheet.style.currency_in == "heading" and sheet.style.currency != "none":
        text += sheet.word("currency_heading", (" ({c})", " {c}", "|{c}", " in {c}")).format(c="\x01")
    if sheet.style.label_case == "upper":
        text = text.upper()
    return tuple(text.replace("- |", "-|").split("|"))


def _align(rng: Random, key: str) -> Align:
    if key in NUMERIC:
        return weighted(rng, {"right": 9, "center": 1, "left": 0.7})
    return (
        weighted(rng, {"left": 9, "center": 1.2})
        if key in ("unit", "line_no", "requested_date", "tax_rate")
        else "left"
    )


def _inline_form(sheet: Sheet, key: str) -> str:
    language = sheet.order.language
    forms = vocab("columns")["inline"]
    if key == "gtin":
        return str(sheet.rng.choice(forms["gtin_all"]))
    kind = {"buyer_item_code": "buyer", "supplier_item_code": "supplier", "requested_date": "date", "mpn": "mpn"}.get(
        key
    )
    if kind is None:
        return str(sheet.rng.choice(("{v}", "[{v}]", "{v} -", "{v}", "{v}:", "({v})")))
    return str(sheet.rng.choice([f for f in forms[f"{kind}_{language}"] if kind != "supplier" or "[" not in f]))


Cell = list[list[Piece]]


def cells(sheet: Sheet, plan: TablePlan, line: LineContent, index: int | None) -> dict[str, Cell]:
    """The cell of every column for a line: rows of pieces. `index` None: a struck-out line."""
    prefix = f"line.{index}" if index is not None else "row.struck"
    out: dict[str, Cell] = {}
    for column in plan.columns:
        maker = _MAKERS.get(column.key)
        out[column.key] = maker(sheet, plan, line, prefix) if maker else _plain(sheet, column.key, line, prefix)
    return out


def _role(prefix: str, key: str) -> str:
    return f"{prefix}.{key}" if prefix != "row.struck" else prefix


def _plain(sheet: Sheet, key: str, line: LineContent, prefix: str) -> Cell:
    value = getattr(line, key)
    return [[Piece(str(value), _role(prefix, key))]] if value else []


def _description(sheet: Sheet, plan: TablePlan, line: LineContent, prefix: str) -> Cell:
    text = [Piece(line.description, _role(prefix, "description"))]
    rows: Cell = [inline(sheet, plan, line, key, prefix) for key in plan.above]
    if sheet.style.shout:
        text = [Piece(line.description.upper(), text[0].role)]
    before: list[Piece] = []
    for key in plan.before:
        before += inline(sheet, plan, line, key, prefix)
    rows.append([*before, *text])
    rows += [inline(sheet, plan, line, key, prefix) for key in plan.below]
    rows += schedule_rows(sheet, plan, line, prefix)
    rows += _facts(sheet, line, prefix)
    if line.comment:
        rows.append([Piece(line.comment, "row.comment" if prefix == "row.struck" else f"{prefix}.comment")])
    return [r for r in rows if r]


_FACTS = {
    "en": ("Commodity code: {h}", "Country of origin: DE", "Weight: {w} kg", "Tax code: V1", "Cost centre {k}", "Batch req.", "Packaging: standard", "GL {k}"),
    "fr": ("Code douanier : {h}", "Origine : CE", "Poids : {w} kg", "Imputation : {k}", "Emballage standard"),
    "de": ("Zolltarifnummer: {h}", "Ursprungsland: DE", "Gewicht: {w} kg", "Kostenstelle: {k}", "Warengruppe: {k}", "Lieferant ist prüfpflichtig"),
    "es": ("Código arancelario: {h}", "Peso: {w} kg", "Centro de costo: {k}", "Origen: UE"),
    "it": ("Cod. doganale: {h}", "Peso: {w} kg", "Commessa: {k}"),
    "nl": ("GN-code: {h}", "Gewicht: {w} kg", "Kostenplaats: {k}"),
}  # fmt: skip


def _facts(sheet: Sheet, line: LineContent, prefix: str) -> Cell:
    """Rows of small facts under an item that are neither its text nor its codes."""
    form = sheet.word("facts", ("",) * 14 + _FACTS[sheet.order.language])
    if not form:
        return []
    text = form.format(h=line.hsn, w=line.weight, k=sheet.order.numbers["cost_centre"])
    return [[Piece(text, f"{prefix}.other" if prefix != "row.struck" else prefix)]]


def code_key(plan: TablePlan, line: LineContent) -> str:
    """Under a heading without an owner: our code when it is of our catalogue, else the buyer's."""
    if plan.code_kind == "supplier_item_code" and line.sku is not None:
        return "supplier_item_code"
    return "buyer_item_code"


def inline(sheet: Sheet, plan: TablePlan, line: LineContent, key: str, prefix: str) -> list[Piece]:
    """A code or a date as a line in the description's cell, with its words."""
    real = code_key(plan, line) if key == "code" else key
    field_name = {"mpn": "manufacturer_part_number"}.get(real, real)
    value = getattr(line, field_name)
    if not value or (key == "requested_date" and len(line.schedules) > 1):
        return []
    text = sheet.style.formats.line_date(value) if key == "requested_date" else str(value)
    head, _, tail = plan.inline[key].partition("{v}")
    kind = _role(prefix, real) if key != "mpn" else f"{prefix}.other"
    pieces = []
    words = head.rstrip()
    if words:
        pieces.append(Piece(words, f"{prefix}.{real}.label" if prefix != "row.struck" else prefix))
    pieces.append(Piece(text, kind, glue=bool(words) and not head.endswith(" ")))
    if tail.strip():
        pieces.append(Piece(tail.strip(), "other", glue=not tail.startswith(" ")))
    return pieces


def schedule_rows(sheet: Sheet, plan: TablePlan, line: LineContent, prefix: str) -> Cell:
    """Several delivery dates of one line, each with its quantity."""
    if len(line.schedules) < 2 or prefix == "row.struck":
        return []
    formats = sheet.style.formats
    rows = []
    for day, share in line.schedules:
        pieces = [Piece(formats.line_date(day), f"{prefix}.requested_date"),
                  Piece(formats.quantity(share), f"{prefix}.schedule_quantity"), Piece(line.unit, f"{prefix}.schedule_unit")]  # fmt: skip
        rows.append(pieces if sheet.word("schedule_order", ("d", "d", "q")) == "d" else [*pieces[1:], pieces[0]])
    return rows


def _quantity(sheet: Sheet, plan: TablePlan, line: LineContent, prefix: str) -> Cell:
    return [[Piece(sheet.style.formats.quantity(line.quantity), _role(prefix, "quantity"))]]


def _quantity_unit(sheet: Sheet, plan: TablePlan, line: LineContent, prefix: str) -> Cell:
    if sheet.word("unit_brackets", ("", "", "", "", "", "", "(")):
        unit = [Piece("(", "other"), Piece(line.unit, _role(prefix, "unit"), glue=True), Piece(")", "other", glue=True)]
        return [[*_quantity(sheet, plan, line, prefix)[0], *unit]]
    glue = sheet.word("unit_glue", ("", "", "", "g")) == "g"
    return [[*_quantity(sheet, plan, line, prefix)[0], Piece(line.unit, _role(prefix, "unit"), glue=glue)]]


def _unit_quantity(sheet: Sheet, plan: TablePlan, line: LineContent, prefix: str) -> Cell:
    return [[Piece(line.unit, _role(prefix, "unit")), *_quantity(sheet, plan, line, prefix)[0]]]


def _unit_price(sheet: Sheet, plan: TablePlan, line: LineContent, prefix: str) -> Cell:
    pieces = [Piece(sheet.style.formats.price(line.unit_price), _role(prefix, "unit_price"))]
    if sheet.style.currency_in == "cells" and sheet.style.currency in ("code", "symbol"):
        pieces = [
            replace(p, role=_role(prefix, "unit_price") if p.role == "x" else p.role)
            for p in _with_currency(sheet, pieces)
        ]
    if sheet.word("no_price", NO_PRICE) == "some" and line.line_no[-1:] in ("3", "7", "5"):
        return [[Piece(sheet.word("no_price_text", ("n/c", "TBC", "TBD", "-", "N/A", "")) or "-", "other")]]
    if line.price_basis == 1 and sheet.word("price_unit", ("", "", "", "", "", "", "", "/", "per", "/ ")):
        sign = sheet.word("price_unit", ())
        glued = sign == "/"
        pieces += [Piece(sign.strip(), "other", glue=glued), Piece(line.unit, f"{prefix}.price_unit", glue=glued)]
    own_column = any(c.key == "price_basis" for c in plan.columns)
    if line.price_basis != 1 and not own_column:
        form = sheet.word("basis_form", ("/{b}", "/ {b}", "per {b}", "/{b} {u}", "p. {b}", "pro {b}", "% ", "x"))
        if form in ("% ", "x"):
            form = "/ {b}"
        text = form.format(b=f"{line.price_basis:f}", u=line.unit)
        head, _, tail = text.partition(f"{line.price_basis:f}")
        if head.strip():
            pieces.append(Piece(head.strip(), "other", glue=not head.startswith(" ") and head.startswith("/")))
        pieces.append(Piece(f"{line.price_basis:f}", _role(prefix, "price_basis"), glue=head == "/"))
        if tail.strip():
            pieces.append(Piece(tail.strip(), "other"))
    return [pieces]


def _with_currency(sheet: Sheet, pieces: list[Piece]) -> list[Piece]:
    unit = Piece(sheet.currency_text(), "header.currency")
    if sheet.style.formats.symbol_before:
        return [unit, replace(pieces[0], glue=len(unit.text) == 1), *pieces[1:]]
    return [*pieces, unit]


def _price_basis(sheet: Sheet, plan: TablePlan, line: LineContent, prefix: str) -> Cell:
    """A basis of 1 is no price basis: its figure, where printed, carries no role of the line."""
    if line.price_basis == 1:
        return [[Piece("1", "other")]] if sheet.word("basis_one", ("1", "")) else []
    basis = [Piece(f"{line.price_basis:f}", _role(prefix, "price_basis"))]
    with_unit = sheet.word("basis_unit", ("", "", "", "u"))
    return [[*basis, Piece(line.unit, f"{prefix}.price_unit")] if with_unit else basis]


def _amount(sheet: Sheet, plan: TablePlan, line: LineContent, prefix: str) -> Cell:
    if sheet.word("no_price", NO_PRICE) == "some" and line.line_no[-1:] in ("3", "7", "5"):
        return []
    return [sheet.money(line.amount, _role(prefix, "amount"), "cell")]


def _discount(sheet: Sheet, plan: TablePlan, line: LineContent, prefix: str) -> Cell:
    if not line.discount_percent:
        return (
            [[Piece(sheet.style.formats.percent(Decimal(0), 2), "other")]]
            if sheet.word("disc_zero", ("", "", "0"))
            else []
        )
    places = 2 if sheet.word("disc_places", ("", "2")) else 0
    text = sheet.style.formats.percent(line.discount_percent, places)
    sign = sheet.word("disc_sign", ("", "", "%", " %"))
    pieces = [Piece(text, _role(prefix, "discount_percent"))]
    return [[*pieces, Piece("%", "other", glue=sign == "%")] if sign else pieces]


def _date(sheet: Sheet, plan: TablePlan, line: LineContent, prefix: str) -> Cell:
    if line.requested_date is None or len(line.schedules) > 1:
        return []
    formats = sheet.style.formats
    return [[Piece(formats.line_date(line.requested_date), _role(prefix, "requested_date"))]]


def _code(sheet: Sheet, plan: TablePlan, line: LineContent, prefix: str) -> Cell:
    key = code_key(plan, line)
    value = getattr(line, key)
    return [[Piece(value, _role(prefix, key))]] if value else []


def _tax_rate(sheet: Sheet, plan: TablePlan, line: LineContent, prefix: str) -> Cell:
    return [
        [Piece(sheet.style.formats.percent(sheet.order.tax_rate), f"{prefix}.other"), Piece("%", "other", glue=True)]
    ]


def _tax_amount(sheet: Sheet, plan: TablePlan, line: LineContent, prefix: str) -> Cell:
    tax = (line.amount * sheet.order.tax_rate / 100).quantize(Decimal("0.01"))
    return [[Piece(sheet.style.formats.number(tax, 2), f"{prefix}.other")]]


def _gross_amount(sheet: Sheet, plan: TablePlan, line: LineContent, prefix: str) -> Cell:
    gross = (line.amount * (100 + sheet.order.tax_rate) / 100).quantize(Decimal("0.01"))
    return [[Piece(sheet.style.formats.number(gross, 2), f"{prefix}.other")]]


def _currency(sheet: Sheet, plan: TablePlan, line: LineContent, prefix: str) -> Cell:
    return [[Piece(sheet.order.currency, "header.currency")]]


def _other(name: str) -> Callable[[Sheet, TablePlan, LineContent, str], Cell]:
    def make(sheet: Sheet, plan: TablePlan, line: LineContent, prefix: str) -> Cell:
        value = {"mpn": line.manufacturer_part_number, "brand": line.brand, "hsn": line.hsn, "weight": line.weight,
                 "account": sheet.order.numbers["cost_centre"], "blank": ""}[name]  # fmt: skip
        return [[Piece(value, f"{prefix}.other")]] if value else []

    return make


_MAKERS: dict[str, Callable[[Sheet, TablePlan, LineContent, str], Cell]] = {
    "description": _description, "quantity": _quantity, "quantity_unit": _quantity_unit, "unit_quantity": _unit_quantity,
    "unit_price": _unit_price, "price_basis": _price_basis, "amount": _amount, "discount_percent": _discount,
    "igst": _tax_amount, "gross": _gross_amount,
    "currency": _currency, "requested_date": _date, "code": _code, "tax_rate": _tax_rate,
    **{name: _other(name) for name in ("mpn", "brand", "hsn", "weight", "account", "blank")},
}  # fmt: skip
