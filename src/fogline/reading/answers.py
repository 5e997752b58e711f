"""Link a denial, an admission, a confirmation or a refusal to the claim that it answers in the same text."""

import json
import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from fogline.model.reading import Event, Party, ReadClaim, Voice
from fogline.model.vocabulary import Span, Stance
from fogline.reading.function_words import FUNCTION_WORDS

__all__ = ["ANSWERING", "LEAST", "AnswerWords", "Linker", "drop_idle", "link_answers"]

ANSWERING = frozenset({"denied", "admitted", "confirmed", "denied_responsibility"})
"""Stances that may be taken to what somebody has said: only who denies, admits or confirms answers a claim."""

ANSWERABLE = frozenset({"asserted", "accused", "assessed", "claimed_responsibility", "admitted", "confirmed"})
DENYING: frozenset[Stance] = frozenset({"denied", "denied_responsibility"})
TAKING_BACK: Mapping[Stance, frozenset[Stance]] = {
    "admitted": DENYING, "confirmed": DENYING, "claimed_responsibility": DENYING,
}  # fmt: skip
MIN_LIKENESS = 2.0
"""Two events are taken for one proposition from here on: the same kind of act, or a shared place and party."""

REACH = 40
"""Claims on either side among which the answered one is looked for."""

LEAST = 0.5
"""Probability of an answer, to whatever claim, from which the likeliest one is linked."""

STEM = 5
"""Letters by which two words are taken for forms of one: "attack", "attacked"; "kill", "killing"."""

SHORTEST = 3
"""Letters of the shortest word that tells what a claim is about."""

FAR = 3
"""Sentences from which on a claim is far off."""

LITTLE = 1
"""Words of its own with which a claim tells next to nothing."""

WITHIN = frozenset({"inside", "around"})
"""Places of a claim that shares its words with the answer."""

WORD = re.compile(r"[^\W_]+")
SENTENCE_END = re.compile(r"[.!?]['\"”’)\]]*\s+|\n\s*")


@dataclass(frozen=True, slots=True)
class AnswerWords:
    """Words of a language that point at what was said: `names` as nouns ("charge"), `pointers` as pronouns.

    `blame` holds words that lay blame.
    """

    names: frozenset[str] = frozenset()
    pointers: frozenset[str] = frozenset()
    blame: frozenset[str] = frozenset()

    @classmethod
    def of(cls, language: Mapping[str, Any]) -> "AnswerWords":
        """Return the words of a language document, none where it lists none."""
        section = language.get("answers", {})
        return cls(
            frozenset(word for listed in section.get("names", {}).values() for word in listed),
            frozenset(section.get("pointers", ())),
            frozenset(section.get("blame", ())),
        )


@dataclass(frozen=True, slots=True)
class Matter:
    """What a claim is about, as far as its words tell: stems of its words, of its sayer's, and where it is said."""

    words: frozenset[str]
    sayer: frozenset[str]
    at: int
    """Where it is said: its cue, else its first word."""

    first: int
    """The sentence that it begins in."""

    last: int
    """The sentence that it ends in."""

    said: int
    """The sentence that it is said in."""

    names: bool
    """It names a statement: "the charges"."""

    points: bool
    """It says nothing but "it" or "this"."""

    is_named: bool
    """It is told by a noun: "the charge that …"."""

    accuses: bool
    """Its words lay blame."""


def link_answers(
    claims: Sequence[ReadClaim], events: Sequence[Event], text: str, words: AnswerWords = AnswerWords()
) -> tuple[ReadClaim, ...]:
    """Return the claims with `answers` and `reverses` set.

    An answer is to the claim that is likeliest by the clues of `Linker`; where that
    has nothing in common with it, to the one with the most alike event, if any. A
    reversal is to the same voice's last denial that answers the same claim, has
    a like event, or where the reversal names its matter by a pronoun alone.
    """
    linked = list(claims)
    if not any(claim.stance in ANSWERING for claim in claims):
        return tuple(linked)
    linker = Linker(claims, events, text, words)
    weights = load_weights()
    for at, claim in enumerate(linked):
        if claim.stance not in ANSWERING:
            continue
        reverses = find_reversed(linked, at, events)
        answers = linker.answered(at, weights)
        if answers is not None and linker.is_guess(at, answers):
            alike_one = find_alike(linked, at, events)
            answers = answers if alike_one is None else alike_one
        if reverses is not None and linked[reverses].answers is not None:
            answers = linked[reverses].answers
        linked[at] = replace(claim, answers=answers, reverses=reverses)
    return tuple(linked)


