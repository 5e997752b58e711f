"""Measure: incidents and claims become series, a number an area and month with its coverage.

Where a casebook has reports on an area that were published in a month and a measure
counts nothing there, the number is 0. Where it has none, there is no number: no data
is not 0. A number that a later report gave of a month without any is kept, with a
coverage of 0 reports.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from fogline.errors import CasebookError, PluginInvalid
from fogline.measures import ROLE, Measure, load_measures
from fogline.model.ids import sha256_hex
from fogline.model.records import canonical_json
from fogline.model.series import is_ordered, is_period
from fogline.pipeline.makers import digest_of_parts, maker_of, package_digest
from fogline.pipeline.progress import Notify, Progress
from fogline.store.series_rows import measured_row
from fogline.store.store import Store

__all__ = ["Measurer", "MeasuringIncidents", "measure_incidents", "measured"]

STAGE = "measure"
MEASURED_FROM = ("reports", "claims", "corrections", "rulings", "origins", "answers", "incidents")
LEVELS = ("country", "admin1")


class Unit(NamedTuple):
    """An area as the views have it: a country, or a province of one."""

    level: str
    country: str
    admin1: str | None


class Number(NamedTuple):
    """What a measure counts in one area and month."""

    value: float | None
    low: float | None
    high: float | None


NOTHING = Number(0.0, 0.0, 0.0)
COMES_TO = (
    "case when count(value) = count(*) or sum(value) > 0 then sum(value) end as value",
    "sum(low) as low",
    "case when count(high) = count(*) then sum(high) end as high",
)
"""What rows come to in an area and month: nought and something unknown is unknown, and one open end leaves it open."""

Coverage = Mapping[tuple[Unit, str], tuple[int, int]]
"""Reports and days with one, by area and month."""


class Measurer(Protocol):
    """What measures there are, and how areas are called."""

    @property
    def code(self) -> str:
        """Digest of the measures and of the names."""
        ...

    @property
    def measures(self) -> Sequence[Measure]:
        """The measures."""
        ...

    @property
    def area_names(self) -> str:
        """Which names areas have, with their vintage."""
        ...

    def country_name(self, code: str) -> str:
        """Return what a country is called."""
        ...


class MeasuringIncidents:
    """The shipped measures, with those of the casebook at `own` before them, and the gazetteer's names."""

    def __init__(self, *, own: Path | None = None) -> None:
        self._own = own

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """The measures."""
        return load_measures(self._own)

    @property
    def code(self) -> str:
        """Digest of the measures and of the names."""
        sql = [[measure.key, sha256_hex(repr(measure).encode())] for measure in self.measures]
        return sha256_hex(canonical_json([package_digest(f"fogline.{ROLE}"), sql, self.area_names]))

    @property
    def area_names(self) -> str:
        """Which names areas have, with their vintage."""
        from fogline.reading.gazetteer.countries import area_names

        return area_names()

    def country_name(self, code: str) -> str:
        """Return what a country is called."""
        from fogline.reading.gazetteer.countries import name_of_country

        return name_of_country(code)


def measure_incidents(store: Store, measurer: Measurer, *, notify: Notify) -> None:
    """Bring the casebook's own series up to date: all of them, when anything that they count from changed."""
    maker = maker_of(STAGE, measurer.code)
    inputs = digest_of_parts(store, *MEASURED_FROM)
    held = [(batch.maker, batch.inputs) for batch in store.parts.batches() if batch.stage == STAGE]
    if held == [(maker, inputs)]:
        return
    coverage = coverage_of(store)
    with store.parts.write(STAGE, maker=maker, inputs=inputs) as writer:
        for done, measure in enumerate(measurer.measures, start=1):
            about = {
                "name": measure.key, "what": measure.name, "unit": measure.unit, "names": measurer.area_names,
            }  # fmt: skip
            for unit, period, party, number in measured(store, measure, coverage):
                reports, days = coverage.get((unit, period), (0, 0))
                row = measured_row(
                    about, area_of(unit, measurer), party=party, period=period, **number._asdict(),
                    covered_reports=reports, covered_days=days,
                )  # fmt: skip
                writer.add("measured", row)
            notify(Progress(STAGE, done, len(measurer.measures)))
        with store.writing():
            store.parts.replace(add=[writer.finish()], drop=lambda batch: batch.stage == STAGE)


