"""Say what the record keeps: a question with its odds as they were given, and how it was settled."""

from dataclasses import dataclass, fields, replace
from typing import Any, Literal, TypeAlias, get_args

from fogline.model.ids import content_id
from fogline.model.odds import Odds, RivalResolution
from fogline.model.question import Question
from fogline.model.records import Record

__all__ = ["OUTCOMES", "RULE", "Asked", "Brought", "Outcome", "Refused", "Resolution"]

Outcome: TypeAlias = Literal["yes", "no", "contested", "void"]
"""`contested`: rival claims settle it differently. `void`: the question turned out to have no answer."""

OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)

RULE = "rule"
"""Who settles a question where no person does."""


@dataclass(frozen=True, slots=True)
class Asked(Odds):
    """Odds that were given and are on the record, frozen.

    `background` and `crowd`, the probability that a market or a crowd gave, are
    what was known beside the casebook. `claims` are those that the odds rest on
    and `reports` where they stand. `key`, `url` and `outcome_known` belong to
    questions that were brought in: the asker's own id, where it stands, and
    whether its outcome came in with it. `made_by` names version and code.
    `id` depends on all of this: asked again with the same answer, it is the same.
    """

    background: str = ""
    crowd: float | None = None
    by: str | None = None
    key: str | None = None
    url: str | None = None
    outcome_known: bool = False
    claims: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    made_by: str = ""
    id: str = ""

    @classmethod
    def of(cls, odds: Odds, **known: Any) -> "Asked":
        """Return odds as they go on the record, with what was known beside them."""
        given = {field.name: getattr(odds, field.name) for field in fields(Odds)}
        asked = cls(**given, **known)
        return replace(asked, id=content_id("q", asked))

    @property
    def rule(self) -> str:
        """The same for all askings of one question, whenever and in whatever words it was asked."""
        one = self.question
        return content_id(
            "k", one.subject, one.object, one.event, one.area, one.place, one.relation, one.measure, one.yardstick,
            one.source, one.closes, self.key,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Refused(Record):
    """A question with a window and a rule that nothing here could answer, and what was missing.

    It is on the record so that nobody looks good by answering only what is easy.
    `key` and `url` belong to questions that were brought in.
    """

    question: Question
    missing: str
    by: str | None = None
    key: str | None = None
    url: str | None = None
    made_by: str = ""
    id: str = ""

    @classmethod
    def of(cls, question: Question, missing: str, **known: Any) -> "Refused":
        """Return a refusal with its id, which depends on all that it says."""
        refused = cls(question, missing, **known)
        return replace(refused, id=content_id("n", refused))


@dataclass(frozen=True, slots=True)
class Resolution(Record):
    """How a question was settled, or that a resolution is taken back.

    `question` is the id of the asking. `by` is a person's name or "rule"; a
    person says why. `rivals` stand where claims settle it differently; `claims`
    and `incidents` are ids of what it rests on. `undone` is the id of a
    resolution that this one takes back; `outcome` is then None. `reports` are
    where the claims stand.
    """

    question: str
    outcome: Outcome | None
    by: str
    at: str
    reason: str
    reports: tuple[str, ...] = ()
    rivals: tuple[RivalResolution, ...] = ()
    claims: tuple[str, ...] = ()
    incidents: tuple[str, ...] = ()
    undone: str | None = None
    made_by: str = ""
    id: str = ""

    @classmethod
    def of(cls, **said: Any) -> "Resolution":
        """Return a resolution with its id, which depends on all that it says."""
        resolution = cls(**said)
        return replace(resolution, id=content_id("s", resolution))


@dataclass(frozen=True, slots=True)
class Brought(Record):
    """A question that somebody else asked, to be answered and put on the record.

    `asked` and `closes` are ISO days, None where it is open from the day on which
    it comes in, or names its own end. `market` is what a crowd gave; `outcome`
    and `settled_by` stand where it was settled already.
    """

    text: str
    key: str
    asked: str | None = None
    closes: str | None = None
    criteria: str = ""
    background: str = ""
    market: float | None = None
    url: str | None = None
    outcome: Outcome | None = None
    settled_by: str = ""
