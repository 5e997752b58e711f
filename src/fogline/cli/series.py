"""`fogline series`: numbers by area and month with their range, coverage and what is usual; and series taken out."""

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import click

from fogline.cli.book import open_book, split_book
from fogline.cli.output import Column, print_json, print_note, print_table, print_text
from fogline.errors import SettingInvalid
from fogline.model.series import AREA_LEVELS, OWN_SOURCE, Coverage, SeriesValue, Usual, is_period

if TYPE_CHECKING:
    from fogline.casebook import Casebook
    from fogline.pipeline.withdrawn import Withdrawal

__all__ = ["series_command"]

SHOWN = 60
COLUMNS = (
    Column("area", grow=3), Column("month", keep=True), Column("value", right=True, keep=True),
    Column("low to high", right=True, keep=True), Column("rests on", right=True, keep=True),
    Column("season, mean", right=True, keep=True), Column("12 months before, mean", right=True, keep=True),
)  # fmt: skip


@click.command("series", epilog="Example: fogline series north.fog --measure killed --area Afghanistan")
@click.argument("arguments", nargs=-1, metavar="[BOOK]")
@click.option(
    "--measure", help="Name of a series: a measure such as killed, or what a file was brought in as."
)
@click.option("--area", help="An area as its source calls it, or a country's ISO code such as AFG.")
@click.option("--level", type=click.Choice(AREA_LEVELS), help="Only areas of this level.")
@click.option("--party", help="Only this party, of a series that counts each for itself.")
@click.option("--source", help="Only what this source counted.")
@click.option("--since", help="First month, such as 2021-09.")
@click.option("--until", help="Last month.")
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=SHOWN,
    show_default=True,
    help="Rows to print, the last ones.",
)
@click.option("--as-of", help="Only what the casebook had received, and people decided, by that day.")
@click.option(
    "--withdraw", metavar="SERIES", help="Take out a series that came in from files; needs --by, --reason."
)
@click.option("--file", help="With --withdraw: only the file that was called so.")
@click.option("--put-back", metavar="SERIES", help="Bring back what was withdrawn; needs --by.")
@click.option("--by", help="Who withdraws it or puts it back.")
@click.option("--reason", help="Why; it stays in the journal.")
@click.option("--json", "as_json", is_flag=True, help="Print one object a line, all of them.")
def series_command(
    arguments: tuple[str, ...], measure: str | None, area: str | None, level: str | None, party: str | None,
    source: str | None, since: str | None, until: str | None, limit: int, as_of: str | None, withdraw: str | None,
    file: str | None, put_back: str | None, by: str | None, reason: str | None, as_json: bool,
) -> int:  # fmt: skip
    """List numbers by area and month; without --measure and --area, which series there are.

    Beside each number stand the same calendar month of former years and the twelve
    months before, each as the mean and how many months it rests on. A month that is
    not listed has no data, which is not 0.
    """
    path, rest = split_book(arguments)
    if rest:
        raise SettingInvalid(f"arguments: {' '.join(rest)!r}, expected at most a casebook")
    for option, month in (("--since", since), ("--until", until)):
        if month is not None and not is_period(month):
            raise SettingInvalid(f"{option}: found {month!r}, expected a month such as 2021-09")
    book = open_book(path)
    if withdraw is not None:
        print_withdrawal(
            book.withdraw_series(withdraw, by=by or "", reason=reason or "", file=file), as_json=as_json
        )
        return 0
    if put_back is not None:
        print_withdrawal(book.put_back_series(put_back, by=by or "", reason=reason), as_json=as_json)
        return 0
    if not any((measure, area, level, party, source, since, until, as_of)):
        return print_held(book, as_json=as_json)
    values = book.series(
        name=measure,
        area=area,
        level=level,
        party=party,
        source=source,
        since=since,
        until=until,
        as_of=as_of,
    )
    if as_json:
        print_json(values)
        return 0
    total = len(values)
    print_values(values[max(0, total - limit) :])
    cut = f"; the last {limit} shown, --limit {total} shows all" if total > limit else ""
    print_text(f"{total:,} numbers{cut}")
    if not total:
        print_note(
            "no such number: fogline series BOOK lists the series, and months without data are in none"
        )
    return 0


def print_held(book: "Casebook", *, as_json: bool) -> int:
    """Print which series a casebook has."""
    held = book.series_held()
    if as_json:
        print_json(held)
        return 0
    columns = (
        Column("measure", grow=3), Column("counts", grow=5), Column("source", grow=3), Column("unit", keep=True),
        Column("areas", right=True, keep=True), Column("months", keep=True),
        Column("numbers", right=True, keep=True),
    )  # fmt: skip
    rows = (
        (
            one.name, one.what, one.source, one.unit, f"{one.areas:,} {one.level}", f"{one.first} to {one.last}",
            f"{one.values:,}",
        )
        for one in held
    )  # fmt: skip
    print_table(columns, rows)
    print_text(f"{len(held):,} series")
    for names in sorted({one.names for one in held}):
        print_note(f"areas are named {names}")
    if not any(one.source == OWN_SOURCE for one in held):
        print_note("the casebook's own series are measured by fogline run")
    return 0


def print_withdrawal(done: "Withdrawal", *, as_json: bool) -> None:
    """Print what was withdrawn or put back."""
    if as_json:
        print_json([done])
        return
    files = ", ".join(done.files)
    if done.undone is not None:
        print_text(f"{done.series} is back: {files}")
        return
    print_text(f"{done.series} is withdrawn: {files}")
    print_note(f"its bytes stay; fogline series BOOK --put-back {done.series} --by NAME brings it back")


def print_values(values: Sequence[SeriesValue]) -> None:
    """Print numbers as a table a series, under a line that says what it is and whose."""
    for (name, source, unit), group in groupby(values, key=lambda one: (one.name, one.source, one.unit)):
        print_text(f"{name}, in {unit}, source: {source}", style="bold")
        print_table(COLUMNS, map(cells_of, group))
        print_text()


def cells_of(one: SeriesValue) -> tuple[str, ...]:
    """Return the cells of a number."""
    return (
        f"{one.area}: {one.party}" if one.party else one.area, one.period, say_count(one.value), say_range(one),
        say_coverage(one.coverage), say_usual(one.season, "year"), say_usual(one.year_before, "month"),
    )  # fmt: skip


def say_count(number: float | None) -> str:
    """Return a number as it is read; "unknown" for None."""
    if number is None:
        return "unknown"
    return f"{number:,.0f}" if number == int(number) else f"{number:,.1f}"


def say_range(one: SeriesValue) -> str:
    """Return the range of a number: "3 to 9", "at least 3" where it is open above, "" where none is known."""
    if one.low is None and one.high is None:
        return ""
    if one.high is None:
        return f"at least {say_count(one.low)}"
    return f"{say_count(one.low)} to {say_count(one.high)}"


def say_coverage(coverage: Coverage) -> str:
    """Return what a number rests on."""
    if coverage.reports is not None:
        return f"{say_many(coverage.reports, 'report')}, {say_many(coverage.days or 0, 'day')}"
    return "" if coverage.records is None else say_many(coverage.records, "record")


def say_many(count: int, thing: str) -> str:
    """Return a count of things."""
    return f"{count:,} {thing}{'' if count == 1 else 's'}"


def say_usual(usual: Usual, of: str) -> str:
    """Return what is usual, with how many `of` it rests on."""
    return "" if usual.mean is None else f"{usual.mean:,.1f} ({say_many(usual.n, of)})"
