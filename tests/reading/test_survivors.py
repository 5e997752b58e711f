"""Who is wounded though no word for wounding says so: in hospital, with wounds, shot and not dead."""

from collections.abc import Callable

import pytest

from fogline.model.reading import Toll
from fogline.plugins import load_documents
from fogline.reading.actors import CastFinder
from fogline.reading.parse import parse
from fogline.reading.registry import Registry
from fogline.reading.tolls import TollFinder

Read = Callable[[str, str], list[int | None]]


@pytest.fixture(scope="module")
def read() -> Read:
    language = load_documents("languages")["en"]
    casts, finder = CastFinder(Registry.load(), language), TollFinder(language)

    def read_text(text: str, measure: str) -> list[int | None]:
        parsed = parse(text)
        tolls: tuple[Toll, ...] = finder.find(parsed, casts.find(parsed))
        return [toll.low for toll in tolls if toll.measure == measure]

    return read_text


@pytest.mark.parametrize(
    ("text", "wounded"),
    [
        ("The shelling sent four people to the hospital.", [4]),
        ("The bombing put 20 people in the hospital.", [20]),
        ("All four victims were taken to a local hospital.", [4]),
        ("The attack left two people dead and three others in the hospital.", [3]),
        ("One person was taken to a clinic, and three others took themselves to the hospital.", [1, 3]),
        ("Six people were treated for injuries.", [6]),
        ("Three victims with gunshot wounds were carried out.", [3]),
        ("The guard was found with multiple gunshot wounds.", [1]),
        ("Six people were hit by bullets.", [6]),
        ("Gunmen opened fire on a wedding, hitting five guests.", [5]),
        ("Two soldiers were struck by shrapnel.", [2]),
        ("The storm hit four villagers' houses, and a rocket struck the market.", []),
        ("A woman received two stab wounds in the back.", [1]),
        ("Two men are in critical condition.", [2]),
        ("Seven men are expected to survive.", [7]),
        ("Police are investigating a raid that left three men and three women injured early Sunday.", [3, 3]),
        ("Police say 3 adults and 2 juveniles were taken to the hospital.", [3, 2]),
    ],
)
def test_those_in_care_are_wounded(read: Read, text: str, wounded: list[int]) -> None:
    assert read(text, "wounded") == wounded


@pytest.mark.parametrize(
    "text",
    [
        "He was taken to a hospital, where he died.",
        "A man was killed. He was rushed to hospital.",
        "The raid on the hospital killed three people.",
        "The mother and two other children were not injured.",
        "Four doctors in the hospital spoke to the police.",
    ],
)
def test_those_who_died_there_work_there_or_came_off_unhurt_are_not(read: Read, text: str) -> None:
    assert read(text, "wounded") == []


def test_one_who_is_told_beside_the_dead_is_somebody_else(read: Read) -> None:
    assert read("A man was killed. Another man was rushed to hospital.", "wounded") == [1]
    assert read("A man was killed and a girl was taken to hospital.", "wounded") == [1]


@pytest.mark.parametrize(
    ("text", "wounded"),
    [
        ("Five people were shot on Monday.", [5]),
        ("Soldiers shot a boy in the leg and a girl in the arm.", [1, 1]),
        ("Four people were shot, one fatally, in the park.", [3]),
        ("Five people were shot on Monday, and two died.", [3]),
        ("Five people were shot on Monday. Two of them died.", [3]),
        ("Five people were shot on Monday. Two died and another two were injured.", [2]),
        ("A man was shot. He died.", []),
        ("The gunman shot five people before police killed him.", [5]),
        ("The gunman shot five people and killed himself.", [5]),
        ("The gunman shot five people. The gunman was killed by police.", [5]),
    ],
)
def test_those_shot_are_wounded_as_far_as_nobody_tells_of_their_death(
    read: Read, text: str, wounded: list[int]
) -> None:
    assert read(text, "wounded") == wounded


def test_how_many_were_shot_stays_told_beside_how_many_of_them_lived(read: Read) -> None:
    assert read("Four people were shot, one fatally, in the park.", "casualties") == [4]


def test_a_second_count_takes_its_word_of_loss_from_the_first(read: Read) -> None:
    text = "At least 85 people were killed and 50 others injured in two bombings."
    assert (read(text, "killed"), read(text, "wounded")) == ([85], [50])


def test_the_noun_casualties_tells_of_no_wounded(read: Read) -> None:
    assert read("The army suffered 40 casualties.", "wounded") == []
