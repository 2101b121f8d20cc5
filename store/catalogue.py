"""Looking things up in the master data for the screens: customers, addresses, items by code or by words."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Text, func, literal, or_, select, text
from sqlalchemy.orm import Session

from models.master import Address, CrossReference, Customer, Item, PriceAgreement
from models.tables import AddressRow, CrossReferenceRow, CustomerRow, ItemRow, ItemTextRow, PriceAgreementRow
from store.master_data import ITEM_COLUMNS, KEPT, fold, item_of


def customer(session: Session, code: str) -> Customer | None:
    """The customer of this code."""
    found = customers(session, [code])
    return found[0] if found else None


def customers(session: Session, codes: Sequence[str]) -> tuple[Customer, ...]:
    """The customers of these codes, in the order of the codes."""
    columns = KEPT[Customer].table.c
    rows = session.execute(select(*(columns[n] for n in KEPT[Customer].columns)).where(columns.code.in_(list(codes))))
    return tuple(Customer(*row) for row in rows)


def search_customers(session: Session, words: str, limit: int = 20) -> tuple[Customer, ...]:
    """Customers whose code starts with, or whose name, VAT id or mail domain contains, every word."""
    columns = KEPT[Customer].table.c
    query = select(*(columns[name] for name in KEPT[Customer].columns)).order_by(CustomerRow.name).limit(limit)
    for word in words.split():
        query = query.where(
            or_(
                CustomerRow.code.istartswith(word, autoescape=True),
                CustomerRow.name.icontains(word, autoescape=True),
                CustomerRow.vat_id.icontains(word, autoescape=True),
                CustomerRow.email_domain.icontains(word, autoescape=True),
            )
        )
    return tuple(Customer(*row) for row in session.execute(query))


def addresses(session: Session, customer_code: str) -> tuple[Address, ...]:
    """All addresses of a customer."""
    columns = KEPT[Address].table.c
    query = select(*(columns[name] for name in KEPT[Address].columns)).order_by(AddressRow.code)
    return tuple(Address(*row) for row in session.execute(query.where(AddressRow.customer_code == customer_code)))


def items(session: Session, skus: Sequence[str]) -> dict[str, Item]:
    """The items of these SKUs, in two queries however many."""
    texts: dict[str, list[tuple[str, str]]] = {}
    query = select(ItemTextRow.sku, ItemTextRow.language, ItemTextRow.text).where(ItemTextRow.sku.in_(list(skus)))
    for sku, language, description in session.execute(query.order_by(ItemTextRow.id)):
        texts.setdefault(sku, []).append((language, description))
    columns = ItemRow.__table__.c
    rows = session.execute(select(*(columns[name] for name in ITEM_COLUMNS)).where(ItemRow.sku.in_(list(skus))))
    return {row[0]: item_of(tuple(row), tuple(texts.get(row[0], ()))) for row in rows}


def agreements(session: Session, customer_code: str, skus: Sequence[str]) -> tuple[PriceAgreement, ...]:
    """What was agreed with this customer for these items."""
    columns = KEPT[PriceAgreement].table.c
    query = select(*(columns[name] for name in KEPT[PriceAgreement].columns)).order_by(PriceAgreementRow.id)
    rows = session.execute(
        query.where(PriceAgreementRow.customer_code == customer_code, PriceAgreementRow.sku.in_(list(skus)))
    )
    return tuple(PriceAgreement(*row) for row in rows)


def cross_references(session: Session, customer_code: str) -> tuple[CrossReference, ...]:
    """This customer's own codes for our items."""
    columns = KEPT[CrossReference].table.c
    query = select(*(columns[name] for name in KEPT[CrossReference].columns))
    rows = session.execute(query.where(CrossReferenceRow.customer_code == customer_code))
    return tuple(CrossReference(*row) for row in rows)


def search_items(session: Session, words: str, limit: int = 20) -> tuple[Item, ...]:
    """Items by the start of the SKU or GTIN, then by words, or their beginnings, of a description."""
    typed = words.strip()
    if not typed:
        return ()
    codes = session.scalars(
        select(ItemRow.sku)
        .where(
            or_(
                ItemRow.sku.between(literal(typed, Text()), literal(typed + "\U0010ffff", Text())),
                ItemRow.gtin == typed,
            )
        )
        .order_by(ItemRow.sku)
        .limit(limit)
    )
    found = list(codes)
    if len(found) < limit and (folded := fold(typed)):
        found += [sku for sku in _with_words(session, folded.split(), 4 * limit) if sku not in found]
    by_sku = items(session, found[:limit])
    return tuple(by_sku[sku] for sku in found[:limit])


def _with_words(session: Session, words: Sequence[str], limit: int) -> list[str]:
    if session.connection().dialect.name == "sqlite":
        query = text(
            "SELECT sku FROM item_texts WHERE id IN (SELECT rowid FROM item_search WHERE item_search MATCH :words "
            "LIMIT :limit)"
        )
        rows = session.scalars(query, {"words": " ".join(f'"{word}"*' for word in words), "limit": limit})
    else:
        wanted = " & ".join(f"{word}:*" for word in words)
        matches = func.to_tsvector(text("'simple'"), ItemTextRow.folded).bool_op("@@")(
            func.to_tsquery(text("'simple'"), wanted)
        )
        rows = session.scalars(select(ItemTextRow.sku).where(matches).limit(limit))
    return list(dict.fromkeys(rows))
