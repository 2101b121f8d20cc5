"""Values to JSON bytes and back, for storing results and handing them between processes. One codec for all."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")
_ADAPTERS: dict[type, TypeAdapter[Any]] = {}


def _adapter(kind: type) -> TypeAdapter[Any]:
    # Building an adapter compiles a schema (milliseconds), using one does not.
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]


def to_json(value: object) -> bytes:
    """The JSON of a frozen value of `models`; Decimals, dates and enums as strings, exact."""
    return _adapter(type(value)).dump_json(value)


def from_json(kind: type[T], data: bytes | str) -> T:
    """The value back; raises pydantic.ValidationError when the JSON is not a `kind`."""
    value: T = _adapter(kind).validate_json(data)
    return value
