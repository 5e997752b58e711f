"""Answer for the frame of every view and for today's."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query

from fogline.model.records import Record
from fogline.web.answers import DeskRouter
from fogline.web.desk import DeskOf
from fogline.web.identity import Identity, require
from fogline.web.views.book import BookSeen, see_book
from fogline.web.views.today import Today, see_today

__all__ = ["router"]

router = DeskRouter(tags=["book"])
Reader = Annotated[Identity, Depends(require("read"))]

Moment = Annotated[str | None, Query(description="An ISO 8601 date, or date and time.")]


@dataclass(frozen=True, slots=True)
class Seen(Record):
    """When you last looked (UTC)."""

    seen: str


@router.get("/book")
def get_book(desk: DeskOf, me: Reader) -> BookSeen:
    """Return which casebook this is, who looks, how much is in it and when they last looked."""
    return see_book(desk, me)


@router.get("/today")
def get_today(desk: DeskOf, me: Reader, since: Moment = None) -> Today:
    """Return what is new since a day or a moment; since you last looked when it is left out."""
    return see_today(desk, since or desk.book.last_look(me.name))


@router.post("/today/seen")
def post_seen(desk: DeskOf, me: Reader) -> Seen:
    """Note that you have looked: what comes later is new."""
    return Seen(desk.book.look(me.name))
