"""Test which events are found in a text, with whom, where, when and with what losses."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fogline.model.reading import PlaceMention, TimeMention, Toll
from fogline.plugins import load_documents
from fogline.reading.actors import CastFinder
from fogline.reading.codebook import load_codebook
from fogline.reading.events import EventFinder, main_event
from fogline.reading.parse import parse
from fogline.reading.registry import Registry

LANGUAGE = load_documents("languages")["en"]
REGISTRY = Registry.load()
CAST = CastFinder(REGISTRY, LANGUAGE)
FINDER = EventFinder(load_codebook(), LANGUAGE, {actor.id: actor.kind for actor in REGISTRY.actors.values()})
WORDS = ("rebels", "attacked", "the", "base", "in", "Brenna", ",", "killing", "five", "soldiers", "who", "had",
         "not", "if", "would", "offensive", "by", "and", "where", "urged", "to", "must", "\n", ".", "“")  # fmt: skip


def place(text, name):
    """Return the mention of a place that the text names."""
    start = text.index(name)
    return PlaceMention((start, start + len(name)), None, name, None, None, None, None, None, None, "town", 3)


def moment(text, words):
    """Return the mention of a time that the text names."""
    start = text.index(words)
    return TimeMention((start, start + len(words)), "DATE", None, None, None, "day", False)


def loss(text, words, count):
    """Return killed people that the text names."""
    start = text.index(words)
    return Toll(
        (start, start + len(words)),
        "killed",
        None,
        count,
        count,
        "exact",
        "unknown",
        None,
        cumulative=False,
        part_of=None,
    )


def find(text, *, places=(), times=(), tolls=()):
    """Return the events of a text with the places, times and losses named."""
    parsed = parse(text)
    return FINDER.find(
        parsed,
        CAST.find(parsed),
        [place(text, name) for name in places],
        [moment(text, words) for words in times],
        [loss(text, words, count) for words, count in tolls],
    )


def only(events, type_):
    """Return the one event of a type."""
    (event,) = [event for event in events if event.type == type_]
    return event


@pytest.mark.parametrize(
    ("text", "type_", "initiator", "target"),
    [
        ("Rebels attacked soldiers.", "armed_clash", "Rebels", "soldiers"),
        ("The mayor was murdered by gunmen.", "killing", "gunmen", "The mayor"),
        ("The militia launched an attack on villagers.", "attack", "The militia", "villagers"),
        (
            "The army's shelling of the town went on.",
            "shelling_artillery_missile_attack",
            "The army",
            "the town",
        ),
        ("The rebels who fought against the army fled.", "armed_clash", "The rebels", "the army"),
        (
            "Gunmen came and kidnapped two priests.",
            "abduction_forced_disappearance",
            "Gunmen",
            "two priests",
        ),
        ("There was an offensive by rebels against the army.", "armed_clash", "rebels", "the army"),
        ("The army came under attack.", "assault", None, "The army"),
        ("The rebels lost forty fighters to the army.", "combat_losses", "the army", "The rebels"),
        ("There were clashes between rebels and soldiers.", "armed_clash", "rebels", "soldiers"),
        ("The bombing was blamed on the militia.", "remote_explosive_landmine_ied", "the militia", None),
    ],
)
def test_parties_stand_where_syntax_puts_them(text, type_, initiator, target):
    """Active and passive, light verbs, possessives, relative clauses, shared subjects."""
    event = only(find(text), type_)

    assert (event.initiator and event.initiator.text) == initiator
    assert (event.target and event.target.text) == target


def test_one_offensive_in_four_places_is_one_event():
    """All places that an event names are its own, in the order of the text."""
    event = only(
        find(
            "There has been an offensive by rebels in Arvel, Brenna, Corvane and Velm provinces.",
            places=("Arvel", "Brenna", "Corvane", "Velm"),
        ),
        "armed_clash",
    )

    assert event.places == (0, 1, 2, 3)


def test_where_means_the_place_and_not_its_landmark():
    """A clause with "where" tells of the place that it explains, not of the one that says how to get there."""
    (event,) = find(
        "They live in the Arvel Valley, a region north of Velm (where the rebels consolidated their control).",
        places=("Arvel Valley", "Velm"),
    )

    assert event.places == (0,)


def test_each_event_has_its_own_time():
    """Of two times in one sentence each goes to the event that it hangs on."""
    events = find(
        "The town was shelled on Monday and the bridge was bombed on Friday.", times=("Monday", "Friday")
    )

    assert [event.time for event in events] == [0, 1]


def test_an_event_takes_time_and_place_of_its_scene():
    text = "Rebels attacked a base in Brenna on Monday. Soldiers shot down a helicopter."

    events = find(text, places=["Brenna"], times=["Monday"])

    shot = only(events, "downing_of_aircraft")
    assert (shot.time, shot.places) == (0, (0,))


@pytest.mark.parametrize(
    "second",
    [
        "Earlier rebels killed two soldiers.",
        "The army plans to bomb the rebels.",
        "On Friday rebels fled Velm.",
    ],
)
def test_what_happened_at_another_time_takes_no_time_from_the_scene(second):
    text = f"Rebels attacked a base in Brenna on Monday. {second}"

    events = find(text, places=["Brenna"], times=["Monday", *(["Friday"] if "Friday" in second else [])])

    assert all(event.time != 0 for event in events if event.trigger[0] > text.index(second))


def test_where_and_when_something_is_said_is_not_where_and_when_it_happened():
    text = (
        "Rebels attacked a base in Brenna on Monday. "
        "In Corvane the ministry said on Tuesday that two soldiers were killed."
    )

    events = find(text, places=["Brenna", "Corvane"], times=["Monday", "Tuesday"])

    assert [(event.places, event.time) for event in events if event.type == "armed_clash"][-1] == ((0,), 0)


def test_an_outcome_belongs_to_what_caused_it():
    """ "The blast killed five" is one event with five killed."""
    (event,) = find("A car bomb exploded in the market, killing five people.", tolls=(("five people", 5),))

    assert event.type == "remote_explosive_landmine_ied"
    assert event.tolls == (0,)


def test_losses_without_an_event_become_one():
    """A careful coder notes deaths even where nothing is said of how they came about."""
    (event,) = find("Five villagers are dead.", tolls=(("Five villagers", 5),))

    assert event.type == "killing"
    assert event.tolls == (0,)


def test_losses_of_none_did_not_happen_and_the_raid_did():
    (none,) = find("All soldiers returned safely.", tolls=[("All soldiers", 0)])
    raid, killed = find("The army raided Brenna and nobody was killed.", tolls=[("nobody", 0)])

    assert (none.type, none.factuality) == ("combat_losses", -3.0)
    assert raid.factuality == 3.0 > 0.0 > killed.factuality


def test_a_loss_goes_to_the_event_of_its_kind():
    """Who fought long ago and was murdered is the victim of the murder."""
    events = find(
        "He was a rebel who fought against the army and was murdered by gunmen.", tolls=(("a rebel", 1),)
    )

    assert only(events, "killing").tolls == (0,)
    assert only(events, "armed_clash").tolls == ()


def test_what_is_mentioned_again_is_the_same_event():
    """ "The attack" points back."""
    first, again = find("Rebels attacked an army base in Brenna. The attack lasted an hour.")

    assert first.same is None
    assert again.same == 0


def test_a_demanded_act_outside_the_codebook_is_kept():
    """Who is asked is the target of what is asked for."""
    events = find("The council urged the minister to act quickly.")
    act = next(event for event in events if event.type is None)

    assert act.target is not None
    assert act.target.text == "the minister"
    assert act.tense == "hypothetical"


def test_a_blamed_act_outside_the_codebook_is_kept():
    """An accusation has an event even where no type fits."""
    events = find("The council said that the army is committing war crimes.")
    act = next(event for event in events if event.type is None)

    assert act.initiator is not None
    assert act.initiator.text == "the army"
    assert (act.acled, act.plover) == (None, None)


def test_the_main_event_happened():
    """A report is never about what only may come."""
    text = "Rebels could attack Velm next year. On Monday gunmen killed two villagers in Brenna."
    parsed = parse(text)
    events = FINDER.find(parsed, CAST.find(parsed), (), (), ())

    main = main_event(events, parsed)

    assert main is not None
    assert text[slice(*events[main].trigger)] == "killed"


def test_a_text_without_events_has_no_main_event():
    """Nothing happened, nothing is told."""
    parsed = parse("The library opens at nine.")

    assert main_event(FINDER.find(parsed, CAST.find(parsed), (), (), ()), parsed) is None


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_events_hold_together_whatever_the_text(words):
    """Spans lie inside the text, indexes in their lists, and a second reading finds the same."""
    text = " ".join(words)
    places = [place(text, "Brenna")] if "Brenna" in text else []
    parsed = parse(text)
    events = FINDER.find(parsed, CAST.find(parsed), places, (), ())

    assert events == FINDER.find(parsed, CAST.find(parsed), places, (), ())
    for index, event in enumerate(events):
        assert 0 <= event.trigger[0] < event.trigger[1] <= len(text)
        assert all(0 <= number < len(places) for number in event.places)
        assert event.same is None or 0 <= event.same < index
        assert -3 <= event.factuality <= 3
    assert (main := main_event(events, parsed)) is None or 0 <= main < len(events)


def test_people_taken_from_their_homes_are_abducted():
    """What is taken from a house is not: only who lives there can be."""
    event = only(find("Two nuns were taken from their homes before noon."), "abduction_forced_disappearance")

    assert event.tense == "past"
    assert find("The cook took eggs from the house.") == ()


def test_who_is_led_away_by_police_is_arrested():
    assert only(find("Police led away nine men."), "arrests").factuality > 0


def test_one_of_the_leaders_is_captured_as_a_leader_is():
    """A word of number stands for those of whom it counts some."""
    events = find("The army captured one of the leaders of the group near Brenna.")

    assert [event.type for event in events] == ["capture_of_troops"]


def test_shares_that_are_hammered_are_not_attacked():
    """Prices are hit, bombed and hammered in figures of speech alone."""
    events = find("The bank's shares were attacked as buyers fled.")

    assert not any(event.tense == "past" for event in events)


def test_a_market_that_is_shelled_is_no_figure_of_speech():
    assert [
        event.tense for event in find("The army shelled the market of Brenna on Sunday, the mayor said.")
    ] == ["past"]
