"""Take series in and give them out: each file is an original and an item of the journal, and every number has a source.

A series has one source. A file under the name of another source's series is refused:
two data sets count by different rules, and their sum or their mean stands for nothing.
A later file of the same series replaces, for each country and month that it holds, what
earlier ones had: data sets are recoded, and events leave them.
"""

import csv
import io
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from fogline.errors import (
    FormatUnknown,
    InputError,
    ObjectUnknown,
    SettingInvalid,
    SourceRefused,
    SourcesMixed,
)
from fogline.importers import SeriesImporter, SeriesRead, format_of, importer, text_of
from fogline.measures import load_measures
from fogline.model.ids import sha256_hex
from fogline.model.records import Record
from fogline.model.series import OWN_SOURCE, Coverage, SeriesSeen, SeriesValue, Usual
from fogline.pipeline.makers import maker_of, package_digest
from fogline.pipeline.progress import Skipped, skipped_because
from fogline.pipeline.withdrawn import withdrawn
from fogline.store.files import disk_errors
from fogline.store.filters import Condition, equals, where
from fogline.store.incoming import columns_of
from fogline.store.journal import Item
from fogline.store.layout import source_row
from fogline.store.listing import Listing
from fogline.store.parts import BatchWriter
from fogline.store.series_rows import cell_row, span_row
from fogline.store.store import Store

__all__ = [
    "SERIES", "SeriesAdded", "add_series", "is_series", "keep_again", "list_series", "panel_of", "read_again",
    "refuse_mixing", "series_maker", "series_values", "write_rows",
]  # fmt: skip

SERIES = "series"
READER = "series "
"""How the journal's items of series begin to name their reader; the format follows."""
PLAIN = "csv"
NAME = re.compile(r"[^\x00-\x1f\x7f:]{1,80}")
COLUMNS = ("area", "period", "value", "low", "high", "level", "country", "records")
VALUES = "select * from series_beside_usual"
ORDER = "name, source, level, area, party nulls first, period"
LISTED = """
    select
        name, source, min(what) as what, min(unit) as unit, level, count(distinct area) as areas,
        min(names) as names, min(period) as first, max(period) as last, count(value) as values
    from series
    group by name, source, level
    order by name, source, level
"""
SOURCES = "select distinct source from series where name = ? order by source"
TAKEN = """
    select distinct source from cell_parts where split_part(name, ':', 1) = ?
    union select distinct source from span_parts where split_part(name, ':', 1) = ?
"""


@dataclass(frozen=True, slots=True)
class SeriesAdded(Record):
    """What a file brought: its series, how many numbers, and what must be known of them.

    `new` is false where the same bytes had come in under that name before; nothing is done then.
    """

    name: str
    source: str
    format: str
    series: tuple[str, ...]
    areas: int
    values: int
    first: str | None
    last: str | None
    notes: tuple[str, ...]
    new: bool


def add_series(
    store: Store, given: str | Path | object, *, name: str, source: str, form: str | None = None
) -> SeriesAdded:
    """Take in a file, an Arrow table or a DataFrame of numbers, and journal it as an input.

    Raises:
        SettingInvalid: the name or the source cannot be one.
        SourcesMixed: a series of that name has another source.
        FormatUnknown: no importer of series reads it.
        SourceUnreadable: a line does not hold; nothing of the file is taken in.
        SourceRefused: the file was withdrawn or erased.
    """
    check_name(store, name, source)
    if isinstance(given, str | Path):
        path = Path(given)
        form = form or format_of(path)
        with disk_errors(path):
            content = path.read_bytes()
        called = path.name
    else:
        form, called = form or PLAIN, "table"
        content = written(given, name=called)
    read = reader_of(form).read(text_of(content, name=called), called)
    item = Item(sha256_hex(content), READER + form, {"name": name, "source": source}, called)
    with store.writing():
        refuse_mixing(store, name, source)
        refuse_gone(store, item)
        new = item.id not in store.journal.known([item.id])
        if new:
            store.originals.put([content])
            store.journal.append_items([item])
            keep_rows(store, item, read)
    periods = [cell.period for cell in read.cells]
    return SeriesAdded(
        name, source, form, tuple(sorted({called_part(name, cell.part) for cell in read.cells})),
        len({cell.area for cell in read.cells}), len(read.cells),
        min(periods, default=None), max(periods, default=None), read.notes, new,
    )  # fmt: skip


