"""Fit the weights of `fogline.reading.answers`: which claim of a text an answer is to, by the clues around both.

    python training/answers.py --data ../shared/data

The passages are the training part of `annotations/stance.jsonl` and the made-up
ones of `annotations/told_*.jsonl`, read as fogline reads them. The model is a
softmax over the claims around an answer and "none"; where several claims tell
what is answered, each of them is right. Prints, over five folds of passages fitted
without each, how many of the marked answers are linked right and how many links
there are. The weights name grammar and stances only.
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fogline.evaluate.annotations import ANNOTATIONS, documents_of, read_rows
from fogline.evaluate.passages import passage_around
from fogline.evaluate.stance import answering_claims, characters, is_meant, told_at
from fogline.model.reading import Attribution, Event, ReadClaim
from fogline.plugins import load_documents
from fogline.reading.answers import ANSWERING, LEAST, AnswerWords, Linker
from fogline.reading.claims import ClaimBuilder
from fogline.reading.codebook import load_codebook
from fogline.reading.engine import load_engine
from fogline.reading.registry import Registry

OUT = Path(__file__).parents[1] / "src" / "fogline" / "reading" / "answers.json"
FOLDS = 5
PENALTY = 2.0
LEAST_SEEN = 5
"""Claims around which a clue must stand for its weight to mean anything."""

MADE_UP = 0.15
UNANSWERING = 0.3
"""What a made-up passage, and a cue that answers nothing, weigh beside an annotated answer.

