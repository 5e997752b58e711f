"""Write the page: what happened, who says what, what is contested, what was conceded, what is not known."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import groupby

from fogline.briefing.geomap import map_figure
from fogline.briefing.incident import GAP_SENTENCES, gaps_of, incident_article, is_brief, statement_figure
from fogline.briefing.markup import Html, join, named, safe, tag
from fogline.briefing.selection import Selection, origin_count, select, voice_of
from fogline.briefing.timeline import timeline_svg
from fogline.briefing.words import (
    STATUS_WORDS,
    coarse,
    count_words,
    day_words,
    incident_title,
    moment_words,
    stance_words,
    when_words,
)  # fmt: skip
from fogline.model.claim import Claim
from fogline.model.incident import Incident
from fogline.model.report import Report
from fogline.model.vocabulary import Status
from fogline.plugins import load_documents

__all__ = ["write_briefing"]

# A line of the digest names this many voices; the article has them all.
DIGEST_VOICES = 3
DIGEST_CHARS = 110
DIGEST: tuple[tuple[Status, str], ...] = (("contested", "Contested"), ("conceded", "Conceded"))
TELLING = frozenset({"denied", "admitted", "refused", "denied_responsibility"})


def write_briefing(
    incidents: Iterable[Incident],
    claims: Iterable[Claim],
    reports: Iterable[Report],
    *,
    title: str,
    since: str | date | None = None,
    until: str | date | None = None,
    type_names: Mapping[str, str] | None = None,
) -> str:
    """Return one HTML page that needs no network, no script and no other file.

    The same records give the same page, whatever their order. All text from reports is
    escaped; hidden characters are shown by their code points.

    Args:
        incidents: those of a casebook; only those of the period are shown.
        claims: at least the claims of the incidents; others are shown where they threaten,
            warn, demand, predict, promise or refuse.
        reports: give each claim its sentence; without its report a claim shows its own quote.
        title: the headline.
        since: first day of the period.
        until: the day after its last.
        type_names: names of the event types, those of the shipped codebook when left out; a key
            without a name is shown in words.
    """
    selection = select(incidents, claims, reports, since=iso_day(since), until=iso_day(until))
    names = shipped_names() if type_names is None else type_names
    head = join(
        [
            Html('<meta charset="utf-8">'),
            Html('<meta name="viewport" content="width=device-width, initial-scale=1">'),
            # Nothing on the page may load or run anything, whatever a text contains.
            Html(
                '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
                "style-src 'unsafe-inline'\">"
            ),
            Html('<meta name="generator" content="fogline">'),
            tag("title", safe(title)),
            tag("style", style_sheet()),
        ]
    )
    sections = (
        digest(selection, names), times(selection, names), places(selection, names), days(selection, names),
        speech(selection), unknown(selection), report_list(selection),
    )  # fmt: skip
    body = join([masthead(selection, title), tag("main", *sections), colophon(selection)])
    page = tag("html", tag("head", head), tag("body", body), lang="en")
    return f"<!doctype html>\n{page}\n"


def iso_day(day: str | date | None) -> str | None:
    """Return a day as the records write it."""
    return day.isoformat() if isinstance(day, date) else day


@cache
def shipped_names() -> Mapping[str, str]:
    """Return the names of the event types that fogline ships."""
    return {
        key: str(document["name"])
        for key, document in load_documents("codebook").items()
        if "name" in document
    }


@cache
def style_sheet() -> Html:
    """Return the page's style, which lies beside this module."""
    return Html((files("fogline.briefing") / "style.css").read_text(encoding="utf-8"))


def masthead(selection: Selection, title: str) -> Html:
    """Return headline, period and the counts that say how well founded the page is."""
    claims = [claim for incident in selection.incidents for claim in selection.claims_of(incident)]
    outlets = {report.outlet for report in selection.reports.values() if report.outlet}
    sentence = (
        f"{count_words(len(selection.reports), 'report')} from {count_words(len(outlets), 'outlet')} tell of "
        f"{count_words(len(selection.incidents), 'incident')} in {count_words(len(claims), 'statement')} of "
        f"{count_words(origin_count(claims), 'independent origin')}. Copies of one text count once."
    )
    return tag(
        "header",
        tag("p", safe(f"Briefing \u00b7 {period_words(selection)}"), class_="overline"),
        tag("h1", named(title)),
        tag("p", safe(sentence), class_="standfirst"),
        tally(selection),
    )


