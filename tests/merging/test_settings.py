"""Where a report plays: what it is said to be about, not where its reporter sits."""

from dataclasses import replace

import pytest

from fogline.merging.settings import Setting, written_afar
from tests.merging.conftest import place

DATELINED = "ARVEL, May 26 (CW) - The destroyer was sunk off Brenna Island, the ministry said in Velm."


def at(name: str, country: str, level: str = "town"):
    start = DATELINED.upper().index(name.upper())
    return replace(place(name, level=level), country=country, span=(start, start + len(name)))


ARVEL = at("Arvel", "XXA")


def test_a_dateline_from_afar_is_not_where_the_report_plays():
    island = at("Brenna Island", "XXB", "country")

    assert written_afar(DATELINED, [ARVEL, island]) == ARVEL.id
    assert Setting((ARVEL, island), afar=ARVEL.id).scene == (island,)


@pytest.mark.parametrize(
    "others",
    [
        [],
        [at("Brenna Island", "XXB")],
        [at("Brenna Island", "XXB", "country"), at("Velm", "XXA")],
        [at("Brenna Island", "XXA", "admin1")],
    ],
    ids=["nothing else", "one town abroad", "a town at home beside", "a province at home"],
)
def test_a_dateline_stays_where_the_report_may_play_there(others):
    assert written_afar(DATELINED, [ARVEL, *others]) is None


def test_two_places_of_one_country_are_enough():
    others = [at("Brenna Island", "XXB"), at("Velm", "XXB")]

    assert written_afar(DATELINED, [ARVEL, *others]) == ARVEL.id


def test_a_place_that_is_no_dateline_stays():
    text = "The mayor of Arvel spoke of Brenna Island."
    mentions = [ARVEL, at("Brenna Island", "XXB", "country")]

    assert written_afar(text, mentions) is None
