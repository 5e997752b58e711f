"""Chances of thresholds are set right by what came of such chances, and the draws follow."""

import numpy as np
import pytest

import fogline
from fogline.forecasting.countries import country_of
from fogline.forecasting.learned import learned_by, months_learned
from fogline.forecasting.models.ensemble import MEMBERS
from fogline.forecasting.panel import Past, month_of, name_of_month
from fogline.forecasting.quantiles import mid_levels, mixture
from fogline.forecasting.thresholds import (
    THRESHOLDS,
    chances_of,
    descriptions,
    levels_for,
    memory_of,
    moved,
    trust,
)
from tests.forecasting.panels import made_up, rows_of

SHARES = np.array([0.2, 0.5, 0.3])


def said(scale: float = 20.0) -> list[np.ndarray]:
    generator = np.random.default_rng(3)
    return [np.sort(generator.exponential(scale, (2, 3, 400)), axis=-1) for _ in MEMBERS]


def test_the_draws_reach_each_threshold_as_often_as_is_said():
    members = said()
    pooled = chances_of(members) @ SHARES
    wanted = pooled * np.array([0.9, 1.2, 2.0])

    found = np.round(mixture(members, SHARES.tolist(), levels_for(mid_levels(2000), pooled, wanted)))

    for at, least in enumerate(THRESHOLDS):
        assert (found >= least).mean(axis=-1) == pytest.approx(wanted[..., at], abs=0.003)


def test_chances_that_are_believed_leave_the_pool_as_it_is():
    members, levels = said(), mid_levels(100)
    pooled = chances_of(members) @ SHARES

    assert levels_for(levels, pooled, pooled) == pytest.approx(np.broadcast_to(levels, (2, 3, 100)))


@pytest.mark.parametrize("month", months_learned(), ids=name_of_month)
def test_moved_chances_never_rise_with_the_threshold(month):
    members, learned = said(60.0), learned_by(month)
    past = Past(np.arange(2), month, np.array([[0.0] * 24, [30.0] * 24]), ("AFG", "nowhere"))

    found = moved(chances_of(members), SHARES, past, learned)

    assert ((found > 0) & (found < 1)).all()
    assert (np.diff(found, axis=2) <= 0).all()


def test_the_first_file_believes_the_pool_for_nothing_had_come_yet():
    learned = learned_by(months_learned()[0])
    chances = chances_of(said())
    past = Past(np.arange(2), learned.month, np.zeros((2, 24)))

    assert moved(chances, SHARES, past, learned) == pytest.approx(chances @ SHARES, abs=2e-3)


def test_quiet_areas_are_moved_all_the_way_and_wars_less():
    quiet, war = trust(np.array([[0.0] * 12, [500.0] * 12]))

    assert quiet > 0.95
    assert 0.35 < war < 0.5


def test_what_the_regressions_see_is_as_wide_as_what_was_learned():
    seen = descriptions(chances_of(said()), SHARES, np.pad(memory_of(np.ones((2, 30))), ((0, 0), (0, 1))))

    assert learned_by(month_of("2020-10")).chances.shape == (len(THRESHOLDS), 1 + seen.shape[2])


@pytest.mark.parametrize("area", ["CMR", 69, "69", "Cameroon", "CAMEROON"])
def test_a_country_is_known_by_code_by_id_and_by_name(area):
    assert country_of(area) == "CMR"


def test_a_district_is_no_country():
    assert country_of("Upper Made-up") is None


def test_a_quiet_country_that_saw_war_is_likelier_to_see_it_again():
    quiet = rows_of(made_up())
    table = {**quiet, "area": [{"Quiet": "Cameroon"}.get(area, area) for area in quiet["area"]]}

    draws, areas = fogline.forecast(table, "2014-12", [6], draws=4000)
    unknown, names = fogline.forecast(quiet, "2014-12", [6], draws=4000)

    known = (draws[areas.index("Cameroon"), 0] > 0).mean()
    assert known > (unknown[names.index("Quiet"), 0] > 0).mean()


def test_what_countries_lived_through_is_not_known_before_its_time():
    before, after = (learned_by(month_of(month)).memory["SYR"] for month in ("2010-10", "2014-10"))

    assert before[0] < 1 < after[0]
