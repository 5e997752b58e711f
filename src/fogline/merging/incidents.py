"""Merge claims about the same thing into incidents, and draw up what each incident holds."""

import gc
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

from fogline.merging.appraisal import appraise
from fogline.merging.constraints import FREE, Constraints
from fogline.merging.linking import Linked, link_claims
from fogline.merging.profiles import Profiles, shipped_profiles
from fogline.merging.roundups import Roundups
from fogline.merging.settings import NO_SETTINGS, Setting
from fogline.merging.starting import by_time, can_start
from fogline.merging.tellings import GENERAL
from fogline.merging.voices import copied
from fogline.merging.whereabouts import places_of, when_of
from fogline.model.claim import Claim
from fogline.model.ids import incident_id
from fogline.model.incident import Incident, IncidentParty, IncidentReport
from fogline.model.reading import Party
from fogline.model.vocabulary import Role

__all__ = ["merge_claims"]

NOBODY = frozenset({
    "he", "she", "it", "they", "we", "him", "her", "them", "us", "who", "one", "two", "three", "four", "five", "six",
    "seven", "eight", "nine", "ten", "half", "part", "rest", "other", "others", "some", "many", "several", "dozens",
    "hundreds", "thousands", "number", "side", "ground", "position", "positions", "area", "town", "city", "village",
    "capital", "islands",
})  # fmt: skip
"""Words that a claim's party may be told by and that name no party of an incident."""


def merge_claims(
    claims: Sequence[Claim],
    *,
    main: frozenset[str] = frozenset(),
    constraints: Constraints = FREE,
    profiles: Profiles | None = None,
    settings: Mapping[str, Setting] = NO_SETTINGS,
) -> tuple[Incident, ...]:
    """Return the incidents of claims about one kind of act, sorted by id.

    Claims that are habitual, hypothetical, threatened, predicted or negated
    start none, nor do those that nobody is named for and that only their denial
    tells of: "dismissed the story that …", nor those that round up weeks. The
    answer does not depend on the order of `claims`.

    Args:
        claims: the claims of one kind of act, and those without an event that answer them.
        main: ids of the claims about the event that their report is chiefly about.
        constraints: what people decided about these claims.
        profiles: what is known of the sources; the shipped ones when None.
        settings: where each report plays and what its words are, by its id.
    """
    with without_collecting():
        linked = link_claims(claims, main=main, constraints=constraints, settings=settings)
        incidents = finish(linked, main, constraints.discounted, profiles or shipped_profiles(), settings)
        return tuple(sorted(incidents, key=lambda incident: incident.id))


@contextmanager
def without_collecting() -> Iterator[None]:
    """Collect no garbage meanwhile: nothing here refers to itself in a ring, and looking through all claims is slow."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def finish(
    linked: Linked,
    main: frozenset[str],
    ruled_out: frozenset[str],
    profiles: Profiles,
    settings: Mapping[str, Setting],
) -> Iterable[Incident]:
    """Yield the incidents; a report is main in the one that holds its first main claim."""
    ordered = [sorted(cluster.claims, key=by_time) for cluster in linked.clusters]
    roundups = Roundups(linked.rounding_up)
    main_of: dict[str, str] = {}
    for claim in sorted((claim for claims in ordered for claim in claims if claim.id in main), key=by_time):
        main_of.setdefault(claim.report, claim.id)
    first = frozenset(main_of.values())
    for cluster, claims in zip(linked.clusters, ordered, strict=True):
        incident = incident_of(claims, first, main, ruled_out, profiles, settings)
        yield replace(incident, reports=(*incident.reports, *roundups.reports_on(cluster)))


def incident_of(
    claims: Sequence[Claim],
    first: frozenset[str],
    main: frozenset[str],
    ruled_out: frozenset[str],
    profiles: Profiles,
    settings: Mapping[str, Setting],
) -> Incident:
    """Return the incident of claims in the order of (published, id); those ruled out count for nothing.

    Args:
        claims: its claims.
        first: ids of the first claim of each report about what the report is chiefly about.
        main: ids of all such claims: what they leave open of where they play, their report's setting tells.
        ruled_out: ids of claims that a person ruled out.
        profiles: what is known of the sources.
        settings: of reports.
    """
    silent = copied(claims)
    starters = [claim for claim in claims if can_start(claim) and claim.id not in silent]
    counted = [claim for claim in claims if claim.id not in ruled_out]
    is_discounted = not any(can_start(claim) for claim in counted)
    appraisal = appraise(counted, profiles)
    chief = {claim.report for claim in starters if claim.id in main}
    scenes = {report: settings[report].scene for report in chief & settings.keys()}
    return Incident(
        id=incident_id(claims[0].id),
        was=(),
        type=type_of(starters),
        status="discounted" if is_discounted else appraisal.status,
        when=when_of(starters, is_news=bool(chief)),
        places=places_of(starters, scenes),
        parties=parties_of(starters),
        tolls=appraisal.tolls,
        grade=appraisal.grade,
        origins=appraisal.origins,
        reports=reports_of(claims, first),
        claims=tuple(claim.id for claim in claims),
    )


def type_of(starters: Sequence[Claim]) -> str:
    """Return the type that most claims have, a special one before one that says only what became of people."""
    votes = Counter(claim.event.type for claim in starters if claim.event is not None and claim.event.type)
    return min(votes, key=lambda type: (type in GENERAL, -votes[type], type))


def parties_of(claims: Sequence[Claim]) -> tuple[IncidentParty, ...]:
    """Return the parties with the part that most claims give them, initiators first."""
    votes: Counter[tuple[str, Role]] = Counter()
    known: dict[str, Party] = {}
    for claim in claims:
        if claim.event is None:
            continue
        roles: tuple[tuple[Role, Party | None], ...] = (
            ("initiator", claim.event.initiator),
            ("target", claim.event.target),
        )
        for role, party in roles:
            if party is not None and not names_nobody(party, claim):
                key = party.actor or party.name.casefold()
                known.setdefault(key, party)
                votes[key, role] += 1
    rows = []
    for key, party in known.items():
        acts = votes[key, "initiator"] >= votes[key, "target"]
        rows.append(IncidentParty(party.name, party.actor, "initiator" if acts else "target"))
    return tuple(sorted(rows, key=lambda row: (row.role, row.name, row.actor or "")))


def names_nobody(party: Party, claim: Claim) -> bool:
    """Tell whether a party's words stand for nobody: a bare number, a pronoun, or the place that was fought for."""
    if party.actor is not None:
        return False
    name = party.name.casefold()
    places = () if claim.event is None else claim.event.places
    return (
        name in NOBODY
        or not any(letter.isalpha() for letter in name)
        or any(name == place.name.casefold() for place in places)
    )


def reports_of(claims: Sequence[Claim], main: frozenset[str]) -> tuple[IncidentReport, ...]:
    """Return the reports that tell of the incident, copies too, in the order of their first claim."""
    first: dict[str, Claim] = {}
    for claim in claims:
        first.setdefault(claim.report, claim)
    mains = {claim.report for claim in claims if claim.id in main}
    return tuple(IncidentReport(report, claim.key, report in mains) for report, claim in first.items())
