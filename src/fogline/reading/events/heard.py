"""Join the event types that the encoder reads in a sentence with those that the codebook's words tell."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from fogline.reading.codebook import Codebook
from fogline.reading.document import Document, Token
from fogline.reading.encoder.annotate import Encoded
from fogline.reading.encoder.model import Numbers
from fogline.reading.events.triggers import Draft, TriggerMatcher

__all__ = ["Told", "is_brief", "join_events", "told_events"]

NOTHING = "O"
"""The encoder's label of words that tell no event; its mean over a sentence scores that the sentence tells none."""

LEAST = 0.15
"""Probability within its sentence from which a type counts as told, if anything is."""

BRIEF = 3
"""Most sentences of a brief text: the encoder learned types from texts of one or two, and hears them best there."""

BY_PARTY = frozenset({
    "government_regains_territory", "non_state_actor_overtakes_territory",
    "arrests", "abduction_forced_disappearance", "capture_of_troops",
})  # fmt: skip
"""Types that differ by who acts alone: the encoder sees no parties' names, the codebook's frames do."""

TELLING = frozenset({"VERB", "NOUN"})
"""A sentence with none of these tells nothing: "HALVEN, May 4"."""

REACH = 3
"""Words between a codebook's word and the encoder's within which both tell the same event."""

CLAUSES = frozenset({"conj", "advcl", "ccomp", "relcl", "parataxis"})
"""How a verb hangs on another that tells something else: "killed two and captured one"."""


@dataclass(frozen=True, slots=True)
class Trust:
    """How far the encoder is believed beside the codebook.

    It alone makes an event where it gives a sentence a probability of `told`
    to tell anything, and of `likely` to tell the event's type. A word of the
    codebook adds `known` to the probability of its type.
    """

    told: float
    likely: float
    known: float


IN_BRIEF = Trust(told=0.5, likely=LEAST, known=0.2)
ELSEWHERE = Trust(told=0.8, likely=0.35, known=0.6)


@dataclass(frozen=True, slots=True)
class Told:
    """What a sentence tells, in tokens [first, last): each type with its probability and the token that tells it most.

    `any` is the probability that the sentence tells any act at all; `types` come likeliest first.
    """

    first: int
    last: int
    any: float
    types: tuple[tuple[str, float, int], ...]

    def share(self, kind: str | None) -> float:
        """Return the probability of a type."""
        return next((share for name, share, _ in self.types if name == kind), 0.0)


@lru_cache(maxsize=1)
def told_events(doc: Document, encoded: Encoded) -> tuple[Told, ...]:
    """Return what each sentence tells, in text order; asked twice of a text.

    One distribution holds every word with every type, and that nothing is
    told: the encoder was trained on it.
    """
    names = encoded.labels["event"]
    nothing = names.index(NOTHING)
    found = []
    for sentence in doc.sents:
        words = [token.i for token in sentence if not token.is_space]
        if not any(doc[word].pos_ in TELLING for word in words):
            continue
        shares = shares_of(encoded.events[words], nothing)
        by_type = shares.sum(axis=0)
        likely = np.flatnonzero(by_type >= LEAST)
        order = likely[np.argsort(-by_type[likely], kind="stable")].tolist()
        types = tuple(
            (names[kind], float(by_type[kind]), words[int(shares[:, kind].argmax())]) for kind in order
        )
        found.append(Told(words[0], words[-1] + 1, float(by_type.sum()), types))
    return tuple(found)


def is_brief(doc: Document) -> bool:
    """Tell whether a text is as short as those from which the encoder learned types."""
    return len(doc.sents) <= BRIEF


def shares_of(scores: Numbers, nothing: int) -> Numbers:
    """Return the probability of each word with each type; what is left to 1 is that nothing is told."""
    none = float(scores[:, nothing].mean())
    told = scores.copy()
    told[:, nothing] = -np.inf
    top = max(float(told.max()), none)
    told = np.exp(told - top)
    return np.asarray(told / (told.sum() + np.exp(none - top)), np.float32)


def join_events(
    drafts: Sequence[Draft],
    doc: Document,
    encoded: Encoded,
    matcher: TriggerMatcher,
    *,
    codebook: Codebook,
    notices: Set[int] = frozenset(),
) -> list[Draft]:
    """Return drafts with the types that the encoder reads there, and those that it alone sees.

    What a user's own codebook tells is never replaced or left out.

    Args:
        drafts: what the codebook's words tell.
        doc: the parsed text.
        encoded: what the encoder told of it.
        matcher: finds the parties of a word.
        codebook: a type that it does not hold is left out.
        notices: words that are no part of the report.
    """
    trained = frozenset(encoded.labels["event"])
    joined = list(drafts)
    brief = is_brief(doc)
    trust = IN_BRIEF if brief else ELSEWHERE
    for told in told_events(doc, encoded):
        here = [
            i
            for i, draft in enumerate(joined)
            if told.first <= draft.token.i < told.last
            and (draft.type is None or draft.type in trained)
            and not draft.is_own
        ]
        reported = (heard for heard in told.types if heard[2] not in notices)
        kind, share, at = next(reported, (NOTHING, 0.0, told.first))
        known = codebook.types.get(kind)
        if known is None or any(acled_of(draft, codebook) == known.acled for draft in within(joined, told)):
            continue
        word = doc[at]
        near = [
            i
            for i, draft in enumerate(joined)
            if is_near(draft.token, word) and (not brief or tells_act(draft, codebook))
        ]
        if not near and told.any >= trust.told and share >= trust.likely:
            joined.append(matcher.draft_heard(main_word(word), kind))
        elif near:
            nearest = min(near, key=lambda i: abs(joined[i].token.i - at))
            before = joined[nearest].type
            if (
                nearest in here
                and not {before, kind} <= BY_PARTY
                and share > told.share(before) + trust.known
            ):
                joined[nearest] = replace(joined[nearest], type=kind, frame=None, heard=True)
    return joined


def within(drafts: Sequence[Draft], told: Told) -> Iterator[Draft]:
    """Yield the drafts in a sentence."""
    return (draft for draft in drafts if told.first <= draft.token.i < told.last)


def acled_of(draft: Draft, codebook: Codebook) -> tuple[str, str] | None:
    known = codebook.types.get(draft.type) if draft.type is not None else None
    return None if known is None else known.acled


def tells_act(draft: Draft, codebook: Codebook) -> bool:
    """Tell whether a draft stands for an act of its own: speaking of one does not."""
    known = codebook.types.get(draft.type or "")
    return draft.is_own or known is None or known.acled is not None


def is_near(one: Token, other: Token) -> bool:
    """Tell whether two words of a sentence tell one event: side by side, or one hangs on the other in its clause."""
    return abs(one.i - other.i) <= REACH or any(
        word.head.i == head.i and word.dep_ not in CLAUSES for word, head in ((one, other), (other, one))
    )


def main_word(token: Token) -> Token:
    """Return the verb or noun that a word belongs to."""
    at = token
    while at.pos_ not in ("VERB", "NOUN", "PROPN", "AUX") and at.head.i != at.i:
        at = at.head
    return at
