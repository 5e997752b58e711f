"""Raise alerts once and see each to its targets: what was raised, held and sent is folded from the journal.

A rule that is met for the first time, or was changed, raises nothing for what
stands already: it holds that and raises what comes to stand from then on. Before an
alert goes to a target the journal says that it is tried, and after it whether it
arrived: a program that ends in between leaves it open, and never sends it twice.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from fogline.alerts.delivery import deliver
from fogline.errors import AlertUndelivered
from fogline.indicators.alert_rules import AlertPlan, Rule, ThresholdRule, parse_alerts
from fogline.model.alert import SHOWN, Alert, AlertKept, Delivery, Standing
from fogline.pipeline.recording import ALERT, body_of, enter, entered
from fogline.plugins import read_toml
from fogline.store.chain import written
from fogline.store.store import Store

__all__ = [
    "ALERTS_FILE", "Show", "alerts_kept", "is_held", "read_plan", "see_to_deliveries", "take_note", "with_reports",
]  # fmt: skip

ALERTS_FILE = "alerts.toml"
HELD, DELIVERY = "alert_rule", "alert_delivery"
"""Kinds of the entries about what a rule holds, and about deliveries."""

TRIES = 8
# The first failure is tried again after a minute, each further one after twice as long: the eighth after an hour.
FIRST_WAIT_S = 60

Show = Callable[[Alert], None]


@dataclass(slots=True)
class Held:
    """What stands by a rule already: the names of things, by the digest of the rule's lines."""

    written: str | None = None
    names: set[str] = field(default_factory=set)


def read_plan(folder: Path) -> AlertPlan:
    """Return the rules and targets of a casebook, none where it has no `alerts.toml`.

    Raises:
        PluginInvalid: the file does not hold together.
    """
    path = folder / ALERTS_FILE
    return parse_alerts(read_toml(path), where=str(path)) if path.is_file() else AlertPlan((), {})


# Raising


def take_note(store: Store, rule: Rule, standing: Sequence[Standing], *, now: datetime) -> tuple[Alert, ...]:
    """Raise what came to stand by a rule since the last look, and keep it; return it."""
    held = held_by(store).get(rule.common.id, Held())
    names = {name for one in standing for name in one.names}
    is_first = held.written != rule.common.written
    fresh = [] if is_first else [one for one in standing if held.names.isdisjoint(one.names)]
    # An indicator that leaves its state may come into it again; an incident stays the same incident.
    gone = held.names - names if is_first or isinstance(rule, ThresholdRule) else set()
    alerts = [
        Alert.of(rule.common.id, rule.trigger, one, to=rule.common.to, at=written(now)) for one in fresh
    ]
    enter(store, ALERT, alerts)
    if is_first or gone or not names <= held.names:
        body = {
            "rule": rule.common.id, "written": rule.common.written,
            "held": sorted(names - held.names), "gone": sorted(gone),
        }  # fmt: skip
        with store.writing():
            store.journal.append(HELD, body)
    return tuple(alerts)


def held_by(store: Store) -> Mapping[str, Held]:
    """Return what each rule holds, by its id. What an alert was raised for is held, whether or not it was noted."""
    rules: dict[str, Held] = {}
    for entry in store.journal.entries():
        if entry.kind == HELD:
            held = rules.setdefault(entry.body["rule"], Held())
            held.written = entry.body["written"]
            held.names.difference_update(entry.body["gone"])
            held.names.update(entry.body["held"])
        elif entry.kind == ALERT:
            rules.setdefault(entry.body["rule"], Held()).names.update(entry.body["names"])
    return rules


def is_held(store: Store, rule: Rule) -> bool:
    """Whether a rule was looked at before, as it is written."""
    held = held_by(store).get(rule.common.id)
    return held is not None and held.written == rule.common.written


def alerts_kept(store: Store) -> tuple[AlertKept, ...]:
    """Return every alert that was raised, the earliest first, with what became of its deliveries."""
    alerts = [alert_of(body_of(store, entry, whole=True)) for entry in entered(store, ALERT)]
    ways = {(alert.id, to): Delivery(to) for alert in alerts for to in alert.to}
    for entry in store.journal.entries(DELIVERY):
        body = entry.body
        one = ways.get((body["alert"], body["to"]))
        if one is not None and one.state != "sent":
            tries = one.tries + (body["state"] == "trying")
            ways[body["alert"], body["to"]] = Delivery(
                one.to, body["state"], tries, entry.received, body.get("why") or one.why
            )
    return tuple(AlertKept(alert, tuple(ways[alert.id, to] for to in alert.to)) for alert in alerts)


def alert_of(body: Mapping[str, Any]) -> Alert:
    """Return the alert in an entry of the journal."""
    fields: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in body.items()
    }
    return Alert(**fields)


# Delivering


def see_to_deliveries(
    store: Store, plan: AlertPlan, *, show: Show, now: datetime, book: str
) -> tuple[str, ...]:
    """Deliver what waits or is due to be tried again; return why what failed did.

    Args:
        store: the casebook's.
        plan: the targets.
        show: prints an alert.
        now: the time.
        book: name of the casebook, as alerts show it.
    """
    failures = []
    for kept in alerts_kept(store):
        for one in kept.deliveries:
            if is_due(one, now) and (why := attempt(store, plan, kept.alert, one, show, now, book)):
                failures.append(why)
    return tuple(failures)


def is_due(one: Delivery, now: datetime) -> bool:
    """Whether a delivery is to be tried by now."""
    if one.state == "failed" and one.at is not None:
        wait = timedelta(seconds=FIRST_WAIT_S * 2 ** (one.tries - 1))
        return now >= datetime.fromisoformat(one.at) + wait
    return one.state == "waiting"


def attempt(
    store: Store, plan: AlertPlan, alert: Alert, one: Delivery, show: Show, now: datetime, book: str
) -> str | None:
    """Try one delivery and note how it went; return why it failed, None when it arrived."""
    note(store, alert, one.to, "trying")
    try:
        if one.to == SHOWN:
            show(alert)
        elif one.to in plan.targets:
            deliver(alert, plan.targets[one.to], book=book, now=now)
        else:
            raise AlertUndelivered(f"to.{one.to}: no such target any more, expected it in {ALERTS_FILE}")
    except AlertUndelivered as error:
        last = one.tries + 1 >= TRIES
        note(store, alert, one.to, "given up" if last else "failed", str(error))
        more = "given up" if last else "tried again later"
        return f"alert {alert.id} {error}; {more}" + (f" ({error.hint})" if error.hint else "")
    note(store, alert, one.to, "sent")
    return None


def note(store: Store, alert: Alert, to: str, state: str, why: str | None = None) -> None:
    """Enter into the journal how a delivery stands."""
    with store.writing():
        store.journal.append(
            DELIVERY, {"alert": alert.id, "to": to, "state": state, **({"why": why} if why else {})}
        )


def with_reports(standing: Iterable[Standing], store: Store) -> list[Standing]:
    """Return what stands with the reports of its claims, where the rule did not know them."""
    found = []
    for one in standing:
        if one.reports or not one.claims:
            found.append(one)
            continue
        rows = store.tables.rows(
            "select distinct report from claims where list_contains(?, id)", (list(one.claims),)
        )
        found.append(replace(one, reports=tuple(sorted(row["report"] for row in rows))))
    return found
