"""Say what an alert is: which rule raised it, on which claims, and what became of each delivery."""

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from fogline.model.ids import content_id
from fogline.model.records import Record

__all__ = ["ALERT_RULES", "SHOWN", "Alert", "AlertKept", "AlertRule", "Delivery", "DeliveryState", "Standing"]

SHOWN = "stdout"
"""The target of a rule that names none: the program prints the alert."""

AlertRule: TypeAlias = Literal["contested", "denial", "threshold", "odds"]
ALERT_RULES: tuple[AlertRule, ...] = get_args(AlertRule)

DeliveryState: TypeAlias = Literal["waiting", "trying", "sent", "failed", "given up"]
"""`trying` that is left over from a program that ended stays so: whether it was sent is not known, and it is not
sent again. `failed` is tried again later, `given up` no more."""


@dataclass(frozen=True, slots=True)
class Standing(Record):
    """Something that a rule asks for and that is so: what it is known by, what it is, the claims that it rests on.

    `names` are ids; it is the same thing as long as one of them is. `reports` are where the claims stand.
    """

    names: tuple[str, ...]
    words: str
    claims: tuple[str, ...]
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Alert(Record):
    """An alert: the rule by its name and in words, what it found, and the claims that it rests on.

    `words` and `claims` are empty once a report was erased that they rest on.
    """

    rule: str
    trigger: str
    names: tuple[str, ...]
    words: str
    claims: tuple[str, ...]
    reports: tuple[str, ...]
    to: tuple[str, ...]
    at: str
    id: str = ""

    @classmethod
    def of(cls, rule: str, trigger: str, standing: Standing, *, to: tuple[str, ...], at: str) -> "Alert":
        """Return the alert of something that came to stand."""
        known = content_id("w", rule, standing.names, at)
        return cls(
            rule, trigger, standing.names, standing.words, standing.claims, standing.reports, to, at, known
        )


@dataclass(frozen=True, slots=True)
class Delivery(Record):
    """What became of an alert on its way to one target; `why` says it of the last failure."""

    to: str
    state: DeliveryState = "waiting"
    tries: int = 0
    at: str | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class AlertKept(Record):
    """An alert that is kept, with its deliveries."""

    alert: Alert
    deliveries: tuple[Delivery, ...]
