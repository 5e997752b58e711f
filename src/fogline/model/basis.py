"""Say what a part of a reading rests on: the encoder, the rules, and the words by which lists know it."""

from dataclasses import dataclass
from typing import Literal

from fogline.model.records import Record

__all__ = ["ENCODER", "RULES", "Basis", "Part"]

Part = Literal["encoder", "rules", "encoder and rules"]
"""The learned reader, the grammar with its lists of words, or both where they agree."""


@dataclass(frozen=True, slots=True)
class Basis(Record):
    """Which part found a record and which judged it; it is no part of the contract and counts for no equality.

    `words` are the forms under which lists of words may know it, `use` is how
    it is used there: the frame of a cue, the part of speech of a trigger. `sure`
    is the probability that the encoder gives it, None where it gives none.
    """

    found: Part
    judged: Part = "rules"
    words: tuple[str, ...] = ()
    use: str = ""
    sure: float | None = None


RULES = Basis("rules")
"""What no word of a list has told: the grammar alone."""

ENCODER = Basis("encoder", judged="encoder")
"""What the encoder has told and no word of a list."""
