"""Compare the words: what part of the bits of their rare words both share, as the cosine of the two."""

import numpy as np

from fogline.merging.evidence import Comparison, Levels, Pairs, Tellings, shared

__all__ = ["WORDING"]

STEPS = np.array([0.03, 0.06, 0.1, 0.15, 0.2, 0.3, 0.5])
"""Cosines from which the next level begins."""


def judge(tellings: Tellings, pairs: Pairs) -> Levels:
    """Return 1 for hardly a rare word in common up to 8; 0 where one has none, and within one report."""
    lengths = tellings.word_lengths[pairs.left] * tellings.word_lengths[pairs.right]
    told = lengths > 0
    gained = np.divide(
        shared(tellings.words, pairs, tellings.bits**2), lengths, out=np.zeros(len(pairs)), where=told
    )
    other = tellings.report[pairs.left] != tellings.report[pairs.right]
    return np.where(told & other, 1 + np.searchsorted(STEPS, gained, side="right"), 0).astype(np.int8)


WORDING = Comparison(
    (
        "not told", "hardly a rare word in common", "3 % of rare words", "6 % of rare words", "10 % of rare words",
        "15 % of rare words", "20 % of rare words", "30 % of rare words", "half of the rare words",
    ),
    judge,
)  # fmt: skip
