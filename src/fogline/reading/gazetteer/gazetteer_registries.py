"""Read and write places that people list: registries by hand in TOML, imported tables, a casebook's own of both."""

import csv
import math
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from fogline.errors import PluginInvalid
from fogline.model.vocabulary import PlaceLevel
from fogline.plugins import load_documents
from fogline.reading.gazetteer.gazetteer_sources import PRECISIONS, Entry
from fogline.reading.gazetteer.spelling import name_key

__all__ = ["TABLE_COLUMNS", "own_entries", "registry_entries", "write_table"]

LEVELS: tuple[str, ...] = get_args(PlaceLevel)

TABLE_COLUMNS = (
    "id", "name", "names", "level", "country", "admin1", "admin2", "lat", "lon", "radius_km", "population",
)  # fmt: skip
"""Columns of a casebook's `registries/places_*.tsv`: tabs, one header line, no quoting; `names` parted by "|"."""


def registry_entries(documents: Mapping[str, Mapping[str, Any]]) -> Iterator[Entry]:
    """Yield the places of the registries of role "places", in the order of their files.

    Raises:
        PluginInvalid: an entry lacks its name or point, or a field has a value that it cannot have.
    """
    for stem, document in documents.items():
        if document.get("role") != "places":
            continue
        for number, fields in enumerate(document.get("place", ())):
            yield registry_entry(fields, where=f"{stem}.toml: place {number + 1}")


def registry_entry(fields: Mapping[str, Any], *, where: str) -> Entry:
    """Return one registry's place."""
    name = fields.get("name")
    if not isinstance(name, str) or not name_key(name):
        raise PluginInvalid(f"{where}: name {name!r}, expected a name", hint='write name = "Shaba"')
    at = fields.get("at")
    if at is not None and not is_point(at):
        raise PluginInvalid(
            f"{where}: at {at!r}, expected [latitude, longitude] in degrees", hint="write at = [35.3, 69.6]"
        )
    level = fields.get("level", "region")
    if level not in LEVELS:
        raise PluginInvalid(
            f"{where}: level {level!r}, expected one of {', '.join(LEVELS)}", hint="choose one of these"
        )
    return Entry(
        id=str(fields.get("id") or "fog:" + name_key(name).replace(" ", "-")),
        name=name,
        names=tuple(fields.get("names", ())),
        level=level,
        country=fields.get("country"),
        admin1=fields.get("admin1"),
        admin2=fields.get("admin2"),
        lat=None if at is None else float(at[0]),
        lon=None if at is None else float(at[1]),
        radius_km=fields.get("radius_km"),
        population=int(fields.get("population", 0)),
        where_prec=7 if fields.get("sea") else PRECISIONS[level],
        minor=bool(fields.get("minor", False)),
        listed=bool(fields.get("listed", True)),
        transliterated=True,
    )


def is_point(at: Any) -> bool:
    """Tell whether a value is a latitude and a longitude in degrees."""
    return (
        isinstance(at, list | tuple)
        and len(at) == 2
        and all(isinstance(part, int | float) and math.isfinite(part) for part in at)
        and abs(at[0]) <= 90
        and abs(at[1]) <= 180
    )


def own_entries(own: Path) -> Iterator[Entry]:
    """Yield the places of a casebook's own `registries/`: `places_*.toml` by hand, `places_*.tsv` imported.

    Raises:
        PluginInvalid: a file or a row does not hold together.
    """
    folder = own / "registries"
    own_stems = {path.stem for path in folder.glob("*.toml")}
    documents = load_documents("registries", own=own)
    for path in sorted(folder.glob("places_*.tsv")):
        yield from table_entries(path)
    yield from registry_entries({stem: documents[stem] for stem in sorted(own_stems & documents.keys())})


def table_entries(path: Path) -> Iterator[Entry]:
    """Yield the places of an imported table."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        header = tuple(next(rows, ()))
        if header != TABLE_COLUMNS:
            raise PluginInvalid(
                f"{path.name}: columns {', '.join(header)}, expected {', '.join(TABLE_COLUMNS)}",
                hint="import the gazetteer again",
            )
        for number, row in enumerate(rows, start=2):
            fields = dict(zip(TABLE_COLUMNS, row, strict=False))
            where = f"{path.name}: line {number}"
            if len(row) != len(TABLE_COLUMNS):
                raise PluginInvalid(
                    f"{where}: {len(row)} columns, expected {len(TABLE_COLUMNS)}", hint="mend or remove it"
                )
            try:
                yield registry_entry(table_fields(fields), where=where)
            except ValueError as error:
                raise PluginInvalid(
                    f"{where}: {error}, expected a number", hint="mend or remove it"
                ) from error


def table_fields(fields: Mapping[str, str]) -> dict[str, Any]:
    """Return a table's row with the types of a registry's entry."""
    return {
        "id": fields["id"],
        "name": fields["name"],
        "names": [name for name in fields["names"].split("|") if name],
        "level": fields["level"],
        "country": fields["country"] or None,
        "admin1": fields["admin1"] or None,
        "admin2": fields["admin2"] or None,
        "at": [float(fields["lat"]), float(fields["lon"])] if fields["lat"] and fields["lon"] else None,
        "radius_km": float(fields["radius_km"]) if fields["radius_km"] else None,
        "population": int(fields["population"] or 0),
        "listed": False,
    }


def write_table(path: Path, entries: Iterable[Entry]) -> int:
    """Write entries as a table that a casebook's `registries/` may hold, and return how many."""
    count = 0
    unfinished = path.with_suffix(".part")
    with unfinished.open("w", encoding="utf-8", newline="\n") as file:
        file.write("\t".join(TABLE_COLUMNS) + "\n")
        for entry in entries:
            file.write("\t".join(table_row(entry)) + "\n")
            count += 1
    unfinished.replace(path)
    return count


def table_row(entry: Entry) -> Iterator[str]:
    """Yield an entry's fields as a table holds them: "" for the unknown, no tabs or line breaks."""
    for column in TABLE_COLUMNS:
        value = getattr(entry, column)
        text = "|".join(name.replace("|", " ") for name in value) if column == "names" else str(value or "")
        if column in {"lat", "lon"} and value is not None:
            text = str(value)
        yield " ".join(text.split())
