"""Compute the odds of open questions anew for alert rules, and put on the record those that moved.

A question is asked again as it stands on the record, from what is held by now: of
the same window, which begins today where it began on the day it was asked. Odds
that moved by less than a rule wants leave no trace.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from fogline.errors import QuestionNotUnderstood
from fogline.indicators.alert_facts import held_against, is_move, points_between
from fogline.indicators.alert_rules import OddsRule
from fogline.model.asked import Asked
from fogline.model.ids import sha256_hex
from fogline.model.odds import Odds
from fogline.model.records import canonical_json
from fogline.pipeline.asking import Beside, put_on_record, understood
from fogline.pipeline.makers import digest_of_parts
from fogline.pipeline.questions import Meaning, Questions
from fogline.questions.record import Kept
from fogline.questions.understand import Understood
from fogline.store.files import disk_errors, replace_file
from fogline.store.store import Store

__all__ = ["ask_again"]

RESTS_ON = ("reports", "claims", "corrections", "rulings", "incidents", "measured", "cells", "spans")
FILE = "odds_asked.txt"


def ask_again(store: Store, questions: Questions, rules: Sequence[OddsRule]) -> tuple[str, ...]:
    """Ask the open questions of some rules again, where anything came in since; return why some have no odds now.

    The caller holds the run lock.
    """
    kept = sorted(questions.kept(), key=lambda one: (one.entered, one.id))
    state = state_of(store, questions.today, rules, kept)
    path = store.parts.folder / FILE
    if not rules or read(path) == state:
        return ()
    failed: dict[str, str] = {}
    computed: dict[str, Odds] = {}
    answers: dict[str, tuple[Odds, dict[str, object]]] = {}
    open_now = {one.asked.rule: one.asked for one in kept if one.state == "open"}
    for rule in rules:
        for name, before in held_against(rule, (one.asked for one in kept)).items():
            if name not in open_now or name in failed:
                continue
            last = open_now[name]
            try:
                odds = computed[name] = computed.get(name) or odds_now(store, questions, last)
            except QuestionNotUnderstood as error:
                failed[name] = f"odds of {last.id[:10]} cannot be computed anew: {error}"
                continue
            if is_move(rule, points_between(before, odds)):
                answers.setdefault(name, (odds, known_of(last, rule)))
    put_on_record(store, answers.values())
    if not failed:
        # What was put on the record now is a part of the state that the next look finds.
        kept = sorted(questions.kept(), key=lambda one: (one.entered, one.id)) if answers else kept
        write(path, state_of(store, questions.today, rules, kept))
    return tuple(failed.values())


def odds_now(store: Store, questions: Questions, asked: Asked) -> Odds:
    """Return the odds of a question on the record as of today; raise QuestionNotUnderstood when there are none."""
    before, today = asked.question, questions.today
    opens = today if before.opens == before.asked else before.opens
    beside = Beside(before.criteria, asked.background, asked.crowd)
    meaning, context = understood(
        store, before.text, asked=today, closes=before.closes, beside=beside, today=today
    )
    question = replace(before, asked=today, opens=opens)
    return questions.odds(Meaning(Understood(question, meaning.meant), context, beside))


def known_of(asked: Asked, rule: OddsRule) -> dict[str, object]:
    """Return what goes on the record beside odds that were computed for a rule."""
    return {
        "background": asked.background, "crowd": asked.crowd, "by": f"alert rule {rule.common.id}", "key": asked.key,
        "url": asked.url,
    }  # fmt: skip


def state_of(store: Store, today: str, rules: Iterable[OddsRule], kept: Iterable[Kept]) -> str:
    """Return the digest of all that odds are computed from: while it stays they would come out the same."""
    written = [rule.common.written for rule in rules]
    return sha256_hex(
        canonical_json([today, digest_of_parts(store, *RESTS_ON), written, [one.id for one in kept]])
    )


def read(path: Path) -> str | None:
    """Return for which state odds were computed last; None where nobody knows, and they are computed."""
    if not path.is_file():
        return None
    with disk_errors(path):
        return path.read_text(encoding="ascii", errors="replace")


def write(path: Path, state: str) -> None:
    """Note for which state odds were computed."""
    replace_file(path, state.encode())
