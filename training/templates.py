"""Learn which incidents, victims and perpetrators of a reading MUC-4's rules let in: writes `evaluate/relevance.json`.

    python training/templates.py ../shared/data/muc4/dev.jsonl

Logistic models with a ridge penalty, fitted by accelerated gradient descent
without chance: the same readings give the same weights. Names,
which are words that no English word list has, and rare features are left out.
Thresholds are those of the best F on folds of the same documents; the card
is `cards/templates.md`.
"""

import argparse
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fogline.evaluate.relevance import Logistic, kind_features
from fogline.evaluate.template_fills import EFFECTS, Fill, organisations_told, people_told
from fogline.evaluate.template_mentions import is_name, known_names
from fogline.evaluate.templates import Template, agree, events_by_kind, read_gold
from fogline.model.reading import Reading
from fogline.reading.engine import read_many

KINDS = ("ATTACK", "BOMBING", "KIDNAPPING", "ARSON")
"""The types with enough examples to learn from; the others are 17 of 1,114 templates."""

FOLDS = 4
RARE = 8
"""Documents in which a feature must occur."""

STEPS = 80

LEAST = 0.005
"""Weights nearer to none are left out."""
PENALTY = {"kinds": 33.0, "fills": 8.0, "confidences": 8.0}
"""Ridge penalties, chosen on folds of the development documents."""

CONFIDENCES = (
    "REPORTED AS FACT", "SUSPECTED OR ACCUSED", "SUSPECTED OR ACCUSED BY AUTHORITIES", "CLAIMED OR ADMITTED",
    "POSSIBLE",
)  # fmt: skip
"""How surely a perpetrator is named; "ACQUITTED" has two examples."""

WORDY = ("word ", "beside ")
"""How features begin whose second part is a word of the texts."""

Features = Mapping[str, float]
Floats = NDArray[np.float64]


class Table:
    """The features of many rows as arrays, and the models that are fitted on some of the rows."""

    def __init__(self, rows: Sequence[Features]) -> None:
        counts = Counter(name for row in rows for name in row)
        self.names = sorted(name for name, count in counts.items() if count >= RARE)
        place = {name: index for index, name in enumerate(self.names)}
        cells = [
            (i, place[name], value)
            for i, row in enumerate(rows)
            for name, value in row.items()
            if name in place
        ]
        cells += [(index, len(self.names), 1.0) for index in range(len(rows))]
        table = np.array(cells, dtype=np.float64).reshape(-1, 3)
        self.rows, self.columns = table[:, 0].astype(np.int64), table[:, 1].astype(np.int64)
        self.values = table[:, 2].copy()
        self.size = len(rows)

    def scores(self, weights: Floats) -> Floats:
        """Return each row's score."""
        summed = np.bincount(self.rows, self.values * weights[self.columns], minlength=self.size)
        return summed.astype(np.float64)

    def gathered(self, misses: Floats) -> Floats:
        """Return each feature's sum over the rows."""
        summed = np.bincount(self.columns, self.values * misses[self.rows], minlength=len(self.names) + 1)
        return summed.astype(np.float64)

    def fit(self, answers: Floats, learn: Floats, penalty: float) -> Floats:
        """Return the weights of least penalised loss over the rows of which `learn` is 1; the last is the bias."""
        known = np.where(np.isnan(answers), 0.0, learn)
        wanted = np.nan_to_num(answers)
        ridge = np.full(len(self.names) + 1, penalty)
        ridge[-1] = 0.0
        rate = 1 / (0.25 * self.largest(known) + penalty)
        weights = np.zeros(len(self.names) + 1)
        ahead = weights.copy()
        momentum = 1.0
        for _ in range(STEPS):
            misses = known * (sigmoid(self.scores(ahead)) - wanted)
            following = ahead - rate * (self.gathered(misses) + ridge * ahead)
            grown = (1 + (1 + 4 * momentum**2) ** 0.5) / 2
            ahead = following + (momentum - 1) / grown * (following - weights)
            weights, momentum = following, grown
        return weights

    def largest(self, known: Floats) -> float:
        """Return a bound of the largest eigenvalue of the features' second moments, by powers."""
        direction = np.ones(len(self.names) + 1)
        for _ in range(12):
            direction = self.gathered(known * self.scores(direction / np.linalg.norm(direction)))
        return 1.05 * float(np.linalg.norm(direction))

    def held_out(self, answers: Floats, groups: Sequence[int], penalty: float) -> Floats:
        """Return each row's probability from a model that has not seen its document; NaN answers teach nothing."""
        folds = np.array(groups) % FOLDS
        probabilities = np.zeros(self.size)
        for fold in range(FOLDS):
            weights = self.fit(answers, (folds != fold).astype(np.float64), penalty)
            probabilities[folds == fold] = sigmoid(self.scores(weights))[folds == fold]
        return probabilities

    def model(self, answers: Floats, penalty: float) -> Logistic:
        """Return the model of all rows, its small weights left out."""
        weights = self.fit(answers, np.ones(self.size), penalty)
        kept = {
            name: round(float(weight), 4)
            for name, weight in zip(self.names, weights, strict=False)
            if abs(weight) >= LEAST
        }
        return Logistic(round(float(weights[-1]), 4), 0.5, kept)


