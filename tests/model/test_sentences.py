"""The sentence around some words is one sentence, wherever in it the words stand."""

import pytest

from fogline.model.sentences import sentence_around

TEXT = "Shells fell. Then Mr. Aster fled. \u201cThe League left.\u201d It rained."


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("Shells", "Shells fell."),
        ("fell", "Shells fell."),
        ("Then", "Then Mr. Aster fled."),
        ("Aster", "Then Mr. Aster fled."),
        ("\u201cThe", "\u201cThe League left.\u201d"),
        ("The League", "\u201cThe League left.\u201d"),
        ("It", "It rained."),
        ("rained.", "It rained."),
    ],
)
def test_a_sentence_begins_and_ends_where_it_does(words, sentence):
    start = TEXT.index(words)

    first, last = sentence_around(TEXT, start, start + len(words))

    assert TEXT[first:last].strip() == sentence
