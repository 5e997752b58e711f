"""Measure, sentence by sentence, whether killings, arrests and uses of force are found in articles read by hand."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fogline.evaluate.annotations import ANNOTATIONS, documents_of, read_rows
from fogline.evaluate.scores import Score
from fogline.model.reading import Event, Reading
from fogline.model.vocabulary import Span
from fogline.reading.codebook import load_codebook
from fogline.reading.engine import read

__all__ = ["ACTS", "MARKS", "Sentence", "compare_articles", "measure_acts"]

MARKS = ANNOTATIONS / "acts_articles.jsonl"
ACTS = ("killing", "arrest", "force")
KILLING = frozenset({"killing", "combat_losses"})
HOLDING = frozenset({"arrests", "abduction_forced_disappearance", "capture_of_troops"})
HARMLESS = KILLING | {"wounding"}
"""Assaults that tell of what came of force, not of the force itself."""

HAPPENED = frozenset({"past", "ongoing", "habitual"})
LEAST_FACTUAL = 1.0
"""As for incidents: below it the text leaves open whether it happened."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an article: the acts that it tells of, and those that were found in it."""

    article: str
    span: Span
    gold: frozenset[str]
    found: frozenset[str]


def measure_acts(data: Path, *, limit: int | None = None, annotations: Path = MARKS) -> tuple[Score, ...]:
    """Return, for each act, in how many sentences it is told, found, and both.

    A killing is a use of force by itself: where a sentence tells of no other force,
    finding force in it counts neither for nor against.

    Args:
        data: folder with the sets that the annotations point into.
        limit: read only so many articles.
        annotations: the project's own marks, by keys and offsets; they stay with the sources.
    """
    if not annotations.exists():
        return ()
    rows = list(read_rows(annotations))[:limit]
    sentences = tuple(compare_articles(data, rows))
    scores = []
    for act in ACTS:
        gold = [sentence for sentence in sentences if act in sentence.gold]
        found = [sentence for sentence in sentences if act in sentence.found and not is_open(sentence, act)]
        right = sum(act in sentence.gold for sentence in found)
        scores.append(
            Score("acts", act, right, len(found), len(gold), note=f"sentences of {len(rows)} articles")
        )
    return tuple(scores)


def is_open(sentence: Sentence, act: str) -> bool:
    """Tell whether a finding counts neither way: force, where a killing is all that is told."""
    return act == "force" and "force" not in sentence.gold and "killing" in sentence.gold


def compare_articles(data: Path, rows: Sequence[Mapping[str, Any]]) -> Iterator[Sentence]:
    """Yield every sentence of the annotated articles with what was found in it."""
    documents = documents_of(data, rows)
    for row in rows:
        document = documents[row["set"], row["key"]]
        text = document["text"][: row["limit"]]
        reading = read(text, published=document.get("published"), outlet=document.get("outlet"))
        gold = {tuple(act["span"]): frozenset(act["acts"]) for act in row["acts"]}
        spans = [(start, end) for start, end in row["sentences"]]
        found = acts_in(reading, spans)
        for at, span in enumerate(spans):
            yield Sentence(row["key"], span, gold.get(span, frozenset()), frozenset(found[at]))


def acts_in(reading: Reading, spans: Sequence[Span]) -> Mapping[int, Counter[str]]:
    """Return the acts that were found, by sentence."""
    starts = [start for start, _ in spans]
    found: dict[int, Counter[str]] = {at: Counter() for at in range(-1, len(spans))}
    for event in reading.events:
        if event.type is None or event.tense not in HAPPENED or event.factuality < LEAST_FACTUAL:
            continue
        at = bisect_right(starts, event.trigger[0]) - 1
        found[at].update(acts_of(event))
        for toll in (reading.tolls[index] for index in event.tolls):
            if toll.measure == "killed" and toll.high != 0:
                found[bisect_right(starts, toll.span[0]) - 1]["killing"] += 1
    return found


def acts_of(event: Event) -> Iterator[str]:
    """Yield the acts that an event's type stands for."""
    known = load_codebook().types.get(event.type or "")
    if event.type in KILLING:
        yield "killing"
    if event.type in HOLDING:
        yield "arrest"
    if known is not None and known.plover == "ASSAULT" and event.type not in HARMLESS:
        yield "force"
