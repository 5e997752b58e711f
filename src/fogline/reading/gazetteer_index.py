"""Compile places into arrays: what each is, and which names lead to it, sorted by hash."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from fogline.reading.gazetteer_file import Arrays
from fogline.reading.gazetteer_sources import PRECISIONS, Entry
from fogline.reading.spelling import hash_key, name_key, sound_key

__all__ = ["ALIAS", "LEVEL_NAMES", "PRIMARY", "SHORT", "TRIMMED", "compile_entries", "extend_index", "ids_in"]

LEVEL_NAMES = ("site", "town", "admin2", "admin1", "country", "region")

PRIMARY, ALIAS, TRIMMED, SHORT = 3, 2, 1, 0
"""How a name belongs to its place: its own, another, its own without "Province", a short form."""

UNIT_WORDS = frozenset(
    """
    borough canton commune county departamento departement department distrito district division emirate governorate
    kabupaten krai kray muhafazah municipality municipio oblast oblasti okrug parish prefecture province provincia
    raion rayon regency region republic sheng state tahsil taluk tehsil upazila viloyati voivodeship wilaya wilayah
    zila
    """.split()  # noqa: SIM905  a list of words is read more easily as a text
)
"""Words that name the kind of a unit at its name's end or start; they may be left out."""

MINOR, CAPITAL, LISTED = 1, 2, 3
"""Ranks of places: meant only where its country is spoken of; a country's seat of government; put in by hand."""

CELL = 0.25
"""Degrees. Towns are thinned to one a cell of this size, so that a unit's middle is not its capital's suburbs."""

EARTH_KM = 111.2
"""Kilometres of one degree along a meridian."""


def compile_entries(entries: Iterable[Entry], base: Mapping[str, int] | None = None) -> Arrays:
    """Return the index of `entries`; later entries of an id add their names and overrule what they state.

    Args:
        entries: containers may come before or after what they contain.
        base: rows by id of an index that this one will be joined to; containers may stand there.
    """
    merged: dict[str, Entry] = {}
    for entry in entries:
        known = merged.get(entry.id)
        merged[entry.id] = entry if known is None else overrule(known, entry)
    places = list(merged.values())
    first = 0 if base is None else len(base)
    rows = dict(base or {})
    rows.update({place.id: first + number for number, place in enumerate(places)})
    if base is None:
        places = with_centres(places)
    return columns_of(places, rows) | names_of(places, first)


def overrule(known: Entry, entry: Entry) -> Entry:
    """Return `known` with the names of both and what `entry` states."""
    has_point = entry.lat is not None
    return Entry(
        id=known.id,
        name=entry.name,
        names=tuple(dict.fromkeys((known.name, *known.names, *entry.names))),
        short=tuple(dict.fromkeys((*known.short, *entry.short))),
        level=entry.level,
        country=entry.country or known.country,
        admin1=entry.admin1 or known.admin1,
        admin2=entry.admin2 or known.admin2,
        lat=entry.lat if has_point else known.lat,
        lon=entry.lon if has_point else known.lon,
        radius_km=entry.radius_km or known.radius_km,
        population=entry.population or known.population,
        where_prec=entry.where_prec,
        minor=entry.minor,
        listed=entry.listed or known.listed,
        capital=entry.capital or known.capital,
        transliterated=entry.transliterated or known.transliterated,
    )


def with_centres(places: Sequence[Entry]) -> list[Entry]:
    """Return the places with points, radii and people for units, from their member towns.

    A second-level unit without a town takes its town of the same name, else its first-level unit's
    point, radius and precision.
    """
    members: defaultdict[str, list[Entry]] = defaultdict(list)
    for place in places:
        if place.level == "town" and place.lat is not None:
            for unit in (place.admin1, place.admin2):
                if unit is not None:
                    members[unit].append(place)
    centres = {unit: centre_of(towns) for unit, towns in members.items()}
    placed = []
    for place in places:
        if place.level not in {"admin1", "admin2"} or place.radius_km is not None:
            placed.append(place)
            continue
        centre, precision = centres.get(place.id), PRECISIONS[place.level]
        if centre is None and place.admin1 is not None:
            centre, precision = namesake(place, members[place.admin1]), 3
        if centre is None and place.admin1 in centres:
            centre, precision = centres[place.admin1], 4
        placed.append(
            place if centre is None else at_centre(place, centre, precision, members.get(place.id, ()))
        )
    return placed


