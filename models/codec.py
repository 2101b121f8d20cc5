"""Values to JSON bytes and back, for storing results and handing them between processes. One codec for all."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")


@cache
def _adapter(kind: type[T]) -> TypeAdapter[T]:
    return TypeAdapter(kind)


def to_json(value: Any) -> bytes:
    """The JSON of a frozen value of `models`; Decimals, dates and enums as strings, exact."""
    return _adapter(type(value)).dump_json(value)


def from_json(kind: type[T], data: bytes | str) -> T:
    """The value back; raises pydantic.ValidationError when the JSON is not a `kind`."""
    return _adapter(kind).validate_json(data)
