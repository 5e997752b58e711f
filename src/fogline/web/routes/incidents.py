"""Answer for incidents: by any filter, one of them, where they are and in which order they were told."""

from typing import Annotated

from fastapi import Depends, Query

from fogline.casebook import IncidentOrder
from fogline.model.vocabulary import Status
from fogline.pipeline.looking import IncidentFilter
from fogline.web.answers import After, Day, DeskRouter, Limit, Page, PlainAnswer, page_of
from fogline.web.desk import DeskOf
from fogline.web.identity import require
from fogline.web.views.incidents import IncidentSeen, WhySeen, incident_of, see_incident
from fogline.web.views.rows import IncidentRow, incident_rows
from fogline.web.views.timeline import Timeline, see_timeline
from fogline.web.views.where import MapSeen, see_map

__all__ = ["router"]

router = DeskRouter(tags=["incidents"], dependencies=[Depends(require("read"))])

Statuses = Annotated[list[Status] | None, Query()]
Types = Annotated[list[str] | None, Query()]


@router.get("/incidents")
def list_incidents(
    desk: DeskOf,
    status: Statuses = None,
    type: Types = None,
    party: str | None = None,
    place: str | None = None,
    since: Day = None,
    until: Day = None,
    grade: str | None = None,
    text: str | None = None,
    order: IncidentOrder = "day",
    limit: Limit = 50,
    after: After = None,
) -> Page[IncidentRow]:
    """Return the incidents that fit all filters. `text` are words that one of its claims has.

    `order`: day (the earliest first), latest, killed (the most first), claims (the most first), grade (the best first).
    """
    found = desk.book.incidents(
        status=status, type=type, party=party, place=place, since=since, until=until, grade=grade, text=text,
        order=order,
    )  # fmt: skip
    return page_of(found, incident_rows, limit=limit, after=after)


@router.get("/incidents/{id}")
def get_incident(desk: DeskOf, id: str) -> IncidentSeen:
    """Return one incident: what each side says, tolls by sayer, grade and status with reasons, its history."""
    return see_incident(desk, incident_of(desk.book, id))


@router.get("/incidents/{id}/why")
def get_why(desk: DeskOf, id: str) -> WhySeen:
    """Return why each report of an incident is in it, and which other incident was the nearest: slow where many are."""
    incident = incident_of(desk.book, id)
    return WhySeen(desk.known(("why", incident.id), lambda: desk.book.explain(incident)))


@router.get("/map")
def get_map(
    desk: DeskOf,
    status: Statuses = None,
    type: Types = None,
    party: str | None = None,
    place: str | None = None,
    since: Day = None,
    until: Day = None,
    grade: str | None = None,
    text: str | None = None,
) -> MapSeen:
    """Return where incidents are said to have happened: points with a radius, areas, and what cannot be mapped."""
    wanted = IncidentFilter(status, type, since, until, place, grade=grade, text=text)
    places = desk.places()

    def answer() -> PlainAnswer:
        return PlainAnswer(see_map(desk.book.incidents_placed(wanted, party=party), places))

    is_whole = wanted == IncidentFilter() and party is None
    return desk.known("map", answer) if is_whole else answer()  # type: ignore[return-value]  # a MapSeen, plain already


@router.get("/timeline")
def get_timeline(
    desk: DeskOf, incident: str | None = None, party: str | None = None, since: Day = None, until: Day = None
) -> Timeline:
    """Return the claims of an incident, about a party or of a time by publication, and what answers what."""
    claims = desk.book.claims(incident=incident, party=party, since=since, until=until)
    return see_timeline(desk.book, claims)
