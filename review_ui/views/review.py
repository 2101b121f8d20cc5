"""The whole review screen as a value: header fields, customer and address, lines, what is to settle. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from models.issue import Issue, Severity
from models.master import Address, Customer, Item
from models.match import MatchedLine, MatchedOrder
from models.reading import DocumentType, ExtractedOrder
from review_ui.forms import Forms
from review_ui.texts import Texts
from review_ui.views.fields import FieldView, Said, field_view, said, settled
from review_ui.views.picks import PickView, address_names, customer_names, item_names, pick_view

ORDER_FIELDS = ("po_number", "order_date", "requested_date", "revision", "currency", "total_net")
PARTY_FIELDS = (
    "buyer_name", "buyer_vat_id", "buyer_email", "ship_to_name", "ship_to_street", "ship_to_postcode", "ship_to_city",
    "ship_to_country",
)  # fmt: skip
TERM_FIELDS = ("payment_terms", "delivery_terms", "total_tax", "total_gross", "notes")
ALWAYS_SHOWN = frozenset({"po_number", "order_date", "requested_date", "currency", "total_net"})
# Read only to find the customer, the address, the item: in doubt without harm where the match is sure.
OF_CUSTOMER = frozenset({"buyer_name", "buyer_vat_id", "buyer_email"})
OF_SHIP_TO = frozenset(PARTY_FIELDS) - OF_CUSTOMER
OF_ITEM = frozenset({"description", "supplier_item_code", "buyer_item_code", "gtin"})
SURE_LEVELS = frozenset({"sure", "confirmed"})
LINE_CELLS = (
    "line_no", "supplier_item_code", "buyer_item_code", "gtin", "description", "requested_date", "quantity", "unit",
    "unit_price", "price_basis", "discount_percent", "amount",
)  # fmt: skip
SEVERITIES = tuple(Severity)


@dataclass(frozen=True, slots=True)
class Facts:
    """The master data that the screen names: of the customers, addresses and items that stand in the match."""

    customers: Mapping[str, Customer]
    addresses: Mapping[str, Address]
    items: Mapping[str, Item]


@dataclass(frozen=True, slots=True)
class LineView:
    """One line: its cells by name, the item, the quantity in stock units."""

    index: int
    cells: Mapping[str, FieldView]
    item: PickView
    stock_quantity: FieldView
    stock_unit: str
    schedules: tuple[str, ...]
    said: tuple[Said, ...]

    @property
    def all_said(self) -> tuple[Said, ...]:
        """Every issue of the line, also those of its cells."""
        of_cells = tuple(said for cell in self.cells.values() for said in cell.said)
        return (*self.said, *self.item.said, *self.stock_quantity.said, *of_cells)

    @property
    def look(self) -> bool:
        return self.item.look or self.stock_quantity.look or any(cell.look for cell in self.cells.values())


@dataclass(frozen=True, slots=True)
class ReviewView:
    """Everything right of the page. `blocking`: approving is refused while these stand, unless the agent insists."""

    document_type: FieldView
    customer: PickView
    ship_to: PickView
    order: tuple[FieldView, ...]
    parties: tuple[FieldView, ...]
    terms: tuple[FieldView, ...]
    lines: tuple[LineView, ...]
    said: tuple[Said, ...]
    blocking: tuple[Said, ...]
    to_look: int
    confidence: str


def review_view(matched: MatchedOrder, issues: tuple[Issue, ...], facts: Facts, say: Texts, forms: Forms) -> ReviewView:
    """The order as it stands now, with the issues at their fields."""
    all_said = sorted((said(issue, say, forms) for issue in issues), key=lambda s: SEVERITIES.index(s.severity))
    about: dict[str, tuple[Said, ...]] = {}
    for entry in all_said:
        about[entry.where] = (*about.get(entry.where, ()), entry)
    order = matched.order
    customer = pick_view(
        "customer", matched.customer, customer_names(facts.customers), about.get("customer", ()), say, forms,
        none="review.none_customer", printed=(order.buyer_name, order.buyer_vat_id, order.buyer_email),
    )  # fmt: skip
    place = (order.ship_to_name, order.ship_to_street, order.ship_to_postcode)
    ship_to = pick_view(
        "ship_to", matched.ship_to, address_names(facts.addresses), about.get("ship_to", ()), say, forms,
        none="review.none_ship_to" if any(place) else "review.no_ship_to", printed=place,
    )  # fmt: skip
    matched_by = [(OF_CUSTOMER, customer), (OF_SHIP_TO, ship_to)]
    unimportant = frozenset(name for names, pick in matched_by if pick.level in SURE_LEVELS for name in names)
    groups = [
        _header(order, names, about, unimportant, say, forms) for names in (ORDER_FIELDS, PARTY_FIELDS, TERM_FIELDS)
    ]
    lines = tuple(_line(i, line, facts, about, say, forms) for i, line in enumerate(matched.lines))
    document_type = _document_type(order, about.get("document_type", ()), say, forms)
    looks = [document_type.look, customer.look, ship_to.look, *(field.look for group in groups for field in group)]
    return ReviewView(
        document_type=document_type,
        customer=customer,
        ship_to=ship_to,
        order=groups[0],
        parties=groups[1],
        terms=groups[2],
        lines=lines,
        said=_grouped(all_said, say),
        blocking=tuple(entry for entry in all_said if entry.severity is Severity.BLOCKING),
        to_look=sum(looks) + sum(_looks_in(line) for line in lines),
        confidence=forms.percent(matched.confidence),
    )


def _grouped(entries: Sequence[Said], say: Texts) -> tuple[Said, ...]:
    """One entry for what is said alike of many lines; it leads to the first of them."""
    groups: dict[tuple[str, Severity, str], list[Said]] = {}
    for entry in entries:
        groups.setdefault((entry.code, entry.severity, entry.text), []).append(entry)
    return tuple(
        group[0] if len(group) == 1 else replace(group[0], label=say("review.places", n=len(group)))
        for group in groups.values()
    )


def _header(
    order: ExtractedOrder,
    names: tuple[str, ...],
    about: Mapping[str, tuple[Said, ...]],
    unimportant: frozenset[str],
    say: Texts,
    forms: Forms,
) -> tuple[FieldView, ...]:
    views = [
        field_view(name, getattr(order, name), about.get(name, ()), say, forms, required=name == "po_number")
        for name in names
    ]
    return tuple(settled(view) if view.path in unimportant else view for view in views)


def _document_type(order: ExtractedOrder, found: tuple[Said, ...], say: Texts, forms: Forms) -> FieldView:
    view = field_view("document_type", order.document_type, found, say, forms)
    return replace(view, choices=tuple((str(kind), say(f"document_type.{kind}")) for kind in DocumentType))


def _line(
    index: int, line: MatchedLine, facts: Facts, about: Mapping[str, tuple[Said, ...]], say: Texts, forms: Forms
) -> LineView:
    def at(name: str) -> tuple[Said, ...]:
        return about.get(f"lines.{index}.{name}", ())

    cells = {
        name: field_view(
            f"lines.{index}.{name}", getattr(line.line, name), at(name), say, forms, required=name == "quantity"
        )
        for name in LINE_CELLS
    }
    names = item_names(facts.items, say, forms)
    pick = pick_view(
        f"lines.{index}.item", line.item, names, at("item"), say, forms, none="review.none_item",
        printed=(line.line.description, line.line.supplier_item_code, line.line.buyer_item_code, line.line.gtin),
    )  # fmt: skip
    unimportant = {"line_no", *(OF_ITEM if pick.level in SURE_LEVELS else ())}
    cells = {name: settled(view) if name in unimportant else view for name, view in cells.items()}
    item = facts.items.get(line.item.best or "")
    stock = field_view(
        f"lines.{index}.stock_quantity", line.stock_quantity, at("stock_quantity"), say, forms,
        required=item is not None,
    )  # fmt: skip
    if stock.level == "missing":
        # One question, one stop: with the stock quantity typed the unit is settled too.
        cells["unit"] = replace(cells["unit"], look=False)
    # The stock quantity is worked out, so it stands where the quantity stands.
    quantity = cells["quantity"]
    if not stock.page and not stock.element:
        stock = replace(stock, page=quantity.page, box=quantity.box, element=quantity.element, raw=quantity.raw)
    return LineView(
        index=index,
        cells=cells,
        item=pick,
        stock_quantity=stock,
        stock_unit=item.stock_unit if item else "",
        schedules=tuple(f"{forms.day(s.requested_date)}: {forms.number(s.quantity)}" for s in line.line.schedules),
        said=about.get(f"lines.{index}", ()),
    )


def _looks_in(line: LineView) -> int:
    return line.item.look + line.stock_quantity.look + sum(cell.look for cell in line.cells.values())


def wanted_codes(matched: MatchedOrder) -> tuple[frozenset[str], frozenset[str]]:
    """The customers and the SKUs that the screen will name."""
    customers = {matched.customer.best, *(c.target for c in matched.customer.candidates)} - {None}
    skus = {line.item.best for line in matched.lines} | {
        candidate.target for line in matched.lines for candidate in line.item.candidates
    }
    return frozenset(str(code) for code in customers), frozenset(str(sku) for sku in skus - {None})
