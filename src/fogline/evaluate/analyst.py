"""Compare a reading with what a careful analyst read in the same text, claim by claim and field by field.

The analyst's file is JSON: `claims`, each with a `span`, the `voices` of which
any may be the last one, the `stance` of which any is right, and what else the
text says of it (`initiator`, `target`, `place`, `places`, `when`, `killed`,
`side`, `tense`, `condition`, `evidence`, `answers`, `reverses`, ...).
"""

import calendar
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from fogline.evaluate.scores import Score
from fogline.model.reading import Event, Party, ReadClaim, Reading, Toll
from fogline.model.records import Record
from fogline.model.vocabulary import Span
from fogline.reading.engine import read

__all__ = ["Comparison", "compare", "measure_seed"]

MIN_SHARE = 0.5
"""A claim is taken for the analyst's when they share this much of the shorter passage."""


@dataclass(frozen=True, slots=True)
class Comparison(Record):
    """One of the analyst's claims beside the best reading of it; `wrong` names the fields that differ."""

    name: str
    claim: int | None
    right: tuple[str, ...]
    wrong: tuple[str, ...]

    @property
    def is_right(self) -> bool:
        """Whether the claim was found and every given field is right."""
        return self.claim is not None and not self.wrong


@dataclass(frozen=True, slots=True)
class Case:
    """A claim of the reading, with what its fields are checked in."""

    reading: Reading
    claim: ReadClaim
    text: str
    published: date
    found: Mapping[str, int | None]

    @property
    def event(self) -> Event | None:
        return None if self.claim.event is None else self.reading.events[self.claim.event]

    @property
    def tolls(self) -> list[Toll]:
        return [] if self.event is None else [self.reading.tolls[index] for index in self.event.tolls]

    @property
    def place_names(self) -> list[str]:
        return [] if self.event is None else [self.reading.places[index].name for index in self.event.places]


def measure_seed(folder: Path, *, limit: int | None = None) -> tuple[Score, ...]:
    """Score the reading of `report.txt` in `folder` against its `claims.json`."""
    gold = json.loads((folder / "claims.json").read_text(encoding="utf-8"))
    text = (folder / gold["report"]).read_text(encoding="utf-8")
    reading = read(text, published=gold["published"], outlet=gold["outlet"])
    compared = compare(reading, text, gold)[:limit]
    note = "every given field right"
    right = sum(comparison.is_right for comparison in compared)
    located = sum(comparison.claim is not None for comparison in compared)
    return (
        Score("seed", "claims", right=right, found=len(reading.claims), gold=len(compared), note=note),
        Score("seed", "claims found", right=located, found=len(reading.claims), gold=len(compared)),
    )


def compare(reading: Reading, text: str, gold: Mapping[str, Any]) -> tuple[Comparison, ...]:
    """Return one comparison for each of the analyst's claims, in the analyst's order."""
    published = date.fromisoformat(gold["published"])
    found: dict[str, int | None] = {}
    for want in gold["claims"]:
        found[want["id"]] = best_claim(reading, text, published, want, found)
    results = []
    for want in gold["claims"]:
        index = found[want["id"]]
        if index is None:
            results.append(Comparison(want["id"], None, (), tuple(name for name in CHECKS if name in want)))
            continue
        case = Case(reading, reading.claims[index], text, published, found)
        right, wrong = check(case, want)
        results.append(Comparison(want["id"], index, right, wrong))
    return tuple(results)


def best_claim(
    reading: Reading, text: str, published: date, want: Mapping[str, Any], found: Mapping[str, int | None]
) -> int | None:
    """Return the index of the claim that shares the passage and has the most fields right."""
    ranked = []
    for index, claim in enumerate(reading.claims):
        share = overlap(claim.span, want["span"])
        if share < MIN_SHARE:
            continue
        case = Case(reading, claim, text, published, found)
        _, wrong = check(case, want, skip=("answers", "reverses"))
        ranked.append((len(wrong), -share, index))
    return min(ranked)[2] if ranked else None


