"""Bounds come from drawing documents anew: seeded, around the figure, and wider where errors cluster."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fogline.evaluate.intervals import bound, class_f1, f1_of_sums, pooled, ratio_of_sums, with_answers_drawn
from fogline.evaluate.scores import Score

COUNTS = st.tuples(st.integers(0, 20), st.integers(0, 20), st.integers(0, 20)).map(
    lambda counts: (min(counts), counts[1], counts[2])
)


def document(right, found, gold, measure="cue"):
    return (Score("attribution", measure, right, found, gold),)


@given(st.lists(COUNTS, min_size=2, max_size=12))
def test_bounds_lie_in_order_between_nothing_and_all(counts):
    low, high = bound(counts, f1_of_sums)

    assert 0 <= low <= high <= 1


def test_equal_documents_leave_nothing_open():
    (score,) = pooled([document(3, 4, 4)] * 10)

    assert (score.low, score.high) == (0.75, 0.75)


def test_counts_are_summed_and_documents_named():
    (score,) = pooled([document(1, 2, 3), document(4, 5, 6)])

    assert (score.right, score.found, score.gold, score.drawn) == (5, 7, 9, "2 documents")


def test_a_document_may_have_several_scores_of_a_measure_or_none():
    scores = pooled([(*document(1, 1, 1), *document(0, 1, 1)), (), document(1, 1, 1, "source")])

    assert {score.measure: (score.right, score.gold) for score in scores} == {"cue": (1, 2), "source": (1, 1)}


def test_the_same_documents_have_the_same_bounds():
    counts = [document(number % 3, 3, 3) for number in range(20)]

    assert pooled(counts) == pooled(counts)


def test_errors_that_come_together_leave_more_open():
    apart = pooled([document(1, 2, 2)] * 20)[0]
    together = pooled([document(2, 2, 2), document(0, 2, 2)] * 10)[0]

    assert apart.f1 == together.f1
    assert together.high - together.low > apart.high - apart.low


@pytest.mark.parametrize("documents", [[], [document(1, 1, 1)]])
def test_one_document_has_no_bounds(documents):
    assert [(score.low, score.drawn) for score in pooled(documents)] in ([], [(None, "")])


def test_a_draw_without_anything_to_find_is_nothing():
    assert f1_of_sums(np.zeros((1, 3))).tolist() == [0.0]
    assert ratio_of_sums(np.zeros((1, 2))).tolist() == [0.0]


def test_f1_over_classes_counts_each_alike_or_by_its_gold():
    sums = np.array([[9.0, 9.0, 9.0, 0.0, 1.0, 1.0]])

    assert class_f1(sums).tolist() == [0.5]
    assert class_f1(sums, weighted=True).tolist() == [0.9]


def test_where_only_totals_are_known_single_answers_are_drawn():
    score = with_answers_drawn(Score("seed", "claims", right=28, found=45, gold=30))

    assert score.low < score.f1 < score.high
    assert score.drawn == "47 answers"


def test_a_share_is_drawn_item_by_item():
    assert with_answers_drawn(Score("never", "no incident", 90, 100, 100)).drawn == "100 answers"


@pytest.mark.parametrize(
    "score", [Score("factuality", "MAE", value=0.5), Score("sample", "none"), document(1, 1, 1)[0]]
)
def test_values_and_too_few_answers_stay_without_bounds(score):
    score = with_answers_drawn(score)

    assert score.low is None or score.low == score.high
