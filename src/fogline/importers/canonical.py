"""Read the reports of a canonical export as documents; claims and incidents follow when they are read again."""

import json
from collections.abc import Iterator, Mapping

from fogline.importers._opened import Opening
from fogline.importers._rows import unreadable
from fogline.importers._seam import ReportImporter

__all__ = ["CANONICAL"]

FIELDS = ("text", "key", "url", "outlet", "title", "author", "published", "lang")
BEGINS = ('{"answers":', '{"claims":', '{"author":')
"""How a claim, an incident and a report begin: their keys are sorted."""
OWN = ('"made_by":', '"origins":', '"original":')
"""A key of each that other JSON Lines do not have."""


def read(text: str, name: str) -> Iterator[Mapping[str, str]]:
    """Yield each report with what is known of its publication.

    Raises:
        SourceUnreadable: a line is neither claim, incident nor report.
    """
    for number, line in enumerate(text.split("\n"), start=1):
        if not line:
            continue
        where = f"{name}: line {number}"
        if not line.startswith(BEGINS):
            raise unreadable(
                where, f"{line[:40]!r}", "a claim, an incident or a report of a canonical export"
            )
        if line.startswith(BEGINS[2]):
            yield document_of(line, where)


def document_of(line: str, where: str) -> Mapping[str, str]:
    """Return the document of a report's line.

    Raises:
        SourceUnreadable: it is no JSON, or a field is no text.
    """
    try:
        report = json.loads(line)
    except ValueError as error:
        raise unreadable(where, f"no JSON ({error})", "a report of a canonical export") from error
    told = {field: report[field] for field in FIELDS if report.get(field) is not None}
    for field, value in told.items():
        if not isinstance(value, str):
            raise unreadable(where, f"{value!r} in {field}", "a text")
    return told


def tells(opening: Opening) -> bool:
    """Know it by how its lines begin."""
    return any(
        opening.first.startswith(begins) and own in opening.first
        for begins, own in zip(BEGINS, OWN, strict=True)
    )


CANONICAL = ReportImporter("a canonical export of fogline", tells, read)
