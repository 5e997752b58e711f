"""Compose a briefing: what happened, who says what, what is contested and conceded, what is not known; then outlook."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, TypeAlias, get_args

from fogline.briefing.citing import notes_of
from fogline.briefing.document import (
    Block,
    Document,
    Folded,
    Heading,
    Paragraph,
    Row,
    Section,
    Table,
    Tallied,
    VoiceColumn,
    Words,
    name,
    plain,
    say,
)  # fmt: skip
from fogline.briefing.gaps import gap_section
from fogline.briefing.geomap import map_figure
from fogline.briefing.incident import incident_article, is_brief, statement_of
from fogline.briefing.outlook import Outlook, outlook_section
from fogline.briefing.selection import NO_OUTLET, Selection, origin_count, voice_of
from fogline.briefing.shelves import shelved
from fogline.briefing.short import dispute_sections, short_sections
from fogline.briefing.timeline import timeline_figure
from fogline.briefing.words import STATUS_WORDS, coarse, count_words, last_day_words, moment_words
from fogline.errors import SettingInvalid
from fogline.model.claim import Claim
from fogline.model.holdings import Loss
from fogline.plugins import load_documents

__all__ = ["LENGTHS", "Length", "compose", "shipped_names"]

Length: TypeAlias = Literal["page", "full"]
"""`page`: what matters most, on one page. `full`: every incident with every statement."""

LENGTHS: tuple[Length, ...] = get_args(Length)

OWNED = (
    "Every statement is someone's: fogline says who said it, where, and how. Numbers are ranges of what was "
    "reported, not of what happened."
)
MARKED = "Marked words are those that the statement was read from"
GRADED = (
    "Grades are those of the NATO Admiralty code: a letter for the source, from A (completely reliable) to E "
    "(unreliable), a digit for the information, from 1 (confirmed by other sources) to 5 (improbable); F and 6 "
    "cannot be judged."
)

NOTHING = Outlook((), "icd203", ())


@dataclass(frozen=True, slots=True)
class Frame:
    """What a briefing is besides what is told: headline, areas asked for, what was left out of it for safety."""

    title: str
    areas: tuple[str, ...] = ()
    left_out: tuple[Loss, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)


def compose(
    selection: Selection,
    frame: Frame,
    *,
    length: Length = "page",
    outlook: Outlook = NOTHING,
) -> Document:
    """Return the briefing of what was selected; the same selection gives the same document.

    Raises:
        SettingInvalid: there is no such length.
    """
    if length not in LENGTHS:
        raise SettingInvalid(f"length: found {length!r}, expected one of {', '.join(LENGTHS)}")
    past = (
        full_sections(selection, frame.names) if length == "full" else short_sections(selection, frame.names)
    )
    sections = (*past, outlook_section(outlook))
    return Document(
        title=frame.title,
        overline=" \u00b7 ".join(("Briefing", period_words(selection), *frame.areas)),
        standfirst=standfirst(selection),
        tally=tally(selection),
        sections=sections,
        notes=notes_of(sections, selection.claims),
        colophon=colophon(selection, frame.left_out, length),
        one_page=length == "page",
    )


@cache
def shipped_names() -> Mapping[str, str]:
    """Return the names of the event types that fogline ships."""
    return {
        key: str(document["name"])
        for key, document in load_documents("codebook").items()
        if "name" in document
    }


def full_sections(selection: Selection, names: Mapping[str, str]) -> tuple[Section, ...]:
    """Return every incident with every statement, the drawings, what is not known, and the reports."""
    one_mark = Paragraph((say("One mark an incident, at the first day it can have happened on."),), "lead")
    sections = (
        *dispute_sections(selection, names),
        Section("When", (one_mark, *timeline_figure(selection, names))),
        Section("Where", map_figure(selection.incidents, names)),
        Section("What is said to have happened", tuple(days(selection, names))),
        speech(selection),
        gap_section(selection),
        Section("Reports", (report_list(selection),)),
    )
    return tuple(section for section in sections if section is not None)


def days(selection: Selection, names: Mapping[str, str]) -> Iterable[Block]:
    """Yield the incidents by day; those of longer spans and of no known day come last."""
    if not selection.incidents:
        yield Paragraph((say("No incident was read for this period."),), "lead")
    for heading, told in shelved(selection.incidents):
        yield Heading(heading)
        brief = [incident for incident in told if is_brief(incident, selection)]
        yield from (incident_article(one, selection, names) for one in told if one not in brief)
        if brief:
            yield tuple(incident_article(one, selection, names) for one in brief)


def standfirst(selection: Selection) -> str:
    """Return the counts that say how well founded the briefing is."""
    claims = all_told(selection)
    outlets = {report.outlet for report in selection.reports.values() if report.outlet}
    printed = f"from {count_words(len(outlets), 'outlet')}" if outlets else "without a known outlet"
    tell = "tells" if len(selection.reports) == 1 else "tell"
    return (
        f"{count_words(len(selection.reports), 'report')} {printed} {tell} of "
        f"{count_words(len(selection.incidents), 'incident')} in {count_words(len(claims), 'statement')} of "
        f"{count_words(origin_count(claims), 'independent origin')}. Copies of one text count once."
    )


def all_told(selection: Selection) -> list[Claim]:
    """Return the claims of all incidents."""
    return [claim for incident in selection.incidents for claim in selection.claims_of(incident)]


def period_words(selection: Selection) -> str:
    """Return the period asked for, or the one that the incidents cover."""
    if selection.since and selection.until:
        return f"{moment_words(selection.since)} to {last_day_words(selection.until)}"
    if selection.since:
        return f"since {moment_words(selection.since)}"
    if selection.until:
        return f"to {last_day_words(selection.until)}"
    known = [
        i.when.earliest[:10]
        for i in selection.incidents
        if i.when.earliest is not None and i.when.precision is not None and not coarse(i.when)
    ]
    if not known:
        return "all dates"
    first, last = moment_words(min(known)), moment_words(max(known))
    return first if first == last else f"{first} to {last}"


def tally(selection: Selection) -> tuple[Tallied, ...]:
    """Return how many incidents have which status, and what the status means."""
    counts = {
        status: sum(incident.status == status for incident in selection.incidents) for status in STATUS_WORDS
    }
    return tuple(
        Tallied(status, number, *STATUS_WORDS[status]) for status, number in counts.items() if number
    )


def speech(selection: Selection) -> Section | None:
    """Return what was threatened, warned of, demanded, predicted: words that are no incidents."""
    if not selection.speech:
        return None
    lead = "Threats, warnings, demands, predictions and refusals. None of them is an incident."
    columns = tuple(
        VoiceColumn(voice_of(told.claim), (statement_of(told, selection),)) for told in selection.speech
    )
    return Section("Words, not deeds", (Paragraph((say(lead),), "lead"), columns))


def report_list(selection: Selection) -> Folded:
    """Return the reports with their outlets and dates, and which of them are copies."""
    origins: dict[str, str] = {}
    for claim in sorted(selection.claims.values(), key=lambda claim: claim.id):
        origins.setdefault(claim.report, claim.origin or claim.report)
    ordered = sorted(selection.reports.values(), key=lambda report: (report.published or "9999", report.id))
    firsts: dict[str, str] = {}
    rows = []
    for report in ordered:
        outlet = report.outlet or NO_OUTLET
        first = firsts.setdefault(origins.get(report.id, report.id), outlet)
        copy: Words = () if first == outlet else (plain("copy of "), name(first))
        title = name(report.title or report.key or "untitled")
        rows.append(Row(((plain(moment_words(report.published)),), (name(outlet),), (title,), copy)))
    table = Table(("Published", "Outlet", "Title", "Origin"), tuple(rows), frozenset({0}))
    return Folded(f"All {count_words(len(ordered), 'report')}", (table,))


def colophon(selection: Selection, left_out: tuple[Loss, ...], length: Length) -> tuple[Words, ...]:
    """Return how to read the briefing, what was left out of it for people's safety, and what made it."""
    found = "A raised number leads to its source" if length == "page" else MARKED
    parts: list[Words] = [
        (plain(f"{OWNED} {found}; the code beside it finds the statement again. {GRADED}"),)
    ]
    if left_out:
        told = "; ".join(f"{loss.what} ({loss.count:,}; {loss.why})" for loss in left_out)
        parts.append((plain(f"Left out for people's safety: {told}."),))
    makers = sorted({claim.made_by for claim in selection.claims.values() if claim.made_by})
    if makers:
        named = [run for maker in makers for run in (plain(", "), name(maker))][1:]
        parts.append((plain("Read by "), *named))
    return tuple(parts)
