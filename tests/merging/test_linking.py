"""What is compared, what it weighs, and that the order in which reports came in changes nothing."""

import gc
import random
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fogline.merging.clustering import Bounds, cluster
from fogline.merging.constraints import Constraints
from fogline.merging.evidence import Pairs, lay_out, ragged, shared
from fogline.merging.incidents import merge_claims
from fogline.merging.likeness import facts_of
from fogline.merging.settings import Setting
from fogline.merging.starting import chief_claims, rounds_up
from fogline.merging.tellings import tellings_of
from fogline.merging.weights import levels_of, load_comparisons, load_weights
from fogline.merging.why import explain
from fogline.merging.wording import wording_of
from fogline.model.reading import TimeMention

from .conftest import day, place, toll

TOWNS = (
    place("Amon"),
    place("Bree", lat=14.0),
    place("Dale", lat=10.05),
    place("Arnor", level="country", radius=900.0),
)
NAMES = sorted(load_comparisons())


def month(first: str, after: str) -> TimeMention:
    return TimeMention((0, 1), "DATE", first[:7], first, after, "month", True)


@pytest.fixture
def level_of(make_claim):
    """Return the name of the level into which two claims of two reports fall in a comparison."""

    def compare(name, one, other):
        claims = [make_claim(**one), make_claim(**other)]
        facts = {claim.id: facts_of(claim) for claim in claims}
        columns = lay_out(tellings_of(claims, main=set(), facts=facts))
        pairs = Pairs(np.array([0]), np.array([1]))
        return load_comparisons()[name].levels[int(levels_of(columns, pairs, [name])[0, 0])]

    return compare


@pytest.mark.parametrize(
    ("name", "one", "other", "level"),
    [
        ("type", {}, {"type": "killing"}, "one of them general"),
        ("type", {}, {"type": "air_drone_strike"}, "another type"),
        ("time", {}, {}, "same day"),
        ("time", {}, {"when": day("1982-05-04", "1982-05-05")}, "days apart"),
        ("time", {}, {"when": None}, "times overlap"),
        ("place", {}, {"places": (TOWNS[2],)}, "same place"),
        ("place", {}, {"places": (TOWNS[1],)}, "other provinces"),
        ("place", {}, {"places": ()}, "not told"),
        ("parties", {}, {"target": "Rohan"}, "one side in common"),
        ("parties", {"target": None}, {"initiator": "Rohan", "target": None}, "other sides"),
        ("tolls", {"tolls": [toll(9, 9)]}, {"tolls": [toll(9, 9)]}, "the same great figure"),
        ("tolls", {"tolls": [toll(2, 2)]}, {"tolls": [toll(3, 3)]}, "figures differ"),
        ("names", {"quote": "Ulfsen fell at Kvarn."}, {"quote": "They buried Ulfsen."}, "one rare name"),
        ("numbers", {"quote": "It was 17 and 23."}, {"quote": "All 23 and 17."}, "two numbers"),
        ("origin", {"origin": "o-w"}, {"origin": "o-w"}, "copies of one text"),
        ("publication", {}, {"published": "1982-05-04"}, "the next day"),
    ],
)
def test_two_claims_fall_into_the_level_that_says_what_they_share(level_of, name, one, other, level):
    assert level_of(name, one, other) == level


@pytest.mark.parametrize("name", NAMES)
def test_every_level_of_a_comparison_has_a_frozen_weight(name):
    bits = load_weights().bits[name]

    assert len(bits) == len(load_comparisons()[name].levels)
    assert bits[0] == 0


@st.composite
def worlds(draw):
    """Return what some reports tell: type, day, place, stance, figure, report and wording of each claim."""
    row = st.tuples(
        st.sampled_from(("armed_clash", "killing", "air_drone_strike")),
        st.integers(1, 6),
        st.integers(0, 3),
        st.sampled_from(("asserted", "denied", "admitted")),
        st.integers(0, 9),
        st.integers(0, 4),
        st.sampled_from(("Ulfsen fell.", "A bridge at Kvarn.", "x")),
    )
    return draw(st.lists(row, min_size=1, max_size=14)), draw(st.randoms(use_true_random=False))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(worlds())
def test_the_order_of_arrival_changes_nothing(make_claim, world):
    rows, chance = world
    claims = [
        make_claim(
            type=type, stance=stance, when=None if on == 6 else day(f"1982-05-{on:02}", f"1982-05-{on + 1:02}"),
            places=(TOWNS[where],), tolls=[toll(dead, dead)], report=f"r-{report}", origin=f"o-{report}", quote=quote,
            span=(10 * at, 10 * at + 5),
        )
        for at, (type, on, where, stance, dead, report, quote) in enumerate(rows)
    ]  # fmt: skip
    main = frozenset(claim.id for claim in claims[::3])
    expected = merge_claims(claims, main=main)

    chance.shuffle(claims)

    assert merge_claims(claims, main=main) == expected
    held = [claim for incident in expected for claim in incident.claims]
    assert len(held) == len(set(held))


