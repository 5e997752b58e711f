"""Say which files of series were withdrawn: they stay in the journal with their bytes, and count for nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from fogline.model.ids import content_id
from fogline.model.records import Record
from fogline.pipeline.decisions import not_taken_back
from fogline.store.chain import written
from fogline.store.decode import decode
from fogline.store.store import Store

__all__ = ["WITHDRAWAL", "Withdrawal", "withdrawals", "withdrawn"]

WITHDRAWAL = "withdrawal"
"""Kind of the entries."""


@dataclass(frozen=True, slots=True)
class Withdrawal(Record):
    """Files of a series that somebody took out, or, with `undone`, that such a withdrawal is taken back.

    `items` is how the journal calls the files, `files` what they were called. `at` is UTC.
    """

    series: str
    source: str
    items: tuple[str, ...]
    files: tuple[str, ...]
    by: str
    at: str
    reason: str
    undone: str | None = None
    id: str = ""

    @classmethod
    def of(cls, **said: Any) -> "Withdrawal":
        """Return a withdrawal with its id, which depends on all that it says."""
        withdrawal = cls(**said)
        return replace(withdrawal, id=content_id("w", withdrawal))


def withdrawals(store: Store, *, until: datetime | None = None) -> tuple[Withdrawal, ...]:
    """Return the withdrawals in force, or those at a moment, in the order of time."""
    return tuple(one for one in not_taken_back(entered(store, until)) if one.undone is None)


def withdrawn(store: Store, *, until: datetime | None = None) -> frozenset[str]:
    """Return how the journal calls the files that count for nothing, or that did not at a moment."""
    return frozenset(item for one in withdrawals(store, until=until) for item in one.items)


def entered(store: Store, until: datetime | None) -> Iterator[Withdrawal]:
    """Yield every withdrawal and what took one back."""
    for entry in store.journal.entries(WITHDRAWAL):
        if until is None or entry.received <= written(until):
            yield decode(Withdrawal, entry.body)