def period_words(selection: Selection) -> str:
    """Return the period asked for, or the one that the incidents cover."""
    if selection.since and selection.until:
        return f"{moment_words(selection.since)} until {moment_words(selection.until)}"
    if selection.since:
        return f"since {moment_words(selection.since)}"
    if selection.until:
        return f"until {moment_words(selection.until)}"
    known = [
        i.when.earliest[:10]
        for i in selection.incidents
        if i.when.earliest is not None and not coarse(i.when)
    ]
    if not known:
        return "all dates"
    first, last = moment_words(min(known)), moment_words(max(known))
    return first if first == last else f"{first} to {last}"


def tally(selection: Selection) -> Html:
    """Return how many incidents have which status, and what the status means."""
    counts = {
        status: number
        for status in STATUS_WORDS
        if (number := sum(incident.status == status for incident in selection.incidents))
    }
    return tag(
        "ul",
        *(
            tag(
                "li",
                tag("b", safe(str(number))),
                tag("span", safe(STATUS_WORDS[status][0])),
                tag("small", safe(STATUS_WORDS[status][1])),
                class_=status,
            )
            for status, number in counts.items()
        ),
        class_="tally",
    )


def digest(selection: Selection, names: Mapping[str, str]) -> Html:
    """Return what is contested and what was conceded, with who says what in a line."""
    parts = [
        part
        for status, heading in DIGEST
        if (lines := list(digest_lines(selection, names, status)))
        for part in (tag("h3", safe(heading)), tag("ul", *lines, class_="digest"))
    ]
    if not parts:
        none = "No incident of this period is contested, and nothing was conceded."
        parts.append(tag("p", safe(none), class_="lead"))
    return tag("section", tag("h2", safe("Where accounts differ")), *parts)


def digest_lines(selection: Selection, names: Mapping[str, str], status: Status) -> Iterator[Html]:
    """Yield one entry an incident: the first words of each voice, and what it does with them."""
    for incident in selection.incidents:
        if incident.status != status:
            continue
        said: dict[str, list[Claim]] = {}
        for claim in selection.claims_of(incident):
            said.setdefault(voice_of(claim), []).append(claim)
        lines = [digest_voice(voice, claims) for voice, claims in said.items()]
        if len(lines) > DIGEST_VOICES:
            rest = count_words(len(lines) - DIGEST_VOICES, "more voice")
            lines[DIGEST_VOICES:] = [tag("span", safe(rest), class_="says quiet")]
        yield tag(
            "li",
            tag("span", safe(when_words(incident.when)), class_="when"),
            tag("a", named(incident_title(incident, names)), href=f"#{incident.id}"),
            *lines,
        )


def digest_voice(voice: str, claims: Sequence[Claim]) -> Html:
    """Return a voice with its most telling statement: a denial or an admission before a plain one."""
    claim = next((claim for claim in claims if claim.stance in TELLING), claims[0])
    return tag(
        "span",
        tag("b", named(voice)),
        safe(f" {stance_words(claim)}: "),
        tag("q", named(shortened(claim.quote))),
        class_="says",
    )


def shortened(quote: str) -> str:
    """Return the first words of a quote."""
    words = " ".join(quote.split())
    return words if len(words) <= DIGEST_CHARS else words[:DIGEST_CHARS].rpartition(" ")[0] + "\u2009\u2026"


def times(selection: Selection, names: Mapping[str, str]) -> Html:
    """Return the timeline."""
    return tag(
        "section",
        tag("h2", safe("When")),
        tag("p", safe("One mark an incident, at the first day it can have happened on."), class_="lead"),
        tag("div", timeline_svg(selection, names), class_="scroll"),
    )


def places(selection: Selection, names: Mapping[str, str]) -> Html:
    """Return the map."""
    return tag("section", tag("h2", safe("Where")), map_figure(selection.incidents, names))


def days(selection: Selection, names: Mapping[str, str]) -> Html:
    """Return the incidents by day; those of longer spans and of no known day come last."""
    parts: list[Html] = []
    for heading, group in groupby(
        sorted(selection.incidents, key=shelf), key=lambda incident: shelf(incident)[:2]
    ):
        parts.append(tag("h3", safe(shelf_words(heading[1]))))
        told = sorted(group, key=by_weight)
        brief = [incident for incident in told if is_brief(incident, selection)]
        parts.extend(incident_article(i, selection, names) for i in told if i not in brief)
        if brief:
            parts.append(tag("div", *(incident_article(i, selection, names) for i in brief), class_="briefs"))
    if not parts:
        parts.append(tag("p", safe("No incident was read for this period."), class_="lead"))
    return tag("section", tag("h2", safe("What is said to have happened")), *parts)


def shelf(incident: Incident) -> tuple[int, str, str]:
    """Return where an incident stands: its day, or among the longer spans, or among the undated."""
    if incident.when.earliest is None:
        return 2, "undated", incident.id
    if coarse(incident.when):
        return 1, "longer", incident.when.earliest
    return 0, incident.when.earliest[:10], incident.when.earliest


