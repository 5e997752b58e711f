"""Say in one row what an incident holds: sides, place, days, what is reported, by whom."""

from collections.abc import Sequence

from fogline.exporters._flat import (
    days_of,
    found_place,
    outlets_of,
    parties_of,
    sayers_of,
    sentence_of,
    total_of,
)
from fogline.exporters._table import Cell
from fogline.model.claim import Claim
from fogline.model.incident import Incident

__all__ = ["COLUMNS", "incident_row"]

COLUMNS = (
    "Incident", "Type", "Status", "Grade", "From", "To", "First reported", "Side A", "Side B", "Country", "Province",
    "District", "Place", "Latitude", "Longitude", "Within (km)", "Reported killed, lowest", "Reported killed",
    "Reported killed, highest", "Reported injured", "Claimed by", "Sources", "Independent origins", "First claim",
)  # fmt: skip


def incident_row(incident: Incident, claims: Sequence[Claim]) -> tuple[Cell, ...]:
    """Return the row of an incident, in the order of the columns."""
    place, days = (incident.places[0] if incident.places else None), days_of(incident.when)
    mention = None if place is None else found_place(place, claims)
    killed, wounded = total_of(incident, "killed"), total_of(incident, "wounded")
    published = sorted(claim.published for claim in claims if claim.published)
    return (
        incident.id, incident.type, incident.status, incident.grade,
        None if days is None else days[0].isoformat(), None if days is None else days[1].isoformat(),
        published[0][:10] if published else None,
        parties_of(incident, "initiator"), parties_of(incident, "target"),
        None if mention is None else mention.country, None if mention is None else mention.admin1,
        None if mention is None else mention.admin2, None if place is None else place.name,
        None if place is None else place.lat, None if place is None else place.lon,
        None if place is None else place.radius_km,
        None if killed is None else killed.low, None if killed is None else killed.best,
        None if killed is None else killed.high, None if wounded is None else wounded.best,
        sayers_of(claims), outlets_of(claims), incident.origins, sentence_of(claims),
    )  # fmt: skip
