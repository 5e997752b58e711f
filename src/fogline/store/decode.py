"""Turn the plain objects of the contract back into records, with decoders compiled once a type."""

import dataclasses
import types
from collections.abc import Callable, Mapping
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from fogline.model.records import Record

__all__ = ["decode"]

R = TypeVar("R", bound=Record)
Decoder = Callable[[Any], Any]
DECODERS: dict[type[Record], Decoder] = {}
"""Compiled decoders by record type."""


def decode(kind: type[R], value: Mapping[str, Any]) -> R:
    """Return the record whose `to_dict()` is `value`."""
    if kind not in DECODERS:
        DECODERS[kind] = decoder_of(kind)
    record: R = DECODERS[kind](value)
    return record


def decoder_of(kind: Any) -> Decoder:
    """Return the function that turns a plain value into a `kind`."""
    if isinstance(kind, type) and issubclass(kind, Record):
        return record_decoder(kind)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        (inner,) = (argument for argument in arguments if argument is not type(None))
        return optional_decoder(decoder_of(inner))
    if origin is tuple:
        return tuple_decoder(decoder_of(arguments[0]))
    if kind is float:
        # JSON writes 3.0 as 3.0, but other writers of the same tables may write 3.
        return float
    if origin is Literal or kind in (str, int, bool, Any):
        return unchanged
    raise TypeError(f"{kind!r}: expected a record, a tuple of one type, an optional or a plain value")


def record_decoder(kind: type[Record]) -> Decoder:
    """Return the decoder of a record type."""
    hints = get_type_hints(kind)
    fields = [
        (field.name, field.name.rstrip("_"), decoder_of(hints[field.name]))
        for field in dataclasses.fields(kind)
    ]

    def decode_record(value: Mapping[str, Any]) -> Record:
        return kind(**{name: decode_field(value[key]) for name, key, decode_field in fields if key in value})

    return decode_record


def optional_decoder(inner: Decoder) -> Decoder:
    """Return a decoder that leaves None alone."""
    if inner is unchanged:
        return unchanged
    return lambda value: None if value is None else inner(value)


def tuple_decoder(inner: Decoder) -> Decoder:
    """Return a decoder of a list of one type."""
    if inner is unchanged:
        return tuple
    return lambda value: tuple(inner(item) for item in value)


def unchanged(value: Any) -> Any:
    """Return a plain value as it is."""
    return value
