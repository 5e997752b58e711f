"""Say what stands in a journal's rows, how entries are chained, and check that the chains hold.

On the disk hashes and item ids go by the names that the seal gives them, which in
the clear are the hashes themselves. All checks but those of a body compare names.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, CursorResult, Executable, Table, func, select
from sqlalchemy import Row as Found

from fogline.errors import JournalBroken
from fogline.model.ids import sha256_hex
from fogline.model.records import Record, canonical_json
from fogline.store.journal_schema import carried, carried_items, entries, erased, items
from fogline.store.sealing import Seal, Unsealable

__all__ = [
    "ERASED", "FIRST", "ITEMS", "JOINED", "Entry", "Grave", "Graves", "Item", "Link", "Row", "ascii_json", "chained",
    "check_journal", "leaf", "merkle_root", "opened_item", "opened_link", "sealed_item", "sealed_link", "walked",
    "written",
]  # fmt: skip

FIRST = "0" * 64
ITEMS, ERASED, JOINED = "items", "erased", "joined"
"""Kinds of the entries that bring originals in, that erase them, and that name the chain of another casebook."""

WALKED = 1_000
Row = tuple[str, str, str]
"""An item's id, its original and its body; the body is empty when it was erased."""
Truths = Mapping[str, str]
"""Hashes by the name that they have on the disk; a name that is not there is the hash."""


@dataclass(frozen=True, slots=True)
class Item(Record):
    """One original and how to read it: the reader's name, the options that are not their defaults, its name.

    The same original with the same reader and options is the same item, whatever it was called.
    """

    original: str
    reader: str
    options: Mapping[str, Any]
    name: str

    @classmethod
    def of_row(cls, row: Row) -> "Item":
        """Return the item that a row keeps."""
        body = json.loads(row[2])
        return cls(row[1], body["reader"], body["options"], body["name"])

    @property
    def id(self) -> str:
        """64 hex digits of its content."""
        return sha256_hex(canonical_json([self.original, self.reader, self.options]))

    @property
    def row(self) -> Row:
        """What the journal keeps of it."""
        body = ascii_json({"reader": self.reader, "options": self.options, "name": self.name})
        return self.id, self.original, body

    @property
    def leaf(self) -> str:
        """The hash of everything that the journal keeps of it."""
        return leaf(*self.row)


@dataclass(frozen=True, slots=True)
class Entry(Record):
    """One entry of a chain. `received` is UTC, ISO 8601 with microseconds."""

    number: int
    kind: str
    received: str
    body: Mapping[str, Any]
    hash: str


@dataclass(frozen=True, slots=True)
class Link:
    """One entry with the hash of the one before. `text` is its body as JSON, "" when it was erased."""

    number: int
    kind: str
    received: str
    text: str
    previous: str
    entry_hash: str

    @property
    def entry(self) -> Entry:
        """The entry as readers see it."""
        return Entry(self.number, self.kind, self.received, json.loads(self.text), self.entry_hash)


