"""Work out what a time expression means: the stretch of time it names, its TIMEX3 value and its kind."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from fogline.model.vocabulary import Precision, TimeKind
from fogline.reading.numbers import parse_cardinal
from fogline.reading.times.calendar_arithmetic import (
    Stretch,
    day_of,
    hours_of,
    month_of,
    narrow,
    shift,
    week_of,
    year_of,
)  # fmt: skip
from fogline.reading.times.calendar_names import UNIT_PRECISION, CalendarNames
from fogline.reading.times.phrases import Phrase, Scene, duration, ordinal
from fogline.reading.times.story_clock import StoryClock
from fogline.reading.times.time_grammar import RULES
from fogline.reading.times.time_words import TimeToken

__all__ = ["TimeReader", "Told"]

DURATION_VALUE = re.compile(r"P[TX\d]")
COUNTED = "wvijkmYa"
NUMBERED = "wvijkmY"


@dataclass(frozen=True, slots=True)
class Told:
    """What an expression tells."""

    stretch: Stretch
    kind: TimeKind = "DATE"


Handler = Callable[[Phrase], "Told | None"]
SET_PRECISION: Mapping[str, Precision] = {"D": "day", "W": "week", "M": "month", "Y": "year"}


class TimeReader:
    """Read single time expressions. Each rule of the grammar has one method."""

    def __init__(self, language: Mapping[str, Any]) -> None:
        self._words: Mapping[str, Any] = language["times"]
        numbers = language["numbers"]
        self._cardinals: Mapping[str, int] = numbers["cardinals"]
        self._magnitudes: Mapping[str, int] = {**numbers["magnitudes"], **numbers["groups"]}
        self._names = CalendarNames(self._words)
        self._handlers: Mapping[str, Handler] = {name: getattr(self, f"_read_{name}") for name, _ in RULES}

    def read(self, rule: str, first: int, last: int, scene: Scene) -> Told | None:
        """Return what the words `first` to `last` (exclusive) tell when read by a rule, None when it does not hold."""
        return self._handlers[rule](Phrase(scene.tokens[first:last], first, scene))

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

    def _read_distance(self, phrase: Phrase) -> Told | None:
        tokens = phrase.tokens
        unit = next((token for token in tokens if token.letter in "UV"), None)
        if unit is None:
            return None
        direction = tokens[-1].letter if tokens[-1].letter != "O" else "l"
        if tokens[-1].word in ("before", "after", "following") and self._has_object(
            phrase.first + len(tokens), phrase.scene
        ):
            return None
        sign = 1 if direction in "lF" else -1
        clock = phrase.scene.clock
        base: tuple[int | None, int | None, int | None]
        if direction == "g":
            base = (
                (clock.reference.year, clock.reference.month, clock.reference.day)
                if clock.reference
                else (clock.year, None, None)
            )
        else:
            base = self._names.story(clock)
        number = 1 if tokens[0].letter == "t" else self._count(tokens[: tokens.index(unit)])
        if unit.value in ("TH", "TM") and number is not None and direction != "g" and clock.hour is not None:
            return self._hours_from(clock.hour, unit.value, sign * number)
        kind: TimeKind = "TIME" if unit.value in ("TH", "TM") else "DATE"
        if number is None:
            return Told(Stretch("FUTURE_REF" if sign > 0 else "PAST_REF", UNIT_PRECISION[unit.value]), kind)
        stretch = self._names.moved(base, unit.value, sign * round(number))
        if sign < 0 and tokens[0].word in self._words["more_than"]:
            stretch = self._longer_ago(stretch, unit.value, round(number), clock)
        return Told(stretch, kind)

    def _hours_from(self, hour: datetime, unit: str, count: int | float) -> Told | None:
        """Return the time so many hours or minutes from one that was told."""
        if abs(count) > 10_000:
            return None
        told = hour + (timedelta(hours=count) if unit == "TH" else timedelta(minutes=count))
        day = whole_day(day_of(told.year, told.month, told.day))
        return Told(hours_of(day, told.hour + told.minute / 60, 1, f"{told:%H:%M}"), "TIME")

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
        if scene.letters[index : index + 1] in ("", "|", ".", ",", "u", "n", "&", "'"):
            return False
        return scene.tokens[index].word not in self._words.get("no_object", ())

    def _read_distance_from(self, phrase: Phrase) -> Told | None:
        tokens = phrase.tokens
        turn = next((index for index, token in enumerate(tokens) if token.letter in "blF" and index), None)
        if turn is None:
            return None
        unit = next(token for token in tokens if token.letter in "UV")
        if tokens[-1].letter == "@":
            anchor = self._names.event_day(tokens[-1])
        else:
            anchor = self._part(phrase.first + turn + 1, phrase.first + len(tokens), phrase.scene)
        number = 1 if tokens[0].letter == "t" else self._count(tokens[: tokens.index(unit)])
        if anchor is None or number is None:
            return None
        sign = -1 if tokens[turn].letter == "b" else 1
        stretch = self._names.moved((anchor.year, anchor.month, anchor.day), unit.value, sign * round(number))
        return Told(stretch) if stretch.year is not None else None

    def _read_core(self, phrase: Phrase) -> Told | None:
        stretch = self._names.core(phrase)
        if stretch is None:
            return None
        return Told(stretch, "DURATION" if DURATION_VALUE.match(stretch.timex or "") else "DATE")

    # Parts of stretches

    def _read_modified(self, phrase: Phrase) -> Told | None:
        tokens = phrase.tokens
        at = next(index for index, token in enumerate(tokens) if token.letter == "E")
        start = at + 1
        while start < len(tokens) and tokens[start].letter in "n-":
            start += 1
        whole = self._part(phrase.first + start, phrase.first + len(tokens), phrase.scene)
        if whole is None:
            return None
        kind: TimeKind = "TIME" if "T" in (whole.timex or "X")[4:] else "DATE"
        return Told(narrow(whole, tokens[at].value), kind)

    def _read_edge(self, phrase: Phrase) -> Told | None:
        tokens = phrase.tokens
        at = next(index for index, token in enumerate(tokens) if token.letter == "f")
        edge = next(token.value for token in tokens if token.letter == "B")
        whole = self._part(phrase.first + at + 1, phrase.first + len(tokens), phrase.scene)
        if whole is None:
            return None
        part = narrow(whole, edge)
        if edge in ("first", "second") and whole.precision == "year":
            part = replace(part, timex=f"{whole.timex}-H{1 if edge == 'first' else 2}")
        return Told(part)

    def _read_ordinal_part(self, phrase: Phrase) -> Told | None:
        tokens = phrase.tokens
        at = next(index for index, token in enumerate(tokens) if token.letter == "f")
        whole = self._part(phrase.first + at + 1, phrase.first + len(tokens), phrase.scene)
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

    def _read_sooner(self, phrase: Phrase) -> Told | None:
        tokens = phrase.tokens
        if tokens[0].word not in ("earlier", "later", "so far"):
            return None
        start = 2 if tokens[1].letter == "n" else 1
        whole = self._part(phrase.first + start, phrase.first + len(tokens), phrase.scene)
        if whole is None or not isinstance(whole.earliest, date) or not isinstance(whole.latest, date):
            return None if whole is None else Told(whole)
        clock = phrase.scene.clock
        now = clock.reference if not clock.follows_story else clock.told_day()
        if now is not None and tokens[0].word == "so far" and whole.earliest <= now < whole.latest:
            return Told(replace(whole, latest=now + timedelta(days=1)))
        if now is None or not whole.earliest < now < whole.latest:
            return Told(whole)
        if tokens[0].word == "earlier":
            return Told(replace(whole, latest=now))
        return Told(replace(whole, earliest=now))

    def _read_ending(self, phrase: Phrase) -> Told | None:
        tokens = phrase.tokens
        at = next(index for index, token in enumerate(tokens) if token.letter == "G")
        unit: str = tokens[at - 1].value
        start = at + 2 if tokens[at + 1].letter == "n" else at + 1
        end = self._part(phrase.first + start, phrase.first + len(tokens), phrase.scene)
        if end is None or not isinstance(end.latest, date) or unit in ("TH", "TM"):
            return None
        begin = shift(end.latest, unit, -1)
        if begin is None:
            return None
        value = week_of(begin).timex if unit == "W" else end.timex
        return Told(Stretch(value, UNIT_PRECISION[unit], begin, end.latest, end.year, end.month, end.day))

    # Hours and parts of the day

    def _read_clock(self, phrase: Phrase) -> Told | None:
        tokens = phrase.tokens
        at = next((i for i, token in enumerate(tokens) if token.letter == "T"), None)
        if at is None:
            at = next((i for i, token in enumerate(tokens[1:]) if token.letter == "p"), 0)
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
            day = self._part(phrase.first + last, phrase.first + len(tokens), phrase.scene)
        elif at > 0:
            end = at
            while tokens[end - 1].letter in ",n-":
                end -= 1
            day = self._part(phrase.first, phrase.first + end, phrase.scene)
        else:
            day = self._told_day(phrase.scene.clock)
        hour, minute = read
        if (
            any(token.letter == "P" and token.value[1] >= 12 for token in tokens[last:])
            and hour < 12
            and not clock_words
        ):
            hour += 12
        zone = (
            "Z"
            if any(token.word in self._words.get("universal", ()) for token in tokens[at + 1 : last])
            else ""
        )
        return Told(hours_of(whole_day(day), hour + minute / 60, 1, f"{hour:02d}:{minute:02d}{zone}"), "TIME")

    def _read_joined_clock(self, phrase: Phrase) -> Told | None:
        """Read the first of two hours of which only the last says morning or afternoon: "10-11 a.m."."""
        following = phrase.scene.tokens[phrase.first + 2 : phrase.first + 6]
        clock_words = [token.value for token in following if token.letter == "p"]
        last = hour_and_minute(following[0], clock_words)
        first = hour_and_minute(phrase.tokens[0], clock_words)
        if last is None or first is None:
            return None
        if first > last:
            # "10 to 1 p.m." begins in the morning
            first = first[0] - 12, first[1]
        day = whole_day(self._told_day(phrase.scene.clock))
        return Told(hours_of(day, first[0] + first[1] / 60, 1, f"{first[0]:02d}:{first[1]:02d}"), "TIME")

    def _told_day(self, clock: StoryClock) -> Stretch | None:
        """Return the day that the story has reached, else that of publication."""
        day = clock.told_day() or (None if clock.is_history else clock.reference)
        return None if day is None else day_of(day.year, day.month, day.day)

    def _read_part_of_day(self, phrase: Phrase) -> Told | None:
        tokens = phrase.tokens
        at = next(index for index, token in enumerate(tokens) if token.letter == "P")
        modifier = next((token.value for token in tokens if token.letter == "E"), None)
        lead = next((token.letter for token in tokens[:at] if token.letter in "hHLQNFz"), "")
        of = next((index for index, token in enumerate(tokens) if token.letter == "f" and index > at), None)
        day: Stretch | None
        if of is not None:
            day = self._part(phrase.first + of + 1, phrase.first + len(tokens), phrase.scene)
        elif any(token.letter in "MWIec%" for token in tokens[:at]):
            start = next(i for i, token in enumerate(tokens) if token.letter not in "E-")
            end = at - 1 if tokens[at - 1].letter == "," else at
            day = self._part(phrase.first + start, phrase.first + end, phrase.scene)
        elif lead == "h":
            day = self._names.moved(self._names.published(phrase.scene.clock), "D", 0)
        elif lead == "L":
            day = self._names.moved(self._names.published(phrase.scene.clock), "D", -1)
        else:
            day = self._names.moved(
                self._names.story(phrase.scene.clock), "D", {"Q": -1, "N": 1, "F": 1}.get(lead, 0)
            )
        if day is None or day.precision != "day":
            return None
        return Told(part_of_day(day, tokens[at].value, modifier), "TIME")

    def _read_night_word(self, phrase: Phrase) -> Told | None:
        tokens = phrase.tokens
        day = self._names.moved(self._names.published(phrase.scene.clock), "D", tokens[-1].value)
        return Told(hours_of(day, 18, 12, "NI"), "TIME")

    def _read_part_alone(self, phrase: Phrase) -> Told | None:
        tokens = phrase.tokens
        if tokens[0].letter == "P":
            return Told(hours_of(Stretch("XXXX-XX-XX", "day"), 0, 0, tokens[0].value[0]), "TIME")
        day = self._told_day(phrase.scene.clock) or Stretch("XXXX-XX-XX", "day")
        return Told(part_of_day(day, tokens[-1].value, None), "TIME")

    # Durations and sets

    def _read_window(self, phrase: Phrase) -> Told | None:
        tokens = phrase.tokens
        unit: str = next(token.value for token in tokens if token.letter in "UV")
        sign = -1 if any(token.letter in "LQr" for token in tokens) else 1
        number = self._count([token for token in tokens if token.letter in NUMBERED])
        return Told(self._names.window(unit, number, sign, phrase.scene.clock), "DURATION")

    def _read_duration(self, phrase: Phrase) -> Told | None:
        tokens = phrase.tokens
        unit: str = next(token.value for token in tokens if token.letter in "UV")
        if unit == "WE" or (unit == "Q" and tokens[-1].letter == "U"):
            # "a quarter" is a share
            return None
        at = next(index for index, token in enumerate(tokens) if token.letter in "UV")
        number = 1 if at == 0 else self._count(tokens[:at])
        return Told(Stretch(duration(unit, number), UNIT_PRECISION[unit]), "DURATION")

    def _read_set(self, phrase: Phrase) -> Told | None:
        tokens = phrase.tokens
        if tokens[0].letter == "X":
            value: str = tokens[0].value
            is_day = value.startswith("XXXX-WXX-")
            return Told(Stretch(value, "day" if is_day else SET_PRECISION.get(value[-1], "hour")), "SET")
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

    def _read_event(self, phrase: Phrase) -> Told | None:
        tokens = phrase.tokens
        stretch = self._names.event_day(tokens[-1])
        return None if stretch is None else Told(stretch)

    def _read_reference(self, phrase: Phrase) -> Told | None:
        tokens = phrase.tokens
        return Told(Stretch(tokens[-1].value or "PRESENT_REF", "day"))

    def _read_joined_day(self, phrase: Phrase) -> Told | None:
        tokens = phrase.tokens
        day = ordinal(tokens[-1])
        months = [
            i
            for i in range(phrase.first, min(phrase.first + 8, len(phrase.scene.tokens)))
            if phrase.scene.letters[i] == "M"
        ]
        if (
            tokens[0].letter != "t"
            and phrase.scene.letters[max(phrase.first - 4, 0) : phrase.first].count("M")
            and phrase.scene.letters[phrase.first - 1] in "-q"
        ):
            months = [
                i
                for i in range(phrase.first - 1, max(phrase.first - 5, -1), -1)
                if phrase.scene.letters[i] == "M"
            ]
        if not months:
            return None
        month = int(phrase.scene.tokens[months[0]].value)
        years = [
            i
            for i in range(months[0] + 1, min(months[0] + 4, len(phrase.scene.tokens)))
            if phrase.scene.letters[i] == "Y"
        ]
        if years:
            return told_or_none(day_of(int(phrase.scene.tokens[years[0]].value) or None, month, day))
        start = tokens[0].start
        year = phrase.scene.clock.year_for(month, day, ahead=phrase.scene.is_ahead(start), position=start)
        return told_or_none(day_of(year, month, day))

    def _read_joined_year(self, phrase: Phrase) -> Told | None:
        tokens = phrase.tokens
        before = int(phrase.scene.tokens[phrase.first - 2].value)
        year = before // 100 * 100 + int(tokens[0].value)
        return Told(year_of(year)) if before < year else None

    def _read_joined_era(self, phrase: Phrase) -> Told | None:
        tokens = phrase.tokens
        year = int(tokens[0].value)
        return Told(
            year_of(
                -year
                if self._names.is_before_christ(phrase.scene.tokens[phrase.first : phrase.first + 4])
                else year
            )
        )


def whole_day(stretch: Stretch | None) -> Stretch:
    """Return the day of a stretch, a day or a part of one; the open day for all others."""
    if stretch is not None and stretch.precision == "day":
        return stretch
    if (
        stretch is not None
        and stretch.precision == "hour"
        and stretch.month is not None
        and stretch.day is not None
    ):
        return day_of(stretch.year, stretch.month, stretch.day) or Stretch("XXXX-XX-XX", "day")
    return Stretch("XXXX-XX-XX", "day")


def told_or_none(stretch: Stretch | None) -> Told | None:
    """Return what a stretch tells, None when the calendar has no such day."""
    return None if stretch is None else Told(stretch)


def hour_and_minute(token: TimeToken, clock_words: Sequence[int]) -> tuple[int, int] | None:
    """Return the time of day that a figure shows, None when there is no such time."""
    if token.letter == "T" and not token.word.isdigit():
        hour, minute = map(int, re.split("[:.]", token.word)[:2])
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
