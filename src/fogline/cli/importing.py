"""`fogline import`: bring in what others compiled: numbers by area and month, places, actors, leads to reports."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from fogline.cli.book import make_book, split_book
from fogline.cli.output import print_json, print_note, print_text
from fogline.errors import FormatUnknown, InputError, SettingInvalid

if TYPE_CHECKING:
    from fogline.casebook import Casebook
    from fogline.pipeline.leads import LeadsAdded
    from fogline.pipeline.series import SeriesAdded

__all__ = ["import_command"]

SKIPPED = 3


@click.command(
    "import",
    epilog="Example: fogline import north.fog ged251-csv.zip --name ged --source 'UCDP GED 25.1'",
    no_args_is_help=True,
)
@click.argument("arguments", nargs=-1, required=True, metavar="[BOOK] FILE...")
@click.option(
    "--format",
    "form",
    help="ucdp-ged, acled, csv, geonames, gdelt-events, …; told from the file when left out.",
)
@click.option(
    "--name", help="What the series is called in the casebook; parts of it are NAME:events and so on."
)
@click.option("--source", help="Who counted, and in which version; a series has one source.")
@click.option("--by", help="Who changed a ledger of claims that comes back.")
@click.option("--json", "as_json", is_flag=True, help="Print what came in as one object a file.")
def import_command(
    arguments: tuple[str, ...], form: str | None, name: str | None, source: str | None, by: str | None,
    as_json: bool,
) -> int:  # fmt: skip
    """Bring in numbers by area and month, a gazetteer, actors, or leads.

    UCDP GED and Candidate, ACLED and plain tables (area, period, value) become series;
    they stand beside the casebook's own and are never mixed with them. A file with a
    line that does not hold is refused whole. A GeoNames dump, a Who's On First table or
    GeoJSON brings places, FollowTheMoney actors; the next run reads again with them.
    GDELT Events, GDELT Mentions and POLECAT become leads (fogline leads): no claim and
    no incident is made of them. A canonical export of fogline brings its reports; a CSV
    export in which a person changed cells brings corrections (--by NAME).
    """
    from fogline.importers import format_of

    path, rest = split_book(arguments)
    if not rest:
        raise click.UsageError("give a file after the casebook")
    book = make_book(path)
    skipped = 0
    for file in map(Path, rest):
        try:
            bring_in(book, file, form or format_of(file), name=name, source=source, by=by, as_json=as_json)
        except InputError as error:
            skipped += 1
            print_note(f"skipped: {error}" + (f" ({error.hint})" if error.hint else ""))
            if as_json:
                print_json([{"error": str(error), "class": type(error).__name__}])
    return SKIPPED if skipped else 0


def bring_in(
    book: "Casebook",
    file: Path,
    form: str,
    *,
    name: str | None,
    source: str | None,
    by: str | None,
    as_json: bool,
) -> None:
    """Bring in a file by what its format holds, and say what came of it."""
    from fogline.importers import (
        ActorImporter,
        GazetteerImporter,
        LeadImporter,
        LedgerImporter,
        ReportImporter,
        SeriesImporter,
        importer,
    )

    again = f"fogline run {book.path} reads the reports again with them"
    match found := importer(form):
        case GazetteerImporter():
            print_text(f"{book.add_gazetteer(file, format=form):,} places imported; {again}")
        case ActorImporter():
            print_text(f"{book.add_actors(file, format=form):,} actors imported; {again}")
        case ReportImporter():
            added = book.add_exported(file, format=form)
            print_text(
                f"{added.new:,} reports new, {added.known:,} known; fogline run {book.path} reads them"
            )
        case LedgerImporter():
            changes = book.add_ledger(file, by=by or "", format=form)
            for one in changes:
                print_text(f"{one.where}: {one.claim[:10]} {one.field}: {one.was} -> {one.value}")
            print_text(f"{len(changes):,} cells changed; fogline run {book.path} applies them")
        case LeadImporter():
            print_leads(book.add_leads(file, format=form), as_json=as_json)
        case SeriesImporter():
            print_series(add_series(book, file, form, name, source), as_json=as_json)
        case _:
            raise FormatUnknown(
                f"{file.name}: found {found.title}, expected numbers, places, actors or leads",
                hint="questions come in with fogline ask BOOK --from FILE",
            )


def print_leads(added: "LeadsAdded", *, as_json: bool) -> None:
    """Print what came in."""
    if as_json:
        print_json([added])
    elif not added.new:
        print_text(f"{added.name}: these bytes had come in before; nothing was done")
    else:
        print_text(
            f"{added.name}: {added.rows:,} rows, {added.addresses:,} addresses; fogline leads lists them"
        )


def add_series(
    book: "Casebook", file: Path, form: str, name: str | None, source: str | None
) -> "SeriesAdded":
    """Take in a file of numbers; raise SettingInvalid where it has no name or no source."""
    if not name or not source:
        raise SettingInvalid(
            f"{file.name}: found no --name or no --source, expected both",
            hint="for example --name ged --source 'UCDP GED 25.1'",
        )
    return book.add_series(file, name=name, source=source, format=form)


def print_series(added: "SeriesAdded", *, as_json: bool) -> None:
    """Print what came in."""
    for note in added.notes:
        print_note(note)
    if as_json:
        print_json([added])
    elif not added.new:
        print_text(f"{added.name}: these bytes had come in before; nothing was done")
    else:
        print_text(
            f"{added.name} from {added.source}: {added.values:,} numbers, {added.areas:,} areas, "
            f"{added.first} to {added.last}; series {', '.join(added.series)}"
        )
