"""Read archives of the web: each page that a server answered with is one report."""

import io
from collections.abc import Iterator
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from typing import Any, BinaryIO

from fogline.errors import InputError, SourceTooLarge, SourceUnreadable
from fogline.model.report import Report
from fogline.readers._archive import ARCHIVE_ERRORS, GuardedStream, count_member, member_name
from fogline.readers._fields import published_iso
from fogline.readers._mail import header_text
from fogline.readers._page import read_page
from fogline.readers._seam import Certainty, Chunk, Outcome, ReadOptions

__all__ = ["WarcReader"]

MAGIC = b"WARC/"
PAGE_TYPES = ("text/html", "application/xhtml+xml")
SUCCESS = "200"
# A record's own head; those of real archives take up to 2 KiB.
HEAD_BYTES = 64 * 1024
PIECE = 1024 * 1024


class WarcReader:
    """Read `.warc`: the answers that are pages, with the address and the time at which each was fetched.

    Requests, pictures, scripts, redirects and errors are passed over. The page's own day
    of publication counts; where it names none, the time of the fetch stands, by which it
    was out. Each page is an original of its own.
    """

    suffixes = (".warc",)
    media_types = ("application/warc",)

    def recognise(self, head: bytes) -> Certainty:
        """The signature is certain."""
        return Certainty.CERTAIN if head.startswith(MAGIC) else Certainty.NO

    def read(self, original: bytes, *, name: str, options: ReadOptions) -> Iterator[Outcome]:
        """Yield one report or error a page."""
        position = 0
        for record in pages(io.BytesIO(original), name=name, options=options):
            outcome = (
                record if isinstance(record, InputError) else read_record(record, name, options, position)
            )
            yield outcome
            position += isinstance(outcome, Report)

    def split(self, stream: BinaryIO, *, name: str, options: ReadOptions) -> Iterator[Chunk | InputError]:
        """Cut out the pages: each is kept as an archive of one record."""
        for record in pages(stream, name=name, options=options):
            yield record if isinstance(record, InputError) else Chunk(record)


def pages(stream: BinaryIO, *, name: str, options: ReadOptions) -> Iterator[bytes | InputError]:
    """Yield each record that holds a page; an error at its end for an archive that has none."""
    found = False
    for record in cut_records(stream, name=name, options=options):
        if isinstance(record, InputError) or holds_page(record):
            found = True
            yield record
    if not found:
        yield SourceUnreadable(
            f"{name}: no page inside, expected a response of the type text/html",
            hint="pictures, scripts and answers other than 200 are passed over",
        )


def cut_records(stream: BinaryIO, *, name: str, options: ReadOptions) -> Iterator[bytes | InputError]:
    """Yield the bytes of each record that may hold a page, and pass over all others without holding them."""
    limit = options.bounds.row_bytes
    try:
        while opening := next_line(stream):
            head = read_head(opening, stream, name)
            told = BytesParser(policy=compat32).parsebytes(b"".join(head[1:]), headersonly=True)
            length = length_of(told, name)
            shown = member_name(name, header_text(told.get("WARC-Target-URI")) or "record")
            wanted = header_text(told.get("WARC-Type")) in ("response", "resource")
            if wanted and length <= limit:
                count_member(name, options)
                block = stream.read(length)
                if len(block) < length:
                    raise SourceUnreadable(
                        f"{shown}: cut off after {len(block):,} bytes, expected {length:,}"
                    )
                yield b"".join([*head, block, b"\r\n\r\n"])
                continue
            if wanted:
                yield SourceTooLarge(f"{shown}: {length:,} bytes, expected at most {limit:,}")
            while length and (piece := stream.read(min(length, PIECE))):
                length -= len(piece)
    except InputError as error:
        yield error


def next_line(stream: BinaryIO) -> bytes:
    """Return the next line that is not blank; b"" at the end."""
    while (line := stream.readline(HEAD_BYTES)) and not line.strip():
        continue
    return line


