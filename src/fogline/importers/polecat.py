"""Read POLECAT's events, coded in PLOVER, as leads: an outlet and a day, and what a machine coded; it names no address.

Columns go by their header, so that releases with fewer or renamed ones are read.
"""

from collections.abc import Iterator

from fogline.importers._coded import coded_rows
from fogline.importers._opened import Opening
from fogline.importers._rows import Row, unreadable
from fogline.importers._seam import LeadImporter
from fogline.model.lead import Coding, Pointer

__all__ = ["POLECAT"]

NEEDED = ("event id", "event date", "event type", "source", "publication date")
MISSING = "None"


def read(text: str, name: str) -> Iterator[Pointer]:
    """Yield a pointer a row.

    Raises:
        SourceUnreadable: a column is missing, or a line has another number of fields, or no day.
    """
    columns = text.partition("\n")[0].rstrip("\r").lower().split("\t")
    missing = [column for column in NEEDED if column not in columns]
    if missing:
        raise unreadable(f"{name}: line 1", f"no column {', '.join(missing)}", "POLECAT's header")
    for row in coded_rows(text, name=name, columns=columns, has_header=True):
        published = row.day("publication date").isoformat() if told(row, "publication date") else None
        yield Pointer(coding_of(row), url=None, outlet=told(row, "source"), published=published)


def coding_of(row: Row) -> Coding:
    """Return what POLECAT made of an event."""
    kind = row.needed("event type").upper()
    return Coding(
        event=f"polecat/{row.needed('event id')}", code=f"POLECAT {kind}", plover=kind, mode=told(row, "event mode"),
        day=row.day("event date").isoformat(), initiator=told(row, "actor name"), target=told(row, "recipient name"),
        place=told(row, "placename"), country=told(row, "country"),
    )  # fmt: skip


def told(row: Row, column: str) -> str | None:
    """Return a field, None where it is empty or says so."""
    text = row.text(column)
    return None if text in ("", MISSING) else text


def tells(opening: Opening) -> bool:
    """Know it by its columns."""
    return "\t" in opening.first and opening.columns >= set(NEEDED)


POLECAT = LeadImporter("POLECAT events, coded in PLOVER, as leads", tells, read)
