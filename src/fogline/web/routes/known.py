"""Answer for who speaks and acts, and where: sources, actors, places, and names that wait for a decision."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from fastapi import Depends

from fogline.casebook import ActorSeen, PlaceSeen
from fogline.model.names import name_key
from fogline.pipeline.sources import SourceSeen
from fogline.pipeline.waiting_names import NameSeen
from fogline.web.answers import After, DeskRouter, Limit, Page, page_of
from fogline.web.desk import DeskOf
from fogline.web.identity import require

__all__ = ["router"]

router = DeskRouter(tags=["known"], dependencies=[Depends(require("read"))])
N = TypeVar("N", SourceSeen, ActorSeen, PlaceSeen)


@router.get("/sources")
def list_sources(
    desk: DeskOf, text: str | None = None, limit: Limit = 50, after: After = None
) -> Page[SourceSeen]:
    """Return who speaks in the claims, those that say most first: kind, letter, and how often they held."""
    return page_of(named(desk.sources(), text), tuple, limit=limit, after=after)


@router.get("/actors")
def list_actors(
    desk: DeskOf, text: str | None = None, limit: Limit = 50, after: After = None
) -> Page[ActorSeen]:
    """Return who speaks, acts or suffers in the claims, the most named first, with what is known of each."""
    return page_of(named(desk.actors(), text), tuple, limit=limit, after=after)


@router.get("/places")
def list_places(
    desk: DeskOf, text: str | None = None, limit: Limit = 50, after: After = None
) -> Page[PlaceSeen]:
    """Return the places of the claims' events, the most named first."""
    return page_of(named(desk.places(), text), tuple, limit=limit, after=after)


@router.get("/names")
def list_names(
    desk: DeskOf, text: str | None = None, victims: bool = False, limit: Limit = 50, after: After = None
) -> Page[NameSeen]:
    """Return the names that wait for a decision, the most used first, with contexts and whom each may mean."""
    names = desk.names(victims=victims)
    return page_of(names.having(text) if text else names, tuple, limit=limit, after=after)


def named(listed: Iterable[N], text: str | None) -> Sequence[N]:
    """Return what has some words in its name, case and accents apart; all without words."""
    if not text:
        return tuple(listed)
    wanted = name_key(text)
    return tuple(one for one in listed if wanted and wanted in name_key(one.name))
