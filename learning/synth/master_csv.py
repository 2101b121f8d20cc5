"""Master data written as the CSV files that Carnet imports (and company.json). Writing only: `intake` reads them."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from models.master import Company, Item, MasterData

CUSTOMER_COLUMNS = (
    "code", "name", "legal_form", "vat_id", "email_domain", "phone", "language", "currency", "payment_terms",
    "price_list", "parent_code",
)  # fmt: skip
ADDRESS_COLUMNS = ("code", "customer_code", "kind", "name", "street", "postcode", "city", "country")
ITEM_COLUMNS = (
    "sku", "gtin", "description", "description_fr", "brand", "manufacturer_part_number", "category", "stock_unit",
    "list_price", "currency", "pack_units", "moq", "multiple", "status", "replaced_by",
)  # fmt: skip
REFERENCE_COLUMNS = ("customer_code", "buyer_item_code", "sku")
AGREEMENT_COLUMNS = ("customer_code", "sku", "price", "unit", "valid_from", "valid_to")
HISTORY_COLUMNS = ("order_date", "customer_code", "ship_to_code", "sku", "quantity", "unit")


def write_master(master: MasterData, folder: Path) -> None:
    """company.json and the six CSV files."""
    folder.mkdir(parents=True, exist_ok=True)
    company = json.dumps(company_json(master.company), indent=1, ensure_ascii=False)
    (folder / "company.json").write_text(company + "\n", "utf-8")
    _write(folder / "customers.csv", CUSTOMER_COLUMNS, (_plain(c, CUSTOMER_COLUMNS) for c in master.customers))
    _write(folder / "addresses.csv", ADDRESS_COLUMNS, (_plain(a, ADDRESS_COLUMNS) for a in master.addresses))
    write_items(master.items, folder / "items.csv")
    references = (_plain(r, REFERENCE_COLUMNS) for r in master.cross_references)
    _write(folder / "cross_references.csv", REFERENCE_COLUMNS, references)
    _write(
        folder / "price_agreements.csv",
        AGREEMENT_COLUMNS,
        (_plain(p, AGREEMENT_COLUMNS) for p in master.price_agreements),
    )
    _write(folder / "history.csv", HISTORY_COLUMNS, (_plain(h, HISTORY_COLUMNS) for h in master.history))


def write_items(items: Iterable[Item], path: Path) -> None:
    """items.csv alone, streamed: a million items need no memory. Further languages add columns description_<xx>."""
    stream = iter(items)
    first = next(stream, None)
    languages = [k for k, _ in first.descriptions if k not in ("en", "fr")] if first else []
    columns = (*ITEM_COLUMNS[:4], *(f"description_{k}" for k in languages), *ITEM_COLUMNS[4:])
    rows = (_item_row(item, languages) for item in ([first] if first else []))
    with path.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
        writer.writerows(_item_row(item, languages) for item in stream)


def company_json(company: Company) -> dict[str, object]:
    """The form of company.json."""
    keys = ("name", "trading_name", "vat_id", "registration", "currency", "language", "website")
    out: dict[str, object] = {key: getattr(company, key) for key in keys}
    out["emails"] = list(company.emails)
    out["phone"], out["fax"] = company.phone, company.fax
    out["addresses"] = [
        {key: getattr(a, key) for key in ("kind", "name", "street", "postcode", "city", "country")}
        for a in company.addresses
    ]
    return out


def _item_row(item: Item, languages: Sequence[str]) -> list[str]:
    texts = dict(item.descriptions)
    packs = ";".join(f"{unit}={size}" for unit, size in item.packs)
    return [
        item.sku, item.gtin, texts.get("en", ""), texts.get("fr", ""), *(texts.get(k, "") for k in languages),
        item.brand, item.manufacturer_part_number, item.category, item.stock_unit,
        "" if item.list_price is None else str(item.list_price), item.currency, packs, str(item.min_quantity),
        str(item.multiple), item.status, item.replaced_by,
    ]  # fmt: skip


def _plain(record: object, columns: Sequence[str]) -> list[str]:
    values = (getattr(record, column) for column in columns)
    return ["" if value is None else str(value) for value in values]


def _write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
