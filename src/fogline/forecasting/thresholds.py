"""Say the chances of 1, 25 and 100 deaths by what came of such chances, most of all where it was quiet.

Members weigh here by the Brier score, elsewhere by the CRPS. For each threshold a
logistic regression, learned from what they had said and what came (training/chances.py),
sees their chances, what the area has lived through, and how its neighbours fared. The
draws follow: levels are stretched so that each threshold is reached as often as its
chance says, and between thresholds the pool keeps its shape.
"""

from collections.abc import Sequence

import numpy as np

from fogline.forecasting.countries import country_of
from fogline.forecasting.learned import Learned
from fogline.forecasting.panel import Floats, Past

__all__ = ["THRESHOLDS", "chances_of", "descriptions", "levels_for", "memory_of", "moved"]

THRESHOLDS = (1.0, 25.0, 100.0)
OF_MEMBERS = (0, 1)
"""Thresholds at which each member's own chance is looked at; few members reach 100."""

EDGE = 1e-3
MEMORY_MONTHS = 60
QUIET_BELOW, STEEPNESS, LEAST_TRUST = 25.0, 4.0, 0.4
YEAR = 12


def chances_of(said: Sequence[Floats]) -> Floats:
    """Return the chance of each threshold (area, horizon, threshold, member) in members' equal shares."""
    counts = [np.round(one) for one in said]
    return np.stack(
        [np.stack([(one >= least).mean(axis=-1) for least in THRESHOLDS], axis=-1) for one in counts], -1
    )


def memory_of(counts: Floats) -> Floats:
    """Return what areas have lived through in five years (area, number): logs of the mean and of the worst month."""
    years = counts[:, -MEMORY_MONTHS:]
    found: Floats = np.log1p(np.stack([years.mean(axis=1), years.max(axis=1)], axis=1))
    return found


def remembered(past: Past, learned: Learned) -> Floats:
    """Return what each area has lived through, and how its neighbours fared (area, number).

    Its memory is its own series or, where that is more, UCDP's count of the country.
    An area that is no known country has no neighbours.
    """
    own = np.pad(memory_of(past.counts), ((0, 0), (0, 1)))
    for row, area in enumerate(past.areas):
        known = learned.memory.get(country_of(area) or "")
        if known is not None:
            own[row] = np.maximum(own[row], known)
    return own


def descriptions(chances: Floats, shares: Floats, memory: Floats) -> Floats:
    """Return what the regressions see (area, horizon, number); the pool's chances of the thresholds come first."""
    areas, horizons = chances.shape[:2]
    members = log_odds(chances[:, :, OF_MEMBERS]).reshape(areas, horizons, len(OF_MEMBERS) * chances.shape[3])
    lasting = np.repeat(memory[:, None], horizons, axis=1)
    return np.concatenate([log_odds(chances @ shares), members, lasting], axis=2)


def moved(chances: Floats, shares: Floats, past: Past, learned: Learned) -> Floats:
    """Return the chances (area, horizon, threshold) after what was learned, growing smaller with the threshold."""
    seen = descriptions(chances, shares, remembered(past, learned))
    pooled = seen[..., : len(THRESHOLDS)]
    apart = learned.chances[:, 0] + seen @ learned.chances[:, 1:].T - pooled
    said = share(pooled + trust(past.counts)[:, None, None] * apart)
    return np.minimum.accumulate(said, axis=2)


def trust(counts: Floats) -> Floats:
    """Return how far each area's chances are moved (area,): all the way where the last year was quiet."""
    most = np.log1p(counts[:, -YEAR:].max(axis=1))
    found: Floats = LEAST_TRUST + (1 - LEAST_TRUST) * share(STEEPNESS * (np.log1p(QUIET_BELOW) - most))
    return found


def levels_for(levels: Floats, pooled: Floats, said: Floats) -> Floats:
    """Return at which level of the pool (area, horizon, level) each level stands once its chances are as said.

    Args:
        levels: levels that are asked for, growing.
        pooled: the pool's chances of the thresholds (area, horizon, threshold).
        said: what they shall be.
    """
    found = np.empty((*pooled.shape[:2], len(levels)))
    for cell in np.ndindex(*pooled.shape[:2]):
        wanted, held = (np.concatenate([[0.0], one[cell][::-1], [1.0]]) for one in (said, pooled))
        found[cell] = 1 - np.interp(1 - levels, wanted, held)
    return found


def log_odds(chances: Floats) -> Floats:
    """Return the log-odds of chances, none surer than one in a thousand."""
    found: Floats = np.log((chances + EDGE) / (1 - chances + EDGE))
    return found


def share(odds: Floats) -> Floats:
    """Return the chance of log-odds."""
    found: Floats = 1 / (1 + np.exp(-odds))
    return found
