"""Cut a long stream into originals after whole records, without holding it."""

from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

from fogline.errors import InputError, SourceTooLarge
from fogline.readers._seam import Chunk, ReadOptions

__all__ = ["bounded_lines", "gather", "whole"]

Line = tuple[int, bytes]


def bounded_lines(stream: BinaryIO, *, name: str, options: ReadOptions) -> Iterator[Line | InputError]:
    """Yield (number, bytes) of each line; for a line past `bounds.row_bytes` an error, and go on after it."""
    limit = options.bounds.row_bytes
    number = options.first_line
    while line := next_line(stream, limit + 1):
        if isinstance(line, InputError):
            yield line
            return
        if len(line) > limit and not line.endswith(b"\n"):
            yield SourceTooLarge(
                f"{name}:{number}: a line of more than {limit:,} bytes, expected at most that",
                hint="check that the file has line ends",
            )
            while isinstance(line, bytes) and line and not line.endswith(b"\n"):
                line = next_line(stream, limit)
            if isinstance(line, InputError):
                yield line
                return
        else:
            yield number, line
        number += 1


def next_line(stream: BinaryIO, limit: int) -> bytes | InputError:
    """Return the next line or `limit` bytes of it; the error that ends a broken archive member as a value."""
    try:
        return stream.readline(limit)
    except InputError as error:
        return error


def every_line(line: bytes) -> bool:  # noqa: ARG001  # it is one of several questions asked of a line
    """Whether a line begins a record, where each line is one."""
    return True


def gather(
    lines: Iterable[Line | InputError], options: ReadOptions, *, begins: Callable[[bytes], bool] = every_line
) -> Iterator[Chunk | InputError]:
    """Gather lines into chunks of about `bounds.chunk_bytes`.

    Args:
        lines: numbered lines, and errors, which are passed on and end the chunk, since its
            lines are counted from its first.
        options: its bounds.
        begins: whether a line begins a record; a chunk is cut only before one.
    """
    held: list[bytes] = []
    size, first, is_empty = 0, options.first_line, True
    for line in lines:
        is_empty = False
        if held and (
            isinstance(line, InputError)
            or (size + len(line[1]) > options.bounds.chunk_bytes and begins(line[1]))
        ):
            yield Chunk(b"".join(held), first)
            held, size = [], 0
        if isinstance(line, InputError):
            yield line
            continue
        number, content = line
        if not held:
            first = number
        held.append(content)
        size += len(content)
    if held or is_empty:
        yield Chunk(b"".join(held), first)


def whole(stream: BinaryIO, *, name: str, options: ReadOptions) -> Iterator[Chunk | InputError]:
    """Yield a stream that cannot be cut as one chunk, or an error when it is too large for that."""
    limit = options.bounds.document_bytes
    content = stream.read(limit + 1)
    if len(content) > limit:
        yield SourceTooLarge(
            f"{name}: more than {limit:,} bytes of UTF-16, expected at most that",
            hint="save the file as UTF-8, which is read piece by piece",
        )
        return
    yield Chunk(content, options.first_line)
