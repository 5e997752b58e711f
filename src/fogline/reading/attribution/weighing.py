"""Weigh what the encoder reads of a stance against what the rules say of the cue."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast

import numpy as np

from fogline.model.vocabulary import Stance
from fogline.reading.encoder.model import Numbers

__all__ = ["StanceWeights", "load_stance_weights"]

NO_ACT = ("none", "hedged")
"""Labels of a cue that introduces nothing that somebody says."""

DROPPED = 0.6
"""Probability of no act from which a cue is left out."""

SILENT = "none"
"""What the rules are taken to say where they see no act."""


@dataclass(frozen=True, slots=True)
class StanceWeights:
    """How often the rules say each stance (`rules[true][said]`), counted on annotated cues, and the encoder's cooling.

    `cooling` divides the encoder's log probabilities: it was trained on the
    same cues and is too sure of itself.
    """

    rules: Mapping[str, Mapping[str, float]]
    cooling: float

    def weigh(self, said: Stance | None, scores: Numbers, labels: Sequence[str]) -> Stance | None:
        """Return the likeliest stance, None where the cue is likelier no act of speech or thought.

        Args:
            said: the stance that the rules give the cue.
            scores: the encoder's log probability of each label, a row a word of the cue.
            labels: what the columns stand for.
        """
        prior = np.log([self.rules[label].get(said or SILENT, 0.0) + 1e-4 for label in labels])
        total = scores.mean(axis=0) / self.cooling + prior
        shares = np.exp(total - total.max())
        shares /= shares.sum()
        if sum(float(shares[labels.index(label)]) for label in NO_ACT) >= DROPPED:
            return None
        acts = [index for index, label in enumerate(labels) if label not in NO_ACT]
        return cast(Stance, labels[max(acts, key=lambda index: float(shares[index]))])


@cache
def load_stance_weights(reader: str) -> StanceWeights:
    """Return the weights that are shipped with a reader."""
    path = files("fogline.reading") / "weights" / reader / "stance.json"
    stored = json.loads(path.read_text("utf-8"))
    return StanceWeights(stored["rules"], stored["cooling"])
