"""Look at the first bytes of a stream without losing them."""

import io
from typing import Any, BinaryIO

__all__ = ["HEAD_BYTES", "PeekedStream"]

HEAD_BYTES = 65_536


class PeekedStream(io.BufferedReader):
    """A buffered stream whose first bytes are known in `head`; it is read from the start.

    Where the stream below can seek, so can this one.
    """

    def __init__(self, stream: BinaryIO) -> None:
        """Read up to 64 KiB ahead."""
        self.head = read_up_to(stream, HEAD_BYTES)
        super().__init__(Rejoined(self.head, stream))


class Rejoined(io.RawIOBase):
    """First the bytes that were read ahead, then the rest of the stream."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        """Keep both; a stream that can seek is rewound to where the head began."""
        super().__init__()
        self.stream = stream
        self.head = head
        if stream.seekable():
            stream.seek(-len(head), io.SEEK_CUR)
            self.head = b""

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """As the stream below."""
        return self.stream.seekable()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Move in the stream below."""
        return self.stream.seek(offset, whence)

    def readinto(self, buffer: Any) -> int:
        """Fill `buffer` from the head while it lasts."""
        view = memoryview(buffer).cast("B")
        piece = self.head[: len(view)] or self.stream.read(len(view))
        self.head = self.head[len(piece) :]
        view[: len(piece)] = piece
        return len(piece)


def read_up_to(stream: BinaryIO, count: int) -> bytes:
    """Read until `count` bytes or the end."""
    pieces = []
    while count and (piece := stream.read(count)):
        pieces.append(piece)
        count -= len(piece)
    return b"".join(pieces)
