"""Scores become answers that fit together."""

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from fogline.reading.encoder.decode import best_heads, best_roles, triples
from fogline.reading.encoder.model import Scores

NONE, B_SOURCE, I_SOURCE, B_CUE, I_CUE, B_CONTENT, I_CONTENT = range(7)


def layer(labels, cues):
    """Return scores of roles and links in which each word has a label and points at a cue's first word."""
    count = len(labels)
    role = np.full((count, 7), -6.0, np.float32)
    role[range(count), labels] = 6.0
    cue = np.full((count, count), -6.0, np.float32)
    for word, target in enumerate(cues):
        if target is not None:
            cue[word, target] = 6.0
    return role, cue


def scores(labels, cues, first=0, *, inner=None):
    """Return scores whose outermost attributions are told by labels and cues, those inside by a second pair."""
    count = len(labels)
    role, cue = layer(labels, cues)
    nested, nested_cue = layer(*inner) if inner else layer([NONE] * count, [None] * count)
    none = np.zeros((count, 1), np.float32)
    return Scores(
        first=first, last=first + count, role=role, cue=cue, arc=cue, inner=nested, inner_cue=nested_cue,
        **dict.fromkeys(
            ("tag", "pos", "entity", "sentence", "fact", "event", "stance",
             "relation_below", "relation_above"), none,
        ),
    )  # fmt: skip


def test_a_content_in_two_pieces_goes_to_its_one_cue():
    labels = [B_CONTENT, I_CONTENT, B_SOURCE, B_CUE, NONE, B_CONTENT]
    (found,) = triples(scores(labels, [3, 3, 3, 3, None, 3], first=10))
    assert (found.source, found.cue, found.content) == (((12, 13),), (13, 14), ((10, 12), (15, 16)))
    assert 0.9 < found.confidence <= 1


def test_each_source_goes_to_the_cue_that_it_points_at():
    labels = [B_SOURCE, B_CUE, B_CONTENT, B_SOURCE, B_CUE, B_CONTENT]
    found = list(triples(scores(labels, [1, 1, 1, 4, 4, 4])))
    assert [one.source for one in found] == [((0, 1),), ((3, 4),)]


def test_a_cue_without_a_content_says_nothing():
    assert not list(triples(scores([B_SOURCE, B_CUE, NONE], [1, 1, None])))


def test_an_attribution_may_lack_a_source():
    (found,) = triples(scores([B_CUE, B_CONTENT], [0, 0]))
    assert found.source == ()


def test_a_voice_within_a_content_is_told_behind_the_outer_one():
    outer = [B_SOURCE, B_CUE, B_CONTENT, I_CONTENT, I_CONTENT]
    inner = ([NONE, NONE, B_SOURCE, B_CUE, B_CONTENT], [None, None, 3, 3, 3])
    found = list(triples(scores(outer, [1, 1, 1, 1, 1], first=5, inner=inner)))
    assert [one.cue for one in found] == [(6, 7), (8, 9)]
    assert found[1].source == ((7, 8),)


def test_a_nested_voice_outside_every_content_is_not_believed():
    outer = [B_SOURCE, B_CUE, B_CONTENT, NONE, NONE]
    inner = ([NONE, NONE, NONE, B_CUE, B_CONTENT], [None, None, None, 3, 3])
    assert len(list(triples(scores(outer, [1, 1, 1, None, None], inner=inner)))) == 1


@given(
    arrays.arrays(np.float32, st.tuples(st.integers(1, 30), st.just(7)), elements=st.floats(-9, 9, width=32))
)
def test_an_inside_always_follows_its_own_beginning(role):
    before = NONE
    for label in best_roles(role):
        if label and label % 2 == 0:
            assert before in (label, label - 1)
        before = label


@given(
    arrays.arrays(np.float32, st.tuples(st.integers(1, 4), st.just(7)), elements=st.floats(-9, 9, width=32))
)
def test_no_other_roles_that_fit_are_likelier(role):
    def fit(path):
        return all(not b or b % 2 or a in (b, b - 1) for a, b in pairwise((NONE, *path)))

    rows = role.tolist()
    totals = [
        sum(row[label] for row, label in zip(rows, path, strict=True))
        for path in product(range(7), repeat=len(rows))
        if fit(path)
    ]
    chosen = sum(row[label] for row, label in zip(rows, best_roles(role), strict=True))
    assert chosen == pytest.approx(max(totals), abs=1e-4)


@given(
    st.integers(1, 25).flatmap(
        lambda n: arrays.arrays(np.float32, (n, n), elements=st.floats(-9, 9, width=32))
    )
)
def test_every_sentence_is_one_tree(arc):
    cut = len(arc) // 2
    sentences = [(0, cut), (cut, len(arc))] if cut else [(0, len(arc))]
    heads = best_heads(arc, sentences)
    for first, last in sentences:
        assert sum(heads[word] == word for word in range(first, last)) == 1
        for word in range(first, last):
            seen = set()
            while heads[word] != word:
                assert word not in seen
                seen.add(word)
                word = heads[word]
            assert first <= word < last
