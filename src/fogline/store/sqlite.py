"""Keep tables in a SQLite file: one writer at a time, readers beside it."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, Engine, Table, create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from fogline.errors import CasebookError
from fogline.store import files
from fogline.store.files import disk_errors, overwrite, sync_folder, temporary_beside

__all__ = ["WAIT_S", "SqliteFile", "file_errors"]

# Another process appends within milliseconds; longer than this and it hangs.
WAIT_S = 120


class SqliteFile:
    """A SQLite file in WAL mode. `mode` is what a new one may be read by, as in chmod; the umask decides for None."""

    def __init__(self, path: Path, *, mode: int | None = None) -> None:
        self._path = path
        self._mode = mode
        self._engine = sqlite_engine(path)

    @property
    def where(self) -> str:
        """The path."""
        return str(self._path)

    def is_there(self) -> bool:
        """Whether there is a file."""
        return self._path.is_file()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a consistent state of it."""
        with self.errors(), self._engine.connect() as connection:
            connection.exec_driver_sql("begin")
            yield connection

    @contextmanager
    def changing(self) -> Iterator[Connection]:
        """Open it to change it; others wait."""
        if self._mode is not None:
            with disk_errors(self._path):
                self._path.touch(self._mode)
        with self.errors(), self._engine.connect() as connection:
            connection.exec_driver_sql("begin immediate")
            try:
                yield connection
            except BaseException:
                connection.exec_driver_sql("rollback")
                raise
            connection.exec_driver_sql("commit")

    @contextmanager
    def errors(self) -> Iterator[None]:
        """Turn what SQLite refuses into a CasebookError."""
        with file_errors(self._path):
            yield

    def make_room(self, connection: Connection) -> None:
        """Do nothing: a file has room for tables."""
        del connection

    def refuse_changes(self, connection: Connection, table: str) -> None:
        """Refuse to change or remove rows."""
        for change in ("update", "delete"):
            connection.exec_driver_sql(
                f"create trigger {table}_no_{change} before {change} on {table} "
                f"begin select raise(abort, 'the journal is append-only'); end"
            )

    def allow_erasing(self, connection: Connection, table: Table, own: str) -> None:
        """Let bodies be emptied."""
        same = " and ".join(
            f"new.{column.name} is old.{column.name}" for column in table.c if column.name != "body"
        )
        connection.exec_driver_sql(f"drop trigger {table.name}_no_update")
        connection.exec_driver_sql(
            f"create trigger {table.name}_no_update before update on {table.name} "
            f"when not (new.body = '' and {same} "
            f"and exists (select 1 from erased where erased.id = old.{own})) "
            f"begin select raise(abort, 'the journal is append-only'); end"
        )

    def scrub(self) -> None:
        """Write the file anew."""
        with self.errors(), self._engine.connect() as connection:
            connection.exec_driver_sql("vacuum")
            connection.exec_driver_sql("pragma wal_checkpoint(truncate)")

    def beside(self) -> Self:
        """Return a file beside it."""
        return type(self)(temporary_beside(self._path))

    def replace(self, another: Self) -> None:
        """Put another file in the place of this one, whose content is overwritten."""
        self._close_log()
        with disk_errors(self._path), self._path.open("r+b") as old:
            another._path.replace(self._path)
            sync_folder(self._path.parent)
            overwrite(old)

    def destroy(self) -> None:
        """Overwrite and remove the file."""
        self._close_log()
        files.destroy(self._path)

    def _close_log(self) -> None:
        """Go on without a log beside the file: what stands in a log would be written into another file."""
        with self.errors(), self._engine.connect() as connection:
            mode = connection.exec_driver_sql("pragma journal_mode = delete").scalar_one()
        if mode != "delete":
            raise CasebookError(
                f"{self._path}: found someone reading it, expected nobody",
                hint="end what reads it and try again",
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
        # What is emptied is overwritten in the file.
        connection.execute("pragma secure_delete = on")
        return connection

    return create_engine("sqlite://", creator=connect, poolclass=NullPool)


HINTS = (
    ("readonly", "change the permissions of the casebook's folder, or copy it to a disk that can be written"),
    (
        "unable to open",
        "change the permissions of the casebook's folder, or copy it to a disk that can be written",
    ),
    ("full", "make room on the disk and run again: what was finished is kept"),
    ("locked", "another process has held the journal for two minutes: end it and run again"),
)


@contextmanager
def file_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite refuses about a file into a CasebookError with a hint."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        reason = str(error.orig if isinstance(error, DBAPIError) else error)
        hint = next((hint for word, hint in HINTS if word in reason), None)
        raise CasebookError(
            f"{path}: {reason.lower()}, expected a journal that can be used",
            hint=hint
            or "restore journal.db from a backup: originals and journal are the truth of a casebook",
        ) from error
