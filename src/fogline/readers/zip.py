"""Read ZIP archives: each file inside is a source of its own."""

import io
import zipfile
from collections.abc import Iterator
from typing import BinaryIO, cast

from fogline.errors import InputError, SourceTooLarge, SourceUnreadable
from fogline.readers._archive import (
    ARCHIVE_ERRORS,
    GuardedStream,
    check_depth,
    count_member,
    member_name,
    read_members,
)  # fmt: skip
from fogline.readers._seam import Certainty, Member, Outcome, ReadOptions

__all__ = ["ZipReader"]

MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
# Office files, e-books and applications are ZIP archives too; what is in them is no folder of reports.
OTHER_KINDS = (b"[Content_Types].xml", b"mimetypeapplication/", b"META-INF/MANIFEST.MF")
ENCRYPTED = 0x1


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
        try:
            check_depth(name, options)
            archive = zipfile.ZipFile(seekable(stream, name, options))
            entries = archive.infolist()
        except InputError as error:
            yield error
            return
        except ARCHIVE_ERRORS as error:
            yield SourceUnreadable(
                f"{name}: not a ZIP archive ({error}), expected one", hint="fetch it again"
            )
            return
        if not any(is_file(entry) for entry in entries):
            yield SourceUnreadable(f"{name}: no files inside, expected some")
        for entry in filter(is_file, entries):
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


def is_file(entry: zipfile.ZipInfo) -> bool:
    """Whether an entry is a file that a person put there."""
    parts = entry.filename.replace("\\", "/").split("/")
    return not entry.is_dir() and parts[0] != "__MACOSX" and not parts[-1].startswith(".")


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
