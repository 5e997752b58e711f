"""Run sentences whose event never happened through a casebook: none may become an incident, those that did must."""

import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from fogline.casebook import open_casebook
from fogline.evaluate.annotations import ANNOTATIONS, read_rows
from fogline.evaluate.scores import Score
from fogline.reading.codebook import load_codebook

__all__ = ["SENTENCES", "Outcome", "measure_never", "try_sentences"]

SENTENCES = ANNOTATIONS / "hypothetical.jsonl"
PUBLISHED = "2024-05-17"
TOLD = "told"
"""The kind of those sentences whose event did happen: a reader that finds nothing anywhere fails on them."""

SPOKEN = frozenset({"ACCUSE", "AGREE", "CONSULT", "REJECT", "REQUEST", "SUPPORT", "THREATEN"})
"""Acts that are done by speaking: who threatens to shell a town has threatened, whatever becomes of it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One sentence and the types of the incidents that were made of it."""

    id: str
    text: str
    kind: str
    incidents: tuple[str, ...]


def measure_never(
    folder: Path, *, limit: int | None = None, annotations: Path = SENTENCES
) -> tuple[Score, ...]:
    """Return how many sentences whose event never happened stay out, and how many whose event did come in.

    Args:
        folder: not used: the sentences are the project's own.
        limit: take only so many sentences of either sort.
        annotations: the sentences; they stay with the sources, so an installed fogline has nothing to measure.
    """
    del folder
    if not annotations.exists():
        return ()
    rows = list(read_rows(annotations))
    never = try_sentences([row for row in rows if row["kind"] != TOLD][:limit])
    told = try_sentences([row for row in rows if row["kind"] == TOLD][:limit])
    made = [outcome for outcome in never if outcome.incidents]
    missed = [outcome for outcome in told if not outcome.incidents]
    return (
        Score("never", "never happened, no incident", len(never) - len(made), len(never), len(never),
              note=name_all(made) or "hypothetical, habitual, negated, planned, made up"),
        Score("never", "happened, an incident", len(told) - len(missed), len(told), len(told),
              note=f"none from: {name_all(missed)}" if missed else "sentences of the same look"),
    )  # fmt: skip


def try_sentences(rows: Sequence[Mapping[str, str]]) -> tuple[Outcome, ...]:
    """Return what a casebook makes of sentences, each a report of its own; acts of speech are left out."""
    with tempfile.TemporaryDirectory() as scratch:
        book = open_casebook(Path(scratch) / "never.fog")
        book.add_documents(
            {"key": row["id"], "text": row["text"], "published": PUBLISHED, "outlet": row["id"]}
            for row in rows
        )
        book.run()
        keys = {report.id: report.key for report in book.reports()}
        made: dict[str | None, list[str]] = defaultdict(list)
        for incident in book.incidents():
            if is_done(incident.type):
                for report in {told.report for told in incident.reports}:
                    made[keys[report]].append(incident.type)
    return tuple(Outcome(row["id"], row["text"], row["kind"], tuple(sorted(made[row["id"]]))) for row in rows)


def is_done(event_type: str) -> bool:
    """Tell whether a type is of things that are done, not said."""
    known = load_codebook().types.get(event_type)
    return known is None or known.plover not in SPOKEN


def name_all(outcomes: Iterable[Outcome]) -> str:
    """Return the ids with what was made of them."""
    return "; ".join(
        f"{outcome.id} {'+'.join(outcome.incidents)}" if outcome.incidents else outcome.id
        for outcome in outcomes
    )
