"""Tell one incident in full: who says what, side by side, each with its quote; tolls as ranges; what is not known."""

from collections.abc import Mapping, Sequence

from fogline.briefing.citing import shown_id
from fogline.briefing.document import Article, Row, Run, Statement, Table, VoiceColumn, Words, name, plain
from fogline.briefing.quoting import quoted
from fogline.briefing.selection import (
    NO_OUTLET,
    NO_SAYER,
    Selection,
    Told,
    origin_count,
    statements_of,
    voice_of,
)
from fogline.briefing.words import (
    count_words,
    incident_title,
    moment_words,
    place_words,
    range_words,
    stance_words,
    toll_words,
    when_words,
)  # fmt: skip
from fogline.model.claim import Claim
from fogline.model.incident import Incident, TollRow

__all__ = [
    "GAP_SENTENCES", "PERSONS", "gaps_of", "incident_article", "is_brief", "parties_with", "said_tolls", "shown_rows",
    "side_words", "statement_of",
]  # fmt: skip

PERSONS = frozenset({"killed", "wounded", "casualties", "missing", "captured"})
# What a stance does to what others say: the colour of its word repeats it.
WEIGHT = {
    "denied": "against", "refused": "against", "denied_responsibility": "against", "admitted": "gives_way",
    "confirmed": "backs", "claimed_responsibility": "backs",
}  # fmt: skip

GAP_SENTENCES = {
    "when it happened": "No date is given for {}.",
    "where it happened": "No place is given for {}.",
    "where exactly it happened": "No exact place is known for {}.",
    "who acted": "No one is said to have acted in {}.",
    "loss of life or injury, if any": "No loss of life or injury is stated for {}.",
    "an upper bound of the losses": "No upper bound of the losses is given for {}.",
}


def incident_article(incident: Incident, selection: Selection, names: Mapping[str, str]) -> Article:
    """Return the article of an incident; its id is the anchor that the timeline and the map lead to."""
    brief = is_brief(incident, selection)
    return Article(
        id=incident.id,
        status=incident.status,
        title=incident_title(incident, names),
        facts=facts_of(incident),
        tolls=toll_table(incident, selection),
        voices=voices(selection.claims_of(incident), selection),
        gaps=() if brief else gaps_of(incident),
        brief=brief,
    )


def is_brief(incident: Incident, selection: Selection) -> bool:
    """Whether an incident is told in few words: one origin, one statement, no losses."""
    statements = statements_of(selection.claims_of(incident))
    return incident.status == "single" and len(statements) <= 1 and not incident.tolls


def parties_with(incident: Incident, role: str) -> list[str]:
    """Return the names of the parties with a role."""
    return [party.name for party in incident.parties if party.role == role]


def facts_of(incident: Incident) -> tuple[Words, ...]:
    """Return when, where, who and how well founded."""
    facts: list[Words] = [(plain(when_words(incident.when)),), (name(place_words(incident)),)]
    for role, word in (("initiator", "said to have acted"), ("target", "said to be the target")):
        parties = parties_with(incident, role)
        if parties:
            facts.append((plain(f"{word}: "), *listed(parties)))
    facts.append((plain(count_words(incident.origins, "independent origin")),))
    if incident.grade:
        facts.append((plain(f"grade {incident.grade}"),))
    facts.append((Run(shown_id(incident.id), "id", incident.id),))
    return tuple(facts)


def listed(names: Sequence[str]) -> Words:
    """Return names with commas between them."""
    return tuple(run for one in names for run in (plain(", "), name(one)))[1:]


def toll_table(incident: Incident, selection: Selection) -> Table | None:
    """Return the reported losses as ranges, with who gives which and from how many independent origins."""
    if not incident.tolls:
        return None
    rows = tuple(toll_row(row, selection) for row in shown_rows(incident.tolls))
    return Table(("Loss", "Range", "Origins", "Who says so"), rows, frozenset({1, 2}), "tolls")


def toll_row(row: TollRow, selection: Selection) -> Row:
    """Return one measure of one side."""
    told = [selection.claims[said.claim] for said in row.by_sayer if said.claim in selection.claims]
    sayers = [
        run
        for sayer, figure in said_tolls(row, selection)
        for run in (plain(" \u00b7 "), name(sayer), plain(" "), Run(figure, "strong"))
    ]
    whose: Words = () if row.party is None else (plain(", "), name(side_words(row.party)))
    return Row(
        (
            (plain(toll_words(row)), *whose),
            (plain(range_words(row.low, row.high)),),
            (plain(str(origin_count(told)) if told else "not known"),),
            tuple(sayers[1:]),
        ),
        tuple(claim.id for claim in told),
    )


