"""Count what was found, what was right and what was there to find."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from fogline.model.records import Record

__all__ = ["Confusion", "Score", "confusions_of"]


@dataclass(frozen=True, slots=True)
class Confusion(Record):
    """How often one class was read where another, or the same, was meant."""

    gold: str
    read: str
    count: int


@dataclass(frozen=True, slots=True)
class Score(Record):
    """One row of a report card.

    `right` counts the hits, `found` all answers given, `gold` all that was there
    to find. `note` says what counts as a hit where the measure's name does not.
    For a measure that is no hit count, such as an error in km, `value` holds it.

    `low` and `high` bound F1, or `value` where there is one, in 95 of 100 draws;
    None where nothing was drawn. `drawn` says what was drawn anew: "84 documents",
    or "63 answers" where the counts of each document are not known. `confusions`
    holds every pair of classes that came up, the most frequent first.
    """

    task: str
    measure: str
    right: float = 0
    found: float = 0
    gold: float = 0
    value: float | None = None
    note: str = ""
    low: float | None = None
    high: float | None = None
    drawn: str = ""
    confusions: tuple[Confusion, ...] = ()

    @property
    def precision(self) -> float:
        """Share of the answers that are right, 0 when none was given."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found, 0 when there is none."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / (self.found + self.gold) if self.found + self.gold else 0.0


def confusions_of(pairs: Iterable[tuple[str, str]]) -> tuple[Confusion, ...]:
    """Return how often each pair of classes, gold and read, comes up, the most frequent first."""
    counts = sorted(Counter(pairs).items(), key=lambda item: (-item[1], item[0]))
    return tuple(Confusion(gold, read, count) for (gold, read), count in counts)
