"""Unpack archives within bounds; nothing is written, and a member's name is only shown."""

import io
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, BinaryIO
from zipfile import BadZipFile

from fogline.errors import FormatUnknown, InputError, SourceTooLarge, SourceUnreadable
from fogline.model.report import Report
from fogline.readers._choose import choose_reader, reader_named
from fogline.readers._compose import own_key
from fogline.readers._fields import printable
from fogline.readers._seam import Budget, Container, Outcome, ReadOptions

__all__ = [
    "ARCHIVE_ERRORS", "GuardedStream", "check_depth", "count_member", "member_name", "read_inside", "read_members",
]  # fmt: skip

ARCHIVE_ERRORS = (
    BadZipFile, EOFError, NotImplementedError, OSError, OverflowError, RuntimeError, ValueError,
    zlib.error,
)  # fmt: skip
# Small files compress well for no evil reason; the ratio counts past this.
FREE_BYTES = 1024 * 1024
NAME_CHARS = 200


class GuardedStream(io.RawIOBase):
    """What unpacks from an archive: counted, held to its bounds, its library's errors told as ours."""

    def __init__(
        self, stream: BinaryIO, *, name: str, packed: Callable[[], int], options: ReadOptions
    ) -> None:
        """Guard a stream.

        Args:
            stream: gives the unpacked bytes.
            name: of the member, for messages.
            packed: how many packed bytes have been used so far.
            options: bounds and budget.
        """
        super().__init__()
        self.stream, self.name, self.packed, self.options = stream, name, packed, options
        self.unpacked = 0

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill `buffer`; raise SourceTooLarge past a bound and SourceUnreadable on broken bytes."""
        view = memoryview(buffer).cast("B")
        try:
            piece = self.stream.read(len(view))
        except ARCHIVE_ERRORS as error:
            raise SourceUnreadable(
                f"{self.name}: the archive is broken here ({type(error).__name__}), expected more bytes",
                hint="fetch or make the archive again",
            ) from error
        self.unpacked += len(piece)
        self.check(len(piece))
        view[: len(piece)] = piece
        return len(piece)

    def check(self, count: int) -> None:
        """Raise SourceTooLarge when `count` more bytes pass the ratio or the whole archive's bound."""
        bounds, budget = self.options.bounds, self.options.budget
        if self.unpacked > FREE_BYTES and self.unpacked > bounds.archive_ratio * max(1, self.packed()):
            raise SourceTooLarge(
                f"{self.name}: unpacks to more than {bounds.archive_ratio} times its size, expected less",
                hint="unpack it yourself if you trust it",
            )
        if budget is not None:
            budget.unpacked += count
            if budget.unpacked > bounds.archive_bytes:
                raise SourceTooLarge(
                    f"{self.name}: the archive unpacks to over {bounds.archive_bytes:,} bytes, expected less",
                    hint="split the archive",
                )


def count_member(name: str, options: ReadOptions) -> None:
    """Raise SourceTooLarge when an archive has more members than it may."""
    if options.budget is None:
        return
    options.budget.members += 1
    if options.budget.members > options.bounds.archive_members:
        raise SourceTooLarge(
            f"{name}: more than {options.bounds.archive_members:,} files inside, expected at most that",
            hint="split the archive",
        )


def check_depth(name: str, options: ReadOptions) -> None:
    """Raise SourceTooLarge when archives or mails stand in each other more deeply than they may."""
    if options.depth > options.bounds.archive_depth:
        raise SourceTooLarge(
            f"{name}: archives or mails nested more than {options.bounds.archive_depth} deep, expected less",
            hint="unpack the inner ones yourself",
        )


def member_name(outer: str, inner: str) -> str:
    """Return how a member is called in messages: on one line, bounded, never a path to open."""
    line = " ".join(printable(inner).split()) or "unnamed"
    return f"{outer}/{line if len(line) <= NAME_CHARS else '…' + line[-NAME_CHARS:]}"


def read_members(reader: Container, original: bytes, *, name: str, options: ReadOptions) -> Iterator[Outcome]:
    """Yield the reports of all members of an archive that is held whole, such as one attached to a mail."""
    position = 0
    chosen = replace(options, budget=options.budget or Budget())
    for member in reader.members(io.BytesIO(original), name=name, options=chosen):
        if isinstance(member, InputError):
            yield member
            continue
        try:
            content = member.stream.read(options.bounds.document_bytes + 1)
            if len(content) > options.bounds.document_bytes:
                raise SourceTooLarge(
                    f"{member.name}: more than {options.bounds.document_bytes:,} bytes, expected less"
                )
        except InputError as error:
            yield error
            continue
        for outcome in read_inside(content, name=member.name, options=chosen.inner(), position=position):
            yield outcome
            position += isinstance(outcome, Report)


def read_inside(content: bytes, *, name: str, options: ReadOptions, position: int) -> Iterator[Outcome]:
    """Yield the reports of something that stands in another original.

    Args:
        content: its bytes.
        name: how it is called in messages; its suffix tells the format.
        options: made with `inner`.
        position: place in the outer original of its first report.
    """
    try:
        check_depth(name, options)
        chosen = choose_reader(name, content[:65536], media_type=options.media_type)
    except (FormatUnknown, SourceTooLarge) as error:
        yield error
        return
    for outcome in reader_named(chosen).read(content, name=name, options=replace(options, key=None)):
        if isinstance(outcome, Report):
            key = outcome.key or own_key(options.key, position)
            yield replace(outcome, position=position, key=key)
            position += 1
        else:
            yield outcome
