"""`fogline run` and `verify`: fill a casebook, bring it up to date, check it."""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fogline.cli.book import looks_like_book, make_book, open_book, refuse_unknown_reader, split_book
from fogline.cli.columns import column_option, split_columns
from fogline.cli.output import print_json, print_note, print_text, progress
from fogline.errors import SettingInvalid

if TYPE_CHECKING:
    from fogline.pipeline.verify import Grave

__all__ = ["run_command", "verify_command"]

FAILED, SKIPPED = 1, 3


@click.command(
    "run",
    epilog="Example: fogline run north.fog wire/*.html statements/ feed.xml dump.jsonl",
    no_args_is_help=True,
)
@click.argument("book", type=click.Path(path_type=Path))
@click.argument("inputs", nargs=-1, metavar="[INPUT]...")
@click.option("--outlet", help="Who published the inputs, where they do not say it themselves.")
@click.option("--published", help="When, as an ISO 8601 date, likewise.")
@click.option(
    "--url", help="Where they were published; a channel's address gives each of its messages its own."
)
@click.option("--lang", help="ISO 639-1 code of the inputs.")
@click.option("--reader", help="Source format of the inputs; chosen by name and content when left out.")
@column_option
@click.option("--allow-private", is_flag=True, help="Open addresses inside this machine's own network.")
@click.option(
    "--workers", type=click.IntRange(min=1), help="Processes that read; 1 unless the settings say more."
)
@click.option("--json", "as_json", is_flag=True, help="Print the summary, and each skipped input, as JSON.")
def run_command(
    book: Path,
    inputs: tuple[str, ...],
    columns: tuple[str, ...],
    workers: int | None,
    as_json: bool,
    **given: Any,
) -> int:
    """Add inputs to BOOK, made when missing, and bring everything up to date.

    INPUT is a file, folder, pattern or URL. What came in before is left alone;
    a run that was stopped goes on where it was.
    """
    refuse_folder_of_others(book)
    refuse_unknown_reader(given["reader"])
    casebook = make_book(book)
    options = {name: value for name, value in given.items() if value}
    if columns:
        options["columns"] = split_columns(columns)
    with progress() as notify:
        added = casebook.add(*inputs, progress=notify, **options) if inputs else None
        summary = casebook.run(workers=workers, progress=notify)
    if added is not None and not (added.new or added.known or added.skipped):
        print_note("nothing came in: the inputs hold no file that could be a report")
    for skipped in summary.skipped:
        print_note(f"skipped: {skipped.reason}" + (f" ({skipped.hint})" if skipped.hint else ""))
    if as_json:
        print_json([{"error": skipped.reason, "class": skipped.error} for skipped in summary.skipped])
        print_json([{**summary.to_dict(), "skipped": len(summary.skipped)}])
    else:
        print_text(
            f"{summary.reports:,} reports: {summary.new:,} new, {summary.copies:,} of them copies, "
            f"{len(summary.skipped):,} inputs skipped" + (", each named above" if summary.skipped else "")
        )
        print_text(f"{summary.claims:,} claims in {summary.incidents:,} incidents")
        named = shlex.quote(str(book))
        print_text(f"see them: fogline claims {named} · fogline incidents {named} · fogline brief {named}")
    return SKIPPED if summary.skipped else 0


def refuse_folder_of_others(path: Path) -> None:
    """Refuse to make a casebook in a folder that holds something else, as when BOOK was forgotten.

    Raises:
        SettingInvalid: `path` is a file, or a folder with files and no casebook.
    """
    if path.is_file() or (path.is_dir() and not looks_like_book(str(path)) and any(path.iterdir())):
        raise SettingInvalid(
            f"{path}: found {'a file' if path.is_file() else 'a folder of other files'}, expected a casebook",
            hint=f"name the casebook first: fogline run north.fog {shlex.quote(str(path))}",
        )


def say_erased(grave: "Grave") -> str:
    """Return what was erased: reports and releases that held them, or a file without reports."""
    if not grave.reports:
        return "a file of a series or of leads"
    reports = f"report {grave.reports[0]}" if len(grave.reports) == 1 else f"{len(grave.reports)} reports"
    return ", ".join([reports, *(f"release {name}" for name in grave.releases)])


@click.command("verify", epilog="Example: fogline verify north.fog")
@click.argument("arguments", nargs=-1, metavar="[BOOK]")
@click.option("--json", "as_json", is_flag=True, help="Print what was checked as JSON.")
def verify_command(arguments: tuple[str, ...], as_json: bool) -> int:
    """Check the journal's chain, every original, and that a new run gives the same claims and incidents."""
    path, rest = split_book(arguments)
    if rest:
        raise click.UsageError(f"unexpected arguments: {' '.join(rest)}")
    with progress() as notify:
        result = open_book(path).verify(progress=notify)
    if as_json:
        print_json([result])
    else:
        for grave in result.erased:
            print_text(f"erased by {grave.by} on {grave.at[:10]}: {say_erased(grave)}; {grave.reason}")
        for problem in result.problems:
            print_note(f"broken: {problem.reason}" + (f" ({problem.hint})" if problem.hint else ""))
        print_text(
            f"{result.entries:,} journal entries, {result.originals:,} originals, {result.objects:,} objects checked: "
            + ("all hold" if result.holds else f"{len(result.problems)} problems, each named above")
        )
    return 0 if result.holds else FAILED
