"""Take a stream in groups."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

__all__ = ["in_groups"]

T = TypeVar("T")


def in_groups(stream: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield lists of up to `size` items; take no more from the stream than the list that is asked for needs."""
    items = iter(stream)
    while group := list(islice(items, size)):
        yield group
