"""Hold claims' stated confidence against how many of them are right: a reliability table and its error.

A claim of one voice is right when an annotated attribution holds its middle in
its content and shares words with its sayer; a claim of the outlet when no
annotated content holds its middle. Nested voices are left out: the annotation
marks each word once. The weights of confidence were fitted on every second
article; the others are what is measured.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fogline.evaluate.annotations import read_rows
from fogline.evaluate.intervals import bound, f1_of_sums, of_documents
from fogline.evaluate.scores import Score
from fogline.model.reading import Attribution, ReadClaim, Reading
from fogline.model.vocabulary import Span
from fogline.reading.engine import EngineOptions, read_many

__all__ = ["JudgedClaim", "judge_claims", "measure_calibration", "score_calibration"]

BINS = 10
"""Stretches of stated confidence of equal width."""


@dataclass(frozen=True, slots=True)
class JudgedClaim:
    """One claim of a reading and whether the annotation bears it out."""

    claim: ReadClaim
    attribution: Attribution | None
    """Who says it; None for the outlet."""

    is_right: bool


def measure_calibration(data: Path, *, limit: int | None = None) -> tuple[Score, ...]:
    """Score the claims' confidence on half of `polnear/dev.jsonl` in the folder `data`, or of its first articles."""
    rows = list(read_rows(data / "polnear" / "dev.jsonl", limit))[::2]
    return score_calibration(
        [[(one.claim.confidence, one.is_right) for one in judged] for judged in judge_claims(rows)]
    )


def judge_claims(
    rows: Sequence[Mapping[str, Any]], options: EngineOptions | None = None
) -> Iterator[list[JudgedClaim]]:
    """Yield, for each article, the claims that its annotation can judge."""
    documents = [{"text": row["text"], "published": row["published"], "lang": "en"} for row in rows]
    for row, reading in zip(rows, read_many(documents, options=options), strict=True):
        gold = [
            {role: [tuple(span) for span in attribution[role]] for role in ("source", "content")}
            for attribution in row["attributions"]
        ]
        yield [
            JudgedClaim(claim, attribution, is_right(claim, gold))
            for claim in reading.claims
            if len(claim.chain) <= 2
            and ((attribution := said_by(reading, claim)) is None or attribution.inside is None)
        ]


def said_by(reading: Reading, claim: ReadClaim) -> Attribution | None:
    """Return the attribution that gives a claim its last voice."""
    cue = claim.chain[-1].cue
    return None if cue is None else next((one for one in reading.attributions if cue in one.cue), None)


def is_right(claim: ReadClaim, gold: Sequence[Mapping[str, Sequence[Span]]]) -> bool:
    """Tell whether the last voice of a claim is the annotated one."""
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


def score_calibration(articles: Sequence[Sequence[tuple[float, bool]]]) -> tuple[Score, ...]:
    """Return the expected calibration error and a row for each stretch of confidence that was stated.

    Args:
        articles: of each article, its claims' confidence and whether they are right.
    """
    counts = np.zeros((len(articles), BINS, 3))
    for number, claims in enumerate(articles):
        for confidence, right in claims:
            counts[number, min(int(confidence * BINS), BINS - 1)] += 1, confidence, right
    sums = counts.sum(axis=0)
    total = int(sums[:, 0].sum())
    if not total:
        return ()
    drawn = of_documents(len(articles))
    table = counts.reshape(len(articles), -1)
    low, high = bound(table, calibration_error)
    scores = [
        Score(
            "calibration", "expected calibration error", gold=total, low=low, high=high, drawn=drawn,
            value=float(calibration_error(table.sum(axis=0, keepdims=True))[0]),
            note="mean gap of stated and right, by claims",
        )
    ]  # fmt: skip
    scores.append(
        Score(
            "calibration", "right claims stated above wrong ones", gold=total,
            value=share_in_order([claim for claims in articles for claim in claims]),
            note="share of pairs, ties by half",
        )
    )  # fmt: skip
    for at, (count, stated, right) in enumerate(sums):
        if not count:
            continue
        low, high = bound(counts[:, at, [2, 0, 0]], f1_of_sums)
        scores.append(
            Score(
                "calibration", f"stated {at / BINS:.1f} to {(at + 1) / BINS:.1f}", int(right), int(count), int(count),
                note=f"stated {stated / count:.3f} on average", low=low, high=high, drawn=drawn,
            )
        )  # fmt: skip
    return tuple(scores)


def calibration_error(sums: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the error of sums, shape (draw, 3 x stretch): claims, their stated confidence, and those right."""
    table = sums.reshape(len(sums), -1, 3)
    gaps = np.abs(table[:, :, 1] - table[:, :, 2]).sum(axis=1)
    claims = table[:, :, 0].sum(axis=1)
    return np.asarray(np.divide(gaps, claims, out=np.zeros(len(sums)), where=claims > 0), dtype=np.float64)


def share_in_order(claims: Sequence[tuple[float, bool]]) -> float:
    """Return the share of pairs of a right and a wrong claim in which the right one is stated higher; ties are half."""
    stated = np.array([confidence for confidence, _ in claims])
    right = np.array([is_right for _, is_right in claims], bool)
    if right.all() or not right.any():
        return 1.0
    gaps = stated[right][:, None] - stated[~right][None, :]
    return float(np.mean((np.sign(gaps) + 1) / 2))
