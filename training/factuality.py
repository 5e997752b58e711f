"""Fit the weights of `fogline.reading.events.estimate` on the judged sentences of `factuality/uw_train.jsonl`.

    python training/factuality.py --data ../shared/data

Ridge regression in closed form: the same data and the same parser give the same
weights. Prints the correlation over five folds of sentences, fitted without each.
The weights name grammar only; no word of the sentences is written but auxiliaries
and articles.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from fogline.plugins import load_documents
from fogline.reading.events.estimate import features, hold
from fogline.reading.events.factuality import FactualityJudge
from fogline.reading.parse import parse

OUT = Path(__file__).parents[1] / "src" / "fogline" / "reading" / "events" / "factuality_english.json"
FOLDS = 5
PENALTY = 10.0
"""Of 3, 10 and 30 the one that did best over the folds."""

LEAST_SEEN = 4
"""What stands around fewer words than this tells nothing of the next."""

Example = tuple[int, tuple[str, ...], float, float]
"""Sentence, names of what stands around the word, what the rules give, what the readers gave."""


def examples_of(path: Path, limit: int | None) -> Iterator[Example]:
    """Yield every judged word."""
    judge = FactualityJudge(load_documents("languages")["en"])
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if limit is not None and number >= limit:
                return
            record = json.loads(line)
            starts = {token.idx: token for token in parse(record["text"]).doc}
            for event in record["events"]:
                token = starts.get(event["span"][0])
                if token is not None:
                    ruled = judge.rule(token)
                    names = tuple(features(token, ruled.factuality, ruled.tense))
                    yield number, names, ruled.factuality, float(event["factuality"])


def fit(examples: Sequence[Example], columns: dict[str, int]) -> tuple[float, NDArray[np.float64]]:
    """Return the mean and the weight of each column."""
    gold = np.array([one[3] for one in examples])
    table = table_of(examples, columns)
    mean = float(gold.mean())
    penalty = PENALTY * np.eye(len(columns))
    weights = np.linalg.solve(table.T @ table + penalty, table.T @ (gold - mean))
    return mean, np.asarray(weights, dtype=np.float64)


def table_of(examples: Sequence[Example], columns: dict[str, int]) -> NDArray[np.float64]:
    """Return which example has which feature."""
    table = np.zeros((len(examples), len(columns)))
    for row, (_, names, _, _) in enumerate(examples):
        for name in names:
            if name in columns:
                table[row, columns[name]] = 1.0
    return table


def columns_of(examples: Sequence[Example]) -> dict[str, int]:
    """Return the features that were seen often enough, in order."""
    seen = Counter(name for _, names, _, _ in examples for name in set(names))
    return {name: at for at, name in enumerate(sorted(n for n, count in seen.items() if count >= LEAST_SEEN))}


def main() -> None:
    """Fit, print what the folds give, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--limit", type=int, help="fit on so many sentences only")
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    examples = list(examples_of(options.data / "factuality" / "uw_train.jsonl", options.limit))
    order = np.random.default_rng(0).permutation(max(one[0] for one in examples) + 1)
    read: list[float] = []
    gold: list[float] = []
    for fold in range(FOLDS):
        kept = [one for one in examples if order[one[0]] % FOLDS != fold]
        held = [one for one in examples if order[one[0]] % FOLDS == fold]
        columns = columns_of(kept)
        mean, weights = fit(kept, columns)
        sums = mean + table_of(held, columns) @ weights
        read += [hold(float(value), one[2]) for value, one in zip(sums, held, strict=True)]
        gold += [one[3] for one in held]
    ruled = np.corrcoef([one[2] for one in examples], [one[3] for one in examples])[0, 1]
    folded = np.corrcoef(read, gold)[0, 1]
    print(f"{len(examples)} words; rules alone r {ruled:.3f}; with weights, over folds, r {folded:.3f}")
    columns = columns_of(examples)
    mean, weights = fit(examples, columns)
    fitted = {
        "bias": round(mean, 4),
        "weights": {name: round(float(weights[at]), 4) for name, at in columns.items()},
    }
    options.out.write_text(json.dumps(fitted, indent=0, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
