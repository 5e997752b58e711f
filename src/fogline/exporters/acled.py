"""Write incidents in the columns of ACLED's export, for tools that read it; it is no ACLED data.

What ACLED would record is a row: an event type of its codebook, a day known to within a
month, a place below a country. ACLED keeps the most conservative figure of deaths and
writes 0 where it has none; here no figure is an empty cell, because no data is not 0.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from fogline.exporters._flat import (
    Losses,
    coded,
    country_of,
    days_of,
    dispute_losses,
    found_place,
    outlets_of,
    parties_of,
    sentence_of,
    total_of,
)
from fogline.exporters._seam import Holdings, Loss
from fogline.exporters._table import Cell, csv_lines
from fogline.model.claim import Claim
from fogline.model.exactness import geo_precision, time_precision
from fogline.model.incident import Incident

__all__ = ["AcledExporter"]

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso",
    "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source",
    "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
"""The 31 columns of ACLED's export, in its order."""

DEMONSTRATIONS = frozenset({"Peaceful protest", "Protest with intervention", "Violent demonstration"})
BOTH = frozenset({"Excessive force against protesters"})
A_MONTH = timedelta(days=31)
A_COUNTRY = 6
"""UCDP's code of a place that is a country; ACLED records none."""


class AcledExporter:
    """Comma-separated values with ACLED's 31 columns; `tags` has status, grade and independent origins."""

    suffix = ".csv"
    media_type = "text/csv"

    def write(self, holdings: Holdings) -> Iterator[bytes]:
        """Yield a row an incident that ACLED would record."""
        yield from csv_lines([COLUMNS])
        for incident, claims in holdings.told():
            if why_not(incident, claims) is None:
                yield from csv_lines([row_of(incident, claims)])

    def losses(self, holdings: Holdings) -> tuple[Loss, ...]:
        """Return which incidents are no rows and what the rows do not carry."""
        losses = Losses()
        for incident, claims in holdings.told():
            why = why_not(incident, claims)
            if why is not None:
                losses.add("incidents", why)
                continue
            dispute_losses(losses, incident, claims)
            killed = total_of(incident, "killed")
            if killed is not None and killed.low != killed.high:
                losses.add("ranges of reported deaths", "the lowest figure stands alone, as ACLED keeps it")
            losses.add("names of countries", "a row has the code of ISO 3166-1")
        return losses.counted()


def why_not(incident: Incident, claims: Sequence[Claim]) -> str | None:
    """Return why an incident is no row, None where it is one."""
    if coded(incident, claims)[0] is None:
        return "their type is not in ACLED's codebook"
    days = days_of(incident.when)
    if days is None or incident.when.precision is None:
        return "no day is known for them"
    if days[1] - days[0] >= A_MONTH:
        return "their day is not known to within a month, as ACLED needs it"
    if not incident.places or incident.places[0].lat is None or incident.places[0].where_prec >= A_COUNTRY:
        return "no place with coordinates below a country is known for them, as ACLED needs it"
    return None if country_of(incident, claims) else "no country is known for them, as ACLED needs it"


def row_of(incident: Incident, claims: Sequence[Claim]) -> tuple[Cell, ...]:
    """Return the row of an incident."""
    (kind, sub), days, place = (
        coded(incident, claims)[0] or ("", ""),
        days_of(incident.when),
        incident.places[0],
    )
    mention, killed = found_place(place, claims), total_of(incident, "killed")
    cells: dict[str, Cell] = {
        "event_id_cnty": incident.id,
        "event_date": None if days is None else days[0].isoformat(), "year": None if days is None else days[0].year,
        "time_precision": time_precision(incident.when),
        "disorder_type": disorder(kind, sub), "event_type": kind, "sub_event_type": sub,
        "actor1": parties_of(incident, "initiator"), "actor2": parties_of(incident, "target"),
        "civilian_targeting": "Civilian targeting" if kind == "Violence against civilians" else None,
        "country": country_of(incident, claims), "admin1": None if mention is None else mention.admin1,
        "admin2": None if mention is None else mention.admin2,
        "location": place.name, "latitude": place.lat, "longitude": place.lon,
        "geo_precision": geo_precision(place.where_prec), "source": outlets_of(claims), "notes": sentence_of(claims),
        "fatalities": None if killed is None else killed.low,
        "tags": "; ".join((
            f"status: {incident.status}", f"grade: {incident.grade or 'none'}",
            f"independent origins: {incident.origins}",
        )),
    }  # fmt: skip
    return tuple(cells.get(column) for column in COLUMNS)


def disorder(kind: str, sub: str) -> str:
    """Return ACLED's type of disorder."""
    if kind == "Strategic developments":
        return kind
    if sub in BOTH:
        return "Political violence; Demonstrations"
    return "Demonstrations" if sub in DEMONSTRATIONS else "Political violence"
