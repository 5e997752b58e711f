"""Look through a casebook as a desk does: what stands beside a list, on a map, behind a download."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from fogline.casebook.looking import Looking
from fogline.model.claim import Claim
from fogline.model.forecast import Forecast
from fogline.model.report import Report
from fogline.pipeline.forecasting import ForecastSeen, forecasts_of, see_forecast
from fogline.pipeline.looked import last_look, look
from fogline.pipeline.looking import IncidentFilter
from fogline.pipeline.read import report_of_row
from fogline.pipeline.sources import SpokenFor, spoken_for

__all__ = ["Browsing"]

PLACED = (
    "type", "status", "earliest", "latest", "place", "place_id", "lat", "lon", "radius_km", "where_prec",
)  # fmt: skip
"""Of an incident's places the main one alone."""


class Browsing(Looking):
    """What a desk shows of a casebook beside its lists."""

    def reports_of(self, claims: Iterable[Claim]) -> Sequence[Report]:
        """Return the reports that some claims stand in, by publication."""
        return self.reports_named(claim.report for claim in claims)

    def reports_named(self, ids: Iterable[str]) -> Sequence[Report]:
        """Return the reports with some ids, by publication."""
        clause, order = "where list_contains(?, id)", "published nulls last, id"
        return self._list("reports", clause, (sorted(set(ids)),), order, report_of_row)

    def incidents_placed(self, wanted: IncidentFilter, *, party: str | None = None) -> list[dict[str, Any]]:
        """Return what a map shows of incidents, by day: columns of the table of incidents, a dict each.

        Args:
            wanted: which incidents.
            party: name, alias or abbreviation of one of their parties.
        """
        names, actors = ([], []) if party is None else self._names(party)
        asked = replace(wanted, names=tuple(names), actors=tuple(actors))
        return self._incidents(asked, "day").columns(*PLACED)

    def original_of(self, report: Report) -> bytes:
        """Return the bytes that a report was read from, as they were received.

        Raises:
            OriginalBroken: they are missing, changed or erased.
        """
        return self._store.originals.get(report.original)

    def spoken_for(self, claims: Sequence[Claim]) -> tuple[SpokenFor | None, ...]:
        """Return for each claim of one incident which of its parties the voice speaks for; None for all others."""
        return spoken_for(claims, self._profiles, self._register)

    def last_look(self, by: str) -> str | None:
        """Return when somebody last looked at what is new (UTC); None when they never did."""
        return last_look(self._store, by)

    def look(self, by: str) -> str:
        """Note that somebody looks at what is new, and return when."""
        return look(self._store, by, at=self._clock())

    def forecasts(self) -> tuple[Forecast, ...]:
        """Return the forecasts on the record, the oldest first."""
        return forecasts_of(self._store)

    def forecast_seen(self, named: str) -> ForecastSeen:
        """Return a forecast on the record, by its name or id, with what it says and how it did.

        Raises:
            ObjectUnknown: there is none, or there are several.
        """
        return see_forecast(self._store, named)
