"""Say what the frame of every view shows: which casebook this is, who looks, and how much is in it."""

from dataclasses import dataclass
from importlib.metadata import version

from fogline.model.records import Record
from fogline.web.desk import Desk
from fogline.web.identity import Identity, Mode

__all__ = ["BookSeen", "Counts", "see_book"]


@dataclass(frozen=True, slots=True)
class Counts(Record):
    """How much a casebook holds."""

    reports: int
    claims: int
    incidents: int
    questions: int


@dataclass(frozen=True, slots=True)
class BookSeen(Record):
    """A casebook. `head` is the journal's head: send it back with a decision; `seen` is when you last looked.

    `is_running`: a run is wanted or under way, and what is shown lacks the latest
    decisions; `failed` says why the last one did not end well.
    """

    name: str
    version: str
    mode: Mode
    me: Identity
    counts: Counts
    head: str
    seen: str | None
    is_running: bool
    failed: str | None


def see_book(desk: Desk, me: Identity) -> BookSeen:
    """Return what the frame shows."""
    book = desk.book
    counts = Counts(
        len(book.reports()), len(book.claims()), len(book.incidents()), len(book.questions.kept())
    )
    return BookSeen(
        book.path.stem, version("fogline"), desk.gate.mode, me, counts, book.head, book.last_look(me.name),
        desk.upkeep.is_running, desk.upkeep.failed,
    )  # fmt: skip
