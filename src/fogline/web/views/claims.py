"""Say what the ledger shows of one claim: its words, why it is graded so, what it answers and what answers it."""

from dataclasses import dataclass

from fogline.casebook import Casebook
from fogline.errors import ObjectUnknown
from fogline.model.answer import AnswerSeen
from fogline.model.claim import Claim
from fogline.model.incident import Incident
from fogline.model.records import Record
from fogline.pipeline.sources import Reasons
from fogline.web.views.decisions import DecisionSeen, decisions_about
from fogline.web.views.passages import Passage, passage_of
from fogline.web.views.rows import IncidentRow, ReportHead, incident_row, report_head

__all__ = ["ClaimSeen", "claim_of", "see_claim"]


@dataclass(frozen=True, slots=True)
class ClaimSeen(Record):
    """A claim with its sentence. `answers` joins it to what it speaks to, `answered_by` to what speaks to it."""

    claim: Claim
    passage: Passage
    report: ReportHead
    reasons: Reasons
    answers: tuple[AnswerSeen, ...]
    answered_by: tuple[AnswerSeen, ...]
    incident: IncidentRow | None
    decisions: tuple[DecisionSeen, ...]


def claim_of(book: Casebook, id: str) -> Claim:
    """Return the claim with an id or its beginning; raise ObjectUnknown when it is none."""
    found = book.find(id)
    if not isinstance(found, Claim):
        raise ObjectUnknown(f"{id}: found no claim, expected one", hint="a claim's id begins with c-")
    return found


def see_claim(book: Casebook, claim: Claim) -> ClaimSeen:
    """Return all that is known of a claim."""
    report = book.report_of(claim)
    joined = book.answers(claim=claim.id)
    incident = None if claim.incident is None else book.find(claim.incident)
    return ClaimSeen(
        claim=claim,
        passage=passage_of(claim, report),
        report=report_head(report),
        reasons=book.reasons(claim),
        answers=tuple(one for one in joined if one.claim == claim.id),
        answered_by=tuple(one for one in joined if one.answered == claim.id),
        incident=incident_row(incident) if isinstance(incident, Incident) else None,
        decisions=decisions_about(book, claim),
    )
