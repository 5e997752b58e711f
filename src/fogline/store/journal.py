"""Keep the journal: what came in and what was decided, append-only, each entry chained to the one before.

    hash(entry) = SHA-256 of the canonical JSON of [number, kind, received, body, previous]

`previous` is the hash of the entry before, 64 zeros for the first. An entry that
brings items in holds their count and the Merkle root of their hashes.
"""

import hashlib
import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, func, insert, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from fogline.errors import CasebookError, JournalBroken
from fogline.model.ids import sha256_hex
from fogline.model.records import Record, canonical_json
from fogline.store.journal_schema import entries, is_current, items, migrate

__all__ = ["Clock", "Entry", "Item", "Journal", "merkle_root", "now"]

FIRST = "0" * 64
# Another process appends within milliseconds; longer than this and it hangs.
WAIT_S = 120
# SQLite allows 32,766 parameters a statement; a look-up asks for this many ids.
LOOKUP = 5_000
Clock = Callable[[], datetime]
ITEMS = "items"
"""Kind of the entries that bring originals in."""


@dataclass(frozen=True, slots=True)
class Item(Record):
    """One original and how to read it: the reader's name, the options that are not their defaults, its name.

    The same original with the same reader and options is the same item, whatever it was called.
    """

    original: str
    reader: str
    options: Mapping[str, Any]
    name: str

    @property
    def id(self) -> str:
        """64 hex digits of its content."""
        return sha256_hex(canonical_json([self.original, self.reader, self.options]))

    @property
    def body(self) -> str:
        """What the journal keeps beside the original's hash."""
        return ascii_json({"reader": self.reader, "options": self.options, "name": self.name})

    @property
    def leaf(self) -> str:
        """The hash of everything that the journal keeps of it."""
        return leaf(self.id, self.original, self.body)


@dataclass(frozen=True, slots=True)
class Entry(Record):
    """One entry of the chain. `received` is UTC, ISO 8601 with microseconds."""

    number: int
    kind: str
    received: str
    body: Mapping[str, Any]
    hash: str


