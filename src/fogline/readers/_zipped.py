"""Open ZIP archives and their members within bounds, whatever format stands on a ZIP."""

import io
import zipfile
from collections.abc import Callable, Iterator
from typing import BinaryIO, cast

from fogline.errors import InputError, SourceTooLarge, SourceUnreadable
from fogline.readers._archive import ARCHIVE_ERRORS, GuardedStream, check_depth, count_member, member_name
from fogline.readers._seam import Member, ReadOptions

__all__ = ["MAGIC", "zip_members"]

MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
ENCRYPTED = 0x1


def zip_members(
    stream: BinaryIO,
    is_wanted: Callable[[zipfile.ZipInfo], bool],
    *,
    name: str,
    options: ReadOptions,
    wanted: str,
) -> Iterator[Member | InputError]:
    """Yield the files of an archive that are wanted, in stored order.

    Args:
        stream: the archive.
        is_wanted: tells which entries.
        name: of the archive, for messages.
        options: bounds and budget.
        wanted: says in the error what an archive without any of them should hold.
    """
    try:
        check_depth(name, options)
        archive = zipfile.ZipFile(seekable(stream, name, options))
        entries = archive.infolist()
    except InputError as error:
        yield error
        return
    except ARCHIVE_ERRORS as error:
        yield SourceUnreadable(f"{name}: not a ZIP archive ({error}), expected one", hint="fetch it again")
        return
    chosen = [entry for entry in entries if is_wanted(entry)]
    if not chosen:
        yield SourceUnreadable(f"{name}: no files inside, expected {wanted}")
    for entry in chosen:
        shown = member_name(name, entry.filename)
        try:
            count_member(name, options)
        except SourceTooLarge as error:
            yield error
            return
        yield opened(archive, entry, shown, options)


def seekable(stream: BinaryIO, name: str, options: ReadOptions) -> BinaryIO:
    """Return a stream that can be searched from its end; an archive in an archive is held whole for that."""
    if options.depth == 0:
        return stream
    limit = options.bounds.document_bytes
    content = stream.read(limit + 1)
    if len(content) > limit:
        raise SourceTooLarge(
            f"{name}: an inner archive of more than {limit:,} bytes, expected less", hint="unpack it yourself"
        )
    return io.BytesIO(content)


def opened(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, shown: str, options: ReadOptions
) -> Member | InputError:
    """Return a member ready to be read, or why it cannot be."""
    if entry.flag_bits & ENCRYPTED:
        return SourceUnreadable(f"{shown}: encrypted, expected a file that opens without a password")
    try:
        stream = archive.open(entry)
    except ARCHIVE_ERRORS as error:
        return SourceUnreadable(
            f"{shown}: the archive is broken here ({type(error).__name__}), expected a file",
            hint="fetch it again",
        )
    guarded = GuardedStream(
        cast(BinaryIO, stream), name=shown, packed=lambda: entry.compress_size, options=options
    )
    return Member(shown, cast(BinaryIO, io.BufferedReader(guarded)))
