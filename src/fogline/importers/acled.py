"""Read ACLED's table of events: events by kind, and fatalities where ACLED has any number.

ACLED writes 0 fatalities where it has no information, so a 0 is no number, nor is an empty cell: a month in
which no event has one is unknown, and any 0 leaves the month open above. The number it
has is the most conservative estimate, so the sum is a low as well.
"""

from collections.abc import Iterator, Mapping

from fogline.importers._opened import Opening
from fogline.importers._rows import Row, rows_of, unreadable
from fogline.importers._seam import Part, SeriesImporter, SeriesRead
from fogline.importers._tally import Counted, EventRecord, tally

__all__ = ["ACLED"]

NEEDED = ("event_date", "event_type", "country", "fatalities")
KINDS: Mapping[str, str] = {
    "Battles": "battles", "Explosions/Remote violence": "remote_violence",
    "Violence against civilians": "attacks_on_civilians", "Protests": "protests", "Riots": "riots",
    "Strategic developments": "strategic_developments",
}  # fmt: skip
"""ACLED's six event types, codebook of 2023, and the series that counts each."""

PARTS: Mapping[str, Part] = {
    "": Part(
        "Reported fatalities; ACLED writes 0 where it has no information, so 0 is unknown here", "persons"
    ),
    "events": Part("Events of all types", "events"),
    "civilian_targeting": Part("Events in which civilians were the main or only target", "events"),
    **{part: Part(f"Events of type {kind}", "events") for kind, part in KINDS.items()},
}
IDS = ("event_id_cnty", "event_id_no_cnty", "data_id")
"""Columns with an event's own id, the present one first."""


def tells(opening: Opening) -> bool:
    """Know it by its columns."""
    return {"event_date", "event_type", "sub_event_type", "fatalities"} <= opening.columns


def read(text: str, name: str) -> SeriesRead:
    """Return the numbers of an export."""
    cells, spans = tally(records(text, name), PARTS)
    return SeriesRead(cells, spans)


def records(text: str, name: str) -> Iterator[EventRecord]:
    """Yield the events of an export; an export by actor has each event several times, and it counts once."""
    seen: set[str] = set()
    for row in rows_of(text, name=name, needs=NEEDED):
        own = next((row.text(column) for column in IDS if row.text(column)), "")
        if own and own in seen:
            if "actor_type" in row.fields:
                continue
            raise unreadable(row.where, f"the event {own[:40]!r} again", "each event once")
        seen.add(own)
        yield record_of(row)


def record_of(row: Row) -> EventRecord:
    """Return the event of a row."""
    kind = row.text("event_type")
    if kind not in KINDS:
        raise unreadable(row.where, f"{kind[:40]!r} in event_type", f"one of {', '.join(KINDS)}")
    day = row.day("event_date")
    deaths = row.count("fatalities") if row.text("fatalities") else 0
    one = Counted(1, 1, 1)
    counts = {
        "": Counted(deaths, deaths, deaths) if deaths else Counted(None, 0, None),
        "events": one,
        KINDS[kind]: one,
    }
    if row.text("civilian_targeting"):
        counts["civilian_targeting"] = one
    return EventRecord(row.needed("country"), row.text("admin1"), day, day, counts)


ACLED = SeriesImporter("ACLED events (CSV export)", tells, read, PARTS)
