"""Bound a measure by bootstrap: documents are drawn anew a thousand times, and 95 of 100 draws lie inside.

Every measure here is a function of sums over documents, so that a draw is a
weighted sum: no document is read or counted again.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fogline.evaluate.scores import Score

__all__ = [
    "DRAWS",
    "SEED",
    "bound",
    "class_f1",
    "f1_of_sums",
    "of_documents",
    "pooled",
    "ratio_of_sums",
    "weights",
    "with_answers_drawn",
]

Array: TypeAlias = NDArray[np.float64]
Figure: TypeAlias = Callable[[Array], Array]
"""A measure of sums, shape (draw, count), as one number a draw."""

DRAWS = 1000
SEED = 20010909
OUTSIDE = (2.5, 97.5)
"""Percentiles that leave 95 of 100 draws between them."""


@lru_cache(maxsize=4)
def weights(documents: int, draws: int = DRAWS, seed: int = SEED) -> Array:
    """Return how often each document is drawn, shape (draw, document); every row sums to `documents`."""
    random = np.random.default_rng(seed)
    return random.multinomial(documents, np.full(documents, 1 / documents), size=draws).astype(np.float64)


def bound(counts: ArrayLike, figure: Figure) -> tuple[float | None, float | None]:
    """Return the bounds of a measure over documents; None where fewer than two can be drawn.

    Args:
        counts: what the measure sums up, shape (document, count).
        figure: the measure of such sums.
    """
    table = np.asarray(counts, dtype=np.float64)
    if len(table) < 2:
        return None, None
    return percentiles(figure(weights(len(table)) @ table))


def percentiles(drawn: Array) -> tuple[float, float]:
    """Return the bounds of what was drawn."""
    low, high = np.percentile(drawn, OUTSIDE)
    return round(float(low), 4), round(float(high), 4)


def ratio_of_sums(sums: Array) -> Array:
    """Return the first count over the second, 0 where there is none."""
    drawn = np.divide(sums[:, 0], sums[:, 1], out=np.zeros(len(sums)), where=sums[:, 1] > 0)
    return np.asarray(drawn, dtype=np.float64)


def f1_of_sums(sums: Array) -> Array:
    """Return F1 of the counts right, found and gold, 0 where there is none."""
    answers = sums[:, 1] + sums[:, 2]
    drawn = np.divide(2 * sums[:, 0], answers, out=np.zeros(len(sums)), where=answers > 0)
    return np.asarray(drawn, dtype=np.float64)


def class_f1(sums: Array, *, weighted: bool = False) -> Array:
    """Return the mean F1 over classes.

    Args:
        sums: right, found and gold of the first class, then of the second, and so on.
        weighted: whether a class counts by its share of the gold instead of all alike.
    """
    table = sums.reshape(len(sums), -1, 3)
    answers = table[:, :, 1] + table[:, :, 2]
    f1 = np.divide(2 * table[:, :, 0], answers, out=np.zeros(answers.shape), where=answers > 0)
    if not weighted:
        return np.asarray(f1.mean(axis=1), dtype=np.float64)
    gold = table[:, :, 2]
    return ratio_of_sums(np.stack([(f1 * gold).sum(axis=1), gold.sum(axis=1)], axis=1))


def pooled(documents: Iterable[Sequence[Score]]) -> tuple[Score, ...]:
    """Sum the counts of each measure over documents and bound its F1.

    A document may have several scores of one measure, or none where it has nothing
    to find. Measures with a `value` cannot be summed and are not taken.
    """
    rows = [tuple(scores) for scores in documents]
    counts: dict[tuple[str, str, str], Array] = {}
    for number, row in enumerate(rows):
        for score in row:
            table = counts.setdefault((score.task, score.measure, score.note), np.zeros((len(rows), 3)))
            table[number] += score.right, score.found, score.gold
    scores = []
    for (task, measure, note), table in counts.items():
        right, found, gold = (as_count(total) for total in table.sum(axis=0))
        low, high = bound(table, f1_of_sums)
        drawn = of_documents(len(rows))
        scores.append(Score(task, measure, right, found, gold, note=note, low=low, high=high, drawn=drawn))
    return tuple(scores)


def of_documents(count: int) -> str:
    """Say how many documents were drawn from; nothing where they are too few."""
    return f"{count:,} documents" if count > 1 else ""


def as_count(total: float) -> float:
    """Return a sum of counts, whole where it is whole."""
    return int(total) if float(total).is_integer() else float(total)


def with_answers_drawn(score: Score) -> Score:
    """Bound a score of which only the totals are known: each answer and each miss is drawn by itself.

    This is too narrow where errors cluster in documents; `drawn` says so. Where
    as much was found as there was to find, each item is taken for one answer.
    """
    if score.low is not None or score.value is not None or score.found + score.gold < 2:
        return score
    shares = score.found == score.gold
    kinds = np.array(
        [[1, 1, 1], [0, 1, 1]] if shares else [[1, 1, 1], [0, 1, 0], [0, 0, 1]],
        dtype=np.float64,
    )
    wrong, missed = score.found - score.right, score.gold - score.right
    often = [score.right, wrong] if shares else [score.right, wrong, missed]
    total = int(sum(often))
    random = np.random.default_rng(SEED)
    drawn = random.multinomial(total, np.array(often) / sum(often), size=DRAWS)
    low, high = percentiles(f1_of_sums(drawn @ kinds))
    return replace(score, low=low, high=high, drawn=f"{total:,} answers")
