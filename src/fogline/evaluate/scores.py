"""Count what was found, what was right and what was there to find."""

from dataclasses import dataclass

from fogline.model.records import Record

__all__ = ["Score"]


@dataclass(frozen=True, slots=True)
class Score(Record):
    """One row of a report card.

    `right` counts the hits, `found` all answers given, `gold` all that was there
    to find. `note` says what counts as a hit where the measure's name does not.
    For a measure that is no hit count, such as an error in km, `value` holds it.
    """

    task: str
    measure: str
    right: float = 0
    found: float = 0
    gold: float = 0
    value: float | None = None
    note: str = ""

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
