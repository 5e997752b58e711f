"""Find dates, relative days, durations and clock times by the words of a language document."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from fogline.model.reading import TimeMention
from fogline.model.vocabulary import Precision, TimeKind
from fogline.reading.lexical.counts import CountFinder
from fogline.reading.lexical.document import LanguageDocument
from fogline.reading.lexical.tokens import Phrases, Text, Token
from fogline.reading.times.calendar_arithmetic import (
    Stretch,
    day_of,
    hours_of,
    month_of,
    shift,
    week_of,
    year_of,
)  # fmt: skip

__all__ = ["LexicalTimes"]

PRECISIONS: dict[str, Precision] = {"D": "day", "W": "week", "M": "month", "Y": "year"}
PARTS = {"MO": (6.0, 6.0), "AF": (12.0, 6.0), "EV": (18.0, 6.0), "NI": (20.0, 10.0)}
"""First hour and hours of the parts of a day."""

CLOCK_FIGURES = re.compile(r"([01]?\d|2[0-4])[:.]([0-5]\d)")
CLOCK = re.compile(r"([01]?\d|2[0-4])h([0-5]\d)?")
YEARS = range(1000, 2200)
AHEAD = timedelta(days=31)
"""A day without a year lies at most so far behind publication; else it is last year's."""


@dataclass(frozen=True, slots=True)
class Found:
    """An expression by its tokens, and what it means."""

    first: int
    last: int
    stretch: Stretch
    kind: TimeKind = "DATE"


