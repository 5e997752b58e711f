"""Say plainly what no one has said, counted."""

from collections.abc import Sequence

from fogline.briefing.document import Points, Section, Sentence, say
from fogline.briefing.incident import GAP_SENTENCES, gaps_of
from fogline.briefing.selection import Selection
from fogline.briefing.words import count_words
from fogline.model.incident import Incident

__all__ = ["claims_of", "gap_section"]


def gap_section(selection: Selection) -> Section | None:
    """Return what is not known, a sentence a gap; None where nothing is missing."""
    sentences = [
        sentence
        for sentence in (*incident_gaps(selection), *statement_gaps(selection), *report_gaps(selection))
        if sentence is not None
    ]
    if not sentences:
        return None
    return Section("What is not known", (Points(tuple((one,) for one in sentences), "gaps"),))


def incident_gaps(selection: Selection) -> list[Sentence]:
    """Return what no one has said of incidents."""
    missing: dict[str, list[Incident]] = {gap: [] for gap in GAP_SENTENCES}
    for incident in selection.incidents:
        for gap in gaps_of(incident):
            missing[gap].append(incident)
    told = [
        say(GAP_SENTENCES[gap].format(count_words(len(some), "incident")), claims_of(some))
        for gap, some in missing.items()
        if some
    ]
    single = [incident for incident in selection.incidents if incident.origins <= 1]
    if single:
        count = count_words(len(single), "incident rests", "incidents rest")
        told.append(say(f"{count} on one independent origin.", claims_of(single)))
    return told


def statement_gaps(selection: Selection) -> list[Sentence]:
    """Return which statements are unsure where they stand, and how many belong to no incident."""
    claims = [claim for incident in selection.incidents for claim in selection.claims_of(incident)]
    unsure = tuple(claim.id for claim in claims if claim.certainty == "unconfirmed")
    told = []
    if unsure:
        called = count_words(
            len(unsure),
            "statement is called unconfirmed where it stands.",
            "statements are called unconfirmed where they stand.",
        )
        told.append(say(called, unsure))
    if selection.loose:
        count = count_words(selection.loose, "statement belongs", "statements belong")
        told.append(say(f"{count} to no incident."))
    return told


def report_gaps(selection: Selection) -> list[Sentence]:
    """Return from how many reports nothing was read."""
    read = {claim.report for claim in selection.claims.values()} & set(selection.reports)
    silent = len(selection.reports) - len(read)
    return [say(f"From {count_words(silent, 'report')} no statement was read.")] if silent else []


def claims_of(incidents: Sequence[Incident]) -> tuple[str, ...]:
    """Return the claims of incidents, the first of each first, so that few notes lead to many incidents."""
    firsts = [incident.claims[0] for incident in incidents if incident.claims]
    rest = [claim for incident in incidents for claim in incident.claims[1:]]
    return (*firsts, *rest)