def sigmoid(scores: Floats) -> Floats:
    """Return the probability of each score."""
    return 1 / (1 + np.exp(-np.clip(scores, -30, 30)))


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


def train(rows: Sequence[Mapping[str, Any]], readings: Sequence[Reading]) -> dict[str, Any]:
    """Return the models as they are written, and print the F of each on held-out folds.

    Args:
        rows: the documents with their keys.
        readings: what was read from each.
    """
    golds = [read_gold(row["templates"]) for row in rows]
    kinds, probabilities = train_kinds(rows, readings, golds)
    return {"kinds": kinds, **train_fills(rows, readings, golds, probabilities)}


def train_kinds(
    rows: Sequence[Mapping[str, Any]],
    readings: Sequence[Reading],
    golds: Sequence[Template],
) -> tuple[dict[str, Any], list[dict[str, float]]]:
    """Return the models of the types of incidents, and what they say of documents that they have not seen."""
    written: dict[str, Any] = {}
    indexes = [events_by_kind(reading, row["text"]) for row, reading in zip(rows, readings, strict=True)]
    probabilities: list[dict[str, float]] = [{} for _ in rows]
    groups = list(range(len(rows)))
    for kind in KINDS:
        table = Table(
            [
                clean(kind_features(reading, row["text"], row["published"], events.get(kind, ())))
                for row, reading, events in zip(rows, readings, indexes, strict=True)
            ]
        )
        answers = np.array([np.nan if kind in gold.optional else float(kind in gold.types) for gold in golds])
        held = table.held_out(answers, groups, PENALTY["kinds"])
        model = table.model(answers, PENALTY["kinds"])
        model, score = with_best_threshold(model, held, answers, int(np.nansum(answers)))
        report(kind, model, score)
        written[kind] = document(model)
        for index, probability in enumerate(held):
            probabilities[index][kind] = float(probability)
    return written, probabilities


def train_fills(
    rows: Sequence[Mapping[str, Any]],
    readings: Sequence[Reading],
    golds: Sequence[Template],
    probabilities: Sequence[Mapping[str, float]],
) -> dict[str, Any]:
    """Return the models of who fills a slot, and of how surely organisations are named."""
    written: dict[str, Any] = {"fills": {}, "confidences": {}}
    people, groups = [], []
    organisations, homes = [], []
    for index, (row, reading, likely) in enumerate(zip(rows, readings, probabilities, strict=True)):
        found = people_told(reading, row["text"], row["published"], likely)
        people += found
        groups += [index] * len(found)
        found = organisations_told(reading, row["text"], row["published"], likely)
        organisations += found
        homes += [index] * len(found)
    table = Table([fill.features for fill in people])
    numbers = [None if fill.number is None else (fill.wordings, frozenset({fill.number})) for fill in people]
    effects = {
        name: [(fill.wordings, frozenset({value})) for fill in people] for name, value in EFFECTS.items()
    }
    written["fills"].update(fill_models(table, groups, {"number": numbers}, golds, "numbers"))
    written["fills"].update(fill_models(table, groups, effects, golds, "effects"))
    wordings = [fill.wordings for fill in people]
    written["fills"].update(fill_models(table, groups, {"individual": wordings}, golds, "individuals"))
    table = Table([fill.features for fill in organisations])
    wordings = [fill.wordings for fill in organisations]
    written["fills"].update(fill_models(table, homes, {"organisation": wordings}, golds, "organisations"))
    written["confidences"] = train_confidences(organisations, homes, golds)
    return written


