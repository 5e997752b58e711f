"""What the words of French and Spanish find in made-up news, against a key made by hand."""

import pytest

from fogline.plugins import load_documents
from fogline.reading.codebook import load_codebook
from fogline.reading.gazetteer import open_gazetteer
from fogline.reading.lexical import LexicalReaders
from fogline.reading.registry import Registry
from tests.reading.lexical.scores import PUBLISHED, measure, sentences

LEAST = 0.85
"""Precision and recall that a change of words may not fall below; the sentences are few, so one counts much."""


@pytest.fixture(scope="module")
def readers():
    return LexicalReaders(Registry.load(), open_gazetteer(), load_codebook())


@pytest.mark.parametrize("code", ["fr", "es"])
def test_made_up_news_is_read_as_its_key_says(readers, code):
    read = [
        (one, readers.read({"text": one["text"]}, published=PUBLISHED, lang=code)) for one in sentences(code)
    ]

    scores = measure(read)

    assert len(read) >= 40
    assert {task: score for task, score in scores.items() if min(score[:2]) < LEAST} == {}


@pytest.mark.parametrize("code", ["fr", "es"])
def test_names_of_actors_in_a_language_belong_to_registered_ones(code):
    registry = Registry.load()

    missing = [
        id_ for id_ in load_documents("languages")[code]["actors"]["names"] if registry.get(id_) is None
    ]

    assert missing == []
