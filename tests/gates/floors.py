"""Measure every task and hold it against `floors.json`.

`python -m tests.gates.floors --raise` measures anew and raises floors to what was
measured, less a margin for the machine's arithmetic. It never lowers one: that
takes `--lower "task / measure" --why "…"`, in a commit of its own.
"""

import argparse
import json
import re
from collections.abc import Iterable
from pathlib import Path

from fogline.cli.measuring import TASKS, measure
from fogline.evaluate.scores import Score

FLOORS = Path(__file__).with_name("floors.json")
SHARED = Path(__file__).resolve().parents[3] / "shared"

LIMITS = {"places": 150, "tolls": 150, "holders": 100, "incidents": 300, "settled": 300}
"""Documents a set that the gate reads; `fogline eval` without --limit reads all."""

MARGIN = 0.005
"""Figures of one and the same code differed by less than this between machines (order of float sums in the parser)."""


def name_of(score: Score) -> str:
    return f"{score.task} / {score.measure}"


def figure_of(score: Score) -> float:
    """Return what is held against the floor: the value of a measure that has one, else recall for the seed, else F1."""
    if score.value is not None:
        return score.value
    return score.recall if score.task == "seed" else score.f1


def read_floors() -> dict[str, float]:
    return dict(json.loads(FLOORS.read_text(encoding="utf-8")))


def is_error(score: Score) -> bool:
    """Tell whether more is not better: errors, and what comes true of a stated confidence, have no floor."""
    if score.task == "calibration":
        return not score.measure.startswith("right claims")
    return score.value is not None and re.search(r"\b(?:error|km|MAE|CRPS)\b", score.measure) is not None


def raise_floors(scores: Iterable[Score], *, lower: str | None = None) -> dict[str, float]:
    floors = read_floors() if FLOORS.exists() else {}
    for score in scores:
        if is_error(score):
            continue
        name, measured = name_of(score), round(figure_of(score) - MARGIN, 3)
        if name == lower or measured > floors.get(name, -1.0):
            floors[name] = measured
    return dict(sorted(floors.items()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--raise", dest="raises", action="store_true", help="raise floors to what is measured"
    )
    parser.add_argument("--lower", help="name of the one floor that may fall")
    parser.add_argument("--why", help="why it falls; goes into the commit message")
    options = parser.parse_args()
    if options.lower and not options.why:
        parser.error("--lower needs --why")
    scores = [score for task in TASKS for score in measure(task, SHARED, LIMITS.get(task))]
    floors = raise_floors(scores, lower=options.lower)
    if options.raises or options.lower:
        FLOORS.write_text(json.dumps(floors, indent=1) + "\n", encoding="utf-8")
    for score in scores:
        print(
            f"{name_of(score):60} {figure_of(score):7.3f}  floor {floors.get(name_of(score), float('nan')):.3f}"
        )


if __name__ == "__main__":
    main()
