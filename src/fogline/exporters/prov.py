"""Write where every claim comes from as W3C PROV-JSON: original, report, quotation, reader, reviewer, incident.

incident --derived from--> claim --quoted from--> report --primary source--> original (SHA-256)
claim: attributed to its sayer, made by a reading with a version, influenced by who reviewed it
"""

from collections.abc import Callable, Iterator
from typing import Any

from fogline.exporters._flat import Losses
from fogline.exporters._seam import Holdings, Loss
from fogline.exporters._text import json_bytes
from fogline.model.claim import Claim
from fogline.model.ids import content_id
from fogline.model.reading import Voice

__all__ = ["ProvExporter"]

PREFIXES = {"fogline": "urn:fogline:"}
AGENTS = {"person": "prov:Person", "organisation": "prov:Organization", "outlet": "prov:Organization"}
QUOTATION, PRIMARY = "prov:Quotation", "prov:PrimarySource"
Told = Iterator[tuple[str, dict[str, Any]]]


class ProvExporter:
    """PROV-JSON: entities, agents and activities, then what ties them."""

    suffix = ".json"
    media_type = "application/json"

    def write(self, holdings: Holdings) -> Iterator[bytes]:
        """Yield the document, a line an object; each section walks the holdings anew, and nothing stands twice."""
        yield b'{"prefix": ' + json_bytes(PREFIXES)
        for section, tell in SECTIONS.items():
            yield b",\n" + json_bytes(section) + b": {"
            between, known = b"\n", set()
            for name, told in tell(holdings):
                if name not in known:
                    known.add(name)
                    yield between + json_bytes(name) + b": " + json_bytes(told)
                    between = b",\n"
            yield b"\n}"
        yield b"}\n"

    def losses(self, holdings: Holdings) -> tuple[Loss, ...]:
        """Return what provenance does not say."""
        losses = Losses()
        for claim in holdings.claims():
            losses.add("events with their parties, places, times and losses", "PROV tells where a claim comes from",
                       claim.event is not None)  # fmt: skip
            losses.add("answers between claims", "PROV has no word for a denial", len(claim.answers))
            losses.add(
                "voices between outlet and sayer", "the quotation names both ends", len(claim.chain[1:-1])
            )
        losses.add("texts of reports", "PROV names them", sum(1 for _ in holdings.reports()))
        losses.add(
            "reported losses", "PROV has no figures", sum(len(one.tolls) for one in holdings.incidents())
        )
        return losses.counted()


def named(id: str) -> str:
    """Return a qualified name."""
    return f"fogline:{id}"


def known(**told: Any) -> dict[str, Any]:
    """Return attributes without those that are unknown; "prov_label" is prov:label, all others are fogline's."""
    return {
        key.replace("prov_", "prov:") if key.startswith("prov_") else named(key): value
        for key, value in told.items()
        if value is not None
    }


def type_of(name: str) -> dict[str, str]:
    """Return a type as PROV-JSON writes it."""
    return {"$": name, "type": "prov:QUALIFIED_NAME"}


def entities(holdings: Holdings) -> Told:
    """Yield originals, reports, claims and incidents."""
    for report in holdings.reports():
        if report.original:
            yield named(f"sha256-{report.original}"), known(prov_type=type_of("fogline:Original"))
        yield named(report.id), known(
            prov_type=type_of("fogline:Report"), prov_label=report.title, url=report.url, outlet=report.outlet,
            published=report.published, position=report.position,
        )  # fmt: skip
    for claim in holdings.claims():
        yield named(claim.id), known(
            prov_type=type_of("fogline:Claim"), prov_value=claim.quote, stance=claim.stance, polarity=claim.polarity,
            certainty=claim.certainty, confidence=claim.confidence, start=claim.span[0], end=claim.span[1],
        )  # fmt: skip
    for incident in holdings.incidents():
        yield named(incident.id), known(
            prov_type=type_of("fogline:Incident"), type=incident.type, status=incident.status, grade=incident.grade,
            origins=incident.origins,
        )  # fmt: skip


