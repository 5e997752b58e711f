"""Reckon with stretches of time: days, weeks, months, seasons, decades, their parts, and what lies so far from them."""

import calendar
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from fogline.model.vocabulary import Precision

__all__ = [
    "Stretch", "add_months", "century_of", "day_of", "decade_of", "decade_years", "hours_of", "month_of",
    "narrow", "season_month", "season_of", "shift", "span_of", "week_of", "weekend_of", "year_of",
]  # fmt: skip

SEASON_STARTS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""First month of the meteorological seasons, northern hemisphere."""

LAST_YEAR = 9998
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time, `[earliest, latest)`; both None where the calendar cannot say.

    `timex` is its TIMEX3 value; `year`, `month` and `day` are what was told of it, for what is told after it
    (a year before Christ is negative).
    """

    timex: str | None
    precision: Precision
    earliest: date | datetime | None = None
    latest: date | datetime | None = None
    year: int | None = None
    month: int | None = None
    day: int | None = None


def is_in_calendar(year: int) -> bool:
    """Tell whether a year and its neighbours have dates."""
    return 1 < year <= LAST_YEAR


def year_text(year: int | None) -> str:
    """Return a year as TIMEX3 writes it."""
    if year is None:
        return "XXXX"
    return f"{year:04d}" if year > 0 else f"BC{-year:04d}"


def year_of(year: int | None) -> Stretch:
    """Return a whole year."""
    if year is None or not is_in_calendar(year):
        return Stretch(year_text(year), "year", year=year)
    return Stretch(f"{year:04d}", "year", date(year, 1, 1), date(year + 1, 1, 1), year)


def month_of(year: int | None, month: int) -> Stretch:
    """Return a whole month."""
    timex = f"{year_text(year)}-{month:02d}"
    if year is None or not is_in_calendar(year):
        return Stretch(timex, "month", year=year, month=month)
    return Stretch(timex, "month", date(year, month, 1), add_months(date(year, month, 1), 1), year, month)


def day_of(year: int | None, month: int, day: int) -> Stretch | None:
    """Return a whole day, None when the calendar has no such day."""
    timex = f"{year_text(year)}-{month:02d}-{day:02d}"
    if not (
        1 <= month <= 12
        and 1 <= day <= calendar.monthrange(2000 if year is None else max(abs(year), 1), month)[1]
    ):
        return None
    if year is None or not is_in_calendar(year):
        return Stretch(timex, "day", year=year, month=month, day=day)
    start = date(year, month, day)
    return Stretch(timex, "day", start, start + DAY, year, month, day)


def week_of(day: date) -> Stretch:
    """Return the week, Monday to Sunday, that holds a day."""
    start = day - timedelta(days=day.weekday())
    number = start.isocalendar()
    return Stretch(
        f"{number.year:04d}-W{number.week:02d}",
        "week",
        start,
        start + 7 * DAY,
        start.year,
        start.month,
        start.day,
    )


def weekend_of(day: date) -> Stretch:
    """Return Saturday and Sunday of the week that holds a day."""
    week = week_of(day)
    saturday = day - timedelta(days=day.weekday()) + 5 * DAY
    return Stretch(
        f"{week.timex}-WE", "day", saturday, saturday + 2 * DAY, saturday.year, saturday.month, saturday.day
    )


def season_month(season: str, *, southern: bool) -> int:
    """Return the month with which a season begins."""
    return (SEASON_STARTS[season] + (6 if southern else 0) - 1) % 12 + 1


def season_of(year: int | None, season: str, *, southern: bool = False) -> Stretch:
    """Return the season that begins in a year; in the southern hemisphere half a year later."""
    timex = f"{year_text(year)}-{season}"
    if year is None or not is_in_calendar(year):
        return Stretch(timex, "season", year=year)
    start = date(year, season_month(season, southern=southern), 1)
    return Stretch(timex, "season", start, add_months(start, 3), year)


def decade_years(decade: int, first: int, count: int) -> Stretch:
    """Return `count` years of a decade from its year `first` (0 to 9)."""
    timex = f"{decade // 10:03d}" if decade >= 0 else f"BC{-decade // 10:03d}"
    if not (is_in_calendar(decade) and is_in_calendar(decade + 10)):
        return Stretch(timex, "longer", year=decade)
    return Stretch(timex, "longer", date(decade + first, 1, 1), date(decade + first + count, 1, 1), decade)


def decade_of(decade: int) -> Stretch:
    """Return the ten years from `decade`, such as 1990."""
    return decade_years(decade, 0, 10)


