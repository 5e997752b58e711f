"""Learn which incidents, victims and perpetrators of a reading MUC-4's rules let in: writes `evaluate/relevance.json`.

    python training/templates.py ../shared/data/muc4/dev.jsonl

Logistic models with a ridge penalty, fitted by accelerated gradient descent
without chance: the same readings give the same weights. Names,
known by their capitals, and rare features are left out.
Thresholds are those of the best F on folds of the same documents; the card
is `cards/templates.md`.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fogline.evaluate.relevance import Logistic, kind_features
from fogline.evaluate.template_fills import Fill, perpetrators, victims
from fogline.evaluate.templates import Template, agree, events_by_kind, read_gold
from fogline.model.reading import Reading
from fogline.reading.engine import read_many
from fogline.reading.recase import recase

KINDS = ("ATTACK", "BOMBING", "KIDNAPPING", "ARSON")
"""The types with enough examples to learn from; the others are 17 of 1,114 templates."""

FOLDS = 4
RARE = 8
"""Documents in which a feature must occur."""

STEPS = 80

LEAST = 0.005
"""Weights nearer to none are left out."""
PENALTY = {"kinds": 33.0, "fills": 5.0}
"""Ridge penalties, chosen on folds of the development documents."""

WORDY = ("word ", "beside ", "last ")
"""How features begin whose second part is a word of the texts."""

Features = Mapping[str, float]
Floats = NDArray[np.float64]


def fit(rows: Sequence[Features], answers: Floats, penalty: float) -> Logistic:
    """Return the logistic model of least penalised loss."""
    names = sorted(name for name, count in Counter(n for row in rows for n in row).items() if count >= RARE)
    place = {name: index for index, name in enumerate(names)}
    cells = [
        (i, place[name], value) for i, row in enumerate(rows) for name, value in row.items() if name in place
    ]
    cells += [(index, len(names), 1.0) for index in range(len(rows))]
    row_of, column_of = (np.array([cell[part] for cell in cells], dtype=np.int64) for part in (0, 1))
    values = np.array([cell[2] for cell in cells])

    def scores(weights: Floats) -> Floats:
        summed: Floats = np.bincount(row_of, values * weights[column_of], minlength=len(rows)).astype(
            np.float64
        )
        return summed

    def gathered(misses: Floats) -> Floats:
        summed: Floats = np.bincount(column_of, values * misses[row_of], minlength=len(names) + 1).astype(
            np.float64
        )
        return summed

    ridge = np.full(len(names) + 1, penalty)
    ridge[-1] = 0.0
    rate = 1 / (0.25 * largest(scores, gathered, len(names) + 1) + penalty)
    weights = np.zeros(len(names) + 1)
    ahead = weights.copy()
    momentum = 1.0
    for _ in range(STEPS):
        misses = 1 / (1 + np.exp(-np.clip(scores(ahead), -30, 30))) - answers
        following = ahead - rate * (gathered(misses) + ridge * ahead)
        grown = (1 + (1 + 4 * momentum**2) ** 0.5) / 2
        ahead = following + (momentum - 1) / grown * (following - weights)
        weights, momentum = following, grown
    kept = {
        name: round(float(weights[place[name]]), 4) for name in names if abs(weights[place[name]]) >= LEAST
    }
    return Logistic(round(float(weights[-1]), 4), 0.5, kept)


def largest(scores: Callable[[Floats], Floats], gathered: Callable[[Floats], Floats], size: int) -> float:
    """Return a bound of the largest eigenvalue of the features' second moments, by powers."""
    direction = np.ones(size)
    for _ in range(12):
        direction = gathered(scores(direction / np.linalg.norm(direction)))
    return 1.05 * float(np.linalg.norm(direction))


def folds_of(groups: Sequence[int]) -> Iterable[tuple[list[int], list[int]]]:
    """Yield rows to learn from and rows to answer, documents kept whole."""
    for fold in range(FOLDS):
        inside = [index for index, group in enumerate(groups) if group % FOLDS != fold]
        outside = [index for index, group in enumerate(groups) if group % FOLDS == fold]
        yield inside, outside


def held_out(rows: Sequence[Features], answers: Floats, groups: Sequence[int], penalty: float) -> Floats:
    """Return each row's probability from a model that has not seen its document; NaN answers teach nothing."""
    probabilities = np.zeros(len(rows))
    for inside, outside in folds_of(groups):
        known = [index for index in inside if not np.isnan(answers[index])]
        model = fit([rows[index] for index in known], answers[known], penalty)
        probabilities[outside] = [model.probability(rows[index]) for index in outside]
    return probabilities


def with_best_threshold(
    model: Logistic, probabilities: Floats, right: Floats, needed: int
) -> tuple[Logistic, float]:
    """Return the model with the threshold of the best F, and that F, when `needed` fills are to be found."""
    best = (0.0, 0.5)
    for threshold in np.arange(0.1, 0.81, 0.02):
        chosen = probabilities > threshold
        hits = float(np.nansum(right[chosen]))
        found = int(np.sum(chosen & ~np.isnan(right)))
        best = max(best, (2 * hits / max(found + needed, 1), round(float(threshold), 2)))
    return Logistic(model.bias, best[1], model.weights), best[0]


