"""Weigh what stands around a cue, the rules' own verdict included, together with what the encoder reads of it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast

import numpy as np

from fogline.model.vocabulary import Stance
from fogline.reading.attribution.clues import SILENT
from fogline.reading.encoder.model import Numbers

__all__ = ["HEDGED", "Shares", "StanceWeights", "load_stance_weights"]

HEDGED = "hedged"
"""The encoder's label of the outlet's own adverb: no act of anybody's, as `none`."""

COOLING = 3.0
"""Divides the encoder's log probabilities: it was trained on the cues from which the weights are learned.

Set by hand, for these cues cannot tell how sure it may be.
"""

DROPPED = 0.5
"""Probability of no act from which a cue is left out."""


@dataclass(frozen=True, slots=True)
class Shares:
    """How likely each stance of a cue is, `none` among them."""

    of: Mapping[str, float]

    @property
    def nothing(self) -> float:
        """How likely the cue introduces nothing that somebody says."""
        return self.of[SILENT]

    @property
    def likeliest(self) -> Stance | None:
        """The likeliest stance, None where the cue is likelier no act of speech or thought."""
        if self.nothing >= DROPPED:
            return None
        acts = [label for label in self.of if label != SILENT]
        return cast(Stance, max(acts, key=self.of.__getitem__))


@dataclass(frozen=True, slots=True)
class StanceWeights:
    """What each clue adds to each of `labels`, learned from annotated cues (`training/stances.py`)."""

    labels: tuple[str, ...]
    weights: Mapping[str, Numbers]

    def weigh(self, clues: Iterable[str], heard: Numbers, names: Sequence[str]) -> Shares:
        """Return how likely each stance is.

        Args:
            clues: what stands around the cue.
            heard: the encoder's log probability of each of `names`, a row a word of the cue.
            names: what the columns of `heard` stand for, `hedged` among them.
        """
        total = np.zeros(len(self.labels), np.float32)
        for clue in set(clues):
            if clue in self.weights:
                total += self.weights[clue]
        read = dict(zip(names, heard.mean(axis=0), strict=True))
        read[SILENT] = np.logaddexp(read[SILENT], read.get(HEDGED, -np.inf))
        total += np.array([read[label] for label in self.labels], np.float32) / COOLING
        shares = np.exp(total - total.max())
        return Shares(dict(zip(self.labels, (shares / shares.sum()).tolist(), strict=True)))


@cache
def load_stance_weights() -> StanceWeights:
    """Return the weights that are shipped."""
    stored = json.loads((files("fogline.reading") / "stance.json").read_text("utf-8"))
    weights = {clue: np.array(row, np.float32) / stored["scale"] for clue, row in stored["weights"].items()}
    return StanceWeights(tuple(stored["labels"]), weights)
