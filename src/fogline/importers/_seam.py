"""Say what an importer is, and find the one that reads a file."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from fogline.errors import FormatUnknown
from fogline.importers._opened import Opening, opening_of, several
from fogline.importers._rows import Row
from fogline.model.asked import Brought
from fogline.model.lead import Pointer
from fogline.model.series import Cell, Span
from fogline.plugins import load_modules, module_names
from fogline.reading.gazetteer.gazetteer_sources import Entry
from fogline.reading.registry_entries import Actor

__all__ = [
    "ActorImporter", "GazetteerImporter", "Importer", "LeadImporter", "LedgerImporter", "Part",
    "QuestionImporter", "ReportImporter", "SeriesImporter", "SeriesRead", "format_of", "importer", "importers",
]  # fmt: skip

ROLE = "importers"


@dataclass(frozen=True, slots=True)
class GazetteerImporter:
    """Reads places. `tells` knows the format by a file's name and beginning."""

    title: str
    tells: Callable[[Opening], bool]
    read: Callable[[Path], Iterator[Entry]]


@dataclass(frozen=True, slots=True)
class Part:
    """What one series of a file counts, and in which unit."""

    what: str
    unit: str


@dataclass(frozen=True, slots=True)
class SeriesRead:
    """What a file holds: its numbers, the months in which its silence means 0, and what whoever brings it must know."""

    cells: tuple[Cell, ...]
    spans: tuple[Span, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SeriesImporter:
    """Reads numbers by area and month.

    `parts` are the series that a file gives: "" is the one that takes the name it is
    brought in under, "events" is then called NAME:events. `read` takes the text of a
    file and what messages call it, and raises SourceUnreadable with the line that does
    not hold: a sum from which a line was left out would be a wrong number.
    """

    title: str
    tells: Callable[[Opening], bool]
    read: Callable[[str, str], SeriesRead]
    parts: Mapping[str, Part] = field(default_factory=lambda: {"": Part("", "")})


@dataclass(frozen=True, slots=True)
class QuestionImporter:
    """Reads questions that others asked, with a file that settles them where `read` is given one."""

    title: str
    tells: Callable[[Opening], bool]
    read: Callable[[Path, Path | None], Iterator[Brought]]


@dataclass(frozen=True, slots=True)
class ActorImporter:
    """Reads actors, as the registry has them. `read` takes a file's text and what messages call it."""

    title: str
    tells: Callable[[Opening], bool]
    read: Callable[[str, str], Iterator[Actor]]


@dataclass(frozen=True, slots=True)
class ReportImporter:
    """Reads reports that came out of another casebook, as the documents that `Casebook.add_documents` takes."""

    title: str
    tells: Callable[[Opening], bool]
    read: Callable[[str, str], Iterator[Mapping[str, str]]]


@dataclass(frozen=True, slots=True)
class LedgerImporter:
    """Reads claims that came out of a casebook as rows, to be compared with what it holds."""

    title: str
    tells: Callable[[Opening], bool]
    read: Callable[[str, str], Iterator[Row]]


@dataclass(frozen=True, slots=True)
class LeadImporter:
    """Reads what machines coded reports as, with where the reports stand: leads, never claims and never counts.

    `read` takes the text of a file and what messages call it, and raises
    SourceUnreadable with the line that does not hold.
    """

    title: str
    tells: Callable[[Opening], bool]
    read: Callable[[str, str], Iterator[Pointer]]


Importer: TypeAlias = (
    SeriesImporter
    | GazetteerImporter
    | ActorImporter
    | QuestionImporter
    | ReportImporter
    | LedgerImporter
    | LeadImporter
)


def importers() -> Mapping[str, Importer]:
    """Return every importer by the name of its format."""
    return {name.replace("_", "-"): one for name, one in load_modules(ROLE).items()}


def importer(name: str) -> Importer:
    """Return the importer of a format; raise FormatUnknown when there is none."""
    if name.replace("-", "_") not in module_names(ROLE) and name not in importers():
        raise FormatUnknown(f"--format: found {name!r}, expected one of {', '.join(sorted(importers()))}")
    return importers()[name.replace("_", "-")]


def format_of(path: Path) -> str:
    """Return the name of the format of a file.

    Raises:
        FormatUnknown: no importer knows it.
        SourceUnreadable: it is no file, holds nothing or several files, or is not whole.
    """
    opening = opening_of(path)
    known = importers()
    for name, one in known.items():
        if one.tells(opening):
            return name
    if opening.members or not opening.head:
        raise several(path.name, len(opening.members))
    raise FormatUnknown(
        f"{path.name}: begins with {opening.first[:40]!r}, expected one of {', '.join(sorted(known))}",
        hint="name its format with --format: what is then missing in it is said; docs/how-to has import-a-series, "
        "import-a-gazetteer, import-leads",
    )
