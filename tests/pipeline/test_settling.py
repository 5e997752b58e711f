"""A series settles what it has every month of; another area's count is held against it once both are whole."""

import pytest

from fogline.model.question import Yardstick
from fogline.pipeline.settling import settle_by_series
from fogline.questions.series import HeldSeries
from tests.questions.makes import a_question

MONTHS = ["1982-05", "1982-06"]


def counting(**more):
    known = {"relation": "more_than", "measure": "fatalities", "area": "AFG", "closes": "1982-06-30"}
    return a_question(**{**known, "yardstick": Yardstick("area", area="MLI"), **more})


def deaths(mali):
    areas = ["AFG", "AFG", *["Mali"] * len(mali)]
    return HeldSeries(
        "deaths", "Post 1", {"area": areas, "period": [*MONTHS, *MONTHS[: len(mali)]], "value": [3, 4, *mali]}
    )


@pytest.mark.parametrize(("mali", "outcome"), [([1, 2], "yes"), ([5, 2], "no"), ([1], None)])
def test_the_counts_of_two_areas_are_compared(mali, outcome):
    assert settle_by_series(counting(), deaths(mali), "1982-07-01").outcome == outcome


def test_a_comparison_waits_until_the_window_is_over():
    assert settle_by_series(counting(), deaths([1, 2]), "1982-06-30").outcome is None


def test_days_that_no_month_has_are_left_to_a_person():
    found = settle_by_series(counting(closes="1982-06-12"), deaths([1, 2]), "1982-07-01")

    assert (found.outcome, "whole months" in found.because) == (None, True)
