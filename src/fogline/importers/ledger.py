"""Read a ledger of claims that came out as CSV and went through a spreadsheet: a row a claim, to be compared."""

from collections.abc import Iterator

from fogline.importers._opened import Opening
from fogline.importers._rows import Row, rows_of, unreadable
from fogline.importers._seam import LedgerImporter

__all__ = ["LEDGER"]

NEEDED = ("claim", "report", "sayer", "stance", "polarity", "certainty", "quote")


def read(text: str, name: str) -> Iterator[Row]:
    """Yield the rows.

    Raises:
        SourceUnreadable: a column is missing, a line has another number of fields, or a claim stands twice.
    """
    seen: dict[str, str] = {}
    for row in rows_of(text, name=name, needs=NEEDED):
        claim = row.needed("claim")
        if claim in seen:
            raise unreadable(row.where, f"{claim[:40]!r} again, as in {seen[claim]}", "a row a claim")
        seen[claim] = row.where
        yield row


def tells(opening: Opening) -> bool:
    """Know it by its columns."""
    return set(NEEDED) <= opening.columns


LEDGER = LedgerImporter("a ledger of claims (CSV export)", tells, read)
