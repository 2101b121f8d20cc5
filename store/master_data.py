"""The supplier's master data in the database: files in, one `MasterData` out, its version. Search: `catalogue`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any, TypeVar

from sqlalchemy import Table, delete, select
from sqlalchemy.orm import Session

from models.codec import from_json, to_json
from models.master import (
    Address,
    Company,
    CrossReference,
    Customer,
    Item,
    MasterData,
    PastLine,
    PriceAgreement,
)
from models.tables import (
    AddressRow,
    CrossReferenceRow,
    CustomerRow,
    ItemRow,
    ItemTextRow,
    PastLineRow,
    PriceAgreementRow,
    Row,
)
from store import settings
from store.bulk import Chunk, chunk, write

V = TypeVar("V")
CHUNK_ROWS = 5_000
VERSION = "master"
SEARCH_INDEX = "ix_item_texts_search"
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Kept:
    """How a file's values are kept: by key (changed or added), or all of them anew."""

    row: type[Row]
    columns: tuple[str, ...]
    keys: tuple[str, ...]
    values: Callable[[Any], Sequence[Any]]
    anew: bool = False

    @property
    def table(self) -> Table:
        table = self.row.__table__
        assert isinstance(table, Table)
        return table


def _by_names(*names: str) -> Callable[[Any], Sequence[Any]]:
    return lambda value: tuple(getattr(value, name) for name in names)


def _kept(row: type[Row], value: type[Any], *keys: str, anew: bool = False) -> Kept:
    columns = tuple(value.__slots__)
    return Kept(row, columns, keys, _by_names(*columns), anew)


_ITEM_COLUMNS = tuple(name for name in Item.__slots__ if name not in {"descriptions", "packs"})


ITEM_COLUMNS = (*_ITEM_COLUMNS, "packs")


def _item_values(item: Item) -> Sequence[Any]:
    packs = ";".join(f"{unit}={count}" for unit, count in item.packs)
    return (*(getattr(item, name) for name in _ITEM_COLUMNS), packs)


# What refers to nothing but customers and items has no key of its own worth keeping: the file is the whole list.
KEPT: Mapping[type[Any], Kept] = MappingProxyType(
    {
        Customer: _kept(CustomerRow, Customer, "code"),
        Address: _kept(AddressRow, Address, "code"),
        Item: Kept(ItemRow, ITEM_COLUMNS, ("sku",), _item_values),
        CrossReference: _kept(CrossReferenceRow, CrossReference, *CrossReference.__slots__, anew=True),
        PriceAgreement: _kept(PriceAgreementRow, PriceAgreement, anew=True),
        PastLine: _kept(PastLineRow, PastLine, anew=True),
    }
)


def replace_company(session: Session, company: Company) -> None:
    """Set who we are."""
    settings.put(session, "company", to_json(company).decode())


def company(session: Session) -> Company | None:
    """Who we are; None before the first import."""
    stored = settings.get(session, "company")
    return None if stored is None else from_json(Company, stored)


def begin(session: Session, kind: type[Any]) -> None:
    """Before the first chunk of a file: what is kept anew is emptied, and a first catalogue waits with its index."""
    if KEPT[kind].anew:
        session.execute(delete(KEPT[kind].row))
    on_postgresql = session.connection().dialect.name == "postgresql"
    if kind is Item and on_postgresql and session.scalar(select(ItemTextRow.id).limit(1)) is None:
        session.connection().exec_driver_sql(f"DROP INDEX IF EXISTS {SEARCH_INDEX}")


def prepare(kind: type[V], values: Sequence[V]) -> tuple[Chunk, ...]:
    """Customers, addresses, items, ... as rows to `put`: changed where the key stands already, else added."""
    kept = KEPT[kind]
    rows = chunk(kept.row, kept.columns, kept.keys, map(kept.values, values))
    if kind is not Item:
        return (rows,)
    texts = (
        (item.sku, language, text, fold(f"{text} {item.brand} {item.manufacturer_part_number}"))
        for item in values
        if isinstance(item, Item)
        for language, text in item.descriptions
    )
    return (rows, chunk(ItemTextRow, ("sku", "language", "text", "folded"), ("sku", "language"), texts))


