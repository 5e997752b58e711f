"""Give an event the time and place of the scene that it belongs to, where its own words name none."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from fogline.model.reading import Party, PlaceMention, TimeMention
from fogline.model.vocabulary import Span
from fogline.reading.document import Token
from fogline.reading.events.setting import Setting, is_landmark
from fogline.reading.events.triggers import Draft
from fogline.reading.parse import Parsed

__all__ = ["Act", "place_in_scenes", "share_scene"]

APART = frozenset({"before", "after", "since", "until"})
"""Words between two clauses that put their events at different times."""

EARLIER = frozenset({"earlier", "previously", "previous", "formerly", "recently", "ago", "already", "once"})
"""Words that take a sentence out of the story's present."""

NEXT = 1
"""Paragraphs behind the lead's in which its time and place still hold where the text names others too."""

LONGEST_CLIMB = 30

NEWS_DAYS = 31
"""Days before its publication from which a report tells news; what an aside tells of longer ago sets no scene."""

EXACT = ("hour", "day")
"""Precisions of a time that other events of the scene can have too."""


class Scenic(Protocol):
    """An event in the making, as far as it can be given time and place."""

    draft: Draft
    initiator: Party | None
    target: Party | None
    places: tuple[int, ...]
    time: int | None
    tolls: tuple[int, ...]


@dataclass(slots=True)
class Act:
    """One event as far as its setting goes: its word, whether it may share a scene, what it has been given."""

    token: Token
    shares: bool
    told: int | None
    """The index of its own time or place."""
    lends: bool
    """Whether that is exact enough for other events of the scene."""
    apart: bool
    """Whether its sentence says another time or place, which is not its own."""


def place_in_scenes(
    events: Sequence[Scenic],
    sharing: Sequence[bool],
    parsed: Parsed,
    setting: Setting,
    places: Sequence[PlaceMention],
    times: Sequence[TimeMention],
) -> None:
    """Give events without a time or a place those of their scene.

    What is said "earlier this month" happened in it for all that is known; what is said on a day did not on that day.

    Args:
        events: in text order; changed in place.
        sharing: of each, whether it is a part of the scene.
        parsed, setting, places, times: the text, and what stands where in it.
    """
    sentences = [event.draft.token.sent.start for event in events]
    timed = frozenset(head.sent.start for head in setting.times.values() if not setting.is_said_at(head))
    placed = frozenset(
        head.sent.start
        for index, head in setting.places.items()
        if (index not in setting.landmarks or is_landmark(head)) and not setting.is_said_at(head)
    )
    said = {start: time for start, time in setting.said_times().items() if times[time].precision not in EXACT}
    acts = [
        Act(
            event.draft.token,
            shares,
            event.time,
            lends=event.time is not None
            and times[event.time].precision in EXACT
            and (is_news(times[event.time], parsed.published) or not is_aside(event.draft.token)),
            apart=sentence in timed,
        )
        for event, shares, sentence in zip(events, sharing, sentences, strict=True)
    ]
    found = share_scene(acts, parsed.paragraphs, lambda one, two: times[one].earliest == times[two].earliest)
    for index, event in enumerate(events):
        if event.time is None and sharing[index]:
            event.time = found.get(index, said.get(sentences[index]))
    acts = [
        Act(
            event.draft.token,
            shares,
            next(iter(event.places), None),
            lends=bool(event.places),
            apart=sentence in placed,
        )
        for event, shares, sentence in zip(events, sharing, sentences, strict=True)
    ]
    found = share_scene(acts, parsed.paragraphs, lambda one, two: places[one].name == places[two].name)
    for index, place in found.items():
        # Of "the violence" with nobody and nothing beside it, the text does not say that it was here.
        if events[index].initiator or events[index].target or events[index].tolls:
            events[index].places = (place,)


def share_scene(
    acts: Sequence[Act], paragraphs: Sequence[Span], is_same: Callable[[int, int], bool]
) -> Mapping[int, int]:
    """Return, by event, the time or place that it takes from another event of its scene.

    A report names day and place once: in the same sentence, earlier in the paragraph, or in the lead. The lead's
    hold for the paragraph behind it too, and for the whole text where no event has others.

    Args:
        acts: the events in text order.
        paragraphs: spans of the text's paragraphs.
        is_same: whether two indexes of times (or of places) mean the same.
    """
    starts = [start for start, _ in paragraphs]
    where = [bisect_right(starts, act.token.idx) - 1 for act in acts]
    told = [index for index, act in enumerate(acts) if act.shares and act.lends and act.told is not None]
    values = [value for index in told if (value := acts[index].told) is not None]
    alone = all(is_same(values[0], value) for value in values)
    sentences = [act.token.sent.start for act in acts]
    told_in: defaultdict[int, list[int]] = defaultdict(list)  # by the sentence's first token
    told_around: defaultdict[int, list[int]] = defaultdict(list)  # by paragraph
    for index in told:
        told_in[sentences[index]].append(index)
        told_around[where[index]].append(index)
    found: dict[int, int] = {}
    for index, act in enumerate(acts):
        if act.told is not None or not act.shares:
            continue
        beside = told_in.get(sentences[index], [])
        if beside:
            nearest = min(beside, key=lambda other: (abs(acts[other].token.i - act.token.i), other))
            if not is_apart(act.token, acts[nearest].token):
                found[index] = value_of(acts[nearest])
            continue
        if act.apart or is_background(act.token):
            continue
        around = told_around.get(where[index], [])
        before = bisect_left(around, index)
        if before:
            found[index] = value_of(acts[around[before - 1]])
        elif told and told[0] < index and (alone or where[index] <= where[told[0]] + NEXT):
            found[index] = value_of(acts[told[0]])
    return found


def value_of(act: Act) -> int:
    """Return what an event that has been told where or when was told."""
    return -1 if act.told is None else act.told


def is_apart(one: Token, two: Token) -> bool:
    """Tell whether "before", "after" or "since" stands between two words of a sentence."""
    first, last = sorted((one.i, two.i))
    doc = one.doc
    if any(token.lower_ in APART for token in doc[first : last + 1]):
        return True
    return any(child.lower_ in APART for token in (one, two) for child in token.children)


def is_news(time: TimeMention, published: str | None) -> bool:
    """Tell whether a time lies within NEWS_DAYS before the day of publication; nobody knows without that day."""
    if published is None or time.earliest is None:
        return False
    day = date.fromisoformat(published[:10]).toordinal()
    return time.earliest[:10] >= date.fromordinal(max(day - NEWS_DAYS, 1)).isoformat()


def is_background(token: Token) -> bool:
    """Tell whether an event is told as an aside, or in a sentence about earlier things."""
    return (
        any(word.lower_ in EARLIER for word in token.sent) or token.sent[0].lower_ in APART or is_aside(token)
    )


def is_aside(token: Token) -> bool:
    """Tell whether an event is told in a relative clause."""
    child = token
    for _ in range(LONGEST_CLIMB):
        if child.dep_ == "relcl":
            return True
        if child.head is child or child.dep_ == "ccomp":
            return False
        child = child.head
    return False
