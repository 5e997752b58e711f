"""Draw up an incident's losses: what each sayer says, per measure and per party that suffered, and the range of all.

Rules, in this order:

1. A running total ("so far this year") is no loss of one incident and is left out.
2. A part ("among them three children") is in its whole already and is left out.
3. Of copies of one text the first is heard; a later version by its own outlet is heard too.
4. What one claim tells of one party is added up: "a guard and two drivers" are three. A bare word after a larger
   figure is some of those: "four were shot, one fatally".
5. Of several claims in one report a voice's largest figure holds: the others tell of some of the same people.
6. A later report by the same voice replaces its earlier one, upwards and downwards; but a single victim or a vague
   word replaces no larger figure, for whoever tells of one says nothing of how many there were.
7. Where a report tells how many were shot, hit or struck and how many died, the rest are wounded, unless it tells more.
8. One wounded where all tell of one dead is the same person, unless a claim tells of both side by side.
9. A voice that gives no figure for the whole has the sum of its parties' figures.
10. `low` is the lowest of the lower bounds, `high` the highest of the upper bounds, None while open ("at least 12").
11. `best` is chosen from one figure a report, its largest, and one a side that speaks for itself: the lower middle
    one, the careful choice of field coders. Sides are never averaged.
12. "Casualties" without a number is a row without numbers, never 0.

A single victim without a side, such as a name, stands under "unknown": a person is no party. Losses that a side
admits without a word of whose they are ("admitted the loss of three aircraft") are its own, and so are the machines of
which it says that none was lost ("all aircraft returned safely").
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from fogline.merging.peoples import STEM, state_words
from fogline.merging.profiles import Sides
from fogline.merging.voices import TELLING, speaking, voice_of
from fogline.model.claim import Claim
from fogline.model.incident import SayerToll, TollRow
from fogline.model.reading import Party, Toll
from fogline.model.records import Record
from fogline.model.vocabulary import Group, Item, Measure

__all__ = [
    "UNKNOWN_PARTY", "GroupTold", "Kind", "Said", "draw_up_tolls", "groups_told", "is_of_the_sayer",
    "statements", "toll_rows",
]  # fmt: skip

UNKNOWN_PARTY = "unknown"
LOSSES = "combat_losses"
WORD = re.compile(r"\w+")
ALONE = frozenset({"person", "unnamed"})
OTHERS = frozenset({"another", "other", "others", "second"})
NOUN = re.compile(r"\bcasualt", re.IGNORECASE)
"""Casualties told by this noun are dead and wounded together, not people who were shot, hit or struck."""

Kind = tuple[Measure, Item | None]


@dataclass(frozen=True, slots=True)
class Said:
    """What one voice says in one report of one party's loss.

    `is_single`: it tells of a single victim; `is_another`: of one beside the dead;
    `is_hit`: of people shot, hit or struck, who are dead or wounded;
    `is_of_make`: of machines of one make; `is_alone`: by somebody who speaks for no actor
    of the registry. `side` is the side that speaks; `loser` is whose loss it is, by id
    where the registry has one, and `losing_side` the side that this one belongs to.
    """

    voice: str
    report: str
    kind: Kind
    party: str
    low: int | None
    high: int | None
    is_single: bool
    is_vague: bool
    is_another: bool
    is_hit: bool
    is_of_make: bool
    is_alone: bool
    side: str | None
    loser: str
    losing_side: str
    sayer: str | None
    claim: str

    @property
    def row(self) -> SayerToll:
        """The figure as a toll row has it."""
        return SayerToll(self.sayer, self.low, self.high, self.claim)

    @property
    def point(self) -> int | None:
        """The one figure that stands for what is said: its lower bound, else its upper one."""
        return self.low if self.low is not None else self.high

    @property
    def weight(self) -> tuple[bool, int]:
        """What tells the larger of two figures: a number before a vague word."""
        return (not self.is_vague, self.point or 0)


def draw_up_tolls(claims: Sequence[Claim], sides: Sides | None = None) -> tuple[TollRow, ...]:
    """Return an incident's toll rows: for each measure one for the whole, then one a party.

    Args:
        claims: all claims of one incident in the order of (published, id).
        sides: the sides in it; without them nobody speaks for one.
    """
    return toll_rows(statements(speaking(claims), sides))


def toll_rows(told: Iterable[Said]) -> tuple[TollRow, ...]:
    """Return the rows of what voices say of losses, in the order in which the reports came out."""
    kinds: dict[Kind, list[Said]] = {}
    for said in told:
        kinds.setdefault(said.kind, []).append(said)
    rows: list[TollRow] = []
    for kind in sorted(kinds, key=lambda one: (one[0], one[1] or "")):
        rows.extend(rows_of(kind, kinds[kind]))
    return tuple(rows)


def rows_of(kind: Kind, told: Sequence[Said]) -> Iterator[TollRow]:
    """Yield the rows of one measure: the whole, then each party."""
    held = list(last_said(told))
    by_party: dict[str, dict[str, Said]] = {}
    for said in held:
        by_party.setdefault(said.party, {})[said.voice] = said
    yield toll_row(kind, None, list(whole(by_party)))
    for party in sorted(by_party):
        yield toll_row(kind, party, list(by_party[party].values()))


def statements(claims: Sequence[Claim], sides: Sides | None) -> list[Said]:
    """Return what each voice says of each loss in each report, in the order in which the reports came out."""
    told = list(read_statements(claims, sides))
    return without_the_dead([*told, *wounded_of_hit(told)])


def read_statements(claims: Sequence[Claim], sides: Sides | None) -> Iterator[Said]:
    """Yield what each voice says in each report in so many words."""
    groups: dict[tuple[str, str, Kind, str], list[Said]] = {}
    parties = known_parties(claims)
    named = {} if sides is None else names_of_sides(claims, sides)
    for claim in claims:
        side = None if sides is None else sides.spoken_for(claim)
        own = named.get(side or "")
        figures: dict[tuple[Kind, str], list[Toll]] = {}
        for toll in counted(claim):
            is_own = own is not None and is_of_the_sayer(claim, toll)
            party = own.name if own is not None and is_own else party_of(toll, parties)
            figures.setdefault(((toll.measure, toll.item), party), []).append(toll)
        for (kind, party), tolls in figures.items():
            loser = tolls[0].party or own if party != UNKNOWN_PARTY else None
            said = figure_of(claim, kind, party, tolls, side, losers_of(loser, sides))
            groups.setdefault((said.voice, said.report, kind, party), []).append(said)
    for group in groups.values():
        yield max(group, key=lambda said: said.weight)


def counted(claim: Claim) -> Iterator[Toll]:
    """Yield the losses of a claim that belong to this one incident as the sayer tells it."""
    if claim.event is None or claim.stance not in TELLING:
        return
    for toll in claim.event.tolls:
        is_told = claim.polarity == "affirmed" or toll.high == 0
        if is_told and not toll.cumulative and toll.part_of is None:
            yield toll


def is_of_the_sayer(claim: Claim, toll: Toll) -> bool:
    """Tell whether a loss of nobody in particular is the sayer's own: it admits it, or says that none was lost."""
    is_admitted = claim.stance == "admitted" and claim.event is not None and claim.event.type == LOSSES
    return toll.party is None and (is_admitted or (toll.item is not None and toll.high == 0))


