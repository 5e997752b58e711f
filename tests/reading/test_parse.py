"""Hold the parse to its bounds: offsets stay, no run of marks is slow, no piece is huge."""

from hypothesis import given
from hypothesis import strategies as st

from fogline.reading.parse import LONGEST_PIECE, LONGEST_SENTENCE, break_runs, find_paragraphs, parse, pieces

texts = st.lists(
    st.sampled_from(["(", "$", "'s", "word", " ", "\n", ". ", "_", "😀"]).flatmap(
        lambda unit: st.integers(1, 400).map(lambda count: unit * count)
    ),
    max_size=12,
).map("".join)


@given(texts)
def test_breaking_long_runs_keeps_every_offset(text):
    """Only spaces are put in, each in the place of one character."""
    broken = break_runs(text)

    assert len(broken) == len(text)
    assert all(now in (was, " ") for was, now in zip(text, broken, strict=True))


def test_runs_that_a_tokenizer_takes_apart_one_by_one_are_broken():
    """200,000 brackets would take it an hour."""
    assert max(map(len, break_runs("(" * 200_000).split())) == 100
    assert max(map(len, break_runs("'s" * 100_000).split())) == 200


def test_words_and_rules_of_common_length_stay_as_they_are():
    text = "-" * 72 + "\nhttps://wire.example/" + "a" * 120 + " said “yes”."

    assert break_runs(text) == text


@given(
    st.lists(st.sampled_from(["word " * 9000, "x" * 90_000, "One. Two. " * 5000, "\n", "end.\n"]), max_size=6)
)
def test_pieces_cover_the_text_and_none_is_huge(parts):
    text = "".join(parts)

    spans = list(pieces(text, find_paragraphs(text)))

    assert "".join(text[start:end] for start, end in spans) == text
    assert all(end - start <= 2 * LONGEST_PIECE for start, end in spans)


def test_a_heap_of_words_is_no_sentence_without_end():
    """What a sentence ties together costs the square of its length."""
    words, stops = parse("ten soldiers " * 2000), parse("1. " * 2000)

    assert max(len(sentence) for sentence in words.doc.sents) <= LONGEST_SENTENCE
    assert max(len(sentence) for sentence in stops.doc.sents) <= 2 * LONGEST_SENTENCE + 1


def test_halves_of_letters_are_read_past():
    """A broken decoder leaves lone surrogates, which no parser takes."""
    parsed = parse("The army \ud83d denied it.\udc00")

    assert parsed.text == "The army \ud83d denied it.\udc00"
    assert len(parsed.doc.text) == len(parsed.text)
