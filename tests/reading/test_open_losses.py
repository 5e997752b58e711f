"""Losses that have not happened: feared, risked, foreseen, prepared for. They are told, and counted nowhere."""

import pytest

from fogline.model.reading import Event
from fogline.reading.engine import read

DONE = ("past", "ongoing")


def told(text: str) -> list[Event]:
    """Return the events of a text that have losses, in text order."""
    return [event for event in read(text).events if event.tolls]


@pytest.mark.parametrize(
    "sentence",
    [
        "The people were prepared to lose 4,000 or even 40,000 more Karsians rather than give up the islands.",
        "The generals were ready to lose 300 men.",
        "An assault on the town would cost 200 lives.",
        "A landing could leave hundreds of civilians dead.",
        "A landing might kill 90 Karsians.",
        "The army risked losing 300 men.",
        "Officials fear that up to 40 people have died.",
        "There is a risk of 500 deaths.",
        "If the town falls, 500 people may be killed.",
        "The government warned of 10,000 deaths.",
        "The planners expected 300 casualties.",
        "The death toll could reach 300.",
        "The group threatened to kill 20 hostages.",
    ],
)
def test_a_loss_that_is_only_thought_of_is_none_that_happened(sentence: str) -> None:
    assert told(sentence)
    assert not [event for event in told(sentence) if event.tense in DONE]


@pytest.mark.parametrize(
    ("sentence", "done", "open_"),
    [
        ("The army shelled the port on Monday, and a landing could leave 400 people dead.", [], [400]),
        ("The bombing killed three people and an invasion would mean 20,000 dead.", [3], [20_000]),
        ("The blast killed two people and officials fear that 30 more died.", [2], [30]),
        ("Rebels killed four soldiers and threatened to kill 20 hostages.", [4], [20]),
        ("Rebels attacked the village and were willing to lose 50 fighters for it.", [], [50]),
    ],
)
def test_what_is_feared_is_no_loss_of_what_happened_in_the_same_sentence(
    sentence: str, done: list[int], open_: list[int]
) -> None:
    reading = read(sentence)
    figures = {
        tense: [
            reading.tolls[toll].low
            for event in reading.events
            if (event.tense in DONE) == tense
            for toll in event.tolls
        ]
        for tense in (True, False)
    }
    assert figures == {True: done, False: open_}


def test_what_a_deed_could_have_cost_is_no_loss_of_the_deed() -> None:
    assert not [
        event for event in told("Monday's attack could have killed 500 people.") if event.tense in DONE
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "The blast killed 12 people, the police said, and they feared that more would die.",
        "The army had lost 300 men by Friday.",
        "The attack left 12 people dead.",
        "Rebels attacked the base and killed 12 soldiers, trying to take the airfield.",
        "The ministry told of 12 deaths.",
        "The rebels want to exchange 20 captured soldiers.",
    ],
)
def test_a_loss_that_happened_stays_one(sentence: str) -> None:
    assert [event.tense in DONE for event in told(sentence)] == [True]
