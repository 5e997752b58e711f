"""A number is held against a level, against what is usual, or against all before; no data is not 0."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fogline.indicators.board import Period, Threshold
from fogline.indicators.measured import Number, judge, month_of, months_of, number_of

LAST = "1822-04"


def panel_of(*values, last=LAST, ranges=True):
    """Return numbers of the months up to the last one."""
    start = number_of(last) - len(values) + 1
    return {
        month_of(start + at): Number(value, value, value) if ranges else Number(value)
        for at, value in enumerate(values)
        if value is not None
    }


@pytest.mark.parametrize(
    ("threshold", "values", "state"),
    [
        (Threshold("at_least", 25), (25,), "met"),
        (Threshold("at_least", 25), (24,), "not met"),
        (Threshold("at_most", 0), (0,), "met"),
        (Threshold("rises_to", 2), (*[10] * 12, 20), "met"),
        (Threshold("rises_to", 2), (*[10] * 12, 19), "not met"),
        (Threshold("rises_to", 2), (*[0] * 12, 0), "not met"),
        (Threshold("rises_to", 2), (*[10] * 5, 90), "no data"),
        (Threshold("falls_to", 0.5), (*[10] * 12, 5), "met"),
        (Threshold("falls_to", 0.5), (*[0] * 12, 0), "no data"),
        (Threshold("rises_to", 2, "season"), (*([90] * 11 + [10]) * 3, *[90] * 11, 20), "met"),
        (Threshold("rises_to", 2, "season"), (*([90] * 11 + [10]) * 2, *[90] * 11, 20), "no data"),
        (Threshold("record", "high"), (*[10] * 12, 11), "met"),
        (Threshold("record", "high"), (*[10] * 12, 10), "not met"),
        (Threshold("record", "low"), (*[10] * 12, 9), "met"),
        (Threshold("record", "high"), (*[10] * 11, 99), "no data"),
    ],
)  # fmt: skip
def test_a_threshold_is_met_or_not(threshold, values, state):
    assert judge(threshold, panel_of(*values), (LAST,)).state == state


def test_a_month_without_a_number_is_no_0():
    judged = judge(Threshold("at_most", 0), panel_of(3, None), (LAST,))

    assert (judged.value, judged.state, judged.reason) == (None, "no data", "no number for 1822-04")


def test_the_range_says_whether_the_answer_is_certain():
    of_range = {LAST: Number(30, 10, None)}

    assert judge(Threshold("at_least", 25), of_range, (LAST,)).state == "met"
    assert not judge(Threshold("at_least", 25), of_range, (LAST,)).certain
    assert judge(Threshold("at_least", 25), {LAST: Number(30, 26, 40)}, (LAST,)).certain


def test_months_are_added_up_and_compared_with_as_many():
    judged = judge(Threshold("rises_to", 2), panel_of(*[10] * 12, 20, 20), ("1822-03", LAST))

    assert (judged.value, judged.threshold, judged.compared, judged.state) == (40, 40, 12, "met")


@pytest.mark.parametrize(
    ("period", "day", "months"),
    [
        (Period("last"), date(1822, 5, 20), ("1822-04",)),
        (Period("last"), date(1822, 5, 31), ("1822-05",)),
        (Period("last"), date(1822, 1, 3), ("1821-12",)),
        (Period("this"), date(1822, 5, 20), ("1822-05",)),
        (Period("last", 3), date(1822, 2, 20), ("1821-11", "1821-12", "1822-01")),
        (Period("latest"), date(1822, 5, 20), ("1822-01",)),
    ],
)
def test_a_period_means_months_that_are_over_unless_it_says_this_one(period, day, months):
    assert months_of(period, day, ["1821-12", "1822-01", "1822-05"]) == months


@given(
    st.lists(st.one_of(st.none(), st.integers(0, 99)), min_size=30, max_size=40),
    st.lists(st.integers(0, 9999), max_size=12),
    st.sampled_from([
        Threshold("at_least", 25), Threshold("rises_to", 2), Threshold("falls_to", 0.5, "season"),
        Threshold("record", "high"), Threshold("record", "low"),
    ]),
)  # fmt: skip
def test_later_months_change_nothing(values, later, threshold):
    before = panel_of(*values)
    after = before | {
        month_of(number_of(LAST) + at): Number(value) for at, value in enumerate(later, start=1)
    }

    assert judge(threshold, before, (LAST,)) == judge(threshold, after, (LAST,))
