"""Link an event to the earlier one of the same text that it mentions again."""

from collections.abc import Sequence
from dataclasses import replace

from fogline.model.reading import Event, Party, PlaceMention
from fogline.reading.events.triggers import Draft

__all__ = ["link_same"]

DEFINITE = frozenset({"the", "this", "that", "these", "those"})
LOOK_BACK = 200
"""Events before this one that it may mention again: further back nobody means "the attack"."""

UNREAL = frozenset({"habitual", "hypothetical", "future"})


def link_same(
    events: Sequence[Event], drafts: Sequence[Draft], violent: frozenset[str], places: Sequence[PlaceMention]
) -> tuple[Event, ...]:
    """Return `events` with `same` set to the first mention where one is told again.

    Args:
        events: in text order.
        drafts: the drafts they were made of, in the same order.
        violent: types that a general word ("the attack", "the fighting") may stand for.
        places: the text's places.
    """
    linked: list[Event] = []
    for event, draft in zip(events, drafts, strict=True):
        earlier = None
        if event.type is not None:
            back = is_definite(draft) or is_bare(event, draft)
            again = [
                found
                for found in reversed(linked[-LOOK_BACK:])
                if is_again(found, event, violent, places, back=back)
            ]
            nearest = next((found for found in again if found.type == event.type), next(iter(again), None))
            if nearest is not None:
                earlier = nearest.same if nearest.same is not None else linked.index(nearest)
        linked.append(event if earlier is None else replace(event, same=earlier))
    return tuple(linked)


def is_definite(draft: Draft) -> bool:
    """Tell whether an event is named as one already known: "the attack", "that raid", not "the killing of six men"."""
    return not any(child.lower_ == "of" and child.dep_ == "prep" for child in draft.token.children) and (
        draft.token.pos_ != "PROPN"
        and part_is_noun(draft)
        and any(child.lower_ in DEFINITE and child.dep_ == "det" for child in draft.token.children)
    )


def is_bare(event: Event, draft: Draft) -> bool:
    """Tell whether an event is named by a noun alone, with nobody, nowhere and never: "there was fighting"."""
    return (
        part_is_noun(draft)
        and (event.initiator, event.target, event.time) == (None, None, None) and not event.places and not event.tolls
        and not any(child.dep_ in ("amod", "nummod", "compound", "det") for child in draft.token.children)
    )  # fmt: skip


def part_is_noun(draft: Draft) -> bool:
    """Tell whether the event's word is a noun or an "-ing" form used as one."""
    return draft.token.pos_ in ("NOUN", "PROPN") or (draft.token.tag_ == "VBG" and draft.token.dep_ in (
        "attr", "nsubj", "nsubjpass", "dobj", "pobj",
    ))  # fmt: skip


def is_again(
    first: Event, event: Event, violent: frozenset[str], places: Sequence[PlaceMention], *, back: bool
) -> bool:
    """Tell whether `event` can be `first` again; `back` says that its words point back."""
    if (first.tense in UNREAL) != (event.tense in UNREAL) or (first.factuality < 0) != (event.factuality < 0):
        return False
    alike = first.type == event.type
    if not alike and not (back and first.type in violent and event.type in violent):
        return False
    if clash(first.initiator, event.initiator) or clash(first.target, event.target):
        return False
    if first.places and event.places and not share_place(first, event, places):
        return False
    if first.time is not None and event.time is not None and first.time != event.time and not back:
        return False
    if back:
        return True
    if first.tolls and event.tolls:
        return False
    pairs = ((first.initiator, event.initiator), (first.target, event.target))
    agreed = sum(one is not None and two is not None for one, two in pairs)
    if agreed == 2:
        return True
    return agreed == 1 and share_place(first, event, places)


def clash(one: Party | None, two: Party | None) -> bool:
    """Tell whether two parties are known and differ."""
    if one is None or two is None:
        return False
    if one.actor is not None and two.actor is not None:
        return one.actor != two.actor
    return one.name.casefold() != two.name.casefold()


def share_place(one: Event, two: Event, places: Sequence[PlaceMention]) -> bool:
    """Tell whether two events name one place."""
    names = {places[index].name.casefold() for index in one.places}
    return any(places[index].name.casefold() in names for index in two.places)
