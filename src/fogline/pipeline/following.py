"""Say what has come into a journal since somebody looked, from whichever process it came."""

from collections.abc import Sequence
from dataclasses import dataclass

from fogline.model.decision import Decision
from fogline.model.records import Record
from fogline.pipeline.decisions import DECISION, decisions_entered
from fogline.store.chain import JOINED, Entry
from fogline.store.decode import decode
from fogline.store.store import Store

__all__ = ["Followed", "decisions_since", "entered_since"]


@dataclass(frozen=True, slots=True)
class Followed(Record):
    """An entry of the journal as those hear of it who follow along.

    `kind` is that of the entry, `undo` for a decision that takes another back. `objects`
    are the ids of reports that it names, `by` who made it where a person did, `head` its
    hash.
    """

    kind: str
    objects: tuple[str, ...]
    by: str | None
    head: str


def entered_since(store: Store, head: str) -> tuple[Followed, ...]:
    """Return what was entered after the entry with a hash, the oldest first.

    Raises:
        ObjectUnknown: no entry has that hash.
    """
    return tuple(followed(entry) for entry in store.journal.since(head))


def followed(entry: Entry) -> Followed:
    """Return an entry as those hear of it who follow along."""
    by = entry.body.get("by")
    kind, named = entry.kind, ()
    if kind == DECISION:
        kind, named = "undo" if entry.body["act"] == "undo" else DECISION, entry.body["reports"]
    return Followed(kind, tuple(named), by if isinstance(by, str) else None, entry.hash)


def decisions_since(store: Store, head: str) -> Sequence[Decision]:
    """Return the decisions that were entered after the entry with a hash.

    Those of a casebook that was joined since may be older than they are new: all are
    returned then, for nobody who looked before has seen how they come out together.
    """
    later = store.journal.since(head)
    if any(entry.kind == JOINED for entry in later):
        return tuple(decisions_entered(store))
    return tuple(decode(Decision, entry.body) for entry in later if entry.kind == DECISION)
