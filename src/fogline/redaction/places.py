"""Give a place as its province: no name below it, no point nearer than a degree."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

from fogline.model.incident import IncidentPlace
from fogline.model.reading import PlaceMention
from fogline.redaction.finding import name_words

__all__ = ["UNNAMED", "Province", "coarse_mention", "coarse_place", "is_fine", "place_key", "province_of"]

# UCDP codes: 3 is a district, 4 a province, 6 a country, 7 a place that is not known better.
DISTRICT, PROVINCE, COUNTRY, NOWHERE = 3, 4, 6, 7
CELL = 1.0
CELL_RADIUS_KM = 80.0
"""Half the diagonal of a cell of one degree at the equator, rounded up."""


@dataclass(frozen=True, slots=True)
class Province:
    """What a place is given as."""

    name: str
    where_prec: int


UNNAMED = Province("a place not named", NOWHERE)


def place_key(place: PlaceMention | IncidentPlace) -> str:
    """Return what is the same for a place in claims and incidents."""
    return place.id or place.name


def is_fine(place: PlaceMention | IncidentPlace) -> bool:
    """Tell whether a place is below the province."""
    return place.where_prec <= DISTRICT


def province_of(place: PlaceMention, mentions: Iterable[PlaceMention]) -> Province:
    """Return what a place lies in: its province, else its country by name or code, else that it is not named.

    A province that is called as the place would give it away.
    """
    countries = (one.name for one in mentions if one.level == "country" and one.country == place.country)
    for name, where_prec in (
        (place.admin1, PROVINCE),
        (next(countries, None), COUNTRY),
        (place.country, COUNTRY),
    ):
        if name and not set(name_words(place.name)) <= set(name_words(name)):
            return Province(name, where_prec)
    return UNNAMED


def coarse_mention(place: PlaceMention, province: Province) -> PlaceMention:
    """Return a mention of a place as its province."""
    lat, lon = cell_of(place.lat), cell_of(place.lon)
    level = {PROVINCE: "admin1", COUNTRY: "country"}.get(province.where_prec, "region")
    named = replace(
        place, id=None, name=province.name, admin2=None, rivals=(), where_prec=province.where_prec
    )
    admin1 = place.admin1 if province.where_prec == PROVINCE else None
    return replace(
        named,
        admin1=admin1,
        lat=lat,
        lon=lon,
        radius_km=coarse_radius(place.radius_km, lat),
        level=level,  # type: ignore[arg-type]
    )


def coarse_place(place: IncidentPlace, province: Province) -> IncidentPlace:
    """Return an incident's place as its province."""
    lat, lon = cell_of(place.lat), cell_of(place.lon)
    return IncidentPlace(
        None, province.name, lat, lon, coarse_radius(place.radius_km, lat), province.where_prec
    )


def cell_of(degrees: float | None) -> float | None:
    """Return the middle of the cell that holds a latitude or a longitude."""
    return None if degrees is None else (math.floor(degrees / CELL) + 0.5) * CELL


def coarse_radius(radius_km: float | None, lat: float | None) -> float | None:
    """Return how far off a cell's middle may be."""
    return None if lat is None else max(radius_km or 0.0, CELL_RADIUS_KM)
