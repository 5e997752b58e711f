"""Measure how far coders agree about the same reports: Krippendorff's alpha, field by field.

alpha = 1 - observed disagreement / disagreement expected by chance. It is 1 where
coders always agree, 0 where they agree as often as dice would, and below 0 where
they agree less. It takes any number of coders and bears with missing values.

Source: Krippendorff, "Computing Krippendorff's Alpha-Reliability", 2011. Nominal: two values
differ or not. Interval: the square of their difference.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from math import fsum
from typing import Literal

from fogline.model.claim import Claim
from fogline.model.reading import Party
from fogline.model.records import Record
from fogline.model.vocabulary import MEASURES

__all__ = ["Agreement", "Coding", "Metric", "agreements", "alpha", "disagreeing"]

Metric = Literal["nominal", "interval"]
Coding = Mapping[str, Claim | None]
"""What one coder says of each claim that the coder has dealt with: None, that there is none."""

NONE = "none"
"""That a claim names no target is something to agree about too."""


@dataclass(frozen=True, slots=True)
class Agreement(Record):
    """How far coders agree about a field.

    `claims` counts those that two coders or more have coded; `same` those about which
    all of them say the same. `alpha` is None where no two values differ, by
    whomever: what never varies says nothing about coders.
    """

    field: str
    metric: Metric
    alpha: float | None
    claims: int
    same: int


def agreements(codings: Iterable[Coding]) -> tuple[Agreement, ...]:
    """Return the agreement of coders, a row a field; fields that no two coders coded are left out."""
    coded = list(codings)
    rows = []
    for field, metric, value_of in FIELDS:
        units: dict[str, list[Hashable]] = {}
        for coding in coded:
            for unit, claim in coding.items():
                if (value := value_of(claim)) is not None:
                    units.setdefault(unit, []).append(value)
        pairs = [units[unit] for unit in sorted(units) if len(units[unit]) > 1]
        if pairs:
            same = sum(len(set(values)) == 1 for values in pairs)
            rows.append(Agreement(field, metric, alpha(pairs, metric), len(pairs), same))
    return tuple(rows)


def alpha(units: Sequence[Sequence[Hashable]], metric: Metric) -> float | None:
    """Return Krippendorff's alpha, rounded to four places; None where no two values differ.

    Args:
        units: the values that coders gave each unit, in any order; a unit with one value counts for nothing.
        metric: how far two values are apart.
    """
    pairable = [list(values) for values in units if len(values) > 1]
    pooled = [value for values in pairable for value in values]
    if len(pooled) < 2:
        return None
    apart = DISTANCES[metric]
    expected = apart(pooled) / (len(pooled) - 1)
    if expected == 0:
        return None
    observed = fsum(apart(values) / (len(values) - 1) for values in pairable)
    return round(1 - observed / expected, 4)


def differing(values: Sequence[Hashable]) -> float:
    """Return how many ordered pairs of values differ."""
    return float(len(values) ** 2 - sum(count**2 for count in Counter(values).values()))


def squared(values: Sequence[Hashable]) -> float:
    """Return the sum of squared differences over ordered pairs of numbers."""
    numbers = [float(value) for value in values if isinstance(value, int | float)]
    mean = fsum(numbers) / len(numbers)
    return 2 * len(numbers) * fsum((number - mean) ** 2 for number in numbers)


DISTANCES: Mapping[Metric, Callable[[Sequence[Hashable]], float]] = {
    "nominal": differing,
    "interval": squared,
}


def disagreeing(codings: Iterable[Coding]) -> dict[str, tuple[str, ...]]:
    """Return the claims about which two coders differ, each with the fields in which they do."""
    found: dict[str, set[str]] = {}
    for one, other in combinations(list(codings), 2):
        for unit in one.keys() & other.keys():
            for field, _, value_of in FIELDS:
                left, right = value_of(one[unit]), value_of(other[unit])
                both = left is not None and right is not None
                if (both or field == "claim") and left != right:
                    found.setdefault(unit, set()).add(field)
    return {unit: tuple(sorted(found[unit])) for unit in sorted(found)}


def value_of_event(name: str) -> Callable[[Claim | None], Hashable]:
    """Return what gives a plain field of the event, "none" for a judgement."""

    def value(claim: Claim | None) -> Hashable:
        if claim is None:
            return None
        found: Hashable = NONE if claim.event is None else getattr(claim.event, name)
        return NONE if found is None else found

    return value


def party(name: str) -> Callable[[Claim | None], Hashable]:
    """Return what gives a party of the event by its actor, else its name."""

    def value(claim: Claim | None) -> Hashable:
        if claim is None:
            return None
        found: Party | None = None if claim.event is None else getattr(claim.event, name)
        return NONE if found is None else found.actor or found.name.casefold()

    return value


def sayer(claim: Claim | None) -> Hashable:
    """Return the last voice."""
    if claim is None:
        return None
    last = claim.chain[-1]
    return last.actor or (last.sayer or last.kind).casefold()


def place(claim: Claim | None) -> Hashable:
    """Return the main place."""
    if claim is None:
        return None
    if claim.event is None or not claim.event.places:
        return NONE
    return claim.event.places[0].id or claim.event.places[0].name.casefold()


def first_day(claim: Claim | None) -> Hashable:
    """Return the first day of the event's time as a number of days; None where none is known."""
    if claim is None or claim.event is None or claim.event.time is None or claim.event.time.earliest is None:
        return None
    try:
        return date.fromisoformat(claim.event.time.earliest[:10]).toordinal()
    except ValueError:
        return None


def loss(measure: str) -> Callable[[Claim | None], Hashable]:
    """Return what gives the sum of a measure's lower bounds, or of its upper ones where there is no lower one."""

    def value(claim: Claim | None) -> Hashable:
        if claim is None or claim.event is None:
            return None
        tolls = [toll for toll in claim.event.tolls if toll.measure == measure and toll.part_of is None]
        numbers = [toll.low if toll.low is not None else toll.high for toll in tolls]
        known = [number for number in numbers if number is not None]
        return sum(known) if known else None

    return value


def attribute(name: str) -> Callable[[Claim | None], Hashable]:
    """Return what gives a plain field of the claim."""
    return lambda claim: None if claim is None else getattr(claim, name)


FIELDS: tuple[tuple[str, Metric, Callable[[Claim | None], Hashable]], ...] = (
    ("claim", "nominal", lambda claim: claim is not None),
    ("sayer", "nominal", sayer),
    ("stance", "nominal", attribute("stance")),
    ("polarity", "nominal", attribute("polarity")),
    ("certainty", "nominal", attribute("certainty")),
    ("type", "nominal", value_of_event("type")),
    ("tense", "nominal", value_of_event("tense")),
    ("initiator", "nominal", party("initiator")),
    ("target", "nominal", party("target")),
    ("place", "nominal", place),
    ("first day", "interval", first_day),
    *((measure, "interval", loss(measure)) for measure in MEASURES),
)
"""Each field that is compared: how, and what a claim says of it; None is a value that is missing."""