def drop_idle(claims: Sequence[ReadClaim], spare: Collection[int]) -> tuple[ReadClaim, ...]:
    """Return the claims without those of `spare` that neither answer nor are answered, numbered anew.

    One that alone tells of an event is kept.
    """
    meant = {at for claim in claims for at in (claim.answers, claim.reverses) if at is not None}
    told = {claim.event for at, claim in enumerate(claims) if at not in spare}
    kept = [
        at
        for at, claim in enumerate(claims)
        if at not in spare
        or at in meant
        or claim.answers is not None
        or (claim.event is not None and claim.event not in told)
    ]
    number = {at: new for new, at in enumerate(kept)}
    return tuple(
        claims[at]
        if claims[at].answers is None and claims[at].reverses is None
        else replace(
            claims[at],
            answers=None if (answers := claims[at].answers) is None else number[answers],
            reverses=None if (reverses := claims[at].reverses) is None else number[reverses],
        )
        for at in kept
    )


@cache
def load_weights() -> Mapping[str, float]:
    """Return the weight of each clue."""
    stored: dict[str, float] = json.loads((files("fogline.reading") / "answers.json").read_text("utf-8"))
    return stored


class Linker:
    """Weighs for an answer which of the claims around it is answered."""

    def __init__(
        self, claims: Sequence[ReadClaim], events: Sequence[Event], text: str, words: AnswerWords
    ) -> None:
        self.claims = claims
        self.events = events
        self.text = text
        self.words = words
        self.most: dict[int, float] = {}
        self.blame = stems_of(words.blame)
        self.ends = [match.end() for match in SENTENCE_END.finditer(text)]
        self.matters = [self.matter_of(claim) for claim in claims]
        self.seen_in = Counter(stem for matter in self.matters for stem in matter.words)

    def answered(self, at: int, weights: Mapping[str, float]) -> int | None:
        """Return the index of the claim that claim `at` answers, None where it is likelier that there is none."""
        scores = {
            other: sum(weights.get(name, 0.0) * value for name, value in self.clues(at, other))
            for other in self.candidates(at)
        }
        if not scores:
            return None
        highest = max(0.0, *scores.values())
        shares = {other: math.exp(score - highest) for other, score in scores.items()}
        total = sum(shares.values())
        if total / (total + math.exp(-highest)) < LEAST:
            return None
        return max(shares, key=lambda other: (shares[other], -abs(other - at), -other))

    def is_guess(self, at: int, other: int) -> bool:
        """Tell whether nothing but its place speaks for a claim: an answer with words of its own shares none."""
        mine, theirs = self.matters[at].words, self.matters[other]
        within = self.place(at, other) in WITHIN
        return bool(mine) and not within and not mine & theirs.words and not theirs.accuses

    def candidates(self, at: int) -> Iterator[int]:
        """Yield the claims near claim `at` that it might answer."""
        for other in range(max(0, at - REACH), min(len(self.claims), at + REACH + 1)):
            if other != at and self.may_answer(at, other):
                yield other

    def may_answer(self, at: int, other: int) -> bool:
        """Tell whether a claim has a matter of its own, and another sayer who does not speak by the same words."""
        answer, told = self.claims[at], self.claims[other]
        if answer.chain[-1].cue is not None and told.chain[-1].cue == answer.chain[-1].cue:
            return False
        if len(told.chain) > 1 and same_voice(answer, told):
            return False
        if len(told.chain) == 1 and contains(answer.span, told.span):
            return False
        return bool(self.matters[other].words) or self.matters[other].is_named

    def clues(self, at: int, other: int) -> Iterator[tuple[str, float]]:
        """Yield what speaks for or against claim `at` answering claim `other`, each with how much of it there is."""
        answer, told = self.claims[at], self.claims[other]
        mine, theirs = self.matters[at], self.matters[other]
        where = self.place(at, other)
        yield answer.stance, 1.0
        yield f"to {told.stance}", 1.0
        yield where, 1.0
        if where not in WITHIN:
            yield from self.likeness(at, other)
            yield from self.pointing(at, where)
        elif theirs.is_named:
            yield f"{where} by name", 1.0
        if len(told.chain) == 1:
            yield "to the outlet", 1.0
            if told.event is None:
                yield "to a remark", 1.0
        if same_voice(answer, told):
            yield "to oneself", 1.0
        if answer.polarity != told.polarity:
            yield "other polarity", 1.0
        if mine.sayer & theirs.words:
            yield "sayer is named", 1.0
            if theirs.accuses:
                yield "sayer is accused", 1.0
        if theirs.accuses:
            yield f"{answer.stance} to accusing words", 1.0
        if theirs.sayer & mine.words and where not in WITHIN:
            yield "names who told", 1.0
        if len(theirs.words) <= LITTLE:
            yield "told in a word", 1.0
        if self.is_nearest(at, other):
            yield "nearest before", 1.0
            if mine.points or mine.names or not mine.words:
                yield "nearest before a pointer", 1.0
        if theirs.accuses and self.is_nearest(at, other, accusing=True):
            yield "nearest blame before", 1.0
        if answer.stance == "confirmed" and told.event is not None and self.events[told.event].tolls:
            yield "confirms losses", 1.0

    def pointing(self, at: int, where: str) -> Iterator[tuple[str, float]]:
        """Yield how the words of an answer point at what it answers, and where that would stand."""
        mine = self.matters[at]
        if mine.points:
            yield f"points {where}", 1.0
        elif mine.names:
            yield f"names {where}", 1.0
        elif not mine.words:
            yield f"empty {where}", 1.0

    def likeness(self, at: int, other: int) -> Iterator[tuple[str, float]]:
        """Yield how alike the propositions of two claims are, by their words and their events."""
        mine, theirs = self.matters[at].words, self.matters[other].words
        shared = self.weight(mine & theirs)
        yield "shared words", min(shared, 6.0)
        if mine:
            yield "share of the answer's words", shared / self.weight(mine)
        if theirs:
            yield "share of the told words", shared / self.weight(theirs)
        if shared > 0.0 and shared >= self.most_shared(at):
            yield "most shared words", 1.0
        if any(stem.isdigit() for stem in mine & theirs):
            yield "shared figure", 1.0
        event, about = self.claims[at].event, self.claims[other].event
        if about is None:
            yield "told without event", 1.0
        else:
            deed = stems_of([self.text[slice(*self.events[about].trigger)].casefold()])
            if deed & mine:
                yield "shared deed", 1.0
        if event is None or about is None:
            return
        if event == about:
            yield "one event", 1.0
            return
        yield from events_alike(self.events[event], self.events[about])

    def most_shared(self, at: int) -> float:
        """Return how much the claim that shares most with claim `at` has in common with it."""
        if at not in self.most:
            mine = self.matters[at].words
            self.most[at] = max(
                (
                    self.weight(mine & self.matters[other].words)
                    for other in self.candidates(at)
                    if self.place(at, other) not in WITHIN
                ),
                default=0.0,
            )
        return self.most[at]

    def weight(self, stems: Iterable[str]) -> float:
        """Return how much stems tell: one that most claims of the text hold tells little."""
        return sum(math.log(1 + len(self.claims) / max(1, self.seen_in[stem])) for stem in stems)

    def place(self, at: int, other: int) -> str:
        """Name where claim `other` stands, seen from claim `at`."""
        answer, told = self.claims[at], self.claims[other]
        if contains(answer.span, told.span):
            return "inside"
        if contains(told.span, answer.span):
            return "around"
        mine, theirs = self.matters[at], self.matters[other]
        if told.span[0] > mine.at:
            gap, side = theirs.first - mine.said, "after"
        else:
            gap, side = mine.said - theirs.last, "before"
        return f"{min(max(gap, 0), FAR)} {side}"

    def is_nearest(self, at: int, other: int, *, accusing: bool = False) -> bool:
        """Tell whether a claim is the last one by another voice that ends before an answer is given.

        Args:
            at: the answer.
            other: the claim.
            accusing: look at those alone whose words lay blame.
        """
        start, end = self.matters[at].at, self.claims[other].span[1]
        if end > start or len(self.claims[other].chain) == 1:
            return False
        return not any(
            end <= claim.span[0] and claim.span[1] <= start
            for claim, matter in self.around(at)
            if len(claim.chain) > 1
            and not same_voice(claim, self.claims[at])
            and (matter.accuses or not accusing)
        )

    def around(self, at: int) -> Iterator[tuple[ReadClaim, Matter]]:
        """Yield the claims within reach of claim `at`, each with what it is about."""
        reach = slice(max(0, at - REACH), at + REACH + 1)
        yield from zip(self.claims[reach], self.matters[reach], strict=True)

    def matter_of(self, claim: ReadClaim) -> Matter:
        """Return what a claim is about."""
        voice = claim.chain[-1]
        frame = [span for span in (voice.cue, voice.span) if span is not None]
        said = [
            match
            for match in WORD.finditer(self.text, *claim.span)
            if not any(start <= match.start() < end for start, end in frame)
        ]
        lowered = {match[0].casefold() for match in said}
        names = {word for word in lowered if is_listed(word, self.words.names)}
        sayer = "" if voice.span is None else self.text[slice(*voice.span)]
        cue = "" if voice.cue is None else self.text[slice(*voice.cue)]
        at = claim.span[0] if voice.cue is None else voice.cue[0]
        stems = stems_of(lowered - names)
        return Matter(
            words=stems,
            sayer=stems_of(word.casefold() for word in WORD.findall(sayer)),
            at=at,
            first=bisect_right(self.ends, claim.span[0]),
            last=bisect_right(self.ends, claim.span[1] - 1),
            said=bisect_right(self.ends, at),
            names=bool(names),
            points=not stems and bool(lowered & self.words.pointers),
            is_named=is_listed(cue.casefold(), self.words.names),
            accuses=claim.stance == "accused" or bool(stems_of([*lowered, cue.casefold()]) & self.blame),
        )


