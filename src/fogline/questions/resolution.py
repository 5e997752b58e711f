"""Settle a question by its rule: from a series, or from incidents and what each side says of them.

Whatever is counted lies between two figures, because sources give bounds and a
window that is not over, or not covered, may still bring more. A rule decides where
it comes out the same for all that the figures allow. Where voices give rival
figures and the rule comes out differently for them, the question is contested and
both ways are shown. What one origin alone tells decides nothing, unless the question's
ambiguity clause says that it is enough: a person does.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import inf

from fogline.model.asked import Outcome
from fogline.model.incident import Incident
from fogline.model.odds import RivalResolution
from fogline.model.question import Question, Relation
from fogline.model.records import Record

__all__ = ["EVENTS", "Account", "Fitting", "Settled", "settle_by_accounts", "settle_by_incidents"]

DECIDING = ("corroborated", "conceded", "contested")
"""Statuses that decide: two origins tell of it, a side concedes it, or voices are at odds, and both ways count."""

SHORT_ID = 10
ONE_ORIGIN = re.compile(r"\bone (?:origin|report|source) is enough\b", re.I)
CONCEDED = re.compile(r"\bonly what a side concedes\b", re.I)
"""Words of an ambiguity clause that ask for less, or for more."""

EVENTS = ("events", "incidents")
"""Measures that count incidents; any other is a loss of the ledger, such as "killed"."""

COUNTED = {"happens": "at_least", "at_least": "at_least", "more_than": "more_than", "at_most": "at_most",
           "fewer_than": "fewer_than"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Account(Record):
    """How many there were as some voices tell it; `high` None where nothing bounds it above."""

    sayers: tuple[str, ...]
    low: float
    high: float | None
    claims: tuple[str, ...] = ()
    says: str = ""


@dataclass(frozen=True, slots=True)
class Fitting:
    """An incident that a question may be about, and whether it lies within its window for certain.

    `telling` and `against` are the voices that tell of it and those that say it was not, each with a claim.
    """

    incident: Incident
    inside: bool
    telling: tuple[tuple[str, str], ...] = ()
    against: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Settled(Record):
    """What a rule came to. `outcome` is None where it does not decide; `because` then says what is missing."""

    outcome: Outcome | None
    because: str
    rivals: tuple[RivalResolution, ...] = ()
    claims: tuple[str, ...] = ()
    incidents: tuple[str, ...] = ()


def settle_by_accounts(question: Question, accounts: Sequence[Account], *, complete: bool) -> Settled:
    """Return what a rule comes to over what each voice counts.

    Args:
        question: its relation and its yardstick.
        accounts: one where all agree.
        complete: whether the window is over and all of it is covered; until then counts may grow.
    """
    if question.relation not in COUNTED:
        return Settled(None, f"a person has to say whether it {question.relation}")
    level = 1.0 if question.yardstick is None else question.yardstick.level
    if level is None:
        return Settled(None, "the number that it is held against is not known")
    ways = [(account, verdict(question.relation, account, level, complete)) for account in accounts]
    outcomes = {way for _, way in ways}
    if outcomes == {True, False}:
        return contested(ways, level)
    if None in outcomes or not ways:
        missing = "leave it open" if complete else "leave it open as long as more may come"
        return Settled(None, "; ".join(f"{said(account)}" for account, _ in ways) + f": {missing}")
    claims = tuple(dict.fromkeys(claim for account, _ in ways for claim in account.claims))
    because = "; ".join(dict.fromkeys(said(account) for account, _ in ways))
    return Settled("yes" if outcomes == {True} else "no", f"{because}, against {level:g}", (), claims)


def settle_by_incidents(question: Question, fitting: Iterable[Fitting], *, complete: bool) -> Settled:
    """Return what a rule comes to over the incidents that fit a question.

    Args:
        question: "happens" asks for one incident; a count is of incidents, or of the losses its measure names.
        fitting: incidents of its kind, place and side that may lie in its window.
        complete: whether the window is over and reports that came out after it have been read.
    """
    listed = [one for one in fitting if one.incident.status != "discounted"]
    enough = deciding(question)
    sure = [one for one in listed if one.inside and one.incident.status in enough]
    unsure = [one.incident for one in listed if one not in sure]
    settled = settle_by_accounts(question, accounts_of(question, sure), complete=complete)
    if unsure:
        widest = settle_by_accounts(question, accounts_of(question, listed), complete=complete)
        if widest.outcome != settled.outcome:
            named = ", ".join(one.id[:SHORT_ID] for one in unsure)
            told = (
                f"too little for the rule, or a time that may lie outside the window, stands behind {named}"
            )
            return Settled(None, told, (), (), tuple(one.id for one in unsure))
    return replace(settled, incidents=tuple(sorted(one.incident.id for one in sure)))


def deciding(question: Question) -> tuple[str, ...]:
    """Return the statuses of incidents that are enough for a question's ambiguity clause."""
    if CONCEDED.search(question.ambiguity):
        return ("conceded",)
    return (*DECIDING, "single") if ONE_ORIGIN.search(question.ambiguity) else DECIDING


