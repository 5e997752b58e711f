"""Define the journal's tables and lead a journal of an earlier version forward.

Tables and columns are in SQLAlchemy Core, so that PostgreSQL can take the same
schema; only the triggers are written for SQLite.
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

__all__ = ["VERSION", "entries", "is_current", "items", "migrate"]

metadata = MetaData()

versions = Table(
    "versions", metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
)  # fmt: skip
"""One row for each step of the schema that the journal has taken."""

entries = Table(
    "entries", metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(40), nullable=False),
    Column("received", String(32), nullable=False),
    Column("body", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)  # fmt: skip
"""The chain. `received` is UTC; `body` JSON in ASCII; `hash` covers all other columns, `previous` among them."""

items = Table(
    "items", metadata,
    Column("item", String(64), primary_key=True),
    Column("entry", Integer, ForeignKey("entries.number"), nullable=False, index=True),
    Column("place", Integer, nullable=False),
    Column("original", String(64), nullable=False),
    Column("body", Text, nullable=False),
)  # fmt: skip
"""What an entry brought in: one original and how to read it. `item` is the hash of `original` and `body`;
the entry's body holds the Merkle root of its items in order of `place`."""


def create_entries(connection: Connection) -> None:
    """Step 1: the chain."""
    versions.create(connection)
    entries.create(connection)
    refuse_changes(connection, "versions")
    refuse_changes(connection, "entries")


def create_items(connection: Connection) -> None:
    """Step 2: what came in, one row an item, so that a later entry can look up whether it is known."""
    items.create(connection)
    refuse_changes(connection, "items")


STEPS: tuple[Callable[[Connection], None], ...] = (create_entries, create_items)
VERSION = len(STEPS)


def is_current(connection: Connection, *, where: str) -> bool:
    """Whether the journal has taken all steps; raise CasebookNewer when it has taken more."""
    return check_version(connection, where=where) == VERSION


def migrate(connection: Connection, *, where: str) -> None:
    """Take the steps that the journal has not taken yet.

    Raises:
        CasebookNewer: it has taken steps that this version of fogline does not know.
    """
    taken = check_version(connection, where=where)
    for number, step in enumerate(STEPS[taken:], start=taken + 1):
        step(connection)
        connection.execute(insert(versions).values(version=number))


def check_version(connection: Connection, *, where: str) -> int:
    """Return how many steps the journal has taken, 0 for an empty file; raise CasebookNewer when too many."""
    if not inspect(connection).has_table("versions"):
        return 0
    taken = connection.execute(select(func.max(versions.c.version))).scalar_one() or 0
    if taken > VERSION:
        raise CasebookNewer(
            f"{where}: found journal version {taken}, expected at most {VERSION}",
            hint="a later version of fogline made this casebook: upgrade fogline",
        )
    return taken


def refuse_changes(connection: Connection, table: str) -> None:
    """Make the database refuse to change or remove rows of `table`."""
    if connection.dialect.name != "sqlite":
        return
    for change in ("update", "delete"):
        connection.exec_driver_sql(
            f"create trigger {table}_no_{change} before {change} on {table} "
            f"begin select raise(abort, 'the journal is append-only'); end"
        )
