"""Keep the score: which questions are open, due, settled, and how the odds that were given for them did.

A record is derived from entries each time it is asked for: nothing in it is kept
beside them, so nothing can be left out. What is due comes first: a question whose
window is over counts as matured whether or not anybody has settled it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from fogline.model.asked import Asked, Outcome, Refused, Resolution
from fogline.model.odds import Odds, RivalResolution
from fogline.model.records import Record
from fogline.questions.scoring import Scored, Scores, brier, score

__all__ = ["Kept", "State", "TrackRecord", "how_such_fared", "kept_questions", "track_record"]

State: TypeAlias = Literal["open", "due", "yes", "no", "contested", "void"]

LEAST = 5
"""So many settled questions of one kind say how such questions fare; with fewer, those of a wider kind do."""


@dataclass(frozen=True, slots=True)
class Kept(Record):
    """A question on the record. `entered` is when it came into the journal (UTC).

    `resolutions` are those that count; two that differ make it contested.
    `erased` are reports that the odds rest on and that have been erased since.
    """

    asked: Asked
    entered: str
    state: State
    resolutions: tuple[Resolution, ...]
    erased: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The id of the asking."""
        return self.asked.id

    @property
    def in_hindsight(self) -> bool:
        """Whether it came in after the day that it is asked on, or with its outcome: it proves less."""
        return self.asked.outcome_known or self.entered[:10] > self.asked.question.asked

    @property
    def outcome(self) -> int | None:
        """1 for yes, 0 for no, None as long as it is neither."""
        return {"yes": 1, "no": 0}.get(self.state)

    @property
    def brier(self) -> float | None:
        """The Brier score of its odds."""
        outcome = self.outcome
        return None if outcome is None else round(brier(self.asked.probability, outcome), 6)

    @property
    def rivals(self) -> tuple[RivalResolution, ...]:
        """Both ways in which a contested question is settled."""
        return tuple(dict.fromkeys(rival for one in self.resolutions for rival in rivals_of(one)))

    @property
    def scored(self) -> Scored | None:
        """What scoring takes of it; None while there is nothing to score."""
        outcome, asked = self.outcome, self.asked
        if outcome is None:
            return None
        base = None if asked.base_rate is None else asked.base_rate.probability
        return Scored(asked.id, asked.rule, asked.probability, outcome, base, asked.crowd)


@dataclass(frozen=True, slots=True)
class TrackRecord(Record):
    """The record on a day. `due` comes first: the window is over and nobody has settled it.

    `matured` counts the questions whose window is over or that are settled, by
    asking. `scores` are of questions asked before anybody could know,
    `in_hindsight` of the others. `bounds` are the Brier score if all that is due
    or contested went with the odds, and if it went against them. `refused` are
    the questions that nothing could answer.
    """

    on: str
    due: tuple[Kept, ...]
    open: tuple[Kept, ...]
    settled: tuple[Kept, ...]
    contested: tuple[Kept, ...]
    void: tuple[Kept, ...]
    scores: Scores | None
    in_hindsight: Scores | None
    bounds: tuple[float, float] | None
    refused: tuple[Refused, ...] = ()

    @property
    def matured(self) -> int:
        """How many askings should have been settled by now."""
        return len(self.due) + len(self.settled) + len(self.contested) + len(self.void)

    @property
    def void_share(self) -> float | None:
        """The share of matured askings that ended void; None before the first."""
        return len(self.void) / self.matured if self.matured else None

    @property
    def refused_share(self) -> float | None:
        """The share of what was asked that was refused; None before the first question."""
        answered = self.matured + len(self.open)
        return len(self.refused) / (answered + len(self.refused)) if answered or self.refused else None


