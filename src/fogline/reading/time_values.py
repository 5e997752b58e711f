"""Work out what a time expression means: the stretch of time it names, its TIMEX3 value and its kind."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from fogline.model.vocabulary import Precision, TimeKind
from fogline.reading.calendar_arithmetic import (
    SEASON_STARTS,
    Stretch,
    century_of,
    day_of,
    decade_of,
    decade_years,
    hours_of,
    is_in_calendar,
    month_of,
    narrow,
    season_of,
    shift,
    week_of,
    weekend_of,
    year_of,
)  # fmt: skip
from fogline.reading.numbers import parse_cardinal
from fogline.reading.story_clock import StoryClock
from fogline.reading.time_grammar import RULES
from fogline.reading.time_words import TimeToken

__all__ = ["Scene", "TimeReader", "Told"]

UNIT_PRECISION: Mapping[str, Precision] = {
    "TH": "hour", "TM": "hour", "D": "day", "WE": "day", "W": "week", "FN": "week", "M": "month", "Q": "month", "Y": "year",
    "DE": "longer", "CE": "longer",
}  # fmt: skip
UNKNOWN = {
    "D": "XXXX-XX-XX", "W": "XXXX-WXX", "FN": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX", "Y": "XXXX",
    "DE": "XXX", "CE": "XX", "TH": "XXXX-XX-XXTXX", "TM": "XXXX-XX-XXTXX",
}  # fmt: skip
COUNTED = "wvijkmYa"
NUMBERED = "wvijkmY"
BACK, ON = "LQ", "NF"
LATER_END = re.compile(r"[-q&]t?(?:[io]f?M\.?|M\.?t?[io]|M\.?),?f?Y")


@dataclass(frozen=True, slots=True)
class Told:
    """What an expression tells."""

    stretch: Stretch
    kind: TimeKind = "DATE"


@dataclass(frozen=True, slots=True)
class Scene:
    """Where an expression stands: all words of the text, the story so far, and whether its sentence looks ahead."""

    tokens: Sequence[TimeToken]
    letters: str
    clock: StoryClock
    is_ahead: Callable[[int], bool]


Handler = Callable[[Sequence[TimeToken], int, Scene], "Told | None"]


class TimeReader:
    """Read single time expressions. Each rule of the grammar has one method."""

    def __init__(self, language: Mapping[str, Any]) -> None:
        self._words: Mapping[str, Any] = language["times"]
        numbers = language["numbers"]
        self._cardinals: Mapping[str, int] = numbers["cardinals"]
        self._magnitudes: Mapping[str, int] = {**numbers["magnitudes"], **numbers["groups"]}
        self._southern = self._words["hemisphere"] == "south"
        self._handlers: Mapping[str, Handler] = {name: getattr(self, f"_read_{name}") for name, _ in RULES}

    def read(self, rule: str, first: int, last: int, scene: Scene) -> Told | None:
        """Return what the words `first` to `last` (exclusive) tell when read by a rule, None when it does not hold."""
        return self._handlers[rule](scene.tokens[first:last], first, scene)

    def _part(self, first: int, last: int, scene: Scene) -> Stretch | None:
        """Return what a part of an expression means, by the first rule that fits it whole."""
        for name, pattern in RULES:
            if pattern.fullmatch(scene.letters, first, last):
                told = self.read(name, first, last, scene)
                if told is not None:
                    return told.stretch
        return None

    # Counts and distances

    def _count(self, tokens: Sequence[TimeToken]) -> int | float | None:
        """Return the number before a unit: None when it is vague, 1 for "a"."""
        numbered = [token for token in tokens if token.letter in NUMBERED]
        if not numbered:
            return 1 if any(token.letter == "a" for token in tokens) else None
        if any(token.letter == "v" for token in numbered):
            return None
        figure = numbered[0]
        if figure.letter == "w":
            return parse_cardinal([token.word for token in numbered], self._cardinals, self._magnitudes)
        scale = parse_cardinal(["a", *(t.word for t in numbered[1:])], self._cardinals, self._magnitudes)
        value: int | float = figure.value
        return value * (scale or 1)

    def _read_distance(self, tokens: Sequence[TimeToken], first: int, scene: Scene) -> Told | None:
        unit = next((token for token in tokens if token.letter in "UV"), None)
        if unit is None:
            return None
        direction = tokens[-1].letter if tokens[-1].letter != "O" else "l"
        if tokens[-1].word in ("before", "after", "following") and self._has_object(
            first + len(tokens), scene
        ):
            return None
        sign = 1 if direction in "lF" else -1
        clock = scene.clock
        if direction == "g":
            base = (
                (clock.reference.year, clock.reference.month, clock.reference.day)
                if clock.reference
                else (clock.year, None, None)
            )
        else:
            base = self._story(clock)
        number = 1 if tokens[0].letter == "t" else self._count(tokens[: tokens.index(unit)])
        if number is None:
            return Told(Stretch("FUTURE_REF" if sign > 0 else "PAST_REF", UNIT_PRECISION[unit.value]))
        stretch = self._moved(base, unit.value, sign * round(number))
        if sign < 0 and tokens[0].word in self._words["more_than"]:
            stretch = self._longer_ago(stretch, unit.value, round(number), clock)
        return Told(stretch, "TIME" if unit.value in ("TH", "TM") else "DATE")

    def _longer_ago(self, stretch: Stretch, unit: str, number: int, clock: StoryClock) -> Stretch:
        """Return "more than two years ago": from three years to two years before."""
        here = clock.reference or clock.told_day()
        near = shift(here, unit, -number) if here is not None and number <= 10_000 else None
        far = shift(here, unit, -number - 1) if here is not None and number <= 10_000 else None
        if near is None or far is None or not far < near:
            return stretch
        return replace(stretch, earliest=far, latest=near)

    def _has_object(self, index: int, scene: Scene) -> bool:
        """Tell whether "two days before" goes on with what it is counted from, which this grammar does not know."""
        return scene.letters[index : index + 1] not in ("", "|", ".", ",", "u", "n", "&", "'")

    def _read_distance_from(self, tokens: Sequence[TimeToken], first: int, scene: Scene) -> Told | None:
        turn = next((index for index, token in enumerate(tokens) if token.letter in "blF" and index), None)
        if turn is None:
            return None
        unit = next(token for token in tokens if token.letter in "UV")
        if tokens[-1].letter == "@":
            anchor = self._event_day(tokens[-1])
        else:
            anchor = self._part(first + turn + 1, first + len(tokens), scene)
        number = 1 if tokens[0].letter == "t" else self._count(tokens[: tokens.index(unit)])
        if anchor is None or number is None:
            return None
        sign = -1 if tokens[turn].letter == "b" else 1
        stretch = self._moved((anchor.year, anchor.month, anchor.day), unit.value, sign * round(number))
        return Told(stretch) if stretch.year is not None else None

    def _story(self, clock: StoryClock) -> tuple[int | None, int | None, int | None]:
        if clock.year is None and clock.reference is not None:
            return clock.reference.year, clock.reference.month, clock.reference.day
        return clock.year, clock.month, clock.day

    def _moved(self, base: tuple[int | None, int | None, int | None], unit: str, count: int) -> Stretch:
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

    # Stretches that are named whole

    def _read_core(self, tokens: Sequence[TimeToken], first: int, scene: Scene) -> Told | None:
        stretch = self._core(tokens, first, scene)
        return None if stretch is None else Told(stretch)

    def _core(self, tokens: Sequence[TimeToken], first: int, scene: Scene) -> Stretch | None:
        by_letter = {token.letter: token for token in tokens}
        if "I" in by_letter:
            return self._numeric(by_letter["I"].word)
        if "e" in by_letter:
            return self._moved(self._published(scene.clock), "D", by_letter["e"].value)
        if "c" in by_letter:
            month, day = map(int, by_letter["c"].value.split("-"))
            return day_of(self._year(tokens) or self._bare_year(month, day, tokens, first, scene), month, day)
        if "C" in by_letter or "@" in by_letter:
            return self._event_day(by_letter.get("C") or by_letter["@"])
        if "M" in by_letter:
            return self._month_or_day(tokens, first, scene)
        if "S" in by_letter:
            return self._season(tokens, first, scene)
        if "W" in by_letter:
            return self._weekday(tokens, first, scene)
        if "D" in by_letter or "d" in by_letter:
            return self._decade(tokens, scene)
        if "o" in by_letter and "U" in by_letter:
            number = ordinal(by_letter["o"])
            if by_letter["U"].value != "CE" or not 1 <= number <= 30:
                return None
            return century_of(-number if self._is_before_christ(tokens) else number)
        year = self._year(tokens)
        if year is not None:
            return year_of(year)
        return self._relative(tokens, scene)

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

    def _event_day(self, token: TimeToken) -> Stretch | None:
        year, month, day = map(int, token.value.split("-"))
        return day_of(year, month, day)

    def _published(self, clock: StoryClock) -> tuple[int | None, int | None, int | None]:
        if clock.reference is None:
            return None, None, None
        return clock.reference.year, clock.reference.month, clock.reference.day

    def _is_before_christ(self, tokens: Sequence[TimeToken]) -> bool:
        return any(token.letter == "A" and token.word.startswith("b") for token in tokens)

    def _year(self, tokens: Sequence[TimeToken]) -> int | None:
        """Return the year that stands among the words, negative before Christ; None when there is none."""
        for index, token in enumerate(tokens):
            beside = tokens[max(index - 1, 0) : index] + tokens[index + 1 : index + 2]
            if token.letter in "ijkY" and any(other.letter == "A" for other in beside):
                return -int(token.value) if self._is_before_christ(beside) else int(token.value)
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

    def _month_or_day(self, tokens: Sequence[TimeToken], first: int, scene: Scene) -> Stretch | None:
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
            frame = self._relative([t for t in tokens[at + 1 :] if t.letter in "tHhzQNLFUV"], scene)
            year = frame.year if frame is not None else None
        elif year is None and relative is not None and day is None:
            return self._relative_month(month, relative.letter, scene)
        elif year is None:
            year = self._bare_year(month, day, tokens, first, scene)
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

    def _season(self, tokens: Sequence[TimeToken], first: int, scene: Scene) -> Stretch:
        season: str = next(token.value for token in tokens if token.letter == "S")
        year = self._year(tokens)
        clock = scene.clock
        if year is None and any(t.letter in "UV" for t in tokens):
            frame = self._relative([t for t in tokens if t.letter in "tHhzQNLFUV"], scene)
            year = frame.year if frame is not None else None
        elif year is None:
            lead = next((t.letter for t in tokens if t.letter in "LNhHQF"), "")
            if clock.follows_story or lead in ("H", "Q", "F"):
                year = self._story(clock)[0]
                step = {"L": -1, "Q": -1, "N": 1, "F": 1}.get(lead, 0)
                year = None if year is None else (year + step) or None
            elif clock.reference is not None:
                year = self._season_year(season, lead, clock.reference, scene.is_ahead(tokens[0].start))
        return season_of(year, season, southern=self._southern)

    def _season_year(self, season: str, lead: str, reference: date, ahead: bool) -> int:
        """Return the year of a season named from the day of publication."""
        month = (SEASON_STARTS[season] + (6 if self._southern else 0) - 1) % 12 + 1
        begun = date(reference.year, month, 1) <= reference
        if lead == "L":
            start = date(reference.year if begun else reference.year - 1, month, 1)
            over = shift(start, "Q", 1)
            return start.year if over is not None and over <= reference else start.year - 1
        if lead == "N":
            return reference.year + 1 if begun else reference.year
        if lead == "h" or ahead:
            return reference.year
        return reference.year if begun else reference.year - 1

    def _weekday(self, tokens: Sequence[TimeToken], first: int, scene: Scene) -> Stretch | None:
        weekday = next(int(token.value) for token in tokens if token.letter == "W")
        lead = next((t.letter for t in tokens if t.letter in "LNhHQF"), "")
        clock = scene.clock
        base = clock.told_day() if lead in ("H", "Q", "F") or clock.follows_story else clock.reference
        if clock.reference is not None and clock.follows_story and clock.year is None:
            base = clock.reference
        if base is None:
            return Stretch(f"XXXX-WXX-{weekday + 1}", "day")
        back = (base.weekday() - weekday) % 7
        if lead in ("L", "Q"):
            moved = -(back or 7)
        elif lead in ("N", "F") or (not lead and scene.is_ahead(tokens[0].start) and not clock.follows_story):
            moved = (weekday - base.weekday()) % 7 or 7
        elif lead == "h":
            moved = weekday - base.weekday()
        else:
            moved = (weekday - base.weekday()) % 7 if clock.is_history and clock.year is not None else -back
        day = shift(base, "D", moved)
        return None if day is None else day_of(day.year, day.month, day.day)

    def _decade(self, tokens: Sequence[TimeToken], scene: Scene) -> Stretch | None:
        token = next(token for token in tokens if token.letter in "Dd")
        if token.letter == "d":
            century = (self._story(scene.clock)[0] or 1900) // 100 * 100 if scene.clock.is_history else 1900
            decade = century + int(token.value)
        else:
            digits = re.sub(r"\D", "", token.word)
            decade = int(digits) if len(digits) > 2 else 1900 + int(digits)
        if self._is_before_christ(tokens):
            return decade_of(-decade)
        parts = [t.value for t in tokens if t.letter == "E"]
        if not parts:
            return decade_of(decade)
        starts = {"early": 0, "mid": 4, "late": 7}
        ends = {"early": 4, "mid": 7, "late": 10}
        first, last = starts[parts[0]], ends[parts[-1]]
        return decade_years(decade, first, last - first) if first < last else decade_of(decade)

    def _relative(self, tokens: Sequence[TimeToken], scene: Scene) -> Stretch | None:
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
            base = self._story(clock)
        else:
            base = (
                self._published(clock) if not clock.follows_story or clock.reference else self._story(clock)
            )
        if lead == "L" and next(t.word for t in tokens if t.letter == "L") != "last":
            return self._window(unit, 1, -1, clock)
        step = -1 if lead in ("L", "Q") else 1 if lead in ("N", "F") else 0
        if unit == "WE" and lead == "h":
            day = clock.reference
            return None if day is None else weekend_of(day if day.weekday() else day - timedelta(days=1))
        return self._moved(base, unit, step)

    # Parts of stretches

    def _read_modified(self, tokens: Sequence[TimeToken], first: int, scene: Scene) -> Told | None:
        at = next(index for index, token in enumerate(tokens) if token.letter == "E")
        start = at + 1
        while start < len(tokens) and tokens[start].letter in "n-":
            start += 1
        whole = self._part(first + start, first + len(tokens), scene)
        if whole is None:
            return None
        kind: TimeKind = "TIME" if "T" in (whole.timex or "X")[4:] else "DATE"
        return Told(narrow(whole, tokens[at].value), kind)

    def _read_edge(self, tokens: Sequence[TimeToken], first: int, scene: Scene) -> Told | None:
        at = next(index for index, token in enumerate(tokens) if token.letter == "f")
        edge = next(token.value for token in tokens if token.letter == "B")
        whole = self._part(first + at + 1, first + len(tokens), scene)
        if whole is None:
            return None
        part = narrow(whole, edge)
        if edge in ("first", "second") and whole.precision == "year":
            part = replace(part, timex=f"{whole.timex}-H{1 if edge == 'first' else 2}")
        return Told(part)

    def _read_ordinal_part(self, tokens: Sequence[TimeToken], first: int, scene: Scene) -> Told | None:
        at = next(index for index, token in enumerate(tokens) if token.letter == "f")
        whole = self._part(first + at + 1, first + len(tokens), scene)
        unit: str = tokens[at - 1].value
        if (
            whole is None
            or not isinstance(whole.earliest, date)
            or not isinstance(whole.latest, date)
            or unit in ("TH", "TM")
        ):
            return None
        nth_at = next(index for index, token in enumerate(tokens) if token.letter in "LoNQ")
        numbers = [token for token in tokens[nth_at + 1 : at] if token.letter in COUNTED]
        number = self._count(numbers) if numbers else 1
        if number is None:
            return Told(Stretch(f"PX{unit}", UNIT_PRECISION[unit]), "DURATION")
        size = round(number)
        is_last = tokens[nth_at].letter == "L"
        nth = ordinal(tokens[nth_at]) if tokens[nth_at].letter == "o" else 1
        begin = shift(whole.latest, unit, -size) if is_last else shift(whole.earliest, unit, size * (nth - 1))
        end = whole.latest if is_last or begin is None else shift(begin, unit, size)
        if begin is None or end is None or begin < whole.earliest or end > whole.latest or begin >= end:
            return None
        if numbers:
            return Told(
                Stretch(duration(unit, number), UNIT_PRECISION[unit], begin, end, whole.year), "DURATION"
            )
        named = {
            "D": day_of(begin.year, begin.month, begin.day),
            "M": month_of(begin.year, begin.month),
            "Y": year_of(begin.year),
        }
        timex = named[unit] if unit in named else week_of(begin + timedelta(days=3))
        return Told(
            Stretch(
                timex.timex if timex else None,
                UNIT_PRECISION[unit],
                begin,
                end,
                begin.year,
                begin.month,
                None,
            )
        )

    def _read_sooner(self, tokens: Sequence[TimeToken], first: int, scene: Scene) -> Told | None:
        if tokens[0].word not in ("earlier", "later", "so far"):
            return None
        start = 2 if tokens[1].letter == "n" else 1
        whole = self._part(first + start, first + len(tokens), scene)
        if whole is None or not isinstance(whole.earliest, date) or not isinstance(whole.latest, date):
            return None if whole is None else Told(whole)
        clock = scene.clock
        now = clock.reference if not clock.follows_story else clock.told_day()
        if now is not None and tokens[0].word == "so far" and whole.earliest <= now < whole.latest:
            return Told(replace(whole, latest=now + timedelta(days=1)))
        if now is None or not whole.earliest < now < whole.latest:
            return Told(whole)
        if tokens[0].word == "earlier":
            return Told(replace(whole, latest=now))
        return Told(replace(whole, earliest=now))

    def _read_ending(self, tokens: Sequence[TimeToken], first: int, scene: Scene) -> Told | None:
        at = next(index for index, token in enumerate(tokens) if token.letter == "G")
        unit: str = tokens[at - 1].value
        start = at + 2 if tokens[at + 1].letter == "n" else at + 1
        end = self._part(first + start, first + len(tokens), scene)
        if end is None or not isinstance(end.latest, date) or unit in ("TH", "TM"):
            return None
        begin = shift(end.latest, unit, -1)
        if begin is None:
            return None
        value = week_of(begin).timex if unit == "W" else end.timex
        return Told(Stretch(value, UNIT_PRECISION[unit], begin, end.latest, end.year, end.month, end.day))

    # Hours and parts of the day

    def _read_clock(self, tokens: Sequence[TimeToken], first: int, scene: Scene) -> Told | None:
        at = next((i for i, token in enumerate(tokens) if token.letter == "T"), None)
        if at is None:
            at = next(i for i, token in enumerate(tokens[1:]) if token.letter == "p")
        last = at + 1
        while last < len(tokens) and tokens[last].letter in "pV":
            last += 1
        clock_words = [token.value for token in tokens[at + 1 : last] if token.letter == "p"]
        read = hour_and_minute(tokens[at], clock_words)
        if read is None:
            return None
        while last < len(tokens) and tokens[last].letter in ",n":
            last += 1
        if last < len(tokens):
            day = self._part(first + last, first + len(tokens), scene)
        elif at > 0:
            end = at
            while tokens[end - 1].letter in ",n":
                end -= 1
            day = self._part(first, first + end, scene)
        else:
            day = self._told_day(scene.clock)
        hour, minute = read
        whole = day if day is not None and day.precision == "day" else Stretch("XXXX-XX-XX", "day")
        return Told(hours_of(whole, hour + minute / 60, 1, f"{hour:02d}:{minute:02d}"), "TIME")

    def _told_day(self, clock: StoryClock) -> Stretch | None:
        """Return the day that the story has reached, else that of publication."""
        day = clock.told_day() or (None if clock.is_history else clock.reference)
        return None if day is None else day_of(day.year, day.month, day.day)

    def _read_part_of_day(self, tokens: Sequence[TimeToken], first: int, scene: Scene) -> Told | None:
        at = next(index for index, token in enumerate(tokens) if token.letter == "P")
        modifier = next((token.value for token in tokens if token.letter == "E"), None)
        lead = next((token.letter for token in tokens[:at] if token.letter in "hHLQNFz"), "")
        of = next((index for index, token in enumerate(tokens) if token.letter == "f" and index > at), None)
        day: Stretch | None
        if of is not None:
            day = self._part(first + of + 1, first + len(tokens), scene)
        elif any(token.letter in "MWIec" for token in tokens[:at]):
            start = next(i for i, token in enumerate(tokens) if token.letter not in "E-")
            end = at - 1 if tokens[at - 1].letter == "," else at
            day = self._part(first + start, first + end, scene)
        elif lead == "h":
            day = self._moved(self._published(scene.clock), "D", 0)
        elif lead == "L":
            day = self._moved(self._published(scene.clock), "D", -1)
        else:
            day = self._moved(self._story(scene.clock), "D", {"Q": -1, "N": 1, "F": 1}.get(lead, 0))
        if day is None or day.precision != "day":
            return None
        return Told(part_of_day(day, tokens[at].value, modifier), "TIME")

    def _read_night_word(self, tokens: Sequence[TimeToken], first: int, scene: Scene) -> Told | None:
        day = self._moved(self._published(scene.clock), "D", tokens[-1].value)
        return Told(hours_of(day, 18, 12, "NI"), "TIME")

    def _read_part_alone(self, tokens: Sequence[TimeToken], first: int, scene: Scene) -> Told | None:
        if tokens[0].letter == "P":
            return Told(hours_of(Stretch("XXXX-XX-XX", "day"), 0, 0, tokens[0].value[0]), "TIME")
        day = self._told_day(scene.clock) or Stretch("XXXX-XX-XX", "day")
        return Told(part_of_day(day, tokens[-1].value, None), "TIME")

    # Durations and sets

    def _window(self, unit: str, number: int | float | None, sign: int, clock: StoryClock) -> Stretch:
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

    def _read_window(self, tokens: Sequence[TimeToken], first: int, scene: Scene) -> Told | None:
        unit: str = next(token.value for token in tokens if token.letter in "UV")
        sign = -1 if any(token.letter in "LQr" for token in tokens) else 1
        number = self._count([token for token in tokens if token.letter in NUMBERED])
        return Told(self._window(unit, number, sign, scene.clock), "DURATION")

    def _read_duration(self, tokens: Sequence[TimeToken], first: int, scene: Scene) -> Told | None:
        unit: str = next(token.value for token in tokens if token.letter in "UV")
        if unit == "WE":
            return None
        at = next(index for index, token in enumerate(tokens) if token.letter in "UV")
        number = 1 if at == 0 else self._count(tokens[:at])
        return Told(Stretch(duration(unit, number), UNIT_PRECISION[unit]), "DURATION")

    def _read_set(self, tokens: Sequence[TimeToken], first: int, scene: Scene) -> Told | None:
        if tokens[0].letter == "X":
            value: str = tokens[0].value
            return Told(
                Stretch(value, {"D": "day", "W": "week", "M": "month", "Y": "year"}.get(value[-1], "hour")),
                "SET",
            )  # type: ignore[arg-type]  # the values are precisions
        last = tokens[-1]
        if last.letter in "UV":
            number = self._count(tokens[1:-1]) if len(tokens) > 2 else 1
            return Told(Stretch(duration(last.value, number), UNIT_PRECISION[last.value]), "SET")
        if last.letter == "S":
            return Told(Stretch(f"XXXX-{last.value}", "season"), "SET")
        if last.letter == "W":
            return Told(Stretch(f"XXXX-WXX-{last.value + 1}", "day"), "SET")
        if last.letter == "P":
            return Told(Stretch(f"XXXX-XX-XXT{last.value[0]}", "hour"), "SET")
        month = next(token for token in tokens if token.letter == "M")
        return Told(Stretch(f"XXXX-{month.value:02d}", "month"), "SET")

    # Single words, and ends of ranges that borrow from the other end

    def _read_event(self, tokens: Sequence[TimeToken], first: int, scene: Scene) -> Told | None:
        stretch = self._event_day(tokens[-1])
        return None if stretch is None else Told(stretch)

    def _read_reference(self, tokens: Sequence[TimeToken], first: int, scene: Scene) -> Told | None:
        return Told(Stretch(tokens[-1].value or "PRESENT_REF", "day"))

    def _read_joined_day(self, tokens: Sequence[TimeToken], first: int, scene: Scene) -> Told | None:
        day = ordinal(tokens[-1])
        months = [i for i in range(first, min(first + 8, len(scene.tokens))) if scene.letters[i] == "M"]
        if (
            tokens[0].letter != "t"
            and scene.letters[max(first - 4, 0) : first].count("M")
            and scene.letters[first - 1] in "-q"
        ):
            months = [i for i in range(first - 1, max(first - 5, -1), -1) if scene.letters[i] == "M"]
        if not months:
            return None
        month = int(scene.tokens[months[0]].value)
        years = [
            i for i in range(months[0] + 1, min(months[0] + 4, len(scene.tokens))) if scene.letters[i] == "Y"
        ]
        if years:
            return told_or_none(day_of(int(scene.tokens[years[0]].value) or None, month, day))
        start = tokens[0].start
        year = scene.clock.year_for(month, day, ahead=scene.is_ahead(start), position=start)
        return told_or_none(day_of(year, month, day))

    def _read_joined_year(self, tokens: Sequence[TimeToken], first: int, scene: Scene) -> Told | None:
        before = int(scene.tokens[first - 2].value)
        year = before // 100 * 100 + int(tokens[0].value)
        return Told(year_of(year)) if before < year else None

    def _read_joined_era(self, tokens: Sequence[TimeToken], first: int, scene: Scene) -> Told | None:
        year = int(tokens[0].value)
        return Told(year_of(-year if self._is_before_christ(scene.tokens[first : first + 4]) else year))


def told_or_none(stretch: Stretch | None) -> Told | None:
    """Return what a stretch tells, None when the calendar has no such day."""
    return None if stretch is None else Told(stretch)


def ordinal(token: TimeToken) -> int:
    """Return the number that an ordinal or a figure spells."""
    return int(token.value)


def duration(unit: str, number: int | float | None) -> str:
    """Return the TIMEX3 value of so many units, X when it is vague."""
    size = "X" if number is None else f"{number:g}" if isinstance(number, float) else str(number)
    if unit in ("TH", "TM"):
        return f"PT{size}{unit[1]}"
    if unit == "FN":
        return f"P{size if number is None else round(number * 2)}W"
    return f"P{size}{unit}"


def hour_and_minute(token: TimeToken, clock_words: Sequence[int]) -> tuple[int, int] | None:
    """Return the time of day that a figure shows, None when there is no such time."""
    if token.letter == "T" and ":" in token.word:
        hour, minute = map(int, token.word.split(":")[:2])
    elif token.letter in "TY":
        hour, minute = divmod(int(token.value), 100)
    else:
        hour, minute = int(token.value), 0
    if 12 in clock_words and hour < 12:
        hour += 12
    elif 0 in clock_words and hour == 12:
        hour = 0
    return (hour, minute) if hour < 24 and minute < 60 else None


def part_of_day(day: Stretch, part: Sequence[Any], modifier: str | None) -> Stretch:
    """Return a part of a day, from its TIMEX3 code, first hour and hours; early and late halve it."""
    code, start, hours = part
    if modifier == "early":
        # "early in the morning" begins in the small hours
        start, hours = (0, 8) if code == "MO" else (start, hours / 2)
    elif modifier == "late":
        start, hours = start + hours / 2, hours / 2
    return hours_of(day, start, hours, code)
