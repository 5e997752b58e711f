"""What the encoder is told of a word."""

import pytest

from fogline.reading.encoder.words import BREAKS, SHAPES, breaks_before, quoted_words, shape_of


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("troops", "lower"), ("Kunduz", "capitalised"), ("A", "capitalised"), ("NATO", "capitals"),
        ("McKay", "mixed"), ("T-72", "digits"), ("12", "digits"), ("--", "mark"), ("”", "mark"), ("غزه", "lower"),
    ],
)  # fmt: skip
def test_shape_tells_how_a_word_is_written(word, shape):
    assert SHAPES[shape_of(word)] == shape


def test_words_between_marks_are_quoted():
    assert quoted_words([0, 4, 8, 15], [(4, 12)]) == [0, 1, 1, 0]


def test_breaks_tell_lines_from_paragraphs():
    text = "One two\nthree\n\nfour"
    assert [BREAKS[b] for b in breaks_before(text, [0, 4, 8, 15], [3, 7, 13, 19])] == [
        "paragraph", "none", "line", "paragraph",
    ]  # fmt: skip


def test_a_break_behind_a_word_that_holds_one_is_seen():
    text = "\nOne\ntwo\n \nthree four\n"
    spans = [(1, 8), (11, 16), (17, 21)]
    assert breaks_before(text, [start for start, _ in spans], [end for _, end in spans]) == [2, 2, 0]
