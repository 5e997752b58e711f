"""Show the objects of a query as a sequence that is read from disk as it is walked."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Generic, TypeVar, overload

from fogline.store.tables import Tables

__all__ = ["Listing"]

T = TypeVar("T")


class Listing(Sequence[T], Generic[T]):
    """Records of a query, in its order. Walking it holds a few hundred at a time; `len` counts in SQL."""

    def __init__(
        self, tables: Tables, query: str, parameters: Sequence[Any], make: Callable[[Mapping[str, Any]], T]
    ) -> None:
        self._tables = tables
        self._query = query
        self._parameters = tuple(parameters)
        self._make = make

    def __iter__(self) -> Iterator[T]:
        return map(self._make, self._tables.rows(self._query, self._parameters))

    def __len__(self) -> int:
        return int(self._tables.one(f"select count(*) from ({self._query})", self._parameters))

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...
    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        if isinstance(index, slice):
            start, stop, step = index.indices(len(self))
            if step < 0:
                return list(self)[index]
            return list(islice(self, start, stop, step))
        place = index if index >= 0 else len(self) + index
        if place >= 0:
            for row in self._tables.rows(f"{self._query} limit 1 offset {place}", self._parameters):
                return self._make(row)
        raise IndexError(f"{index}: found {len(self)} objects")

    def __repr__(self) -> str:
        return f"<{len(self)} objects>"
