"""Answer for what is taken away: formats with what each cannot carry, files, briefings."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query, Response
from fastapi.responses import StreamingResponse

from fogline.briefing import MEDIA_TYPES, Length
from fogline.briefing import Format as BriefFormat
from fogline.exporters import Loss, exporter, exporter_names
from fogline.model.records import Record
from fogline.redaction import Level
from fogline.web.answers import Day, DeskRouter
from fogline.web.desk import DeskOf
from fogline.web.identity import require

__all__ = ["router"]

router = DeskRouter(tags=["exports"], dependencies=[Depends(require("export"))])
Redact = Annotated[Level, Query(description="What is left out for people's safety.")]


@dataclass(frozen=True, slots=True)
class Format(Record):
    """A format that the casebook can be given out in."""

    name: str
    suffix: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Losses(Record):
    """What a format cannot carry of what is held; nothing where `losses` is empty."""

    format: str
    losses: tuple[Loss, ...]


@router.get("/exports")
def list_exports() -> tuple[Format, ...]:
    """Return the formats that the casebook can be given out in."""
    return tuple(format_of(name) for name in exporter_names())


@router.get("/exports/{format}/losses")
def get_losses(desk: DeskOf, format: str, redact: Redact = "none") -> Losses:
    """Return what a format cannot carry of what is held, and what is left out for people's safety, and why."""
    lost = desk.known(("losses", format, redact), lambda: desk.book.lost_in(format, redact=redact))
    return Losses(format, lost)


@router.get("/exports/{format}", response_class=Response)
def get_export(desk: DeskOf, format: str, redact: Redact = "none") -> Response:
    """Return all that the casebook holds in a format, as a file to keep."""
    known = format_of(format)
    name = attached(desk.book.path.stem, known.suffix)
    return StreamingResponse(
        desk.book.export(format, redact=redact), media_type=known.media_type, headers=to_keep(name)
    )


@router.get("/brief", response_class=Response)
def get_brief(
    desk: DeskOf,
    format: BriefFormat = "html",
    since: Day = None,
    until: Day = None,
    area: Annotated[
        list[str] | None, Query(description="A place, province or country; several may be given.")
    ] = None,
    length: Length = "page",
    redact: Redact = "none",
) -> Response:
    """Return a briefing of a period and some areas, as a file to keep."""
    book = desk.book
    page = book.brief(since=since, until=until, area=area or (), format=format, length=length, redact=redact)
    name = attached(book.path.stem, f".{format}")
    return Response(page, media_type=MEDIA_TYPES[format], headers=to_keep(name))


def format_of(name: str) -> Format:
    """Return a format by its name; raise SettingInvalid when there is none."""
    one = exporter(name)
    return Format(name, one.suffix, one.media_type)


def to_keep(name: str) -> dict[str, str]:
    """Return the header by which a browser keeps a file and does not show it."""
    return {"content-disposition": f'attachment; filename="{name}"'}


def attached(stem: str, suffix: str) -> str:
    """Return a file's name that no header and no file system takes for anything else."""
    plain = "".join(
        letter if letter.isascii() and (letter.isalnum() or letter in "-_") else "-" for letter in stem
    )
    return f"{plain or 'casebook'}{suffix}"
