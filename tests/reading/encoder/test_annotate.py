"""A text becomes a document by what the encoder reads."""

import pytest

from fogline.reading.parse import parse


@pytest.mark.parametrize("text", ["", " \n "])
def test_a_text_without_a_word_is_read_to_its_end(text):
    parsed = parse(text, reader="fast")

    assert all(token.is_space for token in parsed.doc)
    assert parsed.encoded.triples == ()
