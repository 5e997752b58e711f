"""Write reviewed claims as schema.org ClaimReview: what a named person looked at, and how it stands among others.

fogline rates nothing as true or false. A rating here has words and no value: they say
whether the claim stands alone, is told by others, is disputed or was conceded. Only
claims that a named person has reviewed are written.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from fogline.exporters._flat import Losses
from fogline.exporters._seam import Holdings, Loss
from fogline.exporters._text import json_bytes
from fogline.model.claim import Claim
from fogline.model.incident import Incident
from fogline.model.report import Report

__all__ = ["ClaimReviewExporter"]

ALONE = "In no incident"
CONCEDING = frozenset({"admitted", "claimed_responsibility"})
KINDS = {"person": "Person", "organisation": "Organization", "outlet": "Organization"}


class ClaimReviewExporter:
    """JSON-LD: a graph with one ClaimReview a reviewed claim, its rating in words alone."""

    suffix = ".jsonld"
    media_type = "application/ld+json"

    def write(self, holdings: Holdings) -> Iterator[bytes]:
        """Yield the graph, a line a review."""
        standings = dict(standings_of(holdings))
        yield b'{"@context": "https://schema.org", "@graph": ['
        between = b"\n"
        for report, claims in holdings.reported():
            for claim in claims:
                if why_not(claim) is None:
                    review = review_of(report, claim, standings.get(claim.id, ALONE))
                    yield between + json_bytes(review)
                    between = b",\n"
        yield b"\n]}\n"

    def losses(self, holdings: Holdings) -> tuple[Loss, ...]:
        """Return which claims are no reviews, and what a review leaves open."""
        losses = Losses()
        for claim in holdings.claims():
            why = why_not(claim)
            if why is not None:
                losses.add("claims", why)
            else:
                losses.add("ratings of truth", "fogline makes none: the words say how a claim stands")
                losses.add("addresses of the reviews", "they have no page of their own")
                losses.add(
                    "stances",
                    "ClaimReview has a claim and its author",
                    claim.stance not in ("asserted", "accused"),
                )
        return losses.counted()


def why_not(claim: Claim) -> str | None:
    """Return why a claim is no review, None where it is one."""
    if claim.reviewed is None:
        return "no named person has reviewed them"
    return None if claim.quote.strip() else "their words are not given out"


def standings_of(holdings: Holdings) -> Iterator[tuple[str, str]]:
    """Yield how each reviewed claim of an incident stands."""
    for incident, claims in holdings.told():
        if any(claim.reviewed is not None for claim in claims):
            words = standing(incident, claims)
            yield from ((claim.id, words) for claim in claims if claim.reviewed is not None)


def standing(incident: Incident, claims: Sequence[Claim]) -> str:
    """Return how what is told of an incident stands, in words that rate no truth."""
    if incident.status == "conceded":
        by = "; ".join(
            dict.fromkeys(
                claim.chain[-1].sayer or "no sayer named" for claim in claims if claim.stance in CONCEDING
            )
        )
        return f"Conceded by {by}" if by else "Conceded"
    return {
        "single": "Told by one source alone",
        "corroborated": f"Told by {incident.origins} independent sources",
        "contested": "Contested",
        "discounted": "Discounted by the reviewers",
    }[incident.status]


def review_of(report: Report, claim: Claim, stands: str) -> dict[str, Any]:
    """Return the review of a claim that a person has reviewed."""
    voice, reviewed = claim.chain[-1], claim.reviewed
    author = None if voice.sayer is None else {"@type": KINDS.get(voice.kind, "Thing"), "name": voice.sayer}
    appearance = known({
        "@type": "CreativeWork", "name": report.title, "url": report.url, "publisher": claim.outlet,
        "datePublished": report.published,
    })  # fmt: skip
    places = () if claim.event is None else claim.event.places
    quote = " ".join(claim.quote.split())
    item = known({
        "@type": "Claim", "text": quote, "author": author, "datePublished": claim.published, "appearance": appearance,
        "contentLocation": [{"@type": "Place", "name": place.name} for place in places],
    })  # fmt: skip
    return known({
        "@type": "ClaimReview", "@id": f"urn:fogline:{claim.id}",
        "author": None if reviewed is None else {"@type": "Person", "name": reviewed.by},
        "datePublished": None if reviewed is None else reviewed.at[:10],
        "claimReviewed": quote, "itemReviewed": item, "reviewRating": {"@type": "Rating", "alternateName": stands},
        "about": None if claim.incident is None else {"@id": f"urn:fogline:{claim.incident}"},
    })  # fmt: skip


def known(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return an object without keys that say nothing."""
    return {key: value for key, value in told.items() if value not in (None, [])}
