"""Say what one report shows: its text, all that was read from it and which words gave what."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from fogline.casebook import Casebook
from fogline.errors import ObjectUnknown
from fogline.model.claim import Claim
from fogline.model.reading import Reading
from fogline.model.records import Record
from fogline.model.report import Report
from fogline.model.vocabulary import Span
from fogline.model.words import say_interval, say_range
from fogline.web.views.decisions import DecisionSeen, decisions_about
from fogline.web.views.rows import ReportHead, report_head

__all__ = ["Mark", "MarkKind", "ReportSeen", "report_with", "see_report"]

MarkKind = Literal["claim", "source", "cue", "content", "event", "party", "place", "time", "toll"]


@dataclass(frozen=True, slots=True)
class Mark(Record):
    """Words of the text, and what they gave: `words` say it. `claims` are ids of the claims that it is part of."""

    span: Span
    kind: MarkKind
    words: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportSeen(Record):
    """A report as received. `error` says why nothing could be read; `read` is false while no run has read it.

    `claims` are those that count by now; `copies` are other reports of the same text.
    """

    report: Report
    read: bool
    error: str | None
    marks: tuple[Mark, ...]
    claims: tuple[Claim, ...]
    copies: tuple[ReportHead, ...]
    decisions: tuple[DecisionSeen, ...]


def report_with(book: Casebook, id: str) -> Report:
    """Return the report with an id or its beginning; raise ObjectUnknown when it is none."""
    found = book.find(id)
    if not isinstance(found, Report):
        raise ObjectUnknown(f"{id}: found no report, expected one", hint="a report's id begins with r-")
    return found


def see_report(book: Casebook, report: Report) -> ReportSeen:
    """Return a report with all that was read from it."""
    reading = book.reading_of(report)
    claims = tuple(book.claims(report=report.id))
    marks = (
        () if reading is None else sorted(marks_of(reading, claims), key=lambda mark: (mark.span, mark.kind))
    )
    return ReportSeen(
        report=report,
        read=reading is not None,
        error=None if reading is None else reading.error,
        marks=tuple(marks),
        claims=claims,
        copies=tuple(report_head(one) for one in book.copies_of(report) if one.id != report.id),
        decisions=decisions_about(book, report),
    )


def marks_of(reading: Reading, claims: tuple[Claim, ...]) -> Iterator[Mark]:
    """Yield what each of the words gave."""
    for claim in claims:
        yield Mark(claim.span, "claim", f"{claim.stance}, {claim.polarity}, {claim.certainty}", (claim.id,))
    for attribution in reading.attributions:
        said = attribution.sayer or "a voice without a name"
        for span in attribution.source:
            yield Mark(span, "source", said, ())
        for span in attribution.cue:
            yield Mark(span, "cue", attribution.stance, ())
        for span in attribution.content:
            yield Mark(span, "content", f"{said}, {attribution.kind}", ())
    for event in reading.events:
        named = tuple(
            one.id for one in claims if one.event is not None and one.event.trigger == event.trigger
        )
        yield Mark(event.trigger, "event", event.type or "an act that the codebook does not know", named)
        for role, party in (("acts", event.initiator), ("suffers", event.target)):
            if party is not None and party.span is not None:
                yield Mark(party.span, "party", f"{party.name} {role}", named)
    for place in reading.places:
        lies = ", ".join(filter(None, (place.name, place.admin1, place.country)))
        yield Mark(place.span, "place", lies, placed(claims, place.span))
    for time in reading.times:
        day = say_interval(time.earliest, time.latest) or time.timex or "a time that is not anchored"
        yield Mark(time.span, "time", day, timed(claims, time.span))
    for toll in reading.tolls:
        yield Mark(
            toll.span,
            "toll",
            f"{toll.item or toll.measure}: {say_range(toll.low, toll.high)}",
            counted(claims, toll.span),
        )


def placed(claims: tuple[Claim, ...], span: Span) -> tuple[str, ...]:
    """Return the claims whose event has a place at a span."""
    return tuple(
        one.id for one in claims if one.event and any(place.span == span for place in one.event.places)
    )


def timed(claims: tuple[Claim, ...], span: Span) -> tuple[str, ...]:
    """Return the claims whose event has its time at a span."""
    return tuple(one.id for one in claims if one.event and one.event.time and one.event.time.span == span)


def counted(claims: tuple[Claim, ...], span: Span) -> tuple[str, ...]:
    """Return the claims whose event has a loss at a span."""
    return tuple(one.id for one in claims if one.event and any(toll.span == span for toll in one.event.tolls))
