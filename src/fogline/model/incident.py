"""Say what an incident is: claims about the same thing, side by side."""

from dataclasses import dataclass

from fogline.model.records import Record
from fogline.model.vocabulary import Item, Measure, Precision, Role, Status

__all__ = ["Incident", "IncidentParty", "IncidentPlace", "IncidentReport", "SayerToll", "TollRow", "When"]


@dataclass(frozen=True, slots=True)
class When(Record):
    """An interval `[earliest, latest)` of ISO 8601 strings; both None when no claim tells a time."""

    earliest: str | None
    latest: str | None
    precision: Precision | None


@dataclass(frozen=True, slots=True)
class IncidentPlace(Record):
    """A place of the incident; `radius_km` says how far off the point may be."""

    id: str | None
    name: str
    lat: float | None
    lon: float | None
    radius_km: float | None
    where_prec: int


@dataclass(frozen=True, slots=True)
class IncidentParty(Record):
    """A party by its canonical name, and the part that the claims give it."""

    name: str
    actor: str | None
    role: Role


@dataclass(frozen=True, slots=True)
class SayerToll(Record):
    """What one sayer says of one toll, and the claim that carries it."""

    sayer: str | None
    low: int | None
    high: int | None
    claim: str


@dataclass(frozen=True, slots=True)
class TollRow(Record):
    """Reported losses of one measure: `party` None for the whole incident, "unknown" where the side is not known.

    Where known, low <= best <= high; None is unknown and never 0.
    """

    measure: Measure
    item: Item | None
    party: str | None
    low: int | None
    best: int | None
    high: int | None
    by_sayer: tuple[SayerToll, ...]


@dataclass(frozen=True, slots=True)
class IncidentReport(Record):
    """A report that tells of the incident; it is `main` in at most one incident."""

    report: str
    key: str | None
    main: bool


@dataclass(frozen=True, slots=True)
class Incident(Record):
    """Claims about the same thing. `origins` counts independent origins: copies speak once."""

    id: str
    was: tuple[str, ...]
    type: str
    status: Status
    when: When
    places: tuple[IncidentPlace, ...]
    parties: tuple[IncidentParty, ...]
    tolls: tuple[TollRow, ...]
    grade: str | None
    origins: int
    reports: tuple[IncidentReport, ...]
    claims: tuple[str, ...]
