"""Find when: time expressions with their TIMEX3 values, as intervals anchored to publication or to the story."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from itertools import pairwise
from typing import Any

from fogline.model.reading import TimeMention
from fogline.model.vocabulary import Span, TimeKind
from fogline.reading.times.calendar_arithmetic import Stretch, moment, span_of
from fogline.reading.times.outlook import Outlook
from fogline.reading.times.phrases import Scene
from fogline.reading.times.story_clock import StoryClock, find_dateline, is_history
from fogline.reading.times.time_grammar import RANGE_JOINT, RULES
from fogline.reading.times.time_values import TimeReader
from fogline.reading.times.time_words import TimeLexer, TimeToken

__all__ = ["TimeFinder"]

COMPOUND = re.compile(r"a[a-zA-Z]+-[UV].*|aU-J|a[wi]U[JO]")
"""Before "ten-day" the article belongs to the noun that follows: "a | ten-day siege"."""


@dataclass(frozen=True, slots=True)
class Found:
    """A mention with its words' places: tokens `first` to `last` (exclusive)."""

    first: int
    last: int
    stretch: Stretch
    kind: TimeKind


class TimeFinder:
    """Find the time expressions of a text.

    Relative dates count from `published`, or from the text's own dateline; in a
    text that tells of other years, dates without a year belong to the year told
    last. A worded range ("between March and June 2015") is a mention of its own
    beside its two ends; "since" and "by" stretch an interval to publication.
    """

    def __init__(self, language: Mapping[str, Any]) -> None:
        self._lexer = TimeLexer(language)
        self._reader = TimeReader(language)
        self._outlook = Outlook(language["times"])
        self._southern = language["times"]["hemisphere"] == "south"

    def find(
        self,
        text: str,
        *,
        published: str | date | None = None,
        paragraphs: Sequence[Span] = (),
        southern: bool | None = None,
    ) -> tuple[TimeMention, ...]:
        """Return the mentions in text order.

        Args:
            text: what is read.
            published: ISO date or datetime; without it, and without a dateline, relative dates stay unanchored.
            paragraphs: no expression runs over the start of one.
            southern: its seasons are those south of the equator; None leaves it to the language's `hemisphere`.
        """
        tokens = self._lexer.words_of(text, paragraphs)
        letters = "".join(token.letter for token in tokens)
        reference = day_published(published) or find_dateline(text, tokens, letters)
        clock = StoryClock(reference, is_history(tokens, reference))
        is_south = self._southern if southern is None else southern
        scene = Scene(tokens, letters, clock, partial(self._outlook.is_ahead, text), is_south)
        founds = list(self._scan(scene))
        mentions = [*(with_reach(found, scene) for found in founds), *ranges(founds, scene)]
        return tuple(
            sorted((as_mention(found, tokens) for found in mentions), key=lambda m: (m.span[0], -m.span[1]))
        )

    def _scan(self, scene: Scene) -> Iterator[Found]:
        """Yield the longest expression at the leftmost place, again and again; what means nothing is passed over."""
        letters = scene.letters
        heads = [pattern.search(letters) for _, pattern in RULES]
        while True:
            best = None
            for index, head in enumerate(heads):
                if head is not None and (
                    best is None or (head.start(), -head.end()) < (best[1].start(), -best[1].end())
                ):
                    best = index, head
            if best is None:
                return
            index, head = best
            name, pattern = RULES[index]
            first, last = trim(letters, head.start(), head.end())
            told = None if is_bare(scene, first, last) else self._reader.read(name, first, last, scene)
            if told is None:
                heads[index] = pattern.search(letters, head.start() + 1)
                continue
            if told.kind in ("DATE", "TIME"):
                scene.clock.tell(told.stretch, scene.tokens[first].start)
            yield Found(first, last, told.stretch, told.kind)
            heads = [
                other if other is None or other.start() >= last else RULES[at][1].search(letters, last)
                for at, other in enumerate(heads)
            ]


def is_bare(scene: Scene, first: int, last: int) -> bool:
    """Tell whether an expression is only "the year", "the day": no time by itself, but "the weekend" is."""
    if last <= first:
        return True
    return scene.letters[first:last] == "tU" and scene.tokens[last - 1].value != "WE"


def day_published(published: str | date | None) -> date | None:
    """Return the day of publication, None when it is missing or no ISO date."""
    if isinstance(published, datetime):
        return published.date()
    if isinstance(published, date) or published is None:
        return published
    found = re.match(r"\s*(\d{4})-?(\d\d)-?(\d\d)", published)
    if found is None:
        return None
    year, month, day = map(int, found.groups())
    try:
        return date(year, month, day) if 1 < year < 9998 else None
    except ValueError:
        return None


def trim(letters: str, first: int, last: int) -> tuple[int, int]:
    """Return the bounds of an expression without the punctuation and connecting words at its ends."""
    while last > first and letters[last - 1] in ".,-'&n":
        last -= 1
    while first < last and letters[first] in "n":
        first += 1
    if COMPOUND.fullmatch(letters, first, last):
        first += 1
    return first, last


def with_reach(found: Found, scene: Scene) -> Found:
    """Return a mention whose interval reaches publication where "since" or "by" stands before it."""
    reference = scene.clock.reference
    stretch = found.stretch
    lead = scene.letters[found.first - 1 : found.first] if found.first else ""
    if (
        reference is None
        or scene.clock.is_history
        or stretch.earliest is None
        or stretch.latest is None
        or found.kind != "DATE"
    ):
        return found
    now = moment(reference)
    if lead == "s" and moment(stretch.latest) <= now + timedelta(days=1):
        return replace(
            found, stretch=replace(stretch, latest=as_like(stretch.earliest, reference + timedelta(days=1)))
        )
    if lead == "u" and moment(stretch.earliest) > now:
        return replace(found, stretch=replace(stretch, earliest=as_like(stretch.earliest, reference)))
    return found


def as_like(like: date | datetime, day: date) -> date | datetime:
    """Return a day in the type of another bound of its interval."""
    return moment(day) if isinstance(like, datetime) else day


def ranges(founds: Sequence[Found], scene: Scene) -> Iterator[Found]:
    """Yield the stretches from one mention to the next where words join them ("from … to …", "between … and …")."""
    for first, last in pairwise(founds):
        between = scene.letters[first.last : last.first]
        is_led = first.first > 0 and scene.letters[first.first - 1] == "<"
        if not RANGE_JOINT.fullmatch(between) or (between in ("&",) and not is_led):
            continue
        if first.kind in ("DURATION", "SET") or last.kind in ("DURATION", "SET"):
            continue
        stretch = span_of(first.stretch, last.stretch)
        if stretch is not None:
            yield Found(first.first - is_led, last.last, stretch, "DURATION")


def as_mention(found: Found, tokens: Sequence[TimeToken]) -> TimeMention:
    """Return a found expression as a record."""
    stretch = found.stretch
    is_whole = stretch.earliest is not None and stretch.latest is not None
    return TimeMention(
        span=(tokens[found.first].start, tokens[found.last - 1].end),
        kind=found.kind,
        timex=stretch.timex,
        earliest=iso(stretch.earliest) if is_whole else None,
        latest=iso(stretch.latest) if is_whole else None,
        precision=stretch.precision,
        anchored=is_whole,
    )


def iso(day: date | datetime | None) -> str | None:
    """Return a day or a moment as ISO 8601."""
    if isinstance(day, datetime):
        return day.isoformat(timespec="minutes")
    return None if day is None else day.isoformat()
