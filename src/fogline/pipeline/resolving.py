"""Settle questions: by their rule from a series or from the ledger, else by a person, who says why; and take it back.

Nothing is settled in silence: what a rule cannot decide is named with the reason,
and stays due until a person decides.
"""

from dataclasses import dataclass
from datetime import datetime

from fogline.errors import ObjectUnknown, SettingInvalid
from fogline.model.asked import OUTCOMES, RULE, Asked, Resolution
from fogline.model.records import Record
from fogline.pipeline.decisions import not_taken_back
from fogline.pipeline.kept import find_question, kept_of, resolutions_of
from fogline.pipeline.makers import made_by
from fogline.pipeline.recording import RESOLUTION, enter
from fogline.pipeline.settling import settle
from fogline.questions.resolution import Settled
from fogline.store.chain import written
from fogline.store.store import Store

__all__ = ["Left", "Resolved", "resolve_by_hand", "resolve_by_rule", "take_back"]

CITED = "select distinct report from claims where list_contains(?, id) order by report"


@dataclass(frozen=True, slots=True)
class Left(Record):
    """A question whose window is over and that its rule does not settle, and why."""

    question: str
    text: str
    because: str
    incidents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolved(Record):
    """What one round settled, and what is due and left to people."""

    settled: tuple[Resolution, ...]
    left: tuple[Left, ...]


def resolve_by_rule(store: Store, *, now: datetime, only: str | None = None) -> Resolved:
    """Settle what a rule can settle by now, also before its window is over where nothing can change it any more.

    Args:
        store: the casebook.
        now: this moment.
        only: the id of one question, or the beginning of it; all when left out.
    """
    today = now.date().isoformat()
    settled, left = [], []
    chosen = kept_of(store, on=today) if only is None else (find_question(store, only, on=today),)
    for one in chosen:
        if one.state not in ("open", "due"):
            continue
        found = settle(store, one.asked.question, today)
        if found.outcome is not None:
            settled.append(resolution_of(store, one.asked, found, now))
        elif one.state == "due" or only is not None:
            left.append(Left(one.id, one.asked.question.text, found.because, found.incidents))
    enter(store, RESOLUTION, settled)
    return Resolved(tuple(settled), tuple(left))


def resolve_by_hand(
    store: Store, prefix: str, outcome: str, *, by: str | None, reason: str | None, now: datetime
) -> Resolution:
    """Settle a question by what a person says.

    Raises:
        ObjectUnknown: there is no such question.
        SettingInvalid: nobody or no reason is named, the outcome is none, or the question is settled already.
    """
    if outcome not in OUTCOMES:
        raise SettingInvalid(f"resolve: found {outcome!r}, expected one of {', '.join(OUTCOMES)}")
    if not (by or "").strip() or not (reason or "").strip():
        raise SettingInvalid(
            "resolve: found no name or no reason, expected both",
            hint="who settles a question by hand says who and why, such as --by Ostrova --reason 'treaty signed'",
        )
    one = find_question(store, prefix, on=now.date().isoformat())
    if one.resolutions:
        raise SettingInvalid(
            f"{one.id}: found it settled already ({one.state}), expected an open question",
            hint="take that back first: fogline resolve QUESTION --undo",
        )
    resolution = Resolution.of(
        question=one.id, outcome=outcome, by=by, at=written(now), reason=reason, made_by=made_by("questions")
    )
    enter(store, RESOLUTION, [resolution])
    return resolution


def take_back(store: Store, prefix: str, *, by: str | None, reason: str | None, now: datetime) -> Resolution:
    """Take back the last resolution of a question; a taking back too can be taken back, by its own id.

    Raises:
        ObjectUnknown: there is no such question, or nothing to take back.
        SettingInvalid: nobody is named.
    """
    if not (by or "").strip():
        raise SettingInvalid("resolve: found no name of who takes it back, expected one", hint="give --by")
    standing = not_taken_back(resolutions_of(store))
    if prefix.startswith("s-"):
        found = [one for one in standing if one.id.startswith(prefix)]
    else:
        question = find_question(store, prefix, on=now.date().isoformat()).id
        found = [one for one in standing if one.question == question and one.undone is None][-1:]
    if len(found) != 1:
        raise ObjectUnknown(
            f"{prefix}: found {len(found) or 'no'} resolutions to take back, expected one",
            hint="fogline record QUESTION shows how a question was settled",
        )
    resolution = Resolution.of(
        question=found[0].question, outcome=None, by=by, at=written(now), reason=reason or "", undone=found[0].id,
        reports=found[0].reports, made_by=made_by("questions"),
    )  # fmt: skip
    enter(store, RESOLUTION, [resolution])
    return resolution


def resolution_of(store: Store, asked: Asked, found: Settled, now: datetime) -> Resolution:
    """Return what a rule came to as it goes on the record."""
    claims = [row["report"] for row in store.tables.rows(CITED, (list(found.claims),))]
    return Resolution.of(
        question=asked.id, outcome=found.outcome, by=RULE, at=written(now), reason=found.because, reports=tuple(claims),
        rivals=found.rivals, claims=found.claims, incidents=found.incidents, made_by=made_by("questions"),
    )  # fmt: skip
