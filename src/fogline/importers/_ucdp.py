"""Read UCDP's tables of events: GED and Candidate share their columns."""

import csv
from collections.abc import Iterator, Mapping

from fogline.importers._opened import Opening
from fogline.importers._rows import Row, rows_of, unreadable
from fogline.importers._seam import Part
from fogline.importers._tally import Counted, EventRecord

__all__ = ["COLUMNS", "NEEDED", "PARTS", "UcdpEvents", "is_ucdp"]

COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date",
    "source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity",
    "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high",
    "low", "gwnoa", "gwnob",
)  # fmt: skip
"""The 49 columns, in the order in which releases without a header have them."""

NEEDED = (
    "type_of_violence", "country", "date_start", "date_end", "deaths_civilians", "deaths_unknown", "best", "high",
    "low",
)  # fmt: skip

KINDS: Mapping[str, str] = {"1": "state_based", "2": "non_state", "3": "one_sided"}
"""UCDP's three types of violence, GED codebook."""

CLEAR = frozenset({"", "clear"})
"""Status of an event that UCDP has done with; Candidate has others, such as "Check deaths"."""

PARTS: Mapping[str, Part] = {
    "": Part("Deaths in organised violence, UCDP's best estimate with its low and high", "persons"),
    "events": Part("Events with at least one death", "events"),
    "state_based": Part("Deaths in state-based conflict", "persons"),
    "non_state": Part("Deaths in non-state conflict", "persons"),
    "one_sided": Part("Deaths in one-sided violence", "persons"),
    "civilians": Part("Deaths of civilians; high counts deaths of unknown side too", "persons"),
}  # fmt: skip


class UcdpEvents:
    """The events of a table, walked once. `widened` counts those whose best lay outside low to high."""

    def __init__(self, text: str, *, name: str) -> None:
        self._text = text
        self._name = name
        self.widened = 0

    def __iter__(self) -> Iterator[EventRecord]:
        seen: set[str] = set()
        for row in rows_of(self._text, name=self._name, needs=NEEDED, columns=COLUMNS):
            if (own := row.text("id")) and own in seen:
                raise unreadable(row.where, f"the event {own[:40]!r} again", "each event once")
            seen.add(own)
            yield self._record(row)

    def _record(self, row: Row) -> EventRecord:
        """Return the event of a row."""
        kind = row.text("type_of_violence")
        if kind not in KINDS:
            raise unreadable(row.where, f"{kind[:40]!r} in type_of_violence", "1, 2 or 3")
        began, ended = row.day("date_start"), row.day("date_end")
        if ended < began:
            raise unreadable(row.where, f"date_end {ended} before date_start {began}", "an interval")
        low, best, high = (row.count(column) for column in ("low", "best", "high"))
        self.widened += not low <= best <= high
        deaths = Counted(best, min(low, best, high), max(low, best, high))
        civilians, unknown = row.count("deaths_civilians"), row.count("deaths_unknown")
        counts = {
            "": deaths, "events": Counted(1, 1, 1), KINDS[kind]: deaths,
            "civilians": Counted(civilians, civilians, civilians + unknown),
        }  # fmt: skip
        if row.text("code_status").lower() not in CLEAR:
            counts["unclear"] = deaths
        return EventRecord(row.needed("country"), row.text("adm_1"), began, ended, counts)

    @property
    def notes(self) -> tuple[str, ...]:
        """What whoever brings the file must know, once it has been walked."""
        if not self.widened:
            return ()
        return (
            f"{self.widened:,} events have a best estimate outside low to high, or high below low: "
            "their range was widened to hold all three",
        )


def is_ucdp(opening: Opening) -> bool:
    """Know UCDP's events by their columns; without a header by the number of fields and a type of violence."""
    if {"type_of_violence", "best", "date_start"} <= opening.columns:
        return True
    fields = next(csv.reader([opening.first]), [])
    return len(fields) == len(COLUMNS) and fields[COLUMNS.index("type_of_violence")] in KINDS
