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
SEPARATOR = re.compile(r"sep=(.)\r?", re.IGNORECASE)
"""What Excel writes above a table to say what stands between its fields."""
LONG_DAY = re.compile(r"([0-9]{1,2})[ -]([A-Za-z]+)[ -]([0-9]{4})")
AMERICAN_DAY = re.compile(r"([A-Za-z]+) ([0-9]{1,2}), ([0-9]{4})")
YEAR_FIRST = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?![0-9])")
MONTHS = {
    name.lower(): at for names in (calendar.month_name, calendar.month_abbr) for at, name in enumerate(names)
}


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
        """Return a field that begins with a day, year first, or reads like 16 May 2025 or May 16, 2025.

        A year below 100 is of this century.

        Raises:
            SourceUnreadable: it is no day.
        """
        text = self.text(column)
        written, american, year_first = (
            pattern(text) for pattern in (LONG_DAY.fullmatch, AMERICAN_DAY.fullmatch, YEAR_FIRST.match)
        )
        if written and written[2].lower() in MONTHS:
            text = f"{written[3]}-{MONTHS[written[2].lower()]:02}-{written[1]:0>2}"
        elif american and american[1].lower() in MONTHS:
            text = f"{american[3]}-{MONTHS[american[1].lower()]:02}-{american[2]:0>2}"
        elif year_first:
            text = f"{year_first[1]}-{year_first[2]:0>2}-{year_first[3]:0>2}"
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
        SourceUnreadable: a column or all rows are missing, a row has another number of fields, or a quotation mark is
            not closed.
    """
    first, _, rest = text.partition("\n")
    told = SEPARATOR.fullmatch(first)
    if told:
        first = rest.partition("\n")[0]
    delimiter = told[1] if told else next((one for one in DELIMITERS if one in first), ",")
    # Not splitlines: a cell may hold U+2028 and other ends of lines that no table has.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    header: list[str] = []
    empty = True
    for line, row in numbered(reader, name):
        where = f"{name}: line {line}"
        if told and line == 1:
            continue
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
            raise SourceUnreadable(
                f"{where}: found {len(row)} fields, expected {len(header)}",
                hint="mend or remove the line; where the file ends there it is cut short: fetch it again; nothing was "
                "taken in",
            )
        empty = False
        yield Row(where, dict(zip(header, row, strict=True)))
    if not header:
        raise SourceUnreadable(
            f"{name}: found no line, expected {', '.join(needs)}", hint="fetch the file again"
        )
    if empty:
        raise SourceUnreadable(
            f"{name}: found a header and no row below it, expected at least one", hint="fetch the file again"
        )


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
