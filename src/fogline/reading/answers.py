"""Link a denial, an admission or a confirmation to the claim that it answers in the same text."""

from collections.abc import Sequence
from dataclasses import replace

from fogline.model.reading import Event, Party, ReadClaim, Voice

__all__ = ["link_answers"]

ANSWERING = frozenset({"denied", "admitted", "confirmed", "denied_responsibility", "claimed_responsibility"})
ANSWERABLE = frozenset({"asserted", "accused", "assessed", "claimed_responsibility", "admitted", "confirmed"})
TAKING_BACK = {"admitted": "denied", "confirmed": "denied", "claimed_responsibility": "denied_responsibility"}
MIN_LIKENESS = 2.0
"""Two events are taken for one proposition from here on: the same kind of act, or a shared place and party."""


def link_answers(claims: Sequence[ReadClaim], events: Sequence[Event]) -> tuple[ReadClaim, ...]:
    """Return the claims with `answers` and `reverses` set.

    An answer is to another voice's claim about a like event, the most alike
    first, then the nearest; a claim whose content is a pronoun ("recognise
    it") answers what the same voice's denial answered. A reversal is to the
    same voice's last denial that answers the same claim, or has a like event.
    """
    linked = list(claims)
    for at, claim in enumerate(linked):
        if claim.stance not in ANSWERING:
            continue
        reverses = find_reversed(linked, at, events)
        answers = find_answered(linked, at, events)
        if answers is None and reverses is not None:
            answers = linked[reverses].answers
        linked[at] = replace(claim, answers=answers, reverses=reverses)
    return tuple(linked)


def find_answered(claims: Sequence[ReadClaim], at: int, events: Sequence[Event]) -> int | None:
    """Return the index of the claim that claim `at` answers."""
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
        if other.stance != taken_back or not same_voice(claim, other):
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
