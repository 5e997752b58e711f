"""`fogline forecast`: what may come in each area and month, from a file of counts, and how such forecasts did."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fogline.cli.kept_forecasts import kept_months
from fogline.cli.output import Column, print_json, print_note, print_table, print_text
from fogline.errors import SettingInvalid

if TYPE_CHECKING:
    from fogline.forecasting.backtest import Backtest
    from fogline.forecasting.panel import Panel
    from fogline.forecasting.summary import MonthForecast

__all__ = ["forecast_command", "parse_horizons", "print_backtest", "print_forecast"]

SHOWN = 30
RANGE = re.compile(r"(\d{1,2})(?:-(\d{1,2}))?")


@click.command("forecast", epilog="Example: fogline forecast deaths.csv --horizons 1-6 --area Afghanistan")
@click.argument("series", type=click.Path(path_type=Path, exists=True), metavar="FILE|BOOK")
@click.option("--series", "called", help="Series of BOOK; the run is kept on its record.")
@click.option("--source", help="With --series: who counted, where several sources have one of that name.")
@click.option(
    "--level",
    type=click.Choice(["country", "admin1", "other"]),
    help="With --series: areas of this level; the first that it has.",
)
@click.option("--name", help="Name of the run that is kept.")
@click.option("--origin", help="Last month that is known, YYYY-MM; the last of the file.")
@click.option("--horizons", default="1-6", show_default=True, help="Months ahead: 3, 1-12 or 1,3,6.")
@click.option("--area", "only", multiple=True, help="Print this area alone; may be given again.")
@click.option("--model", help="How to forecast; what won the backtest.")
@click.option("--draws", type=click.IntRange(min=10), default=1000, show_default=True, help="Values a month.")
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Of the draws.")
@click.option(
    "--backtest",
    "years",
    type=click.IntRange(min=1),
    help="Score forecasts from so many earlier years instead.",
)
@click.option("--worst", type=click.IntRange(min=1), help="With --backtest: also the cells that were worst.")
@click.option("--limit", type=click.IntRange(min=1), default=SHOWN, show_default=True, help="Rows to print.")
@click.option("--json", "as_json", is_flag=True, help="Print one object a line, all of them.")
def forecast_command(
    series: Path, called: str | None, source: str | None, level: str | None, name: str | None,
    origin: str | None, horizons: str, only: tuple[str, ...],
    model: str | None, draws: int, seed: int,
    years: int | None, worst: int | None, limit: int, as_json: bool,
) -> int:  # fmt: skip
    """Forecast counts by area and month: of a CSV or Parquet file, or with --series of a casebook, on its record."""
    from fogline.forecasting.engine import forecast
    from fogline.forecasting.panel import name_of_month, read_panel
    from fogline.forecasting.summary import summaries

    ahead = parse_horizons(horizons)
    if called is not None or series.is_dir():
        kept = kept_months(
            series, called or "", only=only, as_json=as_json, source=source, level=level, name=name, origin=origin,
            horizons=ahead, draws=draws, seed=seed, model=model,
        )  # fmt: skip
        print_forecast(kept, limit=limit, as_json=as_json)
        return 0
    panel = read_panel(series)
    if years is not None:
        test = run_backtest(panel, years, origin, ahead, model, draws, seed)
        print_backtest(test, as_json=as_json)
        if worst and not as_json:
            print_worst(test, worst)
        return 0
    last = origin or name_of_month(panel.last)
    said, areas = forecast(panel, last, ahead, draws, seed, model)
    months = [one for one in summaries(said, areas, last, ahead) if not only or str(one.area) in only]
    if not months:
        raise SettingInvalid(
            f"--area: no {only[0]!r} in {series}", hint=f"there are {', '.join(map(str, areas))}"
        )
    print_forecast(months, limit=limit, as_json=as_json)
    print_note(f"{series}: data to {last}, {len(areas):,} areas, model {model or 'default'}, seed {seed}")
    return 0


def parse_horizons(text: str) -> list[int]:
    """Return the months ahead in "1-12", "3" or "1,3,6"."""
    ahead: list[int] = []
    for part in text.split(","):
        match = RANGE.fullmatch(part.strip())
        if match is None:
            raise SettingInvalid(f"--horizons: found {text!r}, expected months such as 3, 1-12 or 1,3,6")
        ahead.extend(range(int(match[1]), int(match[2] or match[1]) + 1))
    return ahead


def print_forecast(months: "list[MonthForecast]", *, limit: int, as_json: bool) -> None:
    """Print what is forecast; the areas with the most first."""
    if as_json:
        print_json(months)
        return
    means: dict[object, float] = {}
    for one in months:
        means[one.area] = means.get(one.area, 0.0) + one.mean
    ordered = sorted(months, key=lambda one: (-means[one.area], str(one.area), one.period))
    columns = [Column("area", grow=3), Column("month", keep=True), Column("median", right=True, keep=True),
               Column("9 in 10 within", right=True, keep=True)]  # fmt: skip
    columns += [Column(f"at least {one.at_least:g}", right=True, keep=True) for one in months[0].chances]
    rows = (
        (
            str(one.area),
            one.period,
            f"{one.median:,.0f}",
            f"{one.low:,.0f} to {one.high:,.0f}",
            *(f"{chance.chance:.1%}" for chance in one.chances),
        )
        for one in ordered[:limit]
    )
    print_table(columns, rows)
    if len(ordered) > limit:
        print_text(f"{limit} of {len(ordered):,} rows, the areas with the most first; --limit shows more")


def run_backtest(
    panel: "Panel", years: int, origin: str | None, ahead: list[int], model: str | None, draws: int, seed: int
) -> "Backtest":
    """Return the scores of forecasts from the same month of earlier years, each with all its months known."""
    from fogline.forecasting.backtest import backtest
    from fogline.forecasting.panel import month_of, name_of_month

    last = panel.last if origin is None else month_of(origin)
    origins = [last - max(ahead) - 12 * back for back in range(years)]
    kept = [name_of_month(month) for month in reversed(origins) if month >= panel.first]
    return backtest(panel.until(last), kept, ahead, model=model, draws=draws, seed=seed)


def print_backtest(test: "Backtest", *, as_json: bool) -> None:
    """Print each window's scores beside the baseline's, and the skill over all of them."""
    if as_json:
        print_json(
            {
                "origin": window.origin,
                "skill": round(window.skill, 4),
                **{
                    who: {
                        "crps": judged.mean_crps,
                        "ignorance": judged.mean_ignorance,
                        "interval_score": judged.mean_interval_score,
                        "brier": judged.mean_brier,
                    }
                    for who, judged in (("model", window.model), ("conflictology", window.baseline))
                },
            }
            for window in test.windows
        )
        return
    columns = (
        Column("origin", keep=True), Column("skill", right=True, keep=True), Column("CRPS", right=True),
        Column("ignorance, bits", right=True), Column("interval score", right=True),
        Column(f"Brier, at least {test.threshold:g}", right=True),
    )  # fmt: skip
    rows = (
        (
            window.origin,
            f"{window.skill:+.1%}",
            f"{window.model.mean_crps:.2f} ({window.baseline.mean_crps:.2f})",
            f"{window.model.mean_ignorance:.3f} ({window.baseline.mean_ignorance:.3f})",
            f"{window.model.mean_interval_score:.1f} ({window.baseline.mean_interval_score:.1f})",
            f"{window.model.mean_brier:.4f} ({window.baseline.mean_brier:.4f})",
        )
        for window in test.windows
    )
    print_table(columns, rows)
    precision, share = test.onset_precision()
    print_text(
        f"{test.name}: skill {test.skill:+.1%}, {test.won} of {len(test.windows)} windows won, worst {test.worst:+.1%}"
    )
    print_text(
        f"inside the 90 % interval: {test.coverage():.1%} of the months of active areas "
        f"({test.coverage(baseline=True):.1%})"
    )
    print_text(
        f"a quiet area reaches {test.threshold:g}: average precision {precision:.2f}, in {share:.2%} of its months"
    )
    print_text("in brackets: conflictology, each area's own last twelve months; skill is against it")


def print_worst(test: "Backtest", count: int) -> None:
    """Print the areas and months that were forecast worst."""
    print_text()
    columns = (
        Column("area", grow=3), Column("month", keep=True), Column("origin", keep=True),
        Column("count", right=True, keep=True), Column("CRPS", right=True, keep=True),
        Column("conflictology's", right=True, keep=True),
    )  # fmt: skip
    rows = (
        (
            str(cell.area),
            cell.period,
            cell.origin,
            f"{cell.actual:,.0f}",
            f"{cell.crps:,.0f}",
            f"{cell.baseline:,.0f}",
        )
        for cell in test.worst_cells(count)
    )
    print_table(columns, rows)
