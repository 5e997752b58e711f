"""Say what a map may show: points with their radius, areas where no more is known, and what cannot be mapped."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from fogline.model.incident import Incident, IncidentPlace
from fogline.model.records import Record
from fogline.model.vocabulary import Status
from fogline.pipeline.seen import PlaceSeen

__all__ = ["Area", "MapSeen", "Point", "Points", "see_map"]

AREAS, COUNTRY = frozenset({4, 6}), 6
"""UCDP's codes of precision: a province (4) and a country (6) are areas; a region (5) has a centre and a radius as
nearer places have; above 6 there is no place."""


@dataclass(frozen=True, slots=True)
class PointGeometry(Record):
    """A GeoJSON point: longitude and latitude."""

    type: Literal["Point"]
    coordinates: tuple[float, float]


@dataclass(frozen=True, slots=True)
class PointProperties(Record):
    """An incident at a point. `radius_km` says how far off the point may be."""

    incident: str
    place: str
    radius_km: float | None
    where_prec: int
    type: str
    status: Status
    earliest: str | None
    latest: str | None


@dataclass(frozen=True, slots=True)
class Point(Record):
    """A GeoJSON feature."""

    type: Literal["Feature"]
    id: str
    geometry: PointGeometry
    properties: PointProperties


@dataclass(frozen=True, slots=True)
class Points(Record):
    """A GeoJSON feature collection."""

    type: Literal["FeatureCollection"]
    features: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Told(Record):
    """An incident of an area."""

    incident: str
    type: str
    status: Status
    earliest: str | None
    latest: str | None


@dataclass(frozen=True, slots=True)
class Area(Record):
    """A province or a country of whose incidents no more is known, and those.

    `country` is ISO 3166-1 alpha-3; `admin1` null where only the country is known. The
    point helps to find the boundary that the name means; it is not shown.
    """

    name: str
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    incidents: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Unmappable(Record):
    """An incident that no map can show, and why."""

    incident: str
    type: str
    status: Status
    earliest: str | None
    latest: str | None
    place: str | None
    why: str


@dataclass(frozen=True, slots=True)
class MapSeen(Record):
    """What a map shows. `first` and `last` are the days between which all of it is said to have happened."""

    points: Points
    areas: tuple[Area, ...]
    unmappable: tuple[Unmappable, ...]
    first: str | None
    last: str | None


def see_map(incidents: Iterable[Incident], places: Sequence[PlaceSeen]) -> MapSeen:
    """Return where incidents are said to have happened: each stands once, at its main place."""
    known = {place.id: place for place in places if place.id is not None}
    points: list[Point] = []
    areas: dict[tuple[str, str | None, str | None], list[Incident]] = {}
    unmappable: list[Unmappable] = []
    days: list[str] = []
    for incident in incidents:
        days += [day[:10] for day in (incident.when.earliest, incident.when.latest) if day is not None]
        place = incident.places[0] if incident.places else None
        if place is None or place.where_prec > COUNTRY:
            why = "no place is told" if place is None else "the place is larger than a country"
            unmappable.append(left_out(incident, place, why))
        elif place.where_prec in AREAS:
            areas.setdefault(area_of(place, known), []).append(incident)
        elif place.lat is None or place.lon is None:
            unmappable.append(left_out(incident, place, "nobody knows where the place is"))
        else:
            points.append(point_of(incident, place, place.lat, place.lon))
    shown = (area_seen(*key, told) for key, told in areas.items())
    return MapSeen(
        points=Points("FeatureCollection", tuple(points)),
        areas=tuple(sorted(shown, key=lambda one: (-len(one.incidents), one.name))),
        unmappable=tuple(unmappable),
        first=min(days, default=None),
        last=max(days, default=None),
    )


def area_of(place: IncidentPlace, known: Mapping[str, PlaceSeen]) -> tuple[str, str | None, str | None]:
    """Return the area that a place is: its name, country and province."""
    seen = None if place.id is None else known.get(place.id)
    if seen is None:
        return place.name, None, None
    return place.name, seen.country, seen.admin1 if place.where_prec < COUNTRY else None


def area_seen(name: str, country: str | None, admin1: str | None, told: Sequence[Incident]) -> Area:
    """Return an area with the incidents in it."""
    place = told[0].places[0]
    rows = (Told(one.id, one.type, one.status, one.when.earliest, one.when.latest) for one in told)
    return Area(name, country, admin1, place.lat, place.lon, tuple(rows))


def point_of(incident: Incident, place: IncidentPlace, lat: float, lon: float) -> Point:
    """Return an incident as a feature."""
    properties = PointProperties(
        incident.id, place.name, place.radius_km, place.where_prec, incident.type, incident.status,
        incident.when.earliest, incident.when.latest,
    )  # fmt: skip
    return Point("Feature", incident.id, PointGeometry("Point", (lon, lat)), properties)


def left_out(incident: Incident, place: IncidentPlace | None, why: str) -> Unmappable:
    """Return an incident that is not on the map."""
    name = None if place is None else place.name
    when = incident.when
    return Unmappable(incident.id, incident.type, incident.status, when.earliest, when.latest, name, why)
