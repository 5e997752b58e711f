"""Answer for the review: what waits for a person, and what they decide."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query

from fogline.model.records import Record
from fogline.web.answers import CONFLICTS, DeskRouter
from fogline.web.deciding import decide, decide_name, take_back
from fogline.web.desk import DeskOf
from fogline.web.identity import Identity, require
from fogline.web.views.decisions import DecisionSeen, decision_seen
from fogline.web.views.review import ReviewSeen, see_review
from fogline.web.wishes import DecisionWish, NameWish, UndoWish

__all__ = ["router"]

router = DeskRouter(tags=["review"])
Coder = Annotated[Identity, Depends(require("code"))]


@dataclass(frozen=True, slots=True)
class Decided(Record):
    """A decision that was entered, and the journal's head after it. What follows from it comes with the next run."""

    decision: DecisionSeen
    head: str


@router.get("/review")
def get_review(
    desk: DeskOf,
    me: Annotated[Identity, Depends(require("read"))],
    report: str | None = None,
    below: Annotated[float, Query(ge=0, le=1)] = 1.0,
    skip: Annotated[int, Query(ge=0, le=10_000, description="Pass over so many.")] = 0,
    blind: Annotated[
        bool, Query(description="As a second coder, without sight of others' decisions.")
    ] = False,
) -> ReviewSeen:
    """Return the most pressing thing that waits for a person, with what can be decided about it."""
    review = desk.book.review.as_coder(me.name, blind=blind)
    return see_review(desk, review, report=report, below=below, skipped=skip, blind=blind)


@router.post("/review", responses=CONFLICTS)
def post_decision(desk: DeskOf, me: Coder, wish: DecisionWish) -> Decided:
    """Enter one decision about a claim, an incident or a report; 409 when somebody else decided on it meanwhile."""
    decision = decide(desk.book, me, wish)
    desk.announce("decided", [wish.target], me.name)
    return Decided(decision_seen(decision), desk.book.head)


@router.post("/review/undo", responses=CONFLICTS)
def post_undo(desk: DeskOf, me: Coder, wish: UndoWish) -> Decided:
    """Take back a decision; an undo too can be taken back."""
    decision = take_back(desk.book, me, wish)
    desk.announce("undone", [decision.undone or ""], me.name)
    return Decided(decision_seen(decision), desk.book.head)


@router.post("/names", responses=CONFLICTS)
def post_name(desk: DeskOf, me: Coder, wish: NameWish) -> Decided:
    """Enter one decision about a name, an actor or a place."""
    decision = decide_name(desk.book, me, wish)
    desk.announce("decided", [wish.name], me.name)
    return Decided(decision_seen(decision), desk.book.head)
