"""What an export form is: a name, a media type, and one function. Nothing of any ERP."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from models.master import Company, Customer
from models.order import Order


@dataclass(frozen=True, slots=True)
class OrderContext:
    """An order with the two parties that every ERP wants named."""

    order: Order
    customer: Customer
    company: Company


@dataclass(frozen=True, slots=True)
class ExportForm:
    """`render` takes one or many orders where `many` says so; `suffix` is the file name's, without the dot."""

    name: str
    media_type: str
    suffix: str
    many: bool
    render: Callable[[tuple[OrderContext, ...]], bytes]