def namesake(unit: Entry, towns: Sequence[Entry]) -> tuple[float, float, float] | None:
    """Return the point of the town of a unit's name, and a radius for the unit around it."""
    keys = {key for name in (unit.name, *unit.names) for key in keys_of(name, name_key(name))}
    for town in towns:
        if name_key(town.name) in keys and town.lat is not None and town.lon is not None:
            return town.lat, town.lon, 25.0
    return None


def at_centre(
    place: Entry, centre: tuple[float, float, float], precision: int, towns: Sequence[Entry]
) -> Entry:
    """Return a unit with its point, radius, people and an English name where its chief town has one of its own."""
    largest = max(towns, key=lambda town: town.population, default=None)
    name = place.name
    if (
        largest is not None
        and not place.listed
        and name_key(largest.name) in {name_key(alias) for alias in place.names}
    ):
        name = largest.name
    return replace(
        place,
        name=name,
        names=(place.name, *place.names),
        lat=place.lat if place.lat is not None else centre[0],
        lon=place.lon if place.lon is not None else centre[1],
        radius_km=place.radius_km or centre[2],
        population=sum(town.population for town in towns),
        where_prec=precision,
    )


def centre_of(towns: Sequence[Entry]) -> tuple[float, float, float]:
    """Return the middle of the settled area, and the radius that holds nine tenths of it, in km."""
    cells = {
        (round((town.lat or 0) / CELL), round((town.lon or 0) / CELL)): (town.lat or 0.0, town.lon or 0.0)
        for town in towns
    }
    points = list(cells.values())
    east, west = max(lon for _, lon in points), min(lon for _, lon in points)
    if east - west > 180:  # a unit on both sides of the date line
        points = [(lat, lon + 360 if lon < 0 else lon) for lat, lon in points]
    latitude = sum(lat for lat, _ in points) / len(points)
    longitude = sum(lon for _, lon in points) / len(points)
    narrow = math.cos(math.radians(latitude))
    reach = sorted(math.hypot(lat - latitude, (lon - longitude) * narrow) for lat, lon in points)
    radius = max(10.0, 1.1 * EARTH_KM * reach[math.ceil(0.9 * len(reach)) - 1])
    return round(latitude, 4), round((longitude + 180) % 360 - 180, 4), round(radius, 1)


def columns_of(places: Sequence[Entry], rows: Mapping[str, int]) -> dict[str, "np.ndarray[Any, Any]"]:
    """Return what each place is, one array a property; -1 and NaN for the unknown."""
    texts = [text.encode("utf-8") for place in places for text in (place.id, place.name, place.country or "")]
    ends = np.cumsum([len(text) for text in texts], dtype=np.uint32)
    unknown = math.nan
    return {
        "texts": np.frombuffer(b"".join(texts), dtype=np.uint8),
        "text_ends": ends,
        "lat": np.array([unknown if p.lat is None else p.lat for p in places], dtype=np.float32),
        "lon": np.array([unknown if p.lon is None else p.lon for p in places], dtype=np.float32),
        "radius": np.array(
            [unknown if p.radius_km is None else p.radius_km for p in places], dtype=np.float32
        ),
        "population": np.array([p.population for p in places], dtype=np.int64),
        "admin1": np.array([rows.get(p.admin1 or "", -1) for p in places], dtype=np.int32),
        "admin2": np.array([rows.get(p.admin2 or "", -1) for p in places], dtype=np.int32),
        "level": np.array([LEVEL_NAMES.index(p.level) for p in places], dtype=np.uint8),
        "prec": np.array([p.where_prec for p in places], dtype=np.uint8),
        "rank": np.array([rank_of(place) for place in places], dtype=np.uint8),
    }


def rank_of(place: Entry) -> int:
    """Return a place's rank, 0 for most."""
    if place.minor:
        return MINOR
    if place.capital:
        return CAPITAL
    return LISTED if place.listed else 0


def names_of(places: Sequence[Entry], first: int) -> dict[str, "np.ndarray[Any, Any]"]:
    """Return hashes of names and of sounds, sorted, with the rows that each leads to."""
    names: list[tuple[int, int, int]] = []
    sounds: list[tuple[int, int, int]] = []
    for row, place in enumerate(places, start=first):
        own = name_key(place.name)
        heard = set()
        for name in dict.fromkeys((place.name, *place.names)):
            whole = name_key(name)
            for key in keys_of(name, whole):
                kind = PRIMARY if key == own else ALIAS if key == whole else TRIMMED
                names.append((hash_key(key), row, kind))
                if place.transliterated:
                    heard.add(sound_key(key))
        sounds += [(hash_key(sound), row, ALIAS) for sound in heard - {""}]
        names += [(hash_key("=" + form), row, SHORT) for form in place.short]
    return lookup_arrays("name", names) | lookup_arrays("sound", sounds)


