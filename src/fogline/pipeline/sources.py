"""Say of a casebook's sources what they are worth, and of its incidents why they are graded so and what they lost."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from fogline.merging.accounts import GroupTold, groups_told
from fogline.merging.grades import Grade, grade_alone, grade_incident, hear
from fogline.merging.interest import Estimate, estimate, figures_of, shipped_weights
from fogline.merging.profiles import Profiles, sides_of
from fogline.merging.records import settled_accounts, settled_figures
from fogline.merging.standing import airwars_grade, is_provisional, reasons_for_status
from fogline.model.claim import Claim
from fogline.model.incident import Incident
from fogline.model.reading import Voice
from fogline.model.records import Record
from fogline.model.vocabulary import Item, Measure
from fogline.pipeline.merge import claim_of_row
from fogline.pipeline.register import Register
from fogline.store.listing import MADE_OF
from fogline.store.store import Store

__all__ = [
    "LossEstimate", "Outcomes", "Reasons", "SourceSeen", "SpokenFor", "estimate_losses", "outcomes_of",
    "reasons_of_claim", "reasons_of_incident", "sources_of", "spoken_for",
]  # fmt: skip

LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
NEVER = (0, 0)
DISCOUNTED = "select claim from rulings where ruling = 'discounted'"
VOICES = """
    select sayer, sayer_kind, sayer_actor, outlet, count(*) as claims, count(distinct origin) as origins
    from claims
    group by sayer, sayer_kind, sayer_actor, case when sayer is null then outlet end, outlet
    order by sayer nulls last, sayer_actor nulls last, sayer_kind, outlet nulls last
"""
CONCEDED = """
    select claims.*
    from claims
    semi join incidents on incidents.id = claims.incident and incidents.status = 'conceded'
    anti join rulings on rulings.claim = claims.id and rulings.ruling = 'discounted'
    order by incident, published nulls last, id
"""
CLAIMS = (
    f"select {MADE_OF['claims']} from claims where list_contains(?, id) order by published nulls last, id"
)


@dataclass(frozen=True, slots=True)
class SourceSeen(Record):
    """A voice of the casebook: its profile, how much it says, and how often what it said held when it was settled."""

    name: str
    actor: str | None
    kind: str
    letter: str
    because: str
    speaks_for: str | None
    claims: int
    origins: int
    settled: int
    held: int


@dataclass(frozen=True, slots=True)
class LossEstimate(Record):
    """What the learned model makes of one loss: the likeliest number and the 5, 25, 50, 75 and 95 % quantiles."""

    measure: Measure
    item: Item | None
    party: str | None
    likeliest: int
    quantiles: tuple[int, ...]
    figures: int


@dataclass(frozen=True, slots=True)
class Reasons(Record):
    """Why a claim or an incident is graded as it is; `computed` differs from its grade where a person gave another.

    For an incident also why it has its status, what Airwars and Iraq Body Count
    would call that, and where voices differ on who the victims were.
    """

    computed: str
    grade: tuple[str, ...]
    status: tuple[str, ...] = ()
    airwars: str | None = None
    provisional: bool | None = None
    groups: tuple[GroupTold, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcomes:
    """How often what a voice said was settled, and held, where something was conceded: accounts, and figures apart."""

    accounts: Mapping[str, tuple[int, int]]
    figures: Mapping[str, tuple[int, int]]

    def settled(self, voice: str) -> int:
        """Return how often something that a voice said was settled."""
        return self.accounts.get(voice, NEVER)[0] + self.figures.get(voice, NEVER)[0]

    def held(self, voice: str) -> int:
        """Return how often it held."""
        return self.accounts.get(voice, NEVER)[1] + self.figures.get(voice, NEVER)[1]


@dataclass(frozen=True, slots=True)
class SpokenFor(Record):
    """The party whose side a voice is on: an actor's id, or its name in lower case where no registry knows it."""

    side: str
    name: str


def spoken_for(
    claims: Sequence[Claim], profiles: Profiles, register: Register
) -> tuple[SpokenFor | None, ...]:
    """Return for each claim of an incident the party that its voice is on the side of; None where it is none."""
    sides = sides_of(claims, profiles)
    found = []
    for claim in claims:
        side = sides.spoken_for(claim)
        known = None if side is None else register.actor(side)
        found.append(None if side is None else SpokenFor(side, side if known is None else known.name))
    return tuple(found)


def reasons_of_claim(store: Store, profiles: Profiles, claim: Claim) -> Reasons:
    """Return why a claim is graded as it is: beside its incident's claims, or by its source alone."""
    grade = grade_alone(claim, profiles)
    if claim.incident is not None:
        (row,) = store.tables.rows("select claims from incidents where id = ?", (claim.incident,))
        grade = hear(counted_claims(store, row["claims"]), profiles).grade(claim)
    return Reasons(grade.code, grade.reasons)