def train(
    rows: Sequence[Mapping[str, Any]], readings: Sequence[Reading], is_name: Callable[[str], bool]
) -> dict[str, Any]:
    """Return the models as they are written, and print the F of each on held-out folds.

    Args:
        rows: the documents with their keys.
        readings: what was read from each.
        is_name: whether a lower-case word is a name, which no weight may hold.
    """
    golds = [read_gold(row["templates"]) for row in rows]
    written: dict[str, Any] = {"kinds": {}, "fills": {}}
    indexes = [events_by_kind(reading, row["text"]) for row, reading in zip(rows, readings, strict=True)]
    probabilities: list[dict[str, float]] = [{} for _ in rows]
    groups = list(range(len(rows)))
    for kind in KINDS:
        features = [
            clean(kind_features(reading, row["text"], row["published"], events.get(kind, ())), is_name)
            for row, reading, events in zip(rows, readings, indexes, strict=True)
        ]
        answers = np.array([np.nan if kind in gold.optional else float(kind in gold.types) for gold in golds])
        held = held_out(features, answers, groups, PENALTY["kinds"])
        known = ~np.isnan(answers)
        model = fit([features[i] for i in np.flatnonzero(known)], answers[known], PENALTY["kinds"])
        model, score = with_best_threshold(model, held, answers, int(np.nansum(answers)))
        print(
            f"{kind}: F {score:.3f} on held-out folds, threshold {model.threshold}, {len(model.weights)} weights"
        )
        written["kinds"][kind] = document(model)
        for index, probability in enumerate(held):
            probabilities[index][kind] = float(probability)
    for name, collect, slot in (
        ("organisation", organisation_fills, "organisations"),
        ("victim", victim_fills, "numbers"),
    ):
        fills: list[Fill] = []
        matched: list[float] = []
        groups = []
        for index, (row, reading, gold) in enumerate(zip(rows, readings, golds, strict=True)):
            found = collect(row, reading, probabilities[index])
            fills.extend(found)
            matched.extend(matches(found, gold, slot))
            groups.extend([index] * len(found))
        table, right = [clean(fill.features, is_name) for fill in fills], np.array(matched)
        held = held_out(table, right, groups, PENALTY["fills"])
        model = fit(table, right, PENALTY["fills"])
        needed = sum(len(getattr(gold, slot)) for gold in golds)
        model, score = with_best_threshold(model, held, right, needed)
        print(
            f"{name}: F {score:.3f} on held-out folds, threshold {model.threshold}, {len(model.weights)} weights"
        )
        written["fills"][name] = document(model)
    return written


def organisation_fills(
    row: Mapping[str, Any], reading: Reading, probabilities: Mapping[str, float]
) -> list[Fill]:
    """Return the organisations that may be perpetrators."""
    return perpetrators(reading, row["text"], probabilities)


def victim_fills(row: Mapping[str, Any], reading: Reading, probabilities: Mapping[str, float]) -> list[Fill]:
    """Return the people who may be victims."""
    return victims(reading, row["text"], row["published"], probabilities)


def matches(fills: Sequence[Fill], gold: Template, slot: str) -> list[float]:
    """Return for each fill whether the key has it, each entry of the key once."""
    if slot == "numbers":
        wanted = [wordings for wordings, _ in gold.numbers]
        wanted += [wordings for wordings, _ in gold.effects if wordings not in wanted]
    else:
        wanted = list(gold.organisations)
    found = []
    for fill in fills:
        match = next((other for other in wanted if agree(fill.wordings, other)), None)
        found.append(float(match is not None))
        if match is not None:
            wanted.remove(match)
    return found


def clean(features: Features, is_name: Callable[[str], bool]) -> Features:
    """Return features without those that hold a name."""
    return {
        name: value
        for name, value in features.items()
        if not (name.startswith(WORDY) and is_name(name.split(" ", 1)[1]))
    }


def document(model: Logistic) -> dict[str, Any]:
    """Return a model as it is written."""
    return {"bias": model.bias, "threshold": model.threshold, "weights": dict(sorted(model.weights.items()))}


def names_in(texts: Iterable[str]) -> Callable[[str], bool]:
    """Return what tells names: words that take a capital in three of ten of their uses once the case is restored."""
    capital: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for text in texts:
        for word in re.findall(r"[^\W\d_]+", recase(text)):
            every[word.lower()] += 1
            capital[word.lower()] += word[0].isupper()
    return lambda word: every[word] == 0 or capital[word] / every[word] > 0.3


def main() -> None:
    """Read the documents, train, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", type=Path)
    parser.add_argument("--out", type=Path, default=Path("src/fogline/evaluate/relevance.json"))
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.documents.read_text(encoding="utf-8").split("\n") if line]
    readings = list(
        read_many(
            {"text": row["text"], "published": row["published"], "outlet": row["outlet"]} for row in rows
        )
    )
    written = train(rows, readings, names_in(row["text"] for row in rows))
    options.out.write_text(json.dumps(written, indent=0, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
