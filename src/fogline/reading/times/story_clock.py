"""Keep what day the story has reached, and complete dates that leave out their year or day."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import median

from fogline.reading.times.calendar_arithmetic import Stretch, day_of, is_in_calendar
from fogline.reading.times.time_words import TimeToken

__all__ = ["StoryClock", "find_dateline", "is_history"]

HISTORY_YEARS = 3
"""A text whose years lie this far from publication, in the median, tells a history."""

DATELINE = re.compile(r"[A-Z][A-Z.'’ -]{2,40}(?:\([^)]{0,40}\))?,?\s+(?:\([^)]{0,40}\)\s*)?$")
CLOCK_VALUE = re.compile(r"T\d\d:\d\dZ?$")
SOON = timedelta(days=30)
"""A bare date so little ahead is the coming one: news gives the year of one eleven months ago."""

NEAR = 200
"""Characters for which another year that was told holds for the dates after it."""

DATELINE_REACH = 240
"""Characters within which a text's own dateline stands."""


@dataclass(slots=True)
class StoryClock:
    """Where a text stands in time. `reference` is the day of publication or of the dateline, None when unknown.

    `year`, `month` and `day` are those told last, `hour` that time of day; `told_at` is where.
    """

    reference: date | None
    is_history: bool
    year: int | None = None
    month: int | None = None
    day: int | None = None
    hour: datetime | None = None
    told_at: int = field(default=-(10**9))

    def tell(self, stretch: Stretch, position: int) -> None:
        """Take over what a resolved mention says."""
        if stretch.year is None or stretch.precision == "longer":
            return
        self.year, self.month, self.day = stretch.year, stretch.month, stretch.day
        is_hour = (
            isinstance(stretch.earliest, datetime) and CLOCK_VALUE.search(stretch.timex or "") is not None
        )
        self.hour = stretch.earliest if is_hour and isinstance(stretch.earliest, datetime) else None
        self.told_at = position

    @property
    def follows_story(self) -> bool:
        """Tell whether dates without a year belong to the story rather than to the day of publication."""
        return self.reference is None or self.is_history

    def told_day(self) -> date | None:
        """Return the day that the story has reached: told last, else the day of publication."""
        if (
            self.year is not None
            and self.month is not None
            and self.day is not None
            and is_in_calendar(self.year)
        ):
            return date(self.year, self.month, self.day)
        if self.year is None and self.reference is not None:
            return self.reference
        return None

    def year_for(self, month: int, day: int | None, *, ahead: bool, position: int) -> int | None:
        """Return the year of a date that names none.

        Args:
            ahead: the sentence speaks of what is to come.
            position: where the date stands.
        """
        if self.follows_story:
            if self.year is None:
                return self.reference.year if self.reference is not None else None
            return self.year
        reference = self.reference
        if reference is None:
            return None
        is_told = self.year is not None and self.year != reference.year and position - self.told_at < NEAR
        if is_told and self.year is not None and (self.month is None or abs(self.year - reference.year) > 1):
            return self.year
        this_year = day_of(reference.year, month, day or 1)
        if this_year is None or not isinstance(this_year.earliest, date):
            return reference.year
        if ahead:
            last = this_year.earliest if day else this_year.earliest + timedelta(days=27)
            return reference.year if last >= reference else reference.year + 1
        return reference.year if this_year.earliest <= reference + SOON else reference.year - 1


def is_history(tokens: Sequence[TimeToken], reference: date | None) -> bool:
    """Tell whether a text tells of years far from its publication, or has no publication to count from."""
    if reference is None:
        return True
    if any(token.letter in "We" for token in tokens):
        # weekdays and "yesterday" are how news speaks
        return False
    years = [int(token.value) for token in tokens if token.letter == "Y" and 1000 <= token.value <= 2199]
    return len(years) >= 3 and abs(median(years) - reference.year) >= HISTORY_YEARS


def find_dateline(text: str, tokens: Sequence[TimeToken], letters: str) -> date | None:
    """Return the day in a text's dateline ("LIMA, 4 FEB 90 (AGENCY)"), None when it has none with a year."""
    for match in re.finditer(r"iM\.?,?[Yy]|M\.?i,?Y", letters):
        first = tokens[match.start()]
        if first.start > DATELINE_REACH:
            return None
        if not DATELINE.search(text[max(0, first.start - 60) : first.start]):
            continue
        parts = {token.letter: token for token in tokens[match.start() : match.end()]}
        year = int(parts["Y"].value) if "Y" in parts else 1900 + int(parts["y"].value)
        stretch = day_of(year, int(parts["M"].value), int(parts["i"].value))
        if stretch is not None and type(stretch.earliest) is date:
            return stretch.earliest
    return None
