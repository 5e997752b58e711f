"""A passage holds what is looked at and begins and ends where sentences do."""

from hypothesis import given
from hypothesis import strategies as st

from fogline.evaluate.passages import passage_around

TEXT = "The dam held. The mill burned at noon. Guards fled over the bridge. Nobody came back that year."


def test_a_short_text_is_kept_whole():
    assert passage_around(TEXT, (18, 22)) == (0, len(TEXT))


def test_it_is_cut_where_sentences_end():
    at = TEXT.index("Guards")
    first, last = passage_around(TEXT, (at, at + 6), around=30)

    assert TEXT[first:last] == "The mill burned at noon. Guards fled over the bridge. "


def test_without_sentence_ends_it_is_cut_at_lines_else_at_words():
    text = "alpha beta\ngamma delta epsilon zeta\neta theta"
    at = text.index("delta")

    assert text[slice(*passage_around(text, (at, at + 5), around=9))] == "gamma delta epsilon "


@given(st.text(alphabet="ab. \n", max_size=400), st.integers(0, 399), st.integers(0, 50), st.integers(0, 80))
def test_what_is_looked_at_is_never_cut(text, start, length, around):
    start = min(start, len(text))
    end = min(start + length, len(text))
    first, last = passage_around(text, (start, end), around=around)

    assert max(0, start - around) <= first <= start
    assert end <= last <= min(len(text), end + around)
