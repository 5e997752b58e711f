"""Offer what a person does with questions: ask, look at the meaning first, settle, take back, read the record."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from fogline.errors import QuestionNotUnderstood
from fogline.model.asked import Asked, Brought, Refused, Resolution
from fogline.model.odds import Odds, RivalResolution
from fogline.model.question import Question
from fogline.model.records import Record
from fogline.model.series import OWN_SOURCE
from fogline.pipeline.asking import Beside, answered, checked_day, put_on_record, understood
from fogline.pipeline.foretold import context_of
from fogline.pipeline.kept import find_question, kept_of, refused_of
from fogline.pipeline.knowledge import Knowledge
from fogline.pipeline.makers import made_by
from fogline.pipeline.past import end_of, past_store
from fogline.pipeline.progress import Skipped, skipped_because
from fogline.pipeline.recording import REFUSAL, RESOLUTION, enter, enter_plain
from fogline.pipeline.register import open_register
from fogline.pipeline.resolving import Resolved, resolve_by_hand, resolve_by_rule, take_back
from fogline.pipeline.run import Stages
from fogline.pipeline.settling import rivals_so_far, settle
from fogline.pipeline.tying import tied
from fogline.questions.context import Context
from fogline.questions.editing import edited
from fogline.questions.record import Kept, TrackRecord, track_record
from fogline.questions.understand import Understood
from fogline.questions.words import DEFAULT_SCALE
from fogline.store.chain import written
from fogline.store.journal import Clock
from fogline.store.store import Store

__all__ = ["BroughtIn", "Meaning", "Questions"]

Day = str | date | None


@dataclass(frozen=True, slots=True)
class Meaning:
    """A question as a casebook understands it, before it is answered."""

    understood: Understood
    context: Context
    beside: Beside

    def edited(self, changes: Mapping[str, str]) -> "Meaning":
        """Return the same with fields of the question set by hand.

        Raises:
            SettingInvalid: there is no such field, or it cannot have that value.
        """
        return Meaning(edited(self.understood, changes), self.context, self.beside)


@dataclass(frozen=True, slots=True)
class BroughtIn(Record):
    """What came in of somebody else's questions: those answered, how many were settled already, and those refused."""

    asked: tuple[Asked, ...]
    settled: int
    refused: tuple[Skipped, ...]


