"""Say what stands by a rule: pure functions from incidents, claims, boards and odds to what the rule asks for."""

from collections.abc import Iterable, Iterator, Sequence

from fogline.indicators.alert_rules import ContestedRule, DenialRule, OddsRule, ThresholdRule
from fogline.model.alert import Standing
from fogline.model.asked import Asked
from fogline.model.board import BoardSeen, ConditionSeen, MeasuredSeen
from fogline.model.claim import Claim
from fogline.model.incident import Incident, TollRow
from fogline.model.odds import Odds
from fogline.model.words import say_range

__all__ = ["DENIALS", "contested", "denied", "held_against", "is_move", "met", "moved", "points_between"]

DENIALS = ("denied", "denied_responsibility")


def contested(rule: ContestedRule, incidents: Iterable[Incident]) -> list[Standing]:
    """Return the contested incidents of which somebody reports more than the rule allows."""
    found = []
    for incident in incidents:
        row = next((one for one in incident.tolls if one.measure == rule.measure and one.party is None), None)
        if incident.status != "contested" or row is None or most_said(row) <= rule.over:
            continue
        names = (incident.id, *incident.was)
        reports = tuple(report.report for report in incident.reports)
        found.append(Standing(names, say_incident(incident, row), incident.claims, reports))
    return found


def most_said(row: TollRow) -> int:
    """Return the most that anybody reports; -1 where nobody gives a number."""
    ends = (row.low, row.best, row.high, *(end for one in row.by_sayer for end in (one.low, one.high)))
    return max((end for end in ends if end is not None), default=-1)


def say_incident(incident: Incident, row: TollRow) -> str:
    """Return an incident in one line."""
    place = incident.places[0].name if incident.places else "an unknown place"
    day = (incident.when.earliest or "an unknown day")[:10]
    voices = len(row.by_sayer)
    what = incident.type.replace("_", " ") or "incident"
    return (
        f"contested {what}, {place}, {day}: reported {row.measure} {say_range(row.low, row.high)}, "
        f"{voices} {'voice' if voices == 1 else 'voices'} with a number"
    )


def denied(rule: DenialRule, claims: Iterable[Claim]) -> list[Standing]:
    """Return denials, those of copies of one text about one incident as one."""
    together: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        if claim.stance in DENIALS:
            together.setdefault((claim.origin or claim.report, claim.incident or claim.id), []).append(claim)
    return [
        Standing(
            tuple(claim.id for claim in group),
            f"{group[0].chain[-1].sayer or rule.by} denied: “{' '.join(group[0].quote.split())}”",
            tuple(claim.id for claim in group),
            tuple(dict.fromkeys(claim.report for claim in group)),
        )
        for group in together.values()
    ]


def met(rule: ThresholdRule, board: BoardSeen) -> list[Standing]:
    """Return the rule's indicator where it is in the state that the rule names."""
    indicators: Sequence[MeasuredSeen | ConditionSeen] = (*board.measured, *board.conditions)
    one = next((one for one in indicators if one.id == rule.indicator), None)
    if one is None or one.state != rule.state:
        return []
    speaking = () if isinstance(one, MeasuredSeen) else (*one.for_, *one.against)
    claims = one.claims if isinstance(one, MeasuredSeen) else tuple(each.claim for each in speaking)
    reports = tuple(dict.fromkeys(each.report for each in speaking))
    name = f"{rule.board}/{one.id}/{one.state}"
    return [Standing((name,), f"{one.name} is {one.state}: {one.reason}", claims, reports)]


def moved(rule: OddsRule, asked: Iterable[Asked]) -> list[Standing]:
    """Return the askings at which odds had moved by enough since the last such asking, or since the first.

    Args:
        rule: the rule.
        asked: askings in the order in which they came on the record.
    """
    return [
        Standing((one.id,), say_moved(points, before, one), one.claims, one.reports)
        for points, before, one in moves(rule, asked)
        if is_move(rule, points)
    ]


def held_against(rule: OddsRule, asked: Iterable[Asked]) -> dict[str, Asked]:
    """Return the asking that the odds of each question are held against, by what is the same for all its askings."""
    reference: dict[str, Asked] = {}
    for points, _, one in moves(rule, asked):
        if one.rule not in reference or is_move(rule, points):
            reference[one.rule] = one
    return reference


def moves(rule: OddsRule, asked: Iterable[Asked]) -> Iterator[tuple[int, Asked, Asked]]:
    """Yield by how many points the odds of each asking differ from those that they are held against, and both."""
    reference: dict[str, Asked] = {}
    for one in asked:
        if rule.question is not None and rule.question.casefold() not in one.question.text.casefold():
            continue
        before = reference.setdefault(one.rule, one)
        points = points_between(before, one)
        if is_move(rule, points):
            reference[one.rule] = one
        yield points, before, one


def points_between(before: Odds, after: Odds) -> int:
    """Return by how many points odds moved, as they are printed: 30 to 40 percent are ten points."""
    return round(100 * after.probability) - round(100 * before.probability)


def is_move(rule: OddsRule, points: int) -> bool:
    """Whether a rule counts so many points as a move."""
    return abs(points) >= rule.points


def say_moved(points: int, before: Asked, after: Asked) -> str:
    """Say how odds moved."""
    text = after.question.text
    return (
        f"odds moved by {points:+d} points, from {before.probability:.0%} to {after.probability:.0%}: {text}"
    )
