"""Fit the weights of `fogline.reading.attribution.weighing`: what a cue's surroundings tell of its stance.

    python training/stances.py --data ../shared/data

The cues are the training part of `annotations/stance.jsonl`, and every cue that rules
or encoder find in the training parts of `annotations/voices*.jsonl` and in the made-up
passages of `annotations/told_*.jsonl`: there one that nobody marked is none. The model
is a softmax over the clues of `attribution/clues.py`. What the encoder reads is left
out: it has seen these cues. Prints, over five folds of documents fitted without each,
how many cues get their stance by the rules alone and by the weights. No name is a clue.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from fogline.evaluate.annotations import ANNOTATIONS, documents_of, read_rows
from fogline.evaluate.attribution import Nobody
from fogline.evaluate.passages import passage_around
from fogline.evaluate.stance import NO_ATTRIBUTION, characters
from fogline.plugins import load_documents
from fogline.reading.attribution import AttributionFinder
from fogline.reading.attribution.clues import SILENT
from fogline.reading.attribution.finder import Weighed
from fogline.reading.parse import parse

OUT = Path(__file__).parents[1] / "src" / "fogline" / "reading" / "stance.json"
FOLDS = 5
PENALTY = 4.0
LEAST_SEEN = 6
"""Cues beside which a clue must stand for its weight to mean anything."""

WEIGHTS = {"stance": 1.0, "voices": 0.25, "told": 0.2}
"""What a cue of each set counts: the first are like those that are measured."""

STEPS = 150
RATE = 0.1
SCALE = 100
LEAST_WEIGHT = 5
"""Weights below, in parts of SCALE, are not kept."""

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """One cue: the document that it stands in, its stance, the rules' verdict, its clues, what it counts."""

    document: str
    stance: str
    rules: str
    clues: tuple[str, ...]
    weight: float


class Cues:
    """Finds the cues of passages, each with its clues."""

    def __init__(self) -> None:
        self.found: list[Weighed] = []
        self.finder = AttributionFinder(load_documents("languages")["en"], recorder=self.found.append)

    def of(self, document: Mapping[str, Any]) -> tuple[Weighed, ...]:
        """Return the cues that rules or encoder find in a passage."""
        self.found.clear()
        parsed = parse(document["text"], published=document.get("published"), outlet=document.get("outlet"))
        self.finder.find(parsed, Nobody())
        return tuple(self.found)


def annotated(data: Path, cues: Cues) -> Iterator[Example]:
    """Yield the annotated cues of the training part that are found."""
    marks = [row for row in read_rows(ANNOTATIONS / "stance.jsonl") if row["split"] == "train"]
    documents = documents_of(data, marks)
    for mark in marks:
        document = documents[mark["set"], mark["key"]]
        first, last = passage_around(document["text"], (mark["cue"][0][0], mark["cue"][-1][1]))
        cue = characters(mark["cue"], first)
        found = cues.of({**document, "text": document["text"][first:last]})
        meant = max(found, key=lambda one: len(characters(one.cue) & cue), default=None)
        if meant is not None and characters(meant.cue) & cue:
            stance = SILENT if mark["stance"] in NO_ATTRIBUTION else mark["stance"]
            yield example(f"{mark['set']} {mark['key']}", stance, meant, "stance")


def marked(data: Path, cues: Cues) -> Iterator[Example]:
    """Yield every cue that is found in passages where all attributions are marked."""
    rows = [
        row for path in sorted(ANNOTATIONS.glob("voices*.jsonl")) for row in read_rows(path)
        if row["split"] == "train"
    ]  # fmt: skip
    documents = documents_of(data, rows)
    for row in rows:
        document = documents[row["set"], row["key"]]
        found = cues.of({**document, "text": document["text"][row["start"] : row["end"]]})
        yield from matched(row["attributions"], found, row["start"], "voices")
    for path in sorted(ANNOTATIONS.glob("told_*.jsonl")):
        for row in read_rows(path):
            yield from matched(row["attributions"], cues.of(row), 0, "told")


def matched(
    marks: Sequence[Mapping[str, Any]], found: Sequence[Weighed], offset: int, kind: str
) -> Iterator[Example]:
    """Yield found cues with the stance of the marked one that each shares most with."""
    places = [(characters(mark["cue"], offset), mark["stance"]) for mark in marks]
    for one in found:
        cue = characters(one.cue)
        place, stance = max(places, key=lambda item: len(item[0] & cue), default=(set(), SILENT))
        yield example(kind, stance if place & cue else SILENT, one, kind)


