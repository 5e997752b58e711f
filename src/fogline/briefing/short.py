"""Tell in a few sentences what matters most: where accounts differ first, then what else is said to have happened."""

from collections.abc import Mapping, Sequence

from fogline.briefing.document import (
    Block,
    Drawing,
    Heading,
    Paragraph,
    Points,
    Run,
    Section,
    Sentence,
    link,
    name,
    plain,
    say,
)
from fogline.briefing.gaps import claims_of, gap_section
from fogline.briefing.geomap import densest_map
from fogline.briefing.incident import PERSONS, parties_with, said_tolls, shown_rows, side_words
from fogline.briefing.quoting import telling, wordless
from fogline.briefing.selection import Selection, voice_of
from fogline.briefing.timeline import timeline_figure
from fogline.briefing.words import (
    STATUS_WORDS,
    count_words,
    incident_title,
    range_words,
    stance_words,
    toll_words,
    when_words,
)  # fmt: skip
from fogline.model.claim import Claim
from fogline.model.incident import Incident, TollRow
from fogline.model.vocabulary import Status

__all__ = ["dispute_sections", "short_sections"]

DIGEST: tuple[tuple[Status, str], ...] = (("contested", "Contested"), ("conceded", "Conceded"))
TELLING = frozenset({"denied", "admitted", "refused", "denied_responsibility"})

DIGEST_VOICES = 3
"""A line of the digest names this many voices; the article has them all."""

DISPUTED, OTHERS, VOICES = 4, 3, 2
"""How many incidents a page tells of, disputed and other, and how many voices of each it quotes."""

LOSSES, FIGURES = 2, 3

NOBODY = frozenset(
    {"enemy", "enemy forces", "fighters", "force", "forces", "men", "soldiers", "the enemy", "troops"}
)
"""Parties that name no one: a headline leaves them out."""


def dispute_sections(selection: Selection, names: Mapping[str, str]) -> tuple[Section, ...]:
    """Return what is contested and what was conceded, with who says what in a line."""
    blocks: list[Block] = []
    for status, heading in DIGEST:
        told = [incident for incident in selection.incidents if incident.status == status]
        if told:
            blocks += [
                Heading(heading), Points(tuple(digest_item(one, selection, names) for one in told), "digest")
            ]  # fmt: skip
    if not blocks:
        none = "No incident of this period is contested, and nothing was conceded."
        blocks.append(Paragraph((say(none),), "lead"))
    return (Section("Where accounts differ", tuple(blocks)),)


def digest_item(incident: Incident, selection: Selection, names: Mapping[str, str]) -> tuple[Sentence, ...]:
    """Return an incident's day and title, and the first words of each voice with what it does with them."""
    said = by_voice(selection.claims_of(incident))
    lines = [voice_sentence(claims, selection) for claims in said.values()]
    if len(lines) > DIGEST_VOICES:
        rest = tuple(claim.id for claims in list(said.values())[DIGEST_VOICES:] for claim in claims)
        more = Sentence((plain(count_words(len(lines) - DIGEST_VOICES, "more voice")),), rest, "says")
        lines[DIGEST_VOICES:] = [more]
    when = Sentence((plain(when_words(incident.when)),), (), "when")
    title = Sentence((link(incident_title(incident, names), incident.id),), (), "title")
    return when, title, *lines


def by_voice(claims: Sequence[Claim]) -> dict[str, list[Claim]]:
    """Return the claims of each voice, in the order in which the voices first spoke."""
    said: dict[str, list[Claim]] = {}
    for claim in claims:
        said.setdefault(voice_of(claim), []).append(claim)
    return said


def most_telling(claims: Sequence[Claim]) -> Claim:
    """Return a voice's denial or admission before a plain statement, and words before a gap."""
    spoken = [claim for claim in claims if not wordless(claim.quote)] or claims
    return next((claim for claim in spoken if claim.stance in TELLING), spoken[0])


def voice_sentence(claims: Sequence[Claim], selection: Selection) -> Sentence:
    """Return what a voice does, with its most telling words."""
    claim = most_telling(claims)
    voice = voice_of(claim)
    quote = Run(telling(claim, selection.reports.get(claim.report)), "quote")
    words = (Run(voice, "strong"), plain(f" {stance_words(claim, voice)}: "), quote)
    return Sentence(words, (claim.id,), "says")


def short_sections(selection: Selection, names: Mapping[str, str]) -> tuple[Section, ...]:
    """Return the sections of one page about what is said to have happened and what is not known."""
    disputed = [one for one in selection.incidents if one.status in ("contested", "conceded")]
    others = [one for one in selection.incidents if one.status not in ("contested", "conceded", "discounted")]
    gaps = gap_section(selection)
    return (
        told_section("Where accounts differ", disputed, DISPUTED, selection, names,
                     "No incident of this period is contested, and nothing was conceded."),
        told_section("What else is said to have happened", others, OTHERS, selection, names,
                     "No other incident was read for this period."),
        *drawings(selection, names),
        *(() if gaps is None else (gaps,)),
    )  # fmt: skip


