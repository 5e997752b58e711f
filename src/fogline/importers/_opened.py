"""Open files as they are offered: plain, in gzip, or alone in a ZIP file."""

import gzip
import io
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from fogline.errors import SourceTooLarge, SourceUnreadable

__all__ = ["Opening", "opening_of", "text_of"]

MOST_BYTES = 4 * 1024**3
"""UCDP GED, the largest of these files, has about 300 MB."""
GZIP, ZIP = b"\x1f\x8b", b"PK\x03\x04"
FIRST = 100_000


@dataclass(frozen=True, slots=True)
class Opening:
    """The name of a file and the beginning of its text."""

    name: str
    head: str

    @property
    def first(self) -> str:
        """The first line."""
        return self.head.partition("\n")[0].rstrip("\r")

    @property
    def columns(self) -> frozenset[str]:
        """The names that the first line would give as a header, in small letters."""
        line = self.first.lower()
        return frozenset(
            word.strip(' "') for word in line.split("\t" if "\t" in line else ";" if ";" in line else ",")
        )


def opening_of(path: Path) -> Opening:
    """Return the opening of a file; of a ZIP file with several members only the name."""
    with path.open("rb") as file:
        head = file.read(4)
        file.seek(0)
        if head.startswith(ZIP):
            with zipfile.ZipFile(file) as archive:
                names = archive.namelist()
                first = b""
                if len(names) == 1:
                    with archive.open(names[0]) as member:
                        first = member.read(FIRST)
        elif head.startswith(GZIP):
            with gzip.open(file) as unpacked:
                first = unpacked.read(FIRST)
        else:
            first = file.read(FIRST)
    return Opening(path.name, first.decode("utf-8-sig", "replace"))


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
    try:
        if content.startswith(ZIP):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                names = [one for one in archive.namelist() if not one.endswith("/")]
                if len(names) != 1:
                    raise SourceUnreadable(
                        f"{name}: found {len(names)} files in it, expected one", hint="give the one you mean"
                    )
                with archive.open(names[0]) as member:
                    content = member.read(most + 1)
        elif content.startswith(GZIP):
            with gzip.open(io.BytesIO(content)) as unpacked:
                content = unpacked.read(most + 1)
        if len(content) > most:
            raise SourceTooLarge(f"{name}: unpacks to more than {most:,} bytes, expected a table of numbers")
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if otherwise is not None:
            return content.decode(otherwise)
        line = content.count(b"\n", 0, error.start) + 1
        raise SourceUnreadable(
            f"{name}: line {line}: {error.reason}, expected UTF-8", hint="save the file as UTF-8"
        ) from error
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile, RuntimeError) as error:
        raise SourceUnreadable(
            f"{name}: {error}, expected a whole file", hint="fetch the file again"
        ) from error
