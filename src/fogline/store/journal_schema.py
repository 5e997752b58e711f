"""Define the journal's tables and lead a journal of an earlier version forward.

Tables and columns are the same in every database; what keeps rows from being changed
is written in the database's own words.
"""

from collections.abc import Callable

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    func,
    insert,
    inspect,
    select,
)

from fogline.errors import CasebookNewer
from fogline.store.databases import Database

__all__ = [
    "KEPT", "VERSION", "carried", "carried_items", "entries", "erased", "is_current", "items", "metadata", "migrate",
]  # fmt: skip

metadata = MetaData()


def text(size: int) -> String:
    """Return the type of a short text, which sorts by its bytes everywhere."""
    return String(size).with_variant(String(size, collation="C"), "postgresql")


versions = Table(
    "versions", metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
)  # fmt: skip
"""One row for each step of the schema that the journal has taken."""

entries = Table(
    "entries", metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("kind", text(40), nullable=False),
    Column("received", text(32), nullable=False),
    Column("body", Text, nullable=False),
    Column("previous", text(64), nullable=False),
    Column("hash", text(64), nullable=False),
)  # fmt: skip
"""The chain. `received` is UTC; `body` JSON in ASCII; `hash` covers all other columns, `previous` among them."""

items = Table(
    "items", metadata,
    Column("item", text(64), primary_key=True),
    Column("entry", Integer, ForeignKey("entries.number"), nullable=False, index=True),
    Column("place", Integer, nullable=False),
    Column("original", text(64), nullable=False),
    Column("body", Text, nullable=False),
)  # fmt: skip
"""What an entry brought in: one original and how to read it. `item` is the hash of `original` and `body`;
the entry's body holds the Merkle root of its items in order of `place`."""

carried = Table(
    "carried", metadata,
    Column("hash", text(64), primary_key=True),
    Column("number", Integer, nullable=False),
    Column("kind", text(40), nullable=False),
    Column("received", text(32), nullable=False),
    Column("body", Text, nullable=False),
    Column("previous", text(64), nullable=False),
)  # fmt: skip
"""Entries of casebooks that were joined to this one: chains of their own, whose last hashes our entries name."""

carried_items = Table(
    "carried_items", metadata,
    Column("entry", text(64), ForeignKey("carried.hash"), primary_key=True),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("item", text(64), nullable=False, index=True),
    Column("original", text(64), nullable=False),
    Column("body", Text, nullable=False),
)  # fmt: skip
"""What a carried entry brought in."""

erased = Table(
    "erased", metadata,
    Column("id", text(64), primary_key=True),
)  # fmt: skip
"""Items, and hashes of entries, whose bodies were erased: an entry of the chain says by whom and why."""

KEPT = (entries, items, carried, carried_items, erased)
"""The tables that make a journal, each after those that it refers to."""


def create_entries(connection: Connection, database: Database) -> None:
    """Step 1: the chain."""
    versions.create(connection)
    entries.create(connection)
    database.refuse_changes(connection, "versions")
    database.refuse_changes(connection, "entries")


def create_items(connection: Connection, database: Database) -> None:
    """Step 2: what came in, one row an item, so that a later entry can look up whether it is known."""
    items.create(connection)
    database.refuse_changes(connection, "items")


def create_keeping(connection: Connection, database: Database) -> None:
    """Step 3: chains of other casebooks, and bodies that can be erased but never changed."""
    for table in (carried, carried_items, erased):
        table.create(connection)
        database.refuse_changes(connection, table.name)
    for table, own in ((entries, "hash"), (items, "item"), (carried, "hash"), (carried_items, "item")):
        database.allow_erasing(connection, table, own)


STEPS: tuple[Callable[[Connection, Database], None], ...] = (create_entries, create_items, create_keeping)
VERSION = len(STEPS)


def is_current(connection: Connection, database: Database) -> bool:
    """Whether the journal has taken all steps; raise CasebookNewer when it has taken more."""
    return check_version(connection, database) == VERSION


def migrate(connection: Connection, database: Database) -> None:
    """Take the steps that the journal has not taken yet.

    Raises:
        CasebookNewer: it has taken steps that this version of fogline does not know.
    """
    taken = check_version(connection, database)
    if not taken:
        database.make_room(connection)
    for number, step in enumerate(STEPS[taken:], start=taken + 1):
        step(connection, database)
        connection.execute(insert(versions).values(version=number))


def check_version(connection: Connection, database: Database) -> int:
    """Return how many steps the journal has taken, 0 for an empty place; raise CasebookNewer when too many."""
    if not inspect(connection).has_table("versions"):
        return 0
    taken = connection.execute(select(func.max(versions.c.version))).scalar_one() or 0
    if taken > VERSION:
        raise CasebookNewer(
            f"{database.where}: found journal version {taken}, expected at most {VERSION}",
            hint="a later version of fogline made this casebook: upgrade fogline",
        )
    return taken
