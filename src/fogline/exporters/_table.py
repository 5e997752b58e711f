"""Write tables as CSV that a spreadsheet opens without running anything in it."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from fogline.exporters._text import utf8

__all__ = ["Cell", "csv_lines", "harmless"]

Cell = str | int | float | None
RUNS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a cell begins with that a spreadsheet takes for a formula; full-width forms of them too, and after blanks."""
UNSEEN = "\ufeff\u200b\u200c\u200d\u200e\u200f\u2060\u00ad"


def csv_lines(rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """Yield rows as CSV in UTF-8 (RFC 4180); words that a spreadsheet would run get a quotation mark before them."""
    for row in rows:
        line = io.StringIO()
        csv.writer(line, lineterminator="\r\n").writerow([harmless(cell) for cell in row])
        yield utf8(line.getvalue())


def harmless(cell: Cell) -> Cell:
    """Return a cell so that no spreadsheet takes its words for a formula; numbers are as they are."""
    if isinstance(cell, str):
        words = cell.replace("\0", "")
        return f"'{words}" if is_run(words) else words
    return cell


def is_run(words: str) -> bool:
    """Tell whether a spreadsheet may take words for a formula."""
    seen = words.lstrip(f" \u00a0\u3000{UNSEEN}")
    return unicodedata.normalize("NFKC", seen[:1]).startswith(RUNS)
