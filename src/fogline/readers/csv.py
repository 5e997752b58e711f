"""Read tables of comma- or tab-separated values: one row is one report."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from fogline.errors import InputError, SourceTooLarge, SourceUnreadable
from fogline.readers._compose import compose
from fogline.readers._decode import decode, has_wide_mark, is_textual
from fogline.readers._rows import has_text_column, listed, row_report_parts
from fogline.readers._seam import Certainty, Chunk, Outcome, ReadOptions
from fogline.readers._split import bounded_lines, whole

__all__ = ["CsvReader"]

DELIMITERS = ",\t;|"


class CsvReader:
    """Read `.csv` and `.tsv`; the first row names the columns, and the delimiter is told from it.

    Columns go by the same names as in JSON Lines (`text`, `body`, `headline`, `Pub. date` …) or
    as `columns` says: `{"text": "Body"}`. A row with more cells than there are columns is an
    error, since its cells have slipped.
    """

    suffixes = (".csv", ".tsv", ".tab")
    media_types = ("text/csv", "text/tab-separated-values", "application/csv")

    def recognise(self, head: bytes) -> Certainty:
        """A text whose first line has a delimiter may be a table."""
        if not is_textual(head):
            return Certainty.NO
        first = head.split(b"\n", 1)[0]
        return Certainty.PLAUSIBLE if any(mark.encode() in first for mark in DELIMITERS) else Certainty.NO

    def read(self, original: bytes, *, name: str, options: ReadOptions) -> Iterator[Outcome]:
        """Yield one report or error a row; positions count the rows below the header."""
        try:
            text = decode(original, name=name, charset=options.charset)
        except SourceUnreadable as error:
            yield error
            return
        rows = TableRows(text, options)
        header = rows.header()
        if not any(cell.strip() for cell in header):
            yield SourceUnreadable(
                f"{name}: no header row, expected the names of the columns in the first line"
            )
            return
        if missing := [column for column in options.columns.values() if column not in header]:
            yield SourceUnreadable(
                f"{name}: no column {missing[0]!r}, found {listed(dict.fromkeys(header))}",
                hint="check the column's name",
            )
            return
        if not has_text_column(header, options):
            yield SourceUnreadable(
                f"{name}: no column for the text, found {listed(dict.fromkeys(header))}",
                hint="name the one that holds the text: columns={'text': …}, or --column text=…",
            )
            return
        yield from read_rows(rows, header, name=name, options=options)

    def split(self, stream: BinaryIO, *, name: str, options: ReadOptions) -> Iterator[Chunk | InputError]:
        """Cut after whole rows; each piece but the first begins with a copy of the header row."""
        if has_wide_mark(getattr(stream, "head", b"")):
            yield from whole(stream, name=name, options=options)
        else:
            yield from split_rows(stream, name=name, options=options)


class TableRows:
    """The rows of a table's text, each with the line that it begins on."""

    def __init__(self, text: str, options: ReadOptions) -> None:
        """Tell the delimiter and let the csv module read cells as long as a report may be."""
        # The module's limit is one for the process; it is raised and never lowered.
        csv.field_size_limit(max(csv.field_size_limit(), options.bounds.text_chars))
        lines = io.StringIO(text, newline=None)
        self.delimiter = delimiter_of(lines.readline())
        lines.seek(0)
        self.taken: list[str] = []
        self.reader = csv.reader(self.remember(lines), delimiter=self.delimiter)
        self.first_line = options.first_line
        self.line = options.first_line

    def remember(self, lines: Iterable[str]) -> Iterator[str]:
        """Give the csv module the lines, and keep those that it took for the row at hand."""
        for line in lines:
            self.taken.append(line)
            yield line

    def header(self) -> list[str]:
        """Return the first row; [] when there is none."""
        try:
            return [cell.strip() for cell in next(self.reader, [])]
        except csv.Error:
            return []

    def __iter__(self) -> Iterator[Sequence[str] | csv.Error]:
        """Yield rows, and the error of a row that cannot be read; `line` is where it begins."""
        while True:
            self.line = self.first_line + self.reader.line_num
            self.taken.clear()
            try:
                row = next(self.reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield error
            else:
                yield self.unclosed() or row

    def unclosed(self) -> csv.Error | None:
        """Return an error when the row at hand swallowed the lines below it for want of a closing quote."""
        if len(self.taken) == 1 or self.taken[-1].count('"') % 2:
            return None
        try:
            for _ in csv.reader(self.taken, delimiter=self.delimiter, strict=True):
                pass
        except csv.Error as error:
            if "end of data" in str(error):
                return csv.Error(
                    f"a quotation mark is never closed, and takes in {len(self.taken) - 1:,} lines below"
                )
        return None


def read_rows(rows: TableRows, header: list[str], *, name: str, options: ReadOptions) -> Iterator[Outcome]:
    """Yield what becomes of each row that is not blank."""
    position = 0
    for row in rows:
        where = f"{name}:{rows.line}"
        if isinstance(row, csv.Error):
            kind = SourceTooLarge if "larger than field limit" in str(row) else SourceUnreadable
            yield kind(f"{where}: {row}", hint="close the quotation mark that opens the cell, or double it")
        elif not any(cell.strip() for cell in row):
            continue
        elif len(row) > len(header):
            yield SourceUnreadable(
                f"{where}: {len(row)} cells, expected {len(header)} as in the header",
                hint=f"put cells that hold {rows.delimiter!r} in quotation marks",
            )
        else:
            yield read_row(dict(zip(header, row, strict=False)), position, where=where, options=options)
        position += 1
    if position == 0:
        yield SourceUnreadable(f"{name}: no rows below the header, expected one report a row")


def read_row(row: dict[str, str], position: int, *, where: str, options: ReadOptions) -> Outcome:
    """Return the report in one row, or why there is none."""
    try:
        text, found = row_report_parts(row, where=where, options=options)
    except InputError as error:
        return error
    return compose(text, reader="csv", position=position, name=where, options=options, found=found)


def delimiter_of(header: str) -> str:
    """Return the delimiter that stands most often in the header row, the comma where none does."""
    return max(DELIMITERS, key=header.count)


def split_rows(stream: BinaryIO, *, name: str, options: ReadOptions) -> Iterator[Chunk | InputError]:
    """Cut between rows; the csv module tells which lines make a row, as it does when they are read."""
    limit = options.bounds.chunk_bytes
    taken: list[bytes] = []
    errors: list[InputError] = []
    last_line = options.first_line

    def lines() -> Iterator[str]:
        """Give the csv module line after line, and remember what it took."""
        nonlocal last_line
        for line in bounded_lines(stream, name=name, options=options):
            if isinstance(line, InputError):
                errors.append(line)
                continue
            last_line = line[0]
            taken.append(line[1])
            # One byte, one character: only quotes and delimiters matter, and these are ASCII.
            yield line[1].decode("latin-1").replace("\r", "")

    csv.field_size_limit(max(csv.field_size_limit(), options.bounds.row_bytes))
    source = lines()
    first = next(source, "")
    header, taken = b"".join(taken), []
    rows = csv.reader(source, delimiter=delimiter_of(first))
    held, size, first_line, pieces = [header], 0, options.first_line, 0
    while True:
        before = last_line
        try:
            row = next(rows, None)
        except csv.Error:
            row = []
        piece, taken = b"".join(taken), []
        if row is None and not piece:
            break
        if size and (errors or len(header) + size + len(piece) > limit):
            yield Chunk(b"".join(held), first_line)
            # The header's copy stands on the line before the rows, so that lines are counted right.
            held, size, first_line, pieces = [header], 0, before, pieces + 1
        yield from errors
        errors.clear()
        held.append(piece)
        size += len(piece)
    if size or pieces == 0:
        yield Chunk(b"".join(held), first_line)
    yield from errors