def agents(holdings: Holdings) -> Told:
    """Yield sayers, outlets, reviewers and readers, each once a name."""
    for claim in holdings.claims():
        for voice in (claim.chain[0], claim.chain[-1]):
            if voice.sayer is not None:
                kind = AGENTS.get(voice.kind)
                yield (
                    sayer_id(voice),
                    known(
                        prov_type=type_of(kind) if kind else None, prov_label=voice.sayer, actor=voice.actor
                    ),
                )
        yield reader_id(claim), known(prov_type=type_of("prov:SoftwareAgent"), prov_label=claim.made_by)
        if claim.reviewed is not None:
            yield reviewer_id(claim), known(prov_type=type_of("prov:Person"), prov_label=claim.reviewed.by)


def activities(holdings: Holdings) -> Told:
    """Yield the readings: one a reader and version."""
    for claim in holdings.claims():
        yield reading_id(claim), known(prov_label=f"reading by {claim.made_by}")


def generations(holdings: Holdings) -> Told:
    """Yield which reading made each claim."""
    for claim in holdings.claims():
        yield f"_:made-{claim.id}", {"prov:entity": named(claim.id), "prov:activity": reading_id(claim)}


def associations(holdings: Holdings) -> Told:
    """Yield which reader did each reading."""
    for claim in holdings.claims():
        yield (
            f"_:{reading_id(claim).partition(':')[2]}",
            {"prov:activity": reading_id(claim), "prov:agent": reader_id(claim)},
        )


def derivations(holdings: Holdings) -> Told:
    """Yield what each report, claim and incident comes from."""
    for report in holdings.reports():
        if report.original:
            yield derived(report.id, f"sha256-{report.original}", PRIMARY)
    for claim in holdings.claims():
        yield derived(claim.id, claim.report, QUOTATION)
    for incident in holdings.incidents():
        yield from (derived(incident.id, claim) for claim in incident.claims)


def derived(later: str, earlier: str, kind: str | None = None) -> tuple[str, dict[str, Any]]:
    """Return that one thing comes from another."""
    ends = {"prov:generatedEntity": named(later), "prov:usedEntity": named(earlier)}
    return f"_:{later}-{earlier}", ends | ({} if kind is None else {"prov:type": type_of(kind)})


def attributions(holdings: Holdings) -> Told:
    """Yield who vouches for each claim."""
    for claim in holdings.claims():
        if claim.chain[-1].sayer is not None:
            yield (
                f"_:said-{claim.id}",
                {"prov:entity": named(claim.id), "prov:agent": sayer_id(claim.chain[-1])},
            )


def influences(holdings: Holdings) -> Told:
    """Yield who reviewed each claim."""
    for claim in holdings.claims():
        if claim.reviewed is not None:
            ends = {"prov:influencee": named(claim.id), "prov:influencer": reviewer_id(claim)}
            yield (
                f"_:reviewed-{claim.id}",
                ends | known(at=claim.reviewed.at, decision=claim.reviewed.decision),
            )


def sayer_id(voice: Voice) -> str:
    """Return the agent of a voice: its actor, or its name where nobody knows it."""
    return named(content_id("sayer", voice.actor or voice.sayer))


def reader_id(claim: Claim) -> str:
    """Return the agent that read a claim."""
    return named(content_id("reader", claim.made_by))


def reading_id(claim: Claim) -> str:
    """Return the activity that made a claim."""
    return named(content_id("reading", claim.made_by))


def reviewer_id(claim: Claim) -> str:
    """Return the agent that reviewed a claim."""
    return named(content_id("reviewer", None if claim.reviewed is None else claim.reviewed.by))


SECTIONS: dict[str, Callable[[Holdings], Told]] = {
    "entity": entities, "agent": agents, "activity": activities, "wasGeneratedBy": generations,
    "wasAssociatedWith": associations, "wasDerivedFrom": derivations, "wasAttributedTo": attributions,
    "wasInfluencedBy": influences,
}  # fmt: skip
