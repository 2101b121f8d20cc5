"""The acknowledgement that the customer gets: subject, text, HTML and PDF in their language. Pure; sends nothing.

What differs from the order is said first and plainly; a customer who reads only the top must not be misled.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from models.master import Company, Customer
from models.order import Order, OrderLine
from orderbook.acknowledgement_pdf import pdf
from orderbook.booking import address_lines
from orderbook.differences import Difference, DifferenceCode
from orderbook.words import Words, words

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """What goes out. `file_name` is the PDF's, without anything that a mail client could stumble on."""

    subject: str
    text: str
    html: str
    pdf: bytes
    file_name: str


@dataclass(frozen=True, slots=True)
class AcknowledgedLine:
    """One line as the customer reads it, all of it text already."""

    position: str
    your_code: str
    our_code: str
    description: str
    quantity: str
    stock: str
    price: str
    discount: str
    amount: str
    date: str
    late: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole acknowledgement as text in one language; the three renderers only lay it out."""

    say: Words
    title: str
    intro: str
    company: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    ship_to: tuple[str, ...]
    remarks: tuple[str, ...]
    lines: tuple[AcknowledgedLine, ...]
    total: str
    notes: str
    signature: str


def render(
    order: Order,
    customer: Customer,
    company: Company,
    differences: tuple[Difference, ...] = (),
    language: str = "",
) -> Acknowledgement:
    """In `language`, else the customer's, else ours; English where we do not speak it."""
    say = words(language or customer.language or company.language)
    sheet = sheet_of(order, customer, company, differences, say)
    subject = say(f"subject_{order.document_type}", po=_one_line(order.po_number), number=order.number)
    return Acknowledgement(
        subject=subject,
        text=as_text(sheet),
        html=_TEMPLATES.get_template("acknowledgement.html").render(sheet=sheet, say=say),
        pdf=pdf(sheet),
        file_name=f"{_file_stem(order.number)}.pdf",
    )


def sheet_of(
    order: Order, customer: Customer, company: Company, differences: tuple[Difference, ...], say: Words
) -> Sheet:
    """Everything as text; no layout yet."""
    late = {d.position for d in differences if d.code == "later"}
    of = f"{order.po_number} {say('of')} {say.day(order.order_date)}"
    revision = f"{say('revision')} {order.revision}" if order.revision else ""
    facts = (
        (say("our_number"), order.number),
        (say("your_order"), ", ".join(filter(None, (of, revision)))),
        (say("customer"), f"{customer.name} ({customer.code})"),
        (say("promised"), say.day(order.promised_date) if order.lines else ""),
        (say("terms"), order.payment_terms),
        (say("delivery_terms"), order.delivery_terms),
    )
    return Sheet(
        say=say,
        title=say(f"title_{order.document_type}"),
        intro=say(f"intro_{order.document_type}"),
        company=_letterhead(company, say),
        facts=tuple((label, value) for label, value in facts if value),
        ship_to=_with_country(order.ship_to_address, say),
        remarks=tuple(_sentence(d, order, say) for d in differences),
        lines=tuple(_line(line, order.currency, line.position in late, say) for line in order.lines),
        total=say.money(order.total_net, order.currency),
        notes=order.notes,
        signature=company.trading_name or company.name,
    )


def _line(line: OrderLine, currency: str, late: bool, say: Words) -> AcknowledgedLine:
    basis = f" {say('per')} {say.number(line.price_basis)}" if line.price_basis != 1 else ""
    stock = ""
    if line.stock_quantity != line.quantity:
        stock = say("stock", quantity=say.number(line.stock_quantity), unit=line.stock_unit)
    return AcknowledgedLine(
        position=line.customer_line_no or str(line.position),
        your_code=line.buyer_item_code,
        our_code=line.sku,
        description=line.description,
        quantity=f"{say.number(line.quantity)} {line.unit}".strip(),
        stock=stock,
        price=say.money(line.unit_price, currency, digits=False) + basis,
        discount=f"{say.number(line.discount_percent)} %" if line.discount_percent else "",
        amount=say.money(line.amount, currency),
        date=say.day(line.promised_date),
        late=late,
    )


def _sentence(difference: Difference, order: Order, say: Words) -> str:
    line = next(line for line in order.lines if line.position == difference.position)
    position = line.customer_line_no or str(line.position)
    return say(
        difference.code,
        position=position,
        asked=_plain(difference.asked, difference.code, line, order, say),
        confirmed=_plain(difference.confirmed, difference.code, line, order, say),
    )


def _plain(value: str | date | Decimal, code: DifferenceCode, line: OrderLine, order: Order, say: Words) -> str:
    if isinstance(value, Decimal) and code == "other_quantity":
        return f"{say.number(value)} {line.unit}".strip()
    if isinstance(value, Decimal):
        return say.money(value, order.currency, digits=False)
    return say.day(value) if isinstance(value, date) else value


def _with_country(lines: tuple[str, ...], say: Words) -> tuple[str, ...]:
    """The country's name for its code, which stands last where it stands at all."""
    return (*lines[:-1], say.country(lines[-1])) if lines else ()


def _letterhead(company: Company, say: Words) -> tuple[str, ...]:
    office = next((a for a in company.addresses if a.kind == "head_office"), next(iter(company.addresses), None))
    place = (
        ()
        if office is None
        else tuple(part for part in _with_country(address_lines(office), say) if part != company.name)
    )
    reach = tuple(filter(None, (company.phone, next(iter(company.emails), ""), company.website, company.vat_id)))
    return (company.name, *place, *reach)


def as_text(sheet: Sheet) -> str:
    """The plain part of the mail: readable without columns, since proportional fonts break them."""
    say, colon = sheet.say, sheet.say("colon")
    out = [sheet.title, "=" * len(sheet.title), "", say("greeting"), "", sheet.intro, ""]
    if sheet.remarks:
        out += [say("differences_title") + colon, *(f"  - {remark}" for remark in sheet.remarks), ""]
    elif sheet.lines:
        out += [say("no_differences"), ""]
    out += [f"{label}{colon} {value}" for label, value in sheet.facts]
    if sheet.ship_to:
        out += [f"{say('deliver_to')}{colon} {', '.join(sheet.ship_to)}"]
    for line in sheet.lines:
        codes = " / ".join(filter(None, (line.our_code, line.your_code)))
        out += ["", f"{say('position')} {line.position}  {codes}", f"  {line.description}"]
        parts = (
            line.quantity,
            line.stock and f"({line.stock})",
            f"× {line.price}",
            line.discount and f"− {line.discount}",
        )
        out += [f"  {' '.join(filter(None, parts))} = {line.amount}", f"  {say('date')}{colon} {line.date}"]
    if sheet.lines:
        out += ["", f"{say('total')}{colon} {sheet.total}"]
    if sheet.notes:
        out += ["", f"{say('notes')}{colon} {sheet.notes}"]
    out += ["", say("closing"), "", say("regards"), sheet.signature, *sheet.company[1:]]
    return "\n".join(out) + "\n"


def _one_line(text: str) -> str:
    """A subject may not carry a line break: a hostile PO number must not add mail headers."""
    return " ".join(text.split())


def _file_stem(number: str) -> str:
    return "".join(c if c.isalnum() or c in "-_" else "-" for c in number) or "order"