Over five folds 86 of 120 answers are linked right and 235 links made; with 0.6 for the latter 83 and 193.
"""

STEPS = 600
RATE = 0.05

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """One answering claim: the clues of each claim that it might answer, which of them are right, what it weighs."""

    passage: str
    clues: tuple[Mapping[str, float], ...]
    right: tuple[bool, ...]
    weight: float
    answers: bool


class Recorder:
    """Stands in for the linking of answers, and keeps what it was given."""

    def __init__(self) -> None:
        self.linker: Linker | None = None

    def __call__(
        self, claims: Sequence[ReadClaim], events: Sequence[Event], text: str, words: AnswerWords
    ) -> tuple[ReadClaim, ...]:
        self.linker = Linker(claims, events, text, words)
        return tuple(claims)


class Passages:
    """Reads passages, and tells what might be answered in each."""

    def __init__(self) -> None:
        self.recorder = Recorder()
        self.engine = load_engine()
        language = load_documents("languages")["en"]
        self.engine.claims = ClaimBuilder(load_codebook(), Registry.load(), language, link=self.recorder)

    def read(self, document: Mapping[str, Any]) -> tuple[tuple[Attribution, ...], Linker]:
        """Return who says what in a passage, and its claims, those included that only an answer would make one."""
        reading = self.engine.read({**document, "lang": "en"})
        assert self.recorder.linker is not None
        return reading.attributions, self.recorder.linker

    def examples(
        self,
        name: str,
        document: Mapping[str, Any],
        marks: Iterable[Mapping[str, Any]],
        offset: int,
        weight: float,
    ) -> Iterator[Example]:
        """Yield the answering claims of the marked cues of a passage that begins at `offset`."""
        attributions, linker = self.read(document)
        for mark in marks:
            cue, content, answered = (
                characters(mark[field] or (), offset) for field in ("cue", "content", "answered")
            )
            claims = answering_claims(attributions, linker.claims, cue, mark["stance"])
            own = {place for claim in claims for place in told_at(claim)}
            numbers = [
                at
                for at, claim in enumerate(linker.claims)
                if claim.stance in ANSWERING and any(claim is one for one in claims)
            ]
            for at in numbers:
                others = list(linker.candidates(at))
                right = tuple(is_meant(linker.claims[other], answered, content, own) for other in others)
                if not others or (answered and not any(right)):
                    continue
                yield Example(
                    passage=name,
                    clues=tuple(summed(linker.clues(at, other)) for other in others),
                    right=right,
                    weight=weight * (1.0 if answered else UNANSWERING) / len(numbers),
                    answers=bool(answered),
                )


def summed(clues: Iterable[tuple[str, float]]) -> dict[str, float]:
    """Return how much of each clue there is."""
    found: defaultdict[str, float] = defaultdict(float)
    for name, value in clues:
        found[name] += value
    return dict(found)


def annotated(data: Path, passages: Passages) -> Iterator[Example]:
    """Yield the examples of the training part of the annotated cues."""
    marks = [row for row in read_rows(ANNOTATIONS / "stance.jsonl") if row["split"] == "train"]
    marks = [mark for mark in marks if mark["answered"] or mark["stance"] in ANSWERING]
    documents = documents_of(data, marks)
    for mark in marks:
        document = documents[mark["set"], mark["key"]]
        first, last = passage_around(document["text"], (mark["cue"][0][0], mark["cue"][-1][1]))
        passage = {
            "text": document["text"][first:last],
            "published": document.get("published"),
            "outlet": document.get("outlet"),
        }
        yield from passages.examples(f"{mark['set']} {mark['key']}", passage, [mark], first, 1.0)


def made_up(passages: Passages) -> Iterator[Example]:
    """Yield the examples of the made-up passages."""
    for path in sorted(ANNOTATIONS.glob("told_*.jsonl")):
        for row in read_rows(path):
            marks = [{**mark, "answered": mark["answers"]} for mark in row["attributions"]]
            if any(mark["answered"] for mark in marks):
                yield from passages.examples(row["id"], {"text": row["text"]}, marks, 0, MADE_UP)


class Table:
    """Examples as numbers: a row a claim that might be answered, a column a clue."""

    def __init__(self, examples: Sequence[Example], columns: Mapping[str, int]) -> None:
        self.size = len(examples)
        self.of = np.array([at for at, one in enumerate(examples) for _ in one.clues])
        self.right = np.array([right for one in examples for right in one.right])
        self.weight = np.array([one.weight for one in examples])
        self.values = np.zeros((len(self.of), len(columns)))
        rows = (clues for one in examples for clues in one.clues)
        for row, clues in enumerate(rows):
            for name, value in clues.items():
                if name in columns:
                    self.values[row, columns[name]] = value

    def shares(self, weights: Numbers) -> tuple[Numbers, Numbers]:
        """Return the probability of each claim, and of none for each example."""
        scores = self.values @ weights
        highest = np.zeros(self.size)
        np.maximum.at(highest, self.of, scores)
        claims, none = np.exp(scores - highest[self.of]), np.exp(-highest)
        total = none.copy()
        np.add.at(total, self.of, claims)
        return claims / total[self.of], none / total

    def slope(self, weights: Numbers) -> Numbers:
        """Return how the likelihood of what is right grows with each weight."""
        shares, _ = self.shares(weights)
        of_right = np.zeros(self.size)
        np.add.at(of_right, self.of, shares * self.right)
        wanted = np.where(
            of_right[self.of] > 0, shares * self.right / np.maximum(of_right[self.of], 1e-12), 0.0
        )
        return np.asarray(self.values.T @ ((wanted - shares) * self.weight[self.of]), dtype=np.float64)


def fit(examples: Sequence[Example], columns: Mapping[str, int]) -> Numbers:
    """Return the weight of each column: penalised likelihood, climbed with steps that adapt (Adam)."""
    table = Table(examples, columns)
    weights, mean, square = (np.zeros(len(columns)) for _ in range(3))
    for step in range(1, STEPS + 1):
        slope = table.slope(weights) - PENALTY * weights
        mean = 0.9 * mean + 0.1 * slope
        square = 0.999 * square + 0.001 * slope * slope
        weights = weights + RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return weights


def columns_of(examples: Sequence[Example]) -> dict[str, int]:
    """Return a column for each clue that is seen often enough."""
    seen = Counter(name for one in examples for clues in one.clues for name in clues)
    return {name: at for at, name in enumerate(sorted(name for name in seen if seen[name] >= LEAST_SEEN))}


def try_folds(real: Sequence[Example], extra: Sequence[Example]) -> tuple[int, int, int]:
    """Return, over folds of annotated passages: answers linked right, links, answers."""
    names = sorted({one.passage for one in real})
    fold_of = {name: at % FOLDS for at, name in enumerate(names)}
    right = links = answers = 0
    for fold in range(FOLDS):
        kept = [one for one in real if fold_of[one.passage] != fold] + list(extra)
        held = [one for one in real if fold_of[one.passage] == fold]
        columns = columns_of(kept)
        table = Table(held, columns)
        shares, none = table.shares(fit(kept, columns))
        for at, one in enumerate(held):
            mine = np.flatnonzero(table.of == at)
            linked = 1 - none[at] >= LEAST
            links += linked
            answers += one.answers
            right += bool(linked and table.right[mine[np.argmax(shares[mine])]])
    return right, links, answers


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder of the shared sets")
    parser.add_argument("--out", type=Path, default=OUT)
    arguments = parser.parse_args()
    passages = Passages()
    real, extra = list(annotated(arguments.data, passages)), list(made_up(passages))
    right, links, answers = try_folds(real, extra)
    print(f"{answers} answers: {right} linked right, {links} links")
    examples = [*real, *extra]
    columns = columns_of(examples)
    weights = fit(examples, columns)
    stored = {name: round(float(weights[at]), 3) for name, at in sorted(columns.items())}
    arguments.out.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
