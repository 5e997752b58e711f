"""Keep of a mind's answer what the text bears out word for word, and count what is dropped and why."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from fogline.model.vocabulary import STANCES, Certainty, Polarity, Span, Stance

__all__ = ["Accepted", "Proposal", "check_answer"]

LONGEST_PASSAGE = 1_000
"""Characters; a longer passage carries more than one proposition."""

MOST_CLAIMS = 200
"""Claims of one answer; a mind that repeats itself is cut short."""

CERTAINTIES = ("stated", "hedged", "unconfirmed")
POLARITIES = ("affirmed", "negated")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A claim that a mind proposed, with its words found in the text. `sayer` None: the outlet's own voice."""

    passage: Span
    sayer: Span | None
    cue: Span | None
    content: Span | None
    stance: Stance
    polarity: Polarity
    certainty: Certainty
    event: str | None
    trigger: Span | None


@dataclass(frozen=True, slots=True)
class Accepted:
    """What of an answer stands in the text, and how many claims were dropped for which reason."""

    proposals: tuple[Proposal, ...]
    dropped: Mapping[str, int]


def check_answer(answer: object, text: str, *, types: frozenset[str]) -> Accepted:
    """Return the claims of an answer whose every cited string stands in the text, verbatim.

    Whatever the answer is, it is judged claim by claim and nothing is raised: a passage, sayer,
    cue, content or trigger that the text does not have drops its claim.
    """
    dropped: Counter[str] = Counter()
    claims = answer.get("claims") if isinstance(answer, Mapping) else None
    if not isinstance(claims, list):
        return Accepted((), {"not in the shape asked for": 1})
    proposals: list[Proposal] = []
    for claim in claims[:MOST_CLAIMS]:
        found = check_claim(claim, text, types)
        if isinstance(found, str):
            dropped[found] += 1
        elif found in proposals:
            dropped["said twice"] += 1
        else:
            proposals.append(found)
    if len(claims) > MOST_CLAIMS:
        dropped["more than may be"] += len(claims) - MOST_CLAIMS
    return Accepted(tuple(proposals), dict(dropped))


def check_claim(claim: object, text: str, types: frozenset[str]) -> Proposal | str:
    """Return one claim with its words found, or why it is dropped."""
    if not isinstance(claim, Mapping):
        return "not in the shape asked for"
    stance, polarity, certainty = (claim.get(key) for key in ("stance", "polarity", "certainty"))
    if stance not in STANCES or polarity not in POLARITIES or certainty not in CERTAINTIES:
        return "not in the shape asked for"
    passage = locate(claim.get("passage"), text, 0, len(text))
    if not isinstance(passage, tuple):
        return "passage not in the text"
    if passage[1] - passage[0] > LONGEST_PASSAGE:
        return "passage too long"
    cited: dict[str, Span | None] = {}
    for key in ("cue", "content", "trigger"):
        cited[key] = None
        if claim.get(key) is not None:
            inside = locate(claim.get(key), text, *passage)
            if inside is None:
                return f"{key} not in its passage"
            cited[key] = inside
    sayer: Span | None = None
    if claim.get("sayer") is not None:
        sayer = locate(claim.get("sayer"), text, *passage) or nearest(claim.get("sayer"), text, passage[0])
        if sayer is None:
            return "sayer not in the text"
    event = claim.get("event")
    if not isinstance(event, str) or event not in types or cited["trigger"] is None:
        event = None
    return Proposal(
        passage=passage,
        sayer=sayer,
        cue=cited["cue"],
        content=cited["content"],
        stance=cast(Stance, stance),
        polarity=cast(Polarity, polarity),
        certainty=cast(Certainty, certainty),
        event=event,
        trigger=None if event is None else cited["trigger"],
    )


def locate(words: object, text: str, start: int, end: int) -> Span | None:
    """Return where words stand in a stretch of the text, as whole words; None when they do not."""
    if not isinstance(words, str) or not words.strip():
        return None
    at = text.find(words, start, end)
    while at >= 0:
        stop = at + len(words)
        if is_whole(text, at, stop):
            return at, stop
        at = text.find(words, at + 1, end)
    return None


def nearest(words: object, text: str, around: int) -> Span | None:
    """Return where words stand nearest before a place, else first behind it."""
    if not isinstance(words, str) or not words.strip():
        return None
    at = text.rfind(words, 0, around)
    while at >= 0:
        if is_whole(text, at, at + len(words)):
            return at, at + len(words)
        at = text.rfind(words, 0, at + len(words) - 1) if at else -1
    return locate(words, text, around, len(text))


def is_whole(text: str, start: int, end: int) -> bool:
    """Tell whether a stretch cuts no word in two."""
    before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    after = end < len(text) and text[end - 1].isalnum() and text[end].isalnum()
    return not before and not after
