"""Find inputs and read them: a path, a pattern or an address becomes sources with their reports."""

import dataclasses
import glob
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from fogline.errors import FormatUnknown, InputError, SourceRefused, SourceTooLarge, SourceUnreadable
from fogline.model.ids import report_id
from fogline.model.report import Report
from fogline.readers._choose import choose_reader, reader_named
from fogline.readers._seam import (
    Budget,
    Container,
    Input,
    Outcome,
    ReadOptions,
    Received,
    Source,
    Splitter,
)  # fmt: skip
from fogline.readers._stream import PeekedStream

__all__ = ["find_inputs", "read_bytes", "read_source", "receive"]

ADDRESS = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*)://")
CASEBOOK_SUFFIX = ".fog"


def find_inputs(pattern: str | Path) -> Iterator[Input | InputError]:
    """Yield what a path, a folder, a pattern or an address stands for, in sorted order; open nothing.

    A folder is walked: files and folders whose names begin with a dot, casebooks
    and links to folders are passed over. `*`, `?`, `[…]` and `**` are patterns
    unless a file has that very name. Only `http` and `https` addresses are known.
    """
    written = os.fspath(pattern)
    if address := ADDRESS.match(written):
        if address[1].lower() in ("http", "https"):
            yield Input(name=written, url=written)
        else:
            yield SourceRefused(
                f"{written}: found the scheme {address[1]!r}, expected http or https",
                hint="give a file's path without a scheme",
            )
        return
    if "\x00" in written:
        yield SourceUnreadable(
            f"{shown(written)}: found a NUL character in a path, expected a file or a folder"
        )
        return
    paths = [Path(written)] if os.path.lexists(written) else matching_paths(written)
    if not paths:
        kind = "no file fits the pattern" if glob.has_magic(written) else "no such file or folder"
        yield SourceUnreadable(
            f"{shown(written)}: {kind}", hint="check the spelling and the folder you are in"
        )
    for path in paths:
        yield from walk(path)


def matching_paths(pattern: str) -> list[Path]:
    """Return what fits a pattern, sorted; hidden entries only where they are asked for, no links to folders."""
    parts = Path(pattern).parts
    first = next((place for place, part in enumerate(parts) if glob.has_magic(part)), len(parts))
    root, asked = Path(*parts[:first]), parts[first:]
    if not asked:
        return []
    wants_hidden = any(part.startswith(".") for part in asked)
    try:
        found = sorted(set(root.glob("/".join(asked))))
    except (OSError, ValueError):
        # pathlib refuses patterns such as "**x"; nothing fits them.
        return []
    return [
        path
        for path in found
        if wants_hidden or not any(part.startswith(".") for part in path.relative_to(root).parts)
    ]


def walk(path: Path) -> Iterator[Input | InputError]:
    """Yield the file, or the files below the folder, sorted by name."""
    if not path.is_dir():
        yield Input(name=shown(str(path)), path=path)
        return
    try:
        entries = sorted(path.iterdir())
    except OSError as error:
        yield SourceUnreadable(f"{shown(str(path))}: {error.strerror}, expected a folder that can be listed")
        return
    for entry in entries:
        is_folder = entry.is_dir()
        if entry.name.startswith(".") or (
            is_folder and (entry.is_symlink() or entry.suffix == CASEBOOK_SUFFIX)
        ):
            continue
        yield from walk(entry)


def read_source(found: Input, options: ReadOptions | None = None) -> Iterator[Received]:
    """Open one input and yield its sources, each with its reports and errors.

    Most files are one source. A file of rows or mails (JSON Lines, CSV, mbox) larger
    than `bounds.chunk_bytes` is never held whole: it is cut after whole records into
    several sources of that size, each an original that can be read alone (a CSV piece
    repeats the header row). Cuts depend on the bytes alone, so the same file gives the
    same pieces, and a file that has grown at its end the same first pieces. Archives
    yield a source for each file in them.

    Reports carry `original`, `position` within their source, and `id`. Never raises
    for what the input holds: that arrives as `Received.errors`. Nothing is written.
    """
    options = options or ReadOptions()
    if found.url is not None:
        yield from read_url(found.url, options)
        return
    path = found.path or Path(found.name)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise SourceRefused(
                f"{found.name}: not a regular file, expected a file or a folder",
                hint="copy what it gives to a file first",
            )
        with path.open("rb") as stream:
            yield from read_stream(stream, name=found.name, options=options)
    except InputError as error:
        yield Received(None, (error,))
    except OSError as error:
        yield Received(None, (unopened(found.name, error),))


