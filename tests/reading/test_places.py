"""Finding places: which names are places, which place is meant, and how far the text says it lies off."""

from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fogline.evaluate.places import measure_place_set
from fogline.plugins import load_documents
from fogline.reading.gazetteer import open_gazetteer
from fogline.reading.parse import parse
from fogline.reading.places import PlaceFinder, landmarks
from fogline.reading.places.place_spotting import short_sign


@cache
def shipped_finder() -> PlaceFinder:
    return PlaceFinder(open_gazetteer(), load_documents("languages")["en"])


@pytest.fixture
def finder() -> PlaceFinder:
    return shipped_finder()


def named(finder: PlaceFinder, text: str) -> dict:
    return {text[slice(*mention.span)]: mention for mention in finder.find(parse(text))}


def test_a_pair_tells_which_of_many_namesakes_is_meant(finder):
    found = named(finder, "A storm hit Paris, Texas, on Monday. Schools in Paris were closed.")

    assert (found["Paris"].country, found["Paris"].admin1) == ("USA", "Texas")


def test_without_other_signs_the_well_known_place_is_meant(finder):
    found = named(finder, "The president flew to Paris on Monday and met the prime minister of France.")

    assert (found["Paris"].id, found["Paris"].country) == ("gn:2988507", "FRA")


def test_a_name_of_many_places_lists_rivals_by_score(finder):
    rivals = named(finder, "A man from Springfield was arrested on Monday.")["Springfield"].rivals

    assert len(rivals) > 1
    assert list(rivals) == sorted(rivals, key=lambda rival: -rival.score)


def test_a_list_of_provinces_is_one_place_each_on_their_level(finder):
    found = named(finder, "There was fighting in Panjshir, Baghlan, Takhar and Badakhshan provinces.")

    assert [mention.name for mention in found.values()] == ["Panjshir", "Baghlan", "Takhar", "Badakhshan"]
    assert {(m.level, m.country, m.where_prec) for m in found.values()} == {("admin1", "AFG", 4)}


def test_provinces_listed_behind_their_word_are_provinces_too(finder):
    found = named(finder, "Clashes in the provinces of Aleppo, Idlib and Hama killed ten people.")

    assert {mention.level for mention in found.values()} == {"admin1"}


def test_a_part_of_a_country_is_an_area_within_it(finder):
    found = named(finder, "Rebels attacked convoys in the northern part of Afghanistan.")["Afghanistan"]

    assert found.name == "Afghanistan"
    assert found.lat is not None
    assert found.lat > 34
    assert found.where_prec == 5


def test_a_distance_and_a_direction_move_the_point(finder):
    at = named(finder, "A bomb went off in Ghazni, Afghanistan.")["Ghazni"]
    off = named(finder, "A bomb went off 40 km south of Ghazni, Afghanistan.")["Ghazni"]

    assert at.lat is not None
    assert off.lat == pytest.approx(33.55 - 40 / 111.2, abs=0.03)
    assert off.where_prec >= 2


def test_near_a_town_is_within_25_km_of_it(finder):
    found = named(finder, "The helicopter came down near Mosul in Iraq.")["Mosul"]

    assert (found.where_prec, found.radius_km) == (2, 25.0)


def test_a_place_that_locates_another_is_a_landmark(finder):
    text = "The front runs through the Panjshir Valley, a mountainous region north of Kabul, the army said."
    parsed = parse(text)
    places = finder.find(parsed)

    assert [text[slice(*place.span)] for place in places] == ["Panjshir Valley", "Kabul"]
    assert landmarks(parsed, places) == {1}


def test_a_place_that_stands_alone_is_no_landmark(finder):
    parsed = parse("The convoy left Kabul and was attacked 40 km south of Ghazni.")

    assert landmarks(parsed, finder.find(parsed)) == frozenset()


def test_a_site_in_no_gazetteer_keeps_its_words_and_takes_the_finest_unit(finder):
    text = (
        "Fighting in Panjshir went on. Afghan officials in Panjshir were silent.\n"
        "A spokesman said that the group attacked the Shaba base and lost eight men."
    )

    found = named(finder, text)["Shaba base"]

    assert (found.id, found.name, found.level) == (None, "Shaba base", "site")
    assert (found.country, found.admin1, found.where_prec) == ("AFG", "Panjshir", 4)
    assert found.radius_km is not None


def test_a_site_in_a_text_without_places_has_no_point(finder):
    found = named(finder, "A spokesman said that the group attacked the Shaba base and lost eight men.")[
        "Shaba base"
    ]

    assert (found.lat, found.lon, found.radius_km, found.country) == (None, None, None, None)


