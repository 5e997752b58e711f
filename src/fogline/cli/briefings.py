"""`fogline brief`: write a briefing to open in a browser."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from fogline.cli.book import open_book, split_book
from fogline.cli.output import print_text

if TYPE_CHECKING:
    from fogline.casebook import Casebook

__all__ = ["brief_command", "write_brief"]


@click.command("brief", epilog="Example: fogline brief north.fog --since 2022-05-01 --to may.html")
@click.argument("arguments", nargs=-1, metavar="[BOOK]")
@click.option("--since", help="First day of what happened, as an ISO 8601 date.")
@click.option("--until", help="Last day, likewise.")
@click.option("--title", help="Heading of the page; the casebook's name when left out.")
@click.option(
    "--to", "target", type=click.Path(path_type=Path), help="File to write; briefing.html when left out."
)
def brief_command(
    arguments: tuple[str, ...], since: str | None, until: str | None, title: str | None, target: Path | None
) -> int:
    """Write a briefing: what is told by day and place, who claims what, what is contested. One file, no network."""
    path, rest = split_book(arguments)
    if rest:
        raise click.UsageError(f"unexpected arguments: {' '.join(rest)}")
    book = open_book(path)
    written = target or Path("briefing.html")
    count = write_brief(book, written, title=title or path.stem, since=since, until=until)
    print_text(f"{count:,} incidents; open {written}")
    return 0


def write_brief(
    book: "Casebook", target: Path, *, title: str, since: str | None = None, until: str | None = None
) -> int:
    """Write the briefing of a casebook; return how many incidents it tells of."""
    from fogline.briefing import write_briefing

    incidents = tuple(book.incidents(since=since, until=until))
    page = write_briefing(
        incidents, tuple(book.claims()), tuple(book.reports()), title=title, since=since, until=until
    )
    target.write_text(page, encoding="utf-8", errors="backslashreplace")
    return len(incidents)
