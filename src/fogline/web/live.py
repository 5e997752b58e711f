"""Tell every open page at once what has changed, by whichever process: this desk, one beside it, or `fogline run`.

What this desk announces is told as it is. What others do is seen in the journal, which
one thread looks at; an entry that was announced is not told a second time.
"""

import asyncio
import json
import threading
from collections.abc import AsyncIterator
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool

from fogline.errors import FoglineError
from fogline.model.records import plain
from fogline.pipeline.following import Followed
from fogline.web.answers import DeskRouter
from fogline.web.desk import Desk, Happened, HappenedKind
from fogline.web.identity import Identity, NotAllowed, NotSignedIn, allowed, identity_of, require

__all__ = ["Live", "router"]

LOOK_S = 0.5
"""So often the journal is looked at for what other processes did."""
BEAT_S = 15.0
"""So often a line without meaning goes out: no proxy takes the stream for dead, and who was let out is noticed."""
WAITING = 200
"""So many events wait for one slow page; it is then told to load everything anew."""
KINDS: dict[str, HappenedKind] = {
    "decision": "decided", "undo": "undone", "items": "came_in", "joined": "came_in", "question": "asked",
    "resolution": "resolved", "forecast": "forecast",
}  # fmt: skip
"""What an entry of the journal is to a page; of any other kind nothing is told."""


class Listening:
    """A page that listens."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._events: asyncio.Queue[Happened] = asyncio.Queue(WAITING)
        self.has_ended = False

    def end(self) -> None:
        """Tell of nothing more, from any thread."""
        self.has_ended = True
        self.tell(Happened("ran", (), None, ""))

    def tell(self, happened: Happened) -> None:
        """Tell of an event, from any thread."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._put, happened)

    async def next(self) -> Happened | None:
        """Return the next event; None when there was none for a while."""
        try:
            return await asyncio.wait_for(self._events.get(), BEAT_S)
        except TimeoutError:
            return None

    def _put(self, happened: Happened) -> None:
        """Put an event last; where too many wait, put one in their place that says to look at everything."""
        if self._events.full():
            while not self._events.empty():
                self._events.get_nowait()
            happened = Happened("ran", (), None, happened.head)
        self._events.put_nowait(happened)


class Live(AbstractContextManager["Live"]):
    """What follows the casebook of a desk, while the block runs. `failed` says why the last look did not end well."""

    def __init__(self, desk: Desk) -> None:
        self.failed: str | None = None
        self._desk = desk
        self._guard = threading.Lock()
        self._pages: set[Listening] = set()
        self._announced: set[str] = set()
        self._head = desk.book.head
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._follow, name="fogline live", daemon=True)

    def __enter__(self) -> "Live":
        """Start."""
        self._desk.listeners.append(self.announced)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop."""
        self._desk.listeners.remove(self.announced)
        self._ended.set()
        self._thread.join()

    def listen(self) -> Listening:
        """Take in a page; what happens from now on is told to it."""
        page = Listening(asyncio.get_running_loop())
        with self._guard:
            self._pages.add(page)
        return page

    def leave(self, page: Listening) -> None:
        """Let a page go."""
        with self._guard:
            self._pages.discard(page)

    def end(self) -> None:
        """End all streams, when the server is about to stop; called within a signal, so that no lock is waited for."""
        for page in tuple(self._pages):
            page.end()

    def announced(self, happened: Happened) -> None:
        """Tell what this desk did."""
        with self._guard:
            self._announced.add(happened.head)
        self._tell(happened)

    def look(self) -> None:
        """Tell what others have entered into the journal since the last look."""
        entered = self._desk.book.entered_since(self._head)
        with self._guard:
            announced, self._announced = self._announced, set()
        for entry in entered:
            self._head = entry.head
            if entry.head not in announced and entry.kind in KINDS:
                self._tell(seen(entry))

    def _follow(self) -> None:
        """Look again and again; a server that is away for a while is asked again."""
        while not self._ended.wait(LOOK_S):
            try:
                self.look()
            except FoglineError as error:
                self.failed = str(error)
            else:
                self.failed = None

    def _tell(self, happened: Happened) -> None:
        """Tell all pages."""
        with self._guard:
            pages = tuple(self._pages)
        for page in pages:
            page.tell(happened)


def seen(entry: Followed) -> Happened:
    """Return what an entry that another process made is to a page."""
    return Happened(KINDS[entry.kind], entry.objects, entry.by, entry.head)


router = DeskRouter(tags=["live"])
EVENTS: dict[int | str, dict[str, Any]] = {
    200: {"content": {"text/event-stream": {}}, "description": "Events, for as long as the page listens."}
}


@router.get("/events", response_class=StreamingResponse, responses=EVENTS)
def follow(request: Request, me: Annotated[Identity, Depends(require("read"))]) -> StreamingResponse:
    """Follow what changes, as server-sent events: each says what, which objects, by whom, and the head after it."""
    del me
    live: Live = request.app.state.live
    return StreamingResponse(
        stream(live, request), media_type="text/event-stream", headers={"Cache-Control": "no-store"}
    )


async def stream(live: Live, request: Request) -> AsyncIterator[str]:
    """Yield events for as long as whoever listens may look."""
    page = live.listen()
    try:
        yield ": listening\n\n"
        while True:
            happened = await page.next()
            if page.has_ended or not await run_in_threadpool(may_look, request):
                return
            yield (": still here\n\n" if happened is None else f"data: {json.dumps(plain(happened))}\n\n")
    finally:
        live.leave(page)


def may_look(request: Request) -> bool:
    """Tell whether who listens is still let in: a session may have been closed, a token revoked."""
    try:
        allowed(identity_of(request), "read")
    except (NotSignedIn, NotAllowed):
        return False
    return True
