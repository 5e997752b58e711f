"""Tell which claims speak for a condition, which against it, and how it stands.

A claim speaks by stance and polarity: whoever asserts, confirms or admits it speaks
for it, whoever denies or refuses it against; a negated proposition, or a word of the
board that turns it, makes a claim speak the other way. Predictions, threats, promises,
warnings, demands and whatever depends on an "if" are an outlook and count for neither.
A claim that is most likely misread, and that nobody has looked at, counts for nothing
either.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence

from fogline.indicators.board import Condition
from fogline.model.board import ConditionSeen, ConditionState, Side, Speaking
from fogline.model.claim import Claim
from fogline.model.vocabulary import Stance

__all__ = ["judge_condition", "plainer", "side_of", "word_pattern"]

FORETELLING: frozenset[Stance] = frozenset({"predicted", "threatened", "promised", "warned", "demanded"})
REFUTING: frozenset[Stance] = frozenset({"denied", "denied_responsibility", "refused"})
TO_COME = frozenset({"future", "hypothetical"})
DOUBTFUL = 0.25
"""Confidence, which is calibrated, below which three of four claims are not read right."""

NEEDED = "{} independent {} for it and none against"


def judge_condition(
    condition: Condition, claims: Iterable[Claim], *, taken_back: Collection[str] = ()
) -> ConditionSeen:
    """Return how a condition stands by the claims that speak to it.

    Args:
        condition: as the board has it.
        claims: those that speak to it, in the order in which they are shown.
        taken_back: ids of claims whose voice told otherwise later.
    """
    turned = word_pattern(condition.turned_by)
    by_side: dict[Side, list[Speaking]] = {"for": [], "against": [], "outlook": [], "open": []}
    for claim in claims:
        side = side_of(claim, turned)
        by_side[side].append(speaking(claim, side, taken_back=claim.id in taken_back))
    origins = {side: count_origins(by_side[side]) for side in ("for", "against", "outlook")}
    state = state_of(origins["for"], origins["against"], condition.at_least)
    one = condition.at_least == 1
    return ConditionSeen(
        condition.id, condition.name, condition.then, state,
        NEEDED.format(f"at least {condition.at_least}", "origin speaks" if one else "origins speak"),
        reason_of(origins), origins,
        tuple(by_side["for"]), tuple(by_side["against"]), tuple(by_side["outlook"]), tuple(by_side["open"]),
    )  # fmt: skip


def side_of(claim: Claim, turned: re.Pattern[str] | None = None) -> Side:
    """Return how a claim speaks to a condition that its words are about.

    Args:
        claim: the claim.
        turned: finds the words that make it speak the other way.
    """
    if claim.stance == "questioned" or (claim.confidence < DOUBTFUL and claim.reviewed is None):
        return "open"
    event = claim.event
    refuted = claim.stance in REFUTING
    if claim.condition is not None or claim.stance in FORETELLING:
        return "outlook"
    if not refuted and event is not None and event.tense in TO_COME:
        return "outlook"
    negated = claim.polarity == "negated" or (not refuted and event is not None and event.factuality < 0)
    scant = turned is not None and turned.search(plainer(claim.quote)) is not None
    return "against" if refuted != (negated or scant) else "for"


def state_of(pro: int, contra: int, needed: int) -> ConditionState:
    """Return the state that follows from how many origins speak for a condition and against it."""
    if pro and contra:
        return "contested"
    if contra:
        return "against"
    if not pro:
        return "silent"
    return "met" if pro >= needed else "signs"


def count_origins(spoken: Sequence[Speaking]) -> int:
    """Return how many independent origins speak; what was taken back speaks no more."""
    return len({one.origin for one in spoken if not one.taken_back})


def reason_of(origins: dict[str, int]) -> str:
    """Return in one line who speaks."""
    return f"{origins['for']} for, {origins['against']} against, {origins['outlook']} foretell it (independent origins)"


def speaking(claim: Claim, side: Side, *, taken_back: bool) -> Speaking:
    """Return a claim as a board shows it."""
    return Speaking(
        claim.id, claim.report, claim.origin or claim.report, claim.published, claim.outlet, claim.chain[-1].sayer,
        side, claim.stance, claim.polarity, claim.certainty, claim.confidence, claim.grade, claim.quote,
        taken_back,
    )  # fmt: skip


def word_pattern(words: Sequence[str]) -> re.Pattern[str] | None:
    """Return what finds any of some words, whole, in plain text; "train*" finds whatever begins so."""
    if not words:
        return None
    listed = "|".join(
        re.escape(plainer(word.rstrip("*"))) + (r"\w*" if word.endswith("*") else "") for word in words
    )
    return re.compile(rf"(?<!\w)(?:{listed})(?!\w)")


def plainer(text: str) -> str:
    """Return text without case, accents and line wraps."""
    decomposed = unicodedata.normalize("NFD", " ".join(text.split()).lower())
    return "".join(letter for letter in decomposed if unicodedata.category(letter) != "Mn")
