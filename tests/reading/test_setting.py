"""When something is said is not when it happened, in whatever order the words stand."""

import pytest

import fogline

THURSDAY = "2009-09-10"


def times_told(text):
    """Return, by the word of each event, the words of its time."""
    reading = fogline.read(text, published=THURSDAY)
    return {
        text[slice(*event.trigger)]: None
        if event.time is None
        else text[slice(*reading.times[event.time].span)]
        for event in reading.events
    }


@pytest.mark.parametrize(
    "text",
    [
        "Officials said on Tuesday that rebels had attacked Brenna.",
        "Officials said Tuesday that rebels had attacked Brenna.",
        "Officials on Tuesday said rebels attacked Brenna.",
        "On Tuesday officials said that rebels had attacked Brenna.",
        "Rebels attacked Brenna, officials said on Tuesday.",
        "Rebels, officials said on Tuesday, attacked Brenna.",
        "“Rebels attacked Brenna,” the governor told reporters on Tuesday.",
        "Rebels attacked Brenna, a spokesman told the Courier by telephone on Tuesday.",
        "The army denied on Tuesday that rebels had attacked Brenna.",
        "The army announced on Tuesday that rebels had attacked Brenna.",
        "The army confirmed on Tuesday that rebels had attacked Brenna.",
        "The governor told the Courier on Tuesday that rebels had attacked Brenna.",
        "The army accused rebels on Tuesday of having attacked Brenna.",
        "The rebels vowed on Tuesday that they would attack Brenna.",
        "According to a statement on Tuesday, rebels attacked Brenna.",
        "In a statement released on Tuesday, the ministry said rebels had attacked Brenna.",
    ],
)
def test_a_time_beside_a_cue_is_when_it_was_said(text):
    assert {time for word, time in times_told(text).items() if word.startswith("attack")} == {None}


@pytest.mark.parametrize(
    "text",
    [
        "The ministry said that rebels attacked Brenna on Tuesday.",
        "The ministry said rebels attacked Brenna on Tuesday.",
        "The ministry said that on Tuesday rebels attacked Brenna.",
        "Rebels attacked Brenna on Tuesday, the ministry said.",
        "On Tuesday rebels attacked Brenna, officials said.",
        "Rebels on Tuesday attacked Brenna, officials said.",
        "“On Tuesday rebels attacked Brenna,” the governor said.",
        "The army denied on Wednesday that rebels had attacked Brenna on Tuesday.",
        "On Wednesday the ministry confirmed that rebels attacked Brenna on Tuesday.",
        "Rebels attacked Brenna on Tuesday, the ministry confirmed on Wednesday.",
    ],
)
def test_a_time_within_what_is_said_is_when_it_happened(text):
    assert times_told(text)["attacked"] == "Tuesday"


def test_an_act_of_speech_keeps_its_own_time():
    told = times_told("The army accused rebels on Tuesday of killing five villagers.")

    assert told == {"accused": "Tuesday", "killing": None}


def test_what_was_said_on_a_day_takes_the_day_of_its_scene():
    text = "Rebels attacked a base in Brenna on Monday. The ministry said on Tuesday that they killed two soldiers."

    assert times_told(text)["killed"] == "Monday"


def test_what_was_said_within_a_month_happened_within_it_for_all_that_is_known():
    text = "The ministry said earlier this month that rebels had attacked Brenna."

    assert times_told(text) == {"attacked": "earlier this month"}


def test_what_an_aside_tells_of_years_ago_sets_no_scene():
    text = (
        "The rebels are led by Hamid Sorel, whose father was killed on 3 May 1982. "
        "They attacked a base in Brenna and shot down a helicopter."
    )

    told = times_told(text)

    assert (told["killed"], told["attacked"], told["shot"]) == ("3 May 1982", None, None)