def read_head(opening: bytes, stream: BinaryIO, name: str) -> list[bytes]:
    """Return the lines of a record's head, the blank one at its end among them.

    Raises:
        SourceUnreadable: it does not begin or end as a record does.
    """
    if not opening.startswith(MAGIC):
        raise SourceUnreadable(
            f"{name}: found {opening[:20]!r}, expected a record that begins with {MAGIC!r}"
        )
    head, size = [opening], len(opening)
    while head[-1].strip():
        head.append(stream.readline(HEAD_BYTES))
        size += len(head[-1])
        if not head[-1] or size > HEAD_BYTES:
            raise SourceUnreadable(f"{name}: a record's head without an end, expected a blank line after it")
    return head


def length_of(told: Message, name: str) -> int:
    """Return how long a record says it is; raise SourceUnreadable where it does not."""
    written = str(told.get("Content-Length", "")).strip()
    if not (written.isascii() and written.isdigit() and len(written) < 16):
        raise SourceUnreadable(f"{name}: a record of the length {written!r}, expected a number of bytes")
    return int(written)


def opened(record: bytes) -> Any:
    """Return a record as warcio opens it, None where it is none."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    try:
        return next(iter(ArchiveIterator(io.BytesIO(record))), None)
    except (ArchiveLoadFailed, *ARCHIVE_ERRORS):
        return None


def holds_page(record: bytes) -> bool:
    """Whether a record is an answer with a page in it, or a page that was put into the archive as it is."""
    found = opened(record)
    if found is None or not (found.rec_headers.get_header("WARC-Target-URI") or "").startswith(
        ("http:", "https:")
    ):
        return False
    if found.http_headers is None:
        return media_type(found.content_type) in PAGE_TYPES
    kind = media_type(found.http_headers.get_header("Content-Type"))
    return found.http_headers.get_statuscode() == SUCCESS and kind in PAGE_TYPES


def media_type(written: str | None) -> str:
    """Return a media type without its parameters."""
    return (written or "").partition(";")[0].strip().lower()


def read_record(record: bytes, name: str, options: ReadOptions, position: int) -> Outcome:
    """Return the report of a record that holds a page, or the reason why there is none."""
    found = opened(record)
    address = found.rec_headers.get_header("WARC-Target-URI")
    shown = member_name(name, address)
    http = found.http_headers
    try:
        content = payload_of(found, packed=len(record), name=shown, options=options)
    except InputError as error:
        return error
    return read_page(
        content,
        reader="warc",
        name=shown,
        options=options,
        position=position,
        charset=charset_of(http.get_header("Content-Type") if http else found.content_type),
        address=address,
        saved=published_iso(found.rec_headers.get_header("WARC-Date")),
    )


def payload_of(found: Any, *, packed: int, name: str, options: ReadOptions) -> bytes:
    """Return the page's bytes, unpacked within bounds.

    Raises:
        SourceTooLarge: they unpack to more than they may.
        SourceUnreadable: they are packed in a way that is not known here.
    """
    from warcio.bufferedreaders import BufferedReader

    encoding = (
        found.http_headers.get_header("Content-Encoding") if found.http_headers else None
    ) or "identity"
    if encoding.lower() not in ("identity", *BufferedReader.get_supported_decompressors()):
        raise SourceUnreadable(
            f"{name}: packed as {encoding!r}, expected gzip, deflate or br",
            hint="br needs: pip install brotli",
        )
    guarded = GuardedStream(found.content_stream(), name=name, packed=lambda: packed, options=options)
    content = io.BufferedReader(guarded).read(options.bounds.document_bytes + 1)
    if len(content) > options.bounds.document_bytes:
        raise SourceTooLarge(f"{name}: more than {options.bounds.document_bytes:,} bytes, expected less")
    return content


def charset_of(content_type: str | None) -> str | None:
    """Return the charset in a content type."""
    kind = Message()
    kind["content-type"] = content_type or "text/html"
    return kind.get_content_charset()
