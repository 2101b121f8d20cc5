"""The supplier's master data as rows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.columns import Row


class CustomerRow(Row):
    __tablename__ = "customers"
    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    legal_form: Mapped[str] = mapped_column(default="")
    vat_id: Mapped[str] = mapped_column(default="")
    email_domain: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="")
    currency: Mapped[str] = mapped_column(default="")
    payment_terms: Mapped[str] = mapped_column(default="")
    price_list: Mapped[str] = mapped_column(default="")
    parent_code: Mapped[str] = mapped_column(default="")
    gln: Mapped[str] = mapped_column(default="")


class AddressRow(Row):
    __tablename__ = "addresses"
    code: Mapped[str] = mapped_column(primary_key=True)
    customer_code: Mapped[str] = mapped_column(ForeignKey("customers.code"), index=True)
    kind: Mapped[str]
    name: Mapped[str]
    street: Mapped[str]
    postcode: Mapped[str]
    city: Mapped[str]
    country: Mapped[str]
    gln: Mapped[str] = mapped_column(default="")


class ItemRow(Row):
    __tablename__ = "items"
    # The plain order of characters, so that the index finds the SKUs that start with something.
    sku: Mapped[str] = mapped_column(Text().with_variant(Text(collation="C"), "postgresql"), primary_key=True)
    gtin: Mapped[str] = mapped_column(default="", index=True)
    brand: Mapped[str] = mapped_column(default="")
    manufacturer_part_number: Mapped[str] = mapped_column(default="")
    category: Mapped[str] = mapped_column(default="")
    stock_unit: Mapped[str]
    list_price: Mapped[Decimal | None]
    currency: Mapped[str] = mapped_column(default="")
    packs: Mapped[str] = mapped_column(default="")  # "BOX=100;CTN=1000", as in the CSV
    min_quantity: Mapped[Decimal]
    multiple: Mapped[Decimal]
    status: Mapped[str]
    replaced_by: Mapped[str] = mapped_column(default="")


class ItemTextRow(Row):
    """An item's description in one language; `folded` are its plain words, for the full-text index of a migration."""

    __tablename__ = "item_texts"
    __table_args__ = (UniqueConstraint("sku", "language"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    sku: Mapped[str] = mapped_column(ForeignKey("items.sku"))
    language: Mapped[str]
    text: Mapped[str]
    folded: Mapped[str]


class CrossReferenceRow(Row):
    __tablename__ = "cross_references"
    customer_code: Mapped[str] = mapped_column(ForeignKey("customers.code"), primary_key=True)
    buyer_item_code: Mapped[str] = mapped_column(primary_key=True)
    sku: Mapped[str] = mapped_column(ForeignKey("items.sku"), primary_key=True)


class PriceAgreementRow(Row):
    __tablename__ = "price_agreements"
    __table_args__ = (Index("ix_price_agreements_customer_sku", "customer_code", "sku"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    customer_code: Mapped[str] = mapped_column(ForeignKey("customers.code"))
    sku: Mapped[str] = mapped_column(ForeignKey("items.sku"))
    price: Mapped[Decimal]
    unit: Mapped[str]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class PastLineRow(Row):
    """Order history from before Carnet; its items and customers may have gone since, so no foreign keys."""

    __tablename__ = "past_lines"
    __table_args__ = (Index("ix_past_lines_customer_sku", "customer_code", "sku"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    order_date: Mapped[date]
    customer_code: Mapped[str]
    ship_to_code: Mapped[str] = mapped_column(default="")
    sku: Mapped[str]
    quantity: Mapped[Decimal]
    unit: Mapped[str]
