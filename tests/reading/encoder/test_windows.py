"""Windows cover a text once, and cut it where a line begins or a sentence ends."""

from hypothesis import given
from hypothesis import strategies as st

from fogline.reading.encoder.windows import windows


@given(
    sizes=st.lists(st.integers(1, 12), max_size=300),
    longest=st.integers(12, 60),
    data=st.data(),
)
def test_windows_cover_every_word_once_and_none_is_too_long(sizes, longest, data):
    breaks = data.draw(st.lists(st.integers(0, 2), min_size=len(sizes), max_size=len(sizes)))
    found = list(windows(["word"] * len(sizes), sizes, breaks, longest=longest))
    assert [i for first, last in found for i in range(first, last)] == list(range(len(sizes)))
    assert all(sum(sizes[first:last]) <= longest for first, last in found)


def test_a_window_ends_where_a_line_begins():
    breaks = [2, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0]
    assert list(windows(["word"] * 12, [1] * 12, breaks, longest=10)) == [(0, 7), (7, 12)]


def test_a_long_line_is_cut_behind_a_full_stop():
    words = ["word"] * 6 + ["."] + ["word"] * 6
    assert list(windows(words, [1] * 13, [2] + [0] * 12, longest=10)) == [(0, 7), (7, 13)]


def test_a_long_line_without_a_stop_is_cut_between_words():
    assert list(windows(["word"] * 13, [1] * 13, [2] + [0] * 12, longest=10)) == [(0, 10), (10, 13)]
