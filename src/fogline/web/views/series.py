"""Say what one series shows: its areas, and the numbers of some of them with what is usual beside each."""

from dataclasses import dataclass

from fogline.casebook import Casebook
from fogline.errors import ObjectUnknown
from fogline.model.records import Record
from fogline.model.series import AreaLevel, SeriesSeen, SeriesValue

__all__ = ["AreaSum", "SeriesShown", "see_series"]

MOST_AREAS = 400


@dataclass(frozen=True, slots=True)
class AreaSum(Record):
    """An area of a series with the sum of its numbers."""

    area: str
    country: str | None
    party: str | None
    sum: float


@dataclass(frozen=True, slots=True)
class SeriesShown(Record):
    """A series. `areas` are those with the greatest sums first; `values` are of the areas that were asked for."""

    series: SeriesSeen
    areas: tuple[AreaSum, ...]
    values: tuple[SeriesValue, ...]


def see_series(
    book: Casebook, name: str, *, source: str | None, level: AreaLevel | None, area: str | None,
    since: str | None, until: str | None,
) -> SeriesShown:  # fmt: skip
    """Return one series; without an area, that with the greatest sum.

    Raises:
        ObjectUnknown: there is none of that name, source and level.
    """
    alike = [
        one
        for one in book.series_held()
        if one.name == name and source in (None, one.source) and level in (None, one.level)
    ]
    if not alike:
        raise ObjectUnknown(f"series {name!r}: found none, expected one", hint="GET /api/series lists them")
    one = alike[0]
    areas = areas_of(book, one)
    chosen = area or (areas[0].area if areas else None)
    values = () if chosen is None else tuple(
        book.series(name=name, source=one.source, level=one.level, area=chosen, since=since, until=until)
    )  # fmt: skip
    return SeriesShown(one, areas, values)


def areas_of(book: Casebook, series: SeriesSeen) -> tuple[AreaSum, ...]:
    """Return the areas of a series, the greatest sums first."""
    found = book.sql(
        "select area, min(country) as country, party, coalesce(sum(value), 0)::double as sum from series "
        "where name = ? and source = ? and level = ? group by area, party order by sum desc, area, party limit ?",
        (series.name, series.source, series.level, MOST_AREAS),
    )
    return tuple(AreaSum(**row) for row in found.to_pylist())
