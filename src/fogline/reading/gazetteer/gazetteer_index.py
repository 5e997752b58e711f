"""Compile places into arrays: what each is, and which names lead to it, sorted by hash."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat
from typing import Any

import numpy as np

from fogline.reading.gazetteer.gazetteer_file import Arrays
from fogline.reading.gazetteer.gazetteer_sources import PRECISIONS, Entry
from fogline.reading.gazetteer.spelling import hash_keys, name_key, name_keys, sound_keys

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

BLOCK = 50_000
"""Places whose names are folded together: enough for speed, few enough for memory."""

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
    members: defaultdict[str, list[int]] = defaultdict(list)
    for number, place in enumerate(places):
        if place.level == "town" and place.lat is not None:
            for unit in (place.admin1, place.admin2):
                if unit is not None:
                    members[unit].append(number)
    keys = name_keys([place.name for place in places])
    cells = cells_of(places)
    centres = {
        unit: centre_of({cells[town]: (places[town].lat or 0.0, places[town].lon or 0.0) for town in towns})
        for unit, towns in members.items()
    }
    namesakes: dict[str, dict[str, int]] = {}
    units = [place for place in places if place.level in {"admin1", "admin2"} and place.radius_km is None]
    unit_keys = iter(name_keys([name for unit in units for name in unit.names]))
    placed = []
    for place in places:
        if place.level not in {"admin1", "admin2"} or place.radius_km is not None:
            placed.append(place)
            continue
        known = [next(unit_keys) for _ in place.names]
        centre, precision, towns = centres.get(place.id), PRECISIONS[place.level], members.get(place.id, ())
        if centre is None and place.admin1 is not None:
            if place.admin1 not in namesakes:
                namesakes[place.admin1] = {keys[town]: town for town in reversed(members[place.admin1])}
            town = namesake(place, known, namesakes[place.admin1])
            centre, precision = None if town is None else around(places[town]), 3
        if centre is None and place.admin1 in centres:
            centre, precision = centres[place.admin1], 4
        if centre is None:
            placed.append(place)
            continue
        largest = max(towns, key=lambda town: places[town].population, default=None)
        named = place
        if largest is not None and not place.listed and keys[largest] in known:
            named = place._replace(
                name=places[largest].name
            )  # English has a name of its own for the chief town
        people = sum(places[town].population for town in towns)
        placed.append(at_centre(named, place.name, centre, precision, people))
    return placed


def cells_of(places: Sequence[Entry]) -> list[int]:
    """Return the number of the cell that each place lies in."""
    points = np.array([(place.lat or 0.0, place.lon or 0.0) for place in places], dtype=np.float64)
    if not points.size:
        return []
    cells = np.rint(points / CELL).astype(np.int64)
    numbers: list[int] = (cells[:, 0] * 10_000 + cells[:, 1]).tolist()
    return numbers


def namesake(unit: Entry, known: Sequence[str], towns: Mapping[str, int]) -> int | None:
    """Return the first of the towns, given by key, that has a name of the unit; `known` are the keys of its `names`."""
    found = set(keys_of(unit.name, name_key(unit.name)))
    found.update(key for name, whole in zip(unit.names, known, strict=True) for key in keys_of(name, whole))
    return min((towns[key] for key in found & towns.keys()), default=None)


def around(town: Entry) -> tuple[float, float, float]:
    """Return a town's point, and a radius for the unit that is named after it."""
    return town.lat or 0.0, town.lon or 0.0, 25.0


def at_centre(
    unit: Entry, name: str, centre: tuple[float, float, float], precision: int, people: int
) -> Entry:
    """Return a unit with its point, radius and people; `name` is one more of its names."""
    return unit._replace(
        names=(name, *unit.names),
        lat=unit.lat if unit.lat is not None else centre[0],
        lon=unit.lon if unit.lon is not None else centre[1],
        radius_km=unit.radius_km or centre[2],
        population=people,
        where_prec=precision,
    )


