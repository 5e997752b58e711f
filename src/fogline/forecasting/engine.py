"""Forecast: cut the panel at its origin, let a model say the quantiles, draw paths from them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

import numpy as np

from fogline.errors import PanelInvalid, SettingInvalid
from fogline.forecasting.covariates import moved_by, push_of
from fogline.forecasting.panel import Area, Floats, Past, month_of, name_of_month, panel_of, pasts_of
from fogline.forecasting.paths import ranks
from fogline.forecasting.quantiles import mid_levels
from fogline.plugins import load_modules, module_names

__all__ = ["DEFAULT", "FURTHEST", "Model", "forecast", "model_names", "model_of"]

DEFAULT = "ensemble"
FURTHEST = 36
"""Months ahead that a forecast may look."""


class Model(Protocol):
    """What a model is: a pure function from the past to the quantiles of the months to come."""

    def __call__(self, past: Past, horizons: Sequence[int], levels: Floats) -> Floats:
        """Return quantiles (area, horizon, level), 0 or more and growing with the level.

        Args:
            past: the counts until the origin; the model sees nothing else.
            horizons: months after the last month of the past.
            levels: which quantiles, growing, each between 0 and 1.
        """
        ...


def model_names() -> tuple[str, ...]:
    """Return the names of the models, sorted."""
    return module_names("forecasting.models")


def model_of(name: str) -> Model:
    """Return a model by its name.

    Raises:
        SettingInvalid: there is none of that name.
    """
    models: Mapping[str, Model] = load_modules("forecasting.models")
    if name not in models:
        raise SettingInvalid(f"model: found {name!r}, expected one of {', '.join(models)}")
    return models[name]


def forecast(
    panel: Any,
    origin: str,
    horizons: Iterable[int],
    draws: int = 1000,
    seed: int = 0,
    model: str | None = None,
) -> tuple[Floats, tuple[Area, ...]]:
    """Forecast counts by area and month.

    Where an area's data end before the origin, its forecast looks further ahead from
    there. An area without data at or before the origin has no forecast.

    Args:
        panel: Arrow table or DataFrame with the columns `area`, `period` ("YYYY-MM") and `value`. A month that is
            missing is no data; a month in which nothing happened has the value 0. Every other column of numbers is
            a covariate: it moves the forecast as far as it told, in this panel, what came before the origin.
        origin: the last month that is known, "YYYY-MM". Nothing later is looked at.
        horizons: months after the origin, each 1 to 36.
        draws: how many values to draw of each month.
        seed: the same seed gives the same draws.
        model: one of `model_names()`; the one that won the backtest when None.

    Returns:
        Draws (area, horizon, draw), whole numbers of 0 or more, and the areas in the order of the first axis. Draw
        `k` is one path over the months: its months may be added up.

    Raises:
        PanelInvalid: the panel does not hold together, or has no data at or before the origin.
        SettingInvalid: the origin, a horizon, the number of draws, the seed or the model is none.
    """
    ahead = checked_horizons(horizons)
    if draws < 1 or seed < 0:
        raise SettingInvalid(f"draws, seed: found {draws}, {seed}, expected at least 1 and 0")
    model_to_ask = model_of(model or DEFAULT)
    try:
        month = month_of(origin)
    except ValueError as error:
        raise SettingInvalid(f"origin: {error}") from error
    whole = panel_of(panel)
    known = whole.until(month)
    quantiles = np.full((len(known.areas), len(ahead), draws), np.nan)
    for past in pasts_of(known):
        further = [month - past.last + step for step in ahead]
        said = model_to_ask(past, further, mid_levels(draws))
        for at, step in enumerate(further):
            quantiles[past.rows, at] = moved_by(push_of(past, step), said[:, at])
    kept = np.flatnonzero(~np.isnan(quantiles).any(axis=(1, 2)))
    if not len(kept):
        raise PanelInvalid(
            f"panel: no data at or before the origin {origin}, found {name_of_month(whole.first)} to "
            f"{name_of_month(whole.last)}",
            hint="choose a later origin",
        )
    areas = tuple(known.areas[row] for row in kept)
    counts = np.round(np.maximum(quantiles[kept], 0.0))
    order = np.stack([ranks(area, ahead, draws, seed) for area in areas])
    return np.take_along_axis(counts, order, axis=2), areas


def checked_horizons(horizons: Iterable[int]) -> list[int]:
    """Return the horizons as whole numbers; raise SettingInvalid where one is none."""
    ahead = list(horizons)
    if not ahead or not all(isinstance(one, int | np.integer) and 1 <= one <= FURTHEST for one in ahead):
        raise SettingInvalid(f"horizons: found {ahead}, expected whole numbers of months, 1 to {FURTHEST}")
    return [int(one) for one in ahead]