def test_one_good_pair_does_not_chain_two_groups():
    bits = {(0, 1): 5.0, (2, 3): 5.0, (1, 2): 4.0}
    left, right = np.array([0, 0, 0, 1, 1, 2]), np.array([1, 2, 3, 2, 3, 3])

    def score(pairs):
        found = zip(pairs.left.tolist(), pairs.right.tolist(), strict=True)
        return np.array([bits.get(pair, -6.0) for pair in found])

    pairs = Pairs(left, right)
    groups = cluster(pairs, score(pairs), is_vague=np.zeros(4, dtype=bool), least=0.0, score=score)

    assert groups.tolist() == [0, 0, 2, 2]


def test_what_people_tied_or_set_apart_is_kept():
    pairs = Pairs(np.array([0, 0, 1]), np.array([1, 2, 2]))

    def score(some):
        return np.full(len(some), 3.0)

    def found(bounds):
        return cluster(
            pairs, score(pairs), is_vague=np.zeros(3, dtype=bool), least=0.0, score=score, bounds=bounds
        ).tolist()

    assert found(Bounds()) == [0, 0, 0]
    apart = found(Bounds(apart=frozenset({(0, 2)})))
    assert apart[0] != apart[2]


def test_a_claim_set_apart_leaves_its_incident(make_claim):
    one, other = make_claim(), make_claim()
    pair = (min(one.id, other.id), max(one.id, other.id))

    assert len(merge_claims([one, other])) == 1
    assert len(merge_claims([one, other], constraints=Constraints(apart=frozenset({pair})))) == 2


def test_a_report_that_rounds_up_a_month_is_attached_to_many_and_starts_none(make_claim):
    north = make_claim(places=(TOWNS[0],))
    south = make_claim(places=(TOWNS[1],), when=day("1982-05-12", "1982-05-13"))
    monthly = make_claim(
        places=(TOWNS[3],), when=month("1982-05-01", "1982-06-01"), tolls=[toll(90, 90, cumulative=True)]
    )

    incidents = merge_claims([monthly, north, south])

    assert rounds_up(monthly)
    assert len(incidents) == 2
    assert all(monthly.id not in incident.claims for incident in incidents)
    assert all(monthly.report in {report.report for report in incident.reports} for incident in incidents)
    assert not any(report.main for incident in incidents for report in incident.reports)
    assert merge_claims([monthly]) == ()


def test_the_setting_of_a_report_places_what_it_is_chiefly_about(make_claim):
    bare = {"places": (), "initiator": None, "target": None}
    one, other = make_claim(**bare), make_claim(**bare)
    words = wording_of("Ulfsen fell beside the Kvarn ferry.")
    near = Setting((TOWNS[0],), words)
    far = Setting((TOWNS[1],), wording_of("Two brothers quarrelled in Dale."))

    main = frozenset({one.id, other.id})
    together = merge_claims([one, other], main=main, settings={one.report: near, other.report: near})
    apart = merge_claims([one, other], main=main, settings={one.report: near, other.report: far})

    assert [len(incident.claims) for incident in together] == [2]
    assert together[0].places[0].name == "Amon"
    assert len(apart) == 2


def test_a_report_on_an_arrest_is_about_the_deed(make_claim):
    arrest = make_claim(report="r-1", type="arrests", span=(0, 5))
    deed = make_claim(report="r-1", type="killing", span=(10, 15))
    deed = replace(deed, event=replace(deed.event, plover="ASSAULT", trigger=(10, 12)))

    assert chief_claims([arrest, deed], {arrest.id}) == {deed.id}
    assert chief_claims([arrest], {arrest.id}) == {arrest.id}


def test_an_incident_says_what_speaks_for_each_report_and_names_the_nearest_rival(make_claim):
    claims = [make_claim(), make_claim(), make_claim(places=(TOWNS[1],))]
    incidents = merge_claims(claims)
    home = {claim: incident.id for incident in incidents for claim in incident.claims}
    placed = [replace(claim, incident=home[claim.id]) for claim in claims]
    chosen = max(incidents, key=lambda incident: len(incident.claims))

    whys = explain(placed, incident=chosen.id, main=set())

    assert len(whys) == 2
    for why in whys:
        assert why.bits is not None
        assert why.bits >= why.least
        assert why.start + sum(reason.bits for reason in why.reasons) == pytest.approx(why.bits, abs=0.1)
        assert why.rival is not None
        assert why.rival.incident != chosen.id
        assert why.rival.bits < why.least
        assert why.rival.reasons[0].comparison == "place"


def test_what_two_sets_share_is_found_among_many_sets_as_by_hand():
    chance = random.Random(4)
    sets = [sorted(chance.sample(range(300), chance.randrange(0, 40))) for _ in range(120)]
    pairs = Pairs(np.arange(119), np.arange(1, 120))

    found = shared(ragged(sets), pairs).tolist()

    assert found == [len(set(one) & set(other)) for one, other in pairwise(sets)]


def test_what_shared_codes_weigh_together_is_added_up():
    sets = ragged([[0, 2, 3], [2, 3], []])
    pairs = Pairs(np.array([0, 0]), np.array([1, 2]))

    assert shared(sets, pairs, np.array([1.0, 2.0, 4.0, 8.0])).tolist() == [12.0, 0.0]


def test_merging_leaves_the_collecting_of_garbage_as_it_was(make_claim):
    gc.disable()
    try:
        merge_claims([make_claim()])
        assert not gc.isenabled()
    finally:
        gc.enable()
    merge_claims([make_claim()])
    assert gc.isenabled()