def keys_of(name: str, key: str) -> Iterable[str]:
    """Yield a name's key, and its keys without the word for the unit, without what stands in brackets, and in parts."""
    if key:
        yield key
    if "(" in name and (outside := name_key(name.partition("(")[0])):
        yield outside
    words = key.split()
    if len(words) > 1 and words[-1] in UNIT_WORDS and (rest := " ".join(words[:-1])) not in UNIT_WORDS:
        yield rest
    if len(words) > 2 and words[0] in UNIT_WORDS and words[1] in {"of", "de", "da", "do"}:
        yield " ".join(words[2:])
    if len(words) > 2 and "wa" in words[1:-1]:  # "and" in names of joined districts: "Khost wa Firing"
        parted = words.index("wa", 1)
        yield " ".join(words[:parted])
        yield " ".join(words[parted + 1 :])


def lookup_arrays(label: str, found: Sequence[tuple[int, int, int]]) -> dict[str, "np.ndarray[Any, Any]"]:
    """Return parallel arrays of hash, row and best kind, sorted by hash and row, one each."""
    hashes = np.fromiter((name[0] for name in found), dtype=np.uint64, count=len(found))
    rows = np.fromiter((name[1] for name in found), dtype=np.int32, count=len(found))
    kinds = np.fromiter((name[2] for name in found), dtype=np.uint8, count=len(found))
    return sorted_lookup(label, hashes, rows, kinds)


def sorted_lookup(
    label: str, hashes: "np.ndarray[Any, Any]", rows: "np.ndarray[Any, Any]", kinds: "np.ndarray[Any, Any]"
) -> dict[str, "np.ndarray[Any, Any]"]:
    """Return the three arrays sorted, each pair of hash and row once with its best kind."""
    order = np.lexsort((255 - kinds, rows, hashes))
    hashes, rows, kinds = hashes[order], rows[order], kinds[order]
    fresh = np.ones(len(hashes), dtype=bool)
    fresh[1:] = (hashes[1:] != hashes[:-1]) | (rows[1:] != rows[:-1])
    return {f"{label}_hash": hashes[fresh], f"{label}_row": rows[fresh], f"{label}_kind": kinds[fresh]}


def extend_index(base: Arrays, ids: Mapping[str, int], entries: Iterable[Entry]) -> Arrays:
    """Return `base` with further places behind it.

    An entry with the id of a place that `base` holds replaces it: the old row stays for what lies inside it,
    and its names lead to the new row.
    """
    added = compile_entries(entries, ids)
    joined = {name: np.concatenate([base[name], added[name]]) for name in base if name != "text_ends"}
    joined["text_ends"] = np.concatenate(
        [base["text_ends"], added["text_ends"] + np.uint32(base["texts"].size)]
    )
    fresh = ids_in(added)
    replaced = {ids[place]: len(ids) + number for number, place in enumerate(fresh) if place in ids}
    row_of = np.arange(len(ids) + len(fresh) + 1, dtype=np.int32)
    row_of[-1] = -1
    old, new = (
        np.fromiter(rows, dtype=np.int32, count=len(replaced)) for rows in (replaced, replaced.values())
    )
    row_of[old] = new
    for label in ("name", "sound"):
        rows = row_of[joined[f"{label}_row"]]
        joined |= sorted_lookup(label, joined[f"{label}_hash"], rows, joined[f"{label}_kind"])
    joined["population"][new] = np.maximum(joined["population"][old], joined["population"][new])
    for column in ("lat", "lon", "radius"):
        joined[column][new] = np.where(
            np.isnan(joined[column][new]), joined[column][old], joined[column][new]
        )
    for column in ("admin1", "admin2"):
        joined[column][new] = np.where(joined[column][new] < 0, joined[column][old], joined[column][new])
        joined[column] = row_of[joined[column]]
    return joined


def ids_in(arrays: Arrays) -> list[str]:
    """Return the ids of the places in an index, by row."""
    texts = arrays["texts"].tobytes()
    ends = arrays["text_ends"].tolist()
    return [
        texts[ends[number - 1] if number else 0 : ends[number]].decode("utf-8")
        for number in range(0, len(ends), 3)
    ]