def check_name(store: Store, name: str, source: str) -> None:
    """Refuse names that a series cannot have, and those of the casebook's own measures."""
    if not NAME.fullmatch(name) or name != name.strip():
        raise SettingInvalid(f"name: found {name!r}, expected 1 to 80 letters without a colon")
    if not source.strip() or not source.isprintable():
        raise SettingInvalid(
            f"source: found {source!r}, expected who counted, and in which version",
            hint="for example --source 'UCDP GED 25.1'",
        )
    if name in {measure.key for measure in load_measures(store.folder)} or source == OWN_SOURCE:
        raise SourcesMixed(
            f"series {name!r} from {source!r}: found what {OWN_SOURCE} measures itself, expected another",
            hint="put the source into the name, such as ged-killed",
        )


def refuse_mixing(store: Store, name: str, source: str) -> None:
    """Refuse a second source under one name."""
    others = [row["source"] for row in store.tables.rows(TAKEN, (name, name)) if row["source"] != source]
    if others:
        raise SourcesMixed(
            f"series {name!r}: found {source!r} for a series of {', '.join(map(repr, others))}, expected one source",
            hint="give it a name of its own: numbers of two sources are compared, never mixed",
        )


def refuse_gone(store: Store, item: Item) -> None:
    """Refuse bytes that were erased, and a file that was withdrawn."""
    if store.journal.buried([item.original]):
        raise SourceRefused(
            f"{item.name}: found what was erased from this casebook, expected something else",
            hint="fogline verify says by whom and why",
        )
    if item.id in withdrawn(store):
        raise SourceRefused(
            f"{item.name}: found a file of {item.options['name']!r} that was withdrawn, expected another",
            hint=f"fogline series BOOK --put-back {item.options['name']} --by NAME brings it back",
        )


def reader_of(form: str) -> SeriesImporter:
    """Return the importer of a format of series."""
    found = importer(form)
    if not isinstance(found, SeriesImporter):
        raise FormatUnknown(
            f"{form}: found {found.title}, expected a format with numbers by area and month",
            hint="a gazetteer comes in with fogline import BOOK FILE",
        )
    return found


def written(table: object, *, name: str) -> bytes:
    """Return a table as the plain CSV that is kept as its original; NaN and None are no number."""
    columns = columns_of(table, name=name)
    known = {column.strip().lower(): values for column, values in columns.items() if isinstance(column, str)}
    header = [column for column in COLUMNS if column in known]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(zip(*([field(value) for value in known[column]] for column in header), strict=True))
    return out.getvalue().encode("utf-8")


def field(value: object) -> str:
    """Return a value as a CSV field has it."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    return repr(value) if isinstance(value, float) else str(value)


# Rows


def is_series(item: Item) -> bool:
    """Tell whether an item of the journal is a file of series."""
    return item.reader.startswith(READER)


def series_maker() -> str:
    """Return what makes rows of files of series."""
    return maker_of(SERIES, package_digest("fogline.importers"))


def keep_again(store: Store, item: Item) -> None:
    """Put the rows of a kept file into the tables again; none where it was withdrawn, or is read no more."""
    if item.id in withdrawn(store):
        keep_rows(store, item, SeriesRead(()))
        return
    try:
        read = read_again(store, item)
    except InputError as error:
        keep_rows(store, item, SeriesRead(()), skipped=[skipped_because(error)])
        return
    keep_rows(store, item, read)


def read_again(store: Store, item: Item) -> SeriesRead:
    """Read a kept file."""
    importer = reader_of(item.reader.removeprefix(READER))
    return importer.read(text_of(store.originals.get(item.original), name=item.name), item.name)


def keep_rows(store: Store, item: Item, read: SeriesRead, *, skipped: Sequence[Skipped] = ()) -> None:
    """Put the rows of a file into the tables: its numbers, its silence, itself. The caller holds the write lock."""
    with store.parts.write(SERIES, maker=series_maker()) as writer:
        write_rows(store, writer, item, read)
        writer.add(
            "sources", source_row(item.id, item.original, item.reader, item.name, reports=0, skipped=skipped)
        )
        store.parts.replace(add=[writer.finish()])


def write_rows(store: Store, writer: BatchWriter, item: Item, read: SeriesRead) -> None:
    """Write a file's numbers, and the months in which it is silent."""
    form = item.reader.removeprefix(READER)
    parts = reader_of(form).parts
    received = store.journal.received(item.original) or ""
    name, source = item.options["name"], item.options["source"]
    about = {
        part: {
            "item": item.id, "received": received, "format": form, "name": called_part(name, part), "source": source,
            "what": one.what or name, "unit": one.unit or "number", "names": f"as in {source}",
        }
        for part, one in parts.items()
    }  # fmt: skip
    for cell in read.cells:
        writer.add("cells", cell_row(about[cell.part], cell))
    for span in read.spans:
        writer.add("spans", span_row(about[span.part], span))


