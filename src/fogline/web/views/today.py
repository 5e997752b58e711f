"""Say what is new since somebody last looked: claims and incidents, what changed and why, what waits, what moved."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from fogline.model.records import Record
from fogline.pipeline.changes import Made
from fogline.questions.record import Kept
from fogline.reviewing.changes import Change
from fogline.web.desk import Desk
from fogline.web.views.rows import ReportHead, report_heads
from fogline.web.views.waiting import WaitingSeen, see_waiting

__all__ = ["Moved", "Today", "see_today"]

SHOWN = 20
PATIENCE_S = 0.5
"""So long the page waits for what changed; longer, and it shows the rest and asks again."""


@dataclass(frozen=True, slots=True)
class Moved(Record):
    """Odds that are otherwise than when the same question was last asked."""

    question: str
    text: str
    asked: str
    before: float
    after: float
    words: str


@dataclass(frozen=True, slots=True)
class Today(Record):
    """What is new since a moment; null when you look for the first time: then all is new, and nothing changed.

    `changes` say in words what is otherwise about incidents, and because of what; while
    `is_pending` they are still put together: ask again. `reports` are the latest of the
    `reports_total` that came in, `waiting` the first of what waits for a person.
    """

    since: str | None
    is_pending: bool
    reports_total: int
    claims_total: int
    reports: tuple[ReportHead, ...]
    changes: tuple[Change, ...]
    decisions: tuple[Made, ...]
    waiting: tuple[WaitingSeen, ...]
    moved: tuple[Moved, ...]


def see_today(desk: Desk, since: str | None) -> Today:
    """Return what is new since a day or a moment.

    Raises:
        SettingInvalid: it is neither.
    """
    book = desk.book
    changes = None
    if since is not None:
        changes = desk.remembered.soon(
            ("today", since), desk.moment, lambda: book.diff(since), wait_s=PATIENCE_S
        )
    came_in = "true" if since is None else "list_contains(?, report)"
    named = [] if since is None else [list(changes.reports if changes else ())]
    (claims,) = book.sql(f"select count(*) as n from claims where {came_in}", named).to_pylist()
    reports = book.reports_named(changes.reports if changes else ()) if since is not None else book.reports()
    return Today(
        since=since,
        is_pending=since is not None and changes is None,
        reports_total=len(reports),
        claims_total=claims["n"],
        reports=report_heads(reports[-SHOWN:][::-1]),
        changes=() if changes is None else changes.changes,
        decisions=() if changes is None else changes.decisions,
        waiting=see_waiting(book, islice(book.review.queue(), SHOWN)),
        moved=() if since is None else tuple(moved(book.questions.kept(), since)),
    )


def moved(kept: tuple[Kept, ...], since: str) -> Iterator[Moved]:
    """Yield the questions that were asked again since, and now have other odds."""
    askings: dict[str, list[Kept]] = {}
    for one in kept:
        askings.setdefault(one.asked.rule, []).append(one)
    for same in askings.values():
        *_, before, last = [None, *sorted(same, key=lambda one: one.entered)]
        if before is not None and last is not None and last.entered > since:
            was, now = before.asked, last.asked
            if was.probability != now.probability:
                yield Moved(
                    last.id,
                    now.question.text,
                    now.question.asked,
                    was.probability,
                    now.probability,
                    now.words,
                )
