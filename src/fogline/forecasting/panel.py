"""Hold series as a table of areas by months, where "no data" is not 0, and cut it at an origin."""

import csv
import gzip
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from fogline.errors import PanelInvalid
from fogline.model.series import is_period

__all__ = [
    "Area",
    "Floats",
    "Panel",
    "Past",
    "month_of",
    "name_of_month",
    "panel_of",
    "pasts_of",
    "read_panel",
]

Area: TypeAlias = str | int
Floats: TypeAlias = NDArray[np.float64]

COLUMNS = ("area", "period", "value")
OF_THE_VALUE = ("low", "high")
"""Columns that say how surely the value is known: no covariates."""

HINT = 'give one row an area and month: area, period ("YYYY-MM"), value; leave a month without data out'


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """Counts of areas by months.

    `values[i, j]` is the count of `areas[i]` in month `first + j`, NaN where there
    is no data. Months are numbered as by `month_of`. Areas are sorted. `beside` holds
    the covariates, tables of the same shape by name.
    """

    areas: tuple[Area, ...]
    first: int
    values: Floats
    beside: Mapping[str, Floats] = field(default_factory=dict)

    @property
    def last(self) -> int:
        """The last month of the table."""
        return self.first + int(self.values.shape[1]) - 1

    def until(self, month: int) -> "Panel":
        """Return the panel as it was known at the end of a month: nothing later is in it."""
        end = max(month - self.first + 1, 0)
        beside = {name: table[:, :end] for name, table in self.beside.items()}
        return replace(self, values=self.values[:, :end], beside=beside)

    def at(self, months: Sequence[int]) -> Floats:
        """Return the counts in the months (area, month), NaN outside the table."""
        found = np.full((len(self.areas), len(months)), np.nan)
        for at, month in enumerate(months):
            if self.first <= month <= self.last:
                found[:, at] = self.values[:, month - self.first]
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Past:
    """What a model sees: counts of areas (area, month) without a gap, the last column being month `last`.

    `rows` says which areas of the panel they are, `areas` what they are called, ()
    where nobody says. `beside` holds the covariates (covariate, area, month), NaN
    where one is not known yet.
    """

    rows: NDArray[np.intp]
    last: int
    counts: Floats
    areas: tuple[Area, ...] = ()
    beside: Floats | None = None


def pasts_of(panel: Panel) -> Iterator[Past]:
    """Yield the areas of a panel by the months that they have: equal in the first and in the last with data.

    A gap between two months with data is filled with the number before it. An area
    without any data is left out.
    """
    known = ~np.isnan(panel.values)
    rows = np.flatnonzero(known.any(axis=1))
    if not len(rows):
        return
    width = known.shape[1]
    spans = np.stack([known[rows].argmax(axis=1), width - known[rows][:, ::-1].argmax(axis=1)], axis=1)
    for first, end in np.unique(spans, axis=0):
        own = rows[(spans == (first, end)).all(axis=1)]
        counts = carried(panel.values[own, first:end])
        tables = [carried(table[own, first:end]) for table in panel.beside.values()]
        names = tuple(panel.areas[row] for row in own)
        yield Past(own, panel.first + int(end) - 1, counts, names, np.stack(tables) if tables else None)


def carried(values: Floats) -> Floats:
    """Return the table with each gap filled with the number before it; a gap at the beginning stays."""
    since = np.where(np.isnan(values), 0, np.arange(values.shape[1]))
    return np.take_along_axis(values, np.maximum.accumulate(since, axis=1), axis=1)


def month_of(period: str) -> int:
    """Return the number of a month, "YYYY-MM": months since January of the year 0.

    Raises:
        ValueError: it is no month.
    """
    if not is_period(period):
        raise ValueError(f'found {period!r}, expected "YYYY-MM"')
    return int(period[:4]) * 12 + int(period[5:]) - 1


def name_of_month(month: int) -> str:
    """Return a month's name, "YYYY-MM"."""
    return f"{month // 12:04}-{month % 12 + 1:02}"


def panel_of(table: Any) -> Panel:
    """Return the panel in an Arrow table, a DataFrame or a mapping of columns.

    Args:
        table: columns `area`, `period` ("YYYY-MM") and `value`; a panel is returned as it is. Every other column
            of numbers is a covariate, but `low` and `high`; columns of words are not looked at. A value that is
            missing is no data.

    Raises:
        PanelInvalid: a column is missing, a row is malformed, or an area and month comes twice.
    """
    if isinstance(table, Panel):
        return table
    columns = columns_of(table)
    missing = [name for name in COLUMNS if name not in columns]
    if missing:
        raise PanelInvalid(
            f"panel: no column {missing[0]!r}, found {', '.join(map(str, columns)) or 'none'}", hint=HINT
        )
    areas, periods, values = (columns[name] for name in COLUMNS)
    if not len(areas) == len(periods) == len(values):
        raise PanelInvalid(
            f"panel: {len(areas):,} areas, {len(periods):,} periods, {len(values):,} values", hint=HINT
        )
    if not len(areas):
        raise PanelInvalid("panel: no rows", hint=HINT)
    panel = laid_out(cells_of(areas, periods, values))
    rows = {area: row for row, area in enumerate(panel.areas)}
    cells = [
        (rows[area.item() if isinstance(area, np.generic) else area], month_of(str(period)) - panel.first)
        for area, period in zip(areas, periods, strict=True)
    ]
    beside = {}
    for name in sorted(columns.keys() - {*COLUMNS, *OF_THE_VALUE}):
        numbers = numbers_in(columns[name])
        if numbers is not None:
            beside[name] = np.full(panel.values.shape, np.nan)
            beside[name][tuple(zip(*cells, strict=True))] = numbers
    return replace(panel, beside=beside)


