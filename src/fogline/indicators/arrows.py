"""Draw the arrow of the past month and raise alerts for what may come, each by the rule that the board wrote down."""

from collections.abc import Mapping

from fogline.indicators.board import Alert, Arrow, Reference, Rule
from fogline.model.board import OUTLOOK, AlertSeen, ArrowSeen, ConditionSeen, Direction, MeasuredSeen

__all__ = ["draw_arrow", "raise_alert"]

Seen = Mapping[str, MeasuredSeen | ConditionSeen]
"""The indicators of a board by id, as they stand."""


def draw_arrow(arrow: Arrow, seen: Seen, *, month: str) -> ArrowSeen:
    """Return where things went. A worse month outranks a better one: a warning that is half right is one."""
    rules = {"deteriorated": arrow.deteriorated, "improved": arrow.improved}
    given = {name: rule for name, rule in rules.items() if rule is not None}
    trigger = "; ".join(f"{name} when {say_rule(rule)}" for name, rule in given.items())
    reason = "; ".join(f"{name}: {say_standing(rule, seen)}" for name, rule in given.items())
    return ArrowSeen(month, direction_of(given, seen), trigger, reason)


def direction_of(rules: Mapping[str, Rule], seen: Seen) -> Direction:
    """Return the direction; where nothing that was asked has data, there is none."""
    if "deteriorated" in rules and holds(rules["deteriorated"], seen):
        return "deteriorated"
    if "improved" in rules and holds(rules["improved"], seen):
        return "improved"
    asked = [seen[one.id] for rule in rules.values() for one in rule.of]
    return "no data" if all(one.state in ("no data", "silent") for one in asked) else "unchanged"


def raise_alert(alert: Alert, seen: Seen) -> AlertSeen:
    """Return an alert, raised or not."""
    return AlertSeen(
        alert.id, alert.kind, alert.name, holds(alert.rule, seen), say_rule(alert.rule),
        say_standing(alert.rule, seen),
    )  # fmt: skip


def holds(rule: Rule, seen: Seen) -> bool:
    """Tell whether a rule is met."""
    return sum(is_so(one, seen) for one in rule.of) >= rule.at_least


def is_so(reference: Reference, seen: Seen) -> bool:
    """Tell whether an indicator is as a rule names it."""
    one = seen[reference.id]
    if reference.state == OUTLOOK:
        return isinstance(one, ConditionSeen) and one.origins[OUTLOOK] > 0
    return one.state == reference.state


def say_rule(rule: Rule) -> str:
    """Return a rule in words."""
    named = ", ".join(map(str, rule.of))
    return named if len(rule.of) == 1 else f"at least {rule.at_least} of {named}"


def say_standing(rule: Rule, seen: Seen) -> str:
    """Return how the indicators of a rule stand, in one line."""
    count = sum(is_so(one, seen) for one in rule.of)
    named = dict.fromkeys(one.id for one in rule.of)
    return f"{count} of {rule.at_least} needed ({', '.join(say_one(id, seen) for id in named)})"


def say_one(id: str, seen: Seen) -> str:
    """Return how one indicator stands: a number with its months, a condition with its origins."""
    one = seen[id]
    return f"{id} {one.state}: {one.reason}" if isinstance(one, MeasuredSeen) else f"{id} {one.state}"
