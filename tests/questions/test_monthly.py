"""A question that counts is fitted to the series that settles it: whole months, and the number of that day."""

import pytest

from fogline.model.question import Yardstick
from fogline.questions.monthly import fitted
from fogline.questions.series import ANY_SERIES, HeldSeries
from tests.questions.makes import a_question

MONTHS = [f"{year}-{month:02}" for year in (1980, 1981) for month in range(1, 13)]
DEATHS = HeldSeries(
    "deaths", "Post 1", {"area": ["AFG"] * 24, "period": MONTHS, "value": [*range(12), *range(12, 24)]}
)


def counting(yardstick, **more):
    known = {"relation": "more_than", "measure": "fatalities", "area": "AFG", "yardstick": yardstick}
    days = {"asked": "1982-01-01", "opens": "1982-01-01", "closes": "1982-01-31"}
    return a_question(**{**known, **days, **more})


@pytest.mark.parametrize(
    ("yardstick", "value"),
    [
        (Yardstick("mean", days=365), 17.5),
        (Yardstick("mean", days=365, times=10.0, plus=1.0), 17.5),
        (Yardstick("record"), 23),
        (Yardstick("number", 25), 25),
        (Yardstick("area", area="MLI"), None),
    ],
)
def test_the_number_that_it_is_held_against_is_that_of_the_day_it_is_asked(yardstick, value):
    assert fitted(counting(yardstick), DEATHS).yardstick.value == value


@pytest.mark.parametrize(
    ("opens", "closes", "whole"),
    [
        ("1982-01-01", "1982-04-01", ("1982-01-01", "1982-03-31")),
        ("1982-01-20", "1982-04-20", ("1982-02-01", "1982-04-30")),
        ("1982-01-20", "1982-01-27", ("1982-01-20", "1982-01-27")),
    ],
)
def test_a_window_from_now_on_is_one_of_whole_months_and_says_so(opens, closes, whole):
    question = fitted(counting(Yardstick("number", 25), asked=opens, opens=opens, closes=closes), DEATHS)

    assert (question.opens, question.closes) == whole
    assert len(question.assumed) == ((opens, closes) != whole)


@pytest.mark.parametrize("more", [{"criteria": "As ACLED counts it."}, {"asked": "1981-12-30"}])
def test_days_that_the_question_names_or_a_rule_has_stay(more):
    question = counting(Yardstick("number", 25), closes="1982-04-01", **more)

    assert fitted(question, DEATHS).closes == "1982-04-01"


def test_the_series_that_settles_it_is_named_where_it_was_left_open():
    question = counting(
        Yardstick("number", 25), source=ANY_SERIES, assumed=(f"deaths are what {ANY_SERIES} counts",)
    )

    named = fitted(question, DEATHS)

    assert (named.source, named.assumed) == ("Post 1", ("deaths are what Post 1 counts",))
