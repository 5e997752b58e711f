"""Forecast from origins that have passed, and score what was said beside the baseline: no window without its skill."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fogline.errors import SettingInvalid
from fogline.forecasting.engine import DEFAULT, forecast
from fogline.forecasting.panel import Area, Floats, Panel, month_of, name_of_month, panel_of
from fogline.forecasting.scores import (
    average_precision,
    brier,
    chance_of,
    crps,
    geometric_skill,
    ignorance,
    interval_score,
    is_inside,
)

__all__ = ["BASELINE", "Backtest", "CellScore", "Judged", "Window", "backtest", "yearly_origins"]

BASELINE = "conflictology"
BASELINE_DRAWS = 12
"""The baseline says the last twelve months, each once."""

THRESHOLD = 25.0
LOOKED_BACK = 12


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """Scores of one model in one window, each (area, horizon); NaN where it is not known what happened."""

    crps: Floats
    ignorance: Floats
    interval_score: Floats
    inside: Floats
    chance: Floats
    brier: Floats

    @property
    def mean_crps(self) -> float:
        """Return the mean CRPS."""
        return float(np.nanmean(self.crps))

    @property
    def mean_ignorance(self) -> float:
        """Return the mean ignorance."""
        return float(np.nanmean(self.ignorance))

    @property
    def mean_interval_score(self) -> float:
        """Return the mean interval score."""
        return float(np.nanmean(self.interval_score))

    @property
    def mean_brier(self) -> float:
        """Return the mean Brier score of the threshold."""
        return float(np.nanmean(self.brier))


@dataclass(frozen=True, slots=True)
class CellScore:
    """What happened in one area and month, and the CRPS of the model and of the baseline."""

    origin: str
    area: Area
    period: str
    actual: float
    crps: float
    baseline: float


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """What was forecast from one origin, what happened, and the scores of the model and of the baseline.

    `active` are the areas with an event in the twelve months until the origin;
    `quiet` those in which no such month reached the threshold.
    """

    origin: str
    areas: tuple[Area, ...]
    horizons: tuple[int, ...]
    actual: Floats
    active: NDArray[np.bool_]
    quiet: NDArray[np.bool_]
    model: Judged
    baseline: Judged

    @property
    def skill(self) -> float:
        """Return the skill in CRPS against the baseline."""
        return geometric_skill([self.model.mean_crps], [self.baseline.mean_crps])


@dataclass(frozen=True, slots=True, eq=False)
class Backtest:
    """Windows of one model, one an origin, with the figures over all of them."""

    name: str
    threshold: float
    windows: tuple[Window, ...]

    @property
    def skill(self) -> float:
        """Return the geometric mean skill in CRPS against the baseline."""
        return geometric_skill(
            [window.model.mean_crps for window in self.windows],
            [window.baseline.mean_crps for window in self.windows],
        )

    @property
    def won(self) -> int:
        """Return how many windows have a lower CRPS than the baseline."""
        return sum(window.skill > 0 for window in self.windows)

    @property
    def worst(self) -> float:
        """Return the skill in the window with the least."""
        return min(window.skill for window in self.windows)

    def coverage(self, *, baseline: bool = False) -> float:
        """Return which share of what happened in active areas lies in the 90 % interval."""
        inside = [
            (window.baseline if baseline else window.model).inside[window.active] for window in self.windows
        ]
        return float(np.nanmean(np.concatenate(inside)))

    def worst_cells(self, count: int) -> tuple[CellScore, ...]:
        """Return the areas and months with the largest CRPS, the worst first."""
        cells = [
            CellScore(
                window.origin, window.areas[row], name_of_month(month_of(window.origin) + window.horizons[at]),
                float(window.actual[row, at]), float(window.model.crps[row, at]),
                float(window.baseline.crps[row, at]),
            )
            for window in self.windows
            for row, at in np.argwhere(~np.isnan(window.actual))
        ]  # fmt: skip
        return tuple(sorted(cells, key=lambda cell: -cell.crps)[:count])

    def onset_precision(self, *, baseline: bool = False) -> tuple[float, float]:
        """Return the average precision of "a quiet area reaches the threshold", and how often one does."""
        chances, actual = (
            np.concatenate(parts)
            for parts in zip(
                *(
                    (
                        (window.baseline if baseline else window.model).chance[window.quiet],
                        window.actual[window.quiet],
                    )
                    for window in self.windows
                ),
                strict=True,
            )
        )
        known = ~np.isnan(actual)
        happened = actual[known] >= self.threshold
        return average_precision(chances[known], happened), float(happened.mean())


def yearly_origins(first: int, last: int, *, month: int = 10) -> tuple[str, ...]:
    """Return the origins of yearly windows: a month of the year before each, October as in the VIEWS challenge."""
    return tuple(f"{year - 1:04}-{month:02}" for year in range(first, last + 1))


def backtest(
    panel: Any,
    origins: Iterable[str],
    horizons: Sequence[int],
    *,
    model: str | None = None,
    draws: int = 1000,
    seed: int = 0,
    threshold: float = THRESHOLD,
) -> Backtest:
    """Forecast from each origin as if nothing later were known, and score it beside the baseline.

    Args:
        panel: as for `forecast`.
        origins: months, "YYYY-MM", each with data at some horizon.
        horizons: months after each origin.
        model: one of the models; the default when None.
        draws: values drawn of each month.
        seed: of the draws.
        threshold: count whose chance is scored by Brier and average precision.

    Raises:
        PanelInvalid: the panel does not hold together, or has no data at or before an origin.
        SettingInvalid: a setting is none, or no month of a window has data.
    """
    whole = panel_of(panel)
    windows = tuple(
        window_of(whole, origin, tuple(horizons), model, draws=draws, seed=seed, threshold=threshold)
        for origin in origins
    )
    if not windows:
        raise SettingInvalid("origins: found none, expected at least one month")
    return Backtest(model or DEFAULT, threshold, windows)


def window_of(
    panel: Panel,
    origin: str,
    horizons: tuple[int, ...],
    model: str | None,
    *,
    draws: int,
    seed: int,
    threshold: float,
) -> Window:
    """Return one window."""
    said, areas = forecast(panel, origin, horizons, draws, seed, model)
    base, _ = forecast(replace(panel, beside={}), origin, horizons, BASELINE_DRAWS, seed, BASELINE)
    at, rows = month_of(origin), [panel.areas.index(area) for area in areas]
    actual = panel.at([at + ahead for ahead in horizons])[rows]
    if np.isnan(actual).all():
        raise SettingInvalid(
            f"origins: no data after {origin}, the panel ends with {name_of_month(panel.last)}",
            hint="choose an earlier origin, or nearer horizons",
        )
    most = np.nan_to_num(panel.at(range(at - LOOKED_BACK + 1, at + 1))[rows]).max(axis=1)
    return Window(
        origin, areas, horizons, actual, np.asarray(most > 0), np.asarray(most < threshold),
        judge(said, actual, threshold), judge(base, actual, threshold),
    )  # fmt: skip


def judge(draws: Floats, actual: Floats, threshold: float) -> Judged:
    """Score draws, cell by cell."""
    chance = chance_of(draws, threshold)
    unknown = np.isnan(actual)
    filled = np.where(unknown, 0.0, actual)
    scores = (
        crps(draws, filled), ignorance(draws, filled), interval_score(draws, filled), is_inside(draws, filled), chance,
        brier(chance, filled >= threshold),
    )  # fmt: skip
    return Judged(*(np.where(unknown, np.nan, score) for score in scores))