def read_url(url: str, options: ReadOptions) -> Iterator[Received]:
    """Fetch an address and read what comes back."""
    from fogline.readers._fetch import fetch

    try:
        fetched = fetch(url, allow_private=options.allow_private, bounds=options.bounds)
    except InputError as error:
        yield Received(None, (error,))
        return
    answered = dataclasses.replace(
        options, url=options.url or fetched.url, media_type=fetched.media_type, charset=fetched.charset
    )
    yield receive(fetched.content, name=fetched.url, options=answered)


def read_stream(stream: BinaryIO, *, name: str, options: ReadOptions) -> Iterator[Received]:
    """Yield the sources that a stream of bytes holds."""
    peeked = PeekedStream(stream)
    try:
        reader_name = options.reader or choose_reader(name, peeked.head, media_type=options.media_type)
        reader = reader_named(reader_name)
    except FormatUnknown as error:
        yield Received(None, (error,))
        return
    chosen = dataclasses.replace(options, reader=reader_name)
    if isinstance(reader, Container):
        counted = dataclasses.replace(chosen, budget=chosen.budget or Budget())
        yield from read_members(reader, peeked, name=name, options=counted)
    elif isinstance(reader, Splitter):
        yield from read_chunks(reader, peeked, name=name, options=chosen)
    else:
        yield receive(read_whole(peeked, name=name, options=chosen), name=name, options=chosen)


def read_members(
    reader: Container, stream: BinaryIO, *, name: str, options: ReadOptions
) -> Iterator[Received]:
    """Yield the sources that an archive holds."""
    for member in reader.members(stream, name=name, options=options):
        if isinstance(member, InputError):
            yield Received(None, (member,))
            continue
        try:
            yield from read_stream(member.stream, name=member.name, options=options.inner())
        except InputError as error:
            yield Received(None, (error,))


def read_chunks(reader: Splitter, stream: BinaryIO, *, name: str, options: ReadOptions) -> Iterator[Received]:
    """Yield the pieces that a format of rows is cut into."""
    for chunk in reader.split(stream, name=name, options=options):
        if isinstance(chunk, InputError):
            yield Received(None, (chunk,))
            continue
        yield receive(
            chunk.data, name=name, options=dataclasses.replace(options, first_line=chunk.first_line)
        )


def receive(original: bytes, *, name: str, options: ReadOptions) -> Received:
    """Read one original and pair it with what became of it."""
    try:
        reader = options.reader or choose_reader(name, original[:65536], media_type=options.media_type)
    except FormatUnknown as error:
        return Received(None, (error,))
    told = dataclasses.replace(options, reader=reader, budget=None)
    source = Source(name=name, data=original, reader=reader, options=told)
    return Received(source, tuple(read_bytes(original, name=name, options=source.options)))


def read_bytes(
    original: bytes, *, name: str, reader: str | None = None, options: ReadOptions | None = None
) -> Iterator[Outcome]:
    """Yield the reports of one original, with its hash, their positions and ids, and the errors in it.

    Reading a kept original again with the reader and the options of its `Source`
    gives the same reports.

    Raises:
        FormatUnknown: `reader` names no reader, or it is None and nothing fits.
    """
    options = options or ReadOptions()
    reader_name = (
        reader or options.reader or choose_reader(name, original[:65536], media_type=options.media_type)
    )
    sha256 = Source(name=name, data=original, reader=reader_name, options=options).sha256
    chosen = dataclasses.replace(options, reader=reader_name)
    for outcome in reader_named(reader_name).read(original, name=name, options=chosen):
        yield traced(outcome, sha256) if isinstance(outcome, Report) else outcome


def traced(report: Report, sha256: str) -> Report:
    """Return the report with its original and the id that follows from it."""
    made = report_id(
        sha256,
        report.position,
        key=report.key,
        url=report.url,
        outlet=report.outlet,
        published=report.published,
    )
    return dataclasses.replace(report, original=sha256, id=made)


def read_whole(stream: BinaryIO, *, name: str, options: ReadOptions) -> bytes:
    """Return all bytes of a stream that is parsed as one document."""
    limit = options.bounds.document_bytes
    content = stream.read(limit + 1)
    if len(content) > limit:
        raise SourceTooLarge(
            f"{name}: more than {limit:,} bytes, expected a document of at most that",
            hint="split it, or raise sources.document_mib",
        )
    return content


def unopened(name: str, error: OSError) -> InputError:
    """Say why a file cannot be opened."""
    return SourceUnreadable(
        f"{name}: {error.strerror or error}, expected a file that can be read",
        hint="check path and permissions",
    )


def shown(path: str) -> str:
    """Return a path as text that can be printed: bytes that are no UTF-8 become U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")
