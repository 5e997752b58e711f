"""Say what a board shows: indicators with the claims and numbers behind them, an arrow for the past, alerts ahead."""

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from fogline.model.records import Record
from fogline.model.vocabulary import Certainty, Polarity, Stance

__all__ = [
    "ALERT_KINDS", "CONDITION_STATES", "MEASURED_STATES", "OUTLOOK", "SIDES", "AlertKind", "AlertSeen", "ArrowSeen",
    "BoardSeen", "ConditionSeen", "ConditionState", "Direction", "MeasuredSeen", "MeasuredState", "Side", "Speaking",
]  # fmt: skip

Side: TypeAlias = Literal["for", "against", "outlook", "open"]
"""How a claim speaks to a condition. `outlook`: of what is to come or would be; `open`: it only asks, or
is most likely misread and waits for a person."""

SIDES: tuple[Side, ...] = get_args(Side)

MeasuredState: TypeAlias = Literal["met", "not met", "no data"]
MEASURED_STATES: tuple[MeasuredState, ...] = get_args(MeasuredState)

ConditionState: TypeAlias = Literal["met", "contested", "signs", "against", "silent"]
"""`met`: enough origins speak for it and none against. `contested`: some for, some against. `signs`: some for,
too few. `against`: none for, some against. `silent`: neither."""

CONDITION_STATES: tuple[ConditionState, ...] = get_args(ConditionState)

OUTLOOK = "outlook"
"""What an alert asks of a condition of which it is enough that somebody foretells it."""

Direction: TypeAlias = Literal["deteriorated", "improved", "unchanged", "no data"]
AlertKind: TypeAlias = Literal["conflict risk", "resolution opportunity"]
ALERT_KINDS: tuple[AlertKind, ...] = get_args(AlertKind)


@dataclass(frozen=True, slots=True)
class Speaking(Record):
    """A claim that speaks to a condition: who says what, when, with which grade.

    `origin` is shared by copies of one text. `taken_back` is set where the same
    voice told otherwise later: such a claim is shown and does not count.
    """

    claim: str
    report: str
    origin: str
    published: str | None
    outlet: str | None
    sayer: str | None
    side: Side
    stance: Stance
    polarity: Polarity
    certainty: Certainty
    confidence: float
    grade: str | None
    quote: str
    taken_back: bool


@dataclass(frozen=True, slots=True)
class ConditionSeen(Record):
    """A condition to watch with all claims that speak to it, the earliest first.

    `origins` counts independent origins that speak for it, against it and of it as
    to come. `then` says what would follow, `trigger` what must be for it to be met,
    `reason` in one line why it stands as it does.
    """

    id: str
    name: str
    then: str | None
    state: ConditionState
    trigger: str
    reason: str
    origins: dict[str, int]
    for_: tuple[Speaking, ...]
    against: tuple[Speaking, ...]
    outlook: tuple[Speaking, ...]
    open: tuple[Speaking, ...]


@dataclass(frozen=True, slots=True)
class MeasuredSeen(Record):
    """A measure beside its threshold.

    `first` and `last` are the months that the number covers; `threshold` is what it
    is held against and `compared` how many earlier numbers that rests on, None where
    the threshold is written in the board. `certain` says whether the whole range from
    `low` to `high` gives the same answer. `claims` are those that the number counts,
    for the casebook's own series; an imported one has its `source`.
    """

    id: str
    name: str
    series: str
    source: str | None
    unit: str | None
    area: str
    first: str
    last: str
    value: float | None
    low: float | None
    high: float | None
    threshold: float | None
    compared: int | None
    state: MeasuredState
    certain: bool
    trigger: str
    reason: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ArrowSeen(Record):
    """Where things went in the past month."""

    month: str
    direction: Direction
    trigger: str
    reason: str


@dataclass(frozen=True, slots=True)
class AlertSeen(Record):
    """An alert about what may come, raised or not."""

    id: str
    kind: AlertKind
    name: str
    raised: bool
    trigger: str
    reason: str


@dataclass(frozen=True, slots=True)
class BoardSeen(Record):
    """A board at the end of a day.

    `written` is the digest of the file that defines it. `as_of` and
    `published_until` are the clocks that were asked for, None where none was.
    """

    name: str
    title: str
    about: str
    written: str
    day: str
    as_of: str | None
    published_until: str | None
    arrow: ArrowSeen | None
    alerts: tuple[AlertSeen, ...]
    measured: tuple[MeasuredSeen, ...]
    conditions: tuple[ConditionSeen, ...]