def drawings(selection: Selection, names: Mapping[str, str]) -> tuple[Section, ...]:
    """Return the timeline and the map of where most lies, where there is something to draw, and what they leave out."""
    timeline = [block for block in timeline_figure(selection, names) if isinstance(block, Drawing)]
    drawn, elsewhere, unmapped = densest_map(selection.incidents, names)
    blocks = [*timeline, *(() if drawn is None else (drawn,))]
    if not blocks:
        return ()
    told = (
        (elsewhere, "incident lies outside of this map.", "incidents lie outside of this map."),
        (unmapped, "incident has no coordinates and no place on any map.",
         "incidents have no coordinates and no place on any map."),
    )  # fmt: skip
    notes = tuple(say(count_words(len(some), one, many), claims_of(some)) for some, one, many in told if some)
    return (Section("When and where", (*blocks, *((Paragraph(notes, "quiet"),) if notes else ()))),)


def told_section(
    title: str, incidents: Sequence[Incident], most: int, selection: Selection, names: Mapping[str, str], none: str
) -> Section:  # fmt: skip
    """Return what weighs most of some incidents, and how many more there are."""
    if not incidents:
        return Section(title, (Paragraph((say(none),), "lead"),))
    told = sorted(sorted(incidents, key=weight)[:most], key=by_day)
    blocks: list[Block] = [Points(tuple(told_sentences(one, selection, names) for one in told), "told")]
    more = [one for one in incidents if one not in told]
    if more:
        counts = ", ".join(
            f"{number} {STATUS_WORDS[status][0].lower()}"
            for status in STATUS_WORDS
            if (number := sum(one.status == status for one in more))
        )
        words = f"And {count_words(len(more), 'more incident')}: {counts}."
        blocks.append(Paragraph((say(words, claims_of(more)),), "quiet"))
    return Section(title, tuple(blocks))


def by_day(incident: Incident) -> tuple[bool, str, str]:
    """Order incidents by their day, those of no known day last."""
    return incident.when.precision is None, incident.when.earliest or "", incident.id


def weight(incident: Incident) -> tuple[int, int, int, str]:
    """Order incidents by what they weigh: reported losses of people, independent origins, statements."""
    people = max(
        (row.high or row.best or row.low or 0 for row in incident.tolls if row.measure in PERSONS), default=0
    )
    return -people, -incident.origins, -len(incident.claims), incident.id


def told_sentences(
    incident: Incident, selection: Selection, names: Mapping[str, str]
) -> tuple[Sentence, ...]:
    """Return an incident in a few sentences: what, when and where; losses; who says what; how well founded."""
    said = by_voice(selection.claims_of(incident))
    ranked = sorted(said.values(), key=lambda claims: most_telling(claims).stance not in TELLING)
    losses = [row for row in shown_rows(incident.tolls) if (row.low, row.high) != (None, None)][:LOSSES]
    return (
        headline(incident, names),
        *(loss_sentence(row, incident, selection) for row in losses),
        *(voice_stop(voice_sentence(claims, selection)) for claims in ranked[:VOICES]),
        founded(incident),
    )


def headline(incident: Incident, names: Mapping[str, str]) -> Sentence:
    """Return when, what, where, and who is said to have acted."""
    when = when_words(incident.when)
    words = [plain(f"{when[:1].upper()}{when[1:]}: "), Run(incident_title(incident, names), "strong")]
    actors = told_names(parties_with(incident, "initiator"))
    if actors:
        named = [run for one in actors[:2] for run in (plain(" and "), name(one))]
        words += [plain(", reportedly by "), *named[1:]]
    return Sentence((*words, plain(".")), incident.claims, "title")


def told_names(names: Sequence[str]) -> list[str]:
    """Return names without those that name no one, and those that end another: "paratroops" of "British paratroops"."""
    return [
        one
        for one in names
        if one.casefold() not in NOBODY
        and not any(other.casefold().endswith(f" {one.casefold()}") for other in names)
    ]


def loss_sentence(row: TollRow, incident: Incident, selection: Selection) -> Sentence:
    """Return one loss as a range with who gives which figure."""
    measure = toll_words(row)
    whose = "" if row.party is None else f", {side_words(row.party)}"
    range_said = range_words(row.low, row.high)
    given = said_tolls(row, selection)
    said = [one for one in given if one[1] != range_words(None, None)] or given
    agreed = all(figure == range_said for _, figure in said)
    figures = [sayer if agreed else f"{sayer}: {figure}" for sayer, figure in said]
    rest = f"; {len(figures) - FIGURES} more" if len(figures) > FIGURES else ""
    told = f" ({'; '.join(figures[:FIGURES])}{rest})" if figures else ""
    claims = tuple(one.claim for one in row.by_sayer) or incident.claims
    words = f"{measure[:1].upper()}{measure[1:]}{whose}: {range_said}{told}."
    return say(words, tuple(dict.fromkeys(claims)))


def voice_stop(sentence: Sentence) -> Sentence:
    """Return what a voice says as a sentence in a running text."""
    first, *rest = sentence.words
    voice = Run(first.text[:1].upper() + first.text[1:], first.kind)
    return Sentence((voice, *rest, plain(".")), sentence.claims)


def founded(incident: Incident) -> Sentence:
    """Return status, origins and grade."""
    word, _ = STATUS_WORDS[incident.status]
    grade = f", grade {incident.grade}" if incident.grade else ""
    return say(f"{word}: {count_words(incident.origins, 'independent origin')}{grade}.", incident.claims)