def reasons_of_incident(store: Store, profiles: Profiles, incident: Incident) -> Reasons:
    """Return why an incident is graded as it is and has its status."""
    claims = counted_claims(store, incident.claims)
    hearing = hear(claims, profiles)
    grade: Grade = grade_incident(hearing)
    return Reasons(
        computed=grade.code,
        grade=grade.reasons,
        status=reasons_for_status(hearing),
        airwars=airwars_grade(incident.status),
        provisional=is_provisional(incident.origins),
        groups=groups_told(hearing.heard),
    )


def estimate_losses(
    store: Store, profiles: Profiles, incident: Incident, *, outcomes: Outcomes | None = None
) -> tuple[LossEstimate, ...]:
    """Return what the learned model makes of each loss of an incident that somebody gives a figure for.

    `outcomes` are those of the casebook; they are put together where they are not given.
    """
    if not incident.tolls:
        return ()
    claims = counted_claims(store, incident.claims)
    sides = hear(claims, profiles).sides
    weights = shipped_weights()
    record = (outcomes_of(store, profiles) if outcomes is None else outcomes).figures
    estimates = []
    for row in incident.tolls:
        figures = figures_of(
            claims,
            sides,
            measure=row.measure,
            item=row.item,
            party=row.party,
            record=record,
            average=weights.average,
        )
        judged = estimate(figures, weights)
        if judged is not None:
            estimates.append(loss_estimate(row.measure, row.item, row.party, judged, len(figures)))
    return tuple(estimates)


def loss_estimate(
    measure: Measure, item: Item | None, party: str | None, judged: Estimate, figures: int
) -> LossEstimate:
    """Return a distribution as it is shown."""
    quantiles = tuple(judged.quantile(level) for level in LEVELS)
    return LossEstimate(measure, item, party, judged.likeliest, quantiles, figures)


def sources_of(
    store: Store, profiles: Profiles, *, outcomes: Outcomes | None = None
) -> tuple[SourceSeen, ...]:
    """Return the voices of a casebook, those that say most first; `outcomes` as in `estimate_losses`."""
    told = outcomes_of(store, profiles) if outcomes is None else outcomes
    seen: dict[str, SourceSeen] = {}
    for row in store.tables.rows(VOICES):
        source = Voice(row["sayer"], row["sayer_kind"], row["sayer_actor"])
        if source.sayer is None and source.kind == "outlet":
            source = Voice(row["outlet"], "outlet")
        profile = profiles.of(source)
        name = source.sayer or f"not named ({source.kind})"
        key = source.actor or name.casefold()
        before = seen.get(key)
        seen[key] = SourceSeen(
            name=name if before is None else before.name,
            actor=source.actor,
            kind=profile.kind,
            letter=profile.letter,
            because=profile.because,
            speaks_for=profile.speaks_for,
            claims=row["claims"] + (before.claims if before else 0),
            origins=row["origins"] + (before.origins if before else 0),
            settled=told.settled(key),
            held=told.held(key),
        )
    return tuple(sorted(seen.values(), key=lambda one: (-one.claims, one.name, one.actor or "")))


def outcomes_of(store: Store, profiles: Profiles) -> Outcomes:
    """Return how what each voice said held, over all incidents that were conceded."""
    accounts: dict[str, tuple[int, int]] = {}
    figures: dict[str, tuple[int, int]] = {}
    for claims in conceded(store):
        sides = hear(claims, profiles).sides
        for counts, told in (
            (accounts, settled_accounts(claims, sides)),
            (figures, settled_figures(claims, sides)),
        ):
            for voice, right in told:
                settled, held = counts.get(voice, (0, 0))
                counts[voice] = (settled + 1, held + right)
    return Outcomes(accounts, figures)


def conceded(store: Store) -> Iterator[tuple[Claim, ...]]:
    """Yield the claims of each incident that was conceded, as `counted_claims` does of one."""
    claims = map(claim_of_row, store.tables.rows(CONCEDED))
    for _, told in groupby(claims, key=lambda claim: claim.incident):
        yield tuple(told)


def counted_claims(store: Store, ids: Sequence[str]) -> tuple[Claim, ...]:
    """Return the claims of an incident that nobody ruled out, in the order of (published, id)."""
    ruled_out = {row["claim"] for row in store.tables.rows(DISCOUNTED)}
    rows = store.tables.rows(CLAIMS, (list(ids),))
    return tuple(claim for claim in map(claim_of_row, rows) if claim.id not in ruled_out)
