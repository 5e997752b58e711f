"""Tolls: reported losses, their bounds, sides, parties and parts."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fogline.model.reading import Toll
from fogline.plugins import load_documents
from fogline.reading.actors import CastFinder
from fogline.reading.parse import parse
from fogline.reading.registry import Registry
from fogline.reading.tolls import TollFinder

WORDS = (
    "killed wounded dead 12 two soldiers people a the were was including of them and , . lost toll rose to no one",
    "Taliban its ships sank down shot left dozens 9/11 casualties suffered bodies",
)
Read = Callable[[str], tuple[Toll, ...]]


@pytest.fixture(scope="module")
def read() -> Read:
    language = load_documents("languages")["en"]
    casts, finder = CastFinder(Registry.load(), language), TollFinder(language)

    def read_text(text: str) -> tuple[Toll, ...]:
        parsed = parse(text)
        return finder.find(parsed, casts.find(parsed))

    return read_text


@pytest.mark.parametrize(
    ("sentence", "losses"),
    [
        ("Eight people were killed and 20 wounded.", [("killed", 8, 8), ("wounded", 20, 20)]),
        ("The shelling killed at least 14.", [("killed", 14, None)]),
        ("The blast left 25 people dead and 30 injured.", [("killed", 25, 25), ("wounded", 30, 30)]),
        ("The death toll rose to 45.", [("killed", 45, 45)]),
        ("The bomb claimed 12 lives.", [("killed", 12, 12)]),
        (
            "The deaths of 12 people and the bodies of nine men were reported.",
            [("killed", 12, 12), ("killed", 9, 9)],
        ),
        ("A soldier was killed.", [("killed", 1, 1)]),
        ("Six soldiers and a police officer were killed.", [("killed", 6, 6), ("killed", 1, 1)]),
        ("Three people were shot dead and five were missing.", [("killed", 3, 3), ("missing", 5, 5)]),
        ("Up to 30 people were arrested.", [("arrested", None, 30)]),
        ("The rebels captured 30 soldiers.", [("captured", 30, 30)]),
        ("Gunmen kidnapped two engineers.", [("abducted", 2, 2)]),
        ("12,000 people fled their homes.", [("displaced", 12_000, 12_000)]),
        ("Villagers fled as the army came.", [("displaced", 2, None)]),
        ("The fighters fled, and 200 families fled with them.", [("displaced", 200, 200)]),
        ("Some 40 soldiers fled, the rebels fled, and the gunman fled the scene.", []),
        ("The country expelled 12 diplomats.", []),
        ("Dozens of villagers were wounded.", [("wounded", 24, None)]),
        ("A 9-yr-old boy was killed.", [("killed", 1, 1)]),
        ("No one was killed.", [("killed", 0, 0)]),
        ("There were no casualties.", [("casualties", 0, 0)]),
        ("The army suffered casualties.", [("casualties", None, None)]),
        ("Soldiers were wounded in the raid.", [("wounded", 2, None)]),
        (
            "The death toll from a bomb blast on a crowded bus convoy outside the town of Brenna reached 45 people.",
            [("killed", 45, 45)],
        ),
        ("Rebels shot down two Harriers.", [("equipment", 2, 2)]),
        ("The navy lost two Dagger fighters.", [("equipment", 2, 2)]),
        ("The army admitted the loss of three aircraft.", [("equipment", 3, 3)]),
        ("The 24 survivors who were not hurt have gone home.", []),
        ("There was no word of casualties.", []),
        ("The commander surrendered.", []),
        ("He surrendered 120 men.", [("captured", 120, 120)]),
        ("The minister refused to tell how many men died.", []),
        (
            "The war cost the lives of 40 soldiers and three islanders.",
            [("killed", 40, 40), ("killed", 3, 3)],
        ),
    ],
)
def test_losses_have_the_bounds_that_their_words_say(read, sentence, losses):
    assert [(toll.measure, toll.low, toll.high) for toll in read(sentence)] == losses


@pytest.mark.parametrize(
    ("sentence", "item", "low", "high"),
    [
        ("They shot down two aircraft.", "aircraft", 2, 2),
        ("A submarine sank the cruiser.", "ship", 1, 1),
        ("The convoy lost three trucks.", "vehicle", 3, 3),
        ("Five tanks were destroyed.", "vehicle", 5, 5),
        ("The bombing destroyed at least 40 houses.", "building", 40, None),
    ],
)
def test_equipment_is_counted_by_kind(read, sentence, item, low, high):
    (toll,) = read(sentence)

    assert (toll.measure, toll.item, toll.low, toll.high, toll.group) == (
        "equipment",
        item,
        low,
        high,
        "unknown",
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "Such attacks kill civilians every year.",
        "The group could kill villagers.",
        "The killing of civilians is a crime.",
        "The army captured 12 towns.",
        "The party lost eight seats.",
        "He turned 23 on Tuesday.",
        "Neither the mayor nor his wife were injured.",
    ],
)
def test_habits_warnings_and_other_counts_are_no_losses(read, sentence):
    assert read(sentence) == ()


@pytest.mark.parametrize(
    ("sentence", "group"),
    [
        ("Eight fighters were killed.", "combatant"),
        ("Eight villagers were killed.", "civilian"),
        ("Eight people were killed.", "unknown"),
    ],
)
def test_words_for_the_victims_tell_their_group(read, sentence, group):
    assert read(sentence)[0].group == group


@pytest.mark.parametrize(
    ("sentence", "party"),
    [
        ("The Taliban lost eight fighters.", "Taliban"),
        ("The army killed eight Taliban fighters.", "Taliban"),
        ("Eight people were killed.", None),
        ("The Taliban shot down two British Sea Harriers.", "United Kingdom"),
        ("Argentina said that it lost two Dagger fighters.", "Argentina"),
        ("Two Mirage fighters were lost.", None),
        ("No aircraft were lost.", None),
    ],
)
def test_a_party_that_suffered_is_named_where_the_text_says_it(read, sentence, party):
    (toll,) = read(sentence)

    assert (toll.party and toll.party.name) == party


def test_victims_named_among_others_are_a_part_of_them(read):
    whole, part = read("The blast killed at least 14 people, including three children.")

    assert (whole.part_of, part.part_of) == (None, 0)
    assert (part.low, part.high, part.group) == (3, 3, "civilian")


def test_a_plural_without_number_among_losses_is_at_least_two(read):
    whole, part = read("The Taliban suffered casualties, including prominent commanders.")

    assert (whole.low, whole.high, whole.wording) == (None, None, "vague")
    assert (part.low, part.high, part.wording, part.part_of) == (2, None, "vague", 0)


def test_a_named_victim_is_a_toll_of_one_that_spans_the_name(read):
    text = "Pedro Ruiz was assassinated by gunmen."

    (toll,) = read(text)

    assert (text[slice(*toll.span)], toll.low, toll.high) == ("Pedro Ruiz", 1, 1)


def test_totals_over_a_time_are_cumulative(read):
    (total,) = read("More than 100 soldiers were killed so far this year.")
    (single,) = read("Ten soldiers were killed on Monday.")

    assert (total.cumulative, total.low, single.cumulative) == (True, 101, False)


def test_a_threat_that_names_a_number_is_still_a_toll(read):
    (toll,) = read("The group said it would kill ten hostages.")

    assert (toll.measure, toll.low) == ("killed", 10)


@pytest.mark.parametrize(
    ("sentence", "losses"),
    [
        ("A 16-year-old has died after the shelling.", [("killed", 1, 1)]),
        ("A teacher, 58, was beheaded outside the school.", [("killed", 1, 1)]),
        ("A couple was killed on the road to Brenna.", [("killed", 2, 2)]),
        ("The mayor and his bodyguard were gunned down.", [("killed", 1, 1), ("killed", 1, 1)]),
        ("The child passed away on Monday.", [("killed", 1, 1)]),
        ("One of the men inside was pronounced dead at the scene.", [("killed", 1, 1)]),
        ("A man stabbed an Afghan to death in the city.", [("killed", 1, 1)]),
        ("The father killed himself.", [("killed", 1, 1)]),
        ("The boy shot himself in the leg.", [("wounded", 1, 1)]),
        ("The father took his own life.", [("killed", 1, 1)]),
        ("He turned the gun on himself.", [("killed", 1, 1)]),
        ("Five members of a family were found shot dead at their home.", [("killed", 5, 5)]),
        ("Anders Brenner, a 22-year-old man, was shot and killed on the street.", [("killed", 1, 1)]),
        ("Two men were taken to hospital in serious condition.", [("wounded", 2, 2)]),
        ("A guard suffered injuries.", [("wounded", 1, 1)]),
        ("A guard suffered a fatal wound.", [("killed", 1, 1)]),
        ("The bombing claimed seven civilian lives.", [("killed", 7, 7)]),
    ],
)  # fmt: skip
def test_single_and_named_victims_count_one_each(read, sentence, losses):
    assert [(toll.measure, toll.low, toll.high) for toll in read(sentence)] == losses


def test_those_who_died_later_are_losses_beside_the_first(read):
    tolls = read("Ten people were shot dead and two later died of their wounds in hospital.")

    assert [(toll.measure, toll.low, toll.part_of) for toll in tolls] == [
        ("killed", 10, None),
        ("killed", 2, None),
    ]


@pytest.mark.parametrize(
    ("sentence", "whole", "part"),
    [
        ("Six people, including the attacker, were killed.", 6, 1),
        ("Six people were killed, including the attacker.", 6, 1),
        ("Fifteen people were killed, ten of them soldiers.", 15, 10),
        ("He shot dead nine people, among them four children.", 9, 4),
    ],
)
def test_an_attacker_and_children_told_as_among_the_dead_are_parts(read, sentence, whole, part):
    first, second = read(sentence)

    assert (first.low, first.part_of) == (whole, None)
    assert (second.low, second.part_of) == (part, 0)


def test_who_is_left_out_of_a_count_is_no_part_of_it(read):
    six, bomber = read("Six people died, not including the bomber.")

    assert (six.low, bomber.low, bomber.part_of) == (6, 1, None)


def test_a_count_that_is_broken_down_behind_it_is_told_once(read):
    tolls = read("Three officers were killed and 10 others, 5 police officers and 5 civilians, injured.")

    wounded = [toll for toll in tolls if toll.measure == "wounded"]
    assert [(toll.low, toll.part_of) for toll in wounded] == [(10, None), (5, 1), (5, 1)]


def test_one_of_a_number_is_one_and_not_also_the_number(read):
    [toll] = read("One of the two gunmen was killed in the attack.")

    assert (toll.low, toll.high, toll.group) == (1, 1, "combatant")


def test_a_joined_number_goes_with_its_own_word_of_loss(read):
    tolls = read("The blast killed at least 20 people and another 29 were injured.")

    assert [(toll.measure, toll.low) for toll in tolls] == [("killed", 20), ("wounded", 29)]


def test_attempts_and_charges_are_no_dead(read):
    assert read("He was sentenced for three attempted murders.") == ()


@pytest.mark.parametrize(
    "tally", ["The number of dead rose to 17.", "The number of people killed has climbed to 17."]
)
def test_a_tally_counts_what_it_has_reached(read, tally):
    [toll] = read(tally)

    assert (toll.measure, toll.low, toll.high) == ("killed", 17, 17)


@pytest.mark.parametrize(
    ("sentence", "low", "high", "wording"),
    [
        ("Between 20 and 30 people were killed.", 20, 30, "range"),
        ("20 to 30 people were killed.", 20, 30, "range"),
        ("Up to 30 people were killed.", None, 30, "at_most"),
        ("More than 30 people were killed.", 31, None, "at_least"),
    ],
)
def test_ranges_and_bounds_keep_what_the_words_leave_open(read, sentence, low, high, wording):
    [toll] = read(sentence)

    assert (toll.low, toll.high, toll.wording) == (low, high, wording)


@pytest.mark.parametrize(
    "sentence",
    [
        "No one was killed.",
        "Nobody was hurt in the attack.",
        "There were no casualties.",
        "There were no injuries.",
        "All aircraft returned safely.",
        "Every helicopter had come back unscathed.",
    ],
)
def test_no_losses_are_a_loss_of_none(read, sentence):
    [toll] = read(sentence)

    assert (toll.low, toll.high) == (0, 0)


def test_who_comes_home_safely_without_the_others_says_nothing_of_them(read):
    assert read("Two aircraft returned safely.") == ()


def test_figures_that_contradict_each_other_stay_two_tolls(read):
    tolls = read("The ministry said 40 soldiers were killed. The rebels said 12 soldiers were killed.")

    assert [(toll.low, toll.part_of) for toll in tolls] == [(40, None), (12, None)]


def test_losses_of_two_sides_are_told_apart(read):
    soldiers, attackers = read("A soldier and three civilians were killed.")

    assert [soldiers.group, attackers.group] == ["combatant", "civilian"]


def test_a_running_total_is_no_loss_of_one_day(read):
    day, total = read("Two soldiers were killed on Monday. In total, 340 soldiers have been killed so far.")

    assert (day.cumulative, total.cumulative) == (False, True)


@pytest.mark.parametrize(
    ("sentence", "losses"),
    [
        ("A mine kills 35 and injures 27", [("killed", 35), ("wounded", 27)]),
        (
            "Four people were shot, one fatally, in the park.",
            [("casualties", 4), ("wounded", 3), ("killed", 1)],
        ),
        ("The second of two guards fatally shot at the gate was named.", [("killed", 2)]),
        (
            "One officer was killed, two others and a woman injured in a shooting.",
            [("killed", 1), ("wounded", 2), ("wounded", 1)],
        ),
        ("A man was arrested in the shooting death of a student.", [("arrested", 1), ("killed", 1)]),
        ("The guards suffered non-fatal wounds.", [("wounded", 2)]),
    ],
)
def test_each_number_goes_with_the_word_of_loss_beside_it(read, sentence, losses):
    assert [(toll.measure, toll.low) for toll in read(sentence)] == losses


@pytest.mark.parametrize(
    ("sentence", "dead"),
    [
        ("The bomb killed a guard, a driver, four passengers and two clerks.", [1, 1, 4, 2]),
        ("At least 22 villagers, 2 police officers, and 5 attackers were killed in the raid.", [22, 2, 5]),
        ("Brenner and his guard were killed.", [1, 1]),
    ],
)
def test_all_who_are_listed_are_counted(read, sentence, dead):
    assert [(toll.measure, toll.low) for toll in read(sentence)] == [("killed", number) for number in dead]


@pytest.mark.parametrize(
    ("sentence", "dead"),
    [("Police are investigating a triple homicide.", 3), ("The double murder shook the town.", 2)],
)
def test_a_double_or_triple_homicide_tells_how_many_died(read, sentence, dead):
    [toll] = read(sentence)

    assert (toll.measure, toll.low, toll.high) == ("killed", dead, dead)


@pytest.mark.parametrize(
    "sentence",
    [
        "It was a failed attempt to assassinate the prime minister.",
        "They tried to kill the mayor.",
        "The gunman had planned to kill hundreds of people.",
        "The child was declared brain-dead.",
        "Hunters killed 90,280 deer over the weekend.",
    ],
)
def test_attempts_and_animals_are_no_dead(read, sentence):
    assert read(sentence) == ()


@pytest.mark.parametrize(
    ("sentence", "dead"),
    [
        ("Two people were killed; call 1-877-555-0100.", [2]),
        ("A 9-yr-old boy was killed.", [1]),
    ],
)
def test_digits_of_telephone_numbers_and_ages_count_nobody(read, sentence, dead):
    assert [toll.low for toll in read(sentence)] == dead


def test_an_unknown_number_has_no_bounds(read):
    [toll] = read("The blast wounded an unknown number of people.")

    assert (toll.measure, toll.low, toll.high, toll.wording) == ("wounded", None, None, "vague")


def test_in_total_is_a_running_total_only_where_it_counts_up_to_now(read):
    (day,) = read("In total there were 50 injuries.")
    (war,) = read("In total, 340 soldiers have been killed.")

    assert (day.cumulative, war.cumulative) == (False, True)


@settings(max_examples=25, deadline=None)
@given(
    st.text(max_size=200)
    | st.lists(
        st.sampled_from(" ".join(WORDS).split()),
        max_size=20,
    ).map(" ".join)
)
def test_any_text_gives_ordered_bounds_inside_it(read, text):
    tolls = read(text)

    for index, toll in enumerate(tolls):
        assert 0 <= toll.span[0] < toll.span[1] <= len(text)
        assert toll.low is None or toll.high is None or toll.low <= toll.high
        assert toll.part_of is None or (0 <= toll.part_of < len(tolls) and toll.part_of != index)
        assert (toll.item is not None) == (toll.measure == "equipment")


@pytest.mark.parametrize("words", ["killed and ", "dozens of ", "including ", "9" * 400 + " dead "])
def test_endless_repetition_is_read_like_any_text(read, words):
    text = words * 300

    assert all(toll.span[1] <= len(text) for toll in read(text))
