"""Turn what a user asks for into conditions of SQL, with every value bound."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from fogline.errors import SettingInvalid

__all__ = [
    "Condition", "any_of", "between_days", "equals", "has_name", "in_place", "iso_day", "mentions", "name_among",
    "name_pattern", "plainer", "starts_with", "where",
]  # fmt: skip

Condition = tuple[str, tuple[Any, ...]]
"""An expression with `?` for each value, and the values."""

# RE2's own \b knows only ASCII letters.
BEFORE, AFTER = r"(^|[^\pL\pN])", r"($|[^\pL\pN])"
DAY = len("2022-05-20")


def where(conditions: Iterable[Condition]) -> Condition:
    """Return all conditions as one clause, "" when there are none."""
    listed = list(conditions)
    clause = " and ".join(f"({expression})" for expression, _ in listed)
    return (f"where {clause}" if clause else ""), tuple(value for _, values in listed for value in values)


def any_of(conditions: Iterable[Condition]) -> Condition:
    """Return that one of some conditions holds."""
    listed = list(conditions)
    clause = " or ".join(f"coalesce(({expression}), false)" for expression, _ in listed)
    return clause, tuple(value for _, values in listed for value in values)


def equals(column: str, value: str | Sequence[str] | None) -> list[Condition]:
    """Return that a column is one of some words, case apart; no condition for None."""
    if value is None:
        return []
    words = [value] if isinstance(value, str) else list(value)
    return [(f"list_contains(?, lower({column}))", ([word.lower() for word in words],))]


def starts_with(column: str, value: str | None) -> list[Condition]:
    """Return that a column begins with some text; no condition for None."""
    return [] if value is None else [(f"starts_with({column}, ?)", (value,))]


def mentions(column: str, value: str | None) -> list[Condition]:
    """Return that a column has some words in it, case and accents apart; no condition for None."""
    return [] if value is None else [(f"contains(strip_accents(lower({column})), ?)", (plainer(value),))]


def between_days(column: str, since: str | date | None, until: str | date | None) -> list[Condition]:
    """Return that a column's ISO 8601 text is of these days or between; no condition for None."""
    conditions: list[Condition] = []
    if since is not None:
        conditions.append((f"substr({column}, 1, {DAY}) >= ?", (iso_day(since),)))
    if until is not None:
        conditions.append((f"substr({column}, 1, {DAY}) <= ?", (iso_day(until),)))
    return conditions


def has_name(columns: Iterable[tuple[str, str]], names: Sequence[str], actors: Sequence[str]) -> Condition:
    """Return that one of some columns holds one of some names as whole words, or the column beside it an actor's id."""
    expressions, values = [], []
    for name_column, actor_column in columns:
        expressions.append(f"coalesce(regexp_matches(strip_accents(lower({name_column})), ?), false)")
        expressions.append(f"coalesce(list_contains(?, {actor_column}), false)")
        values += [name_pattern(names), list(actors)]
    return " or ".join(expressions), tuple(values)


def in_place(place: str) -> Condition:
    """Return that one of a claim's places has a name or an id, or lies in what has it."""
    fields = ", ".join(f"coalesce(place.{field}, '')" for field in ("name", "admin1", "admin2"))
    named = name_among(f"flatten([[{fields}] for place in places])")
    whole = "len(list_filter(places, lambda place: place.id = ? or lower(place.country) = ?)) > 0"
    return f"{named} or {whole}", (name_pattern([place]), place, place.lower())


def name_among(names: str) -> str:
    """Return that a pattern of names, the one value, is found in a list of texts.

    The texts are looked through as lines of one: within a lambda each text would cost a pattern of its own.
    """
    return f"regexp_matches(strip_accents(lower(nullif(array_to_string({names}, chr(10)), ''))), ?)"


def name_pattern(names: Sequence[str]) -> str:
    """Return an RE2 pattern that finds one of some names as whole words in text without case and accents."""
    listed = "|".join(re.escape(plainer(name)) for name in names)
    return f"{BEFORE}({listed}){AFTER}"


def plainer(name: str) -> str:
    """Return a name without case and accents, as DuckDB's lower and strip_accents make it."""
    decomposed = unicodedata.normalize("NFD", name.lower())
    return "".join(character for character in decomposed if unicodedata.category(character) != "Mn")


def iso_day(day: str | date) -> str:
    """Return a day as ISO 8601.

    Raises:
        SettingInvalid: it is no day.
    """
    if isinstance(day, date):
        return day.isoformat()[:DAY]
    try:
        return (datetime if len(day) > DAY else date).fromisoformat(day).isoformat()[:DAY]
    except ValueError as error:
        raise SettingInvalid(
            f"day: found {day!r}, expected an ISO 8601 date", hint="write it as 2022-05-20"
        ) from error
