"""`fogline ask`: a question in plain English, shown as understood, then answered with odds and put on the record."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fogline.cli.asking import ask_key, ask_line
from fogline.cli.book import open_book, split_book
from fogline.cli.output import print_facts, print_json, print_note, print_table, print_text
from fogline.cli.say_odds import (
    case_columns,
    case_row,
    facts_of_odds,
    facts_of_question,
    say_headline,
    say_rival,
)
from fogline.errors import SettingInvalid

if TYPE_CHECKING:
    from fogline.casebook import Casebook
    from fogline.model.asked import Asked
    from fogline.model.odds import Odds
    from fogline.model.question import Question
    from fogline.pipeline.questions import Meaning

__all__ = ["ask_command", "print_odds", "print_question"]

SKIPPED = 3
SHOWN_CASES = 8
KEYS = {"a": "answer it", "e": "edit a field", "q": "leave it"}


@click.command(
    "ask",
    epilog='Example: fogline ask north.fog "Will foreign troops be back in Afghanistan within a year?" --words phia',
)
@click.argument("arguments", nargs=-1, metavar="[BOOK] QUESTION")
@click.option("--asked", help="Day of the question, an ISO 8601 date; today when left out.")
@click.option("--closes", help="Last day that counts, where the question does not say.")
@click.option("--criteria", default="", help="The rule by which it is settled.")
@click.option("--background", default="", help="What is known beside; @FILE reads it from a file.")
@click.option("--market", type=click.FloatRange(0, 1), help="Probability that a market or a crowd gives.")
@click.option(
    "--words", "scale", help="Whose words: icd203, phia or ipcc; that of the settings when left out."
)
@click.option(
    "--set",
    "changes",
    multiple=True,
    metavar="FIELD=VALUE",
    help="Set a field of the question; may be repeated.",
)
@click.option("--edit", is_flag=True, help="Ask for corrections even where nothing is a terminal.")
@click.option("--show", is_flag=True, help="Show the question as understood and stop.")
@click.option("--by", help="Who asks.")
@click.option(
    "--from",
    "source",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Answer all questions of a file: a ForecastBench question set, or JSON like Metaculus'.",
)
@click.option(
    "--resolutions",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="ForecastBench's resolution set for --from.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one object a line.")
def ask_command(
    arguments: tuple[str, ...], asked: str | None, closes: str | None, criteria: str, background: str,
    market: float | None, scale: str | None, changes: tuple[str, ...], edit: bool, show: bool, by: str | None,
    source: Path | None, resolutions: Path | None, as_json: bool,
) -> int:  # fmt: skip
    """Ask what comes next: the question as understood first, then the odds, which go on the record.

    The answer has a probability with its range and the words of a scale, the base rate it
    starts from, what moved it and by how much, what would change it, and how such questions
    fared. A question that cannot be tied to a series, a rate or a reference class is refused.
    """
    path, words = split_book(arguments)
    book = open_book(path)
    if source is not None:
        if words:
            raise click.UsageError("give a question, or --from FILE, not both")
        return bring_in(book, source, resolutions, by=by, as_json=as_json)
    if not words:
        raise click.UsageError(
            'give a question in quotation marks after the casebook, such as "Will … by May?"'
        )
    meaning = book.questions.understand(
        " ".join(words),
        asked=asked,
        closes=closes,
        criteria=criteria,
        background=text_of(background),
        market=market,
    ).edited(pairs_of(changes))
    if not as_json or show:
        shown(meaning, as_json)
    if show:
        return 0
    if not as_json and (edit or sys.stdin.isatty()):
        wanted = corrected(meaning)
        if wanted is None:
            print_note("left unanswered: nothing is on the record")
            return 0
        meaning = wanted
    answer = book.ask(meaning, by=by, scale=scale)
    if as_json:
        print_json([answer])
    else:
        print_odds(answer)
        print_text(
            f"on the record as {answer.id[:10]}; fogline resolve settles it once {answer.question.closes} is over"
        )
    return 0


def shown(meaning: "Meaning", as_json: bool) -> None:
    """Print a question as it is understood."""
    question = meaning.understood.question
    if as_json:
        print_json([question])
    else:
        print_question(question)


def corrected(meaning: "Meaning") -> "Meaning | None":
    """Return the question as a person leaves it, None when it is not to be answered."""
    from fogline.questions.editing import EDITABLE

    while True:
        key = ask_key(KEYS)
        if key != "e":
            return meaning if key == "a" else None
        print_note(f"fields: {', '.join(EDITABLE)}")
        line = ask_line("FIELD=VALUE")
        try:
            meaning = meaning.edited(pairs_of([line]))
        except SettingInvalid as error:
            print_note(f"{error}" + (f" ({error.hint})" if error.hint else ""))
            continue
        print_question(meaning.understood.question)


def bring_in(
    book: "Casebook", source: Path, resolutions: Path | None, *, by: str | None, as_json: bool
) -> int:
    """Answer the questions of a file and print how many were answered, settled and refused."""
    from fogline.importers.forecastbench import is_forecastbench, json_of, read_forecastbench
    from fogline.importers.metaculus import read_metaculus

    as_set = source.suffix != ".jsonl" and is_forecastbench(json_of(source))
    brought = read_forecastbench(source, resolutions) if as_set else read_metaculus(source)
    done = book.questions.bring_in(brought, by=by)
    for one in done.refused:
        print_note(f"refused: {one.reason}" + (f" ({one.hint})" if one.hint else ""))
    if as_json:
        print_json(done.asked)
        print_json({"error": one.reason, "class": one.error} for one in done.refused)
    else:
        print_text(
            f"{len(done.asked):,} question{'' if len(done.asked) == 1 else 's'} answered, "
            f"{done.settled:,} of them settled, {len(done.refused):,} refused"
            + (", each named above" if done.refused else "")
        )
    return SKIPPED if done.refused else 0


def print_question(question: "Question") -> None:
    """Print a question with its rule and what was assumed."""
    print_text("the question, as understood", style="bold")
    print_facts(facts_of_question(question))


def print_odds(odds: "Odds | Asked") -> None:
    """Print an answer: what is likely, what it rests on, what would change it."""
    print_text()
    print_text(say_headline(odds), style="bold")
    print_facts(facts_of_odds(odds))
    for rival in odds.rivals:
        print_text(say_rival(rival))
    if odds.cases:
        print_text()
        print_table(case_columns(), map(case_row, odds.cases[:SHOWN_CASES]))
        if len(odds.cases) > SHOWN_CASES:
            print_text(
                f"and {len(odds.cases) - SHOWN_CASES} cases that are less alike; --json has all", style="dim"
            )


def pairs_of(changes: "tuple[str, ...] | list[str]") -> dict[str, str]:
    """Return the fields and values of "FIELD=VALUE"."""
    pairs = {}
    for change in changes:
        name, equals, value = change.partition("=")
        if not equals or not name.strip():
            raise SettingInvalid(
                f"--set: found {change!r}, expected FIELD=VALUE", hint="such as closes=2027-03-31"
            )
        pairs[name.strip()] = value
    return pairs


def text_of(argument: str) -> str:
    """Return a text, or that of the file which "@FILE" names."""
    return Path(argument[1:]).read_text(encoding="utf-8") if argument.startswith("@") else argument
