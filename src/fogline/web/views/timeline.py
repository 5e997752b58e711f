"""Say what the timeline shows: claims in order, each with the side that it speaks for, and what answers what."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from fogline.casebook import Casebook
from fogline.model.answer import Relation
from fogline.model.claim import Claim
from fogline.model.records import Record
from fogline.model.vocabulary import Certainty, Polarity, Stance

__all__ = ["MOST", "Timeline", "see_timeline"]

MOST = 500
"""Claims that one line can show and a person can read."""

AMONG = """
    with shown as (select unnest(?) as id)
    select claim, answered, relation
    from answers
    semi join shown on shown.id = answers.claim
    semi join shown as other on other.id = answers.answered
    order by claim, answered, relation
"""

OTHERS = "others"
"""Whoever speaks for no party that a registry knows: outlets, unnamed voices."""


@dataclass(frozen=True, slots=True)
class TimelineClaim(Record):
    """A claim on the line. `party` is the side that its voice speaks for."""

    id: str
    report: str
    outlet: str | None
    published: str | None
    sayer: str | None
    party: str
    stance: Stance
    polarity: Polarity
    certainty: Certainty
    quote: str
    incident: str | None


@dataclass(frozen=True, slots=True)
class Joined(Record):
    """A claim of the line and the one of it that it answers or takes back."""

    claim: str
    answered: str
    relation: Relation


@dataclass(frozen=True, slots=True)
class Timeline(Record):
    """Claims by publication: the first of `total`. `parties` are those that speak, the one that says most first."""

    claims: tuple[TimelineClaim, ...]
    total: int
    parties: tuple[str, ...]
    answers: tuple[Joined, ...]


def see_timeline(book: Casebook, claims: Sequence[Claim]) -> Timeline:
    """Return claims in their order, and which answers join two of them."""
    shown = tuple(claims[:MOST])
    joined = book.sql(AMONG, ([claim.id for claim in shown],)).to_pylist()
    spoken = parties_of(book, shown)
    counted = Counter(party for party in spoken if party != OTHERS)
    return Timeline(
        claims=tuple(map(claim_on_line, shown, spoken)),
        total=len(claims),
        parties=(*(name for name, _ in counted.most_common()), *([OTHERS] if OTHERS in spoken else [])),
        answers=tuple(Joined(one["claim"], one["answered"], one["relation"]) for one in joined),
    )


def parties_of(book: Casebook, claims: Sequence[Claim]) -> list[str]:
    """Return whom each claim's voice speaks for: a party that a registry knows, else others."""
    return [
        OTHERS if side is None or side.name == side.side else side.name for side in book.spoken_for(claims)
    ]


def claim_on_line(claim: Claim, party: str) -> TimelineClaim:
    """Return a claim as the line shows it."""
    return TimelineClaim(
        claim.id, claim.report, claim.outlet, claim.published, claim.chain[-1].sayer, party,
        claim.stance, claim.polarity, claim.certainty, claim.quote, claim.incident,
    )  # fmt: skip
