"""Fit a question that counts to the series that settles it: to its whole months, and to a number of its past.

The mean or the record that a question is held against is written into it when it is
asked: what a later release says of the past does not change the question.
"""

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

from fogline.model.question import Question
from fogline.questions.areas import load_areas
from fogline.questions.outlook import level_of, past_of, window_of
from fogline.questions.series import ANY_SERIES, HeldSeries

__all__ = ["fitted"]

MIDDLE = 15


def fitted(question: Question, series: HeldSeries) -> Question:
    """Return a question with the source, the whole months and the yardstick's value of the series that settles it."""
    named = replace(
        question, source=series.source if question.source == ANY_SERIES else question.source,
        assumed=tuple(one.replace(ANY_SERIES, series.source) for one in question.assumed),
    )  # fmt: skip
    return with_level(in_whole_months(named), series)


def in_whole_months(question: Question) -> Question:
    """Return a question whose window begins and ends with a month, as a monthly series can settle; said aloud.

    Days that the question itself begins with, and those of a rule, stay.
    """
    if question.opens != question.asked or question.criteria.strip():
        return question
    opens, closes = date.fromisoformat(question.opens), date.fromisoformat(question.closes)
    first = opens.replace(day=1)
    if opens.day > MIDDLE:
        first = first_of_next(first)
    last = last_of(closes) if closes.day >= MIDDLE else closes.replace(day=1) - timedelta(days=1)
    if last < first or last.isoformat() < question.asked or (first, last) == (opens, closes):
        return question
    said = (
        f"{question.opens} to {question.closes} is taken as {first} to {last}: the series counts whole months"
    )
    return replace(
        question, opens=first.isoformat(), closes=last.isoformat(), assumed=(*question.assumed, said)
    )


def with_level(question: Question, series: HeldSeries) -> Question:
    """Return a question with the value of the mean or the record that it is held against, where the series has it."""
    yardstick, area = question.yardstick, load_areas().get(question.area or "")
    if yardstick is None or area is None or yardstick.value is not None:
        return question
    past = past_of(series, area, question.asked)
    level = None if past is None else level_of(yardstick, past, window_of(question, past))
    if level is None:
        return question
    return replace(question, yardstick=replace(yardstick, value=level / yardstick.times - yardstick.plus))


def first_of_next(first: date) -> date:
    """Return the first day of the month after that of a first day."""
    return last_of(first) + timedelta(days=1)


def last_of(day: date) -> date:
    """Return the last day of a day's month."""
    return day.replace(day=monthrange(day.year, day.month)[1])
