"""Hold a number against its threshold: a level, a rise over what is usual, a record.

What is usual is reckoned from earlier months alone, each named with how many
numbers it rests on. A month without a number is no 0: it leaves the whole open.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from fogline.indicators.board import Period, Threshold
from fogline.model.board import MeasuredState

__all__ = ["Judged", "Number", "judge", "months_of", "say_threshold"]

YEAR = 12
LEAST = {"year before": 6, "season": 3}
"""Numbers that a mean must rest on: half of the twelve months before, three former years of a season."""

LEAST_FOR_RECORD = 12
UPWARD = ("at_least", "rises_to")


@dataclass(frozen=True, slots=True)
class Number:
    """What a series has of one area and month; None is unknown, `high` None open above."""

    value: float | None
    low: float | None = None
    high: float | None = None


Panel = Mapping[str, Number]
"""The numbers of one area by month, "YYYY-MM"."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A number beside its threshold; the fields are those of `fogline.model.board.MeasuredSeen`."""

    value: float | None
    low: float | None
    high: float | None
    threshold: float | None
    compared: int | None
    state: MeasuredState
    certain: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Line:
    """What a number must reach, None where too few earlier ones say so; how many do, and in words what it is."""

    value: float | None
    compared: int | None
    words: str


def months_of(period: Period, day: date, held: Iterable[str]) -> tuple[str, ...]:
    """Return the months that a period means at the end of a day.

    Args:
        period: as the board has it.
        day: the day.
        held: months with a number.
    """
    this = YEAR * day.year + day.month - 1
    over = this if (day + timedelta(days=1)).day == 1 else this - 1
    last = this if period.until == "this" else over
    if period.until == "latest":
        last = max((number for month in held if (number := number_of(month)) <= over), default=over)
    return tuple(map(month_of, range(last - period.months + 1, last + 1)))


def judge(threshold: Threshold, panel: Panel, months: tuple[str, ...]) -> Judged:
    """Return the number of some months beside its threshold; later months are not looked at."""
    total = summed(panel, months)
    when = months[0] if len(months) == 1 else f"{months[0]} to {months[-1]}"
    if total.value is None:
        missing = [month for month in months if number_in(panel, month).value is None]
        reason = f"no number for {', '.join(missing)}"
        return Judged(None, total.low, total.high, None, None, "no data", False, reason)
    line = line_of(threshold, panel, months)
    reason = f"{say(total.value)} in {when}; {line.words}"
    if line.value is None:
        return Judged(total.value, total.low, total.high, None, line.compared, "no data", False, reason)
    met = reaches(threshold, total.value, line.value)
    ends = (total.low, total.high)
    certain = all(end is not None and reaches(threshold, end, line.value) == met for end in ends)
    state: MeasuredState = "met" if met else "not met"
    return Judged(total.value, *ends, line.value, line.compared, state, certain, reason)


def reaches(threshold: Threshold, value: float, line: float) -> bool:
    """Tell whether a number meets a threshold; what is usual itself is neither a rise nor a fall."""
    match threshold.comparison, threshold.value:
        case ("at_least", _):
            return value >= line
        case ("at_most", _):
            return value <= line
        case ("rises_to", _):
            return value >= line and value > 0
        case ("falls_to", _):
            return value <= line
        case (_, "high"):
            return value > line
        case _:
            return value < line


def line_of(threshold: Threshold, panel: Panel, months: tuple[str, ...]) -> Line:
    """Return what a number is held against."""
    asked = threshold.value
    if threshold.comparison == "record":
        return record_of(panel, months, most=asked == "high")
    if threshold.comparison in ("at_least", "at_most"):
        return Line(float(asked), None, say_threshold(threshold))
    numbers = usual(panel, months, season=threshold.compared_with == "season")
    least = LEAST[threshold.compared_with]
    of = f"{len(numbers)} numbers of the {threshold.compared_with}"
    if len(numbers) < least:
        return Line(None, len(numbers), f"{of} to compare with, at least {least} needed")
    mean = len(months) * sum(numbers) / len(numbers)
    if mean == 0 and threshold.comparison == "falls_to":
        return Line(None, len(numbers), f"the mean of {of} is 0, below which nothing falls")
    return Line(mean * float(asked), len(numbers), f"{say_threshold(threshold)}, {say(mean)} of {of}")


def usual(panel: Panel, months: tuple[str, ...], *, season: bool) -> list[float]:
    """Return the numbers of the twelve months before, or of the same calendar months of all former years."""
    first, wanted = number_of(months[0]), {month[-2:] for month in months}
    return [
        number.value
        for month, number in sorted(panel.items())
        if number.value is not None
        and (
            number_of(month) < first and month[-2:] in wanted
            if season
            else first - YEAR <= number_of(month) < first
        )
    ]


def record_of(panel: Panel, months: tuple[str, ...], *, most: bool) -> Line:
    """Return the most, or the least, that as many months in a row had before."""
    span, first = len(months), number_of(months[0])
    starts = (number_of(month) for month in panel)
    sums = [
        total
        for start in starts
        if start + span <= first
        and (total := summed(panel, tuple(map(month_of, range(start, start + span)))).value) is not None
    ]
    if len(sums) < LEAST_FOR_RECORD:
        return Line(
            None,
            len(sums),
            f"{len(sums)} earlier numbers to compare with, at least {LEAST_FOR_RECORD} needed",
        )
    line = max(sums) if most else min(sums)
    return Line(
        line, len(sums), f"the {'most' if most else 'least'} of {len(sums)} earlier numbers is {say(line)}"
    )


def summed(panel: Panel, months: tuple[str, ...]) -> Number:
    """Return the sum of some months; what one of them leaves unknown is unknown."""
    numbers = [number_in(panel, month) for month in months]
    return Number(
        total([number.value for number in numbers]), total([number.low for number in numbers]),
        total([number.high for number in numbers]),
    )  # fmt: skip


def total(values: list[float | None]) -> float | None:
    """Return a sum, None where a part of it is not known."""
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None


def number_in(panel: Panel, month: str) -> Number:
    """Return the number of a month."""
    return panel.get(month, Number(None))


def say_threshold(threshold: Threshold) -> str:
    """Return a threshold in words."""
    asked, usually = threshold.value, f"the mean of the {threshold.compared_with}"
    if isinstance(asked, str):
        return "more than ever before" if asked == "high" else "less than ever before"
    bound = f"at {'least' if threshold.comparison in UPWARD else 'most'} {asked:g}"
    return f"{bound} times {usually}" if threshold.comparison in ("rises_to", "falls_to") else bound


def say(value: float) -> str:
    """Return a number as it is read."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


def number_of(month: str) -> int:
    """Return a month, "YYYY-MM", as a count of months."""
    return YEAR * int(month[:4]) + int(month[5:7]) - 1


def month_of(number: int) -> str:
    """Return the month of a count of months."""
    return f"{number // YEAR:04}-{number % YEAR + 1:02}"
