"""Say what a journal asks of the database that keeps it.

Two keep a journal: a file in the casebook's folder (`sqlite`), or a schema on a
PostgreSQL server (`postgres`). Tables, chain and rows are the same in both.
"""

from contextlib import AbstractContextManager
from typing import Protocol, Self

from sqlalchemy import Connection, Table

__all__ = ["Database"]


class Database(Protocol):
    """Where a journal's tables are."""

    @property
    def where(self) -> str:
        """What messages call it; it holds no secret."""
        ...

    def is_there(self) -> bool:
        """Whether it holds a journal."""
        ...

    def reading(self) -> AbstractContextManager[Connection]:
        """Open it to read one consistent state, whoever changes it."""
        ...

    def changing(self) -> AbstractContextManager[Connection]:
        """Open it to change it, alone: others that want to change it wait. All of it holds or nothing."""
        ...

    def errors(self) -> AbstractContextManager[None]:
        """Turn what the database refuses into a CasebookError with a hint."""
        ...

    def make_room(self, connection: Connection) -> None:
        """Make what must be there before a first table can be."""
        ...

    def refuse_changes(self, connection: Connection, table: str) -> None:
        """Make the database refuse to change or remove rows of a table."""
        ...

    def allow_erasing(self, connection: Connection, table: Table, own: str) -> None:
        """Let the body of a row be emptied once `erased` lists the row by its column `own`, and nothing else."""
        ...

    def scrub(self) -> None:
        """Write the tables anew without what was in them once: an emptied body leaves no trace in free pages."""
        ...

    def beside(self) -> Self:
        """Return an empty place beside it, for a journal that is to replace this one."""
        ...

    def replace(self, another: Self) -> None:
        """Put the tables of a place beside it in the place of its own, which are destroyed."""
        ...

    def destroy(self) -> None:
        """Destroy its tables."""
        ...
