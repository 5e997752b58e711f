"""Say what a question is: who, what, where, until when, held against what, settled by whom; and what was assumed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from fogline.model.records import Record

__all__ = ["Question", "Relation", "Yardstick", "YardstickKind"]

Relation = Literal["happens", "holds", "at_least", "more_than", "at_most", "fewer_than"]
"""`happens`: yes once it happens in the window. `holds`: yes when it lasts to the window's end. The others count."""

YardstickKind = Literal["number", "mean", "record", "area"]


@dataclass(frozen=True, slots=True)
class Yardstick(Record):
    """What a count is held against: `times` x (`plus` + `value`).

    `kind` says where `value` comes from: "number" stands in the question; "mean"
    is the mean of such windows over the `days` before the question was asked;
    "record" is the highest such window before; "area" is the count of another
    area, `area`. `value` is None where it has to be looked up in a series.
    """

    kind: YardstickKind
    value: float | None = None
    times: float = 1.0
    plus: float = 0.0
    days: int | None = None
    area: str | None = None

    @property
    def level(self) -> float | None:
        """The number that the count must reach or pass; None while `value` is not known."""
        return None if self.value is None else self.times * (self.plus + self.value)


@dataclass(frozen=True, slots=True)
class Question(Record):
    """A question with a rule that a machine can run.

    `text` is as asked; `subject`, `event`, `area` and `measure` are what was
    understood, None where the question names none. `asked`, `opens` and `closes`
    are ISO days: `opens` and `closes` are the first and the last day that count.
    `place` is a place within `area`, None where the whole area is meant.
    `measure` names what is counted, in the words of `source`, for relations that
    count against a `yardstick`; for "happens" it is the type of incident that
    settles the question, None where a person does.
    `source` is who settles it. `ambiguity` says what happens where the rule does
    not decide. `assumed` says aloud, a sentence each, what the question left open.
    """

    text: str
    asked: str
    opens: str
    closes: str
    event: str
    relation: Relation
    source: str
    ambiguity: str
    subject: str | None = None
    object: str | None = None
    area: str | None = None
    measure: str | None = None
    yardstick: Yardstick | None = None
    criteria: str = ""
    assumed: tuple[str, ...] = ()
    place: str | None = None

    @classmethod
    def from_dict(cls, plain: Mapping[str, Any]) -> "Question":
        """Return the question whose `to_dict` is `plain`."""
        yardstick = plain.get("yardstick")
        return cls(
            **{
                **plain,
                "yardstick": None if yardstick is None else Yardstick(**yardstick),
                "assumed": tuple(plain.get("assumed", ())),
            }
        )
