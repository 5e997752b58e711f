"""`fogline pack`, `unpack`, `backup`, `merge` and `journal`: move casebooks between disks and people."""

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fogline.cli.book import ask_passphrase, open_book
from fogline.cli.output import print_json, print_note, print_text, progress
from fogline.errors import CasebookLocked

if TYPE_CHECKING:
    from fogline.pipeline.packing import Packed

__all__ = ["backup_command", "journal_command", "merge_command", "pack_command", "unpack_command"]

FILE = "journal.db"
json_option = click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON.")
book_argument = click.argument("book", type=click.Path(path_type=Path))
file_argument = click.argument("file", type=click.Path(path_type=Path))


@click.command("pack", epilog="Example: fogline pack north.fog north.fogpack", no_args_is_help=True)
@book_argument
@file_argument
@json_option
def pack_command(book: Path, file: Path, as_json: bool) -> int:
    """Pack journal, originals, settings and own lists of BOOK into one new FILE, without what is derived.

    An encrypted casebook stays encrypted in it.
    """
    return pack(book, file, replace=False, as_json=as_json)


@click.command(
    "backup", epilog="Example: fogline backup north.fog /media/safe/north.fogpack", no_args_is_help=True
)
@book_argument
@file_argument
@json_option
def backup_command(book: Path, file: Path, as_json: bool) -> int:
    """Pack BOOK as it is at this moment, while runs go on, and put it in the place of the last backup.

    FILE is replaced once the new one is whole; fogline unpack restores it.
    """
    return pack(book, file, replace=True, as_json=as_json)


def pack(book: Path, file: Path, *, replace: bool, as_json: bool) -> int:
    """Pack a casebook and say what is in the file."""
    with progress() as notify:
        packed = open_book(book).pack(file, replace=replace, progress=notify)
    print_packed(packed, str(file), as_json)
    return 0


@click.command("unpack", epilog="Example: fogline unpack north.fogpack north.fog", no_args_is_help=True)
@file_argument
@book_argument
@click.option("--keyfile", type=click.Path(path_type=Path), help="What opens an encrypted casebook.")
@json_option
def unpack_command(file: Path, book: Path, keyfile: Path | None, as_json: bool) -> int:
    """Make the casebook BOOK of a packed FILE and check all of it: names, sizes, chain, every original.

    A file that does not hold leaves nothing behind. fogline run then makes what is derived.
    """
    from fogline.pipeline.packing import unpack_casebook
    from fogline.pipeline.unlocking import given_secret, offered_secret

    with progress() as notify:
        try:
            packed = unpack_casebook(file, book, secret=offered_secret(keyfile), notify=notify)
        except CasebookLocked:
            if keyfile is not None or not sys.stdin.isatty():
                raise
            secret = given_secret(ask_passphrase(f"Passphrase of {file}"), None)
            packed = unpack_casebook(file, book, secret=secret, notify=notify)
    print_packed(packed, str(book), as_json)
    if packed.set_aside:
        print_note(
            f"{book}/fogline.toml.packed: set aside, because it sets {', '.join(packed.set_aside)}; "
            "read it, and rename it to fogline.toml if you trust who packed it"
        )
    if not as_json:
        print_text(f"fogline run {shlex.quote(str(book))} makes claims and incidents")
    return 0


@click.command(
    "merge", epilog='Example: fogline merge north.fog south.fog --by "M. Ostrova"', no_args_is_help=True
)
@book_argument
@click.argument("other", type=click.Path(path_type=Path))
@click.option("--by", required=True, help="Who answers for it.")
@json_option
def merge_command(book: Path, other: Path, by: str, as_json: bool) -> int:
    """Take the casebook OTHER into BOOK with its history; OTHER stays as it is.

    Decisions of both hold, in the order of time; what either erased is erased. Either
    may take in the other: what follows is the same. Unpack a packed casebook first.
    """
    ours, theirs = open_book(book), open_book(other)
    with progress() as notify:
        joined = ours.merge(theirs, by=by, progress=notify)
    if as_json:
        print_json([joined])
        return 0
    if not joined.entries:
        print_text(f"all of {other} is in {book} already")
        return 0
    print_text(f"{joined.entries:,} journal entries and {joined.originals:,} originals of {other} came in")
    for name in joined.lists:
        print_text(f"list copied: {name}")
    for name in joined.differing:
        print_note(f"{name} differs in {other}: the one of {book} stays; make them the same to read the same")
    print_text(f"fogline run {shlex.quote(str(book))} reads what came in")
    return 0


def print_packed(packed: "Packed", what: str, as_json: bool) -> None:
    """Print what a packed file holds."""
    if as_json:
        print_json([packed])
        return
    print_text(f"{what}: {packed.entries:,} journal entries, {packed.originals:,} originals, all checked")
    print_text(f"last entry  {packed.head}")
    print_text(f"SHA-256     {packed.sha256} ({packed.size:,} bytes packed)")


@click.command(
    "journal",
    epilog='Example: fogline journal north.fog --to "postgresql://desk@db.example/fogline?schema=north"',
    no_args_is_help=True,
)
@book_argument
@click.option("--to", metavar="ADDRESS", help="A PostgreSQL schema; journal.db for the casebook's folder.")
@json_option
def journal_command(book: Path, to: str | None, as_json: bool) -> int:
    """Say where the journal of BOOK is, or move it: to a PostgreSQL server for a team, or back.

    No hash in it changes. End what has BOOK open elsewhere first. The address goes into
    fogline.toml; a password never does: put it into ~/.pgpass, or into $PGPASSWORD.
    """
    held = open_book(book)
    with progress() as notify:
        moved = held.journal if to is None else held.move_journal("" if to == FILE else to, progress=notify)
    if as_json:
        print_json([moved])
        return 0
    print_text(f"{moved.entries:,} entries at {moved.where}, the last one {moved.head[:16]}")
    return 0
