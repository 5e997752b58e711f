"""Say what is given to whatever writes a casebook out, and how it says what it left out."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from fogline.model.claim import Claim
from fogline.model.incident import Incident
from fogline.model.records import Record
from fogline.model.report import Report

__all__ = ["Holdings", "Loss"]


@dataclass(frozen=True, slots=True)
class Loss(Record):
    """What is held and is not in a file: what, of how many objects, and why."""

    what: str
    count: int
    why: str


class Holdings(Protocol):
    """What a casebook holds at one moment, each kind sorted by id and read as it is walked."""

    def claims(self) -> Iterable[Claim]:
        """The claims, each with its origin and its incident."""
        ...

    def incidents(self) -> Iterable[Incident]:
        """The incidents."""
        ...

    def reports(self) -> Iterable[Report]:
        """The reports."""
        ...

    def told(self) -> Iterable[tuple[Incident, tuple[Claim, ...]]]:
        """The incidents, each with its claims by id."""
        ...

    def reported(self) -> Iterable[tuple[Report, tuple[Claim, ...]]]:
        """The reports, each with its claims by id."""
        ...
