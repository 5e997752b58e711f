"""Keep questions, resolutions, forecasts and alerts: an entry of the journal each, and beside it what it rests on.

The entry has what must stay for good: the question, the numbers, the outcome. What
it rests on names sayers and may tell of people, so it is kept as an original of its
own, and goes when a report is erased on which it rests. The numbers stay as they
were given: the record is no better for what was erased.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from fogline.model.ids import sha256_hex
from fogline.model.records import Record, canonical_json
from fogline.store.chain import Entry, written
from fogline.store.store import Store

__all__ = [
    "ALERT", "FORECAST", "QUESTION", "REFUSAL", "RESOLUTION", "beside", "body_of", "enter", "enter_bodies",
    "enter_plain", "entered", "kept_beside", "to_be_erased",
]  # fmt: skip

QUESTION, RESOLUTION, FORECAST, REFUSAL = "question", "resolution", "forecast", "refusal"
ALERT = "alert"
"""Kinds of the entries."""

BESIDE: Mapping[str, Mapping[str, Any]] = {
    QUESTION: {"because": [], "drivers": [], "voices": [], "cases": [], "would_change": [], "rivals": [], "claims": [],
               "fared": None, "background": ""},
    RESOLUTION: {"reason": "", "rivals": [], "claims": [], "incidents": []},
    ALERT: {"words": "", "claims": []},
}  # fmt: skip
"""Fields that are kept beside an entry, each with what stands there when that was erased."""


def enter(store: Store, kind: str, records: Iterable[Record]) -> None:
    """Put records into the journal, each once by its id."""
    bodies = [record.to_dict() for record in records]
    enter_bodies(
        store,
        kind,
        [(body, canonical_json({name: body.pop(name) for name in BESIDE[kind]})) for body in bodies],
    )


def enter_bodies(store: Store, kind: str, bodies: Iterable[tuple[Mapping[str, Any], bytes]]) -> None:
    """Put entries into the journal, each with what it rests on beside it, and each once by its id."""
    with store.writing():
        known = {entry.body["id"] for entry in store.journal.entries(kind)}
        fresh = {body["id"]: (body, content) for body, content in bodies if body["id"] not in known}
        store.originals.put(content for _, content in fresh.values())
        for body, content in fresh.values():
            store.journal.append(kind, {**body, "beside": sha256_hex(content)})


def enter_plain(store: Store, kind: str, record: Record) -> None:
    """Put a record that rests on nothing into the journal, once by its id."""
    body = record.to_dict()
    with store.writing():
        if all(entry.body["id"] != body["id"] for entry in store.journal.entries(kind)):
            store.journal.append(kind, body)


def entered(store: Store, kind: str, *, until: datetime | None = None) -> Iterator[Entry]:
    """Yield the entries of a kind in the order of time, each id once; until a moment when it is given."""
    known: set[str] = set()
    for entry in store.journal.entries(kind):
        # Casebooks that were joined may both have it.
        if entry.body["id"] not in known and (until is None or entry.received <= written(until)):
            known.add(entry.body["id"])
            yield entry


def body_of(store: Store, entry: Entry, *, whole: bool) -> dict[str, Any]:
    """Return the plain record of an entry; what it rests on is empty unless `whole`, and where it was erased."""
    body = {name: value for name, value in entry.body.items() if name != "beside"}
    empty = dict(BESIDE[entry.kind])
    content = beside(store, entry) if whole else None
    return {**empty, **body} if content is None else {**body, **json.loads(content)}


def beside(store: Store, entry: Entry) -> bytes | None:
    """Return what is kept beside an entry, None when it was erased.

    Raises:
        OriginalBroken: it is missing and was not erased, or was changed.
    """
    if not erased_reports(store).isdisjoint(entry.body["reports"]):
        return None
    return store.originals.get(entry.body["beside"])


def kept_beside(store: Store) -> Iterator[str]:
    """Yield the originals that are kept beside entries."""
    gone = erased_reports(store)
    for entry in entries(store):
        if gone.isdisjoint(entry.body["reports"]):
            yield entry.body["beside"]


def to_be_erased(store: Store) -> list[str]:
    """Return the originals beside entries that rest on an erased report and are still there."""
    gone = erased_reports(store)
    if not gone:
        return []
    kept = frozenset(kept_beside(store))
    named = {entry.body["beside"] for entry in entries(store)} - kept
    return sorted(one for one in named if store.originals.has(one))


def entries(store: Store) -> Iterator[Entry]:
    """Yield every entry that has something beside it."""
    for kind in (QUESTION, RESOLUTION, FORECAST, ALERT):
        yield from store.journal.entries(kind)


def erased_reports(store: Store) -> frozenset[str]:
    """Return the ids of all reports that were erased."""
    return frozenset(report for grave in store.journal.graves() for report in grave.reports)