def test_another_spelling_is_known_where_the_text_speaks_of_its_country(finder):
    found = named(
        finder,
        "Afghan fighters in Panjshir said on Sunday that the road to Kabul and a post in Onaba were open.",
    )

    assert found["Onaba"].id == "gn:7054336"


def test_the_places_of_the_south_atlantic_are_known(finder):
    text = (
        "British troops landed at San Carlos and took Goose Green in the Falkland Islands. "
        "A ship was hit in the South Atlantic. The garrison at Port Stanley held out, the Falkland Islands radio said."
    )

    found = named(finder, text)

    assert {
        name: found[name].country for name in ("San Carlos", "Goose Green", "Port Stanley")
    } == dict.fromkeys(("San Carlos", "Goose Green", "Port Stanley"), "FLK")
    assert found["South Atlantic"].where_prec == 7


def test_words_for_people_are_not_places_but_can_be_asked_for(finder):
    parsed = parse("Afghan and Syrian officials met.")

    assert finder.find(parsed) == ()
    assert [mention.country for mention in finder.find_demonyms(parsed)] == ["AFG", "SYR"]


def test_persons_and_houses_are_not_places(finder):
    assert named(finder, "President Jordan Sydney spoke at the White House on Monday.") == {}


WORDS = ["Kabul", "Paris", "Texas", ",", "north of", "near", "40 km south of", "provinces", "and", "the", "U.S.",
         "Shaba", "base", "Port-au-Prince", "-", "’", "99999999 miles from", "Street",
         "\n", "\u202e", "Łódź", "said", "."]  # fmt: skip


def test_ships_are_not_the_places_they_are_named_for(finder):
    found = named(finder, "HMS Coventry left Plymouth. Later the Coventry met the submarine, the Santa Fe.")

    assert set(found) == {"Plymouth"}


@settings(max_examples=40, deadline=None)
@given(st.one_of(st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join), st.text(max_size=80)))
def test_any_text_gives_places_inside_it_with_sound_numbers(text):
    finder = shipped_finder()
    parsed = parse(text)

    found = finder.find(parsed)

    assert found == finder.find(parsed)
    for before, after in pairwise(found):
        assert before.span[1] <= after.span[0]
    for mention in found:
        assert 0 <= mention.span[0] < mention.span[1] <= len(text)
        assert mention.lat is None or -90 <= mention.lat <= 90
        assert mention.lon is None or -180 <= mention.lon <= 180
        assert mention.radius_km is None or mention.radius_km > 0
        assert 1 <= mention.where_prec <= 7
        assert sum(rival.score for rival in mention.rivals) <= 1
    assert landmarks(parsed, found) <= set(range(len(found)))


def test_the_measure_counts_what_a_small_sample_holds(shared):
    scores = measure_place_set(shared / "data" / "places" / "geovirus.jsonl", limit=3)

    found = next(score for score in scores if score.measure == "found and within 161 km")
    assert found.gold > 0
    assert found.f1 > 0.4


def test_a_part_of_a_town_by_its_direction_is_in_the_town(finder):
    found = named(finder, "A blast hit East Aleppo and West Mosul on Monday.")

    assert {mention.country for mention in found.values()} == {"SYR", "IRQ"}


def test_what_a_capital_was_called_gives_way_to_a_city_of_that_name(finder):
    found = named(finder, "Police are investigating a shooting in North Philadelphia.")

    assert [(mention.country, mention.admin1) for mention in found.values()] == [("USA", "Pennsylvania")]


def test_a_capital_keeps_its_other_names(finder):
    found = named(finder, "Troops entered Saigon on Monday.")

    assert [mention.country for mention in found.values()] == ["VNM"]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("MEMPHIS, Tenn -- Police are searching for a man.", "Tennessee"),
        ("CAMERON, W.Va. (AP) – Cameron police say a man died.", "West Virginia"),
    ],
)
def test_short_forms_of_states_need_no_last_dot(finder, text, unit):
    assert {mention.admin1 for mention in named(finder, text).values()} == {unit}


@pytest.mark.parametrize(
    ("text", "sign"),
    [("They closed W.Va. 61.", "short alone"), ("They left W.Va. today.", "short with dots")],
)
def test_a_states_short_form_before_a_number_is_rather_a_road(text, sign):
    doc = parse(text).doc
    at = next(token.i for token in doc if token.text.startswith("W.Va"))

    assert short_sign(doc, at, at + 1) == sign
