"""Open files as they are offered: plain, in gzip, or alone in a ZIP file; UTF-8, or UTF-16 with its mark."""

import codecs
import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from fogline.errors import SourceTooLarge, SourceUnreadable

__all__ = ["Opening", "opening_of", "several", "text_of"]

MOST_BYTES = 4 * 1024**3
"""UCDP GED, the largest of these files, has about 300 MB."""
GZIP, ZIP = b"\x1f\x8b", (b"PK\x03\x04", b"PK\x05\x06")
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
FIRST = 100_000
BESIDE = ("__MACOSX/", ".DS_Store", "Thumbs.db")
"""What a ZIP file holds besides its files."""

KINDS = (
    (b"%PDF-", "a PDF", "take the table out of it, as CSV"),
    (b"\x89PNG", "a picture", "give the table itself, as CSV"),
    (b"\xff\xd8\xff", "a picture", "give the table itself, as CSV"),
    (b"\xd0\xcf\x11\xe0", "a workbook", "save its sheet as CSV (UTF-8)"),
    (b"<!doctype html", "a web page", "the publisher may ask to log in: fetch the file in a browser"),
    (b"<html", "a web page", "the publisher may ask to log in: fetch the file in a browser"),
)
"""What stands in the place of a table by mistake, by its first bytes in small letters."""


@dataclass(frozen=True, slots=True)
class Opening:
    """The name of a file, the beginning of its text, and the files in it where it is a ZIP file of several."""

    name: str
    head: str
    members: tuple[str, ...] = ()

    @property
    def first(self) -> str:
        """The first line that is no note to a spreadsheet."""
        lines = self.head.split("\n", 2)
        first = lines[1] if len(lines) > 1 and lines[0].lower().startswith("sep=") else lines[0]
        return first.rstrip("\r")

    @property
    def columns(self) -> frozenset[str]:
        """The names that the first line would give as a header, in small letters."""
        line = self.first.lower()
        return frozenset(
            word.strip(' "') for word in line.split("\t" if "\t" in line else ";" if ";" in line else ",")
        )


def opening_of(path: Path) -> Opening:
    """Return the opening of a file; of a ZIP file with several members only their names.

    Raises:
        SourceUnreadable: it is a folder, holds nothing, is cut short, or is of a kind that is never a table.
    """
    if path.is_dir():
        raise SourceUnreadable(
            f"{path.name}: found a folder, expected a file", hint=f"give the files in it: {path.name}/*"
        )
    with path.open("rb") as file, whole(path.name):
        head = file.read(4)
        file.seek(0)
        if head in ZIP:
            with zipfile.ZipFile(file) as archive:
                names = members_of(archive)
                if "xl/workbook.xml" in names:
                    raise misplaced(path.name, "a workbook", "save its sheet as CSV (UTF-8)")
                if len(names) != 1:
                    return Opening(path.name, "", tuple(names))
                with archive.open(names[0]) as member:
                    first = member.read(FIRST)
        elif head.startswith(GZIP):
            with gzip.open(file) as unpacked:
                first = unpacked.read(FIRST)
        else:
            first = file.read(FIRST)
    begins = first.removeprefix(codecs.BOM_UTF8).lstrip().lower()
    for sign, what, hint in KINDS:
        if begins.startswith(sign.lower()):
            raise misplaced(path.name, what, hint)
    if not begins.strip(b"\0\xff\xfe"):
        raise SourceUnreadable(
            f"{path.name}: found nothing in it, expected a table", hint="fetch the file again"
        )
    encoding = "utf-16" if first.startswith(UTF_16) else "utf-8-sig"
    return Opening(path.name, first.decode(encoding, "replace"))


def misplaced(name: str, what: str, hint: str) -> SourceUnreadable:
    """Say that a file is of another kind than any table."""
    return SourceUnreadable(f"{name}: found {what}, expected a table in text", hint=hint)


def members_of(archive: zipfile.ZipFile) -> list[str]:
    """Return the files of an archive, without folders and what systems put beside them."""
    return [
        name for name in archive.namelist()
        if not name.endswith("/") and not name.startswith(BESIDE) and not name.endswith(BESIDE)
    ]  # fmt: skip


@contextmanager
def whole(name: str) -> Iterator[None]:
    """Say of a packed file that cannot be opened that it is not whole."""
    try:
        yield
    except (
        gzip.BadGzipFile,
        EOFError,
        zlib.error,
        zipfile.BadZipFile,
        RuntimeError,
        NotImplementedError,
    ) as error:
        raise SourceUnreadable(
            f"{name}: found a packed file that cannot be opened ({error}), expected a whole one",
            hint="fetch the file again, or unpack it yourself",
        ) from error


def text_of(
    content: bytes, *, name: str, most: int = MOST_BYTES, otherwise: Literal["iso-8859-1"] | None = None
) -> str:
    """Return the text of a file's bytes.

    Args:
        content: the bytes.
        name: what messages call the file.
        most: bytes that it may have unpacked.
        otherwise: how to read what is no UTF-8, for formats that come so; it is refused when None.

    Raises:
        SourceUnreadable: the bytes are not UTF-8, are cut short, or a ZIP file holds another number of files than one.
        SourceTooLarge: it unpacks to more than `most` bytes.
    """
    with whole(name):
        if content.startswith(ZIP):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                names = members_of(archive)
                if len(names) != 1:
                    raise several(name, len(names))
                with archive.open(names[0]) as member:
                    content = member.read(most + 1)
        elif content.startswith(GZIP):
            with gzip.open(io.BytesIO(content)) as unpacked:
                content = unpacked.read(most + 1)
    if len(content) > most:
        raise SourceTooLarge(f"{name}: unpacks to more than {most:,} bytes, expected a table of numbers")
    if content.startswith(UTF_16) and content[2:]:
        try:
            return content.decode("utf-16")
        except UnicodeDecodeError as error:
            raise SourceUnreadable(f"{name}: found UTF-16 that does not hold ({error.reason}), expected UTF-8",
                                   hint="save the file as UTF-8") from error  # fmt: skip
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if otherwise is not None:
            return content.decode(otherwise)
        line = content.count(b"\n", 0, error.start) + 1
        raise SourceUnreadable(
            f"{name}: line {line}: found the byte 0x{content[error.start]:02X}, expected UTF-8",
            hint="it may be Windows-1252: open it so, and save it as UTF-8; nothing of the file was taken in",
        ) from error


def several(name: str, number: int) -> SourceUnreadable:
    """Say that a ZIP file holds another number of files than one."""
    return SourceUnreadable(
        f"{name}: found {number} files in it, expected one", hint="unpack it, and give the one you mean"
    )
