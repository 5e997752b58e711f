"""Tell which casebook is meant: the one named, $FOGLINE_BOOK, or the only one here."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from fogline.errors import CasebookMissing, SettingInvalid

if TYPE_CHECKING:
    from fogline.casebook import Casebook

__all__ = ["looks_like_book", "open_book", "refuse_unknown_reader", "split_book"]

VARIABLE = "FOGLINE_BOOK"
SUFFIX = ".fog"
JOURNAL = "journal.db"


def open_book(path: Path) -> "Casebook":
    """Open a casebook that is there.

    Raises:
        CasebookMissing: there is none at `path`.
    """
    from fogline.casebook import existing_casebook

    return existing_casebook(path)


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
    return argument.rstrip("/").endswith(SUFFIX) or (Path(argument) / JOURNAL).is_file()


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
