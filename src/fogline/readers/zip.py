"""Read ZIP archives: each file inside is a source of its own."""

import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from fogline.errors import InputError
from fogline.readers._archive import read_members
from fogline.readers._seam import Certainty, Member, Outcome, ReadOptions
from fogline.readers._zipped import MAGIC, zip_members

__all__ = ["ZipReader"]

# Office files, e-books and applications are ZIP archives too; what is in them is no folder of reports.
OTHER_KINDS = (b"[Content_Types].xml", b"mimetypeapplication/", b"META-INF/MANIFEST.MF")


class ZipReader:
    """Read `.zip` without writing a byte: members are unpacked as they are read, within bounds.

    Folders, hidden files and the resource forks of macOS are passed over.
    """

    suffixes = (".zip",)
    media_types = ("application/zip", "application/x-zip-compressed")

    def recognise(self, head: bytes) -> Certainty:
        """The signature is certain unless the first member tells of an office file."""
        if not head.startswith(MAGIC):
            return Certainty.NO
        return Certainty.PLAUSIBLE if any(kind in head[:2048] for kind in OTHER_KINDS) else Certainty.CERTAIN

    def read(self, original: bytes, *, name: str, options: ReadOptions) -> Iterator[Outcome]:
        """Yield the reports of all members."""
        return read_members(self, original, name=name, options=options)

    def members(self, stream: BinaryIO, *, name: str, options: ReadOptions) -> Iterator[Member | InputError]:
        """Yield each file inside, in stored order."""
        return zip_members(stream, is_file, name=name, options=options, wanted="some")


def is_file(entry: zipfile.ZipInfo) -> bool:
    """Whether an entry is a file that a person put there."""
    parts = entry.filename.replace("\\", "/").split("/")
    return not entry.is_dir() and parts[0] != "__MACOSX" and not parts[-1].startswith(".")
