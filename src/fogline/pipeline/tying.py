"""Tie a question whether something happens to the ledger: read it as a report is read, and ask for such incidents."""

import re
from collections.abc import Sequence
from dataclasses import replace

from fogline.model.question import Question
from fogline.model.reading import Event, Reading
from fogline.model.series import OWN_SOURCE
from fogline.pipeline.read import ReadingEngine
from fogline.questions.areas import load_areas
from fogline.questions.understand import AMBIGUITY_LEDGER, NOBODY, Understood, settled_by
from fogline.store.store import Store

__all__ = ["tied"]

# A place lies in the country in which most claims of the casebook have one of its name.
TOLD = """
    select place.country
    from claim_places
    where place.name = ? and place.country is not null
    group by place.country
    order by count(*) desc, place.country
"""
MORE_THAN_THAT = re.compile(
    r"\b\d|\b(?:two|three|several|major|massive|mass|large[- ]scale|full[- ]scale|nuclear|ground)\b", re.I
)
"""Words by which a question asks for more than one deed of its type: no type of incident knows them."""

WIDE = ("country", "region")
"""Levels of places that are no part of a country."""


def tied(store: Store, engine: ReadingEngine, understood: Understood) -> Understood:
    """Return a question with the kind of incident, the parties and the place that its words tell of.

    It is then settled by the incidents of the casebook. A question stays as it is
    when it has a rule of its own, asks whether something lasts, asks for more than
    that such a deed is done, or when no deed is read in it that reports tell as one.
    """
    question = understood.question
    if question.relation != "happens" or question.source != NOBODY or question.criteria.strip():
        return understood
    if MORE_THAN_THAT.search(question.event):
        return understood
    for text in (f"{question.event}.", f"Will {question.event}?"):
        document = {"key": None, "text": text, "published": question.asked, "outlet": None}
        (reading,) = engine.read_many([document], workers=1)
        if (event := event_of(reading)) is not None:
            return replace(understood, question=settled_by_such(store, question, reading, event))
    return understood


def settled_by_such(store: Store, question: Question, reading: Reading, event: Event) -> Question:
    """Return a question that incidents like an event settle."""
    initiator, target = (
        None if party is None else party.name or party.text for party in (event.initiator, event.target)
    )
    places = [reading.places[at] for at in event.places]
    narrow = next((one.name for one in places if one.level not in WIDE), None)
    if narrow is None and target is not None and store.tables.one(TOLD, (target,)) is not None:
        # "Capture Brenna": what suffers is a place.
        narrow, target = target, None
    countries = [one.country for one in places] if narrow is None else [store.tables.one(TOLD, (narrow,))]
    country = next((one for one in countries if one in load_areas()), None)
    return replace(
        question, measure=event.type, subject=initiator or question.subject, object=target or question.object,
        area=country or question.area, place=narrow, source=OWN_SOURCE, ambiguity=AMBIGUITY_LEDGER,
        assumed=(*without(question.assumed, settled_by(NOBODY)), say_tie(event)),
    )  # fmt: skip


def event_of(reading: Reading) -> Event | None:
    """Return the event that a question is about: the main one, else the first, if it is a deed."""
    known = [event for event in reading.events if is_deed(event)]
    main = None if reading.main is None else reading.events[reading.main]
    return main if main in known else next(iter(known), None)


def is_deed(event: Event) -> bool:
    """Whether an event is of a type that is done in one place at one time: no words, politics or slow changes."""
    if event.type is None or event.type == "surrender":
        return event.type is not None
    spoken = event.acled is None and event.plover is not None
    return not spoken and (event.acled is None or event.acled[0] != "Strategic developments")


def say_tie(event: Event) -> str:
    """Say by what a question is settled, as what was assumed."""
    return f"its words are read as {event.type}: incidents of that type in this casebook settle it"


def without(assumed: Sequence[str], said: str) -> tuple[str, ...]:
    """Return what was assumed but for one sentence."""
    return tuple(one for one in assumed if one != said)
