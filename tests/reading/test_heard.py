"""The types that the encoder hears in a sentence are joined with those that the codebook's words tell."""

from dataclasses import replace

import numpy as np
import pytest

from fogline.plugins import load_documents
from fogline.reading.codebook import Frame, load_codebook
from fogline.reading.engine import read
from fogline.reading.events.heard import join_events, told_events
from fogline.reading.events.notices import notice_words
from fogline.reading.events.triggers import Draft, TriggerMatcher
from fogline.reading.parse import Parsed, parse


@pytest.fixture(scope="module")
def codebook():
    return load_codebook()


@pytest.fixture(scope="module")
def matcher(codebook):
    return TriggerMatcher(codebook, load_documents("languages")["en"])


def heard(text: str, word: str | None, kind: str = "", score: float = 9.0) -> Parsed:
    """Parse a text in which the encoder hears one type at one word, or nothing at all."""
    parsed = parse(text, reader="best")
    encoded = parsed.encoded
    assert encoded is not None
    names = encoded.labels["event"]
    events = np.full(encoded.events.shape, -9.0, np.float32)
    events[:, names.index("O")] = 2.0
    if word is not None:
        at = next(token.i for token in parsed.doc if token.text == word)
        events[at, names.index(kind)] = score
    return replace(parsed, encoded=replace(encoded, events=events))


def joined(parsed: Parsed, matcher, codebook, *drafts: Draft) -> list[tuple[str, str | None]]:
    """Return words and types after the encoder was heard."""
    assert parsed.encoded is not None
    found = join_events(drafts, parsed.doc, parsed.encoded, matcher, codebook=codebook)
    return [(draft.token.text, draft.type) for draft in found]


def draft(parsed: Parsed, word: str, kind: str | None) -> Draft:
    """Make a draft of a word."""
    return Draft(next(token for token in parsed.doc if token.text == word), kind)


def test_a_sentence_in_which_nothing_is_heard_tells_nothing() -> None:
    parsed = heard("The market opened at dawn.", None)

    assert parsed.encoded is not None
    [told] = told_events(parsed.doc, parsed.encoded)
    assert (told.any < 0.05, told.types) == (True, ())


def test_what_the_encoder_alone_hears_becomes_an_event(matcher, codebook) -> None:
    parsed = heard("Gunmen sprayed the bus with bullets.", "sprayed", "attack")

    assert joined(parsed, matcher, codebook) == [("sprayed", "attack")]


def test_a_type_that_is_heard_replaces_the_one_of_a_word_beside_it(matcher, codebook) -> None:
    parsed = heard("Marchers attacked the guards with stones.", "attacked", "violent_demonstration")
    known = draft(parsed, "attacked", "attack")

    assert joined(parsed, matcher, codebook, known) == [("attacked", "violent_demonstration")]


def test_a_type_that_is_told_already_is_left_alone(matcher, codebook) -> None:
    parsed = heard("Marchers attacked the guards with stones.", "guards", "attack")
    known = draft(parsed, "attacked", "attack")

    assert joined(parsed, matcher, codebook, known) == [("attacked", "attack")]


def test_a_type_of_a_users_own_is_never_replaced(matcher, codebook) -> None:
    parsed = heard("Marchers attacked the guards with stones.", "attacked", "violent_demonstration")
    own = draft(parsed, "attacked", "prison_riot")

    assert joined(parsed, matcher, codebook, own) == [("attacked", "prison_riot")]


def test_a_users_own_word_is_never_replaced(matcher, codebook) -> None:
    """A frame that the shipped codebook does not hold is the user's."""
    parsed = heard("Marchers attacked the guards with stones.", "attacked", "violent_demonstration")
    own = draft(parsed, "attacked", "attack")
    own.frame = Frame("attack", "verb", "attack", needs=(("by", frozenset({"marcher"})),))

    assert joined(parsed, matcher, codebook, own) == [("attacked", "attack")]


def test_who_holds_a_man_tells_an_arrest_from_an_abduction(matcher, codebook) -> None:
    """The encoder sees no names of parties; the codebook's frames do."""
    parsed = heard("Guards seized the teacher.", "seized", "abduction_forced_disappearance")
    known = draft(parsed, "seized", "arrests")

    assert joined(parsed, matcher, codebook, known) == [("seized", "arrests")]


SPREAD = "It rained all day. The mayor spoke. A dog slept. Marchers attacked the guards."
"""A text that is not brief, with an act in its last sentence."""


def test_in_a_brief_text_half_a_suspicion_makes_an_event(matcher, codebook) -> None:
    """Words without meaning for the codebook: only the encoder can tell what happened."""
    parsed = heard("Gunmen sprayed the bus with bullets.", "sprayed", "attack", score=2.5)

    assert joined(parsed, matcher, codebook) == [("sprayed", "attack")]


def test_in_a_long_text_an_event_that_is_only_heard_must_be_sure(matcher, codebook) -> None:
    unsure = heard(SPREAD, "attacked", "attack", score=2.5)
    sure = heard(SPREAD, "attacked", "attack")

    assert joined(unsure, matcher, codebook) == []
    assert joined(sure, matcher, codebook) == [("attacked", "attack")]


def test_in_a_long_text_the_codebooks_word_weighs_more(matcher, codebook) -> None:
    brief = heard("Marchers attacked the guards.", "attacked", "violent_demonstration", score=2.5)
    long = heard(SPREAD, "attacked", "violent_demonstration", score=2.2)

    assert joined(brief, matcher, codebook, draft(brief, "attacked", "attack")) == [
        ("attacked", "violent_demonstration")
    ]
    assert joined(long, matcher, codebook, draft(long, "attacked", "attack")) == [("attacked", "attack")]


def test_a_request_beside_an_act_does_not_hide_it(matcher, codebook) -> None:
    parsed = heard("Soldiers were told to spray the march.", "spray", "attack")
    asked = draft(parsed, "told", "request")

    assert joined(parsed, matcher, codebook, asked) == [("told", "request"), ("spray", "attack")]


def test_the_words_of_a_notice_tell_no_event(matcher, codebook) -> None:
    parsed = heard("The market opened at dawn. All rights reserved.", "reserved", "agreement")
    assert parsed.encoded is not None
    notices = notice_words(parsed.doc, ["all rights reserved"])

    found = join_events([], parsed.doc, parsed.encoded, matcher, codebook=codebook, notices=notices)
    assert {parsed.doc[i].text for i in notices} == {"All", "rights", "reserved", "."}
    assert found == []


def test_a_report_before_a_notice_still_counts() -> None:
    text = "Rebels killed two soldiers near Tessa. Copyright (c) 1998 The Wire. All rights reserved."
    reading = read(text, published="1998-03-02", lang="en")

    assert [text[slice(*event.trigger)] for event in reading.events] == ["killed"]


def test_a_second_act_joined_to_the_first_is_one_more_event(matcher, codebook) -> None:
    parsed = heard("Marchers killed two of the city guards and looted the shop.", "looted", "agreement")
    known = draft(parsed, "killed", "killing")

    assert joined(parsed, matcher, codebook, known) == [("killed", "killing"), ("looted", "agreement")]
