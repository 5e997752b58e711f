"""Tell which casebook is meant: the one named, $FOGLINE_BOOK, or the only one here."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fogline.errors import CasebookLocked, CasebookMissing, SettingInvalid

if TYPE_CHECKING:
    from collections.abc import Callable

    from fogline.casebook import Casebook

__all__ = [
    "ask_passphrase", "looks_like_book", "make_book", "open_book", "refuse_unknown_reader", "split_book",
]  # fmt: skip

VARIABLE = "FOGLINE_BOOK"
SUFFIX = ".fog"
MARKS = ("journal.db", "fogline.toml")
"""What a casebook's folder has: a team's journal is elsewhere."""


def open_book(path: Path) -> "Casebook":
    """Open a casebook that is there; ask for its passphrase on a terminal where it is not known.

    Raises:
        CasebookMissing: there is none at `path`.
        CasebookLocked: it is encrypted, and what opens it is missing or wrong.
    """
    from fogline.casebook import existing_casebook

    return unlocked(existing_casebook, path)


def make_book(path: Path) -> "Casebook":
    """Open a casebook, made when missing, as `open_book` does."""
    from fogline.casebook import open_casebook

    return unlocked(open_casebook, path)


def unlocked(open_it: "Callable[..., Casebook]", path: Path) -> "Casebook":
    """Open a casebook; ask for its passphrase where a person can answer."""
    from fogline.pipeline.unlocking import wants_passphrase

    try:
        return open_it(path)
    except CasebookLocked:
        if not sys.stdin.isatty() or not wants_passphrase(path):
            raise
    return open_it(path, passphrase=ask_passphrase(f"Passphrase of {path}"))


def ask_passphrase(question: str, *, new: bool = False) -> str:
    """Ask for a passphrase without showing it; a new one twice."""
    words: str = click.prompt(question, hide_input=True, confirmation_prompt=new, err=True)
    return words


def split_book(arguments: tuple[str, ...]) -> tuple[Path, tuple[str, ...]]:
    """Return the casebook and the arguments after it; a first argument that looks like a casebook is one.

    Raises:
        CasebookMissing: none is named, set or here.
        SettingInvalid: several are here.
    """
    if arguments and looks_like_book(arguments[0]):
        return Path(arguments[0]), arguments[1:]
    return default_book(), arguments


def looks_like_book(argument: str) -> bool:
    """Tell whether an argument names a casebook: by its suffix, or because one is there."""
    return argument.rstrip("/").endswith(SUFFIX) or any((Path(argument) / mark).is_file() for mark in MARKS)


def default_book() -> Path:
    """Return the casebook that is meant when none is named."""
    if named := os.environ.get(VARIABLE):
        return Path(named)
    here = sorted(path for path in Path().glob(f"*{SUFFIX}") if path.is_dir())
    if len(here) == 1:
        return here[0]
    if not here:
        raise CasebookMissing(
            f"casebook: none named, ${VARIABLE} is not set and no *{SUFFIX} folder is here",
            hint="name one, or make one: fogline run north.fog wire/*.html",
        )
    names = ", ".join(path.name for path in here)
    raise SettingInvalid(
        f"casebook: {len(here)} are here ({names}), expected one", hint="name the one you mean"
    )


def refuse_unknown_reader(name: str | None) -> None:
    """Raise SettingInvalid when a source format is named that no reader reads."""
    from fogline.readers import readers

    if name is not None and name not in readers():
        raise SettingInvalid(
            f"--reader: found {name!r}, expected one of {', '.join(sorted(readers()))}",
            hint="leave it out, and the format is told from the file",
        )
