"""Work out the stretches of time that have names: dates, weekdays, seasons, decades, "last week", "that day"."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from fogline.model.vocabulary import Precision
from fogline.reading.times.calendar_arithmetic import (
    Stretch,
    add_months,
    century_of,
    day_of,
    decade_of,
    decade_years,
    hours_of,
    is_in_calendar,
    month_of,
    season_month,
    season_of,
    shift,
    week_of,
    weekend_of,
    year_of,
)  # fmt: skip
from fogline.reading.times.other_calendar_names import read_occurrence, read_other_calendar
from fogline.reading.times.other_calendars import CALENDARS
from fogline.reading.times.phrases import Phrase, Scene, duration, ordinal
from fogline.reading.times.story_clock import StoryClock
from fogline.reading.times.time_words import TimeToken

__all__ = ["UNIT_PRECISION", "CalendarNames"]

UNIT_PRECISION: Mapping[str, Precision] = {
    "TH": "hour", "TM": "hour", "D": "day", "WE": "day", "W": "week", "FN": "week", "M": "month",
    "Q": "month", "Y": "year", "DE": "longer", "CE": "longer",
}  # fmt: skip
UNKNOWN = {
    "D": "XXXX-XX-XX", "W": "XXXX-WXX", "FN": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX",
    "Y": "XXXX", "DE": "XXX", "CE": "XX", "TH": "XXXX-XX-XXTXX", "TM": "XXXX-XX-XXTXX",
}  # fmt: skip
HALF_SEASON = timedelta(days=45)
LATER_END = re.compile(r"[-q&]t?(?:[io]f?M\.?|M\.?t?[io]|M\.?),?f?Y")


class CalendarNames:
    """Reads expressions that name their stretch. `words` is the section [times] of a language."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        self._words = words

    def core(self, phrase: Phrase) -> Stretch | None:
        tokens = phrase.tokens
        by_letter = {token.letter: token for token in tokens}
        if "I" in by_letter:
            return self._numeric(by_letter["I"].word)
        if "e" in by_letter:
            return self.moved(self.published(phrase.scene.clock), "D", by_letter["e"].value)
        if "%" in by_letter or "=" in by_letter:
            return read_other_calendar(phrase)
        if "c" in by_letter and not by_letter["c"].value[0].isdigit():
            name, month, day = by_letter["c"].value.split("-")
            return read_occurrence(CALENDARS[name], int(month), int(day), phrase)
        if "c" in by_letter:
            month, day = map(int, by_letter["c"].value.split("-"))
            return day_of(
                self._year(tokens) or self._bare_year(month, day, tokens, phrase.first, phrase.scene),
                month,
                day,
            )
        if "C" in by_letter or "@" in by_letter:
            return self.event_day(by_letter.get("C") or by_letter["@"])
        if "M" in by_letter:
            return self._month_or_day(phrase)
        if "S" in by_letter:
            return self._season(phrase)
        if "W" in by_letter:
            return self._weekday(phrase)
        if "D" in by_letter or "d" in by_letter:
            return self._decade(tokens, phrase.scene)
        if "o" in by_letter and "U" in by_letter:
            number = ordinal(by_letter["o"])
            if by_letter["U"].value != "CE" or not 1 <= number <= 30:
                return None
            return century_of(-number if self.is_before_christ(tokens) else number)
        year = self._year(tokens)
        if year is not None:
            return year_of(year)
        return self.relative(tokens, phrase.scene)

    def _numeric(self, word: str) -> Stretch | None:
        if "/" in word:
            month, day, year = map(int, word.split("/"))
            if month > 12:
                month, day = day, month
            return day_of(year if year > 99 else year + (2000 if year < 70 else 1900), month, day)
        year, month, day = map(int, word[:10].split("-"))
        stretch = day_of(year, month, day) if year else None
        if stretch is None or "t" not in word:
            return stretch
        hour, minute = int(word[11:13]), int(word[14:16])
        return (
            hours_of(stretch, hour + minute / 60, 1, f"{hour:02d}:{minute:02d}")
            if hour < 24 and minute < 60
            else None
        )

    def event_day(self, token: TimeToken) -> Stretch | None:
        year, month, day = map(int, token.value.split("-"))
        return day_of(year, month, day)

    def published(self, clock: StoryClock) -> tuple[int | None, int | None, int | None]:
        if clock.reference is None:
            return None, None, None
        return clock.reference.year, clock.reference.month, clock.reference.day

    def is_before_christ(self, tokens: Sequence[TimeToken]) -> bool:
        return any(token.letter == "A" and token.word.startswith("b") for token in tokens)

    def _year(self, tokens: Sequence[TimeToken]) -> int | None:
        """Return the year that stands among the words, negative before Christ; None when there is none."""
        for index, token in enumerate(tokens):
            beside = [*tokens[max(index - 1, 0) : index], *tokens[index + 1 : index + 2]]
            if token.letter in "ijkY" and any(other.letter == "A" for other in beside):
                return -int(token.value) if self.is_before_christ(beside) else int(token.value)
            if token.letter == "Y":
                return int(token.value) or None
            if token.letter == "y" or (token.letter in "ij" and index and tokens[index - 1].letter == "'"):
                return 1900 + int(token.value) if token.value >= 30 else 2000 + int(token.value)
        return None

    def _bare_year(
        self, month: int, day: int | None, tokens: Sequence[TimeToken], first: int, scene: Scene
    ) -> int | None:
        """Return the year of a date without one: the other end of its range lends it, else the story or publication."""
        end = first + len(tokens)
        later = LATER_END.match(scene.letters, end)
        if later is not None:
            other = scene.tokens[end : later.end()]
            other_month = next(int(token.value) for token in other if token.letter == "M")
            year = int(other[-1].value)
            return year - 1 if other_month < month and year > 1 else year or None
        start = tokens[0].start
        return scene.clock.year_for(month, day, ahead=scene.is_ahead(start), position=start)

    def _month_or_day(self, phrase: Phrase) -> Stretch | None:
        tokens = phrase.tokens
        at = next(index for index, token in enumerate(tokens) if token.letter == "M")
        month = int(tokens[at].value)
        number = next((t for t in tokens[:at] if t.letter in "io"), None)
        if number is None:
            following = [t for t in tokens[at + 1 : at + 4] if t.letter not in ".t"]
            if following and following[0].letter in "io":
                is_year = following[1:2] and following[1].letter == "A"
                number = None if is_year or tokens[at + 1].letter == "'" else following[0]
        day = None if number is None else ordinal(number)
        relative = next((t for t in tokens if t.letter in "LNhHQ" and t.start < tokens[at].start), None)
        year = self._year(tokens)
        if year is None and any(t.letter in "UV" for t in tokens):
            frame = self.relative([t for t in tokens[at + 1 :] if t.letter in "tHhzQNLFUV"], phrase.scene)
            year = frame.year if frame is not None else None
        elif year is None and relative is not None and day is None:
            return self._relative_month(month, relative.letter, phrase.scene)
        elif year is None:
            year = self._bare_year(month, day, tokens, phrase.first, phrase.scene)
        return month_of(year, month) if day is None else day_of(year, month, day)

    def _relative_month(self, month: int, lead: str, scene: Scene) -> Stretch:
        clock = scene.clock
        if lead in "HQ" or clock.reference is None:
            year = clock.year
            if lead in "LQ" and year is not None and clock.month is not None and month >= clock.month:
                year -= 1
            return month_of(year or None, month)
        reference = clock.reference
        if lead == "L":
            return month_of(reference.year - (month >= reference.month), month)
        if lead == "N":
            return month_of(reference.year + (month <= reference.month), month)
        return month_of(reference.year, month)

    def _season(self, phrase: Phrase) -> Stretch:
        tokens = phrase.tokens
        season: str = next(token.value for token in tokens if token.letter == "S")
        year = self._year(tokens)
        clock = phrase.scene.clock
        if year is None and any(t.letter in "UV" for t in tokens):
            frame = self.relative([t for t in tokens if t.letter in "tHhzQNLFUV"], phrase.scene)
            year = frame.year if frame is not None else None
        elif year is None:
            lead = next((t.letter for t in tokens if t.letter in "LNhHQF"), "")
            if clock.follows_story or lead in ("H", "Q", "F"):
                year = self.story(clock)[0]
                step = {"L": -1, "Q": -1, "N": 1, "F": 1}.get(lead, 0)
                year = None if year is None else (year + step) or None
            elif clock.reference is not None:
                year = self._season_year(season, lead, clock.reference, phrase)
        return season_of(year, season, southern=phrase.scene.southern)

    def _season_year(self, season: str, lead: str, reference: date, phrase: Phrase) -> int:
        """Return the year in which a season named from the day of publication begins; a bare one is the last begun."""
        seasons = [
            (start, add_months(start, 3))
            for year in range(reference.year - 2, reference.year + 3)
            if is_in_calendar(year)
            for start in [date(year, season_month(season, southern=phrase.scene.southern), 1)]
        ]
        begun = [start for start, _ in seasons if start <= reference]
        over = [start for start, end in seasons if end <= reference]
        if lead == "L":
            starts = over[-1:]
        elif lead == "N":
            starts = [start for start, _ in seasons if start > reference]
        elif phrase.scene.is_ahead(phrase.tokens[0].start):
            starts = [start for start, end in seasons if end > reference]
        elif lead == "h":
            # "this winter": the one whose middle is nearest, be it in April or in November
            starts = sorted(
                (start for start, _ in seasons), key=lambda start: abs(start + HALF_SEASON - reference)
            )
        else:
            starts = begun[-1:]
        return starts[0].year if starts else reference.year

    def _weekday(self, phrase: Phrase) -> Stretch | None:
        tokens = phrase.tokens
        weekday = next(int(token.value) for token in tokens if token.letter == "W")
        lead = next((t.letter for t in tokens if t.letter in "LNhHQF"), "")
        clock = phrase.scene.clock
        base = clock.told_day() if lead in ("H", "Q", "F") or clock.follows_story else clock.reference
        if clock.reference is not None and clock.follows_story and clock.year is None:
            base = clock.reference
        if base is None:
            return Stretch(f"XXXX-WXX-{weekday + 1}", "day")
        back = (base.weekday() - weekday) % 7
        if lead in ("L", "Q"):
            moved = -(back or 7)
        elif lead in ("N", "F"):
            moved = (weekday - base.weekday()) % 7 or 7
        elif not lead and not clock.follows_story and phrase.scene.is_ahead(tokens[0].start):
            moved = (weekday - base.weekday()) % 7
        elif lead == "h":
            moved = weekday - base.weekday()
        else:
            moved = (weekday - base.weekday()) % 7 if clock.is_history and clock.year is not None else -back
        day = shift(base, "D", moved)
        return None if day is None else day_of(day.year, day.month, day.day)

    def _decade(self, tokens: Sequence[TimeToken], scene: Scene) -> Stretch | None:
        token = next(token for token in tokens if token.letter in "Dd")
        if token.letter == "d":
            century = (self.story(scene.clock)[0] or 1900) // 100 * 100 if scene.clock.is_history else 1900
            decade = century + int(token.value)
        else:
            digits = re.sub(r"\D", "", token.word)
            decade = int(digits) if len(digits) > 2 else 1900 + int(digits)
        if self.is_before_christ(tokens):
            return decade_of(-decade)
        parts = [t.value for t in tokens if t.letter == "E"]
        if not parts:
            return decade_of(decade)
        starts = {"early": 0, "mid": 4, "late": 7}
        ends = {"early": 4, "mid": 7, "late": 10}
        first, last = starts[parts[0]], ends[parts[-1]]
        return decade_years(decade, first, last - first) if first < last else decade_of(decade)

    def relative(self, tokens: Sequence[TimeToken], scene: Scene) -> Stretch | None:
        """Return what "last week", "the following day", "that year" or "the year" (of the story) means."""
        unit = next((token.value for token in tokens if token.letter in "UV"), None)
        if unit is None or unit == "TM" or (unit == "TH" and len(tokens) < 2):
            return None
        lead = next((token.letter for token in tokens if token.letter in "zhHLQNF"), "")
        clock = scene.clock
        is_told = lead in ("Q", "F", "H", "z", "") or (
            lead == "N" and tokens[0].letter == "t" and unit == "D"
        )
        if lead == "N" and tokens[0].letter == "t" and clock.year is not None and clock.follows_story:
            is_told = True
        if is_told and not (lead == "" and not clock.follows_story):
            base = self.story(clock)
        else:
            base = self.published(clock) if not clock.follows_story or clock.reference else self.story(clock)
        if lead == "L" and next(t.word for t in tokens if t.letter == "L") != "last":
            return self.window(unit, 1, -1, clock)
        step = -1 if lead in ("L", "Q") else 1 if lead in ("N", "F") else 0
        if unit == "WE" and lead == "h":
            day = clock.reference
            return None if day is None else weekend_of(day if day.weekday() else day - timedelta(days=1))
        return self.moved(base, unit, step)

    def story(self, clock: StoryClock) -> tuple[int | None, int | None, int | None]:
        if clock.year is None and clock.reference is not None:
            return clock.reference.year, clock.reference.month, clock.reference.day
        return clock.year, clock.month, clock.day

    def moved(self, base: tuple[int | None, int | None, int | None], unit: str, count: int) -> Stretch:
        """Return the day, week, month, year … so many units from a base of which day or month may be unknown."""
        year, month, day = base
        unknown = Stretch(UNKNOWN[unit], UNIT_PRECISION[unit])
        if abs(count) > 10_000:
            return unknown
        if year is None:
            return unknown
        if unit == "Y":
            moved = year + count
            if year < 0 <= moved:
                moved += 1
            return year_of(moved if moved else None)
        if not is_in_calendar(year):
            return unknown
        if unit in ("DE", "CE"):
            size = 10 if unit == "DE" else 100
            moved = (year // size + count) * size
            return (
                (decade_of(moved) if unit == "DE" else century_of(moved // 100 + 1)) if moved > 0 else unknown
            )
        if unit in ("M", "Q") and month is not None:
            start = shift(date(year, month, 1), unit, count)
            if start is None:
                return unknown
            if unit == "M":
                return month_of(start.year, start.month)
            quarter = (start.month - 1) // 3
            begin, end = (
                date(start.year, quarter * 3 + 1, 1),
                shift(date(start.year, quarter * 3 + 1, 1), "Q", 1),
            )
            return Stretch(f"{start.year:04d}-Q{quarter + 1}", "month", begin, end, start.year)
        if month is None or day is None:
            return unknown if unit != "D" else Stretch(f"{year:04d}-XX-XX", "day")
        told = shift(
            date(year, month, day), unit if unit in ("D", "W", "FN") else "W" if unit == "WE" else "D", count
        )
        if told is None:
            return unknown
        if unit in ("W", "FN"):
            return week_of(told)
        if unit == "WE":
            return weekend_of(told if told.weekday() >= 5 or count else told - timedelta(days=7))
        if unit in ("TH", "TM"):
            here = day_of(year, month, day)
            return unknown if here is None else replace(here, timex=f"{here.timex}TXX")
        return day_of(told.year, told.month, told.day) or unknown

    def window(self, unit: str, number: int | float | None, sign: int, clock: StoryClock) -> Stretch:
        """Return a duration that ends, or begins, at publication (or where the story stands)."""
        timex = duration(unit, number)
        here = clock.reference if not clock.follows_story or clock.year is None else clock.told_day()
        size = self._words["recent"] if number is None else round(number)
        plain = Stretch(timex, UNIT_PRECISION[unit])
        if here is None or unit in ("TH", "TM") or size > 10_000:
            return plain
        there = shift(here, "W" if unit == "WE" else unit, sign * size)
        if there is None or there == here:
            return plain
        return replace(plain, earliest=min(here, there), latest=max(here, there))
