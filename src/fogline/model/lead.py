"""Say what a lead is: where a report may be found, and what a machine coded it as; nothing is claimed or counted."""

from dataclasses import dataclass

from fogline.model.ids import content_id
from fogline.model.records import Record
from fogline.model.vocabulary import Stance

__all__ = ["Coding", "Lead", "Pointer"]


@dataclass(frozen=True, slots=True)
class Coding(Record):
    """What a data set's machine made of an event. Nobody has checked it.

    `event` is the data set's own number; `code` its code, `plover` the type of PLOVER
    that it means, None where it means none; `stance` is set where the code says who
    speaks about a deed and not that it was done; `day` is the event's, `mentions` how
    often the data set saw it told. Names, places and countries are the data set's.
    """

    event: str
    code: str | None = None
    plover: str | None = None
    mode: str | None = None
    stance: Stance | None = None
    day: str | None = None
    initiator: str | None = None
    target: str | None = None
    place: str | None = None
    country: str | None = None
    mentions: int | None = None


@dataclass(frozen=True, slots=True)
class Pointer(Record):
    """What one row of a data set says: a coding, and where it was found.

    `url` is None where the data set names no address, `outlet` who published it,
    `published` when it did or the data set saw it. Where a row only says that an event
    is told at an address, its coding has the event's number and nothing else.
    """

    coding: Coding
    url: str | None
    outlet: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class Lead(Record):
    """An address with all that data sets coded what stands there as; `report` is its report, where that has come in.

    Without an address it is a data set's word that an outlet told of an event.
    `mentions` is the greatest number that a data set gives for one of its events.
    """

    url: str | None
    outlet: str | None
    published: str | None
    mentions: int | None
    codings: tuple[Coding, ...]
    sources: tuple[str, ...]
    report: str | None

    @property
    def id(self) -> str:
        """It depends on the address, or on the events where there is none."""
        return content_id("l", self.url or [coding.event for coding in self.codings])