def centre_of(cells: Mapping[int, tuple[float, float]]) -> tuple[float, float, float]:
    """Return the middle of the settled area, given a town a cell, and the radius of nine tenths of it, in km."""
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
    columns = dict(zip(Entry._fields, zip(*places, strict=True), strict=True)) if places else {}
    texts = bytearray()
    sizes: list[int] = []
    for place in places:
        parts = [text.encode("utf-8") for text in (place.id, place.name, place.country or "")]
        sizes += map(len, parts)
        texts += b"".join(parts)
    levels = {level: number for number, level in enumerate(LEVEL_NAMES)}
    return {
        "texts": np.frombuffer(bytes(texts), dtype=np.uint8),
        "text_ends": np.cumsum(sizes, dtype=np.uint32),
        "lat": np.array(columns.get("lat", ()), dtype=np.float32),  # None becomes NaN
        "lon": np.array(columns.get("lon", ()), dtype=np.float32),
        "radius": np.array(columns.get("radius_km", ()), dtype=np.float32),
        "population": np.array(columns.get("population", ()), dtype=np.int64),
        "admin1": np.array([rows.get(unit or "", -1) for unit in columns.get("admin1", ())], dtype=np.int32),
        "admin2": np.array([rows.get(unit or "", -1) for unit in columns.get("admin2", ())], dtype=np.int32),
        "level": np.array([levels[level] for level in columns.get("level", ())], dtype=np.uint8),
        "prec": np.array(columns.get("where_prec", ()), dtype=np.uint8),
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
    blocks = [
        block_names(places[begin : begin + BLOCK], first + begin) for begin in range(0, len(places), BLOCK)
    ]
    found: dict[str, np.ndarray[Any, Any]] = {}
    for label in ("name", "sound"):
        nothing = (np.empty(0, np.uint64), np.empty(0, np.int32), np.empty(0, np.uint8))
        parts = zip(nothing, *(block[label] for block in blocks), strict=True)
        found |= sorted_lookup(label, *map(np.concatenate, parts))
    return found


Lookup = tuple["np.ndarray[Any, Any]", "np.ndarray[Any, Any]", "np.ndarray[Any, Any]"]
"""Hashes, the rows that they lead to, and how (the kinds above)."""


def block_names(places: Sequence[Entry], first: int) -> dict[str, Lookup]:
    """Return what leads to some places by name and by sound, unsorted; the first of them has the row `first`."""
    listed = [tuple(dict.fromkeys((place.name, *place.names))) for place in places]
    whole_keys = iter(name_keys([name for names in listed for name in names]))
    keys: list[str] = []
    rows: list[int] = []
    kinds: list[int] = []
    heard: list[str] = []
    heard_rows: list[int] = []
    for row, (place, names) in enumerate(zip(places, listed, strict=True), start=first):
        begin = len(keys)
        own = None
        for name in names:
            whole = next(whole_keys)
            own = whole if own is None else own
            if " " not in whole and "(" not in name:
                if whole:
                    keys.append(whole)
                    kinds.append(PRIMARY if whole == own else ALIAS)
                continue
            for key in keys_of(name, whole):
                keys.append(key)
                kinds.append(PRIMARY if key == own else ALIAS if key == whole else TRIMMED)
        if place.transliterated:
            heard += keys[begin:]
            heard_rows += repeat(row, len(keys) - begin)
        for form in place.short:
            keys.append("=" + form)
            kinds.append(SHORT)
        rows += repeat(row, len(keys) - begin)
    sounds = [(sound, row) for sound, row in zip(sound_keys(heard), heard_rows, strict=True) if sound]
    return {
        "name": lookup_of(keys, rows, kinds),
        "sound": lookup_of([sound for sound, _ in sounds], [row for _, row in sounds], [ALIAS] * len(sounds)),
    }


def lookup_of(keys: Sequence[str], rows: Sequence[int], kinds: Sequence[int]) -> Lookup:
    """Return keys by hash, with the rows that they lead to."""
    return hash_keys(keys), np.array(rows, dtype=np.int32), np.array(kinds, dtype=np.uint8)


def keys_of(name: str, key: str) -> Iterable[str]:
    """Yield a name's key, and its keys without the word for the unit, without what stands in brackets, and in parts."""
    if key:
        yield key
    if "(" in name and (outside := name_key(name.partition("(")[0])):
        yield outside
    words = key.split(" ")
    if len(words) > 1 and words[-1] in UNIT_WORDS and (rest := " ".join(words[:-1])) not in UNIT_WORDS:
        yield rest
    if len(words) > 2 and words[0] in UNIT_WORDS and words[1] in {"of", "de", "da", "do"}:
        yield " ".join(words[2:])
    if len(words) > 2 and "wa" in words[1:-1]:  # "and" in names of joined districts: "Khost wa Firing"
        parted = words.index("wa", 1)
        yield " ".join(words[:parted])
        yield " ".join(words[parted + 1 :])


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
