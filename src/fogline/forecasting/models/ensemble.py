"""The default: all members mixed, each as likely as it was worth, the chances of thresholds set right."""

from collections.abc import Sequence

import numpy as np

from fogline.forecasting.learned import learned_by
from fogline.forecasting.models.negative_binomial import negative_binomial
from fogline.forecasting.models.network import network
from fogline.forecasting.models.recent import recent
from fogline.forecasting.panel import Floats, Past
from fogline.forecasting.quantiles import FINE, mid_levels, mixture
from fogline.forecasting.thresholds import chances_of, levels_for, moved

__all__ = ["ensemble"]

MEMBERS = {"negative_binomial": negative_binomial, "network": network, "recent": recent}


def ensemble(past: Past, horizons: Sequence[int], levels: Floats) -> Floats:
    """Return the quantiles of the linear pool of the members, its chances of the thresholds moved."""
    learned = learned_by(past.last)
    shares, of_chances = (
        np.array([one[name] for name in MEMBERS]) for one in (learned.shares, learned.chance_shares)
    )
    said = [model(past, horizons, mid_levels(FINE)) for model in MEMBERS.values()]
    chances = chances_of(said)
    within = levels_for(levels, chances @ shares, moved(chances, of_chances, past, learned))
    return mixture(said, shares.tolist(), within)
