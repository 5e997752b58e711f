"""Answer for reports: all of them, one with what was read from it, and its bytes as received."""

from fastapi import Depends, Response

from fogline.web.answers import After, Day, DeskRouter, Limit, Page, page_of
from fogline.web.desk import DeskOf
from fogline.web.identity import require
from fogline.web.views.reports import ReportSeen, report_with, see_report
from fogline.web.views.rows import ReportHead, report_heads

__all__ = ["router"]

router = DeskRouter(tags=["reports"], dependencies=[Depends(require("read"))])


@router.get("/reports")
def list_reports(
    desk: DeskOf,
    outlet: str | None = None,
    since: Day = None,
    until: Day = None,
    limit: Limit = 50,
    after: After = None,
) -> Page[ReportHead]:
    """Return the reports by publication."""
    found = desk.book.reports(outlet=outlet, since=since, until=until)
    return page_of(found, report_heads, limit=limit, after=after)


@router.get("/reports/{id}")
def get_report(desk: DeskOf, id: str) -> ReportSeen:
    """Return one report: its text, which words gave what, and its claims."""
    return see_report(desk.book, report_with(desk.book, id))


@router.get("/reports/{id}/original", response_class=Response)
def get_original(desk: DeskOf, id: str) -> Response:
    """Return the bytes that a report was read from, as a file to keep: a browser never opens them."""
    report = report_with(desk.book, id)
    headers = {"content-disposition": f'attachment; filename="{report.id}.original"'}
    return Response(desk.book.original_of(report), media_type="application/octet-stream", headers=headers)
