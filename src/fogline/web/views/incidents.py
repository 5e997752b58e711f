"""Say what one incident shows: what each side says, tolls by sayer, grade and status with reasons, its history."""

from collections.abc import Sequence
from dataclasses import dataclass

from fogline.casebook import Casebook
from fogline.errors import ObjectUnknown
from fogline.model.answer import AnswerSeen, History
from fogline.model.claim import Claim
from fogline.model.incident import Incident
from fogline.model.records import Record
from fogline.model.report import Report
from fogline.model.why import Why
from fogline.pipeline.sources import LossEstimate, Reasons
from fogline.web.desk import Desk
from fogline.web.views.decisions import DecisionSeen, decisions_about
from fogline.web.views.passages import Passage, passage_of
from fogline.web.views.rows import ClaimRow, ReportHead, claim_row, report_head

__all__ = ["IncidentSeen", "Side", "Statement", "WhySeen", "incident_of", "see_incident"]

OTHERS = "others"
"""Whoever speaks for none of the incident's parties."""


@dataclass(frozen=True, slots=True)
class Statement(Record):
    """A claim with its sentence and the head of its report. `origin` is shared by copies of one text."""

    claim: ClaimRow
    passage: Passage
    report: ReportHead
    origin: str | None


@dataclass(frozen=True, slots=True)
class Side(Record):
    """What one side says, in the order of publication. `actor` is the party that it speaks for; null for others."""

    side: str
    actor: str | None
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class IncidentSeen(Record):
    """An incident with all that is said of it; `histories` are voices that took back what they had told."""

    incident: Incident
    sides: tuple[Side, ...]
    reasons: Reasons
    estimates: tuple[LossEstimate, ...]
    answers: tuple[AnswerSeen, ...]
    histories: tuple[History, ...]
    decisions: tuple[DecisionSeen, ...]


@dataclass(frozen=True, slots=True)
class WhySeen(Record):
    """Of each report of an incident, why it is in here and which other incident was the nearest."""

    why: tuple[Why, ...]


def incident_of(book: Casebook, id: str) -> Incident:
    """Return the incident with an id, or one that it had; raise ObjectUnknown when it is none."""
    found = book.find(id)
    if not isinstance(found, Incident):
        raise ObjectUnknown(f"{id}: found no incident, expected one", hint="an incident's id begins with i-")
    return found


def see_incident(desk: Desk, incident: Incident) -> IncidentSeen:
    """Return all that is known of an incident."""
    book = desk.book
    claims = tuple(book.claims(incident=incident.id))
    reports = {report.id: report for report in book.reports_of(claims)}
    return IncidentSeen(
        incident=incident,
        sides=sides_of(book, incident, claims, reports),
        reasons=book.reasons(incident),
        estimates=tuple(book.estimates(incident, outcomes=desk.outcomes)),
        answers=tuple(book.answers(incident=incident.id)),
        histories=book.histories(incident=incident.id),
        decisions=decisions_about(book, incident),
    )


def sides_of(
    book: Casebook, incident: Incident, claims: Sequence[Claim], reports: dict[str, Report]
) -> tuple[Side, ...]:
    """Return the sides that speak: the incident's parties in its order, those beside them, then all others."""
    names = {party.actor: party.name for party in incident.parties if party.actor is not None}
    said: dict[tuple[str, str | None], list[Statement]] = {}
    for claim, party in zip(claims, book.spoken_for(claims), strict=True):
        key = (OTHERS, None) if party is None else (names.get(party.side, party.name), party.side)
        said.setdefault(key, []).append(statement_of(claim, incident, reports[claim.report]))
    order = list(names)
    return tuple(
        Side(name, actor, tuple(statements))
        for (name, actor), statements in sorted(
            said.items(), key=lambda one: (one[0][1] is None, place_in(order, one[0][1]), one[0][0])
        )
    )


def place_in(order: list[str], actor: str | None) -> int:
    """Return where an actor stands among the parties; behind them when it is none."""
    return order.index(actor) if actor in order else len(order)


def statement_of(claim: Claim, incident: Incident, report: Report) -> Statement:
    """Return a claim beside its sentence."""
    row = claim_row(claim, {incident.id: incident.status})
    return Statement(row, passage_of(claim, report), report_head(report), claim.origin)