def check(
    case: Case, want: Mapping[str, Any], *, skip: Sequence[str] = ()
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of the given fields that are right and those that are wrong."""
    right: list[str] = []
    wrong: list[str] = []
    for name, holds in CHECKS.items():
        if name in want and name not in skip:
            (right if holds(case, want[name]) else wrong).append(name)
    return tuple(right), tuple(wrong)


def overlap(one: Span, other: Sequence[int]) -> float:
    """Return the shared length as a part of the shorter span."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, shared) / max(1, min(one[1] - one[0], other[1] - other[0]))


def has_voice(case: Case, voices: Sequence[str]) -> bool:
    last = case.claim.chain[-1]
    if len(case.claim.chain) == 1:
        return "outlet" in voices
    return last.sayer in voices or (last.kind == "unnamed" and "unnamed" in voices)


def is_party(party: Party | None, name: str) -> bool:
    return party is not None and name in (party.name, party.text)


def has_interval(case: Case, interval: Sequence[str]) -> bool:
    if case.event is None or case.event.time is None:
        return False
    time = case.reading.times[case.event.time]
    return [time.earliest, time.latest] == list(interval)


def lies_within(case: Case, names: Sequence[str]) -> bool:
    """Tell whether the event's time lies in one of the named stretches before publication."""
    if case.event is None or case.event.time is None:
        return False
    time = case.reading.times[case.event.time]
    if time.earliest is None or time.latest is None:
        return False
    stretches = {
        "month of publication": month_of(case.published),
        "10 days before publication": (
            case.published - timedelta(days=11),
            case.published + timedelta(days=1),
        ),
    }
    return any(
        stretches[name][0].isoformat() <= time.earliest[:10]
        and time.latest[:10] <= stretches[name][1].isoformat()
        for name in names
    )


def month_of(day: date) -> tuple[date, date]:
    first = day.replace(day=1)
    return first, first + timedelta(days=calendar.monthrange(day.year, day.month)[1])


def has_unknown_number(case: Case, wording: str) -> bool:
    if wording.startswith("at least two"):
        return any(toll.low == 2 and toll.part_of is not None for toll in case.tolls)
    return all(toll.low is None for toll in case.tolls)


CHECKS: Mapping[str, Callable[[Case, Any], bool]] = {
    "voices": has_voice,
    "stance": lambda case, stances: case.claim.stance in stances,
    "medium": lambda case, medium: case.claim.chain[-1].medium == medium,
    "initiator": lambda case, name: case.event is not None and is_party(case.event.initiator, name),
    "target": lambda case, name: case.event is not None and is_party(case.event.target, name),
    "initiator_or_target": lambda case, name: (
        case.event is not None and (is_party(case.event.initiator, name) or is_party(case.event.target, name))
    ),
    "place": lambda case, name: case.place_names[:1] == [name],
    "places": lambda case, names: sorted(case.place_names) == sorted(names),
    "place_text": lambda case, name: name in case.place_names,
    "when": has_interval,
    "when_within": lies_within,
    "tense": lambda case, tenses: case.event is not None and case.event.tense in tenses,
    "killed": lambda case, bounds: any(
        toll.measure == "killed" and [toll.low, toll.high] == list(bounds) for toll in case.tolls
    ),
    "side": lambda case, name: any(is_party(toll.party, name) for toll in case.tolls),
    "group": lambda case, group: (
        all(toll.group == group for toll in case.tolls)
        if case.tolls
        else case.event is not None and is_party(case.event.target, group + "s")
    ),
    "casualties": has_unknown_number,
    "condition": lambda case, _: case.claim.condition is not None,
    "evidence": lambda case, kind: any(evidence.kind == kind for evidence in case.claim.evidence),
    "answers": lambda case, names: case.claim.answers is not None
    and case.claim.answers in [case.found.get(name) for name in names],
    "reverses": lambda case, names: case.claim.reverses is not None
    and case.claim.reverses in [case.found.get(name) for name in names],
}  # fmt: skip
