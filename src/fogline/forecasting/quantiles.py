"""Turn samples with weights into quantiles, and mix what several models say."""

from collections.abc import Sequence

import numpy as np

from fogline.forecasting.panel import Floats

__all__ = ["FINE", "mid_levels", "mixture", "of_sample"]

EDGE = 1e-12


def mid_levels(count: int) -> Floats:
    """Return `count` levels that cut a distribution into equal shares, each in the middle of its share."""
    return (np.arange(count) + 0.5) / count


FINE = 400
"""Shares into which a member is cut before members are mixed."""


def of_sample(values: Floats, weights: Floats, levels: Floats) -> Floats:
    """Return the quantiles (…, level) of samples (…, value) whose values weigh as `weights` (value,).

    `levels` are the same for every sample (level,), or each sample has its own (…, level).
    """
    order = np.argsort(values, axis=-1, kind="stable")
    ordered = np.take_along_axis(values, order, axis=-1)
    reached = np.cumsum(weights[order], axis=-1)
    reached /= reached[..., -1:]
    asked = np.broadcast_to(levels, (*values.shape[:-1], levels.shape[-1])).reshape(-1, levels.shape[-1])
    flat, out = reached.reshape(-1, reached.shape[-1]), np.empty((*values.shape[:-1], levels.shape[-1]))
    rows = zip(flat, ordered.reshape(flat.shape), asked, strict=True)
    for row, (share, sample, own) in enumerate(rows):
        at = np.searchsorted(share, own - EDGE)
        out.reshape(asked.shape)[row] = sample[np.minimum(at, len(sample) - 1)]
    return out


def mixture(members: Sequence[Floats], weights: Sequence[float], levels: Floats) -> Floats:
    """Return the quantiles (…, level) of the linear pool of members.

    Args:
        members: each member's values (…, share), every share equally likely.
        weights: how much of the pool each member is.
        levels: which quantiles, as in `of_sample`.
    """
    each = [
        np.full(one.shape[-1], weight / one.shape[-1]) for one, weight in zip(members, weights, strict=True)
    ]
    return of_sample(np.concatenate(members, axis=-1), np.concatenate(each), levels)