def put(session: Session, prepared: Iterable[Chunk]) -> None:
    """Write what was prepared."""
    for rows in prepared:
        write(session, rows)


def finish(session: Session, *, items_changed: bool) -> int:
    """After the last chunk: the search index follows, and the version is stepped so that every process loads anew."""
    connection = session.connection()
    if items_changed and connection.dialect.name == "sqlite":
        connection.exec_driver_sql("INSERT INTO item_search(item_search) VALUES ('rebuild')")
    elif items_changed:
        # In one go after a first import: entry by entry it would take most of the import's time.
        connection.exec_driver_sql(
            f"CREATE INDEX IF NOT EXISTS {SEARCH_INDEX} ON item_texts USING gin (to_tsvector('simple', folded))"
        )
    return settings.next_number(session, VERSION)


def save(session: Session, master: MasterData) -> int:
    """Import a whole `MasterData` (demo, tests); the new version."""
    replace_company(session, master.company)
    for kind, values in (
        (Customer, master.customers),
        (Address, master.addresses),
        (Item, master.items),
        (CrossReference, master.cross_references),
        (PriceAgreement, master.price_agreements),
        (PastLine, master.history),
    ):
        begin(session, kind)
        for some in chunks(values):
            put(session, prepare(kind, some))
    return finish(session, items_changed=True)


def chunks(values: Iterable[V], size: int = CHUNK_ROWS) -> Iterable[list[V]]:
    """The values in lists of at most `size`."""
    some: list[V] = []
    for value in values:
        some.append(value)
        if len(some) == size:
            yield some
            some = []
    if some:
        yield some


def fold(text: str) -> str:
    """Words of letters and digits without accents and case, the same for both databases' full-text search."""
    plain = text if text.isascii() else unicodedata.normalize("NFKD", text)
    without = plain if plain.isascii() else "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(_WORD.findall(without.casefold()))


def version(session: Session) -> int:
    """Steps whenever master data changes; 0 before the first import."""
    return settings.number(session, VERSION)


def known_codes(session: Session) -> tuple[set[str], set[str]]:
    """All customer codes and SKUs."""
    return set(session.scalars(select(CustomerRow.code))), set(session.scalars(select(ItemRow.sku)))


def load(session: Session) -> MasterData:
    """All of it as one value, in an order that does not depend on how it got in."""
    return MasterData(
        company=company(session) or Company(""),
        customers=_all(session, Customer, "code"),
        addresses=_all(session, Address, "code"),
        items=_items(session),
        cross_references=_all(session, CrossReference, "customer_code", "buyer_item_code", "sku"),
        price_agreements=_all(session, PriceAgreement, "id"),
        history=_all(session, PastLine, "id"),
    )


def _all(session: Session, kind: type[V], *order: str) -> tuple[V, ...]:
    columns = KEPT[kind].table.c
    query = select(*(columns[name] for name in KEPT[kind].columns)).order_by(*(columns[name] for name in order))
    return tuple(kind(*row) for row in session.execute(query))


def _items(session: Session) -> tuple[Item, ...]:
    texts: dict[str, list[tuple[str, str]]] = {}
    query = select(ItemTextRow.sku, ItemTextRow.language, ItemTextRow.text).order_by(ItemTextRow.id)
    for sku, language, text in session.execute(query):
        texts.setdefault(sku, []).append((language, text))
    columns = ItemRow.__table__.c
    rows = session.execute(select(*(columns[n] for n in ITEM_COLUMNS)).order_by(columns["sku"]))
    return tuple(item_of(tuple(row), tuple(texts.get(row[0], ()))) for row in rows)


def item_of(row: Sequence[Any], descriptions: tuple[tuple[str, str], ...]) -> Item:
    """An item from its row (in the order of ITEM_COLUMNS) and texts."""
    values = dict(zip(_ITEM_COLUMNS, row[:-1], strict=True))
    return Item(descriptions=descriptions, packs=parse_packs(row[-1]), **values)


def parse_packs(text: str) -> tuple[tuple[str, Decimal], ...]:
    """Packs as they are kept, "BOX=100;CTN=1000"."""
    pairs = (pack.partition("=") for pack in text.split(";") if pack)
    return tuple((unit, Decimal(count)) for unit, _, count in pairs)
