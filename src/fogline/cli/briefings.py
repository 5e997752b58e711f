"""`fogline brief`: write a briefing to read, print or hand on."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fogline.cli.book import open_book, split_book
from fogline.cli.output import print_note, print_text

if TYPE_CHECKING:
    from fogline.casebook import Casebook

__all__ = ["brief_command", "write_brief"]


@click.command(
    "brief",
    epilog="Example: fogline brief north.fog --since 2022-05-01 --area Northmark --format pdf --to may.pdf",
)
@click.argument("arguments", nargs=-1, metavar="[BOOK]")
@click.option("--since", help="First day of what happened, as an ISO 8601 date.")
@click.option("--until", help="Last day, likewise.")
@click.option(
    "--area", "areas", multiple=True, help="Only a place, province or country (name, id or code); repeatable."
)
@click.option(
    "--format", "form", type=click.Choice(("html", "md", "pdf", "docx")), default="html", show_default=True,
    help="What to write; pdf, and drawings in docx, need the extra 'pdf'.",
)  # fmt: skip
@click.option(
    "--length", type=click.Choice(("page", "full")), default="page", show_default=True,
    help="What matters most, or every incident with every statement.",
)  # fmt: skip
@click.option(
    "--scale", type=click.Choice(("icd203", "phia", "ipcc")), help="Words of likelihood; else odds.words."
)
@click.option(
    "--redact", type=click.Choice(("none", "careful", "public")), default="none", show_default=True,
    help="Leave out names of private persons and where people are in danger.",
)  # fmt: skip
@click.option("--title", help="Headline; the casebook's name when left out.")
@click.option("--to", "target", type=click.Path(path_type=Path), help="File to write; else briefing.FORMAT.")
def brief_command(
    arguments: tuple[str, ...], since: str | None, until: str | None, areas: tuple[str, ...], form: str, length: str,
    scale: str | None, redact: str, title: str | None, target: Path | None,
) -> int:  # fmt: skip
    """Write a briefing: what is told, who says so, what is contested and not known; apart from it, the outlook.

    Every sentence leads to its claims. One page unless --length full; no network is needed to read it.
    """
    path, rest = split_book(arguments)
    if rest:
        raise click.UsageError(f"unexpected arguments: {' '.join(rest)}")
    written = target or Path(f"briefing.{form}")
    book = open_book(path)
    write_brief(
        book, written, title=title or path.stem, since=since, until=until, area=areas, format=form, length=length,
        scale=scale, redact=redact,
    )  # fmt: skip
    print_text(f"briefing to open: {written}")
    if redact != "none":
        print_note(f"redacted ({redact}): the briefing says at its end what was left out")
    return 0


def write_brief(book: "Casebook", target: Path, **wanted: Any) -> None:
    """Write the briefing of a casebook to a file, whole or not at all; arguments as of `Casebook.brief`."""
    from fogline.pipeline.export import write_export

    write_export(target, [book.brief(**wanted)])
