"""Write the measured figures and the confusions into docs/explain/quality.md.

fogline eval --data ../shared --json > out/scores.jsonl
python docs/quality.py out/scores.jsonl
"""

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

PAGE = Path(__file__).parent / "explain" / "quality.md"
FIGURES = ("<!-- figures -->", "<!-- end of figures -->")
CONFUSIONS = ("<!-- confusions -->", "<!-- end of confusions -->")
WORST = 10
"""Pairs of classes shown of a task."""


def figures(scores: Iterable[dict[str, Any]]) -> str:
    """Return the table of all scores."""
    rows = [
        "| task | measure | P | R | F1 or value | 95 % | right | found | gold | drawn |",
        "|---|---|--:|--:|--:|--:|--:|--:|--:|---|",
    ]
    for score in scores:
        name = f"| {score['task']} | {score['measure']} "
        bounds = f"{score['low']:.3f} to {score['high']:.3f}" if score["low"] is not None else ""
        if score["value"] is not None:
            rows.append(
                f"{name}| | | {score['value']:.3f} | {bounds} | | | {score['gold']:,.0f} | {score['drawn']} |"
            )
            continue
        shares = " | ".join(f"{score[key]:.3f}" for key in ("precision", "recall", "f1"))
        counts = " | ".join(f"{score[key]:,.0f}" for key in ("right", "found", "gold"))
        rows.append(f"{name}| {shares} | {bounds} | {counts} | {score['drawn']} |")
    return "\n".join(rows)


def confusions(scores: Iterable[dict[str, Any]]) -> str:
    """Return the most frequent pairs of classes that were read for one another, task by task."""
    rows = ["| task | meant | read | count | of all meant |", "|---|---|---|--:|--:|"]
    for score in scores:
        pairs = score["confusions"]
        for pair in [pair for pair in pairs if pair["gold"] != pair["read"]][:WORST]:
            meant = sum(other["count"] for other in pairs if other["gold"] == pair["gold"])
            rows.append(f"| {score['task']} | {pair['gold']} | {pair['read']} | {pair['count']} | {meant} |")
    return "\n".join(rows)


def between(page: str, marks: Sequence[str], words: str) -> str:
    """Return the page with other words between two marks; as it was where it has no such marks."""
    begin, end = marks
    if begin not in page:
        return page
    before, rest = page.split(begin)
    _, after = rest.split(end)
    return f"{before}{begin}\n{words}\n{end}{after}"


def main() -> None:
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").split("\n")
    scores = [json.loads(line) for line in lines if line]
    page = between(PAGE.read_text(encoding="utf-8"), FIGURES, figures(scores))
    PAGE.write_text(between(page, CONFUSIONS, confusions(scores)), encoding="utf-8")
    print(f"{len(scores)} figures written to {PAGE.name}")


if __name__ == "__main__":
    main()
