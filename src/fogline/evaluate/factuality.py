"""Measure factuality against annotated words of newswire: correlation and mean absolute error."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from fogline.evaluate.scores import Score
from fogline.plugins import load_documents
from fogline.reading.events.factuality import FactualityJudge
from fogline.reading.parse import parse

__all__ = ["measure_factuality"]

SURE = 2.0
"""Labels from here on are "it happened"; most are, so that those below are measured by themselves too."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One annotated word: what people said and what was read."""

    gold: float
    read: float


def measure_factuality(data: Path, *, limit: int | None = None) -> tuple[Score, ...]:
    """Return Pearson's r and the mean absolute error on the marked words of `factuality/uw_dev.jsonl`.

    Args:
        data: the folder with the development data.
        limit: read only so many sentences.
    """
    judge = FactualityJudge(load_documents("languages")["en"])
    pairs = [
        pair
        for record in records(data / "factuality" / "uw_dev.jsonl", limit)
        for pair in judge_record(judge, record)
    ]
    doubtful = [pair for pair in pairs if pair.gold < SURE]
    return (
        Score(
            "factuality", "Pearson r", gold=len(pairs), value=pearson(pairs), note="marked words of uw_dev"
        ),
        Score("factuality", "MAE", gold=len(pairs), value=error(pairs), note="scale -3 to 3"),
        Score("factuality", "MAE below 2", gold=len(doubtful), value=error(doubtful), note="labels below 2"),
    )


def records(path: Path, limit: int | None) -> Iterator[dict[str, Any]]:
    """Yield the annotated sentences."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if limit is not None and number >= limit:
                return
            yield json.loads(line)


def judge_record(judge: FactualityJudge, record: dict[str, Any]) -> Iterator[Pair]:
    """Yield a pair for each marked word of a sentence whose first character begins a word of the parse."""
    doc = parse(record["text"]).doc
    starts = {token.idx: token for token in doc}
    for event in record["events"]:
        token = starts.get(event["span"][0])
        if token is not None:
            yield Pair(event["factuality"], judge.judge(token).factuality)


def pearson(pairs: Sequence[Pair]) -> float | None:
    """Return the correlation, None where one side does not vary."""
    if not pairs:
        return None
    gold, read = fmean(pair.gold for pair in pairs), fmean(pair.read for pair in pairs)
    covariance = sum((pair.gold - gold) * (pair.read - read) for pair in pairs)
    spread = sum((pair.gold - gold) ** 2 for pair in pairs) * sum((pair.read - read) ** 2 for pair in pairs)
    return covariance / spread**0.5 if spread else None


def error(pairs: Sequence[Pair]) -> float | None:
    """Return the mean absolute error, None for no pairs."""
    return fmean(abs(pair.gold - pair.read) for pair in pairs) if pairs else None
