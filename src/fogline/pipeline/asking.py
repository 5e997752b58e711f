"""Ask: let a casebook say what a question means, answer it, and put both on the record before anybody can know.

Whatever the casebook has that came out after the day of the question is left out,
so that a question asked of an earlier day is answered as it would have been.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from fogline.errors import SettingInvalid
from fogline.model.asked import Asked
from fogline.model.odds import Odds
from fogline.model.question import Question
from fogline.model.records import canonical_json
from fogline.pipeline.foretold import context_of
from fogline.pipeline.held import held_series
from fogline.pipeline.knowledge import Knowledge
from fogline.pipeline.makers import made_by
from fogline.pipeline.recording import QUESTION, enter
from fogline.questions.context import Context
from fogline.questions.monthly import fitted
from fogline.questions.odds import answer, evidence_for
from fogline.questions.record import Kept, how_such_fared
from fogline.questions.understand import Understood, understand
from fogline.questions.words import DEFAULT_SCALE
from fogline.store.store import Store

__all__ = ["Beside", "answered", "checked_day", "put_on_record", "understood"]

CLAIM_ID = re.compile(rb"c-[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Beside:
    """What is known beside a question: its rule, its background, and what a market or a crowd makes of it."""

    criteria: str = ""
    background: str = ""
    market: float | None = None


REPORTS = "select distinct report from claims where list_contains(?, id) order by report"


def understood(
    store: Store, text: str, *, asked: str, closes: str | None, beside: Beside, today: str
) -> tuple[Understood, Context]:
    """Return what a question means to a casebook, and what the casebook knows of it.

    Raises:
        QuestionNotUnderstood: it has no meaning, or its window ends before it is asked.
        SettingInvalid: it is asked of a day to come.
    """
    if asked > today:
        raise SettingInvalid(
            f"asked: found {asked}, expected a day up to today, {today}",
            hint="leave it out to ask today; `closes` is the last day that counts",
        )
    context = context_of(store, Knowledge(store.folder), text, asked=asked, today=today)
    found = understand(
        text, asked=date.fromisoformat(asked), closes=None if closes is None else date.fromisoformat(closes),
        background=beside.background, criteria=beside.criteria, context=context,
    )  # fmt: skip
    return replace(found, question=settled_by_held(store, found.question)), context


def settled_by_held(store: Store, question: Question) -> Question:
    """Return a question that counts, fitted to the series held here that settles it; as it is where none does."""
    if not question.area or question.measure is None or question.yardstick is None:
        return question
    held = (one for one in held_series(store, [question.area]) if one.comes_from(question.source))
    first = next((one for one in held if one.counts(question.measure)), None)
    return question if first is None else fitted(question, first)


def answered(
    store: Store,
    meaning: Understood,
    context: Context,
    *,
    beside: Beside,
    before: Sequence[Kept],
    scale: str = DEFAULT_SCALE,
) -> Odds:
    """Return the odds, with how such questions on the record fared before.

    Raises:
        QuestionNotUnderstood: no engine can answer it; it says what is missing.
    """
    question = meaning.question
    areas = [area for area in (question.area, question.yardstick and question.yardstick.area) if area]
    evidence = evidence_for(
        meaning, background=beside.background, criteria=beside.criteria, market=beside.market,
        series=held_series(store, areas), context=context, own=store.folder,
    )  # fmt: skip
    odds = answer(meaning, evidence, scale=scale)
    return replace(odds, fared=how_such_fared(before, odds))


def put_on_record(store: Store, answers: Iterable[tuple[Odds, dict[str, object]]]) -> tuple[Asked, ...]:
    """Put odds on the record, each with what was known beside them; what stands there already is left alone."""
    asked = tuple(asked_of(store, odds, known) for odds, known in answers)
    enter(store, QUESTION, asked)
    return asked


def asked_of(store: Store, odds: Odds, known: dict[str, object]) -> Asked:
    """Return odds as they go on the record, with the claims that they name and the reports that these stand in."""
    claims = sorted({match.decode() for match in CLAIM_ID.findall(canonical_json(odds))})
    reports = [row["report"] for row in store.tables.rows(REPORTS, (claims,))] if claims else []
    return Asked.of(odds, **known, claims=tuple(claims), reports=tuple(reports), made_by=made_by("questions"))


def checked_day(name: str, day: str | date | None, default: str) -> str:
    """Return a day as ISO 8601, `default` where none is given.

    Raises:
        SettingInvalid: it is no day.
    """
    if day is None:
        return default
    if isinstance(day, date):
        return day.isoformat()[: len("2026-03-01")]
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError as error:
        raise SettingInvalid(
            f"{name}: found {day!r}, expected an ISO 8601 date", hint="write it as 2026-03-01"
        ) from error
