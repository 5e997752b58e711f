"""Measure how often a claim's last voice is read right, class by class: the figures in `reading/confidence.py`.

    python training/confidence.py ../shared/data/polnear/train.jsonl --limit 150

A claim of one voice is right when an annotated attribution holds its middle in
its content and shares words with its sayer; a claim of the outlet when no
annotated content holds its middle. Nested voices are left out: the annotation
marks each word once. The same run on `dev.jsonl` shows the calibration: for
each stated confidence, how many claims have it and how many of them are right.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from fogline.model.reading import ReadClaim, Reading
from fogline.model.vocabulary import Span
from fogline.reading.confidence import claim_class
from fogline.reading.engine import read_many


def judged_claims(rows: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, float, bool]]:
    """Yield class, stated confidence and whether it is right, for each claim that the annotation can judge."""
    documents = [{"text": row["text"], "published": row["published"], "lang": "en"} for row in rows]
    for row, reading in zip(rows, read_many(documents), strict=True):
        gold = [
            {role: [tuple(span) for span in attribution[role]] for role in ("source", "content")}
            for attribution in row["attributions"]
        ]
        for claim in reading.claims:
            if len(claim.chain) <= 2:
                yield class_of(reading, claim), claim.confidence, is_right(claim, gold)


def class_of(reading: Reading, claim: ReadClaim) -> str:
    attribution = next(
        (one for one in reading.attributions if len(claim.chain) == 2 and claim.chain[-1].cue in one.cue),
        None,
    )
    return claim_class(attribution, None if claim.event is None else reading.events[claim.event])


def is_right(claim: ReadClaim, gold: Sequence[Mapping[str, Sequence[Span]]]) -> bool:
    middle = sum(claim.span) // 2
    holding = [one for one in gold if any(start <= middle < end for start, end in one["content"])]
    if len(claim.chain) == 1:
        return not holding
    voice = claim.chain[-1].span
    return any(
        (voice is None and not one["source"])
        or (voice is not None and any(voice[0] < end and start < voice[1] for start, end in one["source"]))
        for one in holding
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--limit", type=int)
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.data.read_text(encoding="utf-8").split("\n") if line][
        : options.limit
    ]
    by_class: dict[str, list[bool]] = defaultdict(list)
    by_confidence: dict[float, list[bool]] = defaultdict(list)
    for name, confidence, right in judged_claims(rows):
        by_class[name].append(right)
        by_confidence[confidence].append(right)
    for name, rights in sorted(by_class.items()):
        print(f"{name:28} {sum(rights) / len(rights):.2f} of {len(rights)}")
    total = sum(map(len, by_confidence.values()))
    error = 0.0
    for confidence, rights in sorted(by_confidence.items()):
        share = sum(rights) / len(rights)
        error += len(rights) / total * abs(share - confidence)
        print(f"stated {confidence:.2f}: right {share:.2f} of {len(rights)}")
    print(f"expected calibration error {error:.3f} over {total} claims")


if __name__ == "__main__":
    main()
