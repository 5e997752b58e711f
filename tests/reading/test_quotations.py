"""Find what stands between quotation marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fogline.reading.parse import find_paragraphs
from fogline.reading.quotations import find_quotations, with_marks


def quoted(text: str) -> list[str]:
    return [text[start:end] for start, end in find_quotations(text, find_paragraphs(text))]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He said “no” and left.", ["no"]),
        ('He said "no" and "never".', ["no", "never"]),
        ("He said ''no'' and left.", ["no"]),
        ("He said «no» and left.", ["no"]),
        ('She is 6" tall and said nothing.', []),
        ("Nothing is quoted here.", []),
        ("An empty “” pair.", []),
    ],
)
def test_words_between_double_marks_are_quotations(text: str, words: list[str]) -> None:
    assert quoted(text) == words


def test_a_quotation_left_open_runs_to_the_end_of_its_paragraph() -> None:
    text = "“We hold the bridge.\n“We hold the road too,” he said."

    assert quoted(text) == ["We hold the bridge.", "We hold the road too,"]


def test_marks_belong_to_the_wider_span() -> None:
    text = "He said ''no'' and “yes”."

    assert [text[slice(*with_marks(text, span))] for span in find_quotations(text, [(0, len(text))])] == [
        "''no''",
        "“yes”",
    ]


@given(st.text(alphabet="ab \n“”\"'«».", max_size=80))
def test_quotations_are_inside_the_text_in_order_and_not_empty(text: str) -> None:
    spans = find_quotations(text, find_paragraphs(text))

    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert list(spans) == sorted(spans)
