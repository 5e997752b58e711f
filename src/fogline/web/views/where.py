"""Say what a map may show: points with their radius, areas where no more is known, and what cannot be mapped."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from fogline.model.records import Record
from fogline.model.vocabulary import Status
from fogline.pipeline.seen import PlaceSeen

__all__ = ["Area", "MapSeen", "Placed", "Point", "Points", "see_map"]

Placed: TypeAlias = Mapping[str, Any]
"""A row of `book.incidents_placed`."""

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


def see_map(incidents: Iterable[Placed], places: Sequence[PlaceSeen]) -> dict[str, Any]:
    """Return where incidents are said to have happened, as a plain MapSeen: each stands once, at its main place.

    Args:
        incidents: rows of `book.incidents_placed`.
        places: those of the casebook.
    """
    known = {place.id: place for place in places if place.id is not None}
    points: list[dict[str, Any]] = []
    areas: dict[tuple[str, str | None, str | None], list[Placed]] = {}
    unmappable: list[dict[str, Any]] = []
    days: list[str] = []
    for one in incidents:
        days += [day[:10] for day in (one["earliest"], one["latest"]) if day is not None]
        if one["place"] is None or one["where_prec"] > COUNTRY:
            why = "no place is told" if one["place"] is None else "the place is larger than a country"
            unmappable.append({**told(one), "place": one["place"], "why": why})
        elif one["where_prec"] in AREAS:
            areas.setdefault(area_of(one, known), []).append(one)
        elif one["lat"] is None or one["lon"] is None:
            unmappable.append({**told(one), "place": one["place"], "why": "nobody knows where the place is"})
        else:
            points.append(point_of(one))
    shown = (area_seen(*key, incidents) for key, incidents in areas.items())
    return {
        "points": {"type": "FeatureCollection", "features": points},
        "areas": sorted(shown, key=lambda one: (-len(one["incidents"]), one["name"])),
        "unmappable": unmappable,
        "first": min(days, default=None),
        "last": max(days, default=None),
    }


def area_of(one: Placed, known: Mapping[str, PlaceSeen]) -> tuple[str, str | None, str | None]:
    """Return the area that an incident's place is: its name, country and province."""
    seen = None if one["place_id"] is None else known.get(one["place_id"])
    if seen is None:
        return one["place"], None, None
    return one["place"], seen.country, seen.admin1 if one["where_prec"] < COUNTRY else None


def area_seen(
    name: str, country: str | None, admin1: str | None, incidents: Sequence[Placed]
) -> dict[str, Any]:
    """Return an area with the incidents in it."""
    first = incidents[0]
    return {
        "name": name, "country": country, "admin1": admin1, "lat": first["lat"], "lon": first["lon"],
        "incidents": [told(one) for one in incidents],
    }  # fmt: skip


def point_of(one: Placed) -> dict[str, Any]:
    """Return an incident as a feature."""
    properties = {
        **told(one), "place": one["place"], "radius_km": one["radius_km"], "where_prec": one["where_prec"],
    }  # fmt: skip
    geometry = {"type": "Point", "coordinates": (one["lon"], one["lat"])}
    return {"type": "Feature", "id": one["id"], "geometry": geometry, "properties": properties}


def told(one: Placed) -> dict[str, Any]:
    """Return what is shown of an incident wherever it stands."""
    return {
        "incident": one["id"], "type": one["type"], "status": one["status"],
        "earliest": one["earliest"], "latest": one["latest"],
    }  # fmt: skip
