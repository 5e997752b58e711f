"""Tell people what they asked to be told of: by the rules in the casebook's `alerts.toml`."""

from fogline.casebook.asking import Asking
from fogline.casebook.looking import Looking
from fogline.casebook.watching import Watching
from fogline.indicators.alert_facts import DENIALS, contested, denied, met, moved
from fogline.indicators.alert_rules import AlertPlan, ContestedRule, DenialRule, OddsRule, Rule, ThresholdRule
from fogline.model.alert import Alert, AlertKept, Standing
from fogline.pipeline.alerting import (
    Show,
    alerts_kept,
    is_held,
    read_plan,
    see_to_deliveries,
    take_note,
    with_reports,
)
from fogline.pipeline.alerting_odds import ask_again

__all__ = ["Alerting"]


class Alerting(Watching, Asking, Looking):
    """What a casebook tells people of by itself."""

    @property
    def alert_plan(self) -> AlertPlan:
        """The rules and targets of `alerts.toml`, none where there is no such file.

        Raises:
            PluginInvalid: the file does not hold together.
        """
        return read_plan(self.path)

    def alerts(self) -> tuple[AlertKept, ...]:
        """Return the alerts that were raised, the earliest first, with what became of each delivery."""
        return alerts_kept(self._store)

    def standing(self, rule: Rule) -> list[Standing]:
        """Return what stands by a rule now, whether an alert was raised for it or not.

        Raises:
            ObjectUnknown: it names a board that is not there.
        """
        if isinstance(rule, ContestedRule):
            found = contested(rule, self.incidents(status="contested", place=rule.place, party=rule.party))
        elif isinstance(rule, DenialRule):
            found = denied(rule, self.claims(sayer=rule.by, stance=DENIALS, place=rule.place))
        elif isinstance(rule, ThresholdRule):
            found = met(rule, self.board(rule.board))
        else:
            kept = sorted(self.questions.kept(), key=lambda one: (one.entered, one.id))
            found = moved(rule, (one.asked for one in kept))
        return with_reports(found, self._store)

    def raise_alerts(self, *, show: Show) -> tuple[tuple[Alert, ...], tuple[str, ...]]:
        """Raise what came to stand since the last look, deliver it and what is to be tried again.

        Open questions of a rule on odds are computed anew first, where anything came in since;
        odds that moved by enough go on the record.

        Args:
            show: prints an alert; it is how rules tell that name no target.

        Returns:
            the alerts that were raised, and why deliveries failed or a question has no odds now.

        Raises:
            PluginInvalid: `alerts.toml` does not hold together.
            ObjectUnknown: a rule names a board that is not there.
        """
        plan, now = self.alert_plan, self._clock()
        with self._store.running(on_wait=lambda _: None):
            # A rule that is looked at for the first time raises nothing: what moved by then would be lost.
            asking = [one for one in plan.rules if isinstance(one, OddsRule) and is_held(self._store, one)]
            unanswered = ask_again(self._store, self.questions, asking)
            raised = tuple(
                alert
                for rule in plan.rules
                for alert in take_note(self._store, rule, self.standing(rule), now=now)
            )
            failed = see_to_deliveries(self._store, plan, show=show, now=now, book=self.path.name)
        return raised, (*unanswered, *failed)
