"""Say what a reader is, what it is given and what it gives back."""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path
from typing import BinaryIO, Protocol, runtime_checkable

from fogline.errors import InputError, SettingInvalid
from fogline.model.ids import sha256_hex
from fogline.model.records import Record
from fogline.model.report import Report
from fogline.readers._fields import published_iso

__all__ = [
    "AGENT", "Bounds", "Certainty", "Container", "Input", "Member", "Outcome", "ReadOptions", "Reader", "Received",
    "Source", "Splitter",
]  # fmt: skip

MIB = 1024 * 1024

AGENT = "fogline"
"""What fogline is called in requests and in robots.txt."""

Outcome = Report | InputError
"""What becomes of a document: a report, or the reason why there is none. Errors are values: none is lost."""


@dataclass(frozen=True, slots=True)
class Bounds(Record):
    """What a source may cost. Past a bound comes `SourceTooLarge`, never a hang or a full memory.

    The figures leave room for the largest real sources of news (a year's mbox, a
    600-page report) and were measured on made-up worst cases; see tests/hostile.
    """

    document_bytes: int = 64 * MIB
    """One document that is parsed as a whole: a page, a PDF, a mail."""
    chunk_bytes: int = 8 * MIB
    """A file of rows or mails larger than this is cut into originals of about this size."""
    row_bytes: int = 16 * MIB
    """One row of a table, one line of JSON Lines, one mail of a mailbox with its attachments."""
    text_chars: int = 2_000_000
    """One report's text; a thick book has about a million characters."""
    archive_bytes: int = 16 * 1024 * MIB
    """All that an archive unpacks to, its inner archives included."""
    archive_members: int = 100_000
    archive_depth: int = 3
    """Archives in archives, and mails in mails."""
    archive_ratio: int = 200
    """Unpacked to packed size, past the first MiB; deflate reaches 1,032 on zeros, text seldom 20."""
    pdf_pages: int = 2_000
    ocr_pages: int = 200
    """Scanned pages of one file whose words are recognised, at some seconds each."""
    ocr_page_s: float = 180.0
    read_s: float = 60.0
    """One document that a slow parser works on."""
    url_bytes: int = 64 * MIB
    url_s: float = 30.0
    """From the first look-up of a name to the last byte, redirects included."""
    url_redirects: int = 5


@dataclass(frozen=True, slots=True)
class ReadOptions(Record):
    """What the caller knows about a source. It wins over what the source says of itself.

    `key` names a single document; where a source holds several, those after the
    first that have no key of their own get `key#1`, `key#2` … `columns` maps a
    field of a report to the column or JSON key that holds it: `{"text": "Body"}`.
    `reader` forces a format. `published` is ISO 8601.
    """

    reader: str | None = None
    key: str | None = None
    outlet: str | None = None
    published: str | None = None
    title: str | None = None
    author: str | None = None
    url: str | None = None
    lang: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    allow_private: bool = False
    """Open addresses that lead to this machine or into a private network."""
    bounds: Bounds = field(default_factory=Bounds)
    first_line: int = 1
    """Line of the whole file at which the original begins; only messages use it."""
    depth: int = 0
    """How many archives or mails the original stands in."""
    media_type: str | None = None
    """What the server or the mail called the bytes."""
    charset: str | None = None
    budget: "Budget | None" = field(default=None, repr=False, compare=False)
    """What all archives around the original have unpacked; None outside of archives and once read."""

    def __post_init__(self) -> None:
        """Raise SettingInvalid when `published` is not a day or a time."""
        if self.published is not None and published_iso(self.published) is None:
            raise SettingInvalid(
                f"published: found {self.published!r}, expected an ISO 8601 date or date and time",
                hint="write it as 2022-05-20 or 2022-05-20T18:30:00+02:00",
            )

    def inner(self, *, media_type: str | None = None, charset: str | None = None) -> "ReadOptions":
        """Return the options for something that stands inside this source: one deeper, its format open."""
        return dataclasses.replace(
            self,
            reader=None,
            first_line=1,
            depth=self.depth + 1,
            media_type=media_type,
            charset=charset,
            budget=self.budget or Budget(),
        )


@dataclass(slots=True)
class Budget:
    """Counts what an archive and all archives in it unpack to."""

    unpacked: int = 0
    members: int = 0


class Certainty(IntEnum):
    """How surely a reader knows its format from the first bytes."""

    NO = 0
    """These bytes are not this format."""
    PLAUSIBLE = 1
    """They may be; a suffix or a media type decides."""
    CERTAIN = 2
    """They carry the format's signature, whatever the file is called."""


class Reader(Protocol):
    """One source format. It has no state; the same bytes and options give the same outcomes."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Lower case, with the dot."""
        ...

    @property
    def media_types(self) -> tuple[str, ...]:
        """Lower case, without parameters."""
        ...

    def recognise(self, head: bytes) -> Certainty:
        """Judge the first bytes of a source, up to 64 KiB of them."""
        ...

    def read(self, original: bytes, *, name: str, options: ReadOptions) -> Iterator[Outcome]:
        """Yield the reports of `original` in order; yield an InputError for each part that cannot be read.

        Never raises for anything that the bytes hold. `name` is shown in messages
        and never opened.
        """
        ...


@runtime_checkable
class Splitter(Reader, Protocol):
    """A format of rows, lines or mails that can be read piece by piece."""

    def split(self, stream: BinaryIO, *, name: str, options: ReadOptions) -> Iterator["Chunk | InputError"]:
        """Cut a stream into originals of about `chunk_bytes`, each of which `read` can read alone."""
        ...


@runtime_checkable
class Container(Reader, Protocol):
    """A format that holds files. Its members become sources, and originals, of their own."""

    def members(
        self, stream: BinaryIO, *, name: str, options: ReadOptions
    ) -> Iterator["Member | InputError"]:
        """Yield what is inside, in stored order. A member is read before the next one is asked for."""
        ...


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a large file: whole records, and the line of the file at which they begin."""

    data: bytes
    first_line: int = 1


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive. `name` is shown as `archive.zip/name`; it is never a path to open or write."""

    name: str
    stream: BinaryIO


@dataclass(frozen=True, slots=True)
class Input:
    """Something to read, not opened yet: a file or an address."""

    name: str
    path: Path | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Bytes as received, from which reports are read; the store keeps them under `sha256`.

    `read_bytes(data, name=name, reader=reader, options=options)` gives the same
    reports again. A large file of rows arrives as several sources of the same name.
    """

    name: str
    data: bytes = field(repr=False)
    reader: str
    options: ReadOptions = field(repr=False)

    @property
    def sha256(self) -> str:
        """64 hex digits."""
        return sha256_hex(self.data)


@dataclass(frozen=True, slots=True)
class Received:
    """One source and what became of each document in it, in order.

    `source` is None when nothing came in that could be kept: a file that cannot
    be opened, a format that no reader knows, an address that is refused.
    """

    source: Source | None
    outcomes: tuple[Outcome, ...]

    @property
    def reports(self) -> tuple[Report, ...]:
        """The documents that were read."""
        return tuple(outcome for outcome in self.outcomes if isinstance(outcome, Report))

    @property
    def errors(self) -> tuple[InputError, ...]:
        """What was skipped, and why; each counts as one."""
        return tuple(outcome for outcome in self.outcomes if isinstance(outcome, InputError))


Inputs = Iterable[Input | InputError]
