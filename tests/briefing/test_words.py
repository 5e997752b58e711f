"""Records are said in words that claim no more than the records do."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fogline.briefing.markup import named, plain_text, safe, tag
from fogline.briefing.quoting import quoted, shortened, telling
from fogline.briefing.words import (
    STANCE_WORDS,
    STATUS_WORDS,
    range_words,
    stance_words,
    toll_words,
    type_words,
    when_words,
)
from fogline.model.incident import TollRow, When
from fogline.model.vocabulary import MEASURES, STANCES, Item, Status


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (12, 12, "12"), (5, 9, "5–9"), (12, None, "at least 12"), (None, 9, "up to 9"), (0, 0, "0"),
        (None, None, "number not known"), (1400, 1400, "1,400"),
    ],
)  # fmt: skip
def test_ranges_say_their_open_ends(low, high, words):
    assert range_words(low, high) == words


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (When("1911-05-02", "1911-05-03", "day"), "2 May 1911"),
        (When("1911-05-02T16:00", "1911-05-02T17:00", "hour"), "2 May 1911, 16:00"),
        (When("1911-05-02T16:00:00+00:00", "1911-05-02T17:00:00+00:00", "hour"), "2 May 1911, 16:00 UTC"),
        (When("1911-05-02T16:00", "1911-05-02T20:00", "hour"), "2 May 1911, between 16:00 and 20:00"),
        (When("1911-05-02T18:00", "1911-05-03", "hour"), "2 May 1911, between 18:00 and 00:00"),
        (
            When("1911-05-02T18:00", "1911-05-03T06:00", "hour"),
            "between 2 May 1911, 18:00 and 3 May 1911, 06:00",
        ),
        (When("1911-05-01", "1911-05-04", "day"), "between 1 and 3 May 1911"),
        (When("1911-04-30", "1911-05-04", "week"), "between 30 April and 3 May 1911"),
        (When("1910-12-30", "1911-01-03", "week"), "between 30 December 1910 and 2 January 1911"),
        (When("1911-05-01", "1911-06-01", "month"), "May 1911"),
        (When("1911-01-01", "1912-01-01", "year"), "1911"),
        (When(None, None, None), "date not known"),
        (When("9999-12-31", None, "day"), "31 December 9999"),
    ],
)
def test_times_are_as_precise_as_they_are_known(when, words):
    assert when_words(when) == words


def test_every_word_of_the_vocabulary_can_be_said():
    assert set(STANCE_WORDS) == set(STANCES)
    assert set(STATUS_WORDS) == set(get_args(Status))
    for measure in MEASURES:
        assert "reported" in toll_words(TollRow(measure, None, None, 1, 1, 1, ()))
    for item in get_args(Item):
        assert "reported lost" in toll_words(TollRow("equipment", item, None, 1, 1, 1, ()))


def test_an_event_type_is_said_by_its_name_else_by_its_key():
    assert type_words("air_drone_strike", {}) == "Air drone strike"
    assert (
        type_words("air_drone_strike", {"air_drone_strike": "Air or drone strike"}) == "Air or drone strike"
    )


@given(st.text())
def test_no_text_becomes_markup_or_stays_hidden(text):
    shown = safe(text)

    assert "<" not in shown.replace('<span class="hidden-character"', "").replace("</span>", "")
    assert '"' not in plain_text(text) or '"' in text
    shown.encode("utf-8")


@given(st.text(), st.text())
def test_attributes_stay_attributes(title, words):
    element = tag("p", named(words), title=title)

    assert element.count("<p ") == 1
    assert element.count("</p>") == 1
    element.encode("utf-8")


@given(st.data())
def test_a_quotation_always_has_the_words_of_the_claim(make_claim, make_report, data):
    text = data.draw(st.text(alphabet="abA .!?\n\u201d", min_size=1, max_size=80))
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))

    _, marked, _ = quoted(make_claim(span=(start, end)), make_report(text=text))

    assert marked.kind == "mark"
    assert marked.text.split() == text[start:end].split()


@pytest.mark.parametrize("span", [(-1, 4), (4, 4), (0, 10_000), (9, 3)])
def test_a_span_outside_the_text_falls_back_to_the_quote(make_claim, make_report, span):
    assert "denied that the mill" in quoted(make_claim(span=span), make_report())[1].text


def test_a_sentence_of_a_thousand_words_is_cut_around_the_claim(make_claim, make_report):
    text = "rain " * 1000 + "the mill burned " + "rain " * 1000
    start = text.index("the mill")

    words = quoted(make_claim(span=(start, start + 15)), make_report(text=text))

    assert words[1].text == "the mill burned"
    assert sum(len(run.text) for run in words) < 700


@pytest.mark.parametrize(
    ("voice", "stance", "polarity", "words"),
    [
        ("Argentine officials", "confirmed", "affirmed", "confirm"),
        ("Unconfirmed reports in Oldenfurt", "denied", "affirmed", "deny"),
        ("two communiqués of the Joint Staff", "asserted", "negated", "say it is not so"),
        ("Marines", "claimed_responsibility", "affirmed", "claim responsibility"),
        ("police", "promised", "affirmed", "promise"),
        ("Reuters", "asserted", "affirmed", "says"),
        ("United States", "refused", "affirmed", "refuses"),
        ("a spokesman for the forces", "asserted", "negated", "says it is not so"),
        ("", "asserted", "affirmed", "says"),
    ],
)
def test_many_voices_say_and_one_says(make_claim, voice, stance, polarity, words):
    assert stance_words(make_claim(stance=stance, polarity=polarity), voice) == words


def test_words_that_say_nothing_alone_stand_in_their_sentence(make_claim, make_report):
    text = "HARBOUR, May 2 (Harbour Wire) - Shells fell. The ministry denied it on Monday."
    at = text.index("denied it")
    claim = make_claim(span=(at, at + 9), quote="denied it")

    assert telling(claim, make_report(text=text)) == "The ministry denied it on Monday"
    assert telling(claim, None) == "denied it"


def test_a_dateline_is_no_part_of_what_is_said(make_claim, make_report):
    text = "HARBOUR, May 2 (Harbour Wire) - Shells were said to have hit the mill."
    at = text.index("to have hit the mill")
    claim = make_claim(span=(at, at + 20), quote="to have hit the mill")

    assert telling(claim, make_report(text=text)) == "Shells were said to have hit the mill"


def test_long_words_without_spaces_are_cut_and_not_lost():
    words = shortened("\u706b" * 400)

    assert words.startswith("\u706b" * 50)
    assert words.endswith("\u2026")


def test_quotation_marks_within_a_quote_are_single(make_claim):
    claim = make_claim(quote='"We hold the mill," he said, and \u201cno one\u201d else.')

    assert telling(claim, None) == "\u2018We hold the mill,\u2019 he said, and \u2018no one\u2019 else"


def test_gaps_beside_each_other_are_one(make_claim):
    claim = make_claim(
        quote="\u2588\u2588 \u2588\u2588\u2588, the mill burned and \u2588\u2588 \u2588\u2588\u2588\u2588 was there"
    )

    assert telling(claim, None) == "[left out], the mill burned and [left out] was there"
