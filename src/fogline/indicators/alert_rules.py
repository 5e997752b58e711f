"""Read alert rules: the TOML document in which a user says of what to be told, and by which way."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, get_args

from fogline.indicators.board import Table
from fogline.model.alert import ALERT_RULES, SHOWN
from fogline.model.ids import sha256_hex
from fogline.model.records import canonical_json
from fogline.model.vocabulary import MEASURES

__all__ = [
    "AlertPlan", "ContestedRule", "DenialRule", "Kind", "OddsRule", "Rule", "Target", "ThresholdRule",
    "parse_alerts",
]  # fmt: skip

HINT = "docs/how-to/get-alerts.md shows a whole file"
Kind: TypeAlias = Literal["email", "webhook", "apprise"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Common:
    """What every rule has: its name, whom it tells, and the digest of its own lines."""

    id: str
    to: tuple[str, ...]
    written: str


@dataclass(frozen=True, slots=True)
class ContestedRule:
    """A contested incident of which somebody reports more than `over` of a measure, at a place or with a party."""

    common: Common
    measure: str
    over: int
    place: str | None
    party: str | None

    @property
    def trigger(self) -> str:
        """The rule in words."""
        limits = [f"in {self.place}"] * bool(self.place) + [f"with {self.party}"] * bool(self.party)
        return " ".join(
            ["a contested incident", *limits, f"with more than {self.over:,} reported {self.measure}"]
        )


@dataclass(frozen=True, slots=True)
class DenialRule:
    """A denial by a party, of anything or at a place."""

    common: Common
    by: str
    place: str | None

    @property
    def trigger(self) -> str:
        """The rule in words."""
        return f"a denial by {self.by}" + (f" about {self.place}" if self.place else "")


@dataclass(frozen=True, slots=True)
class ThresholdRule:
    """An indicator of a board that comes into a state."""

    common: Common
    board: str
    indicator: str
    state: str

    @property
    def trigger(self) -> str:
        """The rule in words."""
        return f"{self.indicator} of the board {self.board} becomes {self.state}"


@dataclass(frozen=True, slots=True)
class OddsRule:
    """Odds on the record that moved by so many points since the last alert, of all questions or some."""

    common: Common
    points: int
    question: str | None

    @property
    def trigger(self) -> str:
        """The rule in words."""
        which = f" of a question with “{self.question}”" if self.question else ""
        return f"odds{which} that moved by {self.points} points or more"


Rule: TypeAlias = ContestedRule | DenialRule | ThresholdRule | OddsRule


@dataclass(frozen=True, slots=True)
class Target:
    """Where alerts go. `secret` names the environment variable that holds a password, a key or an address."""

    name: str
    kind: Kind
    url: str | None = None
    secret: str | None = None
    server: str | None = None
    port: int = 587
    tls: str = "starttls"
    user: str | None = None
    sender: str | None = None
    receivers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AlertPlan:
    """All rules of a casebook, and the targets by name."""

    rules: tuple[Rule, ...]
    targets: Mapping[str, Target]


def parse_alerts(document: Mapping[str, Any], *, where: str) -> AlertPlan:
    """Return the rules and targets of a TOML document.

    Raises:
        PluginInvalid: a key is missing, unknown or of another kind, or a rule names a target that is not there.
    """
    top = Table(document, where, HINT)
    written = top.take("to", dict, "tables, each under [to.NAME]", {})
    targets = {name: target_of(name, value, where) for name, value in written.items()}
    rules = tuple(rule_of(one, targets) for one in top.tables("alert"))
    top.done()
    ids = [rule.common.id for rule in rules]
    if twice := sorted({id for id in ids if ids.count(id) > 1}):
        raise top.wrong("id", f"{twice[0]!r} twice", "an id of its own for each alert")
    return AlertPlan(rules, targets)


def rule_of(table: Table, targets: Mapping[str, Target]) -> Rule:
    """Return one rule."""
    written = sha256_hex(canonical_json({name: value for name, value in table.left.items() if name != "to"}))
    to = table.words("to") or (SHOWN,)
    if unknown := [name for name in to if name not in (*targets, SHOWN)]:
        known = ", ".join([SHOWN, *targets])
        raise table.wrong("to", repr(unknown[0]), f"one of {known}; another stands under [to.{unknown[0]}]")
    common = Common(table.text("id"), to, written)
    when = table.choice("when", ALERT_RULES)
    rule: Rule
    if when == "contested":
        rule = ContestedRule(
            common, table.choice("measure", MEASURES, "killed"), table.take("over", int, "a whole number", 0),
            table.text("place", None), table.text("party", None),
        )  # fmt: skip
    elif when == "denial":
        rule = DenialRule(common, table.text("by"), table.text("place", None))
    elif when == "threshold":
        rule = ThresholdRule(common, table.text("board"), table.text("indicator"), table.text("state", "met"))
    else:
        rule = OddsRule(common, table.count("points", 10), table.text("question", None))
    table.done()
    return rule


def target_of(name: str, value: Any, where: str) -> Target:
    """Return one target."""
    if not isinstance(value, Mapping):
        raise Table({}, where, HINT).wrong("to", repr(value), f"a table, [to.{name}]")
    table = Table(value, f"{where}: to.{name}", HINT)
    kind: Kind = table.choice("kind", KINDS)
    if kind == "webhook":
        target = Target(name, kind, url=table.text("url"), secret=table.text("secret", None))
    elif kind == "apprise":
        target = Target(name, kind, secret=table.text("secret"))
    else:
        target = Target(
            name, kind, server=table.text("server"), port=table.count("port", 587),
            tls=table.choice("tls", ("starttls", "tls", "none"), "starttls"), user=table.text("user", None),
            secret=table.text("secret", None), sender=table.text("from"), receivers=table.words("receivers"),
        )  # fmt: skip
        if not target.receivers:
            raise table.wrong("receivers", "none", 'a list of addresses, such as ["desk@wire.example"]')
    table.done()
    return target
