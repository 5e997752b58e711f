"""Count how often the rules give each annotated stance which name: the evidence that is weighed against the encoder.

    python training/reader/weigh_stance.py ../shared/data best

Only the training part of `training/annotations/stance.jsonl` is read. The
counts go to `src/fogline/reading/weights/<reader>/stance.json`.
"""

import argparse
import json
from collections import Counter
from pathlib import Path

from prepare import stance_rows

from fogline.evaluate.attribution import Nobody
from fogline.plugins import load_documents
from fogline.reading.attribution import AttributionFinder
from fogline.reading.attribution.weighing import SILENT
from fogline.reading.encoder.model import load_encoder
from fogline.reading.parse import parse

SMOOTHING = 0.5
COOLING = 1.5
"""Set by hand: the encoder has seen the annotated cues, so that they cannot tell how sure it may be."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("reader")
    options = parser.parse_args()
    finder = AttributionFinder(load_documents("languages")["en"], weigh=False)
    labels = load_encoder(options.reader).labels["stance"]
    said: dict[str, Counter[str]] = {label: Counter() for label in labels}
    for row in stance_rows(options.data, "train"):
        item = row["judged"]
        said[item["stance"]][stance_at(finder, row["text"], item["cue"], options.reader)] += 1
    names = [label for label in labels if label != "hedged"]
    rules = {
        label: {
            name: round((said[label][name] + SMOOTHING) / (said[label].total() + SMOOTHING * len(names)), 4)
            for name in names
        }
        for label in labels
    }
    path = Path("src/fogline/reading/weights") / options.reader / "stance.json"
    path.write_text(json.dumps({"cooling": COOLING, "rules": rules}, indent=1), "utf-8")


def stance_at(finder: AttributionFinder, text: str, cue: list[list[int]], reader: str) -> str:
    """Return what the rules alone call the attribution whose cue stands there, "none" where they see none."""
    start, end = cue[0][0], cue[-1][1]
    found = [
        attribution
        for attribution in finder.find(parse(text, reader=reader), Nobody())
        if any(first < end and start < last for first, last in attribution.cue)
    ]
    return found[0].stance if found else SILENT


if __name__ == "__main__":
    main()
