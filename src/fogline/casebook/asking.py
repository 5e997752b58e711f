"""Ask a casebook what comes next, and keep the record of it."""

from datetime import date
from typing import Any

from fogline.casebook.opened import Opened
from fogline.model.asked import Asked
from fogline.pipeline.forecasting import ForecastRun, forecast_series
from fogline.pipeline.held import held_series
from fogline.pipeline.looking import checked_moment
from fogline.pipeline.questions import Meaning, Questions
from fogline.pipeline.resolving import Resolved
from fogline.questions.context import Context
from fogline.questions.record import TrackRecord
from fogline.questions.series import HeldSeries

__all__ = ["Asking"]


class Asking(Opened):
    """What a casebook is asked."""

    @property
    def questions(self) -> Questions:
        """What people ask: look at a question's meaning, answer it, bring in those of others, find one again."""
        return Questions(self._store, self._stages, clock=self._clock, scale=self.settings.text("odds.words"))

    def ask(self, question: str | Meaning, **known: Any) -> Asked:
        """Return the odds of a question and put them on the record; arguments as of `Questions.ask`.

        Raises:
            QuestionNotUnderstood: it cannot be tied to a series, a rate or a reference class.
        """
        return self.questions.ask(question, **known)

    def held_series(self) -> tuple[HeldSeries, ...]:
        """Return the series of countries that questions are answered from, those by others first."""
        return held_series(self._store)

    def context_of(self, question: str, *, asked: str) -> Context:
        """Return what is known here of what a question may mean, from what was published by the day it is asked."""
        return self.questions.context_of(question, asked=asked)

    def resolve(self, question: str | None = None, outcome: str | None = None, **known: Any) -> Resolved:
        """Settle what a rule can settle, or one question by hand; arguments as of `Questions.resolve`."""
        return self.questions.resolve(question, outcome, **known)

    def record(self, *, as_of: str | date | None = None) -> TrackRecord:
        """Return how the odds of this casebook fared: what is due first, scores, calibration.

        Args:
            as_of: only what had been asked and settled by then.
        """
        return self.questions.record(as_of=None if as_of is None else checked_moment(as_of))

    def forecast(self, series: str, **wanted: Any) -> ForecastRun:
        """Forecast a series and put the run on the record with its draws; arguments as of `forecast_series`."""
        return forecast_series(self._store, series, **wanted)
