"""Put a question's rule to a forecast: which share of the draws of its window meets it, and how often the past did."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from fogline.model.odds import BaseRate
from fogline.model.question import Question, Relation, Yardstick
from fogline.questions.areas import Area, area_named, load_areas
from fogline.questions.engines._seam import Evidence
from fogline.questions.rises import log_odds, share
from fogline.questions.series import HeldSeries

__all__ = ["Outlook", "is_area", "level_of", "outlook_of", "past_of", "window_of"]

DRAWS = 2000
KEPT = 64
"""Windows whose draws are kept: questions on other thresholds of the same month are answered from them."""

TEMPER, PAST_WEIGHT = 0.95, 0.05
"""Draws are a little too sure of themselves; measured on 2,100 questions on UCDP's months."""

FEWEST_MONTHS = 6
"""With fewer months a series says nothing of how it scatters."""

FURTHEST = 36
LIKE_MONTHS = 60
"""More months than these are of another war, and count for no more certainty."""

BASE_WINDOWS = 12
DAYS_A_MONTH = 30.4


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a forecast gives for a question.

    `middle` and `most` are the median and the 95 % quantile of the window's
    count. `months` is how many months of data stand behind it, `base` the share
    of the last twelve that met the rule.
    """

    probability: float
    origin: str
    source: str
    draws: int
    middle: float
    most: float
    months: float
    base: BaseRate


def outlook_of(question: Question, area: Area, evidence: Evidence) -> Outlook | None:
    """Return the outlook from the first series that counts what the question does, None where none does."""
    held = (series for series in evidence.series if series.comes_from(question.source))
    for series in (*held, *stated_series(area, evidence.months)):
        if question.measure and series.counts(question.measure):
            outlook = outlook_from(series, question, area)
            if outlook is not None:
                return outlook
    return None


def stated_series(area: Area, months: Mapping[str, float]) -> tuple[HeldSeries, ...]:
    """Return the counts by month that a background states as a series."""
    if len(months) < FEWEST_MONTHS:
        return ()
    table = {"area": [area.name] * len(months), "period": list(months), "value": list(months.values())}
    return (HeldSeries("", "counts by month in the background", table),)


def outlook_from(series: HeldSeries, question: Question, area: Area) -> Outlook | None:
    """Return the outlook from one series, None where it has too little of the area or the window lies too far off."""
    past = past_of(series, area, question.asked)
    if past is None or len(past.counts) < FEWEST_MONTHS or question.yardstick is None:
        return None
    window = window_of(question, past)
    counted = window_draws(past, window)
    if counted is None:
        return None
    yardstick = question.yardstick
    bars = bars_of(yardstick, past, window)
    if yardstick.kind == "area" and yardstick.area:
        other = past_of(series, load_areas()[yardstick.area], question.asked)
        rival = None if other is None else window_draws(other, window)
        bars = None if rival is None else [yardstick.times * count for count in rival]
    if bars is None:
        return None
    met = sum(meets(question.relation, count, bar) for count, bar in zip(counted, bars, strict=True))
    before = sums(past.counts, window.months)[-BASE_WINDOWS:]
    usual = sorted(bars)[len(bars) // 2]
    held = sum(meets(question.relation, count * window.share, usual) for count in before)
    ranked = sorted(counted)
    return Outlook(
        probability=tempered((met + 0.5) / (len(counted) + 1), (held + 0.5) / (len(before) + 1)),
        origin=past.last,
        source=series.source or series.name or "the series given",
        draws=len(counted),
        middle=ranked[len(ranked) // 2],
        most=ranked[int(0.95 * len(ranked))],
        months=float(min(len(past.counts), LIKE_MONTHS)),
        base=BaseRate(
            "windows as long as this one, among the latest twelve, that met the rule",
            (held + 0.5) / (len(before) + 1),
            held,
            len(before),
            series.source or None,
        ),
    )


def tempered(drawn: float, held: float) -> float:
    """Return the draws' share drawn towards what the past held and towards even odds; it keeps their order."""
    return share(TEMPER * ((1 - PAST_WEIGHT) * log_odds(drawn) + PAST_WEIGHT * log_odds(held)))


@dataclass(frozen=True, slots=True)
class Past:
    """An area's counts month by month up to `last`, the month before the question was asked."""

    area: str
    counts: tuple[float, ...]
    last: str


