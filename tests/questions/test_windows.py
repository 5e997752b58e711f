"""A window is what the question's own words say."""

from datetime import date

import pytest

from fogline.questions.windows import window_in

ASKED = date(2025, 10, 26)


@pytest.mark.parametrize(
    ("words", "opens", "closes"),
    [
        ("Will it end before 1 April 2026?", date(2025, 10, 26), date(2026, 3, 31)),
        ("Will it end by 1 April 2026?", date(2025, 10, 26), date(2026, 4, 1)),
        ("Will he stay through 31 January 2026?", date(2025, 10, 26), date(2026, 1, 31)),
        ("A clash by December 31?", date(2025, 10, 26), date(2025, 12, 31)),
        ("A clash by March 3?", date(2025, 10, 26), date(2026, 3, 3)),
        ("Will they meet between 3 November 2025 and 9 November 2025?", date(2025, 11, 3), date(2025, 11, 9)),
        ("More for the 30 days before 2026-01-31 than …", date(2026, 1, 1), date(2026, 1, 30)),
        ("At least 25 deaths in Mali in February 2028?", date(2028, 2, 1), date(2028, 2, 29)),
        ("Will it fall in 2026?", date(2026, 1, 1), date(2026, 12, 31)),
        ("Will it fall before 2026?", date(2025, 10, 26), date(2025, 12, 31)),
        ("Will it fall by the end of 2025?", date(2025, 10, 26), date(2025, 12, 31)),
        ("Will it hold by the end of February?", date(2025, 10, 26), date(2026, 2, 28)),
        ("Will it hold within 90 days?", date(2025, 10, 26), date(2026, 1, 24)),
        ("Will it hold for the next two weeks, within two weeks?", date(2025, 10, 26), date(2025, 11, 9)),
        ("Will it rain this month?", date(2025, 10, 26), date(2025, 10, 31)),
        ("Will it rain next month?", date(2025, 11, 1), date(2025, 11, 30)),
    ],
)
def test_words_give_the_first_and_the_last_day(words, opens, closes):
    window = window_in(words, asked=ASKED)

    assert window is not None
    assert (window.opens, window.closes) == (opens, closes)


@pytest.mark.parametrize("words", ["Will the truce hold?", "Will it end before 31 February 2026?"])
def test_no_day_or_one_that_is_in_no_calendar_gives_no_window(words):
    assert window_in(words, asked=ASKED) is None


@pytest.mark.parametrize(
    ("text", "opens", "closes"),
    [
        ("Will it be sunk in May or June 1982?", "1982-05-01", "1982-06-30"),
        ("Will it rain from November to January?", "1982-11-01", "1983-01-31"),
        ("Will May 1982 bring a record number of deaths?", "1982-05-01", "1982-05-31"),
    ],
)
def test_months_may_be_two_or_stand_for_themselves(text, opens, closes):
    found = window_in(text, asked=date(1982, 4, 30))

    assert (found.opens.isoformat(), found.closes.isoformat()) == (opens, closes)
