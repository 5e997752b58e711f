"""Appraise an incident: its losses, how it stands, from how many independent origins, and its grade."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fogline.merging.accounts import toll_rows
from fogline.merging.grades import grade_alone, grade_incident, hear
from fogline.merging.profiles import Profiles
from fogline.merging.standing import status_of
from fogline.merging.voices import count_origins
from fogline.model.claim import Claim
from fogline.model.incident import TollRow
from fogline.model.vocabulary import Status

__all__ = ["Appraisal", "appraise", "grade_claims"]


@dataclass(frozen=True, slots=True)
class Appraisal:
    """What follows from the claims of an incident that count."""

    tolls: tuple[TollRow, ...]
    origins: int
    status: Status
    grade: str


def appraise(claims: Sequence[Claim], profiles: Profiles) -> Appraisal:
    """Return what follows from an incident's claims.

    Args:
        claims: those that nobody ruled out, in the order of (published, id).
        profiles: what is known of the sources.
    """
    hearing = hear(claims, profiles)
    tolls = toll_rows(hearing.told)
    origins = count_origins(hearing.heard)
    status = status_of(hearing)
    return Appraisal(tolls, origins, status, grade_incident(hearing).code)


def grade_claims(
    claims: Sequence[Claim],
    incidents: Sequence[Sequence[str]],
    profiles: Profiles,
    *,
    ruled_out: frozenset[str],
) -> Iterator[tuple[str, str]]:
    """Yield each claim's id with its grade.

    Args:
        claims: claims in incidents and others, in any order.
        incidents: the ids of each incident's claims, in the order of (published, id).
        profiles: what is known of the sources.
        ruled_out: claims that a person ruled out: they are graded and count for no other.
    """
    by_id = {claim.id: claim for claim in claims}
    for ids in incidents:
        held = [by_id.pop(one) for one in ids]
        hearing = hear([claim for claim in held if claim.id not in ruled_out], profiles)
        for claim in held:
            yield claim.id, hearing.grade(claim).code
    for claim in by_id.values():
        yield claim.id, grade_alone(claim, profiles).code
