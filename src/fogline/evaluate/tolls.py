"""Measure losses against short accounts of attacks and against newspaper reports of shootings."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from fogline.evaluate.scores import Score
from fogline.model.reading import Toll
from fogline.model.vocabulary import Measure
from fogline.plugins import load_documents
from fogline.reading.actors import CastFinder
from fogline.reading.parse import Parsed, parse
from fogline.reading.registry import Registry
from fogline.reading.tolls import TollFinder

__all__ = ["measure_tolls", "total_of"]

DAYS_AFTER = 3
"""Reports of a shooting count when they were published within so many days of it."""


def measure_tolls(data: Path, *, limit: int | None = None) -> tuple[Score, ...]:
    """Return how often the total that a text tells is the record's, killed and wounded.

    Args:
        data: folder with `events/wiki_terror.jsonl` and `incidents/`.
        limit: read so many texts of each set only.
    """
    language = load_documents("languages")["en"]
    casts, finder = CastFinder(Registry.load(), language), TollFinder(language)
    scores = []
    for name, rows in (
        ("wiki_terror", attacks(data / "events" / "wiki_terror.jsonl", limit)),
        ("incidents", shootings(data / "incidents", limit)),
    ):
        killed = wounded = count = 0
        for text, record in rows:
            parsed = parse(text)
            tolls = finder.find(parsed, casts.find(parsed))
            killed += total_of(tolls, "killed", parsed) == record[0]
            wounded += total_of(tolls, "wounded", parsed) == record[1]
            count += 1
        scores.append(
            Score("tolls", f"{name}, killed", killed, count, count, note="the text's total is the record's")
        )
        scores.append(
            Score("tolls", f"{name}, wounded", wounded, count, count, note="the text's total is the record's")
        )
    return tuple(scores)


def attacks(path: Path, limit: int | None) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield texts with the number killed and wounded of their only event."""
    with path.open(encoding="utf-8") as lines:
        for row in [json.loads(line) for line in lines][:limit]:
            event = row["events"][0]
            yield row["text"], (event["killed"], event["wounded"])


def shootings(folder: Path, limit: int | None) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield early reports with the number killed and injured of their incident."""
    with (folder / "incidents_dev.jsonl").open(encoding="utf-8") as lines:
        incidents: dict[str, dict[str, Any]] = {row["incident"]: row for row in map(json.loads, lines)}
    yielded = 0
    with (folder / "documents_dev.jsonl").open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            incident = incidents.get(row["incident"])
            if incident is None or row["published"] is None or row.get("also") or len(row["text"]) < 150:
                continue
            late = date.fromisoformat(row["published"][:10]) - date.fromisoformat(incident["date"])
            if not 0 <= late.days <= DAYS_AFTER:
                continue
            yield row["text"], (incident["killed"], incident["injured"])
            yielded += 1
            if limit is not None and yielded >= limit:
                return


def total_of(tolls: Sequence[Toll], measure: Measure, parsed: Parsed) -> int:
    """Return the total that one text tells: the largest sum over a sentence, parts and running totals left out."""
    sums: dict[int, int] = {}
    for toll in tolls:
        if toll.measure != measure or toll.part_of is not None or toll.cumulative:
            continue
        sentence = next((s.start for s in parsed.doc.sents if s.start_char <= toll.span[0] < s.end_char), 0)
        sums[sentence] = sums.get(sentence, 0) + (toll.low if toll.low is not None else toll.high or 0)
    return max(sums.values(), default=0)
