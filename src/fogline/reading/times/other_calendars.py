"""Reckon in the Solar Hijri calendar (Iran, Afghanistan) and the lunar Hijri one, as stretches of Gregorian days."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Protocol

from fogline.reading.times.calendar_arithmetic import DAY, Stretch, moment

__all__ = ["CALENDARS", "OtherCalendar", "begins", "day_in", "ends", "month_in", "occurrences", "year_in"]

SOLAR_LEAP_YEARS = (1, 5, 9, 13, 17, 22, 26, 30)
"""Of 33 years. The arithmetic rule gives the astronomical new year from 1178 to 1633."""

SOLAR_1400 = date(2021, 3, 21).toordinal()
SOLAR_FIXED = 1336
"""First year (1957) in which both countries gave the months their lengths of today."""

LUNAR_FIRST = date(622, 7, 19).toordinal()
"""1 Muharram 1, 16 July 622 in the Julian calendar, as the civil tabular calendar counts."""


class OtherCalendar(Protocol):
    """A calendar of twelve months; `years` are those that it is read in."""

    years: range

    def first_day(self, year: int, month: int) -> date:
        """Return the Gregorian day on which a month begins; month 13 is the next year's first."""

    def slack(self, year: int) -> timedelta:
        """Return how far a day told may lie from the reckoned one, to each side."""


class SolarHijri:
    """Months of 31 days six times, of 30 five times, and one of 29 or 30; the year begins at the March equinox."""

    years = range(1178, 1634)

    def first_day(self, year: int, month: int) -> date:
        if month == 13:
            return self.first_day(year + 1, 1)
        days = 365 * (year - 1400) + leap_years_before(year) - leap_years_before(1400)
        return date.fromordinal(SOLAR_1400 + days + 30 * (month - 1) + min(month - 1, 6))

    def slack(self, year: int) -> timedelta:
        return 0 * DAY if year >= SOLAR_FIXED else 2 * DAY


class LunarHijri:
    """Months of 30 and 29 days by the civil tabular calendar.

    The moon is sighted, and official calendars run, up to a day sooner or later: of 120 months since 1924 one
    began two days off in the Umm al-Qura calendar, 52 on the very day.
    """

    years = range(1000, 1700)

    def first_day(self, year: int, month: int) -> date:
        if month == 13:
            return self.first_day(year + 1, 1)
        days = 354 * (year - 1) + (11 * year + 3) // 30 + (59 * (month - 1) + 1) // 2
        return date.fromordinal(LUNAR_FIRST + days)

    def slack(self, year: int) -> timedelta:
        del year
        return DAY


CALENDARS: Mapping[str, OtherCalendar] = {"solar": SolarHijri(), "hijri": LunarHijri()}


def leap_years_before(year: int) -> int:
    """Return how many leap years of the solar calendar lie before a year."""
    cycles, rest = divmod(year - 1, 33)
    return cycles * len(SOLAR_LEAP_YEARS) + sum(leap <= rest for leap in SOLAR_LEAP_YEARS)


def day_in(calendar: OtherCalendar, year: int, month: int, day: int) -> Stretch | None:
    """Return a day, None when the calendar has no such day; its TIMEX3 value is the reckoned Gregorian one."""
    if year not in calendar.years or not 1 <= month <= 12 or day < 1:
        return None
    told = calendar.first_day(year, month) + (day - 1) * DAY
    # A sighted month may have the 30th day that the reckoned one lacks.
    if told >= calendar.first_day(year, month + 1) + calendar.slack(year) or day > 31:
        return None
    slack = calendar.slack(year)
    return Stretch(told.isoformat(), "day", told - slack, told + DAY + slack, told.year, told.month, told.day)


def month_in(calendar: OtherCalendar, year: int, month: int) -> Stretch | None:
    """Return a month; TIMEX3 has no value for it."""
    if year not in calendar.years or not 1 <= month <= 12:
        return None
    begin, end, slack = (
        calendar.first_day(year, month),
        calendar.first_day(year, month + 1),
        calendar.slack(year),
    )
    return Stretch(None, "month", begin - slack, end + slack, begin.year, begin.month)


def year_in(calendar: OtherCalendar, year: int) -> Stretch | None:
    """Return a year; TIMEX3 has no value for it."""
    if year not in calendar.years:
        return None
    begin, end, slack = calendar.first_day(year, 1), calendar.first_day(year, 13), calendar.slack(year)
    return Stretch(None, "year", begin - slack, end + slack, begin.year)


def occurrences(calendar: OtherCalendar, month: int, day: int | None, around: int) -> Sequence[Stretch]:
    """Return a month, or a day of it, in the years of the calendar about a Gregorian year, in order of time."""
    first = calendar.years[0]
    # The year that holds the Gregorian one's first day, reckoned from the length of the calendar's own years.
    origin = calendar.first_day(first, 1)
    length = (calendar.first_day(first + 30, 1) - origin).days / 30
    middle = first + round((around - origin.year) * 365.2425 / length)
    years = [year for year in range(middle - 3, middle + 5) if year in calendar.years]
    found = (
        month_in(calendar, year, month) if day is None else day_in(calendar, year, month, day)
        for year in years
    )
    return [stretch for stretch in found if stretch is not None]


def begins(stretch: Stretch) -> date:
    """Return the first day that a stretch may have."""
    return moment(stretch.earliest or date.min).date()


def ends(stretch: Stretch) -> date:
    """Return the day after the last that a stretch may have."""
    return moment(stretch.latest or date.max).date()
