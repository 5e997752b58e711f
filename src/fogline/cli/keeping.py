"""`fogline erase` and `export`: take a report or a series out for good, give out what a casebook holds, keep that."""

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fogline.cli.book import open_book, split_book
from fogline.cli.output import (
    Column,
    print_bytes,
    print_json,
    print_note,
    print_table,
    print_text,
)

if TYPE_CHECKING:
    from fogline.casebook import Casebook
    from fogline.pipeline.erase import Erasure, LeadsErasure, SeriesErasure
    from fogline.pipeline.export import Release
    from fogline.redaction import Level

__all__ = ["erase_command", "export_command"]

SHORT = 12


@click.command(
    "erase",
    epilog='Example: fogline erase north.fog r-3f9a12 --by "M. Ostrova" --reason "order 17/26 of the district court"',
    no_args_is_help=True,
)
@click.argument("arguments", nargs=-1, metavar="[BOOK] REPORT")
@click.option("--series", help="Erase the files of this series instead of a report.")
@click.option("--file", help="With --series: only the file that was called so.")
@click.option("--leads", help="Erase the file of leads that came in under this name instead of a report.")
@click.option("--by", required=True, help="Who erases.")
@click.option(
    "--reason", required=True, help="Why; it stays in the journal: the request, never the person it protects."
)
@click.option("--releases", is_flag=True, help="Erase the kept releases that hold the report too.")
@click.option("--yes", is_flag=True, help="Do not ask on a terminal.")
@click.option("--json", "as_json", is_flag=True, help="Print what was erased, and where it may still stand.")
def erase_command(
    arguments: tuple[str, ...], series: str | None, file: str | None, leads: str | None, by: str, reason: str,
    releases: bool, yes: bool, as_json: bool,
) -> int:  # fmt: skip
    """Erase a report for good: bytes, rows, words in the index, decisions about it. Or files of a series or of leads.

    The journal keeps who erased, when and why, and still verifies. The next run makes
    the incidents again that the report was in. A series that came in by mistake is
    better withdrawn (fogline series --withdraw): that can be taken back.
    """
    path, ids = split_book(arguments)
    if len(ids) + (series is not None) + (leads is not None) != 1:
        raise click.UsageError(
            "give the id of one report after the casebook, or --series NAME, or --leads FILE"
        )
    book = open_book(path)
    if not ids:
        if not yes and sys.stdin.isatty():
            click.confirm(f"{series or leads}: nothing brings it back. Erase?", abort=True, err=True)
        gone: SeriesErasure | LeadsErasure
        if series is not None:
            gone = book.erase_series(series, by=by, reason=reason, file=file)
        else:
            gone = book.erase_leads(leads or "", by=by, reason=reason)
        if as_json:
            print_json([gone])
        else:
            print_text(f"erased {series or 'leads'}: {', '.join(gone.files)}")
            say_packed(gone.packed)
        return 0
    report = book.report_of(ids[0])
    if not yes and sys.stdin.isatty():
        print_note(" · ".join(filter(None, (report.id, report.title, report.outlet, report.published))))
        click.confirm("Nothing brings it back. Erase?", abort=True, err=True)
    erased = book.erase(report, by=by, reason=reason, releases=releases)
    if as_json:
        print_json([erased])
    else:
        print_erasure(erased, path)
    return 0


def print_erasure(erased: "Erasure", path: Path) -> None:
    """Print what was erased and where it may still stand."""
    print_text(f"erased {', '.join(erased.reports)}")
    if erased.kept:
        print_text(f"{erased.kept} other reports of the same file came in again as documents of their own")
    if erased.leads:
        print_text(f"{erased.leads} rows of leads about its address were erased with it")
    if erased.decisions:
        print_text(f"{erased.decisions} decisions about it were erased with it")
    if erased.releases:
        word = "erased with it" if erased.releases_erased else "still holds it; --releases erases them"
        print_text(f"release {', '.join(erased.releases)}: {word}")
    if erased.copies:
        print_text(f"{len(erased.copies)} copies of its text are still here: {', '.join(erased.copies)}")
    say_packed(erased.packed)
    print_text(f"fogline run {shlex.quote(str(path))} makes the incidents again that it was in")


