"""Stated confidence beside what is right: stretches, their gaps, and the error over all."""

import pytest

from fogline.evaluate.calibration import score_calibration


def test_confidence_that_comes_true_has_no_error():
    error, _, *stretches = score_calibration([[(0.75, True)] * 3 + [(0.75, False)]] * 2)

    assert error.value == pytest.approx(0.0)
    assert [(one.measure, one.right, one.gold) for one in stretches] == [("stated 0.7 to 0.8", 6, 8)]


def test_the_error_is_the_mean_gap_by_claims():
    error, *_ = score_calibration([[(0.95, False)], [(0.55, True)] * 3])

    assert error.value == pytest.approx((0.95 + 3 * 0.45) / 4)
    assert error.gold == 4
    assert error.low < error.value < error.high


def test_full_confidence_is_in_the_last_stretch():
    *_, last = score_calibration([[(1.0, True)], [(0.91, True)]])

    assert (last.measure, last.gold) == ("stated 0.9 to 1.0", 2)


def test_right_claims_above_wrong_ones_count_by_pairs_and_ties_by_half():
    _, order, *_ = score_calibration([[(0.9, True), (0.4, False)], [(0.6, True), (0.6, False), (0.7, False)]])

    assert order.value == pytest.approx((3 + 1.5) / 6)


def test_without_claims_there_is_nothing_to_say():
    assert score_calibration([[], []]) == ()