def is_listed(word: str, listed: frozenset[str]) -> bool:
    """Tell whether a word or its singular is listed."""
    return word in listed or (word.endswith("s") and word[:-1] in listed)


def stems_of(words: Iterable[str]) -> frozenset[str]:
    """Return the stems of the words that have a meaning of their own."""
    return frozenset(
        word if word.isdigit() else word[:STEM]
        for word in words
        if word.isdigit() or (len(word) >= SHORTEST and word not in FUNCTION_WORDS)
    )


def contains(outer: Span, inner: Span) -> bool:
    """Tell whether a span lies within another one that is longer."""
    return outer[0] <= inner[0] and inner[1] <= outer[1] and outer != inner


def events_alike(event: Event, other: Event) -> Iterator[tuple[str, float]]:
    """Yield what two events of one text have in common, and what sets them apart."""
    if event.type is not None and event.type == other.type:
        yield "same type", 1.0
    elif event.plover is not None and event.plover == other.plover:
        yield "same kind", 1.0
    mine, theirs = parties(event), parties(other)
    if mine & theirs:
        yield "shared party", 1.0
    elif mine and theirs:
        yield "other parties", 1.0
    if set(event.places) & set(other.places):
        yield "shared place", 1.0
    if set(event.tolls) & set(other.tolls):
        yield "shared losses", 1.0
    if event.tense == other.tense:
        yield "same tense", 1.0