@dataclass(frozen=True, slots=True)
class Grave(Record):
    """What one entry erased, by whom, when (UTC) and why.

    `originals` are the SHA-256 of all bytes that were destroyed: the source first,
    then those of releases that held it. `reports` were in it; `items` are how the
    journal called it.
    """

    originals: tuple[str, ...]
    reports: tuple[str, ...]
    releases: tuple[str, ...]
    items: tuple[str, ...]
    by: str
    at: str
    reason: str

    @classmethod
    def of_entry(cls, entry: Entry) -> "Grave":
        """Return what an entry erased."""
        body = entry.body
        return cls(
            (body["original"], *body["also"]), tuple(body["reports"]), tuple(body["releases"]),
            tuple(item for item, _ in body["items"]), body["by"], entry.received, body["reason"],
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Graves:
    """What the entries of all chains erased, by names on the disk: leaves of items, hashes of entries.

    `items` are the ids and originals of the items.
    """

    seal: Seal
    leaves: Mapping[str, str]
    hashes: Mapping[str, str]
    items: Mapping[str, str]

    @classmethod
    def of(cls, connection: Connection, seal: Seal) -> "Graves":
        """Read them from the journal."""
        leaves: dict[str, str] = {}
        hashes: dict[str, str] = {}
        named: dict[str, str] = {}
        for table in (entries, carried):
            for row in connection.execute(select(table).where(table.c.kind == ERASED, table.c.body != "")):
                body = opened_link(row, seal).entry.body
                named[seal.name(body["original"])] = body["original"]
                for item, of_item in body["items"]:
                    named[seal.name(item)] = item
                    leaves[seal.name(item)] = of_item
                for entry_hash in body["entries"]:
                    hashes[seal.name(entry_hash)] = entry_hash
        return cls(seal, leaves, hashes, named)

    def truths(self, connection: Connection) -> Truths:
        """Return the hash that each name on the disk stands for; nothing in the clear, where names are hashes."""
        if not self.seal.keyed:
            return {}
        truths = {self.seal.name(FIRST): FIRST, **self.items, **self.hashes}
        for table in (entries, carried):
            with walked(connection, select(table).where(table.c.body != "")) as rows:
                for row in rows:
                    truths[row.hash] = opened_link(row, self.seal).entry_hash
        return truths


def chained(last: Link | None, kind: str, text: str, received: datetime) -> Link:
    """Return the entry after the last one. `received` never runs backwards, so that a past state is a prefix."""
    moment = written(received)
    number, previous = 1, FIRST
    if last is not None:
        number, previous, moment = last.number + 1, last.entry_hash, max(moment, last.received)
    return Link(number, kind, moment, text, previous, entry_hash(number, kind, moment, text, previous))


def opened_link(row: "Found[Any]", seal: Seal, *, truths: Truths | None = None) -> Link:
    """Return an entry from its row; one that was erased needs `truths`."""
    text, previous, own = row.body, row.previous, row.hash
    if not text:
        known = truths or {}
        return Link(
            row.number, row.kind, row.received, "", known.get(previous, previous), known.get(own, own)
        )
    text = seal.open_text(text, about="entry")
    if seal.keyed:
        previous, text = json.loads(text)
        own = entry_hash(row.number, row.kind, row.received, text, previous)
    return Link(row.number, row.kind, row.received, text, previous, own)


def sealed_link(link: Link, seal: Seal) -> dict[str, Any]:
    """Return an entry's row."""
    text = ascii_json([link.previous, link.text]) if seal.keyed else link.text
    return {
        "number": link.number, "kind": link.kind, "received": link.received,
        "body": seal.close_text(text, about="entry") if link.text else "",
        "previous": seal.name(link.previous), "hash": seal.name(link.entry_hash),
    }  # fmt: skip


def opened_item(row: "Found[Any]", seal: Seal, *, truths: Truths | None = None) -> Row:
    """Return an item's id, original and body from its row; one that was erased needs `truths`."""
    if not row.body:
        known = truths or {}
        return known.get(row.item, row.item), known.get(row.original, row.original), ""
    text = seal.open_text(row.body, about="item")
    if not seal.keyed:
        return row.item, row.original, text
    item, original, body = json.loads(text)
    return item, original, body


def sealed_item(row: Row, seal: Seal) -> dict[str, Any]:
    """Return the columns of an item's row."""
    item, original, body = row
    text = ascii_json(row) if seal.keyed else body
    return {
        "item": seal.name(item), "original": seal.name(original),
        "body": seal.close_text(text, about="item") if body else "",
    }  # fmt: skip


def walked(connection: Connection, query: Executable) -> CursorResult[Any]:
    """Return the rows of a query some at a time; the caller closes them, by `with`."""
    return connection.execute(query, execution_options={"yield_per": WALKED})


# Checking


def check_journal(connection: Connection, seal: Seal) -> int:
    """Check every chain and every Merkle root; return the number of entries.

    Raises:
        JournalBroken: an entry or an item was changed, removed or put in.
    """
    try:
        check = Check(connection, seal)
        check.own_chain()
        check.carried_chains()
        check.erased()
    except Unsealable:
        raise
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        # A chain whose hashes hold may come from elsewhere and say anything.
        raise broken("an entry", "a body that is not what its kind says") from error
    for table, counted in ((items, check.items), (carried_items, check.carried_items)):
        if counted != connection.execute(select(func.count()).select_from(table)).scalar_one():
            raise broken("items", "items that no entry brought in")
    return check.entries


class Check:
    """One walk over a journal."""

    def __init__(self, connection: Connection, seal: Seal) -> None:
        self._connection = connection
        self._seal = seal
        self._graves = Graves.of(connection, seal)
        self._own: dict[str, int] = {}
        self._heads: list[str] = []
        self.entries = self.items = self.carried_items = 0

    def own_chain(self) -> None:
        """Check the casebook's own chain."""
        previous = self._seal.name(FIRST)
        with walked(self._connection, select(entries).order_by(entries.c.number)) as rows:
            for row in rows:
                self.entries += 1
                where = f"entry {self.entries}"
                if row.number != self.entries or row.previous != previous:
                    raise broken(where, CHANGED)
                body = self._link(row, where)
                if row.kind == ITEMS:
                    self.items += self._brought(items, row.number, body, where)
                self._own[row.hash] = row.number
                previous = row.hash

    def carried_chains(self) -> None:
        """Check each chain that an entry names, back to its first entry or to one of the casebook's own."""
        rows = {row.hash: row for row in self._connection.execute(select(carried))}
        reached: set[str] = set()
        while self._heads:
            name, number = self._seal.name(head := self._heads.pop()), 0
            where = f"the chain that ends with {head[:16]}"
            while name not in reached and name not in self._own and name != self._seal.name(FIRST):
                row = rows.get(name)
                if row is None or number not in (0, row.number + 1):
                    raise broken(where, CHANGED)
                body = self._link(row, where)
                if row.kind == ITEMS:
                    self.carried_items += self._brought(carried_items, name, body, where)
                reached.add(name)
                name, number = row.previous, row.number
            below = self._own[name] if name in self._own else rows[name].number if name in reached else 0
            if number not in (0, below + 1):
                raise broken(where, CHANGED)
        if len(reached) != len(rows):
            raise broken("carried", "entries that belong to no chain")
        self.entries += len(rows)

    def erased(self) -> None:
        """Check that the list of what may be empty is what the entries erased."""
        listed = set(self._connection.execute(select(erased.c.id)).scalars())
        if listed != {*self._graves.leaves, *self._graves.hashes}:
            raise broken("erased", "another list than the entries tell of")

    def _link(self, row: "Found[Any]", where: str) -> Mapping[str, Any] | None:
        """Check one entry against its hash; return its body, None when it was erased."""
        if not row.body:
            if row.hash not in self._graves.hashes:
                raise broken(where, CHANGED)
            return None
        link = opened_link(row, self._seal)
        made = entry_hash(link.number, link.kind, link.received, link.text, link.previous)
        if row.hash != self._seal.name(made) or row.previous != self._seal.name(link.previous):
            raise broken(where, CHANGED)
        body = link.entry.body
        if link.kind == JOINED:
            self._heads.append(body["head"])
        return body

    def _brought(self, table: Table, entry: int | str, body: Mapping[str, Any] | None, where: str) -> int:
        """Check the items of one entry against its Merkle root; return their count."""
        rows = self._connection.execute(
            select(table).where(table.c.entry == entry).order_by(table.c.place)
        ).all()
        leaves = list(self._leaves(rows))
        if body is None or len(leaves) != body["count"] or merkle_root(leaves) != body["root"]:
            raise broken(where, "items that were changed, removed or put in")
        return len(rows)

    def _leaves(self, rows: "Iterable[Found[Any]]") -> Iterator[str]:
        """Yield the leaves of items; of an erased one what the entry that erased it says."""
        for row in rows:
            if not row.body:
                if row.item in self._graves.leaves:
                    yield self._graves.leaves[row.item]
                continue
            opened = opened_item(row, self._seal)
            if (self._seal.name(opened[0]), self._seal.name(opened[1])) == (row.item, row.original):
                yield leaf(*opened)


CHANGED = "an entry that was changed, removed or put in"


def broken(where: str, found: str) -> JournalBroken:
    """Say where the journal does not hold."""
    return JournalBroken(
        f"journal, {where}: found {found}, expected the chain to hold",
        hint="restore the journal from a backup, and find out who changed it",
    )


# Hashing


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