def numbers_in(column: Sequence[Any]) -> list[float] | None:
    """Return a column as numbers, NaN where one is missing; None where it holds words, or nothing."""
    try:
        numbers = [np.nan if cell is None or cell == "" else float(cell) for cell in column]
    except (TypeError, ValueError):
        return None
    return numbers if np.isfinite(numbers).any() and not np.isinf(numbers).any() else None


def read_panel(path: Path) -> Panel:
    """Return the panel in a CSV file, which may be compressed (.gz), or in a Parquet file.

    Raises:
        PanelInvalid: the file is no such table, or the table does not hold together.
        OSError: the file cannot be read.
    """
    if path.suffix == ".parquet":
        from pyarrow import ArrowInvalid
        from pyarrow.parquet import read_table

        try:
            return panel_of(read_table(path))
        except ArrowInvalid as error:
            raise PanelInvalid(f"{path}: {error}, expected a Parquet file", hint=HINT) from error
    opened = gzip.open if path.suffix == ".gz" else open
    try:
        with opened(path, "rt", encoding="utf-8-sig", newline="") as lines:
            rows = [*csv.reader(lines)]
    except (UnicodeDecodeError, csv.Error, EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise PanelInvalid(f"{path}: {error}, expected CSV in UTF-8", hint=HINT) from error
    ragged = [at for at, row in enumerate(rows, start=1) if row and len(row) != len(rows[0])]
    if ragged:
        raise PanelInvalid(
            f"{path}: line {ragged[0]:,}: {len(rows[ragged[0] - 1])} fields, expected {len(rows[0])}",
            hint=HINT,
        )
    names, *cells = [row for row in rows if row] or [[]]
    columns = {name: [row[at] for row in cells] for at, name in enumerate(names)}
    if "value" in columns:
        columns["value"] = [value or None for value in columns["value"]]
    return panel_of(columns)


def laid_out(cells: Mapping[tuple[Area, int], float]) -> Panel:
    """Return the panel with these counts; everything else is no data."""
    areas = tuple(sorted({area for area, _ in cells}, key=lambda area: (isinstance(area, str), area)))
    months = [month for _, month in cells]
    first, row_of = min(months), {area: row for row, area in enumerate(areas)}
    table = np.full((len(areas), max(months) - first + 1), np.nan)
    for (area, month), value in cells.items():
        table[row_of[area], month - first] = value
    return Panel(areas, first, table)


def cells_of(
    areas: Sequence[Any], periods: Sequence[Any], values: Sequence[Any]
) -> dict[tuple[Area, int], float]:
    """Return the count of each area and month."""
    cells: dict[tuple[Area, int], float] = {}
    numbers: dict[str, int] = {}
    for row, (area, period, value) in enumerate(zip(areas, periods, values, strict=True), start=1):
        where = f"panel: row {row:,}"
        area = area.item() if isinstance(area, np.generic) else area
        if isinstance(area, bool) or not isinstance(area, str | int) or area == "":
            raise PanelInvalid(f"{where}: area: found {area!r}, expected a name or a number", hint=HINT)
        name = str(period)
        if name not in numbers:
            if not is_period(name):
                raise PanelInvalid(f'{where}: period: found {period!r}, expected "YYYY-MM"', hint=HINT)
            numbers[name] = month_of(name)
        if (area, numbers[name]) in cells:
            raise PanelInvalid(f"{where}: area {area!r} has a second value in {name}", hint=HINT)
        cells[area, numbers[name]] = count_of(value, where)
    return cells


def count_of(value: Any, where: str) -> float:
    """Return a count, NaN where there is no data."""
    try:
        count = np.nan if value is None else float(value)
    except (TypeError, ValueError):
        count = -1.0
    if isinstance(value, bool) or count < 0 or np.isinf(count):
        raise PanelInvalid(f"{where}: value: found {value!r}, expected a count of 0 or more", hint=HINT)
    return count


def columns_of(table: Any) -> dict[str, Sequence[Any]]:
    """Return the columns of a table as lists of plain values.

    Raises:
        PanelInvalid: it is no table.
    """
    if isinstance(table, Mapping):
        return {str(name): list(column) for name, column in table.items()}
    if hasattr(table, "column_names"):
        return {name: table.column(name).to_pylist() for name in table.column_names}
    if hasattr(table, "columns"):
        return {str(name): table[name].to_list() for name in table.columns}
    raise PanelInvalid(
        f"panel: found {type(table).__name__}, expected an Arrow table or a DataFrame", hint=HINT
    )
