"""`fogline board`: indicators that a user defined, with the claims for and against each, an arrow and alerts."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fogline.cli.book import open_book, split_book
from fogline.cli.output import Column, print_facts, print_json, print_note, print_table, print_text
from fogline.cli.say import one_line
from fogline.cli.series import say_count, say_many
from fogline.errors import SettingInvalid

if TYPE_CHECKING:
    from fogline.casebook import Casebook
    from fogline.model.board import BoardSeen, ConditionSeen, MeasuredSeen, Speaking

__all__ = ["board_command"]

FAILED = 2
SHORT_ID = 10
SHOWN = 3
DRAFT_HINT = "fogline board BOOK --draft > BOOK/boards/watch.toml proposes one from what was read"
MEASURED = (
    Column("measure", grow=3), Column("months", keep=True), Column("number", right=True, keep=True),
    Column("low to high", right=True, keep=True), Column("is", keep=True), Column("because", grow=5),
    Column("rests on", grow=3),
)  # fmt: skip
CLAIMS = (
    Column("speaks", keep=True), Column("published", keep=True), Column("who", grow=2), Column("how", grow=2),
    Column("grade", keep=True), Column("words", grow=6), Column("claim", keep=True, style="dim"),
)  # fmt: skip
ALERTS = (
    Column("alert", grow=3), Column("kind", keep=True), Column("raised", keep=True), Column("because", grow=5),
    Column("trigger", grow=3),
)  # fmt: skip


@click.command("board", epilog="Example: fogline board north.fog panjshir --published-until 2022-05-20")
@click.argument("arguments", nargs=-1, metavar="[BOOK] [NAME]")
@click.option("--as-of", help="Only what had been received and decided by that day.")
@click.option("--published-until", help="Only what had been published by that day.")
@click.option(
    "--draft", is_flag=True, help="Propose a board from what claims say depends on an “if”, as TOML to edit."
)
@click.option("--check", is_flag=True, help="Only check that the board holds together and can be answered.")
@click.option("--json", "as_json", is_flag=True, help="Print one object a line.")
def board_command(
    arguments: tuple[str, ...],
    as_of: str | None,
    published_until: str | None,
    draft: bool,
    check: bool,
    as_json: bool,
) -> int:
    """Show a board of indicators: measures with thresholds, conditions to watch, the past month, alerts ahead.

    NAME is a file of the casebook's boards/, without .toml, or the path of any TOML
    file; without it, all boards of the casebook. A condition shows every claim that
    speaks for it, against it, or of it as to come. Without a day a board stands at
    the day of the last report.
    """
    path, rest = split_book(arguments)
    if len(rest) > 1:
        raise SettingInvalid(f"arguments: {' '.join(rest)!r}, expected a casebook and the name of a board")
    book = open_book(path)
    if draft:
        print_text(book.draft_board().rstrip("\n"))
        return 0
    names = rest or book.boards()
    if not names:
        print_note(f"{path} has no board; {DRAFT_HINT}")
    if check:
        return print_checked(book, names)
    boards = [book.board(name, as_of=as_of, published_until=published_until) for name in names]
    if as_json:
        print_json(boards)
        return 0
    for number, board in enumerate(boards):
        if number:
            print_text()
        print_board(board)
    return 0


def print_checked(book: "Casebook", names: Sequence[str | Path]) -> int:
    """Print what of some boards the casebook cannot answer; the exit status says whether there is anything."""
    problems = [(name, problem) for name in names for problem in book.check_board(name)]
    for name, problem in problems:
        print_text(f"{name}: {problem}")
    print_text(f"{say_many(len(names), 'board')} checked, {say_many(len(problems), 'problem')}")
    return FAILED if problems else 0


def print_board(board: "BoardSeen") -> None:
    """Print a board."""
    print_text(f"{board.title} ({board.name})", style="bold")
    clocks = [
        f"{name} {day}"
        for name, day in (
            ("received and decided by", board.as_of),
            ("published until", board.published_until),
        )
        if day is not None
    ]
    print_text(f"at the end of {board.day}: {', '.join(clocks) or 'the day of the last report'}")
    if board.about:
        print_text(one_line(board.about))
    if board.arrow is not None:
        print_text()
        print_text(f"the past month, {board.arrow.month}: {board.arrow.direction}", style="bold")
        print_facts([("because", board.arrow.reason), ("trigger", board.arrow.trigger)])
    if board.alerts:
        print_text()
        print_text("alerts for what may come", style="bold")
        print_table(
            ALERTS,
            (
                (one.name, one.kind, "yes" if one.raised else "no", one.reason, one.trigger)
                for one in board.alerts
            ),
        )
    if board.measured:
        print_text()
        print_text("measures", style="bold")
        print_table(MEASURED, map(cells_of, board.measured))
    for condition in board.conditions:
        print_condition(condition)
    print_note("fogline show BOOK CLAIM shows a claim in its report")


def cells_of(one: "MeasuredSeen") -> tuple[str, ...]:
    """Return the cells of a measured indicator."""
    months = one.first if one.first == one.last else f"{one.first} to {one.last}"
    low, high = ("open" if end is None else say_count(end) for end in (one.low, one.high))
    known = one.value is not None
    state = one.state if one.certain or one.state == "no data" else f"{one.state} (not by its whole range)"
    what = f"{one.name}: {one.series}, {one.area}, {one.trigger}"
    return (
        what, months, say_count(one.value) if known else "no data", f"{low} to {high}" if known else "", state,
        one.reason, say_behind(one),
    )  # fmt: skip


def say_behind(one: "MeasuredSeen") -> str:
    """Return what a number rests on: its claims, or the source that counted."""
    if not one.claims:
        return one.source or ""
    shown = ", ".join(claim[:SHORT_ID] for claim in one.claims[:SHOWN])
    more = f" and {len(one.claims) - SHOWN:,} more" if len(one.claims) > SHOWN else ""
    return f"{say_many(len(one.claims), 'claim')}: {shown}{more}"


def print_condition(condition: "ConditionSeen") -> None:
    """Print a condition with all claims that speak to it."""
    print_text()
    print_text(f"{condition.name} ({condition.id}): {condition.state}", style="bold")
    print_facts(
        [("because", condition.reason), ("trigger", condition.trigger), ("then", condition.then or "")]
    )
    claims = (*condition.for_, *condition.against, *condition.outlook, *condition.open)
    if claims:
        print_table(CLAIMS, map(claim_cells, claims))


def claim_cells(one: "Speaking") -> tuple[str, ...]:
    """Return the cells of a claim that speaks to a condition."""
    who = one.sayer or "(not named)"
    through = f", {one.outlet}" if one.outlet and one.outlet != one.sayer else ""
    marks = [one.stance.replace("_", " ")]
    marks += ["not"] if one.polarity == "negated" else []
    marks += [one.certainty] if one.certainty != "stated" else []
    marks += ["taken back later"] if one.taken_back else []
    return (
        one.side, (one.published or "unknown")[:10], f"{who}{through}", ", ".join(marks), one.grade or "",
        f"“{one_line(one.quote)}”", one.claim[:SHORT_ID],
    )  # fmt: skip
