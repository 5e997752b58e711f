"""Show what people decided, each decision in words with the id by which it can be taken back."""

from collections.abc import Iterable
from dataclasses import dataclass

from fogline.casebook import Casebook
from fogline.model.claim import Claim
from fogline.model.decision import Act, Decision, Subject
from fogline.model.incident import Incident
from fogline.model.records import Record
from fogline.model.report import Report
from fogline.reviewing.words import say_decision

__all__ = ["DecisionSeen", "decision_seen", "decisions_about"]


@dataclass(frozen=True, slots=True)
class DecisionSeen(Record):
    """A decision: `id` takes it back, `words` say it."""

    id: str
    by: str
    at: str
    act: Act
    about: Subject
    words: str
    reason: str | None


def decision_seen(decision: Decision) -> DecisionSeen:
    """Return a decision as it is shown."""
    return DecisionSeen(
        decision.id,
        decision.by,
        decision.at,
        decision.act,
        decision.about,
        say_decision(decision),
        decision.reason,
    )


def decisions_seen(decisions: Iterable[Decision]) -> tuple[DecisionSeen, ...]:
    """Return decisions as they are shown, the latest first."""
    return tuple(map(decision_seen, reversed(list(decisions))))


def decisions_about(book: Casebook, thing: Claim | Incident | Report) -> tuple[DecisionSeen, ...]:
    """Return the decisions that count and name a claim, an incident or a report, the latest first."""
    return decisions_seen(book.review.decisions(thing))
