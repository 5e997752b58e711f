"""How times and answers are put into the cells of a table."""

import pytest

from fogline.cli.reading import claim_row
from fogline.cli.say import say_interval, say_time
from fogline.model.reading import Event, ReadClaim, Reading, TimeMention, Voice

TEXT = "Rebels stormed the fort last\nTuesday. The army denied it."
TUESDAY = TimeMention((24, 36), "DATE", "2011-05-03", "2011-05-03", "2011-05-04", "day", anchored=True)


def claim(span, sayer, stance, **links):
    chain = (Voice(None, "outlet"), Voice(sayer, "organisation"))
    return ReadClaim(span, chain, stance, "affirmed", "stated", 0.9, **links)


def reading():
    """Return two claims of one event, the second of which denies the first."""
    event = Event((7, 14), "armed_clash", None, None, 3.0, "past", None, None, (), 0, (), None)
    said = claim((0, 36), "rebels", "asserted", event=0)
    denied = claim((38, 56), "army", "denied", event=0, answers=0)
    return Reading(times=(TUESDAY,), events=(event,), claims=(said, denied))


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "shown"),
    [
        ("It fell last Tuesday.", "2011-05-03", "2011-05-04", "2011-05-03 · “last Tuesday”"),
        ("It fell on 27 Ramadan 1421.", "2000-12-23", "2000-12-26", "2000-12-23 to 2000-12-25 · “27 Ramadan 1421”"),
        ("It fell on 29 Asad 1388.", "2009-08-20", "2009-08-21", "2009-08-20 · “29 Asad 1388”"),
        ("It fell on 15 Ramadan.", None, None, "not anchored · “15 Ramadan”"),
    ],
)  # fmt: skip
def test_a_time_stands_beside_the_words_that_it_was_read_from(text, earliest, latest, shown):
    words = shown[shown.index("“") + 1 : -1]
    start = text.index(words)
    span = (start, start + len(words))

    told = say_time(TimeMention(span, "DATE", None, earliest, latest, "day", anchored=True), text)

    assert told == shown


@pytest.mark.parametrize(
    ("earliest", "latest", "shown"),
    [
        ("2011-05-03T18:00", "2011-05-04T06:00", "2011-05-03 18:00 to 2011-05-04 06:00"),
        ("2011-05-03T14:00", "2011-05-03T15:00", "2011-05-03 14:00 to 15:00"),
    ],
)
def test_hours_are_written_without_letters(earliest, latest, shown):
    assert say_interval(earliest, latest) == shown


def test_words_that_run_over_a_line_of_the_report_stay_on_one_line_of_their_cell():
    *_, when, words = claim_row(TEXT, reading(), 0)

    assert (when, words) == ("2011-05-03 · “last Tuesday”", "Rebels stormed the fort last Tuesday")


def test_an_answer_names_the_claim_that_it_answers():
    number, sayer, stance, *_ = claim_row(TEXT, reading(), 1)

    assert (number, sayer, stance) == ("2", "army", "denied, answers claim 1")
