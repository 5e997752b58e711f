"""Say what a row of a list shows of a claim, an incident or a report."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fogline.casebook import Casebook
from fogline.model.claim import Claim
from fogline.model.decision import Reviewed
from fogline.model.incident import Incident, IncidentParty, IncidentPlace, TollRow, When
from fogline.model.reading import Party, Toll
from fogline.model.records import Record
from fogline.model.report import Report
from fogline.model.vocabulary import Certainty, Polarity, Span, Stance, Status, VoiceKind

__all__ = [
    "ClaimRow", "IncidentRow", "ReportHead", "claim_row", "claim_rows", "incident_row", "incident_rows", "report_head",
    "report_heads",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class ClaimRow(Record):
    """A claim in one line. `sayer` is the voice that vouches, null where it is the outlet or not named.

    `places`, `earliest`, `latest` and `tolls` are those of its event; `status` is its incident's.
    """

    id: str
    report: str
    outlet: str | None
    published: str | None
    sayer: str | None
    sayer_kind: VoiceKind
    sayer_actor: str | None
    stance: Stance
    polarity: Polarity
    certainty: Certainty
    confidence: float
    grade: str | None
    span: Span
    quote: str
    type: str | None
    initiator: Party | None
    target: Party | None
    places: tuple[str, ...]
    earliest: str | None
    latest: str | None
    tolls: tuple[Toll, ...]
    answers: tuple[str, ...]
    reverses: tuple[str, ...]
    incident: str | None
    status: Status | None
    reviewed: Reviewed | None


@dataclass(frozen=True, slots=True)
class IncidentRow(Record):
    """An incident in one line. `reports`, `claims` and `origins` are counts; copies are one origin."""

    id: str
    type: str
    status: Status
    when: When
    places: tuple[IncidentPlace, ...]
    parties: tuple[IncidentParty, ...]
    tolls: tuple[TollRow, ...]
    grade: str | None
    origins: int
    reports: int
    claims: int


@dataclass(frozen=True, slots=True)
class ReportHead(Record):
    """A report without its text."""

    id: str
    key: str | None
    outlet: str | None
    title: str | None
    author: str | None
    url: str | None
    published: str | None
    lang: str | None


def claim_rows(book: Casebook, claims: Sequence[Claim]) -> tuple[ClaimRow, ...]:
    """Return claims in one line each, with the statuses of their incidents."""
    wanted = sorted({claim.incident for claim in claims if claim.incident is not None})
    found = book.sql("select id, status from incidents where list_contains(?, id)", (wanted,))
    statuses: dict[str, Status] = {row["id"]: row["status"] for row in found.to_pylist()}
    return tuple(claim_row(claim, statuses) for claim in claims)


def claim_row(claim: Claim, statuses: Mapping[str, Status]) -> ClaimRow:
    """Return a claim in one line; `statuses` are those of incidents by id."""
    voice, event = claim.chain[-1], claim.event
    time = None if event is None else event.time
    return ClaimRow(
        id=claim.id, report=claim.report, outlet=claim.outlet, published=claim.published,
        sayer=voice.sayer, sayer_kind=voice.kind, sayer_actor=voice.actor,
        stance=claim.stance, polarity=claim.polarity, certainty=claim.certainty, confidence=claim.confidence,
        grade=claim.grade, span=claim.span, quote=claim.quote,
        type=None if event is None else event.type,
        initiator=None if event is None else event.initiator,
        target=None if event is None else event.target,
        places=() if event is None else tuple(place.name for place in event.places),
        earliest=None if time is None else time.earliest,
        latest=None if time is None else time.latest,
        tolls=() if event is None else event.tolls,
        answers=claim.answers, reverses=claim.reverses,
        incident=claim.incident, status=None if claim.incident is None else statuses.get(claim.incident),
        reviewed=claim.reviewed,
    )  # fmt: skip


def incident_row(incident: Incident) -> IncidentRow:
    """Return an incident in one line."""
    return IncidentRow(
        incident.id, incident.type, incident.status, incident.when, incident.places, incident.parties, incident.tolls,
        incident.grade, incident.origins, len(incident.reports), len(incident.claims),
    )  # fmt: skip


def incident_rows(incidents: Sequence[Incident]) -> tuple[IncidentRow, ...]:
    """Return incidents in one line each."""
    return tuple(map(incident_row, incidents))


def report_head(report: Report) -> ReportHead:
    """Return a report without its text."""
    return ReportHead(
        report.id,
        report.key,
        report.outlet,
        report.title,
        report.author,
        report.url,
        report.published,
        report.lang,
    )


def report_heads(reports: Sequence[Report]) -> tuple[ReportHead, ...]:
    """Return reports without their texts."""
    return tuple(map(report_head, reports))