def said_tolls(row: TollRow, selection: Selection) -> list[tuple[str, str]]:
    """Return who gives which figure, each once; one who denies a figure does not give it."""
    said: dict[tuple[str, str], None] = {}
    for one in row.by_sayer:
        claim = selection.claims.get(one.claim)
        figure = range_words(one.low, one.high)
        denied = claim is not None and claim.stance in ("denied", "denied_responsibility")
        said.setdefault((one.sayer or NO_SAYER, f"denies {figure}" if denied else figure))
    return list(said)


def shown_rows(rows: Sequence[TollRow]) -> list[TollRow]:
    """Return the rows to show: a total that one side alone makes up, or a side that is not known, says nothing new."""
    shown = []
    for row in sorted(rows, key=toll_order):
        same = [other for other in rows if (other.measure, other.item) == (row.measure, row.item)]
        sides = [other for other in same if other.party is not None]
        total = [other for other in same if other.party is None]
        alone = len(sides) == len(total) == 1 and (sides[0].low, sides[0].high) == (
            total[0].low,
            total[0].high,
        )
        dull = total if alone and sides[0].party != "unknown" else sides if alone else []
        if row not in dull:
            shown.append(row)
    return shown


def side_words(party: str) -> str:
    """Return the side that suffered."""
    return "side not known" if party == "unknown" else party


def toll_order(row: TollRow) -> tuple[int, str, str, str]:
    """Order rows: people before equipment, the whole before the sides."""
    return (row.measure == "equipment"), row.measure, row.item or "", row.party or ""


def voices(claims: Sequence[Claim], selection: Selection) -> tuple[VoiceColumn, ...]:
    """Return the statements by voice, in the order in which the voices first spoke."""
    columns: dict[str, list[Claim]] = {}
    for claim in claims:
        columns.setdefault(voice_of(claim), []).append(claim)
    return tuple(
        VoiceColumn(voice, tuple(statement_of(told, selection) for told in statements_of(said)))
        for voice, said in columns.items()
    )


def statement_of(told: Told, selection: Selection) -> Statement:
    """Return one statement: what the voice does, the sentence with the words marked, and where it stands."""
    claim = told.claim
    report = selection.reports.get(claim.report)
    negated = claim.stance == "asserted" and claim.polarity == "negated"
    return Statement(
        claim=claim.id,
        act=stance_words(claim, voice_of(claim)),
        weight="against" if negated else WEIGHT.get(claim.stance, "plain"),
        certainty="" if claim.certainty == "stated" else claim.certainty,
        quote=quoted(claim, report),
        lang=None if report is None else report.lang,
        source=source_of(told),
    )


def source_of(told: Told) -> tuple[Words, ...]:
    """Return outlet, date, the voices in between, the copies and the claim's id."""
    claim = told.claim
    parts: list[Words] = [
        (name(claim.outlet or NO_OUTLET),),
        (plain(moment_words(claim.published)),),
    ]
    between = [voice.sayer for voice in claim.chain[1:-1] if voice.sayer]
    if between:
        parts.append((plain("by way of "), *listed(between)))
    printed = sorted({copy.outlet or NO_OUTLET for copy in told.copies} - {claim.outlet})
    if printed:
        parts.append((plain("also printed by "), *listed(printed)))
    if claim.reviewed:
        parts.append((plain("reviewed by "), name(claim.reviewed.by)))
    parts.append((Run(shown_id(claim.id), "id", claim.id),))
    return tuple(parts)


def gaps_of(incident: Incident) -> tuple[str, ...]:
    """Name what is not known of an incident: the keys of GAP_SENTENCES."""
    persons = [row for row in incident.tolls if row.measure in PERSONS]
    found = {
        "when it happened": incident.when.precision is None,
        "where it happened": not incident.places,
        "where exactly it happened": bool(incident.places) and incident.places[0].lat is None,
        "who acted": not any(party.role == "initiator" for party in incident.parties),
        "loss of life or injury, if any": not persons,
        "an upper bound of the losses": any(row.high is None and row.low is not None for row in persons),
    }
    return tuple(gap for gap in GAP_SENTENCES if found[gap])