def shelf_words(heading: str) -> str:
    """Return a day's heading."""
    if heading == "undated":
        return "On a day that is not known"
    if heading == "longer":
        return "Over longer spans of time"
    return day_words(date.fromisoformat(heading))


def by_weight(incident: Incident) -> tuple[int, str, str, str]:
    """Order the incidents of a day: what is disputed first, then by place and time."""
    return (
        tuple(STATUS_WORDS).index(incident.status),
        incident.places[0].name if incident.places else "\uffff",
        incident.when.earliest or "",
        incident.id,
    )


def speech(selection: Selection) -> Html:
    """Return what was threatened, warned of, demanded, predicted: words that are no incidents."""
    if not selection.speech:
        return safe("")
    figures = (
        tag(
            "section",
            tag("h5", named(voice_of(said.claim))),
            statement_figure(said, selection),
            class_="voice",
        )
        for said in selection.speech
    )
    return tag(
        "section",
        tag("h2", safe("Words, not deeds")),
        tag(
            "p",
            safe("Threats, warnings, demands, predictions and refusals. None of them is an incident."),
            class_="lead",
        ),
        tag("div", *figures, class_="voices"),
    )


def unknown(selection: Selection) -> Html:
    """Return what no one has said, counted."""
    incidents = selection.incidents
    gaps = Counter(gap for incident in incidents for gap in gaps_of(incident))
    lines = [
        sentence.format(count_words(gaps[gap], "incident"))
        for gap, sentence in GAP_SENTENCES.items()
        if gaps[gap]
    ]
    single = sum(incident.origins <= 1 for incident in incidents)
    if single:
        lines.append(f"{count_words(single, 'incident rests', 'incidents rest')} on one independent origin.")
    claims = [claim for incident in incidents for claim in selection.claims_of(incident)]
    unsure = sum(claim.certainty == "unconfirmed" for claim in claims)
    if unsure:
        lines.append(
            f"{count_words(unsure, 'statement is', 'statements are')} called unconfirmed where it stands."
        )
    if selection.loose:
        lines.append(
            f"{count_words(selection.loose, 'statement belongs', 'statements belong')} to no incident."
        )
    silent = len(selection.reports) - len(
        {claim.report for claim in all_claims(selection)} & set(selection.reports)
    )
    if silent:
        lines.append(f"From {count_words(silent, 'report')} no statement was read.")
    if not lines:
        return safe("")
    return tag(
        "section",
        tag("h2", safe("What is not known")),
        tag("ul", *(tag("li", safe(line)) for line in lines), class_="gaps"),
    )


def all_claims(selection: Selection) -> Sequence[Claim]:
    """Return every claim that was given."""
    return list(selection.claims.values())


def report_list(selection: Selection) -> Html:
    """Return the reports with their outlets and dates, and which of them are copies."""
    origins: dict[str, str] = {}
    for claim in sorted(all_claims(selection), key=lambda claim: claim.id):
        origins.setdefault(claim.report, claim.origin or claim.report)
    ordered = sorted(selection.reports.values(), key=lambda report: (report.published or "9999", report.id))
    firsts: dict[str, str] = {}
    rows = []
    for report in ordered:
        origin = origins.get(report.id, report.id)
        first = firsts.setdefault(origin, report.outlet or "outlet not known")
        is_copy = firsts[origin] != (report.outlet or "outlet not known")
        rows.append(
            tag(
                "tr",
                tag("td", safe(moment_words(report.published)), class_="number"),
                tag("td", named(report.outlet or "outlet not known")),
                tag("td", named(report.title or report.key or "untitled")),
                tag("td", join([safe("copy of "), named(first)]) if is_copy else safe("")),
            )
        )
    head = tag(
        "tr", *(tag("th", safe(word), scope="col") for word in ("Published", "Outlet", "Title", "Origin"))
    )
    return tag(
        "section",
        tag("h2", safe("Reports")),
        tag(
            "details",
            tag("summary", safe(f"All {count_words(len(ordered), 'report')}")),
            tag("div", tag("table", tag("thead", head), tag("tbody", *rows)), class_="scroll"),
        ),
    )


def colophon(selection: Selection) -> Html:
    """Return how to read the page and what made it."""
    makers = sorted({claim.made_by for claim in all_claims(selection) if claim.made_by})
    parts = [
        tag(
            "p",
            safe(
                "Every statement is someone's: fogline says who said it, where, and how. Numbers are ranges of what "
                "was reported, not of what happened. Marked words are those that the statement was read from; the "
                "code beside each statement finds it again."
            ),
        )
    ]
    if makers:
        parts.append(tag("p", join([safe("Read by "), join((named(maker) for maker in makers), ", ")])))
    return tag("footer", *parts)
