"""Say in one row what a claim holds, with its sayer and its sentence: the ledger as a table."""

from collections.abc import Iterator, Sequence

from fogline.exporters._flat import Losses, total_of
from fogline.exporters._seam import Holdings
from fogline.exporters._table import Cell
from fogline.model.claim import Claim
from fogline.model.reading import Toll

__all__ = ["COLUMNS", "ledger_losses", "ledger_row", "ledger_rows"]

COLUMNS = (
    "claim", "report", "key", "outlet", "published", "sayer", "through", "stance", "polarity", "certainty",
    "confidence", "grade", "type", "acled_event_type", "acled_sub_event_type", "initiator", "target", "place",
    "country", "earliest", "latest", "tolls", "quote", "answers", "reverses", "origin", "incident", "status",
    "reported_killed_low", "reported_killed_high", "reviewed_by",
)  # fmt: skip


def ledger_rows(holdings: Holdings) -> Iterator[Sequence[Cell]]:
    """Yield a row a claim: those in incidents first, by incident, then the rest by id."""
    for incident, claims in holdings.told():
        killed = total_of(incident, "killed")
        ends = (None, None) if killed is None else (killed.low, killed.high)
        yield from (ledger_row(claim, incident.status, *ends) for claim in claims)
    yield from (ledger_row(claim) for claim in holdings.claims() if claim.incident is None)


def ledger_losses(losses: Losses, holdings: Holdings) -> None:
    """Count what a row a claim has no column for."""
    for claim in holdings.claims():
        event = claim.event
        losses.add("places beside the first one", "one column", 0 if event is None else len(event.places[1:]))
        losses.add(
            "evidence and conditions",
            "they point into the text",
            len(claim.evidence) + (claim.condition is not None),
        )
    losses.add("texts of reports", "a table of claims", sum(1 for _ in holdings.reports()))


def ledger_row(
    claim: Claim, status: str | None = None, low: int | None = None, high: int | None = None
) -> tuple[Cell, ...]:
    """Return the row of a claim, with the status and the reported killed of its incident."""
    event = claim.event
    place = event.places[0] if event is not None and event.places else None
    time = None if event is None else event.time
    pair = (None, None) if event is None or event.acled is None else event.acled
    return (
        claim.id, claim.report, claim.key, claim.outlet, claim.published, claim.chain[-1].sayer,
        " > ".join(voice.sayer or "?" for voice in claim.chain[:-1]), claim.stance, claim.polarity, claim.certainty,
        claim.confidence, claim.grade, None if event is None else event.type, *pair,
        None if event is None or event.initiator is None else event.initiator.name,
        None if event is None or event.target is None else event.target.name,
        None if place is None else place.name, None if place is None else place.country,
        None if time is None else time.earliest, None if time is None else time.latest,
        "" if event is None else "; ".join(map(toll_words, event.tolls)), " ".join(claim.quote.split()),
        " ".join(claim.answers), " ".join(claim.reverses), claim.origin, claim.incident, status, low, high,
        None if claim.reviewed is None else claim.reviewed.by,
    )  # fmt: skip


def toll_words(toll: Toll) -> str:
    """Return a toll as "killed 8", "wounded 3-5", "killed 12+", "displaced ?"; whose losses stands in brackets."""
    if toll.low is None and toll.high is None:
        number = "?"
    elif toll.low == toll.high:
        number = str(toll.low)
    else:
        number = f"{'' if toll.low is None else toll.low}-{'' if toll.high is None else toll.high}"
    side = "" if toll.party is None else f" ({toll.party.name})"
    return f"{toll.item or toll.measure} {number}{side}"