def names_of_sides(claims: Iterable[Claim], sides: Sides) -> dict[str, Party]:
    """Return for each registered side the party that claims name for it, the side itself before its parts."""
    known = {
        toll.party.name: toll.party
        for claim in claims
        for toll in counted(claim)
        if toll.party is not None and toll.party.actor is not None
    }
    named: dict[str, Party] = {}
    for party in sorted(known.values(), key=lambda one: (one.actor or "", one.name)):
        named.setdefault(sides.profiles.side_of_party(party), party)
    return named


def losers_of(party: Party | None, sides: Sides | None) -> tuple[str, str]:
    """Return who suffered a loss, and the side that this one belongs to."""
    if party is None:
        return UNKNOWN_PARTY, UNKNOWN_PARTY
    own = party.actor or party.name.casefold()
    return own, own if sides is None else sides.profiles.side_of_party(party)


def known_parties(claims: Iterable[Claim]) -> frozenset[str]:
    """Return the names of parties that are more than one person: registered, or with a loss of several."""
    return frozenset(
        toll.party.name
        for claim in claims
        for toll in counted(claim)
        if toll.party is not None and (toll.party.actor is not None or not is_one(toll))
    )


def is_one(toll: Toll) -> bool:
    """Tell whether a loss is exactly one person or thing."""
    return toll.low == 1 and toll.high == 1


