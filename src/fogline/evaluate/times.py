"""Measure time expressions against accounts of wars: spans, TIMEX3 values, intervals."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from fogline.evaluate.scores import Score
from fogline.model.reading import TimeMention
from fogline.plugins import load_documents
from fogline.reading.times import TimeFinder
from fogline.reading.times.calendar_arithmetic import (
    Stretch,
    century_of,
    day_of,
    decade_of,
    moment,
    month_of,
    season_of,
    year_of,
)

__all__ = ["measure_times"]

INTERVAL_NOTE = "of matched calendar values: equal, or a part where words narrow it"


def measure_times(data: Path, *, limit: int | None = None) -> tuple[Score, ...]:
    """Return strict and relaxed span scores, the value score, and how many intervals are right.

    Worded ranges are left out: TIMEX3 marks their two ends, which fogline marks too.
    Values are scored as in TempEval-3: of the expressions matched by overlap, those with the same value count.

    Args:
        data: folder with `times/wikiwars_train.jsonl`.
        limit: read so many documents only.
    """
    finder = TimeFinder(load_documents("languages")["en"])
    with (data / "times" / "wikiwars_train.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines][:limit]
    found = gold = strict = relaxed = value = intervals = interval_right = 0
    for row in rows:
        mentions = without_ranges(finder.find(row["text"]))
        pairs = matched(mentions, row["times"])
        found, gold, relaxed = found + len(mentions), gold + len(row["times"]), relaxed + len(pairs)
        spans = {tuple(time["span"]) for time in row["times"]}
        strict += sum(mention.span in spans for mention in mentions)
        value += sum(mention.timex == time["timex"] for mention, time in pairs)
        for mention, time in pairs:
            stretch = stretch_of(time["timex"])
            if stretch is not None:
                intervals += 1
                interval_right += lies_in(mention, stretch)
    note = f"{len(rows)} documents, no publication date given"
    return (
        Score("times", "span, strict", strict, found, gold, note=note),
        Score("times", "span, relaxed", relaxed, found, gold, note="any overlap, one to one"),
        Score("times", "value", value, found, gold, note="relaxed match and the same TIMEX3 value"),
        Score("times", "interval", interval_right, intervals, intervals, note=INTERVAL_NOTE),
    )


def without_ranges(mentions: Sequence[TimeMention]) -> list[TimeMention]:
    """Return the mentions that hold no other mention."""
    return [
        mention
        for mention in mentions
        if not any(
            other is not mention and mention.span[0] <= other.span[0] and other.span[1] <= mention.span[1]
            for other in mentions
        )
    ]


def matched(
    mentions: Sequence[TimeMention], times: Sequence[dict[str, Any]]
) -> list[tuple[TimeMention, dict[str, Any]]]:
    """Return pairs of overlapping mentions, found and gold, each used once, in text order."""
    pairs = []
    free = sorted(times, key=lambda time: time["span"])
    for mention in sorted(mentions, key=lambda mention: mention.span):
        for time in free:
            if time["span"][0] < mention.span[1] and mention.span[0] < time["span"][1]:
                pairs.append((mention, time))
                free.remove(time)
                break
    return pairs


def stretch_of(timex: str | None) -> Stretch | None:
    """Return the calendar stretch of a plain TIMEX3 date value, None for all others."""
    parts = (timex or "").split("T")[0].split("-")
    if not all(part.isdigit() or part in ("SP", "SU", "FA", "WI") for part in parts):
        return None
    if len(parts) == 1:
        size = len(parts[0])
        number = int(parts[0])
        return {2: century_of(number + 1), 3: decade_of(number * 10), 4: year_of(number)}.get(size)
    year = int(parts[0])
    if not parts[1].isdigit():
        return season_of(year, parts[1])
    return month_of(year, int(parts[1])) if len(parts) == 2 else day_of(year, int(parts[1]), int(parts[2]))


def lies_in(mention: TimeMention, stretch: Stretch) -> bool:
    """Tell whether a mention's interval is that stretch or, where its words narrow it, a part of it."""
    if (
        mention.earliest is None
        or mention.latest is None
        or stretch.earliest is None
        or stretch.latest is None
    ):
        return False
    first, last = datetime.fromisoformat(mention.earliest), datetime.fromisoformat(mention.latest)
    if mention.kind == "TIME":
        return moment(stretch.earliest) <= first < moment(stretch.latest)
    return moment(stretch.earliest) <= first and last <= moment(as_day(stretch.latest))


def as_day(bound: date | datetime) -> date:
    """Return a bound's day."""
    return bound.date() if isinstance(bound, datetime) else bound
