"""Answer for the ledger: claims by any filter, and one of them."""

from typing import Annotated

from fastapi import Depends, Query

from fogline.model.vocabulary import Certainty, Polarity, Stance, Status
from fogline.web.answers import After, Day, DeskRouter, Limit, Page, page_of
from fogline.web.desk import DeskOf
from fogline.web.identity import require
from fogline.web.views.claims import ClaimSeen, claim_of, see_claim
from fogline.web.views.rows import ClaimRow, claim_rows

__all__ = ["router"]

router = DeskRouter(tags=["claims"], dependencies=[Depends(require("read"))])


@router.get("/claims")
def list_claims(
    desk: DeskOf,
    sayer: str | None = None,
    stance: Annotated[list[Stance] | None, Query()] = None,
    status: Annotated[list[Status] | None, Query()] = None,
    party: str | None = None,
    place: str | None = None,
    type: Annotated[list[str] | None, Query()] = None,
    since: Day = None,
    until: Day = None,
    grade: str | None = None,
    text: str | None = None,
    incident: str | None = None,
    report: str | None = None,
    outlet: str | None = None,
    certainty: Certainty | None = None,
    polarity: Polarity | None = None,
    limit: Limit = 50,
    after: After = None,
) -> Page[ClaimRow]:
    """Return the claims that fit all filters, by publication and place in the report.

    `stance`, `status` and `type` may be given several times; `grade` is the beginning of one, such as C.
    """
    found = desk.book.claims(
        sayer=sayer, stance=stance, status=status, party=party, place=place, type=type, since=since, until=until,
        grade=grade, text=text, incident=incident, report=report, outlet=outlet, certainty=certainty,
        polarity=polarity,
    )  # fmt: skip
    return page_of(found, lambda claims: claim_rows(desk.book, claims), limit=limit, after=after)


@router.get("/claims/{id}")
def get_claim(desk: DeskOf, id: str) -> ClaimSeen:
    """Return one claim with its sentence, its chain, its reasons, what it answers and what answers it."""
    return see_claim(desk.book, claim_of(desk.book, id))
