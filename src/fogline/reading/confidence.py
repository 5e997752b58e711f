"""Rate how sure a claim's reading is: the probability that its last voice was read right.

The weights come from `training/confidence.py` on half of the development part of PolNeAR, which
nothing else was trained on; they say how sure it is *who says it*, not whether each field of the
event is right, and never whether the claim is true.
"""

from collections.abc import Mapping, Sequence
from math import exp, log
from typing import Literal

from fogline.model.reading import Attribution

__all__ = ["OutletSays", "Weights", "features", "rate_links", "rate_outlet"]

Weights = tuple[float, ...]
"""A weight for each of `features`."""

OutletSays = Literal["event", "judgement"]
"""What an outlet claims in its own voice."""

HEARD: Weights = (0.35, 0.62, -0.74, -1.26, -0.79, 0.58)
"""Where an encoder read the text: 1,176 claims of 42 articles."""

UNHEARD: Weights = (0.85, 0.0, 0.0, 0.0, -1.48, 1.0)
"""Where rules alone did: 1,005 claims of the same articles."""

OUTLET: Mapping[bool, Mapping[OutletSays, float]] = {
    True: {"event": 0.81, "judgement": 0.82},
    False: {"event": 0.71, "judgement": 0.73},
}
"""Share of the outlet's own claims that no annotated voice makes, with an encoder and without."""

SUREST = 0.995
"""The encoder's probability of an attribution counts for no more than this, and no less than what is left."""

USUAL_LENGTH = 50
"""Characters of a content that speak neither for nor against it."""


def features(attribution: Attribution) -> tuple[float, ...]:
    """Return what tells how surely an attribution is right.

    One for the bias; the log-odds that the encoder gives it, or that it gives none; whether the encoder
    alone found it; whether nobody is named; the logarithm of the content's length.
    """
    basis = attribution.basis
    sure = None if basis is None else basis.sure
    bounded = 0.5 if sure is None else min(max(sure, 1 - SUREST), SUREST)
    length = sum(end - start for start, end in attribution.content)
    return (
        1.0,
        log(bounded / (1 - bounded)),
        float(sure is None),
        float(basis is not None and basis.found == "encoder"),
        float(attribution.sayer is None or not attribution.source),
        log((length + 1) / USUAL_LENGTH),
    )


def rate_links(links: Sequence[Attribution], *, heard: bool) -> float:
    """Return the probability that every link of a claim's chain is right, 0 to 1, rounded to two digits.

    Args:
        links: the attribution that holds the claim and those that it stands in.
        heard: whether an encoder read the text.
    """
    weights = HEARD if heard else UNHEARD
    right = 1.0
    for link in links:
        right /= 1 + exp(-sum(w * x for w, x in zip(weights, features(link), strict=True)))
    return round(right, 2)


def rate_outlet(says: OutletSays, *, heard: bool) -> float:
    """Return the measured share of claims like this one that are the outlet's own and no other voice's."""
    return OUTLET[heard][says]
