"""Say what waits for a person: one thing at a time, with what can be decided about it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Literal

from fogline.model.incident import Incident
from fogline.model.records import Record
from fogline.pipeline.review import Review
from fogline.web.desk import Desk
from fogline.web.views.claims import ClaimSeen, see_claim
from fogline.web.views.decisions import DecisionSeen, decision_seen
from fogline.web.views.incidents import IncidentSeen, see_incident
from fogline.web.views.waiting import WaitingSeen, see_waiting

__all__ = ["POSSIBLE", "DecisionKind", "ReviewSeen", "see_review"]

DecisionKind = Literal[
    "accept", "reject", "correct", "add", "grade", "discount", "merge", "split", "attach", "sign_off", "undo"
]

POSSIBLE: Mapping[str, tuple[DecisionKind, ...]] = {
    "claim": ("accept", "correct", "reject", "add", "grade", "discount"),
    "incident": ("sign_off", "merge", "split", "attach", "grade", "discount"),
    "decision": ("undo",),
}
"""What can be decided about each kind of thing that waits."""

BLIND: frozenset[DecisionKind] = frozenset({"accept", "correct", "reject", "add"})
"""What a second coder decides without sight of the first."""

NEXT = 20


@dataclass(frozen=True, slots=True)
class ReviewSeen(Record):
    """The most pressing thing that waits, with all that is needed to decide about it; `item` null when nothing does.

    `next` are those after it. `head` goes back with the decision. `skipped` is how
    many were passed over.
    """

    item: WaitingSeen | None
    possible: tuple[DecisionKind, ...]
    claim: ClaimSeen | None
    incident: IncidentSeen | None
    decision: DecisionSeen | None
    next: tuple[WaitingSeen, ...]
    skipped: int
    head: str


def see_review(
    desk: Desk, review: Review, *, report: str | None, below: float, skipped: int, blind: bool
) -> ReviewSeen:
    """Return what waits, after some that were passed over."""
    book = desk.book
    head = book.head
    queue = review.queue(report=report, below=below)
    waiting = see_waiting(book, islice(queue, skipped, skipped + 1 + NEXT))
    if not waiting:
        return ReviewSeen(None, (), None, None, None, (), skipped, head)
    item, *later = waiting
    possible = tuple(kind for kind in POSSIBLE[item.kind] if not blind or kind in BLIND)
    claim = see_claim(book, review.claim(item.id)) if item.kind == "claim" else None
    if claim is not None and blind:
        claim = replace(claim, decisions=())
    found = book.find(item.id) if item.kind == "incident" else None
    incident = see_incident(desk, found) if isinstance(found, Incident) else None
    decided = [one for one in review.decisions() if one.id == item.id] if item.kind == "decision" else []
    decision = decision_seen(decided[0]) if decided else None
    return ReviewSeen(item, possible, claim, incident, decision, tuple(later), skipped, head)