class Journal:
    """The file `journal.db`."""

    def __init__(self, path: Path, *, clock: Clock) -> None:
        self._path = path
        self._clock = clock
        self._engine = sqlite_engine(path)

    def prepare(self) -> None:
        """Make the tables when they are missing and lead an earlier version forward.

        Raises:
            CasebookNewer: a later version of fogline made it.
        """
        if self._path.is_file():
            with self._reading() as connection:
                if is_current(connection, where=str(self._path)):
                    return
        with self._changing() as connection:
            migrate(connection, where=str(self._path))

    def append(self, kind: str, body: Mapping[str, Any]) -> Entry:
        """Append an entry."""
        with self._changing() as connection:
            return append_entry(connection, kind, body, self._clock())

    def append_items(self, received_items: Sequence[Item]) -> frozenset[str]:
        """Append one entry with those of the items that the journal does not know; return their ids."""
        with self._changing() as connection:
            known = known_items(connection, [item.id for item in received_items])
            fresh = list({item.id: item for item in received_items if item.id not in known}.values())
            if not fresh:
                return frozenset()
            body = {"count": len(fresh), "root": merkle_root([item.leaf for item in fresh])}
            entry = append_entry(connection, ITEMS, body, self._clock())
            rows = [
                {
                    "item": item.id,
                    "entry": entry.number,
                    "place": place,
                    "original": item.original,
                    "body": item.body,
                }
                for place, item in enumerate(fresh)
            ]
            connection.execute(insert(items), rows)
            return frozenset(item.id for item in fresh)

    def known(self, ids: Sequence[str]) -> frozenset[str]:
        """Return those item ids that have come in."""
        with self._reading() as connection:
            return known_items(connection, ids)

    def entries(self, kind: str | None = None) -> Iterator[Entry]:
        """Yield the entries in order, those of one kind when it is given."""
        query = select(entries).order_by(entries.c.number)
        if kind is not None:
            query = query.where(entries.c.kind == kind)
        with self._reading() as connection:
            for row in connection.execution_options(yield_per=1_000).execute(query):
                yield Entry(row.number, row.kind, row.received, json.loads(row.body), row.hash)

    def last(self, kind: str) -> Entry | None:
        """Return the latest entry of a kind."""
        query = select(entries).where(entries.c.kind == kind).order_by(entries.c.number.desc()).limit(1)
        with self._reading() as connection:
            row = connection.execute(query).first()
        return (
            None if row is None else Entry(row.number, row.kind, row.received, json.loads(row.body), row.hash)
        )

    def items(self, *, received_until: datetime | None = None) -> Iterator[Item]:
        """Yield what came in, in order; until a moment when it is given."""
        query = select(items.c.original, items.c.body).join(entries).order_by(items.c.entry, items.c.place)
        if received_until is not None:
            query = query.where(entries.c.received <= written(received_until))
        with self._reading() as connection:
            for row in connection.execution_options(yield_per=1_000).execute(query):
                body = json.loads(row.body)
                yield Item(row.original, body["reader"], body["options"], body["name"])

    def count_items(self) -> int:
        """Return how many items have come in."""
        with self._reading() as connection:
            return connection.execute(select(func.count()).select_from(items)).scalar_one()

    def verify(self) -> int:
        """Check the whole chain and every Merkle root; return the number of entries.

        Raises:
            JournalBroken: an entry or an item was changed, removed or put in.
        """
        previous, number, counted = FIRST, 0, 0
        with self._reading() as connection:
            for row in connection.execution_options(yield_per=1_000).execute(
                select(entries).order_by(entries.c.number)
            ):
                number += 1
                expected = entry_hash(row.number, row.kind, row.received, row.body, row.previous)
                if row.number != number or row.previous != previous or row.hash != expected:
                    raise broken(f"entry {number}", "an entry that was changed, removed or put in")
                if row.kind == ITEMS:
                    counted += self._verify_items(connection, number, json.loads(row.body))
                previous = row.hash
            if counted != connection.execute(select(func.count()).select_from(items)).scalar_one():
                raise broken("items", "items that no entry brought in")
        return number

    def _verify_items(self, connection: Connection, number: int, body: Mapping[str, Any]) -> int:
        """Check the items of one entry against its Merkle root; return their count."""
        rows = connection.execute(select(items).where(items.c.entry == number).order_by(items.c.place)).all()
        leaves = [leaf(row.item, row.original, row.body) for row in rows]
        if len(rows) != body["count"] or merkle_root(leaves) != body["root"]:
            raise broken(f"entry {number}", "items that were changed, removed or put in")
        return len(rows)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """Open the journal to read a consistent state of it."""
        with database_errors(self._path), self._engine.connect() as connection:
            connection.exec_driver_sql("begin")
            yield connection

    @contextmanager
    def _changing(self) -> Iterator[Connection]:
        """Open the journal to append; others wait."""
        with database_errors(self._path), self._engine.connect() as connection:
            connection.exec_driver_sql("begin immediate")
            try:
                yield connection
            except BaseException:
                connection.exec_driver_sql("rollback")
                raise
            connection.exec_driver_sql("commit")


def now() -> datetime:
    """Return this moment."""
    return datetime.now(UTC)


def append_entry(connection: Connection, kind: str, body: Mapping[str, Any], received: datetime) -> Entry:
    """Chain an entry to the last one. `received` never runs backwards, so that a past state is a prefix."""
    last = connection.execute(select(entries).order_by(entries.c.number.desc()).limit(1)).first()
    moment = written(received)
    number, previous = 1, FIRST
    if last is not None:
        number, previous, moment = last.number + 1, last.hash, max(moment, last.received)
    text = ascii_json(body)
    made = entry_hash(number, kind, moment, text, previous)
    row = {
        "number": number,
        "kind": kind,
        "received": moment,
        "body": text,
        "previous": previous,
        "hash": made,
    }
    connection.execute(insert(entries).values(row))
    return Entry(number, kind, moment, body, made)