def example(document: str, stance: str, cue: Weighed, kind: str) -> Example:
    """Return a found cue as an example."""
    return Example(document, stance, cue.said or SILENT, tuple(sorted(set(cue.clues))), WEIGHTS[kind])


def columns_of(examples: Sequence[Example]) -> dict[str, int]:
    """Return a column for each clue that is seen often enough."""
    seen = Counter(clue for one in examples for clue in one.clues)
    return {clue: at for at, clue in enumerate(sorted(clue for clue in seen if seen[clue] >= LEAST_SEEN))}


def table_of(examples: Sequence[Example], columns: Mapping[str, int]) -> sparse.csr_matrix:
    """Return examples as rows, clues as columns."""
    rows = [[columns[clue] for clue in one.clues if clue in columns] for one in examples]
    ends = np.cumsum([0, *map(len, rows)])
    places = [column for row in rows for column in row]
    return sparse.csr_matrix((np.ones(len(places)), places, ends), shape=(len(rows), len(columns)))


def fit(examples: Sequence[Example], columns: Mapping[str, int], labels: Sequence[str]) -> Numbers:
    """Return the weight of each clue for each label: penalised likelihood, climbed with steps that adapt (Adam)."""
    table = table_of(examples, columns)
    turned = table.T.tocsr()
    wanted = np.array([[one.stance == label for label in labels] for one in examples], np.float64)
    counts = np.array([[one.weight] for one in examples])
    weights, mean, square = (np.zeros((len(columns), len(labels))) for _ in range(3))
    for step in range(1, STEPS + 1):
        slope = turned @ ((wanted - shares_of(table @ weights)) * counts) - PENALTY * weights
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope * slope
        pace = RATE * (1 - 0.9 * step / STEPS)
        weights = weights + pace * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return weights


def shares_of(scores: Numbers) -> Numbers:
    """Return the probability of each label, a row an example."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), np.float64)


def try_folds(real: Sequence[Example], extra: Sequence[Example], labels: Sequence[str]) -> list[str]:
    """Return the label that each annotated cue gets from weights fitted without its document."""
    names = sorted({one.document for one in real})
    fold_of = {name: at % FOLDS for at, name in enumerate(names)}
    given = [""] * len(real)
    for fold in range(FOLDS):
        kept = [one for one in real if fold_of[one.document] != fold] + list(extra)
        columns = columns_of(kept)
        held = [at for at, one in enumerate(real) if fold_of[one.document] == fold]
        scores = table_of([real[at] for at in held], columns) @ fit(kept, columns, labels)
        for at, best in zip(held, scores.argmax(axis=1), strict=True):
            given[at] = labels[best]
    return given


def macro(gold: Sequence[str], given: Sequence[str]) -> float:
    """Return the mean F1 of the labels."""
    pairs = list(zip(gold, given, strict=True))
    return float(np.mean([
        2 * sum(a == b == label for a, b in pairs) / sum((a == label) + (b == label) for a, b in pairs)
        for label in set(gold)
    ]))  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder of the shared sets")
    parser.add_argument("--out", type=Path, default=OUT)
    arguments = parser.parse_args()
    cues = Cues()
    real, extra = list(annotated(arguments.data, cues)), list(marked(arguments.data, cues))
    gold = [one.stance for one in real]
    labels = sorted(set(gold))
    given = try_folds(real, extra, labels)
    print(f"{len(real)} cues, macro-F1: {macro(gold, [one.rules for one in real]):.3f} by the rules,",
          f"{macro(gold, given):.3f} by the weights")  # fmt: skip
    examples = [*real, *extra]
    columns = columns_of(examples)
    rows = np.rint(SCALE * fit(examples, columns, labels)).astype(int)
    rows[abs(rows) < LEAST_WEIGHT] = 0
    kept = {clue: rows[at].tolist() for clue, at in columns.items() if rows[at].any()}
    lines = ",\n".join(
        f"  {json.dumps(clue)}: {json.dumps(row, separators=(',', ':'))}" for clue, row in kept.items()
    )
    head = f' "labels": {json.dumps(labels)},\n "scale": {SCALE},\n'
    arguments.out.write_text("{\n" + head + ' "weights": {\n' + lines + "\n }\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
