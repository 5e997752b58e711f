"""Forecast a casebook's series: each run has a name, keeps its data cut-off and its draws, and is scored later."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import numpy as np

from fogline.errors import ObjectUnknown, SettingInvalid
from fogline.forecasting.engine import DEFAULT, forecast
from fogline.forecasting.panel import Floats, Panel, month_of, name_of_month, panel_of
from fogline.forecasting.scores import crps, is_inside
from fogline.forecasting.summary import MonthForecast, summaries
from fogline.model.forecast import Forecast, RunScore
from fogline.model.ids import content_id, sha256_hex
from fogline.model.records import Record, canonical_json
from fogline.pipeline.makers import made_by
from fogline.pipeline.recording import FORECAST, beside, enter_bodies, entered
from fogline.store.decode import decode
from fogline.store.store import Store

__all__ = [
    "Fan", "ForecastRun", "ForecastSeen", "draws_of", "find_forecast", "forecast_series", "forecasts_of", "score_run",
    "see_forecast",
]  # fmt: skip

FAN = (0.05, 0.25, 0.5, 0.75, 0.95)
BASELINE, BASELINE_DRAWS = "conflictology", 12
LEVELS = ("country", "admin1", "other")
"""The levels of areas, in the order in which one is taken where nobody says which."""

HELD = "select distinct name, source, level from series where party is null order by name, source, level"
VALUES = """
    select area, period, value
    from series
    where name = ? and source = ? and level = ? and party is null and value is not null
    order by area, period
"""


@dataclass(frozen=True, slots=True)
class ForecastRun(Record):
    """A run with what it says of each area and month, and `last`: how the run before it did, None for the first."""

    forecast: Forecast
    last: RunScore | None
    months: tuple[MonthForecast, ...]


@dataclass(frozen=True, slots=True)
class Fan(Record):
    """What a run says of one area and month: the 5, 25, 50, 75 and 95 % quantiles of its draws."""

    area: str
    period: str
    quantiles: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ForecastSeen(Record):
    """A run on the record: what it says of each area and month, and how it did by what is known by now."""

    forecast: Forecast
    score: RunScore
    months: tuple[MonthForecast, ...]
    fan: tuple[Fan, ...]


def forecast_series(
    store: Store,
    series: str,
    *,
    name: str | None = None,
    source: str | None = None,
    level: str | None = None,
    origin: str | None = None,
    horizons: Iterable[int] = range(1, 7),
    draws: int = 1000,
    seed: int = 0,
    model: str | None = None,
) -> ForecastRun:
    """Forecast a series and put the run on the record; the same run again is found there.

    Args:
        store: of the casebook.
        series: its name.
        name: of the run; series and origin when None.
        source: who counted, where several did.
        level: of its areas: country, admin1 or other; the first of these that it has when None.
        origin: last month that is known; the last with data when None.
        horizons: months ahead.
        draws: how many values to draw of each month.
        seed: of the draws.
        model: one of the models; the default when None.

    Raises:
        SettingInvalid: there is no such series, or several, or another run has the name.
        PanelInvalid: it has no data at or before the origin.
    """
    found, by, level = chosen_series(store, series, source, level)
    panel = held_panel(store, found, by, level)
    last = origin or name_of_month(panel.last)
    ahead = tuple(horizons)
    said, areas = forecast(panel, last, ahead, draws, seed, model)
    content = as_bytes(said)
    run = Forecast(
        id="", name=name or f"{found} from {last}", series=found, source=by, origin=last, horizons=ahead,
        areas=tuple(map(str, areas)), count=draws, seed=seed, model=model or DEFAULT,
        known=digest_of(panel.until(month_of(last))), draws=sha256_hex(content), made_by=made_by("forecasting"),
    )  # fmt: skip
    run = replace(run, id=content_id("f", run))
    before = [one for one in forecasts_of(store) if one.id != run.id]
    if any(one.name == run.name for one in before):
        raise SettingInvalid(
            f"forecast: found a run named {run.name!r} already, expected a new name",
            hint="a run is never replaced; name this one with --name",
        )
    enter_bodies(store, FORECAST, [({**run.to_dict(), "level": level, "reports": []}, content)])
    alike = [one for one in before if (one.series, one.source) == (found, by)]
    score = score_run(store, alike[-1]) if alike else None
    return ForecastRun(run, score, tuple(summaries(said, areas, last, ahead)))


def forecasts_of(store: Store, *, until: datetime | None = None) -> tuple[Forecast, ...]:
    """Return the runs on the record, the oldest first; until a moment when it is given."""
    return tuple(decode(Forecast, entry.body) for entry in entered(store, FORECAST, until=until))


def find_forecast(store: Store, named: str) -> Forecast:
    """Return a run by its name, its id or the beginning of its id.

    Raises:
        ObjectUnknown: there is none, or there are several.
    """
    runs = forecasts_of(store)
    found = [one for one in runs if one.name == named] or [one for one in runs if one.id.startswith(named)]
    if len(found) != 1:
        raise ObjectUnknown(
            f"forecast {named!r}: found {len(found) or 'none'}, expected one",
            hint=f"there are {', '.join(one.name for one in runs) or 'none yet'}",
        )
    return found[0]


def draws_of(store: Store, run: Forecast) -> Floats:
    """Return a run's draws as they were made: (area, horizon, draw)."""
    entry = next(entry for entry in entered(store, FORECAST) if entry.body["id"] == run.id)
    content = beside(store, entry) or b""
    kept: Floats = np.load(io.BytesIO(content), allow_pickle=False).astype(np.float64)
    return kept


