"""`fogline resolve` and `fogline record`: settle questions, and see how the odds that were given for them fared."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from fogline.cli.book import open_book, split_book
from fogline.cli.ledger import only_book
from fogline.cli.odds import print_odds, print_question
from fogline.cli.output import Column, print_json, print_note, print_table, print_text
from fogline.cli.say import one_line
from fogline.cli.say_odds import percent, say_rival

if TYPE_CHECKING:
    from fogline.model.asked import Refused
    from fogline.pipeline.resolving import Resolved
    from fogline.questions.record import Kept, TrackRecord
    from fogline.questions.scoring import Scores

__all__ = ["record_command", "resolve_command"]

SHORT_ID = 10


@click.command(
    "resolve",
    epilog='Example: fogline resolve north.fog q-3f9a12 yes --by "Ada Kern" --reason "the treaty was signed"',
)
@click.argument("arguments", nargs=-1, metavar="[BOOK] [QUESTION [yes|no|contested|void]]")
@click.option("--by", help="Who settles it by hand, or takes it back.")
@click.option("--reason", help="Why; needed by hand.")
@click.option("--undo", is_flag=True, help="Take back how QUESTION was settled.")
@click.option(
    "--json", "as_json", is_flag=True, help="Print one resolution a line, then what is left to people."
)
def resolve_command(
    arguments: tuple[str, ...], by: str | None, reason: str | None, undo: bool, as_json: bool
) -> int:
    """Settle every question that its rule can settle; or one by hand, with a name and a reason.

    What is due and cannot be settled by a rule is named with what is missing. Where rival
    claims settle a question differently it is contested, and both ways are shown.
    """
    path, rest = split_book(arguments)
    if len(rest) > 2 or (undo and len(rest) != 1):
        raise click.UsageError("give a question and, by hand, yes, no, contested or void after the casebook")
    book = open_book(path)
    question, outcome = (*rest, None, None)[:2]
    print_resolved(book.resolve(question, outcome, by=by, reason=reason, undo=undo), as_json)
    return 0


def print_resolved(done: "Resolved", as_json: bool) -> None:
    """Print what was settled, and what is left to people."""
    if as_json:
        print_json(done.settled)
        print_json(done.left)
        return
    for one in done.settled:
        what = one.outcome or f"open again: {one.undone} is taken back"
        print_text(f"{one.question[:SHORT_ID]}  {what} (by {one.by}): {one.reason}")
        for rival in one.rivals:
            print_text(f"{'':{SHORT_ID}}  {say_rival(rival)}")
    for left in done.left:
        print_text(f"{left.question[:SHORT_ID]}  left to a person: {left.because}")
        print_text(f"{'':{SHORT_ID}}  {left.text}", style="dim")
    print_text(f"{len(done.settled):,} settled, {len(done.left):,} due and left to people")


@click.command("record", epilog="Example: fogline record north.fog --as-of 2026-12-31")
@click.argument("arguments", nargs=-1, metavar="[BOOK] [QUESTION]")
@click.option("--as-of", help="Only what had been asked and settled by that day.")
@click.option("--json", "as_json", is_flag=True, help="Print the whole record, or the question, as JSON.")
def record_command(arguments: tuple[str, ...], as_of: str | None, as_json: bool) -> int:
    """Show what is due, how the odds fared beside base rate and crowd, and whether they came true as often as said.

    With the id of a question: what it meant, what its odds rest on, how it was settled.
    """
    path, rest = split_book(arguments)
    if len(rest) == 1:
        print_kept(open_book(path).questions.find(rest[0]), as_json)
        return 0
    record = only_book(arguments).record(as_of=as_of)
    if as_json:
        print_json([record])
    else:
        print_record(record)
    return 0


def print_kept(kept: "Kept", as_json: bool) -> None:
    """Print one question with its odds and how it was settled."""
    if as_json:
        print_json([{**kept.to_dict(), "brier": kept.brier}])
        return
    print_question(kept.asked.question)
    print_odds(kept.asked)
    scored = "" if kept.brier is None else f", Brier score {kept.brier:.3f}"
    print_text(f"{kept.id[:SHORT_ID]}  {kept.state}{scored}; on the record since {kept.entered[:16]} UTC")
    for one in kept.resolutions:
        print_text(f"settled {one.outcome} by {one.by} on {one.at[:10]}: {one.reason}")
    for rival in kept.rivals if kept.state == "contested" else ():
        print_text(say_rival(rival))
    if kept.erased:
        print_text(f"reports it rests on were erased since: {', '.join(kept.erased)}")


def print_record(record: "TrackRecord") -> None:
    """Print a record: what is due first."""
    print_questions("due, and not settled", record.due)
    print_questions("contested", record.contested)
    print_questions("settled", record.settled)
    print_questions("open", record.open)
    if record.scores is not None:
        print_scores("asked before anybody could know", record.scores)
    if record.in_hindsight is not None:
        print_scores("asked in hindsight, or brought in with the outcome", record.in_hindsight)
    print_refused(record.refused)
    if record.bounds is not None:
        print_text(f"once all that matured is settled, the Brier score lies between {record.bounds[0]:.3f} and "
                   f"{record.bounds[1]:.3f}")  # fmt: skip
    void = "" if record.void_share is None else f", {len(record.void):,} void ({percent(record.void_share)})"
    print_text(
        f"{record.on}: {record.matured:,} matured, {len(record.due):,} of them due, "
        f"{len(record.contested):,} contested{void}; {len(record.open):,} open"
    )
    if record.refused_share is not None and record.refused:
        print_text(f"{len(record.refused):,} refused ({percent(record.refused_share)} of all that was asked)")
    if record.due:
        print_note("fogline resolve settles what a rule can settle, and says what a person has to")


def print_questions(heading: str, kept: "Iterable[Kept]") -> None:
    """Print questions as a table under a heading; nothing where there is none."""
    rows = [
        (
            one.id[:SHORT_ID], one.asked.question.closes, percent(one.asked.probability), one.state,
            "" if one.brier is None else f"{one.brier:.3f}", one_line(one.asked.question.text),
        )
        for one in kept
    ]  # fmt: skip
    if not rows:
        return
    print_text(heading, style="bold")
    columns = (
        Column("question", keep=True, style="dim"), Column("closes", keep=True), Column("odds", right=True, keep=True),
        Column("state", keep=True), Column("Brier", right=True, keep=True), Column("asked", grow=1),
    )  # fmt: skip
    print_table(columns, rows)
    print_text()


def print_refused(refused: "Iterable[Refused]") -> None:
    """Print the questions that nothing could answer, and what was missing."""
    rows = [
        (one.question.closes, one_line(one.question.text), one_line(one.missing.removeprefix("missing: ")))
        for one in refused
    ]
    if not rows:
        return
    print_text("refused", style="bold")
    print_table((Column("closes", keep=True), Column("asked", grow=1), Column("why", grow=1)), rows)
    print_text()


def print_scores(heading: str, scores: "Scores") -> None:
    """Print scores beside those of base rate and crowd, and the calibration table."""
    noun = "question" if scores.questions == 1 else "questions"
    print_text(f"{heading}: {scores.questions:,} {noun}, {scores.answers:,} answers", style="bold")
    between = "" if scores.brier.low is None else f" ({scores.brier.low:.3f} to {scores.brier.high:.3f})"
    print_text(
        f"Brier score {scores.brier.value:.3f}{between}, log score {scores.log.value:.3f}; 0 is perfect"
    )
    for one in scores.beside:
        print_text(
            f"on {one.questions:,} of them ours is {one.ours:.3f}, that of the {one.voice} {one.theirs:.3f}"
        )
    columns = (
        Column("odds from", right=True, keep=True), Column("to", right=True, keep=True),
        Column("questions", right=True, keep=True), Column("said", right=True, keep=True),
        Column("came", right=True, keep=True), Column("true share, 95 in 100", right=True, keep=True),
        Column("holds", keep=True),
    )  # fmt: skip
    rows = (
        (
            percent(one.above), percent(one.upto), f"{one.questions:g}", percent(one.said), percent(one.came),
            f"{percent(one.low)} to {percent(one.high)}", "yes" if one.holds else "no",
        )
        for one in scores.calibration
    )  # fmt: skip
    print_table(columns, rows)
    print_text()