def century_of(century: int) -> Stretch:
    """Return a century by its number, negative before Christ; the 19th is 1800 to 1899, as TIMEX3 counts."""
    if century < 0:
        return Stretch(f"BC{-century - 1:02d}", "longer", year=century * 100)
    if not (2 <= century < 99):
        return Stretch(f"{century - 1:02d}", "longer", year=(century - 1) * 100)
    first = (century - 1) * 100
    return Stretch(f"{century - 1:02d}", "longer", date(first, 1, 1), date(first + 100, 1, 1), first)


def span_of(first: Stretch, last: Stretch) -> Stretch | None:
    """Return the stretch from the beginning of one to the end of another, None when that is none."""
    if first.earliest is None or last.latest is None:
        return None
    if moment(first.earliest) >= moment(last.latest):
        return None
    return replace(last, timex=None, earliest=first.earliest, latest=last.latest)


def hours_of(day: Stretch, start: float, hours: float, timex: str) -> Stretch:
    """Return `hours` hours of a day from the hour `start`; `timex` is what follows the day's value."""
    value = f"{day.timex or 'XXXX-XX-XX'}T{timex}"
    if day.earliest is None:
        return replace(day, timex=value, precision="hour", latest=None)
    begin = datetime.combine(moment(day.earliest).date(), time()) + timedelta(hours=start)
    # A day known only within days, of another calendar, has these hours on the first or on the last of them.
    spare = timedelta(0) if day.latest is None else moment(day.latest) - moment(day.earliest) - DAY
    end = begin + max(spare, timedelta(0)) + timedelta(hours=hours)
    return replace(day, timex=value, precision="hour", earliest=begin, latest=end)


def add_months(day: date, months: int) -> date:
    """Return the day so many months on; the last day of a month where that has no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def shift(day: date, unit: str, count: int) -> date | None:
    """Return the day `count` units on (D, W, M, Y, DE, CE); None past the calendar's end."""
    months = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}.get(unit)
    if months is not None:
        if not is_in_calendar(day.year + months * count // 12):
            return None
        return add_months(day, months * count)
    days = {"D": 1, "W": 7, "FN": 14}.get(unit, 0) * count
    if not is_in_calendar(day.year + days // 365):
        return None
    return day + timedelta(days=days)


def narrow(stretch: Stretch, part: str) -> Stretch:
    """Return a part of a stretch: "early", "mid", "late" (thirds), "first", "second" (halves).

    A decade's mid is its years 4 to 6. A day's early hours end at nine, its late ones begin at six in the
    evening. The TIMEX3 value stays that of the whole.
    """
    if stretch.earliest is None or stretch.latest is None:
        return stretch
    start, end = moment(stretch.earliest), moment(stretch.latest)
    if stretch.precision == "day" and end - start == DAY:
        begin, length = {
            "early": (0, 9),
            "mid": (10, 6),
            "late": (18, 6),
            "first": (0, 12),
            "second": (12, 12),
        }[part]
        begun = start + timedelta(hours=begin)
        return replace(stretch, precision="hour", earliest=begun, latest=begun + timedelta(hours=length))
    if isinstance(stretch.earliest, datetime) or (stretch.precision == "day" and end - start > 2 * DAY):
        return stretch
    first, last = cuts(stretch.earliest, date(end.year, end.month, end.day))[part]
    return replace(stretch, earliest=first, latest=last)


def cuts(start: date, end: date) -> dict[str, tuple[date, date]]:
    """Return the parts of `[start, end)`: of decades by years, of whole months by months, else by days."""
    months = (end.year - start.year) * 12 + end.month - start.month
    if months == 120:
        return parts_at(start, end, add_months(start, 48), add_months(start, 84), add_months(start, 60))
    if months >= 3 and start.day == end.day == 1:
        third = round(months / 3)
        return parts_at(
            start,
            end,
            add_months(start, third),
            add_months(start, months - third),
            add_months(start, months // 2),
        )
    days = (end - start).days
    if days < 3:
        return parts_at(start, end, end, start, end)
    third = 10 if days >= 28 and start.day == 1 else days // 3
    return parts_at(start, end, start + third * DAY, start + 2 * third * DAY, start + (days + 1) // 2 * DAY)


def parts_at(start: date, end: date, one: date, two: date, half: date) -> dict[str, tuple[date, date]]:
    """Return the named parts between the cuts; a part that would be empty is the whole."""
    parts = {
        "early": (start, one),
        "mid": (one, two),
        "late": (two, end),
        "first": (start, half),
        "second": (half, end),
    }
    return {name: part if part[0] < part[1] else (start, end) for name, part in parts.items()}


def moment(day: date | datetime) -> datetime:
    """Return a day as the moment it begins; a datetime as it is, without its offset."""
    if isinstance(day, datetime):
        return day.replace(tzinfo=None)
    return datetime.combine(day, time())