def train_confidences(
    organisations: Sequence[Fill], homes: Sequence[int], golds: Sequence[Template]
) -> dict[str, Any]:
    """Return for each of MUC-4's words the model of whether it says how surely an organisation is named."""
    named: list[tuple[Fill, int, frozenset[str]]] = []
    for fill, home in zip(organisations, homes, strict=True):
        values = next(
            (value for words, value in golds[home].confidences if agree(fill.wordings, words)), None
        )
        if values is not None:
            named.append((fill, home, values))
    table = Table([fill.features for fill, _, _ in named])
    groups = [home for _, home, _ in named]
    written: dict[str, Any] = {}
    held: dict[str, Floats] = {}
    for value in CONFIDENCES:
        answers = np.array([float(value in values) for _, _, values in named])
        held[value] = table.held_out(answers, groups, PENALTY["confidences"])
        written[value] = document(table.model(answers, PENALTY["confidences"]))
    right = sum(
        max(CONFIDENCES, key=lambda value: held[value][index]) in values
        for index, (_, _, values) in enumerate(named)
    )
    print(f"confidence: {right} of {len(named)} organisations right on held-out folds")
    return written


def fill_models(
    table: Table,
    groups: Sequence[int],
    reads: Mapping[str, Sequence[Any]],
    golds: Sequence[Template],
    slot: str,
) -> dict[str, Any]:
    """Return the models of who fills a slot, by name, with one threshold: that of the best F on held-out folds.

    Args:
        table: the features of all who may fill it.
        groups: the document of each.
        reads: for each model what everybody would fill the slot with, None for nothing.
        golds: the documents' keys.
        slot: the attribute of a key.
    """
    models: dict[str, Logistic] = {}
    answered: list[tuple[float, int, frozenset[int]]] = []
    for name, read in reads.items():
        answers = np.zeros(len(read))
        matches: list[frozenset[int]] = []
        for index, (fill, home) in enumerate(zip(read, groups, strict=True)):
            matches.append(frozenset() if fill is None else matched(fill, golds[home], slot))
            is_spare = fill is not None and any(
                agree(fill, other) for other in golds[home].spare.get(slot, ())
            )
            answers[index] = 1.0 if matches[-1] else np.nan if is_spare else 0.0
        held = table.held_out(answers, groups, PENALTY["fills"])
        models[name] = table.model(answers, PENALTY["fills"])
        answered += [
            (float(held[index]), home, matches[index])
            for index, home in enumerate(groups)
            if read[index] is not None and not np.isnan(answers[index])
        ]
    threshold, score = best_threshold(answered, sum(len(getattr(gold, slot)) for gold in golds))
    print(f"{slot}: F {score:.3f} on held-out folds, threshold {threshold}")
    return {name: document(Logistic(model.bias, threshold, model.weights)) for name, model in models.items()}


def best_threshold(answered: Sequence[tuple[float, int, frozenset[int]]], needed: int) -> tuple[float, float]:
    """Return the threshold of the best F, and that F.

    Args:
        answered: probability, document and matching entries of its key for each answer that may be given.
        needed: entries in the keys; each is hit once.
    """
    best = (0.0, 0.5)
    ordered = sorted(answered, key=lambda answer: -answer[0])
    for threshold in np.arange(0.1, 0.71, 0.02):
        hit: set[tuple[int, int]] = set()
        found = 0
        for probability, home, entries in ordered:
            if probability <= threshold:
                break
            found += 1
            hit.update([(home, entry) for entry in sorted(entries) if (home, entry) not in hit][:1])
        best = max(best, (2 * len(hit) / max(found + needed, 1), round(float(threshold), 2)))
    return best[1], best[0]


def matched(fill: Any, gold: Template, slot: str) -> frozenset[int]:
    """Return which entries of a key's slot a fill agrees with."""
    return frozenset(index for index, other in enumerate(getattr(gold, slot)) if agree(fill, other))


def report(name: str, model: Logistic, score: float) -> None:
    """Print how well a model does on documents that it has not seen."""
    print(
        f"{name}: F {score:.3f} on held-out folds, threshold {model.threshold}, {len(model.weights)} weights"
    )


def clean(features: Features) -> Features:
    """Return features without those that hold a name."""
    return {
        name: value
        for name, value in features.items()
        if not (name.startswith(WORDY) and may_be_name(name.split(" ", 1)[1]))
    }


def may_be_name(word: str) -> bool:
    """Tell whether a word of a text may be a name, by the word lists or by the registry's persons."""
    return is_name(word) or word in known_names()


def document(model: Logistic) -> dict[str, Any]:
    """Return a model as it is written."""
    return {"bias": model.bias, "threshold": model.threshold, "weights": dict(sorted(model.weights.items()))}


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
    written = train(rows, readings)
    options.out.write_text(json.dumps(written, indent=0, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
