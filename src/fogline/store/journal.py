"""Keep the journal: what came in and what was decided, append-only, each entry chained to the one before.

    hash(entry) = SHA-256 of the canonical JSON of [number, kind, received, body, previous]

`previous` is the hash of the entry before, 64 zeros for the first. An entry that
brings items in holds their count and the Merkle root of their hashes.

Beside its own chain a journal carries those of casebooks that were joined to it:
an own entry names the last hash of each, and readers see the entries of all chains
in one order of time. What is erased leaves an empty body; the entry that erased it
holds the hash by which the chain is checked all the same.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select, true, union, union_all

from fogline.errors import JournalBroken, ObjectUnknown
from fogline.store.chain import (
    ERASED,
    FIRST,
    ITEMS,
    JOINED,
    Entry,
    Grave,
    Graves,
    Item,
    Link,
    Row,
    ascii_json,
    chained,
    check_journal,
    leaf,
    merkle_root,
    opened_item,
    opened_link,
    sealed_item,
    sealed_link,
    walked,
    written,
)  # fmt: skip
from fogline.store.databases import Database
from fogline.store.journal_schema import (
    KEPT,
    carried,
    carried_items,
    entries,
    erased,
    is_current,
    items,
    migrate,
)
from fogline.store.sealing import CLEAR, Seal, Unsealable

__all__ = [
    "ERASED",
    "ITEMS",
    "JOINED",
    "Clock",
    "Entry",
    "Grave",
    "Item",
    "Journal",
    "now",
]

# SQLite allows 32,766 parameters a statement, PostgreSQL 65,535; a look-up asks for this many ids.
LOOKUP = 5_000
WALKED = 1_000
Clock = Callable[[], datetime]


class Journal:
    """A journal in a database. `seal` is what bodies and hashes pass through."""

    def __init__(self, database: Database, *, clock: Clock, seal: Seal = CLEAR) -> None:
        self.database = database
        self._clock = clock
        self._seal = seal

    def prepare(self) -> None:
        """Make the tables when they are missing and lead an earlier version forward.

        Raises:
            CasebookNewer: a later version of fogline made it.
        """
        if self.database.is_there():
            with self._reading() as connection:
                if is_current(connection, self.database):
                    return
        with self._changing() as connection:
            migrate(connection, self.database)

    # Coming in

    def append(self, kind: str, body: Mapping[str, Any]) -> Entry:
        """Append an entry."""
        with self._changing() as connection:
            return self._append(connection, kind, body)

    def append_items(self, received_items: Sequence[Item]) -> frozenset[str]:
        """Append one entry with those of the items that the journal does not know; return their ids."""
        with self._changing() as connection:
            known = self._known(connection, [item.id for item in received_items])
            fresh = list({item.id: item for item in received_items if item.id not in known}.values())
            if not fresh:
                return frozenset()
            body = {"count": len(fresh), "root": merkle_root([item.leaf for item in fresh])}
            entry = self._append(connection, ITEMS, body)
            rows = [
                {"entry": entry.number, "place": place, **sealed_item(item.row, self._seal)}
                for place, item in enumerate(fresh)
            ]
            connection.execute(insert(items), rows)
            return frozenset(item.id for item in fresh)

    # Looking

    def known(self, ids: Sequence[str]) -> frozenset[str]:
        """Return those item ids that have come in, erased ones among them."""
        with self._reading() as connection:
            return self._known(connection, ids)

    def received(self, original: str) -> str | None:
        """Return when an original first came in; None when it did not."""
        name = self._seal.name(original)
        moments = union_all(
            *(
                select(func.min(chain.c.received))
                .select_from(table.join(chain))
                .where(table.c.original == name)
                for table, chain in ((items, entries), (carried_items, carried))
            )
        )
        with self._reading() as connection:
            return min(filter(None, connection.execute(moments).scalars()), default=None)

    def buried(self, originals: Sequence[str]) -> frozenset[str]:
        """Return those originals that came in and were erased."""
        names = {self._seal.name(one): one for one in originals}
        with self._reading() as connection:
            found: set[str] = set()
            for table in (items, carried_items):
                for chosen in sliced(list(names)):
                    empty = select(table.c.original).where(table.c.original.in_(chosen), table.c.body == "")
                    found.update(connection.execute(empty).scalars())
        return frozenset(names[name] for name in found)

    def entries(self, kind: str | None = None) -> Iterator[Entry]:
        """Yield the entries of all chains by time, those of one kind when it is given; none that was erased."""
        both = union_all(
            *(
                select(
                    *(table.c[name] for name in ("number", "kind", "received", "body", "previous", "hash"))
                )
                .where(table.c.body != "")
                .where(true() if kind is None else table.c.kind == kind)
                for table in (entries, carried)
            )
        ).order_by("received", "number", "hash")
        # An entry is a batch or a decision: there are few, and nobody who walks them holds the journal open.
        with self._reading() as connection:
            rows = connection.execute(both).all()
        with self._seal_errors():
            yield from (opened_link(row, self._seal).entry for row in rows)

    def last(self, kind: str) -> Entry | None:
        """Return the latest entry of a kind in the casebook's own chain."""
        query = select(entries).where(entries.c.kind == kind).order_by(entries.c.number.desc()).limit(1)
        with self._reading() as connection:
            row = connection.execute(query).first()
            return None if row is None else opened_link(row, self._seal).entry

    def head(self) -> str:
        """Return the hash of the last entry of the casebook's own chain; 64 zeros when there is none."""
        with self._reading() as connection:
            last = self._last(connection)
        return FIRST if last is None else last.entry.hash

    def since(self, head: str) -> tuple[Entry, ...]:
        """Return the entries of the casebook's own chain after the one with a hash; all of them for 64 zeros.

        Raises:
            ObjectUnknown: no entry has that hash.
        """
        with self._reading() as connection:
            number = 0
            if head != FIRST:
                named = select(entries.c.number).where(entries.c.hash == self._seal.name(head))
                found = connection.execute(named).scalar()
                if found is None:
                    raise ObjectUnknown(f"journal: found no entry {head[:16]!r}, expected one that it has")
                number = found
            later = select(entries).where(entries.c.number > number, entries.c.body != "")
            rows = connection.execute(later.order_by(entries.c.number)).all()
            return tuple(opened_link(row, self._seal).entry for row in rows)

    def items(self, *, received_until: datetime | None = None) -> Iterator[Item]:
        """Yield what came in and is not erased, in order of time; until a moment when it is given."""
        until = None if received_until is None else written(received_until)
        both = union_all(
            *(
                select(
                    table.c.item,
                    table.c.original,
                    table.c.body,
                    chain.c.received,
                    chain.c.number,
                    table.c.place,
                )
                .join(chain)
                .where(table.c.body != "")
                .where(true() if until is None else chain.c.received <= until)
                for table, chain in ((items, entries), (carried_items, carried))
            )
        ).order_by("received", "number", "place", "item")
        with self._reading() as connection:
            # What came in along two chains came in when the first of them says.
            twice = connection.execute(select(carried_items.c.item).limit(1)).first() is not None
            seen: set[str] = set()
            with walked(connection, both) as rows:
                for row in rows:
                    if row.item not in seen:
                        if twice:
                            seen.add(row.item)
                        yield Item.of_row(opened_item(row, self._seal))

    def count_items(self) -> int:
        """Return how many items have come in and are not erased."""
        every = union(*(select(table.c.item).where(table.c.body != "") for table in (items, carried_items)))
        with self._reading() as connection:
            return int(connection.execute(select(func.count()).select_from(every.subquery())).scalar_one())

    def graves(self) -> tuple[Grave, ...]:
        """Return what was erased, in order of time."""
        return tuple(Grave.of_entry(entry) for entry in self.entries(ERASED))

    def verify(self) -> int:
        """Check every chain and every Merkle root; return the number of entries.

        Raises:
            JournalBroken: an entry or an item was changed, removed or put in.
        """
        with self._reading() as connection:
            return check_journal(connection, self._seal)

    # Erasing

    def erase(self, original: str, about: Mapping[str, Any], *, hashes: Sequence[str] = ()) -> Entry:
        """Append the entry that erases the items of an original and some entries, and empty their bodies.

        Args:
            original: SHA-256 of the original whose items are erased.
            about: who erases, why, and what else the entry says.
            hashes: of the entries that are erased with it.
        """
        with self._changing() as connection:
            leaves: dict[str, str] = {}
            for table in (items, carried_items):
                named = table.c.original == self._seal.name(original)
                for row in connection.execute(select(table).where(named, table.c.body != "")):
                    opened = opened_item(row, self._seal)
                    leaves[opened[0]] = leaf(*opened)
            body = {**about, "original": original, "items": sorted(leaves.items()), "entries": sorted(hashes)}
            entry = self._append(connection, ERASED, body)
            self._bury(connection)
        self.scrub()
        return entry

    def scrub(self) -> None:
        """Leave no trace of what was erased in free pages."""
        self.database.scrub()

    def _bury(self, connection: Connection) -> None:
        """Empty the bodies of all that an entry of any chain erased."""
        graves = self._graves(connection)
        names = sorted({*graves.leaves, *graves.hashes})
        known = self._listed(connection, erased, "id", names)
        if fresh := [{"id": name} for name in names if name not in known]:
            connection.execute(insert(erased), fresh)
        for table, own in ((entries, "hash"), (items, "item"), (carried, "hash"), (carried_items, "item")):
            for chosen in sliced(names):
                full = (table.c[own].in_(chosen), table.c.body != "")
                connection.execute(table.update().where(*full).values(body=""))

    def _graves(self, connection: Connection) -> Graves:
        """Return what the entries of all chains erased."""
        return Graves.of(connection, self._seal)

    # Joining

    def join(self, other: "Journal", about: Mapping[str, Any]) -> Entry | None:
        """Carry the chains of another casebook and append an entry that names its last hash.

        What either of them erased is erased in both. The caller has verified the other.

        Returns:
            the entry; None when all of the other's entries are here already.
        """
        head = other.head()
        with self._changing() as connection, other._reading() as theirs:
            seen = {self._seal.name(FIRST), *self._listed(connection, entries, "hash"),
                    *self._listed(connection, carried, "hash")}  # fmt: skip
            if self._seal.name(head) in seen:
                return None
            count = 0
            for link, brought in other._links(theirs):
                if self._seal.name(link.entry_hash) in seen:
                    continue
                count += 1
                row = sealed_link(link, self._seal)
                connection.execute(insert(carried).values(columns_of(carried, row)))
                rows = [
                    {"entry": row["hash"], "place": place, **sealed_item(item, self._seal)}
                    for place, item in brought
                ]
                if rows:
                    connection.execute(insert(carried_items), rows)
            entry = self._append(connection, JOINED, {**about, "head": head, "entries": count})
            self._bury(connection)
        self.scrub()
        return entry

    def _links(self, connection: Connection) -> Iterator[tuple[Link, list[tuple[int, Row]]]]:
        """Yield every entry of every chain, after the one before it, with the rows of its items."""
        truths = Graves.of(connection, self._seal).truths(connection)
        for table, brought, own in ((entries, items, "number"), (carried, carried_items, "hash")):
            for row in connection.execute(select(table).order_by(table.c.number)).all():
                link = opened_link(row, self._seal, truths=truths)
                query = select(brought).where(brought.c.entry == getattr(row, own)).order_by(brought.c.place)
                rows = connection.execute(query) if row.kind == ITEMS else ()
                yield link, [(one.place, opened_item(one, self._seal, truths=truths)) for one in rows]

    # Moving

    def rows(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Yield the table and the columns of every row as the database keeps it: one moment of it, whoever appends."""
        with self._reading() as connection:
            for table in KEPT:
                order = table.primary_key.columns
                with walked(connection, select(table).order_by(*order)) as rows:
                    for row in rows:
                        yield table.name, dict(row._mapping)

    def restore(self, rows: Iterable[tuple[str, Mapping[str, Any]]]) -> None:
        """Make the journal of rows; it must not be there.

        Raises:
            ValueError: a row has another table or other columns than a journal has.
        """
        tables = {table.name: table for table in KEPT}
        with self._changing() as connection:
            migrate(connection, self.database)
            pending: list[Mapping[str, Any]] = []
            into: Table | None = None
            for name, row in rows:
                table = tables.get(name)
                if table is None or not fits(table, row):
                    raise ValueError(f"a row of {name!r} that no journal has")
                if into is not None and (table is not into or len(pending) >= WALKED):
                    connection.execute(insert(into), pending)
                    pending = []
                into = table
                pending.append(row)
            if into is not None and pending:
                connection.execute(insert(into), pending)

    def reseal(self, seal: Seal) -> None:
        """Write the journal anew as another seal keeps it, check it, and put it in the place of this one.

        Raises:
            JournalBroken: what was written does not hold.
        """
        anew = Journal(self.database.beside(), clock=self._clock, seal=seal)
        anew.restore(self._resealed(seal))
        if anew.verify() != self.verify():
            raise JournalBroken(f"{anew.database.where}: found fewer entries than before, expected all")
        self.database.replace(anew.database)

    def _resealed(self, seal: Seal) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Yield every row as another seal keeps it."""
        with self._reading() as connection:
            truths = Graves.of(connection, self._seal).truths(connection)
            for table in (entries, carried):
                for row in connection.execute(select(table).order_by(table.c.number)):
                    sealed = sealed_link(opened_link(row, self._seal, truths=truths), seal)
                    yield table.name, columns_of(table, sealed)
                brought = items if table is entries else carried_items
                for row in connection.execute(select(brought).order_by(brought.c.entry, brought.c.place)):
                    entry = row.entry if brought is items else seal.name(truths.get(row.entry, row.entry))
                    sealed = sealed_item(opened_item(row, self._seal, truths=truths), seal)
                    yield brought.name, {"entry": entry, "place": row.place, **sealed}
            for name in connection.execute(select(erased.c.id)).scalars():
                yield erased.name, {"id": seal.name(truths.get(name, name))}

    # Within

    def _append(self, connection: Connection, kind: str, body: Mapping[str, Any]) -> Entry:
        """Chain an entry to the last one."""
        link = chained(self._last(connection), kind, ascii_json(body), self._clock())
        connection.execute(insert(entries).values(sealed_link(link, self._seal)))
        return link.entry

    def _last(self, connection: Connection) -> Link | None:
        """Return the last entry of the casebook's own chain; it is never an erased one."""
        row = connection.execute(select(entries).order_by(entries.c.number.desc()).limit(1)).first()
        return None if row is None else opened_link(row, self._seal)

    def _known(self, connection: Connection, ids: Sequence[str]) -> frozenset[str]:
        """Return those item ids that the journal has."""
        names = {self._seal.name(one): one for one in ids}
        found = (self._listed(connection, table, "item", list(names)) for table in (items, carried_items))
        return frozenset(names[name] for listed in found for name in listed)

    def _listed(
        self, connection: Connection, table: Table, column: str, names: Sequence[str] | None = None
    ) -> frozenset[str]:
        """Return those of some names that a column holds, all that it holds when none are given."""
        if names is None:
            return frozenset(connection.execute(select(table.c[column])).scalars())
        found: set[str] = set()
        for chosen in sliced(names):
            query = select(table.c[column]).where(table.c[column].in_(chosen))
            found.update(connection.execute(query).scalars())
        return frozenset(found)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """Open the journal to read a consistent state of it."""
        with self._seal_errors(), self.database.reading() as connection:
            yield connection

    @contextmanager
    def _changing(self) -> Iterator[Connection]:
        """Open the journal to append; others wait."""
        with self._seal_errors(), self.database.changing() as connection:
            yield connection

    @contextmanager
    def _seal_errors(self) -> Iterator[None]:
        """Turn rows that the seal does not open into JournalBroken."""
        try:
            yield
        except Unsealable as error:
            raise JournalBroken(
                f"{self.database.where}: {error}, expected rows of this casebook",
                hint="restore the journal and keys.json from one backup, and find out who changed them",
            ) from error


def now() -> datetime:
    """Return this moment."""
    return datetime.now(UTC)


def sliced(names: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield as many names at a time as a statement takes."""
    for start in range(0, len(names), LOOKUP):
        yield names[start : start + LOOKUP]


def fits(table: Table, row: Mapping[str, Any]) -> bool:
    """Tell whether a row has the columns of a table, whole numbers and texts."""
    return len(row) == len(table.c) and all(
        column.name in row
        and isinstance(row[column.name], column.type.python_type)
        and not isinstance(row[column.name], bool)
        for column in table.c
    )


def columns_of(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return those of a row's columns that a table has."""
    return {column.name: row[column.name] for column in table.c}
