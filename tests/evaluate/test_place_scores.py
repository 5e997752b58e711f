"""How far off places are, and which texts are held out."""

import pytest

from fogline.evaluate.places import HELD_OUT, error_scores, is_held_out


def test_the_held_out_fold_is_the_same_everywhere_and_of_its_share():
    keys = [f"text-{number}" for number in range(2000)]
    held = [key for key in keys if is_held_out(key)]

    assert held[:4] == ["text-7", "text-9", "text-10", "text-13"]
    assert len(held) / len(keys) == pytest.approx(HELD_OUT, abs=0.03)


def test_the_median_and_the_expected_error_are_bounded_over_texts():
    median, expected = error_scores([[0.0, 10.0], [10.0], [100.0], []], note="")

    assert (median.value, expected.value) == (10.0, 30.0)
    assert median.low <= median.value <= median.high
    assert expected.low <= expected.value <= expected.high


def test_without_a_name_found_there_is_no_error():
    assert error_scores([[], []], note="") == ()