def known_items(connection: Connection, ids: Sequence[str]) -> frozenset[str]:
    """Return those item ids that the journal has."""
    found: set[str] = set()
    for start in range(0, len(ids), LOOKUP):
        asked = ids[start : start + LOOKUP]
        found.update(connection.execute(select(items.c.item).where(items.c.item.in_(asked))).scalars())
    return frozenset(found)


def entry_hash(number: int, kind: str, received: str, body: str, previous: str) -> str:
    """Return the hash that chains an entry."""
    return sha256_hex(canonical_json([number, kind, received, body, previous]))


def leaf(item: str, original: str, body: str) -> str:
    """Return the hash of one item's row."""
    return sha256_hex(canonical_json([item, original, body]))


def merkle_root(leaves: Iterable[str]) -> str:
    """Return the root of a binary tree of SHA-256 over `leaves`; an odd one out moves up alone.

    Leaves and inner nodes are hashed with different first bytes, as in RFC 6962, so
    that neither passes for the other.
    """
    level = [hashlib.sha256(b"\x00" + bytes.fromhex(leaf)).digest() for leaf in leaves]
    if not level:
        return sha256_hex(b"")
    while len(level) > 1:
        pairs = [
            hashlib.sha256(b"\x01" + level[left] + level[left + 1]).digest()
            for left in range(0, len(level) - 1, 2)
        ]
        level = [*pairs, *level[len(pairs) * 2 :]]
    return level[0].hex()


def ascii_json(value: Any) -> str:
    """Return JSON that any database's text holds: NULs and lone surrogates stand in it as escapes."""
    return json.dumps(value, sort_keys=True, ensure_ascii=True, allow_nan=False, separators=(",", ":"))


def written(moment: datetime) -> str:
    """Return a moment in UTC so that later ones sort after earlier ones as text."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def broken(where: str, found: str) -> JournalBroken:
    """Say where the journal does not hold."""
    return JournalBroken(
        f"journal.db, {where}: found {found}, expected the chain to hold",
        hint="restore journal.db from a backup, and find out who changed it",
    )


def sqlite_engine(path: Path) -> Engine:
    """Return an engine on a SQLite file in WAL mode whose transactions are begun by hand.

    A connection is made for each use and closed after it, so that nothing stays open
    in a process that only looks and nothing passes into a forked one.
    """

    def connect() -> sqlite3.Connection:
        if path.is_file() and not os.access(path.parent, os.W_OK):
            # WAL needs to write beside the file even to read it, unless SQLite is told that nobody writes.
            frozen = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
            return sqlite3.connect(frozen, uri=True, isolation_level=None, check_same_thread=False)
        connection = sqlite3.connect(path, timeout=WAIT_S, isolation_level=None, check_same_thread=False)
        connection.execute("pragma journal_mode = wal")
        # FULL: an entry is durable when append returns, also when the power fails.
        connection.execute("pragma synchronous = full")
        connection.execute("pragma foreign_keys = on")
        return connection

    return create_engine("sqlite://", creator=connect, poolclass=NullPool)


DATABASE_HINTS = (
    ("readonly", "change the permissions of the casebook's folder, or copy it to a disk that can be written"),
    (
        "unable to open",
        "change the permissions of the casebook's folder, or copy it to a disk that can be written",
    ),
    ("full", "make room on the disk and run again: what was finished is kept"),
    ("locked", "another process has held the journal for two minutes: end it and run again"),
)


@contextmanager
def database_errors(path: Path) -> Iterator[None]:
    """Turn what the database refuses into a CasebookError with a hint."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        reason = str(error.orig if isinstance(error, DBAPIError) else error)
        hint = next((hint for word, hint in DATABASE_HINTS if word in reason), None)
        raise CasebookError(
            f"{path}: {reason.lower()}, expected a journal that can be used",
            hint=hint
            or "restore journal.db from a backup: originals and journal are the truth of a casebook",
        ) from error
