"""Grade claims and incidents by the Admiralty code: a letter for the source, a digit for the information, and why.

The two are judged apart. The letter is what the source is worth (`profiles`),
whatever it says. The digit is how the information stands beside the rest:

1 confirmed by others, 2 probably true, 3 possibly true, 4 doubtful,
5 improbable, 6 cannot be judged.

A claim begins at 3. Whoever else tells it, independently, lowers the digit, and
so does telling it against one's own interest; who contradicts it raises the
digit, and so do words of doubt; what anybody contradicts is never a 1. Copies and
voices of one side are one voice.

Source: NATO AJP-2.1; the digits' words as there.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from fogline.merging.accounts import Said, statements
from fogline.merging.echoes import echoes_of
from fogline.merging.leanings import is_against_interest
from fogline.merging.outcomes import outcome_of
from fogline.merging.profiles import LETTERS, PARTY, Letter, Profile, Profiles, Sides, sides_of
from fogline.merging.rivals import Rivals, held_by_sides, rivals_among
from fogline.merging.voices import is_against, is_telling, origin_of, speaking, voice_of
from fogline.model.claim import Claim

__all__ = ["DIGITS", "Grade", "Hearing", "grade_alone", "grade_incident", "hear", "key_of"]

Digit = Literal[1, 2, 3, 4, 5, 6]
DIGITS: dict[Digit, str] = {
    1: "confirmed by others",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "cannot be judged",
}
BEGINS = 3
BEST_DENIED = 2
"""What anybody contradicts is not confirmed, whoever tells it."""

TAKEN_BACK: Digit = 5
CANNOT_BE_JUDGED: Digit = 6
RELAYS = frozenset({"state media", PARTY})
"""Kinds of outlets that relay what suits a side: what they relay is worth no more than they are."""


@dataclass(frozen=True, slots=True)
class Grade:
    """An Admiralty grade with its reasons, those for the letter before those for the digit."""

    letter: Letter
    digit: Digit
    reasons: tuple[str, ...]

    @property
    def code(self) -> str:
        """The grade as it is written: "C3"."""
        return f"{self.letter}{self.digit}"


@dataclass(frozen=True, slots=True)
class Camp:
    """Those who tell it, or those who say that it did not happen: whose origins and voices, and how often paired."""

    origins: frozenset[str]
    keys: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    names: dict[str, str]

    def others(self, origin: str, key: str) -> int:
        """Return how many independent voices there are beside one: neither of its origin nor of its side."""
        if all(one == origin or other == key for one, other in self.pairs):
            return 0
        return min(len(self.origins - {origin}), len(self.keys - {key}))


@dataclass(frozen=True, slots=True)
class Hearing:
    """The claims of an incident that are heard, what they say of losses, and who of them is for it and against it.

    `excluded` are claims with a figure that another voice's excludes, `rivals` those
    that still stand; `fell` and `held` are claims that tell how an attack ended.
    """

    heard: tuple[Claim, ...]
    told: tuple[Said, ...]
    sides: Sides
    telling: Camp
    against: Camp
    admits: frozenset[str]
    taken_back: frozenset[str]
    rivals: tuple[Rivals, ...]
    excluded: frozenset[str]
    fell: tuple[Claim, ...]
    held: tuple[Claim, ...]

    def grade(self, claim: Claim) -> Grade:
        """Return the grade of a claim of the incident."""
        profile, origin, key = source_of(claim, self.sides), origin_of(claim), key_of(claim, self.sides)
        mine, theirs = self.camps(claim)
        reasons = [f"{profile.letter}: {profile.kind}: {profile.because}"]
        if claim.id in self.taken_back:
            return Grade(profile.letter, TAKEN_BACK, (*reasons, "5: its own voice takes it back"))
        if is_against(claim) and self.admits - {key}:
            return Grade(profile.letter, TAKEN_BACK, (*reasons, "5: it was conceded afterwards"))
        steps = list(self.steps(claim, origin, key, mine, theirs))
        best = BEST_DENIED if theirs.keys - {key} else 1
        digit = min(5, max(best, BEGINS + sum(step for step, _ in steps)))
        told = [f"{'up' if step < 0 else 'down'} {abs(step)}: {why}" for step, why in steps]
        return Grade(profile.letter, as_digit(digit), (*reasons, f"begins at {BEGINS}", *told))

    def camps(self, claim: Claim) -> tuple[Camp, Camp]:
        """Return those who say the same as a claim, and those who deny it or tell of another outcome."""
        if is_against(claim):
            return self.against, self.telling
        outcome = outcome_of(claim) if self.fell or self.held else None
        rivals = {"fell": self.held, "held": self.fell}.get(outcome or "", ())
        if not rivals:
            return self.telling, self.against
        others = [one for one in self.heard if is_telling(one) and one not in rivals]
        return camp_of(others, self.sides), camp_of([*filter(is_against, self.heard), *rivals], self.sides)

    def steps(
        self, claim: Claim, origin: str, key: str, mine: Camp, theirs: Camp
    ) -> Iterator[tuple[int, str]]:
        """Yield what moves the digit away from where it begins, each with its reason."""
        others = min(2, mine.others(origin, key))
        if others:
            yield -others, f"told by {'two or more' if others > 1 else 'one'} independent of it"
        if is_against_interest(claim, self.sides):
            yield -1, "it costs its own side something to say so"
        if not is_against(claim) and self.admits - {key}:
            yield -1, "another side admits it"
        deniers = theirs.keys - {key}
        if deniers and others and deniers <= self.sides.names.keys():
            yield 0, f"denied only by {', '.join(sorted(theirs.names[one] for one in deniers))}, a side in it"
        elif deniers:
            yield 1, f"contradicted by {', '.join(sorted(theirs.names[one] for one in deniers))}"
        elif claim.id in self.excluded:
            yield 1, "another voice gives a figure for the same losses that excludes its own"
        if claim.certainty != "stated":
            yield 1, f"told as {claim.certainty}"


def hear(claims: Sequence[Claim], profiles: Profiles) -> Hearing:
    """Return the hearing of an incident: of copies one is heard.

    Args:
        claims: those that count, in the order of (published, id).
        profiles: what is known of the sources.
    """
    heard = speaking(claims)
    sides = sides_of(heard, profiles)
    telling = [claim for claim in heard if is_telling(claim)]
    against = [claim for claim in heard if is_against(claim)]
    own = {claim.id: voice_of(claim) for claim in claims}
    told = statements(heard, sides)
    outcomes = {claim.id: outcome_of(claim) for claim in heard}
    excluded = {one for rivals in rivals_among(told) for one in rivals.claims}
    repeated = {one for one, first in echoes_of(claims).items() if first in excluded}
    return Hearing(
        heard=heard,
        told=tuple(told),
        sides=sides,
        telling=camp_of(telling, sides),
        against=camp_of(against, sides),
        admits=frozenset(key_of(claim, sides) for claim in telling if claim.stance == "admitted"),
        taken_back=frozenset(
            reversed_
            for claim in heard
            for reversed_ in claim.reverses
            if own.get(reversed_) == own[claim.id]
        ),
        rivals=rivals_among(held_by_sides(told)),
        excluded=frozenset(excluded | repeated),
        fell=tuple(claim for claim in heard if outcomes[claim.id] == "fell"),
        held=tuple(claim for claim in heard if outcomes[claim.id] == "held"),
    )


def grade_alone(claim: Claim, profiles: Profiles) -> Grade:
    """Return the grade of a claim that is in no incident: nothing stands beside it."""
    profile = source_of(claim, Sides(profiles, {}))
    return Grade(
        profile.letter,
        CANNOT_BE_JUDGED,
        (
            f"{profile.letter}: {profile.kind}: {profile.because}",
            "6: it is in no incident, nothing stands beside it",
        ),
    )


def grade_incident(hearing: Hearing) -> Grade:
    """Return the grade of the best founded claim that tells of an incident."""
    grades = [hearing.grade(claim) for claim in hearing.heard if is_telling(claim)]
    nothing = Grade("F", CANNOT_BE_JUDGED, ("F6: nothing that counts tells of it",))
    return min(grades, key=lambda grade: (grade.digit, grade.letter, grade.reasons), default=nothing)


def source_of(claim: Claim, sides: Sides) -> Profile:
    """Return the profile behind a claim's letter: who vouches for it, or the outlet that relays what suits a side."""
    own = sides.profile_of(claim)
    outlet = sides.profiles.of(claim.chain[0])
    if (
        len(claim.chain) > 1
        and outlet.kind in RELAYS
        and LETTERS.index(outlet.letter) > LETTERS.index(own.letter)
    ):
        return outlet
    return own


def key_of(claim: Claim, sides: Sides) -> str:
    """Return what makes two voices one: the side that they speak for, else the voice itself."""
    return sides.spoken_for(claim) or voice_of(claim)


def camp_of(claims: Iterable[Claim], sides: Sides) -> Camp:
    """Return those who say the same about an incident."""
    pairs = {}
    names: dict[str, str] = {}
    for claim in claims:
        key = key_of(claim, sides)
        pairs[origin_of(claim), key] = True
        name = claim.chain[-1].sayer or claim.outlet or "an unnamed voice"
        names[key] = min(names.get(key, name), name)
    return Camp(
        origins=frozenset(origin for origin, _ in pairs),
        keys=frozenset(key for _, key in pairs),
        pairs=frozenset(pairs),
        names=names,
    )


def as_digit(number: int) -> Digit:
    """Return a number from 1 to 6 as a digit of the code."""
    return next(digit for digit in DIGITS if digit == number)