def see_forecast(store: Store, named: str) -> ForecastSeen:
    """Return a run by its name, its id or the beginning of it, with what it says and how it did; as `find_forecast`."""
    run = find_forecast(store, named)
    draws = draws_of(store, run)
    quantiles = np.quantile(draws, FAN, axis=2)
    start = month_of(run.origin)
    fan = tuple(
        Fan(area, name_of_month(start + ahead), tuple(float(one) for one in quantiles[:, row, at]))
        for row, area in enumerate(run.areas)
        for at, ahead in enumerate(run.horizons)
    )
    months = tuple(summaries(draws, run.areas, run.origin, run.horizons))
    return ForecastSeen(run, score_run(store, run), months, fan)


def score_run(store: Store, run: Forecast) -> RunScore:
    """Return how a run did over what is known by now, beside its areas' own last twelve months."""
    entry = next(entry for entry in entered(store, FORECAST) if entry.body["id"] == run.id)
    panel = held_panel(store, run.series, run.source, entry.body["level"])
    start = month_of(run.origin)
    rows = {str(area): row for row, area in enumerate(panel.areas)}
    known = [at for at, area in enumerate(run.areas) if area in rows]
    actual = panel.at([start + ahead for ahead in run.horizons])[[rows[run.areas[at]] for at in known]]
    cells = ~np.isnan(actual)
    every = len(run.areas) * len(run.horizons)
    count = int(cells.sum())
    if not count:
        return RunScore(run.name, run.origin, 0, every, None, None, None)
    happened = actual[cells]
    said = draws_of(store, run)[known][cells]
    return RunScore(
        run.name, run.origin, count, every - count, round(float(crps(said, happened).mean()), 6),
        baseline_crps(panel, run, [run.areas[at] for at in known], cells, happened),
        round(float(is_inside(said, happened).mean()), 6),
    )  # fmt: skip


def baseline_crps(
    panel: Panel, run: Forecast, areas: Sequence[str], cells: Any, happened: Floats
) -> float | None:
    """Return the baseline's mean CRPS on the same cells, None where it knows nothing of one of the areas."""
    said, found = forecast(panel, run.origin, run.horizons, BASELINE_DRAWS, run.seed, BASELINE)
    rows = {str(area): row for row, area in enumerate(found)}
    if not all(area in rows for area in areas):
        return None
    return round(float(crps(said[[rows[area] for area in areas]][cells], happened).mean()), 6)


def chosen_series(store: Store, series: str, source: str | None, level: str | None) -> tuple[str, str, str]:
    """Return name, source and level of the series that is meant.

    Raises:
        SettingInvalid: there is none, or several sources have one of that name.
    """
    held = [(row["name"], row["source"], row["level"]) for row in store.tables.rows(HELD)]
    alike = [one for one in held if one[0] == series and source in (None, one[1])]
    first = next((one for one in LEVELS if one in {kind for *_, kind in alike}), None)
    found = [one for one in alike if one[2] == (level or first)]
    if len(found) != 1:
        known = ", ".join(f"{name} ({by}, {kind})" for name, by, kind in held) or "none yet"
        raise SettingInvalid(
            f"series: found {len(found) or 'none'} named {series!r}, expected one of {known}",
            hint="give its source too"
            if found
            else "fogline import brings series in, fogline run measures own ones",
        )
    return found[0]


def held_panel(store: Store, series: str, source: str, level: str) -> Panel:
    """Return the panel of a series."""
    return panel_of(store.tables.arrow(VALUES, (series, source, level)))


def digest_of(panel: Panel) -> str:
    """Return the digest of all numbers of a panel."""
    rows = [[None if np.isnan(one) else float(one) for one in row] for row in panel.values]
    return sha256_hex(canonical_json([list(map(str, panel.areas)), panel.first, rows]))


def as_bytes(draws: Floats) -> bytes:
    """Return draws, whole numbers of 0 or more, as an array file in the narrowest type that holds them."""
    file = io.BytesIO()
    np.save(file, draws.astype(np.min_scalar_type(int(draws.max(initial=0)))), allow_pickle=False)
    return file.getvalue()