def party_of(toll: Toll, parties: frozenset[str]) -> str:
    """Return the party that suffered a loss; a person by himself is none."""
    if toll.party is None or toll.party.name not in parties:
        return UNKNOWN_PARTY
    return toll.party.name


def figure_of(
    claim: Claim, kind: Kind, party: str, tolls: Sequence[Toll], side: str | None, losers: tuple[str, str]
) -> Said:
    """Return one claim's figure for one party: its losses added up, vague ones only where there are no others."""
    exact = [toll for toll in tolls if toll.wording != "vague"] or list(tolls)
    added = [toll for at, toll in enumerate(exact) if not is_one_of_those(claim, toll, exact[:at])]
    return Said(
        voice=voice_of(claim),
        report=claim.report,
        kind=kind,
        party=party,
        low=add(toll.low for toll in added),
        high=add(toll.high for toll in added),
        is_single=len(added) == 1 and is_one(added[0]),
        is_vague=any(toll.wording == "vague" for toll in added),
        is_another=any(words in OTHERS for toll in added for words in words_of(claim, toll))
        or tells_dead(claim, kind),
        is_hit=kind[0] == "casualties" and NOUN.search(claim.quote) is None,
        is_of_make=kind[1] is not None and any(map(has_make, (raw_words(claim, toll) for toll in added))),
        is_alone=claim.chain[-1].kind in ALONE and ":" not in (side or ""),
        side=side,
        loser=losers[0],
        losing_side=losers[1],
        sayer=claim.chain[-1].sayer,
        claim=claim.id,
    )


def is_one_of_those(claim: Claim, toll: Toll, before: Sequence[Toll]) -> bool:
    """Tell whether a loss in one word belongs to a larger one before it: "four were shot, one fatally"."""
    return any((toll.low or 0) < (other.low or 0) for other in before) and len(words_of(claim, toll)) == 1


def words_of(claim: Claim, toll: Toll) -> list[str]:
    """Return the words of a loss, in small letters, as far as they stand in the claim's passage."""
    return [word.casefold() for word in raw_words(claim, toll)]


def raw_words(claim: Claim, toll: Toll) -> list[str]:
    """Return the words of a loss as they are written in the claim's passage."""
    start, end = (max(0, at - claim.span[0]) for at in toll.span)
    return WORD.findall(claim.quote[start:end])


def has_make(words: Sequence[str]) -> bool:
    """Tell whether words name a make of machine: "two British Sea Harriers", not "two British aircraft"."""
    return any(word[0].isupper() and word.casefold()[:STEM] not in state_words() for word in words[1:])


def last_said(told: Iterable[Said]) -> Iterable[Said]:
    """Return what each voice holds for each party: the last it said; one victim takes back no larger figure."""
    held: dict[tuple[str, str], Said] = {}
    for said in told:
        before = held.get((said.voice, said.party))
        if before is not None and (said.is_single or said.is_vague) and said.weight < before.weight:
            continue
        held[said.voice, said.party] = said
    return held.values()


def wounded_of_hit(told: Sequence[Said]) -> Iterator[Said]:
    """Yield, for reports that tell how many were hit, who of them did not die, where they do not tell it themselves."""
    dead: dict[str, int] = {}
    wounded: dict[str, int] = {}
    for said in told:
        counts = {"killed": dead, "wounded": wounded}.get(said.kind[0])
        if counts is not None and not said.is_vague:
            counts[said.report] = max(counts.get(said.report, 0), said.low or 0)
    for said in told:
        if not said.is_hit or said.low is None or said.is_vague:
            continue
        left = said.low - dead.get(said.report, 0)
        if left > wounded.get(said.report, 0):
            high = None if said.high is None else said.high - dead.get(said.report, 0)
            yield replace(said, kind=("wounded", None), low=left, high=high, is_single=left == 1)


