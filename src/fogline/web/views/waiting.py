"""Say of what waits for a person which words or which event it is, so that one need not open it to know."""

from collections.abc import Iterable
from dataclasses import dataclass

from fogline.casebook import Casebook
from fogline.model.records import Record
from fogline.pipeline.waiting import Waiting

__all__ = ["WaitingSeen", "see_waiting"]

WORDS = "select id, quote as words from claims where list_contains(?, id)"
EVENTS = """
    select id, concat_ws(', ', replace(type, '_', ' '), place, substr(earliest, 1, 10)) as words
    from incidents
    where list_contains(?, id)
"""


@dataclass(frozen=True, slots=True)
class WaitingSeen(Record):
    """What waits and why. `words` are the claim's, or what the incident is, where and when; "" of a decision."""

    kind: str
    id: str
    why: str
    words: str


def see_waiting(book: Casebook, waiting: Iterable[Waiting]) -> tuple[WaitingSeen, ...]:
    """Return what waits with its words."""
    listed = list(waiting)
    words: dict[str, str] = {}
    for kind, query in (("claim", WORDS), ("incident", EVENTS)):
        if ids := [one.id for one in listed if one.kind == kind]:
            words |= {row["id"]: row["words"] for row in book.sql(query, (ids,)).to_pylist()}
    return tuple(WaitingSeen(one.kind, one.id, one.why, words.get(one.id, "")) for one in listed)
