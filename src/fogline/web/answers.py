"""Answer with records as JSON, lists a page at a time, and errors as what went wrong and what to do."""

import functools
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Generic, TypeVar

from fastapi import APIRouter, FastAPI, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from fogline.errors import (
    CasebookLocked,
    CasebookMissing,
    FoglineError,
    ObjectUnknown,
    PanelInvalid,
    PluginInvalid,
    QuestionNotUnderstood,
    SettingInvalid,
    SourcesMixed,
)
from fogline.model.records import Record, plain
from fogline.web.deciding import DecidedMeanwhile
from fogline.web.identity import NotAllowed, NotSignedIn, TryLater
from fogline.web.views.decisions import DecisionSeen

__all__ = [
    "CONFLICTS", "After", "Conflict", "Day", "DeskRouter", "JsonAnswer", "Limit", "Page", "PlainAnswer", "Problem",
    "add_error_answers", "page_of",
]  # fmt: skip

T = TypeVar("T")
S = TypeVar("S")

Limit = Annotated[int, Query(ge=1, le=200, description="So many rows at most.")]
After = Annotated[
    str | None,
    Query(pattern=r"^[0-9]{1,9}$", description="`next` of the page before; the first page without it."),
]
Day = Annotated[date | None, Query(description="An ISO 8601 date, such as 2022-05-20.")]

STATUS: tuple[tuple[type[FoglineError], int], ...] = (
    (NotSignedIn, 401),
    (NotAllowed, 403),
    (TryLater, 429),
    (ObjectUnknown, 404),
    (DecidedMeanwhile, 409),
    (QuestionNotUnderstood, 422),
    (SettingInvalid, 422),
    (PanelInvalid, 422),
    (PluginInvalid, 422),
    (SourcesMixed, 422),
    (CasebookLocked, 503),
    (CasebookMissing, 503),
)
"""What each error is answered with; the first that fits. Any other is the casebook's own trouble: 500."""


@dataclass(frozen=True, slots=True)
class Problem(Record):
    """What went wrong: what was found, what was expected, and what to do."""

    error: str
    hint: str | None


@dataclass(frozen=True, slots=True)
class Conflict(Record):
    """A problem, and what somebody else decided on the same thing meanwhile."""

    error: str
    hint: str | None
    decisions: tuple[DecisionSeen, ...]


CONFLICTS: dict[int | str, dict[str, Any]] = {409: {"model": Conflict}}
"""What routes describe that enter decisions."""


@dataclass(frozen=True, slots=True)
class Page(Record, Generic[T]):
    """Some rows of a list. `total` counts all of them; `next` asks for those that follow, null on the last page."""

    total: int
    rows: tuple[T, ...]
    next: str | None


class JsonAnswer(Response):
    """A record, or what the contract calls a plain object, as JSON. Nothing in it is markup: it is data alone."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        """Return UTF-8."""
        return json_bytes(plain(content))


class PlainAnswer(JsonAnswer):
    """What is plain already, as JSON: lists of thousands are not gone through twice."""

    def render(self, content: Any) -> bytes:
        """Return UTF-8."""
        return json_bytes(content)


def json_bytes(shown: Any) -> bytes:
    """Return plain objects as JSON; a text with lone surrogates, which UTF-8 has no bytes for, is escaped."""
    try:
        return json.dumps(shown, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    except UnicodeEncodeError:
        return json.dumps(shown, allow_nan=False, separators=(",", ":")).encode()


class DeskRouter(APIRouter):
    """Routes whose functions return records: what they say they return is described, and answered as it is."""

    def add_api_route(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        """Add a route that answers with the record that `endpoint` returns."""
        problems = {status: {"model": Problem} for status in (401, 403, 404, 422)}
        options["responses"] = {**problems, **(options.get("responses") or {})}
        super().add_api_route(path, answering(endpoint), **options)


def answering(endpoint: Callable[..., Any]) -> Callable[..., Response]:
    """Return a function that answers with what `endpoint` returns; a response of its own is left alone."""

    @functools.wraps(endpoint)
    def answer(*args: Any, **known: Any) -> Response:
        found = endpoint(*args, **known)
        return found if isinstance(found, Response) else JsonAnswer(found)

    return answer


def page_of(
    rows: Sequence[S], show: Callable[[Sequence[S]], Sequence[T]], *, limit: int, after: str | None
) -> Page[T]:
    """Return one page of a sequence that may be read from disk as it is walked; `show` makes its rows."""
    start, total = int(after or 0), len(rows)
    shown = tuple(show(rows[start : start + limit]))
    end = start + len(shown)
    return Page(total, shown, str(end) if shown and end < total else None)


def add_error_answers(app: FastAPI) -> None:
    """Answer every error with a Problem and the status that fits."""
    app.add_exception_handler(FoglineError, answer_error)
    app.add_exception_handler(RequestValidationError, answer_invalid)
    app.add_exception_handler(HTTPException, answer_http)


def answer_error(request: Request, error: Exception) -> Response:
    """Answer an error of fogline's own."""
    del request
    status = next((status for kind, status in STATUS if isinstance(error, kind)), 500)
    hint = error.hint if isinstance(error, FoglineError) else None
    if isinstance(error, DecidedMeanwhile):
        return JsonAnswer(Conflict(str(error), hint, error.decisions), status_code=status)
    return JsonAnswer(Problem(str(error), hint), status_code=status)


def answer_invalid(request: Request, error: Exception) -> Response:
    """Answer a request that the description does not allow: where, and what was expected there."""
    del request
    told = error.errors() if isinstance(error, RequestValidationError) else ()
    wrong = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in told)
    return JsonAnswer(Problem(f"request: {wrong}", "see /api/openapi.json"), status_code=422)


def answer_http(request: Request, error: Exception) -> Response:
    """Answer what no route is there for."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    detail = error.detail if isinstance(error, HTTPException) else ""
    headers = error.headers if isinstance(error, HTTPException) else None
    found = f"{request.method} {request.url.path}: {detail}"
    return JsonAnswer(Problem(found, "see /api/openapi.json"), status_code=status, headers=headers)
