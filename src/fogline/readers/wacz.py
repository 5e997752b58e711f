"""Read WACZ: archives of the web that a crawler or a browser packed into one file."""

import re
import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from fogline.errors import InputError
from fogline.readers._archive import read_members
from fogline.readers._seam import Certainty, Member, Outcome, ReadOptions
from fogline.readers._zipped import MAGIC, zip_members

__all__ = ["WaczReader"]

ARCHIVE = re.compile(r"(?:(?!__MACOSX/)[^/]+/)*archive/(?!\._)[^/]+\.warc(\.gz)?", re.IGNORECASE)
"""Whoever packs the folder of a crawl again gives it a folder above, and a Mac its own files beside."""
# What stands first in a ZIP of this kind; the name begins at byte 30.
FIRST = re.compile(
    rb"(?:[^/]{1,100}/)?archive/[^/]{1,200}\.warc|pages/(?:pages|extraPages)\.jsonl|indexes/index\.|datapackage(?:-digest)?\.json"
)
NAME_AT = 30


class WaczReader:
    """Read `.wacz`: the pages in its archives; its indexes, logs and screenshots are left out.

    Nothing is written, and all that unpacks is held to the bounds of archives.
    """

    suffixes = (".wacz",)
    media_types = ("application/wacz", "application/x-wacz")

    def recognise(self, head: bytes) -> Certainty:
        """A ZIP whose first file is one that every WACZ has is certain."""
        if not head.startswith(MAGIC):
            return Certainty.NO
        return Certainty.CERTAIN if FIRST.match(head, NAME_AT) else Certainty.PLAUSIBLE

    def read(self, original: bytes, *, name: str, options: ReadOptions) -> Iterator[Outcome]:
        """Yield the reports of all archives inside."""
        return read_members(self, original, name=name, options=options)

    def members(self, stream: BinaryIO, *, name: str, options: ReadOptions) -> Iterator[Member | InputError]:
        """Yield each archive inside, in stored order."""
        return zip_members(
            stream, is_archive, name=name, options=options, wanted="archive/*.warc or archive/*.warc.gz"
        )


def is_archive(entry: zipfile.ZipInfo) -> bool:
    """Whether an entry is an archive of answers."""
    return ARCHIVE.fullmatch(entry.filename) is not None
