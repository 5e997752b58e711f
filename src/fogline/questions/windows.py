"""Find the window of a question: from which day to which day, both included, what it asks about may happen."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

__all__ = ["DAY", "MONTHS", "Window", "day_in", "window_in"]

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
MONTH = rf"(?:{'|'.join(m.title() for m in MONTHS)}|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?"
DAY = (
    rf"(?:\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH}(?:,?\s+\d{{4}})?"
    rf"|{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?!\d)(?:,?\s+\d{{4}})?)"
)
NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "twelve": 12,
}  # fmt: skip
UNITS = {"day": 1, "week": 7, "month": 30, "year": 365}
LENGTH = rf"(?:the\s+)?(?:next|coming)?\s*(?P<count>\d+|{'|'.join(NUMBERS)})?\s*(?P<unit>{'|'.join(UNITS)})s?"

BETWEEN = re.compile(
    rf"\b(?:between|from)\s+(?:now\s+and\s+)?(?P<first>{DAY})?\s*(?:and|to|until|through)?\s*(?P<last>{DAY})",
    re.I,
)
BEFORE_DAY = re.compile(rf"\b(?:before|prior\s+to)\W{{0,4}}(?P<day>{DAY})", re.I)
BY_DAY = re.compile(
    rf"\b(?:by|until|through|till|up\s+to|no\s+later\s+than|on\s+or\s+before|on)\W{{0,4}}(?:the\s+)?(?P<day>{DAY})",
    re.I,
)
DAYS_BEFORE = re.compile(rf"\b(?P<days>\d+)\s+days\s+(?:before|preceding|up\s+to)\s+(?P<day>{DAY})", re.I)
BEFORE_YEAR = re.compile(r"\b(?:before)\s+(?P<year>(?:19|20)\d{2})\b", re.I)
END_OF = re.compile(
    rf"\b(?:end\s+of|through|by|until)\s+(?:the\s+end\s+of\s+)?(?P<month>{MONTH})?\s*(?P<year>(?:19|20)\d{{2}})?\b",
    re.I,
)
IN_MONTH = re.compile(rf"\b(?:in|during)\s+(?P<month>{MONTH})\s*,?\s*(?P<year>(?:19|20)\d{{2}})?\b", re.I)
TWO_MONTHS = re.compile(
    rf"\b(?:in|during|from)\s+(?P<month>{MONTH})\s+(?:or|and|to|through)\s+(?P<last>{MONTH})\s*,?\s*(?P<year>(?:19|20)\d{{2}})?\b",
    re.I,
)
MONTH_ITSELF = re.compile(rf"\b(?:will|does|is)\s+(?P<month>{MONTH})\s+(?P<year>(?:19|20)\d{{2}})\b", re.I)
IN_YEAR = re.compile(r"\b(?:in|during)\s+(?P<year>(?:19|20)\d{2})\b", re.I)
WITHIN = re.compile(rf"\b(?:within|in|over|during)\s+{LENGTH}\b", re.I)


@dataclass(frozen=True, slots=True)
class Window:
    """First and last day, both included; `words` are those of the question that give it."""

    opens: date
    closes: date
    words: str


def window_in(text: str, *, asked: date) -> Window | None:
    """Return the window that a question's words give, None where they give none.

    "Before" a day ends on the day before it, "by" a day on that day. A day
    without a year is the first such day after the question was asked.
    """
    if (found := DAYS_BEFORE.search(text)) and (due := day_in(found["day"], after=asked)):
        return Window(due - timedelta(days=int(found["days"])), due - timedelta(days=1), found[0])
    if found := BETWEEN.search(text):
        last = day_in(found["last"], after=asked)
        first = day_in(found["first"], after=asked) if found["first"] else asked
        if first and last and first <= last:
            return Window(first, last, found[0])
    if (found := BEFORE_DAY.search(text)) and (day := day_in(found["day"], after=asked)):
        return Window(asked, day - timedelta(days=1), found[0])
    if (found := BY_DAY.search(text)) and (day := day_in(found["day"], after=asked)):
        return Window(asked, day, found[0])
    return window_of_months(text, asked) or window_of_length(text, asked)


def window_of_months(text: str, asked: date) -> Window | None:
    """Return the window where a question names a month or a year."""
    if found := BEFORE_YEAR.search(text):
        return Window(asked, date(int(found["year"]) - 1, 12, 31), found[0])
    if found := TWO_MONTHS.search(text):
        first = month_in(found["month"], found["year"], asked)
        last = month_in(found["last"], found["year"], first)
        if first <= last:
            return Window(first, last_day(last), found[0].strip())
    if found := IN_MONTH.search(text) or MONTH_ITSELF.search(text):
        first = month_in(found["month"], found["year"], asked)
        return Window(first, last_day(first), found[0].strip())
    for found in END_OF.finditer(text):
        if found["month"]:
            return Window(asked, last_day(month_in(found["month"], found["year"], asked)), found[0].strip())
        if found["year"]:
            return Window(asked, date(int(found["year"]), 12, 31), found[0])
        if found[0].lower().startswith("end of") and re.match(
            r"\s*(?:the|this)\s+year", text[found.end() :], re.I
        ):
            return Window(asked, date(asked.year, 12, 31), found[0])
    if found := IN_YEAR.search(text):
        year = int(found["year"])
        return Window(max(asked, date(year, 1, 1)), date(year, 12, 31), found[0])
    return None


def window_of_length(text: str, asked: date) -> Window | None:
    """Return the window where a question gives its length: "within 90 days", "this year"."""
    if found := WITHIN.search(text):
        count = found["count"] or "one"
        number = int(count) if count.isdigit() else NUMBERS[count.lower()]
        return Window(asked, asked + timedelta(days=number * UNITS[found["unit"].lower()]), found[0])
    if found := re.search(r"\bthis\s+(month|year)\b", text, re.I):
        last = last_day(asked) if found[1].lower() == "month" else date(asked.year, 12, 31)
        return Window(asked, last, found[0])
    if found := re.search(r"\bnext\s+month\b", text, re.I):
        first = last_day(asked) + timedelta(days=1)
        return Window(first, last_day(first), found[0])
    return None


def day_in(words: str, *, after: date) -> date | None:
    """Return the day that words such as "3 May 2024", "May 3" or "2024-05-03" name; None where there is none such."""
    if iso := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", words):
        return made_day(int(iso[1]), int(iso[2]), int(iso[3]))
    month = re.search(MONTH, words, re.I)
    number = re.search(r"(?<!\d)\d{1,2}(?!\d)", words)
    year = re.search(r"\d{4}", words)
    if month is None or number is None:
        return None
    at = month_number(month[0])
    if year:
        return made_day(int(year[0]), at, int(number[0]))
    this = made_day(after.year, at, int(number[0]))
    return this if this and this >= after else made_day(after.year + 1, at, int(number[0]))


def made_day(year: int, month: int, day: int) -> date | None:
    """Return a day, None where the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_in(name: str, year: str | None, asked: date) -> date:
    """Return the first day of a month; without a year that of the next one that has not ended."""
    number = month_number(name)
    if year:
        return date(int(year), number, 1)
    return date(asked.year + (number < asked.month), number, 1)


def month_number(name: str) -> int:
    """Return 1 to 12."""
    return next(i for i, month in enumerate(MONTHS, 1) if month.startswith(name.lower()[:3]))


def last_day(day: date) -> date:
    """Return the last day of a day's month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])
