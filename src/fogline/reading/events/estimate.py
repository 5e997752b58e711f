"""Weigh how sure readers were of events that stand as this one does, beside what the rules make of its words.

The weights are fitted by `training/factuality.py` on judged newswire. They
belong to grammar alone (parts of speech, dependencies, auxiliaries, articles)
and to the rules' own class, never to a content word, so that a word added to
the language file keeps its effect.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from fogline.reading.document import Token

__all__ = ["Estimate", "features", "load_estimate"]

CERTAIN = 2.6
"""From here on the readers' mean is taken for certainty: on the fitted sentences most labels above it are 3."""

LEAST_LIKELY = 1.0
"""The rules alone decide whether an event can count as one that happened: no weight carries it over this line."""

HIGHEST = 3.0
NOT_QUITE = 2.9
FURTHEST = 0.7
"""How far a doubt may be lifted above the rules' value: without a bound r rises by less than 0.001."""


class Estimate:
    """A linear sum over the grammar around an event's word."""

    def __init__(self, bias: float, weights: Mapping[str, float]) -> None:
        self.bias = bias
        self.weights = weights

    def weigh(self, token: Token, ruled: float, tense: str) -> float:
        """Return the factuality of an event for which the rules give `ruled`, on the same side of what they decide."""
        names = tuple(features(token, ruled, tense))
        if names[0] not in self.weights:
            return ruled  # a class that a user has given another value
        return hold(self.bias + sum(self.weights.get(name, 0.0) for name in names), ruled)


def hold(value: float, ruled: float) -> float:
    """Return an estimate kept on the rules' side.

    Negated stays below 0 and open below 1; what the rules doubt stays below certainty
    and near their value; what they take as told is 1 at least.
    """
    if ruled < 0:
        kept = min(max(value, -HIGHEST), NOT_QUITE - HIGHEST)
    elif ruled < LEAST_LIKELY:
        kept = min(max(value, 0.0), LEAST_LIKELY - 0.1)
    elif ruled < HIGHEST:
        kept = max(LEAST_LIKELY, min(value, ruled + FURTHEST, NOT_QUITE))
    else:
        kept = HIGHEST if value >= CERTAIN else max(value, LEAST_LIKELY)
    return round(kept, 2)


def features(token: Token, ruled: float, tense: str) -> Iterator[str]:
    """Yield the names of what stands around an event's word."""
    head = token.head
    above = head.head
    yield f"rule {ruled} {tense}"
    yield f"dep {token.dep_}"
    yield f"tag {token.tag_}"
    yield f"pos {token.pos_} {token.dep_}"
    yield f"head {token.dep_} {head.pos_}"
    yield f"path {token.dep_} {head.dep_}"
    yield f"above {token.dep_} {head.dep_} {above.pos_}"
    for kid in token.children:
        if kid.dep_ in ("aux", "auxpass"):
            yield f"aux {kid.lower_}"
        elif kid.dep_ == "neg":
            yield "neg"
        elif kid.dep_ == "det":
            yield f"det {kid.lower_}"
        elif kid.dep_ == "poss":
            yield "poss"
    for kid in head.children:
        if kid.dep_ == "aux":
            yield f"head aux {kid.lower_}"
        elif kid.dep_ == "neg":
            yield "head neg"
    for kid in above.children:
        if kid.dep_ == "aux":
            yield f"above aux {kid.lower_}"


@cache
def load_estimate(name: str) -> Estimate | None:
    """Return the weights that are shipped for a language, None where there are none."""
    path = Path(__file__).with_name(f"factuality_{name.lower()}.json")
    if not path.is_file():
        return None
    fitted = json.loads(path.read_text(encoding="utf-8"))
    return Estimate(
        float(fitted["bias"]), {str(name): float(weight) for name, weight in fitted["weights"].items()}
    )
