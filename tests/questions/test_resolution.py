"""A rule settles what all figures agree on; rivals are shown both ways, and one origin alone decides nothing."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fogline.model.incident import Incident, SayerToll, TollRow, When
from fogline.questions.resolution import Account, Fitting, settle_by_accounts, settle_by_incidents
from tests.questions.makes import a_question, counted

RELATIONS = ("at_least", "more_than", "at_most", "fewer_than")


def an_incident(number: int, status: str, *tolls: tuple[str, int | None, int | None]) -> Incident:
    by_sayer = tuple(SayerToll(sayer, low, high, f"c-{number}{sayer}") for sayer, low, high in tolls)
    lows = [low for _, low, _ in tolls if low is not None]
    row = TollRow("killed", None, None, min(lows, default=None), None, None, by_sayer)
    when = When("1982-05-04", "1982-05-05", "day")
    rows = (row,) if tolls else ()
    return Incident(f"i-{number}", (), "shelling", status, when, (), (), rows, "C3", 1, (), (f"c-{number}",))  # type: ignore[arg-type]


def fit(incident: Incident, *, inside: bool = True) -> Fitting:
    against = (("Umbar", "c-denial"),) if incident.status == "contested" else ()
    return Fitting(incident, inside, (("Pelargir", incident.claims[0]),), against)


def test_what_two_origins_tell_settles_it_before_the_window_is_over():
    found = settle_by_incidents(a_question(), [fit(an_incident(1, "corroborated"))], complete=False)

    assert (found.outcome, found.incidents, found.claims) == ("yes", ("i-1",), ("c-1",))


def test_nothing_settles_it_only_once_the_window_is_over_and_covered():
    assert settle_by_incidents(a_question(), [], complete=False).outcome is None
    assert settle_by_incidents(a_question(), [], complete=True).outcome == "no"


@pytest.mark.parametrize(
    "fitting", [fit(an_incident(1, "single")), fit(an_incident(1, "conceded"), inside=False)]
)
def test_one_origin_alone_or_a_time_that_may_lie_outside_is_left_to_a_person(fitting):
    found = settle_by_incidents(a_question(), [fitting], complete=True)

    assert found.outcome is None
    assert found.incidents == ("i-1",)
    assert "i-1" in found.because


@pytest.mark.parametrize(
    ("clause", "status", "outcome"),
    [
        ("one origin is enough", "single", "yes"),
        ("only what a side concedes counts", "corroborated", None),
        ("only what a side concedes counts", "conceded", "yes"),
    ],
)
def test_the_ambiguity_clause_says_how_much_is_enough(clause, status, outcome):
    question = replace(a_question(), ambiguity=clause)

    assert settle_by_incidents(question, [fit(an_incident(1, status))], complete=True).outcome == outcome


def test_a_denial_leaves_it_contested_and_both_ways_are_shown():
    found = settle_by_incidents(a_question(), [fit(an_incident(1, "contested"))], complete=True)

    assert found.outcome == "contested"
    yes, no = found.rivals
    assert (yes.outcome, yes.sayers, yes.claims) == (True, ("Pelargir",), ("c-1",))
    assert (no.outcome, no.sayers, no.claims) == (False, ("Umbar",), ("c-denial",))


def test_rival_counts_that_settle_it_differently_are_contested():
    told = an_incident(1, "corroborated", ("Pelargir", 12, 12), ("Umbar", 3, 3))

    high = settle_by_incidents(counted("at_least", 10), [fit(told)], complete=True)
    low = settle_by_incidents(counted("at_least", 2), [fit(told)], complete=True)

    assert high.outcome == "contested"
    assert [(one.outcome, one.sayers) for one in high.rivals] == [(True, ("Pelargir",)), (False, ("Umbar",))]
    assert low.outcome == "yes"


def test_an_unknown_number_is_never_nought():
    unknown = settle_by_incidents(counted("at_most", 5), [fit(an_incident(1, "corroborated"))], complete=True)
    open_above = an_incident(1, "corroborated", ("Pelargir", 3, None))

    assert unknown.outcome is None
    assert settle_by_incidents(counted("at_least", 5), [fit(open_above)], complete=True).outcome is None
    assert settle_by_incidents(counted("at_least", 3), [fit(open_above)], complete=True).outcome == "yes"


def test_a_discounted_incident_counts_for_nothing():
    assert (
        settle_by_incidents(a_question(), [fit(an_incident(1, "discounted"))], complete=True).outcome == "no"
    )


def test_a_state_that_has_to_last_is_left_to_a_person():
    assert (
        settle_by_accounts(a_question(relation="holds"), [Account((), 1, 1)], complete=True).outcome is None
    )


@given(st.sampled_from(RELATIONS), st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))
def test_a_rule_decides_only_what_every_count_between_the_figures_agrees_on(relation, level, one, other):
    low, high = sorted((one, other))
    question = counted(relation, level)
    each = {
        settle_by_accounts(question, [Account((), count, count)], complete=True).outcome
        for count in range(low, high + 1)
    }

    found = settle_by_accounts(question, [Account((), low, high)], complete=True).outcome

    assert found == (each.pop() if len(each) == 1 else None)


@given(st.sampled_from(RELATIONS), st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))
def test_what_is_settled_early_stays_settled_whatever_comes(relation, level, now, more):
    question = counted(relation, level)
    early = settle_by_accounts(question, [Account((), now, now)], complete=False).outcome
    late = settle_by_accounts(question, [Account((), now + more, now + more)], complete=True).outcome

    assert early in (None, late)


@given(
    st.lists(st.sampled_from(["corroborated", "contested", "single", "conceded"]), max_size=4), st.randoms()
)
def test_the_order_of_incidents_does_not_matter(statuses, random):
    fitting = [fit(an_incident(number, status)) for number, status in enumerate(statuses)]
    shuffled = random.sample(fitting, len(fitting))

    one, other = (settle_by_incidents(a_question(), some, complete=True) for some in (fitting, shuffled))

    assert (one.outcome, sorted(one.incidents), sorted(one.claims)) == (
        other.outcome, sorted(other.incidents), sorted(other.claims),
    )  # fmt: skip


def test_without_a_number_to_hold_it_against_nothing_is_settled():
    from fogline.model.question import Yardstick

    open_question = replace(counted("more_than", 1), yardstick=Yardstick("record"))

    assert settle_by_accounts(open_question, [Account((), 5, 5)], complete=True).outcome is None