@dataclass(frozen=True, slots=True)
class WindowMonths:
    """How far ahead of the past a window's first and last months lie, and which share of them it takes up.

    Months at or before the past's last are known already.
    """

    first: int
    last: int
    share: float

    @property
    def months(self) -> int:
        """The number of months that the window touches."""
        return self.last - self.first + 1


def past_of(series: HeldSeries, area: Area, asked: str) -> Past | None:
    """Return an area's counts before the month in which the question was asked, None where the series has none.

    A month without data counts as the one before it.
    """
    last = month_before(asked)
    rows: dict[str, float] = {}
    for name, period, value in series.rows():
        if period <= last and value is not None and value == value and is_area(name, area):
            rows[period] = float(value)
    if not rows:
        return None
    counts, count = [], 0.0
    for number in range(month_number(min(rows)), month_number(last) + 1):
        count = rows.get(month_name(number), count)
        counts.append(count)
    return Past(area.code, tuple(counts), last)


def window_of(question: Question, past: Past) -> WindowMonths:
    """Return the months of a question's window, counted from the last month that is known."""
    opens, closes = date.fromisoformat(question.opens), date.fromisoformat(question.closes)
    start = month_number(past.last)
    first, last = month_number(question.opens[:7]) - start, month_number(question.closes[:7]) - start
    whole = sum(days_in(start + at) for at in range(first, last + 1))
    return WindowMonths(first, last, min(1.0, ((closes - opens).days + 1) / whole))


@lru_cache(maxsize=KEPT)
def window_draws(past: Past, window: WindowMonths) -> tuple[float, ...] | None:
    """Return draws of the window's count, None where it lies further ahead than a forecast sees."""
    if window.last > FURTHEST or window.last < 1:
        return None
    from fogline.forecasting.engine import forecast

    start = month_number(past.last)
    periods = [month_name(start - len(past.counts) + 1 + at) for at in range(len(past.counts))]
    table = {"area": [past.area] * len(periods), "period": periods, "value": list(past.counts)}
    ahead = range(max(window.first, 1), window.last + 1)
    drawn, _ = forecast(table, past.last, ahead, draws=DRAWS)
    already = sum(past.counts[window.first - 1 :]) if window.first < 1 else 0.0
    return tuple(float(count) * window.share + already for count in drawn[0].sum(axis=0))


def bars_of(yardstick: Yardstick, past: Past, window: WindowMonths) -> list[float] | None:
    """Return what each draw is held against, None where the past does not say."""
    level = level_of(yardstick, past, window)
    return None if level is None else [level] * DRAWS


def level_of(yardstick: Yardstick, past: Past, window: WindowMonths) -> float | None:
    """Return the number that a window's count is held against, None where the past does not say."""
    level = yardstick.level
    if level is None and yardstick.kind == "mean":
        months = past.counts[-max(1, round((yardstick.days or 360) / DAYS_A_MONTH)) :]
        mean = sum(months) / len(months)
        level = yardstick.times * (yardstick.plus + mean * (1.0 if window.share < 1 else window.months))
    if level is None and yardstick.kind == "record":
        level = max(sums(past.counts, window.months), default=0.0) * yardstick.times
    return level


def meets(relation: Relation, count: float, bar: float) -> bool:
    """Whether a count meets a rule."""
    return {
        "at_least": count >= bar, "more_than": count > bar, "at_most": count <= bar, "fewer_than": count < bar,
    }.get(relation, False)  # fmt: skip


def sums(counts: Sequence[float], months: int) -> list[float]:
    """Return the counts of all windows of so many months."""
    return [sum(counts[at : at + months]) for at in range(len(counts) - months + 1)]


def is_area(name: object, area: Area) -> bool:
    """Whether a series' name for an area means this one; by code, or by any of its names."""
    return name == area.code or (isinstance(name, str) and area_named(name) is area)


def month_before(day: str) -> str:
    """Return the month before a day's, "YYYY-MM"."""
    return month_name(month_number(day[:7]) - 1)


def month_number(period: str) -> int:
    return int(period[:4]) * 12 + int(period[5:7]) - 1


def month_name(number: int) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}"


def days_in(number: int) -> int:
    return monthrange(number // 12, number % 12 + 1)[1]
