"""Read GDELT 2.0 Mentions as leads: which address tells of which event; what the event is stands in GDELT's Events."""

from collections.abc import Iterator

from fogline.importers._coded import address_of, coded_rows, compact_day
from fogline.importers._opened import Opening
from fogline.importers._seam import LeadImporter
from fogline.model.lead import Coding, Pointer

__all__ = ["GDELT_MENTIONS"]

COLUMNS = (
    "GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier",
    "SentenceID", "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence",
    "MentionDocLen", "MentionDocTone", "MentionDocTranslationInfo", "Extras",
)  # fmt: skip
"""The 16 columns; the files have no header."""


def read(text: str, name: str) -> Iterator[Pointer]:
    """Yield a pointer a row that names an address of the web; GDELT has books and broadcasts too.

    Raises:
        SourceUnreadable: a line has another number of fields, or no day.
    """
    for row in coded_rows(text, name=name, columns=COLUMNS, has_header=False):
        seen, event = compact_day(row, "mentiontimedate"), row.needed("globaleventid")
        url = address_of(row.text("mentionidentifier"))
        if url is not None:
            outlet = row.text("mentionsourcename") or None
            yield Pointer(Coding(f"gdelt/{event}"), url=url, outlet=outlet, published=seen)


def tells(opening: Opening) -> bool:
    """Know it by the number of its columns."""
    fields = opening.first.split("\t")
    return len(fields) == len(COLUMNS) and fields[0].isdigit()


GDELT_MENTIONS = LeadImporter("GDELT 2.0 Mentions, as leads", tells, read)
