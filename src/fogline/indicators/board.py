"""Read a board: the TOML document in which a user defines indicators, an arrow for the past and alerts ahead.

Everything that is checked without a casebook is checked here: names, kinds of values,
and that arrow and alerts name indicators of this board.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from fogline.errors import PluginInvalid
from fogline.model.board import ALERT_KINDS, CONDITION_STATES, MEASURED_STATES, OUTLOOK, AlertKind

__all__ = [
    "Alert", "Arrow", "Board", "Comparison", "Condition", "MeasuredIndicator", "Period", "Reference", "Rule",
    "Table", "Threshold", "parse_board",
]  # fmt: skip

KEY = re.compile(r"[a-z0-9][a-z0-9_-]*")
PERIOD = re.compile(r"(this|last|latest) month|last ([2-9]|[1-9][0-9]) months")
COMPARED_WITH = ("year before", "season")
HINT = "docs/how-to/watch-conditions.md shows a whole board"

Comparison: TypeAlias = Literal["at_least", "at_most", "rises_to", "falls_to", "record"]
Kind: TypeAlias = type | tuple[type, ...]
COMPARISONS: Mapping[Comparison, tuple[Kind, str]] = {
    "at_least": ((int, float), "a number"),
    "at_most": ((int, float), "a number"),
    "rises_to": ((int, float), "how many times what is usual, such as 2.0"),
    "falls_to": ((int, float), "which share of what is usual, such as 0.5"),
    "record": (str, '"high" or "low"'),
}


@dataclass(frozen=True, slots=True)
class Period:
    """Which months a number covers: `months` whole ones up to the last, or the one that the day lies in ("this").

    `until` is "last", the last month that is over; "this"; or "latest", the last one with a number.
    """

    until: Literal["last", "this", "latest"]
    months: int = 1


@dataclass(frozen=True, slots=True)
class Threshold:
    """What a number is held against; `compared_with` stands with `rises_to` and `falls_to`."""

    comparison: Comparison
    value: float | str
    compared_with: Literal["year before", "season"] = "year before"


@dataclass(frozen=True, slots=True)
class MeasuredIndicator:
    """A series in an area and a period, with its threshold."""

    id: str
    name: str
    series: str
    source: str | None
    area: str
    party: str | None
    period: Period
    threshold: Threshold


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition to watch: which claims speak to it, and how many origins must.

    A claim speaks to it when one of `words` stands in its sentence or its event is of one of `types`; and, where
    given, one of `also` stands there too, one of `parties` is named, its place lies in `place`, and it was published
    in the last `days`. One of `turned_by` in the sentence makes it speak the other way.
    """

    id: str
    name: str
    then: str | None
    words: tuple[str, ...]
    types: tuple[str, ...]
    also: tuple[str, ...]
    turned_by: tuple[str, ...]
    parties: tuple[str, ...]
    place: str | None
    days: int | None
    at_least: int


@dataclass(frozen=True, slots=True)
class Reference:
    """An indicator in a state, as arrow and alerts name it: "weapons", "weapons:contested"."""

    id: str
    state: str = "met"

    def __str__(self) -> str:
        return self.id if self.state == "met" else f"{self.id}:{self.state}"


@dataclass(frozen=True, slots=True)
class Rule:
    """At least so many of some indicators are as they are named."""

    of: tuple[Reference, ...]
    at_least: int = 1


@dataclass(frozen=True, slots=True)
class Arrow:
    """What makes the past month a worse or a better one."""

    deteriorated: Rule | None
    improved: Rule | None


@dataclass(frozen=True, slots=True)
class Alert:
    """What raises an alert about what may come."""

    id: str
    kind: AlertKind
    name: str
    rule: Rule


@dataclass(frozen=True, slots=True)
class Board:
    """A board as it is written."""

    title: str
    about: str
    measured: tuple[MeasuredIndicator, ...]
    conditions: tuple[Condition, ...]
    arrow: Arrow | None
    alerts: tuple[Alert, ...]


