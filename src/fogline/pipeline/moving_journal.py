"""Move a casebook's journal to a PostgreSQL server, or back into its folder, row by row: no hash changes.

The new journal is whole and checked before the settings name it, and the old one is
destroyed last: what was interrupted is begun again, or goes on with what was written.
"""

from dataclasses import dataclass

from fogline.config import SETTINGS_FILE, set_in
from fogline.errors import JournalBroken, SettingInvalid
from fogline.model.records import Record
from fogline.pipeline.progress import Notify, Progress
from fogline.store.files import disk_errors, replace_file
from fogline.store.journal import Clock, Journal
from fogline.store.journal_place import ADDRESS, database_at
from fogline.store.store import Store

__all__ = ["JournalKept", "kept_journal", "move_journal"]

STAGE = "move"


@dataclass(frozen=True, slots=True)
class JournalKept(Record):
    """Where a journal is, how many entries it has, and the hash of its last one."""

    where: str
    entries: int
    head: str


def kept_journal(store: Store) -> JournalKept:
    """Return where the journal is, its chain checked."""
    return JournalKept(store.journal.database.where, store.journal.verify(), store.journal.head())


def move_journal(store: Store, address: str, *, clock: Clock, notify: Notify) -> JournalKept:
    """Move the journal to an address of PostgreSQL, into the casebook's folder for an empty one.

    The caller holds the casebook alone.

    Raises:
        SettingInvalid: it is there already, another journal is there, or the address is none.
        JournalBroken: the chain does not hold.
    """
    goal = Journal(database_at(store.folder, address), clock=clock, seal=store.seal)
    if goal.database.where == store.journal.database.where:
        raise SettingInvalid(
            f"{store.folder}: found its journal at {goal.database.where}, expected another place"
        )
    notify(Progress(STAGE, 0, note="checking the chain"))
    held = kept_journal(store)
    if not goal.database.is_there():
        notify(Progress(STAGE, 0, held.entries))
        goal.restore(store.journal.rows())
    elif goal.head() != held.head:
        raise SettingInvalid(
            f"{goal.database.where}: found another journal there, expected none",
            hint="name another schema: postgresql://…?schema=name",
        )
    notify(Progress(STAGE, held.entries, held.entries, note="checking the chain"))
    kept = JournalKept(goal.database.where, goal.verify(), goal.head())
    if (kept.entries, kept.head) != (held.entries, held.head):
        raise JournalBroken(f"{goal.database.where}: found another chain than was moved, expected the same")
    path = store.folder / SETTINGS_FILE
    with disk_errors(path):
        document = path.read_text(encoding="utf-8") if path.is_file() else ""
    replace_file(path, set_in(document, ADDRESS, address).encode("utf-8"))
    store.journal.database.destroy()
    store.journal = goal
    return kept
