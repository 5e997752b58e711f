"""`fogline alerts`: list what was raised and sent; look for what is to be raised now."""

from typing import TYPE_CHECKING

import click

from fogline.cli.book import open_book, split_book
from fogline.cli.output import Column, print_json, print_note, print_table, print_text
from fogline.cli.say import one_line
from fogline.cli.series import say_many
from fogline.model.alert import SHOWN

if TYPE_CHECKING:
    from fogline.casebook import Casebook
    from fogline.model.alert import Alert, AlertKept, Delivery

__all__ = ["alerts_command", "raise_alerts"]

FAILED = 1
ERASED = "(erased with a report that it rested on)"
COLUMNS = (
    Column("raised (UTC)", keep=True), Column("rule", grow=2), Column("what", grow=6), Column("claims", right=True),
    Column("sent", grow=3), Column("alert", keep=True, style="dim"),
)  # fmt: skip
RULES = (
    Column("rule", grow=2),
    Column("asks for", grow=6),
    Column("tells", grow=2),
    Column("stands", right=True),
)
SHORT_ID = 10


@click.command("alerts", epilog="Example: fogline alerts north.fog --check")
@click.argument("arguments", nargs=-1, metavar="[BOOK]")
@click.option(
    "--check", is_flag=True, help="Raise what came to stand, and deliver it and what failed before."
)
@click.option("--rules", is_flag=True, help="List the rules, and how much stands by each now.")
@click.option("--json", "as_json", is_flag=True, help="Print one object a line.")
def alerts_command(arguments: tuple[str, ...], check: bool, rules: bool, as_json: bool) -> int:
    """List the alerts that were raised by the rules in BOOK/alerts.toml, and how each was delivered.

    `fogline watch` raises alerts after each look; --check does so by itself, as after a
    run. A rule raises nothing for what stood when it was written: --rules counts that.
    """
    path, rest = split_book(arguments)
    if rest:
        raise click.UsageError(f"unexpected arguments: {' '.join(rest)}")
    book = open_book(path)
    if check:
        return FAILED if raise_alerts(book, as_json=as_json) else 0
    if rules:
        print_rules(book, as_json=as_json)
        return 0
    kept = book.alerts()
    if as_json:
        print_json(kept)
    elif kept:
        print_table(COLUMNS, map(cells_of, kept))
    else:
        print_note(f"no alert was raised; the rules stand in {path / 'alerts.toml'}")
    return 0


def raise_alerts(book: "Casebook", *, as_json: bool) -> bool:
    """Raise and deliver alerts, print those for this terminal, name what failed; return whether anything did."""

    def show(alert: "Alert") -> None:
        if as_json:
            print_json([{"alert": alert}])
            return
        print_text(f"alert: {one_line(alert.words)}", style="bold")
        print_text(f"  rule {alert.rule}: {alert.trigger}; {say_many(len(alert.claims), 'claim')}: "
                   f"{', '.join(claim[:SHORT_ID] for claim in alert.claims)}")  # fmt: skip

    raised, failed = book.raise_alerts(show=show)
    for why in failed:
        print_note(why)
    elsewhere = sum(set(alert.to) != {SHOWN} for alert in raised)
    if elsewhere:
        print_note(f"{say_many(elsewhere, 'alert')} raised for targets; fogline alerts lists them")
    return bool(failed)


def cells_of(kept: "AlertKept") -> tuple[str, ...]:
    """Return the cells of an alert."""
    alert = kept.alert
    sent = "; ".join(map(say_delivery, kept.deliveries))
    when = alert.at[:16].replace("T", " ")
    return (
        when,
        alert.rule,
        one_line(alert.words) or ERASED,
        str(len(alert.claims)),
        sent,
        alert.id[:SHORT_ID],
    )


def say_delivery(one: "Delivery") -> str:
    """Return how a delivery stands."""
    if one.state == "trying":
        return f"{one.to}: not known, fogline ended while it was sent"
    return f"{one.to}: {one.state}" + (f" ({one.why})" if one.why and one.state != "sent" else "")


def print_rules(book: "Casebook", *, as_json: bool) -> None:
    """Print each rule with what stands by it."""
    plan = book.alert_plan
    standing = [(rule, book.standing(rule)) for rule in plan.rules]
    if as_json:
        print_json(
            {"rule": rule.common.id, "trigger": rule.trigger, "to": rule.common.to, "standing": found}
            for rule, found in standing
        )
        return
    if not plan.rules:
        print_note(f"no rules: write {book.path / 'alerts.toml'}; docs/how-to/get-alerts.md shows one")
        return
    print_table(
        RULES,
        (
            (rule.common.id, rule.trigger, ", ".join(rule.common.to), str(len(found)))
            for rule, found in standing
        ),
    )