class Questions:
    """The questions of a casebook and their record."""

    def __init__(self, store: Store, stages: Stages, *, clock: Clock, scale: str = DEFAULT_SCALE) -> None:
        """Open the questions of a casebook; `scale` has the words where no other is asked for."""
        self._store = store
        self._stages = stages
        self._clock = clock
        self._scale = scale

    @property
    def today(self) -> str:
        """The day by the casebook's clock, UTC."""
        return self._clock().date().isoformat()

    # Asking

    def understand(
        self,
        text: str,
        *,
        asked: Day = None,
        closes: Day = None,
        criteria: str = "",
        background: str = "",
        market: float | None = None,
    ) -> Meaning:
        """Return what a question means here; nothing is answered or kept. Arguments are those of `ask`.

        A question whether something happens, without a rule of its own, is read as a report is read:
        incidents of the type that its words tell of settle it.
        """
        meaning = self._meaning(
            text, asked=asked, closes=closes, criteria=criteria, background=background, market=market
        )
        return replace(meaning, understood=tied(self._store, self._stages.engine, meaning.understood))

    def _meaning(
        self, text: str, *, asked: Day, closes: Day, criteria: str, background: str, market: float | None
    ) -> Meaning:
        """Return what a question means here, settled by whom its own words or its rule say."""
        today = self.today
        beside = Beside(criteria, background, market)
        meaning, context = understood(
            self._store, text, asked=checked_day("asked", asked, today),
            closes=None if closes is None else checked_day("closes", closes, today), beside=beside, today=today,
        )  # fmt: skip
        return Meaning(meaning, context, beside)

    def context_of(self, text: str, *, asked: str) -> Context:
        """Return what the casebook knows of what a question may mean."""
        return context_of(self._store, Knowledge(self._store.folder), text, asked=asked, today=self.today)

    def odds(self, meaning: Meaning, *, scale: str | None = None) -> Odds:
        """Return the odds of a question that was understood; nothing is kept.

        Where its window has begun and rival claims would settle it differently already, both ways stand with it.

        Raises:
            QuestionNotUnderstood: it cannot be tied to a series, a rate or a reference class.
        """
        odds = answered(
            self._store,
            meaning.understood,
            meaning.context,
            beside=meaning.beside,
            before=self.kept(),
            scale=scale or self._scale,
        )
        if odds.question.opens > odds.question.asked:
            return odds
        rivals, told = self._so_far(odds.question)
        return replace(odds, rivals=rivals, because=(*told, *odds.because))

    def _so_far(self, question: Question) -> tuple[tuple[RivalResolution, ...], tuple[str, ...]]:
        """Return the rival ways in which what was out on its day would settle a question, and that it does already."""
        register = open_register(self._store)
        if question.asked == self.today:
            found = settle(self._store, question, question.asked)
            done = found.outcome in ("yes", "no")
            told = (f"by its rule it is settled already, {found.outcome}: {found.because}",) if done else ()
            return rivals_so_far(self._store, register, question), told
        if question.source != OWN_SOURCE:
            return (), ()
        until = date.fromisoformat(question.asked)
        with past_store(self._store, self._stages, published_until=until) as past:
            return rivals_so_far(past, register, question), ()

    def ask(
        self,
        question: str | Meaning,
        *,
        asked: Day = None,
        closes: Day = None,
        criteria: str = "",
        background: str = "",
        market: float | None = None,
        by: str | None = None,
        scale: str | None = None,
    ) -> Asked:
        """Answer a question and put it on the record, frozen. The same question with the same answer stands once.

        A question that is understood and that nothing here can answer is on the record too, as refused.

        Args:
            question: in plain English, or as `understand` returned it.
            asked: the day of the question, today when left out; what came out later is not used.
            closes: the last day that counts, where the question's own words do not say.
            criteria: the rule by which it is settled.
            background: what is known beside the casebook; numbers in it are used.
            market: the probability that a market or a crowd gives, one more voice.
            by: who asks.
            scale: whose words: "icd203", "phia" or "ipcc"; those of the settings when left out.

        Raises:
            QuestionNotUnderstood: it cannot be tied to a series, a rate or a reference class.
            SettingInvalid: a day, the market's value or the scale is none.
        """
        meaning = question
        if isinstance(meaning, str):
            meaning = self.understand(
                meaning, asked=asked, closes=closes, criteria=criteria, background=background, market=market
            )
        try:
            odds = self.odds(meaning, scale=scale)
        except QuestionNotUnderstood as error:
            self._put_refused(meaning, error, by=by)
            raise
        (kept,) = put_on_record(self._store, [(odds, known_of(meaning, by=by))])
        return kept

    def _put_refused(self, meaning: Meaning, error: QuestionNotUnderstood, **known: str | None) -> None:
        """Put on the record that a question was asked which nothing here can answer, and what is missing."""
        question = meaning.understood.question
        missing = str(error).removeprefix(f"question: {question.text!r}: ")
        refused = Refused.of(question, missing, **known, made_by=made_by("questions"))
        enter_plain(self._store, REFUSAL, refused)

    def bring_in(self, brought: Iterable[Brought], *, by: str | None = None) -> BroughtIn:
        """Answer questions that somebody else asked and put them on the record, settled where they are settled.

        A question that cannot be answered never ends it: `refused` says which and why.
        """
        before, today = self.kept(), self.today
        answers, outcomes, refused = [], [], []
        for one in brought:
            meaning = None
            try:
                meaning = self._meaning(
                    one.text, asked=min(one.asked or today, today), closes=one.closes, criteria=one.criteria,
                    background=one.background,
                    market=one.market,
                )  # fmt: skip
                odds = answered(
                    self._store, meaning.understood, meaning.context, beside=meaning.beside, before=before
                )
            except QuestionNotUnderstood as error:
                refused.append(skipped_because(error))
                if meaning is not None:
                    self._put_refused(meaning, error, by=by, key=one.key, url=one.url)
                continue
            known = known_of(meaning, by=by, key=one.key, url=one.url, outcome_known=one.outcome is not None)
            answers.append((odds, known))
            outcomes.append(one)
        asked = put_on_record(self._store, answers)
        there = {one.id for one in before if one.resolutions}
        settled = [
            self._settled_elsewhere(here, one)
            for here, one in zip(asked, outcomes, strict=True)
            if one.outcome is not None and here.id not in there
        ]
        enter(self._store, RESOLUTION, settled)
        return BroughtIn(asked, len(settled), tuple(refused))

    # Settling

    def resolve(
        self,
        question: str | None = None,
        outcome: str | None = None,
        *,
        by: str | None = None,
        reason: str | None = None,
        undo: bool = False,
    ) -> Resolved:
        """Settle all questions that a rule can settle; or one by hand; or take a resolution back.

        Args:
            question: its id or the beginning of it; all questions when left out.
            outcome: yes, no, contested or void, by hand.
            by: who settles it by hand, or takes it back.
            reason: why; needed by hand.
            undo: take back the last resolution of `question`, or the one with that id.

        Raises:
            ObjectUnknown: there is no such question, or nothing to take back.
            SettingInvalid: nobody or no reason is named, or it is settled already.
        """
        now = self._clock()
        if question is None:
            return resolve_by_rule(self._store, now=now)
        if undo:
            return Resolved((take_back(self._store, question, by=by, reason=reason, now=now),), ())
        if outcome is None:
            return resolve_by_rule(self._store, now=now, only=question)
        return Resolved((resolve_by_hand(self._store, question, outcome, by=by, reason=reason, now=now),), ())

    # Looking

    def kept(self, *, as_of: date | None = None) -> tuple[Kept, ...]:
        """Return the questions on the record by the day on which they close, as of an earlier day when given."""
        if as_of is None:
            return kept_of(self._store, on=self.today)
        until = end_of(as_of)
        return kept_of(self._store, on=until.date().isoformat(), until=until)

    def find(self, prefix: str) -> Kept:
        """Return the question with an id, or the beginning of it, and all that its odds rest on.

        Raises:
            ObjectUnknown: there is none, or there are several.
        """
        return find_question(self._store, prefix, on=self.today)

    def record(self, *, as_of: date | None = None) -> TrackRecord:
        """Return the record: what is due first, how odds fared, whether they came true as often as they said."""
        on = self.today if as_of is None else end_of(as_of).date().isoformat()
        until = None if as_of is None else end_of(as_of)
        return track_record(self.kept(as_of=as_of), on=on, refused=refused_of(self._store, until=until))

    def _settled_elsewhere(self, asked: Asked, brought: Brought) -> Resolution:
        """Return how a question that was brought in had been settled where it was asked."""
        return Resolution.of(
            question=asked.id, outcome=brought.outcome, by=brought.settled_by, at=written(self._clock()),
            reason=f"settled where it was asked, as {brought.key}", made_by=made_by("questions"),
        )  # fmt: skip


def known_of(meaning: Meaning, **known: object) -> dict[str, object]:
    """Return what was known beside a question, as it goes on the record."""
    return {"background": meaning.beside.background, "crowd": meaning.beside.market, **known}