def without_the_dead(told: Sequence[Said]) -> list[Said]:
    """Return what is said without the one wounded who is the one dead: both single, never told side by side."""
    dead = [said for said in told if said.kind[0] == "killed" and not said.is_vague]
    if not dead or not all(said.is_single for said in dead):
        return list(told)
    return [said for said in told if said.kind[0] != "wounded" or not said.is_single or said.is_another]


def tells_dead(claim: Claim, kind: Kind) -> bool:
    """Tell whether a claim tells of somebody dead beside a loss of another kind."""
    return kind[0] != "killed" and any(toll.measure == "killed" for toll in counted(claim))


def whole(by_party: dict[str, dict[str, Said]]) -> Iterator[Said]:
    """Yield each voice's figure for the whole incident: the one for no side in particular, else its parties' sum."""
    voices: dict[str, list[Said]] = {}
    for party in sorted(by_party):
        for voice, said in by_party[party].items():
            voices.setdefault(voice, []).append(said)
    for voice in sorted(voices):
        general = by_party.get(UNKNOWN_PARTY, {}).get(voice)
        named = [said for said in voices[voice] if said is not general]
        if general is not None and (
            not named or general.is_single or (general.low or 0) >= sum(said.low or 0 for said in named)
        ):
            yield max([general, *named], key=lambda said: said.weight)
            continue
        parts = named if general is None else [general, *named]
        yield replace(
            parts[0],
            low=add(said.low for said in parts),
            high=add(said.high for said in parts),
            is_single=len(parts) == 1 and parts[0].is_single,
        )


def add(numbers: Iterable[int | None]) -> int | None:
    """Return the sum, None as soon as one number is not known."""
    total = 0
    for number in numbers:
        if number is None:
            return None
        total += number
    return total


def toll_row(kind: Kind, party: str | None, told: Sequence[Said]) -> TollRow:
    """Return the range over what the sayers say."""
    by_sayer = tuple(sorted((said.row for said in told), key=lambda row: (row.sayer or "", row.claim)))
    figures = sorted(figures_of(told))
    lows = [row.low for row in by_sayer if row.low is not None]
    highs = [row.high for row in by_sayer if row.high is not None]
    low = min(lows, default=None)
    high = None if len(highs) < len(by_sayer) else max(highs, default=None)
    best = figures[(len(figures) - 1) // 2] if figures else None
    if best is not None and low is not None:
        best = max(best, low)
    return TollRow(kind[0], kind[1], party, low, best, high, by_sayer)


def figures_of(told: Sequence[Said]) -> Iterator[int]:
    """Yield the figures that `best` is chosen from: the largest of each report, and of each side what it says.

    Somebody who tells of one victim, "her son was shot", tells of one of those of whom the report tells.
    """
    largest: dict[str, Said] = {}
    for said in told:
        key = said.report if said.is_single and said.is_alone else said.side or said.report
        if said.point is not None and (key not in largest or said.weight > largest[key].weight):
            largest[key] = said
    for said in largest.values():
        yield said.point or 0


@dataclass(frozen=True, slots=True)
class GroupTold(Record):
    """What one voice says of who the victims of a loss were, where another voice says otherwise."""

    measure: Measure
    party: str
    group: Group
    sayer: str | None
    claim: str


def groups_told(claims: Sequence[Claim]) -> tuple[GroupTold, ...]:
    """Return who says that the victims were civilians and who says combatants, for losses on which voices differ.

    Args:
        claims: those that are heard, in the order of (published, id).
    """
    parties = known_parties(claims)
    told: dict[tuple[Measure, str], dict[str, GroupTold]] = {}
    for claim in claims:
        for toll in counted(claim):
            if toll.group != "unknown":
                party = party_of(toll, parties)
                said = GroupTold(toll.measure, party, toll.group, claim.chain[-1].sayer, claim.id)
                told.setdefault((toll.measure, party), {})[voice_of(claim)] = said
    return tuple(
        by_voice[voice]
        for _, by_voice in sorted(told.items())
        if len({said.group for said in by_voice.values()}) > 1
        for voice in sorted(by_voice)
    )
