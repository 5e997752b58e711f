"""Walk the rows of a table in text by column, each with its line, and read the fields of one."""

import calendar
import csv
import io
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from fogline.errors import SourceUnreadable

__all__ = ["Row", "rows_of", "unreadable"]

DELIMITERS = ("\t", ";", ",")
LONG_DAY = re.compile(r"([0-9]{1,2}) ([A-Za-z]+) ([0-9]{4})")
MONTHS = tuple(calendar.month_name)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its fields by column, in small letters, and where it stands."""

    where: str
    fields: dict[str, str]

    def text(self, column: str) -> str:
        """Return a field without spaces around it, "" where the table has no such column."""
        return self.fields.get(column, "").strip()

    def needed(self, column: str) -> str:
        """Return a field; raise SourceUnreadable where it is empty."""
        if not (text := self.text(column)):
            raise unreadable(self.where, f"nothing in {column}", "a text")
        return text

    def count(self, column: str) -> int:
        """Return a field that is a count; raise SourceUnreadable where it is none."""
        text = self.text(column)
        try:
            number = float(text)
        except ValueError:
            number = math.nan
        if not (number >= 0 and number.is_integer()):
            raise unreadable(self.where, f"{text[:40]!r} in {column}", "a whole number of at least 0")
        return int(number)

    def number(self, column: str) -> float | None:
        """Return a field that is a number, None where it is empty; raise SourceUnreadable where it is neither."""
        if not (text := self.text(column)):
            return None
        try:
            number = float(text)
        except ValueError:
            number = math.inf
        if math.isnan(number):
            return None
        if math.isinf(number):
            raise unreadable(self.where, f"{text[:40]!r} in {column}", "a number, or nothing")
        return number

    def day(self, column: str) -> date:
        """Return a field that begins with an ISO day or reads like 16 May 2025; a year below 100 is of this century.

        Raises:
            SourceUnreadable: it is no day.
        """
        text = self.text(column)
        written = LONG_DAY.fullmatch(text)
        if written and written[2].title() in MONTHS:
            text = f"{int(written[3]):04}-{MONTHS.index(written[2].title()):02}-{int(written[1]):02}"
        try:
            day = date.fromisoformat(text[:10])
        except ValueError as error:
            found = f"{self.text(column)[:40]!r} in {column}"
            raise unreadable(self.where, found, "a day such as 2025-05-16 or 16 May 2025") from error
        return day.replace(year=day.year + 2000) if day.year < 100 else day


def rows_of(text: str, *, name: str, needs: Sequence[str], columns: Sequence[str] = ()) -> Iterator[Row]:
    """Yield the rows of a table with a header.

    Args:
        text: the table.
        name: what messages call the file.
        needs: columns that it must have.
        columns: what they are where the table comes without a header.

    Raises:
        SourceUnreadable: a column is missing, a row has another number of fields, or a quotation mark is not closed.
    """
    first = text[: text.find("\n")] if "\n" in text else text
    delimiter = next((one for one in DELIMITERS if one in first), ",")
    # Not splitlines: a cell may hold U+2028 and other ends of lines that no table has.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    header: list[str] = []
    for line, row in numbered(reader, name):
        where = f"{name}: line {line}"
        if not header:
            header = [column.strip().lower() for column in row]
            missing = [column for column in needs if column not in header]
            if not missing:
                continue
            if not columns or len(row) != len(columns):
                raise SourceUnreadable(
                    f"{where}: no column {', '.join(missing)}, expected {', '.join(needs)}",
                    hint="give the file as its publisher offers it, with its header",
                )
            header = list(columns)
        if not any(row):
            continue
        if len(row) != len(header):
            raise unreadable(where, f"{len(row)} fields", str(len(header)))
        yield Row(where, dict(zip(header, row, strict=True)))
    if not header:
        raise SourceUnreadable(f"{name}: found no line, expected {', '.join(needs)}")


def numbered(reader: Iterable[list[str]], name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a CSV reader with the line on which each begins."""
    rows = iter(reader)
    line = 0
    while True:
        begins = line + 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            raise unreadable(f"{name}: line {begins}", str(error), "a row of a table") from error
        line = reader.line_num  # type: ignore[attr-defined]  # what csv.reader returns has no name
        yield begins, row


def unreadable(where: str, found: str, expected: str) -> SourceUnreadable:
    """Say what is wrong with a line; the whole file is refused."""
    return SourceUnreadable(
        f"{where}: found {found}, expected {expected}",
        hint="mend or remove the line; nothing of the file was taken in",
    )