def find_alike(claims: Sequence[ReadClaim], at: int, events: Sequence[Event]) -> int | None:
    """Return the claim by another voice whose event is most like that of claim `at`, the nearest of equals."""
    claim = claims[at]
    if claim.event is None or is_bare(events[claim.event]):
        return None
    best: tuple[float, int, int] | None = None
    for index, other in enumerate(claims):
        if index == at or other.event is None or other.stance not in ANSWERABLE or same_voice(claim, other):
            continue
        if other.event == claim.event and other.stance in ANSWERING:
            continue
        likeness = alike(events[claim.event], events[other.event])
        rank = (likeness, -abs(index - at), -index)
        if likeness >= MIN_LIKENESS and (best is None or rank > best):
            best = rank
    return None if best is None else -best[2]


def find_reversed(claims: Sequence[ReadClaim], at: int, events: Sequence[Event]) -> int | None:
    """Return the index of the same voice's denial that claim `at` takes back."""
    claim = claims[at]
    taken_back = TAKING_BACK.get(claim.stance)
    if taken_back is None:
        return None
    for index in range(at - 1, -1, -1):
        other = claims[index]
        if other.stance not in taken_back or not same_voice(claim, other):
            continue
        if claim.event is None or other.event is None or is_bare(events[claim.event]):
            return index
        if alike(events[claim.event], events[other.event]) >= MIN_LIKENESS:
            return index
    return None


def is_bare(event: Event) -> bool:
    """Tell whether an event says nothing that could be compared: no type, no parties, no places, no losses."""
    return not (event.type or event.initiator or event.target or event.places or event.tolls)


def same_voice(claim: ReadClaim, other: ReadClaim) -> bool:
    """Tell whether two claims end with the same voice."""
    return voice_key(claim.chain[-1]) == voice_key(other.chain[-1])


def voice_key(voice: Voice) -> tuple[str, str]:
    """Return what makes a voice the same: its words, within the body it speaks for."""
    return (voice.actor or "", (voice.sayer or "").casefold())


def alike(event: Event, other: Event) -> float:
    """Return how much two events of one text look like one: same type or kind of act, shared parties and places."""
    score = 0.0
    if event.type is not None and event.type == other.type:
        score += 2.5
    elif event.plover is not None and event.plover == other.plover:
        score += 2.0
    mine, theirs = parties(event), parties(other)
    score += len(mine & theirs)
    if mine and theirs and not mine & theirs:
        score -= 1.0
    score += min(1, len(set(event.places) & set(other.places)))
    if event.tense == other.tense:
        score += 0.2
    if set(event.tolls) & set(other.tolls):
        score += 1.0
    return score


def parties(event: Event) -> set[str]:
    """Return who takes part, by id or name."""
    return {party_key(party) for party in (event.initiator, event.target) if party is not None}


def party_key(party: Party) -> str:
    """Return a party's id, or its name where the registry has none."""
    return party.actor or party.name.casefold()
