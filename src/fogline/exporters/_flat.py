"""Say in one row what an incident holds, for formats that have one row an event."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

from fogline.exporters._seam import Loss
from fogline.model.claim import Claim
from fogline.model.incident import Incident, IncidentPlace, TollRow, When
from fogline.model.reading import PlaceMention
from fogline.model.vocabulary import Measure
from fogline.plugins import load_documents

__all__ = [
    "Losses",
    "coded",
    "days_of",
    "dispute_losses",
    "found_place",
    "outlets_of",
    "parties_of",
    "sayers_of",
    "sentence_of",
    "total_of",
]  # fmt: skip

LONGEST_QUOTE = 300
WHOLE = frozenset({"incidents", "claims"})


class Losses:
    """Counts what a format cannot carry, in the order in which it is first met."""

    def __init__(self) -> None:
        self._counts: dict[tuple[str, str], int] = {}

    def add(self, what: str, why: str, count: int = 1) -> None:
        """Count objects of which something is lost."""
        if count:
            self._counts[what, why] = self._counts.get((what, why), 0) + count

    def counted(self) -> tuple[Loss, ...]:
        """Return what was counted, whole rows that are missing before what the others do not carry."""
        told = sorted(self._counts.items(), key=lambda one: one[0][0] not in WHOLE)
        return tuple(Loss(what, count, why) for (what, why), count in told)


def dispute_losses(
    losses: Losses, incident: Incident, claims: Sequence[Claim], *, carried: frozenset[str] = frozenset({"killed"})
) -> None:  # fmt: skip
    """Count what any row an event drops: who says what, what is denied, several places, losses that are not carried."""
    row = "a row has one event and no speaker"
    losses.add("claims with their sayer, stance and sentence", row, len(claims))
    losses.add(
        "answers between claims", row, sum(len(claim.answers) + len(claim.reverses) for claim in claims)
    )
    losses.add("figures by sayer", row, sum(len(toll.by_sayer) for toll in incident.tolls))
    losses.add("places beside the main one", "a row has one place", len(incident.places[1:]))
    what = "other losses than deaths" if len(carried) == 1 else "other losses than deaths and injuries"
    dropped = sum(toll.measure not in carried for toll in incident.tolls)
    losses.add(what, "the format has no column for them", dropped)


@cache
def codebook() -> dict[str, Any]:
    """Return the event types that ship, by key."""
    return dict(load_documents("codebook"))


def coded(incident: Incident, claims: Sequence[Claim]) -> tuple[tuple[str, str] | None, int | None]:
    """Return ACLED's type and sub-type of an incident and UCDP's type of violence, None where it has none."""
    known = codebook().get(incident.type, {})
    pair = known.get("acled") or next(
        (
            c.event.acled
            for c in claims
            if c.event is not None and c.event.type == incident.type and c.event.acled
        ),
        None,
    )
    return (None if pair is None else (pair[0], pair[1])), known.get("ucdp")


def days_of(when: When) -> tuple[date, date] | None:
    """Return the first and the last day of an interval, None where an end is not known or before the year 1."""
    if when.earliest is None or when.latest is None:
        return None
    try:
        first, after = date.fromisoformat(when.earliest[:10]), date.fromisoformat(when.latest[:10])
    except ValueError:
        return None
    last = after if len(when.latest) > len("2022-05-01") else after - timedelta(days=1)
    return first, max(first, last)


def total_of(incident: Incident, measure: Measure) -> TollRow | None:
    """Return the toll of the whole incident."""
    return next((row for row in incident.tolls if row.measure == measure and row.party is None), None)


def parties_of(incident: Incident, role: str) -> str:
    """Return the parties with a role, "; " between them."""
    return "; ".join(party.name for party in incident.parties if party.role == role)


def found_place(place: IncidentPlace, claims: Iterable[Claim]) -> PlaceMention | None:
    """Return a claim's mention of an incident's place, with its province and country."""
    mentions = (mention for claim in claims if claim.event is not None for mention in claim.event.places)
    return next((one for one in mentions if (one.id or one.name) == (place.id or place.name)), None)


def country_of(incident: Incident, claims: Iterable[Claim]) -> str | None:
    """Return the country of the main place, ISO 3166-1 alpha-3."""
    found = found_place(incident.places[0], claims) if incident.places else None
    return None if found is None else found.country


def outlets_of(claims: Iterable[Claim]) -> str:
    """Return the outlets, each once, in the order of their claims."""
    return "; ".join(dict.fromkeys(claim.outlet for claim in claims if claim.outlet))


def sayers_of(claims: Iterable[Claim]) -> str:
    """Return those whom the claims are by, each once."""
    return "; ".join(dict.fromkeys(name for claim in claims if (name := claim.chain[-1].sayer)))


def sentence_of(claims: Sequence[Claim]) -> str:
    """Return the first published claim with who says it, and how many more there are."""
    if not claims:
        return ""
    first = min(claims, key=lambda claim: (claim.published or "9999", claim.id))
    quote = " ".join(first.quote.split())
    words = quote if len(quote) <= LONGEST_QUOTE else f"{quote[:LONGEST_QUOTE].rsplit(' ', 1)[0]} …"
    more = f" And {len(claims) - 1} more." if len(claims) > 1 else ""
    return f"{first.chain[-1].sayer or 'No sayer named'} ({first.stance}): {words}{more}"
