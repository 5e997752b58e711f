"""Read places of GeoJSON: points, and areas by their middle and how far they reach."""

import json
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from fogline.errors import SourceUnreadable
from fogline.importers._opened import Opening, text_of
from fogline.importers._rows import unreadable
from fogline.importers._seam import GazetteerImporter
from fogline.model.ids import content_id
from fogline.model.vocabulary import PlaceLevel
from fogline.reading.gazetteer.gazetteer_sources import PRECISIONS, Entry, country_codes, town_radius

__all__ = ["GEOJSON"]

FIELDS: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "name_en", "asciiname", "shapename", "namelsad"),
    "names": ("names", "alt_names", "alternatenames", "aliases"),
    "level": ("level", "placetype", "place"),
    "country": ("country", "iso3", "iso_a3", "shapegroup", "iso_a2", "country_code", "adm0_a3"),
    "admin1": ("admin1",), "admin2": ("admin2",), "population": ("population", "pop"),
    "id": ("gn_id", "geonameid", "id"),
}  # fmt: skip
"""What a place has, by the names of properties that hold it, in small letters; the first that is there counts."""

LEVELS: Mapping[str, PlaceLevel] = {
    **{level: level for level in get_args(PlaceLevel)},
    "adm1": "admin1", "adm2": "admin2", "province": "admin1", "district": "admin2", "state": "admin1",
    "city": "town", "village": "town", "hamlet": "town", "locality": "town", "suburb": "town",
}  # fmt: skip
KM_A_DEGREE = 111.2
OWN = '"incident_id"'
"""A property of fogline's own map of incidents, which are no places."""


def read_geojson(path: Path) -> Iterator[Entry]:
    """Yield the places of a collection that have a name.

    Raises:
        SourceUnreadable: it is no collection of features, none has a name, or one has no geometry or a point off the
            globe.
    """
    try:
        collection = json.loads(text_of(path.read_bytes(), name=path.name))
    except ValueError as error:
        raise SourceUnreadable(f"{path.name}: found no JSON ({error}), expected GeoJSON") from error
    features = collection.get("features") if isinstance(collection, dict) else None
    if not isinstance(features, list):
        raise SourceUnreadable(f"{path.name}: found no list of features, expected a FeatureCollection")
    codes = country_codes()
    named = 0
    for number, feature in enumerate(features, start=1):
        where = f"{path.name}: feature {number}"
        properties = feature.get("properties") if isinstance(feature, dict) else None
        if not isinstance(properties, dict):
            raise unreadable(where, "no properties", "a feature with properties and a geometry")
        told = {key.lower(): value for key, value in properties.items() if value not in (None, "")}
        found = {
            name: next((told[key] for key in keys if key in told), None) for name, keys in FIELDS.items()
        }
        if isinstance(found["name"], str):
            named += 1
            yield entry_of(feature, found, codes, where)
    if not named:
        raise SourceUnreadable(
            f"{path.name}: found no place with a name among {len(features)} features, expected one of the properties "
            f"{', '.join(FIELDS['name'])}",
            hint="name the places in the file; nothing of it was taken in",
        )


def entry_of(
    feature: Mapping[str, Any], found: Mapping[str, Any], codes: Mapping[str, str], where: str
) -> Entry:
    """Return the place of a feature."""
    lat, lon, reach = middle_of(feature.get("geometry"), where)
    level = LEVELS.get(str(found["level"] or "town").lower())
    if level is None:
        raise unreadable(where, f"level {found['level']!r}", f"one of {', '.join(LEVELS)}")
    code = str(found["country"] or "").upper()
    population = int(found["population"]) if str(found["population"]).isdigit() else 0
    id = found["id"] if found["id"] is not None else feature.get("id")
    return Entry(
        id=place_id(id, found["name"], lat, lon), name=" ".join(found["name"].split()), names=names_of(found["names"]),
        level=level, country=codes.get(code, code if len(code) == 3 and code.isalpha() else None),
        admin1=found["admin1"], admin2=found["admin2"], lat=lat, lon=lon,
        radius_km=reach or (town_radius(population) if level in ("town", "site") else None), population=population,
        where_prec=PRECISIONS[level],
    )  # fmt: skip


def place_id(id: object, name: str, lat: float, lon: float) -> str:
    """Return a place's id: of GeoNames where it has one, else one made of what it says."""
    given = str(id or "")
    if given.startswith("gn:"):
        return given
    return content_id("geo", given or name, *(() if given else (lat, lon))).replace("-", ":")


def names_of(value: object) -> tuple[str, ...]:
    """Return other names: a list, or a text with "|", ";" or "," between them."""
    if isinstance(value, str):
        mark = next((one for one in "|;," if one in value), "|")
        value = value.split(mark)
    return (
        tuple(one.strip() for one in value if isinstance(one, str) and one.strip())
        if isinstance(value, list)
        else ()
    )


def middle_of(geometry: object, where: str) -> tuple[float, float, float | None]:
    """Return latitude, longitude, and how many km an area reaches from there; a point reaches nowhere."""
    points = list(points_in(geometry.get("coordinates"))) if isinstance(geometry, dict) else []
    if not points:
        raise unreadable(where, "no coordinates", "a point or an area")
    for lon, lat in points:
        if not (-180 <= lon <= 180 and -90 <= lat <= 90):
            raise unreadable(where, f"{lon:g}, {lat:g}", "longitude and latitude in degrees, in this order")
    west, east = min(lon for lon, _ in points), max(lon for lon, _ in points)
    south, north = min(lat for _, lat in points), max(lat for _, lat in points)
    lat, lon = (south + north) / 2, (west + east) / 2
    wide = (east - west) * math.cos(math.radians(lat))
    reach = math.hypot(wide, north - south) / 2 * KM_A_DEGREE
    return round(lat, 6), round(lon, 6), round(reach, 1) or None


def points_in(value: object) -> Iterator[tuple[float, float]]:
    """Yield the points of nested lists of coordinates."""
    if isinstance(value, list):
        if len(value) >= 2 and all(isinstance(one, int | float) for one in value[:2]):
            yield float(value[0]), float(value[1])
            return
        for one in value:
            yield from points_in(one)


def tells(opening: Opening) -> bool:
    """Know it as a collection of features that are no incidents."""
    return '"FeatureCollection"' in opening.head and OWN not in opening.head


GEOJSON = GazetteerImporter("places of GeoJSON", tells, read_geojson)
