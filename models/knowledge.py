"""What was learnt about one customer from corrections and confirmed orders; passed in, never fetched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Alias:
    """How a customer names an item: `text` is a normalised code or description; `count` confirmations, last at.

    A `sku` of "": what an agent confirmed to be none of our items.
    """

    kind: str  # "code" | "description"
    text: str
    sku: str
    count: int
    last_at: datetime
    unit: str = ""  # the unit word they used with it, and ...
    stock_per_unit: Decimal | None = None  # ... how many stock units one of it was confirmed to be


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a customer's documents print a field: the label left of or above it, and the place on the page (0-1, `y`
    plus the number of pages before). `count` confirmations; below zero an agent said that it is not printed there."""

    field: str
    label: str
    x: float
    y: float
    count: int


@dataclass(frozen=True, slots=True)
class ShipToAlias:
    """A printed delivery address (normalised) that an agent confirmed as a known ship-to."""

    text: str
    ship_to_code: str
    count: int


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything learnt about one customer. The empty value is a customer never seen."""

    customer_code: str = ""
    aliases: tuple[Alias, ...] = ()
    ship_tos: tuple[ShipToAlias, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    confirmed_orders: int = 0


@dataclass(frozen=True, slots=True)
class SenderClue:
    """A trait of a document (sender address, domain, VAT id, printed name) confirmed to mean a customer."""

    kind: str  # "sender" | "domain" | "name" | "vat_id"
    text: str
    customer_code: str
    count: int


@dataclass(frozen=True, slots=True)
class Run:
    """Words printed together: on which page (from 0), and where in shares of the page's width and height."""

    text: str
    page: int
    x0: float
    x1: float
    y: float


@dataclass(frozen=True, slots=True)
class Shown:
    """Where a form states a header field: from word `first` of run `start` to before word `last` of run `end`.

    `said`: reading found it there by itself. `holds` False: reading took it for the field, and an agent took it back.
    `stop` are signs at its end that are none of the value.
    """

    field: str
    start: int
    first: int
    end: int
    last: int
    said: bool = True
    holds: bool = True
    stop: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A document that an agent confirmed, as printed: the next one laid out alike states its fields in the same places.

    `customer_code` is "" where its sender is no customer. `loose` are the runs that are this one order's own words.
    """

    customer_code: str
    runs: tuple[Run, ...]
    loose: tuple[int, ...]
    shown: tuple[Shown, ...]
    at: datetime