class Table:
    """A table of the document, whose keys are taken one by one; what is left over is unknown."""

    def __init__(self, values: Mapping[str, Any], where: str, hint: str = HINT) -> None:
        self.where, self.hint = where, hint
        self.left = dict(values)
        self.known: list[str] = []

    def take(self, key: str, kind: Kind, expected: str, default: Any = ...) -> Any:
        """Return a key's value; without `default` it must be there."""
        self.known.append(key)
        if key not in self.left:
            if default is ...:
                raise self.wrong(key, "nothing", expected)
            return default
        value = self.left.pop(key)
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool) or value in ("", []):
            raise self.wrong(key, repr(value), expected)
        return value

    def text(self, key: str, default: Any = ...) -> Any:
        """Return a text."""
        return self.take(key, str, "a text in quotes", default)

    def words(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, empty when it is left out."""
        expected = "a list of texts in quotes"
        listed = self.take(key, list, expected, ())
        if not all(isinstance(one, str) and one.strip() for one in listed):
            raise self.wrong(key, repr(listed), expected)
        return tuple(listed)

    def count(self, key: str, default: int | None) -> Any:
        """Return a whole number of at least 1."""
        expected = "a whole number of at least 1"
        value = self.take(key, int, expected, default)
        if value is not None and value < 1:
            raise self.wrong(key, repr(value), expected)
        return value

    def choice(self, key: str, choices: Sequence[str], default: Any = ...) -> Any:
        """Return one of some words."""
        expected = " or ".join(f'"{one}"' for one in choices)
        value = self.take(key, str, expected, default)
        if value not in choices:
            raise self.wrong(key, repr(value), expected)
        return value

    def tables(self, key: str) -> list["Table"]:
        """Return the tables of a list of them, `[[key]]`, each named by its number."""
        expected = f"tables, each under [[{key}]]"
        listed = self.take(key, list, expected, [])
        if not all(isinstance(one, Mapping) for one in listed):
            raise self.wrong(key, repr(listed), expected)
        return [
            Table(one, f"{self.where}: {key} {number}", self.hint)
            for number, one in enumerate(listed, start=1)
        ]

    def table(self, key: str, form: str) -> "Table | None":
        """Return a table, None when it is left out."""
        value = self.take(key, dict, f"a table, {form}", None)
        return None if value is None else Table(value, f"{self.where}: {key}", self.hint)

    def done(self) -> None:
        """Refuse what nobody took."""
        if self.left:
            key = next(iter(self.left))
            raise self.wrong(key, "a key that is not known", f"one of {', '.join(self.known)}")

    def wrong(self, key: str, found: str, expected: str, hint: str | None = None) -> PluginInvalid:
        """Say what a key should be."""
        return PluginInvalid(
            f"{self.where}: {key}: found {found}, expected {expected}", hint=hint or self.hint
        )


def parse_board(document: Mapping[str, Any], *, where: str) -> Board:
    """Return the board of a TOML document.

    Raises:
        PluginInvalid: a key is missing, unknown or of another kind, or a rule names what the board has not.
    """
    top = Table(document, where)
    title, about, area = top.text("title"), top.text("about", ""), top.text("area", None)
    measured = tuple(measured_of(one, area) for one in top.tables("measured"))
    conditions = tuple(condition_of(one) for one in top.tables("condition"))
    states = {
        **{one.id: tuple(MEASURED_STATES) for one in measured},
        **{one.id: (*CONDITION_STATES, OUTLOOK) for one in conditions},
    }
    ids = [*(one.id for one in measured), *(one.id for one in conditions)]
    if not ids:
        raise top.wrong("measured", "no indicator", "at least one [[measured]] or [[condition]]")
    if twice := sorted({id for id in ids if ids.count(id) > 1}):
        raise top.wrong("id", f"{twice[0]!r} twice", "an id of its own for each indicator")
    unfinished = {one.id for one in measured if one.period.until == "this"}
    past_states = {
        id: tuple(state for state in held if state != OUTLOOK)
        for id, held in states.items()
        if id not in unfinished
    }
    arrow = top.table("arrow", '[arrow], with deteriorated = { of = ["deaths"] }')
    alerts = tuple(alert_of(one, states) for one in top.tables("alert"))
    board = Board(
        title, about, measured, conditions, None if arrow is None else arrow_of(arrow, past_states), alerts
    )
    top.done()
    return board


def measured_of(table: Table, area: str | None) -> MeasuredIndicator:
    """Return a measured indicator."""
    id = id_of(table)
    indicator = MeasuredIndicator(
        id, table.text("name", id), table.text("series"), table.text("source", None),
        table.text("area") if area is None else table.text("area", area), table.text("party", None),
        period_of(table), threshold_of(table),
    )  # fmt: skip
    table.done()
    return indicator


def period_of(table: Table) -> Period:
    """Return which months a number covers."""
    written = table.text("period", "last month")
    match = PERIOD.fullmatch(written)
    if match is None:
        raise table.wrong(
            "period", repr(written), '"last month", "this month", "latest month" or "last N months", N from 2 to 99'
        )  # fmt: skip
    return Period("last", int(match[2])) if match[2] else Period(match[1])  # type: ignore[arg-type]


def threshold_of(table: Table) -> Threshold:
    """Return the one threshold of a measured indicator."""
    given = [key for key in COMPARISONS if key in table.left]
    if len(given) != 1:
        raise table.wrong(
            "threshold", " and ".join(given) or "none", f"exactly one of {', '.join(COMPARISONS)}"
        )
    comparison: Comparison = given[0]
    value = table.take(comparison, *COMPARISONS[comparison])
    if comparison == "record" and value not in ("high", "low"):
        raise table.wrong(comparison, repr(value), COMPARISONS[comparison][1])
    if comparison in ("rises_to", "falls_to"):
        if not (value > 1 if comparison == "rises_to" else 0 <= value < 1):
            raise table.wrong(
                comparison, repr(value), "more than 1" if comparison == "rises_to" else "0 to 1"
            )
        return Threshold(
            comparison, float(value), table.choice("compared_with", COMPARED_WITH, "year before")
        )
    return Threshold(comparison, value if comparison == "record" else float(value))


def condition_of(table: Table) -> Condition:
    """Return a condition to watch."""
    id = id_of(table)
    condition = Condition(
        id=id, name=table.text("name", id), then=table.text("then", None), words=table.words("words"),
        types=table.words("types"), also=table.words("also"), turned_by=table.words("turned_by"),
        parties=table.words("parties"), place=table.text("place", None), days=table.count("days", None),
        at_least=table.count("at_least", 1),
    )  # fmt: skip
    if not condition.words and not condition.types:
        raise table.wrong("words", "neither words nor types", "what tells the claims that speak to it")
    if bare := [
        word for word in (*condition.words, *condition.also, *condition.turned_by) if not word.strip("* ")
    ]:
        raise table.wrong("words", repr(bare[0]), "a word, or the beginning of one with * behind it")
    table.done()
    return condition


def arrow_of(table: Table, states: Mapping[str, Sequence[str]]) -> Arrow:
    """Return the arrow. What is only foretold, and a month that is not over, are none of its business."""
    rules = {}
    for direction in ("deteriorated", "improved"):
        one = table.table(direction, '{ of = ["deaths"] }')
        rules[direction] = None if one is None else rule_of(one, states)
        if one is not None:
            one.done()
    table.done()
    if rules == {"deteriorated": None, "improved": None}:
        raise table.wrong("deteriorated", "no trigger", "deteriorated, improved or both")
    return Arrow(**rules)


def alert_of(table: Table, states: Mapping[str, Sequence[str]]) -> Alert:
    """Return an alert."""
    id = id_of(table)
    alert = Alert(id, table.choice("kind", ALERT_KINDS), table.text("name", id), rule_of(table, states))
    table.done()
    return alert


def rule_of(table: Table, states: Mapping[str, Sequence[str]]) -> Rule:
    """Return a rule, whose indicators must be those of the board, in states that they can have."""
    of = table.words("of")
    if not of:
        raise table.wrong("of", "no indicator", "the ids of some")
    references = []
    for written in of:
        id, _, state = written.partition(":")
        if id not in states:
            raise table.wrong("of", repr(written), f"ids that can stand here: {', '.join(states) or 'none'}")
        if (state or "met") not in states[id]:
            expected = f"a state that it can have here: {', '.join(states[id])}"
            raise table.wrong("of", repr(written), expected)
        references.append(Reference(id, state or "met"))
    at_least = table.count("at_least", 1)
    if at_least > len(references):
        raise table.wrong("at_least", str(at_least), f"at most {len(references)}, as many as `of` names")
    return Rule(tuple(references), at_least)


def id_of(table: Table) -> str:
    """Return the id of a table, and name the table by it from here on."""
    id: str = table.text("id")
    if not KEY.fullmatch(id):
        raise table.wrong("id", repr(id), "small letters, digits, - and _")
    table.where = f"{table.where} ({id})"
    return id