def called_part(name: str, part: str) -> str:
    """Return what a part of a file is called as a series."""
    return f"{name}:{part}" if part else name


# Looking


def series_values(
    store: Store,
    *,
    name: str | Sequence[str] | None = None,
    source: str | None = None,
    level: str | None = None,
    area: str | Sequence[str] | None = None,
    party: str | None = None,
    since: str | None = None,
    until: str | None = None,
) -> Listing[SeriesValue]:
    """Return numbers with what is usual beside them; the arguments are those of `Casebook.series`."""
    conditions: list[Condition] = [
        *equals("name", name), *equals("source", source), *equals("level", level), *equals("party", party),
        *([] if since is None else [("period >= ?", (since,))]),
        *([] if until is None else [("period <= ?", (until,))]),
    ]  # fmt: skip
    if area is not None:
        (named,), (coded,) = equals("area", area), equals("country", area)
        of_country = f"level = 'country' and {coded[0]}"
        conditions.append((f"{named[0]} or ({of_country})", (*named[1], *coded[1])))
    clause, values = where(conditions)
    return Listing(store.tables, f"{VALUES} {clause} order by {ORDER}", values, value_of_row)


def list_series(store: Store) -> tuple[SeriesSeen, ...]:
    """Return which series a casebook has, a level of areas each."""
    return tuple(SeriesSeen(**row) for row in store.tables.rows(LISTED))


def panel_of(store: Store, name: str, *, level: str, party: str | None, source: str | None) -> pa.Table:
    """Return area, period and value of one series, sorted; a month without a number is not in it.

    Raises:
        ObjectUnknown: there is no such series.
        SourcesMixed: two sources have one of that name, and none is chosen.
    """
    sources = [row["source"] for row in store.tables.rows(SOURCES, (name,))]
    if not sources or (source is not None and source not in sources):
        names = sorted({one.name for one in list_series(store)})
        raise ObjectUnknown(
            f"series {name!r}: found no such series, expected one of {', '.join(names) or 'none: run it first'}",
            hint="fogline series BOOK lists them",
        )
    if source is None and len(sources) > 1:
        raise SourcesMixed(
            f"series {name!r}: found {' and '.join(sources)}, expected one source",
            hint="say which with source=",
        )
    return store.tables.arrow(
        "select area, period, value from series where name = ? and source = ? and level = ? and value is not null"
        " and party is not distinct from ? order by area, period",
        (name, source or sources[0], level, party),
    )


def value_of_row(row: Mapping[str, Any]) -> SeriesValue:
    """Return the number of a row of `series_beside_usual`."""
    return SeriesValue(
        name=row["name"], source=row["source"], unit=row["unit"], level=row["level"], area=row["area"],
        country=row["country"], party=row["party"], period=row["period"], value=row["value"], low=row["low"],
        high=row["high"], coverage=Coverage(row["reports"], row["days"], row["records"]),
        season=Usual(row["season_mean"], row["season_low"], row["season_high"], row["season_n"]),
        year_before=Usual(row["year_mean"], row["year_low"], row["year_high"], row["year_n"]),
    )  # fmt: skip
