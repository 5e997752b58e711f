"""Move a forecast by what stands beside the counts, as far as that has told what came in these areas before.

A covariate is a number of each area and month, such as a price of bread, rain, or protests.
What it told is learned from the panel alone, up to the origin: how far the counts that came lay
above or below what the counts before them lead to expect. It is then tried on the last third of
the months; where it told nothing there, the forecast stays as it is, to the byte.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fogline.forecasting.panel import Floats, Past
from fogline.forecasting.state import LEVEL_HALF_LIFE, LEVEL_MONTHS, fading

__all__ = ["Push", "moved_by", "push_of"]

Flags = NDArray[np.bool_]

REMEMBERED = 96
"""Months before the origin from which is learned what covariates tell."""

TRIED = 3
"""The last of so many parts of these months is kept to try it on."""

FEWEST = 60
"""Pairs of a month and a later one that it takes to learn anything, and a third of it to try it."""

LEAST = 0.01
"""Share of the squared error that covariates must save on the months kept, or they are not looked at."""

FURTHEST = float(np.log(8.0))
"""A forecast is moved eightfold at most."""

RIDGE = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Push:
    """How far counts are moved on the scale of log(1 + count), (area,), and what share of their spread is left."""

    by: Floats
    spread: float


def push_of(past: Past, ahead: int) -> Push | None:
    """Return how covariates move the counts `ahead` months on, None where they have told nothing.

    Args:
        past: the counts, with `past.beside` (covariate, area, month) where there are covariates.
        ahead: months after the last one.
    """
    if past.beside is None or not len(past.beside):
        return None
    logs, beside = np.log1p(past.counts), past.beside
    months = logs.shape[1]
    starts = np.arange(max(months - ahead - REMEMBERED, 0), months - ahead)
    if len(starts) < TRIED:
        return None
    scaled = standard(beside, int(starts[0]))
    known: Flags = np.asarray(~np.isnan(scaled).any(axis=0))
    levels = np.stack([levels_at(logs, at) for at in (*starts, months - 1)], axis=1)
    told = np.stack([told_at(logs, levels[:, n], scaled, at) for n, at in enumerate((*starts, months - 1))])
    came = np.stack([logs[:, at + ahead] for at in starts])
    usable = known[:, starts].T
    late = starts >= starts[len(starts) - len(starts) // TRIED]
    plain = told.shape[2] - len(beside)
    early, tried = usable & ~late[:, None], usable & late[:, None]
    if early.sum() < FEWEST or tried.sum() < FEWEST / TRIED:
        return None
    saved = 1 - error(told[:-1], came, early, tried) / max(
        error(told[:-1, :, :plain], came, early, tried), 1e-9
    )
    if saved < LEAST:
        return None
    weights = fitted(told[:-1][usable], came[usable])
    by = np.where(known[:, -1], told[-1, :, plain:] @ weights[plain:], 0.0)
    return Push(np.clip(np.nan_to_num(by), -FURTHEST, FURTHEST), float(np.sqrt(1 - min(saved, 0.95))))


def moved_by(push: Push | None, quantiles: Floats) -> Floats:
    """Return quantiles (area, level) moved, and drawn together by as much as the covariates have told."""
    if push is None:
        return quantiles
    logs = np.log1p(np.maximum(quantiles, 0.0))
    middle = np.median(logs, axis=1, keepdims=True)
    moved: Floats = np.expm1(np.maximum(middle + (logs - middle) * push.spread + push.by[:, None], 0.0))
    return moved


def standard(beside: Floats, first: int) -> Floats:
    """Return covariates with mean 0 and spread 1 over the months from `first` on; counts and prices as logs."""
    return np.stack([standard_of(values, values[:, first:]) for values in beside])


def standard_of(values: Floats, recent: Floats) -> Floats:
    """Return one covariate (area, month) so; 0 where it never changes."""
    if not np.nanmin(recent, initial=0.0) < 0:
        values, recent = np.log1p(np.maximum(values, 0.0)), np.log1p(recent)
    seen = recent[~np.isnan(recent)]
    spread = float(seen.std()) if seen.size else 0.0
    return (
        np.where(np.isnan(values), np.nan, (values - seen.mean()) / spread)
        if spread > 0
        else np.zeros_like(values)
    )


def levels_at(logs: Floats, month: int) -> Floats:
    """Return the log of one more than the faded mean of the counts until a month (area,)."""
    window = np.expm1(logs[:, max(month + 1 - LEVEL_MONTHS, 0) : month + 1])
    found: Floats = np.log1p(window @ fading(window.shape[1], LEVEL_HALF_LIFE))
    return found


def told_at(logs: Floats, level: Floats, scaled: Floats, month: int) -> Floats:
    """Return what is known in a month (area, number): 1, the level, the last count, and the covariates."""
    own = np.stack([np.ones(len(logs)), level, logs[:, month]], axis=1)
    return np.concatenate([own, np.nan_to_num(scaled[:, :, month]).T], axis=1)


def error(told: Floats, came: Floats, early: Flags, tried: Flags) -> float:
    """Return the squared error on the months kept of what is fitted on those before."""
    weights = fitted(told[early], came[early])
    return float(((told[tried] @ weights - came[tried]) ** 2).sum())


def fitted(told: Floats, came: Floats) -> Floats:
    """Return the weights of a ridge regression, the bias left free."""
    ridge = RIDGE * np.eye(told.shape[1])
    ridge[0, 0] = 0.0
    return np.asarray(np.linalg.solve(told.T @ told + ridge, told.T @ came), dtype=float)
