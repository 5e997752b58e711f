"""Choose what a briefing is about: the incidents of its period, their statements, and words that are no deeds."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from fogline.model.claim import Claim
from fogline.model.incident import Incident
from fogline.model.report import Report

__all__ = [
    "NO_OUTLET",
    "NO_SAYER",
    "Selection",
    "Told",
    "origin_count",
    "select",
    "statements_of",
    "voice_of",
]

# Stances that announce or ask for something: they start no incident.
SPEECH = ("threatened", "warned", "demanded", "predicted", "promised", "refused")
NO_SAYER, NO_OUTLET = "a sayer not named", "an outlet not named"
"""Stand for a voice or an outlet where the text names none; they can be the subject of a sentence."""
LETTERS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Told:
    """A claim and the claims that repeat it in copies of the same text."""

    claim: Claim
    copies: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """What stands in one briefing.

    `speech` holds statements outside of any incident that threaten, warn, demand, predict,
    promise or refuse; `loose` counts all other claims outside of incidents.
    """

    incidents: tuple[Incident, ...]
    claims: Mapping[str, Claim]
    reports: Mapping[str, Report]
    speech: tuple[Told, ...]
    loose: int
    since: str | None
    until: str | None

    def claims_of(self, incident: Incident) -> tuple[Claim, ...]:
        """Return the incident's claims that were given, in the order of publication."""
        return tuple(
            sorted((self.claims[i] for i in incident.claims if i in self.claims), key=by_publication)
        )


def select(
    incidents: Iterable[Incident],
    claims: Iterable[Claim],
    reports: Iterable[Report],
    *,
    since: str | None,
    until: str | None,
) -> Selection:
    """Return what happened, or was said, in `[since, until)`; an incident without a date is always in."""
    known = {claim.id: claim for claim in sorted(claims, key=lambda claim: claim.id)}
    chosen = sorted((incident for incident in incidents if overlaps(incident, since, until)), key=by_time)
    outside = [
        claim
        for claim in sorted(known.values(), key=by_publication)
        if claim.incident is None and is_published_within(claim.published, since, until)
    ]
    speech = [claim for claim in outside if claim.stance in SPEECH]
    wanted = {claim for incident in chosen for claim in incident.claims} | {claim.id for claim in outside}
    read = {claim.report for key, claim in known.items() if key in wanted}
    return Selection(
        incidents=tuple(chosen),
        claims=known,
        reports={
            report.id: report
            for report in reports
            if report.id in read or is_published_within(report.published, since, until)
        },
        speech=statements_of(speech),
        loose=len(outside) - len(speech),
        since=since,
        until=until,
    )


def statements_of(claims: Sequence[Claim]) -> tuple[Told, ...]:
    """Fold claims that copies of one text repeat, so that an agency's words stand once."""
    groups: dict[tuple[object, ...], list[Claim]] = {}
    for claim in claims:
        words = " ".join(LETTERS.findall(claim.quote.lower()))
        key = (claim.origin or claim.id, voice_of(claim), claim.stance, claim.polarity, words)
        groups.setdefault(key, []).append(claim)
    return tuple(Told(claim=group[0], copies=tuple(group[1:])) for group in groups.values())


def voice_of(claim: Claim) -> str:
    """Return who vouches for a claim: the last voice, the outlet itself, or that no one is named."""
    last = claim.chain[-1] if claim.chain else None
    if last is None or (last.sayer is None and last.kind != "outlet"):
        return NO_SAYER
    if last.kind == "outlet":
        return last.sayer or claim.outlet or NO_OUTLET
    return last.sayer or NO_SAYER


def origin_count(claims: Iterable[Claim]) -> int:
    """Return how many independent origins stand behind claims: copies speak once."""
    return len({claim.origin or claim.report for claim in claims})


def overlaps(incident: Incident, since: str | None, until: str | None) -> bool:
    """Whether an incident's interval has a part in the period."""
    earliest, latest = incident.when.earliest, incident.when.latest
    if earliest is None:
        return True
    if until is not None and earliest >= until:
        return False
    return since is None or (latest or earliest) > since or earliest >= since


def is_published_within(published: str | None, since: str | None, until: str | None) -> bool:
    """Whether a publication falls in the period; an unknown date does."""
    if published is None:
        return True
    return (since is None or published >= since) and (until is None or published < until)


def by_publication(claim: Claim) -> tuple[str, str]:
    """Order claims by publication, unknown dates last."""
    return claim.published or "9999", claim.id


def by_time(incident: Incident) -> tuple[str, str, str]:
    """Order incidents by their earliest time, unknown dates last."""
    return incident.when.earliest or "9999", incident.when.latest or "9999", incident.id
