"""Say how far a run has come and what it did."""

from collections.abc import Callable
from dataclasses import dataclass

from fogline.errors import FoglineError
from fogline.model.records import Record

__all__ = ["AddSummary", "Notify", "Progress", "RunSummary", "Skipped", "silent", "skipped_because"]


@dataclass(frozen=True, slots=True)
class Progress(Record):
    """How far a stage has come. `total` is None where it is not known; `note` is for people, such as why it waits."""

    stage: str
    done: int
    total: int | None = None
    note: str | None = None


Notify = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Skipped(Record):
    """Something that was left out, and why. `error` is the name of the error's class."""

    error: str
    reason: str
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class AddSummary(Record):
    """What came in. `new` and `known` count reports; nothing is done for those that are known."""

    new: int = 0
    known: int = 0
    skipped: tuple[Skipped, ...] = ()

    def __add__(self, other: "AddSummary") -> "AddSummary":
        return AddSummary(self.new + other.new, self.known + other.known, (*self.skipped, *other.skipped))


@dataclass(frozen=True, slots=True)
class RunSummary(Record):
    """What a run did, and what the casebook holds after it.

    `new` counts reports that were read in this run; `copies` those of them whose
    text another report had first. `skipped` names what was left out since the last
    run: inputs that could not be opened, and reports that could not be read.
    `reports`, `claims` and `incidents` count what the casebook holds.
    """

    reports: int
    new: int
    copies: int
    claims: int
    incidents: int
    skipped: tuple[Skipped, ...] = ()


def skipped_because(error: FoglineError) -> Skipped:
    """Return an error as what was skipped for it."""
    return Skipped(error=type(error).__name__, reason=str(error), hint=error.hint)


def silent(_progress: Progress) -> None:
    """Tell nobody."""
