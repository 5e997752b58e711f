"""Import a gazetteer into a casebook: GeoNames dumps and tables of Who's On First become `registries/places_*.tsv`."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from fogline.errors import FormatUnknown
from fogline.plugins import load_modules
from fogline.reading.gazetteer.gazetteer_registries import write_table
from fogline.reading.gazetteer.gazetteer_sources import Entry
from fogline.reading.gazetteer.lookup import Gazetteer, open_gazetteer
from fogline.reading.gazetteer.spelling import name_key

__all__ = ["import_gazetteer"]


def import_gazetteer(path: Path, into: Path) -> int:
    """Import the places of a file into the casebook at `into`, and return how many.

    An earlier import of a file of the same name is replaced. Places with an id that fogline knows overrule it;
    their names are added.

    Raises:
        FormatUnknown: the file is neither a GeoNames dump nor a table of Who's On First.
        SourceUnreadable: a line is broken.
    """
    importer = load_modules("importers")[format_of(path)]
    name = re.sub(r"[^a-z0-9]+", "_", path.stem.lower()).strip("_").removeprefix("places_") or "imported"
    folder = into / "registries"
    folder.mkdir(parents=True, exist_ok=True)
    return write_table(folder / f"places_{name}.tsv", reconciled(list(importer(path)), open_gazetteer()))


def reconciled(entries: Sequence[Entry], gazetteer: Gazetteer) -> Iterator[Entry]:
    """Yield the entries with packaged ids for the countries and units that fogline has under the same name.

    Sources tie their units to GeoNames by hand and now and then to the wrong one; a name in the same country and
    on the same level is the better witness where it leads to one unit alone.
    """
    packaged: dict[str, str] = {}
    for entry in entries:
        if entry.level not in {"admin1", "admin2"}:
            continue
        alike = {
            place.id
            for matches in gazetteer.find([name_key(entry.name)])
            for place in (gazetteer.place(match.row) for match in matches)
            if place.level == entry.level and place.country == entry.country
        }
        if len(alike) == 1:
            packaged[entry.id] = alike.pop()
    for entry in entries:
        yield entry._replace(
            id=packaged.get(entry.id, entry.id) if entry.level in {"admin1", "admin2"} else entry.id,
            admin1=packaged.get(entry.admin1 or "", entry.admin1),
            admin2=packaged.get(entry.admin2 or "", entry.admin2),
        )


def format_of(path: Path) -> str:
    """Return the name of the importer that reads a file."""
    if path.suffix.lower() == ".zip":
        return "geonames"
    with path.open(encoding="utf-8", errors="replace", newline="\n") as file:
        first = file.readline(100_000)
    if first.startswith("wof_id\t"):
        return "whosonfirst"
    if first.count("\t") == 18:
        return "geonames"
    raise FormatUnknown(
        f"{path.name}: begins with {first[:40]!r}, expected a GeoNames dump or a table of Who's On First",
        hint="see docs/how-to/import-a-gazetteer.md",
    )
