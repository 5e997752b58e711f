"""`fogline demo`: read the sample dispatches, print the ledger, write a briefing."""

from collections.abc import Sequence
from pathlib import Path

import click

from fogline.cli.briefings import write_brief
from fogline.cli.ledger import print_claims
from fogline.cli.output import print_note, print_text, progress
from fogline.model.claim import Claim

__all__ = ["demo_command"]

BOOK, PAGE = "south-atlantic-1982.fog", "briefing.html"
ANSWERS = ("denied", "admitted", "confirmed", "denied_responsibility")
SHOWN = 40
TITLE = "The South Atlantic war of 1982, as it was claimed"


@click.command("demo", epilog="Example: fogline demo --folder out")
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    default=Path("out"),
    show_default=True,
    help="Where to write.",
)
@click.option("--all", "show_all", is_flag=True, help="Print every claim of the ledger.")
def demo_command(folder: Path, show_all: bool) -> int:
    """Read the sample that ships with fogline: re-created dispatches of 1982, each fact with its source."""
    from fogline.casebook import open_casebook
    from fogline.sample import dispatch_folder, lay_registries

    folder.mkdir(parents=True, exist_ok=True)
    lay_registries(folder / BOOK)
    book = open_casebook(folder / BOOK)
    with progress() as notify:
        book.add(dispatch_folder(), progress=notify)
        summary = book.run(progress=notify)
    for skipped in summary.skipped:
        print_note(f"skipped: {skipped.reason}")
    claims = book.claims()
    told = [claim for claim in claims if claim.incident is not None]
    shown = told if show_all else telling(told)
    print_claims(shown, short=10)
    contested = len(book.incidents(status=("contested", "conceded")))
    print_text()
    print_text(
        f"{summary.reports} dispatches by {len({report.outlet for report in book.reports()})} outlets, "
        f"{summary.claims} claims, {summary.incidents} incidents, {contested} of them contested or conceded"
    )
    if len(shown) < len(told):
        print_text(f"{len(shown)} claims shown; see all with: fogline claims {folder / BOOK}")
    write_brief(book, folder / PAGE, title=TITLE, length="full")
    print_text(f"briefing to open in a browser: {folder / PAGE}")
    return 0


def telling(claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims that show most: first denials and admissions with what they answer, then those with losses."""
    answering = [
        claim
        for claim in claims
        if claim.stance in ("denied", "admitted", "confirmed", "denied_responsibility")
    ]
    with_losses = [claim for claim in claims if claim.event is not None and claim.event.tolls]
    chosen = {claim.id for claim in [*answering, *with_losses][:SHOWN]}
    return [claim for claim in claims if claim.id in chosen]