def kept_questions(
    asked: Iterable[tuple[str, Asked]],
    resolutions: Iterable[Resolution],
    *,
    on: str,
    erased: Iterable[str] = (),
) -> tuple[Kept, ...]:
    """Return the questions of a record by the day on which they close.

    Args:
        asked: when each was entered, and the asking; of one that came in twice the first counts.
        resolutions: those that count.
        on: the day on which the record is looked at.
        erased: ids of reports that were erased.
    """
    by_question: dict[str, list[Resolution]] = {}
    for resolution in resolutions:
        by_question.setdefault(resolution.question, []).append(resolution)
    first: dict[str, tuple[str, Asked]] = {}
    for entered, one in asked:
        first.setdefault(one.id, (entered, one))
    gone = frozenset(erased)
    kept = []
    for id, (entered, one) in first.items():
        counting = tuple(by_question.get(id, ()))
        state = state_of(one, counting, on)
        kept.append(Kept(one, entered, state, counting, tuple(sorted(gone & {*one.reports}))))
    return tuple(sorted(kept, key=lambda one: (one.asked.question.closes, one.asked.question.asked, one.id)))


def state_of(asked: Asked, resolutions: Sequence[Resolution], on: str) -> State:
    """Return how a question stands on a day; people or rules that differ leave it contested."""
    outcomes: set[Outcome] = {one.outcome for one in resolutions if one.outcome is not None}
    if len(outcomes) == 1:
        return outcomes.pop()
    if outcomes:
        return "contested"
    return "due" if asked.question.closes < on else "open"


def rivals_of(resolution: Resolution) -> tuple[RivalResolution, ...]:
    """Return the ways in which a resolution settles a question: its own, or those of the claims that differ."""
    if resolution.outcome not in ("yes", "no"):
        return resolution.rivals
    sayers = (resolution.by,)
    return (RivalResolution(resolution.outcome == "yes", sayers, resolution.claims, resolution.reason),)


def track_record(kept: Sequence[Kept], *, on: str, refused: Sequence[Refused] = ()) -> TrackRecord:
    """Return the record of some questions, and of those that were refused."""
    by_state: dict[str, list[Kept]] = {}
    for one in kept:
        by_state.setdefault(one.state, []).append(one)
    settled = tuple(one for one in kept if one.outcome is not None)
    early = [one for one in kept if not one.in_hindsight]
    return TrackRecord(
        on=on,
        due=tuple(by_state.get("due", ())),
        open=tuple(by_state.get("open", ())),
        settled=settled,
        contested=tuple(by_state.get("contested", ())),
        void=tuple(by_state.get("void", ())),
        scores=score_of(early),
        in_hindsight=score_of(one for one in kept if one.in_hindsight),
        bounds=bounds_of(early),
        refused=tuple(refused),
    )


def score_of(kept: Iterable[Kept]) -> Scores | None:
    """Return the scores of those that can be scored."""
    return score([one.scored for one in kept if one.scored is not None])


def bounds_of(kept: Sequence[Kept]) -> tuple[float, float] | None:
    """Return the least and the greatest Brier score that is left once all that matured is settled.

    None where nothing is left to settle: then there is one score.
    """
    left = [one.asked for one in kept if one.state in ("due", "contested")]
    if not left:
        return None
    scored = [one.scored for one in kept if one.scored is not None]
    ends = []
    for goes_with in (True, False):
        ended = [
            Scored(one.id, one.rule, one.probability, int((one.probability >= 0.5) == goes_with))
            for one in left
        ]
        scores = score([*scored, *ended])
        ends.append(0.0 if scores is None else scores.brier.value)
    return ends[0], ends[1]


def how_such_fared(kept: Sequence[Kept], odds: Odds) -> str | None:
    """Say how such questions fared before: of the same event, else of the same engine, else all; None without any.

    A question that was settled after this one was asked does not count.
    """
    before = [
        one for one in kept if one.outcome is not None and one.asked.question.closes < odds.question.asked
    ]
    kinds = (
        (f"about {odds.question.event}", [one for one in before if one.asked.question.event == odds.question.event]),
        (f"answered by {odds.engine}", [one for one in before if one.asked.engine == odds.engine]),
        ("of any kind", before),
    )  # fmt: skip
    for kind, some in kinds:
        scores = score_of(some)
        if scores is None or (scores.questions < LEAST and some is not before):
            continue
        base = next((one for one in scores.beside if one.voice == "base rate"), None)
        beside = "" if base is None else f", {base.theirs:.3f} for their base rates"
        noun = "question" if scores.questions == 1 else "questions"
        return f"{scores.questions} settled {noun} {kind}: Brier score {scores.brier.value:.3f}{beside}"
    return None
