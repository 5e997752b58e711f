"""Work out the dates of other calendars as they are told: "15 Hamal 1388", "last Ramadan", "the Afghan year 1387"."""

import re

from fogline.reading.times.calendar_arithmetic import Stretch
from fogline.reading.times.other_calendars import (
    CALENDARS,
    OtherCalendar,
    begins,
    day_in,
    ends,
    month_in,
    occurrences,
    year_in,
)
from fogline.reading.times.phrases import Phrase, ordinal

__all__ = ["read_occurrence", "read_other_calendar"]

LATER_END = re.compile(r"[-q&]t?(?:[io]f?%|%[io]),?f?Y")


def read_other_calendar(phrase: Phrase) -> Stretch | None:
    """Return what a day, month or year of another calendar is in ours."""
    tokens = phrase.tokens
    told = next((token for token in tokens if token.letter == "%"), None)
    year = next((int(token.value) for token in tokens if token.letter == "Y"), None)
    if told is None:
        era = next(token.value for token in tokens if token.letter == "=")
        return None if year is None else year_in(CALENDARS[era], year)
    name, month = told.value.split("-")
    calendar = CALENDARS[name]
    number = next((ordinal(token) for token in tokens if token.letter in "io"), None)
    end = phrase.first + len(tokens)
    later = LATER_END.match(phrase.scene.letters, end)
    if year is None and later is not None:
        year = int(phrase.scene.tokens[later.end() - 1].value)
    if year is None or year not in calendar.years:
        return read_occurrence(calendar, int(month), number, phrase)
    if number is None:
        return month_in(calendar, year, int(month))
    return day_in(calendar, year, int(month), number)


def read_occurrence(calendar: OtherCalendar, month: int, day: int | None, phrase: Phrase) -> Stretch | None:
    """Return a month or a day of another calendar in the year that our calendar, publication or the story says."""
    tokens, clock = phrase.tokens, phrase.scene.clock
    year = next((int(token.value) for token in tokens if token.letter == "Y"), None)
    if year is None and clock.follows_story:
        year = clock.year
    if year is not None:
        known = occurrences(calendar, month, day, year)
        return next((stretch for stretch in known if stretch.year == year), None)
    if clock.reference is None:
        return Stretch(None, "month" if day is None else "day")
    now = clock.reference
    known = occurrences(calendar, month, day, now.year)
    lead = next((token.letter for token in tokens if token.letter in "LNQ"), "")
    if lead == "N":
        return next((stretch for stretch in known if begins(stretch) > now), None)
    if not lead and phrase.scene.is_ahead(tokens[0].start):
        return next((stretch for stretch in known if ends(stretch) > now), None)
    past = [stretch for stretch in known if (ends(stretch) if lead else begins(stretch)) <= now]
    return past[-1] if past else None
