"""Write incidents in the columns of UCDP GED, for tools that read it; it is no UCDP data.

A row is an incident of organised violence with at least one reported death and a known
place and day. `source_original` names the sayers: the one field of event data that does.
"""

from collections.abc import Iterator, Sequence

from fogline.exporters._flat import (
    Losses,
    coded,
    country_of,
    days_of,
    dispute_losses,
    found_place,
    outlets_of,
    parties_of,
    sayers_of,
    sentence_of,
    total_of,
)
from fogline.exporters._seam import Holdings, Loss
from fogline.exporters._table import Cell, csv_lines
from fogline.model.claim import Claim
from fogline.model.exactness import date_precision
from fogline.model.incident import Incident

__all__ = ["UcdpGedExporter"]

COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date",
    "source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity",
    "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high",
    "low", "gwnoa", "gwnob",
)  # fmt: skip
"""The 49 columns of UCDP GED, in its order."""

CLEAR, AGGREGATED = 1, 2
SUREST_DATE = 1


class UcdpGedExporter:
    """Comma-separated values with GED's 49 columns: low <= best <= high, and the sides' deaths sum to best."""

    suffix = ".csv"
    media_type = "text/csv"

    def write(self, holdings: Holdings) -> Iterator[bytes]:
        """Yield a row an incident that GED could hold."""
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
            losses.add("names of countries", "a row has the code of ISO 3166-1")
            killed = total_of(incident, "killed")
            if killed is not None and killed.high is None:
                losses.add("reported deaths open above", "high repeats best, GED has no open end")
            if sum(by_side(incident)[:3]) > deaths(incident)[1]:
                losses.add("deaths by side", "the sides' figures do not add up to best; all stand as unknown")
        return losses.counted()


def why_not(incident: Incident, claims: Sequence[Claim]) -> str | None:
    """Return why an incident is no row, None where it is one."""
    if coded(incident, claims)[1] is None:
        return "their type is no organised violence"
    if not deaths(incident)[1]:
        return "no death is reported, and GED needs one"
    if days_of(incident.when) is None or incident.when.precision is None:
        return "no day is known for them, as GED needs it"
    if not incident.places or incident.places[0].lat is None:
        return "no coordinates are known for them, as GED needs them"
    return None if country_of(incident, claims) else "no country is known for them, as GED needs it"


def deaths(incident: Incident) -> tuple[int, int, int]:
    """Return low, best and high of the reported deaths, 0 where no number is known."""
    killed = total_of(incident, "killed")
    if killed is None:
        return 0, 0, 0
    best = next((number for number in (killed.best, killed.low, killed.high) if number is not None), 0)
    return min(best, killed.low or 0), best, max(best, killed.high or 0)


def by_side(incident: Incident) -> tuple[int, int, int]:
    """Return the best figures of the first initiator's, the first target's and civilians' deaths."""
    best = {
        row.party: row.best for row in incident.tolls if row.measure == "killed" and row.party and row.best
    }
    sides = [parties_of(incident, role).split("; ")[0] for role in ("initiator", "target")]
    civilians = sum(number for party, number in best.items() if "civilian" in party.lower())
    first, second = (0 if "civilian" in side.lower() else best.get(side, 0) for side in sides)
    return first, 0 if sides[0] == sides[1] else second, civilians


def row_of(incident: Incident, claims: Sequence[Claim]) -> tuple[Cell, ...]:
    """Return the row of an incident."""
    low, best, high = deaths(incident)
    sides = by_side(incident)
    sides = sides if sum(sides) <= best else (0, 0, 0)
    place, days = incident.places[0], days_of(incident.when)
    mention, exact = found_place(place, claims), date_precision(incident.when)
    side_a, side_b = parties_of(incident, "initiator"), parties_of(incident, "target")
    published = sorted(claim.published for claim in claims if claim.published)
    cells: dict[str, Cell] = {
        "id": incident.id, "year": None if days is None else days[0].year, "code_status": f"fogline: {incident.status}",
        "type_of_violence": coded(incident, claims)[1], "dyad_name": f"{side_a or 'unknown'} - {side_b or 'unknown'}",
        "side_a": side_a, "side_b": side_b, "number_of_sources": incident.origins,
        "source_article": sentence_of(claims), "source_office": outlets_of(claims),
        "source_date": published[0][:10] if published else None, "source_original": sayers_of(claims),
        "where_prec": place.where_prec, "where_coordinates": place.name, "where_description": place.name,
        "adm_1": None if mention is None else mention.admin1, "adm_2": None if mention is None else mention.admin2,
        "latitude": place.lat, "longitude": place.lon, "geom_wkt": f"POINT ({place.lon} {place.lat})",
        "country": country_of(incident, claims),
        "event_clarity": CLEAR if exact == SUREST_DATE else AGGREGATED, "date_prec": exact,
        "date_start": None if days is None else days[0].isoformat(),
        "date_end": None if days is None else days[1].isoformat(),
        "deaths_a": sides[0], "deaths_b": sides[1], "deaths_civilians": sides[2],
        "deaths_unknown": best - sum(sides), "best": best, "high": high, "low": low,
    }  # fmt: skip
    return tuple(cells.get(column) for column in COLUMNS)
