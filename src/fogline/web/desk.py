"""Hold what every route works with: the casebook, who may ask, and whom to tell what has changed."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Literal, TypeAlias, TypeVar

from fastapi import Depends, Request

from fogline.casebook import ActorSeen, Casebook, PlaceSeen
from fogline.model.records import Record
from fogline.pipeline.sources import Outcomes, SourceSeen
from fogline.pipeline.waiting_names import NameListing
from fogline.web.identity import Gate
from fogline.web.remembered import Remembered
from fogline.web.upkeep import Upkeep

__all__ = ["Desk", "DeskOf", "Happened", "HappenedKind"]

T = TypeVar("T")
NAMES = 50
"""Names of a page."""

HappenedKind: TypeAlias = Literal["decided", "undone", "asked", "resolved", "forecast", "ran", "came_in"]
"""`ran`: the casebook was brought up to date, by this desk or another process; whatever is shown may be otherwise."""


@dataclass(frozen=True, slots=True)
class Happened(Record):
    """Something that changed: which objects (ids; empty: any), by whom, and the journal's head after it."""

    kind: HappenedKind
    objects: tuple[str, ...]
    by: str | None
    head: str


Listener: TypeAlias = Callable[[Happened], None]


@dataclass(slots=True)
class Desk:
    """One casebook that is served. Listeners are called in the thread of the request and must return at once."""

    book: Casebook
    gate: Gate
    listeners: list[Listener] = field(default_factory=list)
    upkeep: Upkeep = field(init=False)
    remembered: Remembered = field(default_factory=Remembered)

    def __post_init__(self) -> None:
        self.upkeep = Upkeep(
            self.book,
            told=lambda: self.announce("ran", (), None),
            held=lambda: self.remembered.later(self.warm),
        )

    @property
    def moment(self) -> tuple[int, str]:
        """What is shown: while it is the same, every answer is."""
        return self.upkeep.holds, self.book.head

    def known(self, asked: Hashable, make: Callable[[], T]) -> T:
        """Return what is slow to put together, remembered while what is shown stays the same."""
        return self.remembered.value(asked, self.moment, make)

    def warm(self) -> None:
        """Put together what is slow before somebody asks for it."""
        for listed in (self.places, self.sources, self.actors, lambda: self.names(victims=False)[:NAMES]):
            listed()

    def places(self) -> tuple[PlaceSeen, ...]:
        """Return the places of the claims' events."""
        return self.known("places", lambda: tuple(iter(self.book.places())))

    def actors(self) -> tuple[ActorSeen, ...]:
        """Return who speaks, acts or suffers in the claims."""
        return self.known("actors", lambda: tuple(iter(self.book.actors())))

    def sources(self) -> tuple[SourceSeen, ...]:
        """Return who speaks in the claims, and how often they held."""
        outcomes = self.outcomes
        return self.known("sources", lambda: tuple(self.book.sources(outcomes=outcomes)))

    def names(self, *, victims: bool) -> NameListing:
        """Return the names that wait for a decision."""
        return self.known(("names", victims), lambda: self.book.name_listing(victims=victims))

    @property
    def outcomes(self) -> Outcomes:
        """How what each voice said held: every incident with losses is shown beside it."""
        return self.known("outcomes", self.book.outcomes)

    def announce(self, kind: HappenedKind, objects: Sequence[str], by: str | None) -> None:
        """Tell every listener what has changed; what follows from a decision is brought up to date soon."""
        if kind in ("decided", "undone"):
            self.upkeep.want_run()
        happened = Happened(kind, tuple(objects), by, self.book.head)
        for listener in self.listeners:
            listener(happened)


def desk_of(request: Request) -> Desk:
    """Return the desk that a request is for."""
    desk: Desk = request.app.state.desk
    return desk


DeskOf = Annotated[Desk, Depends(desk_of)]