def say_packed(packed: tuple[str, ...]) -> None:
    """Say in which packed files it still stands."""
    if packed:
        print_text(f"packed while it was here, and holding it still: {', '.join(packed)}")


@click.command(
    "export", epilog="Example: fogline export north.fog --name 2026-Q1 --by Ostrova --out 2026-Q1.jsonl"
)
@click.argument("arguments", nargs=-1, metavar="[BOOK]")
@click.option("--format", "form", default="canonical", show_default=True, help="Format of the export.")
@click.option("--out", type=click.Path(path_type=Path), help="File to write; stdout when left out.")
@click.option("--name", help="Keep the bytes as a release of this name.")
@click.option("--by", help="Who keeps the release.")
@click.option("--reason", help="Why, or what it is for.")
@click.option(
    "--release", help="Give out the very bytes of a release: its name, or the beginning of its SHA-256."
)
@click.option(
    "--redact",
    type=click.Choice(("none", "careful", "public")),
    default="none",
    show_default=True,
    help="Leave out names of private persons and where people are in danger.",
)
@click.option("--list", "listed", is_flag=True, help="List the releases.")
@click.option("--json", "as_json", is_flag=True, help="Print releases as JSON.")
def export_command(
    arguments: tuple[str, ...],
    form: str,
    out: Path | None,
    name: str | None,
    by: str | None,
    reason: str | None,
    release: str | None,
    redact: "Level",
    listed: bool,
    as_json: bool,
) -> int:
    """Give out every claim, incident and report; keep the bytes as a release; give a release out again."""
    path, rest = split_book(arguments)
    if rest:
        raise click.UsageError(f"unexpected arguments: {' '.join(rest)}")
    if sum((name is not None, release is not None, listed)) > 1:
        raise click.UsageError("give one of --name, --release and --list")
    book = open_book(path)
    if listed:
        print_releases(book.releases(), as_json)
        return 0
    if name is not None:
        kept = book.keep_release(name, format=form, by=by, reason=reason, redact=redact)
        if as_json:
            print_json([kept])
        else:
            print_text(f"kept {kept.name}: {kept.size:,} bytes, SHA-256 {kept.sha256}")
        if out is not None:
            write_out(book, form, kept.sha256, out, redact)
    elif out is None:
        print_bytes(book.export(form, release=release, redact=redact))
        say_lost(book, form, release, redact)
    else:
        write_out(book, form, release, out, redact)
    return 0


def write_out(book: "Casebook", form: str, release: str | None, out: Path, redact: "Level") -> None:
    """Write an export to a file and say what was written."""
    from fogline.pipeline.export import write_export

    size, sha256 = write_export(out, book.export(form, release=release, redact=redact))
    print_note(f"wrote {out}: {size:,} bytes, SHA-256 {sha256}")
    say_lost(book, form, release, redact)


def say_lost(book: "Casebook", form: str, release: str | None, redact: "Level") -> None:
    """Say what was left out, on purpose or because of the format; of a release that was kept nothing is known."""
    if release is None:
        for loss in book.lost_in(form, redact=redact):
            print_note(f"not carried by {form}: {loss.count:,} {loss.what} ({loss.why})")


def print_releases(releases: "tuple[Release, ...]", as_json: bool) -> None:
    """Print the releases that are kept."""
    if as_json:
        print_json(releases)
        return
    columns = (
        Column("name", keep=True), Column("kept", keep=True), Column("by", grow=2), Column("format", keep=True),
        Column("bytes", right=True, keep=True), Column("SHA-256", keep=True), Column("made by", grow=2),
    )  # fmt: skip
    rows = (
        (
            one.name, one.at[:10], one.by or "", one.format, "erased" if one.erased else f"{one.size:,}",
            one.sha256[:SHORT], one.made_by,
        )
        for one in releases
    )  # fmt: skip
    print_table(columns, rows)
    print_text(f"{len(releases)} releases")
