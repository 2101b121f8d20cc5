"""The door to typed values: numbers, dates, units, currencies, identifiers from text. Refuses rather than guesses."""

from __future__ import annotations

from extraction.values_codes import read_email, read_gtin, read_phone, read_postcode, read_vat_id
from extraction.values_dates import DateOrder, FoundDate, date_order, find_dates, read_date
from extraction.values_money import read_currency, read_unit
from extraction.values_numbers import (
    UNKNOWN_STYLE,
    FoundNumber,
    NumberStyle,
    find_numbers,
    number_style,
    number_style_of_texts,
    possible_numbers,
    read_number,
)

__all__ = [
    "UNKNOWN_STYLE",
    "DateOrder",
    "FoundDate",
    "FoundNumber",
    "NumberStyle",
    "date_order",
    "find_dates",
    "find_numbers",
    "number_style",
    "number_style_of_texts",
    "possible_numbers",
    "read_currency",
    "read_date",
    "read_email",
    "read_gtin",
    "read_number",
    "read_phone",
    "read_postcode",
    "read_unit",
    "read_vat_id",
]