def measured(
    store: Store, measure: Measure, coverage: Coverage
) -> Iterator[tuple[Unit, str, str | None, Number]]:
    """Yield what a measure counts, by area, party and month, with 0 where a covered month has nothing.

    Raises:
        PluginInvalid: the measure's SQL is not one select, fails, or gives other columns or values than it must.
    """
    counted: dict[tuple[Unit, str | None], dict[str, Number]] = {}
    for row in rows_of(store, measure):
        unit, period, number = checked(measure, row)
        party = row["party"] if measure.by_party else None
        counted.setdefault((unit, party), {})[period] = number
    covered: dict[Unit, set[str]] = {}
    for unit, period in coverage:
        covered.setdefault(unit, set()).add(period)
    if not measure.by_party:
        for unit in covered:
            counted.setdefault((unit, None), {})
    for (unit, party), months in sorted(counted.items(), key=by_area):
        for period in sorted(covered.get(unit, set()) | months.keys()):
            yield unit, period, party, months.get(period, NOTHING)


def by_area(item: tuple[tuple[Unit, str | None], Any]) -> tuple[str, ...]:
    """Return what sorts areas and parties."""
    unit, party = item[0]
    return (unit.level, unit.country, unit.admin1 or "", party or "")


def rows_of(store: Store, measure: Measure) -> Iterable[Mapping[str, Any]]:
    """Return what a measure's rows come to, a row an area, month and party."""
    try:
        with store.tables.connection() as connection:
            found = [statement.type.name for statement in connection.extract_statements(measure.sql)]
        if found != ["SELECT"]:
            raise wrong(measure, " and ".join(found).lower() or "no statement", "one select")
        rows: list[dict[str, Any]] = store.tables.grouped(
            measure.sql, keys=measure.keys, into=COMES_TO
        ).to_pylist()
    except CasebookError as error:
        raise wrong(
            measure, str(error), f"SQL over the views of measures that gives {', '.join(measure.columns)}"
        ) from error
    return rows


def checked(measure: Measure, row: Mapping[str, Any]) -> tuple[Unit, str, Number]:
    """Return the area, month and number of a row."""
    unit = Unit(row["level"], row["country"], row["admin1"])
    number = Number(*(None if row[name] is None else float(row[name]) for name in Number._fields))
    if unit.level not in LEVELS or not unit.country or (unit.level == "admin1") != bool(unit.admin1):
        raise wrong(measure, f"the area {unit}", "a country, or a province of one with its country")
    if not isinstance(row["period"], str) or not is_period(row["period"]):
        raise wrong(measure, f"the period {row['period']!r}", "a month, YYYY-MM")
    if not is_ordered(number.low, number.value, number.high):
        raise wrong(measure, f"{number} for {unit} in {row['period']}", "low <= value <= high")
    return unit, row["period"], number


def coverage_of(store: Store) -> Coverage:
    """Return what the casebook had to go by."""
    return {
        (Unit(row["level"], row["country"], row["admin1"]), row["period"]): (row["reports"], row["days"])
        for row in store.tables.rows("select * from area_coverage")
    }


def area_of(unit: Unit, measurer: Measurer) -> dict[str, str | None]:
    """Return the columns of an area: a province's name tells its country, for many countries have a "North"."""
    country = measurer.country_name(unit.country)
    area = country if unit.admin1 is None else f"{unit.admin1}, {country}"
    return {"level": unit.level, "area": area, "country": unit.country}


def wrong(measure: Measure, found: str, expected: str) -> PluginInvalid:
    """Say what a measure gives that it must not."""
    return PluginInvalid(
        f"measures/{measure.key}.sql: found {found}, expected {expected}",
        hint="mend the file, or remove it from the casebook's measures/",
    )
