"""Hold together what a casebook keeps on disk: journal, originals, derived parts, and the locks over them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from fogline.errors import CasebookError, CasebookMissing
from fogline.store.databases import Database
from fogline.store.files import disk_errors, remove_temporary
from fogline.store.journal import Clock, Journal, now
from fogline.store.journal_place import FILE, database_of
from fogline.store.locks import Lock
from fogline.store.originals import Originals
from fogline.store.parts import Parts
from fogline.store.sealing import CLEAR, Seal
from fogline.store.search import Search
from fogline.store.tables import Tables

__all__ = ["Store"]

ORIGINALS = "originals"


class Store:
    """A casebook's folder.

    Two locks keep processes apart. `running` is held for a whole run: runs follow
    one another. `writing` is held for one batch: documents can come in while a run
    reads others.
    """

    def __init__(
        self,
        folder: Path,
        *,
        derived: Path | None = None,
        clock: Clock = now,
        seal: Seal = CLEAR,
        journal: Database | None = None,
    ) -> None:
        """Open a folder.

        Args:
            folder: of the casebook.
            derived: another place for derived tables.
            journal: another place for the journal than the settings name.
            clock: tells when something comes in.
            seal: what the content passes through.
        """
        self.folder = folder
        self.seal = seal
        self.journal = Journal(journal or database_of(folder), clock=clock, seal=seal)
        self.originals = Originals(folder / ORIGINALS, seal)
        self.parts = Parts(derived or folder / "derived", seal)
        self.tables = Tables(self.parts)
        self._run_lock = Lock(folder / ".run.lock")
        self._write_lock = Lock(folder / ".write.lock")
        self.search = Search(self.parts, self.tables, Lock(folder / ".search.lock"))

    def prepare(self) -> None:
        """Make what is missing and lead an earlier version forward.

        Raises:
            CasebookError: there are originals and no journal: it is elsewhere, or lost.
        """
        with disk_errors(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
        if (self.folder / ORIGINALS).is_dir() and not self.journal.database.is_there():
            raise self._without_journal(
                CasebookError, "originals and no journal", "the journal that names them"
            )
        self.journal.prepare()

    def require(self) -> None:
        """Raise CasebookMissing when there is no journal."""
        if not self.journal.database.is_there():
            raise self._without_journal(CasebookMissing, "no journal", "a casebook")

    def _without_journal(self, cause: type[CasebookError], found: str, expected: str) -> CasebookError:
        """Say that there is no journal where the settings say."""
        where = self.journal.database.where
        moved = where != str(self.folder / FILE)
        return cause(
            f"{self.folder}: found {found}{f' at {where}' if moved else ' (journal.db)'}, expected {expected}",
            hint="correct keeping.journal in fogline.toml, or move it there: fogline journal BOOK --to ADDRESS"
            if moved
            else "restore journal.db from a backup"
            if cause is CasebookError
            else "fogline run makes a casebook and puts reports into it",
        )

    @contextmanager
    def running(self, *, on_wait: Callable[[int | None], None]) -> Iterator[None]:
        """Hold the casebook for a run; first remove what a killed one left unfinished."""
        with self._run_lock.held(on_wait=on_wait):
            with self.writing():
                remove_temporary(self.folder)
                self.parts.forget_broken()
                self.parts.remove_unlisted()
            yield

    @contextmanager
    def alone(self, *, on_wait: Callable[[int | None], None]) -> Iterator[None]:
        """Hold the casebook so that nobody else changes anything in it."""
        with self._run_lock.held(on_wait=on_wait), self.writing():
            yield

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the casebook while one batch is written."""
        with self._write_lock.held():
            yield
