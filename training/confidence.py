"""Measure how often a claim's last voice is read right, class by class: the figures in `reading/confidence.py`.

    python training/confidence.py ../shared/data/polnear/train.jsonl --limit 150

What is right is told by `fogline.evaluate.calibration`, which also holds the
stated confidence against it: `fogline eval calibration`.
"""

import argparse
from collections import defaultdict
from pathlib import Path

from fogline.evaluate.annotations import read_rows
from fogline.evaluate.calibration import JudgedClaim, judge_claims
from fogline.reading.confidence import claim_class


def class_of(judged: JudgedClaim) -> str:
    reading, claim = judged.reading, judged.claim
    attribution = next(
        (one for one in reading.attributions if len(claim.chain) == 2 and claim.chain[-1].cue in one.cue),
        None,
    )
    return claim_class(attribution, None if claim.event is None else reading.events[claim.event])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--limit", type=int)
    options = parser.parse_args()
    by_class: dict[str, list[bool]] = defaultdict(list)
    for article in judge_claims([*read_rows(options.data)][: options.limit]):
        for judged in article:
            by_class[class_of(judged)].append(judged.is_right)
    for name, rights in sorted(by_class.items()):
        print(f"{name:28} {sum(rights) / len(rights):.2f} of {len(rights)}")


if __name__ == "__main__":
    main()
