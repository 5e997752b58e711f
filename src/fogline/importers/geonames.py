"""Read a GeoNames dump: `allCountries.txt`, a country's `XX.txt`, or the ZIP file around it."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fogline.errors import SourceUnreadable
from fogline.importers._opened import Opening
from fogline.importers._seam import GazetteerImporter
from fogline.model.vocabulary import PlaceLevel
from fogline.reading.gazetteer.gazetteer_sources import Entry, country_codes, town_radius
from fogline.reading.gazetteer.spelling import is_latin

__all__ = ["GEONAMES"]

COLUMNS = 19
"""Columns of the dump, as its readme lists them."""

UNIT_LEVELS: dict[str, PlaceLevel] = {
    "ADM1": "admin1",
    "ADM2": "admin2",
    "PCLI": "country",
    "PCLS": "country",
}
CLASS_LEVELS: dict[str, PlaceLevel] = {"P": "town", "S": "site", "T": "region", "H": "region", "L": "region"}
AREA_KM = 10.0
"""Radius of a natural feature, of which the dump gives only a point."""


def read_geonames(path: Path) -> Iterator[Entry]:
    """Yield the countries, first- and second-level units, towns, sites and natural features of a dump.

    Raises:
        SourceUnreadable: a line has another number of columns, or a number is none.
    """
    countries = country_codes()
    units: dict[tuple[str, ...], str] = {}
    for row in rows_of(path):
        if row[7] == "ADM1":
            units[row[8], row[10]] = f"gn:{row[0]}"
        elif row[7] == "ADM2":
            units[row[8], row[10], row[11]] = f"gn:{row[0]}"
    for row in rows_of(path):
        level = UNIT_LEVELS.get(row[7]) or CLASS_LEVELS.get(row[6])
        if level is None:
            continue
        population = int(row[14] or 0)
        yield Entry(
            id=f"gn:{row[0]}",
            name=row[1],
            names=tuple(
                name for name in (row[2], *row[3].split(",")) if name[:1].isupper() and is_latin(name)
            ),
            level=level,
            country=countries.get(row[8]),
            admin1=units.get((row[8], row[10])),
            admin2=units.get((row[8], row[10], row[11])),
            lat=float(row[4]),
            lon=float(row[5]),
            radius_km=town_radius(population)
            if level in {"town", "site"}
            else AREA_KM
            if level == "region"
            else None,
            population=population,
        )


def rows_of(path: Path) -> Iterator[list[str]]:
    """Yield the dump's rows."""
    with opened(path) as file:
        for number, line in enumerate(file, start=1):
            row = line.rstrip("\r\n").split("\t")
            if len(row) != COLUMNS or not row[0].isdigit() or not is_number(row[4]) or not is_number(row[5]):
                raise SourceUnreadable(
                    f"{path.name}: line {number}: {len(row)} columns, expected {COLUMNS} of a GeoNames dump",
                    hint="give allCountries.txt or a country's XX.txt or XX.zip as GeoNames offers them",
                )
            yield row


@contextmanager
def opened(path: Path) -> Iterator[io.TextIOBase]:
    """Open a dump, or the one text file of a ZIP file that bears its name."""
    if path.suffix.lower() != ".zip":
        with path.open(encoding="utf-8", newline="\n") as file:
            yield file
        return
    try:
        with zipfile.ZipFile(path) as archive, archive.open(path.stem + ".txt") as member:
            yield io.TextIOWrapper(member, encoding="utf-8", newline="\n")
    except (KeyError, EOFError, zlib.error, zipfile.BadZipFile) as error:
        raise SourceUnreadable(
            f"{path.name}: {error}, expected a ZIP file with {path.stem}.txt in it",
            hint="give the file as GeoNames offers it",
        ) from error


def is_number(text: str) -> bool:
    """Tell whether a text is a decimal number."""
    return text.lstrip("-").replace(".", "", 1).isdigit()


def tells(opening: Opening) -> bool:
    """Know it by its columns, or as the ZIP file of a table and its readme that GeoNames offers."""
    return opening.first.count("\t") == COLUMNS - 1 or f"{Path(opening.name).stem}.txt" in opening.members


GEONAMES = GazetteerImporter("a GeoNames dump", tells, read_geonames)
