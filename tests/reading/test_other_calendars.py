"""Dates of the Solar Hijri and the lunar Hijri calendar, against days on record."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fogline.plugins import load_documents
from fogline.reading.times import TimeFinder
from fogline.reading.times.other_calendars import CALENDARS, day_in

PUBLISHED = "2009-09-10"  # a Thursday, 20 Ramadan 1430, 19 Sunbula 1388


@pytest.fixture(scope="module")
def finder() -> TimeFinder:
    return TimeFinder(load_documents("languages")["en"])


ON_RECORD = [
    # the Afghan coup, the Iranian revolution, the Afghan election of 2009, new years in and after leap years
    ("solar", 1357, 2, 7, date(1978, 4, 27)),
    ("solar", 1357, 11, 22, date(1979, 2, 11)),
    ("solar", 1388, 5, 29, date(2009, 8, 20)),
    ("solar", 1399, 1, 1, date(2020, 3, 20)),
    ("solar", 1399, 12, 30, date(2021, 3, 20)),
    ("solar", 1400, 1, 1, date(2021, 3, 21)),
    ("solar", 1403, 1, 1, date(2024, 3, 20)),
    # civil tabular calendar, as published tables give it
    ("hijri", 1400, 1, 1, date(1979, 11, 21)),
    ("hijri", 1421, 1, 1, date(2000, 4, 6)),
    ("hijri", 1445, 1, 1, date(2023, 7, 19)),
]


@pytest.mark.parametrize(("calendar", "year", "month", "day", "gregorian"), ON_RECORD)
def test_days_on_record_are_converted(calendar, year, month, day, gregorian):
    assert day_in(CALENDARS[calendar], year, month, day).timex == gregorian.isoformat()


@given(st.sampled_from(sorted(CALENDARS)), st.integers(1200, 1600), st.integers(1, 12))
def test_months_follow_each_other_without_a_gap(name, year, month):
    calendar = CALENDARS[name]

    length = (calendar.first_day(year, month + 1) - calendar.first_day(year, month)).days

    assert length in ((29, 30, 31) if name == "solar" else (29, 30))


@given(st.integers(1200, 1600), st.integers(1, 12), st.integers(1, 29))
def test_a_lunar_day_is_known_to_a_day_on_either_side(year, month, day):
    told = day_in(CALENDARS["hijri"], year, month, day)

    assert told.earliest == date.fromisoformat(told.timex) - timedelta(days=1)
    assert told.latest == date.fromisoformat(told.timex) + timedelta(days=2)


SENTENCES = [
    ("It fell on 15 Hamal 1388.", "15 Hamal 1388", "2009-04-04", "2009-04-04", "2009-04-05"),
    ("It fell the 15th of Tir, 1388.", "the 15th of Tir, 1388", "2009-07-06", "2009-07-06", "2009-07-07"),
    ("It fell on Asad 29, 1388.", "Asad 29, 1388", "2009-08-20", "2009-08-20", "2009-08-21"),
    ("It fell on 29 Asad.", "29 Asad", "2009-08-20", "2009-08-20", "2009-08-21"),
    ("It fell in Mizan 1387.", "Mizan 1387", None, "2008-09-22", "2008-10-22"),
    ("It fell in the Afghan year 1387.", "the Afghan year 1387", None, "2008-03-20", "2009-03-21"),
    ("It fell on 27 Ramadan 1421.", "27 Ramadan 1421", "2000-12-24", "2000-12-23", "2000-12-26"),
    ("It fell in Shawwal 1421.", "Shawwal 1421", None, "2000-12-27", "2001-01-27"),
    ("It fell during Ramadan.", "Ramadan", None, "2009-08-21", "2009-09-22"),
    ("It fell in Ramadan 2008.", "Ramadan 2008", None, "2008-09-01", "2008-10-03"),
    ("It fell last Ramadan.", "last Ramadan", None, "2008-09-01", "2008-10-03"),
    ("It will end by Eid al-Fitr.", "Eid al-Fitr", "2009-09-21", "2009-09-10", "2009-09-23"),
    ("It fell on Nowruz.", "Nowruz", "2009-03-21", "2009-03-21", "2009-03-22"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "words", "timex", "earliest", "latest"), SENTENCES)
def test_dates_of_other_calendars_keep_their_words_and_get_our_interval(
    finder, sentence, words, timex, earliest, latest
):
    (mention,) = finder.find(sentence, published=PUBLISHED)

    told = (sentence[slice(*mention.span)], mention.timex, mention.earliest, mention.latest)
    assert told == (words, timex, earliest, latest)


def test_the_first_day_of_a_range_borrows_the_year_of_the_last(finder):
    mentions = finder.find("It lasted from 3 Mizan to 7 Aqrab 1388.", published=PUBLISHED)

    assert [mention.timex for mention in mentions] == [None, "2009-09-25", "2009-10-29"]


def test_a_night_of_a_day_known_within_days_may_be_any_of_them(finder):
    (mention,) = finder.find("It fell on the night of 15 Ramadan 1430.", published=PUBLISHED)

    assert (mention.earliest, mention.latest) == ("2009-09-04T18:00", "2009-09-07T06:00")


@pytest.mark.parametrize(
    "sentence",
    [
        "Rajab said so.", "A mud hut stands in Mizan district.", "They fired 3 Tir missiles.", "Asad, 43, left.",
        "The town fell after Ramadan Karimi left.", "The asad 29 file is lost.",
    ],
)  # fmt: skip
def test_people_and_things_with_the_names_of_months_are_no_times(finder, sentence):
    assert finder.find(sentence, published=PUBLISHED) == ()


def test_without_a_year_or_a_day_of_publication_the_date_stays_open(finder):
    (mention,) = finder.find("It fell on 15 Ramadan.")

    assert (mention.timex, mention.earliest, mention.anchored) == (None, None, False)
