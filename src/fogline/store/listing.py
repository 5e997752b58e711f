"""Show the objects of a query as a sequence that is read from disk as it is walked."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Generic, TypeVar, overload

from fogline.store.tables import Tables

__all__ = ["MADE_OF", "Listing", "TableListing"]

T = TypeVar("T")

MADE_OF: Mapping[str, str] = {
    "claims": "id, object, raw, origin, incident, grade, answers, reverses",
    "incidents": "id, object, raw",
}
"""Columns of which the records of a table are made, where they are not all: the others are only searched."""


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
            return self._some(index)
        place = index if index >= 0 else len(self) + index
        if place >= 0:
            for found in self._some(slice(place, place + 1)):
                return found
        raise IndexError(f"{index}: found {len(self)} objects")

    def _some(self, wanted: slice) -> list[T]:
        """Return the objects of a slice; one that ends before the end is cut out without counting all."""
        first, last, step = wanted.start or 0, wanted.stop, wanted.step or 1
        if last is None or min(first, last, step) < 0:
            first, last, step = wanted.indices(len(self))
        if step < 0:
            return list(self)[wanted]
        some = f"{self._query} limit {max(last - first, 0)} offset {first}"
        return [self._make(row) for row in self._tables.rows(some, self._parameters)][::step]

    def __repr__(self) -> str:
        return f"<{len(self)} objects>"


class TableListing(Listing[T]):
    """Records of one table. Which they are is found by their ids alone, so that a page is not sorted with its texts."""

    def __init__(
        self,
        tables: Tables,
        table: str,
        clause: str,
        parameters: Sequence[Any],
        order: str,
        make: Callable[[Mapping[str, Any]], T],
    ) -> None:
        shown = MADE_OF.get(table, "*")
        super().__init__(tables, f"select {shown} from {table} {clause} order by {order}", parameters, make)
        self._table, self._clause, self._order = table, clause, order
        self._ids = f"select id from {table} {clause} order by {order}"
        self._of_ids = f"select {shown} from {table} where id in (select unnest(?))"

    def __len__(self) -> int:
        return len(self._tables.column(self._ids, self._parameters))

    def columns(self, *names: str) -> list[dict[str, Any]]:
        """Return the id and some columns of all rows in their order, without making a record of each."""
        wanted = f"select id, {', '.join(names)} from {self._table}"
        if not self._clause:
            return list(self._tables.arrow(f"{wanted} order by {self._order}").to_pylist())
        ids = self._tables.column(self._ids, self._parameters)
        found = self._tables.arrow(f"{wanted} where id in (select unnest(?))", (ids,))
        rows = {row["id"]: row for row in found.to_pylist()}
        return [rows[id] for id in ids if id in rows]

    def _some(self, wanted: slice) -> list[T]:
        """Return the objects of a slice."""
        ids = self._tables.column(self._ids, self._parameters)[wanted]
        rows = {row["id"]: row for row in self._tables.rows(self._of_ids, (ids,))}
        return [self._make(rows[id]) for id in ids if id in rows]