class LexicalTimes:
    """Finds time expressions; its words are given once."""

    def __init__(self, document: LanguageDocument, counts: CountFinder) -> None:
        self._counts = counts
        self._months = Phrases(document.numbers("times", "months").items())
        self._weekdays = Phrases(document.numbers("times", "weekdays").items())
        self._days = Phrases(document.numbers("times", "relative_days").items())
        self._ordinals = Phrases(document.numbers("times", "ordinals").items())
        self._units = Phrases(
            (word, unit) for unit, words in document.table("times", "units").items() for word in words
        )
        self._parts = Phrases(
            (word, part) for part, words in document.table("times", "parts").items() for word in words
        )
        ago = document.table("times", "ago")
        self._ago_before = Phrases((word, -1) for word in ago.get("before", ()))
        self._ago_after = Phrases((word, -1) for word in ago.get("after", ()))
        self._turns = Phrases(
            (word, turn)
            for key, turn in (("last", -1), ("this", 0), ("next", 1))
            for word in document.words("times", key)
        )
        self._joints = frozenset(document.words("times", "joints"))
        self._year_before = frozenset(document.words("times", "year_before"))
        self._month_before = frozenset(document.words("times", "month_before"))
        self._age_before = frozenset(document.words("times", "age_before"))
        self._clock_before = Phrases((word, True) for word in document.words("times", "clock_before"))

    def find(self, text: Text, *, published: str | None) -> tuple[TimeMention, ...]:
        """Return the time expressions of a text, in order; without `published` relative ones stay unanchored."""
        today = None if published is None else datetime.fromisoformat(published).date()
        mentions = []
        for first, last in text.sentences:
            for found in self._scan(text.tokens, first, last, today):
                start, end = text.span(found.first, found.last)
                stretch = found.stretch
                anchored = stretch.earliest is not None and stretch.latest is not None
                mentions.append(
                    TimeMention(
                        span=(start, end),
                        kind=found.kind,
                        timex=stretch.timex,
                        earliest=iso(stretch.earliest) if anchored else None,
                        latest=iso(stretch.latest) if anchored else None,
                        precision=stretch.precision,
                        anchored=anchored,
                    )
                )
        return tuple(mentions)

    def _scan(self, tokens: Sequence[Token], first: int, last: int, today: date | None) -> Iterator[Found]:
        at = first
        while at < last:
            found = next(self._readings(tokens, at, last, first, today), None)
            if found is None:
                at += 1
                continue
            found = self._with_part(tokens, found, last)
            yield found
            at = found.last

    def _readings(
        self, tokens: Sequence[Token], at: int, last: int, floor: int, today: date | None
    ) -> Iterator[Found]:
        """Yield what begins at a token, the fullest reading first."""
        for reading in (
            self._figures(tokens, at, last),
            self._day(tokens, at, last, today),
            self._weekday(tokens, at, last, floor, today),
            self._month(tokens, at, last, floor, today),
            self._relative_day(tokens, at, last, today),
            self._ago(tokens, at, last, today),
            self._unit(tokens, at, last, floor, today),
            self._year(tokens, at, floor),
            self._clock(tokens, at, last, floor),
            self._duration(tokens, at, last, floor),
        ):
            if reading is not None:
                yield reading

    def _figures(self, tokens: Sequence[Token], at: int, last: int) -> Found | None:
        """Return "12/03/2021" (the day first) or "2021-03-12"."""
        parts = tokens[at : min(at + 5, last)]
        if [token.kind for token in parts] != list("nmnmn") or parts[1].norm != parts[3].norm:
            return None
        if parts[1].norm not in "/-." or not all(token.norm.isdecimal() for token in parts[::2]):
            return None
        numbers = [int(token.norm) for token in parts[::2]]
        year, month, day = numbers if numbers[0] in YEARS else numbers[::-1]
        stretch = day_of(year, month, day) if year in YEARS else None
        return None if stretch is None else Found(at, at + 5, stretch)

    def _day(self, tokens: Sequence[Token], at: int, last: int, today: date | None) -> Found | None:
        """Return "12 mars 2021", "lundi 12 mars", "el lunes 12 de marzo"."""
        start = at
        weekday = self._weekdays.at(tokens, at, last)
        if weekday is not None:
            start = weekday[0] + (weekday[0] < last and tokens[weekday[0]].norm == ",")
        day = self._day_number(tokens, start, last)
        if day is None:
            return None
        month = self._months.at(tokens, self._past_joints(tokens, day[0], last), last)
        if month is None:
            return None
        year = self._year_behind(tokens, month[0], last)
        number = year[1] if year else year_near(month[1], day[1], today)
        stretch = day_of(number, month[1], day[1])
        return None if stretch is None else Found(at, year[0] if year else month[0], stretch)

    def _weekday(
        self, tokens: Sequence[Token], at: int, last: int, floor: int, today: date | None
    ) -> Found | None:
        """Return "lundi", "lundi dernier", "el pasado lunes"."""
        first, turn, start = self._turn_before(tokens, at, last)
        weekday = self._weekdays.at(tokens, start, last)
        if weekday is None or (at == start and at > floor and self._turns.before(tokens, at, floor)):
            return None
        end = weekday[0]
        after = self._turns.at(tokens, end, last) if turn is None else None
        if after is not None:
            end, turn = after
        if today is None:
            return Found(first, end, Stretch(f"XXXX-WXX-{weekday[1]}", "day"))
        back = (today.isoweekday() - weekday[1]) % 7
        days = -back
        if turn == -1 and back == 0:
            days = -7
        elif turn == 1:
            days = 7 - back
        day = today + timedelta(days=days)
        stretch = day_of(day.year, day.month, day.day)
        return None if stretch is None else Found(first, end, stretch)

    def _month(
        self, tokens: Sequence[Token], at: int, last: int, floor: int, today: date | None
    ) -> Found | None:
        """Return "mars 2021"; a month alone only behind "en" and its like."""
        month = self._months.at(tokens, at, last)
        if month is None:
            return None
        year = self._year_behind(tokens, month[0], last)
        if year is None:
            turn = self._turns.at(tokens, month[0], last)
            introduced = at > floor and tokens[at - 1].norm in self._month_before
            if not introduced and turn is None:
                return None
            near = year_near(month[1], 1, today)
            return Found(at, turn[0] if turn else month[0], month_of(near, month[1]))
        return Found(at, year[0], month_of(year[1], month[1]))

    def _relative_day(self, tokens: Sequence[Token], at: int, last: int, today: date | None) -> Found | None:
        """Return "hier", "anteayer"."""
        found = self._days.at(tokens, at, last)
        if found is None:
            return None
        if today is None:
            return Found(at, found[0], Stretch(None, "day"))
        day = today + timedelta(days=found[1])
        stretch = day_of(day.year, day.month, day.day)
        return None if stretch is None else Found(at, found[0], stretch)

    def _ago(self, tokens: Sequence[Token], at: int, last: int, today: date | None) -> Found | None:
        """Return "il y a trois jours", "tres días antes"."""
        before = self._ago_before.at(tokens, at, last)
        number = self._number(tokens, at if before is None else before[0], last)
        unit = None if number is None else self._units.at(tokens, number[0], last)
        if number is None or unit is None:
            return None
        end = unit[0]
        if before is None:
            after = self._ago_after.at(tokens, end, last)
            if after is None:
                return None
            end = after[0]
        stretch = moved(today, unit[1], -number[1])
        return None if stretch is None else Found(at, end, stretch)

    def _unit(
        self, tokens: Sequence[Token], at: int, last: int, floor: int, today: date | None
    ) -> Found | None:
        """Return "la semaine dernière", "este mes", "el próximo año"."""
        first, turn, start = self._turn_before(tokens, at, last)
        unit = self._units.at(tokens, start, last)
        if unit is None or unit[1] == "D" or (turn is None and at > floor and tokens[at - 1].kind == "n"):
            return None
        end = unit[0]
        if turn is None:
            after = self._turns.at(tokens, end, last)
            if after is None:
                return None
            end, turn = after
        stretch = moved(today, unit[1], turn)
        return None if stretch is None else Found(first, end, stretch)

    def _year(self, tokens: Sequence[Token], at: int, floor: int) -> Found | None:
        """Return a year behind "en" and its like."""
        written = tokens[at].norm
        if len(written) != 4 or not written.isdecimal() or int(written) not in YEARS or at == floor:
            return None
        if tokens[at - 1].norm not in self._year_before:
            return None
        return Found(at, at + 1, year_of(int(written)))

    def _clock(self, tokens: Sequence[Token], at: int, last: int, floor: int) -> Found | None:
        """Return "14h30", "a las 14:30"; the day that it belongs to is not worked out."""
        written = CLOCK.fullmatch(tokens[at].norm)
        if written is not None:
            return Found(at, at + 1, Stretch(f"T{int(written[1]):02d}:{written[2] or '00'}", "hour"), "TIME")
        if at == floor or self._clock_before.before(tokens, at, floor) is None:
            return None
        parts = CLOCK_FIGURES.fullmatch("".join(token.norm for token in tokens[at : min(at + 3, last)]))
        if parts is None:
            return None
        return Found(at, at + 3, Stretch(f"T{int(parts[1]):02d}:{parts[2]}", "hour"), "TIME")

    def _duration(self, tokens: Sequence[Token], at: int, last: int, floor: int) -> Found | None:
        """Return "trois jours"; an age is none."""
        number = self._number(tokens, at, last)
        unit = None if number is None else self._units.at(tokens, number[0], last)
        if number is None or unit is None:
            return None
        if unit[1] == "Y" and at > floor and tokens[at - 1].norm in self._age_before:
            return None
        return Found(at, unit[0], Stretch(f"P{number[1]}{unit[1]}", PRECISIONS[unit[1]]), "DURATION")

    def _with_part(self, tokens: Sequence[Token], found: Found, last: int) -> Found:
        """Return a day with the part of it that is said behind it: "lundi soir", "ayer por la noche"."""
        part = self._parts.at(tokens, found.last, last)
        if part is None or found.kind != "DATE" or found.stretch.precision != "day":
            return found
        start, hours = PARTS[part[1]]
        return replace(
            found, last=part[0], kind="TIME", stretch=hours_of(found.stretch, start, hours, part[1])
        )

    def _turn_before(self, tokens: Sequence[Token], at: int, last: int) -> tuple[int, int | None, int]:
        """Return where an expression begins, which way a word before its noun turns it, and where the noun stands."""
        turn = self._turns.at(tokens, at, last)
        return (at, None, at) if turn is None else (at, turn[1], turn[0])

    def _number(self, tokens: Sequence[Token], at: int, last: int) -> tuple[int, int] | None:
        """Return the end and the value of an exact number."""
        count = self._counts.at(tokens, at, last, at)
        if count is None or count.definite or not count.low or count.low != count.high:
            return None
        return count.last, count.low

    def _day_number(self, tokens: Sequence[Token], at: int, last: int) -> tuple[int, int] | None:
        """Return the end and the value of a day of the month."""
        ordinal = self._ordinals.at(tokens, at, last)
        if ordinal is not None:
            return ordinal
        number = self._counts.number(tokens, at, last)
        return number if number is not None and 1 <= number[1] <= 31 else None

    def _year_behind(self, tokens: Sequence[Token], at: int, last: int) -> tuple[int, int] | None:
        """Return the end and the value of a year that stands behind a month."""
        at = self._past_joints(tokens, at, last)
        if at < last and len(tokens[at].norm) == 4 and tokens[at].norm.isdecimal():
            year = int(tokens[at].norm)
            return (at + 1, year) if year in YEARS else None
        return None

    def _past_joints(self, tokens: Sequence[Token], at: int, last: int) -> int:
        while at < last and tokens[at].norm in self._joints:
            at += 1
        return at


def year_near(month: int, day: int, today: date | None) -> int | None:
    """Return the year of a day that is told without one: the last before publication, or soon after it."""
    if today is None:
        return None
    stretch = day_of(today.year, month, day)
    if stretch is None or stretch.earliest is None:
        return today.year
    return today.year if date(today.year, month, day) <= today + AHEAD else today.year - 1


def moved(today: date | None, unit: str, count: int) -> Stretch | None:
    """Return the day, week, month or year so many units from publication."""
    if today is None:
        return Stretch(
            "PAST_REF" if count < 0 else "FUTURE_REF" if count else "PRESENT_REF", PRECISIONS[unit]
        )
    day = shift(today, unit, count)
    if day is None:
        return None
    if unit == "D":
        return day_of(day.year, day.month, day.day)
    if unit == "W":
        return week_of(day)
    return month_of(day.year, day.month) if unit == "M" else year_of(day.year)


def iso(day: date | datetime | None) -> str | None:
    """Return a day, or a moment to the minute, as ISO 8601."""
    if isinstance(day, datetime):
        return day.isoformat(timespec="minutes")
    return None if day is None else day.isoformat()
