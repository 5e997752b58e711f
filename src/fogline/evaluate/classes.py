"""Score one class an item: F1 averaged over classes, and which class was read for which."""

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np

from fogline.evaluate.intervals import bound, class_f1, of_documents
from fogline.evaluate.scores import Score, confusions_of

__all__ = ["NONE", "score_classes"]

NONE = "none"
"""The class of what is no attribution, or no event, at all."""


def score_classes(
    task: str, documents: Mapping[str, Sequence[tuple[str, str]]], *, weighted: bool, note: str = ""
) -> Score:
    """Return the mean F1 over the classes that come up.

    Args:
        task: the score's task.
        documents: of each document, its items' classes, gold and read.
        weighted: whether classes count by their share of the gold instead of all alike.
        note: what the score says of itself.
    """
    pairs = [pair for items in documents.values() for pair in items]
    classes = {name: at for at, name in enumerate(sorted({name for pair in pairs for name in pair}))}
    counts = np.zeros((len(documents), len(classes), 3))
    for number, items in enumerate(documents.values()):
        for gold, read in items:
            counts[number, classes[gold], 0] += gold == read
            counts[number, classes[read], 1] += 1
            counts[number, classes[gold], 2] += 1
    table = counts.reshape(len(documents), -1)
    figure = partial(class_f1, weighted=weighted)
    low, high = bound(table, figure)
    return Score(
        task,
        "weighted F1" if weighted else "macro-F1",
        gold=len(pairs),
        value=float(figure(table.sum(axis=0, keepdims=True))[0]) if pairs else None,
        note=f"{len(classes)} classes" + (f", {note}" if note else ""),
        low=low,
        high=high,
        drawn=of_documents(len(documents)),
        confusions=() if weighted else confusions_of(pairs),
    )
