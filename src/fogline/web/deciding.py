"""Do what a person wishes, unless somebody else has decided on the same thing since they looked."""

from collections.abc import Sequence
from typing import Any

from fogline.casebook import Casebook
from fogline.errors import FoglineError
from fogline.model.decision import Decision
from fogline.pipeline.review import Review
from fogline.web.identity import Identity, allowed
from fogline.web.views.decisions import DecisionSeen, decision_seen
from fogline.web.wishes import (
    Accept,
    Add,
    Attach,
    Correct,
    DecisionWish,
    Discount,
    Grade,
    LinkName,
    MakeActor,
    Merge,
    MergeActors,
    NameWish,
    PlaceName,
    Reject,
    RejectName,
    RenameActor,
    SignOff,
    Split,
    SplitActor,
    UndoWish,
)  # fmt: skip

__all__ = ["DecidedMeanwhile", "decide", "decide_name", "take_back"]

OF_INCIDENTS = (Merge, Split, Attach, Discount)
"""What takes a reviewer, whatever it is about."""

INCIDENT = "i-"


class DecidedMeanwhile(FoglineError):
    """Somebody else has decided on the same thing since the page showed it. Answered 409 with what they did."""

    def __init__(self, decisions: Sequence[Decision]) -> None:
        self.decisions: tuple[DecisionSeen, ...] = tuple(map(decision_seen, decisions))
        words = "; ".join(one.words for one in self.decisions)
        super().__init__(
            f"decision: found that meanwhile {words}, expected nobody else to have decided on it",
            hint="look at it again, and send the decision with the head that you then see",
        )


def decide(book: Casebook, me: Identity, wish: DecisionWish) -> Decision:
    """Decide about a claim, an incident or a report.

    Raises:
        DecidedMeanwhile: somebody else did since `wish.head`.
        NotAllowed: it is about an incident, and `me` is no reviewer.
    """
    if isinstance(wish, OF_INCIDENTS) or (
        isinstance(wish, SignOff | Grade) and wish.target.startswith(INCIDENT)
    ):
        allowed(me, "review")
    review = book.review.as_coder(me.name, blind=wish.blind)
    with review.alone():
        if not wish.blind:
            check_meanwhile(review, me, wish.head, named_in(wish))
        return entered(review, wish)


def named_in(wish: DecisionWish) -> list[str]:
    """Return the ids of all that a decision is about."""
    if isinstance(wish, Merge):
        return [wish.target, *wish.fields.others]
    if isinstance(wish, Add):
        return []
    return [wish.target]


def entered(review: Review, wish: DecisionWish) -> Decision:
    """Enter a decision."""
    why, target = wish.reason, wish.target
    match wish:
        case Accept():
            return review.accept(target, reason=why)
        case Reject():
            return review.reject(target, reason=why)
        case Correct(fields=said):
            return review.correct(target, said.field, said.value, reason=why)
        case Add(fields=said):
            told: dict[str, Any] = {
                "stance": said.stance, "polarity": said.polarity, "certainty": said.certainty, "type": said.type,
                "initiator": said.initiator, "target": said.target, "time": said.time,
                "places": said.places and list(said.places), "tolls": said.tolls and list(said.tolls),
            }  # fmt: skip
            given = {name: value for name, value in told.items() if value is not None}
            return review.add(target, said.passage, sayer=said.sayer, reason=why, **given)
        case Grade(fields=said):
            return review.grade(target, said.grade, reason=why)
        case Discount():
            return review.discount(target, reason=why)
        case SignOff():
            return review.sign_off(target, reason=why)
        case Merge(fields=said):
            return review.merge(target, *said.others, reason=why)
        case Split(fields=said):
            return review.split(*said.claims, reason=why)
        case Attach(fields=said):
            return review.attach(said.report, target, reason=why)


def take_back(book: Casebook, me: Identity, wish: UndoWish) -> Decision:
    """Take back a decision; somebody else's takes a reviewer.

    Raises:
        DecidedMeanwhile: somebody else did since `wish.head`.
        NotAllowed: it is another's, and `me` is no reviewer.
    """
    review = book.review.as_coder(me.name)
    with review.alone():
        if wish.decision is not None:
            made = [one for one in review.decisions(undone=True) if one.id.startswith(wish.decision)]
            if any(one.by != me.name for one in made):
                allowed(me, "review")
            check_meanwhile(review, me, wish.head, [one.id for one in made])
        return review.undo(wish.decision, reason=wish.reason)


def decide_name(book: Casebook, me: Identity, wish: NameWish) -> Decision:
    """Decide about a name, an actor or a place; raises as `decide`."""
    review = book.review.as_coder(me.name)
    with review.alone():
        check_meanwhile(review, me, wish.head, [wish.name])
        return entered_name(review, wish)


def entered_name(review: Review, wish: NameWish) -> Decision:
    """Enter a decision about a name."""
    names, name, why = review.names, wish.name, wish.reason
    match wish:
        case LinkName():
            return names.link(name, wish.to, since=wish.since, until=wish.until, reason=why)
        case RejectName():
            return names.reject(name, thing=wish.thing, reason=why)
        case MakeActor():
            return names.make(
                name, wish.actor_kind, aliases=wish.aliases, countries=wish.countries, parents=wish.parents,
                side=wish.side, reason=why,
            )  # fmt: skip
        case PlaceName():
            return names.place(
                name, lat=wish.lat, lon=wish.lon, radius_km=wish.radius_km, level=wish.level, country=wish.country,
                reason=why,
            )  # fmt: skip
        case RenameActor():
            return names.rename(name, wish.to, reason=why)
        case MergeActors():
            return names.merge(name, *wish.others, reason=why)
        case SplitActor():
            return names.split(name, reason=why)


def check_meanwhile(review: Review, me: Identity, head: str, objects: Sequence[str]) -> None:
    """Raise DecidedMeanwhile when somebody else has decided on one of some objects since a head."""
    meanwhile = review.decided_since(head, objects, besides=me.name)
    if meanwhile:
        raise DecidedMeanwhile(meanwhile)