def verdict(relation: Relation, account: Account, level: float, complete: bool) -> bool | None:
    """Return what a relation comes to for every count between two figures, None where it depends."""
    high = inf if account.high is None or not complete else account.high
    low_holds, high_holds = (holds(relation, count, level) for count in (account.low, high))
    return low_holds if low_holds == high_holds else None


def holds(relation: Relation, count: float, level: float) -> bool:
    """Whether a count is what a relation asks for."""
    match COUNTED[relation]:
        case "at_least":
            return count >= level
        case "more_than":
            return count > level
        case "at_most":
            return count <= level
        case _:
            return count < level


def contested(ways: Sequence[tuple[Account, bool | None]], level: float) -> Settled:
    """Return both ways in which a question is settled."""
    rivals = tuple(
        RivalResolution(bool(way), account.sayers, account.claims, f"{said(account)}, against {level:g}")
        for account, way in sorted(ways, key=lambda one: one[1] is not True)
    )
    claims = tuple(dict.fromkeys(claim for rival in rivals for claim in rival.claims))
    return Settled("contested", "rival claims settle it differently", rivals, claims)


Part = tuple[Account, Account]
"""What the lowest and the highest voice say of one incident."""


def accounts_of(question: Question, fitting: Sequence[Fitting]) -> tuple[Account, ...]:
    """Return the lowest and the highest account of incidents; one where both are the same."""
    counted = question.relation == "happens" or question.measure in (None, *EVENTS)
    parts = [told_of(one) if counted else lost_in(one, question.measure) for one in fitting]
    noun = "such incidents" if counted else f"reported {question.measure}"
    least, most = (total([part[end] for part in parts], noun) for end in (0, 1))
    return (least,) if height(least) == height(most) else (least, most)


def told_of(fitting: Fitting) -> Part:
    """Return whether an incident was, as those who tell of it and those who deny it say."""
    told = account_of(fitting.telling, 1)
    contested = fitting.incident.status == "contested" and fitting.against
    return (account_of(fitting.against, 0) if contested else told), told


def lost_in(fitting: Fitting, measure: str | None) -> Part:
    """Return the losses of an incident as the lowest and the highest voice give them; who denies it counts none."""
    row = next((row for row in fitting.incident.tolls if row.measure == measure and row.party is None), None)
    if row is None:
        said_by = [Account((), 0, None)]
    else:
        said_by = [
            Account((toll.sayer or "an unnamed voice",), toll.low or 0, toll.high, (toll.claim,))
            for toll in row.by_sayer
        ] or [Account((), row.low or 0, row.high)]
    most = max(said_by, key=height)
    if fitting.incident.status == "contested" and fitting.against:
        return account_of(fitting.against, 0), most
    return min(said_by, key=height), most


def account_of(voices: Sequence[tuple[str, str]], count: float) -> Account:
    """Return a count as some voices tell it."""
    sayers = tuple(dict.fromkeys(sayer for sayer, _ in voices))
    return Account(sayers, count, count, tuple(claim for _, claim in voices))


def height(account: Account) -> tuple[float, float]:
    """Return what sorts accounts by what they count."""
    return account.low, inf if account.high is None else account.high


def total(accounts: Sequence[Account], noun: str) -> Account:
    """Return the sum of some accounts."""
    highs = [one.high for one in accounts if one.high is not None]
    return Account(
        tuple(dict.fromkeys(sayer for one in accounts for sayer in one.sayers)),
        float(sum(one.low for one in accounts)),
        float(sum(highs)) if len(highs) == len(accounts) else None,
        tuple(dict.fromkeys(claim for one in accounts for claim in one.claims)),
        noun,
    )


def said(account: Account) -> str:
    """Say what an account counts, and whose it is."""
    if account.high is None:
        count = f"at least {account.low:g}"
    elif account.low == account.high:
        count = f"{account.low:g}"
    else:
        count = f"{account.low:g} to {account.high:g}"
    who = f" as {', '.join(account.sayers)} tell it" if account.sayers else ""
    return " ".join(filter(None, (count, account.says))) + who
