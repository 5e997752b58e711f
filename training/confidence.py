"""Fit what a claim's confidence rests on: the figures in `reading/confidence.py`.

    python training/confidence.py ../shared/data/polnear/dev.jsonl
    python training/confidence.py ../shared/data/polnear/dev.jsonl --reader rules

A logistic regression on every second article, the first left out; no encoder
was trained on any of them. `fogline eval calibration` measures on the others.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from fogline.evaluate.annotations import read_rows
from fogline.evaluate.calibration import JudgedClaim, judge_claims
from fogline.reading.confidence import features
from fogline.reading.engine import EngineOptions

RIDGE = 1.0
"""Weight of the squares of the weights, the bias apart."""

STEPS = 40


def fit(told: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the weights of a logistic regression, by Newton's method."""
    ridge = RIDGE * np.eye(told.shape[1])
    ridge[0, 0] = 0
    weights = np.zeros(told.shape[1])
    for _ in range(STEPS):
        said = 1 / (1 + np.exp(-told @ weights))
        curve = (told * (said * (1 - said))[:, None]).T @ told + ridge
        weights -= np.linalg.solve(curve, told.T @ (said - right) + ridge @ weights)
    return weights


def show_outlet(judged: Sequence[JudgedClaim]) -> None:
    for name, is_event in (("event", True), ("judgement", False)):
        rights = [one.is_right for one in judged if (one.claim.event is not None) is is_event]
        print(f"outlet, {name}: {np.mean(rights):.2f} of {len(rights)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--reader", default="best", choices=("best", "fast", "rules"))
    options = parser.parse_args()
    rows = list(read_rows(options.data))[1::2]
    judged = [one for article in judge_claims(rows, EngineOptions(reader=options.reader)) for one in article]
    show_outlet([one for one in judged if one.attribution is None])
    told = [features(one.attribution) for one in judged if one.attribution is not None]
    right = [one.is_right for one in judged if one.attribution is not None]
    weights = fit(np.array(told, float), np.array(right, float))
    print(f"weights of {len(right)} attributed claims:", *(f"{weight:.2f}" for weight in weights))


if __name__ == "__main__":
    main()
