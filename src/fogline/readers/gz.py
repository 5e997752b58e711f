"""Read gzip: the one file inside is a source of its own."""

import gzip
import io
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from fogline.errors import InputError, SourceTooLarge, SourceUnreadable
from fogline.readers._archive import GuardedStream, check_depth, count_member, member_name, read_members
from fogline.readers._seam import Certainty, Member, Outcome, ReadOptions

__all__ = ["GzipReader"]

MAGIC = b"\x1f\x8b"


class GzipReader:
    """Read `.gz`: `dump.jsonl.gz` is read as `dump.jsonl`, piece by piece and within bounds."""

    suffixes = (".gz",)
    media_types = ("application/gzip", "application/x-gzip")

    def recognise(self, head: bytes) -> Certainty:
        """The signature is certain."""
        return Certainty.CERTAIN if head.startswith(MAGIC) else Certainty.NO

    def read(self, original: bytes, *, name: str, options: ReadOptions) -> Iterator[Outcome]:
        """Yield the reports of the file inside."""
        return read_members(self, original, name=name, options=options)

    def members(self, stream: BinaryIO, *, name: str, options: ReadOptions) -> Iterator[Member | InputError]:
        """Yield the one file inside; its name is the archive's without `.gz`."""
        try:
            check_depth(name, options)
            count_member(name, options)
        except SourceTooLarge as error:
            yield error
            return
        counted = CountedStream(stream)
        if not counted.head.startswith(MAGIC):
            yield SourceUnreadable(
                f"{name}: begins with {counted.head!r}, expected gzip's signature {MAGIC!r}"
            )
            return
        inner = PurePosixPath(name.replace("\\", "/")).name
        shown = member_name(name, inner.removesuffix(".gz") if inner.lower().endswith(".gz") else inner)
        unpacked = gzip.GzipFile(fileobj=counted, mode="rb")
        guarded = GuardedStream(
            cast(BinaryIO, unpacked), name=shown, packed=lambda: counted.count, options=options
        )
        yield Member(shown, cast(BinaryIO, io.BufferedReader(guarded)))


class CountedStream(io.RawIOBase):
    """A stream that counts the bytes taken from it."""

    def __init__(self, stream: BinaryIO) -> None:
        """Read the signature ahead."""
        super().__init__()
        self.stream = stream
        self.count = 0
        self.head = self.ahead = stream.read(len(MAGIC))

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # any writable buffer
        """Fill `buffer`."""
        piece = self.ahead[: len(buffer)] or self.stream.read(len(buffer))
        self.ahead = self.ahead[len(piece) :]
        self.count += len(piece)
        buffer[: len(piece)] = piece
        return len(piece)
