"""Import what others compiled: one format a file, and each says what it brings.

A module exports one importer: a `SeriesImporter` (a number an area and month), a
`GazetteerImporter` (places), an `ActorImporter`, a `QuestionImporter` (questions that
others asked), a `ReportImporter` (reports of another casebook), a `LedgerImporter`
(claims that went through a spreadsheet), or a `LeadImporter` (where reports stand, and
what machines coded them as).
Drop a file here and `fogline import` knows its format by its stem, an underscore
being a hyphen on the command line.
"""

from fogline.importers._opened import Opening, text_of
from fogline.importers._rows import Row
from fogline.importers._seam import (
    ActorImporter,
    GazetteerImporter,
    Importer,
    LeadImporter,
    LedgerImporter,
    Part,
    QuestionImporter,
    ReportImporter,
    SeriesImporter,
    SeriesRead,
    format_of,
    importer,
    importers,
)

__all__ = [
    "ActorImporter", "GazetteerImporter", "Importer", "LeadImporter", "LedgerImporter", "Opening", "Part",
    "QuestionImporter", "ReportImporter", "Row", "SeriesImporter", "SeriesRead", "format_of", "importer", "importers",
    "text_of",
]  # fmt: skip
